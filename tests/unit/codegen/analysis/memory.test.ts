import { describe, expect, test } from "vitest";
import { accessMask, hasBit, type MemoryFacts, memoryModel } from "../../../../src/codegen/analysis/alias.ts";
import { callGraph } from "../../../../src/codegen/analysis/callgraph.ts";
import { memorySummary } from "../../../../src/codegen/analysis/memory-summary.ts";
import { stackEscapes, stackPositions } from "../../../../src/codegen/analysis/stack-pointer.ts";
import { parseFunc, parseModule } from "../../../../src/codegen/ir/parse.ts";
import type { Func, Signature } from "../../../../src/codegen/ir/types.ts";

const KNOWN: Record<string, Signature> = {
  swap: { convention: "stack", ins: 2, outs: 2, fins: 0, fouts: 0 },
  drop: { convention: "stack", ins: 1, outs: 0, fins: 0, fouts: 0 },
  any: { convention: "stack", ins: -1, outs: -1, fins: 0, fouts: 0 },
};
const signatures = (symbol: string): Signature | undefined => KNOWN[symbol];
const stackFunc = (body: string): Func => parseFunc(`func stack f (? -- ?) {\nb0:\nv0 = sp\n${body}\n}`);

describe("stack pointers", () => {
  const at = (body: string, id: number): string => {
    const position = stackPositions(stackFunc(body), signatures)[id];
    return position === undefined ? "none" : `v${position.root.id} ${position.offset ?? "?"}`;
  };
  const C = "v1 = const 8\nv2 = const -16\n";
  test.each([
    ["addition", `${C}v3 = add v0, v2\nv4 = add v1, v3\nret v4`, 4, "v0 -8"],
    ["subtraction", `${C}v4 = sub v0, v1\nret v4`, 4, "v0 -8"],
    ["an unknown index", `${C}v3 = load [v0]\nv4 = add v0, v3\nret v0`, 4, "v0 ?"],
    ["a call of known effect", `${C}v3 = add v0, v2\nv4 = call drop(v3)\nret v4`, 4, "v0 -8"],
    ["a call of unknown effect", "v4 = call any(v0)\nret v4", 4, "v4 0"],
    ["a plain value", `${C}ret v0`, 1, "none"],
    ["a distance", `${C}v4 = sub v1, v0\nret v0`, 4, "none"],
    [
      "a loop that keeps it",
      "jump b1\nb1: from b0, b2\nv4 = phi v0, v5\nbr v4, b2, b3\nb2:\nv5 = call swap(v4)\njump b1\nb3:\nret v4",
      4,
      "v0 0",
    ],
    [
      "a loop that moves it",
      `${C}jump b1\nb1: from b0, b2\nv4 = phi v0, v5\nbr v4, b2, b3\nb2:\nv5 = add v4, v1\njump b1\nb3:\nret v4`,
      4,
      "v4 0",
    ],
    [
      "a join that differs",
      `${C}br v1, b1, b2\nb1:\nv3 = add v0, v1\njump b2\nb2: from b0, b1\nv4 = phi v0, v3\nret v4`,
      4,
      "v4 0",
    ],
  ])("%s", (_, body, id, expected) => {
    expect(at(body, id)).toBe(expected);
  });

  const escapes = (body: string): boolean => {
    const func = stackFunc(body);
    return stackEscapes(func, stackPositions(func, signatures));
  };
  test.each([
    ["addressing and calls", "v1 = call any(v0)\nstore [v1 + 8], v1\nret v1", true],
    ["addressing", "v2 = load [v0 + 8]\nstore [v0], v2\nv3 = call any(v0)\nret v3", false],
    ["a computed index", "v2 = load [v0 + 8]\nv3 = add v0, v2\nv4 = load [v3]\nret v0", false],
    ["depth", "v1 = user 8\nv2 = load [v1]\nv3 = sub v2, v0\nstore [v0], v3\nret v0", false],
    ["sp@", "store [v0 - 8], v0\nret v0", true],
    ["to the runtime", "ccall ffc_emit(v0)\nret v0", true],
    ["to spawn, which only reads cells", "v1 = const 0\nv2 = ccall ffc_spawn(v0, v1, v1)\nret v0", false],
    [
      "joined with something else",
      "v1 = const 0\nbr v1, b1, b2\nb1:\njump b2\nb2: from b0, b1\nv2 = phi v0, v1\nret v0",
      true,
    ],
  ])("escape: %s", (_, body, expected) => {
    expect(escapes(body)).toBe(expected);
  });
});

