/**
 * Patterns for integers. Machine instructions are those of the assembler: `op` the mnemonic, operands in its order;
 * `form` i has the number `imm` behind them, ii `imm` and a second one in `sym`, s the shift `sym`. `aux` 32 works on
 * the low halves of the registers and clears the high ones.
 */
import type { Inst } from "../../ir/types.ts";
import { machineInst, type Operand, operand, REG } from "../machine.ts";
import { selectChoice } from "./choose.ts";
import { isComparison } from "./compare.ts";
import { bitNumber, fitsAdd, fitsLogical, fitsLogical32, maskWidth, movesFor } from "./immediates.ts";
import type { Selector } from "./selector.ts";
import { shiftOf } from "./shifts.ts";

/** Where a result goes, and whether only its low 32 bits are wanted, the others zero. */
export interface Out {
  result: Operand;
  bits: 32 | 64;
}

const LOW32 = 0xffffffffn;

export function instruction(
  s: Selector,
  op: string,
  out: Out,
  operands: readonly Operand[],
  inst: Inst,
  form = "",
  imm = 0n,
  sym = "",
): void {
  const made = machineInst(op, [out.result, ...operands], inst.pos);
  made.form = form;
  made.imm = imm;
  made.sym = sym;
  made.aux = out.bits;
  s.emit(made);
}

export const outOf = (s: Selector, inst: Inst): Out => ({ result: s.result(inst), bits: 64 });

function constantLast(inst: Inst): [Inst, Inst] {
  const [a, b] = inst.args as [Inst, Inst];
  return a.op === "const" ? [b, a] : [a, b];
}

/** A comparison for this instruction only: it need not become a value first. */
const isOwnFlag = (s: Selector, inst: Inst): boolean => isComparison(inst) && s.isHere(inst);

export function selectAdd(s: Selector, inst: Inst, out: Out): void {
  let [a, b] = constantLast(inst);
  if (b.op === "const") {
    addConstant(s, inst, out, a, b.imm);
    return;
  }
  if (isProduct(s, a)) [a, b] = [b, a];
  if (isProduct(s, b)) {
    const [x, y] = b.args as [Inst, Inst];
    instruction(s, "madd", out, [s.use(x), s.use(y), s.use(a)], inst);
    return;
  }
  withShift(s, "add", inst, out, a, b, true);
}

/** A product that has to be multiplied out, for this instruction only. */
function isProduct(s: Selector, inst: Inst): boolean {
  if (inst.op !== "mul" || !s.isHere(inst)) return false;
  const [, factor] = constantLast(inst);
  return factor.op !== "const" || multiple(factor.imm) === undefined;
}

function addConstant(s: Selector, inst: Inst, out: Out, a: Inst, value: bigint): void {
  const op = value < 0n ? "sub" : "add";
  const size = value < 0n ? -value : value;
  if (fitsAdd(size)) instruction(s, op, out, [s.use(a)], inst, "i", size);
  else if (size < 0x1000000n && movesFor(value) > 1) {
    const high = s.newVreg();
    instruction(s, op, out, [operand(high, "use", REG)], inst, "i", size & 0xfffn);
    const first: Out = { result: operand(high, "def", REG), bits: out.bits };
    instruction(s, op, first, [s.use(a)], inst, "i", size & 0xfff000n);
  } else instruction(s, "add", out, [s.use(a), s.number(value)], inst);
}

export function selectSub(s: Selector, inst: Inst, out: Out): void {
  const [a, b] = inst.args as [Inst, Inst];
  if (b.op === "const") addConstant(s, inst, out, a, BigInt.asIntN(64, -b.imm));
  else if (a.op === "const" && a.imm === 0n) selectNeg(s, inst, out, b);
  else if (out.bits === 64 && isOwnFlag(s, b)) {
    // Less a flag: one more if it is true.
    selectChoice(s, inst, out.result, b, { value: a, how: "csinc" }, { value: a, how: "csel" });
  } else if (isProduct(s, b)) {
    const [x, y] = b.args as [Inst, Inst];
    instruction(s, "msub", out, [s.use(x), s.use(y), s.use(a)], inst);
  } else withShift(s, "sub", inst, out, a, b, false);
}

