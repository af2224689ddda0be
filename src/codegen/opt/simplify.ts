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
import { isNumber, OPS, type Op, wrap } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import {
  applyReplacements,
  applyToPhis,
  dropTrivialPhis,
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
  new Simplifier(func).run();
}

class Simplifier implements Rewriter {
  private readonly func: Func;
  private readonly replaced: Replacements = { any: false };
  /** By instruction id: how often it was used at first. */
  private readonly counts: Uint32Array;
  private readonly counted: number;
  private block: Block;
  /** The block's instructions up to `at`, once they are others than before. */
  private placed: Inst[] | undefined;
  private at = 0;
  private pos = 0;

  constructor(func: Func) {
    this.func = func;
    this.counts = countUses(func);
    this.counted = func.nextId;
    this.block = func.blocks[0]!;
  }

  run(): void {
    const { func, replaced } = this;
    const order = orderBlocks(func);
    const isWhole = order.length === func.blocks.length;
    for (const block of order) {
      // Cut off meanwhile: in a loop without a way in, phis could come to stand for each other.
      if (block.preds.length === 0 && block !== func.blocks[0]) continue;
      if (block.phis.length > 0) dropTrivialPhis(block, replaced);
      this.block = block;
      this.placed = undefined;
      if (this.simplifyBlock(block)) cutAfterTrap(func, block);
    }
    if (isWhole) applyToPhis(order, replaced);
    else applyReplacements(func, replaced);
  }

  /** Whether nothing behind the block's last trap is ever reached. */
  private simplifyBlock(block: Block): boolean {
    const { replaced } = this;
    const { insts } = block;
    let cut = false;
    for (let i = 0; i < insts.length && !cut; i++) {
      const inst = insts[i]!;
      if (inst.args.length === 0) {
        if (this.placed !== undefined) this.placed.push(inst);
        continue;
      }
      if (replaced.any) resolveArgs(inst);
      this.at = i;
      const value = REDUCED[inst.info.number] === true ? this.reduce(inst) : undefined;
      if (value !== undefined) {
        this.placedSoFar();
        replace(replaced, inst, value);
        inst.block = undefined;
      } else if (inst.op === "trapif" && inst.args[0]!.op === "const") {
        const kept = this.placedSoFar();
        cut = inst.args[0]!.imm !== 0n;
        if (cut) kept.push(inst);
        else inst.block = undefined;
      } else if (this.placed !== undefined) this.placed.push(inst);
    }
    if (this.placed !== undefined) block.insts = this.placed;
    return cut;
  }

  /** Applies rules until none fits; the value that replaces the instruction, if one does. */
  private reduce(inst: Inst): Inst | undefined {
    this.pos = inst.pos;
    // Each rule makes progress; the bound is against a pair of rules that would undo each other.
    for (let round = 0; round < 16; round++) {
      const outcome = applyRule(inst, this);
      if (outcome !== "again") return outcome;
    }
    return undefined;
  }

  private placedSoFar(): Inst[] {
    this.placed ??= this.block.insts.slice(0, this.at);
    return this.placed;
  }

  // ---- For the rules

  constant(value: bigint): Inst {
    return this.place(newInst(this.func, "const", [], { imm: value, pos: this.pos }));
  }

  float(bits: bigint): Inst {
    return this.place(newInst(this.func, "fconst", [], { imm: bits, pos: this.pos }));
  }

  insert(op: Op, args: Inst[]): Inst {
    return this.place(newInst(this.func, op, args, { pos: this.pos }));
  }

  private place(inst: Inst): Inst {
    inst.block = this.block;
    this.placedSoFar().push(inst);
    return inst;
  }

  uses({ id }: Inst): number {
    return id < this.counted ? this.counts[id]! : 1;
  }
}

/** One table for all functions: to make one takes as long as to fill it. */
let counts = new Uint32Array(1024);

function countUses({ blocks, nextId }: Func): Uint32Array {
  if (nextId > counts.length) counts = new Uint32Array(2 * nextId);
  else counts.fill(0, 0, nextId);
  const table = counts;
  for (const block of blocks) {
    for (const { args } of block.phis) for (let i = 0; i < args.length; i++) table[args[i]!.id]!++;
    for (const { args } of block.insts) for (let i = 0; i < args.length; i++) table[args[i]!.id]!++;
  }
  return table;
}

/** What follows a trap that is always taken is never reached. */
function cutAfterTrap(func: Func, block: Block): void {
  const trap = block.insts[block.insts.length - 1]!;
  endBlock(func, block, "unreachable", [], trap);
  dropUnreachable(func);
}

function applyRule(inst: Inst, rewriter: Rewriter): Outcome {
  const { args, info } = inst;
  if (args.length === 0) return undefined;
  if (info.fold !== undefined) {
    if (args[0]!.info.isNumber) {
      if (info.commutes && !args[1]!.info.isNumber) {
        inst.args = [args[1]!, args[0]!];
        return "again";
      }
      if (args.every(isNumber)) {
        const value = info.fold(args[0]!.imm, args[1]?.imm ?? 0n, args[2]?.imm ?? 0n);
        if (value !== undefined) return becomeConstant(inst, wrap(value));
      }
    }
  } else if (info.imm === "displacement") return foldDisplacement(inst);
  const rule = RULES[info.number];
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

const BY_OP: Partial<Record<Op, Rule>> = { ...arithmeticRules, ...comparisonRules, ...floatRules };

/** By number of the op: its rule, and whether there is anything at all to be done with it. */
const RULES: (Rule | undefined)[] = [];
const REDUCED: boolean[] = [];
for (const op in OPS) {
  const { number, fold, imm } = OPS[op as Op];
  RULES[number] = BY_OP[op as Op];
  REDUCED[number] = RULES[number] !== undefined || fold !== undefined || imm === "displacement";
}
