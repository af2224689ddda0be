/**
 * Proves one allocation, in the manner of regalloc2's checker: it looks at the code before and after,
 * never at how the allocator got from one to the other.
 *
 * The maths. A state maps each place (register or slot) to the set of virtual registers whose value it is
 * known to hold. States form a lattice under set inclusion per place; the meet over the ways into a
 * block is the intersection, the top ("everything") stands for ways not seen yet. Transfer:
 *   move a <- b        S[a] := S[b]               swap a, b     S[a], S[b] := S[b], S[a]
 *   clobber a          S[a] := {}
 *   define v in a      for all p: S[p] := S[p] \ {v}; then S[a] := {v}
 *                      (a loop defines v anew: copies of the old value are stale)
 *   edge with v_i := u_i   S'[p] := (S[p] \ {all v_i}) ∪ { v_i | u_i ∈ S[p] }
 * All transfer functions are monotone and the lattice is finite, so iteration ends at the greatest fixed
 * point; there, an operand v read from place a is right on all paths if and only if v ∈ S[a].
 *
 * Beyond values it checks what an instruction asks of places: fixed registers, registers rather than
 * slots, no result in the place of a `late` operand, nothing but the named registers lost in a clobber,
 * and that a callee-saved register is written only if the function lists it.
 */
import {
  isSlot,
  type Loc,
  type MachineBlock,
  type MachineFunc,
  type MachineInst,
  REG,
  type RegisterFile,
  slotOf,
  type VReg,
} from "../target/machine.ts";

/** What of the SSA program the allocation takes away. */
export interface Snapshot {
  params: VReg[][];
  args: VReg[][][];
  /** By block: its instructions; they must all survive, in order. */
  insts: MachineInst[][];
}

export function snapshot(func: MachineFunc): Snapshot {
  return {
    params: func.blocks.map((block) => block.params.slice()),
    args: func.blocks.map((block) => block.args.map((list) => list.slice())),
    insts: func.blocks.map((block) => block.insts.slice()),
  };
}

type State = Map<Loc, Set<VReg>>;

export function checkAllocation(func: MachineFunc, before: Snapshot, regs: RegisterFile): void {
  const checker = new Checker(func, before, regs);
  checker.shape();
  checker.solve();
  checker.verify();
}

class Checker {
  readonly func: MachineFunc;
  readonly before: Snapshot;
  readonly regs: RegisterFile;
  /** By block: what is known on entry; undefined is the top. */
  readonly entry: (State | undefined)[];

  constructor(func: MachineFunc, before: Snapshot, regs: RegisterFile) {
    this.func = func;
    this.before = before;
    this.regs = regs;
    this.entry = func.blocks.map(() => undefined);
  }

  fail(what: string, inst?: MachineInst): never {
    throw new Error(
      `allocation of ${this.func.symbol}: ${what}${inst === undefined ? "" : ` in ${inst.op}`}`,
    );
  }

  /** Only moves and swaps were added; each operand is in a place that its instruction accepts. */
  shape(): void {
    for (const block of this.func.blocks) {
      const kept = block.insts.filter((inst) => inst.op !== "move" && inst.op !== "swap");
      const wanted = this.before.insts[block.index]!;
      if (kept.length !== wanted.length || kept.some((inst, i) => inst !== wanted[i])) {
        this.fail(`block ${block.index} lost or gained instructions`);
      }
      for (const inst of block.insts) this.places(inst);
    }
  }

