import { describe, expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import { expectPass, moduleOf, runPass } from "../passes.ts";

/**
 * A loop that counts v9 down: `head` always, then `arm` if bit 0 of v9 is set, then `tail`. v1 and v2 are inputs, v3 the
 * address of a data object; what the loop does not change are `before`.
 */
const loop = (
  { before = "", phis = "", head, arm, tail = "" }: Record<string, string>,
  result = "v9",
): string =>
  `func reg f (2 -- 1) {
b0:
v0 = sp
v1 = param 0
v2 = param 1
v3 = addr d
v30 = const 1
v31 = const -1
${before}
jump b1
b1: from b0, b3
v9 = phi v1, v32
${phis}
${head}
v33 = and v9, v30
br v33, b2, b3
b2: from b1
${arm}
jump b3
b3: from b1, b2
${tail}
v32 = add v9, v31
br v32, b1, b4
b4: from b3
ret v0, ${result}
}
data d align 8 size 80 {
}
data table align 8 size 24 {
}`;
const passes = ["partial-redundancy", "dce"];
const stays = (parts: Record<string, string>, result?: string): void =>
  expectPass(passes, loop(parts, result), loop(parts, result));

/** Somewhere in the data object, as far as can be seen. */
const store = "v20 = shl v9, v30\nv21 = add v3, v20\nstore [v21], v9";

describe("partial-redundancy", () => {
  test("a load that an arm may change is done before the loop and in the arm", () => {
    expectPass(
      passes,
      loop({ head: "v4 = load [v3]\nstore [v0 - 8], v4", arm: store }),
      loop({
        before: "v5 = load [v3]",
        phis: "v4 = phi v5, v7",
        head: "store [v0 - 8], v4",
        arm: `${store}\nv6 = load [v3]`,
        tail: "",
      }).replace("b3: from b1, b2\n", "b3: from b1, b2\nv7 = phi v4, v6\n"),
    );
  });
  test("with what is computed from it", () => {
    expectPass(
      passes,
      loop({ head: "v4 = load [v3]\nv8 = mul v4, v2\nstore [v0 - 8], v8", arm: store }),
      loop({
        before: "v5 = load [v3]\nv10 = mul v5, v2",
        phis: "v8 = phi v10, v7",
        head: "store [v0 - 8], v8",
        arm: `${store}\nv6 = load [v3]\nv11 = mul v6, v2`,
      }).replace("b3: from b1, b2\n", "b3: from b1, b2\nv7 = phi v8, v11\n"),
    );
  });
  test("what was loaded before the store is used behind it", () => {
    expectPass(
      passes,
      loop({ head: "v4 = load [v3]", arm: store, tail: "store [v0 - 8], v4" }),
      loop({
        before: "v5 = load [v3]",
        phis: "v4 = phi v5, v7",
        head: "",
        arm: `${store}\nv6 = load [v3]`,
        tail: "store [v0 - 8], v4",
      }).replace("b3: from b1, b2\n", "b3: from b1, b2\nv7 = phi v4, v6\n"),
    );
  });
  test("not where each round stores", () => {
    stays({ head: `v4 = load [v3]\n${store}\nstore [v0 - 8], v4`, arm: "store [v0 - 16], v9" });
    stays({ head: "v4 = load [v3]\nstore [v0 - 8], v4", arm: "store [v0 - 16], v9", tail: store });
  });
  test("not where a call or an atomic may change it", () => {
    stays({ head: "v4 = load [v3]", arm: `${store}\nv6 = icall v0, v4` });
    stays({ head: "v4 = load [v3]\nstore [v0 - 8], v4", arm: `${store}\nv6 = atomic_add v3, v9` });
    stays({ head: "v4 = load [v3]\nstore [v0 - 8], v4", arm: store, tail: "v6 = atomic_add v3, v9" });
  });
  test("not a load that only some rounds do", () => {
    stays({ head: "", arm: `v4 = load [v3]\n${store}\nstore [v0 - 8], v4` });
  });
  test("an address that may be wrong only where the loop comes to it for sure", () => {
    const head = "v4 = load [v2]\nstore [v0 - 8], v4";
    expectPass(
      passes,
      loop({ head, arm: "store [v9], v9" }),
      loop({
        before: "v5 = load [v2]",
        phis: "v4 = phi v5, v7",
        head: "store [v0 - 8], v4",
        arm: "store [v9], v9\nv6 = load [v2]",
      }).replace("b3: from b1, b2\n", "b3: from b1, b2\nv7 = phi v4, v6\n"),
    );
    stays({ head: `trapif v9, -9\n${head}`, arm: "store [v9], v9" });
    stays({ head: "", arm: "store [v9], v9", tail: head });
  });
  test("a loop that carries nothing waits", () => {
    const program =
      "func reg f (0 -- 0) {\nb0:\nv0 = sp\nv1 = addr d\njump b1\nb1: from b0, b3\nv2 = load [v1]\nv3 = load [v1 + 8]\nbr v3, b2, b3\nb2: from b1\nstore [v3], v0\njump b3\nb3: from b1, b2\nbr v2, b1, b4\nb4: from b3\nret v0\n}\ndata d align 8 size 16 {\n}";
    expectPass(passes, program, program);
  });
  test("random loops give what they gave, and many are changed", () => {
    let changed = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const text = randomLoop(seed);
      const module = moduleOf(text);
      const before = printModule(module);
      const run = () => interpret(module, { func: "f", inputs: [5n, BigInt(seed)], stepLimit: 10_000 });
      const { results, data, end } = run();
      expect(end, text).toBe("return");
      runPass(module, "partial-redundancy", "dce");
      expect({ ...run(), steps: 0 }, text).toMatchObject({ results, data, end });
      if (printModule(module) !== before) changed++;
    }
    expect(changed).toBeGreaterThan(150);
  });
});

