/**
 * How control gets from node to node of a plan while a function is built: the state that each edge brings, and the
 * blocks where several edges meet.
 *
 * The plan says for every such place how deep the stacks are and which cells are values there, so each
 * edge brings its stack into that shape and contributes one operand to each phi.
 */
import { addEdge, newBlock } from "../../codegen/ir/builder.ts";
import type { Block, Inst } from "../../codegen/ir/types.ts";
import type { PlanNode } from "../flow.ts";
import { type Word, wordName } from "../word.ts";
import { FloatStack } from "./float-stack.ts";
import type { FunctionBuilder } from "./function-builder.ts";
import { VirtualStack } from "./virtual-stack.ts";

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

export interface State {
  data: VirtualStack;
  floats: FloatStack;
  rstack: Inst[];
  locals: (Inst | undefined)[];
}

export class Edges {
  private readonly word: Word;
  private readonly b: FunctionBuilder;
  /** How nodes with one edge are entered. */
  private readonly entered: ({ block: Block; fresh: boolean; state: State } | undefined)[];
  private readonly merges: (Merge | undefined)[];

  constructor(b: FunctionBuilder, word: Word, nodes: number) {
    this.b = b;
    this.word = word;
    this.entered = new Array(nodes);
    this.merges = new Array(nodes);
  }

  /** Goes on at the begin of a node, with the state there; whether control gets there at all. */
  begin(node: PlanNode): boolean {
    const { b } = this;
    const entered = this.entered[node.order];
    const merge = this.merges[node.order];
    if (entered !== undefined) {
      // Stays in the block that leads here, unless that ended with a branch.
      if (entered.fresh) b.begin(entered.block);
      else b.block = entered.block;
      b.dead = false;
      this.restore(entered.state);
    } else if (merge !== undefined) this.beginMerge(node, merge);
    return entered !== undefined || merge !== undefined;
  }

  state(): State {
    const { data, floats, rstack, locals } = this.b;
    return { data, floats, rstack, locals };
  }

  private restore({ data, floats, rstack, locals }: State): void {
    this.b.data = data;
    this.b.floats = floats;
    this.b.rstack = rstack;
    this.b.locals = locals;
  }

  copy(state: State): State {
    return {
      data: state.data.copy(),
      floats: state.floats.copy(),
      rstack: state.rstack.slice(),
      locals: state.locals.slice(),
    };
  }

  /** Control goes on in `node` whatever happens; the current state is given away. */
  goTo(node: PlanNode): void {
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

  /**
   * The edges of a branch that ends the current block, with the state on each: first the one taken if the flag is
   * not zero. What the states have in common is given away to the second one.
   */
  fork(flag: Inst, nonzero: PlanNode, ifNonzero: State, zero: PlanNode, ifZero: State): void {
    if (this.b.dead) return;
    const from = this.b.branch(flag);
    this.edge(from, nonzero, this.copy(ifNonzero));
    this.edge(from, zero, ifZero);
  }

  edge(from: Block, node: PlanNode, state: State): void {
    const { b } = this;
    if (hasOneEdge(node)) {
      const block = newBlock(b.func);
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

  /** An edge on which the parameters of a loop are on the return stack. */
  loopEdge(from: Block, node: PlanNode, state: State, limit: Inst, index: Inst): void {
    const { b } = this;
    if (!b.func.dynamicReturnStack) {
      state.rstack.push(limit, index);
      this.edge(from, node, state);
      return;
    }
    b.enterFrom(from);
    this.restore(state);
    b.rpush(limit);
    b.rpush(index);
    this.goTo(node);
  }

  private mergeOf(node: PlanNode): Merge {
    let merge = this.merges[node.order];
    if (merge === undefined) {
      merge = { block: newBlock(this.b.func), rows: [], phis: undefined, data: this.b.data };
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
        throw new Error(`the plan of ${wordName(this.word)} does not fit its code`);
      }
      row.push(data.base);
      for (const item of data.items) row.push(item);
    }
    merge.data = data;
    if (isOwnFloatMerge(node)) floats.flush(b);
    else {
      floats.settle(b, node.flow);
      if (floats.items.length !== node.entry.fdepth + node.flow) {
        throw new Error(`the plan of ${wordName(this.word)} does not fit its floats`);
      }
    }
    for (const item of floats.items) row.push(item);
    for (const item of rstack) row.push(item);
    for (const local of locals) row.push(local);
    return row;
  }

  private arrive(from: Block, merge: Merge, row: Row): void {
    addEdge(from, merge.block);
    const { phis } = merge;
    if (phis === undefined) merge.rows.push(row);
    else for (let k = 0; k < phis.length; k++) phis[k]?.args.push(row[k]!);
  }

  private beginMerge(node: PlanNode, merge: Merge): void {
    const { b } = this;
    b.begin(merge.block);
    const { rows } = merge;
    const values: Row = new Array(rows[0]!.length);
    for (let k = 0; k < values.length; k++) values[k] = this.meeting(rows, k, node.header);
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
    const depth = b.func.dynamicReturnStack ? 0 : node.entry.rdepth;
    b.data = next;
    b.rstack = values.slice(at, at + depth) as Inst[];
    b.locals = values.slice(at + depth);
  }

  /** What item `k` is where the rows meet; at a loop header a phi that edges back will add to. */
  private meeting(rows: readonly Row[], k: number, header: boolean): Inst | undefined {
    const first = rows[0]![k];
    let differ = header;
    for (const row of rows) {
      // A local without value on one path has none.
      if (row[k] === undefined) return undefined;
      if (row[k] !== first) differ = true;
    }
    return differ ? this.b.phi(rows.map((row) => row[k]!)) : first;
  }
}

const isOwnMerge = (node: PlanNode): boolean => node.entry.seg === -1 - node.id;
const isOwnFloatMerge = (node: PlanNode): boolean => node.entry.fseg === -1 - node.id;
const hasOneEdge = (node: PlanNode): boolean =>
  node.preds === 1 && !isOwnMerge(node) && !isOwnFloatMerge(node);
