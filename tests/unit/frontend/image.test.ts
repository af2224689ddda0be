/** What gets into the module: only what is reached, under stable names, with addresses as relocations. */
import { describe, expect, it } from "vitest";
import type { DataObject } from "../../../src/codegen/ir/types.ts";
import { codes, Loaded } from "./load.ts";

function object(source: string, symbol: string): DataObject {
  const found = new Loaded(source).module().data.find((d) => d.symbol === symbol);
  if (found === undefined) throw new Error(`no data ${symbol}`);
  return found;
}

describe("reachability", () => {
  it("drops what nothing reaches", () => {
    const module = new Loaded("variable a variable b : f a @ ; : g b @ ; : main f drop ;").module();
    expect(module.functions.map((f) => f.symbol)).toEqual(["ffc_program", "f_main", "f_f"]);
    expect(module.data.map((d) => d.symbol)).toEqual(["d_a"]);
  });

  it("follows addresses in data", () => {
    const source = ": f 1 ; create inner ' f , create outer inner , : main outer @ @ execute drop ;";
    const module = new Loaded(source).module();
    expect(module.data.map((d) => d.symbol)).toEqual(["d_inner", "d_outer"]);
    expect(module.tokens.map((t) => t.symbol)).toEqual(["x_f"]);
    expect(object(source, "d_inner").relocs).toEqual([{ offset: 0, symbol: "x_f", addend: 0 }]);
  });

  it("does not follow branches that are never taken", () => {
    const module = new Loaded(": g 1 . ; : main 0 if g then ;").module();
    expect(module.functions.map((f) => f.symbol)).not.toContain("f_g");
  });
});

describe("data", () => {
  it("ends where the zeroes begin", () => {
    const { size, bytes, align } = object("create t 1 , 2 , 0 , 0 , : main t @ . ;", "d_t");
    expect([size, bytes.length, align]).toEqual([32, 9, 16]);
  });

  it("shares text that is printed, and gives the program strings of its own", () => {
    const module = new Loaded(': main ." abc" ." abc" s" abc" type s" abc" type ;').module();
    expect(module.data.map((d) => [d.symbol, d.size, d.readonly])).toEqual([
      ["t_abc", 3, true],
      ["t_string", 4, false],
      ["t_string.2", 4, false],
    ]);
  });

  it("makes symbols unique and safe", () => {
    const module = new Loaded(": a-b? 1 . ; : g a-b? ; : a-b? 2 . ; : main g a-b? ;").module();
    const symbols = module.functions.map((f) => f.symbol);
    expect(symbols).toContain("f_a_b_3f");
    expect(new Set(symbols).size).toBe(symbols.length);
    for (const symbol of symbols) expect(symbol).toMatch(/^[A-Za-z_][A-Za-z0-9_.]*$/);
  });
});

describe("errors", () => {
  it("names uses of what exists only while compiling", () => {
    expect(codes(": f create ; : main f ;")).toEqual(["needs-compile-time"]);
    expect(codes(": f create ; : main ;")).toEqual([]);
  });

  it("reports a top level that takes more than there is", () => {
    expect(codes(": f drop ; f", false)).toContain("stack-underflow");
  });
});