/**
 * A loop of 12 rounds over the cells of `d`: blocks that all rounds come to load and compute, arms between them store,
 * in any cell. v6 adds up what was seen.
 */
function randomLoop(seed: number): string {
  let state = seed;
  const below = (n: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % n;
  };
  const lines: string[] = [];
  let last = 20;
  const add = (text: string): string => {
    lines.push(`v${++last} = ${text}`);
    return `v${last}`;
  };
  const parts = 2 + below(3);
  const values = ["v1", "v2"];
  const pick = (): string => values[below(values.length)]!;
  let sum = "v6";
  const head = (): void => {
    for (let i = 1 + below(4); i > 0; i--) {
      const kind = below(4);
      if (kind < 2) values.push(add(`load [v3 + ${8 * below(3)}]`));
      else if (kind === 2) values.push(add(`mul ${pick()}, ${pick()}`));
      else sum = add(`add ${add(`mul ${sum}, v7`)}, ${pick()}`);
    }
  };
  for (let part = 0; part < parts; part++) {
    const [own, arm, next] = [10 + 2 * part, 11 + 2 * part, 12 + 2 * part];
    if (part > 0) lines.push(`b${own}: from b${own - 2}, b${own - 1}`);
    head();
    const bit = add(`and ${add(`shr v5, ${["v8", "v9", "v7"][below(3)]}`)}, v9`);
    lines.push(`br ${bit}, b${arm}, b${next}`, `b${arm}: from b${own}`);
    const at = add(`shl ${add(`and ${add(`add v5, ${pick()}`)}, v7`)}, v7`);
    const stored = `store [${add(`add v3, ${at}`)}], ${below(2) === 0 ? sum : "v5"}`;
    const late = below(2) === 0 ? add(`mul ${pick()}, v5`) : "v5";
    lines.push(stored, `store [v3 + 48], ${late}`, `jump b${next}`);
  }
  const latch = 10 + 2 * parts;
  lines.push(`b${latch}: from b${latch - 2}, b${latch - 1}`);
  head();
  sum = add(`add ${sum}, ${pick()}`);
  const next = add("sub v5, v9");
  return `func reg f (2 -- 1) {
b0:
v0 = sp
v1 = param 0
v2 = param 1
v3 = addr d
v7 = const 3
v8 = const 0
v9 = const 1
v10 = const 12
jump b10
b10: from b0, b${latch}
v5 = phi v10, ${next}
v6 = phi v2, ${sum}
${lines.join("\n")}
br ${next}, b10, b99
b99: from b${latch}
ret v0, ${sum}
}
data d align 8 size 56 {
  bytes 0 ${"0300000000000000".repeat(7)}
}`;
}
