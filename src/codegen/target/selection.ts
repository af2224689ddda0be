/**
 * The state of instruction selection for one function, as far as instruction sets have it in common: virtual
 * registers on demand, who uses what how often, the code so far. `select-blocks.ts` drives it, a target
 * adds its rules and what these share.
 *
 * Blocks and their instructions are taken backwards: whoever uses a value is seen before what computes it.
 */
import { OPS, type Op } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import type { PlannedBlock } from "./blocks.ts";
import {
  type MachineFunc,
  type MachineInst,
  machineInst,
  type Operand,
  operand,
  REG,
  type Reg,
  type VReg,
} from "./machine.ts";

/** A target's calling conventions, for Forth and for C. */
export interface Conventions {
  stackPointer: Reg;
  /** Inputs and outputs of `reg` functions, deepest first. */
  cells: readonly Reg[];
  floats: readonly Reg[];
  /** Of C functions: the context, the operands after it, results. */
  cContext: Reg;
  cOperands: readonly Reg[];
  cFloats: readonly Reg[];
  cResults: readonly Reg[];
  cFloatResult: Reg;
  /** A float in a struct behind a cell, where C returns that in another register: which, and what takes it from there. */
  cFloatBehindCell: { reg: Reg; op: string } | undefined;
  /** Holds an execution token at `icall`; nothing else is in it at a call. */
  token: Reg;
  /** `ffc_catch`: token in, throw code out. */
  catchToken: Reg;
  catchCode: Reg;
  /** What a call may change; and of it what is no float. */
  clobbered: readonly Reg[];
  clobberedInts: readonly Reg[];
}

/** Tables by instruction, from function to function the same: to clear one takes less time than to make one. */
const TABLES = {
  vregOf: table(0),
  uses: table(0),
  addressUses: table(0),
  epochs: table(0),
  orders: table(0),
};

function table(count: number): Int32Array {
  return new Int32Array(count);
}

function makeRoom(count: number): void {
  if (TABLES.uses.length >= count) return;
  for (const name of Object.keys(TABLES) as (keyof typeof TABLES)[]) TABLES[name] = table(2 * count);
}

export abstract class Selection {
  readonly func: Func;
  readonly conventions: Conventions;
  readonly vregs: MachineFunc["vregs"] = [];
  /** By instruction: its virtual register once somebody asked for it, else -1. */
  readonly vregOf: Int32Array;
  /** By instruction: uses of its value, and those of them that address memory. */
  readonly uses: Int32Array;
  readonly addressUses: Int32Array;
  /** By instruction: writes before it in its block, and its place there. */
  readonly epochs: Int32Array;
  readonly orders: Int32Array;
  /** By block: how much it writes. */
  readonly writes: number[];
  /** Ops that do the work of a later one too, and which that is. */
  readonly claims = new Map<Inst, Inst>();
  /** The block at hand, the writes before the instruction at hand, the machine code so far, backwards. */
  block: Block | undefined = undefined;
  epoch = 0;
  code: MachineInst[] = [];
  /** What the instruction at hand needs in registers and nobody else computes: it comes right before it. */
  constants: MachineInst[] = [];
  /** What a call may change: registers of a `reg` function or C; and of what moves the data-stack pointer, these and more. */
  readonly clobbers: readonly Reg[];
  readonly stackClobbers: readonly Reg[];

  constructor(func: Func, conventions: Conventions) {
    this.func = func;
    this.conventions = conventions;
    makeRoom(func.nextId);
    const { vregOf, uses, addressUses, epochs, orders } = TABLES;
    this.writes = new Array(func.nextBlock).fill(0);
    vregOf.fill(-1, 0, func.nextId);
    uses.fill(0, 0, func.nextId);
    addressUses.fill(0, 0, func.nextId);
    let hasFloats = false;
    for (const block of func.blocks) {
      const { insts } = block;
      for (const phi of block.phis) {
        if (phi.type === "f64") hasFloats = true;
        for (const arg of phi.args) uses[arg.id]!++;
      }
      let epoch = 0;
      for (let i = 0; i < insts.length; i++) {
        const { id, type, args, info } = insts[i]!;
        epochs[id] = epoch;
        orders[id] = i;
        if (info.isWrite) epoch++;
        if (type === "f64") hasFloats = true;
        for (let k = 0; k < args.length; k++) uses[args[k]!.id]!++;
        if (info.hasAddress) addressUses[args[0]!.id]!++;
      }
      this.writes[block.id] = epoch;
    }
    this.vregOf = vregOf;
    this.uses = uses;
    this.addressUses = addressUses;
    this.epochs = epochs;
    this.orders = orders;
    this.clobbers = hasFloats ? conventions.clobbered : conventions.clobberedInts;
    this.stackClobbers = [...this.clobbers, conventions.stackPointer];
  }

