/** Builds as the command line does them, within the process of a test. */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "../../src/cli/build.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where an installed ffc has its runtimes. */
export const DIST = join(ROOT, "dist");

/** What `ffc build` takes for granted, but that it says nothing. */
export const BUILD_OPTIONS: BuildOptions = {
  output: undefined,
  emit: "program",
  target: "",
  march: undefined,
  level: 2,
  loadEval: true,
  strict: false,
  debugInfo: false,
  pie: false,
  checkThreads: false,
  disabledPasses: [],
  dump: undefined,
  timePasses: false,
  depfile: undefined,
  includePath: [],
  verbosity: "quiet",
};

/** Builds a program into `output`, whose folder is made if need be. @throws if it does not build */
export async function buildProgram(
  source: string,
  target: string,
  output: string,
  options: Partial<BuildOptions> = {},
): Promise<string> {
  mkdirSync(dirname(output), { recursive: true });
  const exitCode = await build(source, { ...BUILD_OPTIONS, target, output, ...options }, DIST);
  if (exitCode !== 0) throw new Error(`${source} does not build for ${target}: exit code ${exitCode}`);
  return output;
}
