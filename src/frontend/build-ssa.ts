/**
 * From stack code to SSA: follows a word's plan (`flow.ts`) node by node in reverse post-order, with the
 * stacks and locals as values (`ssa/virtual-stack.ts`).
 *
 * The plan says for every place where paths meet how deep the stacks are and which cells are values there,
 * so each edge brings its stack into that shape and contributes one operand to each phi. Loop headers
 * get phis for everything; those that merge one value only go away in the end (`ssa/tidy.ts`).
 *
 * Calls: a callee of static effect with few cells takes and returns values; before any other call
 * the whole stack is stored, and after one of unknown effect the stack goes on at the pointer it returned.
 * Floats are treated likewise (`ssa/float-stack.ts`); their stack may be known where that of cells is not.
 */
import { addEdge, newBlock, newFunc } from "../codegen/ir/builder.ts";
import { CONTEXT } from "../codegen/ir/layout.ts";
import type { Block, Func, Inst, Signature } from "../codegen/ir/types.ts";
import { Address } from "./cell.ts";
import type { Action, FloatEffect, Plan, PlanNode, Step, WordEffect } from "./flow.ts";
import type { Primitive } from "./primitive.ts";
import { type ModuleContext, signatureOf } from "./ssa/context.ts";
import { FloatStack } from "./ssa/float-stack.ts";
import { FunctionBuilder, type Reference } from "./ssa/function-builder.ts";
import { tidy } from "./ssa/tidy.ts";
import { VirtualStack } from "./ssa/virtual-stack.ts";
import { type Word, wordName } from "./word.ts";
import { special } from "./words/dynamic.ts";

/** The function of a word. With `program`, of the startup code: it leaves nothing on the stack. */
export function buildFunction(plan: Plan, symbol: string, context: ModuleContext, program = false): Func {
  return new WordBuilder(plan, symbol, context, program).build();
}

/** A node that is entered along several edges. */
interface Merge {
  block: Block;
  /** What each edge brings, in the order of the block's predecessors. */
  rows: Row[];
  /** Of a loop header that was begun: phis that later edges add to, by index in the row. */
  phis: (Inst | undefined)[] | undefined;
  data: VirtualStack;
}

/** The base, items, floats, return stack, locals. */
type Row = (Inst | undefined)[];

interface State {
  data: VirtualStack;
  floats: FloatStack;
  rstack: Inst[];
  locals: (Inst | undefined)[];
}

class WordBuilder {
  private readonly plan: Plan;
  private readonly program: boolean;
  private readonly context: ModuleContext;
  private readonly b: FunctionBuilder;
  private readonly func: Func;
  private sp!: Inst;
  /** How nodes with one edge are entered. */
  private readonly entered: ({ block: Block; fresh: boolean; state: State } | undefined)[];
  private readonly merges: (Merge | undefined)[];

  constructor(plan: Plan, symbol: string, context: ModuleContext, program: boolean) {
    this.plan = plan;
    this.program = program;
    this.context = context;
    const sig: Signature = program
      ? { convention: "reg", ins: 0, outs: 0, fins: 0, fouts: 0 }
      : signatureOf(plan.effect);
    this.func = newFunc(symbol, program ? "" : plan.word.name, sig);
    this.func.dynamicReturnStack = plan.dynamicReturn;
    this.b = new FunctionBuilder(this.func, context);
    this.entered = new Array(plan.nodes.length);
    this.merges = new Array(plan.nodes.length);
  }

  build(): Func {
    const { b, func, plan } = this;
    const first = plan.nodes[0];
    b.beginNew();
    this.enterFunction();
    if (first === undefined) b.end();
    else this.goTo(first);
    for (const node of plan.nodes) this.node(node);
    func.blocks = b.blocks;
    const live = tidy(func);
    this.resolveReferences(b.references.filter(({ inst }) => live[inst.id] === 1));
    return func;
  }

  private resolveReferences(references: Reference[]): void {
    for (const { inst, address, span } of references) {
      const { symbol, addend } = this.context.dataSymbol(address, span);
      inst.sym = symbol;
      inst.imm = BigInt(addend);
    }
  }

