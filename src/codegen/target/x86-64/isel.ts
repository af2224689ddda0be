/**
 * Instruction selection for x86-64: maximal munch over SSA (Appel, "Modern Compiler Implementation", 9.1).
 * Blocks and their instructions are taken backwards, so that whoever uses a value is seen before what
 * computes it: an operand may be swallowed (as an immediate, an address, a load, the comparison of a
 * branch) instead of being asked for, and what nobody asked for is not selected.
 *
 * Entry: IR that the verifier accepts. Exit: the invariants of `machine.ts`. Flags never live from one
 * machine instruction to the next: whatever compares does so inside the instruction that asks.
 */
import { RUNTIME_FUNCTIONS } from "../../ir/runtime-functions.ts";
import type { Block, Func, Inst, Signature } from "../../ir/types.ts";
import { type PlannedBlock, planBlocks, type SourceEdge } from "../blocks.ts";
import {
  ANY,
  type MachineFunc,
  machineInst,
  type Operand,
  operand,
  type Reg,
  type VReg,
} from "../machine.ts";
import {
  C_CONTEXT,
  C_FLOAT_RESULT,
  C_FLOATS,
  C_OPERANDS,
  C_RESULTS,
  CATCH_CODE,
  CATCH_TOKEN,
  CELLS,
  FLOATS,
  STACK_POINTER,
  TOKEN,
} from "./abi.ts";
import { selectDouble } from "./carry.ts";
import { compare, isComparison, selectCompared, selectOverflowTrap } from "./compare.ts";
import { selectDivision } from "./divide.ts";
import { isFloatFlag, selectFloat } from "./floats.ts";
import { selectArithmetic, selectMemory } from "./patterns.ts";
import { expandRounding } from "./rounding.ts";
import { type IselOptions, isWrite, Selector } from "./selector.ts";

export function select(func: Func, callees: Map<string, Signature>, options: IselOptions): MachineFunc {
  let s = new Selector(func, options);
  if (s.hasRounding && !s.features.has("sse4_1")) {
    expandRounding(func);
    s = new Selector(func, options);
  }
  const planned = planBlocks(func);
  for (const plan of planned) {
    if (plan.source === undefined) continue;
    for (const phi of plan.source.phis) if (s.uses[phi.id]! > 0) plan.machine.params.push(s.vreg(phi));
  }
  for (let i = planned.length - 1; i >= 0; i--) {
    s.code = [];
    selectBlock(s, planned[i]!, callees);
    // Not at the end of `selectBlock`: see "Speed of the compiler" in docs/architecture.md.
    if (i === 0) selectEntry(s, func.blocks[0]!);
    planned[i]!.machine.insts = s.code.reverse();
  }
  return {
    symbol: func.symbol,
    blocks: planned.map((plan) => plan.machine),
    vregs: s.vregs,
    slots: 0,
    savedRegs: [],
  };
}

function selectBlock(s: Selector, plan: PlannedBlock, callees: Map<string, Signature>): void {
  const { machine, source } = plan;
  s.block = source;
  for (let i = 0; i < machine.succs.length; i++) {
    const edge = plan.edges[i];
    if (edge !== undefined) machine.args[i] = edgeArgs(s, edge);
  }
  // Constants for the phis are computed before the jump, that is, selected after it.
  const phiConstants = s.constants;
  s.constants = [];
  if (source === undefined) {
    if (plan.ret !== undefined) selectReturn(s, plan.ret.inst, plan.ret.edge);
    else s.emit(machineInst("jump", []));
    s.code.push(...phiConstants);
    return;
  }
  const { insts } = source;
  s.epoch = 0;
  for (const inst of insts) if (isWrite(inst)) s.epoch++;
  if (plan.ret !== undefined) selectReturn(s, plan.ret.inst, plan.ret.edge);
  else selectTerminator(s, insts[insts.length - 1]!);
  s.code.push(...phiConstants);
  for (let i = insts.length - 2; i >= 0; i--) {
    const inst = insts[i]!;
    const { info } = inst;
    if (info.isWrite) s.epoch--;
    if (info.effect === "call") machine.calls = true;
    selectInst(s, inst, insts, i, callees);
  }
}

