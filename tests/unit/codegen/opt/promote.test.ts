import { describe, test } from "vitest";
import { expectPass } from "../passes.ts";

const passes = ["promote", "dead-stores", "dce"];
const program = (body: string): string =>
  `func reg f (2 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\nv3 = addr d\nv4 = const -1\n${body}\n}\ndata d align 8 size 16 {\n}`;

/** A loop that counts v9 down, with `body`. */
const loop = (body: string): string =>
  program(
    `jump b1\nb1: from b0, b1\nv9 = phi v1, v10\n${body}\nv10 = add v9, v4\nbr v10, b1, b2\nb2: from b1\nret v0, v9`,
  );
const stays = (text: string): void => expectPass(passes, text, text);

describe("promote", () => {
  test("a variable that a loop adds to", () => {
    expectPass(
      passes,
      loop("v5 = load [v3]\nv6 = add v5, v9\nstore [v3], v6"),
      program(
        "v5 = load [v3]\njump b1\nb1: from b0, b1\nv9 = phi v1, v10\nv6 = phi v5, v7\nv7 = add v6, v9\nv10 = add v9, v4\nbr v10, b1, b2\nb2: from b1\nstore [v3], v7\nret v0, v9",
      ),
    );
  });
  test("one that is only stored", () => {
    expectPass(
      passes,
      loop("store [v3], v9"),
      program(
        "jump b1\nb1: from b0, b1\nv9 = phi v1, v10\nv10 = add v9, v4\nbr v10, b1, b2\nb2: from b1\nstore [v3], v9\nret v0, v9",
      ),
    );
  });
  test("not where something else may touch it", () => {
    stays(loop("store [v3], v9\nv5 = load [v2]\nv6 = load [v5]\nstore [v3 + 8], v6"));
    stays(loop("v5 = load [v3]\nstore [v3], v9\nstore [v2], v5\nv6 = load [v5]\ntouch [v6]"));
    stays(loop("v5 = load [v3]\nstore [v3], v9\nv6 = icall v0, v5"));
    stays(loop("v5 = load [v3]\nstore [v3], v9\nv6 = atomic_add v2, v5"));
  });
  test("a trap sees what was stored", () => stays(loop("store [v3], v9\ntrapif v9, -9")));
  test("no store where there was none", () => {
    stays(
      program(
        "jump b1\nb1: from b0, b3\nv9 = phi v1, v10\nv5 = and v9, v2\nbr v5, b2, b3\nb2: from b1\nstore [v3], v9\njump b3\nb3: from b1, b2\nv10 = add v9, v4\nbr v10, b1, b4\nb4: from b3\nret v0, v9",
      ),
    );
    // A way out before it.
    stays(
      program(
        "jump b1\nb1: from b0, b2\nv9 = phi v1, v10\nv5 = and v9, v2\nbr v5, b2, b3\nb2: from b1\nstore [v3], v9\nv10 = add v9, v4\nbr v10, b1, b3\nb3: from b1, b2\nret v0, v9",
      ),
    );
  });
  test("an address that may be wrong only where it is used for sure", () => {
    const trap = loop("trapif v9, -9\nv5 = load [v2]\nv6 = add v5, v9\nstore [v2], v6");
    stays(trap);
  });
});
