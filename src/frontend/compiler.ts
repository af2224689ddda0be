/**
 * A definition under construction: its stack code, the control-flow stack of the standard's control
 * words, and its local variables. One `Definition` per colon definition; the text interpreter keeps a stack
 * of them. A word gets its code when its definition ends; executed before, or after an error was reported in it,
 * it stops the compiler.
 *
 * Control-flow items (Forth-2012 3.2.3.2): an `orig` is a forward jump to resolve, a `dest` a place to
 * jump back to; `do` and `case` are system items with the jumps that leave them.
 */
import { CompileError } from "../support/diagnostics.ts";
import { NOWHERE, type Span } from "../support/source.ts";
import { type Cell, type KnownFloat, NoAnswer, Opaque, Unknown } from "./cell.ts";
import { type Primitive, primitive } from "./primitive.ts";
import type { Instr, Word } from "./word.ts";

export type ControlItem = {
  span: Span;
  name: string;
} /** `repeated`: where a `repeat` without `while` stood on top of it, which may have meant to resolve it. */ & (
  | { kind: "orig"; at: number; repeated?: { at: number; span: Span } }
  /** `whiles` counts the `while`s that lie on this loop, for `repeat` without any. */
  | { kind: "dest"; at: number; whiles: number }
  | { kind: "do"; at: number; leaves: number[] }
  | { kind: "case"; at: number; ends: number[] }
  | { kind: "of"; at: number }
  | { kind: "assert" }
);

/** What closes a structure, by its opener. */
const CLOSERS: Readonly<Record<string, string>> = {
  if: "`then`",
  else: "`then`",
  ahead: "`then`",
  while: "`repeat`",
  begin: "`until`, `again` or `while` ... `repeat`",
  do: "`loop` or `+loop`",
  "?do": "`loop` or `+loop`",
  case: "`endcase`",
  of: "`endof`",
  "assert(": "`)`",
};

/** A hint how an open structure is closed. */
export const howToClose = ({ name }: ControlItem): string | undefined =>
  CLOSERS[name] && `close it with ${CLOSERS[name]}`;

type Kind = ControlItem["kind"];
type Of<K extends Kind> = Extract<ControlItem, { kind: K }>;
export type CaseItem = Of<"case">;

/** A local variable: the first of its items in the frame. */
export interface Local {
  index: number;
  kind: LocalKind;
}

export type LocalKind = "cell" | "double" | "float";

/** The code of a word whose definition has not ended, or has an error. */
const UNFINISHED: Instr[] = [
  {
    op: "prim",
    prim: primitive(
      "(unfinished)",
      "( -- )",
      "internal",
      "Stand for code that is not there.",
      (vm) => vm.text.failUnfinished(vm.current),
      undefined,
      { role: "define" },
    ),
    span: NOWHERE,
  },
  { op: "exit", span: NOWHERE },
];

export const isUnfinished = (word: Word): boolean => word.code === UNFINISHED;

export class Definition {
  /** The word that gets the code: the one defined, or what comes after its `does>`. */
  private target: Word;
  code: Instr[] = [];
  /** What was compiled before `does>`. */
  private readonly complete: { word: Word; code: Instr[] }[] = [];
  /** The word being defined. */
  readonly word: Word;
  readonly control: ControlItem[] = [];
  /** Locals in scope by their names in lower case. */
  private locals: Map<string, Local> | undefined;
  /** Where the definition began. */
  readonly span: Span;
  /** Between `[:` and `;]`. */
  readonly quotation: boolean;

  constructor(word: Word, span: Span, quotation = false) {
    this.word = word;
    this.target = word;
    word.code = UNFINISHED;
    this.span = span;
    this.quotation = quotation;
  }

  /** Goes on in another word, where the locals of the first are not visible. */
  continueIn(word: Word): void {
    this.complete.push({ word: this.target, code: this.code });
    this.target = word;
    word.code = UNFINISHED;
    this.code = [];
    this.locals = undefined;
  }

  literal(value: Cell, span: Span): void {
    if (value instanceof Opaque || value instanceof Unknown)
      throw new NoAnswer("this value cannot be compiled as a literal");
    this.code.push({ op: "lit", value, span });
  }

  float(value: KnownFloat, span: Span): void {
    this.code.push({ op: "flit", value, span });
  }

