/**
 * Inlining. Functions come callees first, each already optimized, and a call is replaced by a copy of the
 * callee's blocks if the callee
 *   is small, so that the copy is hardly larger than the call; or
 *   is called only from here and by no token, so that the original goes; or
 *   is a little larger and the call stands in a loop;
 * (where an input that is known counts as so much less)
 * and the caller stays within its budget. A function that can reach itself is not inlined.
 *
 * Before that, `icall` of a known token becomes a direct call. Copies keep the source positions of the
 * callee. A stack pointer is a value like any other, so nothing is special about `stack` callees: `sp`
 * is what is passed, and what `ret` returns is the call's result. What a `tailcall` in the callee says, a
 * call and the callee's return say as well.
 */
import { type CallGraph, type Finished, sizeOf } from "../analysis/callgraph.ts";
import { loopDepth, loopNest } from "../analysis/loops.ts";
import { addEdge, changeOp, copyInst, emptyBlock, newBlock, newInst, terminator } from "../ir/builder.ts";
import { callInMemory, type Make } from "../ir/memory-call.ts";
import { KINDS, OPS } from "../ir/ops.ts";
import { type Block, type Func, type Inst, operandOf, type Signature } from "../ir/types.ts";
import { applyReplacements, dropUnreachable, type Replacements, replace } from "./rewrite.ts";

/** Sizes as `sizeOf` counts them. */
const SMALL = 9;
const SMALL_IN_LOOP = 32;
const CALLED_ONCE = 300;
/** A caller may grow to so much, or by half of what it was. */
const CALLER_LIMIT = 600;

/** An input that is known saves about so much of the copy: what is computed from it alone. */
const KNOWN_INPUT = 2;

/**
 * What is inlined may execute a token it was handed, and what that calls is inlined in its turn; and a call that
 * was not worth it where it stood comes to stand in a loop.
 */
const ROUNDS = 3;

export function inlineCalls(func: Func, calls: CallGraph): void {
  devirtualize(func, calls);
  for (let round = 0; round < ROUNDS; round++) {
    const outcome = inlineOnce(func, calls);
    if (outcome === "nothing" || (!devirtualize(func, calls) && outcome !== "calls in loops")) return;
  }
}

/** What was inlined. */
type Outcome = "nothing" | "something" | "calls in loops";

function inlineOnce(func: Func, calls: CallGraph): Outcome {
  const sites = findSites(func, calls);
  if (sites.length === 0) return "nothing";
  const replaced: Replacements = { any: false };
  let size = -1;
  let limit = 0;
  let outcome: Outcome = "nothing";
  // From the last one on: what is split off behind a call stays short.
  for (let i = sites.length - 1; i >= 0; i--) {
    const { inst, callee, inLoop } = sites[i]!;
    if (!isWorthwhile(inst, callee, inLoop, calls)) continue;
    if (size < 0) {
      size = sizeOf(func);
      limit = Math.max(CALLER_LIMIT, 1.5 * size);
    }
    if (size + callee.size > limit) continue;
    if (isStraight(callee.func)) inlineStraight(func, inst, callee.func, replaced);
    else inlineAt(func, inst, callee.func, replaced);
    size += callee.size;
    if (countCalls(callee.func, calls) && inLoop) outcome = "calls in loops";
    else if (outcome === "nothing") outcome = "something";
  }
  if (outcome !== "nothing") applyReplacements(func, replaced);
  return outcome;
}

interface Site {
  inst: Inst;
  callee: Finished;
  inLoop: boolean;
}

/** Direct calls of functions that are finished and do not reach themselves. */
function findSites(func: Func, calls: CallGraph): Site[] {
  const sites: Site[] = [];
  for (const { insts } of func.blocks) {
    for (let i = 0; i < insts.length; i++) {
      const inst = insts[i]!;
      if (inst.op !== "call") continue;
      const callee = calls.finished.get(inst.sym);
      if (callee?.isInlinable === true) sites.push({ inst, callee, inLoop: false });
    }
  }
  if (sites.length === 0 || func.blocks.length === 1) return sites;
  const nest = loopNest(func);
  for (const site of sites) site.inLoop = loopDepth(nest, site.inst.block!) > 0;
  return sites;
}

