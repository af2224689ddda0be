/**
 * Doubles as the IR has them, by their bits in a signed `bigint`, and what float ops make of them.
 *
 * JavaScript's numbers are IEEE doubles that round to nearest, so all results are exact ones. NaNs it does not
 * keep apart, so these are treated by bits, the way x86-64 does: an operand that is a NaN comes out quiet,
 * the first one if both are; an invalid operation gives the default NaN. Programs cannot count on that,
 * but folding and execution should differ as little as possible.
 */
const view = new DataView(new ArrayBuffer(8));

export function doubleOf(bits: bigint): number {
  view.setBigInt64(0, bits);
  return view.getFloat64(0);
}

export function bitsOf(value: number): bigint {
  if (Number.isNaN(value)) return DEFAULT_NAN;
  view.setFloat64(0, value);
  return view.getBigInt64(0);
}

export const SIGN_BIT = -(1n << 63n);
const DEFAULT_NAN = -(1n << 51n);
const QUIET = 1n << 51n;

/** The nearest integer, ties to even: adding 2^52 leaves no room for a fraction. */
export function roundEven(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < 2 ** 52)) return x;
  const result = magnitude + 2 ** 52 - 2 ** 52;
  return x < 0 || Object.is(x, -0) ? -result : result;
}

export const unaryFloat =
  (f: (x: number) => number) =>
  (a: bigint): bigint => {
    const x = doubleOf(a);
    return Number.isNaN(x) ? a | QUIET : bitsOf(f(x));
  };

export const binaryFloat =
  (f: (x: number, y: number) => number) =>
  (a: bigint, b: bigint): bigint => {
    const x = doubleOf(a);
    const y = doubleOf(b);
    return Number.isNaN(x) ? a | QUIET : Number.isNaN(y) ? b | QUIET : bitsOf(f(x, y));
  };

export const compareFloats =
  (f: (x: number, y: number) => boolean) =>
  (a: bigint, b: bigint): bigint =>
    f(doubleOf(a), doubleOf(b)) ? -1n : 0n;

/** Truncated; what does not fit, and NaN, is the least cell. */
export function floatToCell(bits: bigint): bigint {
  const x = doubleOf(bits);
  return x >= -(2 ** 63) && x < 2 ** 63 ? BigInt(Math.trunc(x)) : SIGN_BIT;
}

/** `Number` of a big integer rounds to nearest, ties to even. */
export const cellToFloat = (cell: bigint): bigint => bitsOf(Number(cell));

/** The double that a float of 32 bits is. */
export function fromSingle(bits: bigint): bigint {
  if ((bits & 0x7fffffffn) > 0x7f800000n) {
    const sign = (bits >> 31n) & 1n;
    return BigInt.asIntN(64, (sign << 63n) | (0x7ff8n << 48n) | ((bits & 0x7fffffn) << 29n));
  }
  view.setUint32(0, Number(bits));
  return bitsOf(view.getFloat32(0));
}

/** The nearest float of 32 bits, zero-extended. */
export function toSingle(bits: bigint): bigint {
  const value = doubleOf(bits);
  if (Number.isNaN(value)) return ((bits >> 32n) & 0x80000000n) | 0x7fc00000n | ((bits >> 29n) & 0x3fffffn);
  view.setFloat32(0, value);
  return BigInt(view.getUint32(0));
}
