/** Assertions and the tracer `~~`, which know where they stand in the source. */
import { lineAndColumn } from "../../support/source.ts";
import { Address, toNumber } from "../cell.ts";
import { type Primitive, structure } from "../primitive.ts";
import type { TextInterpreter } from "../text-interpreter.ts";

/** `file:line:`, where the word being compiled stands. */
function place(t: TextInterpreter): string {
  const { file, start } = t.span;
  return `${file.name}:${lineAndColumn(file, start).line}:`;
}

function compileText(t: TextInterpreter, text: string): void {
  const bytes = Buffer.from(text, "latin1");
  t.current.literal(t.space.string(bytes), t.span);
  t.current.literal(bytes.length, t.span);
}

/** What `assert-level` holds while compiling. */
function assertLevel(t: TextInterpreter): number {
  const { body } = t.findWord("assert-level");
  return toNumber(t.space.readCell(new Address(body!.unit, body!.offset)));
}

function assertion(name: string, level: number, doc: string): Primitive {
  return structure(name, "( -- )", "gforth", doc, ({ text: t }) => {
    const { current: d, span } = t;
    if (assertLevel(t) < level) t.parseAcrossLines(")");
    else d.pushControl({ kind: "assert", name, span });
  });
}

// biome-ignore format: a table reads best one row a line
export const debuggingWords: Primitive[] = [
  assertion("assert(", 1, "As `assert1(`."),
  assertion("assert0(", 0, "Code up to `)` that has to leave a true flag, else it aborts. Always compiled."),
  assertion("assert1(", 1, "As `assert0(`, compiled if `assert-level` is 1 or more, as it is at first; else a comment."),
  assertion("assert2(", 2, "As `assert0(`, compiled if `assert-level` is 2 or more."),
  assertion("assert3(", 3, "As `assert0(`, compiled if `assert-level` is 3 or more."),
  structure(")", "( flag -- )", "gforth", "End `assert(`.", ({ text: t }) => {
    const { current: d, span } = t;
    d.popControl(["assert"], ")", "assert(", span);
    d.primitive(t.prim("0="), span);
    const skip = d.forward("jump0", span);
    compileText(t, `${place(t)} failed assertion`);
    d.primitive(t.prim("(abort-message)"), span);
    d.resolve(skip);
  }),
  structure("~~", "( -- )", "gforth", "Print the place in the source and the stack to standard error.", ({ text: t }) => {
    compileText(t, place(t));
    t.current.call(t.findWord("(~~)"), t.span);
  }),
];
