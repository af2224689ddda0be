/**
 * Addresses as a root value plus a known offset: `add (add x 8) -16` is x - 8.
 */
import type { Inst } from "../ir/types.ts";

export interface Offset {
  root: Inst;
  offset: number;
}

/** Beyond this an offset is not followed: sums stay exact doubles, far from 2^53. */
const FAR = 2 ** 40;

/** Follows additions and subtractions of constants down to what they start from. */
export function rootOf(address: Inst): Offset {
  let root = address;
  let offset = 0;
  for (;;) {
    const [left, right] = root.args;
    if (root.op === "add" && right!.op === "const" && isNear(right!.imm)) {
      offset += Number(right!.imm);
      root = left!;
    } else if (root.op === "add" && left!.op === "const" && isNear(left!.imm)) {
      offset += Number(left!.imm);
      root = right!;
    } else if (root.op === "sub" && right!.op === "const" && isNear(right!.imm)) {
      offset -= Number(right!.imm);
      root = left!;
    } else return { root, offset };
  }
}

const isNear = (n: bigint): boolean => Math.abs(Number(n)) < FAR;
