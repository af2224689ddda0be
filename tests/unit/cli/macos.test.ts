/** Programs for macOS as they are made here: sizes, the same bytes each time, and what they import. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildRuntime } from "../../../scripts/build-runtime.mjs";
import { makeRuntimeArchives } from "../../../scripts/runtime-archive.mjs";
import { type BuildOptions, build } from "../../../src/cli/build.ts";
import { run } from "../../../src/cli/run.ts";
import { assembleCall, linkCalls } from "../../../src/tool-calls.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const dist = join(root, "dist");
const imports = join(root, "src/runtime-c/platform/libSystem.tbd");
const scratch = mkdtempSync(join(tmpdir(), "ffc-macos-"));
beforeAll(() => makeRuntimeArchives());
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const TARGETS = ["x86_64-macos", "aarch64-macos"].filter((target) => {
  const link = linkCalls({ object: "", output: "", runtime: "", debugInfo: false, target });
  const tools = [assembleCall("", target), ...link].map(({ tool }) => tool);
  const missing = [...tools, "clang"].find((tool) => spawnSync(tool, ["--version"]).error !== undefined);
  if (missing !== undefined) console.warn(`no tests of ${target}: ${missing} was not found`);
  return missing === undefined;
});

const OPTIONS: BuildOptions = {
  output: undefined,
  emit: "program",
  target: "",
  march: undefined,
  level: 2,
  loadEval: true,
  strict: false,
  debugInfo: false,
  pie: false,
  disabledPasses: [],
  dump: undefined,
  timePasses: false,
  depfile: undefined,
  includePath: [],
  verbosity: "quiet",
};

async function built(
  source: string,
  target: string,
  output: string,
  more: Partial<BuildOptions> = {},
): Promise<Buffer> {
  mkdirSync(dirname(output), { recursive: true });
  expect(await build(source, { ...OPTIONS, target, output, ...more }, dist)).toBe(0);
  return readFileSync(output);
}

describe.each(TARGETS)("programs for %s", (target) => {
  const hello = join(root, "examples/hello.fs");

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
    const limits = target === "x86_64-macos" ? [14 * 1024, 22 * 1024] : [36 * 1024, 36 * 1024];
    expect((await built(hello, target, join(scratch, "h"))).length).toBeLessThanOrEqual(limits[0]!);
    const coordinator = join(root, "examples/multi-agent.fs");
    expect((await built(coordinator, target, join(scratch, "c"))).length).toBeLessThanOrEqual(limits[1]!);
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
    await expect(run(hello, [], { ...OPTIONS, target }, dist)).rejects.toThrow(
      `programs for ${target} cannot be run here`,
    );
  });

  it("import what is listed, and the list has nothing else", () => {
    const archive = join(dist, "runtime", target, "libffc.a");
    const { stdout, error } = spawnSync("llvm-nm", ["-u", "-j", archive], { encoding: "utf8" });
    expect(error).toBeUndefined();
    const lines = new Set(stdout.split("\n"));
    const { stdout: all } = spawnSync("llvm-nm", ["--defined-only", "-j", archive], { encoding: "utf8" });
    const defined = new Set(all.split("\n"));
    const used = [...lines].filter(
      (name) => name.startsWith("_") && !defined.has(name) && !OF_PROGRAM.test(name),
    );
    // What the linker itself refers to.
    expect([...used, "dyld_stub_binder"].sort()).toEqual(
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
const OF_PROGRAM = /^_ffc_(program|text_start|text_end|lines|words)$/;

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
