/**
 * Global value numbering: an expression that was computed on every path here is not computed again. A
 * hash table of expressions, as in Briggs, Cooper and Simpson, "Value Numbering" (1997), where instead of
 * a table per scope an entry counts if its block dominates; blocks in reverse postorder.
 *
 * On the way it keeps what tests have shown: in the arm of a `br` the condition is known, and after a
 * `trapif` it is zero, so that a second test of it, of its opposite or of a part decides itself. This is
 * how the check for a zero divisor goes where the program has made the same one.
 *
 * Needs simplified expressions (equal ones look equal only in canonical form); leaves dead instructions
 * and branches on constants.
 */
import { type Dominators, dominates, dominators, wayInto } from "../analysis/dominators.ts";
import { newInst } from "../ir/builder.ts";
import { OPS, type Op, type OpFacts } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import {
  applyReplacements,
  applyToPhis,
  type Replacements,
  replace,
  resolve,
  resolveArgs,
} from "./rewrite.ts";
import { invertTest, isFlag } from "./simplify-tests.ts";

/** What a test has shown, from the start (or the middle) of a block on. */
interface Fact {
  block: Block;
  isTrue: boolean;
}

interface State {
  func: Func;
  dom: Dominators;
  table: Table;
  /** By instruction id. */
  facts: (Fact[] | undefined)[];
  replaced: Replacements;
}

/** Expressions by their hash: in each slot the latest one, which leads to those before it. */
interface Table {
  slots: (Inst | undefined)[];
  /** By instruction id: what was in the slot before, and the hash of the instruction. */
  before: (Inst | undefined)[];
  hashes: number[];
}

/** Longer chains are of expressions that do not dominate each other; looking further rarely finds one. */
const MAX_CHAIN = 16;

export function numberValues(func: Func): void {
  const { nextId } = func;
  const state: State = {
    func,
    dom: dominators(func),
    // A power of two.
    table: {
      slots: new Array(1 << (32 - Math.clz32(nextId))),
      before: new Array(nextId),
      hashes: new Array(nextId),
    },
    facts: new Array(nextId),
    replaced: { any: false },
  };
  const { order } = state.dom;
  for (let i = 0; i < order.length; i++) numberBlock(state, order[i]!);
  if (order.length === func.blocks.length) applyToPhis(order, state.replaced);
  else applyReplacements(func, state.replaced);
}

function numberBlock(state: State, block: Block): void {
  const { replaced } = state;
  learnFromBranch(state, block);
  let removed = false;
  if (block.phis.length > 0) {
    for (const phi of block.phis) resolveArgs(phi);
    mergePhis(state, block);
    for (const phi of block.phis) learnFromEdges(state, block, phi);
  }
  for (let i = 0; i < block.insts.length; i++) {
    const inst = block.insts[i]!;
    if (replaced.any && inst.args.length > 0) resolveArgs(inst);
    if (NUMBERED[inst.info.number] === true) {
      const leader = findOrEnter(state, inst);
      if (leader !== undefined) {
        replace(replaced, inst, leader);
        inst.block = undefined;
        removed = true;
      }
    } else if (inst.op === "trapif") {
      const cond = inst.args[0]!;
      if (truth(state, block, cond) === false) {
        inst.block = undefined;
        removed = true;
      } else learn(state, block, cond, false);
    } else if (inst.op === "br" && inst.args[0]!.op !== "const") {
      const known = truth(state, block, inst.args[0]!);
      if (known === undefined) continue;
      const value = newInst(state.func, "const", [], { imm: known ? -1n : 0n, pos: inst.pos });
      value.block = block;
      inst.args[0] = value;
      block.insts.splice(i++, 0, value);
    }
  }
  if (removed) block.insts = block.insts.filter((inst) => inst.block !== undefined);
}

const INPUTS: ReadonlySet<string> = new Set<Op>(["phi", "proj", "sp", "param", "fparam"]);

/** By number of the op: pure expressions, and divisions: what reads no memory though it may not move. */
const NUMBERED: boolean[] = [];
for (const op in OPS) {
  const { effect, imm, args, number } = OPS[op as Op];
  const isDivision = effect === "read" && imm !== "displacement" && args !== "";
  NUMBERED[number] = isDivision || (effect === "pure" && !INPUTS.has(op));
}

/** Phis of one block with the same operands are one. */
function mergePhis(state: State, block: Block): void {
  const kept: Inst[] = [];
  for (const phi of block.phis) {
    const twin = twinOf(phi, kept);
    if (twin === undefined) kept.push(phi);
    else {
      replace(state.replaced, phi, twin);
      phi.block = undefined;
    }
  }
  block.phis = kept;
}

function twinOf(phi: Inst, others: readonly Inst[]): Inst | undefined {
  for (const other of others) if (other.type === phi.type && sameArgs(other.args, phi.args)) return other;
  return undefined;
}

function sameArgs(a: readonly Inst[], b: readonly Inst[]): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return a.length === b.length;
}

/** What makes expressions the same. */
type Expression = Pick<Inst, "info" | "args" | "imm" | "sym">;

