/** Structures: fields are words that add a literal, so they cost no memory access; the size is a constant. */
import { Address, add, type Cell, Unknown } from "../cell.ts";
import { type Primitive, primitive } from "../primitive.ts";
import type { TextInterpreter } from "../text-interpreter.ts";
import type { Instr, Word } from "../word.ts";

/** Code for the number; one that only the running program has is in a cell of the word's own. */
function numberCode(t: TextInterpreter, word: Word, value: Cell): Instr[] {
  const { span } = t;
  if (!(value instanceof Unknown)) return [{ op: "lit", value, span }];
  const { unit, offset } = t.newBody(word.name);
  const address = new Address(unit, offset);
  t.space.allot(8);
  t.vm.store(address, value, 8);
  return [
    { op: "lit", value: address, span },
    { op: "prim", prim: t.prim("@"), span },
  ];
}

/** The sum of two cells, by the running program if need be. */
function sum(t: TextInterpreter, a: Cell, b: Cell): Cell {
  if (!(a instanceof Unknown || b instanceof Unknown)) return add(a, b);
  t.vm.push(a);
  t.vm.push(b);
  t.vm.runPrimitive(t.prim("+"), t.span);
  return t.vm.pop();
}

// biome-ignore format: a table reads best one row a line
export const structureWords: Primitive[] = [
  primitive("begin-structure", '( "name" -- struct-sys 0 )', "facility ext", "Begin a structure; the name gives its size.", (vm) => {
    const t = vm.text;
    const word = t.createWord("constant", t.parseName("the name of the structure"));
    word.code = [{ op: "lit", value: 0, span: t.span }, { op: "exit", span: t.span }];
    vm.push(new Address(word, 0));
    vm.push(0);
  }, undefined, { role: "define" }),
  primitive("end-structure", "( struct-sys +n -- )", "facility ext", "End a structure of +n bytes.", (vm) => {
    const t = vm.text;
    const size = vm.pop();
    const token = vm.pop();
    if (!(token instanceof Address) || token.base.kind !== "word") {
      throw t.failure("unbalanced-structure", "`end-structure` without `begin-structure`", "between them stands one size, which the fields add to");
    }
    const word = token.base;
    t.top.changeCode(word, [...numberCode(t, word, size), { op: "exit", span: t.span }]);
  }, undefined, { role: "define" }),
  primitive("+field", '( n1 n2 "name" -- n3 )', "facility ext", "Define a field of n2 bytes at offset n1: the word adds n1 to an address.", (vm) => {
    const t = vm.text;
    const size = vm.pop();
    const offset = vm.pop();
    const word = t.createWord("constant", t.parseName("the name of the field"));
    word.type = "colon";
    word.code = [...numberCode(t, word, offset), { op: "prim", prim: t.prim("+"), span: t.span }, { op: "exit", span: t.span }];
    vm.push(sum(t, offset, size));
  }, undefined, { role: "define" }),
];