function isWorthwhile(call: Inst, callee: Finished, inLoop: boolean, calls: CallGraph): boolean {
  let { size } = callee;
  if (size <= SMALL || (inLoop && size <= SMALL_IN_LOOP)) return true;
  const { symbol } = callee.func;
  if (size <= CALLED_ONCE && calls.sites.get(symbol) === 1 && !calls.external.has(symbol)) return true;
  for (const { op } of call.args) if (op === "const" || op === "addr") size -= KNOWN_INPUT;
  return size <= (inLoop ? SMALL_IN_LOOP : SMALL);
}

/** The call is gone, and the callee's own calls are there once more: whether it has any. */
function countCalls(callee: Func, calls: CallGraph): boolean {
  const count = (symbol: string, by: number): void => {
    calls.sites.set(symbol, (calls.sites.get(symbol) ?? 0) + by);
  };
  count(callee.symbol, -1);
  let any = false;
  for (const { insts } of callee.blocks) {
    for (let i = 0; i < insts.length; i++) {
      const { op, sym } = insts[i]!;
      if (op !== "call" && op !== "tailcall") continue;
      count(sym, 1);
      any = true;
    }
  }
  return any;
}

/** Whether the function is a single block that returns. */
const isStraight = ({ blocks }: Func): boolean =>
  blocks.length === 1 && terminator(blocks[0]!)!.op !== "unreachable";

/** A callee of one block goes right where the call is. */
function inlineStraight(func: Func, call: Inst, callee: Func, replaced: Replacements): void {
  const block = call.block!;
  const from = callee.blocks[0]!;
  const copy = emptyBlock(-1);
  const returns: Return[] = [];
  copyBlock(func, call, from, copy, returns, callee.sig);
  const made = copy.insts;
  for (let i = 0; i < made.length; i++) {
    translateArgs(made[i]!);
    made[i]!.block = block;
  }
  const at = block.insts.lastIndexOf(call);
  let results = 0;
  for (let i = at + 1; block.insts[i]?.op === "proj"; i++) results++;
  call.block = undefined;
  // The jump that stands for the callee's return.
  made.pop();
  const isReg = callee.sig.convention === "reg";
  for (let i = at + 1; i <= at + results; i++) {
    const result = block.insts[i]!;
    replace(replaced, result, twinOf(returns[0]!.values[Number(result.imm) + (isReg ? 1 : 0)]!));
    result.block = undefined;
  }
  forgetTwins(from);
  block.insts.splice(at, 1 + results, ...made);
}

/** Splits the block at the call and puts a copy of the callee in between: gives the blocks of the copy. */
export function inlineAt(func: Func, call: Inst, callee: Func, replaced: Replacements): Block[] {
  const before = call.block!;
  const at = before.insts.lastIndexOf(call);
  const results = before.insts.slice(at + 1).filter((inst) => inst.op === "proj" && inst.args[0] === call);
  const after = splitAfter(func, before, at, results.length);
  call.block = undefined;

  const copies: Block[] = callee.blocks.map(() => newBlock(func));
  const blockOf: Block[] = new Array(callee.nextBlock);
  for (let b = 0; b < copies.length; b++) blockOf[callee.blocks[b]!.id] = copies[b]!;
  const returns: Return[] = [];
  for (let b = 0; b < copies.length; b++)
    copyBlock(func, call, callee.blocks[b]!, copies[b]!, returns, callee.sig);
  // Operands may come later in the text than their uses: all copies exist now.
  for (let b = 0; b < copies.length; b++) {
    const { preds, succs } = callee.blocks[b]!;
    const copy = copies[b]!;
    for (const pred of preds) copy.preds.push(blockOf[pred.id]!);
    for (const succ of succs) copy.succs.push(blockOf[succ.id]!);
    for (const inst of copy.phis) translateArgs(inst);
    for (const inst of copy.insts) translateArgs(inst);
  }
  for (const { values } of returns) for (let i = 0; i < values.length; i++) values[i] = twinOf(values[i]!);
  for (const block of callee.blocks) forgetTwins(block);
  const entry = copies[0]!;
  const jump = newInst(func, "jump", [], { pos: call.pos });
  jump.block = before;
  before.insts.push(jump);
  addEdge(before, entry);
  const isReg = callee.sig.convention === "reg";
  for (const { from } of returns) addEdge(from, after);
  for (const result of results) {
    const index = Number(result.imm) + (isReg ? 1 : 0);
    const values = returns.map(({ values }) => values[index]!);
    const value =
      values.length === 1 ? values[0]! : newInst(func, "phi", values, { pos: call.pos, type: result.type });
    if (values.length !== 1) {
      value.block = after;
      after.phis.push(value);
    }
    replace(replaced, result, value);
    result.block = undefined;
  }
  if (returns.length === 0) dropUnreachable(func);
  return copies;
}

