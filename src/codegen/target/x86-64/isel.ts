/**
 * Instruction selection for x86-64: the rule for each op. An op that is added to the IR is missed here by the
 * type checker. How blocks are walked, and calls: select-blocks.ts.
 *
 * Flags never live from one machine instruction to the next: whatever compares does so inside the instruction
 * that asks.
 */
import type { Func, Inst, Signature } from "../../ir/types.ts";
import { planBlocks } from "../blocks.ts";
import { ANY, type MachineFunc } from "../machine.ts";
import { elsewhere, type Patterns, type Rule, rulesByNumber, selectBlocks } from "../select-blocks.ts";
import { selectReturnStack } from "../selection.ts";
import { selectDouble } from "./carry.ts";
import { compare, selectCompared, selectOverflowTrap } from "./compare.ts";
import { selectDivision } from "./divide.ts";
import { isFloatComparison, selectFloat } from "./floats.ts";
import {
  selectAnd,
  selectDifference,
  selectLoad,
  selectMemory,
  selectMul,
  selectNeg,
  selectNot,
  selectOr,
  selectShift,
  selectSum,
  selectXor,
} from "./patterns.ts";
import { expandRounding } from "./rounding.ts";
import { type IselOptions, Selector } from "./selector.ts";

export function select(func: Func, callees: Map<string, Signature>, options: IselOptions): MachineFunc {
  if (options.features?.has("sse4_1") !== true) expandRounding(func);
  return selectBlocks(new Selector(func, options), planBlocks(func), callees, PATTERNS);
}

/** A flag as a value. */
const flagValue: Rule<Selector> = (s, inst) =>
  selectCompared(s, "set", compare(s, inst), [s.result(inst)], inst);

const choice: Rule<Selector> = (s, inst) => {
  const [flag, yes, no] = inst.args as [Inst, Inst, Inst];
  const operands = [s.result(inst), s.use(no, ANY), s.use(yes, ANY)];
  selectCompared(s, inst.op === "select" ? "select" : "fselect", compare(s, flag), operands, inst);
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

  add: selectSum,
  sub: selectDifference,
  mul: selectMul,
  mulh: selectDivision,
  umulh: selectDivision,
  neg: selectNeg,
  not: (s, inst) => {
    const [value] = inst.args as [Inst];
    if (isFloatComparison(value) && s.isOwn(value)) flagValue(s, inst);
    else selectNot(s, inst);
  },
  and: selectAnd,
  or: selectOr,
  xor: selectXor,
  shl: selectShift,
  shr: selectShift,
  sar: selectShift,
  rotl: selectShift,
  rotl32: selectShift,

  sdiv: selectDivision,
  srem: selectDivision,
  fldiv: selectDivision,
  flmod: selectDivision,
  udiv: selectDivision,
  urem: selectDivision,
  udiv2: selectDivision,
  urem2: selectDivision,

  eq: flagValue,
  ne: flagValue,
  lt: flagValue,
  le: flagValue,
  ult: flagValue,
  ule: flagValue,
  select: choice,

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
  feq: flagValue,
  flt: flagValue,
  fle: flagValue,
  fselect: choice,
  i2f: selectFloat,
  f2i: selectFloat,
  fbits: selectFloat,
  bitsf: selectFloat,

  load: selectLoad,
  load8: selectLoad,
  load16: selectLoad,
  load32: selectLoad,
  store: selectMemory,
  store8: selectMemory,
  store16: selectMemory,
  store32: selectMemory,
  fload: selectLoad,
  fstore: selectMemory,
  fload32: selectLoad,
  fstore32: selectMemory,
  touch: selectMemory,

  atomic_load: selectMemory,
  atomic_store: selectMemory,
  atomic_add: selectMemory,
  atomic_cas: selectMemory,

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
    if (!selectOverflowTrap(s, inst)) selectCompared(s, "trap", compare(s, flag), [], inst);
  },

  jump: elsewhere,
  br: (s, inst) => {
    const [flag] = inst.args as [Inst];
    if (flag.op === "or" && s.isOwn(flag) && flag.block === s.block && selectDouble(s, "br", flag, inst))
      return;
    selectCompared(s, "br", compare(s, flag), [], inst);
  },
  ret: elsewhere,
  tailcall: elsewhere,
  tailicall: elsewhere,
  unreachable: elsewhere,
});

const PATTERNS: Patterns<Selector> = { rules: RULES, isCall: () => false };
