/**
 * Elementary functions of floats against references of 300 bits, computed here with big integers. The program
 * computes natively; what the compiler computes while it compiles has to have the same bits.
 * `FFC_FLOATS=2000 npx vitest run float-functions` tries so many arguments of each function.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { makeRuntimeArchives } from "../../scripts/runtime-archive.mjs";
import { bitsOf, doubleOf } from "../../src/codegen/ir/float.ts";
import { x86_64Linux } from "../../src/codegen/target/targets.ts";
import { compile } from "../../src/driver.ts";
import { findRuntime } from "../../src/toolchain.ts";
import { execute, link } from "../harness/filetests.ts";
import { Random } from "../unit/codegen/random-ir.ts";

const COUNT = Number(process.env["FFC_FLOATS"] ?? 40);
const BITS = 300n;
const ONE = 1n << BITS;

// ---- numbers as integers times 2^-BITS; functions work on arguments of moderate size ----

const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS;
const over = (a: bigint, b: bigint): bigint => (a << BITS) / b;

function fixed(x: number): bigint {
  const bits = bitsOf(x);
  const field = (bits >> 52n) & 2047n;
  const m = (bits & ((1n << 52n) - 1n)) | (field === 0n ? 0n : 1n << 52n);
  const shift = (field === 0n ? 1n : field) - 1075n + BITS;
  const size = shift >= 0n ? m << shift : m >> -shift;
  return x < 0 ? -size : size;
}

function root(a: bigint): bigint {
  const n = a << BITS;
  let x = 1n << BigInt((n.toString(2).length >> 1) + 1);
  for (let next = (x + n / x) >> 1n; next < x; next = (x + n / x) >> 1n) x = next;
  return x;
}

/** Sum of terms; each comes from the one before. */
function series(first: bigint, next: (term: bigint, n: bigint) => bigint): bigint {
  let sum = 0n;
  for (let term = first, n = 1n; term !== 0n && term !== -1n; term = next(term, n++)) sum += term;
  return sum;
}

const atanSmall = (x: bigint): bigint => {
  const square = times(x, x);
  let power = x;
  let sum = 0n;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = -times(power, square);
  }
  return sum;
};

const PI = 4n * (4n * atanSmall(ONE / 5n) - atanSmall(ONE / 239n));

/** By halving the angle until the series converges quickly. */
function atan(x: bigint): bigint {
  if (x < 0n) return -atan(-x);
  if (x > ONE) return PI / 2n - atan(over(ONE, x));
  let y = x;
  for (let i = 0; i < 4; i++) y = over(y, ONE + root(ONE + times(y, y)));
  return 16n * atanSmall(y);
}

/** Of 1/3 < x, 2 artanh((x-1)/(x+1)) after powers of two are taken off. */
function log(x: bigint): bigint {
  const atanh = (t: bigint): bigint => {
    let power = t;
    let sum = 0n;
    for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
      sum += power / n;
      power = times(power, times(t, t));
    }
    return sum;
  };
  const k = BigInt(x.toString(2).length) - BITS;
  const m = k >= 0n ? x >> k : x << -k;
  return 2n * atanh(over(m - ONE, m + ONE)) + k * 2n * atanh(ONE / 3n);
}

const LN2 = log(2n * ONE);

/** e^x as a fixed number times 2^n. */
function exp(x: bigint): { m: bigint; n: bigint } {
  const n = x / LN2;
  return { m: series(ONE, (term, i) => times(term, x - n * LN2) / i), n };
}

const expFixed = (x: bigint): bigint => {
  const { m, n } = exp(x);
  return n >= 0n ? m << n : m >> -n;
};

function sinCos(x: bigint): { sin: bigint; cos: bigint } {
  const y = x % (2n * PI);
  const square = times(y, y);
  return {
    sin: series(y, (term, i) => -times(term, square) / (2n * i * (2n * i + 1n))),
    cos: series(ONE, (term, i) => -times(term, square) / (2n * i * (2n * i - 1n))),
  };
}

// ---- functions, and where they are tried ----

const between = (low: number, high: number) => (r: Random) =>
  low + ((high - low) * r.below(2 ** 32)) / 2 ** 32;
const near = (x: number) => (r: Random) => x + (r.chance(50) ? 1 : -1) * 2 ** -between(3, 50)(r);
const small = (r: Random): number => (r.chance(50) ? 1 : -1) * 2 ** -between(0, 40)(r);
type Argument = (r: Random) => number;

interface Row {
  reference(x: bigint): bigint;
  arguments: Argument[];
  /** Error that is allowed, in units in the last place. */
  limit: number;
}

