/**
 * Programs for macOS and the world around them: signals, pipes, terminals, commands. What does not depend on that is
 * tested by the file tests, on all targets.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileText, link, MODES } from "../harness/filetests.ts";
import { targetsHere } from "../harness/targets.ts";

const source = "tests/macho/programs/process.fs";
const text = readFileSync(new URL("programs/process.fs", import.meta.url), "latin1");
const mode = MODES.find(({ name }) => name === "native -O2")!;
const OPTIONS = { reject: false, stripFinalNewline: false, timeout: 60_000 } as const;

const targets = (await targetsHere()).filter(({ system }) => system === "macos");
if (targets.length === 0) it.skip("programs for macOS cannot be built or run here");

describe.each(targets)("a program for $target.name", (target) => {
  const scratch = mkdtempSync(join(tmpdir(), "ffc-mac-process-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  const program = join(scratch, "process", "program");
  const command = [...target.runner, program];
  const inShell = command.join(" ");
  const options = { ...OPTIONS, cwd: scratch };
  const start = (what: string) => execa(command[0]!, [...command.slice(1), what], options);
  const told = (stderr: string): string => stderr.replace(/qemu: uncaught .*\n/, "");

  beforeAll(async () => {
    const { text: assembly, diagnostics } = compileText(mode, target, source, text);
    expect(diagnostics).toEqual([]);
    await link(assembly!, program, target);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("writes out what it has when %s ends it", async (signal) => {
    const child = start("waits");
    child.stderr.once("data", () => child.kill(signal));
    expect(await child).toMatchObject({ stdout: "buffered", signal });
  });

  it("ends with 141 when nobody reads from it", async () => {
    const script = `{ ${inShell} endless; echo "status $?" >&2; } | head -n 1`;
    const { stdout, stderr } = await execa("sh", ["-c", script], options);
    expect({ stdout, stderr: told(stderr) }).toEqual({ stdout: "again and again\n", stderr: "status 141\n" });
  });

  it("says that it cannot write", async () => {
    const { stderr, exitCode } = await execa("sh", ["-c", `exec ${inShell} prints > /dev/full`], options);
    expect({ stderr, exitCode }).toEqual({ stderr: "cannot write to standard output\n", exitCode: 1 });
  });

  it("starts commands, which have three of its descriptors", async () => {
    // The status is as waitpid tells it: SIGUSR1 is 30 on macOS.
    const plain = await execa("sh", ["-c", "ls /proc/self/fd | wc -l"]);
    const { stdout, stderr } = await start("commands");
    const expected = `768 ${plain.stdout}\n30 32512 from a pipe\n0 0 `;
    expect({ stdout, stderr: told(stderr) }).toEqual({ stdout: expected, stderr: "" });
  });

  it("throws for overflows, divisions and bad addresses", async () => {
    expect(await start("overflows")).toMatchObject({ stdout: "-5 -5 -10 -9 ", stderr: "", exitCode: 0 });
    expect(await start("no-address")).toMatchObject({ stdout: "-9 ", stderr: "", exitCode: 0 });
  });

  it("gets keys from a terminal as they are typed, and leaves it as it was", async () => {
    const settings = "stty -a | grep -o -- '-\\?\\bicanon\\|-\\?\\becho\\b' | tr '\\n' ' '";
    const child = execa("script", ["-qec", `${inShell} keys; ${settings}`, "/dev/null"], {
      ...options,
      env: { SHELL: "/bin/sh" },
    });
    /** What is typed once the program has shown something. */
    const typing = [
      ["go", "a"],
      ["97 ", "b"],
      ["98 ", "line\n"],
    ];
    let seen = "";
    child.stdout.on("data", (data: Buffer) => {
      seen += data.toString("latin1");
      const [expected, typed] = typing[0] ?? [];
      if (expected === undefined || !seen.includes(expected)) return;
      typing.shift();
      if (typing.length > 0) child.stdin.write(typed!);
      else child.stdin.end(typed);
    });
    const shown = (await child).stdout.replaceAll("\r", "");
    expect(shown).toContain("go\n97 98 ");
    expect(shown).toContain("<line>");
    expect(shown).toMatch(/(?<!-)icanon (?<!-)echo /);
  });
});
