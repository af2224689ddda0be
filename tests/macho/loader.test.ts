/** The loader of programs for macOS: that it runs what a Mac would run, and nothing else. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { type Isa, macRunner, missingForLoader } from "./loader.ts";
import {
  BUILD_VERSION,
  buildMacho,
  DYNAMIC_SYMBOLS,
  FIXUPS,
  LIBRARY,
  MAIN,
  Macho,
  missingToBuild,
  SIGNATURE,
} from "./mach-o.ts";

const ISAS = (["x86-64", "arm64"] as const).filter((isa) => {
  const missing = missingForLoader(isa) ?? missingToBuild();
  if (missing !== undefined)
    console.warn(`no tests of the Mach-O loader for ${isa}: ${missing} was not found`);
  return missing === undefined;
});

if (ISAS.length === 0) it.skip("programs for macOS cannot be built or run here");
describe.each(ISAS)("the loader for %s", (isa: Isa) => {
  const scratch = mkdtempSync(join(tmpdir(), "ffc-macho-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  const runner = macRunner(isa);
  const built = new Map<string, string>();

  function program(source: string): string {
    const path = built.get(source) ?? buildMacho(source, scratch, isa);
    built.set(source, path);
    return path;
  }

  async function run(path: string, ...args: string[]) {
    const [command, ...front] = runner;
    const { stdout, stderr, exitCode, signal } = await execa(command!, [...front, path, ...args], {
      cwd: scratch,
      env: { FFC_TEST: "here" },
      reject: false,
      stripFinalNewline: false,
    });
    return { stdout, stderr: stderr.replaceAll(/qemu: uncaught .*\n/g, ""), end: exitCode ?? signal };
  }

  describe("runs", () => {
    it("main, with the numbers and structures of the system", async () => {
      const page = isa === "arm64" ? 16384 : 4096;
      expect(await run(program("calls.c"), "word")).toEqual({
        stdout: [
          "rebased pointers",
          "2 word here",
          "1 1 ",
          "1 -1 17 2 0 0 10 5 5 0 5 1 1 -1 22 0 1 0 -1 2 0 -1 1 2 0 1 0 ",
          `${page} 1 -1 22 0 1 0 `,
          "10 768 -1 10 -1 22 ",
          "exit",
          "",
        ].join("\n"),
        stderr: "",
        end: 7,
      });
    });

    it("handlers of faults and signals", async () => {
      const onlyX86 = isa === "x86-64" ? ["11 1 0 0 1 1 0 42 1 ", "8 1 7 0 1 1 0 42 "] : [];
      const found = await run(program("faults.c"));
      // The address of the last fault is that of the instruction, which C does not know.
      expect({ ...found, stdout: found.stdout.split("\n") }).toEqual({
        stdout: [
          "-1 12 0 ",
          "1 1 65 -1 22 ",
          "11 1 1 1 1 1 0 42 1 ",
          "10 1 1 1 1 1 0 42 1 ",
          ...onlyX86,
          "30 0 1 ",
          "",
        ],
        stderr: "",
        end: 0,
      });
      expect(await run(program("faults.c"), "die")).toMatchObject({ end: "SIGBUS" });
    });

    it("threads with mutexes, conditions and words to wait on", async () => {
      const stdout = "0 0 5 500500 1000 \n60 -1 60 1 -1 2 22 0 0 7 \n";
      expect(await run(program("threads.c"))).toEqual({ stdout, stderr: "", end: 0 });
    });
  });

  describe("ends what breaks a rule", () => {
    it.each([
      ["misaligned", "getpid is called with a misaligned stack"],
      ["clobber", "main does not keep a register that it must keep"],
      ["writable-code", "mprotect: memory that is writable and executable"],
      ["not-held", "pthread_mutex_unlock: this thread does not hold the mutex"],
      ["no-mutex", "pthread_mutex_lock: what is at 0x"],
      ["unsafe", "exit must not be called in a handler of a signal"],
      ["unknown-flag", "open: the flags 0x8000000 are not modelled"],
      ["linux-flag", "mmap: the flags 0x20 are not modelled"],
      ["data-as-code", "pthread_create: 0x"],
    ])("%s", async (rule, message) => {
      const { stderr, end } = await run(program("violations.c"), rule);
      expect(stderr).toContain(`violation: ${message}`);
      expect(end).toBe(125);
    });

    it.each([
      ["write-text", "SIGBUS"],
      ["run-data", "SIGBUS"],
      ["low", "SIGSEGV"],
    ])("%s", async (rule, signal) => {
      expect(await run(program("violations.c"), rule)).toMatchObject({ stderr: "", end: signal });
    });

    it("but not what keeps them all", async () => {
      expect(await run(program("violations.c"))).toEqual({ stdout: "1 ", stderr: "", end: 0 });
    });
  });

  it("changes what a call may change", async () => {
    expect(await run(program("violations.c"), "keeps")).toMatchObject({ end: 0 });
    expect(await run(program("violations.c"), "extends")).toMatchObject({ end: 0 });
  });

  describe("refuses", () => {
    const entryOffset = 8;
    const [vmAddress, vmSize, fileOffset, maxProtection, protection] = [24, 32, 40, 56, 60];
    const otherCpu = isa === "arm64" ? 0x01000007 : 0x0100000c;

    /** What to change in a good program, and what is said then. */
    const changes: [name: string, change: (file: Macho) => void, message: string][] = [
      ["another kind of file", (f) => f.set(0, 0x464c457f), "no 64-bit Mach-O file"],
      ["another processor", (f) => f.set(4, otherCpu), "it is for CPU type"],
      ["a library", (f) => f.set(12, 6), "it is no executable"],
      ["fixed addresses", (f) => f.set(24, f.get(24) & ~0x200000), "MH_PIE"],
      ["load commands without end", (f) => f.set(20, f.bytes.length), "load commands end behind"],
      ["a load command of odd size", (f) => f.set(f.command(MAIN) + 4, 20), "no multiple of 8"],
      ["an unknown load command", (f) => f.set(f.command(MAIN), 0x80000099), "not modelled"],
      ["no main", (f) => f.set(f.command(MAIN), 0x2a), "it has no LC_MAIN"],
      [
        "main outside of the code",
        (f) => f.set(f.command(MAIN) + entryOffset, 0x7fffffff),
        "main lies outside",
      ],
      [
        "code that can be written to",
        (f) => f.set(f.segment("__TEXT") + protection, 7),
        "writable and executable",
      ],
      [
        "data that can be executed",
        (f) => f.set(f.segment("__DATA") + protection, 7),
        "writable and executable",
      ],
      [
        "too low highest protections",
        (f) => f.set(f.segment("__DATA") + maxProtection, 1),
        "exceed the highest",
      ],
      [
        "a segment off its page",
        (f) => f.set(f.segment("__DATA") + vmAddress, 0x2100),
        "no multiple of the page",
      ],
      [
        "content off its page",
        (f) => f.set(f.segment("__DATA") + fileOffset, 0x100),
        "no multiple of the page",
      ],
      ["a small __PAGEZERO", (f) => f.set(f.segment("__PAGEZERO") + vmSize + 4, 0), "the lowest 4 GB"],
      ["overlapping segments", (f) => f.set(f.segment("__TEXT") + vmSize, 0x100000), "overlap"],
      ["another system", (f) => f.set(f.command(BUILD_VERSION) + 8, 2), "not for macOS"],
      ["an old system", (f) => f.set(f.command(BUILD_VERSION) + 12, 0xa0000), "macOS before 11"],
      ["another library", (f) => f.bytes.write("/opt", f.command(LIBRARY) + 24), "other libraries"],
      ["no signature", (f) => f.set(f.command(SIGNATURE), 0x2a), "it is not signed"],
      [
        "a changed page",
        (f) => f.bytes.writeUInt8(1, f.get(f.command(MAIN) + entryOffset)),
        "does not fit page",
      ],
      [
        "a __LINKEDIT that does not begin with fixups",
        (f) => {
          f.set(f.command(FIXUPS) + 8, 0);
          f.set(f.command(FIXUPS) + 12, 0);
        },
        "does not begin with the first table",
      ],
      [
        "something between the tables of fixups",
        (f) => f.set(f.command(FIXUPS) + 20, f.get(f.command(FIXUPS) + 20) - 8),
        "something between",
      ],
      [
        "binds that end early",
        (f) => {
          f.bytes.writeUInt8(0, f.get(f.command(FIXUPS) + 16));
          f.sign();
        },
        "end long before",
      ],
      [
        "rebases in __LINKEDIT",
        (f) => {
          f.bytes.writeUInt8(0x24, f.get(f.command(FIXUPS) + 8) + 1);
          f.sign();
        },
        "a place is in __LINKEDIT",
      ],
      ["tools that are not listed", (f) => f.set(f.command(BUILD_VERSION) + 20, 0), "has 32 bytes, not 24"],
      [
        "symbols that are none of three kinds",
        (f) => f.set(f.command(DYNAMIC_SYMBOLS) + 28, f.get(f.command(DYNAMIC_SYMBOLS) + 28) - 1),
        "of each symbol what it is",
      ],
      ["rebases elsewhere", (f) => f.set(f.command(FIXUPS) + 8, 0), "the rebases: not inside of __LINKEDIT"],
    ];
    it.each(changes)("%s", async (_, change, message) => {
      const file = new Macho(program("calls.c"));
      change(file);
      expect(await runChanged(file)).toMatchObject({
        stdout: "",
        stderr: expect.stringContaining(message),
        end: 126,
      });
    });

    it("rebases of what cannot be written to", async () => {
      const file = new Macho(program("calls.c"));
      const opcodes = file.get(file.command(FIXUPS) + 8);
      // Of the type pointer; at a place in segment 1, which is __TEXT.
      expect(file.bytes.readUInt8(opcodes)).toBe(0x11);
      file.bytes.writeUInt8(0x21, opcodes + 1);
      file.sign();
      const stderr = expect.stringContaining("cannot be written to");
      expect(await runChanged(file)).toMatchObject({ stdout: "", stderr, end: 126 });
    });

    it("a symbol that is not modelled, and names it", async () => {
      expect(await run(program("unmodelled.c"))).toMatchObject({
        stdout: "",
        stderr: expect.stringContaining("it imports _printf, which is not modelled"),
        end: 126,
      });
    });

    async function runChanged(file: Macho) {
      const path = join(scratch, "changed");
      writeFileSync(path, file.bytes);
      return run(path);
    }
  });
});
