/** Files, pipes, the terminal and local time, where programs in Forth cannot show it: threads, errors, ends. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { OPTIONS, outcome, useRuntime } from "./harness.ts";

const { run, program } = useRuntime();
const folder = mkdtempSync(join(tmpdir(), "ffc-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string): string => join(folder, name);
const content = (name: string): string => readFileSync(path(name), "latin1");

describe("files", () => {
  it("take whole lines from several threads", async () => {
    expect(await run("files.c", ["shared", path("shared")])).toMatchObject({ stdout: "0 ", status: 0 });
    const lines = content("shared").split("\n");
    expect(lines.length).toBe(20_001);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^(a{63}|b{63}|c{63}|d{63})$/);
  });

  it("are opened and closed by several threads", async () => {
    expect(await run("files.c", ["churn"])).toMatchObject({ stdout: "++++", status: 0 });
  });

  it.each([1, 2, 3])("are what a model of them says after each of many operations, %i", async (seed) => {
    const args = ["model", path(`model${seed}`), String(seed)];
    expect(await run("files.c", args)).toMatchObject({ stdout: "0 ", status: 0 });
  });

  it("come through the buffer and around it", async () => {
    expect(await run("files.c", ["large", path("large")])).toMatchObject({ stdout: "300000 0 ", status: 0 });
  });

  it("are written out at the end of the program", async () => {
    expect(await run("files.c", ["unflushed", path("unflushed")])).toMatchObject({ status: 0 });
    expect(content("unflushed")).toBe("all of it");
  });

  it("are written out after a throw that nobody catches", async () => {
    expect(await run("files.c", ["thrown", path("thrown")])).toMatchObject({ status: 1 });
    expect(content("thrown")).toBe("all of it");
  });

  it.each([
    ["SIGTERM", "wait", "buffered"],
    ["SIGINT", "wait", "buffered"],
    ["SIGHUP", "wait", "buffered"],
    ["SIGTERM", "silent", ""],
  ] as const)("are written out when %s ends the program (%s)", async (signal, name, stdout) => {
    const child = execa(await program("files.c"), [name, path(name + signal)], OPTIONS);
    child.stderr?.once("data", () => child.kill(signal));
    expect(await outcome(child)).toMatchObject({ stdout, signal });
    expect(content(name + signal)).toBe("all of it");
  });

  it("say what went wrong", async () => {
    const { stdout } = await run("files.c", ["full"]);
    expect(stdout).toBe("0 -540 -540 -540 ");
  });

  it("throw for bad addresses and hold no lock then", async () => {
    const { stdout } = await run("files.c", ["bad-addresses", path("bad")]);
    expect(stdout).toBe("-9 -9 -9 -9 -9 -24 9 ");
  });

  it("run out", async () => {
    const script = `ulimit -n 8; exec ${await program("files.c")} many`;
    const { stdout } = await outcome(execa("sh", ["-c", script], OPTIONS));
    expect(stdout).toBe("-536 0 0 0 0 0 ");
  });

  it("never take the place of a standard descriptor", async () => {
    const script = `exec ${await program("files.c")} closed-descriptors <&- >&-`;
    expect(await outcome(execa("sh", ["-c", script], OPTIONS))).toMatchObject({ stderr: "above", status: 0 });
    const { stdout, stderr } = await run("files.c", ["close-standard"], { input: "text" });
    expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "good" });
  });
});

it("runs commands, which have none of our descriptors but three, and SIGPIPE as it was", async () => {
  const plain = await execa("sh", ["-c", "ls /proc/self/fd | wc -l"]);
  const { stdout, stderr } = await run("files.c", ["pipes"]);
  expect({ stdout, stderr }).toEqual({ stdout: `first y\n1024 ${plain.stdout}0 0 `, stderr: "" });
});

describe("local time", () => {
  const moments = [
    0, 1_000_000_000, 1_679_792_399, 1_679_792_400, 1_690_000_000, 1_698_541_199, 1_698_541_200,
  ];
  const later = [1_704_067_199, 1_704_067_200, 1_720_000_000, 4_000_000_000, 7_258_118_400];
  it.each([
    "UTC0",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "EST5EDT",
    "AEST-10AEDT,M10.1.0,M4.1.0/3",
    "<+0330>-3:30",
    "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
    "IST-1GMT0,M10.5.0,M3.5.0/1",
    "XXX3YYY,J60,J300/12:30:15",
    "XXX3YYY,59/1,300/23",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Etc/GMT+5",
    ":Europe/London",
    "no such zone",
    "",
  ])("in the zone %s", async (TZ) => {
    const args = [...moments, ...later].map(String);
    const env = { TZ };
    const { stdout } = await run("files.c", ["offsets", ...args], { env });
    const dates = await Promise.all(args.map((t) => execa("date", ["-d", `@${t}`, "+%::z"], { env })));
    const expected = dates.map(({ stdout: text }) => {
      const [, sign, h, m, s] = /^([+-])(\d+):(\d+):(\d+)$/.exec(text)!;
      return (sign === "-" ? -1 : 1) * (Number(h) * 3600 + Number(m) * 60 + Number(s)) + 0;
    });
    expect(stdout.trim().split(" ").map(Number)).toEqual(expected);
  });
});

describe("a terminal", () => {
  const settings = "stty -a | grep -o -- '-\\?\\bicanon\\|-\\?\\becho\\b' | tr '\\n' ' '";
  /**
   * Types `input` when the program is ready, and tells how the terminal is set afterwards. Control-C goes
   * to the shell that waits, too, which must live on to tell: hence the trap, and a shell named by us.
   */
  async function session(command: string, input: string[]): Promise<string> {
    const script = `trap : INT; ${command}; ${settings}`;
    const options = { ...OPTIONS, env: { SHELL: "/bin/sh" } };
    const child = execa("script", ["-qec", script, "/dev/null"], options);
    child.stdout?.once("data", async () => {
      for (const text of input) {
        child.stdin?.write(text);
        await new Promise((done) => setTimeout(done, 300));
      }
      child.stdin?.end();
    });
    return (await outcome(child)).stdout;
  }

  it("gives keys as they are typed, lines with echo, and is as before at the end", async () => {
    const text = await session(`${await program("files.c")} keys`, ["a", "bq", "line\n"]);
    expect(text.replaceAll("\r", "")).toContain("go\n0 97 98 ");
    expect(text.replaceAll("\r", "")).toMatch(/line\nline/);
    expect(text).toMatch(/(?<!-)icanon (?<!-)echo /);
  });

  it("is as before after a throw", async () => {
    const text = await session(`${await program("files.c")} keys throw`, ["q", "\n", "x"]);
    expect(text).toContain("throw 99");
    expect(text).toMatch(/ (?<!-)echo |icanon echo/);
    expect(text).not.toContain("-icanon");
  });

  it("is as before after control-C", async () => {
    const text = await session(`${await program("files.c")} keys`, ["a", "\x03"]);
    expect(text).not.toContain("-icanon");
    expect(text).toContain("icanon");
  });
});
