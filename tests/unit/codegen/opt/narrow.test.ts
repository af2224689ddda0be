import { describe, expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { expectPass, moduleOf, runPass } from "../passes.ts";

const two = (body: string): string =>
  `func reg f (2 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\n${body}\n}`;

const becomes = (body: string, expected: string): void =>
  expectPass(["narrow", "cfg", "dce"], two(body), two(expected));

describe("checks that are decided", () => {
  test("a divisor that is positive needs no checks, and no correction", () => {
    const byte = "v3 = load8 [v2]\nv4 = const 1\nv5 = add v3, v4";
    const checks =
      "v6 = const 0\nv7 = eq v5, v6\ntrapif v7, -10\nv8 = const -1\nv9 = eq v5, v8\nv10 = const -9223372036854775808\nv11 = eq v1, v10\nv12 = and v9, v11\ntrapif v12, -11";
    becomes(
      `${byte}\n${checks}\nv20 = fldiv v1, v5\nret v0, v20`,
      `${byte}\nv20 = fldiv v1, v5\nret v0, v20`,
    );
    const other = "v13 = load8 [v1]";
    becomes(
      `${byte}\n${checks}\n${other}\nv20 = flmod v13, v5\nret v0, v20`,
      `${byte}\n${other}\nv20 = urem v13, v5\nret v0, v20`,
    );
  });
  test("a divisor that may be zero keeps its check, which then says something", () => {
    const zero = "v3 = load8 [v2]\nv6 = const 0\nv7 = eq v3, v6\ntrapif v7, -10\n";
    becomes(
      `${zero}v8 = const -1\nv9 = eq v3, v8\ntrapif v9, -11\nv20 = udiv v1, v3\nret v0, v20`,
      `${zero}v20 = udiv v1, v3\nret v0, v20`,
    );
  });
  test("a comparison behind a stronger one", () => {
    becomes(
      "v3 = const 10\nv4 = lt v1, v3\nbr v4, b1, b2\nb1: from b0\nv5 = const 12\nv6 = le v1, v5\nbr v6, b3, b2\nb2: from b0, b1\nret v0, v2\nb3: from b1\nret v0, v1",
      "v3 = const 10\nv4 = lt v1, v3\nbr v4, b1, b2\nb1: from b0\nret v0, v1\nb2: from b0\nret v0, v2",
    );
  });
});

describe("values", () => {
  test.each([
    [
      "a mask of what is masked",
      "v3 = load8 [v1]\nv4 = const 2\nv5 = load8 [v2]\nv6 = mul v3, v5\nv7 = const 65535\nv9 = and v6, v7",
      "v3 = load8 [v1]\nv5 = load8 [v2]\nv9 = mul v3, v5",
    ],
    [
      "a sign that is none",
      "v3 = load32 [v1]\nv4 = const 63\nv5 = sar v3, v4\nv9 = xor v3, v5",
      "v9 = load32 [v1]",
    ],
    [
      "the greater of what is known",
      "v3 = load8 [v1]\nv4 = const 300\nv5 = lt v3, v4\nv9 = select v5, v4, v3",
      "v9 = const 300",
    ],
  ])("%s", (_, body, expected) => becomes(`${body}\nret v0, v9`, `${expected}\nret v0, v9`));
  test("a mask that cuts off something stays", () => {
    const body = "v3 = load16 [v1]\nv4 = const 255\nv5 = and v3, v4\nv6 = select v2, v5, v1\nret v0, v6";
    becomes(body, body);
  });
  test("a remainder that is compared with zero only", () => {
    becomes(
      "v3 = flmod v1, v2\nbr v3, b1, b2\nb1: from b0\nret v0, v1\nb2: from b0\nret v0, v2",
      "v3 = srem v1, v2\nbr v3, b1, b2\nb1: from b0\nret v0, v1\nb2: from b0\nret v0, v2",
    );
    const used = "v3 = flmod v1, v2\nbr v3, b1, b2\nb1: from b0\nret v0, v3\nb2: from b0\nret v0, v2";
    becomes(used, used);
  });
});

test("what a range decides in a loop is right in the last round, too", () => {
  const module = moduleOf(
    "b0:\nv0 = sp\nv1 = const 0\nv2 = const 5\nv3 = const 1\njump b1\nb1: from b0, b3\nv4 = phi v1, v5\nv6 = const 3\nv7 = lt v6, v4\nbr v7, b2, b3\nb2: from b1\nccall ffc_dot(v4)\njump b3\nb3: from b1, b2\nv5 = add v4, v3\nv8 = eq v5, v2\nbr v8, b4, b1\nb4: from b3\nret v0",
  );
  runPass(module, "narrow");
  expect(interpret(module).output).toContain("4");
});
