/**
 * State machines: where a variable of a loop is given constants only, and branches in the loop ask which one it is,
 * the loop is copied for each constant as far as the answer makes a difference. An arm that ends with `in-string`
 * then jumps to where the next round of that state begins, and the state is never tested, nor kept (`-fthread-jumps` of
 * GCC, "finite state automaton" threading; here as partial evaluation with the state as the only static input: Jones,
 * Gomard and Sestoft, "Partial Evaluation and Automatic Program Generation", 1993, 4.4, polyvariant specialization).
 *
 * States are the phis that carry the variable around the loop. A _version_ of a block is the block under constants
 * for those of them that a later branch may ask for: what makes no difference any more does not tell versions apart,
 * so the end of the loop is there once for each next state and not for each pair. The versions that the ways into the loop
 * lead to are found first, without a change to anything; if they are few and small enough, they are made. The
 * block as it is serves where no state is known, and goes if that is nowhere.
 *
 * A `select` of two constants is a branch once more, so that each has a way of its own.
 *
 * Runs behind the passes for loops: there may be cycles with several entries afterwards, which are loops to none of them.
 * What copies define again is brought back to SSA form by repair-ssa.ts, and constants are folded.
 */
import { inLoop, type Loop, type LoopNest, loopNest } from "../analysis/loops.ts";
import { addEdge, append, copyInst, newBlock, newInst } from "../ir/builder.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { repairSsa, type Variable } from "./repair-ssa.ts";
import { dropUnreachable } from "./rewrite.ts";
import { simplify } from "./simplify.ts";
import { isComparison } from "./simplify-tests.ts";

/** Instructions that all versions may have, and by how many the function may grow for each branch that is decided. */
const MAX_COST = 400;
const MAX_GROWTH = 6;
const MAX_VERSIONS = 500;
/** Phis that carry one variable: each has a bit. */
const MAX_STATES = 30;
/** Values that copies define again: each is followed to its uses. */
const MAX_VALUES = 600;
/** How deep a condition is looked into. */
const MAX_DEPTH = 4;
/** Machines of one function, one after the other. */
const MAX_LOOPS = 4;

export function threadStates(func: Func): void {
  for (let round = 0; round < MAX_LOOPS; round++) {
    const tested = testedPhis(func);
    if (tested.length === 0 || !threadOne(func, tested)) return;
    simplify(func);
  }
}

function threadOne(func: Func, tested: readonly Inst[]): boolean {
  const nest = loopNest(func);
  const seen = new Set<Inst>();
  for (const phi of tested) {
    const loop = nest.innermost[phi.block!.id];
    if (loop === undefined || seen.has(phi)) continue;
    const machine = machineOf(phi, loop, nest);
    if (machine === undefined) continue;
    for (const state of machine.states) {
      seen.add(state);
      splitSelects(func, state, loop, nest);
    }
    const plan = new Planner(machine, nest).plan();
    if (plan === undefined) continue;
    build(func, plan, machine.states);
    return true;
  }
  return false;
}

// ---- Which variables are states

/** Phis that a branch compares with a constant, and to which constants come. */
function testedPhis({ blocks }: Func): Inst[] {
  const found: Inst[] = [];
  /** The last one that was looked at: of a long `case` all tests are of the same. */
  let last: Inst | undefined;
  for (let b = 0; b < blocks.length; b++) {
    const { insts, succs } = blocks[b]!;
    if (succs.length !== 2) continue;
    const cond = insts[insts.length - 1]!.args[0]!;
    const phi = testedPhi(cond) ?? testedPhi(cond.args[0]) ?? testedPhi(cond.args[1]);
    if (phi === undefined || phi === last) continue;
    last = phi;
    if (mayBeState(phi) && !found.includes(phi)) found.push(phi);
  }
  return found;
}

function testedPhi(test: Inst | undefined): Inst | undefined {
  if (test === undefined) return undefined;
  const value = test.op === "phi" ? test : test.args[1]?.op === "const" ? test.args[0]! : undefined;
  return value?.op === "phi" && value.type === "i64" ? value : undefined;
}

