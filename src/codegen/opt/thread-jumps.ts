/**
 * Jump threading: where the way a branch goes is decided by where control comes from, those predecessors get a
 * copy of the block that jumps straight on (Mueller and Whalley, "Avoiding Conditional Branches by Code
 * Replication", 1995; "jump threading" of GCC and LLVM). Flags that a word leaves along several ways, `if ... else
 * false then` and `exit` with a flag, then never exist; a second test of what a `case` has tested is not made.
 *
 * On the way from a predecessor a condition is decided if the operands of phis make it a constant, or if a branch
 * that led to the predecessor has tested the same value. Copied are small blocks without calls. Loops keep
 * their shape: neither is a loop's head copied nor does a copy jump back to one.
 *
 * Leaves phis of one operand and dead instructions. Definitions that a copy has too are brought back to SSA form
 * by repair-ssa.ts.
 */
import { orderBlocks } from "../analysis/dominators.ts";
import { copyInst, newBlock, newInst } from "../ir/builder.ts";
import { type Op, wrap } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { repairSsa, type Variable } from "./repair-ssa.ts";
import { decideBranch } from "./rewrite.ts";

/** Instructions of a block that is worth copying, its branch and what tests for it included. */
const MAX_SIZE = 10;
/** The end of a long `case` has more ways in; each is looked at. */
const MAX_PREDS = 64;
/** Blocks from which a predecessor is reached in one way only, and which may have tested the value. */
const MAX_STEPS = 4;
/** Values that copies define again: each is followed to its uses. */
const MAX_VARIABLES = 400;
const MAX_DEPTH = 3;

/** What has definitions in copies as well. Until the end a use of such a value may be of any of them. */
interface Copied {
  variables: Variable[];
  values: Set<Inst>;
}

export function threadJumps(func: Func): void {
  if (!func.blocks.some(isCandidate)) return;
  const order = orderBlocks(func);
  const places: number[] = new Array(func.nextBlock).fill(-1);
  for (let i = 0; i < order.length; i++) places[order[i]!.id] = i;
  const copied: Copied = { variables: [], values: new Set() };
  for (const block of order) {
    if (copied.variables.length < MAX_VARIABLES && isCandidate(block)) thread(func, block, places, copied);
  }
  repairSsa(func, copied.variables);
}

function isCandidate({ preds, succs, insts }: Block): boolean {
  return (
    succs.length === 2 &&
    preds.length > 1 &&
    preds.length <= MAX_PREDS &&
    insts.length <= MAX_SIZE &&
    succs[0] !== succs[1]
  );
}

function thread(func: Func, block: Block, places: readonly number[], copied: Copied): void {
  const place = places[block.id]!;
  const { preds } = block;
  // New blocks are copies, which come before what they jump to.
  if (preds.some((pred) => (places[pred.id] ?? -1) >= place)) return;
  if (block.insts.some(({ info, op }) => info.effect === "call" || op === "proj")) return;
  /** By arm: from which predecessors, as places in `preds`, control goes there. */
  const decided: [number[], number[]] = [[], []];
  let open = 0;
  for (let i = 0; i < preds.length; i++) {
    const pred = preds[i]!;
    const isTrue = pred.succs[0] === pred.succs[1] ? undefined : outcome(block, i, copied);
    if (isTrue === undefined) open++;
    else decided[isTrue ? 0 : 1].push(i);
  }
  const isFree = (arm: 0 | 1): boolean => (places[block.succs[arm]!.id] ?? place + 1) > place;
  const copies: Copy[] = [];
  // The last group need not leave, if none is left undecided.
  const stays = open > 0 ? undefined : groupThatStays(decided, isFree(0));
  for (const arm of [0, 1] as const) {
    if (decided[arm].length === 0 || arm === stays) continue;
    if (!isFree(arm)) {
      open++;
      continue;
    }
    copies.push(copyFor(func, block, decided[arm], arm));
  }
  if (copies.length > 0) {
    takeAway(block, copies);
    noteDefinitions(block, copies, copied);
  }
  if (open === 0 && stays !== undefined) decideBranch(block, stays);
}

