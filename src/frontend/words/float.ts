/**
 * Words on floats: IEEE doubles on a stack of their own. What could be said in Forth is in `lib/float.fs`.
 *
 * All results are exact or rounded to nearest, as JavaScript and the targets do alike, NaNs included as long
 * as an operation has no two of them.
 */
import { bitsOf, floatToCell, fromSingle, roundEven, SIGN_BIT, toSingle } from "../../codegen/ir/float.ts";
import type { Op } from "../../codegen/ir/ops.ts";
import type { Inst } from "../../codegen/ir/types.ts";
import {
  Address,
  type Cell,
  type Float,
  flag,
  floatBits,
  floatOf,
  fromBig,
  type KnownFloat,
  toBig,
  toFloat,
  toNumber,
  Unknown,
} from "../cell.ts";
import type { Evaluator } from "../evaluator.ts";
import { type Primitive, primitive, type SsaBuilder } from "../primitive.ts";
import { bodyWord, compiling, define, runtimeHere } from "./defining.ts";

function shuffle(name: string, stack: string, set: string, doc: string, out: readonly number[]): Primitive {
  const ins = (): number => stack.split(" ").indexOf("--") - 2;
  return primitive(
    name,
    stack,
    set,
    doc,
    (vm) => {
      const items: Float[] = [];
      for (let k = ins() - 1; k >= 0; k--) items[k] = vm.fpop();
      for (const k of out) vm.fpush(items[k]!);
    },
    (b) => {
      const items: Inst[] = [];
      for (let k = ins() - 1; k >= 0; k--) items[k] = b.fpop();
      for (const k of out) b.fpush(items[k]!);
    },
  );
}

type Build<A extends Inst[]> = Op | ((b: SsaBuilder, ...args: A) => Inst);

const made = <A extends Inst[]>(b: SsaBuilder, build: Build<A>, ...args: A): Inst =>
  typeof build === "string" ? b.op(build, args) : build(b, ...args);

/** The NaN that comes out where one goes in, as x86-64 has it: the first one, quiet. */
const nanOf = (x: KnownFloat, y: KnownFloat = x): KnownFloat | undefined => {
  const nan = isNan(x) ? x : isNan(y) ? y : undefined;
  return nan === undefined || typeof nan === "number" ? nan : floatOf(nan.bits | QUIET);
};

const isNan = (x: KnownFloat): boolean => typeof x !== "number" || Number.isNaN(x);
const QUIET = 1n << 51n;

const unary = (
  name: string,
  set: string,
  doc: string,
  run: (x: number) => number,
  build: Build<[Inst]>,
): Primitive =>
  primitive(
    name,
    "( F: r1 -- r2 )",
    set,
    doc,
    (vm) => {
      const x = toFloat(vm.fpop());
      vm.fpush(nanOf(x) ?? run(x as number));
    },
    (b) => b.fpush(made(b, build, b.fpop())),
  );

/** Works on the bits: what it does to the sign of a number it does to that of a NaN. */
const sign = (name: string, set: string, doc: string, run: (bits: bigint) => bigint, build: Op): Primitive =>
  primitive(
    name,
    "( F: r1 -- r2 )",
    set,
    doc,
    (vm) => vm.fpush(floatOf(run(floatBits(toFloat(vm.fpop()))))),
    (b) => b.fpush(b.op(build, [b.fpop()])),
  );

const binary = (
  name: string,
  set: string,
  doc: string,
  run: (x: number, y: number) => number,
  build: Op,
): Primitive =>
  primitive(
    name,
    "( F: r1 r2 -- r3 )",
    set,
    doc,
    (vm) => {
      const y = toFloat(vm.fpop());
      const x = toFloat(vm.fpop());
      vm.fpush(nanOf(x, y) ?? run(x as number, y as number));
    },
    (b) => {
      const y = b.fpop();
      b.fpush(b.op(build, [b.fpop(), y]));
    },
  );

