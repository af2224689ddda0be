/** Access to memory, data space and atomic operations. */
import { CONTEXT } from "../../codegen/ir/layout.ts";
import { Address, add, and, type Cell, flag, mul, sub, toNumber, toUnsigned, uless } from "../cell.ts";
import { ForthThrow } from "../evaluator.ts";
import { type Primitive, primitive, runtimeCall, unary } from "../primitive.ts";

const CELL = 8n;

function fetch(name: string, set: string, doc: string, width: 1 | 2 | 4 | 8): Primitive {
  const op = ({ 1: "load8", 2: "load16", 4: "load32", 8: "load" } as const)[width];
  return primitive(
    name,
    "( addr -- x )",
    set,
    doc,
    (vm) => {
      const a = vm.pop();
      vm.push(width === 8 ? vm.space.readCell(a) : vm.space.readSmall(a, width));
    },
    (b) => b.push(b.op(op, [b.pop()])),
  );
}

function store(name: string, set: string, doc: string, width: 1 | 2 | 4 | 8): Primitive {
  const op = ({ 1: "store8", 2: "store16", 4: "store32", 8: "store" } as const)[width];
  return primitive(
    name,
    "( x addr -- )",
    set,
    doc,
    (vm) => {
      const a = vm.pop();
      if (width === 8) vm.space.writeCell(a, vm.pop());
      else vm.space.writeSmall(a, vm.pop(), width);
    },
    (b) => {
      const a = b.pop();
      b.op(op, [a, b.pop()]);
    },
    { writes: true },
  );
}

const cellAfter = (a: Cell): Cell => add(a, 8);

function length(n: Cell): number {
  const u = toNumber(n);
  if (u < 0 || u > 2 ** 40) throw new ForthThrow(-9, "invalid length of a block of memory");
  return u;
}

/** An address in the context of the running thread. */
function userVariable(name: string, set: string, doc: string, offset: number): Primitive {
  return primitive(
    name,
    "( -- addr )",
    set,
    doc,
    (vm) => vm.push(new Address(vm.text.userArea, offset)),
    (b) => b.push(b.op("user", [], BigInt(offset))),
  );
}

