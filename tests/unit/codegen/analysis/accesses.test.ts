import { describe, expect, test } from "vitest";
import { mayHaveDeadStores, mayKnowLoads } from "../../../../src/codegen/analysis/accesses.ts";
import { memoryModel } from "../../../../src/codegen/analysis/alias.ts";
import { parseFunc } from "../../../../src/codegen/ir/parse.ts";
import type { Func, Inst } from "../../../../src/codegen/ir/types.ts";
import { PASSES, runPasses } from "../../../../src/codegen/opt/pipeline.ts";
import { randomModule } from "../random-ir.ts";

const func = (body: string): Func =>
  parseFunc(
    `func reg f (2 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\nv3 = addr x\nv4 = addr x + 8\n` +
      `v5 = addr y\nv6 = user 8\nv7 = user 16\nv8 = const 8\n${body}\n}`,
  );

describe("loads of what may be known", () => {
  test.each([
    ["a single load", "v9 = load [v1]\nret v0, v9", false],
    ["two values", "v9 = load [v1]\nv10 = load [v2]\nret v0, v9", false],
    ["two fields", "v9 = load [v1]\nv10 = load [v1 + 8]\nret v0, v9", false],
    ["one twice", "v9 = load [v1]\nv10 = load [v1]\nret v0, v9", true],
    ["one twice, by sums", "v9 = add v1, v8\nv10 = load [v9]\nv11 = load [v1 + 8]\nret v0, v10", true],
    ["stored and loaded", "store [v1], v2\nv10 = load [v1]\nret v0, v10", true],
    ["stored twice", "store [v1], v2\nstore [v1], v0\nret v0, v1", false],
    ["variables", "v9 = load [v3]\nv10 = load [v4]\nv11 = load [v5]\nret v0, v9", false],
    ["a variable", "v9 = load [v3 + 8]\nv10 = load [v4]\nret v0, v9", true],
    ["the context", "v9 = load [v6]\nv10 = load [v7]\nret v0, v9", false],
    ["a place in the context", "v9 = load [v6 + 8]\nv10 = load [v7]\nret v0, v9", true],
    ["one in the stack", "v9 = load [v0]\nv10 = load [v1]\nret v0, v9", false],
    ["two in the stack", "v9 = load [v0]\nv10 = load [v0 + 8]\nret v0, v9", true],
    ["somewhere in the stack", "v9 = add v1, v0\nv10 = load [v9]\nv11 = load [v0]\nret v0, v10", true],
    [
      "steps of two pointers",
      "jump b1\nb1: from b0, b1\nv9 = phi v1, v11\nv10 = load [v9]\nv11 = add v9, v8\nv12 = load [v2]\n" +
        "br v10, b1, b2\nb2: from b1\nret v0, v12",
      false,
    ],
    [
      "steps of a stack pointer",
      "jump b1\nb1: from b0, b1\nv9 = phi v0, v11\nv10 = load [v9]\nv11 = add v9, v8\nv12 = load [v0]\n" +
        "br v10, b1, b2\nb2: from b1\nret v0, v12",
      true,
    ],
    ["elements", "v9 = add v3, v1\nv10 = load [v9]\nv11 = add v3, v2\nv12 = load [v11]\nret v0, v10", false],
    ["an element", "v9 = add v3, v1\nv10 = load [v9]\nstore [v9], v2\nret v0, v10", true],
  ])("%s", (_, body, expected) => {
    expect(mayKnowLoads(func(body))).toBe(expected);
  });

  test("many places are not compared", () => {
    const loads = Array.from({ length: 12 }, (_, i) => `v${9 + i} = load [v1 + ${8 * i}]`);
    expect(mayKnowLoads(func(`${loads.slice(0, 5).join("\n")}\nret v0, v9`))).toBe(false);
    expect(mayKnowLoads(func(`${loads.join("\n")}\nret v0, v9`))).toBe(true);
  });
});

describe("stores that may be dead", () => {
  test.each([
    ["a single store", "store [v1], v2\nret v0, v1", false],
    ["into the stack", "store [v0 - 8], v2\nret v0, v1", true],
    ["maybe into the stack", "v9 = sub v0, v1\nv10 = add v9, v2\nstore [v10], v2\nret v0, v1", true],
    ["two variables", "store [v3], v2\nstore [v4], v2\nstore [v5], v2\nret v0, v1", false],
    ["one twice", "store [v4], v2\nstore [v3 + 8], v1\nret v0, v1", true],
    ["bytes of a cell", "store8 [v3 + 7], v2\nstore [v3], v1\nret v0, v1", true],
    ["loads do not count", "v9 = load [v3]\nstore [v3], v9\nret v0, v1", false],
    ["a loop", "jump b1\nb1: from b0, b1\nstore [v3], v2\nbr v1, b1, b2\nb2: from b1\nret v0, v1", false],
    ["a loop that never ends", "jump b1\nb1: from b0, b1\nstore [v3], v2\njump b1", true],
    ["an end that is none", "store [v3], v2\nunreachable", true],
  ])("%s", (_, body, expected) => {
    expect(mayHaveDeadStores(func(body))).toBe(expected);
  });
});

const facts = {
  signatures: () => undefined,
  dataObject: () => undefined,
  dataSize: () => 24,
  summaries: new Map(),
  stackEscapes: false,
};

test.each(Array.from({ length: 40 }, (_, seed) => seed))("agrees with the tables (%i)", (seed) => {
  const module = randomModule(seed);
  runPasses(module, {
    level: 2,
    disabled: new Set(),
    verify: false,
    passes: PASSES.filter(({ name }) => name === "simplify" || name === "gvn" || name === "dce"),
  });
  for (const func of module.functions) {
    const model = memoryModel(func, facts);
    if (model === undefined) continue;
    const insts = func.blocks.flatMap((block) => block.insts).filter((inst) => inst.info.isAccess);
    const placeOf = (inst: Inst) => model.locationOf[inst.id];
    const isLoad = (inst: Inst): boolean => inst.info.effect === "read";
    if (!mayKnowLoads(func)) {
      const loads = insts.filter(isLoad);
      for (const a of loads) {
        const others = insts.filter((b) => b !== a && placeOf(a) !== undefined && placeOf(a) === placeOf(b));
        expect(others).toEqual([]);
      }
    }
    if (!mayHaveDeadStores(func)) {
      const stores = insts.filter((inst) => !isLoad(inst));
      for (const a of stores) {
        expect(placeOf(a)?.base.kind).not.toBe("stack");
        const over = stores.filter((b) => b !== a && placeOf(a)?.overlaps.includes(placeOf(b)?.index ?? -1));
        expect(over).toEqual([]);
      }
    }
  }
});