/** The function as it is, with a life of its own. */
export function copyOf(func: Func): Func {
  const copy: Func = { ...func, blocks: [], nextId: 0, nextBlock: 0 };
  const blockOf: Block[] = new Array(func.nextBlock);
  for (const block of func.blocks) blockOf[block.id] = newBlock(copy);
  for (const block of func.blocks) {
    const twin = blockOf[block.id]!;
    const copyInto = (from: Inst[], to: Inst[]): void => {
      for (const inst of from) {
        const made = copyInst(copy, inst);
        made.block = twin;
        inst.replacedBy = made;
        to.push(made);
      }
    };
    copyInto(block.phis, twin.phis);
    copyInto(block.insts, twin.insts);
    for (const pred of block.preds) twin.preds.push(blockOf[pred.id]!);
    for (const succ of block.succs) twin.succs.push(blockOf[succ.id]!);
  }
  for (const { phis, insts } of copy.blocks) {
    for (const inst of phis) translateArgs(inst);
    for (const inst of insts) translateArgs(inst);
  }
  for (const block of func.blocks) forgetTwins(block);
  return copy;
}

/** While a callee is copied its instructions are replaced by their copies, in a manner of speaking. */
const twinOf = (inst: Inst): Inst => inst.replacedBy ?? inst;

function translateArgs({ args }: Inst): void {
  for (let i = 0; i < args.length; i++) args[i] = twinOf(args[i]!);
}

function forgetTwins({ phis, insts }: Block): void {
  for (const inst of phis) inst.replacedBy = undefined;
  for (const inst of insts) inst.replacedBy = undefined;
}

/** Where the callee returns, with the operands of its `ret`. */
interface Return {
  from: Block;
  values: Inst[];
}

/** A new block takes what follows the call and its results, and the edges. */
function splitAfter(func: Func, block: Block, at: number, results: number): Block {
  const after = newBlock(func);
  after.insts = block.insts.splice(at).slice(1 + results);
  for (const inst of after.insts) inst.block = after;
  after.succs = block.succs;
  block.succs = [];
  for (const succ of after.succs) {
    const edge = succ.preds.indexOf(block);
    succ.preds[edge] = after;
  }
  return after;
}

/** By number of the op: what means something else in the caller. */
const INLINED: ("pointer" | "input" | "return" | "tail call" | undefined)[] = [];
INLINED[OPS.sp.number] = "pointer";
for (const op of ["param", "fparam"] as const) INLINED[OPS[op].number] = "input";
INLINED[OPS.ret.number] = "return";
for (const op of ["tailcall", "tailicall"] as const) INLINED[OPS[op].number] = "tail call";

