/** `--pie`: programs for Linux that the system puts at another place each time. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import type { BuildOptions } from "../../../src/cli/build.ts";
import { assembleCall, linkCalls, type ToolKit } from "../../../src/tool-calls.ts";
import { findTool } from "../../../src/toolchain.ts";
import { buildProgram, ROOT } from "../../harness/build.ts";
import { type RunnableTarget, targetsHere } from "../../harness/targets.ts";

const scratch = mkdtempSync(join(tmpdir(), "ffc-pie-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const TARGETS = (await targetsHere()).filter(({ system }) => system === "linux");
const EXAMPLES = readdirSync(join(ROOT, "examples")).filter((name) => name.endsWith(".fs"));
const example = (name: string): string => join(ROOT, "examples", name);

let made = 0;
const built = (file: string, target: string, more: Partial<BuildOptions> = {}): Promise<string> =>
  buildProgram(file, target, join(scratch, `program-${made++}`), { pie: true, ...more });

function source(name: string, text: string): string {
  const file = join(scratch, name);
  writeFileSync(file, text);
  return file;
}

async function outputOf(
  program: string,
  { runner }: RunnableTarget,
  input = "one two one\n",
): Promise<string> {
  const [command, ...args] = [...runner, program];
  const { stdout, stderr, exitCode } = await execa(command!, args, { input, reject: false });
  return `${stdout}\n${stderr}\n${exitCode}`;
}

/** Type of the ELF file, and the types of its segments. */
function elf(file: string): { type: number; segments: number[] } {
  const bytes = readFileSync(file);
  const [table, count] = [Number(bytes.readBigUInt64LE(32)), bytes.readUInt16LE(56)];
  const segments = Array.from({ length: count }, (_, k) => bytes.readUInt32LE(table + 56 * k));
  return { type: bytes.readUInt16LE(16), segments };
}

const ET_EXEC = 2;
const ET_DYN = 3;
const PT_INTERP = 3;

/** Lines of a log begin with when they were written. */
const timeless = (text: string): string => text.replace(/^[\d-]+T[\d:.]+Z /gm, "");

describe.each(TARGETS.map((one) => [one.target.name, one] as const))("--pie for %s", (name, target) => {
  it("makes programs that can be put anywhere, and need no other program for that", async () => {
    const hello = example("hello.fs");
    const { type, segments } = elf(await built(hello, name));
    expect(type).toBe(ET_DYN);
    expect(segments).not.toContain(PT_INTERP);
    expect(elf(await built(hello, name, { pie: false })).type).toBe(ET_EXEC);
  });

  it("makes the examples do the same", async () => {
    expect(EXAMPLES.length).toBeGreaterThan(3);
    for (const file of EXAMPLES.map(example)) {
      const usual = await outputOf(await built(file, name, { pie: false }), target);
      expect(timeless(await outputOf(await built(file, name), target))).toBe(timeless(usual));
    }
  });

  // An emulator puts them where it likes.
  it.runIf(target.runner.length === 0)("puts code and data elsewhere each time", async () => {
    const where = source("where.fs", "variable v\n: there 1 . ;\n: main v u. ['] there u. ;\nmain\n");
    const program = await built(where, name, { loadEval: false });
    const found = new Set<string>();
    for (let k = 0; k < 8; k++) found.add(await outputOf(program, target));
    expect(found.size).toBeGreaterThan(1);
  });

  it("tells the line of an error, wherever the program is", async () => {
    const file = source("error.fs", ": fetch ( a -- n )\n  @ ;\n: main\n  0 fetch . ;\nmain\n");
    const told = await outputOf(await built(file, name, { loadEval: false, level: 0 }), target);
    expect(told).toContain("error.fs:2: fetch: ");
  });

  it("makes the same bytes each time", async () => {
    const file = example("multi-agent.fs");
    const [one, other] = [await built(file, name), await built(file, name)].map((path) => readFileSync(path));
    expect(one!.equals(other!)).toBe(true);
  });

  it("keeps programs small", async () => {
    for (const file of ["hello.fs", "multi-agent.fs"].map(example)) {
      const usual = statSync(await built(file, name, { pie: false })).size;
      expect(statSync(await built(file, name)).size).toBeLessThanOrEqual(usual + 2100);
    }
  });

  it.each(["binutils", "llvm"] as const)("works with the tools of %s", async (kit: ToolKit) => {
    const output = join(scratch, `${name}-${kit}`);
    const object = `${output}.o`;
    const request = { object, output, runtime: target.runtime, debugInfo: false, target: name, pie: true };
    const calls = [assembleCall(object, name, kit), ...linkCalls(request, kit)];
    const missing = calls.find(({ tool }) => findTool(tool) === undefined);
    if (missing !== undefined) return console.warn(`not tested: ${missing.tool} was not found`);
    const assembly = readFileSync(await built(example("multi-agent.fs"), name, { emit: "asm" }));
    for (const { tool, args } of calls) await execa(tool, args, { input: assembly });
    expect(elf(output).type).toBe(ET_DYN);
    const usual = await built(example("multi-agent.fs"), name, { pie: false });
    expect(await outputOf(output, target)).toBe(await outputOf(usual, target));
  });
});
