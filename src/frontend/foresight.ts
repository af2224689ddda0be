/**
 * What the compiler knows of the running program, where the startup code is so far: its stacks and its data.
 * What startup code does is evaluated aside, in the shadow of data space, as far as it can be; what only the
 * running program has are unknown values there. So words that parse or define can use the results of native
 * code, and decide by them.
 *
 * Where a native word goes on in a way that depends on an unknown value nothing it may have written is
 * known any more: what it names, what it is given, and what unknown values may point to.
 */

import { CONTEXT } from "../codegen/ir/layout.ts";
import type { Span } from "../support/source.ts";
import {
  Address,
  type Cell,
  type Float,
  Negated,
  NoAnswer,
  Opaque,
  SOMETHING,
  type Unknown,
} from "./cell.ts";
import { BadAddress, type DataSpace, type Journal, type Touched } from "./data-space.ts";
import { CompilerNeeded, type Evaluator, ForthThrow } from "./evaluator.ts";
import type { Primitive } from "./primitive.ts";
import { type Place, placeOf } from "./reach.ts";
import type { Startup } from "./startup.ts";
import type { TextInterpreter } from "./text-interpreter.ts";
import type { Word } from "./word.ts";

/** What defining words need of a native call is sizes and the like, not the result of a long computation. */
const MAX_STEPS = 20000;

/** Ways through a word, which branches on unknown values. */
const MAX_WAYS = 24;

/** The state at the end of one way through a word, with what it wrote. */
interface State {
  stack: Cell[];
  floats: Float[];
  data: Map<Range, Content>;
}

type Range = string;

interface Content {
  range: Touched;
  value: Cell | undefined;
}

function overlaps(data: State["data"], { unit, offset, length }: Touched): boolean {
  for (const { range } of data.values()) {
    if (range.unit === unit && range.offset < offset + length && offset < range.offset + range.length)
      return true;
  }
  return false;
}

function undo(journal: Journal): void {
  for (let k = journal.length - 1; k >= 0; k--) journal[k]!();
  journal.length = 0;
}

function sameCell(a: Cell | undefined, b: Cell | undefined): boolean {
  if (a === b) return true;
  return a instanceof Address && b instanceof Address && a.base === b.base && a.offset === b.offset;
}

/** Cells that a word takes and leaves; undefined where that is not static. */
export interface StackEffect {
  cells: { ins: number; outs: number } | undefined;
  floats: { ins: number; outs: number } | undefined;
}

export class Foresight {
  private readonly text: TextInterpreter;
  private readonly vm: Evaluator;
  private readonly startup: Startup;
  private readonly space: DataSpace;
  /** Units that startup code may have read come before this index. */
  private exposed = 0;
  /** Threads were started: data may change at any time. */
  private threads = false;

  constructor(text: TextInterpreter) {
    this.text = text;
    this.vm = text.vm;
    this.startup = text.startup;
    this.space = text.space;
  }

  /** Startup code runs from here on with all the data there is. */
  expose(): void {
    const { units } = this.space;
    for (; this.exposed < units.length; this.exposed++) {
      const unit = units[this.exposed]!;
      unit.exposed = unit.role === "data" || unit.role === "user";
      if (this.threads) this.space.forget(unit, 0, undefined, true);
    }
    // It may have grown since.
    if (this.threads && this.space.current.exposed) this.space.forget(this.space.current, 0, undefined, true);
  }

  startThreads(): void {
    this.threads = true;
    for (const unit of this.space.units) if (unit.exposed) this.space.forget(unit, 0, undefined, true);
  }

  /** Startup code runs a primitive on values that are not all known. */
  primitive(prim: Primitive, inputs: readonly Cell[], floats: readonly Float[]): void {
    this.expose();
    const { vm } = this;
    const cells = vm.ds.splice(0, vm.ds.length, ...inputs);
    const floatsBefore = vm.fs.splice(0, vm.fs.length, ...floats);
    const { mode } = vm;
    vm.mode = "sandbox";
    try {
      this.space.shadow(() => vm.runPrimitive(prim, this.text.span));
    } catch (e) {
      if (!isUnforeseeable(e)) throw e;
      if (prim.writes) this.space.forgetLeaked(inputs.map(placeOf).filter((place) => place !== undefined));
    } finally {
      vm.mode = mode;
      vm.ds.splice(0, vm.ds.length, ...cells);
      vm.fs.splice(0, vm.fs.length, ...floatsBefore);
    }
  }

  /**
   * Startup code calls a word: whether all of it was foreseen. `compiler`: it was not, since the word executes
   * another that exists only while compiling.
   */
  call(word: Word, token: Span): boolean | "compiler" {
    this.expose();
    const { vm, space, startup } = this;
    const { stepLimit } = vm;
    const { nonZero } = space;
    const stack = vm.ds.slice();
    const floats = vm.fs.slice();
    const mark = startup.mark();
    vm.mode = "sandbox";
    vm.steps = 0;
    vm.stepLimit = Math.max(Math.min(MAX_STEPS, vm.limits.program - vm.earlierSteps), 0);
    try {
      const after = space.shadow(() => this.follow(word, token, stack, floats));
      if (after === undefined) return false;
      startup.foreseen = after.stack.map((cell) => (this.isFleeting(cell) ? SOMETHING : cell));
      startup.foreseenFloats = after.floats;
      return true;
    } catch (e) {
      if (!isUnforeseeable(e)) throw e;
      return e instanceof CompilerNeeded ? "compiler" : false;
    } finally {
      vm.earlierSteps += Math.min(vm.steps, vm.stepLimit);
      vm.choices = undefined;
      space.journal = undefined;
      space.touched = undefined;
      space.nonZero = nonZero;
      startup.unprint(mark);
      vm.mode = "deferred";
      vm.stepLimit = stepLimit;
      vm.ds.splice(0, vm.ds.length, ...stack);
      vm.fs.splice(0, vm.fs.length, ...floats);
    }
  }

