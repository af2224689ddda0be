/**
 * Construction of IR: functions, blocks, instructions, edges. The only place where instructions are
 * made, so that ids stay dense and `preds`/`succs` stay each other's mirror.
 */
import { OPS, type Op, type OpFacts, wrap } from "./ops.ts";
import type { Block, Func, Inst, Signature, Type } from "./types.ts";

/** Of most instructions: one for all of them. */
const ZERO = 0n;

export interface InstOptions {
  imm?: bigint | undefined;
  sym?: string;
  pos?: number;
  /** Only for a `phi` or `proj` of floats: every other op has its type in the table. */
  type?: Type;
}

export function newFunc(symbol: string, name: string, sig: Signature): Func {
  return { symbol, name, sig, blocks: [], nextId: 0, nextBlock: 0, kinds: 0, dynamicReturnStack: false };
}

/** A block that is in no function yet. */
export const emptyBlock = (id: number): Block => ({ id, phis: [], insts: [], preds: [], succs: [] });

export function newBlock(func: Func): Block {
  const block = emptyBlock(func.nextBlock++);
  func.blocks.push(block);
  return block;
}

/** A new instruction that is in no block yet. */
export function newInst(func: Func, op: Op, args: Inst[], options: InstOptions = {}): Inst {
  const info = OPS[op];
  func.kinds |= info.kinds;
  return {
    id: func.nextId++,
    op,
    info,
    type: options.type ?? info.type,
    args,
    imm: options.imm === undefined ? ZERO : wrap(options.imm),
    sym: options.sym ?? "",
    pos: options.pos ?? 0,
    block: undefined,
    replacedBy: undefined,
  };
}

/** A twin with the same operands (in an array of its own), in no block yet. */
export function copyInst(func: Func, inst: Inst): Inst {
  const { op, info, type, imm, sym, pos } = inst;
  func.kinds |= info.kinds;
  return {
    id: func.nextId++,
    op,
    info,
    type,
    args: inst.args.slice(),
    imm,
    sym,
    pos,
    block: undefined,
    replacedBy: undefined,
  };
}

/** Makes it an instruction of another op, whose result has the same type and which is of no further kind. */
export function changeOp(inst: Inst, op: Op): void {
  const changed = inst as { op: Op; info: OpFacts };
  changed.op = op;
  changed.info = OPS[op];
}

export function append(func: Func, block: Block, op: Op, args: Inst[], options: InstOptions = {}): Inst {
  const inst = newInst(func, op, args, options);
  inst.block = block;
  if (op === "phi") block.phis.push(inst);
  else block.insts.push(inst);
  return inst;
}

/** As `append`, without a detour through options, for the builder of most instructions: only effects get a place. */
export function emit(
  func: Func,
  block: Block,
  op: Op,
  args: Inst[],
  imm: bigint | undefined,
  sym: string,
  pos: number,
): Inst {
  const info = OPS[op];
  func.kinds |= info.kinds;
  const inst: Inst = {
    id: func.nextId++,
    op,
    info,
    type: info.type,
    args,
    imm: imm === undefined ? ZERO : wrap(imm),
    sym,
    pos: info.effect === "pure" ? 0 : pos,
    block,
    replacedBy: undefined,
  };
  block.insts.push(inst);
  return inst;
}

/** Most blocks have one or two neighbours on either side: a list that is pushed to at first has room for 17. */
export function addEdge(from: Block, to: Block): void {
  from.succs = added(from.succs, to);
  to.preds = added(to.preds, from);
}

function added(list: Block[], block: Block): Block[] {
  if (list.length === 0) return [block];
  if (list.length === 1) return [list[0]!, block];
  list.push(block);
  return list;
}

/** Ends `from` with a jump to `to`. The caller gives the phis of `to` their new operand. */
export function jump(func: Func, from: Block, to: Block, pos = 0): void {
  append(func, from, "jump", [], { pos });
  addEdge(from, to);
}

/** Ends `from` with a branch to `then` if `cond` is not 0, else to `otherwise`. */
export function branch(func: Func, from: Block, cond: Inst, then: Block, otherwise: Block, pos = 0): void {
  append(func, from, "br", [cond], { pos });
  addEdge(from, then);
  addEdge(from, otherwise);
}

export const terminator = (block: Block): Inst | undefined => {
  const last = block.insts[block.insts.length - 1];
  return last !== undefined && last.info.effect === "end" ? last : undefined;
};