/** The larger one, or that of an arm to which no copy may jump; never an empty one. */
function groupThatStays([yes, no]: readonly [number[], number[]], isYesFree: boolean): 0 | 1 {
  if (yes.length === 0 || no.length === 0) return yes.length === 0 ? 1 : 0;
  return yes.length > no.length || !isYesFree ? 0 : 1;
}

// ---- What is known on the way from a predecessor

/** Whether the block's condition is not 0 on the way from predecessor `i`, if that is known. */
function outcome(block: Block, i: number, copied: Copied): boolean | undefined {
  const cond = block.insts[block.insts.length - 1]!.args[0]!;
  const value = valueOn(block, i, cond, copied, MAX_DEPTH);
  if (typeof value === "bigint") return value !== 0n;
  return tested(block, i, "ne", value, 0n);
}

/** The constant that the value is on the way from predecessor `i`, or the value that is the same there. */
function valueOn(block: Block, i: number, inst: Inst, copied: Copied, depth: number): Inst | bigint {
  if (inst.op === "const") return inst.imm;
  if (inst.block !== block) return inst;
  if (inst.op === "phi") return throughCopies(inst.args[i]!, copied);
  const { fold } = inst.info;
  if (fold === undefined || depth === 0 || inst.type !== "i64") return inst;
  const [x, y, z] = inst.args.map((arg) => valueOn(block, i, arg, copied, depth - 1));
  if (typeof x === "bigint" && typeof y !== "object" && typeof z !== "object") {
    const result = fold(x, y ?? 0n, z ?? 0n);
    return result === undefined ? inst : wrap(result);
  }
  if (inst.op === "and" && (x === 0n || y === 0n)) return 0n;
  if (inst.op === "or" && (isTruth(x) || isTruth(y))) return -1n;
  if (inst.op === "select") {
    const isTrue = typeof x === "bigint" ? x !== 0n : tested(block, i, "ne", x!, 0n);
    return isTrue === undefined ? inst : isTrue ? y! : z!;
  }
  if (typeof x === "object" && typeof y === "bigint") {
    const known = tested(block, i, inst.op, x, y);
    if (known !== undefined) return known ? -1n : 0n;
  }
  // c < x is what x <= c is not.
  if (typeof x === "bigint" && typeof y === "object" && (inst.op === "lt" || inst.op === "le")) {
    const known = tested(block, i, inst.op === "lt" ? "le" : "lt", y, x);
    if (known !== undefined) return known ? 0n : -1n;
  }
  return inst;
}

const isTruth = (value: Inst | bigint | undefined): boolean => value === -1n;

/** A copy made before has phis of one operand; so may what it was made of, but its value is not the only one. */
function throughCopies(inst: Inst, { values }: Copied): Inst | bigint {
  let value = inst;
  while (value.op === "phi" && value.args.length === 1 && !values.has(value)) value = value.args[0]!;
  return value.op === "const" ? value.imm : value;
}

/** As the 1 or -1 that a comparison of strings leaves. */
function isNeverZero({ op, args }: Inst): boolean {
  const isNumber = (inst: Inst | undefined): boolean => inst?.op === "const" && inst.imm !== 0n;
  return (op === "or" && isNumber(args[1])) || (op === "select" && isNumber(args[1]) && isNumber(args[2]));
}

/** What branches on the way to predecessor `i` tell of the comparison `x op y`. */
function tested(block: Block, i: number, op: Op, x: Inst, y: bigint): boolean | undefined {
  if (y === 0n && (op === "eq" || op === "ne") && isNeverZero(x)) return op === "ne";
  let child = block;
  let from = block.preds[i]!;
  for (let step = 0; step < MAX_STEPS; step++) {
    const br = from.insts[from.insts.length - 1]!;
    if (br.op === "br" && from.succs[0] !== from.succs[1]) {
      const known = implied(br.args[0]!, from.succs[0] === child, op, x, y);
      if (known !== undefined) return known;
    }
    if (from.preds.length !== 1) return undefined;
    child = from;
    from = from.preds[0]!;
  }
  return undefined;
}

const MIN = -(1n << 63n);
const MAX = (1n << 63n) - 1n;

