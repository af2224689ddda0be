/**
 * What ffc makes for macOS, looked at by others than the loader: LLVM's tools read it without a complaint, nothing but what
 * libSystem.tbd lists is imported, and each page has the hash that is in the signature.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { compileText, link, MODES } from "../harness/filetests.ts";
import { targetsHere } from "../harness/targets.ts";
import { Macho, SIGNATURE } from "./mach-o.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const targets = (await targetsHere()).filter(({ system }) => system === "macos");
if (targets.length === 0) it.skip("programs for macOS cannot be built or run here");

const PROGRAMS = {
  "that prints": "tests/filetests/basics/hello.fs",
  "with threads and channels": "tests/filetests/tasks/coordinator.fs",
  "with files and commands": "tests/filetests/files/processes-of-threads.fs",
};

/** Words of the list; names of symbols are among them. */
function listedSymbols(): Set<string> {
  const text = readFileSync(join(root, "src/runtime-c/platform/libSystem.tbd"), "utf8");
  return new Set(text.match(/[\w$]+/g));
}

const objdump = async (...args: string[]): Promise<string> => {
  const { stdout, stderr } = await execa("llvm-objdump", ["--macho", ...args]);
  expect(stderr).toBe("");
  return stdout;
};

describe.each(targets)("a program for $target.name", (target) => {
  const scratch = mkdtempSync(join(tmpdir(), "ffc-structure-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  describe.each(Object.entries(PROGRAMS))("%s", (_, source) => {
    const program = join(scratch, source.replaceAll("/", "-"), "program");
    const mode = MODES.find(({ name }) => name === "native -O2")!;
    const built = (async () => {
      const { text } = compileText(mode, target, source, readFileSync(join(root, source), "latin1"));
      await link(text!, program, target);
    })();

    it("imports what the list has, from libSystem alone", async () => {
      await built;
      expect(await objdump("--dylibs-used", program)).toMatch(
        /^[^\n]+:\n\t\/usr\/lib\/libSystem\.B\.dylib [^\n]*\n?$/,
      );
      const imports = `${await objdump("--bind", program)}\n${await objdump("--lazy-bind", program)}`;
      const names = [...imports.matchAll(/^__DATA.* (\S+)$/gm)].map(([, name]) => name!);
      expect(names.length).toBeGreaterThan(0);
      const listed = listedSymbols();
      expect(names.filter((name) => !listed.has(name))).toEqual([]);
    });

    it("has no segment that is writable and executable, and no relocations left", async () => {
      await built;
      const headers = await objdump("--private-headers", program);
      const protections = [...headers.matchAll(/initprot (\S+)/g)].map(([, text]) => text!);
      expect(protections).toContain("r-x");
      expect(protections.filter((text) => text.includes("w") && text.includes("x"))).toEqual([]);
      expect(headers).toMatch(/nextrel 0\s+locreloff 0\s+nlocrel 0/);
      expect(headers).toMatch(/PIE/);
    });

    it("is signed, page by page", async () => {
      await built;
      const file = new Macho(program);
      const before = Buffer.from(file.bytes);
      file.sign();
      expect(file.bytes.equals(before)).toBe(true);
      const command = file.command(SIGNATURE);
      expect(file.get(command + 8) + file.get(command + 12)).toBe(file.bytes.length);
    });

    it("is accepted by the loader", async () => {
      await built;
      const [command, ...args] = [...target.runner, "--check", program];
      const { stdout, stderr, exitCode } = await execa(command!, args, { reject: false });
      expect({ stdout, stderr, exitCode }).toEqual({ stdout: "", stderr: "", exitCode: 0 });
    });
  });
});
