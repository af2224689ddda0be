/**
 * Where a function sets up its frame: as late as one place serves, so that paths which need none (the end
 * of a recursion, an early exit) do not pay for it. A simple form of shrink-wrapping: once set up, a
 * frame stays until the function is left, so the blocks in the frame are all that can be reached from one
 * that needs it.
 */
import type { MachineBlock, MachineFunc } from "./machine.ts";

export interface FramePlan {
  /** By block: its code runs with the frame set up. */
  inFrame: boolean[];
  /** The block that sets it up, before its first instruction or (atEnd) before its jump. */
  block: MachineBlock | undefined;
  atEnd: boolean;
}

export function planFrame(
  func: MachineFunc,
  needs: (block: MachineBlock) => boolean,
  atEntry: boolean,
): FramePlan {
  const { blocks } = func;
  const inFrame: boolean[] = blocks.map(() => false);
  const work = blocks.filter((block) => needs(block));
  if (work.length === 0 && !atEntry) return { inFrame, block: undefined, atEnd: false };
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    if (inFrame[block.index]) continue;
    inFrame[block.index] = true;
    for (const succ of block.succs) work.push(succ);
  }
  const entry = blocks[0]!;
  if (!atEntry && !inFrame[0]) {
    const into = new Set<MachineBlock>();
    const from = new Set<MachineBlock>();
    for (const block of blocks) {
      if (inFrame[block.index]) continue;
      for (const succ of block.succs) {
        if (!inFrame[succ.index]) continue;
        into.add(succ);
        from.add(block);
      }
    }
    const [target] = into;
    const [source] = from;
    if (into.size === 1 && target!.preds.every((pred) => !inFrame[pred.index])) {
      return { inFrame, block: target, atEnd: false };
    }
    if (from.size === 1 && source!.succs.length === 1) return { inFrame, block: source, atEnd: true };
  }
  return { inFrame: inFrame.fill(true), block: entry, atEnd: false };
}
