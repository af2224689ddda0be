/**
 * Parallel moves as a sequence: each move whose target nobody still reads can go; when none is left,
 * what remains are cycles (Boissinot et al., "Revisiting Out-of-SSA Translation for Correctness, Code Quality, and
 * Efficiency", 2009, algorithm 1). A spare register opens a cycle; without one, an exchange shortens it by one.
 *
 * Invariant: all targets differ. Sources may repeat.
 */
import {
  isSlot,
  type Loc,
  type MachineInst,
  moveInst,
  type Reg,
  swapInst,
  type VReg,
} from "../target/machine.ts";

export interface Move {
  /** The value as the target knows it. */
  vreg: VReg;
  from: Loc;
  to: Loc;
}

/** `spare` gives a free register for the value of a move, or -1; it is asked once for each cycle. */
export function sequentialize(moves: readonly Move[], out: MachineInst[], spare?: (move: Move) => Reg): void {
  let pending = moves.filter((move) => move.from !== move.to);
  if (areApart(pending)) {
    for (let i = pending.length - 1; i >= 0; i--) {
      const { vreg, from, to } = pending[i]!;
      out.push(moveInst(vreg, to, from));
    }
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
    const free = isSlot(cycle.from) || spare === undefined ? -1 : spare(cycle);
    if (free >= 0) {
      // Now nobody reads what was in `from`.
      out.push(moveInst(cycle.vreg, free, cycle.from));
      pending = [...left].map((move) => (move === cycle ? { ...move, from: free } : move));
      continue;
    }
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

/** Few moves, as they nearly always are, none of which overwrites what another one reads. */
function areApart(moves: readonly Move[]): boolean {
  if (moves.length > 8) return false;
  for (let i = 1; i < moves.length; i++) {
    const { from, to } = moves[i]!;
    for (let k = 0; k < i; k++) if (moves[k]!.from === to || moves[k]!.to === from) return false;
  }
  return true;
}
