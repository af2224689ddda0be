/** The search order and wordlists. A wordlist on the stack is an address of which programs know nothing more. */

import { Address } from "../cell.ts";
import type { Wordlist } from "../dictionary.ts";
import type { Evaluator } from "../evaluator.ts";
import { type Options, type Primitive, primitive } from "../primitive.ts";
import type { TextInterpreter } from "../text-interpreter.ts";
import type { Word } from "../word.ts";

/** A word about names: it exists only while compiling. */
export function names(
  name: string,
  stack: string,
  set: string,
  doc: string,
  run: (t: TextInterpreter, vm: Evaluator) => void,
  options: Options = {},
): Primitive {
  return primitive(name, stack, set, doc, (vm) => run(vm.text, vm), undefined, {
    role: "define",
    ...options,
  });
}

/** `0`, or the token and whether the word is immediate. */
function pushFound(vm: Evaluator, word: Word | undefined, ifNot: () => void): void {
  if (word === undefined) {
    ifNot();
    vm.push(0);
    return;
  }
  vm.push(new Address(word, 0));
  vm.push(word.immediate ? 1 : -1);
}

function setOrder(t: TextInterpreter, vm: Evaluator): void {
  const n = vm.popNumber();
  if (n < 0) {
    t.setOrder([t.root, t.root]);
    return;
  }
  const order: Wordlist[] = [];
  for (let k = 0; k < n; k++) order.push(t.wordlistOf(vm.pop()));
  t.setOrder(order);
}

/** The first wordlist of the search order is replaced. */
const replaceFirst = (t: TextInterpreter, list: Wordlist): void => t.setOrder([list, ...t.order.slice(1)]);

function first(t: TextInterpreter): Wordlist {
  const list = t.order[0];
  if (list === undefined) throw t.failure("empty-search-order", "the search order is empty");
  return list;
}

// biome-ignore format: a table reads best one row a line
export const searchOrderWords: Primitive[] = [
  names("find", "( c-addr -- c-addr 0 | xt 1 | xt -1 )", "core", "Find the word with the name in a counted string.", (t, vm) => {
    const address = vm.pop();
    const [length] = t.space.readBytes(address, 1);
    const text = Buffer.from(t.space.readBytes(address, 1 + length!)).toString("latin1", 1);
    pushFound(vm, t.find(text), () => vm.push(address));
  }, { effect: undefined }),
  names("search-wordlist", "( c-addr u wid -- 0 | xt 1 | xt -1 )", "search", "Find a word in one wordlist.", (t, vm) => {
    const list = t.wordlistOf(vm.pop());
    pushFound(vm, t.findIn(list, Buffer.from(vm.popBytes()).toString("latin1")), () => {});
  }, { effect: undefined }),
  names("wordlist", "( -- wid )", "search", "A new wordlist, empty.", (t, vm) => vm.push(t.widOf(t.newWordlist()))),
  names("forth-wordlist", "( -- wid )", "search", "The wordlist with the words of the system, and of the program at first.", (t, vm) => vm.push(t.widOf(t.forth))),
  names("get-order", "( -- widn ... wid1 n )", "search", "The search order, the first wordlist on top, and their number.", (t, vm) => {
    for (const list of [...t.order].reverse()) vm.push(t.widOf(list));
    vm.push(t.order.length);
  }, { effect: undefined }),
  names("set-order", "( widn ... wid1 n -- )", "search", "Search these n wordlists, wid1 first; -1 is the least there is.", setOrder, { effect: undefined }),
  names("get-current", "( -- wid )", "search", "The wordlist that definitions go to.", (t, vm) => vm.push(t.widOf(t.compilation))),
  names("set-current", "( wid -- )", "search", "Definitions go to this wordlist.", (t, vm) => t.setCompilation(t.wordlistOf(vm.pop()))),
  names("definitions", "( -- )", "search", "Definitions go to the wordlist that is searched first.", (t) => t.setCompilation(first(t))),
  names("also", "( -- )", "search ext", "Duplicate the first wordlist of the search order.", (t) => t.setOrder([first(t), ...t.order])),
  names("previous", "( -- )", "search ext", "Remove the first wordlist from the search order.", (t) => { first(t); t.setOrder(t.order.slice(1)); }),
  names("only", "( -- )", "search ext", "Search only for the words that lead to others.", (t) => t.setOrder([t.root, t.root])),
  names("forth", "( -- )", "search ext", "Search the wordlist `forth-wordlist` first, in place of what was first.", (t) => replaceFirst(t, t.forth)),
  names("seal", "( -- )", "gforth", "Search only the first wordlist.", (t) => t.setOrder([first(t)])),
  names(">order", "( wid -- )", "gforth", "Search this wordlist first.", (t, vm) => t.setOrder([t.wordlistOf(vm.pop()), ...t.order])),
  names("vocabulary", '( "name" -- )', "gforth", "Define a word that puts a new wordlist in the place of the first one searched.", (t) => {
    const wid = t.widOf(t.newWordlist());
    const word = t.createWord("vocabulary", t.newName());
    const { span } = t;
    word.code = [{ op: "lit", value: wid, span }, { op: "prim", prim: t.prim("(vocabulary)"), span }, { op: "exit", span }];
  }),
  names("(vocabulary)", "( wid -- )", "internal", "What vocabularies do.", (t, vm) => replaceFirst(t, t.wordlistOf(vm.pop()))),
  names("order", "( -- )", "search ext", "Print the search order, and where definitions go.", (t) => {
    const searched = t.order.map((list) => `${t.wordlistName(list)} `).join("");
    t.top.print(`${searched}    ${t.wordlistName(t.compilation)} `);
  }),
  names("words", "( -- )", "tools", "Print the names in the wordlist that is searched first.", (t) => t.top.print(`\n${[...t.namesIn(first(t))].join(" ")} `)),
];
