/**
 * Recursion with an accumulator: a function that combines the result of calling itself in what would be tail
 * position with something else, as in `f(n) = f(n - 1) + f(n - 2)`, gets a twin that takes what has been gathered so
 * far as an input, g(acc, n) = acc + f(n):
 *
 *     ret f(n - 1) + f(n - 2) + x    becomes    ret g(g(acc + x, n - 1), n - 2)
 *     ret v                                     ret acc + v
 *
 * The outer call is a tail call then, which becomes a loop, and nothing but the inputs outlives the inner
 * one. The function itself calls the twin with the neutral element, and so does whoever it is inlined into.
 * This is the accumulating parameter of Burstall and Darlington, "A Transformation System for Developing
 * Recursive Programs" (1977); gcc (tree-tailcall.c) keeps the sum in the frame instead.
 *
 * Only for what is associative and commutes, modulo 2^64: floats do not. The order of calls stays as it is,
 * and only what is pure moves past one. A call of itself in tail position without anything to add is one
 * with the accumulator handed on. A function needs a way out that does not call itself: without one it
 * is endless, and is to end by overflow of the return stack.
 *
 * Leaves: a new function for each that it changes, right before it. Before `self-tail-calls`.
 */
import { append, newBlock, newFunc, newInst } from "../ir/builder.ts";
import { KINDS, type Op } from "../ir/ops.ts";
import { type Block, type Func, type Inst, MAX_REG_CELLS, type Module } from "../ir/types.ts";
import { dropUnreachable, endBlock } from "./rewrite.ts";
import { lastEffect, returnedFrom } from "./tail-calls.ts";

/** What leaves the other operand as it is. */
const NEUTRAL: Partial<Record<Op, bigint>> = { add: 0n, mul: 1n, and: -1n, or: 0n, xor: 0n };

/** A part of a sum (or product ...) other than the result of the last call. */
interface Leaf {
  inst: Inst;
  /** To be subtracted. */
  negated: boolean;
}

/** How an output comes from the last call's: as it is (no op), or combined with the leaves. */
interface Output {
  op: Op | undefined;
  leaves: Leaf[];
}

/** A block that ends with a call of the function itself and what is made of its results. */
interface Site {
  block: Block;
  call: Inst;
  sp: Inst;
  outputs: Output[];
}

export function accumulateRecursion(module: Module): void {
  const made: Func[] = [];
  for (const func of module.functions) {
    const twin = twinOf(func);
    if (twin !== undefined) made.push(twin);
    made.push(func);
  }
  if (made.length > module.functions.length) module.functions = made;
}

/** The function with accumulators, if that makes a loop of it; `func` becomes a call of it. */
function twinOf(func: Func): Func | undefined {
  const { convention, ins, outs } = func.sig;
  if ((func.kinds & KINDS.call) === 0) return undefined;
  if (convention !== "reg" || outs === 0 || ins === MAX_REG_CELLS || func.dynamicReturnStack)
    return undefined;
  const blocks: Block[] = [];
  for (const block of func.blocks) if (lastSelfCall(func, block) !== undefined) blocks.push(block);
  if (blocks.length === 0) return undefined;
  const uses = countUses(func);
  let sites: Site[] = [];
  for (const block of blocks) {
    const site = siteOf(func, block, uses);
    if (site !== undefined) sites.push(site);
  }
  const ops: (Op | undefined)[] = new Array(outs).fill(undefined);
  for (const { outputs } of sites) for (let i = 0; i < outs; i++) ops[i] ??= outputs[i]!.op;
  const count = ops.filter((op) => op !== undefined).length;
  if (count === 0 || ins + count > MAX_REG_CELLS) return undefined;
  sites = sites.filter(({ outputs }) => outputs.every(({ op }, i) => op === undefined || op === ops[i]));
  if (!hasWayOut(func)) return undefined;
  return new Twin(func, ops, sites).build();
}

