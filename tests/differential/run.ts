/**
 * One program in several modes: what the evaluator says of it while compiling, and what native code
 * does, unoptimized, optimized, and optimized but for one pass. All must agree.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { Module } from "../../src/codegen/ir/types.ts";
import { type Compilation, compile, passNames } from "../../src/driver.ts";
import { type Diagnostic, renderDiagnostic } from "../../src/support/diagnostics.ts";
import { assembleCall, linkCalls } from "../../src/tool-calls.ts";
import { lineDiff } from "../harness/report.ts";
import type { RunnableTarget } from "../harness/targets.ts";
import { type Dialect, type Program, render } from "./program.ts";

interface Mode {
  name: string;
  loadEval: boolean;
  level: 0 | 2;
  /** Optional passes to leave out. */
  disabled: ReadonlySet<string>;
}

/** Passes that are left out everywhere, to find out which one is to blame, or what they hide. */
const DISABLED = process.env["FFC_DIFFERENTIAL_DISABLE"]?.split(",") ?? [];

const modeOf = (name: string, loadEval: boolean, level: 0 | 2, without: readonly string[] = []): Mode => ({
  name,
  loadEval,
  level,
  disabled: new Set([...DISABLED, ...without]),
});

/** In the first the top level runs in the evaluator, and the program only prints what came of it. */
const EVALUATED = modeOf("evaluated", true, 2);
const MODES: Readonly<Record<string, Mode>> = {
  evaluated: EVALUATED,
  O0: modeOf("native -O0", false, 0),
  O2: modeOf("native -O2", false, 2),
};

/** On this machine; `arm64-O2` and the like are for a target that is emulated, `aarch64-macos-O2` for one of macOS. */
const DEFAULT = ["evaluated", "O0", "O2", "arm64-O2", "gforth"];
const WANTED: ReadonlySet<string> = new Set(process.env["FFC_DIFFERENTIAL_TARGETS"]?.split(",") ?? DEFAULT);
const WITHOUT = process.env["FFC_DIFFERENTIAL_WITHOUT"] ?? "none";

/** Whether gforth is wanted, too. */
export const asksGforth = WANTED.has("gforth");

/** The optional passes of which a program is compiled without one: none, each, one in turn, or those named. */
function passesLeftOut({ seed }: Program): string[] {
  if (WITHOUT === "none") return [];
  const optional = [...new Set(passNames(true))];
  if (WITHOUT === "each") return optional;
  return WITHOUT === "one" ? [optional[Math.floor(seed / 10) % optional.length]!] : WITHOUT.split(",");
}

function modesFor(program: Program, target: RunnableTarget): Mode[] {
  const native = target.runner.length === 0;
  const other = target.system === "linux" ? target.isa : target.target.name;
  const isWanted = (name: string): boolean => WANTED.has(native ? name : `${other}-${name}`);
  const modes = Object.entries(MODES).flatMap(([name, mode]) => (isWanted(name) ? [mode] : []));
  if (!native) return modes;
  const without = passesLeftOut(program);
  return [...modes, ...without.map((pass) => modeOf(`native -O2 without ${pass}`, false, 2, [pass]))];
}

/** What is wrong with a program, if something is: `kind` says whether two failures are alike. */
export interface Failure {
  kind: string;
  details: string;
}

/** Where things are made and what with. */
export interface Workshop {
  /** The first is that of this machine; the others are emulated. */
  targets: readonly RunnableTarget[];
  scratch: string;
  gforth: boolean;
}

/** A program that runs longer hangs. */
const TIME_LIMIT_MS = 60_000;

export async function check(program: Program, workshop: Workshop): Promise<Failure | undefined> {
  const source = render(program);
  let first: { name: string; output: string } | undefined;
  const modules: Modules = new Map();
  // That of this machine comes last: its back end writes into the IR what the instruction set lacks.
  for (const target of workshop.targets.toReversed()) {
    for (const mode of modesFor(program, target)) {
      // The back end of the other instruction set must not find what one for macOS wrote.
      const shared: Modules = target.system === "linux" ? modules : new Map();
      const output = await run(source, mode, target, workshop, shared, isVerified(program));
      if (typeof output !== "string") return output;
      const name = nameOf(mode, target);
      first ??= { name, output };
      if (output !== first.output) return disagreement(first.name, first.output, name, output);
    }
  }
  return workshop.gforth && !program.modern ? compareWithGforth(program, workshop) : undefined;
}

/** What a program was compiled to, by name of the mode: up to its assembly it is the same for all targets. */
type Modules = Map<string, Module>;

/**
 * To verify the IR after each pass takes as long as the passes: it is done for one batch of four. What a pass breaks shows in
 * what the program does as well.
 */
const isVerified = ({ seed }: Program): boolean => Math.floor(seed / 10) % 4 === 0;

const nameOf = (mode: Mode, { target }: RunnableTarget): string => `${target.name} ${mode.name}`;

