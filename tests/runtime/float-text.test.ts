/**
 * Floats to and from text: the runtime in C against the compiler's own conversion, and both against JavaScript's,
 * which is exact. `FFC_FLOATS=100000 npx vitest run tests/runtime/float-text.test.ts` tries as many doubles.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bitsOf, doubleOf } from "../../src/codegen/ir/float.ts";
import { digitsOf, floatOf } from "../../src/frontend/float-text.ts";
import { Random } from "../unit/codegen/random-ir.ts";

const COUNT = Number(process.env["FFC_FLOATS"] ?? 3000);
const folder = mkdtempSync(join(tmpdir(), "ffc-floats-"));
const program = join(folder, "float-text");

beforeAll(async () => {
  const source = fileURLToPath(new URL("programs/float-text.c", import.meta.url));
  await execa("gcc", ["-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", "-o", program, source]);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Case {
  count: number;
  x: number;
  text: string;
}

interface Answer {
  digits: string;
  exponent: number;
  flags: number;
  /** Of the text; undefined if it is no number. */
  value: number | undefined;
}

async function ask(cases: readonly Case[]): Promise<Answer[]> {
  const line = ({ count, x, text }: Case): string =>
    `${count} ${BigInt.asUintN(64, bitsOf(x)).toString(16)} ${text}\n`;
  const { stdout } = await execa(program, [], { input: cases.map(line).join(""), maxBuffer: 1 << 30 });
  return stdout.split("\n").map((answer) => {
    const [, exponent, flags, digits, found, bits] = /^(-?\d+) (\d+) (.*)\|(-?\d+) (.*)$/.exec(answer)!;
    const value = found === "-1" ? doubleOf(BigInt.asIntN(64, BigInt(`0x${bits}`))) : undefined;
    return { digits: digits!, exponent: Number(exponent), flags: Number(flags), value };
  });
}

/** All exponents alike; now and then a subnormal, few bits, the neighbour of a power of ten or of two. */
function randomDouble(random: Random): number {
  const bits = (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32));
  const kind = random.below(10);
  let x = doubleOf(BigInt.asIntN(64, bits));
  if (kind === 0) x = doubleOf(bits & ((1n << 52n) - 1n));
  else if (kind === 1) x = doubleOf(BigInt.asIntN(64, bits & (0xfffn << 52n)));
  else if (kind === 2)
    x = doubleOf(bitsOf(Number(`1e${random.below(617) - 308}`)) + BigInt(random.below(3) - 1));
  else if (kind === 3) x = (random.below(20001) - 10000) / 8;
  return Number.isFinite(x) ? x : 0;
}

const random = new Random(COUNT);
const doubles = [
  ...[0, -0, 1, -1, 0.5, 5e-324, -5e-324, Number.MAX_VALUE, Number.MIN_VALUE, 2.2250738585072014e-308],
  ...[2.225073858507201e-308, 1e22, 1e23, 9.999999999999999e22, 2 ** 53, 2 ** 63, 0.1, 1 / 3, 123456789],
  ...Array.from({ length: COUNT }, () => randomDouble(random)),
];

describe("to text", () => {
  it("gives as many digits as asked for, correctly rounded", async () => {
    const cases = doubles.map((x, i) => ({
      count: i % 7 === 0 ? random.below(800) : random.below(21),
      x,
      text: "0",
    }));
    const answers = await ask(cases);
    cases.forEach(({ count, x }, i) => {
      const { digits, exponent, flags } = answers[i]!;
      const own = digitsOf(x, count);
      expect({ digits, exponent, flags }, `${x} ${count}`).toEqual({
        digits: own.text,
        exponent: own.exponent,
        flags: (own.isNegative ? 1 : 0) + 2,
      });
      // JavaScript's digits are exact, but for ties, which it rounds away from zero.
      if (x === 0 || count < 1 || count > 100) return;
      const [mantissa, power] = Math.abs(x)
        .toExponential(count - 1)
        .split("e") as [string, string];
      const isTie = BigInt(own.text) % 2n === 0n && isHalfway(x, own);
      if (!isTie) expect([own.text, own.exponent]).toEqual([mantissa.replace(".", ""), Number(power) + 1]);
    });
  });

  it("names what is no number", async () => {
    const cases = [Infinity, -Infinity, NaN].flatMap((x) =>
      [0, 2, 3, 6].map((count) => ({ count, x, text: "0" })),
    );
    const answers = await ask(cases);
    cases.forEach(({ x, count }, i) => {
      const own = digitsOf(x, count);
      expect(own.isNumber).toBe(false);
      expect(answers[i]).toMatchObject({ digits: own.text, exponent: 0, flags: own.isNegative ? 1 : 0 });
    });
  });
});

