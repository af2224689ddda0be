import { describe, expect, test } from "vitest";
import { expectPass, normal, runPass } from "../passes.ts";

/** What one expression of inputs v1, v2, v3 becomes; dead code is dropped. */
function expectValue(input: string, output: string): void {
  const program = (body: string): string =>
    `func reg f (3 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\nv3 = param 2\n${body}\nret v0, v9\n}`;
  const passes = ["simplify", "dce"];
  const actual = normal(program(input), (module) => runPass(module, ...passes));
  expect(actual).toBe(normal(program(output), (module) => runPass(module, "dce")));
}

describe("values", () => {
  test.each([
    ["folding", "v4 = const 6\nv5 = const 7\nv9 = mul v4, v5", "v9 = const 42"],
    [
      "folding wraps",
      "v4 = const 9223372036854775807\nv5 = const 1\nv9 = add v4, v5",
      "v9 = const -9223372036854775808",
    ],
    [
      "division by zero stays",
      "v4 = const 6\nv5 = const 0\nv9 = fldiv v4, v5",
      "v4 = const 6\nv5 = const 0\nv9 = fldiv v4, v5",
    ],
    ["constants to the right", "v4 = const 6\nv9 = and v4, v1", "v4 = const 6\nv9 = and v1, v4"],
    ["sub of a constant", "v4 = const 6\nv9 = sub v1, v4", "v4 = const -6\nv9 = add v1, v4"],
    [
      "added constants",
      "v4 = const 6\nv5 = add v1, v4\nv6 = const 8\nv9 = sub v5, v6",
      "v4 = const -2\nv9 = add v1, v4",
    ],
    ["x - x", "v9 = sub v1, v1", "v9 = const 0"],
    ["0 - x", "v4 = const 0\nv9 = sub v4, v1", "v9 = neg v1"],
    ["x + -y", "v4 = neg v2\nv9 = add v1, v4", "v9 = sub v1, v2"],
    [
      "(x - y) + y",
      "v4 = sub v1, v2\nv5 = add v4, v2\nv6 = add v5, v5\nv9 = add v6, v3",
      "v6 = add v1, v1\nv9 = add v6, v3",
    ],
    [
      "(x + 8) - (x + 3)",
      "v4 = const 8\nv5 = add v1, v4\nv6 = const 3\nv7 = add v1, v6\nv9 = sub v5, v7",
      "v9 = const 5",
    ],
    [
      "(x + 8) + y",
      "v4 = const 8\nv5 = add v1, v4\nv9 = add v5, v2",
      "v4 = const 8\nv5 = add v1, v2\nv9 = add v5, v4",
    ],
    [
      "(x + 8) << 3",
      "v4 = const 8\nv5 = add v1, v4\nv6 = const 3\nv9 = shl v5, v6",
      "v6 = const 3\nv7 = shl v1, v6\nv5 = const 64\nv9 = add v7, v5",
    ],
    ["not not", "v4 = not v1\nv5 = not v4\nv9 = add v5, v2", "v9 = add v1, v2"],
    ["not of a test", "v4 = lt v1, v2\nv9 = not v4", "v9 = le v2, v1"],
    ["times 8", "v4 = const 8\nv9 = mul v1, v4", "v4 = const 3\nv9 = shl v1, v4"],
    ["times -1", "v4 = const -1\nv9 = mul v1, v4", "v9 = neg v1"],
    ["times 0", "v4 = const 0\nv9 = mul v1, v4", "v9 = const 0"],
    ["high cell of times 4", "v4 = const 4\nv9 = mulh v1, v4", "v4 = const 62\nv9 = sar v1, v4"],
    ["unsigned high cell of times 1", "v4 = const 1\nv9 = umulh v1, v4", "v9 = const 0"],
    ["floored division by 8", "v4 = const 8\nv9 = fldiv v1, v4", "v4 = const 3\nv9 = sar v1, v4"],
    ["floored remainder by 8", "v4 = const 8\nv9 = flmod v1, v4", "v4 = const 7\nv9 = and v1, v4"],
    ["division by -8 stays", "v4 = const -8\nv9 = fldiv v1, v4", "v4 = const -8\nv9 = fldiv v1, v4"],
    ["double with no high cell", "v4 = const 0\nv9 = udiv2 v1, v4, v2", "v9 = udiv v1, v2"],
    [
      "masks",
      "v4 = const 12\nv5 = and v1, v4\nv6 = const 6\nv9 = and v5, v6",
      "v4 = const 4\nv9 = and v1, v4",
    ],
    ["mask of a byte", "v4 = load8 [v1]\nv5 = const 255\nv9 = and v4, v5", "v9 = load8 [v1]"],
    ["xor -1", "v4 = const -1\nv9 = xor v1, v4", "v9 = not v1"],
    ["shift by 64", "v4 = const 64\nv5 = shl v1, v4\nv9 = add v5, v2", "v9 = add v1, v2"],
    ["shifts add up", "v4 = const 40\nv5 = shl v1, v4\nv9 = shl v5, v4", "v9 = const 0"],
    [
      "(x xor $4002) >> 1, arithmetic",
      "v4 = const 16386\nv5 = xor v1, v4\nv6 = const 1\nv9 = sar v5, v6",
      "v6 = const 1\nv7 = sar v1, v6\nv5 = const 8193\nv9 = xor v7, v5",
    ],
    [
      "(x or -256) >> 4, logical",
      "v4 = const -256\nv5 = or v1, v4\nv6 = const 4\nv9 = shr v5, v6",
      "v6 = const 4\nv7 = shr v1, v6\nv5 = const 1152921504606846960\nv9 = or v7, v5",
    ],
    [
      "(x and -4) >> 2: bits that the shift loses",
      "v4 = const -4\nv5 = and v1, v4\nv6 = const 2\nv7 = sar v5, v6\nv10 = const -4\nv11 = and v2, v10\nv12 = const 2\nv13 = shr v11, v12\nv9 = sub v7, v13",
      "v6 = const 2\nv7 = sar v1, v6\nv12 = const 2\nv13 = shr v2, v12\nv9 = sub v7, v13",
    ],
    [
      "(x and 255) >> 4, and it is used otherwise",
      "v4 = const 255\nv5 = and v1, v4\nv6 = const 4\nv7 = shr v5, v6\nv9 = sub v7, v5",
      "v4 = const 255\nv5 = and v1, v4\nv6 = const 4\nv7 = shr v5, v6\nv9 = sub v7, v5",
    ],
    [
      "shift there and back",
      "v4 = const 56\nv5 = shl v1, v4\nv9 = shr v5, v4",
      "v4 = const 255\nv9 = and v1, v4",
    ],
    ["0= 0=", "v4 = const 0\nv5 = eq v1, v4\nv9 = eq v5, v4", "v4 = const 0\nv9 = ne v1, v4"],
    [
      "test 0<>",
      "v4 = lt v1, v2\nv5 = const 0\nv6 = ne v4, v5\nv9 = and v6, v3",
      "v4 = lt v1, v2\nv9 = and v4, v3",
    ],
    ["test = 5", "v4 = lt v1, v2\nv5 = const 5\nv9 = eq v4, v5", "v9 = const 0"],
    ["x + y = x", "v4 = add v1, v2\nv9 = eq v4, v1", "v4 = const 0\nv9 = eq v2, v4"],
    ["x <> y + x", "v4 = add v2, v1\nv9 = ne v1, v4", "v4 = const 0\nv9 = ne v2, v4"],
    [
      "an end in cells is a sum",
      "v4 = const 3\nv5 = shl v2, v4\nv6 = add v1, v5\nv9 = eq v6, v1",
      "v4 = const 3\nv5 = shl v2, v4\nv6 = add v1, v5\nv9 = eq v6, v1",
    ],
    ["x < y = y < x", "v4 = lt v1, v2\nv5 = lt v2, v1\nv9 = eq v4, v5", "v9 = eq v1, v2"],
    [
      "x < y = y < x, each in its own way",
      "v4 = lt v1, v2\nv5 = ult v2, v1\nv9 = eq v4, v5",
      "v4 = lt v1, v2\nv5 = ult v2, v1\nv9 = eq v4, v5",
    ],
    [
      "(x < y) - (y < x) = 0",
      "v4 = ult v1, v2\nv5 = ult v2, v1\nv6 = sub v4, v5\nv7 = const 0\nv9 = eq v6, v7",
      "v9 = eq v1, v2",
    ],
    ["x - y = 0", "v4 = sub v1, v2\nv5 = const 0\nv9 = eq v4, v5", "v9 = eq v1, v2"],
    [
      "x + 3 = 5",
      "v4 = const 3\nv5 = add v1, v4\nv6 = const 5\nv9 = eq v5, v6",
      "v4 = const 2\nv9 = eq v1, v4",
    ],
    [
      "flag 0<",
      "v4 = ult v1, v2\nv5 = const 0\nv6 = lt v4, v5\nv9 = and v6, v3",
      "v4 = ult v1, v2\nv9 = and v4, v3",
    ],
    ["below -1, unsigned", "v4 = const -1\nv9 = ult v1, v4", "v4 = const -1\nv9 = ne v1, v4"],
    ["not below -1, unsigned", "v4 = const -1\nv9 = ule v4, v1", "v4 = const -1\nv9 = eq v1, v4"],
    ["(a - 1) - b = -1", "v4 = const -1\nv5 = add v1, v4\nv6 = sub v5, v2\nv9 = eq v6, v4", "v9 = eq v1, v2"],
    ["below 1", "v4 = const 1\nv9 = ult v1, v4", "v4 = const 0\nv9 = eq v1, v4"],
    ["select of 0=", "v4 = const 0\nv5 = eq v1, v4\nv9 = select v5, v2, v3", "v9 = select v1, v3, v2"],
    [
      "select of a flag",
      "v4 = eq v1, v2\nv5 = const -1\nv6 = const 0\nv9 = select v4, v6, v5",
      "v9 = ne v1, v2",
    ],
    [
      "select of non-flags stays",
      "v5 = const -1\nv6 = const 0\nv9 = select v1, v5, v6",
      "v5 = const -1\nv6 = const 0\nv9 = select v1, v5, v6",
    ],
    ["displacements", "v4 = const 24\nv5 = add v1, v4\nv9 = load [v5 - 8]", "v9 = load [v1 + 16]"],
    [
      "far displacements stay",
      "v4 = const 100000\nv5 = add v1, v4\nv9 = load [v5]",
      "v4 = const 100000\nv5 = add v1, v4\nv9 = load [v5]",
    ],
    ["user area", "v4 = user 8\nv5 = const 8\nv9 = add v4, v5", "v9 = user 16"],
  ])("%s", (_, input, output) => {
    expectValue(input, output);
  });
});

