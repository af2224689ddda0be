/** The evaluator as the reference: what words leave on the stack, by what `.` prints. */
import { describe, expect, it } from "vitest";
import { load, output } from "./loaded-text.ts";

/** The stack that `code` leaves, bottom first. */
function stack(code: string): string {
  const { text, reported } = load(code);
  if (reported.length > 0) throw new Error(reported.join("\n"));
  return text.vm.ds.join(" ");
}

describe("calls", () => {
  it("return where they were made", () => {
    expect(stack(": a 1 ; : b a 2 a ; b 3")).toBe("1 2 1 3");
  });

  it("may drop their return address", () => {
    expect(stack(": inner r> drop 1 ; : outer inner 2 ; outer 3")).toBe("1 3");
  });

  it("through tokens are as direct ones", () => {
    expect(stack(": a 1 2 ; ' a execute")).toBe("1 2");
    expect(stack("3 ' dup execute")).toBe("3 3");
  });

  it("keep locals apart", () => {
    expect(stack(": f {: n :} n if n 1- recurse then n ; 3 f")).toBe("0 1 2 3");
  });
});

describe("loops", () => {
  it("leave the return stack as it was", () => {
    expect(stack(": f 9 >r 3 0 do i loop r> ; f")).toBe("0 1 2 9");
    expect(stack(": f 9 >r 3 0 do i dup 1 = if leave then loop r> ; f")).toBe("0 1 9");
  });

  it("nest", () => {
    expect(stack(": f 2 0 do 2 0 do j 10 * i + loop loop ; f")).toBe("0 1 10 11");
  });
});

describe("catch", () => {
  it("restores the depths", () => {
    expect(stack(": f 1 2 3 >r 4 throw ; 7 ' f catch")).toBe("7 4");
    expect(stack(": f drop drop 4 throw ; 7 8 ' f catch nip nip")).toBe("4");
  });

  it("nests, innermost first", () => {
    expect(stack(": a 1 throw ; : b ['] a catch 10 + throw ; ' b catch")).toBe("11");
    expect(stack(": a ; : b ['] a catch 5 throw ; ' b catch")).toBe("5");
  });

  it("catches what goes wrong in primitives", () => {
    expect(stack("1 0 ' / catch nip nip")).toBe("-10");
    expect(stack("0 ' @ catch nip")).toBe("-9");
    expect(stack(": f drop ; ' f catch")).toBe("-4");
  });

  it("does not catch the need for the running program", () => {
    expect(load("' utime catch").deferred).toBe(true);
  });
});

describe("words that define", () => {
  it("have the action of the latest does>", () => {
    expect(stack(": a does> @ 1+ ; : b does> @ 2 + ; create x 5 , x @ a x b x")).toBe("5 6 7");
  });

  it("make words that make words", () => {
    expect(stack(": maker create , does> create @ , does> @ * ; 2 maker double: double: d 5 d")).toBe("10");
  });

  it("are undone with their phrase", () => {
    expect(load(": f 5 constant utime 2drop ; f five").reported).toEqual([]);
  });
});

describe("memory", () => {
  it("is where here says", () => {
    expect(stack("here 1 , 2 , here swap - create t 5 , 6 , t @ t cell+ @")).toBe("16 5 6");
  });

  it("has number output of its own", () => {
    expect(output("hex ff . decimal -1 u. 5 3 .r")).toBe("FF 18446744073709551615   5");
  });
});
