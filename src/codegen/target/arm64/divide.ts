/**
 * Division. There is an instruction for the quotient; the remainder is what a multiplication leaves. Nothing
 * traps: by 0 the quotient is 0, and the least number by -1 is itself. Two ops of the same operands in a block
 * share the quotient.
 *
 * Floored results: let m be -1 if the remainder r is not 0 and its sign is not the divisor's, else 0; then
 * q + m and r + (d and m) are the floored quotient and remainder. (r, or d if r is 0) xor d has m as its sign.
 *
 * There is no division of a double cell: the runtime has one.
 */
import type { Op } from "../../ir/ops.ts";
import type { Inst } from "../../ir/types.ts";
import { machineInst, type Operand, operand, REG, type VReg } from "../machine.ts";
import { instruction, type Out } from "./arithmetic.ts";
import { bitNumber } from "./immediates.ts";
import { X0, X1, X2 } from "./regs.ts";
import type { Selector } from "./selector.ts";

/** Quotient and remainder. */
const PAIRS: readonly (readonly [Op, Op])[] = [
  ["sdiv", "srem"],
  ["fldiv", "flmod"],
  ["udiv", "urem"],
  ["udiv2", "urem2"],
];

export const isDoubleDivision = (inst: Inst): boolean => inst.op === "udiv2" || inst.op === "urem2";

export function selectDivision(s: Selector, inst: Inst): void {
  if (byPowerOfTwo(s, inst)) return;
  const pair = PAIRS.find((ops) => ops.includes(inst.op))!;
  const claimant = s.claims.get(inst);
  if (claimant === undefined && claimEarlier(s, inst, pair)) return;
  const results = claimant === undefined ? [inst] : [inst, claimant];
  const quotient = results.find(({ op }) => op === pair[0]);
  const remainder = results.find(({ op }) => op === pair[1]);
  if (pair[0] === "udiv2") selectDouble(s, inst, quotient, remainder);
  else if (pair[0] === "fldiv") selectFloored(s, inst, quotient, remainder);
  else selectTruncated(s, inst, pair[0], quotient, remainder);
}

/** The earlier of two ops that can share does the work for both. Backwards, the later one comes first. */
function claimEarlier(s: Selector, inst: Inst, pair: readonly [Op, Op]): boolean {
  const other = inst.op === pair[0] ? pair[1] : pair[0];
  const { insts } = inst.block!;
  // Where there are two, they stand close together.
  const at = s.orders[inst.id]!;
  for (let i = at - 1; i >= 0 && i >= at - 16; i--) {
    const earlier = insts[i]!;
    if (earlier.op !== other || s.uses[earlier.id] === 0 || s.claims.has(earlier)) continue;
    if (earlier.args.some((arg, k) => arg !== inst.args[k])) continue;
    s.claims.set(earlier, inst);
    s.vreg(earlier);
    return true;
  }
  return false;
}

/** A result that is built from others, in the order in which the code runs. */
class Steps {
  private readonly s: Selector;
  private readonly inst: Inst;
  private readonly steps: (() => void)[] = [];

  constructor(s: Selector, inst: Inst) {
    this.s = s;
    this.inst = inst;
  }

  /** Returns what the result is in: `into`, or a new register. Sources are values or earlier results. */
  add(op: string, sources: readonly (Inst | VReg)[], into?: Operand, form = "", sym = ""): VReg {
    const result = into ?? operand(this.s.newVreg(), "def", REG);
    const out: Out = { result, bits: 64 };
    this.steps.push(() => {
      const operands = sources.map((x) => (typeof x === "number" ? operand(x, "use", REG) : this.s.use(x)));
      instruction(this.s, op, out, operands, this.inst, form, 0n, sym);
    });
    return result.vreg;
  }

  emit(): void {
    for (const step of this.steps.reverse()) step();
  }
}

function selectTruncated(
  s: Selector,
  inst: Inst,
  op: string,
  quotient: Inst | undefined,
  remainder: Inst | undefined,
): void {
  const [a, b] = inst.args as [Inst, Inst];
  const steps = new Steps(s, inst);
  const q = steps.add(op, [a, b], quotient && s.result(quotient));
  if (remainder !== undefined) steps.add("msub", [q, b, a], s.result(remainder));
  steps.emit();
}

function selectFloored(
  s: Selector,
  inst: Inst,
  quotient: Inst | undefined,
  remainder: Inst | undefined,
): void {
  const [a, b] = inst.args as [Inst, Inst];
  const steps = new Steps(s, inst);
  const q = steps.add("sdiv", [a, b]);
  const r = steps.add("msub", [q, b, a]);
  // Of a positive divisor the remainder's own sign is m.
  let sign = r;
  if (!(b.op === "const" && b.imm > 0n)) {
    const divisorIfZero = steps.add("orzero", [r, b]);
    sign = steps.add("eor", [divisorIfZero, b]);
  }
  if (quotient !== undefined) steps.add("add", [q, sign], s.result(quotient), "s", "asr #63");
  if (remainder !== undefined) {
    const correction = steps.add("and", [b, sign], undefined, "s", "asr #63");
    steps.add("add", [r, correction], s.result(remainder));
  }
  steps.emit();
}

function selectDouble(
  s: Selector,
  inst: Inst,
  quotient: Inst | undefined,
  remainder: Inst | undefined,
): void {
  const [low, high, divisor] = inst.args as [Inst, Inst, Inst];
  const operands: Operand[] = [];
  if (quotient !== undefined) operands.push(operand(s.vreg(quotient), "def", X0));
  if (remainder !== undefined) operands.push(operand(s.vreg(remainder), "def", X1));
  operands.push(s.use(low, X0), s.use(high, X1), s.use(divisor, X2));
  const call = machineInst("call", operands, inst.pos);
  call.sym = "ffc_divide_double";
  call.clobbers = s.clobbers;
  s.emit(call);
}

/** Floored and unsigned division by 2^k as shifts and masks: exact for negative dividends too. */
function byPowerOfTwo(s: Selector, inst: Inst): boolean {
  const [dividend, divisor] = inst.args as [Inst, Inst];
  const { op } = inst;
  if (op !== "fldiv" && op !== "flmod" && op !== "udiv" && op !== "urem") return false;
  const bit = divisor.op === "const" ? bitNumber(divisor.imm) : -1;
  if (bit < 1 || bit > 62) return false;
  const out: Out = { result: s.result(inst), bits: 64 };
  if (op === "fldiv" || op === "udiv")
    instruction(s, op === "fldiv" ? "asr" : "lsr", out, [s.use(dividend)], inst, "i", BigInt(bit));
  else instruction(s, "and", out, [s.use(dividend)], inst, "i", divisor.imm - 1n);
  return true;
}
