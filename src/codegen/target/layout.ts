/**
 * The order in which blocks are written, chosen after register allocation: the linear order, with cold
 * blocks at the end, empty ones left out, and loops turned so that the test at their head comes last and one
 * jump a round is saved.
 */
import { isCold, type MachineBlock, type MachineFunc } from "./machine.ts";

export interface Layout {
  order: MachineBlock[];
  /** Where a jump to the block ends up: through blocks that only jump on. */
  finalTarget(block: MachineBlock): MachineBlock;
}

export function layOut(func: MachineFunc, isFixed: (block: MachineBlock) => boolean): Layout {
  const isEmpty = (block: MachineBlock): boolean =>
    block.insts.length === 1 && block.insts[0]!.op === "jump" && !isFixed(block);
  const finalTarget = (block: MachineBlock): MachineBlock => {
    let target = block;
    for (let steps = 0; isEmpty(target) && steps < 64; steps++) {
      if (target.succs[0] === target) break;
      target = target.succs[0]!;
    }
    return target;
  };
  const hot: MachineBlock[] = [];
  const cold: MachineBlock[] = [];
  for (const block of turnLoops(func)) {
    if (isEmpty(block) && block.index !== 0 && finalTarget(block) !== block) continue;
    (isCold(block) && block.index !== 0 ? cold : hot).push(block);
  }
  return { order: [...hot, ...cold], finalTarget };
}

/** Moves a loop's head behind its last block where that jumps back to it and the head may leave the loop. */
function turnLoops(func: MachineFunc): MachineBlock[] {
  const { blocks } = func;
  const behind: (MachineBlock | undefined)[] = blocks.map(() => undefined);
  const moved: boolean[] = blocks.map(() => false);
  for (const head of blocks) {
    const { loop } = head;
    if (loop === undefined || loop.first !== head.index || loop.last === head.index || head.index === 0)
      continue;
    const last = blocks[loop.last]!;
    if (last.succs.length !== 1 || last.succs[0] !== head || head.succs.length !== 2) continue;
    const leaves = head.succs.some((succ) => succ.index < loop.first || succ.index > loop.last);
    if (!leaves || behind[last.index] !== undefined || moved[last.index]) continue;
    behind[last.index] = head;
    moved[head.index] = true;
  }
  const order: MachineBlock[] = [];
  for (const block of blocks) {
    if (moved[block.index]) continue;
    order.push(block);
    const head = behind[block.index];
    if (head !== undefined) order.push(head);
  }
  return order;
}
