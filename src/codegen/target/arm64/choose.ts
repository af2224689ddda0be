/**
 * Selections, and flags as values. `select` has the operands of those of its two values that are not 0, then what
 * is compared; `sym` is the instruction (the second value may be one more, inverted or negated on the way), `aux`
 * tells which values are 0: 1 that if true, 2 the other.
 */
import type { Inst } from "../../ir/types.ts";
import { machineInst, type Operand } from "../machine.ts";
import { type ComparingInst, type Comparison, compare, flagSteps, selectCompared } from "./compare.ts";
import type { Selector } from "./selector.ts";

type How = "csel" | "csinc" | "csinv" | "csneg";

/** A value to be chosen: 0 if undefined, or what `how` makes of it. */
export interface Choice {
  value: Inst | undefined;
  how: How;
}

export interface ChoosingInst extends ComparingInst {
  choice: How;
  zeroes: number;
}

/** The result is `yes` if the flag is not 0, else `no`. */
export function selectChoice(
  s: Selector,
  inst: Inst,
  result: Operand,
  flag: Inst,
  yes: Choice,
  no: Choice,
): void {
  // Only the second value can be changed on the way.
  const turned = yes.how !== "csel" && no.how === "csel";
  const [first, second] = turned ? [no, yes] : [yes, no];
  chosen(s, inst, result, compare(s, flag, turned), first, second);
}

function chosen(
  s: Selector,
  inst: Inst,
  result: Operand,
  steps: Comparison,
  first: Choice,
  second: Choice,
): void {
  const operands: Operand[] = [result];
  if (first.value !== undefined) operands.push(s.use(first.value));
  if (second.value !== undefined) operands.push(s.use(second.value));
  const made = selectCompared(s, "select", steps, operands, inst) as ChoosingInst;
  made.choice = second.how;
  made.zeroes = (first.value === undefined ? 1 : 0) + (second.value === undefined ? 2 : 0);
  s.emit(made);
}

export function selectSelect(s: Selector, inst: Inst): void {
  const [flag, yes, no] = inst.args as [Inst, Inst, Inst];
  if (inst.type === "f64") {
    const operands = [s.result(inst), s.use(yes), s.use(no)];
    s.emit(selectCompared(s, "fselect", compare(s, flag), operands, inst));
    return;
  }
  let a = choiceOf(s, yes);
  let b = choiceOf(s, no);
  // One of them can be changed on the way.
  if (a.how !== "csel" && b.how !== "csel") {
    if (yes.op === "const") a = { value: yes, how: "csel" };
    else b = { value: no, how: "csel" };
  }
  selectChoice(s, inst, s.result(inst), flag, a, b);
}

function choiceOf(s: Selector, value: Inst): Choice {
  if (value.op === "const") {
    if (value.imm === 0n) return { value: undefined, how: "csel" };
    if (value.imm === 1n) return { value: undefined, how: "csinc" };
    if (value.imm === -1n) return { value: undefined, how: "csinv" };
    return { value, how: "csel" };
  }
  if (!s.isHere(value)) return { value, how: "csel" };
  const [x, y] = value.args;
  if (value.op === "neg") return { value: x, how: "csneg" };
  if (value.op === "not") return { value: x, how: "csinv" };
  if (value.op === "sub" && x!.op === "const" && x!.imm === 0n) return { value: y, how: "csneg" };
  if (value.op === "xor" && y!.op === "const" && y!.imm === -1n) return { value: x, how: "csinv" };
  if (value.op === "add" && y!.op === "const" && y!.imm === 1n) return { value: x, how: "csinc" };
  if (value.op === "sub" && y!.op === "const" && y!.imm === -1n) return { value: x, how: "csinc" };
  return { value, how: "csel" };
}

/** A flag as a value, 0 or -1: a comparison, the opposite of one, or several joined. Whether it is such. */
export function selectFlag(s: Selector, inst: Inst): boolean {
  const steps = flagSteps(s, inst);
  if (steps === undefined) return false;
  const [only] = steps;
  if (steps.length === 1 && only!.right === undefined && (only!.cond === "lt" || only!.cond === "ge")) {
    // The sign, all over the register.
    const made = machineInst("set", [s.result(inst), s.use(only!.left)], inst.pos);
    made.form = "sign";
    made.cond = only!.cond;
    s.emit(made);
    return true;
  }
  s.emit(selectCompared(s, "set", steps, [s.result(inst)], inst));
  return true;
}