  primitive(prim: Primitive, span: Span): void {
    this.code.push({ op: "prim", prim, span });
  }

  /** A call of `word`; constants and the like are expanded in place. */
  call(word: Word, span: Span): void {
    if (word.prim !== undefined) this.primitive(word.prim, span);
    else if (word.type === "constant" && isLiterals(word)) {
      for (const instr of word.code.slice(0, -1)) this.code.push({ ...instr, span });
    } else this.code.push({ op: "call", word, span });
  }

  exit(span: Span): void {
    this.code.push({ op: "exit", span });
  }

  /** The end of the definition: if there was no error in it, its words get their code. */
  finish(span: Span): void {
    this.exit(span);
    if (this.word.poisoned) return;
    for (const { word, code } of this.complete) word.code = code;
    this.target.code = this.code;
  }

  // ---- jumps ----

  forward(op: "jump" | "jump0" | "?do", span: Span): number {
    this.code.push({ op, target: -1, span });
    return this.code.length - 1;
  }

  back(op: "jump" | "jump0" | "loop" | "+loop", target: number, span: Span): void {
    this.code.push({ op, target, span });
  }

  /** Lets the forward jump at `at` lead to an instruction, the next one if not told. */
  resolve(at: number, target = this.code.length): void {
    const instr = this.code[at]!;
    if ("target" in instr) instr.target = target;
  }

  pushControl(item: ControlItem): void {
    this.control.push(item);
  }

  /** The topmost item, which has to be one of `kinds`. */
  popControl<K extends Kind>(kinds: readonly K[], word: string, opener: string, span: Span): Of<K> {
    const item = this.control.pop();
    if (item === undefined) {
      throw new CompileError(
        "unbalanced-control",
        `\`${word}\` without \`${opener}\``,
        span,
        `\`${word}\` belongs to \`${opener}\`, which has to stand before it in the same definition`,
      );
    }
    if (!kinds.some((kind) => kind === item.kind)) {
      this.control.push(item);
      throw new CompileError(
        "unbalanced-control",
        `\`${word}\` does not fit the innermost open structure, which \`${item.name}\` began`,
        span,
        `\`${word}\` closes what \`${opener}\` began`,
      );
    }
    return item as Of<K>;
  }

  /** The innermost structure that is not closed, at the end of the code. */
  openStructure(): ControlItem | undefined {
    for (;;) {
      const item = this.control[this.control.length - 1];
      if (item?.kind !== "orig" || item.repeated === undefined) return item;
      this.resolve(item.at, item.repeated.at);
      this.control.pop();
    }
  }

  /** The innermost `do`, past anything opened within it. */
  innermostDo(word: string, span: Span): Of<"do"> {
    for (let k = this.control.length - 1; k >= 0; k--) {
      const item = this.control[k]!;
      if (item.kind === "do") return item;
    }
    throw new CompileError(
      "unbalanced-control",
      `\`${word}\` outside of a \`do\` loop`,
      span,
      `\`${word}\` works between \`do\` and \`loop\`; \`exit\` leaves the definition`,
    );
  }

  /** The local variable of this name, which is in lower case. */
  local(key: string): Local | undefined {
    return this.locals?.get(key);
  }

  localNames(): Iterable<string> {
    return this.locals?.keys() ?? [];
  }

  addLocal(name: string, kind: LocalKind = "cell"): Local {
    const local = { index: this.target.locals, kind };
    this.target.locals += kind === "double" ? 2 : 1;
    this.locals ??= new Map();
    this.locals.set(name.toLowerCase(), local);
    return local;
  }

  fetchLocal({ index, kind }: Local, span: Span): void {
    this.code.push({ op: kind === "float" ? "flocal@" : "local@", local: index, span });
    if (kind === "double") this.code.push({ op: "local@", local: index + 1, span });
  }

  storeLocal({ index, kind }: Local, span: Span): void {
    if (kind === "double") this.code.push({ op: "local!", local: index + 1, span });
    this.code.push({ op: kind === "float" ? "flocal!" : "local!", local: index, span });
  }
}

/** Whether a word only pushes values. */
const isLiterals = ({ code }: Word): boolean =>
  code.length > 1 && code.slice(0, -1).every(({ op }) => op === "lit" || op === "flit");
