/**
 * What a cell of the evaluator holds, and arithmetic on it.
 *
 * A known number is a JavaScript `number` if it is a safe integer (|n| < 2^53) and a `bigint` in the
 * signed 64-bit range otherwise. Each number has exactly one of the two forms (and there is no -0), so
 * that `===` compares numbers. An address is symbolic: a base and an offset, because where data will
 * lie is known only to the linker. An unknown is a value that only the running program has; its number
 * names the temporary of the startup code that holds it.
 *
 * An operation without an answer at compile time (the low half of an address, say) throws `NoAnswer`;
 * whoever runs the evaluator then leaves the operation to the running program.
 */
import { bitsOf, doubleOf } from "../codegen/ir/float.ts";
import type { Unit } from "./data-space.ts";
import type { Word } from "./word.ts";

export class Address {
  readonly base: Unit | Word;
  readonly offset: number;
  constructor(base: Unit | Word, offset: number) {
    this.base = base;
    this.offset = offset;
  }
}

export class Unknown {
  readonly temp: number;
  constructor(temp: number) {
    this.temp = temp;
  }
}

/** A value that no temporary holds: it is somewhere in the running program. */
export const SOMETHING = new Unknown(-1);

/** What a word may hold and drop but not look at: a return address taken with `r>`. */
export class Opaque {
  readonly opaque = true;
}

/** What `negate` makes of an address: another address of the same base may be added to it. */
export class Negated extends Opaque {
  readonly address: Address;
  constructor(address: Address) {
    super();
    this.address = address;
  }
}

export const isReturnAddress = (c: Cell): boolean => c instanceof Opaque && !(c instanceof Negated);

/** A return address is not to leave the evaluator. */
export function refuseReturnAddress(c: Cell): void {
  if (isReturnAddress(c)) {
    throw new NoAnswer(
      "it uses a return address as data: what `r>` and `r@` give has to be put there by `>r`",
    );
  }
}

export type Cell = number | bigint | Address | Unknown | Opaque;

/** A NaN with other bits than the one that operations make, which is JavaScript's. */
export class Nan {
  readonly bits: bigint;
  constructor(bits: bigint) {
    this.bits = bits;
  }
}

export type KnownFloat = number | Nan;

/** What an item of the float stack is: a double, or one that only the running program has. */
export type Float = KnownFloat | Unknown;

export function floatOf(bits: bigint): KnownFloat {
  const value = doubleOf(bits);
  return !Number.isNaN(value) || bits === bitsOf(value) ? value : new Nan(bits);
}

export const floatBits = (f: KnownFloat): bigint => (typeof f === "number" ? bitsOf(f) : f.bits);

/** The operation cannot be carried out while compiling; the message says why. */
export class NoAnswer extends Error {}

const LIMIT = 2 ** 53;
const MIN = -(1n << 63n);
const INT_MIN = -(2 ** 63);

/** The canonical form of a bigint taken modulo 2^64. */
export function fromBig(b: bigint): number | bigint {
  const wrapped = BigInt.asIntN(64, b);
  const n = Number(wrapped);
  return n > -LIMIT && n < LIMIT ? n : wrapped;
}

/** A known number as a bigint; throws NoAnswer for addresses and unknowns. */
export function toBig(c: Cell): bigint {
  if (typeof c === "number") return BigInt(c);
  if (typeof c === "bigint") return c;
  throw new NoAnswer(c instanceof Unknown ? noUnknown : noAddress);
}

/** As a bigint in [0, 2^64). */
export const toUnsigned = (c: Cell): bigint => BigInt.asUintN(64, toBig(c));

/** A known number as a JavaScript number, rounded if beyond 2^53; throws NoAnswer otherwise. */
export function toNumber(c: Cell): number {
  if (typeof c === "number") return c;
  return Number(toBig(c));
}

/** A known float; throws NoAnswer otherwise. */
export function toFloat(f: Float): KnownFloat {
  if (f instanceof Unknown) throw new NoAnswer(noUnknown);
  return f;
}

export const isKnown = (c: Cell): boolean => !(c instanceof Unknown);
export const flag = (b: boolean): number => (b ? -1 : 0);

