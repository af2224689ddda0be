/** Strings and comments. */
import type { Evaluator } from "../evaluator.ts";
import { type Options, type Primitive, primitive } from "../primitive.ts";
import { firstCharacter, textOf } from "../reader.ts";
import type { TextInterpreter } from "../text-interpreter.ts";
import { parseEscapes } from "./escapes.ts";

function parsing(
  name: string,
  stack: string,
  set: string,
  doc: string,
  run: (t: TextInterpreter, vm: Evaluator) => void,
  options: Options = {},
): Primitive {
  return primitive(name, stack, set, doc, (vm) => run(vm.text, vm), undefined, { role: "parse", ...options });
}

const immediate: Options = { immediate: true };
const compiling: Options = { immediate: true, compileOnly: true };

const bytesOf = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** Pushes a string, or compiles that. `owned`: the program gets its address, and may well write there. */
function string(t: TextInterpreter, vm: Evaluator, bytes: Uint8Array, owned = false): void {
  const address = t.space.string(bytes, owned && t.definition?.word.library !== true);
  if (t.compiling && t.definition !== undefined) {
    t.definition.literal(address, t.span);
    t.definition.literal(bytes.length, t.span);
  } else {
    vm.push(address);
    vm.push(bytes.length);
  }
}

/** Runs a primitive now or compiles it. */
function now(t: TextInterpreter, vm: Evaluator, name: string): void {
  if (t.compiling && t.definition !== undefined) t.definition.primitive(t.prim(name), t.span);
  else vm.runPrimitive(t.prim(name), t.span);
}

/** The first byte of the next name. */
const character = (t: TextInterpreter): number => firstCharacter(textOf(t.parseName("a character")));

// biome-ignore format: a table reads best one row a line
export const stringWords: Primitive[] = [
  parsing("\\", "( -- )", "core ext", "Comment to the end of the line.", (t) => { t.source.at = t.source.end; }, immediate),
  parsing("#!", "( -- )", "gforth", "Comment to the end of the line: how a script begins.", (t) => { t.source.at = t.source.end; }, immediate),
  parsing("(", "( -- )", "core", "Comment to the closing parenthesis.", (t) => void t.parseAcrossLines(")"), immediate),
  parsing(".(", "( -- )", "core ext", "Print to the closing parenthesis, now.", (t, vm) => {
    const bytes = bytesOf(textOf(t.parseAcrossLines(")")));
    vm.push(t.space.string(bytes)); vm.push(bytes.length); vm.runPrimitive(t.prim("type"), t.span);
  }, immediate),
  parsing('s"', "( -- c-addr u )", "core", "The string up to the quote.", (t, vm) => string(t, vm, bytesOf(textOf(t.parseDelimited('"'))), true), immediate),
  parsing('s\\"', "( -- c-addr u )", "core ext", "The string up to the quote, with escapes.", (t, vm) => string(t, vm, parseEscapes(t), true), immediate),
  parsing('c"', "( -- c-addr )", "core ext", "The counted string up to the quote.", (t, vm) => {
    const bytes = bytesOf(textOf(t.parseDelimited('"')));
    if (bytes.length > 255) throw t.failure("string-too-long", "a counted string has at most 255 characters");
    const address = t.space.string(Uint8Array.of(bytes.length, ...bytes), true);
    if (t.compiling && t.definition !== undefined) t.definition.literal(address, t.span);
    else vm.push(address);
  }, immediate),
  parsing('."', "( -- )", "core", "Print the text up to the quote.", (t, vm) => { string(t, vm, bytesOf(textOf(t.parseDelimited('"')))); now(t, vm, "type"); }, immediate),
  parsing('.\\"', "( -- )", "gforth", "Print the text up to the quote, with escapes.", (t, vm) => { string(t, vm, parseEscapes(t)); now(t, vm, "type"); }, immediate),
  parsing('abort"', "( x -- )", "core", "If x is not 0, print the text up to the quote and abort with throw code -2.", (t, vm) => {
    const bytes = bytesOf(textOf(t.parseDelimited('"')));
    const d = t.compiling ? t.definition : undefined;
    if (d !== undefined) {
      const skip = d.forward("jump0", t.span);
      string(t, vm, bytes); now(t, vm, "(abort-message)");
      d.resolve(skip);
    } else if (vm.popFlag()) { string(t, vm, bytes); now(t, vm, "(abort-message)"); }
  }, immediate),
  primitive("sliteral", "( c-addr u -- )", "string", "Compile a string.", (vm) => string(vm.text, vm, vm.popBytes(), true), undefined, { ...compiling, role: "define" }),
  parsing("char", '( "name" -- char )', "core", "The first character of a name.", (t, vm) => vm.push(character(t))),
  parsing("[char]", '( "name" -- )', "core", "Compile the first character of a name.", (t) => { const c = character(t); t.current.literal(c, t.span); }, compiling),
];
