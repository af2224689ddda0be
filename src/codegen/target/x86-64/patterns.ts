/**
 * Patterns for arithmetic and memory. Machine instructions: `op` is the mnemonic without its suffix, `form`
 * the source: r (register or slot), i (`imm`, `sym`), m (`mem`); the result is tied to operand 1, and
 * to operand 2 as well where the operation commutes.
 */
import type { Inst } from "../../ir/types.ts";
import { ANY, type MachineInst, machineInst, type Operand, operand, REG } from "../machine.ts";
import { selectAndNot, selectBitChange, selectSignExtension } from "./bits.ts";
import { selectCarry, selectDouble } from "./carry.ts";
import { selectBits } from "./compare.ts";
import { selectProduct, tripleOf } from "./multiply.ts";
import { RAX, RCX } from "./regs.ts";
import { fits32, type Selector, scaleOf } from "./selector.ts";

const COMMUTES: ReadonlySet<string> = new Set(["add", "and", "or", "xor", "imul"]);
/** Bytes that an access reads or writes. */
const WIDTH: Readonly<Record<string, number>> = {
  load: 8,
  load8: 1,
  load16: 2,
  load32: 4,
  fload32: 4,
  store: 8,
  store8: 1,
  store16: 2,
  store32: 4,
};

export function selectSum(s: Selector, inst: Inst): void {
  if (!isFused(s, inst) && !selectCarry(s, inst)) selectAdd(s, inst);
}

export function selectDifference(s: Selector, inst: Inst): void {
  if (isFused(s, inst) || selectCarry(s, inst)) return;
  const [a, b] = inst.args as [Inst, Inst];
  if (a.op === "const" && a.imm === 0n) unary(s, "neg", inst, b);
  else if (b.op === "const" && fits32(-b.imm)) binaryImmediate(s, "add", inst, a, { imm: -b.imm, sym: "" });
  else binary(s, "sub", inst, a, b);
}

/** The high half of a double sum or difference does its work. */
const isFused = (s: Selector, inst: Inst): boolean => s.fused.size > 0 && s.fused.has(inst);

export function selectAnd(s: Selector, inst: Inst): void {
  const [a, b] = constantLast(inst);
  if (b.op === "const" && b.imm === 1n && selectOne(s, a, inst)) return;
  const width =
    b.op !== "const" ? 0 : b.imm === 0xffn ? 1 : b.imm === 0xffffn ? 2 : b.imm === 0xffffffffn ? 4 : 0;
  if (width > 0 && a.op === "load" && s.isFoldableLoad(a)) {
    // The low bytes of a cell come first.
    const operands = [s.result(inst)];
    const load = machineInst("load", operands, a.pos);
    load.aux = width;
    load.mem = s.memory(a.args[0]!, a.imm, operands);
    s.emit(load);
  } else if (width > 0) {
    const extend = machineInst("extend", [s.result(inst), s.use(a, ANY)], inst.pos);
    extend.aux = width;
    s.emit(extend);
  } else if (!selectBitChange(s, inst) && !selectAndNot(s, inst)) binary(s, "and", inst, a, b);
}

export function selectOr(s: Selector, inst: Inst): void {
  if (selectDouble(s, "set", inst, inst) || selectBitChange(s, inst)) return;
  binary(s, "or", inst, ...constantLast(inst));
}

export function selectXor(s: Selector, inst: Inst): void {
  const [a, b] = constantLast(inst);
  if (selectBitChange(s, inst)) return;
  if (b.op === "const" && b.imm === -1n) unary(s, "not", inst, a);
  else binary(s, "xor", inst, a, b);
}

export function selectMul(s: Selector, inst: Inst): void {
  if (!selectProduct(s, inst)) binary(s, "imul", inst, ...constantLast(inst));
}

export function selectNeg(s: Selector, inst: Inst): void {
  if (!selectOne(s, inst.args[0]!, inst)) unary(s, "neg", inst, inst.args[0]!);
}

