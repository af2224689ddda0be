/**
 * The middle end as data: the table of passes in the order they run, with the reason for each ordering
 * constraint (a test checks the order against them).
 *
 * A module pass sees the whole module. Function passes that stand together run as a group, function by
 * function with callees first, each function through all of them: what a pass asks about a callee, and
 * what it takes over by inlining, is then in its final form, and each function is optimized once.
 */

import { now } from "../../support/clock.ts";
import type { MemoryFacts } from "../analysis/alias.ts";
import { type CallGraph, callGraph, finish } from "../analysis/callgraph.ts";
import { mayLoop } from "../analysis/loops.ts";
import { type MemorySummary, memorySummary } from "../analysis/memory-summary.ts";
import { stackEscapes, stackPositions } from "../analysis/stack-pointer.ts";
import { KINDS } from "../ir/ops.ts";
import { printFunc, printModule } from "../ir/print.ts";
import type { Func, Module, Signature } from "../ir/types.ts";
import { verifyFunc, verifyModule } from "../ir/verify.ts";
import { accumulateRecursion } from "./accumulate.ts";
import { growCaseTrees } from "./case-trees.ts";
import { simplifyGraph } from "./cfg.ts";
import { foldAllConstantLoads, foldConstantLoads } from "./constant-loads.ts";
import { eliminateDeadCode } from "./dce.ts";
import { eliminateDeadStores } from "./dead-stores.ts";
import { divideByConstants } from "./divide.ts";
import { numberValues } from "./gvn.ts";
import { convertBranches } from "./if-convert.ts";
import { inlineCalls } from "./inline.ts";
import { inlineRecursion } from "./inline-recursion.ts";
import { moveInvariants } from "./licm.ts";
import { eliminateLoads } from "./loads.ts";
import { improveLoopTests } from "./loop-tests.ts";
import { dropMasks } from "./masks.ts";
import { narrow } from "./narrow.ts";
import { removePartialRedundancy } from "./partial-redundancy.ts";
import { promoteInLoops } from "./promote.ts";
import { dropUnreachableSymbols } from "./reachable.ts";
import { rotateLoops } from "./rotate.ts";
import { loopSelfTailCalls } from "./self-tail-calls.ts";
import { simplify } from "./simplify.ts";
import { splitConditions } from "./split-conditions.ts";
import { makeTailCalls } from "./tail-calls.ts";
import { threadJumps } from "./thread-jumps.ts";
import { threadStates } from "./thread-states.ts";
import { unrollLoops } from "./unroll.ts";

export interface PassOptions {
  level: 0 | 2;
  /** Names of optional passes to leave out. */
  disabled: ReadonlySet<string>;
  /** Verify after every pass; what is wrong is thrown as an Error. */
  verify: boolean;
  /** After each pass, a group of function passes one after the other when all of it is done. */
  after?(pass: string, milliseconds: number): void;
  /** The IR right after the pass: a module, or each function of a function pass on its own. */
  dump?(pass: string, text: string): void;
  /** Instead of the whole table, for tests of single passes. */
  passes?: readonly Pass[];
}

/** What function passes know of the module around. */
export interface PassContext {
  module: Module;
  calls: CallGraph;
  memory: MemoryFacts;
}

interface PassBase {
  name: string;
  /** The lowest level it runs at. */
  level: 0 | 2;
  /** Mandatory passes give programs their meaning; `disabled` does not concern them. */
  mandatory?: boolean;
  /** Passes that must have run before it, and why. */
  after?: Record<string, string>;
  /** Passes that must still run after it, and why. */
  before?: Record<string, string>;
}

export type Pass =
  | (PassBase & { scope: "module"; run(module: Module): void })
  | (PassBase & {
      scope: "function";
      /** What a function must have for the pass to find anything in it: all of these. Others it is spared. */
      needs?: readonly Need[];
      run(func: Func, context: PassContext): void;
    });

/** Instructions of a kind (once at least: they may be gone), more than one block, a cycle of them. */
export type Need = keyof typeof KINDS | "branch" | "loop";

