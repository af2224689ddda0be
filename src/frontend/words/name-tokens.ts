/** Names of words: name tokens, synonyms and markers. A name token is the token of the word that has the name. */
import { lineAndColumn, type Span, sourceFile } from "../../support/source.ts";
import { Address, type Cell } from "../cell.ts";
import type { Evaluator } from "../evaluator.ts";
import type { Primitive } from "../primitive.ts";
import { textOf } from "../reader.ts";
import { decompile } from "../see.ts";
import type { TextInterpreter } from "../text-interpreter.ts";
import type { Word } from "../word.ts";
import { names } from "./search-order.ts";

const isCompileOnly = (word: Word): boolean => word.compileOnly || word.prim?.compileOnly === true;
const pushToken = (vm: Evaluator, word: Word | undefined): void =>
  vm.push(word === undefined ? 0 : new Address(word, 0));

/** ( nt -- xt | 0 ) */
function interpretation(vm: Evaluator): void {
  const word = vm.text.tokenWord(vm.pop());
  pushToken(vm, isCompileOnly(word) ? undefined : (word.synonym ?? word));
}

/** ( nt -- xt1 xt2 ): to compile the word, execute xt2 with xt1. */
function compilation(t: TextInterpreter, vm: Evaluator): void {
  const word = vm.text.tokenWord(vm.pop());
  pushToken(vm, word.compilation ?? word.synonym ?? word);
  pushToken(vm, t.findWord(word.immediate || word.compilation !== undefined ? "execute" : "compile,"));
}

function nameString(t: TextInterpreter, vm: Evaluator): void {
  const { name } = vm.text.tokenWord(vm.pop());
  vm.push(t.space.string(Buffer.from(name, "latin1")));
  vm.push(name.length);
}

function latestWord(t: TextInterpreter): Word {
  if (t.latest === undefined) throw t.failure("no-definition", "there is no definition yet");
  return t.latest;
}

/** Compiles code that compiles the number. */
function postponeNumber(t: TextInterpreter, span: Span): void {
  const value = t.number(span);
  if (typeof value === "number") {
    t.current.float(value, span);
    t.current.primitive(t.prim("fliteral"), span);
    return;
  }
  for (const cell of value) {
    t.current.literal(cell, span);
    t.current.primitive(t.prim("literal"), span);
  }
}

