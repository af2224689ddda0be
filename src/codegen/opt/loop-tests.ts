/**
 * Cheaper tests of counted loops. `+loop` asks where the distance to the limit came to lie (frontend/build-ssa.ts):
 * y = index + step - limit, below the step if it came from below (unsigned), not below it if from above. Where the
 * way is a whole number of steps, or its two ends are known, that is a comparison for equality ("linear-function
 * test replacement", Muchnick, 14.1.4).
 *
 * - The step is a power of two (or the negative of one) that divides start - limit: so it does y, and the boundary
 *   is met at y = 0 (or y = step). This is `bounds ... cell +loop`.
 * - Start, step and limit are numbers: so is the index at the end.
 * - The step is from before the loop, of any sign: a second variable counts the distance, from whichever side, and is
 *   past the limit when it is below what was added.
 *
 * All is exact around the ring of 2^64 numbers. Needs licm; leaves the former tests dead.
 */
import { type Induction, inductions, Sum } from "../analysis/induction.ts";
import { inLoop, type Loop, type LoopNest, loopNest } from "../analysis/loops.ts";
import { newInst } from "../ir/builder.ts";
import type { Op } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { preheader } from "./loop-edges.ts";
import { become } from "./rule.ts";

export function improveLoopTests(func: Func): void {
  if (func.blocks.length === 1 || !func.blocks.some(asks)) return;
  const nest = loopNest(func);
  for (const loop of nest.loops) {
    const tests: Inst[] = [];
    for (const block of loop.blocks) {
      if (nest.innermost[block.id] === loop && block.succs.length === 2) collect(block, tests);
    }
    if (tests.length === 0) continue;
    const variables = inductions(loop, nest);
    if (variables.length === 0) continue;
    for (const test of tests) improve({ func, loop, nest, variables }, test);
  }
}

interface Context {
  func: Func;
  loop: Loop;
  nest: LoopNest;
  variables: Induction[];
}

const isUnsigned = ({ op }: Inst): boolean => op === "ult" || op === "ule";

/** Whether a branch of the block could be the test of a `+loop`. */
function asks({ insts, succs }: Block): boolean {
  if (succs.length !== 2) return false;
  const [cond] = insts[insts.length - 1]!.args;
  return isUnsigned(cond!) || cond!.op === "xor" || cond!.op === "eq" || cond!.op === "ne";
}

function collect({ insts }: Block, tests: Inst[]): void {
  const [cond] = insts[insts.length - 1]!.args;
  if (isUnsigned(cond!) || cond!.op === "xor") tests.push(cond!);
  // `br` of a test that is turned around.
  else if ((cond!.op === "eq" || cond!.op === "ne") && cond!.args[0]!.op === "xor")
    tests.push(cond!.args[0]!);
}

function improve(context: Context, test: Inst): void {
  if (test.op === "xor") {
    countDistance(context, test);
    return;
  }
  const [left, right] = test.args as [Inst, Inst];
  const [distance, step] = test.op === "ult" ? [left, right] : [right, left];
  if (step.op !== "const" || step.imm === 0n) return;
  for (const variable of context.variables) {
    if (variable.step.op !== "const" || variable.step.imm !== step.imm) continue;
    const sum = new Sum().add(distance, 1n);
    // The distance is index + step - limit: once the variable, and what the loop does not change.
    if (sum.terms.get(variable.phi) !== 1n) continue;
    sum.terms.delete(variable.phi);
    if (isExact(variable, sum, step.imm)) testExactly(context, test, distance, step);
    else if (isKnown(variable, sum) && leaves(context, test))
      testEnd(context, test, variable, BigInt.asIntN(64, sum.constant));
    return;
  }
}

/** Whether a step that is a power of two divides the distance, whatever way the loop was entered. */
function isExact({ starts }: Induction, rest: Sum, step: bigint): boolean {
  const size = BigInt.asUintN(64, step < 0n ? -step : step);
  if ((size & (size - 1n)) !== 0n) return false;
  for (const start of starts) {
    const sum = new Sum();
    sum.constant = rest.constant;
    for (const [key, count] of rest.terms) sum.terms.set(key, count);
    if (1n << BigInt(sum.add(start, 1n).zeros()) < size) return false;
  }
  return true;
}