const noAddress = "it computes with an address in a way that has an answer only in the running program";
const noUnknown = "it depends on a value that only the running program has";

/** Address arithmetic wraps too far to matter: offsets stay safe integers. */
function offsetBy(a: Address, n: Cell, sign: 1 | -1): Cell {
  if (typeof n !== "number") throw new NoAnswer(n instanceof Unknown ? noUnknown : noAddress);
  if (n === 0) return a;
  const offset = a.offset + sign * n;
  if (!Number.isSafeInteger(offset)) throw new NoAnswer(noAddress);
  return new Address(a.base, offset);
}

export function add(a: Cell, b: Cell): Cell {
  if (typeof a === "number" && typeof b === "number") {
    const r = a + b;
    if (r > -LIMIT && r < LIMIT) return r;
  } else if (b instanceof Negated) return sub(a, b.address);
  else if (a instanceof Negated) return sub(b, a.address);
  else if (a instanceof Address) return offsetBy(a, b, 1);
  else if (b instanceof Address) return offsetBy(b, a, 1);
  return fromBig(toBig(a) + toBig(b));
}

export function sub(a: Cell, b: Cell): Cell {
  if (typeof a === "number" && typeof b === "number") {
    const r = a - b;
    if (r > -LIMIT && r < LIMIT) return r;
  } else if (b instanceof Negated) return add(a, b.address);
  else if (a instanceof Negated) return negate(add(a.address, b));
  else if (a instanceof Address) {
    if (!(b instanceof Address)) return offsetBy(a, b, -1);
    if (a.base === b.base) return a.offset - b.offset;
    throw new NoAnswer(noAddress);
  } else if (b instanceof Address && typeof a === "number") return negate(sub(b, a));
  return fromBig(toBig(a) - toBig(b));
}

export function mul(a: Cell, b: Cell): Cell {
  if (typeof a === "number" && typeof b === "number") {
    const r = a * b;
    // + 0 turns -0 into 0
    if (r > -LIMIT && r < LIMIT) return r + 0;
  }
  return fromBig(toBig(a) * toBig(b));
}

const isInt32 = (a: Cell): a is number => typeof a === "number" && (a | 0) === a;

/** Data units are aligned to cells at least, so the three low bits of an address are those of its offset. */
const LOW_BITS = 7;

export function and(a: Cell, b: Cell): Cell {
  if (isInt32(a) && isInt32(b)) return a & b;
  if (b instanceof Address && !(a instanceof Address)) return and(b, a);
  if (a instanceof Address && isInt32(b) && a.base.kind === "unit" && a.base.role !== "string") {
    if (b >= 0 && b <= LOW_BITS) return a.offset & b;
    if (b < 0 && b >= ~LOW_BITS) return offsetBy(a, a.offset & ~b, -1);
  }
  return fromBig(toBig(a) & toBig(b));
}

export function or(a: Cell, b: Cell): Cell {
  if (isInt32(a) && isInt32(b)) return a | b;
  if (a === 0) return b;
  if (b === 0) return a;
  return fromBig(toBig(a) | toBig(b));
}

export function xor(a: Cell, b: Cell): Cell {
  if (isInt32(a) && isInt32(b)) return a ^ b;
  if (a === 0) return b;
  if (b === 0) return a;
  return fromBig(toBig(a) ^ toBig(b));
}

export const invert = (a: Cell): Cell => (typeof a === "number" ? -1 - a : sub(-1, a));

export function negate(a: Cell): Cell {
  if (typeof a === "number") return 0 - a;
  if (a instanceof Address) return new Negated(a);
  return a instanceof Negated ? a.address : fromBig(-toBig(a));
}

/** Shift counts of 64 and more are ambiguous in the standard; they are taken modulo 64, as the targets do. */
const count = (b: Cell): bigint => toUnsigned(b) & 63n;
export const lshift = (a: Cell, b: Cell): Cell => fromBig(toBig(a) << count(b));
export const rshift = (a: Cell, b: Cell): Cell => fromBig(toUnsigned(a) >> count(b));
export const arshift = (a: Cell, b: Cell): Cell => fromBig(toBig(a) >> count(b));

