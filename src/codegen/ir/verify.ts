/**
 * Checks the rules of `types.ts` and `ops.ts` that every pass must keep. Run after every pass in tests.
 *
 * It shares no code with the passes, and recomputes dominance in the plainest way that is still quick
 * (sets of dominators as bit sets), so that a mistake in `analysis/dominators.ts` does not hide itself.
 * Gives messages, not exceptions; the caller decides.
 */
import { MAIN_CONTEXT } from "./layout.ts";
import { isTerminator } from "./ops.ts";
import { printInst } from "./print.ts";
import { RUNTIME_FUNCTIONS, resultsOfRuntime } from "./runtime-functions.ts";
import {
  type Block,
  type Func,
  type Inst,
  MAX_REG_CELLS,
  MAX_REG_FLOATS,
  type Module,
  resultsOf,
  type Signature,
  type Type,
} from "./types.ts";

/** What a function may refer to. */
export interface Symbols {
  functions: Map<string, Signature>;
  /** Data objects and tokens. */
  addresses: Set<string>;
}

interface Check {
  func: Func;
  symbols: Symbols | undefined;
  problems: string[];
  /** By instruction id: where it stands, for dominance within a block. Phis have index -1. */
  place: (number | undefined)[];
  report(message: string, block?: Block, inst?: Inst): void;
}

export function verifyModule(module: Module): string[] {
  const problems: string[] = [];
  const functions = new Map(module.functions.map((f) => [f.symbol, f.sig]));
  const addresses = new Set([...module.data, ...module.tokens].map((object) => object.symbol));
  if (functions.size + addresses.size < module.functions.length + module.data.length + module.tokens.length) {
    problems.push("a symbol is defined twice");
  }
  // The one object of the runtime whose address compiled data may hold.
  addresses.add(MAIN_CONTEXT);
  const entry = functions.get(module.entry);
  if (entry === undefined) problems.push(`the entry ${module.entry} is not defined`);
  else if (entry.convention !== "reg" || entry.ins + entry.outs + entry.fins + entry.fouts !== 0) {
    problems.push(`the entry ${module.entry} must be reg (0 -- 0)`);
  }
  for (const token of module.tokens) {
    if (!functions.has(token.func)) problems.push(`token ${token.symbol}: no function ${token.func}`);
    if (token.body && !addresses.has(token.body.symbol)) {
      problems.push(`token ${token.symbol}: no data ${token.body.symbol}`);
    }
  }
  for (const object of module.data) {
    if (object.bytes.length > object.size) problems.push(`data ${object.symbol}: more bytes than its size`);
    for (const reloc of object.relocs) {
      if (!addresses.has(reloc.symbol)) problems.push(`data ${object.symbol}: no symbol ${reloc.symbol}`);
      if (reloc.offset < 0 || reloc.offset + 8 > object.size) {
        problems.push(`data ${object.symbol}: relocation outside of it`);
      }
    }
  }
  for (const func of module.functions) problems.push(...verifyFunc(func, { functions, addresses }));
  return problems;
}

/** Without `symbols` it takes every name as known. */
export function verifyFunc(func: Func, symbols?: Symbols): string[] {
  const problems: string[] = [];
  const check: Check = {
    func,
    symbols,
    problems,
    place: new Array(func.nextId).fill(undefined),
    report(message, block, inst) {
      const where = block === undefined ? "" : ` b${block.id}`;
      problems.push(
        `${func.symbol}${where}: ${message}${inst === undefined ? "" : ` in: ${printInst(inst)}`}`,
      );
    },
  };
  checkSignature(check);
  if (func.blocks.length === 0) {
    check.report("no blocks");
    return problems;
  }
  checkGraph(check);
  placeInstructions(check);
  for (const block of func.blocks) checkBlock(check, block);
  if (problems.length === 0) checkDominance(check);
  return problems;
}

function checkSignature({ func, report }: Check): void {
  const { convention, ins, outs, fins, fouts } = func.sig;
  const outside = (n: number): boolean => n < 0 || n > MAX_REG_FLOATS;
  if (convention === "reg" && (outside(fins) || outside(fouts))) {
    report(`a reg function cannot have the float effect (${fins} -- ${fouts})`);
  }
  const known = ins >= 0 && outs >= 0;
  if (convention === "reg" && (!known || ins > MAX_REG_CELLS || outs > MAX_REG_CELLS)) {
    report(`a reg function cannot have the effect (${ins} -- ${outs})`);
  }
  if (convention === "stack" && !known && (ins !== -1 || outs !== -1)) {
    report("an unknown effect is -1 for both inputs and outputs");
  }
}