export function selectNeg(s: Selector, inst: Inst, out: Out, a: Inst): void {
  if (out.bits === 64 && isOwnFlag(s, a)) {
    selectChoice(
      s,
      inst,
      out.result,
      a,
      { value: undefined, how: "csinc" },
      { value: undefined, how: "csel" },
    );
  } else if (isProduct(s, a)) {
    const [x, y] = a.args as [Inst, Inst];
    instruction(s, "mneg", out, [s.use(x), s.use(y)], inst);
  } else unaryWithShift(s, "neg", inst, out, a);
}

export function selectNot(s: Selector, inst: Inst, out: Out, a: Inst): void {
  if (a.op === "xor" && s.isHere(a) && constantLast(a)[1].op !== "const") {
    const [x, y] = a.args as [Inst, Inst];
    withShift(s, "eon", inst, out, x, y, true);
  } else unaryWithShift(s, "mvn", inst, out, a);
}

function unaryWithShift(s: Selector, op: string, inst: Inst, out: Out, a: Inst): void {
  const shift = out.bits === 64 ? shiftOf(s, a) : undefined;
  if (shift === undefined) instruction(s, op, out, [s.use(a)], inst);
  else instruction(s, op, out, [s.use(shift.value)], inst, "s", 0n, shift.text);
}

/** `a op b`, one of them shifted on the way in if that is for free. */
function withShift(s: Selector, op: string, inst: Inst, out: Out, a: Inst, b: Inst, commutes: boolean): void {
  let [left, right] = [a, b];
  let shift = shiftInto(s, right, out);
  if (shift === undefined && commutes) {
    shift = shiftInto(s, left, out);
    if (shift !== undefined) [left, right] = [right, left];
  }
  if (shift !== undefined && left !== right)
    instruction(s, op, out, [s.use(left), s.use(shift.value)], inst, "s", 0n, shift.text);
  else instruction(s, op, out, [s.use(left), s.use(right)], inst);
}

/** Of the low halves only a shift to the left is what it is of the whole. */
function shiftInto(s: Selector, inst: Inst, out: Out): ReturnType<typeof shiftOf> {
  if (out.bits === 32 && (inst.op !== "shl" || inst.args[1]!.op !== "const" || inst.args[1]!.imm > 31n))
    return undefined;
  return shiftOf(s, inst);
}

const LOGIC: Readonly<Record<string, string>> = { and: "and", or: "orr", xor: "eor" };
const INVERTED: Readonly<Record<string, string>> = { and: "bic", or: "orn", xor: "eon" };

export function selectLogic(s: Selector, inst: Inst, out: Out): void {
  const { op } = inst;
  let [a, b] = constantLast(inst);
  if (b.op === "const") {
    if (op === "xor" && b.imm === -1n) selectNot(s, inst, out, a);
    else if (op === "and" && selectMask(s, inst, out, a, b.imm)) return;
    else {
      const fits = out.bits === 64 ? fitsLogical(b.imm) : fitsLogical32(b.imm);
      const imm = out.bits === 64 ? b.imm : b.imm & LOW32;
      if (fits) instruction(s, LOGIC[op]!, out, [s.use(a)], inst, "i", imm);
      else instruction(s, LOGIC[op]!, out, [s.use(a), s.use(b)], inst);
    }
    return;
  }
  if (out.bits === 64) {
    if (isOwnFlag(s, a) && !isOwnFlag(s, b)) [a, b] = [b, a];
    if (isOwnFlag(s, b) && !isOwnFlag(s, a)) {
      flagWith(s, inst, out, a, b);
      return;
    }
    if ((op === "or" || op === "xor") && selectRotation(s, inst, out, a, b)) return;
  }
  if (a.op === "not" && s.isHere(a)) [a, b] = [b, a];
  if (b.op === "not" && s.isHere(b)) withShift(s, INVERTED[op]!, inst, out, a, b.args[0]!, false);
  else withShift(s, LOGIC[op]!, inst, out, a, b, true);
}

/** A value joined with a flag: the value or what the flag makes of it. */
function flagWith(s: Selector, inst: Inst, out: Out, a: Inst, flag: Inst): void {
  const as = { value: a, how: "csel" } as const;
  if (inst.op === "and") selectChoice(s, inst, out.result, flag, as, { value: undefined, how: "csel" });
  else if (inst.op === "or") selectChoice(s, inst, out.result, flag, { value: undefined, how: "csinv" }, as);
  else selectChoice(s, inst, out.result, flag, { value: a, how: "csinv" }, as);
}

