/** Words that define words, change them, or find them: all of them work only while compiling. */
import type { Inst } from "../../codegen/ir/types.ts";
import { CompileError } from "../../support/diagnostics.ts";
import { Address, type Cell, Opaque, toNumber, Unknown } from "../cell.ts";
import type { Evaluator } from "../evaluator.ts";
import { type Options, type Primitive, primitive, type SsaBuilder } from "../primitive.ts";
import { textOf } from "../reader.ts";
import type { TextInterpreter } from "../text-interpreter.ts";
import type { Word } from "../word.ts";

export function define(
  name: string,
  stack: string,
  set: string,
  doc: string,
  run: (t: TextInterpreter, vm: Evaluator) => void,
  options: Options = {},
  build?: Primitive["build"],
): Primitive {
  return primitive(name, stack, set, doc, (vm) => run(vm.text, vm), build, { role: "define", ...options });
}

const immediate: Options = { immediate: true };
/** Immediate and without interpretation semantics; nothing static can be said of a stack comment. */
export const compiling: Options = { immediate: true, compileOnly: true };

/** A word whose code is "push the body's address", then `rest`. */
export function bodyWord(
  t: TextInterpreter,
  word: Word,
  unit: Address,
  ...rest: ("@" | "f@" | "execute")[]
): void {
  const { span } = t;
  if (unit.base.kind === "unit") word.body = { unit: unit.base, offset: unit.offset };
  word.code = [{ op: "lit", value: unit, span }];
  for (const name of rest) word.code.push({ op: "prim", prim: t.prim(name), span });
  word.code.push({ op: "exit", span });
}

function constantWord(t: TextInterpreter, word: Word, value: Cell): void {
  const { span } = t;
  word.code = [
    { op: "lit", value, span },
    { op: "exit", span },
  ];
}

/** A created word with `cells` cells of data, which start as the values given. */
function dataWord(
  t: TextInterpreter,
  vm: Evaluator,
  type: Word["type"],
  values: readonly Cell[],
  ...rest: ("@" | "execute")[]
): void {
  const name = t.newName();
  const word = t.createWord(type, name);
  const body = t.newBody(word.name);
  t.space.allot(8 * values.length);
  values.forEach((value, k) => {
    vm.store(new Address(body.unit, body.offset + 8 * k), value, 8);
  });
  bodyWord(t, word, new Address(body.unit, body.offset), ...rest);
}

/** For `to` and `is`: stores into a local, a value or a deferred word. */
function storeInto(kind: "value" | "defer"): (t: TextInterpreter, vm: Evaluator) => void {
  return (t, vm) => {
    const name = t.parseName("the name");
    const definition = t.definition;
    const local = kind === "value" ? definition?.locals.get(textOf(name).toLowerCase()) : undefined;
    if (local !== undefined && definition !== undefined) {
      definition.code.push({ op: definition.holdsFloat(local) ? "flocal!" : "local!", local, span: name });
      return;
    }
    const word = t.findOrFail(name);
    const isFloat = kind === "value" && word.type === "fvalue";
    if ((word.type !== kind && !isFloat) || word.body === undefined) {
      const what = kind === "value" ? "a value or a local variable" : "a deferred word";
      throw new CompileError("not-a-" + kind, `\`${textOf(name)}\` is not ${what}`, name);
    }
    const address = new Address(word.body.unit, word.body.offset);
    if (t.compiling && definition !== undefined) {
      definition.literal(address, name);
      definition.primitive(t.prim(isFloat ? "f!" : "!"), name);
    } else if (isFloat) vm.storeFloat(address, vm.fpop());
    else vm.store(address, vm.pop(), 8);
  };
}

function comma(width: 1 | 8): (t: TextInterpreter, vm: Evaluator) => void {
  return (t, vm) => {
    const value = vm.pop();
    const here = t.space.here();
    t.space.allot(width);
    vm.store(here, value, width);
  };
}