function edgeArgs(s: Selector, edge: SourceEdge): VReg[] {
  const args: VReg[] = [];
  for (const phi of edge.to.phis) if (s.uses[phi.id]! > 0) args.push(s.value(phi.args[edge.index]!));
  return args;
}

function selectEntry(s: Selector, block: Block): void {
  const results: Operand[] = [];
  for (const inst of block.insts) {
    if (!s.isAsked(inst)) continue;
    if (inst.op === "sp") results.push(operand(s.vreg(inst), "def", STACK_POINTER));
    else if (inst.op === "param") results.push(operand(s.vreg(inst), "def", CELLS[Number(inst.imm)]!));
    else if (inst.op === "fparam") results.push(operand(s.vreg(inst), "def", FLOATS[Number(inst.imm)]!));
  }
  if (results.length > 0) s.emit(machineInst("entry", results));
}

function selectReturn(s: Selector, ret: Inst, edge: SourceEdge | undefined): void {
  const resolve = (arg: Inst): Inst =>
    edge !== undefined && arg.op === "phi" && arg.block === edge.to ? arg.args[edge.index]! : arg;
  s.emit(machineInst("ret", cells(s, ret.args.map(resolve)), ret.pos));
}

/** The data-stack pointer, then cells and floats in the registers of the convention. */
function cells(s: Selector, args: readonly Inst[]): Operand[] {
  const [sp, ...values] = args as [Inst, ...Inst[]];
  return [s.use(sp, STACK_POINTER), ...inRegisters(s, values, CELLS, FLOATS)];
}

/** Each in the next register of its class. */
function inRegisters(
  s: Selector,
  values: readonly Inst[],
  ints: readonly Reg[],
  floats: readonly Reg[],
): Operand[] {
  let cell = 0;
  let float = 0;
  return values.map((value) => s.use(value, value.type === "f64" ? floats[float++]! : ints[cell++]!));
}

function selectTerminator(s: Selector, inst: Inst): void {
  switch (inst.op) {
    case "jump":
      s.emit(machineInst("jump", []));
      return;
    case "br":
      if (isOwnOr(s, inst.args[0]!) && selectDouble(s, "br", inst.args[0]!, inst)) return;
      selectCompared(s, "br", compare(s, inst.args[0]!), [], inst);
      return;
    case "ret":
      selectReturn(s, inst, undefined);
      return;
    case "tailcall": {
      const tail = machineInst("tailcall", cells(s, inst.args), inst.pos);
      tail.sym = inst.sym;
      s.emit(tail);
      return;
    }
    case "tailicall":
      s.emit(machineInst("tailicall", tokenOperands(s, inst, TOKEN), inst.pos));
      return;
    default:
      s.emit(machineInst("unreachable", []));
  }
}

const isOwnOr = (s: Selector, inst: Inst): boolean =>
  inst.op === "or" && s.isOwn(inst) && inst.block === s.block;

const tokenOperands = (s: Selector, inst: Inst, token: Reg): Operand[] => [
  s.use(inst.args[0]!, STACK_POINTER),
  s.use(inst.args[1]!, token),
];

function selectInst(
  s: Selector,
  inst: Inst,
  insts: readonly Inst[],
  index: number,
  callees: Map<string, Signature>,
): void {
  if (!inst.info.isRemovable) {
    selectEffect(s, inst, insts, index, callees);
    return;
  }
  // Constants are made where they are used, inputs and results of calls are there.
  if (inst.info.args === "" || inst.op === "proj" || !s.isAsked(inst)) return;
  if (s.fused.size > 0 && s.fused.has(inst)) return;
  switch (inst.op) {
    case "sdiv":
    case "srem":
    case "fldiv":
    case "flmod":
    case "udiv":
    case "urem":
    case "udiv2":
    case "urem2":
    case "mulh":
    case "umulh":
      selectDivision(s, inst);
      return;
    case "select":
    case "fselect": {
      const [flag, yes, no] = inst.args;
      const operands = [s.result(inst), s.use(no!, ANY), s.use(yes!, ANY)];
      selectCompared(s, inst.op, compare(s, flag!), operands, inst);
      return;
    }
    default:
      if (selectFloat(s, inst)) return;
      if (isComparison(inst) || isFloatFlag(s, inst))
        selectCompared(s, "set", compare(s, inst), [s.result(inst)], inst);
      else selectArithmetic(s, inst);
  }
}

