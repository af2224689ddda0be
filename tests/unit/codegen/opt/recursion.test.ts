/** Recursion with accumulators, and recursive functions inlined into themselves. */
import { describe, expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { expectPass, moduleOf, normal, runPass } from "../passes.ts";

/** A function of one input and one output that returns 1 for 0 and less; else `body` follows. */
const recursive = (body: string): string =>
  `func reg f (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = const 1\nv3 = const 0\nv4 = le v1, v3\nbr v4, b1, b2\n` +
  `b1: from b0\nret v0, v2\nb2: from b0\nv5 = const -1\nv6 = add v1, v5\n${body}\n}`;

const isUnchanged = (program: string): void => expect(normal(program, accumulate)).toBe(normal(program));
const accumulate = (module: ReturnType<typeof moduleOf>): void => runPass(module, "accumulate");

describe("accumulate", () => {
  test("a sum of two results and a constant", () => {
    expectPass(
      ["accumulate", "dce"],
      recursive(
        `v8 = call f(v0, v6)\nv9 = const -2\nv10 = add v1, v9\n` +
          `v12 = call f(v0, v10)\nv13 = add v8, v12\nv14 = add v13, v2\nret v0, v14`,
      ),
      `func reg f.acc (2 -- 1) "f" {
b0:
  v20 = param 0
  v0 = sp
  v1 = param 1
  v2 = const 1
  v3 = const 0
  v4 = le v1, v3
  br v4, b1, b2
b1: from b0
  v5 = add v20, v2
  ret v0, v5
b2: from b0
  v6 = const -1
  v7 = add v1, v6
  v8 = const 1
  v9 = add v20, v8
  v11 = call f.acc(v0, v9, v7)
  v12 = const -2
  v13 = add v1, v12
  v15 = call f.acc(v0, v11, v13)
  ret v0, v15
}
func reg f (1 -- 1) {
b0:
  v0 = sp
  v1 = param 0
  v2 = const 0
  v4 = call f.acc(v0, v2, v1)
  ret v0, v4
}`,
    );
  });
  for (const [op, neutral] of [
    ["mul", 1],
    ["and", -1],
    ["or", 0],
    ["xor", 0],
  ]) {
    test(`${op} begins with ${neutral}`, () => {
      const module = moduleOf(recursive(`v8 = call f(v0, v6)\nv9 = ${op} v1, v8\nret v0, v9`));
      accumulate(module);
      const wrapper = module.functions.find(({ symbol }) => symbol === "f")!;
      const call = wrapper.blocks[0]!.insts.find((inst) => inst.op === "call")!;
      expect(call.sym).toBe("f.acc");
      expect(Number(call.args[1]!.imm)).toBe(neutral);
    });
  }
  test("what is subtracted from something does not", () => {
    isUnchanged(recursive("v8 = call f(v0, v6)\nv9 = sub v1, v8\nret v0, v9"));
  });
  test("neither does what is wanted twice", () => {
    isUnchanged(recursive("v8 = call f(v0, v6)\nv9 = add v1, v8\nv10 = add v9, v8\nret v0, v10"));
  });
  test("a load behind the call cannot go before it", () => {
    isUnchanged(recursive("v8 = call f(v0, v6)\nv9 = load [v0]\nv10 = add v9, v8\nret v0, v10"));
  });
  test("a store behind the call is done with the result there", () => {
    isUnchanged(recursive("v8 = call f(v0, v6)\nv9 = add v1, v8\nstore [v0], v9\nret v0, v9"));
  });
  test("endless recursion stays to end by overflow", () => {
    isUnchanged(
      `func reg f (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv3 = call f(v0, v1)\nv4 = add v3, v1\nret v0, v4\n}`,
    );
  });
  test("six inputs leave no register for an accumulator", () => {
    const inputs = [1, 2, 3, 4, 5].map((n) => `v${10 + n} = param ${n}\n`).join("");
    const program = recursive(`v8 = call f(v0, v6, v11, v12, v13, v14, v15)\nv9 = add v1, v8\nret v0, v9`);
    isUnchanged(program.replace("(1 -- 1)", "(6 -- 1)").replace("v2 = const 1", `${inputs}v2 = const 1`));
  });
});

/** f(12) and then what it printed, by a word that calls itself in several ways. */
const tree = `func reg f (2 -- 1) {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  v3 = const 2
  v4 = lt v1, v3
  br v4, b1, b2
b1: from b0
  ccall ffc_dot(v1)
  ret v0, v2
b2: from b0
  v5 = const -1
  v6 = add v1, v5
  v8 = call f(v0, v6, v1)
  v9 = const -2
  v10 = add v1, v9
  v12 = call f(v0, v10, v8)
  v13 = sub v8, v12
  ret v0, v13
}
entry main
func reg main (0 -- 0) {
b0:
  v0 = sp
  v1 = const 9
  v3 = call f(v0, v1, v1)
  ccall ffc_dot(v3)
  ret v0
}`;

describe("inline-recursion", () => {
  test("several levels do the same in the same order", () => {
    const before = interpret(moduleOf(tree)).output;
    const module = moduleOf(tree);
    runPass(module, "inline-recursion");
    expect(module.functions[0]!.blocks.length).toBeGreaterThan(8);
    expect(interpret(module).output).toBe(before);
  });
});
