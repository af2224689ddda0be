/**
 * ARM64 assembly text (GNU as) for an allocated function: operands, frame and jumps, and the numbers that are
 * loaded rather than made. How blocks are walked: emission.ts.
 *
 * Frame, from sp up: [x29, if the return stack moves sp: it holds what sp is then], x30 if the function calls,
 * saved registers, slots. sp is always a multiple of 16.
 */
import { Emission, type Stub } from "../emission.ts";
import {
  type Loc,
  type MachineBlock,
  type MachineFunc,
  type MachineInst,
  type MemRef,
  type Operand,
  type Reg,
  slotOf,
} from "../machine.ts";
import type { ModuleContext } from "../module-text.ts";
import { opposite } from "./compare.ts";
import { emitInst } from "./emit-inst.ts";
import { movesOf } from "./immediates.ts";
import { FRAME_POINTER, LINK, REG64, V0, X17 } from "./regs.ts";

/** An access that is the last line so far: the next may make a pair of it. */
interface LastAccess {
  op: string;
  width: number;
  name: string;
  base: string;
  disp: number;
  isFloat: boolean;
  /** Its line. */
  at: number;
}

/** Machine instructions up to which every `tbz` (32 KB) and every other jump and literal (1 MB) reaches. */
const NEAR = 1200;
const FAR = 40_000;

export class Emitter extends Emission {
  /** Jumps on a bit reach all of the function; all other jumps do. */
  readonly isNear: boolean;
  readonly isFar: boolean;
  private readonly savedInts: Reg[];
  private readonly savedFloats: readonly Reg[];
  private readonly frameBytes: number;
  private readonly literals = new Map<bigint, string>();
  private lastAccess: LastAccess | undefined = undefined;
  /** The comparison that the flags are of: its operands as text and the registers among them. */
  compared: { text: string; regs: readonly Loc[] } | undefined = undefined;

  constructor(context: ModuleContext, func: MachineFunc, usesFramePointer: boolean) {
    super(context, func, usesFramePointer);
    let count = 0;
    for (const block of func.blocks) count += block.insts.length;
    this.isNear = count <= NEAR;
    this.isFar = count > FAR;
    this.savedInts = [
      ...(usesFramePointer ? [FRAME_POINTER] : []),
      ...(this.hasCalls ? [LINK] : []),
      ...func.savedRegs.filter((reg) => reg < V0),
    ];
    this.savedFloats = func.savedRegs.filter((reg) => reg >= V0);
    const bytes = 8 * (this.savedInts.length + this.savedFloats.length + func.slots);
    this.frameBytes = bytes + (bytes % 16);
  }

  protected override inst(inst: MachineInst): string | undefined {
    return emitInst(this, inst);
  }

  // ---- Operands

  /** An operand that is in a register. */
  name(op: Operand): string {
    return REG64[op.loc]!;
  }

  /** The label of a number among those behind the function. */
  literal(bits: bigint): string {
    let label = this.literals.get(bits);
    if (label === undefined) {
      label = this.newLabel();
      this.literals.set(bits, label);
    }
    return label;
  }

  /** A number in a register. */
  number(reg: string, value: bigint): void {
    const moves = movesOf(value);
    if (moves.length > 2 && !this.isFar) this.line(`ldr ${reg},${this.literal(value)}`);
    else for (const { op, text } of moves) this.line(`${op} ${reg},${text}`);
  }

  /** The two parts of an address: its page, and where in it. */
  page(sym: string, offset: number): string {
    return this.context.syntax.page(this.symbol(sym), offset);
  }

  restOfPage(sym: string, offset: number): string {
    return this.context.syntax.rest(this.symbol(sym), offset);
  }

  // ---- Memory

  /** Load or store of the register with that name. */
  access(op: string, width: number, name: string, isFloat: boolean, mem: MemRef): void {
    const base = mem.fixedBase >= 0 ? REG64[mem.fixedBase]! : this.name(mem.base!);
    if (mem.index !== undefined) {
      const scale = mem.scale === 1 ? "" : `,lsl #${Math.log2(mem.scale)}`;
      this.line(`${op} ${name},[${base},${this.name(mem.index)}${scale}]`);
    } else if (mem.sym !== "") {
      this.line(`${op} ${name},[${base},${this.restOfPage(mem.sym, mem.disp)}]`);
    } else this.baseAccess(op, width, name, isFloat, base, mem.disp);
  }

  /** The same at base + disp: of two side by side one instruction is made. */
  private baseAccess(
    op: string,
    width: number,
    name: string,
    isFloat: boolean,
    base: string,
    disp: number,
  ): void {
    const last = this.lastAccess;
    this.lastAccess = undefined;
    if (last !== undefined && last.at === this.out.length - 1) {
      const low = Math.min(last.disp, disp);
      const isPair =
        last.op === op &&
        last.width === width &&
        last.base === base &&
        last.isFloat === isFloat &&
        Math.abs(last.disp - disp) === width &&
        low % width === 0 &&
        low >= -64 * width &&
        low < 64 * width;
      // A load must leave the base to the other one, and have a result of its own.
      const isFree =
        op === "str" || (last.name !== name && (isFloat || last.name.slice(1) !== base.slice(1)));
      if (isPair && isFree) {
        const names = disp < last.disp ? `${name},${last.name}` : `${last.name},${name}`;
        this.out[last.at] = `\t${op === "ldr" ? "ldp" : "stp"} ${names},${place(base, low)}`;
        return;
      }
    }
    this.line(`${op} ${name},${place(base, disp)}`);
    if ((op === "ldr" || op === "str") && width >= 4)
      this.lastAccess = { op, width, name, base, disp, isFloat, at: this.out.length - 1 };
  }

