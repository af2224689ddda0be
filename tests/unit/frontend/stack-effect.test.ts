/** Stack comments and how many cells they speak of. */
import { describe, expect, it } from "vitest";
import { parseDeclaredEffect } from "../../../src/frontend/stack-effect.ts";
import { sourceFile } from "../../../src/support/source.ts";

const span = { file: sourceFile("", ""), start: 0, end: 0 };

/** Readings as "ins outs", or "none" if the text is no stack comment. */
function readings(text: string): string {
  const declared = parseDeclaredEffect(text, span);
  return declared === undefined ? "none" : declared.readings.map((r) => `${r.ins} ${r.outs}`).join(", ");
}

describe("declared stack effects", () => {
  it.each([
    ["( -- )", "0 0"],
    ["( n -- )", "1 0"],
    ["( c-addr u -- flag )", "2 1"],
    ["( n1\n  n2 -- sum )", "2 1"],
    ["( x -- x x )", "1 2"],
    ["( dst src data -- )", "3 0"],
  ])("cells: %s", (text, expected) => {
    expect(readings(text)).toBe(expected);
  });

  it.each([
    ["( d -- ud )", "2 2, 1 1"],
    ["( a b c d -- )", "5 0, 4 0"],
    ["( d1 d2 -- d3 )", "4 2, 2 1"],
    ["( r -- n )", "0 1, 1 1"],
  ])("by type, and as plain cells: %s", (text, expected) => {
    // Both kinds of reading may be mixed: neither side says how it is meant.
    for (const reading of expected.split(", ")) expect(readings(text).split(", ")).toContain(reading);
  });

  it.each([
    ['( "name" -- )', "0 0"],
    ['( "<spaces>name" n -- xt )', "1 1"],
    ["( <char> -- c )", "0 1"],
  ])("parsed text is not on the stack: %s", (text, expected) => {
    expect(readings(text)).toBe(expected);
  });

  it.each(["( i*x xt -- j*x )", "( ... n -- )", "( x1 ... xn n -- )"])("an unknown number: %s", (text) => {
    expect(readings(text)).toBe("");
  });

  it.each([
    ["( x -- R: -- x )", "1 0"],
    ["( n -- F: -- r )", "1 0"],
    ["( S: a b -- c R: x -- )", "2 1"],
    ["( F: x y -- S: flag )", "0 1"],
    ["( n F: r -- n2 n3 F: r2 r3 )", "1 2"],
  ])("other stacks are passed over: %s", (text, expected) => {
    expect(readings(text)).toBe(expected);
  });

  it.each([
    ["( r1 r2 -- r3 )", "2 1"],
    ["( n r -- r )", "1 1"],
    ["( F: r -- )", "1 0"],
    ["( n -- ) ( F: -- r )", "0 1"],
    ["( F: a b -- c ) ( n -- )", "2 1"],
    ["( n -- F: x y -- z )", "2 1"],
    ["( r n -- ) ( F: r2 -- )", "2 0"],
    ["( r-angle -- rad )", "1 0"],
    ["( F: x y -- S: flag )", "2 0"],
    ["( n F: r -- n2 F: r2 r3 )", "1 2"],
    ["( F: r --)", "1 0"],
  ])("floats: %s", (text, expected) => {
    const declared = parseDeclaredEffect(text, span)!;
    expect(declared.readings.map((r) => `${r.fins} ${r.fouts}`)).toContain(expected);
  });

  it("lists alternatives", () => {
    expect(readings("( x -- x x | 0 )")).toBe("1 2, 1 1");
    expect(readings("( x|y -- )")).toBe("1 0");
  });

  it("is no stack comment without --", () => {
    expect(readings("( just a remark )")).toBe("none");
  });
});
