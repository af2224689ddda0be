/**
 * Words and their stack code: what the text interpreter produces, the evaluator runs, effect inference
 * reads and build-ssa translates.
 *
 * Stack code is an array of instructions; a jump's target is an index into it. Every word but a
 * primitive has stack code, whatever defined it: a constant is a literal, a variable pushes its address,
 * a child of `does>` pushes its body and calls the code after `does>`. So nothing that reads code needs to
 * know what kind of word it reads.
 */
import type { Span } from "../support/source.ts";
import type { Cell, KnownFloat } from "./cell.ts";
import type { Unit } from "./data-space.ts";
import type { Primitive } from "./primitive.ts";
import type { DeclaredEffect } from "./stack-effect.ts";

export type Instr =
  /** Push a cell: a number, an address or an execution token (the address of a word). */
  | { op: "lit"; value: Cell; span: Span }
  /** Push a float. */
  | { op: "flit"; value: KnownFloat; span: Span }
  | { op: "prim"; prim: Primitive; span: Span }
  | { op: "call"; word: Word; span: Span }
  | { op: "jump"; target: number; span: Span }
  /** Pop a flag; jump if it is zero. */
  | { op: "jump0"; target: number; span: Span }
  /** ( limit start -- ) ( R: -- limit start ) */
  | { op: "do"; span: Span }
  /** As `do`, but if limit = start nothing is pushed to the return stack and control jumps. */
  | { op: "?do"; target: number; span: Span }
  /** Add 1 to the index; if it reaches the limit drop both and go on, else jump back. */
  | { op: "loop"; target: number; span: Span }
  /** ( n -- ) Add n; if the index crosses the boundary between limit - 1 and limit drop both, else jump back. */
  | { op: "+loop"; target: number; span: Span }
  /** Pop into / push from a local variable of the frame. */
  | { op: "local!"; local: number; span: Span }
  | { op: "local@"; local: number; span: Span }
  /** Likewise for a variable that holds a float; each variable is used in one way only. */
  | { op: "flocal!"; local: number; span: Span }
  | { op: "flocal@"; local: number; span: Span }
  /** The latest created word shall run `word` on its body. Only while compiling. */
  | { op: "does"; word: Word; span: Span }
  /** Return to the caller. Code always ends with `exit` or a jump. */
  | { op: "exit"; span: Span };

export type WordKind =
  | "primitive"
  | "colon"
  /** `create`, `variable`, `buffer:` and children of `does>`: has a body. */
  | "created"
  | "constant"
  /** Body holds the value / the execution token. */
  | "value"
  /** As `value`, for a pair. */
  | "2value"
  /** As `value`, for a float. */
  | "fvalue"
  | "defer"
  /** Puts its wordlist first in the search order. */
  | "vocabulary";

export interface Word {
  readonly kind: "word";
  readonly id: number;
  /** As written where it was defined; "" for `:noname` and code after `does>`. */
  name: string;
  type: WordKind;
  immediate: boolean;
  /** Executed at the top level it is an error: what `compile-only` says. */
  compileOnly: boolean;
  /** What is executed when it is compiled, if it is a word with two meanings. */
  compilation: Word | undefined;
  /** The word that it is another name of. */
  synonym: Word | undefined;
  /** Where its name was defined; undefined for primitives. */
  span: Span | undefined;
  prim: Primitive | undefined;
  /** Empty for primitives. */
  code: Instr[];
  /** Number of local variables of a frame. */
  locals: number;
  /** Data field of created words, values and deferred words. */
  body: { unit: Unit; offset: number } | undefined;
  /** Its body lies where the running program made it: startup code stores the address in the token. */
  dynamic: boolean;
  /** The comment after the name, if there was one that reads as a stack effect. */
  declared: DeclaredEffect | undefined;
  /** An error was reported in its definition: it has no code, and to execute it is not worth one more message. */
  poisoned: boolean;
  /** From the library that comes with the compiler. */
  library: boolean;
}

export function newWord(id: number, name: string, type: WordKind, span: Span | undefined): Word {
  return {
    kind: "word",
    id,
    name,
    type,
    immediate: false,
    compileOnly: false,
    compilation: undefined,
    synonym: undefined,
    span,
    prim: undefined,
    code: [],
    locals: 0,
    body: undefined,
    dynamic: false,
    declared: undefined,
    poisoned: false,
    library: false,
  };
}

/** Whether this is the startup code: what is left of the top level. It is the first word there is. */
export const isStartup = (word: Word): boolean => word.id === 0;

/** For messages: the name, or what stands for it. */
export const wordName = (word: Word): string => (word.name === "" ? "a word without name" : word.name);