export const selectNot = (s: Selector, inst: Inst): void => unary(s, "not", inst, inst.args[0]!);

export function selectLoad(s: Selector, inst: Inst): void {
  const operands = [s.result(inst)];
  const load = machineInst(inst.type === "f64" ? "fload" : "load", operands, inst.pos);
  load.aux = WIDTH[inst.op] ?? 8;
  load.mem = s.memory(inst.args[0]!, inst.imm, operands);
  s.emit(load);
}

/** Flags as 0 or 1, the value of `inst`. Whether they can be had as that. */
function selectOne(s: Selector, flags: Inst, inst: Inst): boolean {
  if (flags.block !== s.block || !s.isOwn(flags)) return false;
  return selectDouble(s, "bit", flags, inst) || selectBits(s, flags, s.vreg(inst));
}

function constantLast(inst: Inst): [Inst, Inst] {
  const [a, b] = inst.args as [Inst, Inst];
  return a.op === "const" || (a.op === "addr" && b.op !== "const") ? [b, a] : [a, b];
}

function unary(s: Selector, op: string, inst: Inst, a: Inst): void {
  const made = machineInst(op, [s.result(inst), s.use(a, ANY)], inst.pos);
  made.tied = true;
  s.emit(made);
}

function binaryImmediate(
  s: Selector,
  op: string,
  inst: Inst,
  a: Inst,
  value: { imm: bigint; sym: string },
): void {
  const made = machineInst(op, [s.result(inst), s.use(a, ANY)], inst.pos);
  made.form = "i";
  made.imm = value.imm;
  made.sym = value.sym;
  // An addition need not overwrite its operand: there is `lea`.
  made.tied = op !== "imul" && op !== "add";
  s.emit(made);
}

function binary(s: Selector, op: string, inst: Inst, a: Inst, b: Inst): void {
  const immediate = s.immediate(b);
  if (immediate !== undefined && !(op === "imul" && immediate.sym !== "")) {
    binaryImmediate(s, op, inst, a, immediate);
    return;
  }
  const commutes = COMMUTES.has(op);
  let left = a;
  let right = b;
  if (commutes && left.op === "load" && s.isFoldableLoad(left)) [left, right] = [right, left];
  const made = machineInst(op, [], inst.pos);
  made.operands.push(s.result(inst));
  if (right.op === "load" && right !== left && s.isFoldableLoad(right)) {
    made.form = "m";
    made.operands.push(s.use(left, ANY));
    const from = made.operands.length;
    made.mem = s.memory(right.args[0]!, right.imm, made.operands);
    // The result is written before the memory operand is read if it has to be copied first.
    for (let i = from; i < made.operands.length; i++) made.operands[i]!.role = "late";
    made.pos = right.pos;
    made.tied = true;
  } else {
    made.form = "r";
    made.tied = op !== "add";
    made.operands.push(s.use(left, ANY), s.use(right, ANY));
    if (!commutes && left !== right) made.operands[2]!.role = "late";
  }
  s.emit(made);
}

function selectAdd(s: Selector, inst: Inst): void {
  const [a, b] = constantLast(inst);
  const immediate = s.immediate(b);
  if (immediate !== undefined) {
    // (x + y * 2^k) + c
    if (a.op === "add" && s.isOwn(a) && immediate.sym === "" && !isLoadOrConstant(s, a)) {
      const [x, y] = a.args as [Inst, Inst];
      selectLea(s, inst, x, y, immediate.imm);
    } else if (scaleOf(a) > 1 && s.isOwn(a) && a.args[0]!.op !== "const") {
      lea(s, inst, undefined, a.args[0]!, scaleOf(a), immediate.imm, immediate.sym);
    } else if (tripleOf(s, a) > 0) {
      lea(s, inst, a.args[0]!, a.args[0]!, tripleOf(s, a) - 1, immediate.imm, immediate.sym);
    } else binaryImmediate(s, "add", inst, a, immediate);
    return;
  }
  if ((scaleOf(a) > 1 && s.isOwn(a)) || (scaleOf(b) > 1 && s.isOwn(b))) selectLea(s, inst, a, b, 0n);
  else binary(s, "add", inst, a, b);
}

