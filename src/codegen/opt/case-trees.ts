/**
 * A chain of comparisons of one value with constants, as `case ... of ... endof endcase` makes it, becomes a
 * balanced tree: half of what is left goes with each test (Sale, "The Implementation of Case Statements in Pascal",
 * 1981). Constants that follow each other need no test for equality at the leaves, where nothing else is left.
 *
 * Short chains stay: they often begin with the most frequent case, and their branches are predicted one by one.
 *
 * The blocks of a chain hold nothing but their tests, which move to its beginning for those who use them too, and go if nobody does; the
 * edges to the arms keep their places, and the default gets further ones.
 */
import { emptyBlock, newInst } from "../ir/builder.ts";
import type { Op } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { eliminateDeadCode } from "./dce.ts";

/** A tree of so many cases takes half as many tests as the chain in the mean. */
const MIN_CASES = 8;

interface Case {
  value: bigint;
  /** The block of the chain with the test, and where it leads. */
  from: Block;
  arm: Block;
}

interface Chain {
  head: Block;
  tested: Inst;
  cases: Case[];
  /** All blocks, those of repeated constants, too. */
  blocks: Block[];
  otherwise: Block;
  /** The phi operands along the edge to `otherwise`. */
  operands: Inst[];
}

export function growCaseTrees(func: Func): void {
  if (func.blocks.length < 2 * MIN_CASES) return;
  if (!replaceChains(func, func.blocks.slice())) return;
  func.blocks = func.blocks.filter((block) => block.insts.length > 0);
  eliminateDeadCode(func);
}

/** Whether there were any. (Not in `growCaseTrees`: see "Speed of the compiler" in docs/architecture.md.) */
function replaceChains(func: Func, blocks: readonly Block[]): boolean {
  let changed = false;
  for (const block of blocks) {
    const chain = block.succs.length === 2 ? chainFrom(block) : undefined;
    if (chain === undefined || chain.cases.length < MIN_CASES) continue;
    if (chain.cases.some(({ arm }) => arm === chain.otherwise)) continue;
    replaceChain(func, chain);
    changed = true;
  }
  return changed;
}

interface Test {
  tested: Inst;
  value: bigint;
  arm: Block;
  next: Block;
}

/** What the block's branch tests for equality: `known`, or any value if that is not given. */
function testOf(block: Block, known: Inst | undefined): Test | undefined {
  const br = block.insts[block.insts.length - 1]!;
  if (br.op !== "br" || block.succs[0] === block.succs[1]) return undefined;
  const cond = br.args[0]!;
  const [yes, no] = block.succs as [Block, Block];
  if ((cond.op === "eq" || cond.op === "ne") && cond.args[1]!.op === "const") {
    const tested = cond.args[0]!;
    if (known !== undefined && tested !== known) return undefined;
    const value = cond.args[1]!.imm;
    return cond.op === "eq" ? { tested, value, arm: yes, next: no } : { tested, value, arm: no, next: yes };
  }
  // A value that is not 0 takes the first arm.
  if (known !== undefined && cond !== known) return undefined;
  return { tested: cond, value: 0n, arm: no, next: yes };
}

function chainFrom(head: Block): Chain | undefined {
  let test = testOf(head, undefined);
  if (test === undefined) return undefined;
  const { tested } = test;
  // Most tests are no part of a chain.
  if (!canContinue(test.next) || testOf(test.next, tested) === undefined) return undefined;
  if (isMiddle(head)) return undefined;
  const chain: Chain = { head, tested, cases: [], blocks: [], otherwise: test.next, operands: [] };
  const seen = new Set<bigint>();
  for (let block = head; test !== undefined; ) {
    // The first of equal constants is meant: what comes behind it is for the default.
    if (seen.has(test.value)) break;
    chain.blocks.push(block);
    seen.add(test.value);
    chain.cases.push({ value: test.value, from: block, arm: test.arm });
    const next: Block = test.next;
    chain.otherwise = next;
    if (!canContinue(next)) break;
    test = testOf(next, tested);
    block = next;
  }
  const last = chain.blocks[chain.blocks.length - 1]!;
  const edge = chain.otherwise.preds.indexOf(last);
  chain.operands = chain.otherwise.phis.map((phi) => phi.args[edge]!);
  return chain;
}

