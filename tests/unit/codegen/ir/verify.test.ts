/** Each rule of the verifier is shown to be able to fail. */
import { expect, test } from "vitest";
import { addEdge, newInst } from "../../../../src/codegen/ir/builder.ts";
import { parseModule } from "../../../../src/codegen/ir/parse.ts";
import type { Module } from "../../../../src/codegen/ir/types.ts";
import { verifyModule } from "../../../../src/codegen/ir/verify.ts";

const FINE = `
func reg main (0 -- 0) { 
b0:
  v0 = sp
  v1 = const 1
  v2, v3 = call two(v0, v1)
  br v2, b1, b2
b1:
  v4 = add v2, v3
  jump b2
b2: from b0, b1
  v5 = phi v1, v4
  store [v0 - 8], v5
  ret v0
}
func reg two (1 -- 2) {
b0:
  v0 = sp
  v1 = param 0
  ret v0, v1, v1
}
func stack mem (? -- ?) {
b0:
  v0 = sp
  v1 = addr token
  tailicall v0, v1
}
data d align 8 size 8 {
}
token token func mem spawn 0
`;

const main = (body: string): string =>
  `func reg main (0 -- 0) {\nb0:\n  v0 = sp\n  v1 = const 1\n${body}\n}\n${FINE.slice(FINE.indexOf("func reg two"))}`;

function problems(text: string, change: (module: Module) => void = () => {}): string {
  const module = parseModule(text);
  module.entry ||= "main";
  change(module);
  return verifyModule(module).join("\n");
}

test("what is right passes", () => {
  expect(problems(FINE)).toBe("");
});

test("floats of functions", () => {
  const program = (main: string, effect = "F: 1 -- 2", ret = "ret v0, v1, v2, v2"): string =>
    `func reg main (0 -- 0) {\nb0:\n  v0 = sp\n  v1 = const 1\n  v2 = fconst 1\n${main}\n  ret v0\n}\n` +
    `func reg f (1 -- 1 ${effect}) {\nb0:\n  v0 = sp\n  v1 = param 0\n  v2 = fparam 0\n  ${ret}\n}\n`;
  expect(problems(program("v3, f64 v4, f64 v5 = call f(v0, v1, v2)"))).toBe("");
  expect(problems(program("v3, v4, f64 v5 = call f(v0, v1, v2)"))).toMatch(/the result is f64/);
  expect(problems(program("f64 v3, f64 v4, f64 v5 = call f(v0, v1, v2)"))).toMatch(/the result is i64/);
  expect(problems(program("_, _ = call f(v0, v1, v2)"))).toMatch(/has 3 results/);
  expect(problems(program("_, _, _ = call f(v0, v2, v1)"))).toMatch(/operand 1 is not i64/);
  expect(problems(program("_, _, _ = call f(v0, v1)"))).toMatch(/takes the stack pointer and 2 inputs/);
  expect(problems(program("", "F: 7 -- 2"))).toMatch(/cannot have the float effect/);
  expect(problems(program("", "F: 0 -- 2"))).toMatch(/no such input/);
  expect(problems(program("", "F: 1 -- 2", "ret v0, v2, v2, v2"))).toMatch(/operand 1 is not i64/);
  expect(problems(program("", "F: 1 -- 1"))).toMatch(/wrong number of outputs/);
  expect(problems(program("v3 = fadd v1, v2"))).toMatch(/operand 0 .* is not f64/);
  expect(problems(program("v3, v4 = ccall ffc_represent(v1, v1, v2)"))).toBe("");
  expect(problems(program("v3, v4 = ccall ffc_represent(v1, v2, v2)"))).toMatch(/takes 2 operands/);
  expect(problems(program("v3, f64 v4 = ccall ffc_to_float(v1, v1)"))).toBe("");
  expect(problems(program("v3, v4 = ccall ffc_to_float(v1, v1)"))).toMatch(/the result is f64/);
});

