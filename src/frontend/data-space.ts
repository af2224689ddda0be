/**
 * Data space while compiling: units of bytes in which some cells hold addresses.
 *
 * A unit is the data space between two definitions, a string, or the user area of a thread. Its bytes
 * are real; a cell that holds an address is kept apart in `symbolic`, by offset, because its bytes are
 * not known. Frozen units become data objects of the binary with relocations.
 *
 * Writes are journalled so that a phrase can be undone: while a journal is open, each change adds a
 * closure that undoes it.
 *
 * Once part of the top level was left to the running program, that program may have read what a unit held:
 * it is *exposed*, and what the binary has of it is its content at that time. From then on the bytes here
 * are a *shadow*: what the unit holds where the startup code is so far. Where that is not known either, a cell
 * holds an Unknown, or all that the unit had is *unknown*.
 */
import { CONTEXT } from "../codegen/ir/layout.ts";
import type { SharedKind } from "../codegen/ir/types.ts";
import {
  Address,
  type Cell,
  floatBits,
  floatOf,
  fromBig,
  type KnownFloat,
  NoAnswer,
  Opaque,
  SOMETHING,
  toBig,
  Unknown,
} from "./cell.ts";
import { type Place, placeOf, reachableUnits } from "./reach.ts";

export interface Unit {
  readonly kind: "unit";
  readonly id: number;
  /** For symbols in the assembly: the word that it belongs to, or what it is. */
  name: string;
  /** Allotted bytes. `bytes` may be longer (room to grow) or shorter (the rest is zero): at first it is empty. */
  size: number;
  bytes: Uint8Array;
  /** Cells that hold addresses, and those of which nothing is known, by offset; `hold` adds to them. */
  symbolic: ReadonlyMap<number, Address | Unknown>;
  /** What the program starts with, if the content has changed since. */
  initial: { bytes: Uint8Array; symbolic: ReadonlyMap<number, Address | Unknown> } | undefined;
  /** `compiler`: cells of the compiler itself that words look at, such as `state`. */
  role: "data" | "string" | "user" | "compiler";
  /** String literals do not change while compiling. */
  readonly: boolean;
  /** A string literal whose address the program has: it is not shared, and the running program may write to it. */
  owned: boolean;
  /** Bytes before this offset may have been changed by startup code: reads have no answer. */
  unknownEnd: number;
  /** Bytes from this offset on are as those of an unknown unit. */
  knownSize: number;
  /** Startup code may have read it: writes are for the running program to do. */
  exposed: boolean;
  /** What it was made as, if that is something that threads share. */
  shared: SharedKind | undefined;
}

export type Journal = (() => void)[];

/** A place that was written to. */
export interface Touched {
  unit: Unit;
  offset: number;
  length: number;
}

/** An access outside of every object, to no address at all, or to a string literal's bytes. */
export class BadAddress extends Error {}

/** The running program may move `>in` to where only it knows. */
export class LostPosition extends Error {}

/** What lies between the base and `pad` is made anew each time it is used. */
const isTransient = (unit: Unit, offset: number): boolean =>
  unit.role === "user" && offset >= CONTEXT.hld && offset < CONTEXT.pad;

/** The address of the number base, or of what lies before it in the user area. */
export const leadsToBase = (cell: Cell): boolean =>
  cell instanceof Address &&
  cell.base.kind === "unit" &&
  cell.base.role === "user" &&
  cell.offset < CONTEXT.hld;

/** Of units that had nothing to hold yet, which are most of them. */
const NO_BYTES = new Uint8Array(0);
const NO_CELLS: ReadonlyMap<number, Address | Unknown> = new Map();

function hold(unit: Unit, offset: number, value: Address | Unknown): void {
  if (unit.symbolic === NO_CELLS) unit.symbolic = new Map();
  (unit.symbolic as Map<number, Address | Unknown>).set(offset, value);
}

function release(unit: Unit, offset: number): void {
  if (unit.symbolic.size > 0) (unit.symbolic as Map<number, Address | Unknown>).delete(offset);
}

/** Little-endian halves of cells, without a `DataView`, which costs more than the few bytes of a variable. */
const half = (bytes: Uint8Array, at: number): number =>
  bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);

