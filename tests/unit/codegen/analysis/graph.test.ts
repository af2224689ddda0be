import { describe, expect, test } from "vitest";
import {
  dominates,
  dominatorChildren,
  dominators,
  immediateDominators,
  orderBlocks,
  reducibleDominators,
  wayInto,
} from "../../../../src/codegen/analysis/dominators.ts";
import { findLoops, loopDepth, loopNest } from "../../../../src/codegen/analysis/loops.ts";
import { addEdge, newBlock, newFunc } from "../../../../src/codegen/ir/builder.ts";
import type { Block, Func } from "../../../../src/codegen/ir/types.ts";
import { Random } from "../random-ir.ts";

/** A function of empty blocks with these edges, e.g. "0-1 1-2 2-1 1-3". */
function graph(edges: string): Func {
  const func = newFunc("f", "f", { convention: "reg", ins: 0, outs: 0, fins: 0, fouts: 0 });
  const pairs = edges.split(" ").map((edge) => edge.split("-").map(Number) as [number, number]);
  for (let i = 0; i <= Math.max(...pairs.flat()); i++) newBlock(func);
  for (const [from, to] of pairs) addEdge(func.blocks[from]!, func.blocks[to]!);
  return func;
}

/** Blocks that the entry reaches without going through `without`. */
function reached(func: Func, without?: Block): Set<Block> {
  const seen = new Set<Block>();
  const visit = (block: Block): void => {
    if (block === without || seen.has(block)) return;
    seen.add(block);
    for (const succ of block.succs) visit(succ);
  };
  visit(func.blocks[0]!);
  return seen;
}

describe("dominators", () => {
  test("agree with their definition on random graphs", () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = new Random(seed);
      const count = 2 + random.below(12);
      const edges = ["0-1"];
      for (let i = 0; i < count * 2; i++) edges.push(`${random.below(count)}-${1 + random.below(count - 1)}`);
      const func = graph(edges.join(" "));
      const dom = dominators(func);
      const all = reached(func);
      expect(new Set(dom.order)).toEqual(all);
      for (const a of all) {
        const avoiding = reached(func, a);
        for (const b of all)
          expect(dominates(dom, a, b), `${edges}: b${a.id} b${b.id}`).toBe(!avoiding.has(b));
        if (!a.preds.every((pred) => all.has(pred))) continue;
        const ways = a.preds.filter((pred) => avoiding.has(pred));
        expect(wayInto(dom, a), `${edges}: b${a.id}`).toBe(ways.length === 1 ? ways[0] : undefined);
      }
    }
  });

  test("in leaps are the same, where the graph is reducible", () => {
    let reducible = 0;
    for (let seed = 0; seed < 400; seed++) {
      const random = new Random(seed);
      const count = 2 + random.below(40);
      const edges = ["0-1"];
      for (let i = 1; i < count; i++) edges.push(`${random.below(i)}-${i}`);
      for (let i = 0; i < count; i++) {
        // Mostly forwards, now and then to anywhere.
        const from = random.below(count);
        const to = random.below(8) === 0 ? 1 + random.below(count - 1) : from + random.below(count - from);
        if (to > 0) edges.push(`${from}-${to}`);
      }
      const { order, place } = dominators(graph(edges.join(" ")));
      const found = reducibleDominators(order, place);
      if (found === undefined) continue;
      reducible++;
      expect(found, edges.join(" ")).toEqual(immediateDominators(order, place));
    }
    expect(reducible).toBeGreaterThan(100);
  });

  test("in leaps are not found where a back edge comes from beside", () => {
    const { order, place } = dominators(graph("0-1 1-2 0-3 2-3 3-2 3-4"));
    expect(reducibleDominators(order, place)).toBeUndefined();
  });

  test("every block comes after its dominator, and is its child", () => {
    const func = graph("0-1 1-2 1-3 2-4 3-4 4-1 4-5");
    const dom = dominators(func);
    const children = dominatorChildren(func, dom).map((list) => list.map((block) => block.id).sort());
    expect(children).toEqual([[1], [2, 3, 4], [], [], [5], []]);
    for (const block of dom.order.slice(1)) {
      expect(dom.place[dom.idom[block.id]!.id]).toBeLessThan(dom.place[block.id]!);
    }
  });

  test("what is not reached dominates nothing", () => {
    const func = graph("0-1 2-1");
    const dom = dominators(func);
    expect(dom.place[2]).toBe(-1);
    expect(dominates(dom, func.blocks[2]!, func.blocks[1]!)).toBe(false);
    expect(dom.idom[1]).toBe(func.blocks[0]);
  });
});

