/** Shared by the tests of the middle end: textual IR in, textual IR out. */
import { expect } from "vitest";
import { parseModule } from "../../../src/codegen/ir/parse.ts";
import { printModule } from "../../../src/codegen/ir/print.ts";
import type { Func, Module } from "../../../src/codegen/ir/types.ts";
import { verifyModule } from "../../../src/codegen/ir/verify.ts";
import { PASSES, runPasses } from "../../../src/codegen/opt/pipeline.ts";

/** A module from a program or from the body of one function `main`. */
export function moduleOf(text: string): Module {
  const module = parseModule(
    /^\s*(func|entry|data|token)/m.test(text) ? text : `func reg main (0 -- 0) {\n${text}\n}`,
  );
  if (module.entry === "") module.entry = "main";
  if (!module.functions.some((func) => func.symbol === module.entry)) {
    module.functions.push(...parseModule(`func reg main (0 -- 0) {\nb0:\nv0 = sp\nret v0\n}`).functions);
    module.entry = "main";
    // Keep what nothing calls.
    for (const { symbol } of module.functions) {
      if (symbol !== "main")
        module.tokens.push({ symbol: `keep_${symbol}`, func: symbol, spawnInputs: 255, body: undefined });
    }
  }
  return module;
}

/** Runs passes in the order given, each with the context that the pipeline would give it. */
export function runPass(module: Module, ...names: string[]): void {
  for (const name of names) {
    const pass = PASSES.find((candidate) => candidate.name === name);
    if (pass === undefined) throw new Error(`no such pass: ${name}`);
    runPasses(module, { level: 2, disabled: new Set(), verify: true, passes: [pass] });
  }
}

/** Gives values and blocks the ids of their order in the text, so that texts can be compared. */
export function renumber(module: Module): void {
  for (const func of module.functions) renumberFunc(func);
}

function renumberFunc(func: Func): void {
  func.nextId = 0;
  func.blocks.forEach((block, index) => {
    block.id = index;
    for (const inst of [...block.phis, ...block.insts]) if (inst.type !== "none") inst.id = func.nextId++;
  });
  func.nextBlock = func.blocks.length;
  for (const block of func.blocks) {
    for (const inst of block.insts) if (inst.type === "none") inst.id = func.nextId++;
  }
}

/** The text of the functions after parsing, a change, and renumbering. */
export function normal(text: string, change: (module: Module) => void = () => {}): string {
  const module = moduleOf(text);
  const problems = verifyModule(module);
  expect(problems, text).toEqual([]);
  change(module);
  renumber(module);
  return printModule({ ...module, data: [], tokens: [] });
}

/** What the pass (or the passes) makes of the program. Where dce is one, dead code need not be left out. */
export function expectPass(names: string | string[], input: string, output: string): void {
  const passes = [names].flat();
  const expected = normal(output, (module) => {
    if (passes.includes("dce")) runPass(module, "dce");
  });
  expect(normal(input, (module) => runPass(module, ...passes))).toBe(expected);
}