function setHalf(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >> 8;
  bytes[at + 2] = value >> 16;
  bytes[at + 3] = value >> 24;
}

function keepInitial(unit: Unit): void {
  unit.initial ??= { bytes: unit.bytes.slice(), symbolic: new Map(unit.symbolic) };
}

/** Beyond this many bytes, all of a unit is unknown. */
const MAX_MARKED = 1024;

/** Words may use the space after `here` without allotting it, as scratch, as far as this. */
const SCRATCH = 65536;

/** Size of the running program's data space, which `src/runtime-c/data-space.c` maps. */
export const RUNTIME_SPACE = 2 ** 28;

export class DataSpace {
  readonly units: Unit[] = [];
  /** The unit that `here` is in. */
  current: Unit;
  /** While open, every change pushes what undoes it. */
  journal: Journal | undefined = undefined;
  /** While there, it gets every place that is written to. */
  touched: Map<string, Touched> | undefined = undefined;
  /** Writes follow what the running program does: they change the shadow. */
  shadowing = false;
  /**
   * The unit at whose end `here` of the running program begins. From then on data space is the running
   * program's to allot; before, that is the unit that is current at the end.
   */
  open: Unit | undefined = undefined;
  /** The cell of `>in`, of which it must be known what it holds. */
  watched: Unit | undefined = undefined;
  /** What an unknown value may hold the address of. */
  readonly leaked = new Set<Place>();
  /** The address of the number base lies somewhere: any word may change the base. */
  holdsBase = false;
  /** Bytes that became non-zero less those that became zero, counted by cells. */
  nonZero = 0;

  constructor() {
    this.current = this.newUnit("data", "data");
  }

  newUnit(name: string, role: Unit["role"], size = 0): Unit {
    const unit: Unit = {
      kind: "unit",
      id: this.units.length,
      name,
      size,
      bytes: NO_BYTES,
      symbolic: NO_CELLS,
      initial: undefined,
      role,
      readonly: role === "string",
      owned: false,
      unknownEnd: 0,
      knownSize: Number.POSITIVE_INFINITY,
      exposed: false,
      shared: undefined,
    };
    this.units.push(unit);
    return unit;
  }

  /** What threads share, such as a channel. */
  newShared(kind: SharedKind, size: number): Unit {
    const unit = this.newUnit(kind, "data", size);
    unit.shared = kind;
    return unit;
  }

  /** Starts the unit of a new definition; even empty ones have addresses of their own. */
  startUnit(name: string): Unit {
    const before = this.current;
    this.current = this.newUnit(name, "data");
    this.journal?.push(() => {
      this.current = before;
    });
    return this.current;
  }

  here(): Address {
    return new Address(this.current, this.current.size);
  }

  /** From here on data space is allotted by the running program. */
  leave(): void {
    this.open = this.current;
    this.startUnit("data");
  }

  /** Moves `here` by n bytes, which may be negative as far as the unit's beginning. */
  allot(n: number): void {
    const unit = this.current;
    const size = unit.size;
    if (size + n < 0) throw new BadAddress("allot releases more than the last definition allotted");
    unit.size = size + n;
    this.journal?.push(() => {
      unit.size = size;
    });
  }

  /** Lets `here` be where it was once, at the end of a unit that had `size` bytes. */
  backTo(unit: Unit, size: number): void {
    const before = this.current;
    const sizeBefore = unit.size;
    this.current = unit;
    unit.size = size;
    this.journal?.push(() => {
      this.current = before;
      unit.size = sizeBefore;
    });
  }

  /** Bytes that can still be allotted, of as many as the running program has. */
  unused(): number {
    const used = this.units.reduce((sum, unit) => sum + (unit.role === "data" ? unit.size : 0), 0);
    return Math.max(RUNTIME_SPACE - used, 0);
  }

  align(boundary: number): void {
    const rest = this.current.size % boundary;
    if (rest !== 0) this.allot(boundary - rest);
  }

  /** A new string literal with these bytes; `owned` if it is more than text to print. */
  string(bytes: Uint8Array, owned = false): Address {
    const unit = this.newUnit("string", "string", bytes.length);
    unit.owned = owned;
    unit.bytes = bytes;
    return new Address(unit, 0);
  }

