/**
 * Runs compiled functions: a module as assembly, linked with a driver that stands in for the runtime, one process
 * for many calls. What comes back has the shape of the interpreter's results. Where a compiler and an emulator for
 * ARM64 are installed the module runs there too, and has to do the same.
 *
 * The driver is meant to be unfriendly: a runtime function checks the alignment of the machine stack and
 * overwrites every register that a call may change; each call checks that saved registers survived.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Module } from "../../../../src/codegen/ir/types.ts";
import type { Target } from "../../../../src/codegen/target/target.ts";
import { aarch64Linux, x86_64Linux } from "../../../../src/codegen/target/targets.ts";
import { ARM64 } from "./native-arm64.ts";
import { X86_64 } from "./native-x86-64.ts";

export interface Call {
  func: string;
  inputs: bigint[];
  /** Float inputs, by their bits. */
  floats?: bigint[];
  /** Data objects to show afterwards. */
  dump?: string[];
}

export interface Outcome {
  end: string;
  code: bigint;
  results: bigint[];
  output: string;
  data: Record<string, string>;
}

const DRIVER = `
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
typedef long cell;
struct call { void *func; int stack, ins, outs, fins, fouts; cell in[8], fin[6]; int ndump; struct { const char *name; unsigned char *at; long size; } dump[4]; };
extern struct call calls[]; extern int ncalls;
static char context[4096] __attribute__((aligned(16)));
static cell stack[8192], floats[1024];
char test_output[65536]; long test_length;
extern cell test_enter(void *func, cell *sp, cell *in, cell *out, void *context, cell *fin);
cell test_saved[8];
void test_emit(cell c) { if (test_length < 65535) test_output[test_length++] = (char)c; }
void test_fail(const char *what) { printf("fail %s\\n", what); fflush(stdout); _Exit(1); }
int main(void) {
  for (int i = 0; i < ncalls; i++) {
    struct call *c = &calls[i];
    cell out[14] = {0};
    cell *fbase = floats + 1024 - 8, *fp = fbase;
    cell *base = stack + 8192 - 8, *sp = base;
    memset(stack, 0x5a, sizeof stack);
    memset(context, 0, 1544);
    *(cell *)(context + 8) = (cell)(stack + 8192);
    *(cell *)(context + 16) = 10;
    memset(floats, 0x5a, sizeof floats);
    if (c->stack) for (int k = 0; k < c->fins; k++) *--fp = c->fin[k];
    *(cell **)(context + 32) = fp;
    test_length = 0;
    if (c->stack) for (int k = 0; k < c->ins; k++) *--sp = c->in[k];
    cell code = test_enter(c->func, sp, c->in, out, context, c->fin);
    cell *end = (cell *)out[6];
    printf("%s %ld", out[7] ? "throw" : "return", code);
    if (!out[7]) {
      cell *fend = *(cell **)(context + 32);
      if (c->stack) {
        for (cell *p = base - 1; p >= end; p--) printf(" %ld", *p);
        for (cell *p = fbase - 1; p >= fend; p--) printf(" %ld", *p);
      } else if (fend != fp) test_fail("a reg function moved the float pointer");
      else { if (end != sp) test_fail("a reg function moved the stack pointer"); for (int k = 0; k < c->outs; k++) printf(" %ld", out[k]); for (int k = 0; k < c->fouts; k++) printf(" %ld", out[8 + k]); }
    }
    printf(";");
    for (long k = 0; k < test_length; k++) printf("%02x", (unsigned char)test_output[k]);
    printf(";");
    for (int d = 0; d < c->ndump; d++) { printf("%s=", c->dump[d].name); for (long k = 0; k < c->dump[d].size; k++) printf("%02x", c->dump[d].at[k]); printf(","); }
    printf("\\n");
  }
  return 0;
}
`;

function table(module: Module, calls: readonly Call[]): string {
  const functions = new Map(module.functions.map((func) => [func.symbol, func]));
  const sizes = new Map(module.data.map((object) => [object.symbol, object.size]));
  const out: string[] = [".data", ".balign 16", ".globl calls", "calls:"];
  const names: string[] = [];
  for (const { func, inputs, floats = [], dump = [] } of calls) {
    const { sig } = functions.get(func)!;
    const isStack = sig.convention === "stack";
    out.push(
      `.quad ${func}`,
      `.long ${isStack ? 1 : 0},${inputs.length},${sig.outs},${floats.length},${sig.fouts},0`,
    );
    for (let k = 0; k < 8; k++) out.push(`.quad ${inputs[k] ?? 0n}`);
    for (let k = 0; k < 6; k++) out.push(`.quad ${floats[k] ?? 0n}`);
    out.push(`.quad ${dump.length}`);
    for (let k = 0; k < 4; k++) {
      const symbol = dump[k];
      if (symbol === undefined) out.push(".quad 0,0,0");
      else {
        out.push(`.quad .Lname${names.length},${symbol},${sizes.get(symbol)}`);
        names.push(symbol);
      }
    }
  }
  out.push(".globl ncalls", `ncalls: .long ${calls.length}`);
  names.forEach((name, i) => {
    out.push(`.Lname${i}: .asciz "${name}"`);
  });
  return out.join("\n") + "\n";
}

interface Machine {
  target: Target;
  assembly: string;
  compiler: string;
  flags: string[];
  runner: string[];
}

const NATIVE: Machine = {
  target: x86_64Linux,
  assembly: X86_64,
  compiler: "gcc",
  flags: ["-no-pie", "-fno-pie"],
  runner: [],
};

