/** Start and end of the process, output, input, memory, time; and what a binary costs at least. */
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { OPTIONS, outcome, useRuntime } from "./harness.ts";

const { run, program, size } = useRuntime();

describe("size", () => {
  it("of a program that prints", async () => {
    expect(await run("hello.c")).toMatchObject({ stdout: "hello, world\n", stderr: "", status: 0 });
    expect(await size("hello.c")).toBeLessThan(8 * 1024);
  });

  it("of a program with threads, channels and lists", async () => {
    expect(await size("coordinator.c")).toBeLessThan(24 * 1024);
  });
});

describe("output", () => {
  it("comes out whole, however long", async () => {
    const { stdout, status } = await run("process.c", ["long-output"], { maxBuffer: 10_000_000 });
    expect({ length: stdout.length, status }).toEqual({ length: 20 * 100_000 - 190, status: 0 });
  });

  it("of several threads does not mix within one call", async () => {
    const { stdout } = await run("process.c", ["shouting"]);
    const lines = stdout.split("\n");
    expect(lines.length).toBe(12_001);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^(a{63}|b{63}|c{63}|d{63})$/);
  });

  it("goes where it is sent", async () => {
    const { stdout, stderr } = await run("process.c", ["descriptors"]);
    expect({ stdout, stderr }).toEqual({ stdout: "buffered again", stderr: "direct " });
  });

  it("to a closed pipe ends the program with 141", async () => {
    const script = `{ ${await program("process.c")} endless; echo "status $?" >&2; } | head -n 1`;
    const { stdout, stderr } = await outcome(execa("sh", ["-c", script], OPTIONS));
    expect({ stdout, stderr }).toEqual({ stdout: "again and again\n", stderr: "status 141\n" });
  });

  it("that cannot be written is an error", async () => {
    const script = `exec ${await program("hello.c")} > /dev/full`;
    const { stderr, status } = await outcome(execa("sh", ["-c", script], OPTIONS));
    expect({ stderr, status }).toEqual({ stderr: "cannot write to standard output\n", status: 1 });
  });

  it("reaches a terminal at the end of each line", async () => {
    const command = `${await program("process.c")} prompt`;
    const { stdout } = await outcome(
      execa("script", ["-qec", command, "/dev/null"], { ...OPTIONS, input: "Ada\n" }),
    );
    expect(stdout).toContain("name? ");
    expect(stdout).toContain("hello Ada");
  });

  it("is flushed when a signal ends the program that was watched before", async () => {
    expect(await run("process.c", ["signals"])).toMatchObject({ stdout: "15 2 ", signal: "SIGTERM" });
  });

  it.each(["SIGTERM", "SIGINT"] as const)("is flushed when %s ends the program", async (signal) => {
    const child = execa(await program("process.c"), ["wait"], OPTIONS);
    child.stderr?.once("data", () => child.kill(signal));
    expect(await outcome(child)).toMatchObject({ stdout: "buffered", signal });
  });

  it("does not keep a program alive that nobody reads from", async () => {
    const child = execa(await program("process.c"), ["endless"], { ...OPTIONS, buffer: false });
    setTimeout(() => child.kill("SIGTERM"), 200);
    const { signal } = await child;
    expect(signal).toBe("SIGTERM");
  });
});

describe("input", () => {
  it("by key and by line, to its end", async () => {
    const { stdout } = await run("process.c", ["input"], { input: "xyline\nlonger line\n\nlast" });
    expect(stdout).toBe("120 121 4 line|5 longe|0 |4 last|4 ");
  });

  it("is waited for after the prompt was written", async () => {
    const child = execa(await program("process.c"), ["prompt"], OPTIONS);
    child.stdout?.once("data", () => child.stdin?.end("Grace\n"));
    expect(await outcome(child)).toMatchObject({ stdout: "name? hello Grace", status: 0 });
  });
});

it("hands out arguments", async () => {
  const { stdout } = await run("process.c", ["arguments", "two", "", "four 4"]);
  expect(stdout).toBe("5 arguments|two||four 4|1 1 0 0 ");
});

it("knows the time", async () => {
  expect(await run("process.c", ["time"])).toMatchObject({ stdout: "1 1 1 ", status: 0 });
});

describe("memory", () => {
  it("is given and taken back, errors are results", async () => {
    const { stdout } = await run("memory.c", ["results"]);
    expect(stdout).toBe("0 0 1 0 -60 -60 -60 -60 0 -9 -59 -59 -61 1 -61 0 6 5 ");
  });

  it.each([
    ["data-space", "100 60 -8 -8 60 "],
    ["churn", "0 "],
    ["hand-over", "0 1 "],
    ["large", "0 -60 -61 1 1 0 0 0 "],
    ["exchange", "0 "],
    ["short-threads", "0 1 "],
    ["lists", "0 "],
    ["move", "0 "],
  ])("%s", async (name, stdout) => {
    expect(await run("memory.c", [name])).toMatchObject({ stdout, stderr: "", status: 0 });
  });
});
