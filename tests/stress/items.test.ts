/** The short form of `npm run stress:items`, in every mode on every target; and that it finds what is wrong. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { renderDiagnostic } from "../../src/support/diagnostics.ts";
import { isNative } from "../../src/tool-calls.ts";
import { compileText, execute, link, MODES, modesOn } from "../harness/filetests.ts";
import { reportRuns, targetsHere } from "../harness/targets.ts";

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const FILE = "tests/stress/items.fs";
const targets = await targetsHere();
const scratch = mkdtempSync(join(tmpdir(), "ffc-items-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
afterAll(() => reportRuns(targets));

describe.each(targets)("items on $target.name", (target) => {
  // The evaluator defers all of it, so one mode of each level is enough.
  const modes = modesOn(target, MODES).filter(({ loadEval }) => !loadEval);
  const count = isNative(target.target.name) ? 100_000 : 5_000;

  it.each(modes)("$name: each received once or reported unsent", async (mode) => {
    const { text, diagnostics } = compileText(mode, target, FILE, readFileSync(FILE, "latin1"));
    expect(diagnostics.map(renderDiagnostic)).toEqual([]);
    const program = join(scratch, `${target.target.name}-${mode.name.replace(" ", "")}`, "program");
    await link(text!, program, target);
    const run = (...args: unknown[]) => execute(program, target, { args: args.map(String), stdin: "" });

    const { stdout, stderr, exit } = await run(count, Date.now() % 1000);
    expect({ stderr, exit }).toEqual({ stderr: "", exit: 0 });
    const [, received, unsent] = /^(\d+) received, (\d+) unsent\n/.exec(stdout)!;
    expect(Number(received) + Number(unsent)).toBe(count);
    expect(stdout).toMatch(/^all there$/m);

    const broken = await run(1000, 1, 2, 1);
    expect(broken.exit).toBe(1);
    expect(broken.stdout).toMatch(/^3 items are wrong$/m);
  });
});
