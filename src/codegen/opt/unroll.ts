/**
 * Full unrolling: a small loop that runs a few times, as often as its numbers say, becomes straight code. The index is
 * a constant in each round then, and addresses are.
 *
 * Taken are inner loops that one edge leads back in and one leads out, both from the test at the end. The
 * blocks of the loop become its last round, so that whatever follows finds its values where they were; copies of
 * them are the rounds before. How often it runs is found by running: the test is evaluated for one round after the
 * other, as far as it hangs on numbers (and no farther than MAX_ROUNDS).
 *
 * Needs loops with the test at the end; before elimination of loads and value numbering, which see the constants.
 */
import { inLoop, type Loop, type LoopNest, loopNest } from "../analysis/loops.ts";
import { copyInst, newBlock, newInst } from "../ir/builder.ts";
import { wrap } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { preheader } from "./loop-edges.ts";
import { decideBranch } from "./rewrite.ts";

const MAX_ROUNDS = 8;
/** Instructions of all rounds: about what a cache line or two hold. */
const MAX_SIZE = 48;

export function unrollLoops(func: Func): void {
  if (func.blocks.length === 1 || !func.blocks.some(mayBeLatch)) return;
  const nest = loopNest(func);
  for (const loop of nest.loops) {
    const rounds = roundsOf(loop, nest);
    if (rounds > 0) unroll(func, loop, nest, rounds);
  }
}

/** What shows without the loops: a branch back to a block that carries something on. */
const mayBeLatch = ({ succs }: Block): boolean =>
  succs.length === 2 && succs.some(({ preds, phis }) => preds.length > 1 && phis.length > 0);

/** How often the loop runs; 0 if it is not known, too often, or too large. */
function roundsOf(loop: Loop, nest: LoopNest): number {
  const { header, latches, blocks } = loop;
  const [latch] = latches;
  if (latches.length !== 1 || latch!.succs.length !== 2 || latch!.succs[0] === latch!.succs[1]) return 0;
  let size = 0;
  for (const block of blocks) {
    if (nest.innermost[block.id]!.header !== header) return 0;
    if (block !== latch && block.succs.some((succ) => nest.innermost[succ.id]?.header !== header)) return 0;
    for (const { args, info } of block.insts) {
      if (info.effect === "call") return 0;
      if (args.length > 0) size++;
    }
  }
  if (size > MAX_SIZE) return 0;
  const rounds = countRounds(loop, nest, latch!);
  return rounds * size <= MAX_SIZE ? rounds : 0;
}

/** A number, from some value of before the loop on: the value itself, or the symbol whose address it is. */
interface Known {
  root: Inst | string | undefined;
  number: bigint;
}

/** Runs the phis of the head that all ways in begin alike, and the test that hangs on them. */
function countRounds(loop: Loop, nest: LoopNest, latch: Block): number {
  const { header } = loop;
  const back = header.preds.indexOf(latch);
  const test = latch.insts[latch.insts.length - 1]!.args[0]!;
  const staysOn = latch.succs[0] === header;
  let values = new Map<Inst, Known>();
  const evaluate = (inst: Inst, depth: number): Known | undefined => {
    if (inst.op === "const") return { root: undefined, number: inst.imm };
    if (inst.op === "addr") return { root: inst.sym, number: inst.imm };
    const known = values.get(inst);
    if (known !== undefined) return known;
    const { fold } = inst.info;
    if (fold !== undefined && depth > 0 && inst.type === "i64") {
      const operands: Known[] = [];
      for (const arg of inst.args) {
        const value = evaluate(arg, depth - 1);
        if (value !== undefined) operands.push(value);
      }
      const result = operands.length === inst.args.length ? compute(inst, operands) : undefined;
      if (result !== undefined) return result;
    }
    return inLoop(inst.block!, loop, nest) ? undefined : { root: inst, number: 0n };
  };
  for (const phi of header.phis) {
    const start = phi.args[back === 0 ? 1 : 0]!;
    if (!phi.args.every((arg, i) => i === back || arg === start)) continue;
    const value = evaluate(start, MAX_DEPTH);
    if (value !== undefined) values.set(phi, value);
  }
  if (values.size === 0) return 0;
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const outcome = evaluate(test, MAX_DEPTH);
    if (outcome === undefined || outcome.root !== undefined) return 0;
    if ((outcome.number !== 0n) !== staysOn) return round;
    const next = new Map<Inst, Known>();
    for (const phi of values.keys()) {
      const value = evaluate(phi.args[back]!, MAX_DEPTH);
      if (value !== undefined) next.set(phi, value);
    }
    values = next;
  }
  return 0;
}

