/**
 * Instructions of one function while it is built: where the next one goes, the stacks as values, and the
 * services that primitives build their code with (`SsaBuilder`).
 *
 * After something that does not return, what follows is built into a block that is thrown away.
 */
import { addEdge, emit, emptyBlock, newBlock, newInst } from "../../codegen/ir/builder.ts";
import { SHARED_MAKERS } from "../../codegen/ir/layout.ts";
import type { Op } from "../../codegen/ir/ops.ts";
import { RUNTIME_FUNCTIONS, resultsOfRuntime } from "../../codegen/ir/runtime-functions.ts";
import type { Block, Func, Inst } from "../../codegen/ir/types.ts";
import type { Span } from "../../support/source.ts";
import { Address, type Cell, floatBits, type KnownFloat } from "../cell.ts";
import type { SsaBuilder } from "../primitive.ts";
import type { Word } from "../word.ts";
import type { ModuleContext } from "./context.ts";
import { FloatStack } from "./float-stack.ts";
import { VirtualStack } from "./virtual-stack.ts";

/** An address in code, which gets its symbol once it is known to be used. */
export interface Reference {
  inst: Inst;
  address: Address;
  span: Span;
  position: number;
}

/**
 * So many constants, and addresses, are looked at for one that the same block has already: most are asked for again soon, and
 * each that is not made costs nothing in all that follows.
 */
const RECENT = 8;

/** Where one arm of an if/else within a primitive ends. */
interface Arm {
  stack: VirtualStack;
  floats: FloatStack;
  end: Block;
  dead: boolean;
}

export class FunctionBuilder implements SsaBuilder {
  readonly func: Func;
  readonly context: ModuleContext;
  /** Blocks in the order they were begun: their order in the function. */
  readonly blocks: Block[] = [];
  readonly references: Reference[] = [];
  block!: Block;
  data!: VirtualStack;
  floats = new FloatStack();
  rstack: Inst[] = [];
  locals: (Inst | undefined)[] = [];
  /** Control does not get here. */
  dead = false;
  pos = 0;
  span!: Span;
  private posOf: Span | undefined = undefined;
  private readonly constants: Inst[] = [];

  constructor(func: Func, context: ModuleContext) {
    this.func = func;
    this.context = context;
  }

  /** The place of the instructions that follow. */
  at(span: Span, owner: Word): void {
    this.span = span;
    if (span === this.posOf) return;
    this.posOf = span;
    this.pos = this.context.position(span, owner);
  }

  begin(block: Block): void {
    this.block = block;
    this.blocks.push(block);
    this.dead = false;
  }

  beginNew(): Block {
    const block = newBlock(this.func);
    this.begin(block);
    return block;
  }

  emit(op: Op, args: Inst[], imm: bigint | undefined, sym: string): Inst {
    return emit(this.func, this.block, op, args, imm, sym, this.pos);
  }

  op(op: Op, args: Inst[], imm?: bigint): Inst {
    return this.emit(op, args, imm, "");
  }

  constant(value: bigint): Inst {
    const { constants, block } = this;
    for (let k = constants.length - 1; k >= 0 && k >= constants.length - RECENT; k--) {
      const known = constants[k]!;
      if (known.imm === value && known.block === block) return known;
    }
    const inst = this.emit("const", [], value, "");
    constants.push(inst);
    return inst;
  }

  float(value: KnownFloat): Inst {
    return this.emit("fconst", [], floatBits(value), "");
  }

  /** Results of a call, which stand directly after it: cells, then floats. */
  results(call: Inst, cells: number, floats = 0): Inst[] {
    const found = new Array<Inst>(cells + floats);
    for (let k = 0; k < found.length; k++) {
      const result = emit(this.func, this.block, "proj", [call], BigInt(k), "", 0);
      if (k >= cells) result.type = "f64";
      found[k] = result;
    }
    return found;
  }

  /** A literal of the stack code. */
  literal(value: Cell, span: Span): Inst {
    if (typeof value === "number" || typeof value === "bigint") return this.constant(BigInt(value));
    if (!(value instanceof Address)) throw new Error("an unknown value in stack code");
    if (value.base.kind === "unit" && value.base.role === "user") {
      return this.emit("user", [], BigInt(value.offset), "");
    }
    const { references, block } = this;
    // Of a word's token each mention counts.
    for (let k = value.base.kind === "unit" ? references.length - 1 : -1; k >= 0; k--) {
      if (k < references.length - RECENT) break;
      const { inst, address } = references[k]!;
      const isSame = address.base === value.base && address.offset === value.offset;
      if (isSame && inst.block === block) return inst;
    }
    const inst = this.emit("addr", [], 0n, "");
    references.push({ inst, address: value, span, position: this.pos });
    return inst;
  }

