/**
 * Runs compiled functions: a module as x86-64 assembly, linked with a driver that stands in for the runtime,
 * one process for many calls. What comes back has the shape of the interpreter's results.
 *
 * The driver is meant to be unfriendly: a runtime function checks the alignment of the machine stack and
 * overwrites every register that a call may change; each call checks that saved registers survived.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Module } from "../../../../src/codegen/ir/types.ts";
import { x86_64Linux } from "../../../../src/codegen/target/targets.ts";

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
    memset(context, 0, 1320);
    *(cell *)(context + 8) = (cell)(stack + 8192);
    *(cell *)(context + 16) = 10;
    memset(floats, 0x5a, sizeof floats);
    if (c->stack) for (int k = 0; k < c->fins; k++) *--fp = c->fin[k];
    *(cell **)(context + 1320) = fp;
    test_length = 0;
    if (c->stack) for (int k = 0; k < c->ins; k++) *--sp = c->in[k];
    cell code = test_enter(c->func, sp, c->in, out, context, c->fin);
    cell *end = (cell *)out[6];
    printf("%s %ld", out[7] ? "throw" : "return", code);
    if (!out[7]) {
      cell *fend = *(cell **)(context + 1320);
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
__asm__(
".text\\n"
"test_enter:\\n" // func rdi, sp rsi, in rdx, out rcx, context r8
" pushq %rbp; pushq %rbx; pushq %r12; pushq %r13; pushq %r14; pushq %r15; pushq %rcx\\n"
" movq %rsp, test_saved(%rip)\\n"
" movq %rdi,%rax; movq %rsi,%r12; movq %r8,%r13; movq %rdx,%r10\\n"
" movq (%r10),%rdi; movq 8(%r10),%rsi; movq 16(%r10),%rdx; movq 24(%r10),%rcx; movq 32(%r10),%r8\\n"
" movsd (%r9),%xmm0; movsd 8(%r9),%xmm1; movsd 16(%r9),%xmm2; movsd 24(%r9),%xmm3; movsd 32(%r9),%xmm4; movsd 40(%r9),%xmm5\\n"
" movq 40(%r10),%r9\\n"
" movq $0x1234,%rbx; movq $0x2345,%rbp; movq $0x3456,%r14; movq $0x4567,%r15\\n"
" call *%rax\\n"
" cmpq %rsp, test_saved(%rip); jne 9f\\n"
" cmpq $0x1234,%rbx; jne 9f; cmpq $0x2345,%rbp; jne 9f; cmpq $0x3456,%r14; jne 9f; cmpq $0x4567,%r15; jne 9f\\n"
" leaq context(%rip),%rax; cmpq %rax,%r13; jne 9f\\n"
" popq %rax\\n"
" movq %rdi,(%rax); movq %rsi,8(%rax); movq %rdx,16(%rax); movq %rcx,24(%rax); movq %r8,32(%rax); movq %r9,40(%rax); movq %r12,48(%rax)\\n"
" movsd %xmm0,64(%rax); movsd %xmm1,72(%rax); movsd %xmm2,80(%rax); movsd %xmm3,88(%rax); movsd %xmm4,96(%rax); movsd %xmm5,104(%rax)\\n"
" movq $0,56(%rax); xorl %eax,%eax\\n"
"8: popq %r15; popq %r14; popq %r13; popq %r12; popq %rbx; popq %rbp; ret\\n"
"9: leaq saved_message(%rip),%rdi; andq $-16,%rsp; call test_fail\\n"
"saved_message: .asciz \\"saved registers\\"\\n"
".globl ffc_catch\\n"
"ffc_catch:\\n"
" testq $15,%rsp; jz 9f\\n" // 8 mod 16 after the call
" pushq %rbp; pushq %rbx; pushq %r14; pushq %r15; pushq %r12; pushq (%r13); pushq 1320(%r13)\\n"
" movq %rsp,(%r13)\\n"
" call *(%rdi)\\n"
" popq %rax; popq (%r13); addq $40,%rsp; xorl %eax,%eax; ret\\n"
"9: leaq catch_message(%rip),%rdi; andq $-16,%rsp; call test_fail\\n"
"catch_message: .asciz \\"alignment in catch\\"\\n"
".globl ffc_trap\\n"
"ffc_trap: movslq %eax,%rsi; movq %r13,%rdi; jmp 1f\\n"
".globl ffc_throw\\n"
"ffc_throw: testq $15,%rsp; jz 9f\\n"
"1: movq (%rdi),%rax; testq %rax,%rax; jz 2f\\n"
" movq %rdi,%r13; movq %rax,%rsp; popq 1320(%r13); popq (%r13); popq %r12; popq %r15; popq %r14; popq %rbx; popq %rbp; movq %rsi,%rax; ret\\n"
"2: movq test_saved(%rip),%rsp; popq %rcx; movq $1,56(%rcx); movq %rsi,%rax; jmp 8b\\n"
"9: leaq throw_message(%rip),%rdi; andq $-16,%rsp; call test_fail\\n"
"throw_message: .asciz \\"alignment in a runtime function\\"\\n"
".globl ffc_emit\\n"
"ffc_emit: testq $15,%rsp; jz 9b\\n"
" leaq context(%rip),%rax; cmpq %rax,%rdi; jne 9b\\n"
" subq $8,%rsp; movq %rsi,%rdi; call test_emit; addq $8,%rsp\\n"
"poison: movq $-0x1111,%rax; movq %rax,%rcx; movq %rax,%rdx; movq %rax,%rsi; movq %rax,%rdi; movq %rax,%r8; movq %rax,%r9; movq %rax,%r10; movq %rax,%r11\\n"
" movq %rax,%xmm0; movq %rax,%xmm1; movq %rax,%xmm2; movq %rax,%xmm3; movq %rax,%xmm8; movq %rax,%xmm15; ret\\n"
".globl ffc_utime\\n" // 42 and nothing else left
"ffc_utime: testq $15,%rsp; jz 9b; call poison; movl $42,%eax; ret\\n"
".globl ffc_cputime\\n"
"ffc_cputime: testq $15,%rsp; jz 9b; call poison; movl $7,%eax; movl $8,%edx; ret\\n"
);
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

export const emit = (module: Module): string =>
  x86_64Linux.emitModule(module, { checkAllocation: true, debugInfo: false });

export function runNative(module: Module, calls: readonly Call[], emitted = emit): Outcome[] {
  const text = emitted(module);
  const folder = mkdtempSync(join(tmpdir(), "ffc-native-"));
  try {
    const path = (name: string): string => join(folder, name);
    writeFileSync(path("code.s"), `${text}\n${table(module, calls)}`);
    writeFileSync(path("driver.c"), DRIVER);
    execFileSync(
      "gcc",
      ["-w", "-O1", "-no-pie", "-fno-pie", "-o", path("run"), path("driver.c"), path("code.s")],
      {
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    const output = execFileSync(path("run"), { encoding: "utf8", maxBuffer: 1 << 28, timeout: 60_000 });
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
