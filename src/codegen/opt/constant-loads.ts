/**
 * Loads of data that never changes (`analysis/constant-data.ts`) become constants, or the addresses that are there: a
 * deferred word that is set once is then called directly, and inlined like any other.
 *
 * Only loads whose address is the object's plus constants, and all of whose bytes are in it; only whole cells
 * where an address lies. Leaves the addresses to dce.
 */
import { rootOf } from "../analysis/address.ts";
import { markConstantData } from "../analysis/constant-data.ts";
import { newInst } from "../ir/builder.ts";
import type { Op } from "../ir/ops.ts";
import type { DataObject, Func, Inst, Module } from "../ir/types.ts";
import { applyReplacements, type Replacements, replace } from "./rewrite.ts";

/** Bytes of the loads that are followed. */
const SIZES: Partial<Record<Op, number>> = { load: 8, load32: 4, load16: 2, load8: 1, fload: 8 };

/** For all functions at once, before anybody asks who calls whom. */
export function foldAllConstantLoads(module: Module): void {
  markConstantData(module);
  const objects = new Map<string, DataObject>();
  for (const object of module.data) if (object.constant) objects.set(object.symbol, object);
  if (objects.size === 0) return;
  for (const func of module.functions) foldConstantLoads(func, (symbol) => objects.get(symbol));
}

type DataOf = (symbol: string) => DataObject | undefined;

export function foldConstantLoads(func: Func, data: DataOf): void {
  const replaced: Replacements = { any: false };
  for (const block of func.blocks) {
    const { insts } = block;
    for (let i = 0; i < insts.length; i++) {
      const inst = insts[i]!;
      if (!inst.info.isAccess || inst.info.effect !== "read") continue;
      const value = contentOf(func, inst, data);
      if (value === undefined) continue;
      value.block = block;
      insts[i] = value;
      inst.block = undefined;
      replace(replaced, inst, value);
    }
  }
  applyReplacements(func, replaced);
}

/** What the load gives, as a new instruction. */
function contentOf(func: Func, load: Inst, data: DataOf): Inst | undefined {
  const { root, offset } = rootOf(load.args[0]!);
  const object = root.op === "addr" ? data(root.sym) : undefined;
  const size = SIZES[load.op];
  if (object?.constant !== true || size === undefined) return undefined;
  const at = offset + Number(root.imm) + Number(load.imm);
  if (at < 0 || at + size > object.size) return undefined;
  const { pos } = load;
  for (const reloc of object.relocs) {
    if (reloc.offset >= at + size || reloc.offset + 8 <= at) continue;
    if (reloc.offset !== at || load.op !== "load") return undefined;
    return newInst(func, "addr", [], { sym: reloc.symbol, imm: BigInt(reloc.addend), pos });
  }
  return newInst(func, load.op === "fload" ? "fconst" : "const", [], { imm: bytesAt(object, at, size), pos });
}

/** Little endian; a cell may come out unsigned. */
function bytesAt({ bytes }: DataObject, at: number, size: number): bigint {
  let value = 0n;
  for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[at + i] ?? 0);
  return value;
}
