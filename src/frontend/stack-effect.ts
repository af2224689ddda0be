/**
 * Declared stack effects: the comment right after a word's name. Owned by effect checking; see there.
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
