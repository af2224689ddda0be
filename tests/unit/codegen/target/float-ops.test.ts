/** Each float op and the ways to select it, native against the interpreter, on all pairs of edge cases. */
import { expect, test } from "vitest";
import { bitsOf, doubleOf } from "../../../../src/codegen/ir/float.ts";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { parseModule } from "../../../../src/codegen/ir/parse.ts";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import type { Module } from "../../../../src/codegen/ir/types.ts";
import { verifyModule } from "../../../../src/codegen/ir/verify.ts";
import { runPasses } from "../../../../src/codegen/opt/pipeline.ts";
import { type Call, emit, emitNewest, runNative } from "./native.ts";

const EDGES = [
  0,
  -0,
  1,
  -1.5,
  -0.5,
  2.5,
  4503599627370495.5,
  2,
  0.1,
  1e300,
  5e-324,
  2.2250738585072014e-308,
  1e-45,
  2 ** 63,
  9007199254740991,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
].map(bitsOf);

/** Bodies of functions of two floats a (v1) and b (v2), with one cell and one float as results. */
const BODIES: Record<string, string> = {};
const body = (name: string, text: string): void => {
  BODIES[name] = text;
};
const NONE = "v90 = const 0\n";

for (const op of ["fadd", "fsub", "fmul", "fdiv"]) {
  body(op, `${NONE}v3 = ${op} v1, v2\nret v0, v90, v3`);
  body(`${op} of the second and the first`, `${NONE}v3 = ${op} v2, v1\nret v0, v90, v3`);
  body(`${op} by itself`, `${NONE}v3 = ${op} v2, v2\nret v0, v90, v3`);
  body(
    `${op}, both operands used again`,
    `${NONE}v3 = ${op} v1, v2\nv4 = ${op} v2, v3\nv5 = ${op} v1, v4\nret v0, v90, v5`,
  );
  body(
    `${op} of memory`,
    `${NONE}v3 = addr cells\nfstore [v3 + 8], v2\nv4 = fload [v3 + 8]\nv5 = ${op} v1, v4\nfstore [v3], v5\nv6 = fload [v3]\nv7 = ${op} v6, v2\nret v0, v90, v7`,
  );
  body(
    `${op} of constants`,
    `${NONE}v3 = fconst 2.5\nv4 = ${op} v1, v3\nv5 = fconst 0\nv6 = ${op} v5, v4\nret v0, v90, v6`,
  );
  for (const c of ["0", "-0", "1", "-1", "2", "4", "-0.125", "3"]) {
    body(
      `${op} with ${c}`,
      `${NONE}v3 = fconst ${c}\nv4 = ${op} v1, v3\nv5 = ${op} v3, v2\nv6 = fsub v4, v5\nret v0, v90, v6`,
    );
  }
}
for (const op of ["fneg", "fabs", "fsqrt", "ffloor", "fceil", "ftrunc", "fround"]) {
  body(op, `${NONE}v3 = ${op} v2\nret v0, v90, v3`);
  body(
    `${op} of memory`,
    `${NONE}v3 = addr cells\nfstore [v3], v1\nv4 = fload [v3]\nv5 = ${op} v4\nret v0, v90, v5`,
  );
  body(`${op} twice`, `${NONE}v3 = ${op} v1\nv4 = ${op} v3\nv5 = fadd v4, v1\nret v0, v90, v5`);
  body(`${op} in a sum`, `${NONE}v3 = ${op} v1\nv4 = fadd v3, v2\nv5 = fsub v4, v3\nret v0, v90, v5`);
}
for (const op of ["feq", "flt", "fle"]) {
  body(`${op} as a value`, `v3 = ${op} v1, v2\nret v0, v3, v1`);
  body(`${op}, the opposite as a value`, `v3 = ${op} v1, v2\nv4 = not v3\nret v0, v4, v1`);
  body(`${op} = 0 as a value`, `v9 = const 0\nv3 = ${op} v1, v2\nv4 = eq v3, v9\nret v0, v4, v1`);
  body(
    `${op} with a constant`,
    `v3 = fconst 2\nv4 = ${op} v1, v3\nv5 = ${op} v3, v2\nv6 = xor v4, v5\nret v0, v6, v1`,
  );
  body(
    `${op} with zero`,
    `v3 = fconst 0\nv4 = ${op} v1, v3\nv5 = ${op} v3, v2\nv6 = sub v4, v5\nret v0, v6, v1`,
  );
  body(`${op} by itself`, `v3 = ${op} v1, v1\nret v0, v3, v1`);
  body(
    `${op} of memory`,
    `v3 = addr cells\nfstore [v3], v1\nv4 = fload [v3]\nv5 = ${op} v4, v2\nv6 = fload [v3]\nv7 = ${op} v2, v6\nv8 = sub v5, v7\nret v0, v8, v1`,
  );
  for (const test of ["", "v20 = const 0\n"]) {
    const negated = test !== "";
    const flag = negated ? `v3 = ${op} v1, v2\n${test}v4 = eq v3, v20\n` : `v4 = ${op} v1, v2\n`;
    const kind = negated ? "not " : "";
    body(
      `${kind}${op} selects floats`,
      `${NONE}${flag}v5 = fselect v4, v1, v2\nv6 = fselect v4, v2, v1\nv7 = fsub v5, v6\nret v0, v90, v7`,
    );
    body(
      `${kind}${op} selects`,
      `${flag}v5 = const 7\nv6 = const 9\nv7 = select v4, v5, v6\nv8 = select v4, v6, v5\nv9 = shl v7, v5\nv10 = xor v8, v9\nret v0, v10, v1`,
    );
    body(
      `${kind}${op} branches`,
      `${flag}v5 = const 1\nbr v4, b1, b2\nb1:\nret v0, v5, v2\nb2:\nv6 = const 2\nccall ffc_emit(v6)\nret v0, v6, v1`,
    );
    body(
      `${kind}${op} branches to what follows`,
      `${flag}v5 = const 1\njump b1\nb1: from b0, b3\nv6 = phi v5, v8\nv7 = const 5\nv30 = lt v7, v6\nbr v30, b2, b3\nb2:\nret v0, v6, v1\nb3:\nbr v4, b4, b5\nb4:\nv31 = const 1\njump b6\nb5:\nv32 = const 2\njump b6\nb6: from b4, b5\nv33 = phi v31, v32\nv8 = add v6, v33\njump b1`.replace(
        "from b0, b3",
        "from b0, b6",
      ),
    );
    body(`${kind}${op} traps`, `${NONE}${flag}trapif v4, -55\nret v0, v90, v1`);
  }
}
body(
  "a cell selects floats",
  `v3 = fbits v1\nv4 = const 1\nv5 = and v3, v4\nv6 = fselect v5, v1, v2\nv7 = fselect v5, v2, v6\nret v0, v5, v7`,
);
body("to a cell and back", "v3 = f2i v1\nv4 = i2f v3\nret v0, v3, v4");
body("large cells", "v3 = fbits v1\nv4 = i2f v3\nret v0, v3, v4");
body(
  "cells in memory",
  "v3 = addr cells\nv4 = fbits v1\nstore [v3], v4\nv5 = load [v3]\nv6 = i2f v5\nv7 = load [v3]\nv8 = bitsf v7\nv9 = fsub v6, v8\nfstore [v3 + 8], v9\nv10 = fload [v3 + 8]\nv11 = f2i v10\nret v0, v11, v9",
);
body(
  "bits",
  "v3 = fbits v1\nv4 = bitsf v3\nv5 = fbits v2\nv6 = xor v3, v5\nv7 = bitsf v6\nv8 = fadd v4, v7\nret v0, v6, v8",
);
body("bits of memory", "v3 = addr cells\nfstore [v3], v1\nv4 = fload [v3]\nv5 = fbits v4\nret v0, v5, v1");
body(
  "constants stored",
  "v3 = addr cells\nv4 = fconst 0\nfstore [v3], v4\nv5 = fconst 5e-324\nfstore [v3 + 8], v5\nv6 = fconst 1.5\nfstore [v3 + 16], v6\nv7 = load [v3]\nv8 = load [v3 + 8]\nv9 = load [v3 + 16]\nv10 = add v7, v8\nv11 = add v10, v9\nret v0, v11, v6",
);
body(
  "single precision",
  `v3 = addr cells\nv9 = const 0\nstore [v3], v9\nfstore32 [v3], v1\nv4 = fload32 [v3]\nv5 = load [v3]\nret v0, v5, v4`,
);
body(
  "single precision beside",
  `v3 = addr cells\nv9 = const -1\nstore [v3 + 8], v9\nfstore32 [v3 + 8], v1\nfstore32 [v3 + 12], v2\nv4 = fload32 [v3 + 12]\nv5 = load32 [v3 + 8]\nret v0, v5, v4`,
);
body(
  "a store of cells, loaded as a float",
  `v3 = addr cells\nv4 = fbits v1\nstore [v3], v4\nv5 = fload [v3]\nstore32 [v3 + 4], v4\nv6 = fload [v3]\nv7 = fadd v5, v6\nret v0, v4, v7`,
);
body(
  "floats over a call",
  `v3 = const 65\nv4 = fadd v1, v2\nccall ffc_emit(v3)\nv5 = fmul v4, v1\nccall ffc_emit(v3)\nv6 = fsub v5, v2\nret v0, v3, v6`,
);
body(
  "more floats than registers",
  `${NONE}${Array.from({ length: 24 }, (_, i) => `v${100 + i} = fconst ${i + 0.5}\nv${200 + i} = fmul v1, v${100 + i}`).join("\n")}\nv300 = fadd v2, v2\n${Array.from({ length: 24 }, (_, i) => `v${301 + i} = fsub v${300 + i}, v${200 + i}`).join("\n")}\nv400 = fdiv v324, v200\nv401 = flt v223, v201\nret v0, v401, v400`,
);
body(
  "a loop with floats",
  `${NONE}v3 = const 10\nv4 = const 1\nv50 = fconst 0.75\njump b1\nb1: from b0, b2\nv5 = phi v3, v10\nv6 = phi f64 v1, v7\nv7 = phi f64 v2, v11\nv8 = lt v90, v5\nbr v8, b2, b3\nb2:\nv10 = sub v5, v4\nv11 = fmul v6, v50\njump b1\nb3:\nv12 = fsub v6, v7\nret v0, v90, v12`,
);

