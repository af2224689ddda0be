/**
 * Which values are data-stack pointers, and how they lie to each other: each is a root (the pointer on
 * entry, the one a call returns, a join of pointers that differ) plus a constant number of bytes. Across
 * a call of known effect the pointer keeps its root. Where pointers meet they keep it if all agree, which
 * is assumed for back edges at first and taken back where it proves wrong.
 *
 * Also whether a pointer escapes: is stored, compared away into a number, or handed to anything but a
 * call's first operand. While none does anywhere in the module, no other address can lead to stack memory.
 */

import { OPS, type Op } from "../ir/ops.ts";
import { RUNTIME_FUNCTIONS } from "../ir/runtime-functions.ts";
import type { Func, Inst, Signature } from "../ir/types.ts";
import { orderBlocks } from "./dominators.ts";

export interface StackPosition {
  root: Inst;
  /** In bytes; undefined: somewhere in the stack that `root` points into. */
  offset: number | undefined;
}

/** By instruction id; undefined for what is no stack pointer. */
export type StackPositions = (StackPosition | undefined)[];

/** Signature of a callee by symbol. */
export type Signatures = (symbol: string) => Signature | undefined;

export function stackPositions(func: Func, signatures: Signatures): StackPositions {
  const positions: StackPositions = new Array(func.nextId);
  const blocks = func.blocks.length === 1 ? func.blocks : orderBlocks(func);
  /** Phis whose operands turned out not to agree. */
  let joins: Set<Inst> | undefined;
  // Each round takes back at least one assumption; nested loops that leave cells behind are rare.
  for (let round = 0; ; round++) {
    let isJoined = false;
    for (const block of blocks) {
      for (const phi of block.phis) {
        const position = joinPosition(phi, positions, joins);
        positions[phi.id] = position;
        if (position !== undefined) isJoined = true;
      }
      for (const inst of block.insts) {
        if (MAY_BE_POINTER[inst.info.number] !== true) continue;
        const position = positionOf(inst, positions, signatures);
        if (position !== undefined) positions[inst.id] = position;
      }
    }
    if (!isJoined) return positions;
    let isStable = true;
    for (const block of blocks) {
      for (const phi of block.phis) {
        if (positions[phi.id] === undefined || joins?.has(phi)) continue;
        if (round < 4 && agrees(phi, positions)) continue;
        joins ??= new Set();
        joins.add(phi);
        isStable = false;
      }
    }
    if (isStable) return positions;
  }
}

/** By number of the op: those that `positionOf` knows. */
const MAY_BE_POINTER: boolean[] = [];
for (const op of ["sp", "add", "sub", "proj"] as const) MAY_BE_POINTER[OPS[op].number] = true;

/** Sums of more terms may come from anywhere. */
const MAX_DEPTH = 4;

/** Without a look at the function: whether the value may have a position. Of phis the answer is `ofPhi`. */
export function mayBePointer(value: Inst, ofPhi = true, depth = MAX_DEPTH): boolean {
  switch (POINTERS[value.info.number]) {
    case "root":
      return true;
    case "result":
      return value.imm === 0n && value.args[0]!.op !== "ccall";
    case "join":
      return ofPhi;
    case "sum": {
      const [left, right] = value.args;
      return depth === 0 || mayBePointer(left!, ofPhi, depth - 1) || mayBePointer(right!, ofPhi, depth - 1);
    }
    default:
      return false;
  }
}

/** By number of the op: how it comes to be a pointer. */
const POINTERS: ("root" | "result" | "join" | "sum" | undefined)[] = [];
POINTERS[OPS.sp.number] = "root";
POINTERS[OPS.proj.number] = "result";
POINTERS[OPS.phi.number] = "join";
for (const op of ["add", "sub"] as const) POINTERS[OPS[op].number] = "sum";

/** Whether any phi may be a pointer. One that joins none but phis is one only if one of those is. */
export function joinsPointers(func: Func): boolean {
  for (const { phis } of func.blocks) {
    for (const { args } of phis) for (const arg of args) if (mayBePointer(arg, false)) return true;
  }
  return false;
}

