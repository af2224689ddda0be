/** Throws: caught, uncaught, from compiled code, from C and from faults. */
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { OPTIONS, outcome, TARGETS, useRuntime } from "./harness.ts";

/** What standard error says when nobody catches the case's throw. */
const REPORTS: Record<string, string> = {
  "throw-7": "throws.fs:10: throw-7: throw 7\n",
  trap: "throws.fs:11: trap: result out of range\n",
  "abort-quote": "bad spec\n",
  "type-nowhere": "throws.fs:13: type-nowhere: invalid memory address\n",
  "store-nowhere": "throws.fs:14: store-nowhere: invalid memory address\n",
  "fetch-noncanonical": "throws.fs:15: fetch-noncanonical: invalid memory address\n",
  divide: "throws.fs:16: divide: division by zero\n",
  recurse: "throws.fs:17: recurse: return stack overflow\n",
  "recurse-in-c": "throws.fs:18: recurse-in-c: return stack overflow\n",
  overflow: "throws.fs:19: overflow: stack overflow\n",
  underflow: "throws.fs:20: underflow: stack underflow\n",
  "float-overflow": "throws.fs:21: float-overflow: floating-point stack overflow\n",
  "float-underflow": "throws.fs:22: float-underflow: floating-point stack underflow\n",
  "move-nowhere": "throws.fs:23: move-nowhere: invalid memory address\n",
  "fill-nowhere": "throws.fs:24: fill-nowhere: invalid memory address\n",
  "accept-nowhere": "throws.fs:25: accept-nowhere: invalid memory address\n",
  "channel-nowhere": "throws.fs:26: channel-nowhere: invalid memory address\n",
  "type-too-much": "throws.fs:27: type-too-much: invalid memory address\n",
  rethrow: "throws.fs:29: rethrow: throw 8\n",
  quiet: "",
  "plain-abort": "throws.fs:31: plain-abort: aborted\n",
  quit: "throws.fs:32: quit: quit\n",
  closed: "throws.fs:33: closed: send on a closed channel\n",
  "spawn-unknown": "throws.fs:34: spawn-unknown: number of inputs not known, use spawn-n\n",
  "execute-data": "throws.fs:35: execute-data: invalid memory address\n",
  "catch-nothing": "throws.fs:36: catch-nothing: invalid memory address\n",
  "catch-deeply": "throws.fs:38: catch-deeply: return stack overflow\n",
  "top-level": "throws.fs:99: undefined word\n",
};

describe.each(TARGETS)("throws on %s", (target) => {
  const { run, command } = useRuntime("linux", target);

  describe("uncaught", () => {
    it.each(Object.entries(REPORTS))("%s", async (name, stderr) => {
      expect(await run("throws.c", [name])).toMatchObject({ stdout: "start\n", stderr, status: 1 });
    });

    it("does not touch what throws nothing", async () => {
      expect(await run("throws.c", ["nothing"])).toMatchObject({
        stdout: "start\nend\n",
        stderr: "",
        status: 0,
      });
    });
  });

  it("catches each of them, again and again, and restores the stacks", async () => {
    const codes =
      "7 -11 -2 -9 -9 -9 -10 -5 -5 -3 -4 -44 -45 -9 -9 -9 -9 -9 0 8 -1 -2 -56 -302 -305 -9 -9 -5 ";
    expect(await run("throws.c", ["all"])).toMatchObject({
      stdout: `start\n${codes}\n`,
      stderr: "",
      status: 0,
    });
  });

  describe("fatal signals", () => {
    it("are reported where they hit the runtime itself", async () => {
      const { stderr, signal } = await run("throws.c", ["fatal"]);
      expect(signal).toBe("SIGSEGV");
      expect(stderr).toMatch(/^fatal signal 11 in the runtime: address 0x[0-9a-f]+ at 0x4[0-9a-f]+\n$/);
    });

    it("kill when a process sends them", async () => {
      const [program, ...args] = await command("process.c");
      const child = execa(program, [...args, "wait"], OPTIONS);
      child.stderr?.once("data", () => child.kill("SIGSEGV"));
      expect(await outcome(child)).toMatchObject({ stderr: "ready", signal: "SIGSEGV" });
    });
  });
});

describe("the line table", () => {
  const { run } = useRuntime();

  it.each([
    ["a", "a.fs:300: one: "],
    ["b", "a.fs:300: one: "],
    ["c", "b.fs:7: "],
    ["d", "b.fs:7: "],
    ["e", ""],
    ["f", "b.fs:2: "],
    ["g", "b.fs:1: "],
    ["h", "b.fs:2: "],
    ["i", "b.fs:70000: three: "],
    ["j", ""],
    ["k", ""],
  ])("finds address %s at %j", async (address, position) => {
    const { stderr, status } = await run("lines.S", [address]);
    expect({ stderr, status }).toEqual({ stderr: `${position}division by zero\n`, status: 1 });
  });
});
