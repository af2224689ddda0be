/** Words that define words, change them, or find them: all of them work only while compiling. */
import type { Inst } from "../../codegen/ir/types.ts";
import { CompileError } from "../../support/diagnostics.ts";
import type { Span } from "../../support/source.ts";
import { Address, type Cell, NoAnswer, Opaque, toNumber, Unknown } from "../cell.ts";
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
  ...rest: ("@" | "2@" | "f@" | "execute")[]
): void {
  const { span } = t;
  if (unit.base.kind === "unit") word.body = { unit: unit.base, offset: unit.offset };
  word.code = [{ op: "lit", value: unit, span }];
  for (const name of rest) word.code.push({ op: "prim", prim: t.prim(name), span });
  word.code.push({ op: "exit", span });
}

function constantWord(t: TextInterpreter, word: Word, ...values: Cell[]): void {
  const { span } = t;
  word.code = [...values.map((value) => ({ op: "lit", value, span }) as const), { op: "exit", span }];
}

/** Whether the compiler knows the value, so that code can hold it. */
const isFixed = (value: Cell): boolean => !(value instanceof Unknown || value instanceof Opaque);

/** A created word with `cells` cells of data, which start as the values given. */
function dataWord(
  t: TextInterpreter,
  vm: Evaluator,
  type: Word["type"],
  values: readonly Cell[],
  ...rest: ("@" | "2@" | "execute")[]
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

/** A created word with so many bytes, which are zero at first. */
export function allotted(t: TextInterpreter, vm: Evaluator, size: Cell, name = t.newName()): void {
  const word = t.createWord("created", name);
  t.beginBody(word);
  vm.push(size);
  vm.runPrimitive(t.prim("allot"), t.span);
}

/** The deferred word with the name that follows. */
function deferredWord(t: TextInterpreter): { address: Address; name: Span } {
  const name = t.parseName("the name of a deferred word");
  const { type, body } = t.findOrFail(name);
  if (type === "defer" && body !== undefined) return { address: new Address(body.unit, body.offset), name };
  throw new CompileError(
    "not-a-defer",
    `\`${textOf(name)}\` is not a deferred word`,
    name,
    "define it with `defer`",
  );
}

/** For `is`: changes a deferred word, or a value. */
function changeDeferred(t: TextInterpreter, vm: Evaluator): void {
  const at = t.source.at;
  const { type } = t.findOrFail(t.parseName("the name of a deferred word"));
  t.source.at = at;
  if (type in VALUE_PHRASES) {
    changeValue("to")(t, vm);
    return;
  }
  const { address, name } = deferredWord(t);
  perform(t, vm, name, [address, "!"]);
}

/** Runs or compiles a phrase: an address stands for itself, a name for the primitive. */
function perform(t: TextInterpreter, vm: Evaluator, name: Span, phrase: readonly (Address | string)[]): void {
  const definition = t.compiling ? t.definition : undefined;
  for (const item of phrase) {
    if (definition !== undefined) {
      if (typeof item === "string") definition.primitive(t.prim(item), name);
      else definition.literal(item, name);
    } else if (typeof item === "string") vm.runPrimitive(t.prim(item), name);
    else vm.push(item);
  }
}

type Change = "to" | "+to";

/** What `to` and `+to` do to a value at an address. */
const VALUE_PHRASES: Readonly<Record<string, (a: Address, change: Change) => (Address | string)[]>> = {
  value: (a, change) => [a, change === "to" ? "!" : "+!"],
  "2value": (a, change) => (change === "to" ? [a, "2!"] : [a, "2@", "d+", a, "2!"]),
  fvalue: (a, change) => (change === "to" ? [a, "f!"] : [a, "f@", "f+", a, "f!"]),
};

const SUMS = { cell: "+", double: "d+", float: "f+" } as const;

/** For `to` and `+to`: changes a local or a value. */
function changeValue(change: Change): (t: TextInterpreter, vm: Evaluator) => void {
  return (t, vm) => {
    const name = t.parseName("the name");
    const definition = t.definition;
    const local = definition?.local(textOf(name).toLowerCase());
    if (local !== undefined && definition !== undefined) {
      if (change === "+to") {
        definition.fetchLocal(local, name);
        definition.primitive(t.prim(SUMS[local.kind]), name);
      }
      definition.storeLocal(local, name);
      return;
    }
    const word = t.findOrFail(name);
    const { type, body } = word;
    const phrase = VALUE_PHRASES[type];
    if (phrase === undefined || body === undefined) {
      const message = `\`${textOf(name)}\` is not a value or a local variable`;
      throw new CompileError("not-a-value", message, name, storeHint(word));
    }
    perform(t, vm, name, phrase(new Address(body.unit, body.offset), change));
  };
}

/** `defer`: until `is` gives it something to do, the word says that it has nothing. */
function defer(t: TextInterpreter, vm: Evaluator): void {
  const { span } = t;
  const unset = t.newWord("", "colon", span);
  unset.library = true;
  dataWord(t, vm, "defer", [new Address(unset, 0)], "@", "execute");
  const message = Buffer.from(`deferred word \`${t.latest!.name}\` has no action`, "latin1");
  unset.code = [
    { op: "lit", value: t.space.string(message), span },
    { op: "lit", value: message.length, span },
    { op: "prim", prim: t.prim("(abort-message)"), span },
    { op: "exit", span },
  ];
}

/** What to do about a word that `to` cannot change. */
function storeHint({ type }: Word): string {
  if (type === "defer") return "`is` changes a deferred word";
  return type === "created" ? "`!` stores at the address it gives" : "define it with `value`";
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
  define("recursive", "( -- )", "gforth", "From here on the definition is found by its own name.", (t) => t.define(t.current.word), compiling),
  define("immediate", "( -- )", "core", "Make the latest definition an immediate word.", (t) => {
    const word = t.latest;
    if (word === undefined) throw t.failure("no-definition", "there is no definition to make immediate");
    word.immediate = true;
    t.space.journal?.push(() => { word.immediate = false; });
  }),
  define("create", '( "name" -- )', "core", "Define a word that gives the address of the data space that follows.", (t) => {
    t.beginBody(t.createWord("created", t.newName()));
  }),
  define("variable", '( "name" -- )', "core", "Define a word that gives the address of a cell, 0 at first.", (t, vm) => allotted(t, vm, 8)),
  define("2variable", '( "name" -- )', "double", "Define a word that gives the address of two cells.", (t, vm) => allotted(t, vm, 16)),
  define("constant", '( x "name" -- )', "core", "Define a word that gives x.", (t, vm) => {
    const value = vm.pop();
    const word = t.createWord("constant", t.newName());
    if (isFixed(value)) constantWord(t, word, value);
    else runtimeConstant(t, vm, word, value);
  }),
  define("value", '( x "name" -- )', "core ext", "Define a word that gives x until `to` stores another.", (t, vm) => dataWord(t, vm, "value", [vm.pop()], "@")),
  define("2constant", '( x1 x2 "name" -- )', "double", "Define a word that gives a pair.", (t, vm) => {
    const y = vm.pop(); const x = vm.pop();
    if (isFixed(x) && isFixed(y)) constantWord(t, t.createWord("constant", t.newName()), x, y);
    else dataWord(t, vm, "constant", [y, x], "2@");
  }),
  define("2value", '( x1 x2 "name" -- )', "double ext", "Define a word that gives a pair until `to` stores another.",
    (t, vm) => dataWord(t, vm, "2value", [vm.pop(), vm.pop()], "2@")),
  define("defer", '( "name" -- )', "core ext", "Define a word that executes what `is` stores.", defer),
  define("buffer:", '( u "name" -- )', "core ext", "Define a word that gives the address of u bytes.", (t, vm) => {
    const size = vm.pop();
    const name = t.newName();
    if (typeof size === "number" && (size < 0 || size > 2 ** 40)) throw t.failure("bad-size", "a buffer cannot have this size");
    allotted(t, vm, size, name);
  }),
  define("does>", "( -- )", "core", "What follows is what the created word does, its body's address on the stack.", (t) => {
    if (t.definition === undefined) {
      // Interpreted, as gforth has it: what follows is a definition without a name, up to `;`.
      const created = t.latest;
      t.setDoes(t.beginDefinition(undefined).word, created);
      return;
    }
    const d = t.current;
    const action = t.newWord("", "colon", t.span);
    action.name = "does>";
    d.code.push({ op: "does", word: action, span: t.span });
    d.exit(t.span);
    t.continueIn(action);
  }, immediate),
  define("[", "( -- )", "core", "Interpret what follows, inside a definition.", (t) => t.setCompiling(false), immediate),
  define("]", "( -- )", "core", "Go on compiling.", (t) => { void t.current; t.setCompiling(true); }),
  define("literal", "( x -- )", "core", "Compile x.", (t, vm) => t.compileLiteral(vm.pop()), compiling),
  define("2literal", "( x1 x2 -- )", "double", "Compile a pair.", (t, vm) => {
    const y = vm.pop(); t.compileLiteral(vm.pop()); t.compileLiteral(y);
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
  define("to", '( x "name" -- )', "core ext", "Store into a value or a local variable.", changeValue("to"), { ...immediate, role: "parse" }),
  define("+to", '( x "name" -- )', "gforth", "Add to a value or a local variable.", changeValue("+to"), { ...immediate, role: "parse" }),
  define("->", '( x "name" -- )', "gforth", "As `to`.", changeValue("to"), { ...immediate, role: "parse" }),
  define("is", '( xt "name" -- )', "core ext", "Let a deferred word execute xt. As in gforth it also stores into a value.", changeDeferred, { ...immediate, role: "parse" }),
  define("action-of", '( "name" -- xt )', "core ext", "What a deferred word executes.", (t, vm) => {
    const { address, name } = deferredWord(t);
    perform(t, vm, name, [address, "@"]);
  }, { ...immediate, role: "parse" }),
  primitive(">body", "( xt -- a-addr )", "core", "Address of the data of a created word.", (vm) => {
    const word = vm.text.tokenWord(vm.pop());
    if (word.dynamic) throw new NoAnswer("the running program made its data");
    if (word.body === undefined) throw vm.text.failure("not-created", `\`${word.name}\` was not made by \`create\``);
    vm.push(new Address(word.body.unit, word.body.offset));
  }, (b) => b.push(b.op("load", [b.pop()], 8n))),
  define("unused", "( -- u )", "core ext", "Bytes of data space that can still be allotted.", (t, vm) => vm.push(t.space.unused()),
    { role: "space" }, (b) => b.push(b.ccall("ffc_unused", [])[0]!)),
  define("here", "( -- addr )", "core", "Address of the next free byte of data space.", (t, vm) => vm.push(t.space.here()), { role: "space" }, (b) => b.push(runtimeHere(b))),
  define("allot", "( n -- )", "core", "Reserve n bytes of data space. Throws -8 if there are not so many.", (t, vm) => {
    const n = toNumber(vm.pop());
    if (n > 2 ** 40) throw t.failure("bad-size", "this is more data space than any machine has");
    t.space.allot(n);
  }, { role: "space" }, (b) => void b.ccall("ffc_allot", [b.pop()])),
  define(",", "( x -- )", "core", "Append a cell to data space.", comma(8), { role: "space" }, runtimeComma("store", 8n)),
  define("c,", "( char -- )", "core", "Append a character to data space.", comma(1), { role: "space" }, runtimeComma("store8", 1n)),
  define("align", "( -- )", "core", "Round `here` up to a cell's boundary.", (t) => t.space.align(8), { role: "space" },
    (b) => void b.ccall("ffc_allot", [b.op("and", [b.op("neg", [runtimeHere(b)]), b.constant(7n)])])),
];
