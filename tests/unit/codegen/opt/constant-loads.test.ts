/** Which data is constant, and what becomes of loads of it. */
import { describe, expect, test } from "vitest";
import { markConstantData } from "../../../../src/codegen/analysis/constant-data.ts";
import { expectPass, moduleOf } from "../passes.ts";

const data =
  "data d align 8 size 24 {\n  bytes 0 0700000000000000\n  bytes 8 ffffffffffffff80\n  reloc 16 e + 8\n}\n" +
  "data e align 8 size 16 {\n}\n";
const main = (body: string): string =>
  `func reg main (0 -- 0) {\nb0:\nv0 = sp\n${body}\nret v0\n}\nentry main\n`;
const constants = (program: string): string[] => {
  const module = moduleOf(program);
  markConstantData(module);
  return module.data.filter(({ constant }) => constant).map(({ symbol }) => symbol);
};
/** Reads or changes what its input points to. */
const callee = (body: string): string =>
  `func reg f (1 -- 0) {\nb0:\nv0 = sp\nv1 = param 0\n${body}\nret v0\n}\n`;

describe("constant data", () => {
  test.each([
    ["a load", "v1 = addr d\nv2 = load [v1 + 8]\nccall ffc_dot(v2)", true],
    [
      "a load at an index",
      "v1 = addr d\nv2 = load [v1]\nv3 = add v1, v2\nv4 = load [v3]\nccall ffc_dot(v4)",
      true,
    ],
    ["a store", "v1 = addr d\nstore [v1], v0", false],
    ["a store at an index", "v1 = addr d\nv2 = load [v1]\nv3 = add v2, v1\nstore8 [v3], v2", false],
    ["the address as a value", "v1 = addr d\nccall ffc_dot(v1)", false],
    ["the address in memory", "v1 = addr d\nstore [v0 - 8], v1", false],
    ["a mask of the address", "v1 = addr d\nv2 = and v1, v0\nstore [v2], v0", false],
    ["a call that reads", "v1 = addr d\ncall f(v0, v1)", true],
    ["an atomic access", "v1 = addr d\nv2 = atomic_load v1\nccall ffc_dot(v2)", false],
    [
      "a store past the end of another object",
      "v1 = addr e\nv2 = addr d\nv3 = load [v2]\nstore [v1 + 16], v3",
      false,
    ],
    ["a store before it", "v1 = addr d\nv2 = load [v1]\nv3 = addr e\nstore [v3 - 8], v2", false],
  ])("%s", (_, body, expected) => {
    expect(constants(data + callee("v2 = load [v1 + 8]\nccall ffc_dot(v2)") + main(body)).includes("d")).toBe(
      expected,
    );
  });
  test("what other data points to is not", () => {
    expect(constants(data + main("v1 = addr d\nv2 = load [v1]\nccall ffc_dot(v2)"))).toEqual(["d"]);
  });
  test("a call that writes", () => {
    expect(constants(data + callee("store [v1], v0") + main("v1 = addr d\ncall f(v0, v1)"))).toEqual([]);
  });
  test("a call that hands it on to itself", () => {
    expect(constants(data + callee("call f(v0, v1)") + main("v1 = addr d\ncall f(v0, v1)"))).toEqual([]);
  });
});

describe("constant-loads", () => {
  const passes = ["constant-loads", "dce"];
  const becomes = (before: string, after: string): void =>
    expectPass(passes, data + main(before), data + main(after));
  test("a cell", () => {
    becomes("v1 = addr d + 8\nv2 = load [v1 - 8]\nccall ffc_dot(v2)", "v2 = const 7\nccall ffc_dot(v2)");
  });
  test("a negative cell", () => {
    becomes(
      "v1 = addr d\nv2 = load [v1 + 8]\nccall ffc_dot(v2)",
      "v2 = const -9151314442816847873\nccall ffc_dot(v2)",
    );
  });
  test("a byte", () => {
    becomes("v1 = addr d\nv2 = load8 [v1 + 15]\nccall ffc_dot(v2)", "v2 = const 128\nccall ffc_dot(v2)");
  });
  test("an address", () => {
    becomes("v1 = addr d\nv2 = load [v1 + 16]\nccall ffc_dot(v2)", "v2 = addr e + 8\nccall ffc_dot(v2)");
  });
  test("part of an address, or what is outside, stays", () => {
    const body =
      "v1 = addr d\nv2 = load8 [v1 + 16]\nv3 = load [v1 + 20]\nccall ffc_dot(v2)\nccall ffc_dot(v3)";
    becomes(body, body);
  });
});
