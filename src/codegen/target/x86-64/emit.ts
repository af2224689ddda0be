/**
 * x86-64 assembly text (GNU as, AT&T syntax) for an allocated function: operands, frame and jumps. How
 * blocks are walked: emission.ts.
 *
 * Frame, from the top: return address, [rbp, if the return stack moves rsp], saved registers, slots. rsp is a
 * multiple of 16 where the function calls.
 */
import { Emission, type Stub } from "../emission.ts";
import {
  isCold,
  isSlot,
  type Loc,
  type MachineBlock,
  type MachineFunc,
  type MachineInst,
  type MemRef,
  type Operand,
  slotOf,
  UNASSIGNED,
} from "../machine.ts";
import type { ModuleContext } from "../module-text.ts";
import { CONTEXT_POINTER } from "./abi.ts";
import { opposite } from "./compare.ts";
import { emitInst } from "./emit-inst.ts";
import type { FloatPool } from "./float-pool.ts";
import { RBP, REG64 } from "./regs.ts";

/** What is shared by the functions of a module. */
export interface EmitContext extends ModuleContext {
  /** Addresses fit in 31 bits. */
  absolute: boolean;
  features: ReadonlySet<string>;
  floats: FloatPool;
}

/** In bytes, of lines that have 64. */
const SHORT_ROUND = 32;
const LINE_END = 24;

/** About as many bytes as the instruction takes. */
function roughBytes({ op, mem, imm, form }: MachineInst): number {
  if (op === "jump") return 2;
  let bytes = op === "br" ? 5 : 3;
  if (mem !== undefined) {
    if (mem.index !== undefined) bytes++;
    if (mem.sym !== "" || mem.disp < -128 || mem.disp > 127) bytes += 4;
    else if (mem.disp !== 0) bytes++;
  }
  if (imm !== 0n) bytes += imm >= -128n && imm < 128n ? 1 : 4;
  return form === "" ? bytes : bytes + 1;
}

export class Emitter extends Emission<EmitContext> {
  private readonly saved: readonly number[];
  private readonly frameBytes: number;
  /** Whether the code at hand is rarely run: short is better than fast. */
  isCold = false;
  /** The place whose value the flags reflect (zero and sign, as after a test), UNASSIGNED if none is. */
  flagsOf: Loc = UNASSIGNED;
  /** Where what was added to that value is, if the carry of the sum is in the flags; before the instruction at hand, too. */
  term: Loc = UNASSIGNED;
  termBefore: Loc = UNASSIGNED;

  constructor(context: EmitContext, func: MachineFunc, usesFramePointer: boolean) {
    super(context, func, usesFramePointer);
    this.saved = func.savedRegs;
    const pushed = 8 + 8 * this.saved.length + (usesFramePointer ? 8 : 0);
    const bytes = 8 * func.slots;
    const aligned = this.hasCalls || usesFramePointer;
    this.frameBytes = aligned && (pushed + bytes) % 16 !== 0 ? bytes + 8 : bytes;
  }

  protected override inst(inst: MachineInst): string | undefined {
    return emitInst(this, inst);
  }

  // ---- Operands

  /** A slot, in the frame as it is set up. */
  private slot(slot: number): string {
    if (this.usesFramePointer) return `${-8 * (this.saved.length + 1 + slot)}(%rbp)`;
    return slot === 0 ? "(%rsp)" : `${8 * slot}(%rsp)`;
  }

  place(loc: Loc): string {
    return isSlot(loc) ? this.slot(slotOf(loc)) : REG64[loc]!;
  }

  operand(op: Operand): string {
    return this.place(op.loc);
  }

  memory(mem: MemRef): string {
    const symbol = mem.sym === "" ? "" : this.symbolOf(mem.sym, mem.disp);
    const disp = mem.sym !== "" ? symbol : mem.disp === 0 ? "" : String(mem.disp);
    const base =
      mem.fixedBase >= 0 ? REG64[mem.fixedBase]! : mem.base === undefined ? "" : REG64[mem.base.loc]!;
    if (mem.index === undefined)
      return base !== "" ? `${disp}(${base})` : mem.sym !== "" ? `${disp}(%rip)` : disp;
    const index = REG64[mem.index.loc]!;
    // Without a scale the two may change places: rsp cannot be an index, and rbp or r13 as base need a byte more.
    if (mem.scale === 1) {
      if (base === "") return `${disp}(${index})`;
      const prefersSwap = disp === "" && (mem.base?.loc === RBP || mem.base?.loc === CONTEXT_POINTER);
      return prefersSwap ? `(${index},${base})` : `${disp}(${base},${index})`;
    }
    return `${disp}(${base},${index},${mem.scale})`;
  }

