/**
 * Declared stack effects: the comment right after a word's name, such as `( d n -- n f ) ( R: x -- )`.
 *
 * People write such comments in two ways: with the data types of the standard (Forth-2012 2.2.2 and 3.1),
 * where `d` is two cells, `"name"` is parsed text and `r` a float, and as names of plain cells, as in
 * `( a b c d -- )`. So a comment has up to two readings, and inference objects only if none fits. A
 * comment that names an unknown number of cells (`i*x`, `...`) has none. A declaration never makes code.
 */
import type { Span } from "../support/source.ts";

/** One reading of a stack comment: how many cells go in and come out. */
export interface Reading {
  ins: number;
  outs: number;
}

export interface DeclaredEffect {
  /** As written, parentheses included. */
  text: string;
  span: Span;
  /** By the standard's data types first, then as plain cells; equal readings are listed once. */
  readings: Reading[];
}

/** Cells that one item stands for; undefined: an unknown number. */
type Count = (item: string) => number | undefined;

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
    case "f":
      // `f` is a flag in the standard before Forth 94, `r` the only type of floats.
      return type === "r" ? 0 : 1;
    default:
      return 1;
  }
};

const plain: Count = (item) => {
  if (isParsed(item)) return 0;
  return isMany(item) ? undefined : 1;
};

export function parseDeclaredEffect(text: string, span: Span): DeclaredEffect | undefined {
  const body = /^\(([\s\S]*)\)$/.exec(text.trim())?.[1] ?? text;
  const items = dataPart(body);
  const middle = items.indexOf("--");
  if (middle < 0) return undefined;
  const before = items.slice(0, middle);
  const after = items.slice(middle + 1);
  const readings: Reading[] = [];
  for (const count of [byType, plain]) {
    for (const inputs of alternatives(before)) {
      for (const outputs of alternatives(after)) {
        const ins = total(inputs, count);
        const outs = total(outputs, count);
        if (ins === undefined || outs === undefined) return { text, span, readings: [] };
        if (!readings.some((r) => r.ins === ins && r.outs === outs)) readings.push({ ins, outs });
      }
    }
  }
  return { text, span, readings };
}

/** The items that speak of the data stack: other stacks are introduced by `R:`, `F:` and the like. */
function dataPart(body: string): string[] {
  const items: string[] = [];
  let other = false;
  for (const word of body.split(/\s+/)) {
    if (word === "") continue;
    const stack = /^([a-zA-Z]):(.*)$/.exec(word);
    if (stack !== null) {
      other = stack[1]!.toUpperCase() !== "S";
      if (!other && stack[2] !== "") items.push(stack[2]!);
      continue;
    }
    if (!other) items.push(word);
  }
  return items;
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

function total(items: string[], count: Count): number | undefined {
  let sum = 0;
  for (const item of items) {
    const cells = count(item.includes("|") ? item.slice(0, item.indexOf("|")) : item);
    if (cells === undefined) return undefined;
    sum += cells;
  }
  return sum;
}

/** The one reading of a comment, as `spawn` needs it. */
export function onlyReading(declared: DeclaredEffect | undefined): Reading | undefined {
  return declared?.readings.length === 1 ? declared.readings[0] : undefined;
}
