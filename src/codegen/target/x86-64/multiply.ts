/**
 * Multiplication. By a constant it may be a `lea` or a shift or two of them where `imul`, which takes three
 * cycles, would take longer; what gcc and clang do, too.
 */
import type { Inst } from "../../ir/types.ts";
import { ANY, type MachineInst, machineInst, operand, REG, type VReg } from "../machine.ts";
import { isConstant } from "../selection.ts";
import { share } from "./divide.ts";
import type { Selector } from "./selector.ts";

/** A product that an instruction for two cells gives as well, or one by a constant. Whether it was that. */
export function selectProduct(s: Selector, inst: Inst): boolean {
  if (share(s, inst)) return true;
  const [x, y] = inst.args as [Inst, Inst];
  const [a, b] = x.op === "const" ? [y, x] : [x, y];
  if (isConstant(a) || b.op !== "const" || b.imm < 2n || b.imm > 0x7fffffffn) return false;
  const steps = stepsOf(Number(b.imm));
  if (steps === undefined) {
    multiply(s, inst, a, b.imm);
    return true;
  }
  const source = s.vreg(a);
  let to = s.vreg(inst);
  // Backwards, as all selection: the last step first.
  for (let i = steps.length - 1; i >= 0; i--) {
    const from = i === 0 ? source : s.newVreg();
    s.emit(stepInst(steps[i]!, to, from, source, inst.pos));
    to = from;
  }
  return true;
}

/** 3, 5 or 9 if the value is that many times another one and nobody else wants it, else 0. */
export function tripleOf(s: Selector, inst: Inst): number {
  const [a, b] = inst.args;
  if (inst.op !== "mul" || b!.op !== "const" || a!.op === "const" || !s.isOwn(inst)) return 0;
  return b!.imm === 3n || b!.imm === 5n || b!.imm === 9n ? Number(b!.imm) : 0;
}

function multiply(s: Selector, inst: Inst, a: Inst, by: bigint): void {
  const made = machineInst("imul", [s.result(inst)], inst.pos);
  made.imm = by;
  if (a.op === "load" && s.isFoldableLoad(a)) {
    made.form = "mi";
    made.mem = s.memory(a.args[0]!, a.imm, made.operands);
    made.pos = a.pos;
  } else {
    made.form = "i";
    made.operands.push(s.use(a, ANY));
  }
  s.emit(made);
}

/**
 * One step from a value v, with the number x that is multiplied: `shl` v << n, `scaled` v + v * n, `plus` x + v * n,
 * `add` (v << n) + x, `sub` (v << n) - x; in the last two v is x.
 */
interface Step {
  op: "shl" | "scaled" | "plus" | "add" | "sub";
  n: number;
}

const isPowerOfTwo = (n: number): boolean => (n & (n - 1)) === 0;
const log2 = (n: number): number => 31 - Math.clz32(n);

/** At most two cycles, or undefined. */
function stepsOf(factor: number): Step[] | undefined {
  if (isPowerOfTwo(factor)) return [{ op: "shl", n: log2(factor) }];
  if (factor === 3 || factor === 5 || factor === 9) return [{ op: "scaled", n: factor - 1 }];
  for (const first of [3, 5, 9]) {
    const rest = factor / first;
    const start: Step = { op: "scaled", n: first - 1 };
    if (rest === 3 || rest === 5 || rest === 9) return [start, { op: "scaled", n: rest - 1 }];
    if (Number.isInteger(rest) && isPowerOfTwo(rest)) return [start, { op: "shl", n: log2(rest) }];
    const scale = (factor - 1) / first;
    if (scale === 2 || scale === 4 || scale === 8) return [start, { op: "plus", n: scale }];
  }
  if (isPowerOfTwo(factor - 1)) return [{ op: "add", n: log2(factor - 1) }];
  // 2^31 is no number of 31 bits.
  if (factor < 0x7fffffff && isPowerOfTwo(factor + 1)) return [{ op: "sub", n: log2(factor + 1) }];
  return undefined;
}

function stepInst({ op, n }: Step, to: VReg, from: VReg, x: VReg, pos: number): MachineInst {
  const result = operand(to, "def", REG);
  if (op === "shl") {
    const made = machineInst("shl", [result, operand(from, "use", ANY)], pos);
    made.form = "i";
    made.imm = BigInt(n);
    made.tied = true;
    return made;
  }
  if (op === "add" || op === "sub") {
    const made = machineInst("shiftsum", [result, operand(x, "late", REG)], pos);
    made.cond = op;
    made.imm = BigInt(n);
    return made;
  }
  const index = operand(from, "use", REG);
  const base = op === "plus" ? operand(x, "use", REG) : index;
  const made = machineInst("lea", base === index ? [result, index] : [result, base, index], pos);
  made.mem = { base, fixedBase: -1, index, scale: n, disp: 0, sym: "" };
  return made;
}
