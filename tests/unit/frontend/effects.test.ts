/** Inferred stack effects, tested in the language itself. */
import { describe, expect, it } from "vitest";
import { spawnInputs } from "../../../src/frontend/effects.ts";
import { codes, effectOfF, Loaded } from "./load.ts";

describe("static effects", () => {
  it.each([
    [": f dup * ;", "1 1"],
    [": f ;", "0 0"],
    [": f swap ;", "2 2"],
    [": f 2drop 2drop ;", "4 0"],
    [": f if 1 else 2 then ;", "1 1"],
    [": f dup if exit then drop 5 ;", "1 1"],
    [": f 0 swap 0 ?do i + loop ;", "1 1"],
    [": f begin 1- dup while repeat ;", "1 1"],
    [": f begin 1- dup 0= until drop ;", "1 0"],
    [": f 10 0 do i 5 = if leave then loop ;", "0 0"],
    [": f >r 1+ r> ;", "2 2"],
    [": f {: a b :} a b + ;", "2 1"],
    [": g 1+ ; : f ['] g execute ;", "1 1"],
    [": g 1+ ; : f ['] g dup drop execute ;", "1 1"],
    [": f 2 pick ;", "3 4"],
    [": f 3 roll ;", "4 4"],
    [": f 0 if 1 2 3 then ;", "0 0"],
    ["variable v : f v @ ;", "0 1"],
    ["create c 1 , : f c ;", "0 1"],
    [": adder create , does> @ + ; 5 adder a5 : f a5 ;", "1 1"],
  ])("%s", (source, expected) => {
    expect(effectOfF(source)).toBe(expected);
  });
});

describe("forks", () => {
  it.each([
    [": f ?dup if drop 1 else 2 then ;", "1 1"],
    [": f ?dup if . then ;", "1 0"],
    [": f ?dup 0= if 0 then ;", "1 1"],
    [": f begin ?dup while 1- repeat ;", "1 0"],
    [": f ?dup ;", "dynamic"],
    [": f ?dup drop ;", "dynamic"],
    [": g ( n -- ) drop ; : f ['] g catch if drop then ;", "1 0"],
    [": g drop drop ; : f ['] g catch dup if nip nip then ;", "2 1"],
    [": g drop ; : f ['] g catch ?dup if . drop then ;", "1 0"],
    [": g drop ; : f ['] g catch throw ;", "1 0"],
    [": g 1+ ; : f ['] g catch ;", "1 2"],
    [": g drop ; : f ['] g catch ;", "dynamic"],
    [": g -1 throw ; : f ['] g catch ;", "0 1"],
  ])("%s", (source, expected) => {
    expect(effectOfF(source)).toBe(expected);
  });
});

describe("paths that end", () => {
  it.each([
    [": f -1 throw ;", "0 never"],
    [": f begin again ;", "0 never"],
    [": fail 1 throw ; : f dup if fail else drop then ;", "1 0"],
    [": f 0< if -24 throw then ;", "1 0"],
    [": f bye ;", "0 never"],
    [": f true if 1 exit then drop ;", "0 1"],
  ])("%s", (source, expected) => {
    expect(effectOfF(source)).toBe(expected);
  });
});

describe("recursion", () => {
  it.each([
    [": f dup 2 < if drop 1 else dup 1- recurse swap 2 - recurse + then ;", "1 1"],
    [": f dup if 1- recurse then ;", "1 1"],
    [": f dup 0= if drop exit then 1- recurse ;", "1 0"],
    [": f if 1 recurse then ;", "1 0"],
    ["defer g : f dup if 1- g then ;", "dynamic"],
    [": f dup if 1 swap 1- recurse then ;", "dynamic"],
    [": f drop recurse ;", "dynamic"],
  ])("%s", (source, expected) => {
    expect(effectOfF(source)).toBe(expected);
  });

  it("does not overflow on a long chain of calls", () => {
    const words = Array.from({ length: 20_000 }, (_, k) => `: w${k + 1} w${k} ;`);
    expect(effectOfF(`: w0 1+ ; ${words.join("\n")} : f w20000 ;`)).toBe("1 1");
  });
});

describe("dynamic effects", () => {
  it.each([
    [": f execute ;", "execute"],
    [": f depth ;", "depth"],
    [": f pick ;", "pick"],
    [": f if 1 then ;", "different numbers of cells"],
    [": f 5 0 do i loop ;", "different numbers of cells"],
    [": f if 1 exit then ;", "exits leave different"],
    [": g execute ; : f g ;", "`g` has no static effect"],
  ])("%s", (source, reason) => {
    const effect = new Loaded(source).effect("f");
    expect(effect.kind).toBe("dynamic");
    expect(effect.kind === "dynamic" && effect.reason).toContain(reason);
  });
});

describe("the return stack", () => {
  it("knows words that handle their caller's return address", () => {
    expect(effectOfF(": f 0= if r> drop then ;")).toBe("inline");
    expect(effectOfF(": f r> swap >r >r ;")).toBe("inline");
    expect(effectOfF(": ?bail 0= if r> drop then ; : f dup ?bail 1+ ;")).toBe("1 1");
  });

  it("reports what is left on it", () => {
    expect(codes(": f >r ; : main 1 f ;")).toEqual(["unbalanced-return-stack"]);
    expect(codes(": f 5 0 do i 3 = if exit then loop ; : main f ;")).toEqual(["unbalanced-return-stack"]);
    expect(codes(": f 5 0 do i 3 = if unloop exit then loop ; : main f ;")).toEqual([]);
  });

  it("takes a depth that is not static as it is", () => {
    expect(effectOfF(": f 0 begin dup 3 < while dup >r 1+ repeat drop r> r> r> ;")).toBe("0 3");
  });
});

describe("declared effects", () => {
  it("warns only if no reading fits", () => {
    expect(codes(": f ( n -- n ) drop ;")).toEqual(["effect-mismatch"]);
    expect(codes(": f ( a b c d -- a ) drop 2drop ;")).toEqual([]);
    expect(codes(": f ( d -- ) 2drop ;")).toEqual([]);
    expect(codes(": f ( x y -- x ) drop ;")).toEqual([]);
    expect(codes(": f ( i*x xt -- j*x ) drop drop ;")).toEqual([]);
    expect(codes(": f ( xt -- ) execute ;")).toEqual([]);
  });

  it("counts what `spawn` takes", () => {
    const inputs = (source: string): number | undefined => {
      const loaded = new Loaded(source);
      return spawnInputs(loaded.word("f"), loaded.cache);
    };
    expect(inputs(": f ( id -- ) . ;")).toBe(1);
    expect(inputs(": f ( id -- ) 5 . ;")).toBe(1);
    expect(inputs(": f 2drop ;")).toBe(2);
    expect(inputs(": f execute ;")).toBeUndefined();
    expect(inputs(": f ( n xt -- ) execute ;")).toBe(2);
  });
});