/** What shows without loops: it may be two constants, and something else at most on the way in. */
function mayBeState(phi: Inst): boolean {
  const phis = [phi];
  let constant: bigint | undefined;
  let areMany = false;
  for (let i = 0; i < phis.length && i < MAX_STATES; i++) {
    let others = 0;
    const args = phis[i]!.args;
    for (let k = 0; k < args.length; k++) {
      const arg = args[k]!;
      if (arg.op === "phi") {
        if (!phis.includes(arg)) phis.push(arg);
      } else if (arg.op === "const") {
        if (constant !== undefined && constant !== arg.imm) areMany = true;
        constant = arg.imm;
      } else if (arg.op === "select") areMany = true;
      else if (++others > 1) return false;
    }
  }
  return areMany;
}

interface Machine {
  loop: Loop;
  /** The phis of one variable, those of the loop's head among them. */
  states: Inst[];
}

/** What the phi carries in the loop, if it is constants from everywhere but the ways in. */
function machineOf(phi: Inst, loop: Loop, nest: LoopNest): Machine | undefined {
  const states = [phi];
  const constants = new Set<bigint>();
  let isCarried = false;
  for (let i = 0; i < states.length; i++) {
    const state = states[i]!;
    const { preds } = state.block!;
    for (let k = 0; k < preds.length; k++) {
      const arg = state.args[k]!;
      const isWayIn = !inLoop(preds[k]!, loop, nest);
      if (!isWayIn && state.block === loop.header) isCarried = true;
      for (const value of canBranch(arg, preds[k]!) ? choicesOf(arg, MAX_DEPTH) : [arg]) {
        if (value.op === "const") constants.add(value.imm);
        else if (isWayIn) continue;
        else if (value.op !== "phi" || !inLoop(value.block!, loop, nest)) return undefined;
        else if (!states.includes(value)) states.push(value);
      }
    }
    if (states.length > MAX_STATES) return undefined;
  }
  return isCarried && constants.size > 1 ? { loop, states } : undefined;
}

const canBranch = ({ op }: Inst, { succs }: Block): boolean => op === "select" && succs.length === 1;

/** What a `select`, and those that it chooses from, may be. */
function choicesOf(value: Inst, depth: number): Inst[] {
  if (value.op !== "select" || depth === 0) return [value];
  return [...choicesOf(value.args[1]!, depth - 1), ...choicesOf(value.args[2]!, depth - 1)];
}

/** Operands that are a `select` come along two edges from now on, each with one of its values. */
function splitSelects(func: Func, phi: Inst, loop: Loop, nest: LoopNest): void {
  const block = phi.block!;
  for (let k = 0; k < phi.args.length; k++) {
    const arg = phi.args[k]!;
    const pred = block.preds[k]!;
    if (!canBranch(arg, pred) || !inLoop(pred, loop, nest)) continue;
    const [cond, yes, no] = arg.args as [Inst, Inst, Inst];
    const end = pred.insts.pop()!;
    end.block = undefined;
    append(func, pred, "br", [isComparison(cond) ? copyTo(func, pred, cond) : cond], { pos: end.pos });
    pred.succs = [];
    for (let i = 0; i < 2; i++) {
      const arm = newBlock(func);
      append(func, arm, "jump", [], { pos: end.pos });
      addEdge(pred, arm);
      arm.succs.push(block);
      nest.innermost[arm.id] = nest.innermost[pred.id];
      for (let inner = nest.innermost[pred.id]; inner !== undefined; inner = inner.parent)
        inner.blocks.push(arm);
    }
    block.preds[k] = pred.succs[0]!;
    block.preds.push(pred.succs[1]!);
    for (const other of block.phis) other.args.push(other.args[k]!);
    phi.args[k] = yes;
    phi.args[phi.args.length - 1] = no;
    // What comes along the first edge may be one again.
    k--;
  }
}

/** A test stands best where the branch is. */
function copyTo(func: Func, block: Block, inst: Inst): Inst {
  const copy = copyInst(func, inst);
  copy.block = block;
  block.insts.push(copy);
  return copy;
}