function lastSelfCall(func: Func, block: Block): Inst | undefined {
  // Most blocks need no closer look.
  const end = block.insts[block.insts.length - 1]!.op;
  if (end !== "ret" && end !== "jump") return undefined;
  const call = lastEffect(block);
  return call?.op === "call" && call.sym === func.symbol ? call : undefined;
}

function countUses(func: Func): Uint32Array {
  const uses = new Uint32Array(func.nextId);
  for (const { phis, insts } of func.blocks) {
    for (const phi of phis) for (const arg of phi.args) uses[arg.id]!++;
    for (const inst of insts) for (const arg of inst.args) uses[arg.id]!++;
  }
  return uses;
}

/** Whether the function returns without calling itself, as far as the graph tells. */
function hasWayOut(func: Func): boolean {
  const seen = new Set<Block>([func.blocks[0]!]);
  for (const { insts, succs } of seen) {
    if (insts.some((inst) => inst.op === "call" && inst.sym === func.symbol)) continue;
    if (insts[insts.length - 1]!.op === "ret") return true;
    for (const succ of succs) seen.add(succ);
  }
  return false;
}

function siteOf(func: Func, block: Block, uses: Uint32Array): Site | undefined {
  const call = lastSelfCall(func, block)!;
  const path = returnedFrom(block);
  if (path === undefined) return undefined;
  const [sp, ...values] = path.values as [Inst, ...Inst[]];
  if (sp.op !== "sp" && sp !== call.args[0]) return undefined;
  const late = dependents(block, call);
  const { outs, fouts } = func.sig;
  const outputs: Output[] = [];
  for (let i = 0; i < outs + fouts; i++) {
    const output = outputOf(values[i]!, call, i, i < outs);
    if (output === undefined) return undefined;
    outputs.push(output);
  }
  return { block, call, sp, outputs };

  function outputOf(value: Inst, call: Inst, index: number, isCell: boolean): Output | undefined {
    const isResult = (inst: Inst): boolean =>
      inst.op === "proj" && inst.args[0] === call && inst.imm === BigInt(index);
    if (isResult(value)) return { op: undefined, leaves: [] };
    const op = value.op === "sub" ? "add" : value.op;
    if (!isCell || NEUTRAL[op] === undefined) return undefined;
    const leaves: Leaf[] = [];
    let found = 0;
    const work: Leaf[] = [{ inst: value, negated: false }];
    for (let part = work.pop(); part !== undefined; part = work.pop()) {
      const { negated } = part;
      const isOnly = uses[part.inst.id] === 1;
      const inst = isOnly ? path!.resolve(part.inst) : part.inst;
      if (
        uses[inst.id] === 1 &&
        isOnly &&
        !negated &&
        (inst.op === op || (inst.op === "sub" && op === "add"))
      ) {
        work.push({ inst: inst.args[1]!, negated: inst.op === "sub" }, { inst: inst.args[0]!, negated });
      } else if (isResult(inst) && isOnly && uses[inst.id] === 1 && !negated) found++;
      else if (isAvailable(inst)) leaves.push({ inst, negated });
      else return undefined;
    }
    return found === 1 ? { op, leaves } : undefined;
  }

  /** Whether the value is there before the call, or can be computed there. */
  function isAvailable(inst: Inst): boolean {
    return inst.op === "const" || !(late.has(inst) || path!.blocks.includes(inst.block!));
  }
}

/** What comes after the call in its block and has to: its results, what they lead to, loads. */
function dependents(block: Block, call: Inst): Set<Inst> {
  const late = new Set<Inst>([call]);
  for (let i = block.insts.indexOf(call) + 1; i < block.insts.length; i++) {
    const inst = block.insts[i]!;
    if (inst.info.effect !== "pure" || inst.args.some((arg) => late.has(arg))) late.add(inst);
  }
  return late;
}

/** Turns the body of a function into that of its twin. */
class Twin {
  private readonly func: Func;
  private readonly twin: Func;
  /** By output: how it accumulates. */
  private readonly ops: readonly (Op | undefined)[];
  private readonly sites: readonly Site[];
  /** By output: the accumulator. */
  private readonly inputs: (Inst | undefined)[] = [];
  private readonly count: number;

