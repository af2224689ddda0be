/**
 * Random modules that are correct by construction, for differential tests: every value is defined before
 * it is used, every loop ends, stack memory is read only where it was written, divisors are tested.
 *
 * A function is built like a Forth word by statements that keep track of the stack pointer and of how
 * many cells at it may be read. Functions call those made before them; recursion counts down its
 * first input.
 *
 * Which NaN an operation gives is not specified, so bits of floats are shown only of what is none.
 */
import {
  addEdge,
  append,
  branch,
  type InstOptions,
  jump,
  newBlock,
  newFunc,
} from "../../../src/codegen/ir/builder.ts";
import { bitsOf } from "../../../src/codegen/ir/float.ts";
import { CONTEXT } from "../../../src/codegen/ir/layout.ts";
import { OPS, type Op } from "../../../src/codegen/ir/ops.ts";
import type { Block, Func, Inst, Module, Signature } from "../../../src/codegen/ir/types.ts";

/** A small generator of good quality (mulberry32): the same seed gives the same program anywhere. */
export class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed | 0;
  }
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  }
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

/** A function with what its callers may count on, declared or not. */
interface Callee {
  func: Func;
  ins: number;
  outs: number;
  fins: number;
  fouts: number;
  /** The first input bounds the recursion. */
  counts: boolean;
  token: string | undefined;
}

const isBinary = (op: Op): boolean => OPS[op].args === "ii" && OPS[op].effect === "pure";
const BINARY = (Object.keys(OPS) as Op[]).filter(isBinary);
const DIVISIONS: readonly Op[] = ["sdiv", "srem", "fldiv", "flmod", "udiv", "urem"];
const CONSTANTS = [
  0n,
  1n,
  -1n,
  2n,
  8n,
  7n,
  -8n,
  255n,
  64n,
  63n,
  1n << 40n,
  -(1n << 63n),
  (1n << 63n) - 1n,
  10n,
];
const FLOATS = ["fadd", "fsub", "fmul", "fdiv"] as const;
const FLOAT_CONSTANTS = [0, -0, 1, -1, 2, 0.5, 3, 1e10, -1e-3, 2 ** 63, 5e-324, Infinity, Number.NaN];
const OBJECTS = 2;
const CELLS = 3;

/** Small ones of either sign, borders, and anything. */
function randomCell(random: Random): bigint {
  if (random.chance(60)) return BigInt(random.below(41) - 20);
  if (random.chance(50)) return random.pick(CONSTANTS);
  return BigInt.asIntN(64, (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32)));
}

export function randomModule(seed: number, size = 6): Module {
  const random = new Random(seed);
  const module: Module = { functions: [], data: [], tokens: [], positions: [], entry: "main" };
  module.positions.push({ file: "", line: 0, word: "" });
  for (let i = 0; i < OBJECTS; i++) {
    const bytes = new Uint8Array(8 * CELLS);
    const view = new DataView(bytes.buffer);
    for (let cell = 0; cell < CELLS; cell++) view.setBigInt64(8 * cell, randomCell(random), true);
    module.data.push({ symbol: `data${i}`, align: 8, size: 8 * CELLS, bytes, relocs: [], readonly: false });
  }
  const callees: Callee[] = [];
  for (let i = 0; i < size; i++) callees.push(randomFunction(module, random, `f${i}`, callees));
  const main = newFunc("main", "main", { convention: "reg", ins: 0, outs: 0, fins: 0, fouts: 0 });
  const body = new Body(random, callees, main, {
    ins: 0,
    outs: 0,
    fins: 0,
    fouts: 0,
    counts: false,
    token: undefined,
    func: main,
  });
  // What comes from memory no pass can know.
  for (let i = 0; i < 4; i++) {
    const address = body.op("addr", [], { sym: `data${random.below(OBJECTS)}` });
    body.values.push(body.op("load", [address], { imm: BigInt(8 * random.below(CELLS)) }));
  }
  body.statements(10);
  body.show();
  body.end();
  module.functions.push(main);
  return module;
}

