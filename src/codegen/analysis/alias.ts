/**
 * Which memory an instruction may read, change or leave undefined, for load elimination and for the
 * removal of dead stores.
 *
 * The cells (and smaller pieces) that a function accesses at a base plus a constant are its *locations*,
 * numbered densely, so that sets of them are bit masks. A base is a root of stack pointers, a data object,
 * the thread's context, or any other value. Two accesses can meet
 *   at one base       if their bytes overlap;
 *   on the stack      if their roots differ, as nothing is known of how those lie to each other;
 *   at "other" bases  with anything but the stack; with that too once a stack pointer escaped anywhere.
 * Different data objects never meet: the program cannot count on how they lie (an access with a constant
 * offset outside of its object counts as "other"). So an array indexed from its address meets no variable beside it,
 * though it may be anywhere in itself (analysis/provenance.ts).
 */
import { OPS, type Op } from "../ir/ops.ts";
import { RUNTIME_FUNCTIONS } from "../ir/runtime-functions.ts";
import type { Block, DataObject, Func, Inst, Signature } from "../ir/types.ts";
import { rootOf } from "./address.ts";
import type { MemorySummary } from "./memory-summary.ts";
import { objectOf } from "./provenance.ts";
import { joinsPointers, mayBePointer, type StackPositions, stackPositions } from "./stack-pointer.ts";

/** What is known of the module around. */
export interface MemoryFacts {
  signatures(symbol: string): Signature | undefined;
  /** Undefined for other symbols. */
  dataObject(symbol: string): DataObject | undefined;
  /** Size of a data object; undefined for other symbols. */
  dataSize(symbol: string): number | undefined;
  summaries: ReadonlyMap<string, MemorySummary>;
  /** A stack pointer escapes somewhere in the module. */
  stackEscapes: boolean;
}

/** A set of locations, one bit each, 32 in a (signed) number. Most functions need one number. */
export type Mask = number[];

export interface Location {
  index: number;
  base: Base;
  offset: number;
  size: number;
  isFloat: boolean;
  /** Locations of the same base that share bytes with it, itself included. */
  overlaps: number[];
  /** What an access to it may touch. */
  aliases: Mask | undefined;
}

interface Base {
  kind: "stack" | "data" | "user" | "other";
  locations: Location[];
  byPlace: Map<number, Location>;
  mask: Mask;
  /** Symbol of the data object that a base of kind "data" is, or that an "other" one is somewhere in. */
  object: string;
}

/** What an instruction does to locations. */
export interface Effects {
  reads: Mask;
  writes: Mask;
  /** Free stack memory from here on: what is there means nothing any more. */
  frees: Mask;
}

export interface MemoryModel {
  locations: Location[];
  /** By instruction id: the location of a load or store, where its address is a base plus a constant. */
  locationOf: (Location | undefined)[];
  words: number;
  /** By block id, in order: loads, stores, and what else has effects on memory. */
  relevant: (Inst[] | undefined)[];
  stack: Mask;
  /** All that is not stack. */
  rest: Mask;
  /** What may be anywhere but in the stack. */
  others: Mask;
  /** By symbol: what is somewhere in that object, where something is; and what is in it for sure. */
  within: Map<string, Mask>;
  none: Mask;
  facts: MemoryFacts;
  positions: StackPositions;
  /** Those that were asked for; by instruction id; by symbol, "" the context. */
  bases: Base[];
  baseOf: (Base | undefined)[];
  objects: Map<string, Base>;
}

export const emptyMask = ({ words }: { words: number }): Mask =>
  words === 1 ? [0] : new Array<number>(words).fill(0);
export const hasBit = (mask: Mask, index: number): boolean =>
  (mask[index >>> 5]! & (1 << (index & 31))) !== 0;
export const setBit = (mask: Mask, index: number): void => {
  mask[index >>> 5]! |= 1 << (index & 31);
};
export const clearBit = (mask: Mask, index: number): void => {
  mask[index >>> 5]! &= ~(1 << (index & 31));
};
export const addMask = (to: Mask, from: Mask): void => {
  for (let i = 0; i < to.length; i++) to[i]! |= from[i]!;
};
export const removeMask = (to: Mask, from: Mask): void => {
  for (let i = 0; i < to.length; i++) to[i]! &= ~from[i]!;
};

/** Bytes that a plain load or store accesses. */
function accessSize(op: Op): number {
  switch (op) {
    case "load8":
    case "store8":
      return 1;
    case "load16":
    case "store16":
      return 2;
    case "load32":
    case "store32":
    case "fload32":
    case "fstore32":
      return 4;
    default:
      return 8;
  }
}

/** In numbers: beyond that, memory for masks would be out of proportion to what is gained. */
const MAX_MASKS = 1 << 22;

