/** The command line as the user meets it: the built `ffc` as a process. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
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
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa, type Options } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { TARGETS } from "../../../src/codegen/target/targets.ts";
import { findTool } from "../../../src/toolchain.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const ffc = join(root, "dist/ffc.js");
const scratch = mkdtempSync(join(tmpdir(), "ffc-cli-"));
const HELLO = ".( Hello) cr\n";

/** A folder of its own for each test. */
let here = "";
let count = 0;

beforeAll(() => {
  execFileSync(process.execPath, [join(root, "scripts/build.mjs")]);
});
beforeEach(() => {
  here = join(scratch, String(count++));
  mkdirSync(here);
  writeFileSync(join(here, "hello.fs"), HELLO);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const call = (args: string[], options: Options = {}) =>
  execa(ffc, args, { cwd: here, reject: false, stdin: "ignore", ...options });

/** Names of the programs that a process has started; one may have ended meanwhile. */
function childrenOf(pid: number): string[] {
  const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const files = pids.filter((p) => p !== "").map((p) => `/proc/${p}/comm`);
  return files.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8").trim());
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const source = (name: string, text: string): string => {
  writeFileSync(join(here, name), text);
  return name;
};

describe("ffc build", () => {
  it("starts its tools with the environment it was given", async () => {
    // The loader keeps NODE_EXTRA_CA_CERTS from Node itself.
    const tools = join(here, "tools");
    mkdirSync(tools);
    writeFileSync(
      join(tools, "as"),
      `#!/bin/sh\nenv | grep EXTRA_CA >${join(here, "seen")}\nPATH=\${PATH#*:}\nexec as "$@"\n`,
    );
    chmodSync(join(tools, "as"), 0o755);
    const certificates = join(here, "certificates.pem");
    writeFileSync(certificates, "");
    const env = { PATH: `${tools}:${process.env["PATH"]}`, NODE_EXTRA_CA_CERTS: certificates };
    expect((await call(["build", "hello.fs"], { env })).exitCode).toBe(0);
    expect(readFileSync(join(here, "seen"), "utf8")).toBe(`NODE_EXTRA_CA_CERTS=${certificates}\n`);
  });

  it("makes a program beside us, executable, and says so in one line", async () => {
    const { stdout, stderr, exitCode } = await call(["build", "hello.fs"]);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    const size = statSync(join(here, "hello")).size;
    expect(stdout).toMatch(new RegExp(`^hello: ${size} bytes, x86_64-linux, \\d+ ms$`));
    expect(execFileSync(join(here, "hello"), { encoding: "utf8" })).toBe("Hello\n");
    expect(readdirSync(here).sort()).toEqual(["hello", "hello.fs"]);
  });

  it("is silent with -q and shows the tools with -v", async () => {
    expect((await call(["build", "-q", "hello.fs"])).stdout).toBe("");
    expect((await call(["build", "-v", "hello.fs"])).stderr).toMatch(/^as .*\nld .*$/);
  });

  it("makes the same bytes each time, wherever it runs", async () => {
    await call(["build", "hello.fs", "-o", "one"]);
    await call(["build", "hello.fs", "-o", "two"], { env: { TMPDIR: here } });
    expect(readFileSync(join(here, "one")).equals(readFileSync(join(here, "two")))).toBe(true);
  });

  it("emits IR, assembly and objects", async () => {
    await call(["build", "hello.fs", "--emit", "ssa"]);
    await call(["build", "hello.fs", "--emit", "asm"]);
    await call(["build", "hello.fs", "--emit", "obj"]);
    expect(readFileSync(join(here, "hello.ssa"), "utf8")).toMatch(/^entry /);
    expect(readFileSync(join(here, "hello.s"), "utf8")).toContain("ffc_program");
    expect(readFileSync(join(here, "hello.o")).subarray(1, 4).toString()).toBe("ELF");
    expect((await call(["build", "hello.fs", "--emit", "ssa", "-o", "-"])).stdout).toMatch(/^entry /);
  });

  it("leaves no file and status 1 when the program has errors", async () => {
    const { stdout, stderr, exitCode } = await call(["build", source("bad.fs", ": x dpu ;\n: y xxyz ;\n")]);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
    expect(stderr).toMatch(/^bad\.fs:1:5: error: .*dpu[\s\S]*bad\.fs:2:5: error: [\s\S]*\n2 errors$/);
    expect(existsSync(join(here, "bad"))).toBe(false);
  });

  it("shows source in its own encoding, the caret under its character", async () => {
    const { stderr } = await call(["build", source("ünï.fs", ": x ( ä ö ) dpü ;\n")]);
    expect(stderr).toContain("ünï.fs:1:13: error: ");
    expect(stderr).toContain("  : x ( ä ö ) dpü ;\n              ^~~\n");
  });

  it.each([
    ["a file that is not there", "none.fs", "no such file or directory"],
    ["a directory", ".", "it is a directory"],
  ])("refuses %s", async (_, file, reason) => {
    const { stderr, exitCode } = await call(["build", file]);
    expect({ stderr, exitCode }).toEqual({ stderr: `ffc: cannot read \`${file}\`: ${reason}`, exitCode: 1 });
  });

  it("refuses to write where it cannot", async () => {
    mkdirSync(join(here, "folder"));
    const message = async (output: string): Promise<string> => {
      const { stderr, exitCode } = await call(["build", "hello.fs", "-o", output]);
      expect(exitCode).toBe(1);
      return String(stderr).split("\n")[0]!;
    };
    expect(await message("folder")).toBe("ffc: cannot write `folder`: it is a directory");
    expect(await message("none/out")).toBe("ffc: cannot write `none/out`: no such file or directory");
    expect(await message("hello.fs/out")).toBe(
      "ffc: cannot write `hello.fs/out`: a part of the path is not a directory",
    );
    expect(await message("hello.fs")).toBe("ffc: cannot write `hello.fs`: it is the source itself");
    expect(await message("/dev/null")).toBe("ffc: cannot write `/dev/null`: it is not a regular file");
    expect(readFileSync(join(here, "hello.fs"), "utf8")).toBe(HELLO);
  });

  it("refuses a source without an extension only if the output would replace it", async () => {
    source("hello", HELLO);
    expect((await call(["build", "hello"])).stderr).toContain(
      "it is the source itself\n  name the output with -o",
    );
    expect((await call(["build", "hello", "-o", "out"])).exitCode).toBe(0);
  });

  it("writes through a symbolic link", async () => {
    symlinkSync("target", join(here, "link"));
    writeFileSync(join(here, "target"), "old");
    await call(["build", "hello.fs", "-o", "link"]);
    expect(readFileSync(join(here, "target")).subarray(1, 4).toString()).toBe("ELF");
  });

  it("leaves the old output alone when a tool fails", async () => {
    writeFileSync(join(here, "hello"), "old");
    mkdirSync(join(here, "bin"));
    for (const [tool, script] of [
      ["as", 'exec /usr/bin/as "$@"'],
      ["ld", 'while [ "$1" != -o ]; do shift; done; echo half > "$2"; echo broken >&2; exit 1'],
    ] as const) {
      writeFileSync(join(here, "bin", tool), `#!/bin/sh\n${script}\n`);
      chmodSync(join(here, "bin", tool), 0o755);
    }
    const path = `${join(here, "bin")}:${dirname(process.execPath)}:/usr/bin:/bin`;
    const { stderr, exitCode } = await call(["build", "hello.fs"], {
      env: { PATH: path, TMPDIR: join(here, "bin") },
    });
    expect(exitCode).toBe(70);
    expect(stderr).toMatch(
      /^broken\nffc: internal error: ld failed: .*\n {2}This is a fault of the compiler/,
    );
    expect(stderr).not.toContain("    at ");
    expect(readFileSync(join(here, "hello"), "utf8")).toBe("old");
    expect(readdirSync(here).sort()).toEqual(["bin", "hello", "hello.fs"]);
    expect(readdirSync(join(here, "bin")).sort()).toEqual(["as", "ld"]);
  });

  it.each([["obj"], ["program"], ["asm"]])("says why it cannot write all of an output: %s", async (emit) => {
    // A limit does to a file what a full disk does.
    const limited = `ulimit -f 0; exec ${ffc} build hello.fs --emit ${emit} -o out`;
    const { stderr, exitCode } = await execa("sh", ["-c", limited], { cwd: here, reject: false });
    expect({ stderr, exitCode }).toEqual({
      stderr: "ffc: cannot write `out`: the file would be larger than is allowed",
      exitCode: 1,
    });
    expect(readdirSync(here)).toEqual(["hello.fs"]);
  });

  it("says so if its own runtime library is damaged", async () => {
    const copy = join(here, "ffc");
    cpSync(join(root, "dist"), copy, { recursive: true });
    const archive = join(copy, "runtime/x86_64-linux/libffc.a");
    writeFileSync(archive, readFileSync(archive).subarray(0, 20_000));
    const { stderr, exitCode } = await execa(join(copy, "ffc.js"), ["build", "hello.fs"], {
      cwd: here,
      reject: false,
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`ffc: a part of the compiler, \`${archive}\`, is damaged\n  install ffc again`);
    expect(readdirSync(here).sort()).toEqual(["ffc", "hello.fs"]);
  });

  it("says that the disk is full when a tool says so", async () => {
    mkdirSync(join(here, "bin"));
    const ld = "#!/bin/sh\necho ld: final link failed: No space left on device >&2; exit 1\n";
    writeFileSync(join(here, "bin/ld"), ld, { mode: 0o755 });
    const env = { PATH: `${join(here, "bin")}:${process.env["PATH"]}` };
    const { stderr, exitCode } = await call(["build", "hello.fs"], { env });
    const message = "ffc: cannot write `hello`: no space left on the device";
    expect({ stderr, exitCode }).toEqual({ stderr: message, exitCode: 1 });
    expect(readdirSync(here).sort()).toEqual(["bin", "hello.fs"]);
  });

  it("names the package of a tool that is missing", async () => {
    mkdirSync(join(here, "bin"));
    symlinkSync(process.execPath, join(here, "bin/node"));
    const result = await execa(process.execPath, [ffc, "build", "hello.fs"], {
      cwd: here,
      reject: false,
      env: { PATH: join(here, "bin") },
    });
    expect({ stderr: result.stderr, exitCode: result.exitCode }).toEqual({
      stderr:
        "ffc: `as` was not found\n  install the Debian package binutils: sudo apt-get install binutils; or llvm and lld",
      exitCode: 2,
    });
  });

  const toolsOnly = (names: readonly string[]): string | undefined => {
    mkdirSync(join(here, "bin"));
    for (const name of [...names, "node", "sh"]) {
      const path = name === "node" ? process.execPath : findTool(name);
      if (path === undefined) return undefined;
      symlinkSync(path, join(here, "bin", name));
    }
    return join(here, "bin");
  };

  it("uses LLVM's tools where those of binutils are not there", async ({ skip }) => {
    const PATH = toolsOnly(["llvm-mc", "lld"]) ?? skip("llvm-mc or lld was not found");
    for (const target of ["x86_64-linux", "aarch64-linux"]) {
      const { stderr, exitCode } = await call(["build", "hello.fs", "--target", target, "-o", target], {
        env: { PATH },
      });
      expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
      expect(statSync(join(here, target)).size).toBeLessThan(8 * 1024);
    }
    expect(execFileSync(join(here, "x86_64-linux"), { encoding: "utf8" })).toBe("Hello\n");
  });

  it("shows all targets, and what is missing for them", async () => {
    const { stdout } = await call(["targets"]);
    const lines = String(stdout)
      .split("\n")
      .map((line) => line.split(/ {2,}/));
    expect(lines[0]).toEqual(["target", "ready", "run", "tools"]);
    expect(lines.slice(1).map(([target]) => target)).toEqual(TARGETS.map(({ name }) => name));
    expect(lines[1]!.slice(1, 3)).toEqual(["yes", "directly"]);
    expect(lines[1]![3]).toMatch(/^as [\d.]+, ld [\d.]+$/);
    const PATH = toolsOnly(["as"])!;
    const { stdout: json } = await call(["targets", "--json"], { env: { PATH } });
    const [native, other] = JSON.parse(String(json)) as { ready: boolean; hints: string[] }[];
    const llvm = "sudo apt-get install binutils; or llvm and lld";
    expect(native).toMatchObject({ ready: false, hints: [`install the Debian package binutils: ${llvm}`] });
    expect(other!.hints[0]).toContain("install the Debian package binutils-aarch64-linux-gnu: ");
  });

  it("cleans up when it is interrupted", async () => {
    mkdirSync(join(here, "bin"));
    mkdirSync(join(here, "tmp"));
    // An assembler that gets the interrupt of the keyboard, as the whole process group does.
    writeFileSync(join(here, "bin/as"), "#!/bin/sh\nkill -INT $$\n");
    chmodSync(join(here, "bin/as"), 0o755);
    const { signal } = await call(["build", "hello.fs"], {
      env: { PATH: `${join(here, "bin")}:${process.env["PATH"]}`, TMPDIR: join(here, "tmp") },
    });
    expect(signal).toBe("SIGINT");
    expect(readdirSync(join(here, "tmp"))).toEqual([]);
    expect(readdirSync(here).sort()).toEqual(["bin", "hello.fs", "tmp"]);
  });

  it("writes what was read for Make", async () => {
    source("part.fs", ": part 1 ;\n");
    await call(["build", source("whole.fs", "include part.fs part .\n"), "--depfile", "deps"]);
    expect(readFileSync(join(here, "deps"), "utf8")).toBe("whole: whole.fs part.fs\n");
  });

  it("looks for included files beside the file, here, along -I, along FFCPATH, in this order", async () => {
    for (const folder of ["first", "second", "third"]) mkdirSync(join(here, folder));
    const word = (place: string, name: string): string =>
      source(join(place, name), `.( ${name.replace(".fs", "")} of ${place}) cr\n`);
    source("first/main.fs", "include a.fs include b.fs include c.fs require d.fs require ../here.fs\n");
    for (const place of ["first", "second", "third"]) word(place, "a.fs");
    for (const place of ["second", "third"]) word(place, "c.fs");
    for (const place of [".", "second", "third"]) word(place, "b.fs");
    for (const place of ["third", "."]) word(place, "here.fs");
    word("third", "d.fs");
    const { stdout, stderr } = await call(["run", "-I", "second", "first/main.fs"], {
      env: { FFCPATH: `:${join(here, "third")}:` },
    });
    expect({ stdout, stderr }).toEqual({
      stdout: "a of first\nb of .\nc of second\nd of third\nhere of .",
      stderr: "",
    });
    await call(["build", "-q", "-I", "second", "-I", "third", "first/main.fs", "--depfile", "deps"]);
    expect(readFileSync(join(here, "deps"), "utf8")).toBe(
      "main: first/main.fs first/a.fs b.fs second/c.fs third/d.fs here.fs\n",
    );
    const missing = await call(["build", "first/main.fs", "-I", "second"]);
    expect(missing.stderr).toContain("cannot read `d.fs`");
    expect(missing.stderr).toContain("the folders of -I and FFCPATH");
  });

  it("dumps the IR after a pass and names the passes there are", async () => {
    expect((await call(["build", "hello.fs", "--dump", "reachable"])).stdout).toMatch(/^entry /);
    const { stderr, exitCode } = await call(["build", "hello.fs", "--disable-pass", "nonsense"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^ffc: there is no pass `nonsense` here\n {2}the passes are .*dce/);
  });
});

describe("levels of the instruction set", () => {
  it("makes use of what they have", async () => {
    source("shift.fs", ": main ( -- )  argc @ dup lshift . ;\nmain\n");
    const text = async (...level: string[]): Promise<unknown> =>
      (await call(["build", "shift.fs", "--target", "x86_64-linux", "--emit", "asm", "-o", "-", ...level]))
        .stdout;
    expect(await text()).toContain("shlq %cl,");
    expect(await text("-march=x86-64-v2")).toContain("shlq %cl,");
    expect(await text("-march=x86-64-v3")).toContain("shlxq");
    expect(await text("--march", "x86-64-v3")).toContain("shlxq");
  });

  it("knows this machine", async () => {
    source("shift.fs", ": main ( -- )  argc @ dup lshift . ;\nmain\n");
    expect((await call(["run", "-march=native", "shift.fs"])).stdout).toBe("2 ");
  });

  it.each([
    [
      ["--target", "x86_64-linux", "-march=pentium"],
      "x86_64-linux has no level `pentium`\n  the levels are native x86-64 x86-64-v2 x86-64-v3",
    ],
    [
      ["--target", "aarch64-linux", "-march=x86-64-v3"],
      "aarch64-linux has no level `x86-64-v3`\n  the levels are native armv8-a",
    ],
  ])("%j", async (args, message) => {
    const { stderr, exitCode } = await call(["build", "hello.fs", ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`ffc: ${message}`);
  });
});

describe("targets", () => {
  it("have other names, and this machine is one", async () => {
    const made = async (target: string): Promise<string> =>
      (await call(["build", "hello.fs", "--target", target, "--emit", "asm", "-o", "-"])).stdout as string;
    const linux = await made("x86_64-linux");
    const mac = await made("x86_64-macos");
    expect(linux).toContain("ffc_program");
    expect(mac).toContain("_ffc_program");
    expect(await made("x86_64-unknown-linux-gnu")).toBe(linux);
    expect(await made("x86_64-apple-darwin")).toBe(mac);
    expect(await made("native")).toBe((await call(["build", "hello.fs", "--emit", "asm", "-o", "-"])).stdout);
  });

  it("are not run where they cannot be", async () => {
    const target = process.platform === "darwin" ? "x86_64-linux" : "x86_64-macos";
    const { stderr, exitCode } = await call(["run", "--target", target, "hello.fs"]);
    expect({ stderr, exitCode }).toEqual({
      stderr: `ffc: programs for ${target} cannot be run here\n  build it with \`ffc build --target ${target}\` and take it there`,
      exitCode: 2,
    });
  });
});

describe("wrong usage", () => {
  it.each([
    [["frobnicate"], "ffc: error: unknown command 'frobnicate'"],
    [["build"], "ffc: error: missing required argument 'file'"],
    [["build", "a.fs", "b.fs"], "ffc: error: too many arguments for 'build'"],
    [
      ["build", "-O3", "a.fs"],
      "ffc: error: option '-O <level>' argument '3' is invalid. The levels are 0 and 2.",
    ],
    [["build", "--emit", "elf", "a.fs"], "ffc: error: option '--emit <kind>' argument 'elf' is invalid."],
    [
      ["build", "--target", "pdp11-unix", "a.fs"],
      "ffc: error: option '--target <name>' argument 'pdp11-unix' is invalid. " +
        "The targets are x86_64-linux, aarch64-linux, x86_64-macos, aarch64-macos, and native for this machine.",
    ],
    [["build", "--nonsense", "a.fs"], "ffc: error: unknown option '--nonsense'"],
    [
      ["build", "-q", "-v", "a.fs"],
      "ffc: error: option '-v, --verbose' cannot be used with option '-q, --quiet'",
    ],
  ])("%j", async (args, message) => {
    const { stdout, stderr, exitCode } = await call(args);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(String(stderr).split("\n")[0]).toContain(message);
  });

  it("without a command shows what there is", async () => {
    const { stderr, exitCode } = await call([]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Usage: ffc");
  });
});

describe("ffc --version and --help", () => {
  it("answer on standard output", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(await call(["--version"])).toMatchObject({ stdout: `ffc ${version}`, exitCode: 0 });
    expect(await call(["--help"])).toMatchObject({ stdout: expect.stringContaining("build"), exitCode: 0 });
  });
});

describe("ffc run", () => {
  it("runs the program with our streams and leaves nothing behind", async () => {
    const { stdout, stderr, exitCode } = await call(["run", "hello.fs"], { env: { TMPDIR: here } });
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: "Hello", stderr: "", exitCode: 0 });
    expect(readdirSync(here)).toEqual(["hello.fs"]);
  });

  it("hands over arguments and the exit status", async () => {
    const program = source("args.fs", ": main begin next-arg dup while type space repeat 2drop 7 (bye) ;\n");
    expect(await call(["run", program, "--", "a b", "-q"])).toMatchObject({ stdout: "a b -q ", exitCode: 7 });
    expect(await call(["run", program, "x", "--version"])).toMatchObject({
      stdout: "x --version ",
      exitCode: 7,
    });
  });

  it("ends by the signal that ended the program", async () => {
    const running = call(["run", source("wait.fs", ": main 60000 ms ;\n")]);
    await until(() => childrenOf(running.pid!).includes("wait"));
    running.kill("SIGTERM");
    expect(await running).toMatchObject({ signal: "SIGTERM" });
  });

  it("reports errors as a build does", async () => {
    const { stdout, stderr, exitCode } = await call(["run", source("bad.fs", "dpu\n")]);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
    expect(stderr).toContain("bad.fs:1:1: error: ");
  });
});

describe("ffc words", () => {
  it("looks words up, also ones that look like options", async () => {
    const { stdout, stderr, exitCode } = await call(["words", "-rot"]);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(stdout).toMatch(/^-rot \( x1 x2 x3 -- x3 x1 x2 \)/);
  });

  it("fails where there is nothing to show", async () => {
    expect(await call(["words", "xyzzy"])).toMatchObject({
      stdout: "",
      stderr: "ffc: no word matches `xyzzy`\n  `ffc words` without a pattern lists all words",
      exitCode: 1,
    });
    expect(await call(["words", "--set", "xyzzy"])).toMatchObject({ exitCode: 2 });
  });
});

it("the program in the README prints what the README says", async () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const program = /```forth\n([\s\S]*?)```/.exec(readme)![1]!;
  const printed = /```\n\$ ffc build squares\.fs && \.\/squares\n.*\n([\s\S]*?)```/.exec(readme)![1]!;
  const { stdout } = await call(["run", source("squares.fs", program)]);
  expect(String(stdout).trimEnd()).toBe(printed.trimEnd());
});
