/**
 * Local simplification: constants are folded by the table of ops, and expressions brought to a canonical,
 * never more expensive form: constants on the right, `sub x c` as `add x -c`, added constants gathered
 * and moved into displacements, tests of tests undone, multiplication and division by powers of two as
 * shifts. One walk in reverse postorder, so that operands are final when they are looked at.
 *
 * The rules stand in `simplify-arithmetic.ts` and `simplify-tests.ts`; `rule.ts` says what a rule may do.
 * Leaves dead operands to dce, and branches on constants to the graph simplification.
 */
import { orderBlocks } from "../analysis/dominators.ts";
import { newInst } from "../ir/builder.ts";
import { isNumber, type Op, wrap } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import {
  applyReplacements,
  dropUnreachable,
  endBlock,
  type Replacements,
  replace,
  resolveArgs,
} from "./rewrite.ts";
import { becomeConstant, MAX_DISPLACEMENT, type Outcome, type Rewriter, type Rule } from "./rule.ts";
import { arithmeticRules } from "./simplify-arithmetic.ts";
import { floatRules } from "./simplify-floats.ts";
import { comparisonRules } from "./simplify-tests.ts";

export function simplify(func: Func): void {
  const replaced: Replacements = { any: false };
  const counts = countUses(func);
  let block = func.blocks[0]!;
  /** The block's instructions up to `at`, once they are others than before. */
  let placed: Inst[] | undefined;
  let at = 0;
  let pos = 0;
  const placedSoFar = (): Inst[] => {
    placed ??= block.insts.slice(0, at);
    return placed;
  };
  const isChanged = (): boolean => placed !== undefined;
  const insert = (op: Op, args: Inst[], imm = 0n): Inst => {
    const inst = newInst(func, op, args, { imm, pos });
    inst.block = block;
    placedSoFar().push(inst);
    return inst;
  };
  const rewriter: Rewriter = {
    constant: (value) => insert("const", [], value),
    float: (bits) => insert("fconst", [], bits),
    insert,
    uses: (inst) => counts[inst.id] ?? 1,
  };
  const order = func.blocks.length === 1 ? func.blocks : orderBlocks(func);
  let cut = false;
  for (block of order) {
    // Cut off meanwhile: in a loop without a way in, phis could come to stand for each other.
    if (block.preds.length === 0 && block !== func.blocks[0]) continue;
    if (block.phis.length > 0) simplifyPhis(block, replaced);
    placed = undefined;
    const { insts } = block;
    for (at = 0; at < insts.length; at++) {
      const inst = insts[at]!;
      pos = inst.pos;
      if (inst.args.length > 0) resolveArgs(inst);
      const value = reduce(inst, rewriter);
      if (value !== undefined) {
        placedSoFar();
        replace(replaced, inst, value);
        inst.block = undefined;
      } else if (inst.op === "trapif" && inst.args[0]!.op === "const") {
        const kept = placedSoFar();
        if (inst.args[0]!.imm === 0n) inst.block = undefined;
        else {
          kept.push(inst);
          cut = true;
          break;
        }
      } else if (isChanged()) placedSoFar().push(inst);
    }
    if (isChanged()) block.insts = placedSoFar();
    if (cut) {
      cutAfterTrap(func, block);
      cut = false;
    }
  }
  // Phis of loop headers were seen before what comes along the back edge.
  applyReplacements(func, replaced);
}

function countUses(func: Func): Uint32Array {
  const counts = new Uint32Array(func.nextId);
  for (const block of func.blocks) {
    for (const phi of block.phis) for (const arg of phi.args) counts[arg.id]!++;
    for (const inst of block.insts) for (const arg of inst.args) counts[arg.id]!++;
  }
  return counts;
}

function simplifyPhis(block: Block, replaced: Replacements): void {
  block.phis = block.phis.filter((phi) => {
    resolveArgs(phi);
    const same = phi.args.find((arg) => arg !== phi);
    if (same === undefined || phi.args.some((arg) => arg !== same && arg !== phi)) return true;
    replace(replaced, phi, same);
    phi.block = undefined;
    return false;
  });
}

/** What follows a trap that is always taken is never reached. */
function cutAfterTrap(func: Func, block: Block): void {
  const trap = block.insts[block.insts.length - 1]!;
  endBlock(func, block, "unreachable", [], trap);
  dropUnreachable(func);
}

/** Applies rules until none fits; the value that replaces the instruction, if one does. */
function reduce(inst: Inst, rewriter: Rewriter): Inst | undefined {
  // Each rule makes progress; the bound is against a pair of rules that would undo each other.
  for (let round = 0; round < 16; round++) {
    const outcome = applyRule(inst, rewriter);
    if (outcome !== "again") return outcome;
  }
  return undefined;
}

function applyRule(inst: Inst, rewriter: Rewriter): Outcome {
  const { args } = inst;
  const info = inst.info;
  if (args.length === 0) return undefined;
  if (info.fold !== undefined) {
    if (info.commutes === true && isNumber(args[0]!) && !isNumber(args[1]!)) {
      inst.args = [args[1]!, args[0]!];
      return "again";
    }
    if (args.every(isNumber)) {
      const value = info.fold(args[0]!.imm, args[1]?.imm ?? 0n, args[2]?.imm ?? 0n);
      if (value !== undefined) return becomeConstant(inst, wrap(value));
    }
  } else if (info.imm === "displacement") return foldDisplacement(inst);
  const rule = RULES[inst.op];
  return rule === undefined ? undefined : rule(inst, rewriter);
}

/** `[x + c + d]` for an access at `add x c` with displacement d; bytes cut off need no masking. */
function foldDisplacement(inst: Inst): Outcome {
  const address = inst.args[0]!;
  if (address.op === "add" && address.args[1]!.op === "const") {
    const sum = inst.imm + address.args[1]!.imm;
    if (sum <= MAX_DISPLACEMENT && sum >= -MAX_DISPLACEMENT) {
      inst.imm = sum;
      inst.args[0] = address.args[0]!;
      return "again";
    }
  }
  const bits = STORED_BITS[inst.op];
  const value = inst.args[1];
  if (bits !== undefined && value?.op === "and" && value.args[1]!.op === "const") {
    if (BigInt.asUintN(bits, value.args[1]!.imm) === (1n << BigInt(bits)) - 1n) {
      inst.args[1] = value.args[0]!;
      return "again";
    }
  }
  return undefined;
}

const STORED_BITS: Partial<Record<Op, number>> = { store8: 8, store16: 16, store32: 32 };

const RULES: Partial<Record<Op, Rule>> = { ...arithmeticRules, ...comparisonRules, ...floatRules };
