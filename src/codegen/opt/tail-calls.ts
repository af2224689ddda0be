/**
 * Tail calls: a call whose results are exactly what the function returns becomes a jump. Mandatory, at
 * every level: `: f recurse ;` must not use return stack.
 *
 * A call is in tail position if only instructions without effects follow on the way to a `ret`, through
 * any number of jumps (the joins of `if ... else ... then`), and the `ret` returns the call's results in
 * order. Phis on the way are read along the edge taken. The conventions must agree: see `tailcall` in
 * ops.ts. The stack pointer must agree too:
 *   stack  what is returned is what the callee returns, as its `proj` or computed from its known effect
 *   reg    a callee leaves the pointer as it got it, so it gets the one that is to be returned
 */
import { rootOf } from "../analysis/address.ts";
import { KINDS } from "../ir/ops.ts";
import type { Block, Func, Inst, Module, Signature } from "../ir/types.ts";
import { dropUnreachable, endBlock } from "./rewrite.ts";

export function makeTailCalls(module: Module): void {
  const signatures = new Map(module.functions.map((func) => [func.symbol, func.sig]));
  for (const func of module.functions) {
    if ((func.kinds & KINDS.call) === 0) continue;
    let changed = false;
    for (const block of func.blocks) {
      const call = findTailCall(func, block, signatures);
      if (call === undefined) continue;
      replaceByTailCall(func, block, call);
      changed = true;
    }
    if (changed) dropUnreachable(func);
  }
}

export interface TailCall {
  call: Inst;
  /** The stack pointer to hand over. */
  sp: Inst;
}

/** The call in tail position that ends the block, if there is one. */
export function findTailCall(
  func: Func,
  block: Block,
  signatures: ReadonlyMap<string, Signature>,
): TailCall | undefined {
  const call = lastEffect(block);
  if (call === undefined) return undefined;
  const callee = signatureOf(call, signatures);
  if (callee === undefined || callee.convention !== func.sig.convention) return undefined;
  const returned = returnedFrom(block)?.values;
  if (returned === undefined) return undefined;

  if (callee.convention === "stack") {
    return returnsPointer(returned[0]!, call, callee) ? { call, sp: call.args[0]! } : undefined;
  }
  const { outs, fouts } = func.sig;
  if (callee.outs !== outs || callee.fouts !== fouts) return undefined;
  for (let i = 0; i < outs + fouts; i++) {
    const output = returned[1 + i]!;
    if (output.op !== "proj" || output.args[0] !== call || output.imm !== BigInt(i)) return undefined;
  }
  const sp = returned[0]!;
  // Computed after the call it may be, but only from what is known before.
  if (sp === call.args[0]) return { call, sp };
  return isDefinedBefore(sp, call) ? { call, sp } : undefined;
}

/** The last instruction before the terminator that has effects, if it is a call we can turn. */
export function lastEffect(block: Block): Inst | undefined {
  for (let i = block.insts.length - 2; i >= 0; i--) {
    const inst = block.insts[i]!;
    if (inst.info.isRemovable) continue;
    return inst.op === "call" || inst.op === "icall" ? inst : undefined;
  }
  return undefined;
}

/** An execution token runs in the `stack` convention with an effect nobody knows. */
function signatureOf(call: Inst, signatures: ReadonlyMap<string, Signature>): Signature | undefined {
  if (call.op === "icall") return { convention: "stack", ins: -1, outs: -1, fins: 0, fouts: 0 };
  return signatures.get(call.sym);
}

/** The way from a block to a `ret` through jumps, without effects. */
interface Path {
  /** The operands of the `ret`, as they are on that path. */
  values: Inst[];
  /** The blocks after the first. */
  blocks: Block[];
  /** What a phi on the way is. */
  resolve(inst: Inst): Inst;
}

export function returnedFrom(start: Block): Path | undefined {
  const renamed = new Map<Inst, Inst>();
  const resolve = (inst: Inst): Inst => renamed.get(inst) ?? inst;
  const blocks: Block[] = [];
  let block = start;
  for (let steps = 0; steps < 64; steps++) {
    const end = block.insts[block.insts.length - 1]!;
    if (end.op === "ret") return { values: end.args.map(resolve), blocks, resolve };
    if (end.op !== "jump") return undefined;
    const next = block.succs[0]!;
    const edge = next.preds.indexOf(block);
    // Read all operands before any phi is renamed: they are assigned at once.
    const incoming = next.phis.map((phi) => resolve(phi.args[edge]!));
    for (let i = 0; i < incoming.length; i++) renamed.set(next.phis[i]!, incoming[i]!);
    for (const inst of next.insts) if (!inst.info.isRemovable && inst.info.effect !== "end") return undefined;
    blocks.push(next);
    block = next;
  }
  return undefined;
}

function returnsPointer(returned: Inst, call: Inst, callee: Signature): boolean {
  if (returned.op === "proj" && returned.args[0] === call) return true;
  if (callee.ins < 0) return false;
  const back = rootOf(returned);
  const passed = rootOf(call.args[0]!);
  return back.root === passed.root && back.offset === passed.offset + 8 * (callee.ins - callee.outs);
}

/** Defined in another block (which dominates the call's, as the value is known at its end) or above. */
function isDefinedBefore(value: Inst, call: Inst): boolean {
  const block = call.block!;
  if (value.op === "phi" || value.block !== block) return reaches(value, block);
  return block.insts.indexOf(value) < block.insts.indexOf(call);
}

/** A value of a block on the way to the `ret` is not known at the call. */
function reaches(value: Inst, from: Block): boolean {
  let block = from;
  for (let steps = 0; steps < 64 && block.succs.length === 1; steps++) {
    block = block.succs[0]!;
    if (value.block === block && block !== from) return false;
  }
  return true;
}

function replaceByTailCall(func: Func, block: Block, { call, sp }: TailCall): void {
  const args = [sp, ...call.args.slice(1)];
  for (let inst = block.insts.pop(); inst !== undefined && inst !== call; inst = block.insts.pop()) {
    inst.block = undefined;
  }
  call.block = undefined;
  endBlock(func, block, call.op === "icall" ? "tailicall" : "tailcall", args, call);
}
