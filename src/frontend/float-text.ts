/**
 * Doubles to and from decimal text, exactly; the runtime does the same (src/runtime-c/float-text.c). `Number` of
 * a text is the nearest double, so only digits are computed here.
 */
import { bitsOf } from "../codegen/ir/float.ts";

/** What `represent` gives. */
export interface Digits {
  /** As many characters as were asked for; the name of what is no number, cut or with blanks. */
  text: string;
  /** The number is 0.d1d2d3... * 10^exponent. */
  exponent: number;
  isNegative: boolean;
  isNumber: boolean;
}

/** No double has more digits. */
const MAX_DIGITS = 800;

/** The first `count` digits, the last one rounded to nearest, ties to even. */
export function digitsOf(x: number, count: number): Digits {
  const isNegative = !Number.isNaN(x) && bitsOf(x) < 0n;
  if (!Number.isFinite(x)) {
    const name = Number.isNaN(x) ? "nan" : "inf";
    return { text: name.padEnd(count).slice(0, count), exponent: 0, isNegative, isNumber: false };
  }
  if (x === 0) return { text: "0".repeat(count), exponent: 1, isNegative, isNumber: true };
  const { text, exponent } = roundedDigits(Math.abs(x), Math.min(count, MAX_DIGITS));
  return { text: text.padEnd(count, "0"), exponent, isNegative, isNumber: true };
}

function roundedDigits(x: number, count: number): { text: string; exponent: number } {
  const bits = bitsOf(x);
  const field = Number(bits >> 52n);
  const mantissa = (bits & ((1n << 52n) - 1n)) | (field === 0 ? 0n : 1n << 52n);
  const power = Math.max(field, 1) - 1075;
  let numerator = power >= 0 ? mantissa << BigInt(power) : mantissa;
  let denominator = power >= 0 ? 1n : 1n << BigInt(-power);
  // The exponent of the shortest text is too large where that is a power of ten just above x, as for 1e23.
  const shortest = Number(x.toExponential().split("e")[1]);
  const isBelow =
    shortest >= 0
      ? numerator < denominator * 10n ** BigInt(shortest)
      : numerator * 10n ** BigInt(-shortest) < denominator;
  const exponent = shortest + (isBelow ? 0 : 1);
  const shift = count - exponent;
  if (shift >= 0) numerator *= 10n ** BigInt(shift);
  else denominator *= 10n ** BigInt(-shift);
  let digits = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  if (twice > denominator || (twice === denominator && (digits & 1n) === 1n)) digits++;
  const text = digits === 0n ? "" : digits.toString();
  // Rounded up to a power of ten it has a digit more.
  return text.length > count
    ? { text: text.slice(0, count), exponent: exponent + 1 }
    : { text: text.padStart(count, "0"), exponent };
}

const NUMBER = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:[ED]([+-]?\d*)|([+-]\d*))?$/i;

/** The number in a text, as `>float` takes it; undefined if it is none. */
export function floatOf(text: string): number | undefined {
  if (/^ *$/.test(text)) return 0;
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const exponent = match[2] ?? match[3] ?? "";
  return Number(`${match[1]}e${/\d/.test(exponent) ? exponent : "0"}`);
}