function hash({ info, args, imm, sym }: Expression): number {
  const { number, commutes, imm: hasImm } = info;
  let value = number + 1;
  if (commutes) value = value * 31 + args[0]!.id + args[1]!.id;
  else for (let i = 0; i < args.length; i++) value = (Math.imul(value, 31) + args[i]!.id) | 0;
  // Low bits are enough to tell constants apart; of floats the high ones.
  if (hasImm !== "") value = (Math.imul(value, 31) + Number(info === FLOAT ? imm >> 32n : imm)) | 0;
  return (value + sym.length) | 0;
}

const FLOAT: OpFacts = OPS.fconst;

function isSame(a: Expression, b: Expression): boolean {
  const { info, args } = a;
  if (info !== b.info || a.sym !== b.sym || args.length !== b.args.length) return false;
  if (info.imm !== "" && a.imm !== b.imm) return false;
  if (sameArgs(args, b.args)) return true;
  return info.commutes && args[0] === b.args[1] && args[1] === b.args[0];
}

/** The instruction that already has the value here, if there is one. */
function find({ table, dom }: State, block: Block, key: number, wanted: Expression): Inst | undefined {
  const { slots, before, hashes } = table;
  let length = 0;
  for (
    let candidate = slots[key & (slots.length - 1)];
    candidate !== undefined && length < MAX_CHAIN;
    candidate = before[candidate.id]
  ) {
    if (hashes[candidate.id] !== key) continue;
    if (isSame(candidate, wanted) && dominates(dom, candidate.block!, block)) return candidate;
    length++;
  }
  return undefined;
}

function findOrEnter(state: State, inst: Inst): Inst | undefined {
  const key = hash(inst);
  const found = find(state, inst.block!, key, inst);
  if (found !== undefined) return found;
  const { slots, before, hashes } = state.table;
  const slot = key & (slots.length - 1);
  before[inst.id] = slots[slot];
  hashes[inst.id] = key;
  slots[slot] = inst;
  return undefined;
}

// What tests have shown

function learnFromBranch(state: State, block: Block): void {
  const pred = wayInto(state.dom, block);
  if (pred === undefined || pred.succs.length !== 2) return;
  const br = pred.insts[pred.insts.length - 1]!;
  learn(state, block, br.args[0]!, pred.succs[0] === block);
}

/** A phi is zero, or not, if each way in shows it of what it brings. */
function learnFromEdges(state: State, block: Block, phi: Inst): void {
  // Mostly no way does.
  if (!phi.args.some((arg, i) => isTestedAtEnd(block.preds[i]!, resolve(arg)))) return;
  let known: boolean | undefined;
  for (let i = 0; i < phi.args.length; i++) {
    const pred = block.preds[i]!;
    const arg = resolve(phi.args[i]!);
    let shown = truth(state, pred, arg);
    if (shown === undefined && isTestedAtEnd(pred, arg)) shown = pred.succs[0] === block;
    if (shown === undefined || (known !== undefined && shown !== known)) return;
    known = shown;
  }
  learn(state, block, phi, known!);
}

/** Whether the block branches on the value, to two places. */
function isTestedAtEnd({ insts, succs }: Block, value: Inst): boolean {
  return succs.length === 2 && succs[0] !== succs[1] && resolve(insts[insts.length - 1]!.args[0]!) === value;
}

function learn(state: State, block: Block, cond: Inst, isTrue: boolean): void {
  if (cond.op === "const") return;
  state.facts[cond.id] ??= [];
  state.facts[cond.id]!.push({ block, isTrue });
  // Of flags: both parts of an `and` that is true, of an `or` that is false.
  if (cond.op === (isTrue ? "and" : "or") && cond.args.every((arg) => isFlag(arg))) {
    for (const part of cond.args) learn(state, block, part, isTrue);
  }
}

/** Whether a value is known to be non-zero, or zero, in the block. */
function truth(state: State, block: Block, cond: Inst, depth = 3): boolean | undefined {
  if (cond.op === "const") return cond.imm !== 0n;
  const known = state.facts[cond.id]?.find((fact) => dominates(state.dom, fact.block, block));
  if (known !== undefined) return known.isTrue;
  if (depth === 0) return undefined;
  if ((cond.op === "eq" || cond.op === "ne") && cond.args[1]!.op === "const" && cond.args[1]!.imm === 0n) {
    const part = truth(state, block, cond.args[0]!, depth - 1);
    return part === undefined ? undefined : part === (cond.op === "ne");
  }
  if (cond.op === "and" || cond.op === "or") {
    // One part that is zero, or one that is not, decides: the first for any values, the second too.
    const deciding = cond.op === "or";
    for (const part of cond.args) if (truth(state, block, part, depth - 1) === deciding) return deciding;
    return undefined;
  }
  const inverse = invertTest(cond);
  if (inverse === undefined) return undefined;
  const wanted: Expression = { info: OPS[inverse.op], args: inverse.args, imm: 0n, sym: "" };
  const opposite = find(state, block, hash(wanted), wanted);
  const fact = opposite && state.facts[opposite.id]?.find(({ block: b }) => dominates(state.dom, b, block));
  return fact === undefined ? undefined : !fact.isTrue;
}
