/**
 * What features cost: programs that use one feature each are no larger than written down here, and have nothing of what
 * they do not use linked. Limits are one or two hundred bytes above what gcc 12 makes of the runtime.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { readSources } from "../../scripts/build-runtime.mjs";
import { renderDiagnostic } from "../../src/support/diagnostics.ts";
import { isNative, linkCalls } from "../../src/tool-calls.ts";
import { compileText, execute, link, type Mode } from "../harness/filetests.ts";
import { targetsHere } from "../harness/targets.ts";

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));

/** Functions of the runtime by what they are there for. */
const PARTS = {
  lists: /^ffc_cons$/,
  memory: /^ffc_(allocate|free|resize)$/,
  threads: /^ffc_spawn$/,
  joining: /^ffc_join$/,
  channels: /^ffc_(send|recv|recv_flag)$/,
  closing: /^ffc_close_channel$/,
  timeouts: /^ffc_(send|recv)_timeout$/,
  select: /^ffc_select/,
  locks: /^ffc_(mutex|semaphore)_/,
  "locks with timeouts": /^ffc_(mutex_lock|semaphore_acquire)_timeout$/,
  "wait-groups": /^ffc_wait_group_/,
  names: /^ffc_(set_)?thread_name$/,
  logs: /^ffc_log$/,
  clock: /^ffc_(utime|ntime|monotonic)$/,
  sleep: /^ffc_ms$/,
  signals: /^ffc_(watch_signals|next_signal)$/,
  input: /^ffc_(key|accept)/,
  files: /^ffc_\w+_file$/,
  processes: /^ffc_(start_process|system)$/,
  floats: /^ffc_(represent|to_float)$/,
} as const;
type Part = keyof typeof PARTS;

interface Feature {
  name: string;
  /** With the coordinator before it, or alone. */
  text: string;
  alone?: true;
  output: string;
  parts: readonly Part[];
  limits: Readonly<Record<string, number>>;
}

const COORDINATOR = ["threads", "channels"] as const;

const FEATURES: readonly Feature[] = [
  {
    name: "hello",
    alone: true,
    text: `." Hello" cr`,
    output: "Hello\n",
    parts: [],
    limits: { "x86_64-linux": 4800, "aarch64-linux": 6100, "x86_64-macos": 8800, "aarch64-macos": 17100 },
  },
  {
    name: "the coordinator",
    text: ": main  start feed collect . ;",
    output: "285 ",
    parts: COORDINATOR,
    limits: { "x86_64-linux": 11000, "aarch64-linux": 13500, "x86_64-macos": 14700, "aarch64-macos": 17200 },
  },
  {
    name: "lists and messages",
    text: `: main  start feed collect nil swap cons ." sum " car dup . cr 285 <> abort" wrong" ;`,
    output: "sum 285 \n",
    parts: [...COORDINATOR, "lists"],
    limits: { "x86_64-linux": 11500, "aarch64-linux": 14000 },
  },
  {
    name: "join",
    text: `: one 7 jobs send ;  : main  ['] one spawn join jobs recv . ;`,
    output: "7 ",
    parts: [...COORDINATOR, "joining"],
    limits: { "x86_64-linux": 11000, "aarch64-linux": 13500 },
  },
  {
    name: "select",
    text: ": main  start feed collect . select{ 5 jobs send-case jobs recv-case }select . 2drop ;",
    output: "285 0 ",
    parts: [...COORDINATOR, "select"],
    limits: { "x86_64-linux": 12700, "aarch64-linux": 15500 },
  },
  {
    name: "timeouts",
    text: ": main  start feed collect . 1 results recv-timeout . drop ;",
    output: "285 0 ",
    parts: [...COORDINATOR, "timeouts"],
    limits: { "x86_64-linux": 11600, "aarch64-linux": 14200 },
  },
  {
    name: "a mutex",
    text: "mutex constant m  : main  start feed m lock collect . m unlock ;",
    output: "285 ",
    parts: [...COORDINATOR, "locks"],
    limits: { "x86_64-linux": 12200, "aarch64-linux": 14900 },
  },
  {
    name: "a mutex with a timeout",
    text: "mutex constant m  : main  start feed 9 m lock-timeout . m unlock collect . ;",
    output: "-1 285 ",
    parts: [...COORDINATOR, "locks", "locks with timeouts"],
    limits: { "x86_64-linux": 12500, "aarch64-linux": 15300 },
  },
  {
    name: "a pool",
    text: `: main  2 10 ['] work pool  4 over submit  pool-close results recv . ;`,
    output: "16 ",
    parts: [...COORDINATOR, "closing", "wait-groups", "memory"],
    limits: { "x86_64-linux": 13900, "aarch64-linux": 16700 },
  },
  {
    name: "supervision",
    text: `: twice  jobs recv . ;  : main  5 jobs send  ['] twice 3 1000 1 supervise ;`,
    output: "5 ",
    parts: ["channels", "logs", "clock", "sleep"],
    limits: { "x86_64-linux": 10900, "aarch64-linux": 13300 },
  },
  {
    name: "a ticker",
    text: ": main  1 ticker dup recv . close-channel ;",
    output: "-1 ",
    parts: [...COORDINATOR, "closing", "clock", "locks", "memory", "timeouts"],
    limits: { "x86_64-linux": 14900, "aarch64-linux": 17900 },
  },
  {
    name: "a cancel token",
    text: ": main  0 cancel-token dup cancel cancelled? . ;",
    output: "-1 ",
    parts: ["closing", "locks", "memory"],
    limits: { "x86_64-linux": 9700, "aarch64-linux": 12100 },
  },
  {
    name: "signals",
    text: ": main  10 1 signal-channel closed? . start feed collect . ;",
    output: "0 285 ",
    parts: [...COORDINATOR, "signals"],
    limits: { "x86_64-linux": 11700, "aarch64-linux": 14300 },
  },
  {
    name: "a log",
    text: `: main  start feed s" x" log-info collect . ;`,
    output: "285 ",
    parts: [...COORDINATOR, "logs"],
    limits: { "x86_64-linux": 12300, "aarch64-linux": 14800 },
  },
];

