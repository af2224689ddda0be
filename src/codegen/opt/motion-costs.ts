/**
 * What it costs to compute a value before a loop and not in it: a register all through the loop. Nothing is gained with
 * what is part of other instructions where it stands: a constant, a test of a branch, a sum or a shift in an address.
 */
import { inLoop, type Loop, type LoopNest } from "../analysis/loops.ts";
import { isNumber, type Op, opInfo } from "../ir/ops.ts";
import type { Func, Inst } from "../ir/types.ts";

/** So many values in a loop have registers on every target; dear ones are worth a place in memory. */
const REGISTERS = 11;
export const MORE_FOR_DEAR = 6;

/** What an instruction is used for, as bits. */
const AS_VALUE = 1;
const IN_SUM = 2;

/** By id of an instruction: AS_VALUE unless it is only tested; IN_SUM if only added to something or an address. */
export type Uses = Uint8Array;

/** By number of the op: operand 0 is only tested. */
const TESTS: boolean[] = [];
for (const op of ["br", "trapif", "select", "fselect"] as const) TESTS[opInfo(op).number] = true;

export function usesOf(func: Func): Uses {
  const uses = new Uint8Array(func.nextId);
  for (const block of func.blocks) {
    for (const phi of block.phis) for (const arg of phi.args) uses[arg.id]! |= AS_VALUE;
    for (const inst of block.insts) {
      const { args, op, info } = inst;
      for (let i = 0; i < args.length; i++) {
        const isAdded = op === "add" || (i === 0 && info.hasAddress);
        if (i > 0 || TESTS[info.number] !== true) uses[args[i]!.id]! |= isAdded ? IN_SUM : AS_VALUE;
      }
    }
  }
  return uses;
}

/** Costs nothing where it stands, being part of what needs it. */
export function isCheap(uses: Uses, inst: Inst): boolean {
  if (inst.info.effect !== "pure" || inst.op === "phi" || inst.op === "proj") return false;
  if (inst.args.length === 0) return true;
  const use = uses[inst.id] ?? AS_VALUE;
  if (use === 0) return inst.type === "i64";
  if (use !== IN_SUM) return false;
  const [, right] = inst.args;
  if (right?.op !== "const") return false;
  return inst.op === "add" || inst.op === "sub" || (inst.op === "shl" && right.imm <= 3n);
}

/** By number of the op: takes more than a cycle or two. */
const DEAR: boolean[] = [];
for (const op of "mul mulh umulh sdiv srem fldiv flmod udiv urem udiv2 urem2 fdiv fsqrt".split(" ") as Op[]) {
  DEAR[opInfo(op).number] = true;
}
export const isDear = ({ info }: Inst): boolean => DEAR[info.number] === true;

/** Registers that are left, for cells and for floats. */
export interface Room {
  i64: number;
  f64: number;
  none: number;
}

/**
 * Registers less the values that the loop carries or needs from before. `seen` is a table for this only: by id of an
 * instruction, for which loop it was counted last.
 */
export function roomIn(loop: Loop, nest: LoopNest, seen: number[]): Room {
  const room = { i64: REGISTERS, f64: REGISTERS, none: 0 };
  const stamp = loop.header.id + 1;
  const count = (value: Inst): void => {
    if (seen[value.id] === stamp || isNumber(value) || value.op === "addr" || value.op === "user") return;
    seen[value.id] = stamp;
    if (value.block === loop.header ? value.op === "phi" : !inLoop(value.block!, loop, nest))
      room[value.type]--;
  };
  for (const block of loop.blocks) {
    for (const phi of block.phis) {
      if (block === loop.header) count(phi);
      for (const arg of phi.args) count(arg);
    }
    for (const inst of block.insts) for (const arg of inst.args) count(arg);
  }
  return room;
}
