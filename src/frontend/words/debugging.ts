/** Assertions and the tracer `~~`, which know where they stand in the source. */
import { lineAndColumn } from "../../support/source.ts";
import { Address, toNumber } from "../cell.ts";
import { type Evaluator, ForthThrow } from "../evaluator.ts";
import { type Options, type Primitive, primitive } from "../primitive.ts";
import type { TextInterpreter } from "../text-interpreter.ts";

/** `file:line:`, where the word being compiled stands. */
function place(t: TextInterpreter): string {
  const { file, start } = t.span;
  return `${file.name}:${lineAndColumn(file, start).line}:`;
}

/** Whether code is compiled, or the top level is interpreted. */
const isCompiling = (t: TextInterpreter): boolean => t.compiling && t.definition !== undefined;

function compileText(t: TextInterpreter, text: string): void {
  const bytes = Buffer.from(text, "latin1");
  t.current.literal(t.space.string(bytes), t.span);
  t.current.literal(bytes.length, t.span);
}

/** Leaves it to the running program to execute a word of the library, on the stack and a text. */
function callAtRunTime(vm: Evaluator, text: string, name: string): void {
  const t = vm.text;
  if (vm.mode !== "deferred") vm.needWorld();
  const bytes = Buffer.from(text, "latin1");
  vm.push(t.space.string(bytes));
  vm.push(bytes.length);
  t.top.nativeCall(t.findWord(name), t.span);
}

/** What `assert-level` holds while compiling. */
function assertLevel(t: TextInterpreter): number {
  const { body } = t.findWord("assert-level");
  return toNumber(t.space.readCell(new Address(body!.unit, body!.offset)));
}

const immediate: Options = { immediate: true, role: "define" };

/** As in gforth a `)` too many does nothing; most often a comment ended before it. */
function strayParenthesis(t: TextInterpreter): void {
  t.warn(
    "stray-parenthesis",
    "`)` closes nothing",
    t.span,
    "a comment ends at the first `)`: comments do not nest",
  );
}

function assertion(name: string, level: number, doc: string): Primitive {
  const run = ({ text: t }: Evaluator): void => {
    const { span } = t;
    if (assertLevel(t) < level) t.parseAcrossLines(")");
    else if (isCompiling(t)) t.current.pushControl({ kind: "assert", name, span });
    else t.openAsserts++;
  };
  return primitive(name, "( -- )", "gforth", doc, run, undefined, immediate);
}

// biome-ignore format: a table reads best one row a line
export const debuggingWords: Primitive[] = [
  assertion("assert(", 1, "As `assert1(`."),
  assertion("assert0(", 0, "Code up to `)` that has to leave a true flag, else it aborts. Always compiled."),
  assertion("assert1(", 1, "As `assert0(`, compiled if `assert-level` is 1 or more, as it is at first; else a comment."),
  assertion("assert2(", 2, "As `assert0(`, compiled if `assert-level` is 2 or more."),
  assertion("assert3(", 3, "As `assert0(`, compiled if `assert-level` is 3 or more."),
  primitive(")", "( flag -- )", "gforth", "End `assert(`.", (vm) => {
    const t = vm.text;
    const { span } = t;
    const message = `${place(t)} failed assertion`;
    if (!isCompiling(t)) {
      if (t.openAsserts === 0) {
        strayParenthesis(t);
        return;
      }
      t.openAsserts--;
      if (vm.mode === "deferred") callAtRunTime(vm, message, "(assert)");
      else if (!vm.popFlag()) throw new ForthThrow(-2, message);
      return;
    }
    const d = t.current;
    if (!d.control.some((item) => item.kind === "assert")) {
      strayParenthesis(t);
      return;
    }
    d.popControl(["assert"], ")", "assert(", span);
    d.primitive(t.prim("0="), span);
    const skip = d.forward("jump0", span);
    compileText(t, message);
    d.primitive(t.prim("(abort-message)"), span);
    d.resolve(skip);
  }, undefined, immediate),
  primitive("~~", "( -- )", "gforth", "Print the place in the source and the stack to standard error.", (vm) => {
    const t = vm.text;
    if (!isCompiling(t)) callAtRunTime(vm, place(t), "(~~)");
    else {
      compileText(t, place(t));
      t.current.call(t.findWord("(~~)"), t.span);
    }
  }, undefined, immediate),
];
