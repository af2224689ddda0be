/**
 * What a rule of `simplify` is, and what rules share.
 *
 * A rule is directional (no other rule undoes it), never makes the code dearer, and either changes the
 * instruction in place and says `again`, or gives the value that replaces it.
 */
import { changeOp } from "../ir/builder.ts";
import type { Op } from "../ir/ops.ts";
import type { Inst } from "../ir/types.ts";

/** Another value, "again" if the instruction was changed, or undefined if there is nothing more to do. */
export type Outcome = Inst | "again" | undefined;

/** What a rule may use besides the instruction. */
export interface Rewriter {
  /** A constant, placed before the instruction at hand. */
  constant(value: bigint): Inst;
  /** The same for a float, by its bits. */
  float(bits: bigint): Inst;
  /** Another instruction, placed before the one at hand. */
  insert(op: Op, args: Inst[]): Inst;
  /** How often the value was used when the pass began. */
  uses(inst: Inst): number;
}

export type Rule = (inst: Inst, rewriter: Rewriter) => Outcome;

/** Displacements that every instruction set takes in a load or a store of a cell. */
export const MAX_DISPLACEMENT = 32760n;

export const constantOf = (inst: Inst | undefined): bigint | undefined =>
  inst?.op === "const" ? inst.imm : undefined;

/** Turns the instruction itself into a constant: its users need not hear of it. */
export function becomeConstant(inst: Inst, value: bigint): undefined {
  changeOp(inst, inst.type === "f64" ? "fconst" : "const");
  inst.args = [];
  inst.imm = value;
  return undefined;
}

/** Turns the instruction itself into another one. */
export function become(inst: Inst, op: Op, args: Inst[]): "again" {
  changeOp(inst, op);
  inst.args = args;
  inst.imm = 0n;
  return "again";
}