// ---- Which versions there would be

/** A block under what is known of the states: a constant, or undefined, for each of them. */
interface Version {
  block: Block;
  known: Known;
  /** The arm of the branch that is taken, if that is known. */
  taken: 0 | 1 | undefined;
  /** By successor: its version; undefined for the block as it is, and for an arm that is not taken. */
  next: (Version | undefined)[];
  /** What stands in the copy for values of the block. */
  copy: Block | undefined;
  twins: Map<Inst, Inst>;
}

type Known = (bigint | undefined)[];

interface Plan {
  versions: Version[];
  /** Edges of the blocks as they are, and of the ways in, that lead to versions. */
  redirected: { from: Block; arm: number; to: Version }[];
}

class Planner {
  private readonly loop: Loop;
  private readonly nest: LoopNest;
  private readonly states: readonly Inst[];
  /** By instruction: its place in `states`. */
  private readonly places = new Map<Inst, number>();
  /** By block id: bits of the states that a branch there, or later, may ask for. */
  private readonly wanted: number[] = [];
  private readonly versions: Version[] = [];
  private readonly byKey = new Map<string, Version>();

  constructor({ loop, states }: Machine, nest: LoopNest) {
    this.loop = loop;
    this.nest = nest;
    this.states = states;
    states.forEach((state, i) => {
      this.places.set(state, i);
    });
  }

  plan(): Plan | undefined {
    const { loop } = this;
    let values = 0;
    for (const { succs, phis, insts } of loop.blocks) {
      if (succs.length === 2 && succs[0] === succs[1]) return undefined;
      values += phis.length + insts.length;
    }
    if (values > MAX_VALUES) return undefined;
    this.findWanted();
    if (this.wanted[loop.header.id] === 0) return undefined;

    const { versions } = this;
    const redirected: Plan["redirected"] = [];
    /** Blocks that are reached as they are. */
    const plain = new Set<Block>();
    const plainWork: Block[] = [];
    const goPlain = (block: Block): void => {
      if (plain.has(block)) return;
      plain.add(block);
      plainWork.push(block);
    };
    const enter = (from: Block, arm: number): void => {
      const to = this.versionOf(from, from.succs[arm]!, []);
      if (to === undefined) goPlain(from.succs[arm]!);
      else redirected.push({ from, arm, to });
    };
    for (const pred of loop.header.preds) {
      if (this.has(pred)) continue;
      if (pred.succs.length === 2 && pred.succs[0] === pred.succs[1]) return undefined;
      enter(pred, pred.succs.indexOf(loop.header));
    }
    let cost = 0;
    let decided = 0;
    for (let next = 0; next < versions.length || plainWork.length > 0; ) {
      const block = plainWork.pop();
      if (block !== undefined) {
        for (let arm = 0; arm < block.succs.length; arm++) if (this.has(block.succs[arm]!)) enter(block, arm);
        continue;
      }
      const version = versions[next++]!;
      cost += this.costOf(version.block, version.known);
      if (cost > MAX_COST || versions.length > MAX_VERSIONS) return undefined;
      if (this.decide(version)) decided++;
      const { succs } = version.block;
      for (let arm = 0; arm < succs.length; arm++) {
        if (!this.has(succs[arm]!) || (version.taken ?? arm) !== arm) continue;
        const to = this.versionOf(version.block, succs[arm]!, version.known);
        if (to === undefined) goPlain(succs[arm]!);
        version.next[arm] = to;
      }
    }
    for (const block of loop.blocks) if (!plain.has(block)) cost -= this.costOf(block, []);
    return decided < 2 || cost > MAX_GROWTH * decided ? undefined : { versions, redirected };
  }

  /** Whether it is known where the block's branch leads. */
  private decide(version: Version): boolean {
    const { insts } = version.block;
    const br = insts[insts.length - 1]!;
    if (br.op !== "br") return false;
    const value = this.valueOf(br.args[0]!, version.known, MAX_DEPTH);
    if (value === undefined) return false;
    version.taken = value !== 0n ? 0 : 1;
    return true;
  }

