import { describe, expect, test } from "vitest";
import { parseFunc, parseModule } from "../../../../src/codegen/ir/parse.ts";
import { floatText, printFunc, printModule } from "../../../../src/codegen/ir/print.ts";
import { verifyModule } from "../../../../src/codegen/ir/verify.ts";
import { randomModule } from "../random-ir.ts";

/** Every kind of line there is. */
const EVERYTHING = `entry main
func reg main (0 -- 0) "main" {
b0:
  v0 = sp
  v1 = const -9223372036854775808
  v2 = fconst 1.5
  v3 = fconst -0
  v4 = fconst 0x7ff0000000000000
  v5 = addr counter + 8
  v6 = addr token_twice
  v7 = user 16
  store [v5 - 8], v1 @1
  fstore [v7], v2
  v10, _ = ccall ffc_allocate(v1)
  _, v12 = ccall ffc_allocate(v1)
  ccall ffc_emit(v10) @1
  v14, v15 = call twice(v0, v12)
  v16 = icall v0, v6
  v17, v18 = catch v16, v6
  trapif v18, -10 @1
  touch [v0]
  br v18, b1, b2
b1: from b0
  jump b2
b2: from b1, b0
  v20 = phi v14, v15
  v21 = phi f64 v2, v3
  fstore [v0 + 8], v21
  v23 = select v20, v10, v12
  v24 = atomic_cas v5, v23, v20
  ret v0
}
func reg twice (1 -- 2) "2*" {
b0:
  v0 = sp
  v1 = param 0
  ret v0, v1, v1
}
func stack deep (? -- ?) "de\\"ep" dynamic-return-stack {
b0:
  v0 = sp
  rpush v0
  v2 = rpeek 0
  v3 = rpop
  tailcall known(v0)
}
func stack known (2 -- 1) "known" {
b0:
  v0 = sp
  v1 = addr token_twice
  tailicall v0, v1
}
data counter align 8 size 80 {
  bytes 0 0100000000000000000000000000000000000000000000000000000000000000
  bytes 64 12e5
  reloc 8 token_twice + 0
  reloc 16 counter - 4
}
data text align 1 size 2 readonly {
  bytes 0 6162
}
token token_twice func twice spawn 255 body counter + 8
token token_deep func deep spawn 0
position 1 "a b.fs" 12 "main"
`;

test("text of every kind reads back as itself", () => {
  const module = parseModule(EVERYTHING);
  expect(verifyModule(module)).toEqual([]);
  expect(printModule(module)).toBe(EVERYTHING);
});

test("random modules read back as themselves", () => {
  for (let seed = 0; seed < 40; seed++) {
    const text = printModule(randomModule(seed));
    expect(printModule(parseModule(text))).toBe(text);
  }
});

test("order of predecessors and ids is kept, comments are not", () => {
  const text = (comment: string): string => `func reg f (1 -- 1) "f" {
b3:${comment}
  v9 = sp
  v7 = param 0
  br v7, b1, b0
b1: from b3
  jump b0
b0: from b1, b3
  v2 = phi v7, v9
  ret v9, v2
}
`;
  expect(printFunc(parseFunc(text(" ; the entry")))).toBe(text(""));
});

test("without `from`, predecessors are in the order of the blocks", () => {
  const func = parseFunc(`func reg f (1 -- 1) {
    b0:
      v0 = sp
      v1 = param 0
      br v1, b2, b1
    b1:
      jump b2
    b2:
      v2 = phi v1, v0
      ret v0, v2
  }`);
  expect(func.blocks[2]!.preds.map((block) => block.id)).toEqual([0, 1]);
});

describe("mistakes are told with their line", () => {
  const cases: [string, RegExp][] = [
    ["func reg f (0 -- 0) {\nb0:\n  v1 = frob\n}", /line 3: no such op: frob/],
    ["func reg f (0 -- 0) {\nb0:\n  ret v4\n}", /line 3: v4 is not defined/],
    ["func reg f (0 -- 0) {\nb0:\n  jump b7\n}", /line 1: b7 is not defined/],
    ["func reg f (0 -- 0) {\nb0:\n  v0 = sp\n  v0 = sp\n}", /line 4: v0 is defined twice/],
    ["func reg f (0 -- 0) {\nb0:\n  v0 = sp sp\n}", /line 3: .*"sp"/],
    ["func reg f (0 -- 0) {\nb0:\n", /no closing brace/],
    ["func f (0 -- 0) {\n}", /reg or stack expected/],
    ["frob", /what is "frob"/],
  ];
  test.each(cases)("%j", (text, message) => {
    expect(() => parseModule(text)).toThrow(message);
  });
});

test("floats of functions, and results that are floats", () => {
  const text = `entry main
func reg main (0 -- 0) "main" {
b0:
  v0 = sp
  v1 = fconst -0.5
  v2, f64 v3, _ = call f(v0, v1)
  fstore32 [v2 + 4], v3
  ret v0
}
func reg f (0 -- 1 F: 1 -- 2) "f" {
b0:
  v0 = sp
  v1 = fparam 0
  v2 = f2i v1
  v3 = fselect v2, v1, v1
  ret v0, v2, v1, v3
}
`;
  expect(printModule(parseModule(text))).toBe(text);
});

test("floats print as the shortest text with the same bits", () => {
  const bits = (value: number): bigint => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    return view.getBigInt64(0);
  };
  expect(floatText(bits(0.1))).toBe("0.1");
  expect(floatText(bits(1e300))).toBe("1e+300");
  expect(floatText(bits(Number.NaN))).toMatch(/^0x7ff8/);
});