/** (a << n) | (a >> 64 - n) */
function selectRotation(s: Selector, inst: Inst, out: Out, a: Inst, b: Inst): boolean {
  const [left, right] = a.op === "shl" ? [a, b] : [b, a];
  if (left.op !== "shl" || right.op !== "shr" || !s.isHere(left) || !s.isHere(right)) return false;
  const [value, up] = left.args as [Inst, Inst];
  const [same, down] = right.args as [Inst, Inst];
  if (up.op !== "const" || down.op !== "const" || up.imm < 1n || up.imm > 63n || up.imm + down.imm !== 64n)
    return false;
  if (value === same) instruction(s, "ror", out, [s.use(value)], inst, "i", down.imm);
  else instruction(s, "extr", out, [s.use(value), s.use(same)], inst, "i", down.imm);
  return true;
}

/** Ops whose low 32 bits depend on those of their operands only. */
const LOW_BITS = new Set(["add", "sub", "mul", "neg", "not", "and", "or", "xor", "shl"]);

/** A value cut to some bits. Whether there is an instruction for it. */
function selectMask(s: Selector, inst: Inst, out: Out, a: Inst, mask: bigint): boolean {
  const width = maskWidth(mask);
  if (out.bits === 32) return false;
  if (width > 0 && a.op === "shr" && s.isHere(a)) {
    const [value, count] = a.args as [Inst, Inst];
    if (count.op === "const" && count.imm > 0n && count.imm < 64n && value.op !== "const") {
      const bits = Math.min(width, 64 - Number(count.imm));
      instruction(s, "ubfx", out, [s.use(value)], inst, "ii", count.imm, String(bits));
      return true;
    }
  }
  if (mask === LOW32 && LOW_BITS.has(a.op) && s.isHere(a)) {
    selectLow(s, a, { result: out.result, bits: 32 });
    return true;
  }
  if (a.op === "shl" && s.isHere(a) && a.args[1]!.op === "const") {
    // A field on its way up.
    const count = a.args[1]!.imm;
    const bits = count > 0n && count < 64n ? maskWidth(mask >> count) : 0;
    if (bits > 0 && (mask >> count) << count === mask && a.args[0]!.op !== "const") {
      const kept = Math.min(bits, 64 - Number(count));
      instruction(s, "ubfiz", out, [s.use(a.args[0]!)], inst, "ii", count, String(kept));
      return true;
    }
  }
  return false;
}

function selectLow(s: Selector, inst: Inst, out: Out): void {
  switch (inst.op) {
    case "add":
      selectAdd(s, inst, out);
      return;
    case "sub":
      selectSub(s, inst, out);
      return;
    case "mul":
      selectMul(s, inst, out);
      return;
    case "neg":
      selectNeg(s, inst, out, inst.args[0]!);
      return;
    case "not":
      selectNot(s, inst, out, inst.args[0]!);
      return;
    case "shl": {
      const [value, count] = inst.args as [Inst, Inst];
      // A count that is not known is taken modulo 64, not 32.
      if (count.op === "const" && count.imm >= 0n && count.imm < 32n)
        instruction(s, "lsl", out, [s.use(value)], inst, "i", count.imm);
      else {
        const whole = s.newVreg();
        const cut: Out = { result: out.result, bits: 64 };
        instruction(s, "and", cut, [operand(whole, "use", REG)], inst, "i", LOW32);
        selectShift(s, inst, { result: operand(whole, "def", REG), bits: 64 });
      }
      return;
    }
    default:
      selectLogic(s, inst, out);
  }
}

/** How to multiply by a constant without a multiplication: x << up, plus or less x. */
function multiple(factor: bigint): { up: number; op: "" | "add" | "sub" } | undefined {
  if (factor < 2n) return undefined;
  if (bitNumber(factor) >= 0) return { up: bitNumber(factor), op: "" };
  if (bitNumber(factor - 1n) >= 0) return { up: bitNumber(factor - 1n), op: "add" };
  return undefined;
}