/** Whether the double lies in the middle between these digits and the next ones. */
function isHalfway(x: number, { text, exponent }: { text: string; exponent: number }): boolean {
  const exact = digitsOf(x, 800);
  const shift = exact.exponent - exponent;
  return BigInt(exact.text.slice(text.length - shift)) === 5n * 10n ** BigInt(799 - text.length + shift);
}

describe("from text", () => {
  it("comes back from 17 digits", async () => {
    const cases = doubles.map((x) => {
      const { text, exponent, isNegative } = digitsOf(x, 17);
      return { count: 1, x, text: `${isNegative ? "-" : ""}.${text}e${exponent}` };
    });
    const answers = await ask(cases);
    cases.forEach(({ x, text }, i) => {
      expect(answers[i]!.value, text).toBe(x);
      expect(floatOf(text), text).toBe(x);
    });
  });

  it("rounds any number of digits correctly", async () => {
    const texts = doubles.flatMap((x, i) => {
      // Exactly in the middle of two doubles, and just beside it.
      const next = doubleOf(bitsOf(Math.abs(x)) + 1n);
      if (!Number.isFinite(next) || x === 0) return [];
      const exact = middle(Math.abs(x));
      const short = digitsOf(x, 1 + (i % 25));
      const plain = `${short.text}e${short.exponent - short.text.length}`;
      return i % 4 === 0 ? [exact, exact.replace("e", "1e"), below(exact), plain] : [plain];
    });
    const cases = texts.map((text) => ({ count: 1, x: 1, text }));
    const answers = await ask(cases);
    texts.forEach((text, i) => {
      expect(answers[i]!.value, text).toBe(Number(text));
      expect(floatOf(text), text).toBe(Number(text));
    });
  });

  it("takes the forms of the standard, and no others", async () => {
    const forms =
      "1 1. .1 +1 -1 1e 1E5 1d3 1D-3 1+2 1-2 1.5e+3 -.5e-2 00001 0e 1e400 -1e400 1e-400 9e+ 9d- 0.000001e7 . e .e + - 1e+-3 1ee 1x inf nan 0x10 1,0 1.2.3 --1 e5 1e99999999999999999999 0e99999999999999999999".split(
        " ",
      );
    const long = [`1${"0".repeat(5000)}e-5000`, `.${"0".repeat(5000)}1e5001`, `${"9".repeat(2000)}e-1990`];
    const texts = [...forms, ...long];
    const answers = await ask(texts.map((text) => ({ count: 1, x: 1, text })));
    expect(texts.map((_, i) => answers[i]!.value)).toEqual(texts.map(floatOf));
    expect(floatOf("1+2")).toBe(100);
    expect(floatOf("-1e400")).toBe(-Infinity);
    expect(floatOf("1e-400")).toBe(0);
    expect(long.map(floatOf)).toEqual([1, 1, 1e10]);
    for (const wrong of ". e .e + - 1e+-3 inf 0x10".split(" ")) expect(floatOf(wrong), wrong).toBe(undefined);
    expect([floatOf(""), floatOf("  "), floatOf(" 1"), floatOf("1 ")]).toEqual([0, 0, undefined, undefined]);
  });
});

/** The middle between a positive double and the next one, in full. */
function middle(x: number): string {
  const bits = bitsOf(x);
  const field = bits >> 52n;
  const mantissa = (bits & ((1n << 52n) - 1n)) | (field === 0n ? 0n : 1n << 52n);
  const power = (field > 1n ? field : 1n) - 1075n - 1n;
  const m = 2n * mantissa + 1n;
  return power >= 0n ? `${m << power}e0` : `${m * 5n ** -power}e${power}`;
}

/** A little less, by digits that only a long reader sees. */
function below(text: string): string {
  const [digits, power] = text.split("e") as [string, string];
  return `${BigInt(digits) - 1n}${"9".repeat(30)}e${Number(power) - 30}`;
}