  places(inst: MachineInst): void {
    const isMove = inst.op === "move" || inst.op === "swap";
    for (const op of inst.operands) {
      if (isSlot(op.loc) ? slotOf(op.loc) >= this.func.slots : op.loc >= this.regs.count) {
        this.fail(`v${op.vreg} has no place`, inst);
      }
      if (op.where >= 0 && op.loc !== op.where) this.fail(`v${op.vreg} is not in its fixed register`, inst);
      if (op.where === REG && isSlot(op.loc)) this.fail(`v${op.vreg} is not in a register`, inst);
      if (!isMove && !isSlot(op.loc) && this.regs.classOf[op.loc] !== this.func.vregs[op.vreg]) {
        this.fail(`v${op.vreg} is in a register of the other class`, inst);
      }
      const written = op.role === "def" || op.role === "early" || inst.op === "swap";
      const { calleeSaved, dataStackPointer } = this.regs;
      if (
        written &&
        calleeSaved[op.loc] &&
        op.loc !== dataStackPointer &&
        !this.func.savedRegs.includes(op.loc)
      ) {
        this.fail(`writes ${this.regs.name(op.loc)}, which nobody saves`, inst);
      }
    }
    if (isMove) return;
    for (const result of inst.operands) {
      if (result.role !== "def" && result.role !== "early") continue;
      for (const other of inst.operands) {
        if (other === result || other.loc !== result.loc) continue;
        if (other.role === "def" || other.role === "early") this.fail("two results share a place", inst);
        if (other.role === "late" || result.role === "early")
          this.fail("a result overwrites an operand", inst);
      }
    }
    for (const op of inst.operands) {
      if (op.where < 0 && inst.scratch.includes(op.loc) && op.role !== "def") {
        this.fail(`v${op.vreg} is in a register that the instruction uses`, inst);
      }
      if (op.where < 0 && op.role === "late" && inst.clobbers.includes(op.loc)) {
        this.fail(`v${op.vreg} is lost too early`, inst);
      }
    }
  }

  solve(): void {
    const { blocks } = this.func;
    this.entry[0] = new Map();
    const work: MachineBlock[] = [blocks[0]!];
    const queued: boolean[] = blocks.map(() => false);
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      queued[block.index] = false;
      const state = copy(this.entry[block.index]!);
      for (const inst of block.insts) this.step(state, inst, false);
      for (let s = 0; s < block.succs.length; s++) {
        const succ = block.succs[s]!;
        const known = this.entry[succ.index];
        const arriving = this.alongEdge(
          state,
          this.before.args[block.index]![s]!,
          this.before.params[succ.index]!,
        );
        if (known === undefined) this.entry[succ.index] = arriving;
        else if (!meet(known, arriving)) continue;
        if (!queued[succ.index]) {
          queued[succ.index] = true;
          work.push(succ);
        }
      }
    }
  }

  verify(): void {
    for (const block of this.func.blocks) {
      const known = this.entry[block.index];
      if (known === undefined) continue;
      const state = copy(known);
      for (const inst of block.insts) this.step(state, inst, true);
    }
  }

  alongEdge(state: State, args: readonly VReg[], params: readonly VReg[]): State {
    const result: State = new Map();
    for (const [loc, values] of state) {
      const after = new Set(values);
      for (const param of params) after.delete(param);
      for (let k = 0; k < args.length; k++) if (values.has(args[k]!)) after.add(params[k]!);
      if (after.size > 0) result.set(loc, after);
    }
    return result;
  }

  step(state: State, inst: MachineInst, check: boolean): void {
    if (inst.op === "move") {
      const [to, from] = inst.operands;
      const values = state.get(from!.loc);
      if (values === undefined) state.delete(to!.loc);
      else state.set(to!.loc, new Set(values));
      return;
    }
    if (inst.op === "swap") {
      const [a, b] = inst.operands;
      const inA = state.get(a!.loc) ?? new Set();
      state.set(a!.loc, state.get(b!.loc) ?? new Set());
      state.set(b!.loc, inA);
      return;
    }
    for (const op of inst.operands) {
      if (op.role === "def" || op.role === "early" || !check) continue;
      if (!state.get(op.loc)?.has(op.vreg)) {
        const place = isSlot(op.loc) ? `slot ${slotOf(op.loc)}` : this.regs.name(op.loc);
        this.fail(`${place} does not hold v${op.vreg} on all paths`, inst);
      }
    }
    for (const reg of inst.scratch) state.delete(reg);
    for (const reg of inst.clobbers) state.delete(reg);
    for (const op of inst.operands) {
      if (op.role !== "def" && op.role !== "early") continue;
      for (const values of state.values()) values.delete(op.vreg);
    }
    for (const op of inst.operands) {
      if (op.role === "def" || op.role === "early") state.set(op.loc, new Set([op.vreg]));
    }
  }
}

function copy(state: State): State {
  const result: State = new Map();
  for (const [loc, values] of state) result.set(loc, new Set(values));
  return result;
}

/** Intersects into `known`; whether it changed. */
function meet(known: State, arriving: State): boolean {
  let changed = false;
  for (const [loc, values] of known) {
    const other = arriving.get(loc);
    for (const vreg of values) {
      if (other?.has(vreg)) continue;
      values.delete(vreg);
      changed = true;
    }
    if (values.size === 0) known.delete(loc);
  }
  return changed;
}
