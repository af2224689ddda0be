/**
 * Instruction selection for ARM64: the rule for each op. An op that is added to the IR is missed here by the
 * type checker. How blocks are walked, and calls: select-blocks.ts.
 */
import type { Func, Inst, Signature } from "../../ir/types.ts";
import { planBlocks } from "../blocks.ts";
import type { MachineFunc } from "../machine.ts";
import { elsewhere, type Patterns, type Rule, rulesByNumber, selectBlocks } from "../select-blocks.ts";
import { selectReturnStack } from "../selection.ts";
import {
  instruction,
  outOf,
  selectAdd,
  selectLogic,
  selectMul,
  selectNeg,
  selectNot,
  selectRotate,
  selectShift,
  selectSub,
} from "./arithmetic.ts";
import { selectFlag, selectSelect } from "./choose.ts";
import { compare, selectCompared } from "./compare.ts";
import { isDoubleDivision, selectDivision } from "./divide.ts";
import { selectFloat } from "./floats.ts";
import {
  selectAtomic,
  selectFloatStore,
  selectLoad,
  selectNarrowLoad,
  selectStore,
  selectTouch,
} from "./memory.ts";
import { type ModuleFacts, Selector } from "./selector.ts";

export function select(func: Func, callees: Map<string, Signature>, facts: ModuleFacts): MachineFunc {
  const planned = planBlocks(func);
  const s = new Selector(func, planned, facts, isDoubleDivision);
  return selectBlocks(s, planned, callees, PATTERNS);
}

const comparison: Rule<Selector> = (s, inst) => void selectFlag(s, inst);

const binary =
  (op: string): Rule<Selector> =>
  (s, inst) =>
    instruction(s, op, outOf(s, inst), [s.use(inst.args[0]!), s.use(inst.args[1]!)], inst);

const shift: Rule<Selector> = (s, inst) => selectShift(s, inst, outOf(s, inst));

const logic: Rule<Selector> = (s, inst) => {
  if (inst.op === "and" && selectNarrowLoad(s, inst)) return;
  if (inst.op !== "xor" && selectFlag(s, inst)) return;
  selectLogic(s, inst, outOf(s, inst));
};

const RULES = rulesByNumber<Selector>({
  const: elsewhere,
  fconst: elsewhere,
  addr: elsewhere,
  user: elsewhere,
  sp: elsewhere,
  param: elsewhere,
  fparam: elsewhere,
  phi: elsewhere,
  proj: elsewhere,

  add: (s, inst) => selectAdd(s, inst, outOf(s, inst)),
  sub: (s, inst) => selectSub(s, inst, outOf(s, inst)),
  mul: (s, inst) => selectMul(s, inst, outOf(s, inst)),
  mulh: binary("smulh"),
  umulh: binary("umulh"),
  neg: (s, inst) => selectNeg(s, inst, outOf(s, inst), inst.args[0]!),
  not: (s, inst) => {
    if (!selectFlag(s, inst)) selectNot(s, inst, outOf(s, inst), inst.args[0]!);
  },
  and: logic,
  or: logic,
  xor: logic,
  shl: shift,
  shr: shift,
  sar: shift,
  rotl: selectRotate,
  rotl32: selectRotate,

  sdiv: selectDivision,
  srem: selectDivision,
  fldiv: selectDivision,
  flmod: selectDivision,
  udiv: selectDivision,
  urem: selectDivision,
  udiv2: selectDivision,
  urem2: selectDivision,

  eq: comparison,
  ne: comparison,
  lt: comparison,
  le: comparison,
  ult: comparison,
  ule: comparison,
  select: selectSelect,

  fadd: selectFloat,
  fsub: selectFloat,
  fmul: selectFloat,
  fdiv: selectFloat,
  fneg: selectFloat,
  fabs: selectFloat,
  fsqrt: selectFloat,
  ffloor: selectFloat,
  fceil: selectFloat,
  ftrunc: selectFloat,
  fround: selectFloat,
  feq: comparison,
  flt: comparison,
  fle: comparison,
  fselect: selectSelect,
  i2f: selectFloat,
  f2i: selectFloat,
  fbits: selectFloat,
  bitsf: selectFloat,

  load: selectLoad,
  load8: selectLoad,
  load16: selectLoad,
  load32: selectLoad,
  store: selectStore,
  store8: selectStore,
  store16: selectStore,
  store32: selectStore,
  fload: selectLoad,
  fstore: selectFloatStore,
  fload32: selectLoad,
  fstore32: selectFloatStore,
  touch: selectTouch,

  atomic_load: selectAtomic,
  atomic_store: selectAtomic,
  atomic_add: selectAtomic,
  atomic_cas: selectAtomic,

  rpush: selectReturnStack,
  rpop: selectReturnStack,
  rpeek: selectReturnStack,

  call: elsewhere,
  icall: elsewhere,
  catch: elsewhere,
  ccall: elsewhere,
  trapif: (s, inst) => {
    const [flag] = inst.args as [Inst];
    if (flag.op === "const" && flag.imm === 0n) return;
    s.emit(selectCompared(s, "trap", compare(s, flag), [], inst));
  },

  jump: elsewhere,
  br: (s, inst) => s.emit(selectCompared(s, "br", compare(s, inst.args[0]!), [], inst)),
  ret: elsewhere,
  tailcall: elsewhere,
  tailicall: elsewhere,
  unreachable: elsewhere,
});

const PATTERNS: Patterns<Selector> = { rules: RULES, isCall: isDoubleDivision };
