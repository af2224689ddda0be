/**
 * Random functions that want more registers than there are: many values stay alive through calls, loops,
 * divisions and shifts by variable counts, and all of them flow into the result. In every second one floats do, too.
 */
import {
  append,
  branch,
  type InstOptions,
  jump,
  newBlock,
  newFunc,
} from "../../../../src/codegen/ir/builder.ts";
import type { Op } from "../../../../src/codegen/ir/ops.ts";
import type { Block, Func, Inst, Module } from "../../../../src/codegen/ir/types.ts";
import { Random } from "../random-ir.ts";

const BINARY: readonly Op[] = [
  "add",
  "sub",
  "mul",
  "and",
  "or",
  "xor",
  "shl",
  "shr",
  "sar",
  "mulh",
  "umulh",
  "lt",
  "ult",
  "eq",
];
const CONSTANTS = [0n, 1n, 3n, 8n, -1n, 255n, 128n, 1n << 33n, -(1n << 63n), 0x7fffffffn, -0x80000001n];

/** A function of six inputs and up to six outputs in a module of its own. */
export function pressureModule(seed: number): Module {
  const random = new Random(seed);
  const func = newFunc("f", "f", { convention: "reg", ins: 6, outs: 1 + random.below(6), fins: 0, fouts: 0 });
  const module: Module = { functions: [func], data: [], tokens: [], positions: [], entry: "f" };
  module.positions.push({ file: "", line: 0, word: "" });
  module.data.push({
    symbol: "cells",
    align: 8,
    size: 64,
    bytes: new Uint8Array(0),
    relocs: [],
    readonly: false,
  });
  new Generator(random, func).build();
  return module;
}

class Generator {
  readonly #random: Random;
  readonly #func: Func;
  readonly #sp: Inst;
  #block: Block;
  /** All of them are used in the end. */
  #live: Inst[] = [];
  #floats: Inst[] = [];
  readonly #hasFloats: boolean;
  #depth = 0;

  constructor(random: Random, func: Func) {
    this.#random = random;
    this.#func = func;
    this.#block = newBlock(func);
    this.#sp = this.#op("sp", []);
    for (let i = 0; i < 6; i++) this.#live.push(this.#op("param", [], { imm: BigInt(i) }));
    this.#hasFloats = random.chance(50);
    if (!this.#hasFloats) return;
    for (let i = 0; i < 3; i++) this.#floats.push(this.#op("i2f", [this.#live[i]!]));
  }

  #op(op: Op, args: Inst[], options: InstOptions = {}): Inst {
    return append(this.#func, this.#block, op, args, options);
  }

  #constant(value: bigint): Inst {
    return this.#op("const", [], { imm: value });
  }

