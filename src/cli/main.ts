/**
 * The command line: what it takes, and how each way of failing is told. One file per command does the work.
 */
import { constants } from "node:os";
import * as library from "virtual:forth-library";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { version } from "../../package.json";
import { findTarget, TARGETS } from "../codegen/target/targets.ts";
import { EXIT, Failure } from "../failure.ts";
import { PRIMITIVES } from "../frontend/words/index.ts";
import { CompileError } from "../support/diagnostics.ts";
import { nativeTarget } from "../tool-calls.ts";
import { Interrupted } from "../toolchain.ts";
import { type BuildOptions, build, type Emit } from "./build.ts";
import { run } from "./run.ts";
import { reportDiagnostics, toStderr, toStdout } from "./terminal.ts";

/** As commander hands them over. */
interface ParsedOptions {
  output?: string;
  target: string;
  march?: string;
  O: 0 | 2;
  emit: Emit;
  include: string[];
  loadEval: boolean;
  strict?: true;
  debug?: true;
  pie?: true;
  checkThreads?: true;
  disablePass: string[];
  dump?: string;
  timePasses?: true;
  depfile?: string;
  verbose?: true;
  quiet?: true;
}

/** Runs one command and returns its exit status. `installation` is the folder of the built compiler. */
export async function main(args: readonly string[], installation: string): Promise<number> {
  const result = { status: EXIT.ok as number };
  // Words that have no answer while compiling are told by exceptions: many, and nobody looks where they arose.
  if (process.env["FFC_DEBUG"] === undefined) Error.stackTraceLimit = 0;
  try {
    await commandLine(installation, result).parseAsync(args, { from: "user" });
    return result.status;
  } catch (error) {
    return tell(error);
  }
}

function commandLine(installation: string, result: { status: number }): Command {
  const program = new Command("ffc")
    .description("Compiles Forth to small static programs.")
    .version(`ffc ${version}`, "-V, --version")
    .exitOverride()
    .configureOutput({
      writeOut: toStdout,
      writeErr: toStderr,
      outputError: (text, write) => write(`ffc: ${text}`),
    })
    .showHelpAfterError("(`ffc --help` lists commands and options)")
    .enablePositionalOptions();

  buildOptions(program.command("build"))
    .summary("compile a program")
    .description("Compiles FILE to a program that needs nothing else to run.")
    .argument("<file>", "Forth source")
    .option(
      "-o, --output <path>",
      "the output (default: FILE without its extension, in the current directory)",
    )
    .addOption(
      new Option("--emit <kind>", "what to make")
        .choices(["ssa", "asm", "obj", "program"])
        .default("program"),
    )
    .option("--depfile <path>", "write a rule for Make that lists all files read")
    .action(async (file: string, options: ParsedOptions) => {
      result.status = await build(file, requestOf(options), installation);
    });

  buildOptions(program.command("run"))
    .summary("compile a program and execute it")
    .description("Compiles FILE to a temporary program and executes it with ARGS.")
    .argument("<file>", "Forth source")
    .argument("[args...]", "arguments of the program, best after `--`")
    .passThroughOptions()
    .action(async (file: string, programArgs: string[], options: ParsedOptions) => {
      // Commander leaves the separator in what it passes through.
      const args = programArgs[0] === "--" ? programArgs.slice(1) : programArgs;
      result.status = await run(file, args, requestOf(options), installation);
    });

  program
    .command("targets")
    .summary("show what programs can be made for, and with what")
    .description("Shows all targets: whether the tools for them are here, and what to install if not.")
    .option("--json", "as JSON")
    .action(async ({ json }: { json?: true }) => {
      const { reportTargets, targetTable } = await import("./targets.ts");
      const names = TARGETS.map(({ name }) => name);
      const reports = await reportTargets(names, installation);
      toStdout(json ? `${JSON.stringify(reports, undefined, 2)}\n` : targetTable(reports));
    });

  program
    .command("words")
    .summary("look up words")
    .description("Shows the words that match every PATTERN in name, word set or text; without one, all.")
    .argument("[pattern...]", "a name is shown in full")
    .option("--set <name>", "only words of this word set")
    .option("--json", "as JSON")
    // Names of words such as `-rot`.
    .allowUnknownOption()
    .action(async (patterns: string[], { set, json }: { set?: string; json?: true }) => {
      const { words } = await import("./words.ts");
      const width = process.stdout.isTTY ? process.stdout.columns : undefined;
      const request = { patterns, set, json: json ?? false, width };
      const { output, problem } = words(request, PRIMITIVES, library);
      toStdout(output);
      if (problem !== undefined) {
        throw new Failure(problem.usage ? EXIT.usage : EXIT.program, problem.message, problem.hint);
      }
    });
  return program;
}