export function selectMul(s: Selector, inst: Inst, out: Out): void {
  const [a, b] = constantLast(inst);
  const simple = b.op === "const" ? multiple(b.imm) : undefined;
  if (simple !== undefined && a.op !== "const" && simple.up < out.bits) {
    if (simple.op === "") instruction(s, "lsl", out, [s.use(a)], inst, "i", BigInt(simple.up));
    else instruction(s, "add", out, [s.use(a), s.use(a)], inst, "s", 0n, `lsl #${simple.up}`);
  } else if (b.op !== "const" && a.op === "neg" && s.isHere(a)) {
    instruction(s, "mneg", out, [s.use(a.args[0]!), s.use(b)], inst);
  } else instruction(s, "mul", out, [s.use(a), s.use(b)], inst);
}

const SHIFTS: Readonly<Record<string, string>> = { shl: "lsl", shr: "lsr", sar: "asr" };
/** Loads that can extend the sign as well. */
const NARROW: Readonly<Record<string, bigint>> = { load8: 8n, load16: 16n, load32: 32n };

export function selectShift(s: Selector, inst: Inst, out: Out): void {
  const { op } = inst;
  const [a, count] = inst.args as [Inst, Inst];
  if (count.op !== "const") {
    instruction(s, SHIFTS[op]!, out, [s.use(a), s.use(stripMask(s, count))], inst);
    return;
  }
  const down = count.imm & 63n;
  if (op === "shl") {
    if (a.op === "and" && s.isHere(a)) {
      const [value, mask] = constantLast(a);
      const width = mask.op === "const" ? maskWidth(mask.imm) : 0;
      if (width > 0 && width < 64 && value.op !== "const" && down > 0n) {
        const kept = Math.min(width, 64 - Number(down));
        instruction(s, "ubfiz", out, [s.use(value)], inst, "ii", down, String(kept));
        return;
      }
    }
  } else if (a.op === "shl" && s.isHere(a) && a.args[1]!.op === "const" && a.args[0]!.op !== "const") {
    // Up and down again: a field, with zeroes or its sign above.
    const up = a.args[1]!.imm;
    const value = a.args[0]!;
    if (up > 0n && up < 64n && down > 0n) {
      const load = NARROW[value.op];
      if (op === "sar" && up === down && load === 64n - up && s.isFoldableLoad(value)) {
        const made = machineInst("load", [out.result], value.pos);
        made.aux = Number(load) / 8;
        made.cond = "s";
        made.mem = s.memory(value.args[0]!, value.imm, made.aux, made.operands);
        s.emit(made);
        return;
      }
      const kind = op === "sar" ? "s" : "u";
      const width = String(64n - up);
      if (down >= up) {
        const kept = String(64n - down);
        instruction(s, `${kind}bfx`, out, [s.use(value)], inst, "ii", down - up, kept);
      } else instruction(s, `${kind}bfiz`, out, [s.use(value)], inst, "ii", up - down, width);
      return;
    }
  } else if (op === "shr" && a.op === "and" && s.isHere(a)) {
    const [value, mask] = constantLast(a);
    const width = mask.op === "const" ? maskWidth(BigInt.asUintN(64, mask.imm) >> down) : 0;
    if (width > 0 && down > 0n && down + BigInt(width) <= 64n && value.op !== "const") {
      instruction(s, "ubfx", out, [s.use(value)], inst, "ii", down, String(width));
      return;
    }
  }
  instruction(s, SHIFTS[op]!, out, [s.use(a)], inst, "i", down);
}

/** The count is taken modulo 64 anyway. */
function stripMask(s: Selector, count: Inst): Inst {
  if (count.op !== "and" || !s.isOwn(count)) return count;
  const [value, mask] = constantLast(count);
  return mask.op === "const" && (mask.imm & 63n) === 63n ? value : count;
}

/** There is only a rotation to the right: by what is missing to a whole turn. */
export function selectRotate(s: Selector, inst: Inst): void {
  const [a, count] = inst.args as [Inst, Inst];
  const out: Out = { result: s.result(inst), bits: inst.op === "rotl32" ? 32 : 64 };
  if (count.op === "const") {
    instruction(s, "ror", out, [s.use(a)], inst, "i", -count.imm & BigInt(out.bits - 1));
    return;
  }
  const right = s.newVreg();
  instruction(s, "ror", out, [s.use(a), operand(right, "use", REG)], inst);
  instruction(s, "neg", { result: operand(right, "def", REG), bits: 64 }, [s.use(count)], inst);
}
