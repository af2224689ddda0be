/**
 * Parallel moves as a sequence: each move whose target nobody still reads can go; when none is left,
 * what remains are cycles, and one exchange shortens a cycle by one (Boissinot et al., "Revisiting
 * Out-of-SSA Translation for Correctness, Code Quality, and Efficiency", 2009, algorithm 1, with
 * exchanges in place of a spare register).
 *
 * Invariant: all targets differ. Sources may repeat.
 */
import type { Loc, MachineInst, VReg } from "../target/machine.ts";
import { moveInst, swapInst } from "../target/machine.ts";

export interface Move {
  /** The value as the target knows it. */
  vreg: VReg;
  from: Loc;
  to: Loc;
}

export function sequentialize(moves: readonly Move[], out: MachineInst[]): void {
  if (moves.length === 1 && moves[0]!.from === moves[0]!.to) return;
  let pending = moves.filter((move) => move.from !== move.to);
  if (pending.length === 1) {
    const move = pending[0]!;
    out.push(moveInst(move.vreg, move.to, move.from));
    return;
  }
  while (pending.length > 0) {
    const readers = new Map<Loc, number>();
    for (const move of pending) readers.set(move.from, (readers.get(move.from) ?? 0) + 1);
    const ready = pending.filter((move) => !readers.has(move.to));
    const left = new Set(pending);
    while (ready.length > 0) {
      const move = ready.pop()!;
      left.delete(move);
      out.push(moveInst(move.vreg, move.to, move.from));
      const count = readers.get(move.from)! - 1;
      if (count > 0) readers.set(move.from, count);
      else {
        readers.delete(move.from);
        for (const other of left) if (other.to === move.from) ready.push(other);
      }
    }
    // Cycles: exchange the ends of one move; who wanted what was in `to` finds it in `from` now.
    const cycle = left.values().next().value;
    if (cycle === undefined) return;
    left.delete(cycle);
    out.push(swapInst(cycle.from, cycle.to));
    const rest: Move[] = [];
    for (const move of left) {
      const from = move.from === cycle.to ? cycle.from : move.from === cycle.from ? cycle.to : move.from;
      if (from !== move.to) rest.push({ vreg: move.vreg, from, to: move.to });
    }
    pending = rest;
  }
}
