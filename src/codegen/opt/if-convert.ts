/**
 * If-conversion: a branch around a few cheap instructions becomes straight code in which `select`s choose
 * (Allen, Kennedy, Porterfield and Warren, "Conversion of Control Dependence to Data Dependence", 1983).
 *
 * Taken are triangles and diamonds: the arms have no other way in, lead to one block, and hold nothing but
 * instructions that may run in vain. What both arms compute runs once and never in vain. Where the arms differ by the
 * flag itself no `select` is needed: a counter that goes up is less the flag.
 *
 * A branch that is predicted well costs almost nothing and lets the processor run ahead; one that is not
 * costs as much as fifteen or more instructions. Nothing here tells the two apart, so only so much is
 * converted that it is little worse in the first case: COST bounds what runs in vain and what chooses. Chains of
 * tests, each behind the one before it, so stay chains: the second would run the work of the first in vain.
 * Floats stay: not every machine can choose between them without a branch.
 *
 * Joins of stack pointers stay as well: what is known of memory follows pointers through phis only.
 *
 * Needs: no dead instructions (they would count), simplified conditions. Blocks are taken backwards, so that an inner
 * conversion makes way for the one around it, and merged where that leaves one way in.
 */
import { orderBlocks } from "../analysis/dominators.ts";
import { joinedPointers, type Signatures, type StackPositions } from "../analysis/stack-pointer.ts";
import { changeOp, newInst } from "../ir/builder.ts";
import type { Op } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { mergeWithSuccessors } from "./cfg.ts";
import { applyReplacements, type Replacements, replace, resolve, resolveArgs } from "./rewrite.ts";
import { isFlag } from "./simplify-tests.ts";

/** What both arms may cost together, and what the arms and the choices may. */
const MAX_VAIN = 4;
const MAX_COST = 7;
/** An arm with more instructions, constants included, is none. */
const MAX_LOOKED_AT = 12;
/** Of one choice: a comparison and a conditional move, or a flag and an addition. */
const CHOICE = 2;
/** A block with more ways in is the end of a long `case`: to take an edge from it takes as long. */
const MAX_PREDS = 16;

interface State {
  func: Func;
  signatures: Signatures;
  /** Found when the first branch looks worth it. */
  pointers: StackPositions | undefined;
  replaced: Replacements;
}

/** `succs[0]` of the branch if `isYes`, else `succs[1]`; undefined where that edge leads straight to the join. */
interface Shape {
  yes: Block | undefined;
  no: Block | undefined;
  join: Block;
}

export function convertBranches(func: Func, signatures: Signatures): void {
  if (!func.blocks.some((block) => block.succs.length === 2 && shapeOf(block) !== undefined)) return;
  const state: State = { func, signatures, pointers: undefined, replaced: { any: false } };
  const order = orderBlocks(func);
  let converted = false;
  for (let i = order.length - 1; i >= 0; i--) {
    const block = order[i]!;
    if (block.insts.length === 0) continue;
    while (convert(state, block)) {
      converted = true;
      if (!mergeWithSuccessors(block, state.replaced)) break;
    }
  }
  if (!converted) return;
  func.blocks = func.blocks.filter((block) => block.insts.length > 0);
  applyReplacements(func, state.replaced);
}

function convert(state: State, block: Block): boolean {
  if (block.succs.length !== 2) return false;
  const shape = shapeOf(block);
  if (shape === undefined || shape.join.preds.length > MAX_PREDS) return false;
  const { yes, no, join } = shape;
  const shared = yes === undefined || no === undefined ? undefined : sharedBy(yes, no);
  const vain = (yes === undefined ? 0 : costOf(yes, shared)) + (no === undefined ? 0 : costOf(no, shared));
  if (vain > MAX_VAIN) return false;
  const yesEdge = join.preds.indexOf(yes ?? block);
  const noEdge = join.preds.indexOf(no ?? block);
  let cost = vain;
  for (const phi of join.phis) {
    if (phi.args[yesEdge] === phi.args[noEdge]) continue;
    cost += CHOICE;
    if (cost > MAX_COST || phi.type === "f64") return false;
  }
  // Before anything is changed: a phi that was replaced would no longer tell that it is a pointer.
  state.pointers ??= joinedPointers(state.func, state.signatures);
  for (const phi of join.phis) {
    if (phi.args[yesEdge] !== phi.args[noEdge] && state.pointers[phi.id] !== undefined) return false;
  }

  const br = block.insts.pop()!;
  if (yes !== undefined) hoist(yes, block);
  if (no !== undefined) hoist(no, block, shared, state.replaced);
  for (const phi of join.phis) {
    phi.args[noEdge] = choose(state, block, br, resolve(phi.args[yesEdge]!), resolve(phi.args[noEdge]!));
    phi.args.splice(yesEdge, 1);
  }
  join.preds[noEdge] = block;
  join.preds.splice(yesEdge, 1);
  block.succs = [join];
  changeOp(br, "jump");
  br.args = [];
  block.insts.push(br);
  return true;
}

function shapeOf(block: Block): Shape | undefined {
  const [yes, no] = block.succs as [Block, Block];
  if (yes === no) return undefined;
  const yesJoin = armTarget(yes);
  const noJoin = armTarget(no);
  if (yesJoin === no) return { yes, no: undefined, join: no };
  if (noJoin === yes) return { yes: undefined, no, join: yes };
  if (yesJoin !== undefined && yesJoin === noJoin) return { yes, no, join: yesJoin };
  return undefined;
}

