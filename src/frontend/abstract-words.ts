/**
 * What words do to the abstract stacks: primitives, calls, and words whose effect depends on what is known of their
 * operands (`execute`, `catch`, `?dup`, `pick` and their like). What the latter turned out to do is
 * written down as an action, for build-ssa to follow.
 */
import type { Diagnostic } from "../support/diagnostics.ts";
import { AbstractStacks, isWord } from "./abstract-stacks.ts";
import { Flag, type FloatEffect, type Known, type Step, type WordEffect } from "./flow.ts";
import type { Primitive, Special } from "./primitive.ts";
import { isStartup, type Word, wordName } from "./word.ts";

export interface Callees {
  /** Undefined while nothing is known yet of a word in recursion: as if it never came back. */
  effect(word: Word): WordEffect | undefined;
  /** Cells that `spawn` takes for a word. */
  spawnInputs(word: Word): number | undefined;
}

/** Return-stack words whose items are followed: cells go from the first stack to the second, or are copied. */
const TO_RETURN: ReadonlyMap<string, number> = new Map([
  [">r", 1],
  ["2>r", 2],
]);
const FROM_RETURN: ReadonlyMap<string, number> = new Map([
  ["r>", 1],
  ["2r>", 2],
]);

export class AbstractWords extends AbstractStacks {
  protected readonly word: Word;
  protected readonly errors: Diagnostic[] = [];
  private readonly callees: Callees;

  constructor(word: Word, steps: Step[], callees: Callees, dynamicReturn: boolean) {
    super(steps, dynamicReturn);
    this.word = word;
    this.callees = callees;
  }

  // ---- whether control goes on to the next step ----

  protected primitive(prim: Primitive): boolean {
    if (prim.special !== undefined) return this.special(prim.special);
    const { effect } = prim;
    if (effect === undefined) {
      this.loseBoth(`the effect of \`${prim.name}\` is not known`, 0);
      return true;
    }
    const { s } = this;
    if (effect.fins > 0 || effect.fouts > 0) this.floats(effect.fins, effect.fouts);
    if (effect.rins > 0 || effect.routs > 0) {
      this.returnWord(prim.name, effect.ins, effect.outs, effect.rins, effect.routs);
      return true;
    }
    if (s.known.length === 0) {
      // The usual case, in short.
      s.depth -= effect.ins;
      if (s.depth < 0) this.reach(-s.depth);
      s.depth += effect.outs;
    } else if (prim.shuffle !== undefined) {
      const items: Known[] = [];
      for (let k = effect.ins - 1; k >= 0; k--) items[k] = this.pop();
      for (const k of prim.shuffle) this.push(items[k]);
    } else if (prim.name === "0=" || prim.name === "0<>") {
      const value = this.pop();
      const isFlag = value instanceof Flag;
      if (isFlag && prim.name === "0=") this.push(new Flag(value.seg, !value.inverted, value.also));
      else this.push(isFlag ? value : undefined);
    } else {
      this.take(effect.ins);
      this.pushUnknown(effect.outs);
    }
    if (!prim.ends) return true;
    this.end();
    return false;
  }

  private end(): void {
    this.node.ends = true;
    this.act({ kind: "end" });
  }

  private returnWord(name: string, ins: number, outs: number, rins: number, routs: number): void {
    const { s } = this;
    const moves = TO_RETURN.get(name) ?? FROM_RETURN.get(name);
    if (moves === undefined || this.dynamicReturn) {
      this.take(ins);
      const kept = s.rknown.slice();
      this.rtake(rins);
      for (let k = 0; k < routs; k++) this.rpush(undefined);
      // What only looks at the return stack leaves it as it was.
      if (rins === routs) s.rknown = kept;
      this.pushUnknown(outs);
      return;
    }
    const items: Known[] = [];
    if (TO_RETURN.has(name)) {
      for (let k = 0; k < moves; k++) items.push(this.pop());
      for (const item of items.reverse()) this.rpush(item);
    } else {
      for (let k = 0; k < moves; k++) {
        items.push(s.rknown[s.rknown.length - 1]);
        this.rtake(1);
      }
      for (const item of items.reverse()) this.push(item);
    }
  }

