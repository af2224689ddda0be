/**
 * Division and long multiplication: the instructions that work on rax and rdx (SDM volume 2, DIV, IDIV,
 * MUL, IMUL). One instruction gives quotient and remainder, or low and high cell, so two ops of the same
 * operands in a block share it.
 *
 * Floored results are fixed up without a branch: let m be -1 if the remainder is not 0 and its sign is
 * not the divisor's, else 0; then q + m and r + (d and m) are the floored quotient and remainder.
 */
import type { Op } from "../../ir/ops.ts";
import type { Inst } from "../../ir/types.ts";
import { ANY, machineInst, operand, REG } from "../machine.ts";
import { RAX, RDX } from "./regs.ts";
import { fits32, type Selector } from "./selector.ts";

/** Ops whose results come from one instruction: the one in rax first. */
const PAIRS: readonly (readonly [Op, Op])[] = [
  ["sdiv", "srem"],
  ["fldiv", "flmod"],
  ["udiv", "urem"],
  ["udiv2", "urem2"],
  ["mul", "mulh"],
  ["mul", "umulh"],
];

export function selectDivision(s: Selector, inst: Inst): void {
  if (byPowerOfTwo(s, inst)) return;
  if (!share(s, inst)) selectPair(s, inst, undefined);
}

/**
 * The earlier of two ops that can share does the work for both. Backwards, the later one comes first: it
 * claims the earlier one, and asks for it. Whether the op at hand is dealt with.
 */
export function share(s: Selector, inst: Inst): boolean {
  const claimant = s.claims.get(inst);
  if (claimant !== undefined) {
    selectPair(s, inst, claimant);
    return true;
  }
  for (const other of s.sharers(inst)) {
    if (other.block !== inst.block || s.orders[other.id]! > s.orders[inst.id]! || s.claims.has(other))
      continue;
    if (pairOf(inst, other) === undefined || other.args.some((arg, i) => arg !== inst.args[i])) continue;
    s.claims.set(other, inst);
    s.vreg(other);
    return true;
  }
  return false;
}

const pairOf = (a: Inst, b: Inst): readonly [Op, Op] | undefined =>
  PAIRS.find(([low, high]) => (a.op === low && b.op === high) || (a.op === high && b.op === low));

function selectPair(s: Selector, inst: Inst, partner: Inst | undefined): void {
  const pair = partner === undefined ? PAIRS.find((ops) => ops.includes(inst.op))! : pairOf(inst, partner)!;
  const results: Inst[] = [inst];
  if (partner !== undefined) results.push(partner);
  const low = results.find((result) => result.op === pair[0] && s.isAsked(result));
  const high = results.find((result) => result.op === pair[1] && s.isAsked(result));
  const operands = [];
  if (low !== undefined) operands.push(operand(s.vreg(low), "def", RAX));
  if (high !== undefined) operands.push(operand(s.vreg(high), "def", RDX));
  const [a, b, c] = inst.args;
  const isProduct = pair[0] === "mul";
  const made = machineInst(
    isProduct ? (inst.op === "mul" ? partner!.op : inst.op) : pair[0],
    operands,
    inst.pos,
  );
  made.clobbers = [RAX, RDX];
  made.form = low === undefined ? "high" : high === undefined ? "low" : "both";
  switch (pair[0]) {
    case "mul":
      operands.push(s.use(a!, RAX), s.use(b!, ANY));
      break;
    case "udiv2":
      operands.push(s.use(a!, RAX), s.use(b!, RDX), operand(s.value(c!), "late", ANY));
      break;
    case "fldiv": {
      const divisor = b!;
      const positive = divisor.op === "const" && divisor.imm > 0n;
      made.aux = positive ? 1 : 0;
      if (low !== undefined && high !== undefined) operands.push(operand(s.newVreg(), "early", REG));
      operands.push(s.use(a!, RAX), operand(s.value(divisor), "late", REG));
      made.scratch = [RDX];
      break;
    }
    default:
      operands.push(s.use(a!, RAX), operand(s.value(b!), "late", ANY));
      made.scratch = [RDX];
  }
  s.emit(made);
}

/** Floored and unsigned division by 2^k as shifts and masks: exact for negative dividends too. */
function byPowerOfTwo(s: Selector, inst: Inst): boolean {
  const [dividend, divisor] = inst.args as [Inst, Inst];
  const { op } = inst;
  if (op !== "fldiv" && op !== "flmod" && op !== "udiv" && op !== "urem") return false;
  if (divisor.op !== "const" || divisor.imm <= 0n || (divisor.imm & (divisor.imm - 1n)) !== 0n) return false;
  const made = machineInst("", [s.result(inst), s.use(dividend, ANY)], inst.pos);
  made.form = "i";
  made.tied = true;
  const mask = divisor.imm - 1n;
  if (op === "fldiv" || op === "udiv") {
    made.op = op === "fldiv" ? "sar" : "shr";
    made.imm = BigInt(mask.toString(2).length);
    if (mask === 0n) made.imm = 0n;
  } else if (fits32(mask)) {
    made.op = "and";
    made.imm = mask;
  } else {
    // No immediate: the high bits are shifted out and zeroes in.
    made.op = "lowbits";
    made.imm = BigInt(64 - mask.toString(2).length);
  }
  s.emit(made);
  return true;
}
