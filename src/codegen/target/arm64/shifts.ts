/** Operands that an instruction shifts on the way in. */
import type { Inst } from "../../ir/types.ts";
import type { Selector } from "./selector.ts";

const NAMES: Readonly<Record<string, string>> = { shl: "lsl", shr: "lsr", sar: "asr" };

export interface Shifted {
  value: Inst;
  /** As in the assembly. */
  text: string;
}

/** The value as another one that is shifted, if nobody else wants it. */
export function shiftOf(s: Selector, inst: Inst): Shifted | undefined {
  const name = NAMES[inst.op];
  if (name === undefined || !s.isHere(inst)) return undefined;
  const [value, count] = inst.args as [Inst, Inst];
  if (count.op !== "const" || value.op === "const" || count.imm < 1n || count.imm > 63n) return undefined;
  return { value, text: `${name} #${count.imm}` };
}