/** Where a block leads that could be an arm. */
function armTarget(block: Block): Block | undefined {
  if (block.preds.length !== 1 || block.phis.length > 0 || block.succs.length !== 1) return undefined;
  return block.succs[0] === block ? undefined : block.succs[0];
}

/** Instructions of both arms that compute the same: the twin of each. */
type Shared = ReadonlyMap<Inst, Inst>;

/** Of arms that are short enough to be converted at all. */
function sharedBy(yes: Block, no: Block): Shared | undefined {
  const { length } = yes.insts;
  if (length > MAX_LOOKED_AT || no.insts.length > MAX_LOOKED_AT) return undefined;
  let shared: Map<Inst, Inst> | undefined;
  for (let i = 0; i < no.insts.length - 1; i++) {
    const inst = no.insts[i]!;
    if (inst.info.effect !== "pure" || inst.op === "proj") continue;
    for (let k = 0; k < length - 1; k++) {
      const twin = yes.insts[k]!;
      if (!computeSame(inst, twin, shared) || shared?.has(twin)) continue;
      shared ??= new Map();
      shared.set(inst, twin);
      shared.set(twin, inst);
      break;
    }
  }
  return shared;
}

function computeSame(a: Inst, b: Inst, shared: Shared | undefined): boolean {
  if (a.op !== b.op || a.imm !== b.imm || a.sym !== b.sym || a.type !== b.type) return false;
  return a.args.every((arg, i) => {
    const x = resolve(arg);
    const y = resolve(b.args[i]!);
    return x === y || shared?.get(x) === y || (x.op === "const" && y.op === "const" && x.imm === y.imm);
  });
}

/** What the arm costs where it runs in vain; more than anything allows if it may not. */
function costOf(arm: Block, shared: Shared | undefined): number {
  let cost = 0;
  for (let i = 0; i < arm.insts.length - 1; i++) {
    const inst = arm.insts[i]!;
    if (shared?.has(inst)) continue;
    const own = COST[inst.op];
    if (own === undefined) return MAX_VAIN + 1;
    cost += inst.op === "mul" && isEasyFactor(inst.args[1]!) ? 1 : own;
    if (cost > MAX_VAIN) return cost;
  }
  return cost;
}

/** Machines add a value and the same one scaled in one instruction. */
const isEasyFactor = ({ op, imm }: Inst): boolean =>
  op === "const" && (imm === 3n || imm === 5n || imm === 9n);

/** About in cycles. What is not here stays behind its branch: it could trap, takes long, or has effects. */
const COST: Partial<Record<Op, number>> = {
  const: 0,
  addr: 0,
  user: 0,
  add: 1,
  sub: 1,
  neg: 1,
  not: 1,
  and: 1,
  or: 1,
  xor: 1,
  shl: 1,
  shr: 1,
  sar: 1,
  mul: 3,
  eq: 2,
  ne: 2,
  lt: 2,
  le: 2,
  ult: 2,
  ule: 2,
  select: 2,
};

/** Moves what the arm holds to the end of the block, save for what has a twin there; the arm is empty then. */
function hoist(arm: Block, block: Block, shared?: Shared, replaced?: Replacements): void {
  arm.insts.pop()!.block = undefined;
  for (const inst of arm.insts) {
    const twin = shared?.get(inst);
    if (twin !== undefined && replaced !== undefined) {
      replace(replaced, inst, twin);
      inst.block = undefined;
      continue;
    }
    inst.block = block;
    block.insts.push(inst);
  }
  arm.insts = [];
  arm.preds = [];
  arm.succs = [];
}

/** The value that is `yes` if the condition of the branch is not 0, else `no`. */
function choose(state: State, block: Block, br: Inst, yes: Inst, no: Inst): Inst {
  if (yes === no) return yes;
  const insert = (op: Op, args: Inst[]): Inst => {
    const inst = newInst(state.func, op, args, { pos: br.pos });
    inst.block = block;
    block.insts.push(inst);
    return inst;
  };
  resolveArgs(br);
  const cond = br.args[0]!;
  const step = stepFrom(no, yes);
  if (isFlag(cond)) {
    if (step === 1n) return insert("sub", [no, cond]);
    if (step === -1n) return insert("add", [no, cond]);
    if (isConst(yes, -1n) && isConst(no, 0n)) return cond;
    if (isConst(yes, 1n) && isConst(no, 0n)) return insert("neg", [cond]);
    if (isConst(yes, 0n) && isConst(no, -1n)) return insert("not", [cond]);
    if (isConst(no, 0n) && yes.op !== "const") return insert("and", [yes, cond]);
  } else if (isBit(cond)) {
    if (step === 1n) return insert("add", [no, cond]);
    if (step === -1n) return insert("sub", [no, cond]);
    if (isConst(yes, 1n) && isConst(no, 0n)) return cond;
  }
  return insert("select", [cond, yes, no]);
}

const isConst = ({ op, imm }: Inst, value: bigint): boolean => op === "const" && imm === value;

/** Whether the value can only be 0 or 1. */
const isBit = ({ op, args }: Inst): boolean => op === "and" && isConst(args[1]!, 1n);

/** c where `to` is `from` + c. */
function stepFrom(from: Inst, to: Inst): bigint | undefined {
  return to.op === "add" && to.args[0] === from && to.args[1]!.op === "const" ? to.args[1]!.imm : undefined;
}
