/**
 * Ranges are checked by programs: a trap behind each value throws if the value is outside of its range.
 */
import { describe, expect, test } from "vitest";
import { dominators } from "../../../../src/codegen/analysis/dominators.ts";
import { rangesOf } from "../../../../src/codegen/analysis/ranges.ts";
import { newInst } from "../../../../src/codegen/ir/builder.ts";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import type { Op } from "../../../../src/codegen/ir/ops.ts";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import type { Block, Func, Inst, Module } from "../../../../src/codegen/ir/types.ts";
import { moduleOf } from "../passes.ts";
import { randomModule } from "../random-ir.ts";

const OUTSIDE = -999n;

/** Adds the traps; how many of them. */
function guard(func: Func): number {
  let guards = 0;
  const ranges = rangesOf(func, dominators(func));
  for (const block of func.blocks) {
    const placed: Inst[] = [];
    const put = (op: Op, args: Inst[], imm = 0n): Inst => {
      const inst = newInst(func, op, args, { imm });
      inst.block = block;
      placed.push(inst);
      return inst;
    };
    const check = (value: Inst, at: Block): void => {
      if (value.type !== "i64" || value.op === "const") return;
      ranges.at(value, at);
      const { lo, hi } = ranges;
      expect(lo).toBeLessThanOrEqual(hi);
      if (Number.isFinite(lo)) put("trapif", [put("lt", [value, put("const", [], BigInt(lo))])], OUTSIDE);
      if (Number.isFinite(hi)) put("trapif", [put("lt", [put("const", [], BigInt(hi)), value])], OUTSIDE);
      if (Number.isFinite(lo) || Number.isFinite(hi)) guards++;
    };
    const { insts } = block;
    const last = insts.pop()!;
    const isProj = (inst: Inst | undefined): boolean => inst?.op === "proj";
    for (const inst of insts) placed.push(inst);
    // At the end of the block: there the traps in it were passed.
    for (const phi of block.phis) check(phi, block);
    for (const inst of insts) if (!isProj(inst)) check(inst, block);
    for (const arg of last.args) check(arg, block);
    placed.push(last);
    block.insts = placed;
  }
  return guards;
}

function expectInside(module: Module, stepLimit = 20_000): number {
  const text = printModule(module);
  const before = interpret(module, { stepLimit });
  const guards = module.functions.reduce((sum, func) => sum + guard(func), 0);
  if (before.end === "limit") return guards;
  const after = interpret(module, { stepLimit: 6 * stepLimit });
  expect(after.code, `${text}\n=>\n${printModule(module)}`).toBe(before.code);
  return guards;
}

describe("values stay in their ranges", () => {
  test("in random programs", () => {
    let guards = 0;
    for (let seed = 5000; seed < 5150; seed++) guards += expectInside(randomModule(seed));
    expect(guards).toBeGreaterThan(1000);
  });

  test("in loops that count, in every way to test", () => {
    const MAX = 9223372036854775807n;
    const numbers = [0n, 1n, 5n, -6n, MAX - 3n, MAX, -MAX + 2n];
    let guards = 0;
    for (const step of [1n, -1n, 3n])
      for (const op of ["lt", "le", "eq", "ne", "ult", "ule"])
        for (const tested of ["v3, v2", "v4, v2", "v2, v3", "v2, v4"])
          for (const arms of ["b1, b2", "b2, b1"])
            for (const start of numbers)
              for (const limit of numbers) {
                const isPhi = tested.includes("v3");
                const text =
                  `b0:\nv0 = sp\nv1 = const ${start}\nv2 = const ${limit}\nv9 = const ${step}\nv20 = const 12\njump b1\nb1: from b0, b4\nv3 = phi v1, v4\nv7 = phi v20, v8\n${
                    isPhi ? `v5 = ${op} ${tested}\nbr v5, ${arms.replace("b1", "b3")}\nb3: from b1\n` : ""
                  }v4 = add v3, v9\n${
                    isPhi
                      ? "jump b5\nb5: from b3\n"
                      : `v5 = ${op} ${tested}\nbr v5, ${arms.replace("b1", "b5")}\nb5: from b1\n`
                  }v8 = sub v7, v21\nbr v8, b4, b2\nb4: from b5\njump b1\nb2: from b1, b5\nret v0`.replace(
                    "v20 = const 12",
                    "v20 = const 12\nv21 = const 1",
                  );
                guards += expectInside(moduleOf(text), 400);
              }
    expect(guards).toBeGreaterThan(2000);
  });
});