  // ---- Around each block, for a target that has something to do there

  /** Before anything of it is selected. */
  startBlock(_plan: PlannedBlock): void {}
  /** After its jump or branch. */
  jumpDone(_plan: PlannedBlock): void {}
  /** When it is done. */
  finishBlock(): void {}

  // ---- Values

  newVreg(cls: "int" | "float" = "int"): VReg {
    this.vregs.push(cls);
    return this.vregs.length - 1;
  }

  /** The virtual register of a value that some instruction computes. */
  vreg(inst: Inst): VReg {
    const known = this.vregOf[inst.id]!;
    return known >= 0 ? known : this.name(inst);
  }

  /** One that nobody asked for so far. */
  private name(inst: Inst): VReg {
    const vreg = this.newVreg(inst.type === "f64" ? "float" : "int");
    this.vregOf[inst.id] = vreg;
    return vreg;
  }

  /** A virtual register that holds the value; constants are made anew for each use. */
  value(inst: Inst): VReg {
    const known = this.vregOf[inst.id]!;
    if (known >= 0) return known;
    if (!isConstant(inst)) return this.name(inst);
    const vreg = this.newVreg(inst.type === "f64" ? "float" : "int");
    this.constants.push(this.constant(inst, vreg));
    return vreg;
  }

  /** Makes a constant anew. */
  protected constant(inst: Inst, vreg: VReg): MachineInst {
    const made = machineInst(inst.op, [operand(vreg, "def", REG)]);
    made.imm = inst.imm;
    made.sym = inst.sym;
    return made;
  }

  use(inst: Inst, where: number = REG): Operand {
    return operand(this.value(inst), "use", where);
  }

  result(inst: Inst): Operand {
    return operand(this.vreg(inst), "def", REG);
  }

  /** Adds an instruction before those selected so far. */
  emit(inst: MachineInst): void {
    this.code.push(inst);
    if (this.constants.length === 0) return;
    for (const made of this.constants) this.code.push(made);
    this.constants = [];
  }

  isAsked(inst: Inst): boolean {
    return this.vregOf[inst.id]! >= 0;
  }

  /** Whether a value is there for the instruction at hand only: it may be computed as part of it. */
  isOwn(inst: Inst): boolean {
    return this.uses[inst.id] === 1 && !this.isAsked(inst);
  }

  /** A load that can be done at the instruction at hand: nothing in between writes. */
  isFoldableLoad(inst: Inst): boolean {
    return this.isOwn(inst) && inst.block === this.block && this.epochs[inst.id] === this.epoch;
  }

  /** Whether a sum is used as an address only, `most` times at most, so that it is best computed there. */
  isAddress(node: Inst, most: number): boolean {
    const uses = this.uses[node.id]!;
    return !this.isAsked(node) && (uses === 1 || (uses === this.addressUses[node.id] && uses <= most));
  }
}

/** By number of the op: made where it is used. */
const IS_CONSTANT: boolean[] = new Array(Object.keys(OPS).length).fill(false);
for (const op of ["const", "addr", "user", "fconst"] satisfies Op[]) IS_CONSTANT[OPS[op].number] = true;

export const isConstant = ({ info }: Inst): boolean => IS_CONSTANT[info.number]!;

/** `rpush`, `rpop` and `rpeek`; what is only looked at need not be if nobody asked. */
export function selectReturnStack(s: Selection, inst: Inst): void {
  if (inst.op === "rpeek" && !s.isAsked(inst)) return;
  const made = machineInst(inst.op, [inst.op === "rpush" ? s.use(inst.args[0]!) : s.result(inst)], inst.pos);
  made.imm = inst.imm;
  s.emit(made);
}
