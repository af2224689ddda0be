/**
 * What reports call the channels, mutexes and so on that were made while compiling: the first word that gives such an
 * address (`100 channel constant jobs`) or has it in its data (`variable jobs`, a table).
 */
import { Address } from "./cell.ts";
import type { DataSpace, Unit } from "./data-space.ts";
import type { Instr, Word } from "./word.ts";

/** Constants, variables and values have no longer code. */
const MAX_CODE = 4;

export function sharedNames(words: readonly Word[], space: DataSpace): Map<Unit, string> {
  const names = new Map<Unit, string>();
  if (!space.units.some((unit) => unit.shared !== undefined)) return names;
  const named = (cell: unknown, name: string): boolean => {
    if (!(cell instanceof Address) || cell.offset !== 0) return false;
    const unit = cell.base;
    if (unit.kind !== "unit" || unit.shared === undefined) return false;
    if (!names.has(unit)) names.set(unit, name);
    return true;
  };
  for (const { name, code } of words) {
    if (name === "" || code.length > MAX_CODE) continue;
    for (const address of addressesIn(code)) {
      if (named(address, name) || address.base.kind !== "unit") continue;
      const { symbolic } = address.base.initial ?? address.base;
      for (const [offset, cell] of symbolic) {
        const distance = offset - address.offset;
        named(cell, distance === 0 ? name : `${name}${distance > 0 ? "+" : ""}${distance}`);
      }
    }
  }
  return names;
}

const addressesIn = (code: readonly Instr[]): Address[] =>
  code.flatMap((instr) => (instr.op === "lit" && instr.value instanceof Address ? [instr.value] : []));
