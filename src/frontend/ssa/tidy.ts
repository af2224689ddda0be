/**
 * Cleans a function just built: phis that merge only one value give way to it (the rule of Braun et al.,
 * "Simple and Efficient Construction of SSA Form", 2013, applied until nothing changes), and values that
 * nobody uses are dropped, so that what is left refers only to what the function needs.
 */
import type { Func, Inst } from "../../codegen/ir/types.ts";

/** Instructions that are left, by id: 1; it holds until the next function is tidied. */
export function tidy(func: Func): Uint8Array {
  if (func.blocks.some((block) => block.phis.length > 0)) dropPhis(func);
  return dropUnused(func);
}

function dropPhis(func: Func): void {
  const replaced: (Inst | undefined)[] = new Array(func.nextId);
  const find = (inst: Inst): Inst => {
    let found = inst;
    for (let next = replaced[found.id]; next !== undefined; next = replaced[found.id]) found = next;
    // Chains stay short: whoever asks again goes straight there.
    if (found !== inst) replaced[inst.id] = found;
    return found;
  };
  let any = false;
  for (let changed = true; changed; ) {
    changed = false;
    for (const block of func.blocks) {
      for (const phi of block.phis) {
        if (replaced[phi.id] !== undefined) continue;
        const only = onlyValue(phi, find);
        if (only === undefined) continue;
        replaced[phi.id] = only;
        changed = true;
        any = true;
      }
    }
  }
  if (!any) return;
  for (const block of func.blocks) {
    block.phis = block.phis.filter((phi) => replaced[phi.id] === undefined);
    for (const list of [block.phis, block.insts]) {
      for (const { args } of list) {
        for (let k = 0; k < args.length; k++) args[k] = find(args[k]!);
      }
    }
  }
}

/** The one value that a phi merges, itself aside. */
function onlyValue(phi: Inst, find: (inst: Inst) => Inst): Inst | undefined {
  let only: Inst | undefined;
  for (const arg of phi.args) {
    const value = find(arg);
    if (value === phi || value === only) continue;
    if (only !== undefined) return undefined;
    only = value;
  }
  return only;
}

/** The marks of one function after the other. */
let marks = new Uint8Array(1024);

/** Drops what is not used; by id: 1 for the instructions that are left. */
function dropUnused(func: Func): Uint8Array {
  if (marks.length < func.nextId) marks = new Uint8Array(2 * func.nextId);
  else marks.fill(0, 0, func.nextId);
  const live = marks;
  const found: Inst[] = [];
  for (const block of func.blocks) {
    for (const inst of block.insts) {
      if (inst.info.isRemovable) continue;
      live[inst.id] = 1;
      found.push(inst);
    }
  }
  for (let inst = found.pop(); inst !== undefined; inst = found.pop()) {
    for (const arg of inst.args) {
      if (live[arg.id] === 1) continue;
      live[arg.id] = 1;
      found.push(arg);
    }
  }
  for (const block of func.blocks) {
    if (block.phis.length > 0) block.phis = block.phis.filter((phi) => live[phi.id] === 1);
    if (block.insts.some((inst) => live[inst.id] === 0)) {
      block.insts = block.insts.filter((inst) => live[inst.id] === 1);
    }
  }
  return live;
}
