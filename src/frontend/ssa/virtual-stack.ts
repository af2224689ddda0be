/**
 * The data stack of one path while SSA is built: values above a pointer into stack memory.
 *
 * Slot k of a segment (see `flow.ts`) lies at base + 8 * (k - shift). Slots from `low` up are in memory;
 * the values of the slots below `low` are `items`, the deepest first, so that the topmost cell is the last.
 * To push and pop costs nothing while there are items; to pop beyond them loads. What memory holds of a
 * slot that was loaded or stored is remembered in `saved`, so that a flush stores only what changed.
 *
 * A fork has no base until somebody needs it: `?dup` and a test right after it stay in registers.
 */
import type { Op } from "../../codegen/ir/ops.ts";
import type { Inst } from "../../codegen/ir/types.ts";

export interface Emitter {
  op(op: Op, args: Inst[], imm?: bigint): Inst;
  constant(value: bigint): Inst;
}

interface ForkState {
  flag: Inst;
  zero: VirtualStack;
  nonzero: VirtualStack;
}

export class VirtualStack {
  /** Undefined only in a fork. */
  base: Inst | undefined;
  readonly shift: number;
  low: number;
  items: Inst[] = [];
  private saved: Map<number, Inst> | undefined = undefined;
  fork: ForkState | undefined = undefined;

  constructor(base: Inst | undefined, shift = 0, low = shift) {
    this.base = base;
    this.shift = shift;
    this.low = low;
  }

  copy(): VirtualStack {
    const c = new VirtualStack(this.base, this.shift, this.low);
    c.items = this.items.slice();
    if (this.saved !== undefined) c.saved = new Map(this.saved);
    if (this.fork !== undefined) {
      const { flag, zero, nonzero } = this.fork;
      c.fork = { flag, zero: zero.copy(), nonzero: nonzero.copy() };
    }
    return c;
  }

  /** Address of a slot as a pointer and a displacement. */
  private place(e: Emitter, slot: number): [Inst, bigint] {
    if (this.base === undefined) this.settle(e);
    return [this.base!, BigInt(8 * (slot - this.shift))];
  }

  pointer(e: Emitter, slot: number): Inst {
    const [base, offset] = this.place(e, slot);
    return offset === 0n ? base : e.op("add", [base, e.constant(offset)]);
  }

  private load(e: Emitter, slot: number): Inst {
    const known = this.saved?.get(slot);
    if (known !== undefined) return known;
    const [base, offset] = this.place(e, slot);
    const value = e.op("load", [base], offset);
    this.remember(slot, value);
    return value;
  }

  private remember(slot: number, value: Inst): void {
    this.saved ??= new Map();
    this.saved.set(slot, value);
  }

  private store(e: Emitter, slot: number, value: Inst): void {
    if (this.saved?.get(slot) === value) return;
    const [base, offset] = this.place(e, slot);
    e.op("store", [base, value], offset);
    this.remember(slot, value);
  }

  push(value: Inst): void {
    this.items.push(value);
  }

  pop(e: Emitter): Inst {
    const top = this.items.pop();
    if (top !== undefined) return top;
    if (this.base === undefined) this.settle(e);
    return this.load(e, this.low++);
  }

  /** Makes the n topmost cells values. */
  want(e: Emitter, n: number): void {
    while (this.items.length < n) this.raise(e);
  }

  private raise(e: Emitter): void {
    if (this.base === undefined) this.settle(e);
    this.items.unshift(this.load(e, this.low++));
  }

  /** Lets memory begin at slot `low`. */
  moveTo(e: Emitter, low: number): void {
    this.ensureBase(e);
    while (this.low < low) this.raise(e);
    for (let k = 0; this.low > low; k++) {
      this.store(e, --this.low, this.items[k]!);
      if (this.low === low) this.items.splice(0, k + 1);
    }
  }

