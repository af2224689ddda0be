/**
 * The code of words: calls, primitives, and words of which the plan says what they turned out to do.
 *
 * A callee of static effect with few cells takes and returns values; before any other call the whole stack
 * is stored, and after one of unknown effect the stack goes on at the pointer it returned. Floats are
 * treated likewise; their stack may be known where that of cells is not.
 */
import { CONTEXT } from "../../codegen/ir/layout.ts";
import type { Inst } from "../../codegen/ir/types.ts";
import { Address } from "../cell.ts";
import type { Action, FloatEffect, WordEffect } from "../flow.ts";
import type { Primitive, Special } from "../primitive.ts";
import { type Word, wordName } from "../word.ts";
import { signatureOf } from "./context.ts";
import { FloatStack } from "./float-stack.ts";
import type { FunctionBuilder } from "./function-builder.ts";

export class WordCode {
  private readonly b: FunctionBuilder;
  private readonly word: Word;
  private readonly program: boolean;

  /** `word` is the one that is built, with `program` as startup code. */
  constructor(b: FunctionBuilder, word: Word, program: boolean) {
    this.b = b;
    this.word = word;
    this.program = program;
  }

  call(word: Word): void {
    const { b } = this;
    const { context } = b;
    const effect = context.effect(word);
    // Reported where the plan was made.
    if (effect.kind === "inline") {
      b.end();
      return;
    }
    const sig = signatureOf(effect);
    const symbol = context.functionSymbol(word);
    if (sig.convention === "reg") {
      const { ins, outs, fins, fouts } = sig;
      const args = new Array<Inst>(1 + ins + fins);
      for (let k = ins; k > 0; k--) args[k] = b.pop();
      for (let k = ins + fins; k > ins; k--) args[k] = b.fpop();
      args[0] = b.data.callPointer(b);
      const call = b.emit("call", args, BigInt(outs + fouts), symbol);
      const results = b.results(call, outs, fouts);
      for (let k = 0; k < outs; k++) b.push(results[k]!);
      for (let k = outs; k < outs + fouts; k++) b.fpush(results[k]!);
    } else {
      b.floats.flush(b);
      const call = b.emit("call", [b.flushedSp()], 1n, symbol);
      const [sp] = b.results(call, 1);
      if (effect.kind === "static") this.consumed(effect);
      else this.continueAt(sp!);
      this.floatsConsumed(effect.floats);
    }
    if (effect.kind === "static" && !effect.returns) b.end();
  }

  /** A callee took its inputs from stack memory and left its outputs there. */
  private consumed({ ins, outs }: WordEffect & { kind: "static" }): void {
    const { data } = this.b;
    data.forget(data.low + ins);
    data.low += ins - outs;
  }

  /** Likewise for floats, which were flushed. */
  private floatsConsumed({ ins, outs }: FloatEffect): void {
    if (outs === undefined) this.reloadFloats();
    else this.b.floats.consumed(ins, outs);
  }

  /** How many floats there are now only the pointer in memory tells. */
  private reloadFloats(): void {
    this.b.floats = new FloatStack();
  }

  /** The stack goes on at a pointer that something else left. */
  private continueAt(sp: Inst): void {
    const { b } = this;
    b.continueAt(sp);
    // The startup code is where underflow of the whole program must show.
    if (!this.program) return;
    const base = b.op("load", [b.op("user", [], 0n)], BigInt(CONTEXT.stackBase));
    b.trapif(b.op("ult", [base, sp]), -4);
  }

  primitive(prim: Primitive, action: Action | undefined): void {
    const { b } = this;
    if (prim.special !== undefined) {
      this.special(prim.special, action);
      return;
    }
    if (prim.build === undefined) {
      this.needsCompileTime(prim.name, prim);
      return;
    }
    prim.build(b);
    if (prim.effect !== undefined || b.dead) return;
    b.continueAt(b.flushedSp());
    b.floats.flush(b);
    this.reloadFloats();
  }

  needsCompileTime(name: string, prim?: Primitive): void {
    const { b, word } = this;
    const why =
      prim?.role === "parse"
        ? "reads source text, which the compiled program does not have"
        : "needs the dictionary, which the compiled program does not have";
    const where = word.name === "" ? "" : ` in \`${wordName(word)}\``;
    b.context.report({
      severity: "error",
      code: "needs-compile-time",
      message: `\`${name}\`${where} ${why}`,
      span: b.span,
      hint: "a word that does this can be executed while compiling: at the top level, between `[` and `]`, or as an immediate word",
    });
    b.end();
  }

