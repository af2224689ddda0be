/** Words that move cells about on the data stack and between it and the return stack. */
import type { Cell } from "../cell.ts";
import { type Primitive, primitive, shuffle } from "../primitive.ts";

export const stackWords: Primitive[] = [
  shuffle("dup", "( x -- x x )", "core", "Duplicate x.", [0, 0]),
  shuffle("drop", "( x -- )", "core", "Remove x.", []),
  shuffle("swap", "( x1 x2 -- x2 x1 )", "core", "Exchange the top two cells.", [1, 0]),
  shuffle("over", "( x1 x2 -- x1 x2 x1 )", "core", "Copy the second cell to the top.", [0, 1, 0]),
  shuffle("rot", "( x1 x2 x3 -- x2 x3 x1 )", "core", "Rotate the third cell to the top.", [1, 2, 0]),
  shuffle("-rot", "( x1 x2 x3 -- x3 x1 x2 )", "gforth", "Rotate the top cell to third place.", [2, 0, 1]),
  shuffle("nip", "( x1 x2 -- x2 )", "core ext", "Remove the second cell.", [1]),
  shuffle("tuck", "( x1 x2 -- x2 x1 x2 )", "core ext", "Copy the top cell below the second.", [1, 0, 1]),
  shuffle("2dup", "( x1 x2 -- x1 x2 x1 x2 )", "core", "Duplicate the top pair.", [0, 1, 0, 1]),
  shuffle("2drop", "( x1 x2 -- )", "core", "Remove the top pair.", []),
  shuffle("2swap", "( x1 x2 x3 x4 -- x3 x4 x1 x2 )", "core", "Exchange the top two pairs.", [2, 3, 0, 1]),
  shuffle(
    "2over",
    "( x1 x2 x3 x4 -- x1 x2 x3 x4 x1 x2 )",
    "core",
    "Copy the second pair to the top.",
    [0, 1, 2, 3, 0, 1],
  ),
  shuffle("third", "( x1 x2 x3 -- x1 x2 x3 x1 )", "gforth", "Copy the third cell to the top.", [0, 1, 2, 0]),
  shuffle(
    "fourth",
    "( x1 x2 x3 x4 -- x1 x2 x3 x4 x1 )",
    "gforth",
    "Copy the fourth cell to the top.",
    [0, 1, 2, 3, 0],
  ),

  toReturn(">r", "( x -- ) ( R: -- x )", "core", "Move x to the return stack.", 1),
  fromReturn("r>", "( -- x ) ( R: x -- )", "core", "Move x from the return stack.", 1),
  copyReturn("r@", "( -- x ) ( R: x -- x )", "core", "Copy x from the return stack.", [0]),
  toReturn("2>r", "( x1 x2 -- ) ( R: -- x1 x2 )", "core ext", "Move a pair to the return stack.", 2),
  fromReturn("2r>", "( -- x1 x2 ) ( R: x1 x2 -- )", "core ext", "Move a pair from the return stack.", 2),
  copyReturn(
    "2r@",
    "( -- x1 x2 ) ( R: x1 x2 -- x1 x2 )",
    "core ext",
    "Copy a pair from the return stack.",
    [1, 0],
  ),
  dropReturn("rdrop", "( R: x -- )", "gforth", "Remove x from the return stack.", 1),
  dropReturn("2rdrop", "( R: x1 x2 -- )", "gforth", "Remove a pair from the return stack.", 2),
  dropReturn(
    "unloop",
    "( R: n1 n2 -- )",
    "core",
    "Discard the control parameters of the innermost loop, before `exit`.",
    2,
  ),
  copyReturn("i", "( -- n ) ( R: x -- x )", "core", "Index of the innermost loop.", [0]),
  copyReturn("i'", "( -- n ) ( R: n x -- n x )", "gforth", "Limit of the innermost loop.", [1]),
  copyReturn(
    "j",
    "( -- n ) ( R: x1 x2 x3 -- x1 x2 x3 )",
    "core",
    "Index of the loop around the innermost one.",
    [2],
  ),
  copyReturn(
    "k",
    "( -- n ) ( R: x1 x2 x3 x4 x5 -- x1 x2 x3 x4 x5 )",
    "gforth",
    "Index of the loop around that.",
    [4],
  ),
];

function toReturn(name: string, stack: string, set: string, doc: string, count: number): Primitive {
  return primitive(
    name,
    stack,
    set,
    doc,
    (vm) => {
      const items: Cell[] = [];
      for (let k = 0; k < count; k++) items.push(vm.pop());
      for (const item of items.reverse()) vm.rpush(item);
    },
    (b) => {
      const items = [];
      for (let k = 0; k < count; k++) items.push(b.pop());
      for (const item of items.reverse()) b.rpush(item);
    },
    { compileOnly: true },
  );
}

function fromReturn(name: string, stack: string, set: string, doc: string, count: number): Primitive {
  return primitive(
    name,
    stack,
    set,
    doc,
    (vm) => {
      const items: Cell[] = [];
      for (let k = 0; k < count; k++) items.push(vm.rpop());
      for (const item of items.reverse()) vm.push(item);
    },
    (b) => {
      const items = [];
      for (let k = 0; k < count; k++) items.push(b.rpop());
      for (const item of items.reverse()) b.push(item);
    },
    { compileOnly: true },
  );
}

/** Copies the items that lie `depths` below the top, in this order. */
function copyReturn(
  name: string,
  stack: string,
  set: string,
  doc: string,
  depths: readonly number[],
): Primitive {
  return primitive(
    name,
    stack,
    set,
    doc,
    (vm) => {
      for (const depth of depths) vm.push(vm.rpick(depth));
    },
    (b) => {
      for (const depth of depths) b.push(b.rpick(depth));
    },
    { compileOnly: true },
  );
}

function dropReturn(name: string, stack: string, set: string, doc: string, count: number): Primitive {
  return primitive(
    name,
    stack,
    set,
    doc,
    (vm) => {
      for (let k = 0; k < count; k++) vm.rpop();
    },
    (b) => {
      for (let k = 0; k < count; k++) b.rpop();
    },
    { compileOnly: true },
  );
}