  protected call(word: Word): boolean {
    const effect = this.callees.effect(word);
    if (effect === undefined || effect.kind === "inline") {
      if (effect !== undefined) this.recursiveInline(word);
      this.end();
      return false;
    }
    this.reach(effect.ins - this.s.depth);
    this.callFloats(word, effect.floats);
    if (effect.kind === "dynamic") {
      this.lose(`\`${wordName(word)}\` has no static effect`, 0);
      return true;
    }
    this.take(effect.ins);
    this.pushUnknown(effect.outs);
    if (effect.returns) return true;
    this.end();
    return false;
  }

  private callFloats(word: Word, { ins, outs }: FloatEffect): void {
    if (outs !== undefined) {
      this.floats(ins, outs);
      return;
    }
    this.freach(ins - this.s.fdepth);
    this.loseFloats(`\`${wordName(word)}\` has no static effect on floats`);
  }

  private recursiveInline(word: Word): void {
    this.errors.push({
      severity: "error",
      code: "return-address",
      message: `\`${wordName(word)}\` handles its caller's return address and cannot be called here`,
      span: this.steps[this.at]!.span,
      hint: "such a word is expanded where it is called by its name, and not in itself",
    });
  }

  private special(what: Special): boolean {
    const { s } = this;
    switch (what) {
      case "execute":
        return this.execute();
      case "catch":
        return this.catch();
      case "throw":
        return this.throw();
      case "?dup": {
        const value = this.pop();
        if (typeof value === "number") {
          this.act({ kind: "?dup", nonzero: value !== 0 });
          this.push(value);
          if (value !== 0) this.push(value);
        } else {
          // One x in either case, and another one below it if it is not zero.
          this.act({ kind: "fork" });
          const usable = value instanceof Flag && value.seg === s.seg && !value.inverted;
          this.fork(s.depth, s.depth + 1, usable ? value : undefined);
        }
        return true;
      }
      case "depth":
      case "sp@":
        this.needsPointer(`\`${what}\` asks for the stack pointer`);
        this.push(undefined);
        return true;
      case "sp!":
        this.pop();
        this.lose("`sp!` moves the stack", 0);
        return true;
      case "pick":
      case "roll": {
        const n = this.pop();
        if (typeof n !== "number" || n < 0 || n > 1000) {
          this.needsPointer(`\`${what}\` with an index that is not a constant`);
          if (what === "pick") this.push(undefined);
          else s.known.length = 0;
          return true;
        }
        this.act({ kind: "count", n });
        this.reach(n + 1 - s.depth);
        const value = s.known[s.known.length - 1 - n];
        if (what === "roll") {
          if (n < s.known.length) s.known.splice(s.known.length - 1 - n, 1);
          s.depth--;
        }
        this.push(value);
        return true;
      }
      case "spawn":
      case "spawn-n":
        this.spawn(what);
        return true;
      case "join-result":
        this.pop();
        this.lose("`join-result` leaves what a thread left", 1);
        return true;
      case "fdepth":
      case "fp@":
        this.needsFloatPointer(`\`${what}\` asks for the pointer of the float stack`);
        this.push(undefined);
        return true;
      case "fp!":
        this.pop();
        this.loseFloats("`fp!` moves the float stack");
        return true;
      case "fpick": {
        const n = this.pop();
        if (typeof n !== "number" || n < 0 || n > 1000) {
          this.needsFloatPointer("`fpick` with an index that is not a constant");
        } else {
          this.act({ kind: "count", n });
          this.freach(n + 1 - s.fdepth);
        }
        this.floats(0, 1);
        return true;
      }
    }
  }

