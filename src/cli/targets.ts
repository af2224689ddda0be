/**
 * `ffc targets`: what programs can be made for, which tools for that are here, and what to install where they are not.
 */
import { existsSync } from "node:fs";
import {
  compilerOf,
  emulatorOf,
  installHint,
  installHints,
  isNative,
  kitsOf,
  toolsOf,
} from "../tool-calls.ts";
import { builtRuntime, findTool } from "../toolchain.ts";

/** What there is of one target. */
export interface TargetReport {
  target: string;
  ready: boolean;
  /** How `ffc run` executes its programs: `directly`, or with which emulator; `no` if it cannot. */
  run: string;
  /** The tools that make its programs; none if no kit of them is complete. */
  tools: { name: string; version: string | undefined }[];
  /** What to do to make it ready. */
  hints: string[];
}

const isHere = (tool: string): boolean => findTool(tool) !== undefined;

/** `installation` is the folder of the built compiler. */
export async function reportTargets(
  targets: readonly string[],
  installation: string,
): Promise<TargetReport[]> {
  const versions = new Map<string, Promise<string | undefined>>();
  const withVersion = async (name: string): Promise<TargetReport["tools"][number]> => {
    if (!versions.has(name)) versions.set(name, askVersion(name));
    return { name, version: await versions.get(name) };
  };
  return Promise.all(
    targets.map(async (target) => {
      const kits = kitsOf(target).map((kit) => [...new Set(toolsOf(kit, target))]);
      const tools = kits.find((kit) => kit.every(isHere));
      const hints: string[] = [];
      if (tools === undefined) {
        hints.push(installHints(kits.map((kit) => kit.filter((tool) => !isHere(tool)))));
      }
      // Without an archive that came with the compiler it is compiled at the first build.
      const compiler = compilerOf(target);
      if (!existsSync(builtRuntime(installation, target)) && !isHere(compiler)) {
        hints.push(`for the runtime library, once: ${installHint(compiler)}`);
      }
      return {
        target,
        ready: hints.length === 0,
        run: howToRun(target),
        tools: await Promise.all((tools ?? []).map(withVersion)),
        hints,
      };
    }),
  );
}

function howToRun(target: string): string {
  if (isNative(target)) return "directly";
  const emulator = emulatorOf(target);
  return emulator !== undefined && isHere(emulator) ? emulator : "no";
}

/** The first number with a dot that the tool says of itself; undefined if it says none. */
async function askVersion(tool: string): Promise<string | undefined> {
  const { execa } = await import("execa");
  const flavor = tool === "lld" ? ["-flavor", "gnu"] : [];
  const { stdout } = await execa(tool, [...flavor, "--version"], { reject: false, stdin: "ignore" });
  // Parentheses hold a distribution's own numbers.
  return /\b\d+(\.\d+)+/.exec(stdout.replace(/\([^)]*\)/g, ""))?.[0];
}

export function targetTable(reports: readonly TargetReport[]): string {
  const rows = reports.map(({ target, ready, run, tools, hints }) => {
    const names = tools.map(({ name, version }) => (version === undefined ? name : `${name} ${version}`));
    return [target, ready ? "yes" : "no", run, names.join(", ") || hints.join("; ")];
  });
  rows.unshift(["target", "ready", "run", "tools"]);
  const widths = [0, 1, 2].map((k) => Math.max(...rows.map((row) => row[k]!.length)));
  return rows.map((row) => `${row.map((text, k) => text.padEnd(widths[k] ?? 0)).join("  ")}\n`).join("");
}