const program = (text: string): string =>
  `entry main\nfunc reg main (0 -- 0) "main" {\nb0:\nv0 = sp\nret v0\n}\n${text}data cells align 8 size 64 {\n}\n`;

/** Which NaN it is says nothing. */
const plain = (bits: bigint): bigint | string => (Number.isNaN(doubleOf(bits)) ? "NaN" : bits);

function check(module: Module, calls: Call[], texts: readonly string[], outs: number): void {
  const expected = calls.map(({ func, inputs, floats = [] }) => interpret(module, { func, inputs, floats }));
  for (const level of [0, 2] as const) {
    const copy = parseModule(printModule(module));
    // Keep every function: tokens do.
    if (level === 2) runPasses(copy, { level, disabled: new Set(), verify: true });
    for (const emitted of level === 2 ? [emit, emitNewest] : [emit]) {
      runNative(copy, calls, emitted).forEach((outcome, i) => {
        const run = expected[i]!;
        const shown = (end: string, code: bigint, results: readonly bigint[], output: string): unknown => ({
          end,
          code,
          output,
          cells: results.slice(0, outs),
          floats: results.slice(outs).map(plain),
        });
        expect(
          shown(outcome.end, outcome.code, outcome.results, outcome.output),
          `level ${level}, ${texts[i]}`,
        ).toEqual(shown(run.end, run.code, run.results, run.output));
      });
    }
  }
}

