/**
 * From pieces of lifetimes to code: gives every operand its place, makes the moves between the pieces of
 * a value, in a block and along edges, and takes SSA form apart by moves into block parameters.
 *
 * A value in memory is stored once per way it gets there: where it leaves its register, or right after
 * its definition if that runs less often in sum. A value never changes, so its slot stays good.
 *
 * Order at an instruction: moves of the edge (first in a block), stores of parameters, moves between
 * pieces, copies into fixed registers; the instruction; copies out of fixed registers, stores.
 */
import {
  isSlot,
  type Loc,
  type MachineBlock,
  type MachineFunc,
  type MachineInst,
  moveInst,
  ONCE,
  type Operand,
  REG,
  type Reg,
  type RegisterFile,
  slotLoc,
  type VReg,
} from "../target/machine.ts";
import { gapOf, type Interval, type Lifetimes } from "./intervals.ts";
import { type Move, sequentialize } from "./parallel-move.ts";

interface Edge {
  from: MachineBlock;
  to: MachineBlock;
  moves: Move[];
}

/** What needs a spill slot, and between which positions. */
interface SlotOwner {
  vregs: VReg[];
  from: number;
  to: number;
}

const isResult = ({ role }: Operand): boolean => role === "def" || role === "early";

/** `used`, by register: the function has some value in it. */
export function resolve(
  func: MachineFunc,
  lifetimes: Lifetimes,
  regs: RegisterFile,
  used: readonly boolean[],
): void {
  const resolver = new Resolver(func, lifetimes, regs, used);
  resolver.splits();
  resolver.edges();
  resolver.chooseStores();
  resolver.rewrite();
  func.savedRegs = resolver.savedRegs();
}

class Resolver {
  readonly func: MachineFunc;
  readonly lifetimes: Lifetimes;
  readonly regs: RegisterFile;
  readonly used: readonly boolean[];
  /** By register: it is written. */
  readonly written: boolean[];
  /** By value: the register that it is in for all of its life, as most are; else -1. */
  readonly registers: Reg[];
  /** Those in several places, ascending by their starts. */
  readonly split: Interval[] = [];
  /** By value: its spill slot as a place, or 0 (a register's number, never a slot) if it has none. */
  readonly slots: number[];
  /** By value: how often it would be stored when it leaves its registers; -1: it is stored when defined. */
  readonly storeFreq: number[];
  /** By instruction: moves in its gap. */
  readonly gaps: (Move[] | undefined)[];
  readonly edgeList: Edge[] = [];

  constructor(func: MachineFunc, lifetimes: Lifetimes, regs: RegisterFile, used: readonly boolean[]) {
    this.func = func;
    this.lifetimes = lifetimes;
    this.regs = regs;
    this.used = used;
    this.written = new Array(regs.count).fill(false);
    this.registers = new Array(func.vregs.length).fill(-1);
    this.slots = new Array(func.vregs.length).fill(0);
    this.storeFreq = new Array(func.vregs.length).fill(0);
    this.gaps = new Array(lifetimes.blockOf.length).fill(undefined);
    const inMemory = this.sort();
    if (inMemory.length > 0) this.assignSlots(inMemory);
  }

  /** Notes who is in one register for good and who is split; returns who is in memory at all, by their numbers. */
  sort(): Interval[] {
    const { registers, split, written } = this;
    const { order } = this.lifetimes;
    const inMemory: Interval[] = [];
    for (let i = 0; i < order.length; i++) {
      const it = order[i]!;
      const { reg } = it;
      if (reg >= 0) written[reg] = true;
      if (it.next !== undefined) split.push(it);
      else if (reg >= 0) {
        registers[it.vreg] = reg;
        continue;
      }
      let piece: Interval | undefined = it;
      while (piece !== undefined && piece.reg >= 0) piece = piece.next;
      if (piece !== undefined) inMemory.push(it);
    }
    return inMemory.sort((a, b) => a.vreg - b.vreg);
  }

  /**
   * Slots by linear scan over whole lifetimes: one whose last owner is dead is taken again. The values of a unit
   * are never there at once, so they share one, and no move leads from memory to memory between them.
   */
  assignSlots(inMemory: readonly Interval[]): void {
    const owners: SlotOwner[] = [];
    const byUnit: (SlotOwner | undefined)[] = [];
    for (const it of inMemory) {
      let last = it;
      while (last.next !== undefined) last = last.next;
      const { vreg, from, unit } = it;
      const known = unit >= 0 ? byUnit[unit] : undefined;
      if (known !== undefined) {
        known.vregs.push(vreg);
        known.from = Math.min(known.from, from);
        known.to = Math.max(known.to, last.to);
        continue;
      }
      const owner = { vregs: [vreg], from, to: last.to };
      owners.push(owner);
      if (unit >= 0) byUnit[unit] = owner;
    }
    if (owners.length > 1) owners.sort((a, b) => a.from - b.from);
    const ends: number[] = [];
    for (const { vregs, from, to } of owners) {
      let slot = 0;
      while (slot < ends.length && ends[slot]! > from) slot++;
      ends[slot] = to;
      for (const vreg of vregs) this.slots[vreg] = slotLoc(slot);
    }
    this.func.slots = ends.length;
  }