  private slotAccess(op: string, reg: Reg, loc: Loc): void {
    const base = this.usesFramePointer ? REG64[FRAME_POINTER]! : "sp";
    const disp = 8 * (this.savedInts.length + this.savedFloats.length + slotOf(loc));
    if (disp <= 32_760) this.baseAccess(op, 8, REG64[reg]!, reg >= V0, base, disp);
    else {
      const at = REG64[X17]!;
      for (const { op: move, text } of movesOf(BigInt(disp))) this.line(`${move} ${at},${text}`);
      this.line(`${op} ${REG64[reg]},[${base},${at}]`);
    }
  }

  fromSlot(reg: Reg, loc: Loc): void {
    this.slotAccess("ldr", reg, loc);
  }

  toSlot(reg: Reg, loc: Loc): void {
    this.slotAccess("str", reg, loc);
  }

  // ---- Blocks and jumps

  protected override startBlock(
    _block: MachineBlock,
    order: readonly MachineBlock[],
    i: number,
    label: string,
  ): void {
    // Without a label only the block before leads here, and only past its jump.
    const before = order[i - 1];
    if (label !== "" || before === undefined || before.succs.length === 0) this.compared = undefined;
  }

  protected override opposite(cond: string): string {
    return turned(cond);
  }

  protected override jump(label: string): void {
    this.line(`b ${label}`);
  }

  /** `cond` is a condition, or an instruction that looks at a register itself. */
  override jumpIf(cond: string, label: string): void {
    if (this.isFar) {
      const skip = this.newLabel();
      this.line(jumpText(turned(cond), skip));
      this.line(`b ${label}`);
      this.out.push(`${skip}:`);
    } else this.line(jumpText(cond, label));
  }

  // ---- Frames

  protected override prologue(): void {
    const { frameBytes, savedInts, savedFloats } = this;
    if (frameBytes === 0) return;
    const all = [...savedInts, ...savedFloats];
    const hasPair = isPaired(all, 0);
    // One instruction makes room and saves what comes first, if the room is small enough.
    const isOne = all.length > 0 && frameBytes <= (hasPair ? 512 : 256);
    if (!isOne) this.adjust("sub", frameBytes);
    for (let i = 0; i < all.length; ) {
      i += this.saved("str", all, i, i === 0 && isOne ? `[sp,#-${frameBytes}]!` : place("sp", 8 * i));
    }
    if (this.usesFramePointer) this.line("mov x29,sp");
  }

  /** Undoes the prologue; changes no register but saved ones, sp and scratch ones. */
  epilogue(): void {
    const { frameBytes, savedInts, savedFloats } = this;
    if (!this.framed || frameBytes === 0) return;
    if (this.usesFramePointer) this.line("mov sp,x29");
    const all = [...savedInts, ...savedFloats];
    const hasPair = isPaired(all, 0);
    const isOne = all.length > 0 && frameBytes <= (hasPair ? 504 : 255);
    const first = hasPair ? 2 : 1;
    for (let i = first; i < all.length; ) i += this.saved("ldr", all, i, place("sp", 8 * i));
    if (all.length > 0) this.saved("ldr", all, 0, isOne ? `[sp],#${frameBytes}` : "[sp]");
    if (!isOne) this.adjust("add", frameBytes);
  }

  /** Saves or restores the register at `i`, with the next where they make a pair; how many. */
  private saved(op: "ldr" | "str", all: readonly Reg[], i: number, at: string): number {
    const name = REG64[all[i]!]!;
    if (!isPaired(all, i)) {
      this.line(`${op} ${name},${at}`);
      return 1;
    }
    this.line(`${op === "ldr" ? "ldp" : "stp"} ${name},${REG64[all[i + 1]!]},${at}`);
    return 2;
  }

  private adjust(op: "add" | "sub", bytes: number): void {
    if (bytes >= 4096) this.line(`${op} sp,sp,#${bytes >> 12},lsl #12`);
    if (bytes % 4096 !== 0) this.line(`${op} sp,sp,#${bytes % 4096}`);
  }

  // ---- Behind the code

  protected override stubCode({ code, pos }: Stub): void {
    this.number("x0", BigInt(code));
    this.position(pos);
    this.line(`bl ${this.symbol("ffc_trap")}`);
  }

  protected override finish(): void {
    if (this.literals.size === 0) return;
    this.line(".balign 8");
    for (const [bits, label] of this.literals) this.out.push(`${label}:`, `\t.quad ${bits}`);
  }
}

const place = (base: string, disp: number): string => (disp === 0 ? `[${base}]` : `[${base},#${disp}]`);

/** Whether the register at `i` and the next are of one class. */
const isPaired = (regs: readonly Reg[], i: number): boolean =>
  i + 1 < regs.length && regs[i]! >= V0 === regs[i + 1]! >= V0;

const jumpText = (cond: string, label: string): string =>
  cond.includes(" ") ? `${cond},${label}` : `b.${cond} ${label}`;

/** The opposite: of an instruction that looks itself the one with or without n. */
function turned(cond: string): string {
  if (!cond.includes(" ")) return opposite(cond);
  return cond.startsWith("cbn") || cond.startsWith("tbn")
    ? cond.replace("bn", "b")
    : cond.replace("bz", "bnz");
}