test("operations, for all pairs of edge cases", () => {
  const names = Object.keys(BODIES);
  const functions = names.map(
    (name, i) =>
      `func reg f${i} (0 -- 1 F: 2 -- 1) "f" {\nb0:\nv0 = sp\nv1 = fparam 0\nv2 = fparam 1\n${BODIES[name]}\n}\ntoken t${i} func f${i} spawn 0\n`,
  );
  const root = `data root align 8 size ${8 * names.length} {\n${names.map((_, i) => `reloc ${8 * i} t${i}`).join("\n")}\n}\n`;
  const main = `entry main\nfunc reg main (0 -- 0) "main" {\nb0:\nv0 = sp\nv1 = addr root\nv2 = load [v1]\nstore [v1], v2\nret v0\n}\n`;
  const module = parseModule(`${main}${functions.join("")}${root}data cells align 8 size 64 {\n}\n`);
  expect(verifyModule(module)).toEqual([]);
  const calls: Call[] = [];
  const texts: string[] = [];
  names.forEach((name, i) => {
    for (const a of EDGES) {
      for (const b of EDGES) {
        calls.push({ func: `f${i}`, inputs: [], floats: [a, b] });
        texts.push(`${name}: ${doubleOf(a)} ${doubleOf(b)}`);
      }
    }
  });
  check(module, calls, texts, 1);
}, 120_000);

