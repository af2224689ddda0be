/**
 * Declared stack effects: the comments right after a word's name, such as `( d n -- n f ) ( R: x -- )`.
 *
 * People write such comments in two ways: with the data types of the standard (Forth-2012 2.2.2 and 3.1),
 * where `d` is two cells, `"name"` is parsed text and `r` a float, and as names of plain cells, as in
 * `( a b c d -- )`. So a comment has up to two readings, and inference objects only if none fits. A
 * comment that names an unknown number of cells (`i*x`, `...`) has none. Floats are `r` items or have a part
 * of their own that `F:` begins; plain names may stand for floats, too. A declaration never makes code.
 */
import type { Span } from "../support/source.ts";

/** One reading of a stack comment: how many cells, and how many floats, go in and come out. */
export interface Reading {
  ins: number;
  outs: number;
  fins: number;
  fouts: number;
}

export interface DeclaredEffect {
  /** As written, parentheses included. */
  text: string;
  span: Span;
  /** By the standard's data types first, then as plain cells; equal readings are listed once. */
  readings: readonly Reading[];
  /** It has a part that is about floats. */
  namesFloats: boolean;
}

/** Cells that one item stands for, or `FLOAT`; undefined: an unknown number. */
type Count = (item: string) => number | undefined;

const FLOAT = -1;

/** `"name"`, `"<spaces>name"`, `<delimiter>`: text in the input, not on the stack. */
const isParsed = (item: string): boolean => item.startsWith('"') || /^<.+>/.test(item) || item.endsWith('"');
/** `i*x`, `j*x`, `n*r`, `...`: any number of cells. */
const isMany = (item: string): boolean => /^\S*\*\S+$/.test(item) || item.includes("...") || item === "??";

const byType: Count = (item) => {
  const name = item.toLowerCase();
  if (isParsed(name)) return 0;
  if (isMany(name)) return undefined;
  // Primes, digits and suffixes after a dash or slash tell items of a type apart: d1, ud', d-sum.
  const type = /^[+]?([a-z]+)(?:\d|'|$|[-_/])/.exec(name)?.[1];
  switch (type) {
    case "d":
    case "ud":
    case "xd":
    case "wd":
    case "dbl":
      return 2;
    case "r":
      // The only type of floats: `f` is a flag in the standard before Forth 94.
      return FLOAT;
    default:
      return 1;
  }
};

const plain: Count = (item) => {
  if (isParsed(item)) return 0;
  return isMany(item) ? undefined : 1;
};

export function parseDeclaredEffect(text: string, span: Span): DeclaredEffect | undefined {
  let meaning = meanings.get(text);
  if (meaning === undefined) {
    meaning = meaningOf(text);
    meanings.set(text, meaning);
  }
  return meaning.isEffect
    ? { text, span, readings: meaning.readings, namesFloats: meaning.namesFloats }
    : undefined;
}

interface Meaning {
  /** Otherwise it is a comment like any other. */
  isEffect: boolean;
  readings: readonly Reading[];
  namesFloats: boolean;
}

/** By text: programs have few different effects. */
const meanings = new Map<string, Meaning>();

function meaningOf(text: string): Meaning {
  const { data, floats } = parts(text);
  const isEffect = data !== undefined || floats !== undefined;
  const namesFloats = floats !== undefined;
  const readings: Reading[] = [];
  for (const count of [byType, plain]) {
    for (const [before, after] of ways(data)) {
      for (const [fbefore, fafter] of ways(floats)) {
        const ins = total(before, count);
        const outs = total(after, count);
        const fins = total(fbefore, plain);
        const fouts = total(fafter, plain);
        if (ins === undefined || outs === undefined || fins === undefined || fouts === undefined) {
          return { isEffect, readings: [], namesFloats };
        }
        const reading: Reading = {
          ins: ins.cells,
          outs: outs.cells,
          fins: ins.floats + fins.cells,
          fouts: outs.floats + fouts.cells,
        };
        if (!readings.some((r) => sameReading(r, reading))) readings.push(reading);
      }
    }
  }
  return { isEffect, readings, namesFloats };
}

const sameReading = (a: Reading, b: Reading): boolean =>
  a.ins === b.ins && a.outs === b.outs && a.fins === b.fins && a.fouts === b.fouts;

/** What stands before and after the `--` of a part. */
type Part = [before: string[], after: string[]];

/**
 * The items that speak of the data stack and those that speak of floats. Each comment begins with the data stack;
 * `F:`, `R:` and the like go on with another one, which may have a `--` of its own, `( n -- F: -- r )`, or share
 * one with the others, `( F: r -- S: n )`.
 */
function parts(text: string): { data: Part | undefined; floats: Part | undefined } {
  const found = new Map<string, Part>();
  const partOf = (stack: string): Part => {
    const part: Part = found.get(stack) ?? [[], []];
    found.set(stack, part);
    return part;
  };
  for (const comment of text.split(/\(\s|\)/)) {
    const items = comment
      .replace(/(?<!\S)([a-zA-Z]:)(?=\S)/g, "$1 ")
      .split(/\s+/)
      .filter(Boolean);
    const dashes = items.filter((item) => item === "--").length;
    if (dashes === 0) continue;
    const first = stackOf(items[0]!) ?? "S";
    let stack = first;
    let side = 0;
    for (const item of items) {
      const named = stackOf(item);
      if (named !== undefined) {
        stack = named;
        if (dashes > 1) side = 0;
      } else if (item === "--") {
        side = 1;
        if (dashes === 1) stack = first;
      }
      const part = partOf(stack);
      if (named === undefined && item !== "--") part[side]!.push(item);
    }
  }
  return { data: found.get("S"), floats: found.get("F") };
}

/** `F:` is "F"; undefined for other items. */
const stackOf = (item: string): string | undefined =>
  /^[a-zA-Z]:$/.test(item) ? item[0]!.toUpperCase() : undefined;

/** All alternatives of a part; nothing in and nothing out if there is none. */
function ways(of: Part | undefined): Part[] {
  if (of === undefined) return [[[], []]];
  const found: Part[] = [];
  for (const before of alternatives(of[0]))
    for (const after of alternatives(of[1])) found.push([before, after]);
  return found;
}

/** ` | ` separates alternatives; `x|y` without spaces is one item with two names. */
function alternatives(items: string[]): string[][] {
  const found: string[][] = [[]];
  for (const item of items) {
    if (item === "|") found.push([]);
    else found[found.length - 1]!.push(item);
  }
  return found;
}

function total(items: string[], count: Count): { cells: number; floats: number } | undefined {
  let cells = 0;
  let floats = 0;
  for (const item of items) {
    const n = count(item.includes("|") ? item.slice(0, item.indexOf("|")) : item);
    if (n === undefined) return undefined;
    if (n === FLOAT) floats++;
    else cells += n;
  }
  return { cells, floats };
}

/** The one reading of a comment, as `spawn` needs it. */
export function onlyReading(declared: DeclaredEffect | undefined): Reading | undefined {
  return declared?.readings.length === 1 ? declared.readings[0] : undefined;
}
