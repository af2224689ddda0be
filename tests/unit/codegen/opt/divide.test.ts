import { describe, expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import { expectPass, moduleOf, runPass } from "../passes.ts";

const MIN = -(1n << 63n);
const MAX = (1n << 63n) - 1n;
const DIVISORS = [
  3n,
  5n,
  6n,
  7n,
  9n,
  10n,
  12n,
  100n,
  641n,
  1000n,
  1000000007n,
  (1n << 62n) + 1n,
  (1n << 62n) + 2n,
  MAX,
  MAX - 1n,
];

const program = (op: string, divisor: bigint): string =>
  `func reg f (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = const ${divisor}\nv3 = ${op} v1, v2\nret v0, v3\n}`;

/** Around multiples of the divisor, where rounding shows, and at the ends of the range. */
function dividends(divisor: bigint): bigint[] {
  const near = [
    0n,
    divisor,
    -divisor,
    1000n * divisor,
    -1000n * divisor,
    (MAX / divisor) * divisor,
    (MIN / divisor) * divisor,
  ];
  return [...near.flatMap((n) => [n - 1n, n, n + 1n]), MIN, MIN + 1n, MAX, MAX - 1n].map((n) =>
    BigInt.asIntN(64, n),
  );
}

describe.each(["fldiv", "flmod", "udiv", "urem"])("%s", (op) => {
  test.each(DIVISORS)("by %s", (divisor) => {
    const module = moduleOf(program(op, divisor));
    const run = (input: bigint): bigint => interpret(module, { func: "f", inputs: [input] }).results[0]!;
    const inputs = dividends(divisor);
    const before = inputs.map(run);
    runPass(module, "divide");
    // Odd divisors of 64-bit dividends stay.
    const isExpanded = op.startsWith("fl") || (divisor & 1n) === 0n;
    expect(printModule(module).includes(op)).toBe(!isExpanded);
    expect(inputs.map(run)).toEqual(before);
  });
});

test.each([
  ["by zero", "fldiv", 0n],
  ["by a negative number", "fldiv", -3n],
  ["rounded to zero", "sdiv", 10n],
])("stays: %s", (_, op, divisor) => {
  expectPass("divide", program(op, divisor), program(op, divisor));
});

test("quotient and remainder share the product", () => {
  const both = `func reg f (1 -- 2) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = const 10\nv3 = fldiv v1, v2\nv4 = flmod v1, v2\nret v0, v3, v4\n}`;
  const module = moduleOf(both);
  runPass(module, "divide", "gvn", "dce");
  expect(printModule(module).match(/umulh/g)).toHaveLength(1);
});
