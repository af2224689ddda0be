/** Pieces of random programs take and leave what their tables say: otherwise the programs mean nothing. */
import { expect, it } from "vitest";
import { x86_64Linux } from "../../src/codegen/target/targets.ts";
import { compile } from "../../src/driver.ts";
import { type Filler, PIECES } from "./idioms.ts";

const HEAD = `
variable v  create a 80 allot  create b 80 allot  variable p  create f 80 allot
: mix drop ;  : fmix fdrop ;  : e dup 1 and if dup then ;
`;
const WORDS: Record<Filler, string> = {
  A: "a",
  B: "b",
  V: "v",
  P: "p",
  F: "f",
  E: "e",
  U: "1+",
  O: "+",
  D: "7",
  K: "3",
  M: "mix",
  R: "fmix",
};
const OTHERS: Record<string, string> = { "#": "5", "/#": "9", "~": "1e", OTHER: "t" };

it.each(PIECES.map((piece) => [piece.text, piece] as const))("%s", (text, { ins, outs, isStatic }) => {
  const body = text
    .split(" ")
    .map((token) => WORDS[token as Filler] ?? OTHERS[token] ?? token)
    .join(" ");
  const source = `${HEAD}\n: t recursive ${body} ;`;
  const { frontend, diagnostics } = compile({
    file: "t.fs",
    target: x86_64Linux,
    level: 2,
    loadEval: true,
    strict: false,
    debugInfo: false,
    disabledPasses: new Set(),
    dump: undefined,
    selfCheck: false,
    emit: "ssa",
    readFile: () => source,
  });
  expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  const effect = frontend.effectOf("t");
  if (isStatic) expect(effect).toMatchObject({ kind: "static", ins, outs, floats: { ins: 0, outs: 0 } });
  else expect(effect).toMatchObject({ kind: "dynamic" });
});
