import { describe, expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import { expectPass, moduleOf, runPass } from "../passes.ts";

const program = (body: string): string =>
  `func reg f (2 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\n${body}\n}`;

/** A loop whose index goes from v3 to v4, with `body`. */
const loop = (before: string, body: string): string =>
  program(
    `${before}\nv5 = const 1\njump b1\nb1: from b0, b1\nv6 = phi v3, v8\nv7 = phi v2, v9\n${body}\nv8 = add v6, v5\nv10 = eq v8, v4\nbr v10, b2, b1\nb2: from b1\nret v0, v9`,
  );
const stays = (text: string): void => expectPass("unroll", text, text);

describe("unroll", () => {
  test("numbers: each round with its index", () => {
    expectPass(
      ["unroll", "simplify", "cfg", "dce"],
      loop("v3 = const 5\nv4 = const 7", "v9 = mul v7, v6"),
      program("v3 = const 5\nv4 = mul v2, v3\nv5 = const 6\nv6 = mul v4, v5\nret v0, v6"),
    );
  });
  test("a start that is not known, and a way that is", () => {
    expectPass(
      ["unroll", "simplify", "cfg", "dce"],
      loop("v11 = const 2\nv3 = add v1, v11\nv12 = const 4\nv4 = add v1, v12", "v9 = mul v7, v6"),
      program(
        "v3 = const 2\nv4 = add v1, v3\nv5 = mul v2, v4\nv6 = const 3\nv7 = add v1, v6\nv8 = mul v5, v7\nret v0, v8",
      ),
    );
  });
  test("too often, or nobody knows how often", () => {
    stays(loop("v3 = const 0\nv4 = const 9", "v9 = mul v7, v6"));
    stays(loop("v3 = const 0\nv4 = add v1, v3", "v9 = mul v7, v6"));
    stays(loop("v3 = const 3\nv4 = const 3", "v9 = mul v7, v6"));
  });
  test("not with a call, nor another way out", () => {
    stays(loop("v3 = const 0\nv4 = const 2", "ccall ffc_emit(v6)\nv9 = mul v7, v6"));
    stays(
      program(
        "v3 = const 0\nv4 = const 2\nv5 = const 1\njump b1\nb1: from b0, b2\nv6 = phi v3, v8\nbr v1, b2, b3\nb2: from b1\nv8 = add v6, v5\nv10 = eq v8, v4\nbr v10, b3, b1\nb3: from b1, b2\nret v0, v6",
      ),
    );
  });
  test("phis that change places, and blocks in between", () => {
    const text = `entry main
func reg main (0 -- 0) {
b0:
v0 = sp
v1 = const 48
v2 = const 0
v3 = const 1
v4 = const 5
v5 = const 97
jump b1
b1: from b0, b4
v6 = phi v2, v10
v7 = phi v1, v8
v8 = phi v5, v7
v9 = and v6, v3
br v9, b2, b3
b2: from b1
jump b4
b3: from b1
jump b4
b4: from b2, b3
v11 = phi v7, v8
v12 = addr d
v13 = load [v12]
v14 = mul v13, v4
v15 = add v14, v11
store [v12], v15
v10 = add v6, v3
v16 = lt v10, v4
br v16, b1, b5
b5: from b4
ret v0
}
data d align 8 size 8 {
}`;
    const module = moduleOf(text);
    const before = interpret(module, { stepLimit: 1000 }).data;
    runPass(module, "unroll");
    expect(printModule(module)).not.toMatch(/br v16/);
    expect(interpret(module, { stepLimit: 1000 }).data).toEqual(before);
  });
});