/** Copies with the callee's operands; `twinOf` tells what they become when all copies are there. */
function copyBlock(
  func: Func,
  call: Inst,
  block: Block,
  copy: Block,
  returns: Return[],
  sig: Signature,
): void {
  const put = (inst: Inst): void => {
    inst.block = copy;
    copy.insts.push(inst);
  };
  for (const phi of block.phis) {
    const twin = copyInst(func, phi);
    twin.block = copy;
    copy.phis.push(twin);
    phi.replacedBy = twin;
  }
  for (const inst of block.insts) {
    switch (INLINED[inst.info.number]) {
      case "pointer":
        inst.replacedBy = call.args[0]!;
        break;
      case "input":
        inst.replacedBy = call.args[operandOf(sig, inst)]!;
        break;
      case "return":
        returns.push({ from: copy, values: inst.args.slice() });
        put(newInst(func, "jump", [], { pos: inst.pos }));
        break;
      case "tail call":
        returns.push({ from: copy, values: callAgain(func, inst, call, sig, put) });
        put(newInst(func, "jump", [], { pos: inst.pos }));
        break;
      default: {
        const twin = copyInst(func, inst);
        twin.block = copy;
        copy.insts.push(twin);
        inst.replacedBy = twin;
      }
    }
  }
}

/** A tail call as a call with the results of the one that is replaced; gives what `ret` would return. */
function callAgain(
  func: Func,
  tail: Inst,
  replacedCall: Inst,
  sig: Signature,
  put: (inst: Inst) => void,
): Inst[] {
  const op = tail.op === "tailcall" ? "call" : "icall";
  const { sym, pos, args } = tail;
  const call = newInst(func, op, args.slice(), { sym, pos, imm: replacedCall.imm });
  put(call);
  const results: Inst[] = [];
  const isReg = sig.convention === "reg";
  for (let i = 0n; i < replacedCall.imm; i++) {
    const type = isReg && i >= sig.outs ? "f64" : "i64";
    const proj = newInst(func, "proj", [call], { imm: i, pos, type });
    put(proj);
    results.push(proj);
  }
  // A `stack` function returns the pointer alone, which is its call's result.
  return isReg ? [args[0]!, ...results] : results;
}

/**
 * `icall` of a token that is named is a call of its function; a `reg` one finds its inputs in memory. Whether there
 * was one.
 */
function devirtualize(func: Func, calls: CallGraph): boolean {
  if ((func.kinds & KINDS.execute) === 0) return false;
  let changed = false;
  for (const block of func.blocks) {
    for (let i = 0; i < block.insts.length; i++) {
      const inst = block.insts[i]!;
      if (inst.op !== "icall") continue;
      const target = inst.args[1]!;
      if (target.op !== "addr" || target.imm !== 0n) continue;
      const callee = calls.byToken.get(target.sym);
      if (callee === undefined) continue;
      changed = true;
      calls.sites.set(callee.symbol, (calls.sites.get(callee.symbol) ?? 0) + 1);
      if (callee.sig.convention === "stack") {
        changeOp(inst, "call");
        inst.sym = callee.symbol;
        inst.args = [inst.args[0]!];
      } else i = callThroughMemory(func, block, i, callee);
    }
  }
  return changed;
}

/** Loads the inputs, calls, stores the outputs; gives the index of the last instruction of it. */
function callThroughMemory(func: Func, block: Block, at: number, callee: Func): number {
  const icall = block.insts[at]!;
  const sp = icall.args[0]!;
  const result = block.insts[at + 1]?.op === "proj" ? block.insts[at + 1] : undefined;
  const made: Inst[] = [];
  const make: Make = (op, args, options) => {
    const inst = newInst(func, op, args, { ...options, pos: icall.pos });
    inst.block = block;
    made.push(inst);
    return inst;
  };
  const back = callInMemory(callee.symbol, callee.sig, sp, true, make)!;
  icall.block = undefined;
  if (result !== undefined) {
    // The result itself becomes the pointer, so that its users need not be found.
    const zero = make("const", []);
    changeOp(result, "add");
    result.args = [back, zero];
    result.imm = 0n;
    made.push(result);
  }
  block.insts.splice(at, result === undefined ? 1 : 2, ...made);
  return at + made.length - 1;
}
