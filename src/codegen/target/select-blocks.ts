/**
 * Instruction selection, the part that is the same for every instruction set: maximal munch over SSA (Appel, "Modern
 * Compiler Implementation", 9.1). Blocks and their instructions are taken backwards, so that whoever uses a
 * value is seen before what computes it: an operand may be swallowed (as an immediate, an address, the
 * comparison of a branch) instead of being asked for, and what nobody asked for is not selected.
 *
 * Entry: IR that the verifier accepts. Exit: the invariants of `machine.ts`.
 */
import { OPS, type Op } from "../ir/ops.ts";
import { RUNTIME_FUNCTIONS } from "../ir/runtime-functions.ts";
import type { Block, Inst, Signature } from "../ir/types.ts";
import type { PlannedBlock, SourceEdge } from "./blocks.ts";
import { type MachineFunc, machineInst, type Operand, operand, REG, type Reg, type VReg } from "./machine.ts";
import type { Selection } from "./selection.ts";

/** Selects an instruction whose value was asked for, or that has effects. */
export type Rule<S extends Selection> = (s: S, inst: Inst) => void;

/** What a target adds. */
export interface Patterns<S extends Selection> {
  /** By number of the op: its rule. Of what ends a block only the branch is asked for, and no calls. */
  rules: readonly Rule<S>[];
  /** Ops that the target does by a call. */
  isCall(inst: Inst): boolean;
}

/** From a rule for each op, which the type checker asks for. */
export function rulesByNumber<S extends Selection>(rules: Readonly<Record<Op, Rule<S>>>): Rule<S>[] {
  const byNumber: Rule<S>[] = [];
  for (const op of Object.keys(OPS) as Op[]) byNumber[OPS[op].number] = rules[op];
  return byNumber;
}

/** The rule of what the walk over blocks deals with, or what is made where it is used. */
export const elsewhere: Rule<Selection> = (_, { op }) => {
  throw new Error(`no code for ${op} here`);
};

export function selectBlocks<S extends Selection>(
  s: S,
  planned: readonly PlannedBlock[],
  callees: Map<string, Signature>,
  patterns: Patterns<S>,
): MachineFunc {
  for (const plan of planned) {
    if (plan.source === undefined) continue;
    for (const phi of plan.source.phis) if (s.uses[phi.id]! > 0) plan.machine.params.push(s.vreg(phi));
  }
  for (let i = planned.length - 1; i >= 0; i--) {
    s.code = [];
    selectBlock(s, planned[i]!, callees, patterns);
    // Not at the end of `selectBlock`: see "Speed of the compiler" in docs/architecture.md.
    if (i === 0) selectEntry(s, s.func.blocks[0]!);
    planned[i]!.machine.insts = s.code.reverse();
  }
  return {
    symbol: s.func.symbol,
    blocks: planned.map((plan) => plan.machine),
    vregs: s.vregs,
    callClobbers: s.clobbers,
    slots: 0,
    savedRegs: [],
  };
}

function selectBlock<S extends Selection>(
  s: S,
  plan: PlannedBlock,
  callees: Map<string, Signature>,
  patterns: Patterns<S>,
): void {
  const { machine, source } = plan;
  s.block = source;
  s.startBlock(plan);
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
    for (const made of phiConstants) s.code.push(made);
    s.jumpDone(plan);
    s.finishBlock();
    return;
  }
  const { insts } = source;
  s.epoch = s.writes[source.id]!;
  if (plan.ret !== undefined) selectReturn(s, plan.ret.inst, plan.ret.edge);
  else selectTerminator(s, insts[insts.length - 1]!, patterns);
  for (const made of phiConstants) s.code.push(made);
  s.jumpDone(plan);
  for (let i = insts.length - 2; i >= 0; i--) {
    const inst = insts[i]!;
    const { info } = inst;
    if (info.isRemovable) {
      // Constants are made where they are used, inputs and results of calls are there.
      if (s.vregOf[inst.id]! < 0 || info.args === "" || inst.op === "proj") continue;
      if (patterns.isCall(inst)) machine.calls = true;
    } else {
      if (info.isWrite) s.epoch--;
      if (info.effect === "call") {
        machine.calls = true;
        selectCall(s, inst, insts, i, callees);
        continue;
      }
    }
    patterns.rules[info.number]!(s, inst);
  }
  s.finishBlock();
}

function edgeArgs(s: Selection, edge: SourceEdge): VReg[] {
  const args: VReg[] = [];
  for (const phi of edge.to.phis) if (s.uses[phi.id]! > 0) args.push(s.value(phi.args[edge.index]!));
  return args;
}

