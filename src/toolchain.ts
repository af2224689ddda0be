/**
 * The programs of others that a build needs: the assembler and the linker of binutils and, once for each
 * installation, a C compiler for the runtime archive. Knows where they are, how they
 * are called, and which Debian package has what is missing.
 *
 * `as` and `ld` are called directly: the gcc driver in front of them costs as much again as both.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { EXIT, Failure } from "./failure.ts";
import { link as flags } from "./runtime-c/sources.json";

/** One call of a tool. */
export interface ToolCall {
  tool: keyof typeof PACKAGES;
  args: string[];
}

/** The Debian package of each tool. */
const PACKAGES = { as: "binutils", ld: "binutils" } as const;

/** Takes the assembly from its input. Line information for a debugger is in the assembly itself. */
export function assembleCall(object: string): ToolCall {
  return { tool: "as", args: ["-o", object, "-"] };
}

export function linkCall(object: string, output: string, runtime: string, debugInfo: boolean): ToolCall {
  return {
    tool: "ld",
    args: [
      // With debug information the symbols stay.
      ...flags.filter((flag) => !(debugInfo && flag === "-s")),
      "-o",
      output,
      object,
      runtime,
    ],
  };
}

/** As a shell would take it. */
export function showCall({ tool, args }: ToolCall): string {
  return [tool, ...args].map((a) => (/^[\w@%+=:,./-]+$/.test(a) ? a : quoted(a))).join(" ");
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Exit statuses of the script below: which tool is missing, and which failed. */
const MISSING = 120;
const FAILED = 130;

/**
 * Runs tools one after the other, each only if the one before it succeeded; the first gets `input`. Their
 * complaints go to our standard error.
 *
 * One shell runs them all, and no temporary file holds the assembly: starting a process from Node
 * costs more than assembling a small program. Not through execa, for the same reason: it would cost as
 * much time as assembling and linking together (20 ms of 120). The rarer calls go through it.
 */
export function runTools(calls: readonly ToolCall[], input: Buffer): void {
  const script = [
    ...calls.map(({ tool }, k) => `command -v ${tool} >/dev/null || exit ${MISSING + k}`),
    // The signal that ended a tool ends the shell, too.
    "failed() { [ $1 -le 128 ] || kill -$(($1 - 128)) $$; exit $2; }",
    ...calls.map(({ tool, args }, k) => `${tool} ${args.map(quoted).join(" ")} || failed $? ${FAILED + k}`),
  ].join("\n");
  const result = spawnSync("/bin/sh", ["-c", script], { input, stdio: ["pipe", "ignore", "inherit"] });
  const { error, signal, status } = result;
  if (signal === "SIGINT" || signal === "SIGTERM") throw new Interrupted(signal);
  const missing = calls[(status ?? 0) - MISSING];
  if (missing !== undefined) {
    throw new Failure(EXIT.usage, `\`${missing.tool}\` was not found`, installHint(PACKAGES[missing.tool]));
  }
  const failed = calls[(status ?? 0) - FAILED];
  if (failed !== undefined) throw new Error(`${failed.tool} failed: ${showCall(failed)}`);
  // A tool that ends before it read everything has told why in its status.
  if (error !== undefined && (error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  if (status !== 0) throw new Error(`the shell failed with ${signal ?? `status ${status}`}`);
}

/** The user asked us to stop; what was begun is cleaned up, then the signal takes its usual effect. */
export class Interrupted extends Error {
  readonly signal: NodeJS.Signals;
  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }
}

function installHint(pkg: string): string {
  return `install the Debian package ${pkg}: sudo apt-get install ${pkg}`;
}

/**
 * `installation` is the folder of the built compiler. It holds the runtime archive if there was a C compiler
 * when it was built; otherwise the archive is made once, in the user's cache.
 */
export async function findRuntime(installation: string, target: string): Promise<string> {
  const built = join(installation, "runtime", target, "libffc.a");
  if (existsSync(built)) return built;
  const key = readFileSync(join(installation, "runtime", "key"), "utf8").trim();
  const cached = join(cacheFolder(process.env), `runtime-${key}`, target);
  const archive = join(cached, "libffc.a");
  if (!existsSync(archive)) await buildRuntime(installation, cached);
  return archive;
}

export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const base = environment["XDG_CACHE_HOME"];
  return join(base?.startsWith("/") ? base : join(homedir(), ".cache"), "ffc");
}

/** Another build may be doing the same: made beside its place, and moved there whole. */
async function buildRuntime(installation: string, folder: string): Promise<void> {
  const { execa } = await import("execa");
  const script = join(installation, "runtime-source", "scripts", "build-runtime.mjs");
  const unfinished = `${folder}.${process.pid}`;
  try {
    mkdirSync(unfinished, { recursive: true });
    const { exitCode, stderr } = await execa(process.execPath, [script, unfinished], { reject: false });
    if (exitCode !== 0) {
      const missing = /spawn (\S+) ENOENT/.exec(stderr)?.[1];
      throw new Failure(
        EXIT.usage,
        missing !== undefined
          ? `\`${missing}\` was not found: the runtime library has to be compiled once, at the first build`
          : `the runtime library could not be compiled:\n${stderr}`,
        installHint(missing === "ar" ? "binutils" : "gcc"),
      );
    }
    if (!existsSync(join(folder, "libffc.a"))) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(unfinished, folder);
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
