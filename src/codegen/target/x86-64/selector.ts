/**
 * The state of instruction selection for one function, and what its patterns share: virtual registers
 * on demand, constants, immediates, addresses. `isel.ts` drives it.
 */
import { type Op, opInfo } from "../../ir/ops.ts";
import type { Block, Func, Inst } from "../../ir/types.ts";
import {
  type MachineFunc,
  type MachineInst,
  type MemRef,
  machineInst,
  type Operand,
  operand,
  REG,
  type Reg,
  type VReg,
} from "../machine.ts";
import { CONTEXT_POINTER, STACK_POINTER } from "./abi.ts";
import { CALLER_SAVED, CALLER_SAVED_INTS } from "./regs.ts";
import { isRounding } from "./rounding.ts";

export interface IselOptions {
  /** Addresses fit in 31 bits and may be immediates and displacements. */
  absolute: boolean;
  /** What the processor has: see levels.ts. */
  features?: ReadonlySet<string>;
}

export const isWrite = (inst: Inst): boolean => inst.info.isWrite;

/** The state of one function's selection, and what patterns ask of it. */
export class Selector {
  readonly func: Func;
  readonly absolute: boolean;
  readonly features: ReadonlySet<string>;
  readonly vregs: MachineFunc["vregs"] = [];
  /** By instruction: its virtual register once somebody asked for it, else -1. */
  readonly vregOf: number[];
  /** By instruction: uses of its value, and those of them that address memory. */
  readonly uses: number[];
  readonly addressUses: number[];
  /** By instruction: writes before it in its block. */
  readonly epochs: number[];
  /** By instruction: its place in its block. */
  readonly orders: number[];
  /** Ops that do the work of a later one too. */
  readonly claims = new Map<Inst, Inst>();
  /** Ops whose work a later one does as well. */
  readonly fused = new Set<Inst>();
  /** The block at hand, the writes before the instruction at hand, the machine code so far, backwards. */
  block: Block | undefined;
  epoch = 0;
  /** Whether floats are rounded to integers. */
  hasRounding = false;
  code: MachineInst[] = [];
  /** Constants that the instruction at hand needs in registers: they come right before it. */
  constants: MachineInst[] = [];
  /** What a call may change: registers of a `reg` function or C, and of what moves the data-stack pointer. */
  readonly clobbers: readonly Reg[];
  readonly stackClobbers: readonly Reg[];
  /** By first operand: ops that may share an instruction with another one. */
  private readonly bySharedOperand = new Map<Inst, Inst[]>();

  constructor(func: Func, options: IselOptions) {
    this.func = func;
    this.absolute = options.absolute;
    this.features = options.features ?? new Set();
    this.vregOf = new Array(func.nextId).fill(-1);
    this.uses = new Array(func.nextId).fill(0);
    this.addressUses = new Array(func.nextId).fill(0);
    this.epochs = new Array(func.nextId).fill(0);
    this.orders = new Array(func.nextId).fill(0);
    let hasFloats = false;
    for (const block of func.blocks) {
      for (const phi of block.phis) {
        if (phi.type === "f64") hasFloats = true;
        for (const arg of phi.args) this.uses[arg.id]!++;
      }
      let epoch = 0;
      let order = 0;
      for (const inst of block.insts) {
        this.epochs[inst.id] = epoch;
        this.orders[inst.id] = order++;
        if (isWrite(inst)) epoch++;
        if (inst.type === "f64") {
          hasFloats = true;
          if (isRounding(inst)) this.hasRounding = true;
        }
        for (const arg of inst.args) this.uses[arg.id]!++;
        if (mayShare(inst)) this.noteSharer(inst);
        if (inst.info.hasAddress) this.addressUses[inst.args[0]!.id]!++;
      }
    }
    this.clobbers = hasFloats ? CALLER_SAVED : CALLER_SAVED_INTS;
    this.stackClobbers = [...this.clobbers, STACK_POINTER];
  }

