/** Programs for macOS as they are made here: sizes, the same bytes each time, and what they import. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildRuntime } from "../../../scripts/build-runtime.mjs";
import { makeRuntimeArchives } from "../../../scripts/runtime-archive.mjs";
import { run } from "../../../src/cli/run.ts";
import { assembleCall, linkCalls } from "../../../src/tool-calls.ts";
import { BUILD_OPTIONS, buildProgram, DIST, ROOT } from "../../harness/build.ts";
import { targetsHere } from "../../harness/targets.ts";

const imports = join(ROOT, "src/runtime-c/platform/libSystem.tbd");
const scratch = mkdtempSync(join(tmpdir(), "ffc-macos-"));
beforeAll(() => makeRuntimeArchives());
const here = await targetsHere();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const TARGETS = ["x86_64-macos", "aarch64-macos"].filter((target) => {
  const link = linkCalls({ object: "", output: "", runtime: "", debugInfo: false, target });
  const tools = [assembleCall("", target), ...link].map(({ tool }) => tool);
  const missing = [...tools, "clang"].find((tool) => spawnSync(tool, ["--version"]).error !== undefined);
  if (missing !== undefined) console.warn(`no tests of ${target}: ${missing} was not found`);
  return missing === undefined;
});

const built = async (...call: Parameters<typeof buildProgram>): Promise<Buffer> =>
  readFileSync(await buildProgram(...call));

describe.each(TARGETS)("programs for %s", (target) => {
  const hello = join(ROOT, "examples/hello.fs");

  it("have a runtime that compiles without warnings, to the same bytes each time", async () => {
    const [one, other] = await Promise.all(
      ["one", "other"].map((name) =>
        buildRuntime(join(scratch, target, name), { flags: ["-Werror"], target }),
      ),
    );
    expect(readFileSync(one!).equals(readFileSync(other!))).toBe(true);
  });

  it("are small", async () => {
    // Segments begin on pages of 4 KB and 16 KB, so sizes go up by these.
    const limits = target === "x86_64-macos" ? [8800, 14700] : [17000, 17200];
    expect((await built(hello, target, join(scratch, "h"))).length).toBeLessThanOrEqual(limits[0]!);
    const coordinator = join(ROOT, "examples/multi-agent.fs");
    expect((await built(coordinator, target, join(scratch, "c"))).length).toBeLessThanOrEqual(limits[1]!);
  });

  it("have nothing of their data in the file, and end with what dyld needs", async () => {
    const program = join(scratch, target, "small", "program");
    await built(join(ROOT, "tests/filetests/load-time/initialised-data.fs"), target, program);
    const { stdout, stderr } = spawnSync("llvm-objdump", ["--macho", "--private-headers", program], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout).toMatch(/segname __DATA\n.*\n.*\n *fileoff \d+\n *filesize 0\n/);
    expect(stdout).toMatch(/type S_ZEROFILL/);
    expect(stdout).toMatch(/rebase_size 0\n/);
    expect(stdout).toMatch(/lazy_bind_size 0\n/);
    expect(stdout).toMatch(/nsyms 0\n/);
  });

  it("do the same when they are stripped once more", async ({ skip }) => {
    const runner = here.find((one) => one.target.name === target)?.runner;
    if (runner === undefined) skip("nothing here runs its programs");
    const programs = {
      "tests/filetests/load-time/initialised-data.fs": "-5 1 65535 -1 7 9 12 1 2 0 3 42 -6 7 \n",
      "tests/filetests/load-time/initialised-data-large.fs": "31492500 7 1002 \n",
      "examples/multi-agent.fs":
        "200 specs by 10 agents, 8418 steps; the longest sequence starts at 171 and has 124 steps\n",
    };
    for (const [source, output] of Object.entries(programs)) {
      const program = await buildProgram(join(ROOT, source), target, join(scratch, target, "to-strip"));
      expect(spawnSync("llvm-strip", [program]).status).toBe(0);
      const [command, ...args] = [...runner!, program];
      expect(spawnSync(command!, args, { encoding: "utf8" })).toMatchObject({ stdout: output, status: 0 });
    }
  });

  it("are the same whatever they are called and wherever they are made", async () => {
    const one = await built(hello, target, join(scratch, "one/short"));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const other = await built(hello, target, join(scratch, "the other folder/a-much-longer-name"));
    expect(other.equals(one)).toBe(true);
    expect(one.includes(scratch)).toBe(false);
  });

  it("have symbols for a debugger if they are asked for", async () => {
    const source = join(scratch, "words.fs");
    writeFileSync(source, ": greet 3 0 do i . loop ;\ngreet\n");
    const more = { level: 0, loadEval: false } as const;
    expect(
      (await built(source, target, join(scratch, "g"), { ...more, debugInfo: true })).includes("_f_greet"),
    ).toBe(true);
    expect((await built(source, target, join(scratch, "s"), more)).includes("_f_greet")).toBe(false);
  });

  it("are not run where they cannot be", async () => {
    await expect(run(hello, [], { ...BUILD_OPTIONS, target }, DIST)).rejects.toThrow(
      `programs for ${target} cannot be run here`,
    );
  });

  it("import what is listed, and the list has nothing else", () => {
    const archive = join(DIST, "runtime", target, "libffc.a");
    const { stdout, error } = spawnSync("llvm-nm", ["-u", "-j", archive], { encoding: "utf8" });
    expect(error).toBeUndefined();
    const lines = new Set(stdout.split("\n"));
    const { stdout: all } = spawnSync("llvm-nm", ["--defined-only", "-j", archive], { encoding: "utf8" });
    const defined = new Set(all.split("\n"));
    const used = [...lines].filter(
      (name) => name.startsWith("_") && !defined.has(name) && !OF_PROGRAM.test(name),
    );
    // What the linker itself refers to, and what compilers like to call.
    const clear = target === "aarch64-macos" ? "_bzero" : "___bzero";
    expect([...new Set([...used, "dyld_stub_binder", clear])].sort()).toEqual(
      listedFor(target === "aarch64-macos" ? "arm64" : "x86_64"),
    );
  });
});

it("the list of imports tells processors apart where the system does", () => {
  const [intel, arm] = [listedFor("x86_64"), listedFor("arm64")];
  expect(intel).toContain("_fstat$INODE64");
  expect(arm).toContain("_fstat");
  for (const list of [intel, arm]) expect([...new Set(list)]).toEqual(list);
});

/** What the compiled program defines (docs/runtime-abi.md). */
const OF_PROGRAM = /^_ffc_(program|text_start|text_end|lines|words|shared|shared_kinds)$/;

/** Symbols of the list for a processor. */
function listedFor(arch: string): string[] {
  const text = readFileSync(imports, "utf8");
  const parts = [...text.matchAll(/- targets: +\[([^\]]*)\]\s+symbols: +\[([^\]]*)\]/g)];
  expect(parts.length).toBe(3);
  return parts
    .filter(([, targets]) => targets!.includes(`${arch}-macos`))
    .flatMap(([, , symbols]) => symbols!.split(",").map((name) => name.trim().replace(/^'(.*)'$/, "$1")))
    .sort();
}