  /** Whether `moveTo` would emit code. */
  moves(low: number): boolean {
    return this.low !== low || this.base === undefined;
  }

  /** Everything to memory; the pointer to the topmost cell. */
  flush(e: Emitter): Inst {
    this.moveTo(e, this.low - this.items.length);
    return this.pointer(e, this.low);
  }

  /** What memory holds is not known any more below `slot`. */
  forget(slot = Number.POSITIVE_INFINITY): void {
    const { saved } = this;
    if (saved === undefined) return;
    if (slot === Number.POSITIVE_INFINITY) {
      this.saved = undefined;
      return;
    }
    for (const k of saved.keys()) if (k < slot) saved.delete(k);
  }

  /** The pointer for a callee that leaves the caller's stack memory alone. */
  callPointer(e: Emitter): Inst {
    // A fork without base: memory is that of the outer segment.
    if (this.base === undefined) {
      const { zero, nonzero } = this.fork!;
      nonzero.forget(Math.min(nonzero.low, nonzero.shift));
      return zero.callPointer(e);
    }
    const slot = Math.min(this.low, this.shift);
    this.forget(slot);
    return this.pointer(e, slot);
  }

  // ---- forks ----

  /** After `?dup`: one x on top, and another one below it if it is not zero. */
  forkOnDup(e: Emitter, x: Inst): VirtualStack {
    // Only the innermost fork may be without base.
    if (this.fork !== undefined && this.base === undefined) this.settle(e);
    const nonzero = this.copy();
    nonzero.push(x);
    const forked = new VirtualStack(undefined);
    forked.fork = { flag: x, zero: this, nonzero };
    forked.push(x);
    return forked;
  }

  /** After `catch`, with everything in memory: `ins` cells became `outs` cells if the code is zero. */
  forkOnCatch(sp: Inst, code: Inst, ins: number, outs: number): VirtualStack {
    const nonzero = this.copy();
    this.low += ins - outs;
    this.forget();
    nonzero.forget();
    const forked = new VirtualStack(sp);
    forked.fork = { flag: code, zero: this, nonzero };
    forked.push(code);
    return forked;
  }

  /** Gives a fork its base: the outer stack goes to memory, where its depth may depend on the flag. */
  private settle(e: Emitter): void {
    const fork = this.fork;
    if (fork === undefined) throw new Error("a stack without base");
    const { flag, zero, nonzero } = fork;
    const sp = zero.flush(e);
    // Below the topmost cell memory is free, so x may be stored there in either case.
    nonzero.items = zero.items.slice();
    nonzero.low = zero.low;
    nonzero.base = zero.base;
    nonzero.saved = zero.saved === undefined ? undefined : new Map(zero.saved);
    nonzero.push(flag);
    const deeper = nonzero.flush(e);
    zero.forget(zero.low);
    this.base = e.op("select", [flag, deeper, sp]);
    this.low = 0;
  }

  /** A fork that other paths meet in: it needs a base. */
  ensureBase(e: Emitter): void {
    if (this.base === undefined) this.settle(e);
  }

  /** Back to the outer segment, now that the flag is known. The fork itself is left as it is. */
  private decided(zero: boolean): VirtualStack {
    const fork = this.fork!;
    const outer = (zero ? fork.zero : fork.nonzero).copy();
    if (this.low > 0) {
      // Cells below the fork were taken; they are in memory, as the fork has its base.
      outer.low += this.low;
      outer.items = this.items.slice();
      outer.forget(outer.low);
    } else if (this.low < 0) {
      outer.low += this.low;
      outer.items = this.items.slice();
      outer.forget();
    } else outer.items.push(...this.items);
    return outer;
  }

  /** Likewise, for a flag that decides several forks, this one the innermost. */
  decidedAll(zero: boolean, levels: number): VirtualStack {
    let stack: VirtualStack = this;
    for (let k = 0; k < levels; k++) stack = stack.decided(zero);
    return stack;
  }
}
