/**
 * The order in which blocks are written, chosen after register allocation: the linear order, with cold
 * blocks at the end, empty ones left out, and loops turned so that a round takes as few jumps as can be:
 *
 * - What ends each round comes before the head if several jumps lead there: from it the head is reached without
 *   another. The block that did run into it jumps now, but what ends the round need no more.
 * - Else the test at the head comes last.
 */
import { isCold, type MachineBlock, type MachineFunc } from "./machine.ts";

export interface Layout {
  order: MachineBlock[];
  /** Where a jump to the block ends up: through blocks that only jump on. */
  finalTarget(block: MachineBlock): MachineBlock;
}

export function layOut(func: MachineFunc, isFixed: (block: MachineBlock) => boolean): Layout {
  const { blocks } = func;
  if (blocks.length === 1) return { order: blocks, finalTarget: (block) => block };
  const empty: boolean[] = [];
  for (const block of blocks) empty.push(isEmpty(block) && !isFixed(block));
  const finalTarget = (block: MachineBlock): MachineBlock => {
    let target = block;
    for (let steps = 0; empty[target.index]! && steps < 64; steps++) {
      if (target.succs[0] === target) break;
      target = target.succs[0]!;
    }
    return target;
  };
  const hot: MachineBlock[] = [];
  const cold: MachineBlock[] = [];
  for (const block of turnLoops(func, finalTarget)) {
    if (empty[block.index]! && block.index !== 0 && finalTarget(block) !== block) continue;
    (isCold(block) && block.index !== 0 ? cold : hot).push(block);
  }
  return { order: [...hot, ...cold], finalTarget };
}

const isEmpty = ({ insts }: MachineBlock): boolean => insts.length === 1 && insts[0]!.op === "jump";

/** The order with its loops turned. */
function turnLoops(func: MachineFunc, finalTarget: Layout["finalTarget"]): MachineBlock[] {
  const { blocks } = func;
  if (!blocks.some(({ loop }) => loop !== undefined)) return blocks;
  /** By head: the first of the blocks up to the loop's last that come before it. By last block: the head behind it. */
  const before: (MachineBlock | undefined)[] = blocks.map(() => undefined);
  const behind: (MachineBlock | undefined)[] = blocks.map(() => undefined);
  const moved: boolean[] = blocks.map(() => false);
  /** By block: how many blocks up to it call something. */
  let count = 0;
  const calls = blocks.map((block) => (block.calls ? ++count : count));
  for (const head of blocks) {
    const { loop } = head;
    if (loop === undefined || loop.first !== head.index || loop.last === head.index || head.index === 0)
      continue;
    const last = blocks[loop.last]!;
    if (last.succs.length !== 1 || last.succs[0] !== head || behind[last.index] !== undefined) continue;
    // Where something is called a jump more is nothing, and there may be few rounds: recursion made into loops.
    const hasCalls = head.calls || calls[head.index] !== calls[last.index];
    const end = hasCalls ? undefined : roundEnd(head, last, finalTarget);
    if (end !== undefined) {
      before[head.index] = end;
      for (let i = end.index; i <= last.index; i++) moved[i] = true;
    } else if (head.succs.length === 2 && !moved[last.index]) {
      const leaves = head.succs.some((succ) => succ.index < loop.first || succ.index > loop.last);
      if (!leaves) continue;
      behind[last.index] = head;
      moved[head.index] = true;
    }
  }
  const order: MachineBlock[] = [];
  for (const block of blocks) {
    const end = before[block.index];
    if (end !== undefined) for (let i = end.index; i <= end.loop!.last; i++) order.push(blocks[i]!);
    if (moved[block.index]) continue;
    order.push(block);
    const head = behind[block.index];
    if (head !== undefined) order.push(head);
  }
  return order;
}

/**
 * The block that ends each round, if the head may jump there at once: the last of the loop, or the one before
 * that is the way back from it.
 */
function roundEnd(
  head: MachineBlock,
  last: MachineBlock,
  finalTarget: Layout["finalTarget"],
): MachineBlock | undefined {
  const end = last.preds.length === 1 && last.preds[0]!.index === last.index - 1 ? last.preds[0]! : last;
  const { loop } = head;
  if (end === head || end.loop !== loop || last.loop !== loop || finalTarget(end) !== end) return undefined;
  const skips = head.succs.length === 2 && head.succs.some((succ) => finalTarget(succ) === end);
  if (!skips || end.preds.length === 1) return undefined;
  // It is the only way back.
  if (head.preds.filter((pred) => pred.index >= head.index).length > 1) return undefined;
  return end;
}
