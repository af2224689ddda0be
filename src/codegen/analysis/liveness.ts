/**
 * Which values are live on entry to each block, for SSA programs: from each use walk the predecessors
 * up to the definition (Boissinot et al., "Computing Liveness Sets for SSA-Form Programs", 2011,
 * algorithm 6). The cost is that of writing down the sets; there are no bit matrices whose size is
 * blocks times values.
 *
 * Blocks and values are dense numbers, so it serves the IR and machine code alike.
 */
export interface LivenessInput {
  /** By block: its predecessors. */
  preds: readonly (readonly number[])[];
  /** By value: the block that defines it. */
  defBlock: ArrayLike<number>;
  /**
   * By value: blocks that use it, where an operand of a phi counts as used in the predecessor it comes
   * from. Repetitions do no harm; uses in the block of the definition may be left out.
   */
  useBlocks: readonly (readonly number[] | undefined)[];
}

/** By block: the values live on entry; a block's own phis are not among them. */
export function liveOnEntry(input: LivenessInput): number[][] {
  const { preds, defBlock, useBlocks } = input;
  const live: number[][] = preds.map(() => []);
  const seen = new Array(preds.length).fill(-1);
  const work: number[] = [];
  for (let value = 0; value < useBlocks.length; value++) {
    const uses = useBlocks[value];
    if (uses === undefined) continue;
    const home = defBlock[value]!;
    for (let i = 0; i < uses.length; i++) if (uses[i] !== home) work.push(uses[i]!);
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      if (seen[block] === value) continue;
      seen[block] = value;
      live[block]!.push(value);
      const before = preds[block]!;
      for (let i = 0; i < before.length; i++) {
        const pred = before[i]!;
        if (pred !== home && seen[pred] !== value) work.push(pred);
      }
    }
  }
  return live;
}
