/** The code that build-ssa makes: what is a value, what goes to memory, how words are called. */
import { describe, expect, it } from "vitest";
import { interpret } from "../../../src/codegen/ir/interpret.ts";
import { codes, irOfF, Loaded } from "./load.ts";

/** What a program prints when it is compiled, not evaluated. */
const output = (source: string): string => interpret(new Loaded(source, false).module()).output;
const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

describe("the virtual stack", () => {
  it("needs no code for stack words", () => {
    const ir = irOfF(": f ( a b -- ) swap over rot 2dup tuck 2drop 2drop + . ; : main 1 2 f ;");
    expect(ir).not.toMatch(/load|store/);
  });

  it("merges values of equal depth by phis", () => {
    const ir = irOfF(": f if 1 else 2 then ; : main 0 f . ;");
    expect(count(ir, /phi/g)).toBe(1);
    expect(ir).not.toMatch(/load|store/);
  });

  it("keeps no phi for what a loop does not change", () => {
    const ir = irOfF(": f ( a n -- a ) 0 ?do dup i + drop loop ; : main 1 2 f . ;");
    expect(count(ir, /phi/g)).toBe(1);
    const nested = irOfF(": f {: a b :} a 0 do b 0 do i . loop loop ; : main 1 2 f ;");
    expect(count(nested, /phi/g)).toBe(2);
  });

  it("tests `?dup` and the result of `catch` without more ado", () => {
    expect(irOfF(": f ?dup if . else 5 . then ; : main 1 f ;")).not.toMatch(/store|select|load/);
    expect(output(": g 1+ ; : f ['] g catch if drop 0 then ; 4 f .")).toBe("5 ");
    expect(output(": g drop 5 throw ; : f ['] g catch ?dup if nip then . ; 4 f")).toBe("5 ");
  });

  it("goes through memory where depths differ", () => {
    expect(output(": f if 1 2 then ; 7 -1 f . . . 7 0 f .")).toBe("2 1 7 7 ");
    expect(output(": f 5 0 do i loop ; f . . . . .")).toBe("4 3 2 1 0 ");
    expect(output("-99 1 2 3 1 pick . 2 roll . . . .")).toBe("2 1 3 2 -99 ");
  });

  it("stores only what changed", () => {
    // The two inputs of `execute` are where they belong already.
    expect(irOfF(": f over over drop drop execute ; : main 1 2 ['] + f . ;")).not.toMatch(/store/);
  });
});

describe("calls", () => {
  it("takes and returns values in the `reg` convention", () => {
    expect(irOfF(": f ( a b -- c d ) swap 1+ ; : main 1 2 f . . ;")).toMatch(/^func reg f_f \(2 -- 2\)/);
  });

  it("uses stack memory where there are too many cells", () => {
    const ir = irOfF(": f ( a b c d e f g -- x ) + + + + + + ; : main 1 2 3 4 5 6 7 f . ;");
    expect(ir).toMatch(/^func stack f_f \(7 -- 1\)/);
    expect(ir).toContain("touch");
    expect(output(": f + + + + + + ; : g 1 2 3 4 5 6 7 f ; g .")).toBe("28 ");
  });

  it("calls known tokens directly", () => {
    expect(irOfF(": g 1+ ; : f ['] g execute ; : main 1 f . ;")).toMatch(/call f_g\(/);
    expect(irOfF(": f ['] + execute ; : main 1 2 f . ;")).toMatch(/add/);
  });

  it("has a second entry where a token is taken", () => {
    const module = new Loaded(
      "variable t : g ( a b -- c ) - ; : main ['] g t ! 7 4 t @ execute . ;",
    ).module();
    expect(module.functions.map((f) => f.symbol)).toContain("s_g");
    expect(module.tokens.map((t) => [t.symbol, t.func, t.spawnInputs])).toEqual([["x_g", "s_g", 2]]);
    expect(interpret(module).output).toBe("3 ");
  });
});

describe("return addresses", () => {
  it("expands words that handle them", () => {
    const bail = ": ?bail 0= if r> drop then ; ";
    expect(output(`${bail} : f dup ?bail . 5 . ; 3 f  0 f .`)).toBe("3 5 0 ");
    expect(output(": later r> swap >r >r ; : f 5 later 6 . r> . ; f")).toBe("6 5 ");
    expect(output(`${bail} : twice r> r> 2drop ; : g 1 . twice 2 . ; : f g 3 . ; f`)).toBe("1 ");
  });

  it("has no token of them", () => {
    expect(codes(": g r> drop ; : main ['] g . ;")).toEqual(["return-address"]);
  });
});

describe("the return stack", () => {
  it("may have a dynamic depth", () => {
    const nest = ": f 0 begin dup 4 < while dup >r 1+ repeat drop r> . r> . r> . r> . ; f";
    expect(output(nest)).toBe("3 2 1 0 ");
    expect(output(": f dup if 9 >r then 3 0 do i . loop if r> . then ; 1 f 0 f")).toBe("0 1 2 9 0 1 2 ");
  });

  it("counts loops as the standard says", () => {
    expect(output(": f 10 0 do i . 3 +loop ; f")).toBe("0 3 6 9 ");
    expect(output(": f 0 5 do i . -2 +loop ; f")).toBe("5 3 1 ");
    expect(output(": f 2 0 do 2 0 do j . i . loop loop ; f")).toBe("0 0 0 1 1 0 1 1 ");
  });
});

describe("positions", () => {
  it("names file, line and word of what can throw", () => {
    const module = new Loaded(": f ( a b -- c )\n  / ;\n: main 1 2 f . ;").module();
    const func = module.functions.find((f) => f.symbol === "f_f")!;
    const trap = func.blocks.flatMap((b) => b.insts).find((inst) => inst.op === "trapif")!;
    expect(module.positions[trap.pos]).toEqual({ file: "test.fs", line: 2, word: "f" });
  });
});