/** y below the step means y = 0 for a step up; y not below the step means y = step for a step down. */
function testExactly({ func }: Context, test: Inst, distance: Inst, step: Inst): void {
  const op: Op = (test.op === "ult") === step.imm > 0n ? "eq" : "ne";
  if (step.imm < 0n) become(test, op, [distance, step]);
  else if (distance.op === "sub") become(test, op, distance.args.slice());
  else become(test, op, [distance, constantBefore(func, test, 0n)]);
}

const isKnown = ({ starts }: Induction, rest: Sum): boolean =>
  starts.length === 1 && starts[0]!.op === "const" && [...rest.terms.values()].every((count) => count === 0n);

/** Whether all rounds come to the test last, and the loop is left where the limit is met: there is no second time. */
function leaves({ loop, nest }: Context, test: Inst): boolean {
  const { block } = test;
  const { succs, insts } = block!;
  if (insts[insts.length - 1]!.args[0] !== test) return false;
  const isStepUp = test.args[test.op === "ult" ? 1 : 0]!.imm > 0n;
  const met = (test.op === "ult") === isStepUp ? 0 : 1;
  if (inLoop(succs[met]!, loop, nest)) return false;
  return loop.latches.every(
    (latch) => latch === block || (latch.preds.length === 1 && latch.preds[0] === block),
  );
}

/** The index is compared with what it is at the end; `rest` is step - limit. */
function testEnd({ func }: Context, test: Inst, variable: Induction, rest: bigint): void {
  const start = variable.starts[0]!.imm;
  const step = variable.step.imm;
  // In steps up the first y below the step, in steps down the first not below it: 1 to 2^64 steps on.
  const toLimit = BigInt.asUintN(64, step - rest - start);
  const steps =
    step > 0n
      ? ((toLimit === 0n ? RING : toLimit) + step - 1n) / step
      : ((RING - toLimit) % RING) / -step + 1n;
  const end = start + steps * step;
  become(test, (test.op === "ult") === step > 0n ? "eq" : "ne", [
    variable.next,
    constantBefore(func, test, end),
  ]);
}

const RING = 1n << 64n;

function constantBefore(func: Func, inst: Inst, value: bigint): Inst {
  return insertBefore(func, inst, "const", [], value);
}

function insertBefore(func: Func, inst: Inst, op: Op, args: Inst[], imm = 0n): Inst {
  const block = inst.block!;
  const made = newInst(func, op, args, { imm, pos: inst.pos });
  made.block = block;
  block.insts.splice(block.insts.indexOf(inst), 0, made);
  return made;
}

/** The test with a step of unknown sign: (index + step - limit u< step) xor (step < 0). */
function countDistance({ func, loop, nest, variables }: Context, test: Inst): void {
  const below = test.args.find((arg) => arg.op === "ult");
  const sign = test.args.find((arg) => arg !== below);
  if (below === undefined || sign?.op !== "lt" || sign.args[1]!.op !== "const" || sign.args[1]!.imm !== 0n)
    return;
  const [distance, step] = below.args as [Inst, Inst];
  const variable = variables.find((candidate) => candidate.next === distance.args[0]);
  if (distance.op !== "sub" || variable?.step !== step || sign.args[0] !== step) return;
  const limit = distance.args[1]!;
  if (limit.op !== "const" && inLoop(limit.block!, loop, nest)) return;

  const before = preheader(func, loop, nest);
  const end = before.insts[before.insts.length - 1]!;
  const make = (op: Op, args: Inst[], imm = 0n): Inst => insertBefore(func, end, op, args, imm);
  const entry = loop.header.preds.indexOf(before);
  // For steps down all bits of the distance are turned: it counts up then, too.
  const turn = make("sar", [step, make("const", [], 63n)]);
  const size = make("sub", [make("xor", [step, turn]), turn]);
  const start = variable.phi.args[entry]!;
  const from = limit.op === "const" ? make("const", [], limit.imm) : limit;
  const first = make("xor", [make("sub", [start, from]), turn]);
  const phi = newInst(func, "phi", [], { pos: variable.phi.pos });
  phi.block = loop.header;
  loop.header.phis.push(phi);
  const { next } = variable;
  const counted = newInst(func, "add", [phi, size], { pos: next.pos });
  counted.block = next.block;
  const place = next.block!.insts;
  place.splice(place.indexOf(next) + 1, 0, counted);
  phi.args = loop.header.preds.map((_, i) => (i === entry ? first : counted));
  become(test, "ult", [counted, size]);
}