/** What stays whether its value is used or not. */
function selectEffect(
  s: Selector,
  inst: Inst,
  insts: readonly Inst[],
  index: number,
  callees: Map<string, Signature>,
): void {
  switch (inst.op) {
    case "call":
    case "icall":
    case "catch":
    case "ccall":
      selectCall(s, inst, insts, index, callees);
      return;
    case "trapif":
      if (inst.args[0]!.op === "const" && inst.args[0]!.imm === 0n) return;
      if (selectOverflowTrap(s, inst)) return;
      selectCompared(s, "trap", compare(s, inst.args[0]!), [], inst);
      return;
    case "rpush":
      s.emit(machineInst("rpush", [s.use(inst.args[0]!)], inst.pos));
      return;
    case "rpop":
      s.emit(machineInst("rpop", [s.result(inst)], inst.pos));
      return;
    case "store":
    case "store8":
    case "store16":
    case "store32":
    case "fstore":
    case "fstore32":
    case "touch":
    case "atomic_load":
    case "atomic_store":
    case "atomic_add":
    case "atomic_cas":
      selectMemory(s, inst);
      return;
    case "rpeek": {
      if (!s.isAsked(inst)) return;
      const peek = machineInst("rpeek", [s.result(inst)], inst.pos);
      peek.imm = inst.imm;
      s.emit(peek);
      return;
    }
    default:
      throw new Error(`no code for ${inst.op}`);
  }
}

function selectCall(
  s: Selector,
  inst: Inst,
  insts: readonly Inst[],
  index: number,
  callees: Map<string, Signature>,
): void {
  const operands: Operand[] = [];
  const results: (Inst | undefined)[] = [];
  for (let i = index + 1; i < insts.length; i++) {
    const proj = insts[i]!;
    if (proj.op !== "proj" || proj.args[0] !== inst) break;
    if (s.isAsked(proj)) results[Number(proj.imm)] = proj;
  }
  const define = (k: number, reg: Reg): void => {
    const proj = results[k];
    if (proj !== undefined) operands.push(operand(s.vreg(proj), "def", reg));
  };
  const call = machineInst(inst.op, operands, inst.pos);
  call.sym = inst.sym;
  call.clobbers = s.clobbers;
  if (inst.op === "ccall") {
    const count = RUNTIME_FUNCTIONS[inst.sym]?.results ?? 0;
    for (let k = 0; k < count; k++) define(k, C_RESULTS[k]!);
    define(count, C_FLOAT_RESULT);
    operands.push(...inRegisters(s, inst.args, C_OPERANDS, C_FLOATS));
    call.scratch = [C_CONTEXT];
  } else if (inst.op === "call" && callees.get(inst.sym)?.convention !== "stack") {
    const { outs, fouts } = callees.get(inst.sym) ?? { outs: CELLS.length, fouts: 0 };
    for (let k = 0; k < outs; k++) define(k, CELLS[k]!);
    for (let k = 0; k < fouts; k++) define(outs + k, FLOATS[k]!);
    operands.push(...cells(s, inst.args));
  } else {
    call.clobbers = s.stackClobbers;
    define(0, STACK_POINTER);
    if (inst.op === "catch") {
      define(1, CATCH_CODE);
      call.op = "call";
      call.sym = "ffc_catch";
      operands.push(...tokenOperands(s, inst, CATCH_TOKEN));
    } else if (inst.op === "icall") operands.push(...tokenOperands(s, inst, TOKEN));
    else operands.push(...cells(s, inst.args));
  }
  s.emit(call);
}
