/**
 * Input: source text read line by line, as the standard's parsing words see it, and the recognizer for
 * numbers. The parse area is one line of a file or the whole of a string given to `evaluate`.
 */

import { type SourceFile, type Span, sourceFile } from "../support/source.ts";
import type { Address } from "./cell.ts";

export interface Source {
  file: SourceFile;
  /** The parse area, as offsets into `file.text`: [start, end). */
  start: number;
  end: number;
  /** Where parsing goes on: what `>in` counts from `start`. */
  at: number;
  /** A string has a single line and cannot be refilled. */
  isString: boolean;
  /** No other source has this number: `restore-input` goes nowhere else. */
  id: number;
  /** Where the parse area lies for the program, once it has asked; of a string, where it was. */
  address: Address | undefined;
}

let sources = 0;

export function fileSource(file: SourceFile): Source {
  const source: Source = {
    file,
    start: 0,
    end: 0,
    at: 0,
    isString: false,
    id: ++sources,
    address: undefined,
  };
  source.end = lineEnd(file.text, 0);
  return source;
}

/** Text for `evaluate`: all of it counts as line `line` of the file `name`, where it is evaluated. */
export function stringSource(text: string, name: string, line: number, address: Address): Source {
  const file = sourceFile(name, text);
  file.lineStarts = new Array<number>(line).fill(0);
  return { file, start: 0, end: text.length, at: 0, isString: true, id: ++sources, address };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** Makes the next line the parse area; false at the end of the source. */
export function refill(source: Source): boolean {
  if (source.isString || source.end >= source.file.text.length) {
    source.at = source.end;
    return false;
  }
  source.start = source.end + 1;
  source.at = source.start;
  source.end = lineEnd(source.file.text, source.start);
  source.address = undefined;
  return true;
}

/** Blanks are all characters up to the space, and nothing else. */
const isBlank = (text: string, at: number): boolean => text.charCodeAt(at) <= 32;

/** The next name in the parse area, without skipping to another line; undefined if there is none. */
export function parseName(source: Source): Span | undefined {
  const { text } = source.file;
  let start = source.at;
  while (start < source.end && isBlank(text, start)) start++;
  let end = start;
  while (end < source.end && !isBlank(text, end)) end++;
  source.at = Math.min(end + 1, source.end);
  return end > start ? { file: source.file, start, end } : undefined;
}

/** The text up to a delimiter (which is skipped) or the end of the parse area; whether it was there. */
export function parseTo(source: Source, delimiter: string): { span: Span; found: boolean } {
  const { file, at: start } = source;
  const found = file.text.indexOf(delimiter, start);
  if (found < 0 || found >= source.end) {
    source.at = source.end;
    return { span: { file, start, end: source.end }, found: false };
  }
  source.at = found + 1;
  return { span: { file, start, end: found }, found: true };
}

/** Skips delimiters; all blanks count as a space. */
export function skipDelimiters(source: Source, delimiter: string): void {
  const { text } = source.file;
  while (source.at < source.end) {
    if (delimiter === " " ? !isBlank(text, source.at) : text[source.at] !== delimiter) return;
    source.at++;
  }
}

export const textOf = (span: Span): string => span.file.text.slice(span.start, span.end);

/** With so many digits a number is a safe integer in any base there are digits for: 36 ** 9 is less than 2 ** 53. */
const FEW_DIGITS = 9;
const MAX_BASE = 36;

/** A short row of digits, perhaps with a minus before it: what most numbers are. Others are for `recognizeNumber`. */
export function smallNumber(token: string, base: number): number | undefined {
  const { length } = token;
  const start = token.charCodeAt(0) === MINUS ? 1 : 0;
  if (length === start || length > start + FEW_DIGITS || base > MAX_BASE) return undefined;
  let value = 0;
  for (let k = start; k < length; k++) {
    const digit = digitOf(token.charCodeAt(k));
    if (digit >= base) return undefined;
    value = value * base + digit;
  }
  return start === 0 ? value : 0 - value;
}

const MINUS = 45;

/** What a character is worth as a digit; `MAX_BASE` if it is none. */
const digitOf = (c: number): number =>
  c >= 48 && c <= 57 ? c - 48 : c >= 97 && c <= 122 ? c - 87 : c >= 65 && c <= 90 ? c - 55 : MAX_BASE;

export type NumberToken =
  | { kind: "cell"; value: bigint }
  | { kind: "double"; value: bigint }
  | { kind: "float"; value: number }
  | { kind: "overflow" };

const PREFIX_BASE: Record<string, number> = { "#": 10, "&": 10, $: 16, "%": 2 };
/** Forth-2012 12.3.7; as in gforth, digits may also stand only behind the point. */
const FLOAT = /^([+-]?(?:\d+\.?\d*|\.\d+))[eE]([+-]?\d*)$/;

/**
 * Recognizes `123 -5 $ff #10 %101 0xff 'c' 1. 1.5 -$f` (Forth-2012 3.4.1.3; `&`, `0x` and `'c` as in gforth), and
 * floats, `1e -2.5e3`, where the base is ten. Single cells range from -2^63 to 2^64 - 1 and wrap; doubles
 * likewise with 128 bits.
 */
export function recognizeNumber(token: string, base: number): NumberToken | undefined {
  if (token[0] === "'" && token.length >= 2 && token !== "''") {
    const closed = token.length >= 3 && token[token.length - 1] === "'";
    const code = character(closed ? token.slice(1, -1) : token.slice(1));
    if (code !== undefined) return { kind: "cell", value: BigInt(code) };
  }
  let text = token;
  let negative = false;
  const sign = (): void => {
    if (!negative && text[0] === "-") {
      negative = true;
      text = text.slice(1);
    }
  };
  sign();
  let radix = base;
  const prefix = PREFIX_BASE[text[0] ?? ""];
  if (prefix !== undefined) {
    radix = prefix;
    text = text.slice(1);
    sign();
  } else if (/^0x/i.test(text) && base <= 33) {
    radix = 16;
    text = text.slice(2);
  }
  // gforth takes a dot anywhere behind the first digit.
  const double = text.lastIndexOf(".") > 0 && text[0] !== ".";
  if (double) text = text.replaceAll(".", "");
  if (text === "") return undefined;
  const value = digits(text, radix);
  if (value === undefined) return base === 10 ? recognizeFloat(token) : undefined;
  const bits = double ? 128n : 64n;
  if (value >= 1n << bits || (negative && value > 1n << (bits - 1n))) return { kind: "overflow" };
  return { kind: double ? "double" : "cell", value: negative ? -value : value };
}

/** The code point of a single character, whose bytes may be UTF-8. */
function character(bytes: string): number | undefined {
  if (bytes.length === 1) return bytes.charCodeAt(0);
  if (bytes.length > 4) return undefined;
  const text = Buffer.from(bytes, "latin1").toString("utf8");
  const code = text.codePointAt(0)!;
  return text === String.fromCodePoint(code) && code !== 0xfffd ? code : undefined;
}

/** The code point that a name begins with; a byte that begins no character in UTF-8 stands for itself. */
export function firstCharacter(name: string): number {
  const byte = name.charCodeAt(0);
  const length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  return character(name.slice(0, length)) ?? byte;
}

function recognizeFloat(token: string): NumberToken | undefined {
  const match = FLOAT.exec(token);
  if (match === null) return undefined;
  const exponent = match[2]!;
  // An exponent without digits is 0. JavaScript rounds to nearest, as it has to be.
  const value = Number(`${match[1]}e${/\d/.test(exponent) ? exponent : "0"}`);
  return { kind: "float", value };
}

/** Fits into no double. */
const TOO_LARGE = 1n << 128n;

function digits(text: string, radix: number): bigint | undefined {
  // A base may be larger than there are digits for.
  const limit = Math.min(radix, MAX_BASE);
  let value = 0;
  let big: bigint | undefined = radix > MAX_BASE ? 0n : undefined;
  for (let k = 0; k < text.length; k++) {
    const digit = digitOf(text.charCodeAt(k));
    if (digit >= limit) return undefined;
    if (big === undefined && value > 2 ** 47) big = BigInt(value);
    if (big === undefined) value = value * radix + digit;
    // Too large is too large: a long row of digits costs no more for its length.
    else if (big < TOO_LARGE) big = big * BigInt(radix) + BigInt(digit);
  }
  return big ?? BigInt(value);
}
