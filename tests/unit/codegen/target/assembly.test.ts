/** The text of a few small functions: what must not be in them is the point. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseModule } from "../../../../src/codegen/ir/parse.ts";
import { x86_64Linux } from "../../../../src/codegen/target/targets.ts";

const MAIN = `entry main\nfunc reg main (0 -- 0) "main" {\nb0:\n  v0 = sp\n  ret v0\n}\n`;

function emit(text: string): string {
  return x86_64Linux.emitModule(parseModule(MAIN + text), { checkAllocation: true, debugInfo: false });
}

/** The instructions of a function, without labels of the line table. */
function assembly(text: string, symbol: string): string[] {
  const lines = emit(text)
    .split("\n")
    .filter((line) => !line.startsWith(".Lp"));
  const start = lines.indexOf(`${symbol}:`) + 1;
  const end = lines.findIndex((line, i) => i >= start && (line.startsWith("#") || line.startsWith(".globl")));
  return lines.slice(start, end).map((line) => line.trim());
}

test("fib: one saved register, no stack traffic, nothing saved where it does not recurse", () => {
  const fib = `func reg fib (1 -- 1) "fib" {
b0:
  v0 = sp
  v1 = param 0
  v2 = const 2
  v3 = lt v1, v2
  br v3, b1, b2
b1: from b0
  v4 = const 1
  jump b3
b2: from b0
  v5 = const 1
  v6 = sub v1, v5
  v7 = call fib(v0, v6)
  v8 = const 2
  v9 = sub v1, v8
  v10 = call fib(v0, v9)
  v11 = add v7, v10
  jump b3
b3: from b1, b2
  v12 = phi v4, v11
  ret v0, v12
}`;
  expect(assembly(fib, "fib")).toEqual([
    "cmpq $2,%rdi",
    "jge .L0",
    "movl $1,%edi",
    "ret",
    ".L0:",
    "pushq %rbx",
    "movq %rdi,%rbx",
    "leaq -1(%rbx),%rdi",
    "call fib",
    "leaq -2(%rbx),%rax",
    "movq %rdi,%rbx",
    "movq %rax,%rdi",
    "call fib",
    "addq %rbx,%rdi",
    "popq %rbx",
    "ret",
  ]);
});

test("a counted loop: no moves and no memory in it", () => {
  const sum = `func reg sum (1 -- 1) "sum" {
b0:
  v0 = sp
  v1 = param 0
  v2 = const 0
  jump b1
b1: from b0, b1
  v3 = phi v2, v5
  v4 = phi v2, v6
  v5 = add v3, v4
  v10 = const 1
  v6 = add v4, v10
  v7 = lt v6, v1
  br v7, b1, b2
b2: from b1
  ret v0, v5
}`;
  const lines = assembly(sum, "sum");
  const loop = lines.slice(
    lines.findIndex((line) => line.endsWith(":")) + 1,
    lines.findIndex((line) => line.startsWith("j")) + 1,
  );
  expect(loop.map((line) => line.split(" ")[0])).toEqual(["addq", "addq", "cmpq", "jl"]);
});

test("a loop with its test at the head runs one jump a round", () => {
  const gcd = `func reg last (2 -- 1) "last" {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  jump b1
b1: from b0, b2
  v3 = phi v1, v4
  br v3, b2, b3
b2: from b1
  v4 = load [v3]
  store [v3 + 8], v2
  jump b1
b3: from b1
  ret v0, v2
}`;
  const lines = assembly(gcd, "last");
  expect(lines.filter((line) => line.startsWith("j"))).toEqual(["jmp .L0", "jne .L1"]);
  expect(lines.indexOf(".L1:")).toBeLessThan(lines.indexOf(".L0:"));
});

test("what only leads to a call that does not return is out of line", () => {
  const word = `func reg w (2 -- 1) "w" {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  v3 = const 7
  br v1, b1, b3
b1: from b0
  v5 = lt v2, v3
  br v5, b3, b2
b2: from b1
  v6 = add v1, v2
  ret v0, v6
b3: from b0, b1
  v7 = phi v2, v3
  ccall ffc_throw(v7)
  unreachable
}`;
  const lines = assembly(word, "w");
  expect(lines.filter((line) => /^(j|ret|call)/.test(line)).map((line) => line.split(" ")[0])).toEqual([
    "je",
    "jl",
    "ret",
    "call",
  ]);
});

