/** Builds small programs for macOS, and changes what is in the files: for tests of the loader. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Isa } from "./loader.ts";

const programs = fileURLToPath(new URL("programs/", import.meta.url));

const ARCHITECTURES: Readonly<Record<Isa, string>> = { "x86-64": "x86_64", arm64: "arm64" };
const COMPILE = [
  "-O1",
  "-ffreestanding",
  "-nostdlibinc",
  "-fno-stack-protector",
  "-Wall",
  "-Wextra",
  "-Werror",
];
const LINK = "-platform_version macos 11.0 11.0 -adhoc_codesign -dead_strip -S -no_data_in_code_info".split(
  " ",
);

/** Undefined if all tools are there. */
export const missingToBuild = (): string | undefined =>
  ["clang", "lld"].find((tool) => spawnSync(tool, ["--version"]).error !== undefined);

function run(tool: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(tool, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${tool}: ${stderr}`);
}

/** The path of the program made of a file in `programs/`. */
export function buildMacho(
  source: string,
  folder: string,
  isa: Isa,
  linkFlags: readonly string[] = [],
): string {
  const program = join(folder, `${source.replace(/\..*/, "")}-${isa}`);
  const arch = ARCHITECTURES[isa];
  const own = ["-Wno-unused-function", `--target=${arch}-apple-macos11`];
  run("clang", [...COMPILE, ...own, "-c", join(programs, source), "-o", `${program}.o`]);
  const library = join(programs, "libSystem.tbd");
  const link = ["-flavor", "darwin", "-arch", arch, ...LINK, ...linkFlags];
  run("lld", [...link, library, `${program}.o`, "-o", program]);
  return program;
}

const HEADER_SIZE = 32;
export const SEGMENT = 0x19;
export const MAIN = 0x80000028;
export const FIXUPS = 0x80000022;
export const SIGNATURE = 0x1d;
export const BUILD_VERSION = 0x32;
export const LIBRARY = 0xc;
export const DYNAMIC_SYMBOLS = 0xb;

/** A Mach-O file to be changed. */
export class Macho {
  readonly bytes: Buffer;

  constructor(path: string) {
    this.bytes = readFileSync(path);
  }

  /** Where the load command is; segments and sections are known by their names, too. */
  command(kind: number, name?: string): number {
    let at = HEADER_SIZE;
    for (let left = this.bytes.readUInt32LE(16); left > 0; left--) {
      const found = this.bytes.readUInt32LE(at);
      if (found === kind && (name === undefined || this.#text(at + 8) === name)) return at;
      at += this.bytes.readUInt32LE(at + 4);
    }
    throw new Error(`no load command ${kind.toString(16)} ${name ?? ""}`);
  }

  segment(name: string): number {
    return this.command(SEGMENT, name);
  }

  #text(at: number): string {
    return this.bytes.toString("latin1", at, at + 16).replace(/\0.*/, "");
  }

  /** Changes a number of 32 bits of the file. */
  set(at: number, value: number): void {
    this.bytes.writeUInt32LE(value >>> 0, at);
  }

  get(at: number): number {
    return this.bytes.readUInt32LE(at);
  }

  /** The hashes of the signature as they should be now. */
  sign(): void {
    const start = this.get(this.command(SIGNATURE) + 8);
    const directory = start + this.bytes.readUInt32BE(start + 16);
    const hashes = directory + this.bytes.readUInt32BE(directory + 16);
    for (let page = 0; page * 4096 < start; page++) {
      const content = this.bytes.subarray(page * 4096, Math.min(start, (page + 1) * 4096));
      createHash("sha256")
        .update(content)
        .digest()
        .copy(this.bytes, hashes + page * 32);
    }
  }
}
