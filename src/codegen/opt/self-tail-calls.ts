/**
 * Tail recursion as a loop: a function that calls itself in tail position jumps to its start instead, where
 * phis take the inputs (and in the `stack` convention the stack pointer). A function left without calls of
 * itself can be inlined like any other, so this comes before inlining.
 */
import type { CallGraph } from "../analysis/callgraph.ts";
import { addEdge, newBlock, newInst } from "../ir/builder.ts";
import { type Block, type Func, type Inst, operandOf, type Signature } from "../ir/types.ts";
import { applyReplacements, dropPred, dropUnreachable, type Replacements, replace } from "./rewrite.ts";
import { findTailCall, type TailCall } from "./tail-calls.ts";

export function loopSelfTailCalls(func: Func, calls: CallGraph): void {
  // A jump would not give back what the frame has on a return stack of its own.
  if (!calls.selfRecursive.has(func.symbol) || func.dynamicReturnStack) return;
  const signatures = new Map<string, Signature>([[func.symbol, func.sig]]);
  const found: (TailCall & { block: Block })[] = [];
  for (const block of func.blocks) {
    const tail = findTailCall(func, block, signatures);
    if (tail !== undefined && tail.call.op === "call") found.push({ ...tail, block });
  }
  if (found.length === 0) return;
  const header = func.blocks[0]!;
  const inputs = splitEntry(func, header);
  for (const { call, sp, block } of found) {
    for (const succ of block.succs) dropPred(succ, block);
    block.succs = [];
    for (let inst = block.insts.pop(); inst !== undefined && inst !== call; inst = block.insts.pop()) {
      inst.block = undefined;
    }
    call.block = undefined;
    const jump = newInst(func, "jump", [], { pos: call.pos });
    jump.block = block;
    block.insts.push(jump);
    addEdge(block, header);
    for (const { inst, phi } of inputs)
      phi.args.push(inst.op === "sp" ? sp : call.args[operandOf(func.sig, inst)]!);
  }
  joinInputs(func, inputs);
  dropUnreachable(func);
  calls.sites.set(func.symbol, calls.sites.get(func.symbol)! - found.length);
  if (!callsItself(func)) calls.selfRecursive.delete(func.symbol);
}

interface Input {
  /** The `sp`, `param` or `fparam`. */
  inst: Inst;
  phi: Inst;
}

/** Moves the inputs to a new entry before the old one; each gets a phi for those that change. */
function splitEntry(func: Func, header: Block): Input[] {
  const entry = newBlock(func);
  func.blocks.unshift(func.blocks.pop()!);
  const isInput = ({ op }: Inst): boolean => op === "sp" || op === "param" || op === "fparam";
  entry.insts = header.insts.filter(isInput);
  header.insts = header.insts.filter((inst) => !isInput(inst));
  const jump = newInst(func, "jump", []);
  entry.insts.push(jump);
  for (const inst of entry.insts) inst.block = entry;
  addEdge(entry, header);
  // A `reg` function has the same stack pointer all the way.
  const changing = entry.insts.filter(
    ({ op }) => op !== "jump" && (op !== "sp" || func.sig.convention === "stack"),
  );
  return changing.map((inst) => {
    const phi = newInst(func, "phi", [inst], { pos: inst.pos, type: inst.type });
    phi.block = header;
    header.phis.push(phi);
    return { inst, phi };
  });
}

/** From the header on the phis are the inputs. */
function joinInputs(func: Func, inputs: Input[]): void {
  const replaced: Replacements = { any: false };
  for (const { inst, phi } of inputs) replace(replaced, inst, phi);
  applyReplacements(func, replaced);
  for (const { inst, phi } of inputs) {
    phi.args[0] = inst;
    inst.replacedBy = undefined;
  }
}

const callsItself = (func: Func): boolean =>
  func.blocks.some((block) => block.insts.some((inst) => inst.op === "call" && inst.sym === func.symbol));