const MAX_DEPTH = 5;

/** The result of a foldable op: of numbers, or what roots cancel out of or go through. */
function compute({ op, info }: Inst, operands: readonly Known[]): Known | undefined {
  const [a, b] = operands;
  if (operands.every(({ root }) => root === undefined)) {
    const number = info.fold!(a!.number, b?.number ?? 0n, operands[2]?.number ?? 0n);
    return number === undefined ? undefined : { root: undefined, number: wrap(number) };
  }
  if (op === "add" && (a!.root === undefined || b!.root === undefined)) {
    return { root: a!.root ?? b!.root, number: wrap(a!.number + b!.number) };
  }
  if (op === "sub" && b!.root === undefined) return { root: a!.root, number: wrap(a!.number - b!.number) };
  const cancels = op === "sub" || op === "eq" || op === "ne";
  if (!cancels || a!.root !== b!.root) return undefined;
  return { root: undefined, number: wrap(info.fold!(a!.number, b!.number, 0n)!) };
}

function unroll(func: Func, loop: Loop, nest: LoopNest, rounds: number): void {
  const { header, latches, blocks } = loop;
  const latch = latches[0]!;
  let from = preheader(func, loop, nest);
  const exit: 0 | 1 = latch.succs[0] === header ? 1 : 0;
  // What the phis of the head are in the round at hand.
  const back = header.preds.indexOf(latch);
  let current = header.phis.map((phi) => phi.args[1 - back]!);
  for (let round = 1; round < rounds; round++) {
    const copies = new Map<Inst, Inst>();
    for (let i = 0; i < header.phis.length; i++) copies.set(header.phis[i]!, current[i]!);
    const end = copyBlocks(func, blocks, latch, from, copies);
    current = header.phis.map((phi) => copies.get(phi.args[back]!) ?? phi.args[back]!);
    from = end;
  }
  // The last round is the loop itself: in by one edge, out by another.
  decideBranch(latch, exit);
  for (let i = 0; i < header.phis.length; i++) header.phis[i]!.args = [current[i]!];
  header.preds = [from];
}

/** A round of its own, entered from `from`; its last block, which leads to no block yet. */
function copyBlocks(
  func: Func,
  blocks: readonly Block[],
  latch: Block,
  from: Block,
  copies: Map<Inst, Inst>,
): Block {
  const header = blocks[0]!;
  const twins = new Map<Block, Block>();
  for (const block of blocks) {
    const twin = newBlock(func);
    twins.set(block, twin);
    for (const phi of block === header ? [] : block.phis) enter(func, copies, twin, twin.phis, phi);
    for (const inst of block.insts) {
      if (block !== latch || inst.info.effect !== "end") enter(func, copies, twin, twin.insts, inst);
    }
  }
  for (const block of blocks) {
    const twin = twins.get(block)!;
    for (const list of [twin.phis, twin.insts]) {
      for (const { args } of list)
        for (let k = 0; k < args.length; k++) args[k] = copies.get(args[k]!) ?? args[k]!;
    }
    if (block !== latch) twin.succs = block.succs.map((succ) => twins.get(succ)!);
    if (block !== header) twin.preds = block.preds.map((pred) => twins.get(pred)!);
  }
  const end = twins.get(latch)!;
  const jump = newInst(func, "jump", [], { pos: latch.insts[latch.insts.length - 1]!.pos });
  jump.block = end;
  end.insts.push(jump);
  lead(from, twins.get(header)!, header);
  end.succs = [header];
  return end;
}

/** Lets the edge of `from` that leads to the loop lead to a copy. */
function lead(from: Block, to: Block, header: Block): void {
  from.succs[from.succs.indexOf(header)] = to;
  to.preds = [from];
}

function enter(func: Func, copies: Map<Inst, Inst>, block: Block, list: Inst[], inst: Inst): void {
  const twin = copyInst(func, inst);
  twin.block = block;
  list.push(twin);
  copies.set(inst, twin);
}
