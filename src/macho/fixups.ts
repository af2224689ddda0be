/**
 * What dyld writes into a program when it loads it, as the operations of LC_DYLD_INFO_ONLY say it: read into lists, and written
 * again. An operation is the high half of a byte, with a small operand in the low one. Only what the linker uses is known.
 */
import { type Range, refuse, require } from "./image.ts";

/** A word that is to hold the address of something that is imported. */
export interface Bind {
  segment: number;
  /** In the segment. */
  offset: number;
  symbol: string;
}

/** A word that holds an address of the program itself. */
export interface Rebase {
  segment: number;
  offset: number;
}

const DONE = 0x00;
/** The only type for 64 bits: a pointer. */
const POINTER = 1;

const REBASE_TYPE = 0x10;
const REBASE_PLACE = 0x20;
const REBASE_ADD = 0x30;
const REBASE_ADD_WORDS = 0x40;
const REBASE_TIMES_SMALL = 0x50;
const REBASE_TIMES = 0x60;
const REBASE_AND_ADD = 0x70;
const REBASE_TIMES_SKIPPING = 0x80;

const BIND_LIBRARY = 0x10;
const BIND_SYMBOL = 0x40;
const BIND_TYPE = 0x50;
const BIND_PLACE = 0x70;
const BIND_ADD = 0x80;
const BIND_ONE = 0x90;
const BIND_AND_ADD = 0xa0;
const BIND_AND_ADD_WORDS = 0xb0;

const WORD = 8;

class Operations {
  private at: number;
  private readonly end: number;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer, range: Range) {
    this.bytes = bytes;
    this.at = range.offset;
    this.end = range.offset + range.size;
  }

  get more(): boolean {
    return this.at < this.end;
  }

  byte(): number {
    require(this.more, "its fixups end in the middle of one");
    return this.bytes[this.at++]!;
  }

  /** Seven bits in a byte, the lowest first. */
  number(): number {
    let number = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      number += (byte & 0x7f) * scale;
      require(number < 2 ** 52, "a number in its fixups is too large");
      if (byte < 0x80) return number;
    }
  }

  text(): string {
    const from = this.at;
    while (this.byte() !== 0);
    return this.bytes.toString("latin1", from, this.at - 1);
  }
}

export function readRebases(bytes: Buffer, range: Range): Rebase[] {
  const rebases: Rebase[] = [];
  const operations = new Operations(bytes, range);
  let segment = -1;
  let offset = 0;
  const some = (count: number, step: number): void => {
    for (let left = count; left > 0; left--, offset += step) rebases.push({ segment, offset });
  };
  while (operations.more) {
    const byte = operations.byte();
    const operand = byte & 0xf;
    switch (byte & 0xf0) {
      case DONE:
        return rebases;
      case REBASE_TYPE:
        require(operand === POINTER, "it has rebases that are no pointers");
        break;
      case REBASE_PLACE:
        segment = operand;
        offset = operations.number();
        break;
      case REBASE_ADD:
        offset += operations.number();
        break;
      case REBASE_ADD_WORDS:
        offset += operand * WORD;
        break;
      case REBASE_TIMES_SMALL:
        some(operand, WORD);
        break;
      case REBASE_TIMES:
        some(operations.number(), WORD);
        break;
      case REBASE_AND_ADD:
        some(1, WORD + operations.number());
        break;
      case REBASE_TIMES_SKIPPING: {
        const count = operations.number();
        some(count, WORD + operations.number());
        break;
      }
      default:
        refuse(`its rebases have an operation ${byte.toString(16)}`);
    }
  }
  return rebases;
}

/** Of those that are bound when they are first used, each ends by itself. */
export function readBinds(bytes: Buffer, range: Range, lazy: boolean): Bind[] {
  const binds: Bind[] = [];
  const operations = new Operations(bytes, range);
  let segment = -1;
  let offset = 0;
  let symbol: string | undefined;
  let library = 0;
  const one = (step: number): void => {
    require(symbol !== undefined && segment >= 0, "a bind has no symbol or no place");
    require(library === 1, "a bind is of another library than the first");
    binds.push({ segment, offset, symbol });
    offset += WORD + step;
  };
  while (operations.more) {
    const byte = operations.byte();
    const operand = byte & 0xf;
    switch (byte & 0xf0) {
      case DONE:
        if (!lazy) return binds;
        break;
      case BIND_LIBRARY:
        library = operand;
        break;
      case BIND_SYMBOL:
        require(operand === 0, "it has weak imports");
        symbol = operations.text();
        break;
      case BIND_TYPE:
        require(operand === POINTER, "it has binds that are no pointers");
        break;
      case BIND_PLACE:
        segment = operand;
        offset = operations.number();
        break;
      case BIND_ADD:
        offset += operations.number();
        break;
      case BIND_ONE:
        one(0);
        break;
      case BIND_AND_ADD:
        one(operations.number());
        break;
      case BIND_AND_ADD_WORDS:
        one(operand * WORD);
        break;
      default:
        refuse(`its binds have an operation ${byte.toString(16)}`);
    }
  }
  return binds;
}

function pushNumber(out: number[], number: number): void {
  let left = number;
  for (; left >= 0x80; left = Math.floor(left / 128)) out.push((left % 128) | 0x80);
  out.push(left);
}

/** Nothing if there are none. Tables in __LINKEDIT are of whole words. */
function finished(out: number[], isEmpty: boolean): Buffer {
  if (isEmpty) return Buffer.alloc(0);
  out.push(DONE);
  while (out.length % WORD !== 0) out.push(0);
  return Buffer.from(out);
}

/** Sorted by their places. */
export function writeRebases(rebases: readonly Rebase[]): Buffer {
  const out = [REBASE_TYPE | POINTER];
  for (let at = 0; at < rebases.length; ) {
    const { segment, offset } = rebases[at]!;
    let count = 1;
    while (
      rebases[at + count]?.segment === segment &&
      rebases[at + count]!.offset === offset + count * WORD
    ) {
      count++;
    }
    out.push(REBASE_PLACE | segment);
    pushNumber(out, offset);
    if (count < 16) out.push(REBASE_TIMES_SMALL | count);
    else {
      out.push(REBASE_TIMES);
      pushNumber(out, count);
    }
    at += count;
  }
  return finished(out, rebases.length === 0);
}

/** Sorted by their places. */
export function writeBinds(binds: readonly Bind[]): Buffer {
  const out = [BIND_LIBRARY | 1, BIND_TYPE | POINTER];
  let segment = -1;
  let next = 0;
  for (const bind of binds) {
    out.push(BIND_SYMBOL, ...Buffer.from(bind.symbol, "latin1"), 0);
    if (bind.segment !== segment || bind.offset !== next) {
      out.push(BIND_PLACE | bind.segment);
      pushNumber(out, bind.offset);
    }
    out.push(BIND_ONE);
    segment = bind.segment;
    next = bind.offset + WORD;
  }
  return finished(out, binds.length === 0);
}
