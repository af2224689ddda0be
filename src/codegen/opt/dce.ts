/**
 * Dead code elimination: marks what instructions with effects need, directly or through others, and
 * drops the rest (Cytron et al. 1991, without control dependence: branches stay). Phis that only feed
 * each other go too.
 */
import type { Func, Inst } from "../ir/types.ts";

export function eliminateDeadCode(func: Func): void {
  const live = new Uint8Array(func.nextId);
  const work: Inst[] = [];
  for (const block of func.blocks) {
    for (const inst of block.insts) {
      if (inst.info.isRemovable) continue;
      live[inst.id] = 1;
      work.push(inst);
    }
  }
  for (let inst = work.pop(); inst !== undefined; inst = work.pop()) {
    for (const arg of inst.args) {
      if (live[arg.id] === 1) continue;
      live[arg.id] = 1;
      if (arg.args.length > 0) work.push(arg);
    }
  }
  for (const block of func.blocks) {
    if (block.phis.length > 0) block.phis = keepLive(block.phis, live);
    block.insts = keepLive(block.insts, live);
  }
}

function keepLive(insts: Inst[], live: Uint8Array): Inst[] {
  let kept = 0;
  for (const inst of insts) {
    if (live[inst.id] === 1) insts[kept++] = inst;
    else inst.block = undefined;
  }
  // To set the length takes long, even to what it is.
  if (kept < insts.length) insts.length = kept;
  return insts;
}