/** What the condition being true, or false, says of the comparison. */
function implied(cond: Inst, isTrue: boolean, op: Op, x: Inst, y: bigint): boolean | undefined {
  let lo = MIN;
  let hi = MAX;
  /** What x is not, if nothing else is known. */
  let except: bigint | undefined;
  if (cond === x) {
    if (isTrue) except = 0n;
    else lo = hi = 0n;
  } else {
    const [left, right] = cond.args;
    if (right === undefined) return undefined;
    const isLeft = left === x && right.op === "const";
    if (!isLeft && !(right === x && left!.op === "const")) return undefined;
    const c = isLeft ? right.imm : left!.imm;
    switch (cond.op) {
      case "eq":
      case "ne":
        if ((cond.op === "eq") === isTrue) lo = hi = c;
        else except = c;
        break;
      case "lt":
      case "le": {
        const gap = (cond.op === "lt") === isTrue ? 1n : 0n;
        if (isLeft === isTrue) hi = c - gap;
        else lo = c + gap;
        break;
      }
      default:
        return undefined;
    }
    if (lo > MAX || hi < MIN) return undefined;
  }
  switch (op) {
    case "eq":
    case "ne": {
      const isEqual = y < lo || y > hi || y === except ? false : lo === hi ? true : undefined;
      return isEqual === undefined ? undefined : isEqual === (op === "eq");
    }
    case "lt":
      return hi < y ? true : lo >= y ? false : undefined;
    case "le":
      return hi <= y ? true : lo > y ? false : undefined;
    default:
      return undefined;
  }
}

// ---- Copies

interface Copy {
  block: Block;
  /** Places in `preds` of the block it was made of. */
  taken: readonly number[];
  /** What stands in it for a value of that block. */
  twins: Map<Inst, Inst>;
}

/** A copy of the block for some of its predecessors, which jumps to where the arm of the branch leads. */
function copyFor(func: Func, block: Block, taken: readonly number[], arm: 0 | 1): Copy {
  const copy = newBlock(func);
  const twins = new Map<Inst, Inst>();
  for (const phi of block.phis) {
    const twin = copyInst(func, phi);
    twin.args = taken.map((i) => phi.args[i]!);
    twin.block = copy;
    copy.phis.push(twin);
    twins.set(phi, twin);
  }
  for (const i of taken) {
    const pred = block.preds[i]!;
    copy.preds.push(pred);
    pred.succs[pred.succs.indexOf(block)] = copy;
  }
  const br = block.insts[block.insts.length - 1]!;
  for (const inst of block.insts) {
    if (inst === br) break;
    const twin = copyInst(func, inst);
    for (let k = 0; k < twin.args.length; k++) twin.args[k] = twins.get(twin.args[k]!) ?? twin.args[k]!;
    twin.block = copy;
    copy.insts.push(twin);
    if (inst.type !== "none") twins.set(inst, twin);
  }
  const end = newInst(func, "jump", [], { pos: br.pos });
  end.block = copy;
  copy.insts.push(end);
  const target = block.succs[arm]!;
  const edge = target.preds.indexOf(block);
  copy.succs.push(target);
  target.preds.push(copy);
  for (const phi of target.phis) {
    const value = phi.args[edge]!;
    phi.args.push(twins.get(value) ?? value);
  }
  return { block: copy, taken, twins };
}

/** Takes from the block the predecessors that the copies have. */
function takeAway(block: Block, copies: readonly Copy[]): void {
  const isTaken: boolean[] = block.preds.map(() => false);
  for (const { taken } of copies) for (const i of taken) isTaken[i] = true;
  block.preds = block.preds.filter((_, i) => !isTaken[i]);
  for (const phi of block.phis) phi.args = phi.args.filter((_, i) => !isTaken[i]);
}

function noteDefinitions(block: Block, copies: readonly Copy[], { variables, values }: Copied): void {
  for (const value of copies[0]!.twins.keys()) {
    const defs = [{ block, value }];
    for (const copy of copies) defs.push({ block: copy.block, value: copy.twins.get(value)! });
    variables.push({ value, defs });
    values.add(value);
  }
}
