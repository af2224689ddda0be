/**
 * The Mach-O loader, compiled when it is missing or was made from other sources than those here now: one for each
 * processor, in dist/macho-loader.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hash } from "../../scripts/runtime-archive.mjs";

export type Isa = "x86-64" | "arm64";

const sources = fileURLToPath(new URL(".", import.meta.url));
const place = fileURLToPath(new URL("../../dist/macho-loader", import.meta.url));

/** Its own position is not fixed: the program's lowest 4 GB stay free. */
const FLAGS = ["-std=gnu11", "-O1", "-g", "-Wall", "-Wextra", "-Werror", "-static-pie", "-fPIE", "-pthread"];

interface Build {
  compiler: string;
  /** The C library that it is linked with. */
  library: string;
  emulator: string | undefined;
}

const BUILDS: Readonly<Record<Isa, Build>> = {
  "x86-64": { compiler: "gcc", library: "/usr/lib/x86_64-linux-gnu/libc.a", emulator: undefined },
  arm64: {
    compiler: "aarch64-linux-gnu-gcc",
    library: "/usr/aarch64-linux-gnu/lib/libc.a",
    emulator: "qemu-aarch64",
  },
};

const isInstalled = (tool: string): boolean => spawnSync(tool, ["--version"]).error === undefined;

/** What is not installed of what running programs for macOS takes here; undefined if nothing is. */
export function missingForLoader(isa: Isa): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return "Linux on x86-64";
  const { compiler, library, emulator } = BUILDS[isa];
  const tools = emulator === undefined ? [compiler] : [compiler, emulator];
  return tools.find((tool) => !isInstalled(tool)) ?? (existsSync(library) ? undefined : library);
}

/** What to put in front of the path of a program for macOS. */
export function macRunner(isa: Isa): string[] {
  const { compiler, emulator } = BUILDS[isa];
  const files = readdirSync(sources)
    .filter((name) => name.endsWith(".c") || name.endsWith(".h") || name === `entry-${isa}.S`)
    .sort();
  const key = hash(compiler, ...FLAGS, ...files.flatMap((name) => [name, readFileSync(join(sources, name))]));
  const loader = join(place, `${isa}-${key}`);
  if (!existsSync(loader)) {
    mkdirSync(place, { recursive: true });
    const unfinished = `${loader}.${process.pid}`;
    const compiled = files.filter((name) => !name.endsWith(".h"));
    const made = spawnSync(compiler, [...FLAGS, ...compiled, "-o", unfinished], {
      cwd: sources,
      encoding: "utf8",
    });
    if (made.status !== 0) throw new Error(`the Mach-O loader does not compile:\n${made.stderr}`);
    renameSync(unfinished, loader);
  }
  return emulator === undefined ? [loader] : [emulator, loader];
}