const OPTIMIZED: Mode = { name: "-O2", level: 2, loadEval: true };
const all = await targetsHere();
const targets = all.filter(({ system }) => system === "linux");
const macs = all.filter(({ system }) => system === "macos");
const { targets: records } = await readSources();
const scratch = mkdtempSync(join(tmpdir(), "ffc-sizes-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Names that are defined in a program, linked as programs are but not stripped. */
async function symbolsOf(object: string, target: (typeof targets)[number]): Promise<string[]> {
  const { name } = target.target;
  const output = `${object}-symbols`;
  const request = { object, output, runtime: target.runtime, debugInfo: true, target: name };
  for (const { tool, args } of linkCalls(request)) await execa(tool, args);
  const tool = isNative(name) ? "nm" : `${records[name]!.tools}nm`;
  const { stdout } = await execa(tool, ["--defined-only", output]);
  return stdout.split("\n").map((line) => line.split(" ").at(-1)!);
}

/** The program, once it has printed what it should and is no larger than it may be. */
async function makeFeature(
  { name, text, alone, output, limits }: Feature,
  target: (typeof targets)[number],
): Promise<string> {
  const source = alone ? text : `${readFileSync("tests/sizes/coordinator.fs", "latin1")}\n${text}\n`;
  const { text: assembly, diagnostics } = compileText(OPTIMIZED, target, "size.fs", `${source}\n`);
  expect(diagnostics.map(renderDiagnostic)).toEqual([]);
  const program = join(scratch, `${target.target.name}-${name}`.replaceAll(/\W/g, "-"), "program");
  await link(assembly!, program, target);
  expect(await execute(program, target, { args: [], stdin: "" })).toMatchObject({ stdout: output, exit: 0 });
  const { size } = statSync(program);
  expect(size, `${size} bytes`).toBeLessThanOrEqual(limits[target.target.name]!);
  return program;
}

// Whole pages: what a feature costs is rather seen on Linux.
describe.each(macs)("sizes on $target.name", (target) => {
  it.each(FEATURES.filter(({ limits }) => limits[target.target.name] !== undefined))(
    "$name",
    async (feature) => {
      await makeFeature(feature, target);
    },
  );
});

describe.each(targets)("sizes on $target.name", (target) => {
  it.each(FEATURES)("$name", async (feature) => {
    const program = await makeFeature(feature, target);
    const symbols = await symbolsOf(`${program}.o`, target);
    const linked = Object.keys(PARTS).filter((part) =>
      symbols.some((symbol) => PARTS[part as Part].test(symbol)),
    );
    expect(linked.sort()).toEqual([...feature.parts].sort());
  });
});
