/**
 * Machine code before and after register allocation: what instruction selection hands to the allocator
 * and the allocator to the emitter. Nothing here knows an instruction set: `op` and the payload of an
 * instruction mean something to the target's `isel` and `emit` only.
 *
 * Invariants before allocation
 * - SSA: each virtual register has one definition, an operand or a block parameter, which dominates its uses.
 * - No critical edges: a block with several successors is the only predecessor of each of them.
 * - Blocks are in linear order: each after its dominators, the blocks of a loop contiguous.
 * - The last instruction of a block is its jump, branch or return. One of a block with a single successor
 *   has no operands.
 * - An instruction that clobbers many registers (a call) has no operands but fixed ones and `any` ones.
 * After allocation every operand has its `loc`, block parameters are gone (moves on the edges took their
 * place), and `move` and `swap` instructions connect the places.
 */

export type RegClass = "int" | "float";
/** A machine register, dense over both classes; the target numbers them. */
export type Reg = number;
/** A virtual register: an index for side tables of size `vregs.length`. */
export type VReg = number;

/** Where a value is: a register (>= 0) or a spill slot (< 0). */
export type Loc = number;
export const slotLoc = (slot: number): Loc => -1 - slot;
export const slotOf = (loc: Loc): number => -1 - loc;
export const isSlot = (loc: Loc): boolean => loc < 0;
export const UNASSIGNED: Loc = 1 << 20;

/** `Operand.where`: any place, some register, or (>= 0) this register. */
export const ANY = -1;
export const REG = -2;

/**
 * When an operand is read or written:
 *   use    read before any result is written: a result may take its register
 *   late   read until all results are written: no result may share its register
 *   def    written after all `use`s were read
 *   early  written while operands are still being read
 */
export type Role = "use" | "late" | "def" | "early";

export interface Operand {
  vreg: VReg;
  role: Role;
  where: number;
  loc: Loc;
}

/** base + index * scale + disp + symbol, of which each may be missing. */
export interface MemRef {
  base: Operand | undefined;
  /** A reserved register as base, -1 if none. */
  fixedBase: Reg;
  index: Operand | undefined;
  scale: number;
  disp: number;
  sym: string;
}

export interface MachineInst {
  op: string;
  /** Results first; those of `mem` are here too. */
  operands: Operand[];
  /** Registers whose contents are lost when the results are written. */
  clobbers: readonly Reg[];
  /** Registers that the instruction itself uses from reading its operands to writing its results. */
  scratch: readonly Reg[];
  /** A result is best put where the operand that follows the results is, two where two are: else the emitter copies. */
  tied: boolean;
  /** Index into `Module.positions`. */
  pos: number;
  mem: MemRef | undefined;
  imm: bigint;
  sym: string;
  /** Condition code of the target, "" if none. */
  cond: string;
  /** What else the target notes: the shape of a comparison. */
  form: string;
  /** A small number for the target: width of an access, throw code. */
  aux: number;
}

export interface MachineBlock {
  /** Place in `MachineFunc.blocks`. */
  index: number;
  insts: MachineInst[];
  /** SSA block parameters (phis). */
  params: VReg[];
  /** For each successor the values that its parameters get. */
  args: VReg[][];
  preds: MachineBlock[];
  succs: MachineBlock[];
  /** Innermost loop. */
  loop: MachineLoop | undefined;
  /** Estimate of how often the block runs for one run of the function, in units of 1 / ONCE. */
  freq: number;
  /** Whether it calls anything. */
  calls: boolean;
}

/** A loop: the blocks with these indices, both inclusive. */
export interface MachineLoop {
  first: number;
  last: number;
  depth: number;
  parent: MachineLoop | undefined;
}

/**
 * The frequency of what runs once. All frequencies, and what is computed from them, are whole numbers: what
 * takes a register from a list in which weights stand too would else get an object that V8 made for it.
 */
export const ONCE = 1024;

/** Whether it is rarely run: short is better than fast. */
export const isCold = (block: MachineBlock): boolean => block.freq < ONCE / 2;

export const depthOf = (block: MachineBlock): number => block.loop?.depth ?? 0;

export interface MachineFunc {
  symbol: string;
  blocks: MachineBlock[];
  /** Class of each virtual register. */
  vregs: RegClass[];
  /** What its calls clobber: the list of each of them begins with these. */
  callClobbers: readonly Reg[];
  /** Set by the allocator: spill slots of 8 bytes, and callee-saved registers that are written. */
  slots: number;
  savedRegs: Reg[];
}

/** What the allocator needs to know of a target's registers. */
export interface RegisterFile {
  count: number;
  classOf: readonly RegClass[];
  /** In order of preference, caller-saved ones first. */
  allocatable: Readonly<Record<RegClass, readonly Reg[]>>;
  /** What a data-stack pointer may be in: its own register, then the others. */
  withStackPointer: readonly Reg[];
  /** By register: its place in that order, or in the one of floats; -1 if it is never given. */
  rank: readonly number[];
  /** By register: a function must preserve it. */
  calleeSaved: readonly boolean[];
  /** Holds the data-stack pointer: given only to values that a fixed operand ties to it. */
  dataStackPointer: Reg;
  name(reg: Reg): string;
}

/** With what follows from the rest. */
export function registerFile(file: Omit<RegisterFile, "withStackPointer" | "rank">): RegisterFile {
  const withStackPointer = [file.dataStackPointer, ...file.allocatable.int];
  const { float } = file.allocatable;
  const rank = file.classOf.map((cls, reg) => (cls === "int" ? withStackPointer : float).indexOf(reg));
  return { ...file, withStackPointer, rank };
}

export const NO_REGS: readonly Reg[] = [];

export const operand = (vreg: VReg, role: Role, where: number): Operand => ({
  vreg,
  role,
  where,
  loc: UNASSIGNED,
});

export function machineInst(op: string, operands: Operand[], pos = 0): MachineInst {
  return {
    op,
    operands,
    clobbers: NO_REGS,
    scratch: NO_REGS,
    tied: false,
    pos,
    mem: undefined,
    imm: 0n,
    sym: "",
    cond: "",
    form: "",
    aux: 0,
  };
}

/** A copy that the allocator inserts: operand 0 gets operand 1. */
export function moveInst(vreg: VReg, to: Loc, from: Loc): MachineInst {
  const inst = machineInst("move", [operand(vreg, "def", ANY), operand(vreg, "use", ANY)]);
  inst.operands[0]!.loc = to;
  inst.operands[1]!.loc = from;
  return inst;
}

/** Exchanges two places that hold values of the same class. */
export function swapInst(a: Loc, b: Loc): MachineInst {
  const inst = machineInst("swap", [operand(-1, "use", ANY), operand(-1, "use", ANY)]);
  inst.operands[0]!.loc = a;
  inst.operands[1]!.loc = b;
  return inst;
}