const isLoadOrConstant = (s: Selector, sum: Inst): boolean =>
  sum.args.some(
    (arg) => arg.op === "const" || arg.op === "addr" || (arg.op === "load" && s.isFoldableLoad(arg)),
  );

function selectLea(s: Selector, inst: Inst, a: Inst, b: Inst, disp: bigint): void {
  let [base, index] = [a, b];
  if (scaleOf(base) > 1 && s.isOwn(base) && !(scaleOf(index) > 1 && s.isOwn(index)))
    [base, index] = [index, base];
  const scaled = scaleOf(index) > 1 && s.isOwn(index) && index.args[0]!.op !== "const";
  if (scaled) lea(s, inst, base, index.args[0]!, scaleOf(index), disp, "");
  else lea(s, inst, base, index, 1, disp, "");
}

function lea(
  s: Selector,
  inst: Inst,
  base: Inst | undefined,
  index: Inst,
  scale: number,
  disp: bigint,
  sym: string,
): void {
  const operands: Operand[] = [s.result(inst)];
  const made = machineInst("lea", operands, inst.pos);
  const indexOperand = s.use(index);
  const baseOperand = base === undefined ? undefined : base === index ? indexOperand : s.use(base);
  if (baseOperand !== undefined && baseOperand !== indexOperand) operands.push(baseOperand);
  operands.push(indexOperand);
  made.mem = { base: baseOperand, fixedBase: -1, index: indexOperand, scale, disp: Number(disp), sym };
  s.emit(made);
}

/** A shift or a rotation. */
export function selectShift(s: Selector, inst: Inst): void {
  if (selectSignExtension(s, inst)) return;
  const [a, count] = inst.args as [Inst, Inst];
  if (count.op === "const") {
    shiftBy(s, inst.op, inst, a, count.imm & 63n);
    return;
  }
  if (s.features.has("bmi2") && FREE_SHIFT[inst.op] !== undefined) {
    const made = machineInst(FREE_SHIFT[inst.op]!, [s.result(inst), s.use(a, ANY), s.use(count)], inst.pos);
    s.emit(made);
    return;
  }
  const made = machineInst(
    MNEMONIC[inst.op] ?? inst.op,
    [s.result(inst), s.use(a, ANY), operand(s.value(count), "late", RCX)],
    inst.pos,
  );
  made.form = "r";
  made.tied = true;
  made.aux = inst.op === "rotl32" ? 4 : 8;
  s.emit(made);
}

/** Those of BMI2 take any registers. */
const FREE_SHIFT: Readonly<Record<string, string>> = { shl: "shlx", shr: "shrx", sar: "sarx" };
const MNEMONIC: Readonly<Record<string, string>> = { rotl: "rol", rotl32: "rol" };

function shiftBy(s: Selector, op: string, inst: Inst, a: Inst, count: bigint): void {
  const made = machineInst(MNEMONIC[op] ?? op, [s.result(inst), s.use(a, ANY)], inst.pos);
  made.form = "i";
  made.imm = op === "rotl32" ? count & 31n : count;
  made.tied = true;
  made.aux = op === "rotl32" ? 4 : 8;
  s.emit(made);
}

