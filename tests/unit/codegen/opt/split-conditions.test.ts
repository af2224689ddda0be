import { describe, test } from "vitest";
import { expectPass } from "../passes.ts";

const three = (body: string): string =>
  `func reg f (3 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\nv3 = param 2\n${body}\n}`;
const ends = "b1: from b0\nret v0, v1\nb2: from b0\nret v0, v2";
const stays = (program: string): void => expectPass("split-conditions", program, program);

test("the comparison of doubles stays whole", () => {
  const less = "v4 = lt v1, v2\nv5 = eq v2, v1\nv6 = ult v3, v2\nv7 = and v5, v6\nv8 = or v4, v7\n";
  stays(three(`${less}br v8, b1, b2\n${ends}`));
});

describe("a branch on two flags", () => {
  test("and", () => {
    expectPass(
      "split-conditions",
      three(`v4 = lt v1, v2\nv5 = eq v2, v3\nv6 = and v4, v5\nbr v6, b1, b2\n${ends}`),
      three(
        "v4 = lt v1, v2\nbr v4, b3, b2\nb3: from b0\nv5 = eq v2, v3\nbr v5, b1, b2\nb1: from b3\nret v0, v1\nb2: from b0, b3\nret v0, v2",
      ),
    );
  });
  test("or, and what only the second part needs moves with it", () => {
    expectPass(
      "split-conditions",
      three(
        `v7 = add v2, v3\nv8 = load [v1]\nv5 = eq v7, v8\nv4 = lt v1, v2\nv6 = or v4, v5\nbr v6, b1, b2\n${ends}`,
      ),
      three(
        "v8 = load [v1]\nv4 = lt v1, v2\nbr v4, b1, b3\nb3: from b0\nv7 = add v2, v3\nv5 = eq v7, v8\nbr v5, b1, b2\nb1: from b0, b3\nret v0, v1\nb2: from b3\nret v0, v2",
      ),
    );
  });
  test("a flag and any value: the flag first", () => {
    expectPass(
      "split-conditions",
      three(`v4 = lt v1, v2\nv6 = and v3, v4\nbr v6, b1, b2\n${ends}`),
      three(
        "v4 = lt v1, v2\nbr v4, b3, b2\nb3: from b0\nbr v3, b1, b2\nb1: from b3\nret v0, v1\nb2: from b0, b3\nret v0, v2",
      ),
    );
    stays(three(`v4 = lt v1, v2\nv6 = or v3, v4\nbr v6, b1, b2\n${ends}`));
  });
  test("three of them", () => {
    expectPass(
      "split-conditions",
      three(
        `v4 = lt v1, v2\nv5 = eq v2, v3\nv6 = and v4, v5\nv7 = ult v1, v3\nv8 = and v6, v7\nbr v8, b1, b2\n${ends}`,
      ),
      three(
        "v7 = ult v1, v3\nbr v7, b3, b2\nb3: from b0\nv4 = lt v1, v2\nbr v4, b4, b2\nb4: from b3\nv5 = eq v2, v3\nbr v5, b1, b2\nb1: from b4\nret v0, v1\nb2: from b0, b3, b4\nret v0, v2",
      ),
    );
  });
  test("phis get the same along both edges", () => {
    expectPass(
      "split-conditions",
      three(
        "v4 = lt v1, v2\nv5 = eq v2, v3\nv6 = and v4, v5\nbr v6, b1, b2\nb1: from b0\ntouch [v1]\njump b2\nb2: from b0, b1\nv9 = phi v1, v3\nret v0, v9",
      ),
      three(
        "v4 = lt v1, v2\nbr v4, b3, b2\nb3: from b0\nv5 = eq v2, v3\nbr v5, b1, b2\nb1: from b3\ntouch [v1]\njump b2\nb2: from b0, b1, b3\nv9 = phi v1, v3, v1\nret v0, v9",
      ),
    );
  });
});

test("the result of a call stays with its call", () => {
  const program = (test: string): string => three(`v7 = ccall ffc_argc()\nv4 = lt v1, v2\n${test}`);
  expectPass(
    "split-conditions",
    program(`v6 = and v4, v7\nbr v6, b1, b2\n${ends}`),
    program(
      "br v4, b3, b2\nb3: from b0\nbr v7, b1, b2\nb1: from b3\nret v0, v1\nb2: from b0, b3\nret v0, v2",
    ),
  );
});

describe("one branch stays", () => {
  test("the flag or a part of it is a value as well", () => {
    stays(
      three(
        "v4 = lt v1, v2\nv5 = eq v2, v3\nv6 = and v4, v5\nbr v6, b1, b2\nb1: from b0\nret v0, v6\nb2: from b0\nret v0, v2",
      ),
    );
  });
  test("no flags", () => {
    stays(three(`v6 = and v1, v2\nbr v6, b1, b2\n${ends}`));
    stays(three(`v6 = or v1, v2\nbr v6, b1, b2\n${ends}`));
  });
});