// biome-ignore format: a table reads best one row a line
export const nameTokenWords: Primitive[] = [
  names("name>string", "( nt -- c-addr u )", "tools ext", "The name.", nameString),
  names("name>interpret", "( nt -- xt | 0 )", "tools ext", "What interpreting the name executes; 0 if it has no such meaning.", (_, vm) => interpretation(vm), { effect: { ins: 1, outs: 1, rins: 0, routs: 0 } }),
  names("name>compile", "( nt -- x xt )", "tools ext", "To compile the name, execute xt.", compilation),
  names("name>int", "( nt -- xt | 0 )", "gforth", "As `name>interpret`.", (_, vm) => interpretation(vm), { effect: { ins: 1, outs: 1, rins: 0, routs: 0 } }),
  names("name?int", "( nt -- xt )", "gforth", "As `name>interpret`, and an error if there is no such meaning.", (t, vm) => {
    interpretation(vm);
    if (vm.ds[vm.ds.length - 1] === 0) throw t.failure("compile-only", "this word has no interpretation semantics");
  }),
  names("name>comp", "( nt -- x xt )", "gforth", "As `name>compile`.", compilation),
  names(">name", "( xt -- nt | 0 )", "gforth", "The name token of a word, 0 if it has no name.", (_, vm) => {
    const word = vm.text.tokenWord(vm.pop());
    pushToken(vm, word.name === "" ? undefined : word);
  }, { effect: { ins: 1, outs: 1, rins: 0, routs: 0 } }),
  names("id.", "( nt -- )", "gforth", "Print the name and a space.", (t, vm) => t.top.print(`${vm.text.tokenWord(vm.pop()).name} `)),
  names(".name", "( nt -- )", "gforth", "As `id.`.", (t, vm) => t.top.print(`${vm.text.tokenWord(vm.pop()).name} `)),
  names("find-name", "( c-addr u -- nt | 0 )", "gforth", "Find a name in the search order.", (t, vm) => pushToken(vm, t.find(Buffer.from(vm.popBytes()).toString("latin1"))), { effect: { ins: 2, outs: 1, rins: 0, routs: 0 } }),
  names("latest", "( -- nt )", "gforth", "The name token of the latest definition.", (t, vm) => pushToken(vm, latestWord(t))),
  names("latestxt", "( -- xt )", "gforth", "The execution token of the latest definition.", (t, vm) => pushToken(vm, t.definition?.word ?? latestWord(t))),
  names("traverse-wordlist", "( i*x xt wid -- j*x )", "tools ext", "Execute xt ( k*x nt -- l*x flag ) for each name in a wordlist, the latest first, until flag is 0.", (t, vm) => {
    const list = t.wordlistOf(vm.pop());
    const token: Cell = vm.pop();
    for (const word of t.wordsIn(list)) {
      vm.push(new Address(word, 0));
      vm.executeNested(token, t.span);
      if (!vm.popFlag()) return;
    }
  }, { effect: undefined }),
  names("synonym", '( "newname" "oldname" -- )', "tools ext", "Define another name for a word.", (t) => {
    const name = t.parseName("the new name");
    const target = t.findOrFail(t.parseName("the old name"));
    const word = t.synonym(name, target);
    word.immediate = target.immediate;
    word.compileOnly = target.compileOnly;
  }),
  names("alias", '( xt "name" -- )', "gforth", "Define another name for a word.", (t, vm) => {
    const target = vm.text.tokenWord(vm.pop());
    t.synonym(t.parseName("the name"), target);
  }),
  names("marker", '( "name" -- )', "core ext", "Define a word that forgets itself and all that was defined later.", (t) => {
    const marker = t.newMarker();
    const word = t.createWord("created", t.newName());
    const { span } = t;
    word.code = [{ op: "lit", value: marker, span }, { op: "prim", prim: t.prim("(forget)"), span }, { op: "exit", span }];
  }),
  names("(forget)", "( x -- )", "internal", "What markers do.", (t, vm) => t.forget(vm.pop())),
  names("see", '( "name" -- )', "tools", "Print what a word does.", (t) => {
    t.top.print(decompile(t.findOrFail(t.parseName("the name of a word"))));
  }),
  names("noname", "( -- )", "gforth", "The next definition gets no name; `latestxt` is its execution token.", (t) => t.setNoname(true)),
  names("nextname", "( c-addr u -- )", "gforth", "The next definition gets this name, and parses none.", (t, vm) => {
    const file = sourceFile(t.span.file.name, vm.popText());
    t.setNextName({ file, start: 0, end: file.text.length });
  }),
  names("sourcefilename", "( -- c-addr u )", "gforth", "Name of the file that is interpreted.", (t, vm) => {
    const name = Buffer.from(t.source.file.name, "latin1");
    vm.push(t.space.string(name, true));
    vm.push(name.length);
  }),
  names("sourceline#", "( -- u )", "gforth", "Number of the line that is interpreted.", (t, vm) => {
    const { file, start } = t.source;
    vm.push(lineAndColumn(file, start).line);
  }),
  names("compile-only", "( -- )", "gforth", "Interpreting the latest definition is an error.", (t) => {
    const word = latestWord(t);
    word.compileOnly = true;
    t.space.journal?.push(() => { word.compileOnly = false; });
  }),
  names("interpret/compile:", '( xt1 xt2 "name" -- )', "gforth", "Define a word that is interpreted as xt1 and compiled by executing xt2.", (t, vm) => {
    const compiled = vm.text.tokenWord(vm.pop());
    const interpreted = vm.text.tokenWord(vm.pop());
    const word = t.createWord("colon", t.newName());
    const { span } = t;
    word.compilation = compiled;
    word.code = [{ op: "call", word: interpreted, span }, { op: "exit", span }];
    if (interpreted.prim !== undefined) word.code[0] = { op: "prim", prim: interpreted.prim, span };
  }),

  names("[:", "( -- )", "gforth", "Begin a quotation: a definition without name inside another.", (t) => void t.beginDefinition(undefined, true), { immediate: true }),
  names(";]", "( -- xt )", "gforth", "End a quotation: its execution token, which the definition around it has when it runs.", (t, vm) => {
    const token = new Address(t.endDefinition(true), 0);
    if (t.definition !== undefined) t.definition.literal(token, t.span);
    else vm.push(token);
  }, { immediate: true, compileOnly: true, effect: undefined }),
  names("]]", "( -- )", "gforth", "Postpone what follows, up to `[[`.", (t) => {
    const begin = t.span;
    for (;;) {
      const span = t.parseNameOrNone();
      if (span !== undefined) {
        if (textOf(span) === "[[") return;
        const word = t.find(textOf(span));
        if (word !== undefined) t.postpone(word, span);
        else postponeNumber(t, span);
      } else if (!t.refill()) {
        t.span = begin;
        throw t.failure("unterminated-postpone", "`]]` has no closing `[[`");
      }
    }
  }, { immediate: true, compileOnly: true }),
];