/** One of two floats: the first if it is less, or the second. */
const choice = (name: string, doc: string, lesser: boolean): Primitive =>
  primitive(
    name,
    "( F: r1 r2 -- r3 )",
    "floating",
    doc,
    (vm) => {
      const y = toFloat(vm.fpop());
      const x = toFloat(vm.fpop());
      vm.fpush(x < y === lesser ? x : y);
    },
    (b) => {
      const y = b.fpop();
      const x = b.fpop();
      const isLess = less(b, x, y);
      b.fpush(b.op("fselect", lesser ? [isLess, x, y] : [isLess, y, x]));
    },
  );

const compare = (
  name: string,
  set: string,
  doc: string,
  run: (x: number, y: number) => boolean,
  build: Build<[Inst, Inst]>,
): Primitive =>
  primitive(
    name,
    "( -- flag ) ( F: r1 r2 -- )",
    set,
    doc,
    (vm) => {
      const y = vm.popFloat();
      vm.push(flag(run(vm.popFloat(), y)));
    },
    (b) => {
      const y = b.fpop();
      b.push(made(b, build, b.fpop(), y));
    },
  );

const compareZero = (
  name: string,
  set: string,
  doc: string,
  run: (x: number) => boolean,
  build: Build<[Inst, Inst]>,
): Primitive =>
  primitive(
    name,
    "( -- flag ) ( F: r -- )",
    set,
    doc,
    (vm) => vm.push(flag(run(vm.popFloat()))),
    (b) => b.push(made(b, build, b.fpop(), b.float(0))),
  );

/** Comparisons of one float with another, or with zero. */
const less = (b: SsaBuilder, x: Inst, y: Inst): Inst => b.op("flt", [x, y]);
const greater = (b: SsaBuilder, x: Inst, y: Inst): Inst => b.op("flt", [y, x]);
const atMost = (b: SsaBuilder, x: Inst, y: Inst): Inst => b.op("fle", [x, y]);
const atLeast = (b: SsaBuilder, x: Inst, y: Inst): Inst => b.op("fle", [y, x]);
const differs = (b: SsaBuilder, x: Inst, y: Inst): Inst => b.op("not", [b.op("feq", [x, y])]);

function fetch(
  name: string,
  set: string,
  doc: string,
  op: "fload" | "fload32",
  run: (vm: Evaluator, a: Cell) => KnownFloat,
): Primitive {
  return primitive(
    name,
    "( f-addr -- ) ( F: -- r )",
    set,
    doc,
    (vm) => vm.fpush(run(vm, vm.pop())),
    (b) => b.fpush(b.op(op, [b.pop()])),
  );
}

function store(
  name: string,
  set: string,
  doc: string,
  op: "fstore" | "fstore32",
  run: (vm: Evaluator, a: Cell, value: KnownFloat) => void,
): Primitive {
  return primitive(
    name,
    "( f-addr -- ) ( F: r -- )",
    set,
    doc,
    (vm) => run(vm, vm.pop(), toFloat(vm.fpop())),
    (b) => void b.op(op, [b.pop(), b.fpop()]),
    { writes: true },
  );
}

// ---- defining words ----

/** A word with a float of data, which it gives the address of, or fetches. */
function floatWord(
  vm: Evaluator,
  type: "created" | "constant" | "fvalue",
  value: Float,
  ...rest: "f@"[]
): void {
  const t = vm.text;
  const word = t.createWord(type, t.parseName("the name"));
  const body = t.newBody(word.name);
  t.space.allot(8);
  const address = new Address(body.unit, body.offset);
  vm.storeFloat(address, value);
  bodyWord(t, word, address, ...rest);
}

