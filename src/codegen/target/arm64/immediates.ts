/** Which numbers fit in instructions, and how long others take. Arm ARM (DDI 0487), C3.4 and C6.2. */

/** `add`, `sub` and comparisons: 12 bits, or 12 bits shifted by 12. */
export function fitsAdd(value: bigint): boolean {
  if (value < 0n || value > 0xfff000n) return false;
  const n = Number(value);
  return n < 4096 || (n & 0xfff) === 0;
}

const ONES = (1n << 64n) - 1n;

/**
 * `and`, `orr`, `eor`, `tst`: elements of 2 to 64 bits, repeated, each a run of ones, turned. Zero and all ones are
 * none.
 */
export function fitsLogical(value: bigint): boolean {
  let bits = BigInt.asUintN(64, value);
  if (bits === 0n || bits === ONES) return false;
  let size = 64n;
  while (size > 2n) {
    const half = size >> 1n;
    const mask = (1n << half) - 1n;
    if ((bits & mask) !== ((bits >> half) & mask)) break;
    bits &= mask;
    size = half;
  }
  const all = (1n << size) - 1n;
  return isRun(bits) || isRun(~bits & all);
}

/** Ones side by side, and no others. */
function isRun(bits: bigint): boolean {
  if (bits === 0n) return false;
  const lowest = bits & -bits;
  const sum = bits + lowest;
  return (sum & bits) === 0n;
}

/** Of 32 bits. */
export const fitsLogical32 = (value: bigint): boolean => {
  const low = BigInt.asUintN(32, value);
  return fitsLogical(low | (low << 32n));
};

/** If the value is 2^n - 1, n; else 0. */
export function maskWidth(value: bigint): number {
  if (value <= 0n) return value === -1n ? 64 : 0;
  return (value & (value + 1n)) === 0n ? value.toString(2).length : 0;
}

/** If the value is one bit, its number; else -1. */
export function bitNumber(value: bigint): number {
  const bits = BigInt.asUintN(64, value);
  return bits !== 0n && (bits & (bits - 1n)) === 0n ? bits.toString(2).length - 1 : -1;
}

const CHUNKS = [0n, 16n, 32n, 48n];

/** Instructions that make the number in a register. */
export function movesFor(value: bigint): number {
  if (value >= -0x10000n && value < 0x10000n) return 1;
  let zeroes = 0;
  let ones = 0;
  for (const shift of CHUNKS) {
    const chunk = Number((value >> shift) & 0xffffn);
    if (chunk === 0) zeroes++;
    else if (chunk === 0xffff) ones++;
  }
  const moves = 4 - Math.max(zeroes, ones);
  return moves <= 1 || fitsLogical(value) ? 1 : moves;
}

/** Those instructions, without the register. */
export function movesOf(value: bigint): { op: string; text: string }[] {
  const zero = CHUNKS.filter((shift) => ((value >> shift) & 0xffffn) === 0n).length;
  const one = CHUNKS.filter((shift) => ((value >> shift) & 0xffffn) === 0xffffn).length;
  const inverted = one > zero;
  if (Math.max(zero, one) < 3 && fitsLogical(value)) return [{ op: "mov", text: `#${value}` }];
  const blank = inverted ? 0xffffn : 0n;
  const moves: { op: string; text: string }[] = [];
  for (const shift of CHUNKS) {
    const chunk = (value >> shift) & 0xffffn;
    if (chunk === blank) continue;
    const amount = shift === 0n ? "" : `,lsl #${shift}`;
    if (moves.length > 0) moves.push({ op: "movk", text: `#${chunk}${amount}` });
    else if (inverted) moves.push({ op: "movn", text: `#${chunk ^ 0xffffn}${amount}` });
    else moves.push({ op: "mov", text: shift === 0n ? `#${chunk}` : `#${chunk << shift}` });
  }
  if (moves.length === 0) moves.push({ op: "mov", text: inverted ? "#-1" : "#0" });
  return moves;
}

/** Whether `fmov` can make the double: a sign, 3 bits of exponent and 4 of fraction. */
export function fitsFloat(bits: bigint): boolean {
  const fraction = bits & 0xfffffffffffffn;
  if ((fraction & 0xffffffffffffn) !== 0n) return false;
  const exponent = Number((BigInt.asUintN(64, bits) >> 52n) & 0x7ffn) - 1023;
  return exponent >= -3 && exponent <= 4;
}

export function floatText(bits: bigint): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, bits);
  return String(view.getFloat64(0));
}

/** Displacements that an access of `width` bytes takes: 9 bits with a sign, or 12 bits of multiples of the width. */
export function fitsAccess(disp: bigint, width: number): boolean {
  if (disp >= -256n && disp < 256n) return true;
  if (disp < 0n || disp > 4095n * 8n) return false;
  const n = Number(disp);
  return n % width === 0 && n / width < 4096;
}