test("the stack pointer costs a word nothing: saved by nobody, moved nowhere", () => {
  const word = `func reg w (1 -- 1) "w" {
b0:
  v0 = sp
  v1 = param 0
  v2 = call w(v0, v1)
  v3 = call w(v0, v2)
  ret v0, v3
}`;
  expect(assembly(word, "w")).toEqual(["pushq %rax", "call w", "call w", "popq %r11", "ret"]);
});

test("a counter in memory is one instruction", () => {
  const count = `func reg c (0 -- 0) "c" {
b0:
  v0 = sp
  v1 = addr cell
  v2 = load [v1]
  v3 = const 1
  v4 = add v2, v3
  store [v1], v4
  ret v0
}
data cell align 8 size 8 {
}`;
  expect(assembly(count, "c")).toEqual(["addq $1,cell(%rip)", "ret"]);
});

test("the same module gives the same text", () => {
  const text = `func reg f (1 -- 1) "f" {\nb0:\n  v0 = sp\n  v1 = param 0\n  trapif v1, -10 @1\n  ret v0, v1\n}\nposition 1 "a.fs" 3 "f"\n`;
  expect(emit(text)).toBe(emit(text));
});

/** What the runtime does with the table, from its description. */
function decode(table: Uint8Array): { length: number; line: number; word: number }[] {
  const entries = [];
  let at = 0;
  let line = 0;
  let word = 0;
  const leb = (signed: boolean): number => {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = table[at++]!;
      value |= (byte & 0x7f) << shift;
      shift += 7;
      if ((byte & 0x80) !== 0) continue;
      return signed && (byte & 0x40) !== 0 ? value - 2 ** shift : value;
    }
  };
  for (let entry = leb(false); entry !== 0; entry = leb(false)) {
    const kind = entry & 3;
    if (kind === 3) {
      line += leb(true);
      word += leb(true);
    } else line += [1, 2, -1][kind]!;
    entries.push({ length: entry >> 2, line, word });
  }
  return entries;
}

test("the line table covers the code, front to back, and names lines and words", () => {
  const call = (pos: number, k: number): string => `  ccall ffc_emit(v1) @${pos}\n${"".padEnd(k)}`;
  const positions = [
    ["a.fs", 3, "one"],
    ["a.fs", 4, "one"],
    ["a.fs", 300, "one"],
    ["b.fs", 7, "two words"],
    ["a.fs", 299, "one"],
  ] as const;
  const text = `func reg f (1 -- 1) "f" {\nb0:\n  v0 = sp\n  v1 = param 0\n${[1, 1, 2, 3, 4, 5].map(call).join("")}  ret v0, v1\n}
${positions.map(([file, line, word], i) => `position ${i + 1} "${file}" ${line} "${word}"`).join("\n")}\n`;
  const folder = mkdtempSync(join(tmpdir(), "ffc-lines-"));
  try {
    const path = (name: string): string => join(folder, name);
    writeFileSync(path("x.s"), emit(text));
    execFileSync("as", [path("x.s"), "-o", path("x.o")]);
    const section = (name: string, file: string): Uint8Array => {
      execFileSync("objcopy", ["-O", "binary", `--only-section=${name}`, path("x.o"), path(file)]);
      return readFileSync(path(file));
    };
    const table = section(".rodata.ffc_tables", "tables");
    const entries = decode(table);
    expect(entries.map(({ line, word }) => [line, word])).toEqual([
      [3, 0],
      [4, 0],
      [300, 0],
      [7, 1],
      [299, 0],
    ]);
    const covered = entries.reduce((sum, entry) => sum + entry.length, 0);
    expect(covered).toBe(section(".text", "text").length);
    const words = "\x01a.fs\0one\0\x01b.fs\0two words\0\x02\0";
    expect(new TextDecoder().decode(table).endsWith(words)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