/** Whether a chain that begins further up has the block. */
function isMiddle(block: Block): boolean {
  if (!canContinue(block)) return false;
  const before = testOf(block.preds[0]!, undefined);
  return before !== undefined && before.next === block && testOf(block, before.tested) !== undefined;
}

/** One way in, constants and comparisons for equality, and the branch. */
function canContinue({ insts, phis, preds }: Block): boolean {
  if (preds.length !== 1 || phis.length > 0) return false;
  for (let i = 0; i < insts.length - 1; i++) {
    const { op } = insts[i]!;
    if (op !== "const" && op !== "eq" && op !== "ne") return false;
  }
  return true;
}

function replaceChain(func: Func, chain: Chain): void {
  const { head, cases, blocks } = chain;
  const br = head.insts.pop()!;
  for (const block of blocks) {
    if (block === head) continue;
    block.insts.pop()!.block = undefined;
    for (const inst of block.insts) {
      inst.block = head;
      head.insts.push(inst);
    }
    block.insts = [];
    block.preds = [];
    block.succs = [];
  }
  br.block = undefined;
  head.succs = [];
  const last = blocks[blocks.length - 1]!;
  const builder = new TreeBuilder(func, chain, br.pos, chain.otherwise.preds.indexOf(last));
  cases.sort((a, b) => (a.value < b.value ? -1 : 1));
  builder.grow(head, 0, cases.length, -(1n << 63n), (1n << 63n) - 1n);
}

class TreeBuilder {
  private readonly func: Func;
  private readonly chain: Chain;
  private readonly pos: number;
  /** Place of the edge to the default, which the first that leads there takes over; -1 after that. */
  private free: number;

  constructor(func: Func, chain: Chain, pos: number, free: number) {
    this.func = func;
    this.chain = chain;
    this.pos = pos;
    this.free = free;
  }

  /** Ends the block with what tells the cases from `begin` to `end` apart; the value is within `lo` and `hi`. */
  grow(block: Block, begin: number, end: number, lo: bigint, hi: bigint): void {
    const first = this.chain.cases[begin]!;
    if (end - begin === 1 && lo === hi) {
      this.put(block, "jump", []);
      this.toArm(block, first);
    } else if (end - begin <= 2) {
      this.put(block, "br", [this.compare(block, "eq", first.value)]);
      this.toArm(block, first);
      if (end - begin === 1) this.toDefault(block);
      else this.grow(this.child(block), begin + 1, end, lo === first.value ? lo + 1n : lo, hi);
    } else {
      const middle = (begin + end) >> 1;
      const { value } = this.chain.cases[middle]!;
      this.put(block, "br", [this.compare(block, "lt", value)]);
      const below = this.child(block);
      const above = this.child(block);
      this.grow(below, begin, middle, lo, value - 1n);
      this.grow(above, middle, end, value, hi);
    }
  }

  private put(block: Block, op: Op, args: Inst[], imm = 0n): Inst {
    const inst = newInst(this.func, op, args, { pos: this.pos, imm });
    inst.block = block;
    block.insts.push(inst);
    return inst;
  }

  private compare(block: Block, op: Op, value: bigint): Inst {
    return this.put(block, op, [this.chain.tested, this.put(block, "const", [], value)]);
  }

  private child(block: Block): Block {
    const child = emptyBlock(this.func.nextBlock++);
    child.preds = [block];
    this.func.blocks.push(child);
    block.succs.push(child);
    return child;
  }

  private toArm(block: Block, { from, arm }: Case): void {
    block.succs.push(arm);
    arm.preds[arm.preds.indexOf(from)] = block;
  }

  private toDefault(block: Block): void {
    const { otherwise, operands } = this.chain;
    block.succs.push(otherwise);
    if (this.free >= 0) {
      otherwise.preds[this.free] = block;
      this.free = -1;
      return;
    }
    otherwise.preds.push(block);
    for (let i = 0; i < operands.length; i++) otherwise.phis[i]!.args.push(operands[i]!);
  }
}
