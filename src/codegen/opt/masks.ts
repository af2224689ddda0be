/**
 * Numbers of fewer bits than a cell, as in programs that keep 32-bit words in cells: masks that change
 * nothing go, and shifts that rotate 32 bits become one instruction. (Known bits and demanded bits, as in LLVM's
 * InstCombine and BDCE, reduced to one number each.)
 *
 * Two facts about every value, each an upper bound:
 *   width   bits that may be set: all higher ones are 0. Forwards, from narrow loads and masks; phis begin
 *           with 0 and grow until nothing changes.
 *   demand  low bits that anybody looks at. Backwards, from stores, masks and shifts; phis the same.
 *
 * A mask goes if it keeps all bits of its operand's width, or all that is demanded of it. The two must not
 * rely on each other: a mask that goes by width counts as its operand when demand is computed, and one that
 * goes by demand is looked through by nobody who needs its width, for those demand the bits above.
 *
 * (x << a) | (x >> 32 - a) with x of 32 bits is a rotation if the bits above 32 are masked off or not demanded.
 *
 * Runs only where a glance finds a mask in what another mask or a narrow store takes, or two such shifts. Leaves
 * dead instructions.
 */
import { orderBlocks } from "../analysis/dominators.ts";
import { changeOp, newInst } from "../ir/builder.ts";
import { OPS, type Op } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { applyReplacements, type Replacements, replace } from "./rewrite.ts";

/** What is longer is startup code as a rule, which runs once. */
const MAX_SIZE = 8000;
const CELL = 64;
const WORD = 32;

export function dropMasks(func: Func): void {
  if (func.nextId > MAX_SIZE || !isPromising(func)) return;
  const order = func.blocks.length === 1 ? func.blocks : orderBlocks(func);
  const widths = widthsOf(func, order);
  const isPlain = (inst: Inst): boolean =>
    isMask(inst) && keeps(inst.args[1]!.imm, widths[inst.args[0]!.id]!);
  const rotations = order.some((block) =>
    block.insts.some((inst) => rotationOf(inst, widths, WORD) !== undefined),
  );
  if (rotations) rotateWords(func, order, widths, demandsOf(func, order, isPlain));
  const demands = demandsOf(func, order, isPlain);
  const replaced: Replacements = { any: false };
  for (const block of order) {
    for (const inst of block.insts) {
      if (!isMask(inst)) continue;
      const [value, mask] = inst.args as [Inst, Inst];
      if (isPlain(inst) || keeps(mask.imm, demands[inst.id]!)) replace(replaced, inst, value);
    }
    if (replaced.any) block.insts = block.insts.filter((inst) => inst.replacedBy === undefined || gone(inst));
  }
  applyReplacements(func, replaced);
}

/** By number of the op: bits of the result are bits of the operands, at times shifted. */
const TRANSPARENT: boolean[] = [];
for (const op of "add sub mul and or xor not neg shl shr sar select phi".split(" ") as Op[])
  TRANSPARENT[OPS[op].number] = true;
const AND = OPS.and.number;

/** By number of the op: what there may be to see in an instruction. */
const GLANCES: ("mask" | "store" | "sum" | undefined)[] = [];
GLANCES[AND] = "mask";
for (const op of ["store8", "store16", "store32"] as const) GLANCES[OPS[op].number] = "store";
for (const op of ["or", "xor", "add"] as const) GLANCES[OPS[op].number] = "sum";

function isPromising(func: Func): boolean {
  const { blocks } = func;
  for (let b = 0; b < blocks.length; b++) {
    const { insts } = blocks[b]!;
    for (let i = 0; i < insts.length; i++) {
      const inst = insts[i]!;
      switch (GLANCES[inst.info.number]) {
        case "mask":
          if (isMask(inst) && hasMask(inst.args[0]!, 4)) return true;
          break;
        case "store":
          if (hasMask(inst.args[1]!, 4)) return true;
          break;
        case "sum":
          if (rotationOf(inst, undefined, WORD) !== undefined) return true;
          break;
      }
    }
  }
  return false;
}

/** Whether low bits of the value come from a mask not far away. */
function hasMask(inst: Inst, depth: number): boolean {
  if (TRANSPARENT[inst.info.number] !== true) return false;
  if (inst.info.number === AND && isMask(inst)) return true;
  if (depth === 0) return false;
  const { args } = inst;
  for (let i = 0; i < args.length && i < 3; i++) if (hasMask(args[i]!, depth - 1)) return true;
  return false;
}

function gone(inst: Inst): boolean {
  inst.block = undefined;
  return false;
}

/** `and` with a constant that is not negative. */
function isMask(inst: Inst): boolean {
  const mask = inst.op === "and" ? inst.args[1]! : undefined;
  return mask?.op === "const" && mask.imm >= 0n;
}

/** Whether the mask keeps so many low bits. */
function keeps(mask: bigint, bits: number): boolean {
  return bits < CELL && BigInt.asUintN(bits, mask) === (1n << BigInt(bits)) - 1n;
}

const bitsOf = (value: bigint): number => (value < 0n ? CELL : value === 0n ? 0 : value.toString(2).length);

/** A constant count, or -1. */
const countOf = (inst: Inst): number => {
  const count = inst.args[1]!;
  return count.op === "const" && count.imm >= 0n && count.imm < 64n ? Number(count.imm) : -1;
};

/** Facts of phis take few steps to the top, and after some rounds one. */
const stepUp = (bits: number, round: number): number =>
  round > 4 ? CELL : bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= WORD ? WORD : CELL;

