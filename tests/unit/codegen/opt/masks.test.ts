import { describe, expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import { expectPass, moduleOf, runPass } from "../passes.ts";

const word = (body: string): string =>
  `func reg f (2 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\nv3 = const 4294967295\n${body}\n}`;

const INPUTS = [
  0n,
  1n,
  -1n,
  0x80000000n,
  0xffffffffn,
  0x100000000n,
  -0x80000000n,
  0x123456789abcdef0n,
  -(1n << 63n),
];

/** Whether the pass keeps what the word does, and how many of an op are left. */
function left(body: string, op: string): number {
  const module = moduleOf(word(body));
  const run = (): (bigint | undefined)[] =>
    INPUTS.flatMap((a) => INPUTS.map((b) => interpret(module, { func: "f", inputs: [a, b] }).results[0]));
  const before = run();
  runPass(module, "masks", "dce");
  expect(run()).toEqual(before);
  return printModule(module).match(new RegExp(`= ${op} `, "g"))?.length ?? 0;
}

describe("masks", () => {
  test("one at the end is enough for sums", () => {
    expect(
      left("v4 = add v1, v2\nv5 = and v4, v3\nv6 = mul v5, v1\nv7 = and v6, v3\nret v0, v7", "and"),
    ).toBe(1);
  });
  test("bits that a shift brings down are wanted", () => {
    expect(
      left(
        "v4 = add v1, v2\nv5 = and v4, v3\nv8 = const 3\nv6 = shr v5, v8\nv7 = and v6, v3\nret v0, v7",
        "and",
      ),
    ).toBe(1);
    expect(
      left(
        "v4 = add v1, v2\nv5 = and v4, v3\nv8 = const 3\nv6 = sar v5, v8\nv7 = const 255\nv9 = and v6, v7\nret v0, v9",
        "and",
      ),
    ).toBe(1);
    expect(left("v4 = and v1, v3\nv6 = shr v4, v2\nv7 = and v6, v3\nret v0, v7", "and")).toBe(1);
  });
  test("what has fewer bits needs no mask", () => {
    const text =
      "v4 = const 255\nv5 = and v1, v4\nv6 = const 4\nv7 = shl v5, v6\nv8 = and v7, v3\nret v0, v8";
    expect(left(text, "and")).toBe(1);
  });
  test("the mask that another one relies on stays", () => {
    // Both at once would leave none.
    const text =
      "v4 = and v1, v3\nv8 = const 1\nv5 = shr v4, v8\nv6 = const 2147483647\nv7 = and v5, v6\nret v0, v7";
    expect(left(text, "and")).toBe(1);
  });
  test("a comparison looks at all bits", () => {
    expect(left("v4 = and v1, v3\nv5 = ult v4, v2\nret v0, v5", "and")).toBe(1);
    expect(left("v4 = and v1, v3\nv5 = select v4, v1, v2\nv6 = and v5, v3\nret v0, v6", "and")).toBe(2);
  });
  test("a narrow store looks at few", () => {
    expectPass(
      ["masks", "dce"],
      word("v4 = add v1, v2\nv5 = and v4, v3\nv6 = addr cell\nstore16 [v6], v5\nret v0, v1") +
        "\ndata cell align 8 size 8 {\n}",
      word("v4 = add v1, v2\nv6 = addr cell\nstore16 [v6], v4\nret v0, v1") +
        "\ndata cell align 8 size 8 {\n}",
    );
  });
  test("around a loop", () => {
    const loop = (first: string): string => `func reg f (2 -- 1) {
b0:
v0 = sp
v1 = param 0
v2 = param 1
v3 = const 4294967295
v4 = const 1
v5 = and v1, v3
v20 = const 7
v21 = and v2, v20
jump b1
b1: from b0, b1
v6 = phi ${first}, v12
v7 = phi v21, v13
v8 = const 5
v9 = shl v6, v8
v10 = const 27
v11 = shr v6, v10
v14 = or v9, v11
v15 = add v14, v7
v12 = and v15, v3
v13 = sub v7, v4
v16 = const 0
v17 = le v13, v16
br v17, b2, b1
b2: from b1
ret v0, v12
}`;
    for (const [first, rotations] of [
      ["v5", 1],
      ["v1", 0],
    ] as const) {
      const module = moduleOf(loop(first));
      const run = (): bigint[] =>
        INPUTS.map((a) => interpret(module, { func: "f", inputs: [a, 5n] }).results[0]!);
      const before = run();
      runPass(module, "masks", "dce");
      expect(run()).toEqual(before);
      expect(printModule(module).match(/rotl32/g)?.length ?? 0).toBe(rotations);
    }
  });
});

describe("rotations of 32 bits", () => {
  const rotation = (x: string, op: string, masked: string): string =>
    `v4 = and v1, v3\nv5 = const 7\nv6 = const 25\nv7 = shl ${x}, v6\nv8 = and v7, v3\nv9 = shr ${x}, v5\nv10 = ${op} ${masked}, v9\n`;
  test.each(["or", "xor", "add"])("by %s", (op) => {
    expect(left(`${rotation("v4", op, "v8")}ret v0, v10`, "rotl32")).toBe(1);
    expect(left(`${rotation("v4", op, "v7")}v11 = and v10, v3\nret v0, v11`, "rotl32")).toBe(1);
    // Bits above 32 come in, or are wanted.
    expect(left(`${rotation("v1", op, "v8")}ret v0, v10`, "rotl32")).toBe(0);
    expect(left(`${rotation("v4", op, "v7")}ret v0, v10`, "rotl32")).toBe(0);
  });
  test("the rotated number needs no mask then", () => {
    expect(left(`${rotation("v4", "or", "v8")}ret v0, v10`, "and")).toBe(0);
  });
});

test("rotations of 64 bits", () => {
  const rotate = (op: string, left: number, right: number): string =>
    `func reg f (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = const ${left}\nv3 = const ${right}\nv4 = shl v1, v2\nv5 = shr v1, v3\nv6 = ${op} v5, v4\nret v0, v6\n}`;
  const rotated = `func reg f (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = const 13\nv6 = rotl v1, v2\nret v0, v6\n}`;
  for (const op of ["or", "xor", "add"]) {
    expectPass(["simplify", "dce"], rotate(op, 13, 51), rotated);
    expectPass(["simplify", "dce"], rotate(op, 13, 50), rotate(op, 13, 50));
  }
});