  constructor(func: Func, ops: readonly (Op | undefined)[], sites: readonly Site[]) {
    this.func = func;
    this.ops = ops;
    this.sites = sites;
    this.count = ops.filter((op) => op !== undefined).length;
    const { sig } = func;
    // Accumulators come first: where outputs do, so that a loop need not move them.
    this.twin = newFunc(`${func.symbol}.acc`, func.name, { ...sig, ins: sig.ins + this.count });
    const { blocks, nextId, nextBlock, kinds } = func;
    Object.assign(this.twin, { blocks, nextId, nextBlock, kinds });
  }

  build(): Func {
    const { twin, count } = this;
    for (const inst of twin.blocks[0]!.insts) if (inst.op === "param") inst.imm += BigInt(count);
    this.addInputs();
    for (const block of twin.blocks) this.callTwin(block);
    for (const site of this.sites) this.convert(site);
    const done = new Set(this.sites.map(({ block }) => block));
    for (const block of twin.blocks) if (!done.has(block)) this.combineReturned(block);
    dropUnreachable(twin);
    this.callFromOutside();
    return twin;
  }

  private addInputs(): void {
    const entry = this.twin.blocks[0]!;
    let place = 0n;
    for (const op of this.ops) {
      if (op === undefined) {
        this.inputs.push(undefined);
        continue;
      }
      const input = newInst(this.twin, "param", [], { imm: place++ });
      input.block = entry;
      this.inputs.push(input);
    }
    entry.insts.unshift(...this.inputs.filter((input) => input !== undefined));
  }

  /** Calls of the function become calls of the twin, with neutral elements. */
  private callTwin(block: Block): void {
    for (let i = 0; i < block.insts.length; i++) {
      const inst = block.insts[i]!;
      if (inst.op !== "call" || inst.sym !== this.func.symbol) continue;
      inst.sym = this.twin.symbol;
      const neutral = neutralElements(this.twin, this.ops, inst.pos);
      for (const made of neutral) made.block = block;
      inst.args.splice(1, 0, ...neutral);
      block.insts.splice(i, 0, ...neutral);
      i += neutral.length;
    }
  }

  /** Operand of a call of the twin that holds the accumulator of an output. */
  private operand(output: number): number {
    let at = 1;
    for (let i = 0; i < output; i++) if (this.ops[i] !== undefined) at++;
    return at;
  }

  private convert({ block, call, sp, outputs }: Site): void {
    const { insts } = block;
    const at = insts.indexOf(call);
    const late = dependents(block, call);
    const before = insts.slice(0, at);
    for (const inst of insts.slice(at)) if (!late.has(inst)) before.push(inst);
    const results = insts.filter((inst) => inst.op === "proj" && inst.args[0] === call);
    block.insts = before;
    for (let i = 0; i < outputs.length; i++) {
      if (this.ops[i] !== undefined)
        call.args[this.operand(i)] = this.gather(block, outputs[i]!, i, call.pos);
    }
    call.args[0] = sp;
    const end = insts[insts.length - 1]!;
    block.insts.push(call, ...results, end);
    const byIndex = results.slice();
    for (const result of results) byIndex[Number(result.imm)] = result;
    endBlock(this.twin, block, "ret", [sp, ...byIndex], end);
  }