async function compareWithGforth(program: Program, workshop: Workshop): Promise<Failure | undefined> {
  const text = (dialect: Dialect): string => render(program, dialect);
  const ours = await run(text("ffc/gforth"), EVALUATED, workshop.targets[0]!, workshop);
  if (typeof ours !== "string") return ours;
  const folder = newFolder(workshop);
  const file = join(folder, "program.fs");
  writeFileSync(file, text("gforth"), "latin1");
  const theirs = await execute("gforth", [file, "-e", "bye"], folder);
  rmSync(folder, { recursive: true });
  return ours === theirs ? undefined : disagreement("ffc", ours, "gforth", theirs);
}

export async function hasGforth(): Promise<boolean> {
  const { failed } = await execa("gforth", ["--version"], { reject: false, stdin: "ignore" });
  return !failed;
}

/** What it printed and its exit status, as one text; or that it does not even compile. */
async function run(
  source: string,
  mode: Mode,
  target: RunnableTarget,
  workshop: Workshop,
  modules: Modules = new Map(),
  verifyPasses = true,
): Promise<string | Failure> {
  const name = nameOf(mode, target);
  let text: string | undefined;
  let diagnostics: readonly Diagnostic[] = [];
  try {
    const known = modules.get(mode.name);
    if (known !== undefined) text = target.target.emitModule(known, EMIT_OPTIONS);
    else {
      const compilation = compileText(source, mode, target, verifyPasses);
      ({ text, diagnostics } = compilation);
      if (compilation.module !== undefined) modules.set(mode.name, compilation.module);
    }
  } catch (error) {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const [line = ""] = details.split("\n");
    return {
      kind: `compiler, ${name}: ${line.replace(/[\d.%]+/g, "#").slice(0, 60)}`,
      details: `${name}: ${details}`,
    };
  }
  if (text === undefined || diagnostics.length > 0) {
    const codes = new Set(diagnostics.map((d) => d.code));
    const details = diagnostics.map(renderDiagnostic).join("\n");
    return { kind: `rejected, ${name}: ${[...codes].join(" ")}`, details: `${name}:\n${details}` };
  }
  const folder = newFolder(workshop);
  try {
    const program = join(folder, "program");
    const input = Buffer.from(text, "latin1");
    const object = `${program}.o`;
    const { runtime, target: machine } = target;
    const request = { object, output: program, runtime, debugInfo: false, target: machine.name };
    for (const call of [assembleCall(object, machine.name), ...linkCalls(request)]) {
      const result = await execa(call.tool, call.args, { reject: false, input });
      if (result.failed)
        return { kind: `${call.tool}, ${name}`, details: result.stderr || (result.message ?? "") };
    }
    const [command, ...args] = [...target.runner, program];
    return await execute(command!, args, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const EMIT_OPTIONS = { checkAllocation: true, debugInfo: false };

let folders = 0;

function newFolder(workshop: Workshop): string {
  const folder = join(workshop.scratch, String(folders++));
  mkdirSync(folder);
  return folder;
}

const compileText = (
  source: string,
  { loadEval, level, disabled }: Mode,
  { target }: RunnableTarget,
  verifyPasses: boolean,
): Compilation =>
  compile({
    file: "program.fs",
    target,
    level,
    loadEval,
    strict: false,
    debugInfo: false,
    disabledPasses: disabled,
    dump: undefined,
    selfCheck: true,
    verifyPasses,
    emit: "asm",
    readFile: (path) => (path === "program.fs" ? source : undefined),
  });

async function execute(command: string, args: string[], cwd: string): Promise<string> {
  const result = await execa(command, args, {
    cwd,
    stdin: "ignore",
    encoding: "latin1",
    reject: false,
    stripFinalNewline: false,
    timeout: TIME_LIMIT_MS,
    killSignal: "SIGKILL",
  });
  const end = result.timedOut ? "did not end" : (result.signal ?? result.exitCode ?? result.message);
  // What gforth writes to standard error are warnings.
  const report = end === 0 ? "" : result.stderr;
  return `${result.stdout}${report}[${end}]\n`;
}

function disagreement(nameA: string, a: string, nameB: string, b: string): Failure {
  const end = (text: string): string => /\[(.*)\]\n$/.exec(text)?.[1] ?? "";
  const how = end(a) === end(b) ? "print different things" : `end with ${end(a)} and ${end(b)}`;
  // The lines around the first difference; a wrong value makes all later checksums wrong.
  const [la, lb] = [a.split("\n"), b.split("\n")];
  let at = 0;
  while (at < la.length && la[at] === lb[at]) at++;
  const near = (lines: string[]): string => lines.slice(Math.max(0, at - 2), at + 6).join("\n");
  return {
    kind: `${nameA} and ${nameB} ${how}`,
    details: `${nameA} (-) and ${nameB} (+) ${how}, from line ${at + 1} on:\n${lineDiff(near(la), near(lb))}`,
  };
}
