/**
 * x86-64 assembly text (GNU as, AT&T syntax) for an allocated function: frame, jumps, instructions, cold
 * stubs. Text is pushed line by line; nothing is looked at twice.
 *
 * Frame, from the top: return address, [rbp, if the return stack moves rsp], saved registers, slots. rsp is a
 * multiple of 16 where the function calls.
 */
import type { Func } from "../../ir/types.ts";
import type { AsmSyntax } from "../asm-syntax.ts";
import { withOffset } from "../data.ts";
import { type FramePlan, planFrame } from "../frame.ts";
import { type Layout, layOut } from "../layout.ts";
import type { LineTable } from "../lines.ts";
import {
  isSlot,
  type Loc,
  type MachineBlock,
  type MachineFunc,
  type MachineInst,
  type MemRef,
  type Operand,
  slotOf,
} from "../machine.ts";
import { CONTEXT_POINTER } from "./abi.ts";
import { opposite } from "./compare.ts";
import { emitInst } from "./emit-inst.ts";
import type { FloatPool } from "./float-pool.ts";
import { RBP, REG64 } from "./regs.ts";

/** What is shared by the functions of a module. */
export interface EmitContext {
  syntax: AsmSyntax;
  /** Addresses fit in 31 bits. */
  absolute: boolean;
  features: ReadonlySet<string>;
  lines: LineTable;
  floats: FloatPool;
  out: string[];
  /** Number of the next local label. */
  nextLabel: number;
  /** Called before an instruction that has a position, for debug information. */
  onPosition: ((pos: number) => string | undefined) | undefined;
}

interface Stub {
  label: string;
  code: number;
  pos: number;
}

export class Emitter {
  readonly context: EmitContext;
  readonly func: MachineFunc;
  readonly out: string[];
  /** The frame is addressed through rbp, because the return stack moves rsp. */
  readonly usesFramePointer: boolean;
  private readonly saved: readonly number[];
  private readonly frameBytes: number;
  private readonly hasCalls: boolean;
  private readonly plan: FramePlan;
  private readonly layout: Layout;
  private readonly labels: (string | undefined)[];
  private readonly stubs = new Map<string, Stub>();
  /** Whether the code at hand runs with the frame set up. */
  private framed = false;
  /** Whether the code at hand is rarely run: short is better than fast. */
  isCold = false;
  /** The register whose value the flags reflect (zero and sign, as after a test), -1 if none does. */
  flagsOf = -1;

  constructor(context: EmitContext, func: MachineFunc, usesFramePointer: boolean) {
    this.context = context;
    this.func = func;
    this.out = context.out;
    this.usesFramePointer = usesFramePointer;
    this.saved = func.savedRegs;
    this.hasCalls = func.blocks.some((block) => block.calls);
    const pushed = 8 + 8 * this.saved.length + (usesFramePointer ? 8 : 0);
    const bytes = 8 * func.slots;
    const aligned = this.hasCalls || usesFramePointer;
    this.frameBytes = aligned && (pushed + bytes) % 16 !== 0 ? bytes + 8 : bytes;
    this.plan = planFrame(func, (block) => this.needsFrame(block), usesFramePointer);
    this.layout = layOut(func, (block) => block === this.plan.block);
    this.labels = func.blocks.map(() => undefined);
  }

  private needsFrame(block: MachineBlock): boolean {
    if (block.calls) return true;
    if (this.saved.length === 0 && this.func.slots === 0) return false;
    for (const inst of block.insts) {
      for (const op of inst.operands) {
        if (isSlot(op.loc) || this.saved.includes(op.loc)) return true;
      }
    }
    return false;
  }

  // ---- Text

  line(text: string): void {
    this.out.push(`\t${text}`);
  }

  newLabel(): string {
    return `${this.context.syntax.local}${this.context.nextLabel++}`;
  }