/** Positions for whoever asks of phis only: most functions join no pointers. */
export const joinedPointers = (func: Func, signatures: Signatures): StackPositions =>
  joinsPointers(func) ? stackPositions(func, signatures) : [];

function positionOf(
  inst: Inst,
  positions: StackPositions,
  signatures: Signatures,
): StackPosition | undefined {
  switch (inst.op) {
    case "sp":
      return { root: inst, offset: 0 };
    case "add":
    case "sub": {
      const left = inst.args[0]!;
      const right = inst.args[1]!;
      const known = positions[left.id];
      if (known !== undefined) return moved(known, right, inst.op === "add" ? 1 : -1);
      const other = inst.op === "add" ? positions[right.id] : undefined;
      return other === undefined ? undefined : moved(other, left, 1);
    }
    case "proj": {
      const call = inst.args[0]!;
      if (inst.imm !== 0n) return undefined;
      if (call.op === "icall" || call.op === "catch") return { root: inst, offset: 0 };
      const callee = call.op === "call" ? signatures(call.sym) : undefined;
      if (callee?.convention !== "stack") return undefined;
      const passed = positions[call.args[0]!.id];
      if (callee.ins < 0 || passed === undefined) return { root: inst, offset: 0 };
      return shifted(passed, 8 * (callee.ins - callee.outs));
    }
    default:
      return undefined;
  }
}

function moved(from: StackPosition, by: Inst, sign: 1 | -1): StackPosition {
  if (by.op !== "const") return { root: from.root, offset: undefined };
  return shifted(from, sign * Number(by.imm));
}

function shifted(from: StackPosition, by: number): StackPosition {
  return { root: from.root, offset: from.offset === undefined ? undefined : from.offset + by };
}

/** A phi is taken for where its first known operand is, until an operand that is elsewhere is known. */
function joinPosition(
  phi: Inst,
  positions: StackPositions,
  joins: ReadonlySet<Inst> | undefined,
): StackPosition | undefined {
  let known: StackPosition | undefined;
  for (const arg of phi.args) known ??= positions[arg.id];
  if (known === undefined) return undefined;
  return joins?.has(phi) ? { root: phi, offset: 0 } : known;
}

function agrees(phi: Inst, positions: StackPositions): boolean {
  const mine = positions[phi.id]!;
  return phi.args.every((arg) => {
    const other = positions[arg.id];
    return other !== undefined && other.root === mine.root && other.offset === mine.offset;
  });
}

/** Whether a stack pointer of the function gets where it could be turned into an address again. */
export function stackEscapes(func: Func, positions: StackPositions): boolean {
  for (const block of func.blocks) {
    for (const { args } of block.phis) {
      // A join of a pointer and something else: what comes out may be either.
      let pointers = 0;
      for (let i = 0; i < args.length; i++) if (positions[args[i]!.id] !== undefined) pointers++;
      if (pointers > 0 && pointers < args.length) return true;
    }
    for (const inst of block.insts) {
      const { args } = inst;
      for (let i = TAME[inst.info.number]!; i < args.length; i++) {
        if (positions[args[i]!.id] !== undefined && !isTame(inst, i, positions)) return true;
      }
    }
  }
  return false;
}

/** By number of the op: so many first operands may be stack pointers, which stay such or only address memory. */
const TAME: number[] = [];
for (const op in OPS) {
  const { number, imm, args, effect } = OPS[op as Op];
  const isFirst = imm === "displacement" || (args.startsWith("i") && (effect === "call" || effect === "end"));
  TAME[number] = isFirst && op !== "br" ? 1 : 0;
}
// As the second operand of a `sub` it makes a distance, as `depth` does.
for (const op of ["sub", "eq", "ne", "lt", "le", "ult", "ule"] as const) TAME[OPS[op].number] = 2;

/** The same of further operands, where it depends on more than the op. */
function isTame(inst: Inst, index: number, positions: StackPositions): boolean {
  if (inst.op === "add") return positions[inst.id] !== undefined;
  return inst.op === "ccall" && index === 0 && RUNTIME_FUNCTIONS[inst.sym]?.takesStackPointer === true;
}
