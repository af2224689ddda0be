/** Integer arithmetic, logic and comparison. Division is floored unless the name says otherwise. */
import type { Inst } from "../../codegen/ir/types.ts";
import {
  add,
  and,
  arshift,
  type Cell,
  divisionOverflows,
  equal,
  flag,
  floored,
  fromBig,
  invert,
  less,
  lshift,
  mul,
  negate,
  or,
  rshift,
  sub,
  toBig,
  toUnsigned,
  uless,
  xor,
} from "../cell.ts";
import { ForthThrow } from "../evaluator.ts";
import { binary, type Primitive, primitive, type SsaBuilder, unary } from "../primitive.ts";

const zero = (b: SsaBuilder): Inst => b.constant(0n);

function divide(a: Cell, b: Cell): [Cell, Cell] {
  // Known to be a number before it is compared: an unknown divisor has no answer.
  if (toBig(b) === 0n) throw new ForthThrow(-10, "division by zero");
  if (divisionOverflows(a, b)) throw new ForthThrow(-11, "result out of range");
  return floored(a, b);
}

/** The hardware's division is entered only with operands it has an answer for. */
function checkDivision(b: SsaBuilder, n: Inst, d: Inst): void {
  b.trapif(b.op("eq", [d, zero(b)]), -10);
  const overflow = b.op("and", [b.op("eq", [d, b.constant(-1n)]), b.op("eq", [n, b.constant(-(1n << 63n))])]);
  b.trapif(overflow, -11);
}

const compare = (
  name: string,
  doc: string,
  set: string,
  run: (x: Cell, y: Cell) => boolean,
  build: Compare,
): Primitive =>
  binary(
    name,
    "( n1 n2 -- flag )",
    set,
    doc,
    (x, y) => flag(run(x, y)),
    (b, x, y) => {
      const [op, swapped] = build;
      return b.op(op, swapped ? [y, x] : [x, y]);
    },
  );

type Compare = ["eq" | "ne" | "lt" | "le" | "ult" | "ule", swapped?: true];

const compareZero = (
  name: string,
  doc: string,
  set: string,
  run: (x: Cell) => boolean,
  build: Compare,
): Primitive =>
  unary(
    name,
    "( n -- flag )",
    set,
    doc,
    (x) => flag(run(x)),
    (b, x) => {
      const [op, swapped] = build;
      return b.op(op, swapped ? [zero(b), x] : [x, zero(b)]);
    },
  );

const within = (x: Cell, low: Cell, high: Cell): boolean => uless(sub(x, low), sub(high, low));
const larger = (x: Cell, y: Cell): Cell => (less(x, y) ? y : x);
const smaller = (x: Cell, y: Cell): Cell => (less(y, x) ? y : x);
const absolute = (x: Cell): Cell => (less(x, 0) ? negate(x) : x);