  private has(block: Block): boolean {
    return inLoop(block, this.loop, this.nest);
  }

  /** The version of `to` that an edge leads to; undefined if nothing that makes a difference is known. */
  private versionOf(from: Block, to: Block, known: Known): Version | undefined {
    const wanted = this.wanted[to.id]!;
    if (!wanted) return undefined;
    const edge = to.preds.indexOf(from);
    const after: Known = [];
    let key = `${to.id}`;
    let isKnown = false;
    for (let i = 0; i < this.states.length; i++) {
      if ((wanted & (1 << i)) === 0) continue;
      const state = this.states[i]!;
      const value = state.block === to ? this.passed(state.args[edge]!, known) : known[i];
      if (value === undefined) continue;
      after[i] = value;
      isKnown = true;
      key += ` ${i}:${value}`;
    }
    if (!isKnown) return undefined;
    let version = this.byKey.get(key);
    if (version === undefined) {
      version = { block: to, known: after, taken: undefined, next: [], copy: undefined, twins: new Map() };
      this.byKey.set(key, version);
      this.versions.push(version);
    }
    return version;
  }

  /** What comes along an edge: a constant, or what is known of another state. */
  private passed(arg: Inst, known: Known): bigint | undefined {
    if (arg.op === "const") return arg.imm;
    const place = this.places.get(arg);
    return place === undefined ? undefined : known[place];
  }

  /** The constant that a value is under what is known. */
  private valueOf(inst: Inst, known: Known, depth: number): bigint | undefined {
    if (inst.op === "const") return inst.imm;
    const place = this.places.get(inst);
    if (place !== undefined) return known[place];
    const { args } = inst;
    const { fold, effect } = inst.info;
    if (fold === undefined || effect !== "pure" || depth === 0 || inst.type !== "i64") return undefined;
    const x = this.valueOf(args[0]!, known, depth - 1);
    const y = args.length > 1 ? this.valueOf(args[1]!, known, depth - 1) : 0n;
    if (inst.op === "and" && (x === 0n || y === 0n)) return 0n;
    if (inst.op === "or" && (x === -1n || y === -1n)) return -1n;
    const z = args.length > 2 ? this.valueOf(args[2]!, known, depth - 1) : 0n;
    if (x === undefined || y === undefined || z === undefined) return undefined;
    const value = fold(x, y, z);
    return value === undefined ? undefined : BigInt.asIntN(64, value);
  }

  /** As `sizeOf` of a function, less what is known. */
  private costOf({ insts }: Block, known: Known): number {
    let cost = 0;
    for (const inst of insts) {
      const { effect, args } = inst.info;
      if (args === "" || inst.op === "proj") continue;
      const asked = inst.op === "br" ? inst.args[0]! : inst;
      if (this.valueOf(asked, known, 2) === undefined) cost += effect === "call" ? 3 : 1;
    }
    return cost;
  }

  /** Backwards from the branches, until nothing changes. */
  private findWanted(): void {
    const { blocks } = this.loop;
    const asked = blocks.map(({ insts }) => {
      const end = insts[insts.length - 1]!;
      return end.op === "br" ? this.askedBy(end.args[0]!, MAX_DEPTH) : 0;
    });
    for (const { id } of blocks) this.wanted[id] = 0;
    for (let changed = true; changed; ) {
      changed = false;
      for (let b = blocks.length - 1; b >= 0; b--) {
        const block = blocks[b]!;
        let bits = asked[b]!;
        for (const succ of block.succs) if (this.has(succ)) bits |= this.wantedBefore(block, succ);
        if (bits === this.wanted[block.id]) continue;
        this.wanted[block.id] = bits;
        changed = true;
      }
    }
  }

  /** The states that the condition is made of. */
  private askedBy(inst: Inst, depth: number): number {
    const place = this.places.get(inst);
    if (place !== undefined) return 1 << place;
    if (depth === 0 || inst.info.fold === undefined || inst.info.effect !== "pure") return 0;
    let bits = 0;
    for (const arg of inst.args) bits |= this.askedBy(arg, depth - 1);
    return bits;
  }