test("floats through calls in both conventions, tokens and tail calls", () => {
  const module = parseModule(
    program(`func reg swap (0 -- 0 F: 2 -- 2) "swap" {
b0:
  v0 = sp
  v1 = fparam 0
  v2 = fparam 1
  ret v0, v2, v1
}
func reg six (1 -- 1 F: 6 -- 6) "six" {
b0:
  v0 = sp
  v1 = param 0
  v2 = fparam 0
  v3 = fparam 1
  v4 = fparam 2
  v5 = fparam 3
  v6 = fparam 4
  v7 = fparam 5
  v8 = const 1
  v9 = sub v1, v8
  v10 = const 0
  v11 = lt v10, v9
  br v11, b1, b2
b1:
  v12 = fadd v2, v7
  v13, f64 v14, f64 v15, f64 v16, f64 v17, f64 v18, f64 v19 = call six(v0, v9, v3, v4, v5, v6, v12, v2)
  ret v0, v13, v14, v15, v16, v17, v18, v19
b2:
  ret v0, v1, v7, v6, v5, v4, v3, v2
}
func reg deep (1 -- 0 F: 1 -- 1) "deep" {
b0:
  v0 = sp
  v1 = param 0
  v2 = fparam 0
  v3 = const 1
  v4 = lt v1, v3
  br v4, b1, b2
b1:
  ret v0, v2
b2:
  v5 = sub v1, v3
  v6 = fconst 0.5
  v7 = fmul v2, v6
  f64 v8 = call deep(v0, v5, v7)
  v9 = fadd v8, v2
  ret v0, v9
}
func stack execute (? -- ?) "execute" {
b0:
  v0 = sp
  v1 = addr t_six
  v2 = icall v0, v1
  v3 = addr t_swap
  v4 = icall v2, v3
  ret v4
}
func reg caught (1 -- 1 F: 1 -- 1) "caught" {
b0:
  v0 = sp
  v1 = param 0
  v2 = fparam 0
  v3 = const 8
  v4 = sub v0, v3
  store [v4], v1
  v5 = user 32
  v6 = load [v5]
  v7 = sub v6, v3
  store [v5], v7
  fstore [v7], v2
  v8 = addr t_thrower
  v9, v10 = catch v4, v8
  v11 = load [v5]
  v12 = fload [v11]
  store [v5], v6
  ret v0, v10, v12
}
func reg thrower (1 -- 1 F: 1 -- 1) "thrower" {
b0:
  v0 = sp
  v1 = param 0
  v2 = fparam 0
  v3 = user 32
  v4 = load [v3]
  v5 = const 8
  v6 = sub v4, v5
  store [v3], v6
  fstore [v6], v2
  trapif v1, -77
  store [v3], v4
  v7 = fneg v2
  ret v0, v1, v7
}
token t_six func six spawn 255
token t_swap func swap spawn 255
token t_execute func execute spawn 255
token t_deep func deep spawn 255
token t_caught func caught spawn 255
token t_thrower func thrower spawn 255
data keep align 8 size 48 {
  reloc 0 t_execute
  reloc 8 t_deep
  reloc 16 t_caught
  reloc 24 t_six
  reloc 32 t_swap
}
`).replace("v0 = sp\nret v0", "v0 = sp\nv1 = addr keep\nv2 = load [v1]\nstore [v1], v2\nret v0"),
  );
  expect(verifyModule(module)).toEqual([]);
  const floats = [1, 2, 3, 4, 5, 6].map(bitsOf);
  const calls: Call[] = [
    { func: "swap", inputs: [], floats: floats.slice(0, 2) },
    { func: "six", inputs: [1n], floats },
    { func: "six", inputs: [5n], floats },
    { func: "deep", inputs: [20n], floats: [bitsOf(3)] },
    { func: "execute", inputs: [4n], floats },
    { func: "caught", inputs: [0n], floats: [bitsOf(3)] },
    { func: "caught", inputs: [1n], floats: [bitsOf(3)] },
  ];
  // Results of every kind are shown by their bits.
  check(
    module,
    calls,
    calls.map(({ func }) => func),
    0,
  );
});