/** Undefined if the function accesses no memory at a known place, or too much of it. */
export function memoryModel(func: Func, facts: MemoryFacts): MemoryModel | undefined {
  if (!hasAccess(func)) return undefined;
  const relevant: Inst[][] = new Array(func.nextBlock);
  // Where no address is a stack pointer nobody asks how those lie.
  const positions = mayAccessStack(func) ? stackPositions(func, facts.signatures) : [];
  const model: MemoryModel = {
    locations: [],
    locationOf: new Array(func.nextId),
    words: 0,
    relevant,
    stack: [],
    rest: [],
    others: [],
    within: new Map(),
    none: [],
    facts,
    positions,
    bases: [],
    baseOf: new Array(func.nextId),
    objects: new Map(),
  };
  for (const { id, insts } of func.blocks) {
    const list: Inst[] = [];
    relevant[id] = list;
    for (const inst of insts) {
      if (IS_RELEVANT[inst.info.number] !== true) continue;
      list.push(inst);
      if (inst.info.isAccess) model.locationOf[inst.id] = locate(model, inst);
    }
  }
  // Each location has a mask, and so has each block several.
  const words = model.locations.length >>> 5;
  if (words * (model.locations.length + 4 * func.blocks.length) > MAX_MASKS) return undefined;
  fillMasks(model);
  return model;
}

/** By number of the op: it has to do with memory. */
const IS_RELEVANT: boolean[] = [];
for (const op in OPS) {
  const { effect, isAccess, number } = OPS[op as Op];
  IS_RELEVANT[number] = effect === "read" ? isAccess : effect !== "pure";
}

/** Whether the block has a plain store. */
export function hasStore({ insts }: Block): boolean {
  for (const { info } of insts) if (info.isAccess && info.isWrite) return true;
  return false;
}

function hasAccess(func: Func): boolean {
  for (const block of func.blocks) for (const inst of block.insts) if (inst.info.isAccess) return true;
  return false;
}

function mayAccessStack(func: Func): boolean {
  const joins = joinsPointers(func);
  for (const block of func.blocks) {
    for (const inst of block.insts) if (inst.info.isAccess && mayBePointer(inst.args[0]!, joins)) return true;
  }
  return false;
}

/** A plain load or store: has a displacement and is not a `touch`. */
export function isAccess(inst: Inst): boolean {
  return inst.info.isAccess;
}

function locate(model: MemoryModel, inst: Inst): Location | undefined {
  const size = accessSize(inst.op);
  const isFloat = inst.info.type === "f64" || inst.info.args === "if";
  const address = inst.args[0]!;
  const position = model.positions[address.id];
  if (position !== undefined) {
    if (position.offset === undefined) return undefined;
    return intern(model, "stack", position.root, position.offset + Number(inst.imm), size, isFloat);
  }
  const { root, offset } = rootOf(address);
  const at = offset + Number(inst.imm);
  if (root.op === "user") return intern(model, "user", "", at + Number(root.imm), size, isFloat);
  if (root.op === "addr") {
    const inObject = at + Number(root.imm);
    const bytes = model.facts.dataSize(root.sym);
    if (bytes !== undefined && inObject >= 0 && inObject + size <= bytes) {
      return intern(model, "data", root.sym, inObject, size, isFloat);
    }
  }
  return intern(model, "other", root, at, size, isFloat);
}

function intern(
  model: MemoryModel,
  kind: Base["kind"],
  key: Inst | string,
  offset: number,
  size: number,
  isFloat: boolean,
): Location {
  let base = typeof key === "string" ? model.objects.get(key) : model.baseOf[key.id];
  if (base === undefined) {
    const object = typeof key === "string" ? key : kind === "other" ? arrayOf(model, key) : "";
    base = { kind, locations: [], byPlace: new Map(), mask: [], object };
    model.bases.push(base);
    if (typeof key === "string") model.objects.set(key, base);
    else model.baseOf[key.id] = base;
  }
  const place = offset * 32 + size * 2 + (isFloat ? 1 : 0);
  let location = base.byPlace.get(place);
  if (location === undefined) {
    const index = model.locations.length;
    location = { index, base, offset, size, isFloat, overlaps: [], aliases: undefined };
    base.byPlace.set(place, location);
    base.locations.push(location);
    model.locations.push(location);
  }
  return location;
}

/** The object that an address leads into; "" if it is not known. A single cell is taken for what more lies behind. */
function arrayOf({ facts }: MemoryModel, address: Inst): string {
  // Beyond its bounds.
  if (address.op === "addr") return "";
  const symbol = objectOf(address);
  return symbol !== undefined && (facts.dataSize(symbol) ?? 0) > 8 ? symbol : "";
}