const DIVISION = fileURLToPath(new URL("../../../../src/runtime-c/arch/arm64-divide.c", import.meta.url));

const EMULATED: Machine = {
  target: aarch64Linux,
  assembly: ARM64,
  compiler: "aarch64-linux-gnu-gcc",
  flags: ["-static", "-fno-pie", DIVISION],
  runner: ["qemu-aarch64"],
};

const isInstalled = (tool: string): boolean =>
  process.env["PATH"]!.split(":").some((folder) => existsSync(join(folder, tool)));
const hasEmulator =
  isInstalled(EMULATED.compiler) &&
  isInstalled(EMULATED.runner[0]!) &&
  existsSync("/usr/aarch64-linux-gnu/lib/libc.a");

const emitFor = (target: Target, module: Module, features: ReadonlySet<string> = new Set()): string =>
  target.emitModule(module, { checkAllocation: true, debugInfo: false, features });

export const emit = (module: Module): string => emitFor(x86_64Linux, module);

/** With all that the compiler makes use of, as far as this processor has it. */
export function emitNewest(module: Module): string {
  const flags = /^flags\s*:(.*)$/m.exec(readFileSync("/proc/cpuinfo", "latin1"))?.[1]?.split(" ") ?? [];
  const levels = Object.values(x86_64Linux.levels).flat();
  return emitFor(x86_64Linux, module, new Set(levels.filter((name) => flags.includes(name))));
}

/** `emitted` is for other ways to make code for x86-64: then only this runs. */
export function runNative(
  module: Module,
  calls: readonly Call[],
  emitted?: (module: Module) => string,
): Outcome[] {
  const outcomes = runOn(NATIVE, (emitted ?? emit)(module), module, calls);
  if ((emitted ?? emit) !== emit || !hasEmulator) return outcomes;
  const others = runOn(EMULATED, emitFor(aarch64Linux, module), module, calls);
  outcomes.forEach((outcome, i) => {
    const other = others[i];
    if (other !== undefined && isSame(outcome, other)) return;
    const show = (o: Outcome | undefined): string =>
      JSON.stringify(o, (_, value) => (typeof value === "bigint" ? String(value) : value));
    const call = `${calls[i]!.func} ${calls[i]!.inputs.join(" ")}, floats ${calls[i]!.floats?.join(" ")}`;
    throw new Error(`call ${i}, ${call}:\n  x86-64 ${show(outcome)}\n  ARM64  ${show(other)}`);
  });
  return outcomes;
}

/** Which NaN comes out of an operation is not specified. */
function isSame(a: Outcome, b: Outcome): boolean {
  const isNan = (bits: bigint): boolean => BigInt.asUintN(63, bits) > 0x7ffn << 52n;
  return (
    a.end === b.end &&
    a.code === b.code &&
    a.output === b.output &&
    a.results.length === b.results.length &&
    a.results.every((x, i) => x === b.results[i] || (isNan(x) && isNan(b.results[i]!))) &&
    Object.keys(a.data).every((key) => a.data[key] === b.data[key])
  );
}

function runOn(
  { assembly, compiler, flags, runner }: Machine,
  text: string,
  module: Module,
  calls: readonly Call[],
): Outcome[] {
  const folder = mkdtempSync(join(tmpdir(), "ffc-native-"));
  try {
    const path = (name: string): string => join(folder, name);
    writeFileSync(path("code.s"), `${text}\n${table(module, calls)}`);
    writeFileSync(path("driver.c"), DRIVER + assembly);
    execFileSync(compiler, ["-w", "-O1", ...flags, "-o", path("run"), path("driver.c"), path("code.s")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [command, ...args] = [...runner, path("run")];
    const output = execFileSync(command!, args, { encoding: "utf8", maxBuffer: 1 << 28, timeout: 60_000 });
    return output.trimEnd().split("\n").map(parseOutcome);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function parseOutcome(line: string): Outcome {
  const [values, output, data] = line.split(";") as [string, string, string];
  const [end, code, ...results] = values.split(" ");
  const outcome: Outcome = {
    end: end!,
    code: BigInt(code!),
    results: results.map(BigInt),
    output: Buffer.from(output, "hex").toString("latin1"),
    data: {},
  };
  for (const part of data.split(",")) {
    const [name, hex] = part.split("=");
    if (hex !== undefined) outcome.data[name!] = hex;
  }
  return outcome;
}

/** Several modules as one: their symbols get prefixes. The entry is that of the first. */
export function mergeModules(modules: readonly Module[]): Module {
  const merged: Module = { functions: [], data: [], tokens: [], positions: modules[0]!.positions, entry: "" };
  modules.forEach((module, index) => {
    const prefix = `m${index}_`;
    const own = new Set([...module.functions, ...module.data, ...module.tokens].map((item) => item.symbol));
    const rename = (symbol: string): string => (own.has(symbol) ? prefix + symbol : symbol);
    for (const func of module.functions) {
      for (const block of func.blocks) for (const inst of block.insts) inst.sym = rename(inst.sym);
      func.symbol = rename(func.symbol);
      merged.functions.push(func);
    }
    for (const object of module.data) {
      for (const reloc of object.relocs) reloc.symbol = rename(reloc.symbol);
      object.symbol = rename(object.symbol);
      merged.data.push(object);
    }
    for (const token of module.tokens) {
      token.symbol = rename(token.symbol);
      token.func = rename(token.func);
      merged.tokens.push(token);
    }
    if (index === 0) merged.entry = rename(module.entry);
  });
  return merged;
}
