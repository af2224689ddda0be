/** What threads print stays together line by line (lines.fs), in every mode on every target. */
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
const FILE = "tests/stress/lines.fs";
const targets = await targetsHere();
const scratch = mkdtempSync(join(tmpdir(), "ffc-lines-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
afterAll(() => reportRuns(targets));

describe.each(targets)("lines of threads on $target.name", (target) => {
  const modes = modesOn(target, MODES).filter(({ loadEval }) => !loadEval);
  const each = isNative(target.target.name) ? 20_000 : 2_000;

  it.each(modes)("$name: stay whole", async (mode) => {
    const { text, diagnostics } = compileText(mode, target, FILE, readFileSync(FILE, "latin1"));
    expect(diagnostics.map(renderDiagnostic)).toEqual([]);
    const program = join(scratch, `${target.target.name}-${mode.name.replace(" ", "")}`, "program");
    await link(text!, program, target);
    const { stdout, stderr, exit } = await execute(program, target, { args: [String(each)], stdin: "" });
    expect({ stderr, exit }).toEqual({ stderr: "", exit: 0 });

    const lines = stdout.split("\n");
    expect(lines.splice(-2)).toEqual(["<0 0 ><10 1 ><20 2 ><30 3 ><40 4 >", "never ended"]);
    const next = [0, 0, 0, 0];
    for (const line of lines) {
      const [, name, number] = /^thread (\d) says line (\d+);$/.exec(line) ?? [];
      // Each thread's lines are in order, and all there.
      if (Number(number) !== next[Number(name) - 1]) expect.fail(`torn: ${line}`);
      next[Number(name) - 1]!++;
    }
    expect(next).toEqual([each, each, each, each]);
  });
});