  private locate(a: Cell, length: number, writing: boolean): Unit {
    if (!(a instanceof Address)) {
      if (a instanceof Unknown)
        throw new NoAnswer("the address is a value that only the running program has");
      throw new BadAddress("invalid memory address");
    }
    const unit = a.base;
    if (unit.kind !== "unit") throw new NoAnswer("it looks into an execution token");
    const end = a.offset + length;
    const limit = unit === this.current ? unit.size + SCRATCH : unit.size;
    if (a.offset < 0 || end > limit) throw new NoAnswer("it reaches beyond the data it has the address of");
    if (writing && unit.readonly) throw new NoAnswer("it writes to a string literal");
    if (writing && unit.exposed && !isTransient(unit, a.offset)) {
      if (!this.shadowing) throw new NoAnswer("it changes data that the running program uses");
      keepInitial(unit);
    }
    if (writing && !isTransient(unit, a.offset)) {
      this.touch(unit, a.offset, length);
      if (this.shadowing && a.offset < unit.unknownEnd) return unit;
    }
    if (a.offset < unit.unknownEnd || end > unit.knownSize)
      throw new NoAnswer("it uses data that the running program may have changed");
    return unit;
  }

  private touch(unit: Unit, offset: number, length: number): void {
    this.touched?.set(`${unit.id} ${offset} ${length}`, { unit, offset, length });
  }

  /** The cell that is there, if one was written and it is known. */
  valueAt({ unit, offset, length }: Touched): Cell | undefined {
    if (length !== 8) return undefined;
    try {
      return this.readCell(new Address(unit, offset));
    } catch (e) {
      if (e instanceof NoAnswer) return undefined;
      throw e;
    }
  }

  /** Changes the shadow. */
  shadow<T>(change: () => T): T {
    const { shadowing } = this;
    this.shadowing = true;
    try {
      return change();
    } finally {
      this.shadowing = shadowing;
    }
  }

  /** The running program knows an address that the compiler may lose sight of. */
  leak(cell: Cell): void {
    const place = placeOf(cell);
    if (place !== undefined) this.leaked.add(place);
  }

  /**
   * The running program has written something here, the compiler does not know what. `forever`: nor will it
   * know what is there after the next write.
   */
  forget(unit: Unit, offset = 0, most = Number.POSITIVE_INFINITY, forever = false): void {
    if (unit === this.watched) throw new LostPosition();
    if ((unit.role === "string" && !unit.owned) || unit.role === "compiler") return;
    if (unit.unknownEnd >= unit.size && unit.size > 0) return;
    keepInitial(unit);
    const length = Math.min(most, Math.max(unit.size - offset, 0));
    this.touch(unit, offset, length);
    // Of the system's own variables only the base is asked for, and who writes to it is known.
    if (unit.role === "user" && (offset !== CONTEXT.base || most !== 8)) {
      const { knownSize } = unit;
      const end = Math.max(offset, CONTEXT.pad);
      unit.knownSize = Math.min(knownSize, end);
      this.journal?.push(() => {
        unit.knownSize = knownSize;
      });
      return;
    }
    if (forever || length > MAX_MARKED) {
      for (const held of unit.symbolic.values()) this.leak(held);
      const { unknownEnd } = unit;
      unit.unknownEnd = unit.size;
      this.journal?.push(() => {
        unit.unknownEnd = unknownEnd;
      });
      return;
    }
    const mark = (at: number): void => {
      const held = unit.symbolic.get(at);
      if (held !== undefined) this.leak(held);
      hold(unit, at, SOMETHING);
      this.journal?.push(() => {
        if (held === undefined) release(unit, at);
        else hold(unit, at, held);
      });
    };
    for (let at = offset - 7; at < offset; at++) if (unit.symbolic.has(at)) mark(at);
    for (let at = offset; at < offset + length; at++) {
      if ((at - offset) % 8 === 0 || unit.symbolic.has(at)) mark(at);
    }
  }