// biome-ignore format: a table reads best one row a line
export const arithmeticWords: Primitive[] = [
  binary("+", "( n1 n2 -- n3 )", "core", "Sum.", add, "add"),
  binary("-", "( n1 n2 -- n3 )", "core", "Difference n1 - n2.", sub, "sub"),
  binary("*", "( n1 n2 -- n3 )", "core", "Product, low cell.", mul, "mul"),
  binary("/", "( n1 n2 -- n3 )", "core", "Floored quotient. Throws -10 if n2 is 0.", (x, y) => divide(x, y)[0],
    (b, x, y) => { checkDivision(b, x, y); return b.op("fldiv", [x, y]); }),
  binary("mod", "( n1 n2 -- n3 )", "core", "Floored remainder. Throws -10 if n2 is 0.", (x, y) => divide(x, y)[1],
    (b, x, y) => { checkDivision(b, x, y); return b.op("flmod", [x, y]); }),
  primitive("/mod", "( n1 n2 -- n3 n4 )", "core", "Floored remainder n3 and quotient n4. Throws -10 if n2 is 0.",
    (vm) => { const y = vm.pop(); const [q, r] = divide(vm.pop(), y); vm.push(r); vm.push(q); },
    (b) => { const y = b.pop(); const x = b.pop(); checkDivision(b, x, y); b.push(b.op("flmod", [x, y])); b.push(b.op("fldiv", [x, y])); }),
  unary("1+", "( n1 -- n2 )", "core", "Add 1.", (x) => add(x, 1), (b, x) => b.op("add", [x, b.constant(1n)])),
  unary("1-", "( n1 -- n2 )", "core", "Subtract 1.", (x) => sub(x, 1), (b, x) => b.op("add", [x, b.constant(-1n)])),
  unary("2*", "( x1 -- x2 )", "core", "Shift left by one bit.", (x) => lshift(x, 1), (b, x) => b.op("shl", [x, b.constant(1n)])),
  unary("2/", "( x1 -- x2 )", "core", "Shift right by one bit, keeping the sign.", (x) => arshift(x, 1), (b, x) => b.op("sar", [x, b.constant(1n)])),
  unary("negate", "( n1 -- n2 )", "core", "Change the sign.", negate, (b, x) => b.op("neg", [x])),
  unary("abs", "( n -- u )", "core", "Absolute value.", absolute, (b, x) => b.op("select", [b.op("lt", [x, zero(b)]), b.op("neg", [x]), x])),
  binary("min", "( n1 n2 -- n3 )", "core", "The lesser.", smaller, (b, x, y) => b.op("select", [b.op("lt", [y, x]), y, x])),
  binary("max", "( n1 n2 -- n3 )", "core", "The greater.", larger, (b, x, y) => b.op("select", [b.op("lt", [x, y]), y, x])),
  binary("umin", "( u1 u2 -- u3 )", "gforth", "The lesser, unsigned.", (x, y) => (uless(y, x) ? y : x), (b, x, y) => b.op("select", [b.op("ult", [y, x]), y, x])),
  binary("umax", "( u1 u2 -- u3 )", "gforth", "The greater, unsigned.", (x, y) => (uless(x, y) ? y : x), (b, x, y) => b.op("select", [b.op("ult", [x, y]), y, x])),
  unary("invert", "( x1 -- x2 )", "core", "Invert all bits.", invert, (b, x) => b.op("not", [x])),
  binary("and", "( x1 x2 -- x3 )", "core", "Bitwise and.", and, "and"),
  binary("or", "( x1 x2 -- x3 )", "core", "Bitwise or.", or, "or"),
  binary("xor", "( x1 x2 -- x3 )", "core", "Bitwise exclusive or.", xor, "xor"),
  binary("lshift", "( x1 u -- x2 )", "core", "Shift left by u bits (modulo 64).", lshift, "shl"),
  binary("rshift", "( x1 u -- x2 )", "core", "Shift right by u bits (modulo 64), zeros coming in.", rshift, "shr"),
  binary("arshift", "( n1 u -- n2 )", "gforth", "Shift right by u bits (modulo 64), keeping the sign.", arshift, "sar"),
  primitive("under+", "( n1 n2 n3 -- n n2 )", "gforth", "Add n3 to n1.",
    (vm) => { const z = vm.pop(); const y = vm.pop(); vm.push(add(vm.pop(), z)); vm.push(y); },
    (b) => { const z = b.pop(); const y = b.pop(); b.push(b.op("add", [b.pop(), z])); b.push(y); }),
  primitive("bounds", "( addr u -- addr+u addr )", "gforth", "From start and length to the limits of a loop.",
    (vm) => { const u = vm.pop(); const a = vm.pop(); vm.push(add(a, u)); vm.push(a); },
    (b) => { const u = b.pop(); const a = b.pop(); b.push(b.op("add", [a, u])); b.push(a); }),

  compare("=", "True if equal.", "core", equal, ["eq"]),
  compare("<>", "True if not equal.", "core ext", (x, y) => !equal(x, y), ["ne"]),
  compare("<", "True if n1 is less than n2.", "core", less, ["lt"]),
  compare(">", "True if n1 is greater than n2.", "core", (x, y) => less(y, x), ["lt", true]),
  compare("<=", "True if n1 is not greater than n2.", "gforth", (x, y) => !less(y, x), ["le"]),
  compare(">=", "True if n1 is not less than n2.", "gforth", (x, y) => !less(x, y), ["le", true]),
  compare("u<", "True if u1 is less than u2, unsigned.", "core", uless, ["ult"]),
  compare("u>", "True if u1 is greater than u2, unsigned.", "core ext", (x, y) => uless(y, x), ["ult", true]),
  compare("u<=", "True if u1 is not greater than u2, unsigned.", "gforth", (x, y) => !uless(y, x), ["ule"]),
  compare("u>=", "True if u1 is not less than u2, unsigned.", "gforth", (x, y) => !uless(x, y), ["ule", true]),
  compareZero("0=", "True if zero.", "core", (x) => equal(x, 0), ["eq"]),
  compareZero("0<>", "True if not zero.", "core ext", (x) => !equal(x, 0), ["ne"]),
  compareZero("0<", "True if negative.", "core", (x) => less(x, 0), ["lt"]),
  compareZero("0>", "True if positive.", "core ext", (x) => less(0, x), ["lt", true]),
  compareZero("0<=", "True if not positive.", "gforth", (x) => !less(0, x), ["le"]),
  compareZero("0>=", "True if not negative.", "gforth", (x) => !less(x, 0), ["le", true]),
  primitive("within", "( u1 u2 u3 -- flag )", "core ext", "True if u1 lies in the circular range from u2 up to but not including u3.",
    (vm) => { const high = vm.pop(); const low = vm.pop(); vm.push(flag(within(vm.pop(), low, high))); },
    (b) => { const high = b.pop(); const low = b.pop(); const x = b.pop(); b.push(b.op("ult", [b.op("sub", [x, low]), b.op("sub", [high, low])])); }),

  primitive("s>d", "( n -- d )", "core", "Extend the sign to a double.",
    (vm) => { const n = vm.pop(); vm.push(n); vm.push(less(n, 0) ? -1 : 0); },
    (b) => { const n = b.pop(); b.push(n); b.push(b.op("sar", [n, b.constant(63n)])); }),
  primitive("m*", "( n1 n2 -- d )", "core", "Signed double product.",
    (vm) => vm.pushDouble(toBig(vm.pop()) * toBig(vm.pop())),
    (b) => { const y = b.pop(); const x = b.pop(); b.push(b.op("mul", [x, y])); b.push(b.op("mulh", [x, y])); }),
  primitive("um*", "( u1 u2 -- ud )", "core", "Unsigned double product.",
    (vm) => vm.pushDouble(toUnsigned(vm.pop()) * toUnsigned(vm.pop())),
    (b) => { const y = b.pop(); const x = b.pop(); b.push(b.op("mul", [x, y])); b.push(b.op("umulh", [x, y])); }),
  primitive("um/mod", "( ud u1 -- u2 u3 )", "core", "Unsigned remainder u2 and quotient u3. Throws -10 if u1 is 0, -11 if the quotient does not fit.",
    (vm) => {
      const d = toUnsigned(vm.pop());
      const n = BigInt.asUintN(128, vm.popDouble());
      if (d === 0n) throw new ForthThrow(-10, "division by zero");
      if (n >> 64n >= d) throw new ForthThrow(-11, "result out of range");
      vm.push(fromBig(n % d));
      vm.push(fromBig(n / d));
    },
    (b) => {
      const d = b.pop(); const high = b.pop(); const low = b.pop();
      b.trapif(b.op("eq", [d, zero(b)]), -10);
      b.trapif(b.op("ule", [d, high]), -11);
      b.push(b.op("urem2", [low, high, d])); b.push(b.op("udiv2", [low, high, d]));
    }),
  // um/mod without the double: the library's number output and doubles are made of these two.
  primitive("u/mod", "( u1 u2 -- u3 u4 )", "gforth", "Unsigned remainder u3 and quotient u4. Throws -10 if u2 is 0.",
    (vm) => {
      const d = toUnsigned(vm.pop()); const n = toUnsigned(vm.pop());
      if (d === 0n) throw new ForthThrow(-10, "division by zero");
      vm.push(fromBig(n % d)); vm.push(fromBig(n / d));
    },
    (b) => {
      const d = b.pop(); const n = b.pop();
      b.trapif(b.op("eq", [d, zero(b)]), -10);
      b.push(b.op("urem", [n, d])); b.push(b.op("udiv", [n, d]));
    }),
  primitive("d+", "( d1 d2 -- d3 )", "double", "Double sum.",
    (vm) => { const y = vm.popDouble(); vm.pushDouble(vm.popDouble() + y); },
    (b) => {
      const yh = b.pop(); const yl = b.pop(); const xh = b.pop(); const xl = b.pop();
      const low = b.op("add", [xl, yl]);
      // a carry is a flag of -1, so it is subtracted
      b.push(low); b.push(b.op("sub", [b.op("add", [xh, yh]), b.op("ult", [low, xl])]));
    }),
  primitive("dnegate", "( d1 -- d2 )", "double", "Change the sign of a double.",
    (vm) => vm.pushDouble(-vm.popDouble()),
    (b) => {
      const high = b.pop(); const low = b.pop();
      const borrow = b.op("ne", [low, zero(b)]);
      b.push(b.op("neg", [low])); b.push(b.op("add", [b.op("neg", [high]), borrow]));
    }),
];