  /** Where the inputs come from. */
  private enterFunction(): void {
    const { b, func, plan } = this;
    const { convention, ins, fins } = func.sig;
    const span = plan.code.steps[0]?.span;
    if (span !== undefined) b.at(span, plan.word);
    b.locals = new Array<Inst | undefined>(plan.code.locals).fill(undefined);
    this.sp = b.op("sp", []);
    if (convention === "reg") {
      b.data = new VirtualStack(this.sp, ins);
      for (let k = 0; k < ins; k++) b.push(b.op("param", [], BigInt(k)));
      b.floats = new FloatStack(fins);
      for (let k = 0; k < fins; k++) b.fpush(b.op("fparam", [], BigInt(k)));
      return;
    }
    b.data = new VirtualStack(this.sp);
    const inputs = plan.effect.kind === "inline" ? 0 : plan.effect.ins;
    // The loads may turn out to be useless, or come late; underflow has to show at once.
    if (inputs > 0) b.op("touch", [this.sp], BigInt(8 * (inputs - 1)));
    if (plan.effect.kind === "static") b.data.want(b, inputs);
    if (plan.effect.kind === "inline") return;
    const { floats } = plan.effect;
    if (floats.ins > 0) b.op("touch", [b.floats.pointer(b)], BigInt(8 * (floats.ins - 1)));
    if (floats.outs !== undefined) b.floats.want(b, floats.ins);
  }

  // ---- nodes and edges ----

  private node(node: PlanNode): void {
    const { b, plan } = this;
    const entered = this.entered[node.order];
    const merge = this.merges[node.order];
    if (entered !== undefined) {
      // Stays in the block that leads here, unless that ended with a branch.
      if (entered.fresh) b.begin(entered.block);
      else b.block = entered.block;
      b.dead = false;
      this.restore(entered.state);
    } else if (merge !== undefined) this.beginMerge(node, merge);
    else return;
    const { steps, owners } = plan.code;
    for (let k = node.start; k < node.end && !b.dead; k++) {
      const step = steps[k]!;
      b.at(step.span, owners?.[k] ?? plan.word);
      this.step(step, node, node.actions?.get(k));
      const next = steps[k + 1];
      if (
        startsThread(step) &&
        k + 1 < node.end &&
        next?.op === "prim" &&
        next.prim.name === "drop" &&
        !b.dead
      ) {
        // `spawn drop`: nobody will join it.
        b.ccall("ffc_detach", [b.pop()]);
        k++;
      }
    }
    if (b.dead || endsItself(steps[node.end - 1]!)) return;
    if (node.fall !== undefined) this.goTo(node.fall);
    else b.end();
  }

  private state(): State {
    const { data, floats, rstack, locals } = this.b;
    return { data, floats, rstack, locals };
  }

  private restore({ data, floats, rstack, locals }: State): void {
    this.b.data = data;
    this.b.floats = floats;
    this.b.rstack = rstack;
    this.b.locals = locals;
  }

  private copy(state: State): State {
    return {
      data: state.data.copy(),
      floats: state.floats.copy(),
      rstack: state.rstack.slice(),
      locals: state.locals.slice(),
    };
  }

  /** Control goes on in `node` whatever happens; the current state is given away. */
  private goTo(node: PlanNode): void {
    const { b } = this;
    if (b.dead) return;
    if (hasOneEdge(node)) {
      this.entered[node.order] = { block: b.block, fresh: false, state: this.state() };
      return;
    }
    const merge = this.mergeOf(node);
    const row = this.shape(node, this.state(), merge);
    b.op("jump", []);
    this.arrive(b.block, merge, row);
  }

  /** The edges of a branch that ends the current block: first the one taken if the flag is not zero. */
  private fork(flag: Inst, nonzero: [PlanNode, State], zero: [PlanNode, State]): void {
    if (this.b.dead) return;
    const from = this.b.branch(flag);
    for (const [node, state] of [nonzero, zero]) this.edge(from, node, this.copy(state));
  }

  private edge(from: Block, node: PlanNode, state: State): void {
    const { b } = this;
    if (hasOneEdge(node)) {
      const block = newBlock(this.func);
      addEdge(from, block);
      this.entered[node.order] = { block, fresh: true, state };
      return;
    }
    const merge = this.mergeOf(node);
    const moves =
      isOwnMerge(node) ||
      state.data.moves(node.low) ||
      (isOwnFloatMerge(node) ? !state.floats.isFlushed : state.floats.moves(node.flow));
    if (moves) {
      // What brings the stack into shape must not happen on the other edge.
      b.enterFrom(from);
      this.restore(state);
      this.goTo(node);
      return;
    }
    this.arrive(from, merge, this.shape(node, state, merge));
  }

