/**
 * The targets whose programs can be executed here: this machine, and others if their tools and an emulator are
 * there. FFC_TARGETS, names with commas between, leaves out the others.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeRuntimeArchives } from "../../scripts/runtime-archive.mjs";
import type { Target } from "../../src/codegen/target/target.ts";
import { TARGETS } from "../../src/codegen/target/targets.ts";
import { assembleCall, emulatorOf, isNative, linkCalls } from "../../src/tool-calls.ts";
import { findRuntime } from "../../src/toolchain.ts";

/** A target whose programs can be executed here, and with what. */
export interface RunnableTarget {
  target: Target;
  isa: "x86-64" | "arm64";
  runner: string[];
  /** The runtime archive. */
  runtime: string;
  /** Modes of `MODES` by name to test it in, where the rest of the compiler is tested with another target. */
  modes: readonly string[] | undefined;
}

const dist = fileURLToPath(new URL("../../dist", import.meta.url));

/** The evaluator is no part of a target; an emulated program takes its time. */
const EMULATED_MODES = ["native -O0", "native -O2"];

const isInstalled = (tool: string): boolean => spawnSync(tool, ["--version"]).error === undefined;

/** What is missing to build and run programs for the target; undefined if nothing is. */
function missingFor(target: string): string | undefined {
  const emulator = emulatorOf(target);
  if (emulator === undefined && !isNative(target)) return "a machine to run them";
  const link = linkCalls({ object: "", output: "", runtime: "", debugInfo: false, target });
  const tools = [assembleCall("", target), ...link].map(({ tool }) => tool);
  if (!isNative(target)) tools.push(emulator!);
  const missing = tools.find((tool) => !isInstalled(tool));
  if (missing !== undefined) return missing;
  return existsSync(join(dist, "runtime", target, "libffc.a")) ? undefined : "a C compiler for the runtime";
}

/** The first is that of this machine. Says what is left out, and why. */
export async function targetsHere(): Promise<RunnableTarget[]> {
  makeRuntimeArchives();
  const wanted = process.env["FFC_TARGETS"]?.split(",");
  const found: RunnableTarget[] = [];
  for (const target of TARGETS) {
    const { name } = target;
    if (wanted !== undefined && !wanted.includes(name)) continue;
    const native = isNative(name);
    const missing = native ? undefined : missingFor(name);
    if (missing !== undefined) {
      console.warn(`no tests of ${name}: ${missing} was not found (scripts/setup tells what to install)`);
      continue;
    }
    const one: RunnableTarget = {
      target,
      isa: name.startsWith("aarch64") ? "arm64" : "x86-64",
      runner: native ? [] : [emulatorOf(name)!],
      runtime: await findRuntime(dist, name),
      modes: native ? undefined : EMULATED_MODES,
    };
    if (native) found.unshift(one);
    else found.push(one);
  }
  return found;
}
