/** docs/architecture.md follows one word to its code: what it shows is what the compiler does. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aarch64Linux, x86_64Linux } from "../../src/codegen/target/targets.ts";
import { compile } from "../../src/driver.ts";

const document = readFileSync(new URL("../../docs/architecture.md", import.meta.url), "utf8");

function listing(language: string): string {
  const found = new RegExp("```" + language + "\\n([^]*?)```").exec(document)?.[1];
  if (found === undefined) throw new Error(`no listing in ${language}`);
  return found;
}

const compiled = (emit: "ssa" | "asm", target = x86_64Linux): string =>
  compile({
    file: "sq.fs",
    target,
    level: 0,
    loadEval: true,
    strict: false,
    debugInfo: false,
    disabledPasses: new Set(),
    dump: undefined,
    selfCheck: true,
    emit,
    readFile: () => listing("forth"),
  }).text!;

describe("architecture", () => {
  test("SSA of the example", () => {
    // Positions are left out of the document.
    expect(compiled("ssa").replace(/ @\d+$/gm, "")).toContain(listing("ssa"));
  });

  test("assembly of the example", () => {
    expect(compiled("asm")).toContain(listing("asm"));
    expect(compiled("asm", aarch64Linux)).toContain(listing("armasm"));
  });
});
