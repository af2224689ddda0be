/**
 * Builds the runtime once per test file and links programs with it: C or assembly files in `programs/`
 * that play the part of compiled code (programs/forth.h says how).
 */
import { mkdtempSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa, type Options } from "execa";
import { afterAll, beforeAll } from "vitest";
import { buildRuntime, readSources } from "../../scripts/build-runtime.mjs";

const programs = fileURLToPath(new URL("programs/", import.meta.url));
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
  return { stdout: String(stdout ?? ""), stderr: String(stderr ?? ""), status: exitCode, signal };
}

export const OPTIONS = { reject: false, stripFinalNewline: false, timeout: 60_000 } as const;

/** The programs of one test file. Call it at the top: it registers what runs before and after the tests. */
export function useRuntime(platform = "linux") {
  const folder = mkdtempSync(join(tmpdir(), "ffc-runtime-test-"));
  const built = new Map<string, Promise<string>>();
  beforeAll(async () => {
    await buildRuntime(folder, { flags: ["-Werror"], platform });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function build(source: string): Promise<string> {
    const binary = join(folder, source.replace(/\..*/, ""));
    const flags = ["-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", "-Wno-infinite-recursion"];
    const asCompiled = ["-fno-toplevel-reorder", "-fno-asynchronous-unwind-tables", "-fno-stack-protector"];
    await execa("musl-gcc", [
      ...[...flags, ...asCompiled, "-fno-pie", "-fcf-protection=none", "-fno-ident"],
      ...["-c", join(programs, source), "-o", `${binary}.o`],
    ]);
    const { link } = await readSources();
    const library = platform === "linux" ? [] : [MUSL]; // threads apart, nothing needs a C library
    await execa("ld", [...link, `${binary}.o`, join(folder, "libffc.a"), ...library, "-o", binary]);
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
    run: async (source: string, args: string[] = [], options: Options = {}): Promise<Outcome> =>
      outcome(execa(await program(source), args, { ...OPTIONS, ...options })),
  };
}
