/**
 * Branches on `and` and `or` of flags become two branches, as `&&` and `||` are compiled elsewhere (Aho, Lam,
 * Sethi and Ullman, 6.6.4): a comparison that a branch asks for is one instruction, while a flag as a value
 * takes three or four. Forth has no other way to write it, and no order of evaluation has to be kept, for what moves
 * behind the first branch is only what computes the second flag and nothing else.
 *
 * Runs late: whole conditions are better to reason about, and one that chooses between values is none of these any more.
 * Of `and` one part may be any value, since a flag that is true has all bits set. The comparison of doubles stays whole.
 */
import { doubleComparison } from "../analysis/double-comparison.ts";
import { emptyBlock, newInst } from "../ir/builder.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { isComparison, isFlag } from "./simplify-tests.ts";

/** A condition of many parts is left as it is beyond this; each branch may be mispredicted. */
const MAX_PARTS = 4;

export function splitConditions(func: Func): void {
  if (!func.blocks.some((block) => conditionOf(block) !== undefined)) return;
  const uses = new Uint32Array(func.nextId);
  for (const { phis, insts } of func.blocks) {
    for (const phi of phis) for (const arg of phi.args) uses[arg.id]!++;
    for (const inst of insts) for (const arg of inst.args) uses[arg.id]!++;
  }
  // New blocks follow the one they are split from, so that the list keeps its order.
  const blocks: Block[] = [];
  for (const block of func.blocks) {
    blocks.push(block);
    let last = block;
    for (let parts = 1; parts < MAX_PARTS; parts++) {
      const next = split(func, last, uses);
      if (next === undefined) break;
      blocks.push(next);
      // The first part may be one of two flags itself, the second more often is not.
      last = conditionOf(next) === undefined ? last : next;
    }
  }
  func.blocks = blocks;
}

/** The `and` or `or` of flags that the block ends with a branch on. */
function conditionOf(block: Block): Inst | undefined {
  const br = block.insts[block.insts.length - 1]!;
  if (br.op !== "br" || block.succs[0] === block.succs[1]) return undefined;
  const cond = br.args[0]!;
  if (cond.op !== "and" && cond.op !== "or") return undefined;
  const [x, y] = cond.args as [Inst, Inst];
  if (x === y || cond.block !== block) return undefined;
  if (cond.op === "or")
    return isFlag(x) && isFlag(y) && doubleComparison(cond) === undefined ? cond : undefined;
  return isFlag(x) || isFlag(y) ? cond : undefined;
}

/** The new block, which tests the second part; undefined if the branch stays one. */
function split(func: Func, block: Block, uses: Uint32Array): Block | undefined {
  const cond = conditionOf(block);
  if (cond === undefined || uses[cond.id] !== 1) return undefined;
  let [first, second] = cond.args as [Inst, Inst];
  // Of a flag and any value the flag must come first; of two flags the one that is no more than a comparison.
  if (!isFlag(first) || (!isComparison(first) && isComparison(second))) [first, second] = [second, first];
  // A flag that is there anyway is tested as quickly as any two of them.
  if (!isComparison(first) || uses[first.id] !== 1) return undefined;

  const br = block.insts.pop()!;
  const next = emptyBlock(func.nextBlock++);
  next.preds = [block];
  const [yes, no] = block.succs as [Block, Block];
  br.args[0] = first;
  const isAnd = cond.op === "and";
  for (const succ of [yes, no]) {
    const isShared = succ === (isAnd ? no : yes);
    const at = succ.preds.indexOf(block);
    if (isShared) {
      succ.preds.push(next);
      for (const phi of succ.phis) phi.args.push(phi.args[at]!);
    } else succ.preds[at] = next;
  }
  block.succs = isAnd ? [next, no] : [yes, next];
  next.succs = [yes, no];
  cond.block = undefined;
  const moved = block.insts.filter((inst) => inst !== cond);
  sink(moved, second, block, next, uses);
  moved.push(br);
  block.insts = moved;
  const test = newInst(func, "br", [second], { pos: br.pos });
  test.block = next;
  next.insts.push(test);
  return next;
}

/** Takes what computes the value, and nothing else, to the other block. */
function sink(insts: Inst[], value: Inst, from: Block, to: Block, uses: Uint32Array): void {
  if (value.block !== from || uses[value.id] !== 1 || value.info.effect !== "pure") return;
  if (value.op === "proj") return;
  // It stands near the end, right before the condition.
  const at = insts.lastIndexOf(value);
  if (at < 0 || value.info.args === "") return;
  insts.splice(at, 1);
  value.block = to;
  to.insts.unshift(value);
  for (const arg of value.args) sink(insts, arg, from, to, uses);
}
