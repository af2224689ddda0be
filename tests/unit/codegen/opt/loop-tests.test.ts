import { describe, test } from "vitest";
import { expectPass } from "../passes.ts";

const passes = ["loop-tests", "dce"];
const program = (before: string, test: string): string => `func reg f (2 -- 0) {
b0:
v0 = sp
v1 = param 0
v2 = param 1
v3 = const 8
${before}
jump b1
b1: from b0, b1
v9 = phi v1, v10
store [v9], v2
v10 = add v9, v3
${test}, b2, b1
b2: from b1
ret v0
}`;

describe("loop-tests", () => {
  const limit = "v4 = const 3\nv5 = shl v2, v4\nv6 = add v1, v5";
  test("the step divides the way", () => {
    expectPass(
      passes,
      program(limit, "v11 = sub v10, v6\nv12 = ult v11, v3\nbr v12"),
      program(limit, "v12 = eq v10, v6\nbr v12"),
    );
  });
  test("it does not", () => {
    const other = program(limit.replace("3", "2"), "v11 = sub v10, v6\nv12 = ult v11, v3\nbr v12");
    expectPass(passes, other, other);
  });
  test("the ends are known", () => {
    const known = (test: string): string =>
      program("v7 = const 5", test).replace("v9 = phi v1", "v9 = phi v7");
    expectPass(
      passes,
      known("v8 = const -22\nv11 = add v9, v8\nv12 = ult v11, v3\nbr v12"),
      known("v8 = const 37\nv12 = eq v10, v8\nbr v12"),
    );
  });
  test("a step of unknown sign", () => {
    const unknown = (before: string, phi: string, test: string): string =>
      program(before, test).replace("v10 = add v9, v3", "v10 = add v9, v2").replace("store", `${phi}store`);
    expectPass(
      passes,
      unknown(
        "v4 = const 0\nv5 = lt v2, v4",
        "",
        "v11 = sub v10, v3\nv12 = ult v11, v2\nv13 = xor v12, v5\nbr v13",
      ),
      unknown(
        "v20 = const 63\nv21 = sar v2, v20\nv22 = xor v2, v21\nv23 = sub v22, v21\nv24 = const 8\nv25 = sub v1, v24\nv26 = xor v25, v21",
        "v27 = phi v26, v28\n",
        "v28 = add v27, v23\nv13 = ult v28, v23\nbr v13",
      ),
    );
  });
});