/** In the running program the data-space words have a region of their own. */
export const runtimeHere = (b: SsaBuilder): Inst => b.ccall("ffc_here", [])[0]!;

function runtimeComma(op: "store" | "store8", width: bigint): (b: SsaBuilder) => void {
  return (b) => {
    const x = b.pop();
    const here = runtimeHere(b);
    b.ccall("ffc_allot", [b.constant(width)]);
    b.op(op, [here, x]);
  };
}

/** A fresh cell at `here` that starts with the value on the stack: used by `constant` for unknown values. */
function runtimeConstant(t: TextInterpreter, vm: Evaluator, word: Word, value: Cell): void {
  const body = t.newBody(word.name);
  t.space.allot(8);
  const address = new Address(body.unit, body.offset);
  vm.store(address, value, 8);
  bodyWord(t, word, address, "@");
}

// biome-ignore format: a table reads best one row a line
export const definingWords: Primitive[] = [
  define(":", '( "name" -- )', "core", "Begin a definition.", (t) => { t.beginDefinition(t.newName("the name of the definition")); }),
  define(":noname", "( -- xt )", "core ext", "Begin a definition without name; its execution token is there after `;`.",
    (t, vm) => { const d = t.beginDefinition(undefined); vm.push(new Address(d.word, 0)); }, { effect: undefined }),
  define(";", "( -- )", "core", "End the definition.", (t) => t.define(t.endDefinition()), compiling),
  define("immediate", "( -- )", "core", "Make the latest definition an immediate word.", (t) => {
    const word = t.latest;
    if (word === undefined) throw t.failure("no-definition", "there is no definition to make immediate");
    word.immediate = true;
    t.space.journal?.push(() => { word.immediate = false; });
  }),
  define("create", '( "name" -- )', "core", "Define a word that gives the address of the data space that follows.", (t) => {
    const word = t.createWord("created", t.newName());
    const body = t.newBody(word.name);
    bodyWord(t, word, new Address(body.unit, body.offset));
  }),
  define("variable", '( "name" -- )', "core", "Define a word that gives the address of a cell, 0 at first.", (t, vm) => dataWord(t, vm, "created", [0])),
  define("2variable", '( "name" -- )', "double", "Define a word that gives the address of two cells.", (t, vm) => dataWord(t, vm, "created", [0, 0])),
  define("constant", '( x "name" -- )', "core", "Define a word that gives x.", (t, vm) => {
    const value = vm.pop();
    const word = t.createWord("constant", t.newName());
    if (value instanceof Unknown || value instanceof Opaque) runtimeConstant(t, vm, word, value);
    else constantWord(t, word, value);
  }),
  define("value", '( x "name" -- )', "core ext", "Define a word that gives x until `to` stores another.", (t, vm) => dataWord(t, vm, "value", [vm.pop()], "@")),
  define("defer", '( "name" -- )', "core ext", "Define a word that executes what `is` stores.", (t, vm) =>
    dataWord(t, vm, "defer", [new Address(t.findWord("(unset-defer)"), 0)], "@", "execute")),
  define("buffer:", '( u "name" -- )', "core ext", "Define a word that gives the address of u bytes.", (t, vm) => {
    const size = toNumber(vm.pop());
    const word = t.createWord("created", t.newName());
    const body = t.newBody(word.name);
    if (size < 0 || size > 2 ** 40) throw t.failure("bad-size", "a buffer cannot have this size");
    t.space.allot(size);
    bodyWord(t, word, new Address(body.unit, body.offset));
  }),
  define("does>", "( -- )", "core", "What follows is what the created word does, its body's address on the stack.", (t) => {
    const d = t.current;
    const action = t.newWord("", "colon", t.span);
    action.name = "does>";
    d.code.push({ op: "does", word: action, span: t.span });
    d.exit(t.span);
    t.continueIn(action);
  }, compiling),
  define("[", "( -- )", "core", "Interpret what follows, inside a definition.", (t) => t.setCompiling(false), immediate),
  define("]", "( -- )", "core", "Go on compiling.", (t) => { void t.current; t.setCompiling(true); }),
  define("literal", "( x -- )", "core", "Compile x.", (t, vm) => t.current.literal(vm.pop(), t.span), compiling),
  define("2literal", "( x1 x2 -- )", "double", "Compile a pair.", (t, vm) => {
    const y = vm.pop(); t.current.literal(vm.pop(), t.span); t.current.literal(y, t.span);
  }, compiling),
  define("'", '( "name" -- xt )', "core", "Execution token of a word.", (t, vm) => vm.push(new Address(t.findOrFail(t.parseName("the name of a word")), 0)), { role: "parse" }),
  define("[']", '( "name" -- )', "core", "Compile the execution token of a word.", (t) => {
    const name = t.parseName("the name of a word");
    t.current.literal(new Address(t.findOrFail(name), 0), name);
  }, compiling),
  define("postpone", '( "name" -- )', "core", "Compile the compilation semantics of a word.", (t) => {
    const name = t.parseName("the name of a word");
    t.postpone(t.findOrFail(name), name);
  }, compiling),
  define("[compile]", '( "name" -- )', "core ext", "Compile a word, immediate or not.", (t) => {
    const name = t.parseName("the name of a word");
    t.current.call(t.findOrFail(name), name);
  }, compiling),
  define("compile,", "( xt -- )", "core ext", "Compile the word with this execution token.", (t, vm) => t.current.call(vm.text.tokenWord(vm.pop()), t.span)),
  define("to", '( x "name" -- )', "core ext", "Store into a value or a local variable.", storeInto("value"), { ...immediate, role: "parse" }),
  define("is", '( xt "name" -- )', "core ext", "Let a deferred word execute xt.", storeInto("defer"), { ...immediate, role: "parse" }),
  define("action-of", '( "name" -- xt )', "core ext", "What a deferred word executes.", (t, vm) => {
    const name = t.parseName("the name of a deferred word");
    const word = t.findOrFail(name);
    if (word.type !== "defer" || word.body === undefined) throw new CompileError("not-a-defer", `\`${textOf(name)}\` is not a deferred word`, name);
    const address = new Address(word.body.unit, word.body.offset);
    if (t.compiling && t.definition !== undefined) {
      t.definition.literal(address, name);
      t.definition.primitive(t.prim("@"), name);
    } else { vm.push(address); vm.runPrimitive(t.prim("@"), name); }
  }, { ...immediate, role: "parse" }),
  primitive(">body", "( xt -- a-addr )", "core", "Address of the data of a created word.", (vm) => {
    const word = vm.text.tokenWord(vm.pop());
    if (word.body === undefined) throw vm.text.failure("not-created", `\`${word.name}\` was not made by \`create\``);
    vm.push(new Address(word.body.unit, word.body.offset));
  }, (b) => b.push(b.op("load", [b.pop()], 8n))),
  define("here", "( -- addr )", "core", "Address of the next free byte of data space.", (t, vm) => vm.push(t.space.here()), { role: "space" }, (b) => b.push(runtimeHere(b))),
  define("allot", "( n -- )", "core", "Reserve n bytes of data space.", (t, vm) => {
    const n = toNumber(vm.pop());
    if (n > 2 ** 40) throw t.failure("bad-size", "this is more data space than any machine has");
    t.space.allot(n);
  }, { role: "space" }, (b) => void b.ccall("ffc_allot", [b.pop()])),
  define(",", "( x -- )", "core", "Append a cell to data space.", comma(8), { role: "space" }, runtimeComma("store", 8n)),
  define("c,", "( char -- )", "core", "Append a character to data space.", comma(1), { role: "space" }, runtimeComma("store8", 1n)),
  define("align", "( -- )", "core", "Round `here` up to a cell's boundary.", (t) => t.space.align(8), { role: "space" },
    (b) => void b.ccall("ffc_allot", [b.op("and", [b.op("neg", [runtimeHere(b)]), b.constant(7n)])])),
];