/** Accesses that have effects. */
export function selectMemory(s: Selector, inst: Inst): void {
  const [address, value, third] = inst.args;
  const operands: Operand[] = [];
  const made = machineInst(inst.op, operands, inst.pos);
  switch (inst.op) {
    case "touch":
      made.mem = s.memory(address!, inst.imm, operands);
      break;
    case "atomic_load":
      operands.push(s.result(inst));
      made.op = "load";
      made.aux = 8;
      made.mem = s.memory(address!, 0n, operands);
      break;
    case "atomic_store":
    case "atomic_add":
      // The operand's register is exchanged with memory: it comes back as the result.
      operands.push(inst.op === "atomic_add" ? s.result(inst) : operand(s.newVreg(), "def", REG));
      operands.push(s.use(value!, ANY));
      made.tied = true;
      late(made, () => s.memory(address!, 0n, operands));
      break;
    case "atomic_cas":
      operands.push(
        operand(s.vreg(inst), "def", RAX),
        s.use(value!, RAX),
        operand(s.value(third!), "late", REG),
      );
      late(made, () => s.memory(address!, 0n, operands));
      break;
    case "fstore":
      if (value!.op === "fconst" && fits32(value!.imm)) {
        // 0, and what has its bits at the low end.
        made.op = "store";
        made.form = "i";
        made.imm = value!.imm;
      } else operands.push(s.use(value!));
      made.aux = 8;
      made.mem = s.memory(address!, inst.imm, operands);
      break;
    case "fstore32":
      operands.push(s.use(value!, ANY));
      made.op = "fstore";
      made.aux = 4;
      made.mem = s.memory(address!, inst.imm, operands);
      break;
    default:
      if (selectUpdate(s, inst)) return;
      made.op = "store";
      made.aux = WIDTH[inst.op]!;
      storedValue(s, made, stripMask(s, value!, made.aux));
      made.mem = s.memory(address!, inst.imm, operands);
  }
  s.emit(made);
}

function late(made: MachineInst, memory: () => MachineInst["mem"]): void {
  const from = made.operands.length;
  made.mem = memory();
  for (let i = from; i < made.operands.length; i++) made.operands[i]!.role = "late";
}

/** A narrow store need not have its value masked first. */
function stripMask(s: Selector, value: Inst, width: number): Inst {
  if (width === 8 || value.op !== "and" || !s.isOwn(value)) return value;
  const [a, b] = constantLast(value);
  const mask = (1n << BigInt(8 * width)) - 1n;
  return b.op === "const" && (b.imm & mask) === mask ? a : value;
}

/** The source of a store or an update: an immediate or a register. */
function storedValue(s: Selector, made: MachineInst, value: Inst): void {
  let immediate = s.immediate(value);
  if (immediate === undefined && value.op === "const" && made.aux < 8) {
    immediate = { imm: BigInt.asIntN(8 * made.aux, value.imm), sym: "" };
  }
  if (immediate !== undefined && (immediate.sym === "" || made.aux === 8)) {
    if (made.aux < 8) immediate.imm = BigInt.asIntN(8 * made.aux, immediate.imm);
    made.form = "i";
    made.imm = immediate.imm;
    made.sym = immediate.sym;
  } else {
    made.form = "r";
    made.operands.push(s.use(value));
  }
}

const LOAD_OF: Readonly<Record<string, string>> = {
  store: "load",
  store8: "load8",
  store16: "load16",
  store32: "load32",
};

/** `a op x` stored back to where `a` was just loaded from: one instruction on memory. */
function selectUpdate(s: Selector, store: Inst): boolean {
  const [address, value] = store.args as [Inst, Inst];
  const { op } = value;
  const load = LOAD_OF[store.op];
  if (op !== "add" && op !== "sub" && op !== "and" && op !== "or" && op !== "xor") return false;
  if (!s.isOwn(value) || value.block !== s.block) return false;
  let [loaded, other] = value.args as [Inst, Inst];
  const isOld = (inst: Inst): boolean =>
    inst.op === load && inst.args[0] === address && inst.imm === store.imm && s.isFoldableLoad(inst);
  if (!isOld(loaded)) {
    if (op === "sub" || !isOld(other)) return false;
    [loaded, other] = [other, loaded];
  }
  const made = machineInst("update", [], store.pos);
  made.aux = WIDTH[store.op]!;
  made.cond = op;
  storedValue(s, made, other);
  made.mem = s.memory(address, store.imm, made.operands);
  s.emit(made);
  return true;
}