const timesIn = (list: Block[], block: Block): number => list.filter((b) => b === block).length;

function checkGraph({ func, report }: Check): void {
  const ids = new Set<number>();
  const members = new Set(func.blocks);
  for (const block of func.blocks) {
    if (ids.has(block.id)) report("two blocks share an id", block);
    if (block.id >= func.nextBlock) report("block id not below nextBlock", block);
    ids.add(block.id);
    for (const succ of block.succs) {
      if (!members.has(succ)) report(`successor b${succ.id} is not in the function`, block);
      if (timesIn(block.succs, succ) !== timesIn(succ.preds, block)) {
        report(`successors and the predecessors of b${succ.id} do not mirror each other`, block);
      }
    }
    for (const pred of block.preds) {
      if (!members.has(pred)) report(`predecessor b${pred.id} is not in the function`, block);
      if (timesIn(pred.succs, block) !== timesIn(block.preds, pred)) {
        report(`predecessors and the successors of b${pred.id} do not mirror each other`, block);
      }
    }
  }
  if (func.blocks[0]!.preds.length > 0) report("the entry has predecessors", func.blocks[0]);
}

function placeInstructions({ func, place, report }: Check): void {
  const put = (block: Block, inst: Inst, at: number): void => {
    if (inst.block !== block) report("instruction does not name its block", block, inst);
    if (inst.id >= func.nextId) report("id not below nextId", block, inst);
    if (place[inst.id] !== undefined) report("id used twice", block, inst);
    place[inst.id] = at;
  };
  for (const block of func.blocks) {
    for (const phi of block.phis) put(block, phi, -1);
    for (let i = 0; i < block.insts.length; i++) put(block, block.insts[i]!, i);
  }
}

function checkBlock(check: Check, block: Block): void {
  const { report, func } = check;
  for (const phi of block.phis) {
    if (phi.op !== "phi") report("not a phi among the phis", block, phi);
    if (phi.args.length !== block.preds.length) report("phi without one operand a predecessor", block, phi);
    if (phi.type === "none" || phi.args.some((arg) => arg.type !== phi.type)) {
      report("operands of another type", block, phi);
    }
  }
  for (let i = 0; i < block.insts.length; i++) {
    const inst = block.insts[i]!;
    const last = i === block.insts.length - 1;
    if (isTerminator(inst.op) !== last) {
      report(last ? "block without a terminator" : "terminator before the end", block, inst);
    }
    if (inst.op === "phi") report("phi among the instructions", block, inst);
    if ((inst.op === "sp" || inst.op === "param" || inst.op === "fparam") && block !== func.blocks[0]) {
      report("only in the entry block", block, inst);
    }
    checkOperands(check, block, inst);
    if (inst.op === "proj") checkProjection(check, block, i);
    if (inst.info.effect === "call" || inst.op === "tailcall") checkCall(check, block, inst);
    else checkDetails(check, block, inst);
  }
  const successors = { jump: 1, br: 2 } as Record<string, number>;
  const last = block.insts[block.insts.length - 1];
  if (last === undefined) report("empty block", block);
  else if (block.succs.length !== (successors[last.op] ?? 0))
    report("wrong number of successors", block, last);
}

function checkOperands({ report, place, func }: Check, block: Block, inst: Inst): void {
  const info = inst.info;
  const mayBeFloat = inst.op === "phi" || inst.op === "proj";
  if (inst.type !== info.type && !(mayBeFloat && inst.type === "f64")) {
    report(`type is not ${info.type}`, block, inst);
  }
  const rest = info.args.endsWith("*");
  const fixed = rest ? info.args.slice(0, -1) : info.args;
  if (inst.args.length < fixed.length || (!rest && inst.args.length > fixed.length)) {
    report(`wants operands "${info.args}"`, block, inst);
  }
  for (let i = 0; i < inst.args.length; i++) {
    const arg = inst.args[i]!;
    // A proj names its call, which has no type of its own.
    const wanted = inst.op === "proj" ? "none" : fixed[i] === "f" ? "f64" : "i64";
    // What a callee takes is checked with its signature.
    if (i >= fixed.length && arg.type !== "none") continue;
    if (arg.type !== wanted) report(`operand ${i} (${printInst(arg)}) is not ${wanted}`, block, inst);
  }
  for (const arg of inst.args) {
    if (arg.id >= func.nextId || place[arg.id] === undefined || arg.block === undefined) {
      report(`operand ${printInst(arg)} is not in the function`, block, inst);
    }
  }
  if ((info.kinds & ~func.kinds) !== 0)
    report("of a kind that the function is not said to hold", block, inst);
  if (BigInt.asIntN(64, inst.imm) !== inst.imm) report("imm is not a signed cell", block, inst);
  if (!info.sym && inst.sym !== "") report("a symbol where the op has none", block, inst);
}

