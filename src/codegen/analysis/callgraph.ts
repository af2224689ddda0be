/**
 * The call graph of direct calls, and its functions callees first: strongly connected components by
 * Tarjan's algorithm (1972), with a stack of its own since call chains can be deep.
 *
 * For the order a function whose token is mentioned counts as called: it will be where the token is executed,
 * perhaps after inlining. For recursion only calls count, those of a token that is named included.
 */
import type { Func, Inst, Module } from "../ir/types.ts";

export interface CallGraph {
  bySymbol: Map<string, Func>;
  /** Callees before callers, but for recursion. */
  bottomUp: Func[];
  /** Functions that call themselves. */
  selfRecursive: Set<string>;
  /** Functions that reach themselves through others. */
  mutuallyRecursive: Set<string>;
  /** By symbol of a token: the function it runs. */
  byToken: Map<string, Func>;
  /** Functions that passes are done with. */
  finished: Map<string, Finished>;
  /** By symbol: direct calls of it in the whole module. Who adds or removes calls keeps it up to date. */
  sites: Map<string, number>;
  /** Functions that something other than a direct call leads to: the entry, those of tokens. */
  external: Set<string>;
}

/** What callers ask of a function that passes are done with. */
export interface Finished {
  func: Func;
  /** As `sizeOf` counts it. */
  size: number;
  /** It does not reach itself, and its return stack is no matter of its frame. */
  isInlinable: boolean;
}

export function finish(calls: CallGraph, func: Func): void {
  const { symbol } = func;
  const isRecursive = calls.selfRecursive.has(symbol) || calls.mutuallyRecursive.has(symbol);
  const isInlinable = !isRecursive && !func.dynamicReturnStack;
  calls.finished.set(symbol, { func, size: sizeOf(func), isInlinable });
}

export function callGraph(module: Module): CallGraph {
  const bySymbol = new Map(module.functions.map((func) => [func.symbol, func]));
  const sites = new Map<string, number>();
  const callees = new Map<Func, Func[]>();
  const mentioned = new Map<Func, Func[]>();
  const byToken = new Map<string, Func>();
  for (const { symbol, func } of module.tokens) byToken.set(symbol, bySymbol.get(func)!);
  const selfRecursive = new Set<string>();
  for (const func of module.functions) {
    const list: Func[] = [];
    for (const block of func.blocks) {
      for (const inst of block.insts) {
        if (inst.sym === "" && inst.op !== "icall") continue;
        if (inst.op === "addr") {
          const token = byToken.get(inst.sym);
          if (token === undefined) continue;
          const others = mentioned.get(func);
          if (others === undefined) mentioned.set(func, [token]);
          else others.push(token);
          continue;
        }
        const callee = calleeOf(inst);
        if (callee === undefined) continue;
        if (callee === func) selfRecursive.add(func.symbol);
        list.push(callee);
      }
    }
    callees.set(func, list);
  }
  const external = new Set([module.entry, ...module.tokens.map((token) => token.func)]);
  const { bottomUp, mutuallyRecursive } = ordered(module.functions, callees, mentioned);
  const finished = new Map<string, Finished>();
  return {
    bySymbol,
    bottomUp,
    selfRecursive,
    mutuallyRecursive,
    byToken,
    finished,
    sites,
    external,
  };

  function calleeOf(inst: Inst): Func | undefined {
    if (inst.op === "icall") {
      const token = inst.args[1]!;
      return token.op === "addr" ? byToken.get(token.sym) : undefined;
    }
    if (inst.op !== "call" && inst.op !== "tailcall") return undefined;
    sites.set(inst.sym, (sites.get(inst.sym) ?? 0) + 1);
    return bySymbol.get(inst.sym);
  }
}

interface Order {
  bottomUp: Func[];
  mutuallyRecursive: Set<string>;
}

/** By calls and mentions; what that finds recursive is looked at by calls alone. */
function ordered(functions: Func[], callees: Map<Func, Func[]>, mentioned: Map<Func, Func[]>): Order {
  if (mentioned.size === 0) return components(functions, callees);
  const all = new Map(callees);
  for (const [func, others] of mentioned) all.set(func, [...callees.get(func)!, ...others]);
  const { bottomUp, mutuallyRecursive } = components(functions, all);
  if (mutuallyRecursive.size === 0) return { bottomUp, mutuallyRecursive };
  return { bottomUp, mutuallyRecursive: components(functions, callees).mutuallyRecursive };
}

interface Visit {
  func: Func;
  index: number;
  low: number;
  /** Next callee to look at. */
  next: number;
  open: boolean;
}

function components(functions: Func[], callees: Map<Func, Func[]>): Order {
  const bottomUp: Func[] = [];
  const mutuallyRecursive = new Set<string>();
  const visits = new Map<Func, Visit>();
  const open: Visit[] = [];
  const path: Visit[] = [];
  const enter = (func: Func): void => {
    const visit = { func, index: visits.size, low: visits.size, next: 0, open: true };
    visits.set(func, visit);
    open.push(visit);
    path.push(visit);
  };
  for (const root of functions) {
    if (visits.has(root)) continue;
    enter(root);
    while (path.length > 0) {
      const visit = path[path.length - 1]!;
      const callee = callees.get(visit.func)![visit.next++];
      if (callee !== undefined) {
        const seen = visits.get(callee);
        if (seen === undefined) enter(callee);
        else if (seen.open) visit.low = Math.min(visit.low, seen.index);
        continue;
      }
      path.pop();
      const caller = path[path.length - 1];
      if (caller !== undefined) caller.low = Math.min(caller.low, visit.low);
      if (visit.low !== visit.index) continue;
      const first = open.lastIndexOf(visit);
      const members = open.splice(first);
      for (const member of members) {
        member.open = false;
        bottomUp.push(member.func);
        if (members.length > 1) mutuallyRecursive.add(member.func.symbol);
      }
    }
  }
  return { bottomUp, mutuallyRecursive };
}

/** A measure of code size: instructions that cost something on their own. */
export function sizeOf(func: Func): number {
  let size = 0;
  for (const block of func.blocks) for (const inst of block.insts) size += inst.info.size;
  return size;
}