function widthsOf(func: Func, order: readonly Block[]): Uint8Array {
  const widths = new Uint8Array(func.nextId);
  let changed = true;
  for (let round = 0; changed; round++) {
    changed = false;
    for (const block of order) {
      for (const phi of block.phis) {
        let width = 0;
        for (const arg of phi.args) width = Math.max(width, widths[arg.id]!);
        width = stepUp(width, round);
        if (width <= widths[phi.id]!) continue;
        widths[phi.id] = width;
        changed = true;
      }
      for (const inst of block.insts) widths[inst.id] = widthOf(inst, widths);
    }
  }
  return widths;
}

function widthOf(inst: Inst, widths: Uint8Array): number {
  const [a, b, c] = inst.args;
  const of = (arg: Inst): number => widths[arg.id]!;
  switch (inst.op) {
    case "const":
      return bitsOf(inst.imm);
    case "load8":
      return 8;
    case "load16":
      return 16;
    case "load32":
    case "rotl32":
      return WORD;
    case "and":
      return Math.min(of(a!), of(b!));
    case "or":
    case "xor":
      return Math.max(of(a!), of(b!));
    case "add":
      return Math.min(CELL, Math.max(of(a!), of(b!)) + 1);
    case "mul":
      return Math.min(CELL, of(a!) + of(b!));
    case "select":
      return Math.max(of(b!), of(c!));
    case "shl": {
      const count = countOf(inst);
      return count < 0 ? CELL : Math.min(CELL, of(a!) + count);
    }
    case "sar":
      if (of(a!) === CELL) return CELL;
      return Math.max(0, of(a!) - Math.max(0, countOf(inst)));
    case "shr":
      return Math.max(0, of(a!) - Math.max(0, countOf(inst)));
    default:
      return CELL;
  }
}

const NARROW_STORES: Readonly<Record<string, number>> = { store8: 8, store16: 16, store32: WORD };

/** `isPlain`: masks that count as their operands. */
function demandsOf(func: Func, order: readonly Block[], isPlain: (inst: Inst) => boolean): Uint8Array {
  const demands = new Uint8Array(func.nextId);
  let changed = true;
  let round = 0;
  const ask = (inst: Inst, bits: number): void => {
    if (bits <= demands[inst.id]!) return;
    // A phi passes it on to what was seen already.
    if (inst.op === "phi") {
      changed = true;
      demands[inst.id] = stepUp(bits, round);
    } else demands[inst.id] = bits;
  };
  for (; changed; round++) {
    changed = false;
    for (let i = order.length - 1; i >= 0; i--) {
      const { insts, phis } = order[i]!;
      for (let k = insts.length - 1; k >= 0; k--) askOperands(insts[k]!, demands, ask, isPlain);
      for (const phi of phis) for (const arg of phi.args) ask(arg, demands[phi.id]!);
    }
  }
  return demands;
}

function askOperands(
  inst: Inst,
  demands: Uint8Array,
  ask: (inst: Inst, bits: number) => void,
  isPlain: (inst: Inst) => boolean,
): void {
  const { args } = inst;
  const demand = inst.info.isRemovable ? demands[inst.id]! : CELL;
  const [a, b, c] = args;
  switch (inst.op) {
    case "and":
      ask(a!, isMask(inst) && !isPlain(inst) ? Math.min(demand, bitsOf(b!.imm)) : demand);
      ask(b!, demand);
      return;
    case "add":
    case "sub":
    case "mul":
    case "or":
    case "xor":
      ask(a!, demand);
      ask(b!, demand);
      return;
    case "neg":
    case "not":
      ask(a!, demand);
      return;
    case "select":
      ask(a!, CELL);
      ask(b!, demand);
      ask(c!, demand);
      return;
    case "rotl32":
      ask(a!, WORD);
      return;
    case "shl":
      ask(a!, Math.max(0, demand - Math.max(0, countOf(inst))));
      ask(b!, CELL);
      return;
    case "shr":
    case "sar": {
      const count = countOf(inst);
      if (demand > 0) ask(a!, count < 0 ? CELL : Math.min(CELL, demand + count));
      ask(b!, CELL);
      return;
    }
    case "store8":
    case "store16":
    case "store32":
      ask(a!, CELL);
      ask(b!, NARROW_STORES[inst.op]!);
      return;
    default:
      for (let i = 0; i < args.length; i++) ask(args[i]!, CELL);
  }
}

/** x and its count to the left, if the two shifts rotate 32 bits when no more than `demand` bits are asked for. */
function rotationOf(
  inst: Inst,
  widths: Uint8Array | undefined,
  demand: number,
): { x: Inst; count: number } | undefined {
  if (inst.op !== "or" && inst.op !== "xor" && inst.op !== "add") return undefined;
  for (let k = 0; k < 2; k++) {
    let left = inst.args[k]!;
    const right = inst.args[1 - k]!;
    if (right.op !== "shr") continue;
    const isMasked = isMask(left) && left.args[1]!.imm === 0xffffffffn;
    if (isMasked) left = left.args[0]!;
    if (left.op !== "shl" || left.args[0] !== right.args[0] || (!isMasked && demand > WORD)) continue;
    const count = countOf(left);
    if (count <= 0 || count >= WORD || countOf(right) !== WORD - count) continue;
    if (widths === undefined || widths[right.args[0]!.id]! <= WORD) return { x: right.args[0]!, count };
  }
  return undefined;
}

function rotateWords(func: Func, order: readonly Block[], widths: Uint8Array, demands: Uint8Array): void {
  for (const block of order) {
    const placed: Inst[] = [];
    for (const inst of block.insts) {
      const rotation = rotationOf(inst, widths, demands[inst.id]!);
      if (rotation !== undefined) {
        const count = newInst(func, "const", [], { imm: BigInt(rotation.count), pos: inst.pos });
        count.block = block;
        placed.push(count);
        changeOp(inst, "rotl32");
        inst.args = [rotation.x, count];
      }
      placed.push(inst);
    }
    block.insts = placed;
  }
}