test("address of a symbol with a constant", () => {
  const program = (body: string): string =>
    `func reg main (0 -- 0) {\nb0:\nv0 = sp\n${body}\nret v0\n}\ndata d align 8 size 32 {\n}`;
  expectPass(
    ["simplify", "dce"],
    program("v1 = addr d\nv2 = const 8\nv3 = add v2, v1\nstore [v3 + 8], v0"),
    program("v3 = addr d + 8\nstore [v3 + 8], v0"),
  );
});

test("a mask before a narrow store", () => {
  const program = (body: string): string =>
    `func reg f (2 -- 0) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\n${body}\nret v0\n}`;
  expectPass(
    ["simplify", "dce"],
    program("v3 = const 255\nv4 = and v1, v3\nstore8 [v2], v4"),
    program("store8 [v2], v1"),
  );
  const kept = program("v3 = const 127\nv4 = and v1, v3\nstore8 [v2], v4");
  expectPass(["simplify", "dce"], kept, kept);
});

const branching = (before: string, cond: string, arms: string): string => `func reg f (2 -- 1) {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  ${before}
  br ${cond}, ${arms}
b1: from b0
  ret v0, v1
b2: from b0
  ret v0, v2
}`;

test("branches on tests against zero", () => {
  expectPass(
    ["simplify", "dce"],
    branching("v3 = const 0\nv4 = ne v1, v3", "v4", "b1, b2"),
    branching("", "v1", "b1, b2"),
  );
  expectPass(
    ["simplify", "dce"],
    branching("v3 = const 0\nv4 = eq v1, v3", "v4", "b1, b2"),
    branching("", "v1", "b2, b1"),
  );
  expectPass(
    ["simplify", "dce"],
    branching("v3 = lt v1, v2\nv4 = not v3", "v4", "b1, b2"),
    branching("v3 = le v2, v1", "v3", "b1, b2"),
  );
  // What `compare` gives for strings of which one is the beginning of the other.
  expectPass(
    ["simplify", "dce"],
    branching("v3 = ult v1, v2\nv4 = ult v2, v1\nv5 = sub v3, v4", "v5", "b1, b2"),
    branching("v3 = ne v1, v2", "v3", "b1, b2"),
  );
});