  /** The running program has written something through a pointer that the compiler does not know. */
  forgetLeaked(roots: readonly Place[] = []): void {
    for (const unit of reachableUnits([...this.leaked, ...roots])) this.forget(unit);
  }

  /** Makes `bytes` long enough for `end`. */
  private reserve(unit: Unit, end: number): void {
    if (end <= unit.bytes.length) return;
    const bytes = new Uint8Array(Math.max(end, 2 * unit.bytes.length, 16));
    bytes.set(unit.bytes);
    unit.bytes = bytes;
  }

  /** No symbolic cell may lie partly in [offset, offset + length); one that lies in it wholly may, if `whole`. */
  private checkSymbolic(unit: Unit, offset: number, length: number): void {
    for (let at = offset - 7; at < offset + length; at++) {
      if (unit.symbolic.has(at)) throw new NoAnswer("it takes an address apart");
    }
  }

  readCell(a: Cell): Cell {
    const unit = this.locate(a, 8, false);
    const { offset } = a as Address;
    if (unit.symbolic.size > 0) {
      const held = unit.symbolic.get(offset);
      if (held === SOMETHING) throw new NoAnswer("it uses data that the running program may have changed");
      if (held !== undefined) return held;
      this.checkSymbolic(unit, offset, 8);
    }
    if (offset + 8 > unit.bytes.length) {
      if (offset >= unit.bytes.length) return 0;
      this.reserve(unit, offset + 8);
    }
    const low = half(unit.bytes, offset) >>> 0;
    const high = half(unit.bytes, offset + 4);
    if (high >= -0x200000 && high < 0x200000) {
      const n = high * 0x100000000 + low;
      if (n !== -(2 ** 53)) return n;
    }
    return fromBig((BigInt(high) << 32n) | BigInt(low));
  }

  writeCell(a: Cell, value: Cell): void {
    if (value instanceof Opaque || (value instanceof Unknown && !this.shadowing)) {
      throw new NoAnswer("it stores a value that only the running program has");
    }
    const unit = this.locate(a, 8, true);
    const { offset } = a as Address;
    const held = unit.symbolic.get(offset);
    if (held === undefined && unit.symbolic.size > 0) this.checkSymbolic(unit, offset, 8);
    // Many a variable is zero from its beginning to its end.
    if (value === 0 && held === undefined && offset >= unit.bytes.length) return;
    this.reserve(unit, offset + 8);
    const low = half(unit.bytes, offset);
    const high = half(unit.bytes, offset + 4);
    const wasZero = low === 0 && high === 0 && held === undefined;
    this.journal?.push(() => {
      this.reserve(unit, offset + 8);
      setHalf(unit.bytes, offset, low);
      setHalf(unit.bytes, offset + 4, high);
      if (held === undefined) release(unit, offset);
      else hold(unit, offset, held);
    });
    if (offset < unit.unknownEnd) this.leak(value);
    if (value instanceof Address || value instanceof Unknown) {
      if (leadsToBase(value)) this.holdsBase = true;
      hold(unit, offset, value);
      setHalf(unit.bytes, offset, 0);
      setHalf(unit.bytes, offset + 4, 0);
      if (wasZero) this.nonZero += 8;
      return;
    }
    if (held !== undefined) release(unit, offset);
    if (typeof value === "number" && (value | 0) === value) {
      setHalf(unit.bytes, offset, value);
      setHalf(unit.bytes, offset + 4, value < 0 ? -1 : 0);
    } else {
      const big = BigInt(value);
      setHalf(unit.bytes, offset, Number(BigInt.asIntN(32, big)));
      setHalf(unit.bytes, offset + 4, Number(BigInt.asIntN(32, big >> 32n)));
    }
    if (wasZero === (value !== 0)) this.nonZero += wasZero ? 8 : -8;
  }

  /** An address is none that a float could be made of. */
  readFloat(a: Cell): KnownFloat {
    const bits = this.readCell(a);
    if (bits instanceof Address) throw new NoAnswer("it takes an address for a float");
    return floatOf(toBig(bits));
  }

  writeFloat(a: Cell, value: KnownFloat): void {
    this.writeCell(a, fromBig(floatBits(value)));
  }

