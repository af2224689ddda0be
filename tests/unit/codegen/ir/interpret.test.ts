import { expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { moduleOf } from "../passes.ts";

const HELPERS = `
func reg sum (2 -- 1) {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  v3 = add v1, v2
  ret v0, v3
}
func stack thrower (1 -- 0) {
b0:
  v0 = sp
  v1 = load [v0]
  ccall ffc_throw(v1) @1
  unreachable
}
func reg forever (1 -- 1) {
b0:
  v0 = sp
  v1 = param 0
  v2 = const 1
  v3 = sub v1, v2
  br v3, b1, b2
b1:
  tailcall forever(v0, v3)
b2:
  ret v0, v1
}
func reg endless (0 -- 0) {
b0:
  v0 = sp
  jump b1
b1: from b0, b1
  jump b1
}
data d align 8 size 16 {
  bytes 0 0102030405060708
}
token token_sum func sum spawn 2
token token_thrower func thrower spawn 1
position 1 "x.fs" 1 "x"
`;

function run(body: string, options: Parameters<typeof interpret>[1] = {}, effect = "reg main (0 -- 0)") {
  const module = moduleOf(`entry main\nfunc ${effect} {\nb0:\nv0 = sp\n${body}\n}\n${HELPERS}`);
  return interpret(module, options);
}

const results = (body: string, inputs: bigint[] = []): bigint[] =>
  run(body, { func: "main", inputs }, `reg main (${inputs.length} -- 1)`).results;

test("arithmetic wraps as cells do", () => {
  expect(results("v1 = const 9223372036854775807\nv2 = add v1, v1\nret v0, v2")).toEqual([-2n]);
  expect(results("v1 = const -7\nv2 = const 2\nv3 = fldiv v1, v2\nret v0, v3")).toEqual([-4n]);
  expect(results("v1 = const 1\nv2 = const 65\nv3 = shl v1, v2\nret v0, v3")).toEqual([2n]);
});

test("inputs and outputs", () => {
  expect(results("v1 = param 0\nv2 = param 1\nv3 = sub v1, v2\nret v0, v3", [10n, 3n])).toEqual([7n]);
  const text = "v1 = load [v0]\nv2 = load [v0 + 8]\nstore [v0], v2\nstore [v0 + 8], v1\nret v0";
  expect(run(text, { func: "main", inputs: [1n, 2n] }, "stack main (2 -- 2)").results).toEqual([2n, 1n]);
});

test("memory, narrow and wide", () => {
  expect(results("v1 = addr d + 1\nv2 = load16 [v1 + 1]\nret v0, v2")).toEqual([0x0403n]);
  expect(results("v1 = addr d\nv2 = const -1\nstore8 [v1 + 1], v2\nv3 = load32 [v1]\nret v0, v3")).toEqual([
    0x0403ff01n,
  ]);
  expect(run("v1 = addr d\nstore [v1 + 8], v0\nret v0").data["d"]).toMatch(/^0102030405060708c0ff/);
});

test("calls by name, by token, and under catch", () => {
  const two = "v1 = const 20\nv2 = const 22\n";
  expect(results(`${two}v3 = call sum(v0, v1, v2)\nret v0, v3`)).toEqual([42n]);
  const push = `${two}v9 = const -16\nv3 = add v0, v9\nstore [v3 + 8], v1\nstore [v3], v2\nv4 = addr token_sum\n`;
  expect(results(`${push}v5 = icall v3, v4\nv6 = load [v5]\nret v0, v6`)).toEqual([42n]);
  expect(results(`${push}v5, v7 = catch v3, v4\nv6 = load [v5]\nv8 = add v6, v7\nret v0, v8`)).toEqual([42n]);
  const thrown = `${two}v9 = const -8\nv3 = add v0, v9\nstore [v3], v1\nv4 = addr token_thrower\nv5, v7 = catch v3, v4\nv8 = sub v5, v3\nv10 = add v7, v8\nret v0, v10`;
  expect(results(thrown)).toEqual([20n]);
});

test("what calls may overwrite is overwritten", () => {
  const body = "v1 = const 5\nstore [v0 - 8], v1\nv2 = call sum(v0, v1, v1)\nv3 = load [v0 - 8]\nret v0, v3";
  expect(results(body)[0]).not.toBe(5n);
});

test("ends", () => {
  const uncaught = run("v1 = const -9\nccall ffc_throw(v1) @1\nunreachable");
  expect(uncaught).toMatchObject({ end: "throw", code: -9n, pos: 1 });
  expect(run("v1 = const 1\ntrapif v1, -10\nret v0")).toMatchObject({ end: "throw", code: -10n });
  expect(run("v1 = const 3\nccall ffc_bye(v1)\nunreachable")).toMatchObject({ end: "bye", code: 3n });
  expect(run("v1 = const 65\nccall ffc_emit(v1)\nret v0")).toMatchObject({ end: "return", output: "A" });
  expect(run("call endless(v0)\nret v0", { stepLimit: 1000 })).toMatchObject({ end: "limit" });
  expect(run("v1 = const 12\nv2 = load [v1]\nret v0")).toMatchObject({ end: "throw", code: -9n });
  expect(run("unreachable")).toMatchObject({ end: "unreachable" });
});

test("a tail call takes no space", () => {
  expect(results("v1 = const 100000\nv2 = call forever(v0, v1)\nret v0, v2")).toEqual([1n]);
});

test("runtime functions can be replaced", () => {
  const seen: bigint[] = [];
  const runtime = {
    ffc_utime: () => [77n],
    ffc_emit: (_: unknown, [char]: bigint[]) => {
      seen.push(char!);
      return [];
    },
  };
  run("v1 = ccall ffc_utime()\nccall ffc_emit(v1)\nret v0", { runtime });
  expect(seen).toEqual([77n]);
});

test("phis of one block are assigned at once", () => {
  const swap = `v1 = const 1
v2 = const 2
v3 = const 0
jump b1
b1: from b0, b2
v4 = phi v1, v5
v5 = phi v2, v4
v6 = phi v3, v7
v7 = add v6, v1
v8 = const 2
v9 = le v7, v8
br v9, b2, b3
b2:
jump b1
b3:
v10 = shl v4, v8
v11 = or v10, v5
ret v0, v11`;
  expect(results(swap)).toEqual([6n]);
});
