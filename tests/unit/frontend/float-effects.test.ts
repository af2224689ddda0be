/** Inferred effects on floats, tested in the language itself. */
import { describe, expect, it } from "vitest";
import { codes, Loaded } from "./load.ts";

/** Effects of `f` on cells and on floats. */
function effects(source: string): string {
  const loaded = new Loaded(source);
  return `${loaded.brief("f")}, ${loaded.floats("f")}`;
}

describe("static effects", () => {
  it.each([
    [": f f+ ;", "0 0, 2 1"],
    [": f fdup f* fswap fdup f* f+ fsqrt ;", "0 0, 2 1"],
    [": f fdrop fdrop fdrop ;", "0 0, 3 0"],
    [": f 1e s>f f+ f>s ;", "1 1, 0 0"],
    [": f f@ f+ ;", "1 0, 1 1"],
    [": f f< if 1 else 2 then ;", "0 1, 2 0"],
    [": f 0e 0 ?do i s>f f+ loop ;", "1 0, 0 1"],
    [": f begin fdup 1e f> while 2e f/ repeat ;", "0 0, 1 1"],
    [": f 2 fpick ;", "0 0, 3 4"],
    [": f dup if fdrop exit then fnip ;", "1 1, 2 1"],
    [": f fover fover f~abs ;", "0 1, 2 1"],
    [": g f+ ; : f ['] g execute ;", "0 0, 2 1"],
    ["1e fconstant c fvariable v : f c v f! v f@ ;", "0 0, 0 1"],
    ["1e fvalue q : f q 2e to q ;", "0 0, 0 1"],
    [": f [ 1e 2e f+ ] fliteral ;", "0 0, 0 1"],
  ])("%s", (source, expected) => {
    expect(effects(source)).toBe(expected);
  });
});

describe("each stack may be dynamic without the other", () => {
  it.each([
    // Of cells only.
    [": f ?dup f+ ;", "dynamic, 2 1"],
    [": f depth s>f f+ ;", "dynamic, 1 1"],
    [": f if 1 then 1e ;", "dynamic, 0 1"],
    [": g if 1 then f+ ; : f g fnegate ;", "dynamic, 2 1"],
    [": g if 1 then fnegate ; : f ['] g catch fdup ;", "dynamic, 1 2"],
    // Of floats only.
    [": f if 1e then ;", "1 0, 0+ dynamic"],
    [": f 0 ?do i s>f loop ;", "1 0, 0+ dynamic"],
    [": f f+ fdepth ;", "0 1, 2+ dynamic"],
    [": f fpick ;", "1 0, 0+ dynamic"],
    [": g if 1e then ; : f g 5 ;", "1 1, 0+ dynamic"],
    [": f dup if fdrop exit then ;", "1 1, 0+ dynamic"],
    // Of both.
    [": f execute ;", "dynamic, 0+ dynamic"],
    [": f f+ execute ;", "dynamic, 2+ dynamic"],
  ])("%s", (source, expected) => {
    expect(effects(source)).toBe(expected);
  });
});

describe("forks, catch and throw", () => {
  it.each([
    [": f ?dup if s>f else 0e then ;", "1 0, 0 1"],
    [": f ?dup if s>f f+ then ;", "1 0, 1 1"],
    [": f ?dup if s>f then ;", "1 0, 0+ dynamic"],
    [": g ( -- ) fdup f0= throw ; : f ['] g catch if 1e f+ then ;", "0 0, 1 1"],
    [": g fnegate drop ; : f ['] g catch if drop then ;", "1 0, 1 1"],
    [": g f+ ; : f ['] g catch drop ;", "0 0, 2+ dynamic"],
    [": g f+ -1 throw ; : f ['] g catch drop ;", "0 0, 2 2"],
    [": f fdup f0< if -24 throw then fsqrt ;", "0 0, 1 1"],
    [": f f0< if fdrop fdrop -24 throw then ;", "0 0, 3 2"],
  ])("%s", (source, expected) => {
    expect(effects(source)).toBe(expected);
  });
});

describe("recursion", () => {
  it.each([
    [": f fdup 1e f<= if fdrop 1e exit then fdup 1e f- recurse f* ;", "0 0, 1 1"],
    [": f dup 0= if drop exit then dup s>f 1- recurse ;", "1 0, 0+ dynamic"],
    [": f dup if 1- recurse then fdrop ;", "1 1, 0+ dynamic"],
    [": f fdrop recurse ;", "dynamic, 1+ dynamic"],
  ])("%s", (source, expected) => {
    expect(effects(source)).toBe(expected);
  });
});

describe("declared effects", () => {
  it.each([
    ": f ( r1 r2 -- r3 ) f+ ;",
    ": f ( F: r1 r2 -- r3 ) f+ ;",
    ": f ( n -- ) ( F: r -- r2 ) s>f f+ ;",
    ": f ( F: r -- r2 ) ( n -- ) s>f f+ ;",
    ": f ( n r -- r ) s>f f+ ;",
    ": f ( x y -- h ) f+ ;",
    ": f ( r1 r2 -- r1 r2 flag ) fover fover f< ;",
    ": f ( r r2 r3 -- r r4 ) f+ ;",
    ": f ( d -- r ) d>f ;",
    ": f ( n -- ??? ) 0 ?do i s>f loop ;",
  ])("%s", (source) => {
    expect(codes(source)).toEqual([]);
  });

  it.each([
    ": f ( r1 -- r2 ) f+ ;",
    ": f ( -- ) f+ ;",
    ": f ( F: r -- ) fdup f+ ;",
    ": f ( r -- n ) f0< f0< ;",
    ": f ( n -- ) ( F: -- r ) drop ;",
    ": f ( n -- ) ( F: n -- r ) s>f ;",
  ])("%s", (source) => {
    expect(codes(source)).toEqual(["effect-mismatch"]);
  });
});

it("reports floats that are missing at the top level", () => {
  expect(() => new Loaded("1e f+")).toThrow("float-stack-underflow");
  expect(codes("utime 2drop 1e f+")).toEqual(["float-stack-underflow"]);
  expect(codes(": f ( r r -- r ) f+ ; utime 2drop 1e f")).toEqual(["float-stack-underflow"]);
});
