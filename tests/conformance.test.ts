/** Every file below tests/conformance with tests in it; see the README there. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { failures, isConformanceTest, linesOfTests, runConformanceTest } from "./harness/conformance.ts";
import { reportRuns, targetsHere } from "./harness/targets.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "tests/conformance");
process.chdir(root);

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".fs"))
  .map((name) => relative(root, join(folder, name)))
  .filter(isConformanceTest)
  .sort();

const targets = await targetsHere();
const scratch = mkdtempSync(join(tmpdir(), "ffc-conformance-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
afterAll(() => reportRuns(targets));

/** Large files, compiled four times with all checks on. */
const TIME_LIMIT_MS = 300_000;

// One after the other: while one is compiled nobody watches the clock of the programs of others.
describe("conformance", () => {
  files.forEach((file, index) => {
    for (const target of targets) {
      const { name } = target.target;
      const folder = join(scratch, name, String(index));
      it(`${file} on ${name}`, () => runConformanceTest(file, target, folder), TIME_LIMIT_MS);
    }
  });
});

describe("conformance harness", () => {
  const source = "T{ 1 -> 1 }T\n\\ T{ not this\n( nor T{\n T{ this ) T{ 2 -> 2 }T\nT{ 3 -> 4 }T\n";
  const failed = "FAILED 3 \n  expected 4 \n  found    3 \n\ntests: 3 failures: 1 \n";

  it("counts tests outside of comments", () => expect(linesOfTests(source)).toEqual([1, 4, 5]));
  it("names the line of a test that failed", () =>
    expect(failures(source, failed, "", 0)).toEqual([":5:   expected 4 \n  found    3 "]));
  it("notices tests that did not run", () =>
    expect(failures(source, "tests: 2 failures: 0 \n", "", 0)).toEqual([
      ": 2 tests ran, 3 are in the source",
    ]));
  it("notices a failure that was not printed", () =>
    expect(failures(source, "tests: 3 failures: 1 \n", "", 0)).toHaveLength(1));
  it("notices that a program ended early", () => {
    expect(failures(source, "", "", 0)).toHaveLength(1);
    expect(failures(source, "tests: 3 failures: 0 \n", "", 1)).toHaveLength(1);
  });
});