describe("aliases", () => {
  const sizes: Record<string, number> = { a: 16, b: 16 };
  const mayMeet = (first: string, second: string, isEscaped = false): boolean => {
    const func = parseFunc(
      `func reg f (2 -- 0) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\nv3 = addr a\nv4 = addr b\nv5 = user 16\nv6 = call any(v0)\nv10 = ${first}\nv11 = ${second}\nret v0\n}`,
    );
    const facts: MemoryFacts = {
      signatures,
      dataObject: () => undefined,
      dataSize: (symbol) => sizes[symbol],
      summaries: new Map(),
      stackEscapes: isEscaped,
    };
    const model = memoryModel(func, facts)!;
    const access = func.blocks[0]!.insts.find((inst) => inst.id === 10)!;
    return hasBit(accessMask(model, access), model.locationOf[11]!.index);
  };
  test.each([
    ["load [v0]", "load [v0]", true],
    ["load [v0]", "load [v0 + 8]", false],
    ["load [v0]", "load32 [v0 + 4]", true],
    ["load [v0]", "fload [v0]", true],
    ["load [v0 + 8]", "load [v6]", true],
    ["load [v0]", "load [v1]", false],
    ["load [v0]", "load [v3]", false],
    ["load [v3]", "load [v3 + 8]", false],
    ["load [v3]", "load [v4]", false],
    ["load [v3 + 16]", "load [v4]", true],
    ["load [v3]", "load [v1]", true],
    ["load [v1]", "load [v3]", true],
    ["load [v1]", "load [v1 + 8]", false],
    ["load [v1]", "load [v2 + 8]", true],
    ["load [v5]", "load [v3]", false],
    ["load [v5]", "load [v1]", true],
    ["load [v5]", "load8 [v5 + 7]", true],
  ])("%s and %s: %s", (first, second, expected) => {
    expect(mayMeet(first, second)).toBe(expected);
    expect(mayMeet(second, first)).toBe(expected);
  });

  test("once a stack pointer escaped, other addresses may lead to the stack", () => {
    expect(mayMeet("load [v0]", "load [v1]", true)).toBe(true);
    expect(mayMeet("load [v1]", "load [v0]", true)).toBe(true);
    expect(mayMeet("load [v3]", "load [v0]", true)).toBe(false);
  });
});

describe("summaries", () => {
  const of = (body: string): string => {
    const func = stackFunc(body);
    const pure = new Map([["swap", { reads: false, writes: false }]]);
    const { reads, writes } = memorySummary(func, signatures, pure);
    return `${reads ? "reads" : ""} ${writes ? "writes" : ""}`.trim();
  };
  test.each([
    ["v1 = load [v0]\nstore [v0 - 8], v1\nret v0", ""],
    ["v1 = load [v0]\nv2 = load [v1]\nret v0", "reads"],
    ["v1 = load [v0]\nstore [v1], v1\nret v0", "writes"],
    ["v1 = load [v0]\ntrapif v1, -10\nret v0", "reads"],
    ["v1 = call swap(v0)\nret v1", ""],
    ["v1 = call any(v0)\nret v1", "reads writes"],
    ["v1 = load [v0]\nccall ffc_emit(v1)\nret v0", ""],
    ["v1 = load [v0]\nccall ffc_ms(v1)\nret v0", "reads writes"],
    ["v1 = load [v0]\natomic_store v1, v1\nret v0", "reads writes"],
    ["v1 = load [v0]\ntailicall v0, v1", "reads writes"],
  ])("%j: %j", (body, expected) => {
    expect(of(body)).toBe(expected);
  });
});

test("the call graph has callees first and knows recursion", () => {
  const func = (name: string, ...callees: string[]): string =>
    `func reg ${name} (0 -- 0) {\nb0:\nv0 = sp\n${callees.map((callee) => `call ${callee}(v0)`).join("\n")}\nret v0\n}\n`;
  const text =
    func("main", "a", "b") +
    func("a", "c", "c") +
    func("b", "d", "b") +
    func("c") +
    func("d", "e") +
    func("e", "d", "c");
  const calls = callGraph(
    parseModule(`entry main\n${text}data x align 8 size 8 {\n}\ntoken t func d spawn 0\n`),
  );
  const order = calls.bottomUp.map(({ symbol }) => symbol);
  expect([...order].sort()).toEqual(["a", "b", "c", "d", "e", "main"]);
  for (const [callee, caller] of ["c a", "a main", "b main", "d b", "c e"].map((pair) => pair.split(" "))) {
    expect(order.indexOf(callee!), `${callee} before ${caller}`).toBeLessThan(order.indexOf(caller!));
  }
  expect([...calls.selfRecursive]).toEqual(["b"]);
  expect([...calls.mutuallyRecursive].sort()).toEqual(["d", "e"]);
  expect(calls.sites.get("c")).toBe(3);
  expect([...calls.external].sort()).toEqual(["d", "main"]);
  expect(calls.byToken.get("t")!.symbol).toBe("d");
});