  private mergeOf(node: PlanNode): Merge {
    let merge = this.merges[node.order];
    if (merge === undefined) {
      merge = { block: newBlock(this.func), rows: [], phis: undefined, data: this.b.data };
      this.merges[node.order] = merge;
    }
    return merge;
  }

  /** Brings the state into the shape that the plan wants at a merge, and lists its values. */
  private shape(node: PlanNode, state: State, merge: Merge): Row {
    const { b } = this;
    const { data, floats, rstack, locals } = state;
    const row: Row = [];
    if (isOwnMerge(node)) row.push(data.flush(b));
    else {
      data.ensureBase(b);
      data.moveTo(b, node.low);
      if (data.items.length !== node.entry.depth + node.low) {
        throw new Error(`the plan of ${wordName(this.plan.word)} does not fit its code`);
      }
      row.push(data.base, ...data.items);
    }
    merge.data = data;
    if (isOwnFloatMerge(node)) floats.flush(b);
    else {
      floats.settle(b, node.flow);
      if (floats.items.length !== node.entry.fdepth + node.flow) {
        throw new Error(`the plan of ${wordName(this.plan.word)} does not fit its floats`);
      }
    }
    row.push(...floats.items, ...rstack, ...locals);
    return row;
  }

  private arrive(from: Block, merge: Merge, row: Row): void {
    addEdge(from, merge.block);
    const { phis } = merge;
    if (phis === undefined) merge.rows.push(row);
    else phis.forEach((phi, k) => void phi?.args.push(row[k]!));
  }

  private beginMerge(node: PlanNode, merge: Merge): void {
    const { b } = this;
    b.begin(merge.block);
    const first = merge.rows[0]!;
    const values: Row = first.map((_, k) => {
      const args = merge.rows.map((row) => row[k]);
      // A local without value on one path has none.
      if (args.some((arg) => arg === undefined)) return undefined;
      return node.header ? b.phi(args as Inst[]) : b.merged(args as Inst[]);
    });
    if (node.header) merge.phis = values;
    const { data } = merge;
    const next = isOwnMerge(node)
      ? new VirtualStack(values[0])
      : new VirtualStack(values[0], data.shift, data.low);
    let at = 1;
    if (!isOwnMerge(node)) {
      next.fork = data.copy().fork;
      for (const _ of data.items) next.push(values[at++]!);
    }
    b.floats = new FloatStack(isOwnFloatMerge(node) ? 0 : node.flow);
    if (!isOwnFloatMerge(node)) {
      for (let k = node.entry.fdepth + node.flow; k > 0; k--) b.fpush(values[at++]!);
    }
    const depth = this.func.dynamicReturnStack ? 0 : node.entry.rdepth;
    b.data = next;
    b.rstack = values.slice(at, at + depth) as Inst[];
    b.locals = values.slice(at + depth);
  }

  // ---- instructions ----

  private step(step: Step, node: PlanNode, action: Action | undefined): void {
    const { b } = this;
    switch (step.op) {
      case "lit":
        b.push(b.literal(step.value, step.span));
        return;
      case "flit":
        b.fpush(b.float(step.value));
        return;
      case "prim":
        this.primitive(step.prim, node, action);
        return;
      case "call":
        this.call(step.word);
        return;
      case "jump":
        this.goTo(node.target!);
        return;
      case "jump0":
        this.jump0(node, action);
        return;
      case "do":
      case "?do": {
        const start = b.pop();
        const limit = b.pop();
        if (step.op === "do") {
          b.rpush(limit);
          b.rpush(start);
          return;
        }
        const from = b.branch(b.op("eq", [limit, start]));
        const state = this.copy(this.state());
        this.edge(from, node.target!, this.copy(state));
        this.loopEdge(from, node.fall!, state, limit, start);
        return;
      }
      case "loop":
      case "+loop":
        this.loop(step.op === "loop" ? b.constant(1n) : b.pop(), step.op === "loop", node);
        return;
      case "local!":
        b.locals[step.local] = b.pop();
        return;
      case "local@": {
        b.push(b.locals[step.local] ?? b.constant(0n));
        return;
      }
      case "flocal!":
        b.locals[step.local] = b.fpop();
        return;
      case "flocal@":
        b.fpush(b.locals[step.local] ?? b.float(0));
        return;
      case "does":
        this.needsCompileTime("does>");
        return;
      case "enter":
        // The return address is the plan's business; as a cell it is nothing.
        b.rpush(b.constant(0n));
        return;
      case "exit":
        this.exit(node);
        return;
    }
  }