/** What this machine executes, or what is nearest to that. */
const thisMachine = (): string =>
  nativeTarget() ?? (process.arch === "arm64" ? "aarch64-linux" : "x86_64-linux");

function targetName(text: string): string {
  if (text === "native") return thisMachine();
  const target = findTarget(text);
  if (target !== undefined) return target.name;
  const names = TARGETS.map(({ name }) => name).join(", ");
  throw new InvalidArgumentError(`The targets are ${names}, and native for this machine.`);
}

/** The options that all commands which compile share. */
function buildOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--target <name>", "what the program is to run on")
        .argParser(targetName)
        .default(thisMachine()),
    )
    .addOption(
      new Option("-O <level>", "0: as written; 2: optimized").argParser(optimizationLevel).default(2),
    )
    .addOption(
      // As gcc has it, with one dash: then the rest of the word comes as the value of -m.
      new Option(
        "-m, --march <level>",
        "level of the instruction set, as in -march=native: the program may use all that it has",
      ).argParser((text) => text.replace(/^arch=/, "")),
    )
    .option("-I, --include <folder>", "look for included files here, too (repeatable)", collected, [])
    .option("--no-load-eval", "run the whole top level when the program starts, none of it while compiling")
    .option("--strict", "treat doubtful code, such as a wrong stack comment, as an error")
    .option("-g, --debug", "keep symbols and line information for a debugger")
    .option("--pie", "the system puts the program at another place in memory each time; for macOS always")
    .option("--check-threads", "the program reports wrong use of threads, channels and mutexes while it runs")
    .option("--disable-pass <name>", "leave out an optimization (repeatable)", collected, [])
    .option("--dump <pass>", "print the intermediate representation after a pass")
    .option("--time-passes", "print where the time went")
    .addOption(new Option("-v, --verbose", "show the tools that are called").conflicts("quiet"))
    .option("-q, --quiet", "print nothing but diagnostics");
}

/** For an option that can be given several times. */
const collected = (value: string, all: string[]): string[] => [...all, value];

function optimizationLevel(text: string): 0 | 2 {
  if (text === "0") return 0;
  if (text === "2") return 2;
  throw new InvalidArgumentError("The levels are 0 and 2.");
}

function requestOf(options: ParsedOptions): BuildOptions {
  return {
    output: options.output,
    emit: options.emit ?? "program",
    target: options.target,
    march: options.march,
    level: options.O,
    includePath: options.include,
    loadEval: options.loadEval,
    strict: options.strict ?? false,
    debugInfo: options.debug ?? false,
    pie: options.pie ?? false,
    checkThreads: options.checkThreads ?? false,
    disabledPasses: options.disablePass,
    dump: options.dump,
    timePasses: options.timePasses ?? false,
    depfile: options.depfile,
    verbosity: options.quiet ? "quiet" : options.verbose ? "verbose" : "normal",
  };
}

function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof Interrupted) {
    // Whoever started us must see that a signal ended us. Should it be blocked, the status says the same.
    process.kill(process.pid, error.signal);
    return 128 + constants.signals[error.signal];
  }
  if (error instanceof Failure) {
    toStderr(`ffc: ${error.message}\n${error.hint === undefined ? "" : `  ${error.hint}\n`}`);
    return error.status;
  }
  if (error instanceof CompileError) {
    reportDiagnostics([error.diagnostic]);
    return EXIT.program;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  toStderr(
    `ffc: internal error: ${message}\n` +
      "  This is a fault of the compiler, not of your program. Please report it with the source that\n" +
      `  shows it${process.env["FFC_DEBUG"] === undefined ? " (FFC_DEBUG=1 shows where it arose)" : ""}.\n`,
  );
  if (process.env["FFC_DEBUG"] !== undefined) toStderr(`${stack}\n`);
  return EXIT.internal;
}
