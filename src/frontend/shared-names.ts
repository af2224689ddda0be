/**
 * What reports call channels, mutexes and so on. Those that were made while compiling: as the first word that gives such an
 * address (`100 channel constant jobs`) or has it in its data (`variable jobs`, a table). Those that the program makes: as
 * the word in whose data it stores the address right then, if it still has it at the time of the report.
 */
import { SHARED_MAKERS } from "../codegen/ir/layout.ts";
import type { Func } from "../codegen/ir/types.ts";
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

/** Symbols of data where a function stores an address: of what it has just made, "", or of other data, its symbol. */
export function storedAddresses(func: Func): { holder: string; of: string }[] {
  const found: { holder: string; of: string }[] = [];
  for (const { insts } of func.blocks) {
    for (const { op, args, imm } of insts) {
      if (op !== "store" || args[0]!.op !== "addr" || imm !== 0n || args[0]!.imm !== 0n) continue;
      const value = args[1]!;
      const made = value.op === "proj" ? value.args[0]! : value;
      const holder = args[0]!.sym;
      if (made.op === "ccall" && SHARED_MAKERS.has(made.sym)) found.push({ holder, of: "" });
      else if (made.op === "addr" && made.imm === 0n) found.push({ holder, of: made.sym });
    }
  }
  return found;
}
