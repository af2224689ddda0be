/** `ffc words`: what it finds, and how that fits the terminal. */
import * as library from "virtual:forth-library";
import { describe, expect, it } from "vitest";
import { type WordsRequest, words } from "../../../src/cli/words.ts";
import { PRIMITIVES } from "../../../src/frontend/words/index.ts";

const ask = (patterns: string, options: Partial<WordsRequest> = {}) =>
  words(
    {
      patterns: patterns.split(" ").filter((pattern) => pattern !== ""),
      set: undefined,
      json: false,
      width: undefined,
      ...options,
    },
    PRIMITIVES,
    library,
  );
const lines = (patterns: string, options: Partial<WordsRequest> = {}): string[] =>
  ask(patterns, options).output.split("\n").slice(0, -1);
const firstColumn = (text: string[]): string[] => text.map((line) => line.split(" ")[0]!);

describe("ffc words", () => {
  it("shows a word that is named in full, then what else has the name in its own", () => {
    const [head, doc, empty, ...others] = lines("TUCK");
    expect([head, doc, empty]).toEqual([
      "tuck ( x1 x2 -- x2 x1 x2 )  [core ext]",
      "  Copy the top cell below the second.",
      others.length > 0 ? "" : undefined,
    ]);
    expect(firstColumn(others).every((name) => name.includes("tuck"))).toBe(true);
  });

  it("tells what is special about a word", () => {
    expect(ask("if").output).toContain("\n  immediate: executed where it stands in a definition\n");
    expect(ask("if").output).toContain("\n  compile-only: may stand only in a definition\n");
    expect(ask("constant").output).toContain("\n  load time: works only while the program is compiled");
    expect(ask("key").output).toContain("\n  run time: works only while the program runs");
  });

  it("shows several words in full if all are names", () => {
    expect(lines("nip rdrop").filter((line) => line.includes("["))).toEqual([
      "nip ( x1 x2 -- x2 )  [core ext]",
      "rdrop ( R: x -- )  [gforth]",
    ]);
  });

  it("finds words that match every pattern, names before texts", () => {
    const found = firstColumn(lines("quotient floored"));
    expect(found).toContain("/mod");
    expect(found).not.toContain("sm/rem");
    const dups = firstColumn(lines("du"));
    expect(dups[0]).toMatch(/^du/);
    expect(dups.indexOf("2dup")).toBeGreaterThan(dups.indexOf("dup"));
  });

  it("lists all words, or those of a set", () => {
    expect(lines("").length).toBeGreaterThan(250);
    const exceptions = lines("", { set: "EXCEPTION" });
    expect(firstColumn(exceptions)).toEqual(["catch", "throw"]);
  });

  it("says why a word was left out, and what to use", () => {
    expect(lines("forget").slice(0, 2)).toEqual([
      "forget  [tools ext]",
      "  Left out: obsolescent in Forth-2012. Instead, use `marker`.",
    ]);
  });

  it.each([20, 40, 60, 80, 120])("fits a terminal of %i columns", (width) => {
    for (const line of lines("", { width })) expect(line.length).toBeLessThanOrEqual(width);
    for (const line of lines("-rot", { width }).slice(1)) expect(line.length).toBeLessThanOrEqual(width);
  });

  it("leaves columns out where there is no room for them", () => {
    expect(lines("2swap", { width: 60 })[1]).toBe("  Exchange the top two pairs.");
    expect(lines("", { width: 70, set: "memory" })[0]).toMatch(/^allocate {2}\( u -- a-addr ior \)/);
    expect(lines("", { width: 40, set: "memory" })[0]).toMatch(/^allocate {2}Allocate/);
  });

  it("gives JSON", () => {
    expect(JSON.parse(ask("-rot", { json: true }).output)[0]).toEqual({
      name: "-rot",
      stack: "( x1 x2 x3 -- x3 x1 x2 )",
      set: "gforth",
      doc: "Rotate the top cell to third place.",
      marks: [],
      origin: "primitive",
    });
  });

  it("says when nothing is found", () => {
    expect(ask("dpu").problem).toEqual({
      message: "no word matches `dpu`",
      hint: "did you mean `dup`?",
      usage: false,
    });
    expect(ask("dup", { set: "core-ext" }).problem).toMatchObject({
      message: "there is no word set `core-ext`",
      usage: true,
    });
  });
});