  private noteSharer(inst: Inst): void {
    const list = this.bySharedOperand.get(inst.args[0]!);
    if (list === undefined) this.bySharedOperand.set(inst.args[0]!, [inst]);
    else list.push(inst);
  }

  /** Divisions and long multiplications of the same first operand whose values are used. */
  sharers(inst: Inst): Inst[] {
    const list = this.bySharedOperand.get(inst.args[0]!) ?? [];
    return list.filter((other) => other !== inst && this.uses[other.id]! > 0);
  }

  newVreg(cls: "int" | "float" = "int"): VReg {
    this.vregs.push(cls);
    return this.vregs.length - 1;
  }

  /** The virtual register of a value that some instruction computes. */
  vreg(inst: Inst): VReg {
    let vreg = this.vregOf[inst.id]!;
    if (vreg < 0) {
      vreg = this.newVreg(inst.type === "f64" ? "float" : "int");
      this.vregOf[inst.id] = vreg;
    }
    return vreg;
  }

  /** A virtual register that holds the value; constants are made anew for each use. */
  value(inst: Inst): VReg {
    if (!isConstant(inst)) return this.vreg(inst);
    const vreg = this.newVreg(inst.type === "f64" ? "float" : "int");
    this.constants.push(this.constant(inst, vreg));
    return vreg;
  }

  use(inst: Inst, where: number = REG): Operand {
    return operand(this.value(inst), "use", where);
  }

  result(inst: Inst): Operand {
    return operand(this.vreg(inst), "def", REG);
  }

  /** Adds an instruction before those selected so far. */
  emit(inst: MachineInst): void {
    this.code.push(inst);
    if (this.constants.length === 0) return;
    this.code.push(...this.constants);
    this.constants = [];
  }

  isAsked(inst: Inst): boolean {
    return this.vregOf[inst.id]! >= 0;
  }

  /** Whether a value is there for the instruction at hand only: it may be computed as part of it. */
  isOwn(inst: Inst): boolean {
    return this.uses[inst.id] === 1 && !this.isAsked(inst);
  }

  /** A load that can be done at the instruction at hand: nothing in between writes. */
  isFoldableLoad(inst: Inst): boolean {
    return this.isOwn(inst) && inst.block === this.block && this.epochs[inst.id] === this.epoch;
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

  /** Whether a sum is used as an address only, `most` times at most, so that it is best computed there. */
  private isAddress(node: Inst, most: number): boolean {
    const uses = this.uses[node.id]!;
    return !this.isAsked(node) && (uses === 1 || (uses === this.addressUses[node.id] && uses <= most));
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

  private constant(inst: Inst, vreg: VReg): MachineInst {
    const def = operand(vreg, "def", REG);
    const made = machineInst(inst.op, [def]);
    made.imm = inst.imm;
    made.sym = inst.sym;
    return made;
  }
}

const isConstant = (inst: Inst): boolean =>
  inst.op === "const" || inst.op === "addr" || inst.op === "user" || inst.op === "fconst";

/** To compare bigints takes V8 twice as long. A number that is not exact is far too large. */
export function fits32(value: bigint): boolean {
  const n = Number(value);
  return n >= -0x80000000 && n <= 0x7fffffff;
}

/** By number of the op. */
const SHARES: boolean[] = [];
for (const op of "mul mulh umulh sdiv srem fldiv flmod udiv urem udiv2 urem2".split(" ") as Op[])
  SHARES[opInfo(op).number] = true;
const mayShare = (inst: Inst): boolean => SHARES[inst.info.number] === true;

/** 2, 4 or 8 if the value is another one scaled by that, else 1. */
export function scaleOf(inst: Inst): number {
  if (inst.op !== "shl" || inst.args[1]!.op !== "const") return 1;
  const count = inst.args[1]!.imm;
  return count === 1n ? 2 : count === 2n ? 4 : count === 3n ? 8 : 1;
}