function selectEntry(s: Selection, block: Block): void {
  const { stackPointer, cells, floats } = s.conventions;
  const results: Operand[] = [];
  for (const inst of block.insts) {
    if (inst.info.args !== "" || !s.isAsked(inst)) continue;
    if (inst.op === "sp") results.push(operand(s.vreg(inst), "def", stackPointer));
    else if (inst.op === "param") results.push(operand(s.vreg(inst), "def", cells[Number(inst.imm)]!));
    else if (inst.op === "fparam") results.push(operand(s.vreg(inst), "def", floats[Number(inst.imm)]!));
  }
  if (results.length > 0) s.emit(machineInst("entry", results));
}

function selectReturn(s: Selection, ret: Inst, edge: SourceEdge | undefined): void {
  let { args } = ret;
  if (edge !== undefined) {
    args = [];
    for (const arg of ret.args)
      args.push(arg.op === "phi" && arg.block === edge.to ? arg.args[edge.index]! : arg);
  }
  s.emit(machineInst("ret", stackAndCells(s, args), ret.pos));
}

/** The data-stack pointer, then cells and floats in the registers of the convention. */
function stackAndCells(s: Selection, args: readonly Inst[], operands: Operand[] = []): Operand[] {
  const { stackPointer, cells, floats } = s.conventions;
  operands.push(s.use(args[0]!, stackPointer));
  return inRegisters(s, args, 1, cells, floats, operands);
}

/** Adds the values from `first` on, each in the next register of its class. */
function inRegisters(
  s: Selection,
  values: readonly Inst[],
  first: number,
  ints: readonly Reg[],
  floats: readonly Reg[],
  operands: Operand[],
): Operand[] {
  let cell = 0;
  let float = 0;
  for (let i = first; i < values.length; i++) {
    const value = values[i]!;
    operands.push(s.use(value, value.type === "f64" ? floats[float++]! : ints[cell++]!));
  }
  return operands;
}

function selectTerminator<S extends Selection>(s: S, inst: Inst, patterns: Patterns<S>): void {
  switch (inst.op) {
    case "jump":
      s.emit(machineInst("jump", []));
      return;
    case "br":
      patterns.rules[inst.info.number]!(s, inst);
      return;
    case "ret":
      selectReturn(s, inst, undefined);
      return;
    case "tailcall": {
      const tail = machineInst("tailcall", stackAndCells(s, inst.args), inst.pos);
      tail.sym = inst.sym;
      s.emit(tail);
      return;
    }
    case "tailicall":
      s.emit(machineInst("tailicall", tokenOperands(s, inst, s.conventions.token), inst.pos));
      return;
    default:
      s.emit(machineInst("unreachable", []));
  }
}

const tokenOperands = (s: Selection, inst: Inst, token: Reg): Operand[] => [
  s.use(inst.args[0]!, s.conventions.stackPointer),
  s.use(inst.args[1]!, token),
];

function selectCall(
  s: Selection,
  inst: Inst,
  insts: readonly Inst[],
  index: number,
  callees: Map<string, Signature>,
): void {
  const c = s.conventions;
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
    for (let k = 0; k < count; k++) define(k, c.cResults[k]!);
    const float = results[count];
    if (float !== undefined && count > 0 && c.cFloatBehindCell !== undefined) {
      const bits = s.newVreg();
      const taken = [operand(s.vreg(float), "def", REG), operand(bits, "use", REG)];
      s.emit(machineInst(c.cFloatBehindCell.op, taken, inst.pos));
      operands.push(operand(bits, "def", c.cFloatBehindCell.reg));
    } else define(count, c.cFloatResult);
    inRegisters(s, inst.args, 0, c.cOperands, c.cFloats, operands);
    call.scratch = [c.cContext];
  } else if (inst.op === "call" && callees.get(inst.sym)?.convention !== "stack") {
    const { outs, fouts } = callees.get(inst.sym) ?? { outs: c.cells.length, fouts: 0 };
    for (let k = 0; k < outs; k++) define(k, c.cells[k]!);
    for (let k = 0; k < fouts; k++) define(outs + k, c.floats[k]!);
    stackAndCells(s, inst.args, operands);
  } else {
    call.clobbers = s.stackClobbers;
    define(0, c.stackPointer);
    if (inst.op === "catch") {
      define(1, c.catchCode);
      call.op = "call";
      call.sym = "ffc_catch";
      operands.push(...tokenOperands(s, inst, c.catchToken));
    } else if (inst.op === "icall") operands.push(...tokenOperands(s, inst, c.token));
    else stackAndCells(s, inst.args, operands);
  }
  s.emit(call);
}
