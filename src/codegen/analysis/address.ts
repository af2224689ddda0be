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
    const { op, args } = root;
    if (op !== "add" && op !== "sub") return { root, offset };
    const [left, right] = args as [Inst, Inst];
    if (isNear(right)) {
      offset += op === "add" ? Number(right.imm) : -Number(right.imm);
      root = left;
    } else if (op === "add" && isNear(left)) {
      offset += Number(left.imm);
      root = right;
    } else return { root, offset };
  }
}

const isNear = ({ op, imm }: Inst): boolean => op === "const" && Math.abs(Number(imm)) < FAR;