  place(piece: Interval): Loc {
    return piece.reg >= 0 ? piece.reg : this.slots[piece.vreg]!;
  }

  /** Where the value is at a position in its lifetime. */
  at(vreg: VReg, pos: number): Loc {
    const known = this.registers[vreg]!;
    if (known >= 0) return known;
    let piece = this.lifetimes.intervals[vreg]!;
    while (piece.next !== undefined && piece.next.from <= pos) piece = piece.next;
    return piece.reg >= 0 ? piece.reg : this.slots[vreg]!;
  }

  /** Moves between neighbouring pieces inside a block. */
  splits(): void {
    const { blockOf, first } = this.lifetimes;
    for (const it of this.split) {
      let before: Interval | undefined;
      for (let piece = it; piece.next !== undefined; piece = piece.next) {
        const next = piece.next;
        if (next.reg >= 0) this.written[next.reg] = true;
        const start = next.from;
        const number = start >> 2;
        const from = this.place(piece);
        const to = this.place(next);
        const blockStart = 4 * (first[blockOf[number]?.index ?? 0] ?? 0);
        const former = before;
        before = piece;
        // At a block's start it is the edges that connect.
        if (piece.to !== start || start === blockStart || from === to) continue;
        let source = from;
        if (start !== gapOf(start) && piece.from === gapOf(start) && piece.from !== blockStart) {
          // Stored in the gap in which the piece only gets its register: take it from where it was.
          if (former !== undefined && former.to === piece.from) source = this.place(former);
          if (source === to) continue;
        }
        const moves = this.gaps[number];
        const move = { vreg: it.vreg, from: source, to };
        if (moves === undefined) this.gaps[number] = [move];
        else moves.push(move);
        if (isSlot(to)) this.storeFreq[it.vreg]! += blockOf[number]!.freq;
      }
    }
  }

  edges(): void {
    const { registers } = this;
    const { liveIn, first, end } = this.lifetimes;
    const isSplit = this.split.length > 0;
    for (const from of this.func.blocks) {
      const leave = 4 * end[from.index]! - 1;
      for (let s = 0; s < from.succs.length; s++) {
        const to = from.succs[s]!;
        const args = from.args[s]!;
        if (!isSplit && args.length === 0) continue;
        const enter = 4 * first[to.index]!;
        const freq = Math.min(from.freq, to.freq);
        const moves: Move[] = [];
        const live = liveIn[to.index]!;
        for (let i = 0; isSplit && i < live.length; i++) {
          const vreg = live[i]!;
          if (registers[vreg]! >= 0) continue;
          const source = this.at(vreg, leave);
          const target = this.at(vreg, enter);
          if (source === target) continue;
          moves.push({ vreg, from: source, to: target });
          if (isSlot(target)) this.storeFreq[vreg]! += freq;
        }
        for (let k = 0; k < args.length; k++) {
          const param = to.params[k]!;
          const source = this.at(args[k]!, leave);
          const target = this.at(param, enter);
          if (source !== target) moves.push({ vreg: param, from: source, to: target });
        }
        if (moves.length > 0) this.edgeList.push({ from, to, moves });
      }
    }
  }

  /** Values whose slot is good from their definition on need no stores later. */
  chooseStores(): void {
    const { order, blockOf } = this.lifetimes;
    if (this.func.slots === 0) return;
    for (const it of order) {
      if (this.slots[it.vreg] === 0) continue;
      const atHome = blockOf[it.from >> 2]!.freq;
      if (it.reg < 0 || this.storeFreq[it.vreg]! > atHome) this.storeFreq[it.vreg] = -1;
    }
  }

  needed(moves: readonly Move[], params: readonly VReg[]): readonly Move[] {
    if (this.func.slots === 0) return moves;
    return moves.filter(
      (move) => !(isSlot(move.to) && this.storeFreq[move.vreg] === -1 && !params.includes(move.vreg)),
    );
  }

