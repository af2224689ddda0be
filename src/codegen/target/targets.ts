/** The targets, one record each: an instruction set and an operating system, which has its object format. */
import { emitArm64Module } from "./arm64/module.ts";
import type { AsmSyntax } from "./asm-syntax.ts";
import { ELF, ELF_PIE } from "./elf.ts";
import { MACHO } from "./macho.ts";
import type { EmitOptions, Target } from "./target.ts";
import { LEVELS } from "./x86-64/levels.ts";
import { emitX86Module } from "./x86-64/module.ts";

interface System {
  name: string;
  syntax: AsmSyntax;
  /** What is other where programs can be put anywhere. */
  pie: AsmSyntax;
  /** Unless that is asked for, programs are linked at a low fixed address: addresses are immediates. */
  absolute: boolean;
}

const LINUX: System = { name: "linux", syntax: ELF, pie: ELF_PIE, absolute: true };
const MACOS: System = { name: "macos", syntax: MACHO, pie: MACHO, absolute: false };

const syntaxOf = ({ syntax, pie }: System, options: EmitOptions): AsmSyntax =>
  options.pie === true ? pie : syntax;

const x86_64 = (system: System): Target => ({
  name: `x86_64-${system.name}`,
  levels: LEVELS,
  processor: "x64",
  emitModule: (module, options) =>
    emitX86Module(module, options, {
      syntax: syntaxOf(system, options),
      absolute: system.absolute && options.pie !== true,
    }),
});

const aarch64 = (system: System): Target => ({
  name: `aarch64-${system.name}`,
  levels: { "armv8-a": [] },
  processor: "arm64",
  emitModule: (module, options) =>
    emitArm64Module(module, options, { ...syntaxOf(system, options), comment: "//" }),
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