  /** What the last call is handed: the accumulator, through other calls of the twin, with the leaves. */
  private gather(block: Block, { leaves }: Output, output: number, pos: number): Inst {
    const op = this.ops[output]!;
    const calls: Leaf[] = [];
    const rest: Leaf[] = [];
    for (const leaf of leaves) (this.isOwnResult(leaf, block, output) ? calls : rest).push(leaf);
    const place = ({ inst }: Leaf): number => block.insts.indexOf(inst.op === "proj" ? inst.args[0]! : inst);
    calls.sort((a, b) => place(a) - place(b));
    const { insts } = block;
    const first = calls.length === 0 ? insts.length : place(calls[0]!);
    let sum = this.inputs[output]!;
    const add = (leaf: Leaf, at: number): number => {
      const made: Inst[] = [];
      const make = (op: Op, args: Inst[], imm = 0n): Inst => {
        const inst = newInst(this.twin, op, args, { pos, imm });
        inst.block = block;
        made.push(inst);
        return inst;
      };
      // A constant may come from further down the path.
      const value = leaf.inst.op === "const" ? make("const", [], leaf.inst.imm) : leaf.inst;
      sum = make(leaf.negated ? "sub" : op, [sum, value]);
      insts.splice(at, 0, ...made);
      return at + made.length;
    };
    // As early as it can be, so that it need not be kept meanwhile.
    const isEarly = (leaf: Leaf): boolean =>
      leaf.inst.op === "const" || leaf.inst.block !== block || insts.indexOf(leaf.inst) < first;
    let at = first;
    const early = rest.filter(isEarly);
    const others = rest.filter((leaf) => !early.includes(leaf));
    for (const leaf of early) at = add(leaf, at);
    for (const { inst } of calls) {
      inst.args[0]!.args[this.operand(output)] = sum;
      sum = inst;
    }
    for (const leaf of others) add(leaf, insts.length);
    return sum;
  }

  /** The same output of another call in the block, which nothing else asks for. */
  private isOwnResult({ inst, negated }: Leaf, block: Block, output: number): boolean {
    if (negated || inst.op !== "proj" || inst.block !== block || inst.imm !== BigInt(output)) return false;
    const call = inst.args[0]!;
    return call.op === "call" && call.sym === this.twin.symbol && this.usesOf(inst) <= 1;
  }

  /** Asked seldom. Chains that were taken apart are gone from the block, the function's end is not. */
  private usesOf(value: Inst): number {
    let uses = 0;
    for (const { phis, insts } of this.twin.blocks) {
      for (const phi of phis) for (const arg of phi.args) if (arg === value) uses++;
      for (const inst of insts) for (const arg of inst.args) if (arg === value) uses++;
    }
    return uses;
  }

  private combineReturned(block: Block): void {
    const ret = block.insts[block.insts.length - 1]!;
    if (ret.op !== "ret") return;
    block.insts.pop();
    for (let i = 0; i < this.ops.length; i++) {
      const op = this.ops[i];
      if (op === undefined) continue;
      ret.args[1 + i] = append(this.twin, block, op, [this.inputs[i]!, ret.args[1 + i]!], { pos: ret.pos });
    }
    block.insts.push(ret);
  }

  /** The function's own body: a call of the twin. */
  private callFromOutside(): void {
    const { func, twin, ops } = this;
    const { ins, outs, fins, fouts } = func.sig;
    const pos = this.sites[0]!.call.pos;
    func.blocks = [];
    func.nextId = 0;
    func.nextBlock = 0;
    const block = newBlock(func);
    const sp = append(func, block, "sp", []);
    const inputs: Inst[] = [];
    for (let i = 0; i < ins; i++) inputs.push(append(func, block, "param", [], { imm: BigInt(i) }));
    for (let i = 0; i < fins; i++) inputs.push(append(func, block, "fparam", [], { imm: BigInt(i) }));
    const neutral = neutralElements(func, ops, pos);
    for (const inst of neutral) {
      inst.block = block;
      block.insts.push(inst);
    }
    const imm = BigInt(outs + fouts);
    const call = append(func, block, "call", [sp, ...neutral, ...inputs], { sym: twin.symbol, imm, pos });
    const results: Inst[] = [];
    for (let i = 0; i < outs + fouts; i++) {
      const type = i < outs ? "i64" : "f64";
      results.push(append(func, block, "proj", [call], { imm: BigInt(i), type, pos }));
    }
    append(func, block, "ret", [sp, ...results], { pos });
  }
}

function neutralElements(func: Func, ops: readonly (Op | undefined)[], pos: number): Inst[] {
  const made: Inst[] = [];
  for (const op of ops)
    if (op !== undefined) made.push(newInst(func, "const", [], { imm: NEUTRAL[op]!, pos }));
  return made;
}
