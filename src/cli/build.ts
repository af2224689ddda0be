/**
 * `ffc build`: compiles a file and puts the result in its place. The temporary files exist only while the
 * assembler and the linker run, and are gone afterwards however that ends.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { Target } from "../codegen/target/target.ts";
import { TARGETS } from "../codegen/target/targets.ts";
import { type Compilation, type CompileRequest, compile, type PhaseTime, passNames } from "../driver.ts";
import { EXIT, Failure, fileProblem } from "../failure.ts";
import { type ProgramPlan, planProgram } from "../make-program.ts";
import { now } from "../support/clock.ts";
import { assembleCall, type ToolCall } from "../tool-calls.ts";
import { checkRuntime, chooseKit, findRuntime, runTools, showCall, ToolFailure } from "../toolchain.ts";
import { type OutputFile, planOutput } from "./output-file.ts";
import { reportDiagnostics, toStderr, toStdout } from "./terminal.ts";
import { bytesOfText, textOfBytes } from "./text.ts";

export type Emit = "ssa" | "asm" | "obj" | "program";

export interface BuildOptions {
  /** "-" is standard output, for text. */
  output: string | undefined;
  emit: Emit;
  /** Name of the target. */
  target: string;
  /** Level of the target's instruction set, `native`, or the least if not given. */
  march: string | undefined;
  level: 0 | 2;
  /** Folders of -I, in order; those of FFCPATH come after them. */
  includePath: string[];
  loadEval: boolean;
  strict: boolean;
  debugInfo: boolean;
  /** The program can be put anywhere in memory. */
  pie: boolean;
  /** It checks its own use of threads while it runs. */
  checkThreads: boolean;
  disabledPasses: string[];
  dump: string | undefined;
  timePasses: boolean;
  /** Where to write the rule for Make that lists what was read. */
  depfile: string | undefined;
  verbosity: "quiet" | "normal" | "verbose";
}

const SUFFIX: Readonly<Record<Emit, string>> = { ssa: ".ssa", asm: ".s", obj: ".o", program: "" };

/** Returns the exit status. `installation` is the folder of the built compiler. */
export async function build(file: string, options: BuildOptions, installation: string): Promise<number> {
  const started = now();
  checkOptions(options);
  const target = TARGETS.find(({ name }) => name === options.target)!;
  const features = featuresOf(target, options.march);
  const output = options.output ?? basename(file, extname(file)) + SUFFIX[options.emit];
  const text = readSource(file);
  await tuneOptimizer(text.length);
  const place = output === "-" ? undefined : planOutput(output, file);

  const compilation = compile({ ...compileRequest(file, text, options, target), features });
  reportDiagnostics(compilation.diagnostics);
  if (compilation.dumped !== undefined) toStdout(Buffer.from(compilation.dumped, "latin1"));
  if (compilation.text === undefined) return EXIT.program;

  if (place === undefined) toStdout(Buffer.from(compilation.text, "latin1"));
  else if (isText(options.emit))
    finish(place, () => writeFileSync(place.temporary, compilation.text!, "latin1"));
  else await makeBinary(compilation, place, options, installation, target.name);

  if (options.timePasses) {
    toStderr(timeTable([{ phase: "start-up", milliseconds: started }, ...compilation.times]));
  }
  if (options.depfile !== undefined) writeDepfile(options.depfile, output, compilation.filesRead);
  if (options.verbosity !== "quiet" && place !== undefined && compilation.dumped === undefined) {
    const size = statSync(output).size;
    toStdout(`${output}: ${size} bytes, ${target.name}, ${Math.round(now())} ms\n`);
  }
  return EXIT.ok;
}

/** Characters of source from which on a build is long enough for V8 to optimize anything, and to optimize much. */
const MEDIUM = 10_000;
const LARGE = 60_000;

/**
 * V8 optimizes what is run often, on a thread beside ours. It is made for programs that run for longer: of what it
 * optimizes in a build, much is hardly called again. So a function has to be run more often first, the shorter the
 * build the more. In a large one, fewer copies of callees are compiled into it, too: the code is
 * slightly slower, but there much sooner.
 */
async function tuneOptimizer(characters: number): Promise<void> {
  // The V8 of Node 20. Later ones count in another way, and complain about flags that they do not know.
  const hasBudget = process.versions.v8.startsWith("11.3.");
  if (characters < (hasBudget ? MEDIUM : LARGE)) return;
  const { setFlagsFromString } = await import("node:v8");
  const set = (budget: number, inlined: number): void => {
    if (hasBudget) setFlagsFromString(`--interrupt-budget=${budget}`);
    setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${inlined}`);
  };
  if (characters < LARGE) set(300_000, 920);
  else set(135_000, 100);
  // A cache of our code that is written at the end must not depend on it: back to what is usual.
  process.prependOnceListener("exit", () => set(67_584, 920));
}

const isText = (emit: Emit): boolean => emit === "ssa" || emit === "asm";

function checkOptions({ output, emit, disabledPasses, dump }: BuildOptions): void {
  if (output === "-" && !isText(emit)) {
    throw new Failure(EXIT.usage, "only IR and assembly can be written to standard output");
  }
  for (const name of disabledPasses) knownPass(name, passNames(true));
  if (dump !== undefined) knownPass(dump, passNames(false));
}

/** What the level has, and of `native` all that the system says this processor has. */
function featuresOf(target: Target, march: string | undefined): ReadonlySet<string> {
  if (march === undefined) return new Set();
  const level = target.levels[march];
  if (level !== undefined) return new Set(level);
  const levels = Object.keys(target.levels).join(" ");
  if (march !== "native") {
    const hint = `the levels are native ${levels}`;
    throw new Failure(EXIT.usage, `${target.name} has no level \`${march}\``, hint);
  }
  if (process.arch !== target.processor) {
    const hint = `the levels of ${target.name} are ${levels}`;
    throw new Failure(EXIT.usage, "`native` is this machine, which the program is not for", hint);
  }
  const flags = /^(?:flags|Features)\s*:(.*)$/m.exec(readOrUndefined("/proc/cpuinfo") ?? "");
  return new Set(flags?.[1]?.trim().split(/\s+/));
}