  private execute(): boolean {
    const word = this.pop();
    if (!isWord(word) || cannotBeCalled(word)) {
      this.loseBoth("`execute` of an unknown execution token", 0);
      return true;
    }
    this.act({ kind: "execute", word });
    const goesOn = word.prim !== undefined ? this.primitive(word.prim) : this.call(word);
    // The action of what is executed would be found in the place of this one.
    if (!goesOn) this.act({ kind: "execute", word });
    return goesOn;
  }

  private catch(): boolean {
    const { s } = this;
    const word = this.pop();
    const effect = isWord(word) ? this.callees.effect(word) : undefined;
    if (!isWord(word) || effect?.kind === "dynamic" || effect?.kind === "inline") {
      let keepsFloats = false;
      if (isWord(word) && effect?.kind === "dynamic") keepsFloats = this.catchFloats(effect.floats, true);
      else this.loseFloats("`catch` of a word that is not known");
      this.act({ kind: "catch", mode: "lost", ins: 0, outs: 0, keepsFloats });
      this.lose("`catch` of a word without static effect", 1);
      return true;
    }
    // In recursion, before anything is known: it is as if the word never came back.
    const { ins, outs, returns } = effect ?? { ins: 0, outs: 0, returns: false };
    this.reach(ins - s.depth);
    const keepsFloats = effect === undefined || this.catchFloats(effect.floats, returns);
    const mode = !returns ? "fails" : ins === outs ? "same" : "fork";
    // There is no `if` at the top level: who wrote it knows which way it goes.
    if (mode === "fork" && isStartup(this.word)) {
      this.act({ kind: "catch", mode: "lost", ins, outs, keepsFloats });
      this.lose("`catch` at the top level", 1);
      return true;
    }
    this.act({ kind: "catch", mode, ins, outs, keepsFloats });
    if (mode === "fork") {
      this.fork(s.depth - ins + outs, s.depth, undefined);
      return true;
    }
    this.take(ins);
    this.pushUnknown(ins + 1);
    return true;
  }

  /** If the word throws there are as many floats as before; if not, as many as it leaves. Whether these agree. */
  private catchFloats({ ins, outs }: FloatEffect, returns: boolean): boolean {
    this.freach(ins - this.s.fdepth);
    if (!returns || ins === outs) return true;
    this.loseFloats("`catch` of a word that changes the number of floats");
    return false;
  }

  /** Of what is called here nothing is known. */
  private loseBoth(reason: string, depth: number): void {
    this.lose(reason, depth);
    this.loseFloats(reason);
  }

  private throw(): boolean {
    const code = this.pop();
    const levels = this.levels(code);
    if (typeof code === "number") {
      this.act({ kind: "throw", mode: code === 0 ? "never" : "always", levels: 0 });
      this.node.ends = code !== 0;
      return code === 0;
    }
    if (levels > 0 && !(code as Flag).inverted) {
      this.act({ kind: "throw", mode: "flag", levels });
      this.decide(this.s, levels, true);
    }
    return true;
  }

  private spawn(what: "spawn" | "spawn-n"): void {
    const { s } = this;
    const word = this.pop();
    let count: Known | number;
    if (what === "spawn-n") count = this.pop();
    else if (isWord(word) && word.type === "defer") this.act({ kind: "deferred", word });
    else count = isWord(word) ? this.callees.spawnInputs(word) : undefined;
    if (typeof count !== "number" || count < 0 || count > 1000) {
      this.lose(`\`${what}\` takes a number of cells that is not known`, 1);
      return;
    }
    this.act({ kind: "count", n: count });
    this.reach(count - s.depth);
    this.take(count);
    this.push(undefined);
  }
}

/** Primitives that want to be seen in the code, not behind a token. */
const cannotBeCalled = (word: Word): boolean =>
  word.prim !== undefined &&
  (word.prim.special !== undefined || (word.prim.effect?.rins ?? 0) + (word.prim.effect?.routs ?? 0) > 0);