/** The ranges of values of a function of two inputs. */
function rangesIn(body: string): (id: number, block?: number) => [number, number] {
  const func = moduleOf(`func reg f (2 -- 0) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\n${body}\n}`)
    .functions[0]!;
  const ranges = rangesOf(func, dominators(func));
  const insts = func.blocks.flatMap((block) => [...block.phis, ...block.insts]);
  return (id, block) => {
    const inst = insts.find((candidate) => candidate.id === id)!;
    ranges.at(inst, block === undefined ? inst.block! : func.blocks[block]!);
    return [ranges.lo, ranges.hi];
  };
}

describe("what is known", () => {
  const NONE = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  test.each([
    ["a byte", "v9 = load8 [v1]", [0, 255]],
    ["a mask", "v3 = const 31\nv9 = and v1, v3", [0, 31]],
    ["a shift", "v3 = const 60\nv9 = shr v1, v3", [0, 15]],
    ["a sign", "v3 = const 63\nv9 = sar v1, v3", [-1, 0]],
    ["a sum", "v3 = load8 [v1]\nv4 = load16 [v1]\nv9 = add v3, v4", [0, 0xff + 0xffff]],
    ["a product", "v3 = load8 [v1]\nv4 = const -3\nv9 = mul v3, v4", [-765, 0]],
    ["the high cell of a product", "v3 = load8 [v1]\nv4 = load32 [v1]\nv9 = mulh v3, v4", [0, 0]],
    ["the high cell that is a sign", "v3 = load8 [v1]\nv4 = const -3\nv9 = mulh v3, v4", [-1, 0]],
    ["the high cell of a large product", "v3 = load32 [v1]\nv9 = mulh v3, v3", NONE],
    ["a product too large", "v3 = load32 [v1]\nv9 = mul v3, v3", NONE],
    ["an input", "v9 = add v1, v2", NONE],
    ["a large constant", "v9 = const 9007199254740993", [2 ** 53, Number.POSITIVE_INFINITY]],
    ["a remainder", "v3 = const 10\nv9 = flmod v1, v3", [0, 9]],
    ["a symmetric remainder", "v3 = const 10\nv9 = srem v1, v3", [-9, 9]],
    ["a maximum", "v3 = const 10\nv4 = lt v1, v3\nv9 = select v4, v3, v1", [10, Number.POSITIVE_INFINITY]],
    [
      "an absolute value, but for the least number",
      "v3 = const 0\nv4 = lt v1, v3\nv5 = neg v1\nv9 = select v4, v5, v1",
      NONE,
    ],
    ["behind a trap", "v3 = const 8\nv9 = load8 [v1]\nv4 = ult v3, v9\ntrapif v4, -1", [0, 8]],
  ])("%s", (_, body, range) => {
    expect(rangesIn(`${body}\nret v0`)(9)).toEqual(range);
  });
  test("behind a branch, on both sides, and through what is added", () => {
    const range = rangesIn(
      "v3 = const -100\nv4 = add v1, v3\nv5 = const 50\nv6 = ult v4, v5\nbr v6, b1, b2\nb1:\nv7 = const 120\nv8 = lt v1, v7\nbr v8, b3, b4\nb2:\nret v0\nb3:\nret v0\nb4:\nret v0",
    );
    expect(range(1, 1)).toEqual([100, 149]);
    expect(range(1, 2)).toEqual(NONE);
    expect(range(1, 3)).toEqual([100, 119]);
    expect(range(1, 4)).toEqual([120, 149]);
  });
  test("a loop that counts to an unknown limit", () => {
    const range = rangesIn(
      "v3 = const 0\nv9 = const 1\njump b1\nb1: from b0, b2\nv4 = phi v3, v6\nv5 = lt v4, v1\nbr v5, b2, b3\nb2:\nv6 = add v4, v9\njump b1\nb3:\nret v0",
    );
    expect(range(4)).toEqual([0, Number.POSITIVE_INFINITY]);
  });
  test("`do` and `loop`", () => {
    const range = rangesIn(
      "v3 = const 2\nv8 = const 50\nv9 = const 1\njump b1\nb1: from b0, b1\nv4 = phi v3, v6\nv6 = add v4, v9\nv5 = eq v6, v8\nbr v5, b3, b1\nb3:\nret v0",
    );
    expect(range(4)).toEqual([2, 49]);
    expect(range(6)).toEqual([3, 50]);
  });
  test("a `do` whose limit may have been passed already", () => {
    const range = rangesIn(
      "v3 = const 0\nv9 = const 1\njump b1\nb1: from b0, b1\nv4 = phi v3, v6\nv6 = add v4, v9\nv5 = eq v6, v1\nbr v5, b3, b1\nb3:\nret v0",
    );
    expect(range(4)).toEqual(NONE);
  });
});