/** A pass may stand more than once. */
export const PASSES: readonly Pass[] = [
  {
    name: "reachable",
    scope: "module",
    level: 0,
    mandatory: true,
    run: dropUnreachableSymbols,
    before: { inline: "no work on what is not in the binary" },
  },
  {
    name: "constant-loads",
    scope: "module",
    level: 2,
    run: foldAllConstantLoads,
    before: { inline: "what a deferred word executes is called there, and belongs to the call graph" },
  },
  {
    name: "accumulate",
    scope: "module",
    level: 2,
    run: accumulateRecursion,
    before: { "self-tail-calls": "it leaves tail calls that become loops" },
  },
  {
    name: "self-tail-calls",
    scope: "function",
    level: 2,
    needs: ["call"],
    run: (func, { calls }) => loopSelfTailCalls(func, calls),
    before: { inline: "a loop can be inlined, a recursive function not" },
  },
  {
    name: "inline",
    scope: "function",
    level: 2,
    needs: ["call"],
    run: (func, { calls }) => inlineCalls(func, calls),
    before: {
      simplify: "everything else should see the callee's code",
      "tail-calls": "a copy does not end its caller",
    },
  },
  {
    name: "inline-recursion",
    scope: "function",
    level: 2,
    needs: ["call"],
    run: (func, { calls }) => inlineRecursion(func, calls),
    after: {
      "self-tail-calls": "what became a loop need not be copied",
      inline: "what is copied has its small callees",
    },
    before: { simplify: "it sees all levels" },
  },
  { name: "simplify", scope: "function", level: 2, run: simplify },
  {
    name: "cfg",
    scope: "function",
    level: 2,
    needs: ["branch"],
    run: simplifyGraph,
    after: { simplify: "branches on constants show only after folding" },
  },
  {
    name: "rotate",
    scope: "function",
    level: 2,
    needs: ["loop"],
    run: rotateLoops,
    after: { cfg: "a loop has one block for its test then", inline: "loops of callees are loops here" },
    before: { simplify: "the test on the way in may decide itself", gvn: "it knows what the test has shown" },
  },
  {
    name: "unroll",
    scope: "function",
    level: 2,
    needs: ["loop"],
    run: unrollLoops,
    after: { rotate: "how often a loop runs is asked at its end" },
    before: { loads: "addresses are constant in each round", simplify: "so is the index" },
  },
  {
    name: "loads",
    scope: "function",
    level: 2,
    needs: ["load"],
    run: (func, { memory }) => eliminateLoads(func, memory),
    after: {
      simplify: "addresses are compared by what constants add up to",
      cfg: "fewer joins, fewer phis",
    },
  },
  {
    name: "constant-loads",
    scope: "function",
    level: 2,
    needs: ["load"],
    run: (func, { memory }) => foldConstantLoads(func, memory.dataObject),
    after: { inline: "an index that is an input may be known now" },
  },
  {
    name: "thread-jumps",
    scope: "function",
    level: 2,
    needs: ["branch"],
    run: threadJumps,
    after: {
      loads: "flags that were in stack memory are phis",
      rotate: "a loop that begins with a test has more than one way in",
    },
    before: {
      simplify: "copies know more, and have phis of one operand",
      gvn: "it numbers once all copies are made",
    },
  },
  {
    name: "simplify",
    scope: "function",
    level: 2,
    run: simplify,
    after: { loads: "loads became constants" },
  },
  {
    name: "divide",
    scope: "function",
    level: 2,
    needs: ["division"],
    run: divideByConstants,
    after: {
      simplify: "powers of two are shifts already",
      inline: "a division counts as one instruction there",
    },
    before: { gvn: "quotient and remainder share the product" },
  },
  {
    name: "gvn",
    scope: "function",
    level: 2,
    run: numberValues,
    after: { simplify: "equal expressions look equal only in canonical form" },
  },
  {
    name: "narrow",
    scope: "function",
    level: 2,
    run: narrow,
    after: {
      divide: "signs of dividends that are none show in the expansion",
      gvn: "a test says something of the one value that all use",
    },
    before: { dce: "it leaves operands that nothing needs", cfg: "it decides branches" },
  },
  {
    name: "masks",
    scope: "function",
    level: 2,
    run: dropMasks,
    after: { gvn: "the two shifts of a rotation are of the same value then" },
    before: { dce: "shifts and masks that it leaves are dead" },
  },
  {
    name: "licm",
    scope: "function",
    level: 2,
    needs: ["loop"],
    run: (func, { memory }) => moveInvariants(func, memory),
    after: {
      rotate: "only at the head of a loop all runs for sure",
      gvn: "what is equal moves once",
      divide: "the product can move, the division is done in its place",
    },
    before: { dce: "operands that were copied may be dead in the loop" },
  },
  {
    name: "loop-tests",
    scope: "function",
    level: 2,
    needs: ["loop"],
    run: improveLoopTests,
    after: { licm: "limits and steps that do not change are known from before the loop" },
    before: { dce: "the tests of before are dead" },
  },
  {
    name: "promote",
    scope: "function",
    level: 2,
    needs: ["loop", "store"],
    run: (func, { memory }) => promoteInLoops(func, memory),
    after: {
      licm: "addresses that do not change are known from before the loop",
      loads: "what is loaded once is not loaded again before the loop",
    },
    before: { "dead-stores": "stores in the loop are overwritten at its ends" },
  },
  {
    name: "partial-redundancy",
    scope: "function",
    level: 2,
    needs: ["loop", "load", "store"],
    run: (func, { memory }) => removePartialRedundancy(func, memory),
    after: {
      licm: "what nothing in the loop changes is gone",
      promote: "what is stored in one place only has a register, without a load behind the store",
    },
    before: { dce: "what is only computed from is dead" },
  },
  {
    name: "dead-stores",
    scope: "function",
    level: 2,
    needs: ["store"],
    run: (func, { memory }) => eliminateDeadStores(func, memory),
    after: { loads: "a load that is left keeps its store" },
  },
  {
    name: "thread-states",
    scope: "function",
    level: 2,
    needs: ["loop"],
    run: threadStates,
    after: {
      licm: "loops that it makes may have several entries",
      "loop-tests": "loops that it makes may have several entries",
      promote: "a state that is kept in a variable is carried by phis then",
    },
    before: {
      dce: "comparisons that are decided are dead",
      cfg: "most versions of a block do nothing but jump",
      "case-trees": "a chain that is left is where no state is known",
      "if-convert": "arms that only choose the next state are branches",
    },
  },
  {
    name: "dce",
    scope: "function",
    level: 2,
    run: eliminateDeadCode,
    after: {
      "dead-stores": "what was only stored is dead then",
      gvn: "it leaves operands that nothing needs",
    },
  },
  {
    name: "cfg",
    scope: "function",
    level: 2,
    needs: ["branch"],
    run: simplifyGraph,
    after: { dce: "a block that only held dead code is empty now", gvn: "it decides tests" },
  },
  {
    name: "case-trees",
    scope: "function",
    level: 2,
    needs: ["branch"],
    run: growCaseTrees,
    after: { cfg: "the blocks of a chain hold nothing but tests then", gvn: "all tests are of one value" },
    before: { "if-convert": "the last arm of a chain would become part of it" },
  },
  {
    name: "if-convert",
    scope: "function",
    level: 2,
    needs: ["branch"],
    run: (func, { memory }) => convertBranches(func, memory.signatures),
    after: { dce: "what is dead would count", cfg: "arms are one block then" },
  },
  {
    name: "split-conditions",
    scope: "function",
    level: 2,
    needs: ["branch"],
    run: splitConditions,
    after: {
      "if-convert": "one condition chooses as well as one comparison, two blocks do not",
      gvn: "both parts of a condition are known behind it",
    },
  },
  {
    name: "reachable",
    scope: "module",
    level: 2,
    run: dropUnreachableSymbols,
    after: { inline: "functions whose calls are all inlined go" },
  },
  { name: "tail-calls", scope: "module", level: 0, mandatory: true, run: makeTailCalls },
];