  symbol(name: string): string {
    return this.context.syntax.symbol(name);
  }

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
    const symbol = mem.sym === "" ? "" : withOffset(this.symbol(mem.sym), mem.disp);
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
    return inst.sym === "" ? `$${inst.imm}` : `$${withOffset(this.symbol(inst.sym), Number(inst.imm))}`;
  }

  /**
   * Opens the entry of the line table for what may fault or call the runtime. A call of compiled code
   * (`isWeak`) can only overflow the return stack: any line of the right word will do.
   */
  position(pos: number, isWeak = false): void {
    const label = this.context.lines.mark(pos, isWeak);
    if (label !== undefined) this.out.push(`${label}:`);
    const debug = this.context.onPosition?.(pos);
    if (debug !== undefined) this.line(debug);
  }

  // ---- Functions

  run(source: Func): void {
    this.out.push(`${this.context.syntax.comment} ${source.name.replace(/[\n\r]/g, " ")}`);
    this.out.push(`${this.symbol(this.func.symbol)}:`);
    this.context.lines.startFunction();
    const { order, finalTarget } = this.layout;
    this.findLabels(order);
    for (let i = 0; i < order.length; i++) {
      const block = order[i]!;
      const label = this.labels[block.index];
      if (label !== undefined) {
        const { loop } = block;
        if (loop !== undefined && this.isLoopTop(block, order, i)) this.out.push("\t.p2align 4,,10");
        this.out.push(`${label}:`);
      }
      this.flagsOf = -1;
      this.isCold = block.freq < 0.5;
      const isFrameBlock = block === this.plan.block;
      this.framed = this.plan.inFrame[block.index]!;
      if (isFrameBlock && !this.plan.atEnd) this.prologue();
      for (const inst of block.insts) {
        if (isFrameBlock && this.plan.atEnd && inst.op === "jump") {
          this.prologue();
          this.framed = true;
        }
        if (inst.op === "jump" || inst.op === "br") this.jumps(block, inst, order[i + 1], finalTarget);
        else emitInst(this, inst);
      }
    }
    this.emitStubs();
  }

  /** Whether a loop of the layout begins here: some later block, or this one, jumps back. */
  private isLoopTop(block: MachineBlock, order: readonly MachineBlock[], at: number): boolean {
    const { loop } = block;
    if (loop === undefined || order[at - 1]?.loop === loop) return false;
    for (let b = loop.first; b <= loop.last; b++) {
      const inner = this.func.blocks[b]!;
      if (inner.loop !== loop || inner.calls) return false;
    }
    return true;
  }

  private findLabels(order: readonly MachineBlock[]): void {
    const need = (block: MachineBlock): void => {
      this.labels[block.index] ??= this.newLabel();
    };
    for (let i = 0; i < order.length; i++) {
      const targets = order[i]!.succs.map(this.layout.finalTarget);
      const next = order[i + 1];
      if (targets.length === 1) {
        if (targets[0] !== next) need(targets[0]!);
      } else if (targets.length === 2) {
        for (const target of targets) if (target !== next) need(target);
      }
    }
  }

  private jumps(
    block: MachineBlock,
    inst: MachineInst,
    next: MachineBlock | undefined,
    finalTarget: (block: MachineBlock) => MachineBlock,
  ): void {
    const label = (target: MachineBlock): string => this.labels[target.index]!;
    const yes = finalTarget(block.succs[0]!);
    const no = inst.op === "br" ? finalTarget(block.succs[1]!) : yes;
    if (yes === no) {
      if (yes !== next) this.line(`jmp ${label(yes)}`);
      return;
    }
    const cond = emitInst(this, inst)!;
    if (no === next) this.jumpIf(cond, label(yes));
    else if (yes === next) this.jumpIf(opposite(cond), label(no));
    else if (yes.freq >= no.freq) {
      this.jumpIf(cond, label(yes));
      this.line(`jmp ${label(no)}`);
    } else {
      this.jumpIf(opposite(cond), label(no));
      this.line(`jmp ${label(yes)}`);
    }
  }

  /** Of floats that are equal, or not, two flags tell. */
  jumpIf(cond: string, label: string): void {
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

  private prologue(): void {
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

  /** The label of the cold code that throws. */
  stub(code: number, pos: number): string {
    const key = `${code} ${pos}`;
    let stub = this.stubs.get(key);
    if (stub === undefined) {
      stub = { label: this.newLabel(), code, pos };
      this.stubs.set(key, stub);
    }
    return stub.label;
  }

  private emitStubs(): void {
    for (const { label, code, pos } of this.stubs.values()) {
      this.out.push(`${label}:`);
      this.line(`pushq $${code}`);
      this.line("popq %rax");
      this.position(pos);
      this.line(`call ${this.symbol("ffc_trap")}`);
    }
  }
}
