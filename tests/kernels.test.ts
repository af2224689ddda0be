/**
 * The programs of bench/kernels print, at their small sizes, the checksums that are written down there: in
 * every mode, once at the top level, where the evaluator runs what is not too long for it, and once in `main`.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { KERNELS } from "../bench/kernels/sizes.mjs";
import { renderDiagnostic } from "../src/support/diagnostics.ts";
import { compileText, execute, link, MODES, modesOn } from "./harness/filetests.ts";
import { reportRuns, targetsHere } from "./harness/targets.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
const targets = await targetsHere();
const scratch = mkdtempSync(join(tmpdir(), "ffc-kernels-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
afterAll(() => reportRuns(targets));

describe("kernels", () => {
  for (const [name, { small, checksum }] of Object.entries(KERNELS)) {
    it(name, async () => {
      const file = `bench/kernels/${name}.fs`;
      const text = `${readFileSync(file, "latin1")}\n${small} kernel . cr\n`;
      /** Modes that agree on the code share a program. */
      const outputs = new Map<string, string>();
      for (const target of targets) {
        for (const mode of modesOn(target, MODES)) {
          const { text: assembly, diagnostics } = compileText(mode, target, file, text);
          expect(diagnostics.map(renderDiagnostic)).toEqual([]);
          const where = join(
            scratch,
            `${name}-${target.target.name}-${mode.name.replace(" ", "")}`,
            "program",
          );
          if (!outputs.has(assembly!)) {
            await link(assembly!, where, target);
            const { stdout, stderr } = await execute(where, target, { args: [String(small)], stdin: "" });
            outputs.set(assembly!, stdout + stderr);
          }
          expect(`${mode.name}: ${outputs.get(assembly!)}`).toBe(
            `${mode.name}: ${checksum} \n${checksum} \n`,
          );
        }
      }
    });
  }

  it("are all written down, in both languages", () => {
    const files = readdirSync("bench/kernels").filter((file) => /\.(fs|c)$/.test(file));
    const others = ["common.fs", "instructions.c"];
    const wanted = Object.keys(KERNELS).flatMap((name) => [`${name}.c`, `${name}.fs`]);
    expect(files.sort()).toEqual([...wanted, ...others].sort());
  });
});