function randomFunction(module: Module, random: Random, symbol: string, callees: Callee[]): Callee {
  const ins = random.below(4);
  const outs = random.below(3);
  const [fins, fouts] = random.chance(60) ? [0, 0] : [random.below(4), random.below(3)];
  const counts = ins > 0 && random.chance(30);
  const convention = random.chance(60) ? "reg" : "stack";
  const isKnown = convention === "reg" || random.chance(50);
  const sig: Signature = isKnown
    ? { convention, ins, outs, fins, fouts }
    : { convention, ins: -1, outs: -1, fins: 0, fouts: 0 };
  const func = newFunc(symbol, symbol, sig);
  const token = random.chance(40) ? `token_${symbol}` : undefined;
  if (token) module.tokens.push({ symbol: token, func: symbol, spawnInputs: 255, body: undefined });
  const callee: Callee = { func, ins, outs, fins, fouts, counts, token };
  new Body(random, callees, func, callee).build();
  module.functions.push(func);
  return callee;
}

class Body {
  /** Values known in the current block. */
  values: Inst[] = [];
  floats: Inst[] = [];
  block: Block;
  sp: Inst;
  /** Cells at `sp` that may be read. */
  cells: number;
  #depth = 0;
  readonly #entrySp: Inst;
  readonly #random: Random;
  readonly #callees: readonly Callee[];
  readonly #func: Func;
  readonly #self: Callee;

  constructor(random: Random, callees: readonly Callee[], func: Func, self: Callee) {
    this.#random = random;
    this.#callees = callees;
    this.#func = func;
    this.#self = self;
    this.block = newBlock(func);
    this.sp = this.op("sp", []);
    this.#entrySp = this.sp;
    this.cells = func.sig.convention === "reg" ? 0 : self.ins;
    if (func.sig.convention === "reg") {
      for (let i = 0; i < self.ins; i++) this.values.push(this.op("param", [], { imm: BigInt(i) }));
      for (let i = 0; i < self.fins; i++) this.floats.push(this.op("fparam", [], { imm: BigInt(i) }));
    } else this.#popFloats(self.fins);
    this.values.push(this.constant(this.#random.pick(CONSTANTS)));
  }

  op(op: Op, args: Inst[], options: InstOptions = {}): Inst {
    return append(this.#func, this.block, op, args, options);
  }

  constant(value: bigint): Inst {
    return this.op("const", [], { imm: value });
  }

  value(): Inst {
    return this.#recent(this.values);
  }

  /** Mostly what is recent, so that expressions get deep. */
  #recent(values: readonly Inst[]): Inst {
    const recent = this.#random.chance(70) ? Math.min(4, values.length) : values.length;
    return values[values.length - 1 - this.#random.below(recent)]!;
  }

  float(): Inst {
    if (this.floats.length === 0 || this.#random.chance(20)) {
      return this.op("fconst", [], { imm: bitsOf(this.#random.pick(FLOAT_CONSTANTS)) });
    }
    return this.#recent(this.floats);
  }

  /** The float, or 0 for a NaN. */
  #number(): Inst {
    const x = this.float();
    return this.op("fselect", [this.op("feq", [x, x]), x, this.op("fconst", [])]);
  }

  #floatPointer(): { pointer: Inst; at: Inst } {
    const pointer = this.op("user", [], { imm: BigInt(CONTEXT.floatPointer) });
    return { pointer, at: this.op("load", [pointer]) };
  }

  #moveFloats(pointer: Inst, at: Inst, floats: number): Inst {
    const moved = this.op("add", [at, this.constant(BigInt(8 * floats))]);
    this.op("store", [pointer, moved]);
    return moved;
  }

  /** From the float stack in memory to values. */
  #popFloats(count: number): void {
    if (count === 0) return;
    const { pointer, at } = this.#floatPointer();
    for (let k = count - 1; k >= 0; k--) this.floats.push(this.op("fload", [at], { imm: BigInt(8 * k) }));
    this.#moveFloats(pointer, at, count);
  }

  #pushFloats(floats: readonly Inst[]): void {
    if (floats.length === 0) return;
    const { pointer, at } = this.#floatPointer();
    const moved = this.#moveFloats(pointer, at, -floats.length);
    floats.forEach((float, k) => {
      this.op("fstore", [moved, float], { imm: BigInt(8 * (floats.length - 1 - k)) });
    });
  }

  #someFloats(count: number): Inst[] {
    return Array.from({ length: count }, () => this.float());
  }

