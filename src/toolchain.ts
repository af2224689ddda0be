/**
 * Runs the programs of others that a build needs: assembler and linker and, once for each installation, what makes
 * the runtime archive.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { EXIT, Failure, outputProblem } from "./failure.ts";
import {
  compilerOf,
  installHint,
  installHints,
  kitsOf,
  type ToolCall,
  type ToolKit,
  toolsOf,
} from "./tool-calls.ts";

/** As a shell would take it. */
export function showCall({ tool, args }: ToolCall): string {
  return [tool, ...args].map((a) => (/^[\w@%+=:,./-]+$/.test(a) ? a : quoted(a))).join(" ");
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Where a tool is, as the shell would find it; undefined if it is not there. */
export function findTool(name: string): string | undefined {
  for (const folder of (process.env["PATH"] ?? "").split(":")) {
    const path = join(folder || ".", name);
    if (existsSync(path) && isExecutable(path)) return path;
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The best kit of tools whose assembler, and linker if one is needed, are there. */
export function chooseKit(target: string, links: boolean): ToolKit {
  const missing: string[][] = [];
  for (const kit of kitsOf(target)) {
    const tools = toolsOf(kit, target).slice(0, links ? undefined : 1);
    const absent = tools.filter((tool) => findTool(tool) === undefined);
    if (absent.length === 0) return kit;
    missing.push(absent);
  }
  throw new Failure(EXIT.usage, `\`${missing[0]![0]}\` was not found`, installHints(missing));
}

/** Exit status of the script below, for the first tool: it failed. */
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
  const failed = calls[(status ?? 0) - FAILED];
  if (failed !== undefined) throw new ToolFailure(`${failed.tool} failed: ${showCall(failed)}`);
  // A tool that ends before it read everything has told why in its status.
  if (error !== undefined && (error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  if (status !== 0) throw new Error(`the shell failed with ${signal ?? `status ${status}`}`);
}

/** A tool did not take what we gave it. */
export class ToolFailure extends Error {}

/**
 * The archive was made by us and its files have their sums beside them, so what cannot be linked with is damaged: says so if
 * it is. Asked after the linker failed, because it takes longer than linking.
 */
export async function checkRuntime(archive: string): Promise<void> {
  const { createHash } = await import("node:crypto");
  const folder = dirname(archive);
  const sums = readFileSync(join(folder, "sums"), "latin1");
  for (const [, sum, name] of sums.matchAll(/^(\w+) {2}(.*)$/gm)) {
    const file = join(folder, name!);
    const found = existsSync(file) && createHash("sha256").update(readFileSync(file)).digest("hex");
    if (found === sum) continue;
    const hint = file.startsWith(cacheFolder(process.env))
      ? `remove the folder ${folder}: the next build makes it again`
      : "install ffc again";
    throw new Failure(EXIT.program, `a part of the compiler, \`${file}\`, is damaged`, hint);
  }
}

/** The user asked us to stop; what was begun is cleaned up, then the signal takes its usual effect. */
export class Interrupted extends Error {
  readonly signal: NodeJS.Signals;
  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }
}

/** Where the runtime archive is that came with the compiler, if one did. */
export const builtRuntime = (installation: string, target: string): string =>
  join(installation, "runtime", target, "libffc.a");

/**
 * `installation` is the folder of the built compiler. It holds the runtime archive if there was a C compiler
 * when it was built; otherwise the archive is made once, in the user's cache.
 */
export async function findRuntime(installation: string, target: string): Promise<string> {
  const built = builtRuntime(installation, target);
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
        installHint(missing ?? compilerOf(target)),
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