  private special(what: Special, action: Action | undefined): void {
    const { b } = this;
    switch (what) {
      case "execute": {
        const token = b.pop();
        if (action?.kind !== "execute") {
          b.floats.flush(b);
          const call = b.op("icall", [b.flushedSp(), token], 1n);
          this.continueAt(b.results(call, 1)[0]!);
          this.reloadFloats();
        } else if (action.word.prim !== undefined) this.primitive(action.word.prim, undefined);
        else this.call(action.word);
        return;
      }
      case "catch":
        this.catch(action);
        return;
      case "throw":
        this.throw(action);
        return;
      case "?dup": {
        const x = b.pop();
        if (action?.kind === "?dup") {
          b.push(x);
          if (action.nonzero) b.push(x);
        } else b.data = b.data.forkOnDup(b, x);
        return;
      }
      case "depth": {
        const sp = b.flushedSp();
        const base = b.op("load", [b.op("user", [], 0n)], BigInt(CONTEXT.stackBase));
        b.push(b.op("sar", [b.op("sub", [base, sp]), b.constant(3n)]));
        return;
      }
      case "sp@": {
        const sp = b.flushedSp();
        b.data.forget();
        b.push(sp);
        return;
      }
      case "sp!":
        this.continueAt(b.pop());
        return;
      case "pick":
      case "roll":
        this.pickOrRoll(what, action);
        return;
      case "spawn":
      case "spawn-n":
        this.spawn(what, action);
        return;
      case "join-result": {
        const tid = b.pop();
        const sp = b.flushedSp();
        const [count, code] = b.ccall("ffc_join_result", [sp, tid]);
        const size = b.op("shl", [count!, b.constant(3n)]);
        this.continueAt(b.op("add", [sp, b.op("sub", [b.constant(0n), size])]));
        b.push(code!);
        return;
      }
      case "fdepth": {
        const fp = b.floats.pointer(b);
        const base = b.op("load", [b.op("user", [], BigInt(CONTEXT.floatBase))]);
        b.push(b.op("sar", [b.op("sub", [base, fp]), b.constant(3n)]));
        return;
      }
      case "fp@":
        b.push(b.floats.pointer(b));
        return;
      case "fp!":
        b.op("store", [b.op("user", [], BigInt(CONTEXT.floatPointer)), b.pop()]);
        this.reloadFloats();
        return;
      case "fpick":
        this.fpick(action);
        return;
    }
  }

  private fpick(action: Action | undefined): void {
    const { b } = this;
    const index = b.pop();
    if (action?.kind === "count") {
      b.floats.want(b, action.n + 1);
      const { items } = b.floats;
      b.fpush(items[items.length - 1 - action.n]!);
      return;
    }
    const size = b.op("shl", [index, b.constant(3n)]);
    b.fpush(b.op("fload", [b.op("add", [b.floats.pointer(b), size])]));
  }

  private catch(action: Action | undefined): void {
    const { b } = this;
    const token = b.pop();
    b.floats.flush(b);
    const call = b.op("catch", [b.flushedSp(), token], 2n);
    const [sp, code] = b.results(call, 2);
    if (action?.kind !== "catch" || !action.keepsFloats) this.reloadFloats();
    if (action?.kind !== "catch" || action.mode === "lost") {
      this.continueAt(sp!);
      b.push(code!);
    } else if (action.mode === "fork") b.data = b.data.forkOnCatch(sp!, code!, action.ins, action.outs);
    else {
      b.data.forget();
      b.push(code!);
    }
  }

  private throw(action: Action | undefined): void {
    const { b } = this;
    const code = b.pop();
    const mode = action?.kind === "throw" ? action.mode : "test";
    if (mode === "never") return;
    if (mode === "always") {
      b.ccall("ffc_throw", [code]);
      return;
    }
    const from = b.branch(code);
    b.enterFrom(from);
    b.ccall("ffc_throw", [code]);
    b.enterFrom(from);
    if (action?.kind === "throw") b.data = b.data.decidedAll(true, action.levels);
  }

  private pickOrRoll(what: "pick" | "roll", action: Action | undefined): void {
    const { b } = this;
    const index = b.pop();
    if (action?.kind === "count") {
      b.data.want(b, action.n + 1);
      const { items } = b.data;
      const at = items.length - 1 - action.n;
      b.push(what === "pick" ? items[at]! : items.splice(at, 1)[0]!);
      return;
    }
    const sp = b.flushedSp();
    const size = b.op("shl", [index, b.constant(3n)]);
    const value = b.op("load", [b.op("add", [sp, size])]);
    if (what === "roll") {
      // The cells above it move down by one; where the topmost one was is free then.
      b.ccall("ffc_move", [sp, b.op("add", [sp, b.constant(8n)]), size]);
      b.data.forget();
      b.data.low++;
    }
    b.push(value);
  }

  private spawn(what: "spawn" | "spawn-n", action: Action | undefined): void {
    const { b } = this;
    let token = b.pop();
    if (action?.kind === "deferred" && action.word.body !== undefined) {
      const { unit, offset } = action.word.body;
      token = b.op("load", [b.literal(new Address(unit, offset), b.span)]);
    }
    const counted = what === "spawn-n" ? b.pop() : undefined;
    if (action?.kind === "count") {
      const sp = b.flushedSp();
      const [tid] = b.ccall("ffc_spawn", [sp, b.constant(BigInt(action.n)), token]);
      b.data.low += action.n;
      b.push(tid!);
      return;
    }
    const n = counted ?? b.ccall("ffc_spawn_inputs", [token])[0]!;
    const sp = b.flushedSp();
    const [tid] = b.ccall("ffc_spawn", [sp, n, token]);
    this.continueAt(b.op("add", [sp, b.op("shl", [n, b.constant(3n)])]));
    b.push(tid!);
  }
}
