import { describe, expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import { expectPass, moduleOf, runPass } from "../passes.ts";

const MIN = -(1n << 63n);
const MAX = (1n << 63n) - 1n;
const POSITIVE = [
  2n,
  3n,
  5n,
  6n,
  7n,
  9n,
  10n,
  11n,
  12n,
  14n,
  16n,
  25n,
  28n,
  100n,
  125n,
  641n,
  1000n,
  10000n,
  65537n,
  1000000007n,
  6700417n,
  (1n << 32n) - 1n,
  (1n << 32n) + 1n,
  1n << 40n,
  (1n << 62n) - 1n,
  1n << 62n,
  (1n << 62n) + 1n,
  (1n << 62n) + 2n,
  MAX / 3n,
  MAX - 1n,
  MAX,
];
const DIVISORS = [...POSITIVE, ...POSITIVE.map((d) => -d), MIN, MIN + 1n];

/** A generator of its own, so that the test is the same each time: xorshift of 64 bits. */
function randomCells(count: number, seed: bigint): bigint[] {
  const cells: bigint[] = [];
  let state = seed;
  for (let i = 0; i < count; i++) {
    state ^= BigInt.asUintN(64, state << 13n);
    state ^= state >> 7n;
    state ^= BigInt.asUintN(64, state << 17n);
    // All lengths alike.
    cells.push(BigInt.asIntN(64, state >> (BigInt(i) % 64n)));
  }
  return cells;
}

const program = (op: string, divisor: bigint): string =>
  `func reg f (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = const ${divisor}\nv3 = ${op} v1, v2\nret v0, v3\n}`;

/** Around multiples of the divisor, where rounding shows, and at the ends of the range. */
function dividends(divisor: bigint): bigint[] {
  const d = BigInt.asUintN(64, divisor);
  const near = [0n, divisor, -divisor, 1000n * divisor, -1000n * divisor];
  near.push((MAX / divisor) * divisor, (MIN / divisor) * divisor, (((1n << 64n) - 1n) / d) * d);
  const all = [...near.flatMap((n) => [n - 1n, n, n + 1n]), MIN, MIN + 1n, MAX, MAX - 1n];
  return [...all.map((n) => BigInt.asIntN(64, n)), ...randomCells(128, d ^ 0x9e3779b97f4a7c15n)];
}

const DIVISIONS = /\b[su]div|\b[su]rem|\bfl(div|mod)/;

describe.each(["sdiv", "srem", "fldiv", "flmod", "udiv", "urem"])("%s", (op) => {
  test.each([...DIVISORS, ...randomCells(40, 0x1234567n).filter((d) => d !== 0n && d !== -1n)])(
    "by %s",
    (divisor) => {
      const module = moduleOf(program(op, divisor));
      const run = (input: bigint): bigint => interpret(module, { func: "f", inputs: [input] }).results[0]!;
      const inputs = dividends(divisor);
      const before = inputs.map(run);
      runPass(module, "simplify", "divide");
      expect(printModule(module)).not.toMatch(DIVISIONS);
      expect(inputs.map(run)).toEqual(before);
    },
  );
});

/** Dividends that are known to be small: shorter code. */
test.each([
  ["load8 [v9]", 255],
  ["load16 [v9]", 65535],
  ["load32 [v9]", 4294967295],
  ["and v1, v8", 1023],
])("the dividend is %s", (value, bound) => {
  for (const op of ["sdiv", "srem", "fldiv", "flmod", "udiv", "urem"]) {
    for (const divisor of [3n, 7n, 10n, 60n, 255n, 641n, 1000000n, -10n]) {
      const text = `func reg f (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv8 = const 1023\nv9 = addr cell\nstore [v9], v1\nv10 = ${value}\nv2 = const ${divisor}\nv3 = ${op} v10, v2\nret v0, v3\n}\ndata cell align 8 size 8 {\n}`;
      const module = moduleOf(text);
      const run = (input: bigint): bigint => interpret(module, { func: "f", inputs: [input] }).results[0]!;
      const inputs = [0n, 1n, 9n, 10n, 59n, 60n, 639n, 640n, 641n, BigInt(bound) - 1n, BigInt(bound)];
      const before = inputs.map(run);
      runPass(module, "divide");
      expect(inputs.map(run)).toEqual(before);
      const printed = printModule(module);
      expect(printed).not.toMatch(DIVISIONS);
      if (divisor > 0n && bound < 4294967295) expect(printed).not.toMatch(/mulh/);
    }
  }
});

test("the digits of a number under 1000 need no long product", () => {
  const text = `func reg f (1 -- 2) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = const 1000\nv3 = flmod v1, v2\nv4 = const 10\nv5 = fldiv v3, v4\nv6 = flmod v3, v4\nret v0, v5, v6\n}`;
  const module = moduleOf(text);
  runPass(module, "divide", "gvn", "dce");
  expect(printModule(module).match(/umulh/g)).toHaveLength(1);
});

test.each([0n, 1n, -1n])("by %s stays", (divisor) => {
  for (const op of ["fldiv", "sdiv", "urem"])
    expectPass("divide", program(op, divisor), program(op, divisor));
});

test("quotient and remainder share the product", () => {
  const both = `func reg f (1 -- 2) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = const 10\nv3 = fldiv v1, v2\nv4 = flmod v1, v2\nret v0, v3, v4\n}`;
  const module = moduleOf(both);
  runPass(module, "divide", "gvn", "dce");
  expect(printModule(module).match(/umulh/g)).toHaveLength(1);
});
