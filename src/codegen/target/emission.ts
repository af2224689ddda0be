/**
 * The text of one allocated function, as far as instruction sets have it in common: blocks in their order,
 * labels and jumps, where the frame is set up, cold stubs. Text is pushed line by line; nothing is looked at
 * twice. A target adds the text of its instructions and of its frame.
 */
import type { Func } from "../ir/types.ts";
import { withOffset } from "./asm-syntax.ts";
import { type FramePlan, planFrame } from "./frame.ts";
import { type Layout, layOut } from "./layout.ts";
import { isSlot, type MachineBlock, type MachineFunc, type MachineInst } from "./machine.ts";
import type { ModuleContext } from "./module-text.ts";

/** Cold code that throws. */
export interface Stub {
  label: string;
  code: number;
  pos: number;
}

export abstract class Emission<Context extends ModuleContext = ModuleContext> {
  readonly context: Context;
  readonly func: MachineFunc;
  readonly out: string[];
  /** The return stack moves the stack pointer: slots are addressed through the frame pointer. */
  readonly usesFramePointer: boolean;
  protected readonly hasCalls: boolean;
  /** Whether the code at hand runs with the frame set up. */
  protected framed = false;
  private readonly plan: FramePlan;
  protected readonly layout: Layout;
  private readonly labels: (string | undefined)[];
  private readonly stubs = new Map<string, Stub>();

  constructor(context: Context, func: MachineFunc, usesFramePointer: boolean) {
    this.context = context;
    this.func = func;
    this.out = context.out;
    this.usesFramePointer = usesFramePointer;
    this.hasCalls = func.blocks.some((block) => block.calls);
    this.plan = planFrame(func, (block) => needsFrame(func, block), usesFramePointer);
    this.layout = layOut(func, (block) => block === this.plan.block);
    this.labels = func.blocks.map(() => undefined);
  }

  /** Writes the instruction. A branch is written up to its jump; the condition to jump on is returned. */
  protected abstract inst(inst: MachineInst): string | undefined;
  /** Jumps on a condition, or always; and the opposite of a condition. */
  abstract jumpIf(cond: string, label: string): void;
  protected abstract jump(label: string): void;
  protected abstract opposite(cond: string): string;
  /** Before the code of the block at `i` of the order; `label` is its label, if it needs one. */
  protected abstract startBlock(
    block: MachineBlock,
    order: readonly MachineBlock[],
    i: number,
    label: string,
  ): void;
  protected abstract prologue(): void;
  /** What throws, behind the label. */
  protected abstract stubCode(stub: Stub): void;
  /** Behind all code. */
  protected finish(): void {}

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

  symbolOf(sym: string, offset: number): string {
    return withOffset(this.symbol(sym), offset);
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

  // ---- Blocks

  run(source: Func): void {
    this.out.push(`${this.context.syntax.comment} ${source.name.replace(/[\n\r]/g, " ")}`);
    this.out.push(`${this.symbol(this.func.symbol)}:`);
    this.context.lines.startFunction();
    const { order } = this.layout;
    this.findLabels(order);
    for (let i = 0; i < order.length; i++) {
      const block = order[i]!;
      const label = this.labels[block.index];
      this.startBlock(block, order, i, label ?? "");
      if (label !== undefined) this.out.push(`${label}:`);
      const isFrameBlock = block === this.plan.block;
      this.framed = this.plan.inFrame[block.index]!;
      if (isFrameBlock && !this.plan.atEnd) this.prologue();
      for (const inst of block.insts) {
        if (isFrameBlock && this.plan.atEnd && inst.op === "jump") {
          this.prologue();
          this.framed = true;
        }
        if (inst.op === "jump" || inst.op === "br") this.jumps(block, inst, order[i + 1]);
        else this.inst(inst);
      }
    }
    for (const stub of this.stubs.values()) {
      this.out.push(`${stub.label}:`);
      this.stubCode(stub);
    }
    this.finish();
  }

  private findLabels(order: readonly MachineBlock[]): void {
    const { finalTarget } = this.layout;
    const need = (block: MachineBlock): void => {
      this.labels[block.index] ??= this.newLabel();
    };
    for (let i = 0; i < order.length; i++) {
      const next = order[i + 1];
      for (const succ of order[i]!.succs) {
        const target = finalTarget(succ);
        if (target !== next) need(target);
      }
    }
  }

  private jumps(block: MachineBlock, inst: MachineInst, next: MachineBlock | undefined): void {
    const { finalTarget } = this.layout;
    const label = (target: MachineBlock): string => this.labels[target.index]!;
    const yes = finalTarget(block.succs[0]!);
    const no = inst.op === "br" ? finalTarget(block.succs[1]!) : yes;
    if (yes === no) {
      if (yes !== next) this.jump(label(yes));
      return;
    }
    const cond = this.inst(inst)!;
    if (no === next) this.jumpIf(cond, label(yes));
    else if (yes === next) this.jumpIf(this.opposite(cond), label(no));
    else if (yes.freq >= no.freq) {
      this.jumpIf(cond, label(yes));
      this.jump(label(no));
    } else {
      this.jumpIf(this.opposite(cond), label(no));
      this.jump(label(yes));
    }
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
}

function needsFrame({ savedRegs, slots }: MachineFunc, block: MachineBlock): boolean {
  if (block.calls) return true;
  if (savedRegs.length === 0 && slots === 0) return false;
  for (const inst of block.insts) {
    for (const op of inst.operands) if (isSlot(op.loc) || savedRegs.includes(op.loc)) return true;
  }
  return false;
}
