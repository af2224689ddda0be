/**
 * What the patterns for x86-64 share: immediates, addresses, and which ops could be one instruction.
 */
import { type Op, opInfo } from "../../ir/ops.ts";
import type { Func, Inst } from "../../ir/types.ts";
import type { MemRef, Operand } from "../machine.ts";
import { Selection } from "../selection.ts";
import { CONTEXT_POINTER, CONVENTIONS } from "./abi.ts";

export interface IselOptions {
  /** Addresses fit in 31 bits and may be immediates and displacements. */
  absolute: boolean;
  /** What the processor has: see levels.ts. */
  features?: ReadonlySet<string>;
  /** Data objects so large that much of them is far: see analysis/chase.ts. */
  far?: ReadonlySet<string>;
}

export class Selector extends Selection {
  readonly absolute: boolean;
  readonly features: ReadonlySet<string>;
  readonly far: ReadonlySet<string>;
  /** Ops whose work a later one does as well. */
  readonly fused = new Set<Inst>();
  /** By first operand: ops that may share an instruction with another one. Made when it is first asked for. */
  private sharersOf: Map<Inst, Inst[]> | undefined = undefined;

  constructor(func: Func, options: IselOptions) {
    super(func, CONVENTIONS);
    this.absolute = options.absolute;
    this.features = options.features ?? new Set();
    this.far = options.far ?? new Set();
  }

  /** Divisions and long multiplications of the same first operand whose values are used. */
  sharers(inst: Inst): Inst[] {
    this.sharersOf ??= findSharers(this.func);
    const list = this.sharersOf.get(inst.args[0]!) ?? [];
    return list.filter((other) => other !== inst && this.uses[other.id]! > 0);
  }

  /** The value as a 32-bit immediate: an integer or a symbol and an offset. */
  immediate(inst: Inst): { imm: bigint; sym: string } | undefined {
    if (inst.op === "const" && fits32(inst.imm)) return { imm: inst.imm, sym: "" };
    if (inst.op === "addr" && this.absolute && fits32(inst.imm)) return { imm: inst.imm, sym: inst.sym };
    return undefined;
  }

  /** An address plus `disp` as a memory operand; its registers go to `operands`. */
  memory(address: Inst, disp: bigint, operands: Operand[]): MemRef {
    const mem: MemRef = { base: undefined, fixedBase: -1, index: undefined, scale: 1, disp: 0, sym: "" };
    const { node, offset } = this.offset(address, disp);
    mem.disp = Number(offset);
    if (node.op === "addr" && fits32(offset + node.imm)) {
      mem.sym = node.sym;
      mem.disp += Number(node.imm);
      return mem;
    }
    if (node.op === "user") {
      mem.fixedBase = CONTEXT_POINTER;
      mem.disp += Number(node.imm);
      return mem;
    }
    if (node.op === "add" && this.isAddress(node, 2) && this.indexed(mem, node, operands)) return mem;
    mem.base = this.use(node);
    operands.push(mem.base);
    return mem;
  }

  /** Strips additions of constants that need not be computed on their own. */
  private offset(address: Inst, disp: bigint): { node: Inst; offset: bigint } {
    let node = address;
    let offset = disp;
    for (;;) {
      const [left, right] = node.args;
      const constant =
        (node.op === "add" || node.op === "sub") && right!.op === "const" ? right!.imm : undefined;
      if (constant === undefined) break;
      const sum = node.op === "add" ? offset + constant : offset - constant;
      if (!fits32(sum) || !(left!.op === "sp" || this.isAddress(node, 8))) break;
      node = left!;
      offset = sum;
    }
    return { node, offset };
  }

  private indexed(mem: MemRef, sum: Inst, operands: Operand[]): boolean {
    let [base, index] = sum.args as [Inst, Inst];
    if (scaleOf(base) > 1 && this.isAddress(base, 2)) [base, index] = [index, base];
    else if (index.op === "addr") [base, index] = [index, base];
    if (base.op === "const" || index.op === "const") return false;
    let scale = 1;
    if (scaleOf(index) > 1 && (this.isOwn(index) || this.uses[index.id] === this.uses[sum.id])) {
      scale = scaleOf(index);
      index = index.args[0]!;
      if (index.op === "const") return false;
    }
    if (base.op === "addr") {
      const disp = BigInt(mem.disp) + base.imm;
      if (!this.absolute || !fits32(disp) || index.op === "addr") return false;
      mem.sym = base.sym;
      mem.disp = Number(disp);
    } else {
      mem.base = this.use(base);
      operands.push(mem.base);
    }
    mem.scale = scale;
    mem.index = this.use(index);
    operands.push(mem.index);
    return true;
  }
}

/** To compare bigints takes V8 twice as long. A number that is not exact is far too large. */
export function fits32(value: bigint): boolean {
  const n = Number(value);
  return n >= -0x80000000 && n <= 0x7fffffff;
}

/** By number of the op. */
const SHARES: boolean[] = [];
for (const op of "mul mulh umulh sdiv srem fldiv flmod udiv urem udiv2 urem2".split(" ") as Op[])
  SHARES[opInfo(op).number] = true;

function findSharers(func: Func): Map<Inst, Inst[]> {
  const found = new Map<Inst, Inst[]>();
  for (const block of func.blocks) {
    for (const inst of block.insts) {
      if (SHARES[inst.info.number] !== true) continue;
      const list = found.get(inst.args[0]!);
      if (list === undefined) found.set(inst.args[0]!, [inst]);
      else list.push(inst);
    }
  }
  return found;
}

/** 2, 4 or 8 if the value is another one scaled by that, else 1. */
export function scaleOf(inst: Inst): number {
  if (inst.op !== "shl" || inst.args[1]!.op !== "const") return 1;
  const count = inst.args[1]!.imm;
  return count === 1n ? 2 : count === 2n ? 4 : count === 3n ? 8 : 1;
}