/** Two different objects never share an address while both offsets lie inside them. */
function sameAddress(a: Cell, b: Cell): boolean {
  if (a instanceof Unknown || b instanceof Unknown) throw new NoAnswer(noUnknown);
  if (a instanceof Negated && b instanceof Negated) return sameAddress(a.address, b.address);
  if (a instanceof Opaque || b instanceof Opaque) throw new NoAnswer(noAddress);
  if (a instanceof Address && b instanceof Address) {
    if (a.base === b.base) return a.offset === b.offset;
    if (inside(a) && inside(b)) return false;
  } else {
    // Null and small numbers (error codes, counts) are never addresses.
    const [address, n] = a instanceof Address ? [a, b] : [b as Address, a];
    if (inside(address) && typeof n === "number" && n < 4096) return false;
  }
  throw new NoAnswer(noAddress);
}

function inside(a: Address): boolean {
  return a.base.kind === "word" ? a.offset === 0 : a.offset >= 0 && a.offset < Math.max(a.base.size, 1);
}

export function equal(a: Cell, b: Cell): boolean {
  if (typeof a !== "object" && typeof b !== "object") return a === b;
  return sameAddress(a, b);
}

export function less(a: Cell, b: Cell): boolean {
  // number and bigint compare correctly with each other
  if (typeof a !== "object" && typeof b !== "object") return a < b;
  return lessAddress(a, b);
}

function lessAddress(a: Cell, b: Cell): boolean {
  if (a instanceof Address && b instanceof Address && a.base === b.base) return a.offset < b.offset;
  // Addresses are positive: user space lies below 2^63.
  if (a instanceof Address && typeof b === "number" && b <= 0) return false;
  if (b instanceof Address && typeof a === "number" && a <= 0) return true;
  throw new NoAnswer(a instanceof Unknown || b instanceof Unknown ? noUnknown : noAddress);
}

export function uless(a: Cell, b: Cell): boolean {
  if (typeof a === "number" && typeof b === "number") {
    if (a >= 0) return b < 0 || a < b;
    return b < 0 && a < b;
  }
  if (a instanceof Address && b instanceof Address && a.base === b.base) return a.offset < b.offset;
  if (a === 0 && b instanceof Address) return true;
  if (b === 0 && typeof a === "object") return false;
  return toUnsigned(a) < toUnsigned(b);
}

/** Whether a branch on the cell takes the "true" way. */
export function truthy(a: Cell): boolean {
  if (typeof a !== "object") return a !== 0;
  if (a instanceof Address) {
    if (inside(a)) return true;
    throw new NoAnswer(noAddress);
  }
  throw new NoAnswer(noUnknown);
}

/** Floored quotient and remainder. The divisor is not zero; the quotient fits. */
export function floored(a: Cell, b: Cell): [quotient: Cell, remainder: Cell] {
  if (typeof a === "number" && typeof b === "number") {
    const q = Math.floor(a / b);
    // The quotient of two safe integers may be rounded; the remainder tells.
    const r = a - q * b;
    if (Math.abs(a) < 2 ** 31 && Math.abs(b) < 2 ** 31) return [q + 0, r + 0];
  }
  const x = toBig(a);
  const y = toBig(b);
  let q = x / y;
  let r = x % y;
  if (r !== 0n && r < 0n !== y < 0n) {
    q -= 1n;
    r += y;
  }
  return [fromBig(q), fromBig(r)];
}

/** Whether the quotient of two known numbers does not fit into a cell. */
export const divisionOverflows = (a: Cell, b: Cell): boolean =>
  b === -1 && (a === INT_MIN || (typeof a === "bigint" && a === MIN));

/**
 * One turn of a `do` loop: the next index, and whether it crossed the boundary between limit - 1 and limit
 * (Forth-2012 6.1.0140). With x = index - limit that is a change of sign of x that is no overflow.
 */
export function stepIndex(index: Cell, limit: Cell, n: Cell): [next: Cell, done: boolean] {
  const next = add(index, n);
  if (n === 1) return [next, equal(next, limit)];
  const x = sub(index, limit);
  const y = add(x, n);
  return [next, less(xor(x, y), 0) && less(xor(x, n), 0)];
}
