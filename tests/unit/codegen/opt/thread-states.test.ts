import { describe, expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import { moduleOf, runPass } from "../passes.ts";

const two = (body: string): string =>
  `func reg f (2 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\nv3 = const 0\nv4 = const 1\n${body}\n}`;

/** A loop with the state v10, which is v20 in the next round: what the arm of a true one does, and who comes to the end. */
const machine = (arm: string, next: string, preds: string, start = "v3"): string =>
  two(
    `jump b1\nb1: from b0, b4\nv10 = phi ${start}, v20\nv11 = load8 [v1]\nbr v10, b2, b3\nb2: from b1\n${arm}\nb3: from b1\nstore [v2], v11\njump b4\nb4: from ${preds}\nv20 = phi ${next}\ntouch [v1]\nv21 = load [v2]\nbr v21, b1, b9\nb9: from b4\nret v0, v20`,
  );

/** Phis and branches that are left of the function. */
function leftOf(text: string): string {
  const module = moduleOf(text);
  runPass(module, "thread-states", "cfg", "dce");
  const { blocks } = module.functions[0]!;
  const phis = blocks.flatMap((block) => block.phis).length;
  return `${phis} phis, ${blocks.filter(({ succs }) => succs.length === 2).length} branches`;
}

/** Nothing but the order of things may differ. */
function stays(text: string): void {
  const module = moduleOf(text);
  runPass(module, "thread-states");
  expect(printModule(module)).toBe(printModule(moduleOf(text)));
}

describe("a state that is constants", () => {
  test("two of them: it is never tested, and each has an end of the loop", () => {
    const text = machine("touch [v2]\njump b4", "v3, v4", "b2, b3");
    expect(leftOf(text)).toBe("1 phis, 2 branches");
  });
  test("it stays as it is in an arm", () => {
    expect(
      leftOf(
        machine(
          "br v11, b5, b6\nb5: from b2\ntouch [v2]\njump b4\nb6: from b2\njump b4",
          "v10, v3, v4",
          "b5, b6, b3",
        ),
      ),
    ).toBe("1 phis, 3 branches");
  });
  test("the next one is chosen without a branch, and without two", () => {
    expect(leftOf(machine("v12 = select v11, v3, v4\njump b4", "v12, v4", "b2, b3"))).toBe(
      "1 phis, 3 branches",
    );
    expect(
      leftOf(
        machine(
          "v13 = lt v11, v2\nv12 = select v13, v3, v4\nv14 = select v11, v12, v4\njump b4",
          "v14, v4",
          "b2, b3",
        ),
      ),
    ).toBe("1 phis, 4 branches");
  });
  test("the loop begins with any: its blocks are there for this too", () => {
    expect(leftOf(machine("touch [v2]\njump b4", "v3, v4", "b2, b3", "v2"))).toBe("2 phis, 3 branches");
  });
});

describe("what stays", () => {
  test("a counter", () => stays(machine("v12 = add v10, v4\njump b4", "v12, v4", "b2, b3")));
  test("a state from memory", () => stays(machine("v12 = load [v1]\njump b4", "v12, v4", "b2, b3")));
  test("one constant is no choice", () => stays(machine("touch [v2]\njump b4", "v3, v3", "b2, b3")));
  test("a state that nobody asks for", () => {
    stays(
      two(
        "jump b1\nb1: from b0, b4\nv10 = phi v3, v20\nv11 = load8 [v1]\nstore [v2], v10\nbr v11, b2, b3\nb2: from b1\njump b4\nb3: from b1\njump b4\nb4: from b2, b3\nv20 = phi v3, v4\nv21 = load [v2]\nbr v21, b1, b9\nb9: from b4\nret v0, v20",
      ),
    );
  });
  test("more to copy than it is worth", () => {
    const work = Array.from({ length: 40 }, (_, i) => `v${100 + i} = load [v1 + ${8 * i}]`).join("\n");
    const stores = Array.from({ length: 40 }, (_, i) => `store [v2 + ${8 * i}], v${100 + i}`).join("\n");
    stays(
      machine("touch [v2]\njump b4", "v3, v4", "b2, b3").replace(
        "touch [v1]",
        `${work}\n${stores}\ntouch [v1]`,
      ),
    );
  });
});

/** Small numbers that follow from a seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 12345;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

/** A machine of random states that reads the bits of v1, and a program that runs it on a few words. */
function randomMachine(seed: number): string {
  const random = numbers(seed);
  const states = 2 + random(5);
  const lines = Array.from({ length: states }, (_, i) => `v${10 + i} = const ${i}`);
  const constant = (): string => `v${10 + random(states)}`;
  const nexts: { pred: string; state: string; sum: string }[] = [];
  let value = 100;
  const fresh = (): string => `v${value++}`;
  lines.push("v30 = const 3", "v31 = const 31", "jump b1", "HEAD");
  const dispatched = states - random(2);
  for (let k = 0; k < dispatched; k++) {
    const test = fresh();
    const op = ["eq v41, vC", "ne v41, vC", "lt v41, vC", "eq vC, v41"][random(4)]!;
    lines.push(`${test} = ${op.replace("vC", constant())}`, `br ${test}, b${10 + k}, b${20 + k}`);
    lines.push(`b${10 + k}: from ${k === 0 ? "b2" : `b${19 + k}`}`, ...arm(`b${10 + k}`, 30 + 3 * k));
    lines.push(`b${20 + k}: from ${k === 0 ? "b2" : `b${19 + k}`}`);
  }
  lines.push(...arm(`b${19 + dispatched}`, 30 + 3 * dispatched));
  const of = (key: "state" | "sum" | "pred"): string => nexts.map((next) => next[key]).join(", ");
  lines.push(`b8: from ${of("pred")}`, `v90 = phi ${of("state")}`, `v91 = phi ${of("sum")}`);
  lines.push(
    "v92 = const 2",
    "v93 = shr v40, v92",
    "jump b1",
    "b9: from b1",
    "v94 = add v42, v41",
    "ret v0, v94",
  );
  lines[lines.indexOf("HEAD")] =
    `b1: from b0, b8\nv40 = phi v1, v93\nv41 = phi ${random(4) === 0 ? "v2" : constant()}, v90\nv42 = phi v2, v91\nbr v40, b2, b9\nb2: from b1\nv43 = and v40, v30`;
  const calls = [0n, 1n, 0x123456789abcdefn, -1n, 0x7a5c3e1f9b8d6420n, BigInt(seed) * 0x9e3779b97f4a7c1n]
    .map(
      (x, i) =>
        `v${3 * i + 1} = const ${BigInt.asIntN(64, x)}\nv${3 * i + 2} = const ${i}\nv${3 * i + 3} = call f(v0, v${3 * i + 1}, v${3 * i + 2})\nccall ffc_dot(v${3 * i + 3})`,
    )
    .join("\n");
  return `entry main\n${two(lines.join("\n"))}\nfunc reg main (0 -- 0) {\nb0:\nv0 = sp\n${calls}\nret v0\n}`;

  /** Adds to the sum, and goes to the next state in one of several ways. */
  function arm(block: string, free: number): string[] {
    const scaled = fresh();
    const sum = fresh();
    const text = [`${scaled} = mul v42, v31`, `${sum} = add ${scaled}, ${constant()}`];
    const goes = (pred: string, state: string): string => {
      nexts.push({ pred, state, sum });
      return "jump b8";
    };
    switch (random(5)) {
      case 0:
        return [...text, goes(block, constant())];
      case 1:
        return [...text, goes(block, "v41")];
      case 2: {
        const chosen = fresh();
        return [...text, `${chosen} = select v43, ${constant()}, ${constant()}`, goes(block, chosen)];
      }
      case 3:
        text.push(`br v43, b${free}, b${free + 1}`, `b${free}: from ${block}`, goes(`b${free}`, constant()));
        return [
          ...text,
          `b${free + 1}: from ${block}`,
          goes(`b${free + 1}`, random(2) === 0 ? "v41" : constant()),
        ];
      default: {
        const joined = fresh();
        text.push(`br v43, b${free}, b${free + 1}`, `b${free}: from ${block}`, `jump b${free + 2}`);
        text.push(
          `b${free + 1}: from ${block}`,
          `jump b${free + 2}`,
          `b${free + 2}: from b${free}, b${free + 1}`,
        );
        text.push(`${joined} = phi ${constant()}, ${random(2) === 0 ? "v41" : constant()}`);
        return [...text, goes(`b${free + 2}`, joined)];
      }
    }
  }
}

test("random machines do what they did", () => {
  let threaded = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const text = randomMachine(seed);
    const before = interpret(moduleOf(text));
    expect(before.end, text).toBe("return");
    const module = moduleOf(text);
    const { nextBlock } = module.functions[0]!;
    runPass(module, "thread-states");
    if (module.functions[0]!.nextBlock > nextBlock + 8) threaded++;
    expect(interpret(module).output, `${seed}\n${text}\n=>\n${printModule(module)}`).toEqual(before.output);
    runPass(module, "cfg", "case-trees", "if-convert", "split-conditions");
    expect(interpret(module).output, text).toEqual(before.output);
  }
  expect(threaded).toBeGreaterThan(150);
});
