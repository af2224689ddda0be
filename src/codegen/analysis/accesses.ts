/**
 * What the plain loads and stores of a function access, without tables: as many functions have but a few of them,
 * all of different places, this tells quickly that no load can get what is known (`mayKnowLoads`), and that no store
 * can be in vain (`mayHaveDeadStores`). Both are true where the tables of alias.ts have to be asked.
 *
 * Places are told apart as there: by root and offset. What may lie in the stack is not told apart at all, as roots of
 * stack pointers are found by more than additions of constants.
 */
import { KINDS } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { rootOf } from "./address.ts";
import { joinsPointers, mayBePointer } from "./stack-pointer.ts";

/** Each is compared with all others. */
const MAX_ACCESSES = 10;
/** No access is wider. */
const MAX_BYTES = 8;

/** Whether a load may be of what was loaded or stored before. */
export function mayKnowLoads(func: Func): boolean {
  const accesses = accessesOf(func, KINDS.load | KINDS.store);
  if (accesses === undefined) return true;
  return anyTwo(accesses, (a, b) => (a.isLoad || b.isLoad) && mayMeet(a, b, 1));
}

/** Whether something stored may be overwritten, or given up, before anybody reads it. */
export function mayHaveDeadStores(func: Func): boolean {
  const stores = accessesOf(func, KINDS.store);
  if (stores === undefined || stores.some(({ inStack }) => inStack)) return true;
  // In a loop that never ends each store may overwrite itself.
  return anyTwo(stores, (a, b) => mayMeet(a, b, MAX_BYTES)) || !allReturn(func);
}

interface Access {
  isLoad: boolean;
  /** It may lie in the stack: nothing more is known. */
  inStack: boolean;
  root: Inst;
  offset: number;
}

/** Accesses of these kinds; undefined if there are too many. */
function accessesOf(func: Func, kinds: number): Access[] | undefined {
  const found: Access[] = [];
  const joins = joinsPointers(func);
  for (const block of func.blocks) {
    for (const inst of block.insts) {
      if ((inst.info.kinds & kinds) === 0) continue;
      if (found.length === MAX_ACCESSES) return undefined;
      found.push(accessOf(inst, joins));
    }
  }
  return found;
}

function accessOf(inst: Inst, joins: boolean): Access {
  const { root, offset } = rootOf(inst.args[0]!);
  const isLoad = (inst.info.kinds & KINDS.load) !== 0;
  // Of an address the number is part of the place.
  const known = root.args.length === 0 ? Number(root.imm) : 0;
  return { isLoad, inStack: mayBePointer(root, joins), root, offset: offset + known + Number(inst.imm) };
}

function anyTwo(accesses: readonly Access[], meet: (a: Access, b: Access) => boolean): boolean {
  for (let i = 1; i < accesses.length; i++) {
    for (let k = 0; k < i; k++) if (meet(accesses[i]!, accesses[k]!)) return true;
  }
  return false;
}

/** Whether both may be of one root, and less than so many bytes apart. */
function mayMeet(a: Access, b: Access, bytes: number): boolean {
  if (a.inStack || b.inStack) return a.inStack && b.inStack;
  const isSame = a.root === b.root || (a.root.args.length === 0 && areSame(a.root, b.root));
  return isSame && Math.abs(a.offset - b.offset) < bytes;
}

/** Addresses of one symbol, or of the context. */
const areSame = (a: Inst, b: Inst): boolean =>
  a.info === b.info && (a.op === "addr" ? a.sym === b.sym : a.op === "user");

/** Whether from everywhere some way leads to the end of the function. */
function allReturn({ blocks, nextBlock }: Func): boolean {
  const seen: boolean[] = new Array(nextBlock).fill(false);
  const work: Block[] = [];
  for (const block of blocks) {
    if (block.succs.length > 0 || block.insts[block.insts.length - 1]!.op === "unreachable") continue;
    seen[block.id] = true;
    work.push(block);
  }
  let count = work.length;
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    for (const pred of block.preds) {
      if (seen[pred.id]) continue;
      seen[pred.id] = true;
      count++;
      work.push(pred);
    }
  }
  return count === blocks.length;
}
