/**
 * The float stack of one path while SSA is built: values above what lies in float-stack memory. It is to
 * floats what `VirtualStack` is to cells, with one difference: the pointer is no value that goes from
 * instruction to instruction but a cell of the thread's context, which `pointer` follows.
 *
 * Slots are those of `flow.ts`. Slots from `low` up are in memory, the values of those below are `items`, the
 * deepest first. The cell addresses slot `cell`, and what lies below that address may be overwritten by any
 * call; so the cell is changed when items go to memory, and need not follow when floats are taken. Whoever
 * calls something that works on float memory flushes. Where paths meet the cell addresses slot `low`.
 */
import { CONTEXT } from "../../codegen/ir/layout.ts";
import type { Inst } from "../../codegen/ir/types.ts";
import type { Emitter } from "./virtual-stack.ts";

export class FloatStack {
  items: Inst[] = [];
  low: number;
  /** Slot that the cell addresses. */
  private cell: number;
  /** An address in float memory and its slot, once somebody needed it. */
  private base: { address: Inst; slot: number } | undefined = undefined;

  constructor(low = 0) {
    this.low = low;
    this.cell = low;
  }

  copy(): FloatStack {
    const c = new FloatStack(this.low);
    c.cell = this.cell;
    c.base = this.base;
    c.items = this.items.slice();
    return c;
  }

  push(value: Inst): void {
    this.items.push(value);
  }

  pop(e: Emitter): Inst {
    return this.items.pop() ?? this.load(e, this.low++);
  }

  /** Makes the n topmost floats values. */
  want(e: Emitter, n: number): void {
    while (this.items.length < n) this.items.unshift(this.load(e, this.low++));
  }

  /** Address of a slot as a pointer and a displacement. */
  private place(e: Emitter, slot: number): [Inst, bigint] {
    this.base ??= {
      address: e.op("load", [e.op("user", [], BigInt(CONTEXT.floatPointer))]),
      slot: this.cell,
    };
    return [this.base.address, BigInt(8 * (slot - this.base.slot))];
  }

  private load(e: Emitter, slot: number): Inst {
    const [base, offset] = this.place(e, slot);
    return e.op("fload", [base], offset);
  }

  /** Everything to memory. */
  flush(e: Emitter): void {
    this.settle(e, this.low - this.items.length);
  }

  /** The pointer to the topmost float, after everything went to memory. */
  pointer(e: Emitter): Inst {
    this.flush(e);
    const [base, offset] = this.place(e, this.low);
    return offset === 0n ? base : e.op("add", [base, e.constant(offset)]);
  }

  /** Lets memory begin at slot `low`, which the cell addresses then. */
  settle(e: Emitter, low: number): void {
    while (this.low < low) this.items.unshift(this.load(e, this.low++));
    const stored = this.items.splice(0, this.low - low);
    for (const value of stored) {
      const [base, offset] = this.place(e, --this.low);
      e.op("fstore", [base, value], offset);
    }
    this.moveCell(e, low);
  }

  /** Lets the cell address a slot. */
  moveCell(e: Emitter, slot: number): void {
    if (this.cell === slot) return;
    const [base, offset] = this.place(e, slot);
    const address = offset === 0n ? base : e.op("add", [base, e.constant(offset)]);
    e.op("store", [e.op("user", [], BigInt(CONTEXT.floatPointer)), address]);
    this.cell = slot;
  }

  /** Whether `settle` would emit code. */
  moves(low: number): boolean {
    return this.low !== low || this.cell !== low;
  }

  /** Whether `flush` would. */
  get isFlushed(): boolean {
    return !this.moves(this.low - this.items.length);
  }

  /** After a flush: a callee took floats from memory, left others there and moved the cell. */
  consumed(ins: number, outs: number): void {
    this.low += ins - outs;
    this.cell = this.low;
  }
}