test("a trap that never comes goes; one that always comes ends the block", () => {
  expectPass(
    ["simplify", "dce"],
    "b0:\nv0 = sp\nv1 = const 0\ntrapif v1, -10\nret v0",
    "b0:\nv0 = sp\nret v0",
  );
  expectPass(
    ["simplify", "dce"],
    "b0:\nv0 = sp\nv1 = const 0\nv2 = eq v1, v1\ntrapif v2, -10\nv3 = fldiv v1, v1\nstore [v0], v3\nret v0",
    "b0:\nv2 = const -1\ntrapif v2, -10\nunreachable",
  );
});

test("a phi of one value", () => {
  const program = (phi: string, result: string): string => `func reg f (1 -- 1) {
b0:
  v0 = sp
  v1 = param 0
  jump b1
b1: from b0, b1
  ${phi}
  br v1, b1, b2
b2: from b1
  ret v0, ${result}
}`;
  expectPass("simplify", program("v2 = phi v1, v2", "v2"), program("", "v1"));
});

describe("floats", () => {
  const program = (body: string): string =>
    `func reg f (0 -- 0 F: 2 -- 1) {\nb0:\nv0 = sp\nv1 = fparam 0\nv2 = fparam 1\n${body}\nret v0, v9\n}`;
  test.each([
    ["folding", "v4 = fconst 0.1\nv5 = fconst 0.2\nv9 = fadd v4, v5", "v9 = fconst 0.30000000000000004"],
    [
      "folding of comparisons",
      "v4 = fconst -0\nv5 = fconst 0\nv6 = feq v4, v5\nv9 = i2f v6",
      "v9 = fconst -1",
    ],
    ["folding of conversions", "v4 = const 9007199254740993\nv9 = i2f v4", "v9 = fconst 9007199254740992"],
    ["constants to the right", "v4 = fconst 3\nv9 = fmul v4, v1", "v4 = fconst 3\nv9 = fmul v1, v4"],
    ["x - 0", "v4 = fconst 0\nv5 = fsub v1, v4\nv9 = fmul v5, v2", "v9 = fmul v1, v2"],
    ["x + -0", "v4 = fconst -0\nv5 = fadd v1, v4\nv9 = fmul v5, v2", "v9 = fmul v1, v2"],
    ["x + 0 is not x", "v4 = fconst 0\nv9 = fadd v1, v4", "v4 = fconst 0\nv9 = fadd v1, v4"],
    ["x - x is not 0", "v9 = fsub v1, v1", "v9 = fsub v1, v1"],
    ["0 - x is not -x", "v4 = fconst 0\nv9 = fsub v4, v1", "v4 = fconst 0\nv9 = fsub v4, v1"],
    ["x * 0 is not 0", "v4 = fconst 0\nv9 = fmul v1, v4", "v4 = fconst 0\nv9 = fmul v1, v4"],
    ["x * 2", "v4 = fconst 2\nv9 = fmul v1, v4", "v9 = fadd v1, v1"],
    ["x / 8", "v4 = fconst 8\nv9 = fdiv v1, v4", "v4 = fconst 0.125\nv9 = fmul v1, v4"],
    ["x / 3 stays", "v4 = fconst 3\nv9 = fdiv v1, v4", "v4 = fconst 3\nv9 = fdiv v1, v4"],
    ["x + -y", "v4 = fneg v2\nv9 = fadd v1, v4", "v9 = fsub v1, v2"],
    ["x - -y", "v4 = fneg v2\nv9 = fsub v1, v4", "v9 = fadd v1, v2"],
    ["-(-x)", "v4 = fneg v1\nv5 = fneg v4\nv9 = fadd v5, v2", "v9 = fadd v1, v2"],
    ["|-x|", "v4 = fneg v1\nv9 = fabs v4", "v9 = fabs v1"],
    ["bits and back", "v4 = fbits v1\nv5 = bitsf v4\nv9 = fadd v5, v2", "v9 = fadd v1, v2"],
    ["a NaN is not itself", "v4 = feq v1, v1\nv9 = i2f v4", "v4 = feq v1, v1\nv9 = i2f v4"],
  ])("%s", (_, input, output) => {
    const actual = normal(program(input), (module) => runPass(module, "simplify", "dce"));
    expect(actual).toBe(normal(program(output), (module) => runPass(module, "dce")));
  });
});
