/**
 * Builds the runtime once per test file and links programs with it: C or assembly files in `programs/`
 * that play the part of compiled code (programs/forth.h says how).
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa, type Options } from "execa";
import { afterAll, beforeAll } from "vitest";
import { buildRuntime, readSources } from "../../scripts/build-runtime.mjs";
import { emulatorOf, isNative, linkCalls } from "../../src/tool-calls.ts";

const programs = fileURLToPath(new URL("programs/", import.meta.url));
/** Those whose programs can be executed here: this machine, and ARM64 under qemu. */
export const TARGETS = ["x86_64-linux", "aarch64-linux"].filter((target) => {
  const tools = isNative(target) ? [] : ["aarch64-linux-gnu-gcc", emulatorOf(target)!];
  const missing = tools.find((tool) => spawnSync(tool, ["--version"]).error !== undefined);
  if (missing !== undefined) console.warn(`no tests of ${target}: ${missing} was not found`);
  return missing === undefined;
});

const MUSL = "/usr/lib/x86_64-linux-musl/libc.a";

/** What a program did. */
export interface Outcome {
  stdout: string;
  stderr: string;
  /** Undefined if a signal ended it. */
  status: number | undefined;
  signal: string | undefined;
}

/** As much of execa's result as is of interest, whatever its options. */
interface Ended {
  stdout?: unknown;
  stderr?: unknown;
  exitCode?: number | undefined;
  signal?: string | undefined;
}

/** Waits for a started program, whatever becomes of it. */
export async function outcome(child: PromiseLike<Ended>): Promise<Outcome> {
  const { stdout, stderr, exitCode, signal } = await child;
  // An emulator tells that a signal ends it.
  const told = String(stderr ?? "").replace(/qemu: uncaught target signal .*\n/, "");
  return { stdout: String(stdout ?? ""), stderr: told, status: exitCode, signal };
}

export const OPTIONS = { reject: false, stripFinalNewline: false, timeout: 60_000 } as const;

/** The programs of one test file. Call it at the top: it registers what runs before and after the tests. */
export function useRuntime(platform = "linux", target = "x86_64-linux") {
  const runner = isNative(target) ? [] : [emulatorOf(target)!];
  const folder = mkdtempSync(join(tmpdir(), "ffc-runtime-test-"));
  const built = new Map<string, Promise<string>>();
  beforeAll(async () => {
    await buildRuntime(folder, { flags: ["-Werror"], platform, target, pie: false });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function build(source: string): Promise<string> {
    const binary = join(folder, source.replace(/\..*/, ""));
    const flags = ["-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", "-Wno-infinite-recursion"];
    const asCompiled = ["-fno-toplevel-reorder", "-fno-asynchronous-unwind-tables", "-fno-stack-protector"];
    const { architectures, targets } = await readSources();
    const { flags: ownFlags } = architectures[targets[target]!.architecture]!;
    await execa(isNative(target) ? "musl-gcc" : "aarch64-linux-gnu-gcc", [
      ...[...flags, ...asCompiled, "-fno-pie", ...ownFlags, "-fno-ident"],
      ...["-c", join(programs, source), "-o", `${binary}.o`],
    ]);
    const library = platform === "linux" ? [] : [MUSL]; // threads apart, nothing needs a C library
    const request = {
      object: `${binary}.o`,
      output: binary,
      runtime: join(folder, "libffc.a"),
      debugInfo: false,
    };
    for (const { tool, args } of linkCalls({ ...request, target })) await execa(tool, [...args, ...library]);
    return binary;
  }

  /** The path of a program, built when first asked for. */
  function program(source: string): Promise<string> {
    const known = built.get(source) ?? build(source);
    built.set(source, known);
    return known;
  }

  return {
    folder,
    program,
    size: async (source: string) => (await stat(await program(source))).size,
    /** As the program's own command line: with the emulator in front, if there has to be one. */
    command: async (source: string): Promise<[string, ...string[]]> => {
      const [first, ...rest] = [...runner, await program(source)];
      return [first!, ...rest];
    },
    run: async (source: string, args: string[] = [], options: Options = {}): Promise<Outcome> => {
      const [command, ...operands] = [...runner, await program(source), ...args];
      return outcome(execa(command!, operands, { ...OPTIONS, ...options }));
    },
  };
}