describe("loops", () => {
  const depths = (edges: string): string => {
    const func = graph(edges);
    const nest = findLoops(func, dominators(func));
    return func.blocks.map((block) => loopDepth(nest, block)).join("");
  };
  test.each([
    ["no loop", "0-1 0-2 1-3 2-3", "0000"],
    ["a block that jumps to itself", "0-1 1-1 1-2", "010"],
    ["two latches", "0-1 1-2 1-3 2-1 3-1 3-4", "01110"],
    ["nested", "0-1 1-2 2-3 3-2 3-4 4-1 4-5", "012210"],
    ["nested with one header", "0-1 1-2 2-1 2-3 3-1 3-4", "01110"],
    ["one after the other", "0-1 1-1 1-2 2-3 3-2 3-4", "01110"],
    ["three deep", "0-1 1-2 2-3 3-3 3-4 4-2 4-5 5-1 5-6", "0123210"],
    ["two entries are no loop", "0-1 0-2 1-2 2-1 2-3", "0000"],
    ["a loop in an irreducible region", "0-1 0-2 1-2 2-1 2-3 3-3 3-4", "00010"],
  ])("%s", (_, edges, expected) => {
    expect(depths(edges)).toBe(expected);
  });

  test("the nest tells parents, latches and members", () => {
    const func = graph("0-1 1-2 2-3 3-2 3-4 4-1 4-5");
    const { loops } = findLoops(func, dominators(func));
    const show = loops.map((loop) => ({
      header: loop.header.id,
      latches: loop.latches.map((block) => block.id),
      blocks: loop.blocks.map((block) => block.id),
      parent: loop.parent?.header.id,
    }));
    expect(show).toEqual([
      { header: 1, latches: [4], blocks: [1, 2, 3, 4], parent: undefined },
      { header: 2, latches: [3], blocks: [2, 3], parent: 1 },
    ]);
  });
});

test("a graph without back edges needs no dominators to have no loops", () => {
  let without = 0;
  for (let seed = 0; seed < 100; seed++) {
    const random = new Random(seed);
    const count = 2 + random.below(8);
    const edges = ["0-1"];
    for (let i = 0; i < count; i++) {
      const to = 1 + random.below(count - 1);
      edges.push(`${seed % 2 === 0 ? random.below(to) : random.below(count)}-${to}`);
    }
    const func = graph(edges.join(" "));
    const nest = loopNest(func);
    const found = findLoops(func, dominators(func));
    if (found.loops.length === 0) without++;
    expect(nest.loops.map(({ header }) => header.id)).toEqual(found.loops.map(({ header }) => header.id));
    for (const { id } of func.blocks)
      expect(nest.innermost[id]?.header.id).toBe(found.innermost[id]?.header.id);
  }
  expect(without).toBeGreaterThan(30);
});

describe("what was found last", () => {
  test("is given again while the graph stays, and found anew once any edge or the entry is another", () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(seed);
      const count = 3 + random.below(8);
      const edges = ["0-1"];
      for (let i = 0; i < count * 2; i++) edges.push(`${random.below(count)}-${1 + random.below(count - 1)}`);
      const func = graph(edges.join(" "));
      const before = orderBlocks(func);
      const dom = dominators(func);
      const nest = loopNest(func);
      expect(orderBlocks(func)).toBe(before);
      expect(dominators(func)).toBe(dom);
      expect(loopNest(func)).toBe(nest);

      // One edge leads elsewhere; a twin of the function, made as it is then, tells what is right.
      const from = func.blocks[random.below(count)]!;
      const to = func.blocks[1 + random.below(count - 1)]!;
      const changed = from.succs[0];
      if (changed === undefined) addEdge(from, to);
      else {
        changed.preds.splice(changed.preds.indexOf(from), 1);
        from.succs[0] = to;
        to.preds.push(from);
      }
      const pairs = func.blocks.flatMap(({ id, succs }) => succs.map((succ) => `${id}-${succ.id}`));
      const ids = (blocks: readonly Block[]): number[] => blocks.map(({ id }) => id);
      const found = {
        order: ids(orderBlocks(func)),
        loops: loopNest(func).loops.map(({ blocks }) => ids(blocks)),
      };
      const idoms = dominators(func).idom.map((block) => block?.id);
      const twin = graph(pairs.join(" "));
      while (twin.blocks.length < func.blocks.length) newBlock(twin);
      expect(found.order).toEqual(ids(orderBlocks(twin)));
      expect(found.loops).toEqual(loopNest(twin).loops.map(({ blocks }) => ids(blocks)));
      expect(idoms).toEqual(dominators(twin).idom.map((block) => block?.id));
    }
  });

  test("has no room for blocks that are made since", () => {
    const func = graph("0-1 1-2");
    orderBlocks(func);
    const made = newBlock(func);
    expect(dominators(func).place[made.id]).toBe(-1);
  });
});