function fillMasks(model: MemoryModel): void {
  model.words = (model.locations.length + 31) >>> 5;
  model.stack = emptyMask(model);
  model.rest = emptyMask(model);
  model.others = emptyMask(model);
  model.none = emptyMask(model);
  for (const base of model.bases) {
    base.mask = emptyMask(model);
    base.locations.sort((a, b) => a.offset - b.offset);
    base.locations.forEach((location, at) => {
      setBit(base.mask, location.index);
      setBit(base.kind === "stack" ? model.stack : model.rest, location.index);
      if (base.kind === "other" && base.object === "") setBit(model.others, location.index);
      location.overlaps.push(location.index);
      // No access is wider than 8 bytes.
      for (let next = at + 1; next < base.locations.length; next++) {
        const other = base.locations[next]!;
        if (other.offset >= location.offset + location.size) break;
        location.overlaps.push(other.index);
        other.overlaps.push(location.index);
      }
    });
  }
  // Only now are all masks there.
  for (const { kind, object } of model.bases) {
    if (kind !== "other" || object === "" || model.within.has(object)) continue;
    const mask = emptyMask(model);
    for (const base of model.bases)
      if (base.object === object && base.kind !== "user") addMask(mask, base.mask);
    model.within.set(object, mask);
  }
}

/** What a load or store may touch. */
export function accessMask(model: MemoryModel, inst: Inst): Mask {
  const location = model.locationOf[inst.id];
  if (location === undefined) {
    // Somewhere in the stack.
    if (!model.facts.stackEscapes) return model.stack;
    const all = model.stack.slice();
    addMask(all, model.rest);
    return all;
  }
  if (location.aliases !== undefined) return location.aliases;
  const { base } = location;
  const escapes = model.facts.stackEscapes;
  let mask: Mask;
  if (base.kind === "stack") {
    mask = model.stack.slice();
    if (escapes) addMask(mask, model.others);
  } else if (base.kind === "other" && base.object === "") {
    mask = model.rest.slice();
    if (escapes) addMask(mask, model.stack);
  } else {
    mask = model.others.slice();
    const within = model.within.get(base.object);
    if (within !== undefined) addMask(mask, within);
  }
  removeMask(mask, base.mask);
  for (const index of location.overlaps) setBit(mask, index);
  location.aliases = mask;
  return mask;
}

/** What an instruction other than a plain load or store does; undefined if nothing. Not to be changed. */
export function effectsOf(model: MemoryModel, inst: Inst): Effects | undefined {
  const { effect } = inst.info;
  if (effect === "pure" || effect === "read") return undefined;
  const { rest, none } = model;
  // What code outside may touch besides.
  const stack = model.facts.stackEscapes ? model.stack : none;
  switch (inst.op) {
    case "jump":
    case "br":
    case "unreachable":
    case "rpush":
    case "rpop":
    case "rpeek":
    case "touch":
      return undefined;
    case "trapif":
      // A handler sees memory; of the stack it finds the depth, not what the inputs of `catch` became.
      return { reads: rest, writes: none, frees: none };
    case "ccall": {
      const callee = RUNTIME_FUNCTIONS[inst.sym];
      const any = callee?.isolated === true ? stack : union(rest, stack);
      const readsStack = callee?.takesStackPointer === true || callee?.unwinds === true;
      const reads = readsStack ? union(any, model.stack) : any;
      const writes = callee?.leavesCells === true ? union(any, model.stack) : any;
      return { reads, writes, frees: none };
    }
    case "call":
    case "icall":
    case "catch":
    case "ret":
    case "tailcall":
    case "tailicall":
      return callEffects(model, inst);
    default: {
      // Atomics order all memory.
      const any = union(rest, stack);
      return { reads: any, writes: any, frees: none };
    }
  }
}

function union(a: Mask, b: Mask): Mask {
  const sum = a.slice();
  addMask(sum, b);
  return sum;
}

/** Calls and returns: a stack pointer is passed, what is below it is free. */
function callEffects(model: MemoryModel, inst: Inst): Effects {
  const reads = emptyMask(model);
  const writes = emptyMask(model);
  const frees = emptyMask(model);
  const effects = { reads, writes, frees };
  const { facts } = model;
  const callee = inst.op === "call" ? facts.signatures(inst.sym) : undefined;
  const summary = inst.op === "call" ? facts.summaries.get(inst.sym) : undefined;
  if (summary?.reads !== false) addMask(reads, model.rest);
  if (summary?.writes !== false) addMask(writes, model.rest);

  const position = model.positions[inst.args[0]!.id];
  const base = position?.offset === undefined ? undefined : model.baseOf[position.root.id];
  const isReg = callee?.convention === "reg";
  // Where the cells begin that the callee does not know of.
  let reach = Number.POSITIVE_INFINITY;
  if (isReg) reach = position?.offset ?? 0;
  else if (callee !== undefined && callee.ins >= 0) reach = (position?.offset ?? 0) + 8 * callee.ins;
  if (facts.stackEscapes) reach = Number.POSITIVE_INFINITY;

  if (!isReg || facts.stackEscapes) addMask(reads, model.stack);
  addMask(writes, model.stack);
  if (base === undefined) return effects;
  removeMask(reads, base.mask);
  removeMask(writes, base.mask);
  for (const { index, offset, size } of base.locations) {
    if (offset + size <= position!.offset!) setBit(frees, index);
    else if (offset < position!.offset!) {
      // Half below the pointer, half above.
      setBit(reads, index);
      setBit(writes, index);
    } else if (offset < reach) {
      setBit(reads, index);
      setBit(writes, index);
    }
  }
  return effects;
}
