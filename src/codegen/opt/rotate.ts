/**
 * Loop inversion: a loop whose test stands at its head becomes one with the test at its end, entered only
 * where a copy of the test lets it (Muchnick, "Advanced Compiler Design and Implementation", 18.5; "loop header
 * copying" of GCC). A round then takes one jump, and the body is known to run: what it computes in every
 * round may move before the loop.
 *
 * Needs a loop whose head may leave it, and whose rounds all end with a jump to the head, which is small. The
 * copy takes the way in; what both heads define is brought back to SSA form afterwards. For constants
 * the copy decides itself in the passes that follow.
 */
import { inLoop, type Loop, type LoopNest, loopNest } from "../analysis/loops.ts";
import { copyInst, newBlock } from "../ir/builder.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { splitEdges } from "./loop-edges.ts";
import { repairSsa, type Variable } from "./repair-ssa.ts";

/** Instructions of a head that is worth copying. */
const MAX_HEAD = 12;

export function rotateLoops(func: Func): void {
  if (func.blocks.length === 1) return;
  if (!func.blocks.some(mayBeHead)) return;
  const nest = loopNest(func);
  const variables: Variable[] = [];
  for (const loop of nest.loops) {
    const body = bodyOf(loop, nest);
    if (body === undefined) continue;
    // The body's first block is the head from now on: of this loop only.
    if (body.preds.length > 1) splitEdges(func, body, (pred) => pred === loop.header);
    rotate(func, loop, variables);
  }
  repairSsa(func, variables);
}

/** What shows without the loops: a counted loop, with its test at the end, is none. */
function mayBeHead({ preds, insts, succs }: Block): boolean {
  if (succs.length !== 2 || preds.length < 2 || insts.length > MAX_HEAD) return false;
  return preds.some((pred) => pred.succs.length === 1);
}

/** Where the head of a loop that can be inverted leads on in the loop. */
function bodyOf(loop: Loop, nest: LoopNest): Block | undefined {
  const { header, latches } = loop;
  const { insts, succs } = header;
  if (succs.length !== 2 || insts.length > MAX_HEAD || header.preds.length === latches.length)
    return undefined;
  const inside = succs.filter((succ) => inLoop(succ, loop, nest));
  if (inside.length !== 1 || latches.some((latch) => latch.succs.length > 1)) return undefined;
  return insts.every(({ info }) => info.effect !== "call") ? inside[0] : undefined;
}

function rotate(func: Func, { header, latches }: Loop, variables: Variable[]): void {
  const copy = newBlock(func);
  const copies = new Map<Inst, Inst>();
  const isBack = header.preds.map((pred) => latches.includes(pred));
  for (const phi of header.phis) copies.set(phi, takeEntries(func, copy, phi, isBack));
  for (const pred of header.preds.filter((_, i) => !isBack[i])) {
    copy.preds.push(pred);
    for (let s = 0; s < pred.succs.length; s++) if (pred.succs[s] === header) pred.succs[s] = copy;
  }
  header.preds = header.preds.filter((_, i) => isBack[i]);
  for (const inst of header.insts) {
    const twin = copyInst(func, inst);
    for (let k = 0; k < twin.args.length; k++) twin.args[k] = copies.get(twin.args[k]!) ?? twin.args[k]!;
    twin.block = copy;
    copy.insts.push(twin);
    if (inst.type !== "none") copies.set(inst, twin);
  }
  for (const succ of header.succs) {
    const edge = succ.preds.indexOf(header);
    copy.succs.push(succ);
    succ.preds.push(copy);
    for (const phi of succ.phis) {
      const value = phi.args[edge]!;
      phi.args.push(copies.get(value) ?? value);
    }
  }
  for (const [value, twin] of copies) {
    variables.push({
      value,
      defs: [
        { block: header, value },
        { block: copy, value: twin },
      ],
    });
  }
}

/** Takes the operands of the ways in from a phi of the head, for a phi of the copy. */
function takeEntries(func: Func, copy: Block, phi: Inst, isBack: readonly boolean[]): Inst {
  const entries = phi.args.filter((_, i) => !isBack[i]);
  phi.args = phi.args.filter((_, i) => isBack[i]);
  const twin = copyInst(func, phi);
  twin.args = entries;
  twin.block = copy;
  copy.phis.push(twin);
  return twin;
}
