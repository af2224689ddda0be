/**
 * `ffc build`: compiles a file and puts the result in its place. The temporary files exist only while the
 * assembler and the linker run, and are gone afterwards however that ends.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { x86_64Linux } from "../codegen/target/targets.ts";
import { type Compilation, compile, passNames } from "../driver.ts";
import { EXIT, Failure, fileProblem } from "../failure.ts";
import { assembleCall, findLibraries, linkCall, runTool, showCall, type ToolCall } from "../toolchain.ts";
import { type OutputFile, planOutput } from "./output-file.ts";
import { reportDiagnostics, toStderr, toStdout } from "./terminal.ts";
import { bytesOfText, textOfBytes } from "./text.ts";

export type Emit = "ssa" | "asm" | "obj" | "program";

export interface BuildOptions {
  /** "-" is standard output, for text. */
  output: string | undefined;
  emit: Emit;
  level: 0 | 2;
  loadEval: boolean;
  strict: boolean;
  debugInfo: boolean;
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
  for (const name of options.disabledPasses) knownPass(name, passNames(true));
  if (options.dump !== undefined) knownPass(options.dump, passNames(false));
  const text = readSource(file);
  const isText = options.emit === "ssa" || options.emit === "asm";
  const toTerminal = options.output === "-" && isText;
  const output = options.output ?? basename(file, extname(file)) + SUFFIX[options.emit];
  const target = x86_64Linux;
  const place = toTerminal ? undefined : planOutput(output, file);

  const compilation = compile({
    file: bytesOfText(file),
    target,
    level: options.level,
    loadEval: options.loadEval,
    strict: options.strict,
    debugInfo: options.debugInfo,
    disabledPasses: new Set(options.disabledPasses),
    dump: options.dump,
    selfCheck: process.env["FFC_DEBUG"] !== undefined,
    emit: options.emit === "ssa" ? "ssa" : "asm",
    readFile: (path) => (textOfBytes(path) === file ? text : readOrUndefined(path)),
  });
  reportDiagnostics(compilation.diagnostics);
  if (options.timePasses) toStderr(timeTable(compilation));
  if (compilation.dumped !== undefined) toStdout(Buffer.from(compilation.dumped, "latin1"));
  if (compilation.text === undefined) return EXIT.program;

  if (place === undefined) {
    toStdout(Buffer.from(compilation.text, "latin1"));
    return EXIT.ok;
  }
  if (isText) {
    finish(place, () => writeFileSync(place.temporary, compilation.text!, "latin1"));
  } else {
    const libraries = options.emit === "program" ? await findLibraries(installation, target.name) : undefined;
    const run = (call: ToolCall): void => {
      if (options.verbosity === "verbose") toStderr(showCall(call) + "\n");
      runTool(call);
    };
    finish(place, () =>
      withTemporaryFolder((folder) => {
        const assembly = join(folder, "program.s");
        const object = libraries === undefined ? place.temporary : join(folder, "program.o");
        writeFileSync(assembly, compilation.text!, "latin1");
        run(assembleCall(assembly, object));
        if (libraries !== undefined) run(linkCall(object, place.temporary, libraries, options.debugInfo));
      }),
    );
  }
  if (options.depfile !== undefined) writeDepfile(options.depfile, output, compilation.filesRead);
  if (options.verbosity !== "quiet" && compilation.dumped === undefined) {
    const size = statSync(output).size;
    toStdout(`${output}: ${size} bytes, ${target.name}, ${Math.round(performance.now())} ms\n`);
  }
  return EXIT.ok;
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
  } finally {
    place.discard();
    for (const signal of signals) process.removeListener(signal, keepGoing);
  }
}

function withTemporaryFolder(work: (folder: string) => void): void {
  let folder: string;
  try {
    folder = mkdtempSync(join(tmpdir(), "ffc-"));
  } catch (error) {
    throw new Failure(
      EXIT.program,
      `cannot write to \`${tmpdir()}\`: ${fileProblem(error)}`,
      "TMPDIR names another place",
    );
  }
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
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

function timeTable({ times }: Compilation): string {
  const width = Math.max(...times.map((t) => t.phase.length));
  return times.map((t) => `${t.phase.padEnd(width)} ${t.milliseconds.toFixed(2).padStart(8)} ms\n`).join("");
}