function checkProjection({ report }: Check, block: Block, index: number): void {
  const proj = block.insts[index]!;
  let at = index - 1;
  while (at >= 0 && block.insts[at]!.op === "proj") {
    if (block.insts[at]!.imm === proj.imm) report("result taken twice", block, proj);
    at--;
  }
  const source = block.insts[at];
  if (source !== proj.args[0] || source === undefined)
    report("proj not directly after its call", block, proj);
  else if (proj.imm < 0n || proj.imm >= source.imm) report("no such result", block, proj);
}

function checkCall(check: Check, block: Block, inst: Inst): void {
  const { report } = check;
  let results = Number(inst.imm);
  let types: Type[] | undefined = ["i64", "i64"];
  if (inst.op === "icall") results = 1;
  else if (inst.op === "catch") results = 2;
  else if (inst.op === "ccall") {
    const callee = RUNTIME_FUNCTIONS[inst.sym];
    if (callee === undefined) report("no such runtime function", block, inst);
    else {
      const floats = inst.args.filter((arg) => arg.type === "f64").length;
      if (inst.args.length - floats !== callee.args) report(`takes ${callee.args} operands`, block, inst);
      if (floats !== (callee.fargs ?? 0)) report(`takes ${callee.fargs ?? 0} float operands`, block, inst);
      results = resultsOfRuntime(callee);
      types = resultTypes(callee.results, results);
    }
  } else if (check.symbols !== undefined) {
    const sig = check.symbols.functions.get(inst.sym);
    if (sig === undefined) report("no such function", block, inst);
    else {
      results = checkCallee(check, block, inst, sig);
      types = resultTypes(sig.convention === "reg" ? sig.outs : 1, results);
    }
  } else types = undefined;
  if (inst.op === "tailcall") return;
  if (Number(inst.imm) !== results) report(`has ${results} results`, block, inst);
  for (let i = block.insts.indexOf(inst) + 1; block.insts[i]?.op === "proj"; i++) {
    const proj = block.insts[i]!;
    const wanted = types?.[Number(proj.imm)] ?? proj.type;
    if (proj.type !== wanted) report(`the result is ${wanted}`, block, proj);
  }
}

const resultTypes = (cells: number, results: number): Type[] =>
  Array.from({ length: results }, (_, k) => (k < cells ? "i64" : "f64"));

/** The stack pointer and cells, then floats. */
function checkTypes({ report }: Check, block: Block, inst: Inst, cells: number): void {
  for (let i = 0; i < inst.args.length; i++) {
    const wanted = i <= cells ? "i64" : "f64";
    if (inst.args[i]!.type !== wanted) report(`operand ${i} is not ${wanted}`, block, inst);
  }
}

/** The number of results of a call of a function with that signature. */
function checkCallee(check: Check, block: Block, inst: Inst, sig: Signature): number {
  const { report, func } = check;
  const isReg = sig.convention === "reg";
  const inputs = isReg ? sig.ins + sig.fins : 0;
  if (inst.args.length !== 1 + inputs) report(`takes the stack pointer and ${inputs} inputs`, block, inst);
  if (inst.op === "tailcall") {
    if (sig.convention !== func.sig.convention) report("tail call of the other convention", block, inst);
    else if (isReg && sig.outs !== func.sig.outs) {
      report(`tail call: ${sig.outs} outputs, not ${func.sig.outs}`, block, inst);
    } else if (isReg && sig.fouts !== func.sig.fouts) {
      report(`tail call: ${sig.fouts} float outputs, not ${func.sig.fouts}`, block, inst);
    }
  }
  checkTypes(check, block, inst, isReg ? sig.ins : 0);
  return resultsOf(sig);
}

