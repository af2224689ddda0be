/** The targets, one record each. */
import { emitArm64Module } from "./arm64/module.ts";
import { ELF } from "./asm-syntax.ts";
import type { Target } from "./target.ts";
import { LEVELS } from "./x86-64/levels.ts";
import { emitX86Module } from "./x86-64/module.ts";

/** Linked statically at a low fixed address: addresses are immediates. */
export const x86_64Linux: Target = {
  name: "x86_64-linux",
  levels: LEVELS,
  processor: "x64",
  emitModule: (module, options) => emitX86Module(module, options, { syntax: ELF, absolute: true }),
};

export const aarch64Linux: Target = {
  name: "aarch64-linux",
  levels: { "armv8-a": [] },
  processor: "arm64",
  emitModule: (module, options) => emitArm64Module(module, options, { ...ELF, comment: "//" }),
};

export const TARGETS: readonly Target[] = [x86_64Linux, aarch64Linux];
