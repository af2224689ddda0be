/**
 * The programs of others that a build needs: the assembler and the linker of binutils, musl's C library,
 * and, once for each installation, a C compiler for the runtime archive. Knows where they are, how they
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

/** What a program is linked with. */
export interface Libraries {
  /** `libffc.a`, the runtime. */
  runtime: string;
  /** The folder of musl's `libc.a`; its `crt1.o` is not used, the runtime has the first instruction. */
  musl: string;
}

/** The Debian package of each tool. */
const PACKAGES = { as: "binutils", ld: "binutils" } as const;

/** Debian's place, then the one of musl's own `make install` and of distributions that follow it. */
const MUSL_FOLDERS = [
  "/usr/lib/x86_64-linux-musl",
  "/usr/lib/musl/lib",
  "/usr/lib/musl",
  "/usr/local/musl/lib",
];

/** Line information for a debugger is in the assembly itself. */
export function assembleCall(assembly: string, object: string): ToolCall {
  return { tool: "as", args: ["-o", object, assembly] };
}

export function linkCall(object: string, output: string, libraries: Libraries, debugInfo: boolean): ToolCall {
  const { runtime, musl } = libraries;
  return {
    tool: "ld",
    args: [
      // With debug information the symbols stay.
      ...flags.filter((flag) => !(debugInfo && flag === "-s")),
      "-o",
      output,
      object,
      runtime,
      join(musl, "libc.a"),
    ],
  };
}

/** As a shell would take it. */
export function showCall({ tool, args }: ToolCall): string {
  return [tool, ...args]
    .map((a) => (/^[\w@%+=:,./-]+$/.test(a) ? a : `'${a.replace(/'/g, "'\\''")}'`))
    .join(" ");
}

/**
 * Runs a tool to its end; its complaints go to our standard error.
 *
 * Not through execa: in a build of a hello-world that library costs as much time as assembling and
 * linking together (20 ms of 120). The rarer calls go through it.
 */
export function runTool(call: ToolCall): void {
  const result = spawnSync(call.tool, call.args, { stdio: ["ignore", "ignore", "inherit"] });
  if (result.error !== undefined) throw toolMissing(call.tool, result.error);
  if (result.signal === "SIGINT" || result.signal === "SIGTERM") throw new Interrupted(result.signal);
  if (result.status !== 0) {
    throw new Error(
      `${call.tool} failed with ${result.signal ?? `status ${result.status}`}: ${showCall(call)}`,
    );
  }
}

export function toolMissing(tool: ToolCall["tool"], error: Error): Error {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") return error;
  return new Failure(EXIT.usage, `\`${tool}\` was not found`, installHint(PACKAGES[tool]));
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

function findMusl(): string {
  const folder = MUSL_FOLDERS.find((f) => existsSync(join(f, "libc.a")));
  if (folder === undefined) {
    throw new Failure(EXIT.usage, "musl's C library (libc.a) was not found", installHint("musl-dev"));
  }
  return folder;
}

/**
 * `installation` is the folder of the built compiler. It holds the runtime archive if there was a C compiler
 * when it was built; otherwise the archive is made once, in the user's cache.
 */
export async function findLibraries(installation: string, target: string): Promise<Libraries> {
  const musl = findMusl();
  const built = join(installation, "runtime", target, "libffc.a");
  if (existsSync(built)) return { runtime: built, musl };
  const key = readFileSync(join(installation, "runtime", "key"), "utf8").trim();
  const cached = join(cacheFolder(process.env), `runtime-${key}`, target);
  const archive = join(cached, "libffc.a");
  if (!existsSync(archive)) await buildRuntime(installation, cached);
  return { runtime: archive, musl };
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
        installHint(missing === "ar" ? "binutils" : "musl-tools"),
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
