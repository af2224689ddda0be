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
import { EXIT, Failure, outputProblem } from "./failure.ts";
import { architectures, link as flags, targets } from "./runtime-c/sources.json";

/** One call of a tool. */
export interface ToolCall {
  tool: string;
  args: string[];
}

/** The assembler and the linker of a target are called as on its own machines, or by names of their own. */
const HOSTS: Readonly<Record<string, string>> = { "x86-64": "x64", arm64: "arm64" };

const architectureOf = (target: string): keyof typeof architectures =>
  targets[target as keyof typeof targets] as keyof typeof architectures;

export const isNative = (target: string): boolean => HOSTS[architectureOf(target)] === process.arch;

/** `aarch64-linux-gnu-`, or nothing where the tools are those of this machine. */
const prefixOf = (target: string): string =>
  isNative(target) ? "" : architectures[architectureOf(target)].tools;

/** The Debian package of a tool. */
function packageOf(tool: string): string {
  const [, prefix, name] = /^(.*-)?(\w+)$/.exec(tool)!;
  const base = name === "gcc" ? "gcc" : "binutils";
  return prefix === undefined ? base : `${base}-${prefix.slice(0, -1).replaceAll("_", "-")}`;
}

/** Takes the assembly from its input. Line information for a debugger is in the assembly itself. */
export function assembleCall(object: string, target: string): ToolCall {
  return { tool: `${prefixOf(target)}as`, args: ["-o", object, "-"] };
}

export interface LinkRequest {
  object: string;
  output: string;
  /** The runtime archive. */
  runtime: string;
  debugInfo: boolean;
  target: string;
}

export function linkCall({ object, output, runtime, debugInfo, target }: LinkRequest): ToolCall {
  // With debug information the symbols stay.
  const kept = flags.filter((flag) => !(debugInfo && flag === "-s"));
  const own = architectures[architectureOf(target)].link;
  return { tool: `${prefixOf(target)}ld`, args: [...kept, ...own, "-o", output, object, runtime] };
}

/** What executes programs of another architecture, and its Debian package. */
export const emulatorOf = (target: string): { tool: string; package: string } => ({
  tool: `qemu-${architectureOf(target) === "arm64" ? "aarch64" : "x86_64"}`,
  package: "qemu-user",
});

/** As a shell would take it. */
export function showCall({ tool, args }: ToolCall): string {
  return [tool, ...args].map((a) => (/^[\w@%+=:,./-]+$/.test(a) ? a : quoted(a))).join(" ");
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Exit statuses of the script below: which tool is missing, and which failed. */
const MISSING = 120;
const FAILED = 130;

/**
 * Runs tools one after the other, each only if the one before it succeeded; the first gets `input`. `output` is what
 * is made, for a message. Complaints of the tools go to our standard error.
 *
 * One shell runs them all, and no temporary file holds the assembly: starting a process from Node
 * costs more than assembling a small program. Not through execa, for the same reason: it would cost as
 * much time as assembling and linking together (20 ms of 120). The rarer calls go through it.
 */
export function runTools(calls: readonly ToolCall[], input: Buffer, output: string): void {
  const script = [
    // Complaints that we know to read.
    "export LC_ALL=C",
    ...calls.map(({ tool }, k) => `command -v ${tool} >/dev/null || exit ${MISSING + k}`),
    // The signal that ended a tool ends the shell, too.
    "failed() { [ $1 -le 128 ] || kill -$(($1 - 128)) $$; exit $2; }",
    ...calls.map(({ tool, args }, k) => `${tool} ${args.map(quoted).join(" ")} || failed $? ${FAILED + k}`),
  ].join("\n");
  const result = spawnSync("/bin/sh", ["-c", script], { input, stdio: ["pipe", "ignore", "pipe"] });
  const { error, signal, status } = result;
  if (signal === "SIGINT" || signal === "SIGTERM") throw new Interrupted(signal);
  const complaints = result.stderr?.toString("latin1") ?? "";
  const unwritable = status === 0 ? undefined : outputProblem(complaints, signal);
  if (unwritable !== undefined) throw new Failure(EXIT.program, `cannot write \`${output}\`: ${unwritable}`);
  process.stderr.write(complaints, "latin1");
  const missing = calls[(status ?? 0) - MISSING];
  if (missing !== undefined) {
    throw new Failure(EXIT.usage, `\`${missing.tool}\` was not found`, installHint(packageOf(missing.tool)));
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

export function installHint(pkg: string): string {
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
  if (!existsSync(archive)) await buildRuntime(installation, cached, target);
  return archive;
}

export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const base = environment["XDG_CACHE_HOME"];
  return join(base?.startsWith("/") ? base : join(homedir(), ".cache"), "ffc");
}

/** Another build may be doing the same: made beside its place, and moved there whole. */
async function buildRuntime(installation: string, folder: string, target: string): Promise<void> {
  const { execa } = await import("execa");
  const script = join(installation, "runtime-source", "scripts", "build-runtime.mjs");
  const unfinished = `${folder}.${process.pid}`;
  try {
    mkdirSync(unfinished, { recursive: true });
    const { exitCode, stderr } = await execa(process.execPath, [script, unfinished, target], {
      reject: false,
    });
    if (exitCode !== 0) {
      const missing = /spawn (\S+) ENOENT/.exec(stderr)?.[1];
      throw new Failure(
        EXIT.usage,
        missing !== undefined
          ? `\`${missing}\` was not found: the runtime library has to be compiled once, at the first build`
          : `the runtime library could not be compiled:\n${stderr}`,
        installHint(packageOf(missing ?? `${prefixOf(target)}gcc`)),
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