  // ---- stacks ----

  pop(): Inst {
    return this.data.pop(this);
  }

  push(value: Inst): void {
    this.data.push(value);
  }

  fpop(): Inst {
    return this.floats.pop(this);
  }

  fpush(value: Inst): void {
    this.floats.push(value);
  }

  rpush(value: Inst): void {
    if (this.func.dynamicReturnStack) this.op("rpush", [value]);
    else this.rstack.push(value);
  }

  rpop(): Inst {
    if (this.func.dynamicReturnStack) return this.op("rpop", []);
    const value = this.rstack.pop();
    if (value === undefined) throw new Error("return stack underflow in build-ssa");
    return value;
  }

  rpick(n: number): Inst {
    if (this.func.dynamicReturnStack) return this.op("rpeek", [], BigInt(n));
    const value = this.rstack[this.rstack.length - 1 - n];
    if (value === undefined) throw new Error("return stack underflow in build-ssa");
    return value;
  }

  flushedSp(): Inst {
    return this.data.flush(this);
  }

  continueAt(sp: Inst): void {
    this.data = new VirtualStack(sp);
  }

  // ---- control ----

  ccall(name: string, args: Inst[]): Inst[] {
    const info = RUNTIME_FUNCTIONS[name];
    if (info === undefined) throw new Error(`no runtime function ${name}`);
    // A handler restores the depth; what it finds there is then what a stack in memory would hold.
    if (info.unwinds === true && !this.dead) this.data.copy().flush(this);
    if (SHARED_MAKERS.has(name)) this.context.makesShared(this.func);
    const call = this.emit("ccall", args, BigInt(resultsOfRuntime(info)), name);
    const results = this.results(call, info.results, info.fresult === true ? 1 : 0);
    if (info.noreturn === true) this.end();
    return results;
  }

  trapif(flag: Inst, code: number): void {
    this.op("trapif", [flag], BigInt(code));
  }

  /** Control does not get beyond this point. */
  end(): void {
    if (this.dead) return;
    this.op("unreachable", []);
    this.dead = true;
    // What is built into this block is not part of the function.
    this.block = emptyBlock(-1);
  }

  branch(flag: Inst): Block {
    this.op("br", [flag]);
    return this.block;
  }

  /** Begins a block that is entered from `from` only. */
  enterFrom(from: Block): void {
    addEdge(from, this.beginNew());
  }

  ifElse(flag: Inst, then: () => void, otherwise: () => void): void {
    if (this.dead) return;
    // The arms must agree on what the stack lies on.
    this.data.ensureBase(this);
    this.floats.flush(this);
    const from = this.branch(flag);
    const before = this.data;
    const floatsBefore = this.floats;
    const arm = (build: () => void): Arm => {
      this.data = before.copy();
      this.floats = floatsBefore.copy();
      this.enterFrom(from);
      build();
      return { stack: this.data, floats: this.floats, end: this.block, dead: this.dead };
    };
    const a = arm(then);
    const b = arm(otherwise);
    if (a.dead && b.dead) return;
    if (a.dead || b.dead) {
      const live = a.dead ? b : a;
      // The block was begun already; only the place of instruction changes.
      this.block = live.end;
      this.data = live.stack;
      this.floats = live.floats;
      this.dead = false;
      return;
    }
    const low = Math.max(a.stack.low, b.stack.low);
    for (const { stack, floats, end } of [a, b]) {
      this.block = end;
      stack.moveTo(this, low);
      floats.flush(this);
      this.op("jump", []);
    }
    const merge = this.beginNew();
    addEdge(a.end, merge);
    addEdge(b.end, merge);
    const { items } = a.stack;
    if (items.length !== b.stack.items.length || a.floats.low !== b.floats.low)
      throw new Error("the arms of a primitive differ in depth");
    this.floats = new FloatStack(a.floats.low);
    this.data = a.stack;
    this.data.forget();
    this.data.items = items.map((x, k) => this.merged([x, b.stack.items[k]!]));
  }

  /** The value that comes along several edges into the current block. */
  merged(args: Inst[]): Inst {
    const first = args[0]!;
    return args.every((arg) => arg === first) ? first : this.phi(args);
  }

  phi(args: Inst[]): Inst {
    const inst = newInst(this.func, "phi", args, { type: args[0]!.type });
    inst.block = this.block;
    this.block.phis.push(inst);
    return inst;
  }
}
