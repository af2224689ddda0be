/**
 * The input: parsing words, `source` and `>in`, and words that interpret other text. Text that is parsed has
 * its address in the line that it was parsed from, as `source` gives it.
 */
import { type Cell, toNumber } from "../cell.ts";
import type { Evaluator } from "../evaluator.ts";
import { type Options, type Primitive, primitive } from "../primitive.ts";
import { parseTo, skipDelimiters, textOf } from "../reader.ts";
import type { TextInterpreter } from "../text-interpreter.ts";

function input(
  name: string,
  stack: string,
  set: string,
  doc: string,
  run: (t: TextInterpreter, vm: Evaluator) => void,
  options: Options = {},
): Primitive {
  return primitive(name, stack, set, doc, (vm) => run(vm.text, vm), undefined, { role: "parse", ...options });
}

const delimiter = (vm: Evaluator): string => String.fromCharCode(toNumber(vm.pop()) & 255);
const fileName = (t: TextInterpreter): string => textOf(t.parseName("the name of a file"));

/** `word`: skips leading delimiters, parses to the next and gives a counted string at `here`. */
function word(t: TextInterpreter, vm: Evaluator): void {
  const end = delimiter(vm);
  const { source } = t;
  skipDelimiters(source, end);
  const span = end === " " ? t.parseNameOrNone() : parseTo(source, end).span;
  const bytes = Buffer.from(span === undefined ? "" : textOf(span), "latin1");
  if (bytes.length > 255) throw t.failure("string-too-long", "a counted string has at most 255 characters");
  const address = t.wordBuffer(bytes.length + 2);
  t.space.writeBytes(address, Uint8Array.of(bytes.length, ...bytes, 32));
  vm.push(address);
}

function pushAll(vm: Evaluator, cells: readonly Cell[]): void {
  for (const cell of cells) vm.push(cell);
}

// biome-ignore format: a table reads best one row a line
export const inputWords: Primitive[] = [
  input("parse", "( char -- c-addr u )", "core ext", "The text up to a delimiter.", (t, vm) => pushAll(vm, t.stringAt(parseTo(t.source, delimiter(vm)).span))),
  input("parse-name", "( -- c-addr u )", "core ext", "The next name.", (t, vm) => pushAll(vm, t.stringAt(t.parseNameOrNone()))),
  input("parse-word", "( -- c-addr u )", "gforth", "The next name: what `parse-name` was called.", (t, vm) => pushAll(vm, t.stringAt(t.parseNameOrNone()))),
  input("word", "( char -- c-addr )", "core", "The next text between delimiters, as a counted string.", word),
  input("refill", "( -- flag )", "core ext", "Go on with the next line; false if there is none.", (t, vm) => vm.push(t.refill() ? -1 : 0)),
  input("save-input", "( -- xn ... x1 n )", "core ext", "Where in the source the text interpreter is.", (t, vm) => {
    const { id, start, end, at } = t.source;
    pushAll(vm, [at, end, start, id, 4]);
  }, { effect: { ins: 0, outs: 5, rins: 0, routs: 0 } }),
  input("restore-input", "( xn ... x1 n -- flag )", "core ext", "Go on where `save-input` was called; true if that cannot be done.", (t, vm) => {
    const n = vm.popNumber();
    const [id, start, end, at] = Array.from({ length: n }, () => vm.popNumber());
    const { source } = t;
    const fits = n === 4 && id === source.id;
    if (fits) Object.assign(source, { start, end, at });
    vm.push(fits ? 0 : -1);
  }, { effect: undefined }),

  input("evaluate", "( i*x c-addr u -- j*x )", "core", "Interpret a string.", (t, vm) => {
    const length = vm.popNumber();
    const address = vm.pop();
    t.evaluate(address, length);
  }, { effect: undefined }),
  input("execute-parsing", "( i*x c-addr u xt -- j*x )", "gforth", "Execute xt; what it parses is the string.", (t, vm) => {
    const token = vm.pop();
    const length = vm.popNumber();
    t.executeParsing(vm.pop(), length, token);
  }, { effect: undefined }),
  input("include", '( "name" -- )', "file ext", "Interpret a file.", (t) => t.include(fileName(t), t.source.file.name), { effect: undefined }),
  input("require", '( "name" -- )', "file ext", "Interpret a file unless it was.", (t) => t.require(fileName(t), t.source.file.name), { effect: undefined }),
  input("included", "( i*x c-addr u -- j*x )", "file", "Interpret the file with this name.", (t, vm) => t.include(vm.popText(), t.source.file.name), { effect: undefined }),
  input("required", "( i*x c-addr u -- j*x )", "file ext", "Interpret the file with this name unless it was.", (t, vm) => t.require(vm.popText(), t.source.file.name), { effect: undefined }),
  primitive("(input)", "( -- )", "internal", "Bring what `source`, `>in` and `source-id` give up to date: startup code does that where it is needed.", (vm) => void vm.text.syncInput(), () => {}),
];
