/**
 * From stack code to SSA: follows a word's plan (`flow.ts`) node by node in reverse post-order, with the
 * stacks and locals as values (`ssa/virtual-stack.ts`, `ssa/float-stack.ts`). Here is how a function begins and
 * ends and what moves control; `ssa/edges.ts` has the places where paths meet, `ssa/word-code.ts` what words do.
 *
 * Loop headers get phis for everything; those that merge one value only go away in the end (`ssa/tidy.ts`).
 */
import { newFunc } from "../codegen/ir/builder.ts";
import type { Func, Inst, Signature } from "../codegen/ir/types.ts";
import type { Action, Plan, PlanNode, Step } from "./flow.ts";
import { type ModuleContext, signatureOf } from "./ssa/context.ts";
import { Edges, type State } from "./ssa/edges.ts";
import { FloatStack } from "./ssa/float-stack.ts";
import { FunctionBuilder, type Reference } from "./ssa/function-builder.ts";
import { tidy } from "./ssa/tidy.ts";
import { VirtualStack } from "./ssa/virtual-stack.ts";
import { WordCode } from "./ssa/word-code.ts";

/** The function of a word. With `program`, of the startup code: it leaves nothing on the stack. */
export function buildFunction(plan: Plan, symbol: string, context: ModuleContext, program = false): Func {
  return new WordBuilder(plan, symbol, context, program).build();
}

class WordBuilder {
  private readonly plan: Plan;
  private readonly program: boolean;
  private readonly context: ModuleContext;
  private readonly b: FunctionBuilder;
  private readonly func: Func;
  private sp!: Inst;
  private readonly edges: Edges;
  private readonly words: WordCode;

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
    this.edges = new Edges(this.b, plan.word, plan.nodes.length);
    this.words = new WordCode(this.b, plan.word, program);
  }

  build(): Func {
    const { b, func, plan } = this;
    const first = plan.nodes[0];
    b.beginNew();
    this.enterFunction();
    if (first === undefined) b.end();
    else this.edges.goTo(first);
    for (const node of plan.nodes) this.node(node);
    func.blocks = b.blocks;
    const live = tidy(func);
    this.resolveReferences(b.references.filter(({ inst }) => live[inst.id] === 1));
    return func;
  }

  private resolveReferences(references: Reference[]): void {
    for (const { inst, address, span, position } of references) {
      const { symbol, addend } = this.context.dataSymbol(address, span, position);
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

  private node(node: PlanNode): void {
    const { b, plan, edges } = this;
    if (!edges.begin(node)) return;
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
    if (node.fall !== undefined) edges.goTo(node.fall);
    else b.end();
  }

  private step(step: Step, node: PlanNode, action: Action | undefined): void {
    const { b, edges, words } = this;
    switch (step.op) {
      case "lit":
        b.push(b.literal(step.value, step.span));
        return;
      case "flit":
        b.fpush(b.float(step.value));
        return;
      case "prim":
        words.primitive(step.prim, action);
        return;
      case "call":
        words.call(step.word);
        return;
      case "jump":
        edges.goTo(node.target!);
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
        const state = edges.state();
        edges.edge(from, node.target!, edges.copy(state));
        edges.loopEdge(from, node.fall!, state, limit, start);
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
        words.needsCompileTime("does>");
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
    const { b, edges } = this;
    const flag = b.pop();
    const { fall, target } = node;
    // The flag is known: only one way is left.
    if (fall === undefined || target === undefined) {
      edges.goTo((fall ?? target)!);
      return;
    }
    const state = edges.state();
    if (action?.kind !== "branch") {
      edges.fork(flag, fall, state, target, state);
      return;
    }
    const { levels, inverted } = action;
    const onFlag = (zero: boolean): State => ({ ...state, data: state.data.decidedAll(zero, levels) });
    edges.fork(flag, fall, onFlag(inverted), target, onFlag(!inverted));
  }

  /** `loop` and `+loop`: the loop ends if the index crosses the boundary between limit - 1 and limit. */
  private loop(n: Inst, byOne: boolean, node: PlanNode): void {
    const { b, edges } = this;
    const index = b.rpop();
    const limit = b.rpop();
    const next = b.op("add", [index, n]);
    // Steps up from x = index - limit meet the boundary where they bring it to [0, n), steps down where they
    // bring it to [n, -1]: of unsigned numbers below n, and not below n. By 0 it is never met.
    const done = byOne
      ? b.op("eq", [next, limit])
      : b.op("xor", [b.op("ult", [b.op("sub", [next, limit]), n]), b.op("lt", [n, b.constant(0n)])]);
    const from = b.branch(done);
    const state = edges.state();
    edges.edge(from, node.fall!, edges.copy(state));
    edges.loopEdge(from, node.target!, state, limit, next);
  }

  private exit(node: PlanNode): void {
    const { b, func } = this;
    if (node.exit === undefined) {
      // The end of a word that was expanded in place.
      b.rpop();
      this.edges.goTo(node.target!);
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
      const results = new Array<Inst>(1 + outs + fouts);
      results[0] = this.sp;
      for (let k = 0; k < outs; k++) results[1 + k] = data.items[data.items.length - outs + k]!;
      for (let k = 0; k < fouts; k++) results[1 + outs + k] = floats.items[floats.items.length - fouts + k]!;
      b.op("ret", results);
    }
    b.dead = true;
  }
}

function startsThread(step: Step): boolean {
  const what = step.op === "prim" ? step.prim.special : undefined;
  return what === "spawn" || what === "spawn-n";
}

const ENDS: ReadonlySet<Step["op"]> = new Set(["jump", "jump0", "?do", "loop", "+loop", "exit"]);
const endsItself = (step: Step): boolean => ENDS.has(step.op);