  private jump0(node: PlanNode, action: Action | undefined): void {
    const { b } = this;
    const flag = b.pop();
    const { fall, target } = node;
    // The flag is known: only one way is left.
    if (fall === undefined || target === undefined) {
      this.goTo((fall ?? target)!);
      return;
    }
    const state = this.state();
    if (action?.kind !== "branch") {
      this.fork(flag, [fall, state], [target, state]);
      return;
    }
    const { levels, inverted } = action;
    const onFlag = (zero: boolean): State => ({ ...state, data: decided(state.data, levels, zero) });
    this.fork(flag, [fall, onFlag(inverted)], [target, onFlag(!inverted)]);
  }

  /** `loop` and `+loop`: the loop ends if the index crosses the boundary between limit - 1 and limit. */
  private loop(n: Inst, byOne: boolean, node: PlanNode): void {
    const { b } = this;
    const index = b.rpop();
    const limit = b.rpop();
    const next = b.op("add", [index, n]);
    // Steps up from x = index - limit meet the boundary where they bring it to [0, n), steps down where they
    // bring it to [n, -1]: of unsigned numbers below n, and not below n. By 0 it is never met.
    const done = byOne
      ? b.op("eq", [next, limit])
      : b.op("xor", [b.op("ult", [b.op("sub", [next, limit]), n]), b.op("lt", [n, b.constant(0n)])]);
    const from = b.branch(done);
    const state = this.copy(this.state());
    this.edge(from, node.fall!, this.copy(state));
    this.loopEdge(from, node.target!, state, limit, next);
  }

  /** An edge on which the parameters of a loop are on the return stack. */
  private loopEdge(from: Block, node: PlanNode, state: State, limit: Inst, index: Inst): void {
    if (!this.func.dynamicReturnStack) {
      state.rstack.push(limit, index);
      this.edge(from, node, state);
      return;
    }
    const { b } = this;
    b.enterFrom(from);
    this.restore(state);
    b.rpush(limit);
    b.rpush(index);
    this.goTo(node);
  }

  private exit(node: PlanNode): void {
    const { b, func } = this;
    if (node.exit === undefined) {
      // The end of a word that was expanded in place.
      b.rpop();
      this.goTo(node.target!);
      return;
    }
    if (this.program) b.op("ret", [this.sp]);
    else if (func.sig.convention === "stack") {
      b.floats.flush(b);
      b.op("ret", [b.flushedSp()]);
    } else {
      const { outs, fins, fouts } = func.sig;
      const { data, floats } = b;
      data.want(b, outs);
      floats.want(b, fouts);
      // What is in memory below the pointer on entry goes with this frame.
      floats.moveCell(b, fins);
      const cells = data.items.slice(data.items.length - outs);
      b.op("ret", [this.sp, ...cells, ...floats.items.slice(floats.items.length - fouts)]);
    }
    b.dead = true;
  }

  // ---- calls ----

  private call(word: Word): void {
    const { b, context } = this;
    const effect = context.effect(word);
    // Reported where the plan was made.
    if (effect.kind === "inline") {
      b.end();
      return;
    }
    const sig = signatureOf(effect);
    const symbol = context.functionSymbol(word);
    if (sig.convention === "reg") {
      const { ins, outs, fins, fouts } = sig;
      const args: Inst[] = [];
      for (let k = ins - 1; k >= 0; k--) args[k] = b.pop();
      const floats: Inst[] = [];
      for (let k = fins - 1; k >= 0; k--) floats[k] = b.fpop();
      const sp = b.data.callPointer(b);
      const call = b.emit("call", [sp, ...args, ...floats], BigInt(outs + fouts), symbol);
      const results = b.results(call, outs, fouts);
      for (const result of results.slice(0, outs)) b.push(result);
      for (const result of results.slice(outs)) b.fpush(result);
    } else {
      b.floats.flush(b);
      const call = b.emit("call", [b.flushedSp()], 1n, symbol);
      const [sp] = b.results(call, 1);
      if (effect.kind === "static") this.consumed(effect);
      else this.continueAt(sp!);
      this.floatsConsumed(effect.floats);
    }
    if (effect.kind === "static" && !effect.returns) b.end();
  }

