/** Threads: what they are given, what becomes of their throws, and how many there can be. */
import { readFile } from "node:fs/promises";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { isNative } from "../../src/tool-calls.ts";
import { OPTIONS, outcome, TARGETS, useRuntime } from "./harness.ts";

const KINDS = [
  ["by system calls", "linux", "x86_64-linux"],
  ["by the C library", "linux-pthread", "x86_64-linux"],
  ["by system calls on ARM64", "linux", "aarch64-linux"],
] as const;

describe.each(KINDS.filter(([, , target]) => TARGETS.includes(target)))(
  "threads %s",
  (_, platform, target) => {
    const { run, program } = useRuntime(platform, target);
    // An emulator has memory of its own for each thread, and takes milliseconds to start one.
    const isOwnMemory = isNative(target);

    it("hands inputs over, joins once, and knows no others", async () => {
      const stdout = "1 42 -301 -301 -301 -301 -301 44 ";
      expect(await run("threads.c", ["join"])).toMatchObject({ stdout, stderr: "", status: 0 });
    });

    it("ends only the thread that throws, and rethrows in join", async () => {
      expect(await run("threads.c", ["rethrow"])).toMatchObject({
        stdout: "-10 -5 -3 -1 ",
        stderr: [
          "thread 1: threads.fs:7: fail: division by zero\n",
          "thread 2: threads.fs:10: recurse: return stack overflow\n",
          "thread 3: threads.fs:11: overflow: stack overflow\n",
          "thread 5: no luck\n",
          "no luck\n",
        ].join(""),
        status: 1,
      });
    });

    it("catches faults in threads", async () => {
      expect(await run("threads.c", ["catch"])).toMatchObject({ stdout: "8 ", stderr: "", status: 0 });
    });

    it("ends the program with bye from any thread", async () => {
      expect(await run("threads.c", ["bye"])).toMatchObject({
        stdout: "before leaving\n",
        stderr: "",
        status: 3,
      });
    });

    it("ends the program when the main thread ends", async () => {
      expect(await run("threads.c", ["main-ends"])).toMatchObject({ stdout: "done", stderr: "", status: 0 });
    });

    it.runIf(isOwnMemory)("runs twenty thousand in turn, half of them never joined", async () => {
      expect(await run("threads.c", ["many-in-turn"])).toMatchObject({
        stdout: "20000 ",
        stderr: "",
        status: 0,
      });
    });

    it.runIf(isOwnMemory)("runs threads that spawn threads", async () => {
      expect(await run("threads.c", ["spawners"])).toMatchObject({ stdout: "10000 ", stderr: "", status: 0 });
    });

    it.runIf(isOwnMemory)("runs ten thousand at once", async () => {
      expect(await run("threads.c", ["many-at-once"])).toMatchObject({
        stdout: "10000 ",
        stderr: "",
        status: 0,
      });
    });

    it.runIf(isOwnMemory)("makes at most six mappings for each", async () => {
      const child = execa(await program("threads.c"), ["hundred"], OPTIONS);
      await new Promise((resolve) => child.stderr?.once("data", resolve));
      const maps = await readFile(`/proc/${child.pid}/maps`, "utf8");
      child.kill();
      await child;
      expect(maps.split("\n").length).toBeLessThan(100 * 6 + 30);
    });

    it.runIf(isOwnMemory)("takes 16 KB and six mappings for each of ten thousand that wait", async () => {
      const child = execa(await program("threads.c"), ["blocked"], OPTIONS);
      await new Promise((resolve) => child.stderr?.once("data", resolve));
      const status = await readFile(`/proc/${child.pid}/status`, "utf8");
      const maps = await readFile(`/proc/${child.pid}/maps`, "utf8");
      child.stdin?.end("x");
      expect(await outcome(child)).toMatchObject({ stdout: "all ended", status: 0 });
      expect(Number(/VmRSS:\s+(\d+) kB/.exec(status)![1])).toBeLessThan(160_000);
      expect(maps.split("\n").length).toBeLessThan(10_000 * 6 + 100);
    });

    it.runIf(isOwnMemory)("says on SIGQUIT what all wait for", async () => {
      const child = execa(await program("threads.c"), ["one-waits"], OPTIONS);
      await new Promise((resolve) => child.stderr?.once("data", resolve));
      child.kill("SIGQUIT");
      const { stderr, signal } = await outcome(child);
      expect(signal).toBe("SIGQUIT");
      expect(stderr).toMatch(/^readythread 0: threads.fs:\d+: ([a-z-]+: )?running\n/);
      expect(stderr).toMatch(/\nthread 1: threads.fs:20: blocked: recv on channel 0x[0-9a-f]+\n$/);
    });

    it("starts a thread for each spawn, whoever waits", async () => {
      expect(await run("threads.c", ["all-wait"])).toMatchObject({ stdout: "all ended", status: 0 });
    });

    it.runIf(isOwnMemory)("throws when there can be no more", async () => {
      const binary = await program("threads.c");
      const limited = await outcome(
        execa("sh", ["-c", `ulimit -v 500000; exec ${binary} too-many`], OPTIONS),
      );
      expect(limited).toMatchObject({
        stdout: "-300 ",
        stderr: "threads.fs:18: spawn-forever: cannot start a thread\n",
        status: 1,
      });
    });
  },
);

describe.each(TARGETS)("deadlock on %s", (target) => {
  const { run, command } = useRuntime("linux", target);
  const rounds = isNative(target) ? 500 : 20;
  const deadlock = (lines: string[]) => new RegExp(`^${["deadlock", ...lines].join("\n")}\n$`);
  it.each([
    ["alone", ["thread 0: deadlocks.fs:99: recv on channel 0x[0-9a-f]+"]],
    [
      "several",
      [
        "thread 0: deadlocks.fs:99: send on channel 0x[0-9a-f]+",
        "thread 1: deadlocks.fs:5: worker: recv on channel 0x[0-9a-f]+",
        "thread 2: deadlocks.fs:6: sender: send on channel 0x[0-9a-f]+",
        "thread 3: deadlocks.fs:7: join-1: join of thread 1",
      ],
    ],
    ["last-thread-ends", ["thread 0: deadlocks.fs:99: recv on channel 0x[0-9a-f]+"]],
    [
      "join-myself",
      [
        "thread 0: deadlocks.fs:99: recv on channel 0x[0-9a-f]+",
        "thread 1: deadlocks.fs:7: join-1: join of thread 1",
      ],
    ],
  ])("%s", async (name, lines) => {
    const { stdout, stderr, status } = await run("deadlocks.c", [name]);
    expect({ stdout, status }).toEqual({ stdout: "output first\n", status: 2 });
    expect(stderr).toMatch(deadlock(lines));
  });

  it("is not seen where a thread sleeps", async () => {
    expect(await run("deadlocks.c", ["not-yet"])).toMatchObject({ stderr: "", status: 0 });
  });

  it("is not seen where there is none, in many runs of a program that blocks a lot", async () => {
    const binary = (await command("coordinator.c")).join(" ");
    const loop = `i=0; while [ $i -lt ${rounds} ]; do ${binary} || exit; i=$((i+1)); done`;
    const result = await outcome(execa("sh", ["-c", loop], OPTIONS));
    expect(result).toMatchObject({ stdout: "results 100 sum 5050 \n".repeat(rounds), stderr: "", status: 0 });
  });
});