  immediate(inst: MachineInst): string {
    return inst.sym === "" ? `$${inst.imm}` : `$${this.symbolOf(inst.sym, Number(inst.imm))}`;
  }

  // ---- Blocks and jumps

  protected override startBlock(
    block: MachineBlock,
    order: readonly MachineBlock[],
    i: number,
    label: string,
  ): void {
    if (label !== "" && block.loop !== undefined && !isCold(block)) this.align(block, order, i);
    this.flagsOf = UNASSIGNED;
    this.term = UNASSIGNED;
    this.isCold = isCold(block);
  }

  /**
   * A round so short that it runs in a cycle or two lies in one line of the cache: fetching it from two takes
   * longer. Longer loops do not begin with the last few instructions of a line.
   */
  private align(block: MachineBlock, order: readonly MachineBlock[], i: number): void {
    const bytes = this.shortRound(block, order, i);
    if (bytes > 0) this.out.push(`\t.p2align 6,,${bytes}`);
    else if (this.isLoopTop(block, order[i - 1])) this.out.push(`\t.p2align 6,,${LINE_END}`);
  }

  /** Bytes, as far as is known, from here to a jump back, if that is near; else 0. */
  private shortRound(top: MachineBlock, order: readonly MachineBlock[], i: number): number {
    let bytes = 0;
    for (let k = i; k < order.length; k++) {
      const block = order[k]!;
      if (block.calls || block.loop === undefined) return 0;
      for (const inst of block.insts) bytes += roughBytes(inst);
      if (bytes > SHORT_ROUND) return 0;
      for (const succ of block.succs) if (this.layout.finalTarget(succ) === top) return bytes;
    }
    return 0;
  }

  /** Whether a loop of the layout begins here, with none inside it and no calls. */
  private isLoopTop({ loop }: MachineBlock, before: MachineBlock | undefined): boolean {
    if (loop === undefined || before?.loop === loop) return false;
    for (let b = loop.first; b <= loop.last; b++) {
      const inner = this.func.blocks[b]!;
      if (inner.loop !== loop || inner.calls) return false;
    }
    return true;
  }

  protected override opposite(cond: string): string {
    return opposite(cond);
  }

  protected override jump(label: string): void {
    this.line(`jmp ${label}`);
  }

  /** Of floats that are equal, or not, two flags tell. */
  override jumpIf(cond: string, label: string): void {
    if (cond === "fne") {
      this.line(`jne ${label}`);
      this.line(`jp ${label}`);
    } else if (cond === "fe") {
      const skip = this.newLabel();
      this.line(`jp ${skip}`);
      this.line(`je ${label}`);
      this.out.push(`${skip}:`);
    } else this.line(`j${cond} ${label}`);
  }

  // ---- Frame

  protected override prologue(): void {
    if (this.usesFramePointer) {
      this.line("pushq %rbp");
      this.line("movq %rsp,%rbp");
    }
    for (const reg of this.saved) this.line(`pushq ${REG64[reg]}`);
    if (this.frameBytes === 8) this.line("pushq %rax");
    else if (this.frameBytes > 0) this.line(`subq $${this.frameBytes},%rsp`);
  }

  /** Undoes the prologue; changes no register but saved ones, rsp and r11. */
  epilogue(): void {
    if (!this.framed) return;
    if (this.usesFramePointer) {
      if (this.saved.length === 0) {
        this.line("leave");
        return;
      }
      this.line(`leaq ${-8 * this.saved.length}(%rbp),%rsp`);
    } else if (this.frameBytes === 8) this.line("popq %r11");
    else if (this.frameBytes > 0) this.line(`addq $${this.frameBytes},%rsp`);
    for (let i = this.saved.length - 1; i >= 0; i--) this.line(`popq ${REG64[this.saved[i]!]}`);
    if (this.usesFramePointer) this.line("popq %rbp");
  }

  protected override stubCode({ code, pos }: Stub): void {
    this.line(`pushq $${code}`);
    this.line("popq %rax");
    this.position(pos);
    this.line(`call ${this.symbol("ffc_trap")}`);
  }
}