  /** A callee took its inputs from stack memory and left its outputs there. */
  private consumed({ ins, outs }: WordEffect & { kind: "static" }): void {
    const { data } = this.b;
    data.forget(data.low + ins);
    data.low += ins - outs;
  }

  /** Likewise for floats, which were flushed. */
  private floatsConsumed({ ins, outs }: FloatEffect): void {
    if (outs === undefined) this.reloadFloats();
    else this.b.floats.consumed(ins, outs);
  }

  /** How many floats there are now only the pointer in memory tells. */
  private reloadFloats(): void {
    this.b.floats = new FloatStack();
  }

  /** The stack goes on at a pointer that something else left. */
  private continueAt(sp: Inst): void {
    const { b } = this;
    b.continueAt(sp);
    // The startup code is where underflow of the whole program must show.
    if (!this.program) return;
    const base = b.op("load", [b.op("user", [], 0n)], BigInt(CONTEXT.stackBase));
    b.trapif(b.op("ult", [base, sp]), -4);
  }

  private primitive(prim: Primitive, node: PlanNode, action: Action | undefined): void {
    const { b } = this;
    const what = special(prim);
    if (what !== undefined) {
      this.special(what, node, action);
      return;
    }
    if (prim.build === undefined) {
      this.needsCompileTime(prim.name, prim);
      return;
    }
    prim.build(b);
    if (prim.effect !== undefined || b.dead) return;
    b.continueAt(b.flushedSp());
    b.floats.flush(b);
    this.reloadFloats();
  }

  private needsCompileTime(name: string, prim?: Primitive): void {
    const { b, plan } = this;
    const why =
      prim?.role === "parse"
        ? "reads source text, which the compiled program does not have"
        : "needs the dictionary, which the compiled program does not have";
    const where = plan.word.name === "" ? "" : ` in \`${wordName(plan.word)}\``;
    this.context.report({
      severity: "error",
      code: "needs-compile-time",
      message: `\`${name}\`${where} ${why}`,
      span: b.span,
      hint: "a word that does this can be executed while compiling: at the top level, between `[` and `]`, or as an immediate word",
    });
    b.end();
  }

  private special(
    what: NonNullable<ReturnType<typeof special>>,
    node: PlanNode,
    action: Action | undefined,
  ): void {
    const { b } = this;
    switch (what) {
      case "execute": {
        const token = b.pop();
        if (action?.kind !== "execute") {
          b.floats.flush(b);
          const call = b.op("icall", [b.flushedSp(), token], 1n);
          this.continueAt(b.results(call, 1)[0]!);
          this.reloadFloats();
        } else if (action.word.prim !== undefined) this.primitive(action.word.prim, node, undefined);
        else this.call(action.word);
        return;
      }
      case "catch":
        this.catch(action);
        return;
      case "throw":
        this.throw(action);
        return;
      case "?dup": {
        const x = b.pop();
        if (action?.kind === "?dup") {
          b.push(x);
          if (action.nonzero) b.push(x);
        } else b.data = b.data.forkOnDup(b, x);
        return;
      }
      case "depth": {
        const sp = b.flushedSp();
        const base = b.op("load", [b.op("user", [], 0n)], BigInt(CONTEXT.stackBase));
        b.push(b.op("sar", [b.op("sub", [base, sp]), b.constant(3n)]));
        return;
      }
      case "sp@": {
        const sp = b.flushedSp();
        b.data.forget();
        b.push(sp);
        return;
      }
      case "sp!":
        this.continueAt(b.pop());
        return;
      case "pick":
      case "roll":
        this.pickOrRoll(what, action);
        return;
      case "spawn":
      case "spawn-n":
        this.spawn(what, action);
        return;
      case "fdepth": {
        const fp = b.floats.pointer(b);
        const base = b.op("load", [b.op("user", [], BigInt(CONTEXT.floatBase))]);
        b.push(b.op("sar", [b.op("sub", [base, fp]), b.constant(3n)]));
        return;
      }
      case "fp@":
        b.push(b.floats.pointer(b));
        return;
      case "fp!":
        b.op("store", [b.op("user", [], BigInt(CONTEXT.floatPointer)), b.pop()]);
        this.reloadFloats();
        return;
      case "fpick":
        this.fpick(action);
        return;
    }
  }