  #value(): Inst {
    return this.#random.pick(this.#live);
  }

  /** Mostly replaces a live value, sometimes adds one. */
  #keep(value: Inst): void {
    const most = 8 + this.#random.below(20);
    if (this.#live.length < most) this.#live.push(value);
    else this.#live[this.#random.below(this.#live.length)] = value;
  }

  #float(): Inst {
    return this.#random.pick(this.#floats);
  }

  #keepFloat(value: Inst): void {
    if (this.#floats.length < 10 + this.#random.below(16)) this.#floats.push(value);
    else this.#floats[this.#random.below(this.#floats.length)] = value;
  }

  #floatStatement(): void {
    const r = this.#random;
    const kind = r.below(100);
    if (kind < 60)
      this.#keepFloat(
        this.#op(r.pick(["fadd", "fsub", "fmul", "fdiv"] as const), [this.#float(), this.#float()]),
      );
    else if (kind < 70)
      this.#keepFloat(this.#op(r.pick(["fneg", "fabs", "fsqrt"] as const), [this.#float()]));
    else if (kind < 78) this.#keepFloat(this.#op("i2f", [this.#value()]));
    else if (kind < 84) this.#keep(this.#op("f2i", [this.#float()]));
    else if (kind < 92)
      this.#keep(this.#op(r.pick(["feq", "flt", "fle"] as const), [this.#float(), this.#float()]));
    else this.#keepFloat(this.#op("fselect", [this.#value(), this.#float(), this.#float()]));
  }

  build(): void {
    for (let i = 0; i < 10 + this.#random.below(25); i++) this.#statement();
    const results: Inst[] = [];
    for (let k = 0; k < this.#func.sig.outs; k++) results.push(this.#value());
    let sum = results[0]!;
    for (const value of this.#live) sum = this.#op("xor", [this.#op("add", [sum, sum]), value]);
    // Which NaN it is says nothing.
    for (const x of this.#floats) {
      const number = this.#op("fselect", [this.#op("feq", [x, x]), x, this.#op("fconst", [])]);
      sum = this.#op("xor", [this.#op("add", [sum, sum]), this.#op("fbits", [number])]);
    }
    results[0] = sum;
    this.#op("ret", [this.#sp, ...results]);
  }

  #statement(): void {
    const r = this.#random;
    if (this.#hasFloats && r.chance(40)) {
      this.#floatStatement();
      return;
    }
    const kind = r.below(100);
    if (kind < 45) {
      const right = r.chance(30) ? this.#constant(r.pick(CONSTANTS)) : this.#value();
      this.#keep(this.#op(r.pick(BINARY), [this.#value(), right]));
    } else if (kind < 52) this.#keep(this.#op("select", [this.#value(), this.#value(), this.#value()]));
    else if (kind < 60) this.#divide();
    else if (kind < 66)
      this.#op("ccall", [this.#op("and", [this.#value(), this.#constant(127n)])], { sym: "ffc_emit" });
    else if (kind < 70) {
      const call = this.#op("ccall", [], { sym: "ffc_cputime", imm: 2n });
      for (let k = 0; k < 2; k++) this.#keep(this.#op("proj", [call], { imm: BigInt(k) }));
    } else if (kind < 78) this.#memory();
    else if (kind < 89 && this.#depth < 3) this.#conditional();
    else if (this.#depth < 2) this.#loop();
  }

  #divide(): void {
    const r = this.#random;
    const divisor = r.chance(50)
      ? this.#op("or", [this.#op("and", [this.#value(), this.#constant(0xffn)]), this.#constant(1n)])
      : this.#constant(r.pick([1n, 2n, 8n, 10n, -10n, -8n, 1n << 40n]));
    const dividend = this.#value();
    const [first, second] = r.pick([
      ["fldiv", "flmod"],
      ["flmod", "fldiv"],
      ["sdiv", "srem"],
      ["urem", "udiv"],
    ] as const);
    this.#keep(this.#op(first, [dividend, divisor]));
    if (r.chance(60)) this.#keep(this.#op(second, [dividend, divisor]));
    if (r.chance(20)) {
      const high = this.#op("and", [this.#value(), this.#constant(0n)]);
      this.#keep(this.#op("udiv2", [dividend, high, divisor]));
      this.#keep(this.#op("urem2", [dividend, high, divisor]));
    }
  }

  #memory(): void {
    const r = this.#random;
    const base = this.#op("addr", [], { sym: "cells" });
    const index = this.#op("and", [this.#value(), this.#constant(3n)]);
    const address = r.chance(50)
      ? this.#op("add", [base, this.#op("shl", [index, this.#constant(3n)])])
      : base;
    const imm = BigInt(8 * r.below(4));
    const kind = r.below(6);
    if (kind === 0) this.#keep(this.#op("load", [address], { imm }));
    else if (kind === 1) this.#op("store", [address, this.#value()], { imm });
    else if (kind === 2) {
      const sum = this.#op(r.pick(["add", "sub", "xor"] as const), [
        this.#op("load", [address], { imm }),
        this.#value(),
      ]);
      this.#op("store", [address, sum], { imm });
      if (r.chance(30)) this.#keep(sum);
    } else if (kind === 3) this.#keep(this.#op("atomic_add", [address, this.#value()]));
    else if (kind === 4) this.#keep(this.#op("atomic_cas", [address, this.#value(), this.#value()]));
    else {
      this.#op("atomic_store", [address, this.#value()]);
      this.#keep(this.#op("load8", [address], { imm: imm + 1n }));
    }
  }

  #conditional(): void {
    const r = this.#random;
    const [then, otherwise, join] = [newBlock(this.#func), newBlock(this.#func), newBlock(this.#func)];
    const left = this.#value();
    const test = this.#op(r.pick(["lt", "le", "ult", "ule", "eq", "ne"] as const), [
      left,
      r.chance(40) ? this.#constant(r.pick(CONSTANTS)) : this.#value(),
    ]);
    branch(this.#func, this.#block, test, then, otherwise);
    const [before, floatsBefore] = [this.#live, this.#floats];
    this.#depth++;
    const arm = (block: Block): [Inst[], Inst[]] => {
      this.#block = block;
      this.#live = [...before];
      this.#floats = [...floatsBefore];
      for (let i = 0; i < r.below(5); i++) this.#statement();
      jump(this.#func, this.#block, join);
      return [this.#live, this.#floats];
    };
    const [[a, floatsA], [b, floatsB]] = [arm(then), arm(otherwise)];
    this.#depth--;
    this.#block = join;
    this.#live = this.#join(a, b);
    this.#floats = this.#join(floatsA, floatsB);
  }

  #join(a: readonly Inst[], b: readonly Inst[]): Inst[] {
    return a
      .slice(0, b.length)
      .map((x, i) => (x === b[i] ? x : this.#op("phi", [x, b[i]!], { type: x.type })));
  }

  /** A counted loop through which every live value goes, some permuted on the way round. */
  #loop(): void {
    const r = this.#random;
    const func = this.#func;
    const [head, body, after] = [newBlock(func), newBlock(func), newBlock(func)];
    const start = this.#constant(BigInt(r.below(3)));
    const entering = [...this.#live, ...this.#floats];
    const cells = this.#live.length;
    jump(func, this.#block, head);
    this.#block = head;
    const index = this.#op("phi", [start]);
    const carried = entering.map((value) =>
      r.chance(50) ? this.#op("phi", [value], { type: value.type }) : value,
    );
    this.#live = carried.slice(0, cells);
    this.#floats = carried.slice(cells);
    branch(func, head, this.#op("lt", [index, this.#constant(4n)]), body, after);
    this.#block = body;
    this.#depth++;
    for (let i = 0; i < 1 + r.below(5); i++) this.#statement();
    this.#depth--;
    const next = this.#op("add", [index, this.#constant(1n)]);
    jump(func, this.#block, head);
    index.args.push(next);
    // What comes round may be any live value, so some phis exchange their values.
    for (let i = 0; i < carried.length; i++) {
      const phi = carried[i]!;
      if (phi === entering[i]) continue;
      if (i < cells) phi.args.push(r.chance(60) ? this.#live[i]! : this.#value());
      else phi.args.push(r.chance(60) ? this.#floats[i - cells]! : this.#float());
    }
    this.#block = after;
    this.#live = [...carried.slice(0, cells), index];
    this.#floats = carried.slice(cells);
  }
}