  /** `width` bytes (1, 2 or 4), zero-extended. */
  readSmall(a: Cell, width: 1 | 2 | 4): number {
    const unit = this.locate(a, width, false);
    const { offset } = a as Address;
    if (unit.symbolic.size > 0) this.checkSymbolic(unit, offset, width);
    let value = 0;
    for (let k = width - 1; k >= 0; k--) value = value * 256 + (unit.bytes[offset + k] ?? 0);
    return value;
  }

  writeSmall(a: Cell, value: Cell, width: 1 | 2 | 4): void {
    const unit = this.locate(a, width, true);
    const { offset } = a as Address;
    if (typeof value === "object") throw new NoAnswer("it stores part of an address");
    this.reserve(unit, offset + width);
    if (unit.symbolic.size > 0) this.checkSymbolic(unit, offset, width);
    let rest = typeof value === "number" && value >= 0 ? value : Number(BigInt.asUintN(32, BigInt(value)));
    for (let k = 0; k < width; k++) {
      const at = offset + k;
      const old = unit.bytes[at]!;
      const byte = rest % 256;
      rest = Math.floor(rest / 256);
      if (old === byte) continue;
      unit.bytes[at] = byte;
      if (old === 0) this.nonZero++;
      else if (byte === 0) this.nonZero--;
      this.journal?.push(() => {
        unit.bytes[at] = old;
      });
    }
  }

  /** A copy of `length` bytes as they are; the range may hold no addresses. */
  readBytes(a: Cell, length: number): Uint8Array {
    if (length === 0) return new Uint8Array(0);
    const unit = this.locate(a, length, false);
    const { offset } = a as Address;
    if (unit.symbolic.size > 0) this.checkSymbolic(unit, offset, length);
    const copy = new Uint8Array(length);
    copy.set(unit.bytes.subarray(offset, offset + length));
    return copy;
  }

  writeBytes(a: Cell, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const unit = this.locate(a, bytes.length, true);
    const { offset } = a as Address;
    this.reserve(unit, offset + bytes.length);
    if (unit.symbolic.size > 0) this.checkSymbolic(unit, offset, bytes.length);
    const old = unit.bytes.slice(offset, offset + bytes.length);
    this.journal?.push(() => unit.bytes.set(old, offset));
    unit.bytes.set(bytes, offset);
    let change = 0;
    for (let k = 0; k < old.length; k++) change += (old[k] === 0 ? 1 : 0) - (bytes[k] === 0 ? 1 : 0);
    this.nonZero += change;
  }

  /** Copies bytes and the addresses among them; the ranges may overlap. */
  move(from: Cell, to: Cell, length: number): void {
    if (length === 0) return;
    const source = this.locate(from, length, false);
    const target = this.locate(to, length, true);
    if (source.symbolic.size === 0 && target.symbolic.size === 0) {
      this.writeBytes(to, this.readBytes(from, length));
      return;
    }
    // Cell by cell where an address lies, byte by byte elsewhere.
    const start = (from as Address).offset;
    const items: { at: number; value: Cell; cell: boolean }[] = [];
    for (let k = 0; k < length; ) {
      const held = source.symbolic.get(start + k);
      if (held !== undefined && k + 8 <= length) {
        items.push({ at: k, value: held, cell: true });
        k += 8;
      } else {
        items.push({ at: k, value: this.readSmall(new Address(source, start + k), 1), cell: false });
        k++;
      }
    }
    const base = (to as Address).offset;
    for (let k = 0; k + 8 <= length; k++) {
      if (target.symbolic.has(base + k)) this.writeCell(new Address(target, base + k), 0);
    }
    for (const { at, value, cell } of items) {
      const place = new Address(target, base + at);
      if (cell) this.writeCell(place, value);
      else this.writeSmall(place, value, 1);
    }
  }

  fill(a: Cell, length: number, byte: number): void {
    if (length === 0) return;
    const unit = this.locate(a, length, true);
    const { offset } = a as Address;
    for (let at = offset; at + 8 <= offset + length; at++) {
      if (unit.symbolic.has(at)) this.writeCell(new Address(unit, at), 0);
    }
    this.writeBytes(a, new Uint8Array(length).fill(byte));
  }
}