// biome-ignore format: a table reads best one row a line
export const memoryWords: Primitive[] = [
  fetch("@", "core", "Fetch the cell at addr.", 8),
  store("!", "core", "Store x at addr.", 8),
  fetch("c@", "core", "Fetch the character at addr.", 1),
  store("c!", "core", "Store a character at addr.", 1),
  fetch("w@", "gforth", "Fetch 16 bits at addr, unsigned.", 2),
  store("w!", "gforth", "Store 16 bits at addr.", 2),
  fetch("l@", "gforth", "Fetch 32 bits at addr, unsigned.", 4),
  store("l!", "gforth", "Store 32 bits at addr.", 4),
  primitive("+!", "( n addr -- )", "core", "Add n to the cell at addr.",
    (vm) => { const a = vm.pop(); vm.space.writeCell(a, add(vm.space.readCell(a), vm.pop())); },
    (b) => { const a = b.pop(); const n = b.pop(); b.op("store", [a, b.op("add", [b.op("load", [a]), n])]); },
    { writes: true }),
  primitive("2@", "( addr -- x1 x2 )", "core", "Fetch the pair at addr: x2 is at addr, x1 in the next cell.",
    (vm) => { const a = vm.pop(); const x = vm.space.readCell(cellAfter(a)); const y = vm.space.readCell(a); vm.push(x); vm.push(y); },
    (b) => { const a = b.pop(); const x = b.op("load", [a], CELL); const y = b.op("load", [a]); b.push(x); b.push(y); }),
  primitive("2!", "( x1 x2 addr -- )", "core", "Store a pair at addr: x2 at addr, x1 in the next cell.",
    (vm) => { const a = vm.pop(); const y = vm.pop(); const x = vm.pop(); vm.space.writeCell(a, y); vm.space.writeCell(cellAfter(a), x); },
    (b) => { const a = b.pop(); b.op("store", [a, b.pop()]); b.op("store", [a, b.pop()], CELL); },
    { writes: true }),
  primitive("move", "( addr1 addr2 u -- )", "core", "Copy u bytes from addr1 to addr2; the ranges may overlap.",
    (vm) => { const u = length(vm.pop()); const to = vm.pop(); vm.work(Math.floor(u / 8)); vm.space.move(vm.pop(), to, u); },
    (b) => { const u = b.pop(); const to = b.pop(); b.ccall("ffc_move", [b.pop(), to, u]); },
    { writes: true }),
  primitive("fill", "( c-addr u char -- )", "core", "Store char in u consecutive characters.",
    (vm) => { const c = Number(toUnsigned(vm.pop()) & 255n); const u = length(vm.pop()); vm.work(Math.floor(u / 8)); vm.space.fill(vm.pop(), u, c); },
    (b) => { const c = b.pop(); const u = b.pop(); b.ccall("ffc_fill", [b.pop(), u, c]); },
    { writes: true }),

  unary("cells", "( n1 -- n2 )", "core", "Size of n1 cells in bytes.", (x) => mul(x, 8), (b, x) => b.op("shl", [x, b.constant(3n)])),
  unary("cell+", "( addr1 -- addr2 )", "core", "Address of the next cell.", cellAfter, (b, x) => b.op("add", [x, b.constant(CELL)])),
  unary("aligned", "( addr -- a-addr )", "core", "Round up to a cell's boundary.", (x) => and(add(x, 7), -8),
    (b, x) => b.op("and", [b.op("add", [x, b.constant(7n)]), b.constant(-8n)])),
  primitive("count", "( c-addr1 -- c-addr2 u )", "core", "A counted string as address and length.",
    (vm) => { const a = vm.pop(); vm.push(add(a, 1)); vm.push(vm.space.readSmall(a, 1)); },
    (b) => { const a = b.pop(); b.push(b.op("add", [a, b.constant(1n)])); b.push(b.op("load8", [a])); }),

  userVariable("base", "core", "Address of the number base of this thread.", CONTEXT.base),
  userVariable("pad", "core ext", "Address of a scratch buffer of 1024 bytes of this thread.", CONTEXT.pad),
  userVariable("(hld)", "internal", "Address of the pointer of pictured numeric output.", CONTEXT.hld),
  userVariable("(hold)", "internal", "Address of the buffer of pictured numeric output.", CONTEXT.hold),

  runtimeCall("(data-space)", "( addr1 addr2 addr3 -- )", "internal", "Data space at run time begins at addr1 and ends at addr3, `here` being addr2.", "ffc_data_space"),
  runtimeCall("allocate", "( u -- a-addr ior )", "memory", "Allocate u bytes on the heap. The ior is -59 if there is no memory.", "ffc_allocate"),
  runtimeCall("free", "( a-addr -- ior )", "memory", "Return allocated memory. The ior is -60 if it is not allocated.", "ffc_free", { writes: true }),
  runtimeCall("resize", "( a-addr1 u -- a-addr2 ior )", "memory", "Change the size of allocated memory, moving it if need be. The ior is -61 if there is no memory: then it stays.", "ffc_resize", { writes: true }),
  primitive("(overlap?)", "( addr1 u1 addr2 u2 -- flag )", "internal", "True if two ranges of memory have bytes in common.", (vm) => {
    const v = vm.pop(); const b = vm.pop(); const u = vm.pop(); const a = vm.pop();
    const apart = a instanceof Address && b instanceof Address && a.base !== b.base;
    vm.push(flag(!apart && (uless(sub(b, a), u) || uless(sub(a, b), v))));
  }, (b) => {
    const v = b.pop(); const y = b.pop(); const u = b.pop(); const x = b.pop();
    b.push(b.op("or", [b.op("ult", [b.op("sub", [y, x]), u]), b.op("ult", [b.op("sub", [x, y]), v])]));
  }),
  // Not marked as of the running program: words that seldom come to need it are not either.
  primitive("(more-memory)", "( u -- a-addr )", "internal", "Memory on the heap for u bytes. Throws -59 if there is none.", (vm) => vm.needWorld(),
    (b) => { const [address, ior] = b.ccall("ffc_allocate", [b.pop()]); b.trapif(ior!, -59); b.push(address!); }),
  runtimeCall("cons", "( list x -- list2 )", "ffc lists", "Put x in front of a list. Throws -59 if there is no memory.", "ffc_cons"),

  primitive("atomic@", "( addr -- x )", "ffc tasks", "Fetch, sequentially consistent.", (vm) => vm.needWorld(),
    (b) => b.push(b.op("atomic_load", [b.pop()])), { world: true }),
  primitive("atomic!", "( x addr -- )", "ffc tasks", "Store, sequentially consistent.", (vm) => vm.needWorld(),
    (b) => { const a = b.pop(); b.op("atomic_store", [a, b.pop()]); }, { world: true, writes: true }),
  primitive("atomic+!", "( n addr -- )", "ffc tasks", "Add n to the cell at addr, atomically.", (vm) => vm.needWorld(),
    (b) => { const a = b.pop(); b.op("atomic_add", [a, b.pop()]); }, { world: true, writes: true }),
  primitive("atomic-fetch+!", "( n addr -- old )", "ffc tasks", "Add n to the cell at addr, atomically, and give what it was.", (vm) => vm.needWorld(),
    (b) => { const a = b.pop(); b.push(b.op("atomic_add", [a, b.pop()])); }, { world: true, writes: true }),
  primitive("cas", "( old new addr -- seen )", "ffc tasks", "Store new at addr if the cell there is old, atomically, and give what it was.", (vm) => vm.needWorld(),
    (b) => { const a = b.pop(); const fresh = b.pop(); b.push(b.op("atomic_cas", [a, b.pop(), fresh])); }, { world: true, writes: true }),
];
