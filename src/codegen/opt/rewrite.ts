/**
 * What the passes share to change a function: edges with their phi operands, replacement of values,
 * removal of blocks. There are no use lists: a value that gives way to another one points to it until the
 * pass applies its replacements in one sweep, which keeps every pass linear.
 */
import { changeOp, newInst, terminator } from "../ir/builder.ts";
import type { Op } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";

/** The replacements of a pass: whether there are any. The instructions themselves say by what. */
export interface Replacements {
  any: boolean;
}

/** Lets `by` stand for the value, which is no longer part of the function. */
export function replace(replaced: Replacements, inst: Inst, by: Inst): void {
  inst.replacedBy = by;
  replaced.any = true;
}

/** What stands for the value at last; shortens the chain on the way. */
export function resolve(inst: Inst): Inst {
  let found = inst.replacedBy;
  if (found === undefined) return inst;
  for (let next = found.replacedBy; next !== undefined; next = found.replacedBy) found = next;
  inst.replacedBy = found;
  return found;
}

export function resolveArgs(inst: Inst): void {
  const { args } = inst;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg.replacedBy !== undefined) args[i] = resolve(arg);
  }
}

/** Takes what was replaced out of every operand of the function. */
export function applyReplacements(func: Func, replaced: Replacements): void {
  if (!replaced.any) return;
  const { blocks } = func;
  for (let b = 0; b < blocks.length; b++) {
    const { phis, insts } = blocks[b]!;
    for (let i = 0; i < phis.length; i++) resolveArgs(phis[i]!);
    for (let i = 0; i < insts.length; i++) {
      const { args } = insts[i]!;
      for (let k = 0; k < args.length; k++) {
        const arg = args[k]!;
        if (arg.replacedBy !== undefined) args[k] = resolve(arg);
      }
    }
  }
}

/**
 * The same for a pass that has resolved operands itself, in blocks where dominators come first, as it came to them:
 * what comes along a back edge is replaced after the phi was seen.
 */
export function applyToPhis(order: readonly Block[], replaced: Replacements): void {
  if (!replaced.any) return;
  for (let b = 0; b < order.length; b++) {
    const { phis } = order[b]!;
    for (let i = 0; i < phis.length; i++) resolveArgs(phis[i]!);
  }
}

/** Drops phis all of whose operands are one value, or the phi itself. */
export function dropTrivialPhis(block: Block, replaced: Replacements): void {
  const { phis } = block;
  let kept = 0;
  for (let i = 0; i < phis.length; i++) {
    const phi = phis[i]!;
    resolveArgs(phi);
    const same = onlyOperand(phi);
    if (same === undefined) phis[kept++] = phi;
    else {
      replace(replaced, phi, same);
      phi.block = undefined;
    }
  }
  if (kept < phis.length) phis.length = kept;
}

function onlyOperand(phi: Inst): Inst | undefined {
  const { args } = phi;
  let same: Inst | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === phi || arg === same) continue;
    if (same !== undefined) return undefined;
    same = arg;
  }
  return same;
}

/**
 * Takes an edge from the target's side: one place in `preds` and one operand of each phi. Where both arms
 * of a `br` lead to one block, its first place among the predecessors is that of the first arm.
 */
export function dropPred(to: Block, from: Block, arm: 0 | 1 = 0): void {
  let at = to.preds.indexOf(from);
  if (arm === 1) at = to.preds.indexOf(from, at + 1);
  to.preds.splice(at, 1);
  for (const phi of to.phis) phi.args.splice(at, 1);
}

/** Ends the block with another instruction without successors; the former edges go. */
export function endBlock(func: Func, block: Block, op: Op, args: Inst[], like: Inst): Inst {
  for (const succ of block.succs) dropPred(succ, block);
  block.succs = [];
  const end = newInst(func, op, args, { sym: like.sym, pos: like.pos });
  if (terminator(block) !== undefined) block.insts.pop()!.block = undefined;
  end.block = block;
  block.insts.push(end);
  return end;
}

/** Turns the block's `br` into a jump along successor `taken`; the operand of the other edge goes. */
export function decideBranch(block: Block, taken: 0 | 1): void {
  const br = block.insts[block.insts.length - 1]!;
  const other = block.succs[1 - taken]!;
  dropPred(other, block, other === block.succs[taken] && taken === 0 ? 1 : 0);
  block.succs = [block.succs[taken]!];
  changeOp(br, "jump");
  br.args = [];
}

/** Removes blocks that the entry does not reach; they keep no predecessors. Whether there were any. */
export function dropUnreachable(func: Func): boolean {
  const entry = func.blocks[0];
  if (entry === undefined) return false;
  const seen: boolean[] = new Array(func.nextBlock).fill(false);
  const work = [entry];
  let count = 1;
  seen[entry.id] = true;
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    for (const succ of block.succs) {
      if (seen[succ.id]) continue;
      seen[succ.id] = true;
      count++;
      work.push(succ);
    }
  }
  if (count === func.blocks.length) return false;
  for (const block of func.blocks) {
    if (seen[block.id]) continue;
    for (const succ of block.succs) if (seen[succ.id]) dropPred(succ, block);
    for (const inst of block.phis) inst.block = undefined;
    for (const inst of block.insts) inst.block = undefined;
    block.preds = [];
  }
  func.blocks = func.blocks.filter((block) => seen[block.id]);
  return true;
}
