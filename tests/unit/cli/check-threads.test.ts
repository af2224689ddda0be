/** `--check-threads`: right programs are found right and do what they do without it; others stay as they are. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { buildProgram, ROOT } from "../../harness/build.ts";
import { targetsHere } from "../../harness/targets.ts";

const scratch = mkdtempSync(join(tmpdir(), "ffc-check-threads-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const linux = (await targetsHere()).filter(({ system }) => system === "linux");

const RIGHT = ["multi-agent", "pipeline", "worker-pool", "supervision"];

describe.each(RIGHT)("%s", (name) => {
  const source = join(ROOT, "examples", `${name}.fs`);
  it.each(linux.map((one) => [one.target.name, one] as const))(
    "is right on %s",
    async (target, { runner }) => {
      const [usual, checked] = await Promise.all(
        [false, true].map(async (checkThreads) => {
          const program = await buildProgram(source, target, join(scratch, target, name + checkThreads), {
            checkThreads,
          });
          const [command, ...args] = [...runner, program];
          return execa(command!, args, { reject: false, input: "" });
        }),
      );
      expect(checked!.stderr).not.toContain("misuse");
      expect(checked!.exitCode).toBe(usual!.exitCode);
      expect(checked!.stdout.split("\n").sort()).toEqual(usual!.stdout.split("\n").sort());
    },
  );
});

it("changes nothing in a program that uses nothing of the kind", async () => {
  const source = join(ROOT, "examples", "hello.fs");
  const target = linux[0]!.target.name;
  const [usual, checked] = await Promise.all(
    [false, true].map((checkThreads) =>
      buildProgram(source, target, join(scratch, `hello${checkThreads}`, "hello"), { checkThreads }),
    ),
  );
  expect(readFileSync(checked!).equals(readFileSync(usual!))).toBe(true);
});