  #floatStatement(): void {
    const r = this.#random;
    const kind = r.below(100);
    if (kind < 40) this.floats.push(this.op(r.pick(FLOATS), [this.float(), this.float()]));
    else if (kind < 50) this.floats.push(this.op(r.pick(["fneg", "fabs", "fsqrt"] as const), [this.float()]));
    else if (kind < 60) this.floats.push(this.op(r.pick(["i2f", "bitsf"] as const), [this.value()]));
    else if (kind < 65) this.values.push(this.op("f2i", [this.float()]));
    else if (kind < 70) this.values.push(this.op("fbits", [this.#number()]));
    else if (kind < 80) this.values.push(this.#comparison());
    else if (kind < 86) this.floats.push(this.op("fselect", [this.#condition(), this.float(), this.float()]));
    else {
      const address = this.op("addr", [], { sym: `data${r.below(OBJECTS)}` });
      const imm = BigInt(8 * r.below(CELLS));
      const [load, store] = r.chance(70)
        ? (["fload", "fstore"] as const)
        : (["fload32", "fstore32"] as const);
      if (r.chance(50)) this.floats.push(this.op(load, [address], { imm }));
      else this.op(store, [address, this.#number()], { imm });
    }
  }

  #comparison(): Inst {
    return this.op(this.#random.pick(["feq", "flt", "fle"] as const), [this.float(), this.float()]);
  }

  build(): void {
    if (this.#self.counts) this.#recursive();
    else {
      this.statements(2 + this.#random.below(8));
      this.end();
    }
  }

  /** `counter 1 < if ... exit then ... counter 1- recurse`, in tail position or not. */
  #recursive(): void {
    const { ins, outs } = this.#self;
    const inRegisters = this.#func.sig.convention === "reg";
    const counter = inRegisters
      ? this.values[0]!
      : this.op("load", [this.sp], { imm: BigInt(8 * (ins - 1)) });
    const done = newBlock(this.#func);
    const more = newBlock(this.#func);
    branch(this.#func, this.block, this.op("lt", [counter, this.constant(1n)]), done, more);
    const { values, floats, sp, cells } = this;
    this.block = done;
    Object.assign(this, { values: [...values], floats: [...floats] });
    this.statements(1);
    this.end();
    this.block = more;
    Object.assign(this, { values: [...values], floats: [...floats], sp, cells });
    this.statements(3);
    const less = this.op("sub", [counter, this.constant(1n)]);
    const args = [less];
    for (let i = 1; i < ins; i++) args.push(this.value());
    this.#call(this.#self, args);
    if (this.#random.chance(50)) this.statements(2);
    else if (inRegisters) {
      this.op("ret", [this.#entrySp, ...this.#last(outs, this.#self.fouts)]);
      return;
    }
    this.end();
  }

  statements(count: number): void {
    for (let i = 0; i < count; i++) this.statement();
  }

  statement(): void {
    const r = this.#random;
    if (r.chance(25)) {
      this.#floatStatement();
      return;
    }
    const kind = r.below(100);
    if (kind < 35)
      this.values.push(
        this.op(r.pick(BINARY), [
          this.value(),
          r.chance(40) ? this.constant(r.pick(CONSTANTS)) : this.value(),
        ]),
      );
    else if (kind < 39) this.values.push(this.op(r.pick(["neg", "not"] as const), [this.value()]));
    else if (kind < 42) this.values.push(this.op("select", [this.value(), this.value(), this.value()]));
    else if (kind < 52) this.#push(this.value());
    else if (kind < 58) this.#stackAccess();
    else if (kind < 68) for (let i = r.below(3); i >= 0; i--) this.#dataAccess();
    else if (kind < 72) this.#divide();
    else if (kind < 74)
      this.op("trapif", [this.op("eq", [this.value(), this.constant(12345n)])], { imm: -24n });
    else if (kind < 77) this.op("ccall", [this.value()], { sym: "ffc_emit" });
    else if (kind < 85 && this.#callees.length > 0) this.#randomCall(r.pick(this.#callees));
    else if (kind < 94 && this.#depth < 3) this.#nested(() => this.#conditional());
    else if (kind < 98 && this.#depth < 2)
      this.#nested(() => (r.chance(50) ? this.#loop() : this.#countedLoop()));
    else if (this.#depth > 0 && this.#depth < 3) this.#nested(() => this.#exit());
  }

  #nested(build: () => void): void {
    this.#depth++;
    build();
    this.#depth--;
  }

  #push(value: Inst): void {
    this.sp = this.#random.chance(50)
      ? this.op("sub", [this.sp, this.constant(8n)])
      : this.op("add", [this.sp, this.constant(-8n)]);
    this.op("store", [this.sp, value]);
    this.cells++;
  }

  #drop(count: number): void {
    if (count === 0) return;
    this.sp = this.op("add", [this.sp, this.constant(BigInt(8 * count))]);
    this.cells -= count;
  }

  /** Pushes or drops until `count` cells are there. */
  #adjust(count: number): void {
    while (this.cells < count) this.#push(this.value());
    this.#drop(this.cells - count);
  }

  #stackAccess(): void {
    if (this.cells === 0) return;
    const imm = BigInt(8 * this.#random.below(this.cells));
    if (this.#random.chance(60)) this.values.push(this.op("load", [this.sp], { imm }));
    else if (this.#random.chance(50)) this.op("store", [this.sp, this.value()], { imm });
    else {
      this.values.push(this.op("load", [this.sp]));
      this.#drop(1);
    }
  }

  #dataAccess(): void {
    const r = this.#random;
    const object = this.op("addr", [], { sym: `data${r.below(OBJECTS)}` });
    let address = object;
    let imm = BigInt(8 * r.below(CELLS));
    const kind = r.below(3);
    if (kind === 0) {
      const index = this.op("shl", [this.op("and", [this.value(), this.constant(1n)]), this.constant(3n)]);
      address = this.op("add", [object, index]);
      imm = 0n;
    } else if (kind === 1) {
      address = this.op("add", [object, this.constant(imm)]);
      imm = 0n;
    }
    const [load, store] = r.chance(70)
      ? (["load", "store"] as const)
      : r.pick([
          ["load8", "store8"],
          ["load16", "store16"],
          ["load32", "store32"],
        ] as const);
    if (r.chance(50)) this.values.push(this.op(load, [address], { imm }));
    else this.op(store, [address, this.value()], { imm });
  }

  #divide(): void {
    const [x, y] = [
      this.value(),
      this.#random.chance(50) ? this.constant(this.#random.pick(CONSTANTS)) : this.value(),
    ];
    this.op("trapif", [this.op("eq", [y, this.constant(0n)])], { imm: -10n });
    const overflows = this.op("and", [
      this.op("eq", [x, this.constant(-(1n << 63n))]),
      this.op("eq", [y, this.constant(-1n)]),
    ]);
    this.op("trapif", [overflows], { imm: -11n });
    this.values.push(this.op(this.#random.pick(DIVISIONS), [x, y]));
  }

  #randomCall(callee: Callee): void {
    const args: Inst[] = [];
    for (let i = 0; i < callee.ins; i++) args.push(this.value());
    if (callee.counts) args[0] = this.op("and", [args[0]!, this.constant(3n)]);
    const kind = this.#random.below(3);
    if (callee.token === undefined || kind === 0) this.#call(callee, args);
    else if (kind === 1) this.#execute(callee, args);
    else this.#catch(callee, args);
  }

  #call(callee: Callee, args: Inst[]): void {
    const { func, ins, outs, fins, fouts } = callee;
    const floats = this.#someFloats(fins);
    if (func.sig.convention === "reg") {
      const imm = BigInt(outs + fouts);
      const call = this.op("call", [this.sp, ...args, ...floats], { sym: func.symbol, imm });
      for (let i = 0; i < outs; i++) this.values.push(this.op("proj", [call], { imm: BigInt(i) }));
      for (let i = outs; i < outs + fouts; i++)
        this.floats.push(this.op("proj", [call], { imm: BigInt(i), type: "f64" }));
      return;
    }
    for (const arg of args) this.#push(arg);
    this.#pushFloats(floats);
    const call = this.op("call", [this.sp], { sym: func.symbol, imm: 1n });
    this.sp = this.op("proj", [call]);
    this.cells += outs - ins;
    this.#popFloats(fouts);
  }

  /** The last values, which a call just gave. */
  #last(cells: number, floats: number): Inst[] {
    return [
      ...this.values.slice(this.values.length - cells),
      ...this.floats.slice(this.floats.length - floats),
    ];
  }

  #execute({ token, ins, outs, fins, fouts }: Callee, args: Inst[]): void {
    for (const arg of args) this.#push(arg);
    this.#pushFloats(this.#someFloats(fins));
    const call = this.op("icall", [this.sp, this.op("addr", [], { sym: token! })], { imm: 1n });
    this.sp = this.op("proj", [call]);
    this.cells += outs - ins;
    this.#popFloats(fouts);
  }

  /** After a throw the cells that were inputs hold nothing: both ways drop to below them. */
  #catch({ token, ins, outs, fins }: Callee, args: Inst[]): void {
    for (const arg of args) this.#push(arg);
    const { pointer, at } = this.#floatPointer();
    this.#pushFloats(this.#someFloats(fins));
    const call = this.op("catch", [this.sp, this.op("addr", [], { sym: token! })], { imm: 2n });
    const sp = this.op("proj", [call]);
    const code = this.op("proj", [call], { imm: 1n });
    const [thrown, fine, join] = [newBlock(this.#func), newBlock(this.#func), newBlock(this.#func)];
    branch(this.#func, this.block, code, thrown, fine);
    const shifted = (block: Block, cells: number): Inst => {
      this.block = block;
      const base = this.op("add", [sp, this.constant(BigInt(8 * cells))]);
      jump(this.#func, block, join);
      return base;
    };
    const bases = [shifted(thrown, ins), shifted(fine, outs)];
    this.block = join;
    this.sp = this.op("phi", bases);
    this.cells -= ins;
    this.op("store", [pointer, at]);
    this.values.push(code);
  }

  #conditional(): void {
    const r = this.#random;
    const [then, otherwise, join] = [newBlock(this.#func), newBlock(this.#func), newBlock(this.#func)];
    branch(this.#func, this.block, this.#condition(), then, otherwise);
    const before = { values: this.values, floats: this.floats, sp: this.sp, cells: this.cells };
    const cells = Math.max(0, this.cells + r.below(3) - 1);
    const arm = (block: Block): { values: Inst[]; floats: Inst[]; sp: Inst } => {
      this.block = block;
      Object.assign(this, { ...before, values: [...before.values], floats: [...before.floats] });
      this.statements(r.below(4));
      this.#adjust(cells);
      jump(this.#func, this.block, join);
      return { values: this.values, floats: this.floats, sp: this.sp };
    };
    const [a, b] = [arm(then), arm(otherwise)];
    this.block = join;
    this.sp = a.sp === b.sp ? a.sp : this.op("phi", [a.sp, b.sp]);
    this.cells = cells;
    this.values = [...before.values];
    for (let i = 0; i < 1 + r.below(2); i++) {
      this.values.push(this.op("phi", [r.pick(a.values.slice(-3)), r.pick(b.values.slice(-3))]));
    }
    this.floats = [...before.floats];
    if (a.floats.length > 0 && b.floats.length > 0) {
      const args = [r.pick(a.floats.slice(-3)), r.pick(b.floats.slice(-3))];
      this.floats.push(this.op("phi", args, { type: "f64" }));
    }
  }

  #condition(): Inst {
    const r = this.#random;
    if (r.chance(25)) {
      const test = this.#comparison();
      return r.chance(50) ? this.op("eq", [test, this.constant(0n)]) : test;
    }
    const test = this.op(r.pick(["lt", "eq", "ult", "ne", "le"] as const), [this.value(), this.value()]);
    if (r.chance(30)) return this.op("eq", [test, this.constant(0n)]);
    return r.chance(30) ? this.value() : test;
  }

  #loop(): void {
    const r = this.#random;
    const [start, carried, float] = [this.constant(0n), this.value(), this.float()];
    const [head, body, after] = [newBlock(this.#func), newBlock(this.#func), newBlock(this.#func)];
    const entrySp = this.sp;
    jump(this.#func, this.block, head);
    this.block = head;
    const index = this.op("phi", [start]);
    const sum = this.op("phi", [carried]);
    const sp = this.op("phi", [entrySp]);
    const product = this.op("phi", [float], { type: "f64" });
    this.sp = sp;
    this.values.push(index, sum);
    this.floats.push(product);
    const { values, floats, cells } = this;
    branch(this.#func, head, this.op("lt", [index, this.constant(BigInt(r.below(5)))]), body, after);
    this.block = body;
    Object.assign(this, { values: [...values], floats: [...floats] });
    this.statements(1 + r.below(4));
    this.#adjust(cells);
    index.args.push(this.op("add", [index, this.constant(1n)]));
    sum.args.push(this.value());
    sp.args.push(this.sp);
    product.args.push(this.float());
    jump(this.#func, this.block, head);
    this.block = after;
    Object.assign(this, { values: [...values], floats: [...floats], sp, cells });
  }

  /** `do ... +loop` with one to five rounds; the start may be anything, and the step from a variable. */
  #countedLoop(): void {
    const r = this.#random;
    const step = r.pick([1n, 1n, 2n, 3n, 8n, -1n, -2n, -5n, -8n]);
    const size = step < 0n ? -step : step;
    const start = r.chance(50) ? this.constant(r.pick(CONSTANTS)) : this.value();
    // Steps down end below the limit, those up at it.
    const way =
      step * BigInt(r.below(5)) +
      (step < 0n ? -BigInt(r.below(Number(size))) : 1n + BigInt(r.below(Number(size))));
    const limit = this.op("add", [start, this.constant(way)]);
    const by = r.chance(70)
      ? this.constant(step)
      : this.op("or", [this.op("and", [this.value(), this.constant(0n)]), this.constant(step)]);
    const [carried, entrySp, cells] = [this.value(), this.sp, this.cells];
    const [body, after] = [newBlock(this.#func), newBlock(this.#func)];
    jump(this.#func, this.block, body);
    this.block = body;
    const index = this.op("phi", [start]);
    const sum = this.op("phi", [carried]);
    const sp = this.op("phi", [entrySp]);
    this.sp = sp;
    this.values.push(index, sum);
    this.statements(1 + r.below(4));
    this.#adjust(cells);
    const next = this.op("add", [index, by]);
    index.args.push(next);
    sum.args.push(this.value());
    sp.args.push(this.sp);
    const below = this.op("ult", [this.op("sub", [next, limit]), by]);
    const done = this.op("xor", [below, this.op("lt", [by, this.constant(0n)])]);
    branch(this.#func, this.block, done, after, body);
    this.block = after;
    this.values.push(next);
  }

  /** `if ... exit then` */
  #exit(): void {
    const [then, join] = [newBlock(this.#func), newBlock(this.#func)];
    branch(this.#func, this.block, this.#condition(), then, join);
    const { values, floats, sp, cells } = this;
    this.block = then;
    Object.assign(this, { values: [...values], floats: [...floats] });
    if (this.#random.chance(20)) {
      this.op("ccall", [this.value()], { sym: "ffc_throw" });
      this.op("unreachable", []);
    } else {
      this.statements(this.#random.below(3));
      this.end();
    }
    this.block = join;
    Object.assign(this, { values, floats, sp, cells });
  }

  /** Leaves in memory what depends on every value. */
  show(): void {
    let sum = this.constant(0n);
    for (const value of this.values) sum = this.op("xor", [this.op("mul", [sum, this.constant(31n)]), value]);
    let product = this.op("fconst", [], { imm: bitsOf(1) });
    for (let i = 0; i < 4; i++) product = this.op(this.#random.pick(FLOATS), [product, this.#number()]);
    this.floats.push(product);
    sum = this.op("add", [sum, this.op("f2i", [product])]);
    this.op("store", [this.op("addr", [], { sym: "data0" }), sum], { imm: 8n });
  }

  end(): void {
    if (this.#random.chance(30)) this.show();
    const { outs, fouts } = this.#self;
    if (this.#func.sig.convention === "stack") {
      this.#adjust(outs);
      this.#pushFloats(this.#someFloats(fouts));
      if (this.#random.chance(30)) this.#joinBeforeReturn();
      this.op("ret", [this.sp]);
      return;
    }
    const same = this.#callees.filter(
      (other) =>
        other.func.sig.convention === "reg" && other.outs === outs && other.fouts === fouts && !other.counts,
    );
    if (same.length > 0 && this.#random.chance(40)) {
      const callee = this.#random.pick(same);
      const args: Inst[] = [];
      for (let i = 0; i < callee.ins; i++) args.push(this.value());
      this.#call(callee, args);
      this.op("ret", [this.#entrySp, ...this.#last(outs, fouts)]);
      return;
    }
    const results: Inst[] = [];
    for (let i = 0; i < outs; i++) results.push(this.value());
    this.op("ret", [this.#entrySp, ...results, ...this.#someFloats(fouts)]);
  }

  /** A jump on the way to the end, as after an `if`. */
  #joinBeforeReturn(): void {
    const join = newBlock(this.#func);
    append(this.#func, this.block, "jump", []);
    addEdge(this.block, join);
    this.block = join;
    this.sp = this.op("phi", [this.sp]);
  }
}