const half = (a: bigint): bigint => a / 2n;
const ROWS: Record<string, Row> = {
  fsin: {
    reference: (x) => sinCos(x).sin,
    arguments: [between(-10, 10), small, between(-1e15, 1e15)],
    limit: 0.8,
  },
  fcos: {
    reference: (x) => sinCos(x).cos,
    arguments: [between(-10, 10), small, between(-1e15, 1e15)],
    limit: 0.8,
  },
  ftan: {
    reference: (x) => over(sinCos(x).sin, sinCos(x).cos),
    arguments: [between(-10, 10), small, between(-1e6, 1e6)],
    limit: 0.8,
  },
  fasin: {
    reference: (x) => atan(over(x, root(ONE - times(x, x)))),
    arguments: [between(-0.999, 0.999), small],
    limit: 0.8,
  },
  facos: {
    reference: (x) => PI / 2n - atan(over(x, root(ONE - times(x, x)))),
    arguments: [between(-0.999, 0.999), small],
    limit: 0.8,
  },
  fatan: { reference: atan, arguments: [between(-3, 3), small, between(-1e6, 1e6)], limit: 0.8 },
  fexp: { reference: expFixed, arguments: [between(-1, 1), small, between(-80, 80)], limit: 0.8 },
  fexpm1: {
    reference: (x) => expFixed(x) - ONE,
    arguments: [between(-1, 1), small, between(-80, 80)],
    limit: 0.8,
  },
  fln: { reference: log, arguments: [between(0.1, 10), near(1), between(1, 1e15)], limit: 0.8 },
  flnp1: {
    reference: (x) => log(ONE + x),
    arguments: [between(-0.9, 10), small, near(0)].map(positive),
    limit: 0.8,
  },
  flog: {
    reference: (x) => over(log(x), log(10n * ONE)),
    arguments: [between(0.1, 10), near(1), between(1, 1e15)],
    limit: 0.8,
  },
  fsinh: {
    reference: (x) => half(expFixed(x) - expFixed(-x)),
    arguments: [between(-1, 1), small, between(-60, 60)],
    limit: 0.8,
  },
  fcosh: {
    reference: (x) => half(expFixed(x) + expFixed(-x)),
    arguments: [between(-1, 1), small, between(-60, 60)],
    limit: 0.8,
  },
  ftanh: {
    reference: (x) => over(expFixed(x) - expFixed(-x), expFixed(x) + expFixed(-x)),
    arguments: [between(-1, 1), small, between(-25, 25)],
    limit: 0.8,
  },
  fasinh: {
    reference: (x) => (x < 0n ? -1n : 1n) * log((x < 0n ? -x : x) + root(times(x, x) + ONE)),
    arguments: [between(-3, 3), small, between(-1e10, 1e10)],
    limit: 0.8,
  },
  facosh: {
    reference: (x) => log(x + root(times(x, x) - ONE)),
    arguments: [between(1, 3), between(1, 1e10), (r) => 1 + Math.abs(small(r))],
    limit: 0.8,
  },
  fatanh: {
    reference: (x) => half(log(over(ONE + x, ONE - x))),
    arguments: [between(-0.99, 0.99), (r) => small(r) / 2],
    limit: 0.8,
  },
};

function positive(argument: Argument): Argument {
  return (r) => Math.max(-0.9, argument(r));
}

/** How far the float is from the reference, in units of its last place. */
function error(x: number, exact: bigint): number {
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(Number(exact) / 2 ** Number(BITS)))) - 52);
  return Math.abs(Number(fixed(x) - exact) / 2 ** Number(BITS) / unit);
}

const folder = mkdtempSync(join(tmpdir(), "ffc-functions-"));
afterAll(() => rmSync(folder, { recursive: true }));
const project = fileURLToPath(new URL("../..", import.meta.url));
makeRuntimeArchives();
const runtime = await findRuntime(join(project, "dist"), "x86_64-linux");

/** Bits of the results, computed by the program or by the compiler. */
async function results(source: string, loadEval: boolean): Promise<bigint[]> {
  const request = { file: "t.fs", target: x86_64Linux, level: 2 as const, strict: false, debugInfo: false };
  const rest = { disabledPasses: new Set<string>(), dump: undefined, selfCheck: true, emit: "asm" as const };
  const { text, diagnostics } = compile({ ...request, ...rest, loadEval, readFile: () => source });
  expect(diagnostics).toEqual([]);
  const program = join(folder, `t${loadEval}`);
  writeFileSync(`${program}.fs`, source);
  await link(text!, program, { target: x86_64Linux, runtime, runner: [] } as never);
  const { stdout } = await execute(program, { runner: [] } as never, { args: [], stdin: "" });
  return stdout.trim().split(" ").map(BigInt);
}

it("are as near to what they should be as lib/float-functions.fs says", async () => {
  const random = new Random(COUNT);
  const cases = Object.entries(ROWS).flatMap(([name, row]) =>
    Array.from({ length: COUNT }, () => ({ name, row, x: random.pick(row.arguments)(random) })),
  );
  const table = `create t ${cases.map(({ x }) => `${bitsOf(x)} ,\n`).join("")}`;
  const loops = Object.keys(ROWS).map(
    (name, i) =>
      `: r${i} ${(i + 1) * COUNT} ${i * COUNT} do t i cells + f@ ${name} q f! q @ . loop ; r${i}\n`,
  );
  const source = `variable q\n${table}${loops.join("")}`;
  const found = await results(source, false);
  expect(found.length).toBe(cases.length);
  cases.forEach(({ name, row, x }, i) => {
    const result = doubleOf(found[i]!);
    const off = error(result, row.reference(fixed(x)));
    expect(off, `${name} of ${x} is ${result}, off by ${off}`).toBeLessThan(row.limit);
  });
  expect(await results(source, true)).toEqual(found);
}, 300_000);
