import { describe, expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { expectPass, moduleOf, runPass } from "../passes.ts";

const two = (body: string): string =>
  `func reg f (2 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\n${body}\n}`;
/** With what cleans up behind it. */
const becomes = (body: string, expected: string): void =>
  expectPass(["thread-jumps", "simplify", "cfg", "dce"], two(body), two(expected));
const stays = (body: string): void => expectPass("thread-jumps", two(body), two(body));

describe("a branch that is decided on the way", () => {
  test("`a if b else false then if`", () => {
    becomes(
      "v3 = const 0\nbr v1, b1, b2\nb1: from b0\nv4 = lt v1, v2\njump b3\nb2: from b0\njump b3\nb3: from b1, b2\nv5 = phi v4, v3\nbr v5, b4, b5\nb4: from b3\nret v0, v1\nb5: from b3\nret v0, v2",
      "br v1, b1, b5\nb1: from b0\nv4 = lt v1, v2\nbr v4, b4, b5\nb4: from b1\nret v0, v1\nb5: from b1, b0\nret v0, v2",
    );
  });
  test("flags along both ways: no test is left", () => {
    becomes(
      "v3 = const 0\nv6 = const -1\nbr v1, b1, b2\nb1: from b0\ntouch [v1]\njump b3\nb2: from b0\njump b3\nb3: from b1, b2\nv5 = phi v6, v3\nv7 = eq v5, v3\nbr v7, b4, b5\nb4: from b3\nret v0, v1\nb5: from b3\nret v0, v2",
      "br v1, b1, b2\nb1: from b0\ntouch [v1]\nret v0, v2\nb2: from b0\nret v0, v1",
    );
  });
  test("a value that cannot be 0", () => {
    const ways = (value: string): string =>
      `v3 = const 0\nv6 = const 1\nbr v1, b1, b2\nb1: from b0\nv4 = ${value}\njump b3\nb2: from b0\njump b3\nb3: from b1, b2\nv5 = phi v4, v3\nv7 = eq v5, v3\nbr v7, b4, b5\nb4: from b3\nret v0, v1\nb5: from b3\nret v0, v2`;
    const straight = "br v1, b1, b2\nb1: from b0\nret v0, v2\nb2: from b0\nret v0, v1";
    becomes(ways("or v2, v6"), straight);
    becomes(ways("select v2, v6, v6"), straight);
  });
  test("the same value again, compared with something else", () => {
    becomes(
      "v3 = const 3\nv4 = eq v1, v3\nbr v4, b1, b2\nb1: from b0\ntouch [v2]\njump b3\nb2: from b0\njump b3\nb3: from b1, b2\nv5 = const 5\nv6 = lt v5, v1\nbr v6, b4, b5\nb4: from b3\nret v0, v1\nb5: from b3\nret v0, v2",
      "v3 = const 3\nv4 = eq v1, v3\nbr v4, b1, b2\nb1: from b0\ntouch [v2]\njump b5\nb2: from b0\nv5 = const 5\nv6 = lt v5, v1\nbr v6, b4, b5\nb4: from b2\nret v0, v1\nb5: from b2, b1\nret v0, v2",
    );
  });
  test("values of the block that are used behind it get phis", () => {
    const module = moduleOf(
      two(
        "v3 = const 0\nbr v1, b1, b2\nb1: from b0\nv4 = lt v1, v2\njump b3\nb2: from b0\njump b3\nb3: from b1, b2\nv5 = phi v4, v3\nv6 = phi v1, v2\nv7 = add v6, v2\nbr v5, b4, b5\nb4: from b3\ntouch [v6]\njump b5\nb5: from b3, b4\nv8 = add v7, v6\nret v0, v8",
      ),
    );
    runPass(module, "thread-jumps");
    const [func] = module.functions;
    expect(func!.blocks.some((block) => block.phis.length === 2)).toBe(true);
    expect(func!.blocks.length).toBe(7);
  });
});

describe("what stays", () => {
  test("nothing is known", () => {
    stays(
      "br v1, b1, b2\nb1: from b0\ntouch [v1]\njump b3\nb2: from b0\njump b3\nb3: from b1, b2\nbr v2, b4, b5\nb4: from b3\nret v0, v1\nb5: from b3\nret v0, v2",
    );
  });
  test("the head of a loop, and a way back to it", () => {
    stays(
      "v3 = const 1\nv4 = const 0\njump b1\nb1: from b0, b2\nv5 = phi v3, v2\nbr v5, b2, b3\nb2: from b1\ntouch [v1]\njump b1\nb3: from b1\nret v0, v1",
    );
    stays(
      "v3 = const 1\njump b1\nb1: from b0, b4\ntouch [v1]\nbr v1, b2, b3\nb2: from b1\ntouch [v2]\njump b4\nb3: from b1\nv6 = load [v2]\njump b4\nb4: from b2, b3\nv5 = phi v3, v6\nbr v5, b1, b5\nb5: from b4\nret v0, v1",
    );
  });
  test("a block with a call", () => {
    stays(
      "v3 = const 0\nbr v1, b1, b2\nb1: from b0\ntouch [v1]\njump b3\nb2: from b0\njump b3\nb3: from b1, b2\nv5 = phi v2, v3\nccall ffc_dot(v1)\nbr v5, b4, b5\nb4: from b3\nret v0, v1\nb5: from b3\nret v0, v2",
    );
  });
});

test("every combination of tests of one value goes the right way", () => {
  const ops = ["eq", "ne", "lt", "le"];
  const tests = ops.flatMap((op) => [`${op} v1, C`, `${op} C, v1`]);
  let shorter = 0;
  for (const first of tests)
    for (const second of tests)
      for (const [c, d] of [
        [3, 3],
        [3, 4],
        [4, 3],
        [0, 0],
      ]) {
        const function_ = two(
          `v3 = const ${c}\nv4 = const ${d}\nv5 = ${first.replace("C", "v3")}\nbr v5, b1, b2\nb1: from b0\nccall ffc_dot(v3)\njump b3\nb2: from b0\njump b3\nb3: from b1, b2\nv6 = ${second.replace("C", "v4")}\nbr v6, b4, b5\nb4: from b3\nret v0, v3\nb5: from b3\nret v0, v1`,
        );
        const calls = [-1, 0, 1, 2, 3, 4, 5, 6].map(
          (n, i) =>
            `v${10 + 2 * i} = const ${n}\n_, v${11 + 2 * i} = CALL(v0, v${10 + 2 * i}, v${10 + 2 * i})\nccall ffc_dot(v${11 + 2 * i})`,
        );
        const main = `func reg main (0 -- 0) {\nb0:\nv0 = sp\n${calls.join("\n").replaceAll("_, v", "v").replaceAll("CALL", "call f")}\nret v0\n}`;
        const text = `entry main\n${function_}\n${main}`;
        const before = interpret(moduleOf(text));
        const module = moduleOf(text);
        runPass(module, "thread-jumps");
        expect(interpret(module).output, text).toEqual(before.output);
        if (module.functions[0]!.blocks.length > 6) shorter++;
      }
  expect(shorter).toBeGreaterThan(20);
});
