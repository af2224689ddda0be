/**
 * Division by a constant as multiplication by its reciprocal (Granlund and Montgomery, "Division by
 * Invariant Integers using Multiplication", 1994).
 *
 * For a dividend n of 63 bits and a divisor d between 2^s and 2^(s+1), no power of two, the quotient is
 * (n * m) >> (64 + s) with m = floor(2^(64+s) / d) + 1: m exceeds the reciprocal by e/d, e <= d <= 2^(s+1),
 * so that the error n * e / d / 2^(64+s) stays below 1/d. And m fits 64 bits, as d > 2^s.
 *
 * A floored quotient of a negative x is ~(~x / d): x is made non-negative by an exclusive or with its sign,
 * and the quotient brought back the same way. An unsigned dividend of 64 bits loses a bit if the divisor
 * is even, and otherwise stays as it is, as do negative divisors and division that rounds to zero.
 *
 * After simplification (powers of two are shifts already), before value numbering: quotient and remainder
 * of one division share the product.
 */
import { changeOp, newInst } from "../ir/builder.ts";
import type { Op } from "../ir/ops.ts";
import type { Func, Inst } from "../ir/types.ts";

export function divideByConstants(func: Func): void {
  for (const block of func.blocks) {
    if (!block.insts.some(isConstantDivision)) continue;
    const placed: Inst[] = [];
    for (const inst of block.insts) {
      if (isConstantDivision(inst)) {
        const make = (op: Op, args: Inst[], imm = 0n): Inst => {
          const made = newInst(func, op, args, { imm, pos: inst.pos });
          made.block = block;
          placed.push(made);
          return made;
        };
        expand(inst, make);
      }
      placed.push(inst);
    }
    block.insts = placed;
  }
}

type Make = (op: Op, args: Inst[], imm?: bigint) => Inst;

function isConstantDivision(inst: Inst): boolean {
  const isUnsigned = inst.op === "udiv" || inst.op === "urem";
  if (!isUnsigned && inst.op !== "fldiv" && inst.op !== "flmod") return false;
  const divisor = inst.args[1]!;
  if (divisor.op !== "const" || divisor.imm < 3n) return false;
  return (divisor.imm & (divisor.imm - 1n)) !== 0n && (!isUnsigned || (divisor.imm & 1n) === 0n);
}

/** Turns the instruction into the last one of the sequence, and makes the others before it. */
function expand(inst: Inst, make: Make): void {
  const [x, divisor] = inst.args as [Inst, Inst];
  const isQuotient = inst.op === "fldiv" || inst.op === "udiv";
  const last = (op: Op, args: Inst[]): Inst => {
    if (!isQuotient) return make(op, args);
    changeOp(inst, op);
    inst.args = args;
    return inst;
  };
  const quotient =
    inst.op === "udiv" || inst.op === "urem"
      ? unsignedQuotient(x, divisor.imm, make, last)
      : flooredQuotient(x, divisor.imm, make, last);
  if (isQuotient) return;
  changeOp(inst, "sub");
  inst.args = [x, make("mul", [quotient, divisor])];
}

type Last = (op: Op, args: Inst[]) => Inst;

function flooredQuotient(x: Inst, divisor: bigint, make: Make, last: Last): Inst {
  const sign = make("sar", [x, make("const", [], 63n)]);
  const positive = make("xor", [x, sign]);
  return last("xor", [multiplied(positive, divisor, make, make), sign]);
}

function unsignedQuotient(x: Inst, divisor: bigint, make: Make, last: Last): Inst {
  let zeroes = 0n;
  while (((divisor >> zeroes) & 1n) === 0n) zeroes++;
  const halved = make("shr", [x, make("const", [], zeroes)]);
  return multiplied(halved, divisor >> zeroes, make, last);
}

/** The quotient of a dividend of 63 bits. */
function multiplied(dividend: Inst, divisor: bigint, make: Make, last: Last): Inst {
  const shift = BigInt(divisor.toString(2).length - 1);
  const reciprocal = (1n << (64n + shift)) / divisor + 1n;
  const high = make("umulh", [dividend, make("const", [], reciprocal)]);
  return last("shr", [high, make("const", [], shift)]);
}
