/**
 * Words whose effect on the stacks depends on their operands, and `throw`. Effect inference and build-ssa
 * know these records by their `special`: what they do is decided by what is known of the operands, not
 * by a row of the table, so `build` only says that code for them exists.
 */
import { type Cell, NoAnswer, SOMETHING, toBig, truthy } from "../cell.ts";
import { type Evaluator, ForthThrow } from "../evaluator.ts";
import { type Options, type Primitive, primitive, type Special } from "../primitive.ts";

function builtElsewhere(): void {
  throw new Error("build-ssa has code of its own for this word");
}

function row(
  name: Special,
  stack: string,
  set: string,
  doc: string,
  run: (vm: Evaluator) => void,
  options: Options = { effect: undefined },
): Primitive {
  return primitive(name, stack, set, doc, run, builtElsewhere, { ...options, special: name });
}

/** Once the top level is deferred, the evaluator's stack is the top of the running program's. */
function depth(vm: Evaluator): Cell {
  const { ds, mode, startup } = vm;
  if (mode === "load") return ds.length;
  if (startup.foreseesAll) return mode === "sandbox" ? ds.length : startup.foreseen.length + ds.length;
  return mode === "sandbox" ? SOMETHING : startup.depth("depth", ds.length);
}

function floatDepth(vm: Evaluator): Cell {
  const { fs, mode, startup } = vm;
  if (mode === "load") return fs.length;
  if (startup.foreseesAllFloats)
    return mode === "sandbox" ? fs.length : startup.foreseenFloats.length + fs.length;
  return mode === "sandbox" ? SOMETHING : startup.depth("fdepth", fs.length);
}

/** Index into the evaluator's stack of the item that lies `n` below the top. */
function indexBelow(vm: Evaluator, n: number): number {
  while (vm.mode === "deferred" && vm.ds.length <= n && n < MAX_TAKEN) {
    vm.ds.unshift(vm.startup.pop(vm.text.prim("drop")));
  }
  const at = vm.ds.length - 1 - n;
  if (at < 0 && vm.mode === "sandbox" && !vm.startup.foreseesAll)
    throw new NoAnswer("not all of the stack is known");
  if (n < 0 || at < 0) throw new ForthThrow(-4, "stack underflow");
  return at;
}

/** Cells that are fetched from the running program to look at one of them. */
const MAX_TAKEN = 1000;

// biome-ignore format: a table reads best one row a line
export const dynamicWords: Primitive[] = [
  row("execute", "( i*x xt -- j*x )", "core", "Execute xt.",
    (vm) => vm.executeToken(vm.pop(), vm.text.span)),
  row("catch", "( i*x xt -- j*x 0 | i*x n )", "exception", "Execute xt. If it throws n, restore the depth and leave n, else leave 0.",
    (vm) => vm.catchToken(vm.pop(), vm.text.span)),
  row("throw", "( n -- )", "exception", "If n is not 0, go back to the innermost `catch` with it.",
    (vm) => { const code = vm.pop(); if (toBig(code) !== 0n) throw new ForthThrow(code); }, {}),
  row("?dup", "( x -- 0 | x x )", "core", "Duplicate x if it is not 0.",
    (vm) => { const x = vm.pop(); vm.push(x); if (truthy(x)) vm.push(x); }),
  row("depth", "( -- +n )", "core", "Number of cells on the stack before.",
    (vm) => vm.push(depth(vm))),
  row("sp@", "( -- addr )", "gforth", "Address of the topmost cell.", () => { throw new NoAnswer("it asks where the stack lies"); }),
  row("sp!", "( addr -- i*x )", "gforth", "Let the stack begin at addr.", () => { throw new NoAnswer("it moves the stack"); }),
  row("pick", "( xu ... x0 u -- xu ... x0 xu )", "core ext", "Copy the cell that lies u below the top.",
    (vm) => { const n = vm.popNumber(); vm.push(vm.ds[indexBelow(vm, n)]!); }),
  row("roll", "( xu xu-1 ... x0 u -- xu-1 ... x0 xu )", "core ext", "Move the cell that lies u below the top to the top.",
    (vm) => { const n = vm.popNumber(); vm.push(vm.ds.splice(indexBelow(vm, n), 1)[0]!); }),
  row("spawn", "( i*x xt -- tid )", "ffc tasks", "Run xt in a new thread, which takes as many cells with it as xt has inputs. Throws -305 if that is not known, -300 if no thread can be had.",
    (vm) => vm.needWorld(), { effect: undefined, world: true }),
  row("spawn-n", "( i*x n xt -- tid )", "ffc tasks", "Run xt in a new thread, which takes n cells with it. Throws -24 if they are too many, -300 if no thread can be had.",
    (vm) => vm.needWorld(), { effect: undefined, world: true }),
  row("join-result", "( tid -- i*x ior )", "ffc tasks", "Wait for a thread, and leave what it left on its stack and 0, or what it threw uncaught. Throws -301 if there is no such thread, or no more.",
    (vm) => vm.needWorld(), { effect: undefined, world: true }),
  row("fdepth", "( -- +n )", "floating", "Number of floats on the float stack.",
    (vm) => vm.push(floatDepth(vm))),
  row("fpick", "( u -- ) ( F: ru ... r0 -- ru ... r0 ru )", "gforth", "Copy the float that lies u below the top.", (vm) => {
    const n = vm.popNumber();
    if (vm.mode === "deferred") throw new NoAnswer("it looks into the float stack of the running program");
    const floats = vm.fs;
    const at = floats.length - 1 - n;
    if (n < 0 || at < 0) throw new ForthThrow(-45, "floating-point stack underflow");
    vm.fpush(floats[at]!);
  }),
  row("fp@", "( -- f-addr )", "gforth", "Address of the topmost float on the float stack.", () => { throw new NoAnswer("it asks where the float stack lies"); }),
  row("fp!", "( f-addr -- ) ( F: -- i*r )", "gforth", "Let the float stack begin at f-addr.", () => { throw new NoAnswer("it moves the float stack"); }),
];

export const throwPrimitive = (): Primitive => dynamicWords.find((prim) => prim.name === "throw")!;
