/**
 * An interpreter of the IR: what a module means, without a code generator. Tests run it before and after
 * a pass and compare.
 *
 * Frames are explicit, so that recursion is bounded by the step limit only and a tail call takes no
 * space. At each call cells below the stack pointer that is passed are overwritten: nobody may count on
 * them. Arithmetic is that of the table of ops, so folding and execution cannot differ.
 */
import { fromSingle, toSingle } from "./float.ts";
import { wrap } from "./ops.ts";
import { printInst } from "./print.ts";
import {
  DEFAULT_RUNTIME,
  type Host,
  Memory,
  type RuntimeCall,
  type SymbolTable,
  Throw,
  zeroResults,
} from "./simulated-memory.ts";
import type { Block, Func, Inst, Module } from "./types.ts";

export interface InterpretOptions {
  /** Function to run instead of the entry, with its inputs (those of a `stack` function in memory). */
  func?: string;
  inputs?: bigint[];
  /** Float inputs by their bits. */
  floats?: bigint[];
  stepLimit?: number;
  /** Runtime functions to use instead of the defaults. */
  runtime?: Readonly<Record<string, RuntimeCall>>;
  /** Addresses from before a pass that drops symbols. */
  symbols?: SymbolTable;
}

export interface Run {
  end: "return" | "throw" | "bye" | "unreachable" | "limit";
  /** Throw code or exit status. */
  code: bigint;
  /** Source position of the instruction that ended the program. */
  pos: number;
  /**
   * Outputs of a `reg` function, cells and then floats by their bits; then the cells of the data stack in
   * memory, then the floats of the float stack; deepest first. None after a throw that nobody caught: what a word took
   * from the float stack is gone only when it returns, and nobody looks where its pointer was.
   */
  results: bigint[];
  output: string;
  /** Bytes of each data object in the end, as hex. */
  data: Record<string, string>;
  steps: number;
}

class Bye {
  constructor(readonly status: bigint) {}
}

interface Frame {
  func: Func;
  values: bigint[];
  /** sp, then the inputs. */
  args: bigint[];
  block: Block;
  index: number;
  returnStack: bigint[];
  /** What called it: takes the results. Undefined for the outermost. */
  call: Inst | undefined;
  /** A `reg` function entered through its token took so many inputs from stack memory, and leaves its outputs there. */
  fromStack: number | undefined;
  /** Where the float stack was: what `catch` goes back to. */
  floatPointer: number;
}

const GARBAGE = 0x5a5a5a5a5a5a5a5an;
const UNSET = Symbol("unset") as unknown as bigint;

export function interpret(module: Module, options: InterpretOptions = {}): Run {
  const machine = new Machine(module, options);
  const run = machine.run();
  for (const object of module.data) {
    const bytes = machine.memory.bytes(machine.memory.addressOf(object.symbol), object.size);
    run.data[object.symbol] = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  }
  return run;
}

class Machine implements Host {
  readonly memory: Memory;
  output = "";
  readonly #functions: Map<string, Func>;
  readonly #runtime: Readonly<Record<string, RuntimeCall>>;
  readonly #options: InterpretOptions;
  readonly #module: Module;
  #frames: Frame[] = [];
  #result: bigint[] | undefined;
  #steps = 0;

  constructor(module: Module, options: InterpretOptions) {
    this.#module = module;
    this.#options = options;
    this.memory = new Memory(module, options.symbols);
    this.#functions = new Map(module.functions.map((func) => [func.symbol, func]));
    this.#runtime = { ...DEFAULT_RUNTIME, ...options.runtime };
  }

  bye(status: bigint): never {
    throw new Bye(status);
  }