function compileRequest(file: string, text: string, options: BuildOptions, target: Target): CompileRequest {
  return {
    file: bytesOfText(file),
    target,
    level: options.level,
    includePath: [...options.includePath, ...foldersOf(process.env["FFCPATH"])].map(bytesOfText),
    loadEval: options.loadEval,
    strict: options.strict,
    debugInfo: options.debugInfo,
    pie: options.pie,
    checkThreads: options.checkThreads,
    disabledPasses: new Set(options.disabledPasses),
    dump: options.dump,
    selfCheck: process.env["FFC_DEBUG"] !== undefined,
    timePasses: options.timePasses,
    emit: options.emit === "ssa" ? "ssa" : "asm",
    readFile: (path) => (textOfBytes(path) === file ? text : readOrUndefined(path)),
  };
}

/** As in PATH, folders have colons between; an empty name is no folder here. */
const foldersOf = (path: string | undefined): string[] => (path ?? "").split(":").filter((f) => f !== "");

/** An object or a program, from assembly. The tools' times are added to those of the compilation. */
async function makeBinary(
  { text, times }: Compilation,
  place: OutputFile,
  { emit, debugInfo, pie, verbosity }: BuildOptions,
  installation: string,
  target: string,
): Promise<void> {
  const runtime = emit === "program" ? await findRuntime(installation, target) : undefined;
  // In a folder of its own a file has always the same name: a linker may write that into the program.
  const folder = `${place.temporary}.d`;
  const object = join(folder, "program.o");
  const program = join(folder, "program");
  const kit = chooseKit(target, runtime !== undefined);
  const plan: ProgramPlan =
    runtime === undefined
      ? { assembly: text!, calls: [assembleCall(object, target, kit)], next: () => undefined }
      : await planProgram(text!, { object, output: program, runtime, debugInfo, target, pie }, kit);
  const { calls } = plan;
  const runAll = (calls: readonly ToolCall[], input: string): void => {
    if (verbosity === "verbose") for (const call of calls) toStderr(showCall(call) + "\n");
    runTools(calls, Buffer.from(input, "latin1"), place.name);
  };
  const make = (): void => {
    const start = now();
    try {
      makeFolder(folder, place.name);
      runAll(calls, plan.assembly);
      for (let more = plan.next(); more !== undefined; more = plan.next()) runAll(more, "");
      if (verbosity === "verbose" && plan.leftAlone !== undefined) {
        toStderr(`the program is as the linker made it: ${plan.leftAlone}\n`);
      }
      renameSync(runtime === undefined ? object : program, place.temporary);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    times.push({ phase: calls.map(({ tool }) => tool).join(" and "), milliseconds: now() - start });
  };
  try {
    finish(place, make);
  } catch (error) {
    if (error instanceof ToolFailure && runtime !== undefined) await checkRuntime(runtime);
    throw error;
  }
}

function makeFolder(folder: string, output: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    throw new Failure(EXIT.program, `cannot write \`${output}\`: ${fileProblem(error)}`);
  }
}

function knownPass(name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  throw new Failure(EXIT.usage, `there is no pass \`${name}\` here`, `the passes are ${known.join(" ")}`);
}

function readSource(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch (error) {
    throw new Failure(EXIT.program, `cannot read \`${file}\`: ${fileProblem(error)}`);
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(Buffer.from(path, "latin1"), "latin1");
  } catch {
    return undefined;
  }
}

/** Makes the output and moves it to its place, or removes what was begun. */
function finish(place: OutputFile, make: () => void): void {
  // With a handler a signal does not end us on the spot: the tool that we wait for gets it too and ends, and
  // then we clean up and take the signal ourselves (see main.ts).
  const keepGoing = (): void => {};
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, keepGoing);
  try {
    make();
    place.commit();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new Failure(EXIT.program, `cannot write \`${place.name}\`: ${fileProblem(error)}`);
  } finally {
    place.discard();
    for (const signal of signals) process.removeListener(signal, keepGoing);
  }
}

/** In Make's syntax, where a space and a dollar need an escape. */
function writeDepfile(depfile: string, output: string, files: readonly string[]): void {
  const quoted = (path: string): string => path.replace(/([ #])/g, "\\$1").replace(/\$/g, "$$$$");
  try {
    writeFileSync(depfile, `${quoted(output)}: ${files.map(textOfBytes).map(quoted).join(" ")}\n`);
  } catch (error) {
    throw new Failure(EXIT.program, `cannot write \`${depfile}\`: ${fileProblem(error)}`);
  }
}

function timeTable(times: readonly PhaseTime[]): string {
  const width = Math.max(...times.map((t) => t.phase.length));
  return times.map((t) => `${t.phase.padEnd(width)} ${t.milliseconds.toFixed(2).padStart(8)} ms\n`).join("");
}
