import { describe, test } from "vitest";
import { expectPass } from "../passes.ts";

/** A loop of `body` that counts v9 down; v1 and v2 are inputs, v3 the address of a data object. */
const loop = (before: string, body: string, result = "v9"): string =>
  `func reg f (2 -- 1) {
b0:
v0 = sp
v1 = param 0
v2 = param 1
v3 = addr d
${before}
jump b1
b1: from b0, b1
v9 = phi v1, v30
${body}
v31 = const -1
v30 = add v9, v31
br v30, b1, b2
b2: from b1
ret v0, ${result}
}
data d align 8 size 16 {
}`;
const moves = (what: string, body: string, result?: string): void => {
  expectPass(["licm", "dce"], loop("", `${what}\n${body}`, result), loop(what, body, result));
};
const stays = (body: string, result?: string): void => {
  expectPass("licm", loop("", body, result), loop("", body, result));
};

describe("licm", () => {
  test("a product of inputs", () => moves("v4 = mul v1, v2", "store [v9], v4"));
  test("what needs what moves", () => moves("v4 = mul v1, v2\nv5 = xor v4, v2", "store [v9], v5"));
  test("not what depends on the round", () => stays("v4 = mul v9, v2\nstore [v9], v4"));
  test("a load of what the loop does not write", () => {
    moves("v4 = load [v3]", "v5 = add v4, v9\nstore [v3 + 8], v5");
    stays("v4 = load [v3]\nv5 = add v4, v9\nstore [v3], v5");
    stays("v4 = load [v3]\nv5 = add v4, v9\nstore [v9], v5");
    moves("v4 = load [v3]", "ccall ffc_emit(v4)");
    stays("v4 = load [v3]\nv5 = icall v0, v4");
    stays("v4 = load [v3]\nv5 = atomic_add v3, v4");
  });
  test("a load that may fault, where the loop comes to it for sure", () => {
    moves("v4 = load [v1]", "v5 = add v4, v9\nstore [v0 - 8], v5", "v5");
    stays("ccall ffc_emit(v9)\nv4 = load [v1]\nv5 = add v4, v9", "v5");
  });
  test("but not past what may leave the loop", () => {
    stays("trapif v9, -9\nv4 = load [v2]\nv5 = add v4, v9", "v5");
    moves("v4 = load [v3 + 8]", "trapif v9, -9\nv5 = add v4, v9\nstore [v3], v5");
  });
  test("a trap that comes first", () => {
    moves("trapif v2, -10", "store [v3], v9");
    stays("store [v3], v9\ntrapif v2, -10");
  });
  test("constants and tests stay", () => {
    stays("v4 = const 77\nstore [v3], v4");
    stays("v4 = lt v1, v2\nv5 = select v4, v9, v2\nstore [v3], v5");
  });
  test("a loop that carries nothing waits", () => {
    const program =
      "func reg f (0 -- 0) {\nb0:\nv0 = sp\nv1 = addr d\njump b1\nb1: from b0, b1\nv2 = load [v1]\nbr v2, b2, b1\nb2: from b1\nret v0\n}\ndata d align 8 size 16 {\n}";
    expectPass("licm", program, program);
  });
});