// biome-ignore format: a table reads best one row a line
export const floatWords: Primitive[] = [
  shuffle("fdup", "( F: r -- r r )", "floating", "Duplicate r.", [0, 0]),
  shuffle("fdrop", "( F: r -- )", "floating", "Remove r.", []),
  shuffle("fswap", "( F: r1 r2 -- r2 r1 )", "floating", "Exchange the top two floats.", [1, 0]),
  shuffle("fover", "( F: r1 r2 -- r1 r2 r1 )", "floating", "Copy the second float to the top.", [0, 1, 0]),
  shuffle("frot", "( F: r1 r2 r3 -- r2 r3 r1 )", "floating", "Rotate the third float to the top.", [1, 2, 0]),
  shuffle("f-rot", "( F: r1 r2 r3 -- r3 r1 r2 )", "gforth", "Rotate the top float to third place.", [2, 0, 1]),
  shuffle("fnip", "( F: r1 r2 -- r2 )", "gforth", "Remove the second float.", [1]),
  shuffle("ftuck", "( F: r1 r2 -- r2 r1 r2 )", "gforth", "Copy the top float below the second.", [1, 0, 1]),
  shuffle("fthird", "( F: r1 r2 r3 -- r1 r2 r3 r1 )", "gforth", "Copy the third float to the top.", [0, 1, 2, 0]),
  shuffle("ffourth", "( F: r1 r2 r3 r4 -- r1 r2 r3 r4 r1 )", "gforth", "Copy the fourth float to the top.", [0, 1, 2, 3, 0]),
  shuffle("f2dup", "( F: r1 r2 -- r1 r2 r1 r2 )", "gforth", "Duplicate the top two floats.", [0, 1, 0, 1]),

  binary("f+", "floating", "Sum.", (x, y) => x + y, "fadd"),
  binary("f-", "floating", "Difference r1 - r2.", (x, y) => x - y, "fsub"),
  binary("f*", "floating", "Product.", (x, y) => x * y, "fmul"),
  binary("f/", "floating", "Quotient r1 / r2; by zero an infinity or NaN.", (x, y) => x / y, "fdiv"),
  choice("fmin", "The lesser; r2 if either is a NaN.", true),
  choice("fmax", "The greater; r1 if either is a NaN.", false),
  sign("fnegate", "floating", "Change the sign.", (x) => BigInt.asIntN(64, x ^ SIGN_BIT), "fneg"),
  sign("fabs", "floating ext", "Absolute value.", (x) => x & ~SIGN_BIT, "fabs"),
  unary("fsqrt", "floating ext", "Square root; a NaN for negative r1.", Math.sqrt, "fsqrt"),
  unary("f2*", "gforth", "Multiply by 2.", (x) => x * 2, (b, x) => b.op("fadd", [x, x])),
  unary("f2/", "gforth", "Divide by 2.", (x) => x / 2, (b, x) => b.op("fmul", [x, b.float(0.5)])),
  unary("1/f", "gforth", "Divide 1 by r1.", (x) => 1 / x, (b, x) => b.op("fdiv", [b.float(1), x])),
  unary("floor", "floating", "Round towards minus infinity.", Math.floor, "ffloor"),
  unary("fceil", "gforth", "Round towards plus infinity.", Math.ceil, "fceil"),
  unary("ftrunc", "floating ext", "Round towards zero.", Math.trunc, "ftrunc"),
  unary("fround", "floating", "Round to the nearest integer, ties to even.", roundEven, "fround"),

  compare("f<", "floating", "True if r1 is less than r2. Comparisons with a NaN are false.", (x, y) => x < y, less),
  compare("f>", "gforth", "True if r1 is greater than r2.", (x, y) => x > y, greater),
  compare("f<=", "gforth", "True if r1 is not greater than r2; false with a NaN.", (x, y) => x <= y, atMost),
  compare("f>=", "gforth", "True if r1 is not less than r2; false with a NaN.", (x, y) => x >= y, atLeast),
  compare("f=", "gforth", "True if equal; 0 equals -0, and a NaN nothing.", (x, y) => x === y, "feq"),
  compare("f<>", "gforth", "True if not equal.", (x, y) => x !== y, differs),
  compareZero("f0<", "floating", "True if less than zero.", (x) => x < 0, less),
  compareZero("f0>", "gforth", "True if greater than zero.", (x) => x > 0, greater),
  compareZero("f0<=", "gforth", "True if not greater than zero; false for a NaN.", (x) => x <= 0, atMost),
  compareZero("f0>=", "gforth", "True if not less than zero; false for a NaN.", (x) => x >= 0, atLeast),
  compareZero("f0=", "floating", "True if zero, of either sign.", (x) => x === 0, "feq"),
  compareZero("f0<>", "gforth", "True if not zero.", (x) => x !== 0, differs),

  primitive("s>f", "( n -- ) ( F: -- r )", "floating ext", "A cell as a float, rounded to nearest.",
    (vm) => vm.fpush(toNumber(vm.pop())), (b) => b.fpush(b.op("i2f", [b.pop()]))),
  primitive("f>s", "( -- n ) ( F: r -- )", "floating ext", "Round towards zero to a cell. What does not fit, and a NaN, gives the least cell, -2^63.",
    (vm) => vm.push(fromBig(floatToCell(bitsOf(vm.popFloat())))), (b) => b.push(b.op("f2i", [b.fpop()]))),
  primitive("(f>bits)", "( -- x ) ( F: r -- )", "internal", "The bits of a double.",
    (vm) => vm.push(fromBig(floatBits(toFloat(vm.fpop())))), (b) => b.push(b.op("fbits", [b.fpop()]))),
  primitive("(bits>f)", "( x -- ) ( F: -- r )", "internal", "The double with these bits.",
    (vm) => vm.fpush(floatOf(toBig(vm.pop()))), (b) => b.fpush(b.op("bitsf", [b.pop()]))),

  fetch("f@", "floating", "Fetch the float at f-addr.", "fload", (vm, a) => vm.space.readFloat(a)),
  store("f!", "floating", "Store r at f-addr.", "fstore", (vm, a, r) => vm.space.writeFloat(a, r)),
  fetch("df@", "floating ext", "Fetch the double at f-addr.", "fload", (vm, a) => vm.space.readFloat(a)),
  store("df!", "floating ext", "Store r at f-addr as a double.", "fstore", (vm, a, r) => vm.space.writeFloat(a, r)),
  fetch("sf@", "floating ext", "Fetch the float of 32 bits at f-addr.", "fload32",
    (vm, a) => floatOf(fromSingle(BigInt(vm.space.readSmall(a, 4))))),
  store("sf!", "floating ext", "Store r at f-addr, rounded to 32 bits.", "fstore32",
    (vm, a, r) => vm.space.writeSmall(a, Number(toSingle(floatBits(r))), 4)),

  define("fvariable", '( "name" -- )', "floating", "Define a word that gives the address of a float, 0e at first.", (_, vm) => floatWord(vm, "created", 0)),
  define("fvalue", '( F: r "name" -- )', "floating ext", "Define a word that gives r until `to` stores another.", (_, vm) => floatWord(vm, "fvalue", vm.fpop(), "f@")),
  define("fconstant", '( F: r "name" -- )', "floating", "Define a word that gives r.", (t, vm) => {
    const value = vm.fpop();
    if (value instanceof Unknown) { floatWord(vm, "constant", value, "f@"); return; }
    const word = t.createWord("constant", t.parseName("the name"));
    const { span } = t;
    word.code = [{ op: "flit", value, span }, { op: "exit", span }];
  }),
  define("fliteral", "( F: r -- )", "floating", "Compile r.", (t, vm) => t.compileFloat(vm.fpop()), compiling),
  define("f,", "( F: r -- )", "gforth", "Append a float to data space.", (t, vm) => {
    const value = vm.fpop();
    const here = t.space.here();
    t.space.allot(8);
    vm.storeFloat(here, value);
  }, { role: "space" }, (b) => {
    const here = runtimeHere(b);
    b.ccall("ffc_allot", [b.constant(8n)]);
    b.op("fstore", [here, b.fpop()]);
  }),
];