  /** What is wanted at the beginning of `to`, as the states are called before the edge. */
  private wantedBefore(from: Block, to: Block): number {
    const wanted = this.wanted[to.id]!;
    if (wanted === 0) return 0;
    // All phis take their values at once: what one is called before the edge may be the name of another behind it.
    let gone = 0;
    let sources = 0;
    const edge = to.preds.indexOf(from);
    for (const phi of to.phis) {
      const place = this.places.get(phi);
      if (place === undefined || (wanted & (1 << place)) === 0) continue;
      gone |= 1 << place;
      const source = this.places.get(phi.args[edge]!);
      if (source !== undefined) sources |= 1 << source;
    }
    return (wanted & ~gone) | sources;
  }
}

// ---- Copies

function build(func: Func, { versions, redirected }: Plan, states: readonly Inst[]): void {
  for (const version of versions) copyBlock(func, version, states);
  // Before edges change: what phis get along a new edge is what they get along the one it stands for.
  for (const version of versions) {
    const { block, next, taken } = version;
    for (let arm = 0; arm < block.succs.length; arm++) {
      if ((taken ?? arm) === arm) link(version, block.succs[arm]!, next[arm]);
    }
  }
  for (const { from, arm, to } of redirected) redirect(from, arm, to);
  dropUnreachable(func);
  repairSsa(func, definitions(versions));
}

function copyBlock(func: Func, version: Version, states: readonly Inst[]): void {
  const { block, known, twins, taken } = version;
  const copy = newBlock(func);
  version.copy = copy;
  for (const phi of block.phis) {
    const value = known[states.indexOf(phi)];
    const { type, pos } = phi;
    twins.set(
      phi,
      value === undefined
        ? append(func, copy, "phi", [], { type, pos })
        : append(func, copy, "const", [], { imm: value, pos }),
    );
  }
  for (const inst of block.insts) {
    const isDecided = taken !== undefined && inst.op === "br";
    const twin = isDecided ? newInst(func, "jump", [], { pos: inst.pos }) : copyInst(func, inst);
    for (let k = 0; k < twin.args.length; k++) twin.args[k] = twins.get(twin.args[k]!) ?? twin.args[k]!;
    twin.block = copy;
    copy.insts.push(twin);
    // Calls, too: what they leave are values of their own, which refer to them.
    twins.set(inst, twin);
  }
}

/** An edge of a copy, for the edge of its block to `succ`. */
function link({ block, copy, twins }: Version, succ: Block, next: Version | undefined): void {
  const edge = succ.preds.indexOf(block);
  const target = next?.copy ?? succ;
  copy!.succs.push(target);
  target.preds.push(copy!);
  for (const phi of succ.phis) {
    const value = phi.args[edge]!;
    const own = next === undefined ? phi : next.twins.get(phi)!;
    if (own.op === "phi") own.args.push(twins.get(value) ?? value);
  }
}

function redirect(from: Block, arm: number, { copy, twins }: Version): void {
  const block = from.succs[arm]!;
  const edge = block.preds.indexOf(from);
  block.preds.splice(edge, 1);
  from.succs[arm] = copy!;
  copy!.preds.push(from);
  for (const phi of block.phis) {
    const [value] = phi.args.splice(edge, 1);
    const own = twins.get(phi)!;
    if (own.op === "phi") own.args.push(value!);
  }
}

function definitions(versions: readonly Version[]): Variable[] {
  const variables = new Map<Inst, Variable>();
  for (const { block, copy, twins } of versions) {
    for (const [value, twin] of twins) {
      if (value.type === "none") continue;
      let variable = variables.get(value);
      if (variable === undefined) {
        variable = { value, defs: [{ block, value }] };
        variables.set(value, variable);
      }
      variable.defs.push({ block: copy!, value: twin });
    }
  }
  return [...variables.values()];
}
