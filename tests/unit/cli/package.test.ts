/**
 * The package as a user gets it: packed, installed into an empty folder, and used there with an assembler and a linker and
 * nothing else, above all no compiler.
 */
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TARGETS } from "../../../src/codegen/target/targets.ts";
import { compilerOf, kitsOf, toolsOf } from "../../../src/tool-calls.ts";
import { findTool } from "../../../src/toolchain.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "ffc-package-"));
const here = join(scratch, "project");

/** `npm pack` makes the runtimes of all targets. */
const missing = TARGETS.map(({ name }) => compilerOf(name)).find((tool) => findTool(tool) === undefined);

let tarball = "";

/** A folder with these tools, as far as they are there, and what a shell script and npm need. */
function onlyTools(names: readonly string[]): string {
  const bin = join(scratch, "bin");
  mkdirSync(bin);
  for (const name of [...names, "sh"]) {
    const path = findTool(name);
    if (path !== undefined) symlinkSync(path, join(bin, name));
  }
  symlinkSync(process.execPath, join(bin, "node"));
  return bin;
}

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.skipIf(missing !== undefined)("the package", () => {
  beforeAll(() => {
    const npm = ["pack", "--silent", "--pack-destination", scratch];
    tarball = join(
      scratch,
      execFileSync("npm", npm, { cwd: root, encoding: "utf8" }).trim().split("\n").at(-1)!,
    );
    mkdirSync(here);
    // So that npm takes this folder for a project's, whatever is above it.
    writeFileSync(join(here, "package.json"), '{ "private": true }\n');
    writeFileSync(join(here, "hello.fs"), readFileSync(join(root, "examples/hello.fs")));
    execFileSync("npm", ["install", "--silent", "--offline", "--no-audit", "--no-fund", tarball], {
      cwd: here,
    });
  }, 300_000);

  it("is small", () => {
    expect(statSync(tarball).size).toBeLessThan(2_000_000);
  });

  it("brings licences and notices, runtimes of all targets and no tests", () => {
    const installed = readdirSync(join(here, "node_modules/ffc"));
    expect(installed.sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "NOTICE.md",
      "README.md",
      "dist",
      "docs",
      "examples",
      "package.json",
    ]);
    const dist = join(here, "node_modules/ffc/dist");
    expect(readdirSync(dist)).not.toContain("macho-loader");
    expect(readFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), "utf8")).toContain("commander");
    for (const { name } of TARGETS) expect(readdirSync(join(dist, "runtime", name))).toContain("libffc.a");
  });

  it("compiles for each target with an assembler and a linker alone", async () => {
    const kits = TARGETS.map(({ name }) => ({ name, tools: toolsOf(kitsOf(name).at(-1)!, name) }));
    const PATH = onlyTools([...new Set(kits.flatMap(({ tools }) => tools))]);
    const ffc = join(here, "node_modules/.bin/ffc");
    const env = { PATH, HOME: scratch };
    for (const { name, tools } of kits) {
      const absent = tools.find((tool) => findTool(tool) === undefined);
      const { stdout, stderr } = await execa(ffc, ["build", "hello.fs", "--target", name, "-o", name], {
        cwd: here,
        env,
        extendEnv: false,
        reject: false,
      });
      if (absent === undefined)
        expect({ stderr, made: stdout.startsWith(`${name}: `) }).toEqual({ stderr: "", made: true });
      else expect(stderr).toContain("was not found\n  install the Debian package");
    }
  });
});

describe.runIf(missing !== undefined)("the package", () => {
  it("cannot be made here", ({ skip }) => skip(`${missing} was not found`));
});
