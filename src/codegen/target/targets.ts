/** The targets, one record each: an instruction set and an operating system, which has its object format. */
import { emitArm64Module } from "./arm64/module.ts";
import type { AsmSyntax } from "./asm-syntax.ts";
import { ELF } from "./elf.ts";
import { MACHO } from "./macho.ts";
import type { Target } from "./target.ts";
import { LEVELS } from "./x86-64/levels.ts";
import { emitX86Module } from "./x86-64/module.ts";

interface System {
  name: string;
  syntax: AsmSyntax;
  /** Programs are linked at a low fixed address: addresses are immediates. Otherwise they can be put anywhere. */
  absolute: boolean;
}

const LINUX: System = { name: "linux", syntax: ELF, absolute: true };
const MACOS: System = { name: "macos", syntax: MACHO, absolute: false };

const x86_64 = ({ name, syntax, absolute }: System): Target => ({
  name: `x86_64-${name}`,
  levels: LEVELS,
  processor: "x64",
  emitModule: (module, options) => emitX86Module(module, options, { syntax, absolute }),
});

const aarch64 = ({ name, syntax }: System): Target => ({
  name: `aarch64-${name}`,
  levels: { "armv8-a": [] },
  processor: "arm64",
  emitModule: (module, options) => emitArm64Module(module, options, { ...syntax, comment: "//" }),
});

export const x86_64Linux = x86_64(LINUX);
export const aarch64Linux = aarch64(LINUX);

export const TARGETS: readonly Target[] = [x86_64Linux, aarch64Linux, x86_64(MACOS), aarch64(MACOS)];

/** Names of others for the same: `arm64-apple-macos11`, `x86_64-unknown-linux-musl`. Nothing depends on the C library. */
const TRIPLE =
  /^(x86_64|amd64|aarch64|arm64)-(?:(?:(?:unknown|pc)-)?(linux)(?:-(?:gnu|musl))?|(?:apple-)?(?:macosx?|darwin)[\d.]*)$/;

export function findTarget(name: string): Target | undefined {
  const [, processor, linux] = TRIPLE.exec(name) ?? [];
  if (processor === undefined) return undefined;
  const isArm = processor === "aarch64" || processor === "arm64";
  return TARGETS.find((target) => target.name === `${isArm ? "aarch64" : "x86_64"}-${linux ?? "macos"}`);
}