  /**
   * Evaluates a word on every way through it: where it branches on an unknown value, both ways are followed.
   * What they agree on afterwards is known. A way that ends in a throw ends the program.
   */
  private follow(
    word: Word,
    token: Span,
    cells: readonly Cell[],
    floats: readonly Float[],
  ): State | undefined {
    const { vm, space, startup } = this;
    const choices: boolean[] = [];
    const ends: State[] = [];
    for (let way = 0; ; way++) {
      if (way >= MAX_WAYS) return undefined;
      const journal: Journal = [];
      space.journal = journal;
      space.touched = new Map();
      vm.choices = choices;
      vm.choicesMade = 0;
      vm.ds.splice(0, vm.ds.length, ...startup.foreseen, ...cells);
      vm.fs.splice(0, vm.fs.length, ...startup.foreseenFloats, ...floats);
      try {
        vm.execute(word, token);
        const end = { stack: vm.ds.slice(), floats: vm.fs.slice(), data: new Map<Range, Content>() };
        // There is but one way.
        if (choices.length === 0) return end;
        for (const [key, range] of space.touched) end.data.set(key, { range, value: space.valueAt(range) });
        ends.push(end);
      } catch (e) {
        const ended = choices.length > 0 && (e instanceof ForthThrow || e instanceof BadAddress);
        if (!ended) undo(journal);
        if (!ended) throw e;
      }
      undo(journal);
      while (choices[choices.length - 1] === false) choices.pop();
      if (choices.length === 0) break;
      choices[choices.length - 1] = false;
    }
    space.journal = undefined;
    space.touched = undefined;
    return this.merge(ends);
  }

  /** What the ends of several ways have in common; undefined if not even the depth of the stacks. */
  private merge(ends: readonly State[]): State | undefined {
    const first = ends[0];
    if (first === undefined) return undefined;
    for (const { stack, floats } of ends) {
      if (stack.length !== first.stack.length || floats.length !== first.floats.length) return undefined;
    }
    const agreed = <T extends Cell>(of: (end: State) => T | undefined): T | undefined => {
      const value = of(first);
      return ends.every((end) => sameCell(of(end), value)) ? value : undefined;
    };
    const lost: Touched[] = [];
    const keys = new Set(ends.flatMap(({ data }) => [...data.keys()]));
    for (const key of keys) {
      const { range } = ends.find(({ data }) => data.has(key))!.data.get(key)!;
      const before = this.space.valueAt(range);
      const value = agreed(({ data }) =>
        data.has(key) ? data.get(key)!.value : overlaps(data, range) ? undefined : before,
      );
      if (value === undefined || !this.write(range, value)) lost.push(range);
    }
    for (const { unit, offset, length } of lost) this.space.forget(unit, offset, length);
    for (const { stack, data } of ends) {
      for (const cell of stack) this.space.leak(cell);
      for (const { value } of data.values()) if (value !== undefined) this.space.leak(value);
    }
    return {
      stack: first.stack.map((_, k) => agreed(({ stack }) => stack[k]) ?? SOMETHING),
      floats: first.floats.map((_, k) =>
        ends.every(({ floats }) => floats[k] === first.floats[k]) ? first.floats[k]! : SOMETHING,
      ),
      data: new Map(),
    };
  }

  private write({ unit, offset }: Touched, value: Cell): boolean {
    try {
      this.space.writeCell(new Address(unit, offset), value);
      return true;
    } catch (e) {
      if (e instanceof NoAnswer) return false;
      throw e;
    }
  }

  /** Startup code calls a word of which only its effect is known, with these cells on top of the stack. */
  lose(
    word: Word,
    effect: StackEffect,
    writes: boolean,
    cells: readonly Cell[],
    floats: readonly Float[],
  ): void {
    const { space, startup } = this;
    const stack = [...startup.foreseen, ...cells];
    const given =
      effect.cells === undefined ? stack : stack.slice(Math.max(stack.length - effect.cells.ins, 0));
    const places: Place[] = [word];
    for (const cell of given) {
      const place = placeOf(cell);
      if (place !== undefined) places.push(place);
    }
    if (writes) space.forgetLeaked(places);
    for (const place of places) space.leaked.add(place);
    startup.foreseesAll &&= effect.cells !== undefined;
    startup.foreseesAllFloats &&= effect.floats !== undefined;
    startup.foreseen = after(stack, effect.cells);
    startup.foreseenFloats = after([...startup.foreseenFloats, ...floats], effect.floats);
  }

  /** Points to text in the making, which evaluated words make anew, or is nothing but an intermediate value. */
  private isFleeting(cell: Cell): boolean {
    if (cell instanceof Opaque) return !(cell instanceof Negated);
    if (!(cell instanceof Address) || cell.base !== this.text.userArea) return false;
    return cell.offset >= CONTEXT.hld && cell.offset < CONTEXT.pad;
  }
}

const isUnforeseeable = (e: unknown): boolean =>
  e instanceof NoAnswer || e instanceof ForthThrow || e instanceof BadAddress || e instanceof CompilerNeeded;

function after<T>(stack: readonly T[], effect: { ins: number; outs: number } | undefined): (T | Unknown)[] {
  if (effect === undefined) return [];
  const kept: (T | Unknown)[] = stack.slice(0, Math.max(stack.length - effect.ins, 0));
  for (let k = 0; k < effect.outs; k++) kept.push(SOMETHING);
  return kept;
}
