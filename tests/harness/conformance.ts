/**
 * Runs a conformance test: a Forth file of `T{ code -> results }T` tests, compiled in every mode. The tester
 * (tests/conformance/tester.fs) prints the numbers of tests that failed and how many tests ran; a number
 * that differs from the count of `T{` in the source means that tests were skipped.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { renderDiagnostic } from "../../src/support/diagnostics.ts";
import { compileText, execute, link, MODES, modesOn } from "./filetests.ts";
import type { RunnableTarget } from "./targets.ts";

/** What the tester says at its end; put behind each file, so that none can forget it. */
const REPORT = "\nreport-tests\n";
const COUNTS = /^tests: (\d+) failures: (\d+) $/m;
const FAILED = /^FAILED (\d+) $/gm;

/** All files are tests but the testers. */
export const isConformanceTest = (file: string): boolean => !basename(file).startsWith("tester");

const readText = (file: string): string => readFileSync(file, "latin1");

/** The line of each `T{` that is not in a comment, in order. */
export function linesOfTests(text: string): number[] {
  const lines: number[] = [];
  let inComment = false;
  text.split("\n").forEach((line, index) => {
    for (const token of line.split(/\s+/)) {
      if (inComment) inComment = !token.includes(")");
      else if (token === "\\") break;
      else if (token === "(") inComment = true;
      else if (/^t\{$/i.test(token)) lines.push(index + 1);
    }
  });
  return lines;
}

/** Throws an Error that names the lines of all tests that failed. `scratch` is an empty folder of the test's own. */
export async function runConformanceTest(
  file: string,
  target: RunnableTarget,
  scratch: string,
): Promise<void> {
  const text = readText(file);
  const problems: string[] = [];
  for (const mode of modesOn(target, MODES)) {
    const { text: assembly, diagnostics } = compileText(mode, target, file, text + REPORT);
    if (diagnostics.length > 0 || assembly === undefined) {
      problems.push(`${mode.name}:\n${diagnostics.map(renderDiagnostic).join("\n")}`);
      continue;
    }
    const program = join(scratch, mode.name.replace(" ", ""), "program");
    await link(assembly, program, target);
    const { stdout, stderr, exit } = await execute(program, target, { args: [], stdin: "" });
    const found = failures(text, stdout, stderr, exit);
    problems.push(...found.map((failure) => `${mode.name}: ${file}${failure}`));
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

/** What is wrong with a run, each as `:line: what` or `: what`. */
export function failures(source: string, stdout: string, stderr: string, exit: number | string): string[] {
  const lines = linesOfTests(source);
  const found: string[] = [];
  for (const match of stdout.matchAll(FAILED)) {
    const line = lines[Number(match[1]) - 1] ?? "?";
    const told = stdout.slice(match.index + match[0].length + 1).split("\n");
    found.push(`:${line}: ${told.slice(0, 2).join("\n")}`);
  }
  const counts = COUNTS.exec(stdout);
  if (exit !== 0 || counts === null) {
    found.push(`: ended with ${exit} and without a report; it wrote\n${stdout}${stderr}`);
  } else if (Number(counts[1]) !== lines.length) {
    found.push(`: ${counts[1]} tests ran, ${lines.length} are in the source`);
  } else if (Number(counts[2]) !== found.length) {
    found.push(`: ${counts[2]} failures, of which ${found.length} are listed`);
  }
  return found;
}