export function runPasses(module: Module, options: PassOptions): void {
  const passes = (options.passes ?? PASSES).filter(
    (pass) => pass.level <= options.level && (pass.mandatory === true || !options.disabled.has(pass.name)),
  );
  for (let i = 0; i < passes.length; ) {
    const pass = passes[i]!;
    if (pass.scope === "module") {
      const start = now();
      pass.run(module);
      const milliseconds = now() - start;
      inspectModule(module, pass.name, options);
      options.after?.(pass.name, milliseconds);
      i++;
      continue;
    }
    const group: FunctionPass[] = [];
    for (let next = passes[i]; next?.scope === "function"; next = passes[++i]) group.push(next);
    runGroup(module, group, options);
  }
}

type FunctionPass = Extract<Pass, { scope: "function" }>;

const NEEDS: Readonly<Record<Need, number>> = { ...KINDS, branch: 1 << 8, loop: 1 << 9 };

/**
 * Whether there is a loop is asked once, when the first pass wants one: from then on passes make none where there
 * was none.
 */
function runGroup(module: Module, group: FunctionPass[], options: PassOptions): void {
  const calls = callGraph(module);
  const summaries = new Map<string, MemorySummary>();
  const memory = memoryFacts(module, calls, summaries);
  const context: PassContext = { module, calls, memory };
  const needs = group.map(({ needs = [] }) => needs.reduce((bits, need) => bits | NEEDS[need], 0));
  const runs = group.map(({ run }) => run);
  const spent: number[] = group.map(() => 0);
  const isInspected = options.verify || options.dump !== undefined;
  // To look at the clock takes as long as a pass over a small function.
  const isTimed = options.after !== undefined;
  let loops: number | undefined;
  const hasAll = (func: Func, need: number): boolean => {
    let has = func.kinds;
    if (func.blocks.length > 1) has |= NEEDS.branch;
    if ((need & NEEDS.loop) !== 0) {
      loops ??= mayLoop(func) ? NEEDS.loop : 0;
      has |= loops;
    }
    return (need & ~has) === 0;
  };
  for (const func of calls.bottomUp) {
    loops = undefined;
    for (let i = 0; i < group.length; i++) {
      const need = needs[i]!;
      if (need === 0 || hasAll(func, need)) {
        const start = isTimed ? now() : 0;
        runs[i]!(func, context);
        if (isTimed) spent[i]! += now() - start;
      }
      if (isInspected) inspectFunc(func, group[i]!.name, options);
    }
    finish(calls, func);
    summaries.set(func.symbol, memorySummary(func, memory.signatures, summaries));
  }
  // Calls may be anywhere once all functions are through: look at the whole as well.
  if (options.verify) {
    complain(group.map((pass) => pass.name).join(", "), verifyModule(module), () => printModule(module));
  }
  for (let i = 0; i < group.length; i++) options.after?.(group[i]!.name, spent[i]!);
}

function memoryFacts(
  module: Module,
  calls: CallGraph,
  summaries: ReadonlyMap<string, MemorySummary>,
): MemoryFacts {
  const objects = new Map(module.data.map((object) => [object.symbol, object]));
  const signatures = (symbol: string): Signature | undefined => calls.bySymbol.get(symbol)?.sig;
  return {
    signatures,
    dataObject: (symbol) => objects.get(symbol),
    dataSize: (symbol) => objects.get(symbol)?.size,
    summaries,
    stackEscapes: module.functions.some((func) => stackEscapes(func, stackPositions(func, signatures))),
  };
}

function inspectModule(module: Module, pass: string, options: PassOptions): void {
  if (options.verify) complain(pass, verifyModule(module), () => printModule(module));
  options.dump?.(pass, printModule(module));
}

function inspectFunc(func: Func, pass: string, options: PassOptions): void {
  if (options.verify) complain(pass, verifyFunc(func), () => printFunc(func));
  options.dump?.(pass, printFunc(func));
}

function complain(pass: string, problems: string[], text: () => string): void {
  if (problems.length > 0) throw new Error(`after ${pass}:\n${problems.join("\n")}\n${text()}`);
}
