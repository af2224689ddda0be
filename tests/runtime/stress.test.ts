/** The short form of `npm run stress`: threads and channels under stress while the sanitizers watch. */
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { canStress, PROGRAMS, stress, WATCHES } from "./stress.mjs";

if (!canStress) console.warn("no stress of threads and channels: clang was not found");

describe.runIf(canStress).each(PROGRAMS)("$source", (program) => {
  const folder = mkdtempSync(join(tmpdir(), "ffc-stress-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(WATCHES)("watched for: $watch, delays: $chaos", (how) => {
    const result = stress(folder, program, how, { seconds: 0.3, first: Date.now() % 1000, items: 1000 });
    expect(result).toMatchObject({ status: 0, stderr: "" });
    expect(result.stdout).toContain("all there");
  });
});
