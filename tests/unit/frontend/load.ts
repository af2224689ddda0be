/** Loads a piece of Forth text for tests that look at words, plans and modules. */
import * as library from "virtual:forth-library";
import { printFunc } from "../../../src/codegen/ir/print.ts";
import type { Module } from "../../../src/codegen/ir/types.ts";
import { verifyModule } from "../../../src/codegen/ir/verify.ts";
import { EffectCache, inferEffect, type WordEffect } from "../../../src/frontend/effects.ts";
import { type Built, buildModule } from "../../../src/frontend/image.ts";
import { TextInterpreter } from "../../../src/frontend/text-interpreter.ts";
import type { Word } from "../../../src/frontend/word.ts";
import { PRIMITIVES } from "../../../src/frontend/words/index.ts";
import { renderDiagnostic } from "../../../src/support/diagnostics.ts";

export class Loaded {
  readonly text: TextInterpreter;
  readonly startup: Word;
  readonly cache = new EffectCache();

  constructor(source: string, loadEval = true) {
    this.text = new TextInterpreter({
      host: { read: (name) => (name === "test.fs" ? { name, text: source } : undefined) },
      loadEval,
      primitives: PRIMITIVES,
      library,
    });
    const startup = this.text.load("test.fs");
    if (startup === undefined) throw new Error(this.text.diagnostics.map(renderDiagnostic).join("\n"));
    this.startup = startup;
  }

  word(name: string): Word {
    const word = this.text.find(name);
    if (word === undefined) throw new Error(`no word ${name}`);
    return word;
  }

  effect(name: string): WordEffect {
    return inferEffect(this.word(name), this.cache);
  }

  /** "2 1" for a static effect, "2 never" for a word that does not return, else the kind. */
  brief(name: string): string {
    const effect = this.effect(name);
    if (effect.kind !== "static") return effect.kind;
    return `${effect.ins} ${effect.returns ? effect.outs : "never"}`;
  }

  /** Effect on floats: "2 1", or "1+ dynamic" if one float is surely reached. */
  floats(name: string): string {
    const effect = this.effect(name);
    if (effect.kind === "inline") return "inline";
    const { ins, outs } = effect.floats;
    return outs === undefined ? `${ins}+ dynamic` : `${ins} ${outs}`;
  }

  build(): Built {
    return buildModule(this.startup, this.text.space, this.text.userWords());
  }

  /** The module, which has to verify. */
  module(): Module {
    const { module, diagnostics } = this.build();
    if (module === undefined) throw new Error(diagnostics.map(renderDiagnostic).join("\n"));
    const problems = verifyModule(module).filter((p) => !p.includes("ffc_main_context"));
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return module;
  }
}

/** The effect of the word `f`, in brief. */
export const effectOfF = (source: string): string => new Loaded(source).brief("f");

/** Codes of the diagnostics of a whole program, in order. */
export const codes = (source: string, loadEval = true): string[] =>
  new Loaded(source, loadEval).build().diagnostics.map((d) => d.code);

/** The IR of the function of the word `f`, which the program is to reach. */
export function irOfF(source: string): string {
  const module = new Loaded(source).module();
  const func = module.functions.find((f) => f.symbol === "f_f");
  if (func === undefined) throw new Error("f is not reached");
  return printFunc(func);
}