  run(): Run {
    const limit = this.#options.stepLimit ?? 1_000_000;
    this.#start();
    for (;;) {
      try {
        while (this.#result === undefined) {
          if (++this.#steps > limit) return this.#finish("limit", 0n);
          if (!this.#step()) return this.#finish("unreachable", 0n);
        }
        return this.#finish("return", 0n);
      } catch (signal) {
        if (signal instanceof Bye) return this.#finish("bye", signal.status);
        if (!(signal instanceof Throw)) throw signal;
        const pos = this.#here()?.pos ?? 0;
        if (!this.#unwind(signal.code)) return { ...this.#finish("throw", signal.code), pos };
      }
    }
  }

  #start(): void {
    const func = this.#function(this.#options.func ?? this.#module.entry);
    const inputs = this.#options.inputs ?? [];
    const floats = (this.#options.floats ?? []).map(wrap);
    let sp = this.memory.stackBase - 64;
    if (func.sig.convention === "stack") {
      for (const input of inputs) {
        sp -= 8;
        this.memory.writeCell(sp, input);
      }
      this.#pushFloats(floats);
    }
    const registers = func.sig.convention === "reg" ? [...inputs.map(wrap), ...floats] : [];
    this.#enter(func, [BigInt(sp), ...registers], undefined);
  }

  #finish(end: Run["end"], code: bigint): Run {
    const pos = this.#here()?.pos ?? 0;
    if (end === "throw")
      return { end, code, pos, results: [], output: this.output, data: {}, steps: this.#steps };
    const [sp, ...results] = this.#result ?? [BigInt(this.memory.stackBase)];
    for (let at = this.memory.stackBase - 72; at >= Number(sp); at -= 8)
      results.push(this.memory.readCell(at));
    for (let at = this.memory.floatBase - 8; at >= this.memory.floatPointer; at -= 8)
      results.push(this.memory.readCell(at));
    return { end, code, pos, results, output: this.output, data: {}, steps: this.#steps };
  }

  #function(symbol: string): Func {
    const func = this.#functions.get(symbol);
    if (func === undefined) throw new Error(`no function ${symbol}`);
    return func;
  }

  #here(): Inst | undefined {
    const frame = this.#frames[this.#frames.length - 1];
    return frame?.block.insts[Math.max(0, frame.index - 1)];
  }

  #enter(func: Func, args: bigint[], call: Inst | undefined, fromStack?: number): void {
    const { stackBase, floatBase, floatPointer } = this.memory;
    for (let i = 1; i <= 6; i++) {
      // Below the stack's own memory there is nothing to overwrite.
      const at = Number(args[0]!) - 8 * i;
      if (at > stackBase - 0x8000) this.memory.writeCell(at, GARBAGE + BigInt(i));
      if (floatPointer === floatBase) continue;
      const float = floatPointer - 8 * i;
      if (float > floatBase - 0x8000 && float < floatBase) this.memory.writeCell(float, GARBAGE + BigInt(i));
    }
    const block = func.blocks[0]!;
    const values: bigint[] = new Array(func.nextId).fill(UNSET);
    this.#frames.push({
      func,
      values,
      args,
      block,
      index: 0,
      returnStack: [],
      call,
      fromStack,
      floatPointer,
    });
  }

  #pushFloats(floats: readonly bigint[]): void {
    for (const float of floats) {
      this.memory.floatPointer -= 8;
      this.memory.writeCell(this.memory.floatPointer, float);
    }
  }

  /** By execution token: inputs of a `reg` function come from stack memory. */
  #execute(sp: bigint, token: bigint, call: Inst | undefined): void {
    const symbol = this.memory.functionOfToken.get(Number(token));
    if (symbol === undefined) throw new Throw(-9n);
    const func = this.#function(symbol);
    const args = [sp];
    const before = this.memory.floatPointer;
    const { ins, fins, convention } = func.sig;
    if (convention === "reg") {
      for (let i = ins - 1; i >= 0; i--) args.push(this.memory.readCell(Number(sp) + 8 * i));
      for (let i = fins - 1; i >= 0; i--) args.push(this.memory.readCell(before + 8 * i));
      this.memory.floatPointer = before + 8 * fins;
    }
    this.#enter(func, args, call, convention === "reg" ? ins : undefined);
    this.#frames[this.#frames.length - 1]!.floatPointer = before;
  }

  /** Leaves the innermost frame with what it returns: sp, then outputs. */
  #leave(returned: bigint[]): void {
    const frame = this.#frames.pop()!;
    let results = frame.func.sig.convention === "reg" ? returned.slice(1) : returned;
    if (frame.fromStack !== undefined) {
      const { outs } = frame.func.sig;
      const sp = Number(returned[0]!) + 8 * (frame.fromStack - outs);
      for (let i = 0; i < outs; i++) this.memory.writeCell(sp + 8 * (outs - 1 - i), results[i]!);
      this.#pushFloats(results.slice(outs));
      results = [BigInt(sp)];
    }
    if (frame.call === undefined) this.#result = returned;
    else this.#deliver(frame.call, frame.call.op === "catch" ? [results[0]!, 0n] : results);
  }

  /** Gives results to the `proj`s after the call, in the frame that is now innermost. */
  #deliver(call: Inst, results: bigint[]): void {
    const frame = this.#frames[this.#frames.length - 1]!;
    const { insts } = frame.block;
    for (; insts[frame.index]?.op === "proj"; frame.index++) {
      const proj = insts[frame.index]!;
      if (proj.args[0] !== call) throw new Error(`stray ${printInst(proj)}`);
      frame.values[proj.id] = results[Number(proj.imm)]!;
    }
  }

  /** Back to the innermost `catch`; false if there is none. */
  #unwind(code: bigint): boolean {
    while (this.#frames.length > 0) {
      const { call, floatPointer } = this.#frames.pop()!;
      const outer = this.#frames[this.#frames.length - 1];
      if (call?.op !== "catch" || outer === undefined) continue;
      this.memory.floatPointer = floatPointer;
      this.#deliver(call, [outer.values[call.args[0]!.id]!, code]);
      return true;
    }
    return false;
  }

  /** One instruction; false if it is `unreachable`. */
  #step(): boolean {
    const frame = this.#frames[this.#frames.length - 1]!;
    const inst = frame.block.insts[frame.index++]!;
    const { values } = frame;
    const args = inst.args.map((arg) => {
      const value = values[arg.id]!;
      if (value === UNSET)
        throw new Error(`${frame.func.symbol}: v${arg.id} is not set in: ${printInst(inst)}`);
      return value;
    });
    const { fold } = inst.info;
    if (fold !== undefined) {
      const isShift = inst.op === "shl" || inst.op === "shr" || inst.op === "sar";
      if (isShift) args[1] = args[1]! & 63n;
      const value = fold(args[0]!, args[1] ?? 0n, args[2] ?? 0n);
      if (value === undefined)
        throw new Error(`${frame.func.symbol}: undefined ${printInst(inst)} of ${args}`);
      values[inst.id] = wrap(value);
      return true;
    }
    const address = Number((args[0] ?? 0n) + (inst.info.imm === "displacement" ? inst.imm : 0n));
    const { memory } = this;
    switch (inst.op) {
      case "const":
      case "fconst":
        values[inst.id] = inst.imm;
        break;
      case "addr":
        values[inst.id] = BigInt(memory.addressOf(inst.sym)) + inst.imm;
        break;
      case "user":
        values[inst.id] = memory.user(inst.imm);
        break;
      case "sp":
        values[inst.id] = frame.args[0]!;
        break;
      case "param":
        values[inst.id] = frame.args[1 + Number(inst.imm)]!;
        break;
      case "fparam":
        values[inst.id] = frame.args[1 + frame.func.sig.ins + Number(inst.imm)]!;
        break;
      case "load":
      case "fload":
      case "atomic_load":
        values[inst.id] = memory.readCell(address);
        break;
      case "touch":
        memory.readCell(address);
        break;
      case "load8":
        values[inst.id] = memory.read(address, 1);
        break;
      case "load16":
        values[inst.id] = memory.read(address, 2);
        break;
      case "load32":
        values[inst.id] = memory.read(address, 4);
        break;
      case "store":
      case "fstore":
      case "atomic_store":
        memory.write(address, 8, args[1]!);
        break;
      case "store8":
        memory.write(address, 1, args[1]!);
        break;
      case "store16":
        memory.write(address, 2, args[1]!);
        break;
      case "store32":
        memory.write(address, 4, args[1]!);
        break;
      case "fload32":
        values[inst.id] = fromSingle(memory.read(address, 4));
        break;
      case "fstore32":
        memory.write(address, 4, toSingle(args[1]!));
        break;
      case "atomic_add":
        values[inst.id] = memory.readCell(address);
        memory.writeCell(address, wrap(values[inst.id]! + args[1]!));
        break;
      case "atomic_cas":
        values[inst.id] = memory.readCell(address);
        if (values[inst.id] === args[1]) memory.writeCell(address, args[2]!);
        break;
      case "rpush":
        frame.returnStack.push(args[0]!);
        break;
      case "rpop":
        values[inst.id] = frame.returnStack.pop() ?? 0n;
        break;
      case "rpeek":
        values[inst.id] = frame.returnStack[frame.returnStack.length - 1 - Number(inst.imm)] ?? 0n;
        break;
      default:
        return this.#control(frame, inst, args);
    }
    return true;
  }

  #control(frame: Frame, inst: Inst, args: bigint[]): boolean {
    switch (inst.op) {
      case "jump":
        this.#jump(frame, 0);
        break;
      case "br":
        this.#jump(frame, args[0] !== 0n ? 0 : 1);
        break;
      case "trapif":
        if (args[0] !== 0n) throw new Throw(inst.imm);
        break;
      case "call":
        this.#enter(this.#function(inst.sym), args, inst);
        break;
      case "icall":
      case "catch":
        this.#execute(args[0]!, args[1]!, inst);
        break;
      case "ccall": {
        const run = this.#runtime[inst.sym] ?? (() => zeroResults(inst.sym));
        this.#deliver(inst, run(this, args).map(wrap));
        break;
      }
      case "ret":
        this.#leave(args);
        break;
      case "tailcall":
      case "tailicall": {
        const { call, fromStack, floatPointer } = frame;
        this.#frames.pop();
        if (inst.op === "tailcall") this.#enter(this.#function(inst.sym), args, call, fromStack);
        else this.#execute(args[0]!, args[1]!, call);
        this.#frames[this.#frames.length - 1]!.floatPointer = floatPointer;
        break;
      }
      case "unreachable":
        return false;
      default:
        throw new Error(`cannot run ${printInst(inst)}`);
    }
    return true;
  }

  #jump(frame: Frame, arm: 0 | 1): void {
    const from = frame.block;
    const to = from.succs[arm]!;
    let edge = to.preds.indexOf(from);
    // Both arms of a branch to one block: its places among the predecessors are in their order.
    if (arm === 1 && from.succs[0] === to) edge = to.preds.indexOf(from, edge + 1);
    const incoming = to.phis.map((phi) => frame.values[phi.args[edge]!.id]!);
    to.phis.forEach((phi, i) => {
      frame.values[phi.id] = incoming[i]!;
    });
    frame.block = to;
    frame.index = 0;
  }
}
