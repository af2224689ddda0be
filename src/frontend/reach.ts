/**
 * What running code can get at: the data it names, the data that the words it calls name, and all that is
 * pointed to from there. An object is only reached by its own address; no pointer leads from one to another
 * by arithmetic.
 */
import { Address, type Cell } from "./cell.ts";
import type { Unit } from "./data-space.ts";
import type { Word } from "./word.ts";

export type Place = Unit | Word;

/** The object or word that a cell holds the address of. */
export const placeOf = (cell: Cell | undefined): Place | undefined =>
  cell instanceof Address ? cell.base : undefined;

export function reachableUnits(roots: Iterable<Place>): Set<Unit> {
  const seen = new Set<Place>(roots);
  const units = new Set<Unit>();
  const add = (cell: Cell | undefined): void => {
    const place = placeOf(cell);
    if (place !== undefined) seen.add(place);
  };
  // A set is iterated in insertion order, additions included.
  for (const place of seen) {
    if (place.kind === "unit") {
      units.add(place);
      for (const held of place.symbolic.values()) add(held);
      if (place.initial !== undefined) for (const held of place.initial.symbolic.values()) add(held);
      continue;
    }
    if (place.body !== undefined) seen.add(place.body.unit);
    for (const instr of place.code) {
      if (instr.op === "lit") add(instr.value);
      else if (instr.op === "call" || instr.op === "does") seen.add(instr.word);
    }
  }
  return units;
}
