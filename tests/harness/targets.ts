/**
 * The targets whose programs can be executed here: this machine, and others if their tools and what executes their
 * programs are there: an emulator, or the loader of programs for macOS. FFC_TARGETS, names with commas between, leaves
 * out the others.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeRuntimeArchives } from "../../scripts/runtime-archive.mjs";
import type { Target } from "../../src/codegen/target/target.ts";
import { TARGETS } from "../../src/codegen/target/targets.ts";
import {
  architectureOf,
  assembleCall,
  emulatorOf,
  isNative,
  linkCalls,
  systemOf,
} from "../../src/tool-calls.ts";
import { findRuntime } from "../../src/toolchain.ts";
import { type Isa, macRunner, missingForLoader } from "../macho/loader.ts";

/** A target whose programs can be executed here, and with what. */
export interface RunnableTarget {
  target: Target;
  isa: Isa;
  /** As `systemOf` names it. */
  system: string;
  runner: string[];
  /** The runtime archive. */
  runtime: string;
  /** Modes of `MODES` by name to test it in, where the rest of the compiler is tested with another target. */
  modes: readonly string[] | undefined;
  /** How many programs were executed. */
  runs: number;
}

/** What was left out, and why; said before and after. */
const leftOut: string[] = [];

/** Says how many programs ran for which target, and adds it to the file that scripts/test makes a sum of. */
export function reportRuns(targets: readonly RunnableTarget[]): void {
  const counts = targets.map(({ target, runs }) => `${target.name} ${runs}`);
  console.log([`programs executed: ${counts.join(", ")}`, ...leftOut].join("\n"));
  const file = process.env["FFC_RUN_COUNTS"];
  const lines = [...counts.map((count) => `ran ${count}`), ...leftOut];
  if (file !== undefined) appendFileSync(file, lines.map((line) => `${line}\n`).join(""));
}

const dist = fileURLToPath(new URL("../../dist", import.meta.url));

/** The evaluator is no part of a target; an emulated program takes its time. */
const EMULATED_MODES = ["native -O0", "native -O2"];
/** The code is that for Linux, but for names, sections and addresses; the runtime differs. */
const MACOS_MODES = ["native -O2"];

const isInstalled = (tool: string): boolean => spawnSync(tool, ["--version"]).error === undefined;

const isaOf = (target: string): Isa => (architectureOf(target) === "arm64" ? "arm64" : "x86-64");

/** Whether its programs need the loader of programs for macOS. */
const isLoaded = (target: string): boolean => systemOf(target) === "macos" && !isNative(target);

function runnerOf(target: string): string[] {
  if (isNative(target)) return [];
  return isLoaded(target) ? macRunner(isaOf(target)) : [emulatorOf(target)!];
}

function modesOf(target: string): readonly string[] | undefined {
  if (isNative(target)) return undefined;
  return isLoaded(target) ? MACOS_MODES : EMULATED_MODES;
}

/** What is missing to build and run programs for the target; undefined if nothing is. */
function missingFor(target: string): string | undefined {
  const link = linkCalls({ object: "", output: "", runtime: "", debugInfo: false, target });
  const tools = [assembleCall("", target), ...link].map(({ tool }) => tool);
  const emulator = emulatorOf(target);
  if (!isNative(target) && emulator !== undefined) tools.push(emulator);
  const missing = tools.find((tool) => !isInstalled(tool));
  if (missing !== undefined) return missing;
  if (isLoaded(target)) {
    const forLoader = missingForLoader(isaOf(target));
    if (forLoader !== undefined) return forLoader;
  }
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
      leftOut.push(`no tests of ${name}: ${missing} was not found (scripts/setup tells what to install)`);
      console.warn(leftOut.at(-1));
      continue;
    }
    const one: RunnableTarget = {
      target,
      isa: isaOf(name),
      system: systemOf(name),
      runner: runnerOf(name),
      runtime: await findRuntime(dist, name),
      modes: modesOf(name),
      runs: 0,
    };
    if (native) found.unshift(one);
    else found.push(one);
  }
  return found;
}