function checkDetails(check: Check, block: Block, inst: Inst): void {
  const { report, symbols, func } = check;
  const isReg = func.sig.convention === "reg";
  switch (inst.op) {
    case "ret":
      if (inst.args.length !== 1 + (isReg ? func.sig.outs + func.sig.fouts : 0)) {
        report("wrong number of outputs", block, inst);
      }
      checkTypes(check, block, inst, isReg ? func.sig.outs : 0);
      break;
    case "param":
    case "fparam": {
      const count = inst.op === "param" ? func.sig.ins : func.sig.fins;
      if (!isReg || inst.imm < 0n || inst.imm >= BigInt(count)) report("no such input", block, inst);
      break;
    }
    case "addr":
      if (symbols !== undefined && !symbols.addresses.has(inst.sym)) report("no such symbol", block, inst);
      break;
    case "tailicall":
      if (func.sig.convention !== "stack") report("only in a stack function", block, inst);
      break;
    case "rpush":
    case "rpop":
    case "rpeek":
      if (!func.dynamicReturnStack) report("return stack not declared dynamic", block, inst);
      break;
  }
}

/** Every use is dominated by its definition; that of a phi at the end of the predecessor. */
function checkDominance({ func, place, report }: Check): void {
  const above = dominatorSets(func);
  const holds = (def: Inst, block: Block, at: number): boolean => {
    if (def.block === block) return place[def.id]! < at;
    return above.get(block)!.has(def.block!);
  };
  for (const block of func.blocks) {
    for (const phi of block.phis) {
      for (let i = 0; i < phi.args.length; i++) {
        if (!holds(phi.args[i]!, block.preds[i]!, Number.POSITIVE_INFINITY)) {
          report(`operand ${i} is not defined on its edge`, block, phi);
        }
      }
    }
    for (let i = 0; i < block.insts.length; i++) {
      for (const arg of block.insts[i]!.args) {
        if (!holds(arg, block, i)) report(`v${arg.id} does not dominate its use`, block, block.insts[i]!);
      }
    }
  }
}

/** By block: the blocks that dominate it, as the greatest solution of the data-flow equations. */
function dominatorSets(func: Func): Map<Block, { has(block: Block): boolean }> {
  const count = func.blocks.length;
  const words = (count + 31) >>> 5;
  const index = new Map(func.blocks.map((block, i) => [block, i]));
  const rows = new Uint32Array(count * words).fill(0xffffffff);
  rows.fill(0, 0, words);
  rows[0] = 1;
  // Each block after its predecessors, but for loops: few rounds are enough.
  const order = reversePostorder(func);
  for (let changed = true; changed; ) {
    changed = false;
    for (const block of order) {
      const i = index.get(block)!;
      if (i === 0) continue;
      const preds = block.preds.map((pred) => index.get(pred)! * words);
      for (let w = 0; w < words; w++) {
        let bits = 0xffffffff;
        for (let p = 0; p < preds.length; p++) bits &= rows[preds[p]! + w]!;
        if (w === i >>> 5) bits |= 1 << (i & 31);
        bits >>>= 0;
        if (rows[i * words + w] === bits) continue;
        rows[i * words + w] = bits;
        changed = true;
      }
    }
  }
  // An unreachable block keeps all ones: everything dominates it.
  const sets = func.blocks.map((block, i): [Block, { has(block: Block): boolean }] => [
    block,
    {
      has: (other) => {
        const j = index.get(other)!;
        return (rows[i * words + (j >>> 5)]! & (1 << (j & 31))) !== 0;
      },
    },
  ]);
  return new Map(sets);
}

function reversePostorder(func: Func): Block[] {
  const seen = new Set<Block>([func.blocks[0]!]);
  const path: { block: Block; next: number }[] = [{ block: func.blocks[0]!, next: 0 }];
  const order: Block[] = [];
  for (let top = path[0]; top !== undefined; top = path[path.length - 1]) {
    const succ = top.block.succs[top.next++];
    if (succ === undefined) {
      order.push(top.block);
      path.pop();
    } else if (!seen.has(succ)) {
      seen.add(succ);
      path.push({ block: succ, next: 0 });
    }
  }
  return order.reverse();
}
