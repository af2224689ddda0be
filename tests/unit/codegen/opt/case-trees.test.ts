import { expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { moduleOf, runPass } from "../passes.ts";

/** A chain of tests of the input, each with an arm that shows which it was; what the default does is `last`. */
function chain(values: readonly bigint[], style: "arms" | "phi"): string {
  const lines = ["func reg f (1 -- 1) {", "b0:", "v0 = sp", "v1 = param 0", "v9 = const 999"];
  values.forEach((value, i) => {
    const next = i + 1 < values.length ? `b${i + 1}` : "b900";
    if (i > 0) lines.push(`b${i}: from b${i - 1}`);
    if (value === 0n) lines.push(`br v1, ${next}, b${i + 100}`);
    else {
      const op = i % 2 === 0 ? "eq" : "ne";
      const arms = op === "eq" ? `b${i + 100}, ${next}` : `${next}, b${i + 100}`;
      lines.push(
        `v${100 + i} = const ${value}`,
        `v${300 + i} = ${op} v1, v${100 + i}`,
        `br v${300 + i}, ${arms}`,
      );
    }
  });
  values.forEach((_, i) => {
    lines.push(`b${i + 100}: from b${i}`, `v${500 + i} = const ${i}`);
    lines.push(style === "arms" ? `ret v0, v${500 + i}` : `jump b901`);
  });
  lines.push(`b900: from b${values.length - 1}`, style === "arms" ? "ret v0, v9" : "jump b901");
  if (style === "phi") {
    lines.push(`b901: from ${values.map((_, i) => `b${i + 100}`).join(", ")}, b900`);
    lines.push(`v8 = phi ${values.map((_, i) => `v${500 + i}`).join(", ")}, v9`, "ret v0, v8");
  }
  return `${lines.join("\n")}\n}`;
}

const MAX = 9223372036854775807n;
const call = (n: bigint, i: number): string =>
  `v${10 + 3 * i} = const ${n}\nv${11 + 3 * i} = call f(v0, v${10 + 3 * i})\nccall ffc_dot(v${11 + 3 * i})`;

/** Runs it for all constants and their neighbours, before and after. */
function check(values: readonly bigint[], style: "arms" | "phi"): { before: number; after: number } {
  const near = values.flatMap((v) => [v - 1n, v, v + 1n]).filter((v) => v >= -MAX - 1n && v <= MAX);
  const inputs = [...new Set([...near, 0n, MAX, -MAX - 1n])];
  const main = `func reg main (0 -- 0) {\nb0:\nv0 = sp\n${inputs.map(call).join("\n")}\nret v0\n}`;
  const text = `entry main\n${chain(values, style)}\n${main.replace(/v(\d+) = call/g, "v$1 = call")}`;
  const first = interpret(moduleOf(text));
  const module = moduleOf(text);
  runPass(module, "case-trees");
  const second = interpret(module);
  expect(second.output, text).toEqual(first.output);
  return { before: first.steps, after: second.steps };
}

const run = (from: number, count: number): bigint[] =>
  Array.from({ length: count }, (_, i) => BigInt(from + i));

test.each(["arms", "phi"] as const)("each value finds its arm: %s", (style) => {
  for (let count = 6; count < 20; count++) {
    check(run(0, count), style);
    check(run(-5, count), style);
    check(run(3, count).reverse(), style);
    check(
      run(1, count).map((n) => (n * n * 7919n) % 1009n),
      style,
    );
  }
  check([MAX, -MAX - 1n, 0n, MAX - 1n, -MAX, 1n, 5n, 100n, -7n, 12n], style);
});

test("a constant that comes again is for the default", () => {
  check([...run(0, 9), 4n, ...run(20, 9)], "arms");
});

test("a long chain takes fewer steps", () => {
  const { before, after } = check(run(0, 40), "arms");
  expect(after).toBeLessThan(before / 2);
});

test("a short chain stays", () => {
  const module = moduleOf(chain(run(0, 7), "arms"));
  const before = module.functions[0]!.blocks.length;
  runPass(module, "case-trees");
  expect(module.functions[0]!.blocks.length).toBe(before);
});
