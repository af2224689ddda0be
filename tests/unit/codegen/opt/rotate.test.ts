import { describe, test } from "vitest";
import { expectPass } from "../passes.ts";

const one = (body: string): string => `func reg f (1 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\n${body}\n}`;

describe("rotate", () => {
  test("the test goes to the end, a copy of it lets in", () => {
    expectPass(
      ["rotate", "cfg", "dce"],
      one(
        "jump b1\nb1: from b0, b2\nv2 = phi v1, v4\nv3 = load [v2]\nbr v3, b2, b3\nb2:\nv4 = add v2, v3\njump b1\nb3:\nret v0, v2",
      ),
      one(
        "v2 = load [v1]\nbr v2, b1, b2\nb1: from b1, b0\nv3 = phi v5, v1\nv4 = phi v6, v2\nv5 = add v3, v4\nv6 = load [v5]\nbr v6, b1, b2\nb2: from b1, b0\nv7 = phi v5, v1\nret v0, v7",
      ),
    );
  });
  test("what is tested at the end stays", () => {
    const program = one(
      "jump b1\nb1: from b0, b1\nv2 = phi v1, v3\nv3 = load [v2]\nbr v3, b1, b2\nb2: from b1\nret v0, v2",
    );
    expectPass("rotate", program, program);
  });
  test("a head that calls, or leaves by no edge, stays", () => {
    const calls = one(
      "jump b1\nb1: from b0, b2\nccall ffc_emit(v1)\nbr v1, b2, b3\nb2: from b1\njump b1\nb3: from b1\nret v0, v1",
    );
    expectPass("rotate", calls, calls);
    const endless = one(
      "jump b1\nb1: from b0, b4\nbr v1, b2, b3\nb2: from b1\ntouch [v1]\njump b4\nb3: from b1\njump b4\nb4: from b2, b3\njump b1",
    );
    expectPass("rotate", endless, endless);
  });
  test("an inner loop that the outer one begins with keeps a head of its own", () => {
    expectPass(
      ["rotate", "cfg", "dce"],
      one(
        "jump b1\nb1: from b0, b3\nv2 = load [v1]\nbr v2, b2, b4\nb2: from b1, b2\nv3 = phi v1, v4\nv4 = load [v3 + 8]\nbr v4, b2, b3\nb3: from b2\njump b1\nb4: from b1\nret v0, v2",
      ),
      one(
        "v2 = load [v1]\nbr v2, b4, b3\nb1: from b2\nv3 = load [v1]\nbr v3, b4, b3\nb2: from b2, b4\nv4 = phi v5, v1\nv5 = load [v4 + 8]\nbr v5, b2, b1\nb3: from b1, b0\nv6 = phi v3, v2\nret v0, v6\nb4: from b1, b0\njump b2",
      ),
    );
  });
});
