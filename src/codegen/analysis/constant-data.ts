/**
 * Data objects that the program never changes: values without `to`, deferred words that are set while the
 * program is loaded, tables, what `does>` words carry. Their content is known.
 *
 * An object is constant if its address goes nowhere but into loads: no store to it, no operand of anything else but
 * an addition (then the same holds for the sum) or a call whose callee does no more with that input, no cell of
 * data or body of a token that holds it. As in alias.ts, different objects never meet, and a store at a constant
 * offset outside of its object may be anywhere.
 *
 * One walk over all instructions, and one over a callee for each of its inputs that gets such an address. Uses are
 * looked at, not definitions, so the order of blocks does not matter.
 */
import { KINDS, OPS } from "../ir/ops.ts";
import { type DataObject, type Func, type Inst, type Module, operandOf } from "../ir/types.ts";
import { rootOf } from "./address.ts";

/** Sums of more terms are taken for the address of anything. */
const MAX_DEPTH = 12;

/** Says of every data object whether it is constant. */
export function markConstantData(module: Module): void {
  if (module.data.length === 0) return;
  const objects = new Map<string, DataObject>();
  for (const object of module.data) {
    objects.set(object.symbol, object);
    object.constant = true;
  }
  const isChanged = (symbol: string): void => {
    const object = objects.get(symbol);
    if (object !== undefined) object.constant = false;
  };
  for (const { relocs } of module.data) for (const { symbol } of relocs) isChanged(symbol);
  for (const { body } of module.tokens) if (body !== undefined) isChanged(body.symbol);
  const inputs = new Inputs(module);
  let anywhere = false;
  const leak = (value: Inst): void => {
    if (value.op === "addr") isChanged(value.sym);
  };
  for (const { blocks } of module.functions) {
    for (const { phis, insts } of blocks) {
      for (let i = 0; i < phis.length; i++) if (!forLeaks(phis[i]!, inputs, leak)) anywhere = true;
      for (let i = 0; i < insts.length; i++) {
        const inst = insts[i]!;
        const { kinds, args } = inst.info;
        if (args === "") continue;
        if (!forLeaks(inst, inputs, leak) || (kinds === KINDS.store && isOutside(inst, objects)))
          anywhere = true;
      }
    }
  }
  if (anywhere) for (const object of module.data) object.constant = false;
}

/**
 * Calls `leak` for every value that the instruction uses, itself or in a sum, for something other than to load from
 * it. False: it was too much to follow.
 */
function forLeaks(inst: Inst, inputs: Inputs, leak: (value: Inst) => void): boolean {
  const { args, info } = inst;
  if (args.length === 0 || isSum(inst)) return true;
  // A load, or a `touch`: the address is only read from.
  const first = info.imm === "displacement" && info.effect !== "write" ? 1 : 0;
  let complete = true;
  for (let i = first; i < args.length; i++) {
    const arg = args[i]!;
    if (MAY_BE_ADDRESS[arg.info.number] !== true) continue;
    if (isSum(arg)) complete = follow(arg, leak, 0) && complete;
    else if (arg.op === "param") leak(arg);
    else {
      const isInput = i > 0 && (inst.op === "call" || inst.op === "tailcall");
      if (!(isInput && inputs.areOnlyRead(inst.sym, i))) leak(arg);
    }
  }
  return complete;
}

/** By number of the op: what leads to an address of data that others know of. */
const MAY_BE_ADDRESS: boolean[] = [];
for (const op of ["addr", "param", "add", "sub"] as const) MAY_BE_ADDRESS[OPS[op].number] = true;

const isSum = ({ op }: Inst): boolean => op === "add" || op === "sub";

function follow(value: Inst, leak: (value: Inst) => void, depth: number): boolean {
  if (!isSum(value)) {
    leak(value);
    return true;
  }
  if (depth === MAX_DEPTH) return false;
  return follow(value.args[0]!, leak, depth + 1) && follow(value.args[1]!, leak, depth + 1);
}

/** What functions do with their inputs, as far as anybody asks. */
class Inputs {
  private readonly functions: ReadonlyMap<string, Func>;
  /** By function: by operand of a call of it. */
  private readonly known = new Map<Func, (boolean | undefined)[]>();

  constructor(module: Module) {
    this.functions = new Map(module.functions.map((func) => [func.symbol, func]));
  }

  /** Whether the callee only loads from what is operand `operand` of a call of it. */
  areOnlyRead(symbol: string, operand: number): boolean {
    const func = this.functions.get(symbol);
    if (func === undefined) return false;
    let answers = this.known.get(func);
    if (answers === undefined) {
      answers = [];
      this.known.set(func, answers);
    }
    const known = answers[operand];
    if (known !== undefined) return known;
    // Meanwhile, for recursion.
    answers[operand] = false;
    answers[operand] = this.isOnlyRead(func, operand);
    return answers[operand];
  }

  private isOnlyRead(func: Func, operand: number): boolean {
    let leaked = false;
    const leak = (value: Inst): void => {
      if (value.op === "param" && operandOf(func.sig, value) === operand) leaked = true;
    };
    for (const { phis, insts } of func.blocks) {
      for (const phi of phis) if (!forLeaks(phi, this, leak)) return false;
      for (const inst of insts) if (!forLeaks(inst, this, leak)) return false;
      if (leaked) return false;
    }
    return true;
  }
}

/** A store at a constant place that is not in the object it starts from. */
function isOutside(inst: Inst, objects: ReadonlyMap<string, DataObject>): boolean {
  const { root, offset } = rootOf(inst.args[0]!);
  if (root.op !== "addr") return false;
  const size = objects.get(root.sym)?.size;
  const at = offset + Number(root.imm) + Number(inst.imm);
  return size !== undefined && (at < 0 || at >= size);
}