  /** Moves of a split after the store at the definition took over; of parameters only the edge's own are kept. */
  rewrite(): void {
    const { func, lifetimes } = this;
    const { gaps } = this;
    const atStart: (MachineInst[] | undefined)[] = new Array(func.blocks.length).fill(undefined);
    const atEnd: (MachineInst[] | undefined)[] = new Array(func.blocks.length).fill(undefined);
    for (const edge of this.edgeList) {
      const moves = this.needed(edge.moves, edge.to.params);
      const out: MachineInst[] = [];
      // An exchange is short, but takes its time.
      const isHot = Math.min(edge.from.freq, edge.to.freq) > ONCE;
      sequentialize(moves, out, isHot ? (move) => this.spare(edge, move) : undefined);
      // Without critical edges a block has one of them at most.
      if (edge.from.succs.length > 1) atStart[edge.to.index] = out;
      else atEnd[edge.from.index] = out;
    }
    const hasSlots = func.slots > 0;
    for (const block of func.blocks) {
      const out = atStart[block.index] ?? [];
      if (hasSlots) for (const param of block.params) this.storeAfter(param, out);
      let number = lifetimes.first[block.index]!;
      const { insts } = block;
      const last = insts.length - 1;
      for (let i = 0; i <= last; i++) {
        const moves = gaps[number];
        if (moves !== undefined) sequentialize(this.needed(moves, []), out);
        const edge = i === last ? atEnd[block.index] : undefined;
        if (edge !== undefined) for (const inst of edge) out.push(inst);
        this.inst(insts[i]!, number, out, hasSlots);
        number++;
      }
      block.insts = out;
      block.params = [];
      block.args = [];
    }
  }

  /** A register that holds nothing on an edge, better one that costs nothing to use; -1 if there is none. */
  spare({ from, to }: Edge, { vreg }: Move): Reg {
    const { regs, lifetimes, func } = this;
    const leave = 4 * lifetimes.end[from.index]! - 1;
    const enter = 4 * lifetimes.first[to.index]!;
    const places = new Set<Loc>();
    for (const live of lifetimes.liveIn[to.index]!) {
      places.add(this.at(live, leave));
      places.add(this.at(live, enter));
    }
    for (const param of to.params) places.add(this.at(param, enter));
    for (const arg of from.args[from.succs.indexOf(to)]!) places.add(this.at(arg, leave));
    let spare = -1;
    for (const reg of regs.allocatable[func.vregs[vreg]!]) {
      if (places.has(reg)) continue;
      if (this.used[reg] || !regs.calleeSaved[reg]) return reg;
      if (spare < 0) spare = reg;
    }
    if (spare >= 0) this.written[spare] = true;
    return spare;
  }

  inst(inst: MachineInst, number: number, out: MachineInst[], hasSlots: boolean): void {
    const { registers } = this;
    const { operands } = inst;
    const at = 4 * number;
    let into: Move[] | undefined;
    let outOf: Move[] | undefined;
    for (let k = 0; k < operands.length; k++) {
      const op = operands[k]!;
      const { vreg, where } = op;
      const known = registers[vreg]!;
      if (where < 0) {
        op.loc = known >= 0 ? known : this.at(vreg, isResult(op) ? at + 2 : at + 1);
        if (where === REG && op.loc < 0) throw new Error(`v${vreg} needs a register in ${inst.op}`);
        continue;
      }
      op.loc = where;
      if (isResult(op)) {
        this.written[where] = true;
        if (known === where) continue;
        outOf ??= [];
        outOf.push({ vreg, from: where, to: this.at(vreg, at + 3) });
      } else if (known !== where) {
        into ??= [];
        into.push({ vreg, from: this.at(vreg, at), to: where });
      }
    }
    if (into !== undefined) sequentialize(into, out);
    out.push(inst);
    if (outOf !== undefined) sequentialize(outOf, out);
    if (!hasSlots) return;
    for (let k = 0; k < operands.length && isResult(operands[k]!); k++)
      this.storeAfter(operands[k]!.vreg, out);
  }

  storeAfter(vreg: VReg, out: MachineInst[]): void {
    const piece = this.lifetimes.intervals[vreg]!;
    if (this.storeFreq[vreg] !== -1 || piece.reg < 0) return;
    out.push(moveInst(vreg, this.slots[vreg]!, piece.reg));
  }

  /** The registers that callers keep values in and that the function writes: it has to save them. */
  savedRegs(): Reg[] {
    const { regs, written } = this;
    const saved: Reg[] = [];
    for (let reg = 0; reg < regs.count; reg++)
      if (written[reg] && regs.calleeSaved[reg] && reg !== regs.dataStackPointer) saved.push(reg);
    return saved;
  }
}
