/**
 * Values with more than one definition, brought back to SSA form: after a block was copied, what it defined is
 * defined by the copy too, and each use wants the definition that reaches it.
 *
 * From a use up through the predecessors to the definitions, each block on the way gets the value at its start:
 * a tentative phi at a join, else what its predecessor ends with. Then phis that merge only one value give way
 * to it (Braun et al., "Simple and Efficient Construction of SSA Form", 2013). Without recursion: a chain of
 * joins may be long.
 *
 * Needs: every path from the entry to a use passes a definition. Costs one sweep over the function, and for
 * each value the blocks between its definitions and its uses.
 */
import { newInst } from "../ir/builder.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { applyReplacements, type Replacements, replace, resolve } from "./rewrite.ts";

/** A value of before, with what stands for it at the end of each block that defines it. */
export interface Variable {
  value: Inst;
  defs: { block: Block; value: Inst }[];
}

interface Use {
  inst: Inst;
  index: number;
  /** Where the value has to be there: at the end if the use is an operand of a phi of a successor. */
  block: Block;
  atEnd: boolean;
}

export function repairSsa(func: Func, variables: readonly Variable[]): void {
  if (variables.length === 0) return;
  const uses = findUses(func, variables);
  const region = new Region(func);
  for (let i = 0; i < variables.length; i++) {
    const list = uses[i]!;
    if (list.length > 0) region.rewrite(variables[i]!, list);
  }
  applyReplacements(func, region.replaced);
}

/** By variable: what uses it outside of the block that defined it, where the definition is before the use. */
function findUses(func: Func, variables: readonly Variable[]): Use[][] {
  const numbers: number[] = new Array(func.nextId).fill(-1);
  const uses: Use[][] = variables.map(() => []);
  for (let i = 0; i < variables.length; i++) numbers[variables[i]!.value.id] = i;
  for (const block of func.blocks) {
    for (const phi of block.phis) {
      for (let index = 0; index < phi.args.length; index++) {
        const number = numbers[phi.args[index]!.id] ?? -1;
        if (number >= 0) uses[number]!.push({ inst: phi, index, block: block.preds[index]!, atEnd: true });
      }
    }
    for (const inst of block.insts) {
      for (let index = 0; index < inst.args.length; index++) {
        const arg = inst.args[index]!;
        const number = numbers[arg.id] ?? -1;
        if (number >= 0 && arg.block !== block) uses[number]!.push({ inst, index, block, atEnd: false });
      }
    }
  }
  return uses;
}

/** The blocks that one variable after the other is followed through. */
class Region {
  readonly replaced: Replacements = { any: false };
  /** By block: the number of the variable that the other two tables are about there. */
  private readonly stamps: number[];
  private readonly atStart: (Inst | undefined)[];
  private readonly atEnd: (Inst | undefined)[];
  private readonly func: Func;
  private number = 0;

  constructor(func: Func) {
    this.func = func;
    this.stamps = new Array(func.nextBlock).fill(0);
    this.atStart = new Array(func.nextBlock).fill(undefined);
    this.atEnd = new Array(func.nextBlock).fill(undefined);
  }

  rewrite({ value, defs }: Variable, uses: readonly Use[]): void {
    this.number++;
    for (const def of defs) {
      this.enter(def.block);
      this.atEnd[def.block.id] = def.value;
    }
    const phis: Inst[] = [];
    for (const { block, atEnd } of uses) this.reach(value, block, atEnd, phis);
    for (const phi of phis) for (const pred of phi.block!.preds) phi.args.push(this.endOf(pred));
    const kept = this.dropTrivial(phis);
    for (const phi of kept) phi.block!.phis.push(phi);
    for (const { inst, index, block, atEnd } of uses) {
      inst.args[index] = atEnd ? this.endOf(block) : this.startOf(block);
    }
  }

  private enter(block: Block): void {
    if (this.stamps[block.id] === this.number) return;
    this.stamps[block.id] = this.number;
    this.atStart[block.id] = undefined;
    this.atEnd[block.id] = undefined;
  }

  /** Gives all blocks from which the place is reached without a definition their value at the start. */
  private reach(value: Inst, from: Block, atEnd: boolean, phis: Inst[]): void {
    const work: Block[] = [];
    const ask = (block: Block, end: boolean): void => {
      this.enter(block);
      if ((end && this.atEnd[block.id] !== undefined) || this.atStart[block.id] !== undefined) return;
      if (block.preds.length !== 1) {
        const phi = newInst(this.func, "phi", [], { type: value.type, pos: value.pos });
        phi.block = block;
        phis.push(phi);
        this.atStart[block.id] = phi;
      } else this.atStart[block.id] = value;
      work.push(block);
    };
    ask(from, atEnd);
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      for (const pred of block.preds) ask(pred, true);
    }
  }

  private startOf(start: Block): Inst {
    let block = start;
    while (block.preds.length === 1) {
      const [pred] = block.preds;
      const end = this.atEnd[pred!.id];
      if (end !== undefined && this.stamps[pred!.id] === this.number) return resolve(end);
      block = pred!;
    }
    return resolve(this.atStart[block.id]!);
  }

  private endOf(block: Block): Inst {
    const end = this.stamps[block.id] === this.number ? this.atEnd[block.id] : undefined;
    return end === undefined ? this.startOf(block) : resolve(end);
  }

  private dropTrivial(phis: Inst[]): Inst[] {
    let kept = phis;
    for (let changed = true; changed; ) {
      changed = false;
      const left: Inst[] = [];
      for (const phi of kept) {
        const only = onlyValue(phi);
        if (only === undefined) left.push(phi);
        else {
          replace(this.replaced, phi, only);
          phi.block = undefined;
          changed = true;
        }
      }
      kept = left;
    }
    return kept;
  }
}

function onlyValue(phi: Inst): Inst | undefined {
  let only: Inst | undefined;
  for (const arg of phi.args) {
    const value = resolve(arg);
    if (value === phi || value === only) continue;
    if (only !== undefined) return undefined;
    only = value;
  }
  return only;
}
