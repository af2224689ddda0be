/** What a primitive does to data when it runs on values that are not all known. */
import { Address, type Cell, Unknown } from "./cell.ts";
import type { DataSpace } from "./data-space.ts";
import { inputItems, type Primitive } from "./primitive.ts";

/** Bytes that primitives write at an address they are given. */
const WIDTHS: ReadonlyMap<string, number> = new Map([
  ["!", 8],
  ["+!", 8],
  ["2!", 16],
  ["c!", 1],
  ["w!", 2],
  ["l!", 4],
  ["f!", 8],
]);

/** A primitive ran on values that are not all known: what it may have written, and may have kept. */
export function followUnknown(space: DataSpace, prim: Primitive, inputs: readonly Cell[]): void {
  const items = inputItems(prim.stack);
  inputs.forEach((input, k) => {
    const isTarget = prim.writes && /addr/.test(items[k] ?? "addr") && !(prim.name === "move" && k === 0);
    if (!isTarget) {
      space.leak(input);
      return;
    }
    if (input instanceof Unknown) space.forgetLeaked();
    else if (input instanceof Address && input.base.kind === "unit") {
      space.forget(input.base, input.offset, WIDTHS.get(prim.name));
    }
  });
}