  private fpick(action: Action | undefined): void {
    const { b } = this;
    const index = b.pop();
    if (action?.kind === "count") {
      b.floats.want(b, action.n + 1);
      const { items } = b.floats;
      b.fpush(items[items.length - 1 - action.n]!);
      return;
    }
    const size = b.op("shl", [index, b.constant(3n)]);
    b.fpush(b.op("fload", [b.op("add", [b.floats.pointer(b), size])]));
  }

  private catch(action: Action | undefined): void {
    const { b } = this;
    const token = b.pop();
    b.floats.flush(b);
    const call = b.op("catch", [b.flushedSp(), token], 2n);
    const [sp, code] = b.results(call, 2);
    if (action?.kind !== "catch" || !action.keepsFloats) this.reloadFloats();
    if (action?.kind !== "catch" || action.mode === "lost") {
      this.continueAt(sp!);
      b.push(code!);
    } else if (action.mode === "fork") b.data = b.data.forkOnCatch(sp!, code!, action.ins, action.outs);
    else {
      b.data.forget();
      b.push(code!);
    }
  }

  private throw(action: Action | undefined): void {
    const { b } = this;
    const code = b.pop();
    const mode = action?.kind === "throw" ? action.mode : "test";
    if (mode === "never") return;
    if (mode === "always") {
      b.ccall("ffc_throw", [code]);
      return;
    }
    const from = b.branch(code);
    b.enterFrom(from);
    b.ccall("ffc_throw", [code]);
    b.enterFrom(from);
    if (action?.kind === "throw") b.data = decided(b.data, action.levels, true);
  }

  private pickOrRoll(what: "pick" | "roll", action: Action | undefined): void {
    const { b } = this;
    const index = b.pop();
    if (action?.kind === "count") {
      b.data.want(b, action.n + 1);
      const { items } = b.data;
      const at = items.length - 1 - action.n;
      b.push(what === "pick" ? items[at]! : items.splice(at, 1)[0]!);
      return;
    }
    const sp = b.flushedSp();
    const size = b.op("shl", [index, b.constant(3n)]);
    const value = b.op("load", [b.op("add", [sp, size])]);
    if (what === "roll") {
      // The cells above it move down by one; where the topmost one was is free then.
      b.ccall("ffc_move", [sp, b.op("add", [sp, b.constant(8n)]), size]);
      b.data.forget();
      b.data.low++;
    }
    b.push(value);
  }

  private spawn(what: "spawn" | "spawn-n", action: Action | undefined): void {
    const { b } = this;
    let token = b.pop();
    if (action?.kind === "deferred" && action.word.body !== undefined) {
      const { unit, offset } = action.word.body;
      token = b.op("load", [b.literal(new Address(unit, offset), b.span)]);
    }
    const counted = what === "spawn-n" ? b.pop() : undefined;
    if (action?.kind === "count") {
      const sp = b.flushedSp();
      const [tid] = b.ccall("ffc_spawn", [sp, b.constant(BigInt(action.n)), token]);
      b.data.low += action.n;
      b.push(tid!);
      return;
    }
    const n = counted ?? b.ccall("ffc_spawn_inputs", [token])[0]!;
    const sp = b.flushedSp();
    const [tid] = b.ccall("ffc_spawn", [sp, n, token]);
    this.continueAt(b.op("add", [sp, b.op("shl", [n, b.constant(3n)])]));
    b.push(tid!);
  }
}

const isOwnMerge = (node: PlanNode): boolean => node.entry.seg === -1 - node.id;
const isOwnFloatMerge = (node: PlanNode): boolean => node.entry.fseg === -1 - node.id;
const hasOneEdge = (node: PlanNode): boolean =>
  node.preds === 1 && !isOwnMerge(node) && !isOwnFloatMerge(node);

function startsThread(step: Step): boolean {
  const what = step.op === "prim" ? special(step.prim) : undefined;
  return what === "spawn" || what === "spawn-n";
}

const ENDS: ReadonlySet<Step["op"]> = new Set(["jump", "jump0", "?do", "loop", "+loop", "exit"]);
const endsItself = (step: Step): boolean => ENDS.has(step.op);

function decided(data: VirtualStack, levels: number, zero: boolean): VirtualStack {
  let stack = data;
  for (let k = 0; k < levels; k++) stack = stack.decided(zero);
  return stack;
}