const WRONG: [string, string, RegExp][] = [
  ["no terminator", "v2 = add v0, v1", /without a terminator/],
  ["terminator in the middle", "ret v0\nv2 = const 1\nret v0", /terminator before the end/],
  ["arity", "v2 = add v0\nret v0", /wants operands "ii"/],
  ["type", "v2 = fconst 1\nv3 = add v2, v0\nret v0", /operand 0 .* is not i64/],
  ["use before definition", "v2 = add v3, v0\nv3 = const 1\nret v0", /v3 does not dominate/],
  [
    "dominance",
    "br v1, b1, b2\nb1:\nv2 = const 1\njump b2\nb2:\nv3 = add v2, v2\nret v0",
    /v2 does not dominate/,
  ],
  [
    "phi on an edge",
    "br v1, b1, b2\nb1:\nv2 = const 1\njump b2\nb2: from b0, b1\nv3 = phi v2, v1\nret v0",
    /not defined on its edge/,
  ],
  ["phi arity", "jump b1\nb1: from b0\nv3 = phi v1, v1\nret v0", /one operand a predecessor/],
  ["mirror", "br v1, b1, b2\nb1:\nret v0\nb2: from b1\nret v0", /mirror/],
  ["entry with predecessors", "jump b0", /entry has predecessors/],
  ["sp elsewhere", "jump b1\nb1:\nv2 = sp\nret v2", /only in the entry/],
  ["param of nothing", "v2 = param 0\nret v0", /no such input/],
  ["unknown callee", "call nobody(v0)\nret v0", /no such function/],
  ["inputs of a call", "v2, v3 = call two(v0)\nret v0", /and 1 inputs/],
  ["results of a call", "v2 = call two(v0, v1)\nret v0", /has 2 results/],
  ["unknown address", "v2 = addr nothing\nret v0", /no such symbol/],
  ["runtime function", "ccall ffc_nothing(v1)\nret v0", /no such runtime function/],
  ["operands of a runtime function", "ccall ffc_emit(v1, v1)\nret v0", /takes 1 operands/],
  ["outputs", "ret v0, v1", /wrong number of outputs/],
  ["tail call of the other convention", "tailcall mem(v0)", /other convention/],
  ["tail call with other outputs", "tailcall two(v0, v1)", /2 outputs, not 0/],
  ["tail execute in a reg function", "v2 = addr token\ntailicall v0, v2", /only in a stack/],
  ["dynamic return stack", "rpush v1\nret v0", /not declared dynamic/],
  ["number of successors", "br v1, b1\nb1:\nret v0", /number of successors/],
];

test.each(WRONG)("%s", (_, body, message) => {
  expect(problems(main(body))).toMatch(message);
});

const BROKEN: [string, (module: Module) => void, RegExp][] = [
  [
    "stray proj",
    ({ functions: [f] }) => {
      const { insts } = f!.blocks[0]!;
      insts.splice(2, 0, insts.splice(3, 1)[0]!);
    },
    /proj not directly after its call/,
  ],
  [
    "id twice",
    ({ functions: [f] }) => {
      f!.blocks[0]!.insts[1]!.id = 0;
    },
    /id used twice/,
  ],
  [
    "one-sided edge",
    ({ functions: [f] }) => {
      f!.blocks[2]!.preds.pop();
    },
    /mirror/,
  ],
  [
    "edge without a terminator for it",
    ({ functions: [f] }) => {
      addEdge(f!.blocks[2]!, f!.blocks[1]!);
    },
    /number of successors/,
  ],
  [
    "foreign operand",
    ({ functions: [f] }) => {
      f!.blocks[1]!.insts[0]!.args[0] = newInst(f!, "const", []);
    },
    /is not in the function/,
  ],
  [
    "removed, but still there",
    ({ functions: [f] }) => {
      f!.blocks[1]!.insts[0]!.block = undefined;
    },
    /does not name its block/,
  ],
  [
    "wide constant",
    ({ functions: [f] }) => {
      f!.blocks[0]!.insts[1]!.imm = 1n << 63n;
    },
    /not a signed cell/,
  ],
  [
    "reg effect",
    ({ functions }) => {
      functions[1]!.sig.ins = 7;
    },
    /cannot have the effect/,
  ],
  [
    "entry",
    (module) => {
      module.entry = "two";
    },
    /must be reg \(0 -- 0\)/,
  ],
  [
    "symbol twice",
    (module) => {
      module.data.push(module.data[0]!);
    },
    /defined twice/,
  ],
  [
    "token of nothing",
    ({ tokens }) => {
      tokens[0]!.func = "gone";
    },
    /no function gone/,
  ],
  [
    "relocation outside",
    ({ data }) => {
      data[0]!.relocs.push({ offset: 4, symbol: "d", addend: 0 });
    },
    /outside of it/,
  ],
];

test.each(BROKEN)("%s", (_, change, message) => {
  expect(problems(FINE, change)).toMatch(message);
});

test("a function is said to hold the kinds of instructions that are in it", () => {
  const changed = problems(FINE, ({ functions }) => {
    functions[0]!.kinds = 0;
  });
  expect(changed).toMatch(/of a kind that the function is not said to hold in: store/);
  expect(changed).toMatch(/of a kind that the function is not said to hold in: .*call two/);
});
