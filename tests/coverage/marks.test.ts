/** What the glossary says about when a word works is what the compiler does. */
import * as library from "virtual:forth-library";
import { expect, it } from "vitest";
import { compileSource } from "../../src/frontend/frontend.ts";
import { PRIMITIVES } from "../../src/frontend/words/index.ts";
import { type GlossaryEntry, glossary } from "../../src/glossary/glossary.ts";
import { load } from "../unit/frontend/loaded-text.ts";

/** Cells and floats that any word finds enough of. */
const OPERANDS = "0 0e ".repeat(6);

/** Codes of the errors in a program whose `main` may call a word that has this code. */
function errorsIn(code: string): string[] {
  const text = `: t ${OPERANDS} ${code} ; : main ['] t catch drop ;`;
  const options = { file: "t.fs", readFile: () => text, loadEval: true, strict: false };
  const { diagnostics } = compileSource(options);
  return diagnostics.filter((d) => d.severity === "error").map((d) => d.code);
}

const compiled = ({ marks }: GlossaryEntry): boolean =>
  !marks.includes("immediate") && !marks.includes("compile-only");

it("words for load time, and only they, cannot be compiled into code that runs", () => {
  const wrong = glossary(PRIMITIVES, library)
    .filter(compiled)
    .filter(({ name, marks }) => {
      const expected = marks.includes("load time") ? ["needs-compile-time"] : [];
      return errorsIn(name).join() !== expected.join();
    });
  expect(wrong.map(({ name, marks }) => `${name}: ${marks} ${errorsIn(name)}`)).toEqual([]);
});

it("words for run time leave the top level to the program", () => {
  const wrong = glossary(PRIMITIVES, library)
    .filter(compiled)
    .filter(({ marks }) => marks.includes("run time"))
    .filter(({ name }) => {
      // One that throws on such operands, before it gets to what the program has to do, says nothing.
      const { deferred, reported } = load(`${OPERANDS} ${name}`);
      return !deferred && !reported.some((line) => / (throw|invalid-address)$/.test(line));
    });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
