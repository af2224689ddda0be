/**
 * Runs a filetest: builds the file in every mode on every target that can run here, and compares what it
 * does with what its comments expect, and the modes with each other. The compiler runs in this process,
 * with the IR verifier and the allocation checker on.
 */
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { type Compilation, compile, passNames } from "../../src/driver.ts";
import { planProgram } from "../../src/make-program.ts";
import { type Diagnostic, renderDiagnostic } from "../../src/support/diagnostics.ts";
import { lineAndColumn } from "../../src/support/source.ts";
import { kitsOf, type ToolCall } from "../../src/tool-calls.ts";
import { functionsOfFile, wordCode } from "./assembly.ts";
import { type Expectations, parseExpectations } from "./expectations.ts";
import { lineDiff } from "./report.ts";
import type { RunnableTarget } from "./targets.ts";
import { throwMessage } from "./throw-messages.ts";

export interface Mode {
  name: string;
  loadEval: boolean;
  level: 0 | 2;
  /** The optional pass that is left out. */
  without?: string;
}

/**
 * The evaluator runs the top level in the first two, native code in the other two; what a test defines and
 * `main` calls is native in all of them.
 */
const USUAL: readonly Mode[] = [
  { name: "evaluated -O0", loadEval: true, level: 0 },
  { name: "evaluated -O2", loadEval: true, level: 2 },
  { name: "native -O0", loadEval: false, level: 0 },
  { name: "native -O2", loadEval: false, level: 2 },
];

/** FFC_TEST_WITHOUT: `each`, or optional passes by name with commas between. -O2 without each of them, alone. */
function modesWithout(passes: string): Mode[] {
  const names = passes === "each" ? new Set(passNames(true)) : passes.split(",");
  return [...names].map((without) => ({
    name: `native -O2 without ${without}`,
    loadEval: false,
    level: 2,
    without,
  }));
}

/** What an error is told in. */
const DIAGNOSED: Mode = USUAL.find(({ loadEval, level }) => loadEval && level === 2)!;

const { FFC_TEST_PIE, FFC_TEST_WITHOUT } = process.env;
/** All programs are such as can be put anywhere. */
const ALL_PIE = FFC_TEST_PIE !== undefined;
export const MODES: readonly Mode[] = FFC_TEST_WITHOUT === undefined ? USUAL : modesWithout(FFC_TEST_WITHOUT);

/** A program that runs longer hangs. */
const TIME_LIMIT_MS = 60_000;

/** What a program did; text is bytes, as in the compiler. */
export interface Outcome {
  stdout: string;
  stderr: string;
  /** Exit status, or the name of the signal. */
  exit: number | string;
  /** What the `run:` directives left, by line. */
  runs: Map<number, string>;
}

/** Throws an Error that tells all that is not as expected. `scratch` is an empty folder of the test's own. */
export async function runFiletest(
  file: string,
  targets: readonly RunnableTarget[],
  scratch: string,
): Promise<void> {
  const text = readFileSync(file, "latin1");
  const expected = parseExpectations(file, text, targets[0]!.target.name);
  const problems: string[] = [];
  if (expected.diagnostics.some((d) => d.severity === "error")) {
    const mode = expected.flags.includes("--no-load-eval") ? modesFor(expected)[0]! : DIAGNOSED;
    const compilation = compileIn(mode, targets[0]!, file, text, expected);
    checkDiagnostics(file, compilation.diagnostics, expected, mode.name, problems);
  } else {
    let first: Ran | undefined;
    for (const target of targets) {
      const own = parseExpectations(file, text, target.target.name);
      const ran = await runOnTarget(file, text, target, own, scratch, problems);
      first ??= ran;
      const alike = own.output === expected.output;
      if (ran !== undefined && ran !== first && alike) checkAgreement(first!, ran, problems);
    }
  }
  if (problems.length > 0) throw new Error(`${file}\n${problems.join("\n")}`);
}

export const isTest = (file: string): boolean => !/^\\ test include\b/.test(readFileSync(file, "latin1"));

/** What a program did, and in which mode. */
interface Ran {
  mode: string;
  outcome: Outcome;
}

/** What the program did in the first of the modes, if it ran at all. */
async function runOnTarget(
  file: string,
  text: string,
  target: RunnableTarget,
  expected: Expectations,
  scratch: string,
  problems: string[],
): Promise<Ran | undefined> {
  /** Path by assembly, outcome by path. */
  const programs = new Map<string, string>();
  const outcomes = new Map<string, Outcome>();
  const named: Ran[] = [];
  for (const mode of modesOn(target, modesFor(expected))) {
    const where = `${target.target.name}, ${mode.name}`;
    const compilation = compileIn(mode, target, file, text, expected);
    // A throw at the top level is found by the evaluator while compiling.
    if (expected.throws !== undefined && mode.loadEval && compilation.text === undefined) {
      const thrown = compilation.diagnostics.filter((d) => d.message.endsWith(" while compiling"));
      if (thrown.length === 0 || thrown.length < compilation.diagnostics.length) {
        problems.push(`${where}: expected a throw, reported was\n${render(compilation.diagnostics)}`);
      }
      continue;
    }
    const before = problems.length;
    checkDiagnostics(file, compilation.diagnostics, expected, where, problems);
    if (compilation.text === undefined || problems.length > before) continue;
    // What only the top level calls has no code where the evaluator runs it.
    // The patterns are for addresses as they usually are.
    const shown =
      !ALL_PIE && mode.loadEval === expected.flags.includes("--load-eval") && mode.without === undefined;
    if (mode.level === 2 && shown) checkAssembly(file, compilation, target, expected, problems);
    if (mode.level === 0 && !mode.loadEval) checkEffects(compilation, expected, problems);
    if (expected.kind === "compile" && expected.maxSize === undefined) continue;

    // Modes often agree on the very code: each program is made and run once.
    const known = programs.get(compilation.text);
    const path = known ?? join(scratch, `${target.target.name}-${programs.size}`, "program");
    if (known === undefined) {
      programs.set(compilation.text, path);
      await link(compilation.text, path, target, isPie(expected));
    }
    const { size } = statSync(path);
    const limited = mode.level === 2 && mode.without === undefined && !ALL_PIE;
    if (expected.maxSize !== undefined && limited && size > expected.maxSize) {
      problems.push(`${where}: ${size} bytes, expected at most ${expected.maxSize}`);
    }
    if (expected.kind === "compile") continue;
    const outcome = outcomes.get(path) ?? (await execute(path, target, expected));
    outcomes.set(path, outcome);
    named.push({ mode: where, outcome });
  }
  for (const { mode, outcome } of named) checkOutcome(mode, outcome, expected, problems);
  const [first, ...rest] = named;
  for (const ran of rest) checkAgreement(first!, ran, problems);
  return first;
}

function checkAgreement(first: Ran, ran: Ran, problems: string[]): void {
  const [expected, found] = [first.outcome.stdout, ran.outcome.stdout];
  if (found === expected) return;
  problems.push(`${first.mode} and ${ran.mode} disagree on the output:\n${lineDiff(expected, found)}`);
}

/** The modes that the target is tested in, or the last if it would be none. */
export function modesOn(target: RunnableTarget, modes: readonly Mode[]): readonly Mode[] {
  const { modes: wanted } = target;
  const isWanted = ({ name, without }: Mode): boolean => without !== undefined || wanted!.includes(name);
  const some = wanted === undefined ? modes : modes.filter(isWanted);
  return some.length > 0 ? some : modes.slice(-1);
}

function modesFor({ flags }: Expectations): Mode[] {
  const evaluated = (mode: Mode): boolean => flags.includes("--load-eval") && mode.without !== undefined;
  return MODES.map((mode) => (evaluated(mode) ? { ...mode, loadEval: true } : mode)).filter(
    (mode) =>
      !(flags.includes("--no-load-eval") && mode.loadEval) &&
      !(flags.includes("--load-eval") && !mode.loadEval) &&
      !(flags.includes("-O0") && mode.level !== 0) &&
      !(flags.includes("-O2") && mode.level !== 2),
  );
}

function compileIn(
  mode: Mode,
  target: RunnableTarget,
  file: string,
  text: string,
  expected: Expectations,
): Compilation {
  const disabled = expected.flags.flatMap((flag) => /^--disable-pass=(.*)$/.exec(flag)?.[1] ?? []);
  const strict = expected.flags.includes("--strict");
  return compileText(mode, target, file, text + runLines(expected), {
    strict,
    disabled,
    pie: isPie(expected),
    checkThreads: expected.flags.includes("--check-threads"),
  });
}

const isPie = ({ flags }: Expectations): boolean => ALL_PIE || flags.includes("--pie");

/** Compiles `text` as the contents of `file`, with all checks on. */
export function compileText(
  mode: Mode,
  target: RunnableTarget,
  file: string,
  text: string,
  { strict = false, disabled = [] as readonly string[], pie = ALL_PIE, checkThreads = false } = {},
): Compilation {
  return compile({
    file,
    target: target.target,
    level: mode.level,
    loadEval: mode.loadEval,
    strict,
    debugInfo: false,
    pie,
    checkThreads,
    disabledPasses: new Set(mode.without === undefined ? disabled : [...disabled, mode.without]),
    dump: undefined,
    selfCheck: true,
    emit: "asm",
    readFile: (path) => (path === file ? text : readOrUndefined(path)),
  });
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}

/**
 * Code that calls what the `run:` directives say and prints, between \x01 and \x02, the line of the directive
 * and what was left: the stack from the top and how many cells were left below, or what was thrown.
 * The calls stand in definitions, so that they are compiled, control flow and all.
 */
function runLines({ runs }: Expectations): string {
  return runs
    .map(({ line, code, stack, throws }) => {
      const word = `ffc-run-${line}`;
      const call = throws === undefined ? `${word} ${". ".repeat(stack.length)}depth .` : `' ${word} catch .`;
      return `\n: ${word} ${code} ;\ndecimal 1 emit ${line} . ${call} 2 emit`;
    })
    .join("");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks of runLines
const RUN_RESULT = /\x01(\d+) ([^\x02]*)\x02/g;

export async function link(
  assembly: string,
  program: string,
  target: RunnableTarget,
  pie = ALL_PIE,
): Promise<void> {
  mkdirSync(dirname(program), { recursive: true });
  const object = `${program}.o`;
  const { name } = target.target;
  const request = { object, output: program, runtime: target.runtime, debugInfo: false, target: name, pie };
  const plan = await planProgram(assembly, request, kitsOf(name)[0]!);
  for (let calls: ToolCall[] | undefined = plan.calls; calls !== undefined; calls = plan.next()) {
    for (const call of calls) {
      const input = Buffer.from(plan.assembly, "latin1");
      const result = await execa(call.tool, call.args, { reject: false, input });
      if (result.exitCode !== 0) throw new Error(`${call.tool}: ${result.stderr || result.message}`);
    }
  }
  if (plan.leftAlone !== undefined) throw new Error(`the program is not made smaller: ${plan.leftAlone}`);
}

export async function execute(
  program: string,
  target: RunnableTarget,
  expected: Pick<Expectations, "args" | "stdin">,
): Promise<Outcome> {
  const { runner } = target;
  target.runs++;
  const [command, ...args] = [...runner, program, ...expected.args];
  const result = await execa(command!, args, {
    cwd: dirname(program),
    input: Buffer.from(expected.stdin, "latin1"),
    encoding: "latin1",
    reject: false,
    stripFinalNewline: false,
    timeout: TIME_LIMIT_MS,
    killSignal: "SIGKILL",
  });
  const runs = new Map<number, string>();
  const stdout = result.stdout.replace(RUN_RESULT, (_, line: string, printed: string) => {
    runs.set(Number(line), printed.trim());
    return "";
  });
  const exit = result.timedOut
    ? `still running after ${TIME_LIMIT_MS / 1000} s`
    : (result.signal ?? result.exitCode ?? result.message);
  return { stdout, stderr: result.stderr, exit: exit ?? "did not start", runs };
}

function checkOutcome(where: string, outcome: Outcome, expected: Expectations, problems: string[]): void {
  const failure = (what: string): void => void problems.push(`${where}: ${what}`);
  const exit = expected.exit ?? (expected.throws === undefined ? 0 : 1);
  if (outcome.exit !== exit) {
    failure(
      `ended with ${outcome.exit}, expected ${exit}${outcome.stderr === "" ? "" : `; it wrote\n${outcome.stderr}`}`,
    );
  }
  if (expected.output !== undefined && outcome.stdout !== expected.output) {
    failure(`output\n${lineDiff(expected.output, outcome.stdout)}`);
  }
  for (const part of expected.stderr) {
    if (!outcome.stderr.includes(part))
      failure(`standard error lacks ${JSON.stringify(part)}:\n${outcome.stderr}`);
  }
  if (expected.throws !== undefined && !outcome.stderr.includes(throwMessage(expected.throws))) {
    failure(`expected throw ${expected.throws}, but it wrote\n${outcome.stderr}`);
  }
  for (const { line, code, stack, throws } of expected.runs) {
    const wanted = throws !== undefined ? String(throws) : [...stack.toReversed(), "0"].join(" ");
    const found = outcome.runs.get(line);
    if (found === wanted) continue;
    const told =
      found === undefined ? "it never ran" : throws !== undefined ? `it threw ${found}` : leftStack(found);
    failure(
      `line ${line}: ${code}: expected ${throws !== undefined ? `throw ${throws}` : stack.join(" ") || "an empty stack"}, but ${told}`,
    );
  }
}

/** From `.` after `.` and the depth to a stack as one writes it. */
function leftStack(printed: string): string {
  const cells = printed.split(/\s+/).toReversed();
  const below = cells.shift();
  return `it left ${cells.join(" ") || "nothing"}${below === "0" ? "" : ` above ${below} more`}`;
}

function checkDiagnostics(
  file: string,
  found: readonly Diagnostic[],
  { diagnostics: expected }: Expectations,
  where: string,
  problems: string[],
): void {
  const key = (line: number | string, severity: string, code: string): string =>
    `${line}: ${severity}: ${code}`;
  const missing = expected.map((d) => key(d.line, d.severity, d.code));
  const surplus: Diagnostic[] = [];
  for (const d of found) {
    const here = d.span !== undefined && d.span.file.name === file;
    const line = here ? lineAndColumn(d.span!.file, d.span!.start).line : "elsewhere";
    const index = missing.indexOf(key(line, d.severity, d.code));
    if (index >= 0) missing.splice(index, 1);
    else surplus.push(d);
  }
  for (const m of missing) problems.push(`${where}: expected but not reported: line ${m}`);
  if (surplus.length > 0) problems.push(`${where}: reported but not expected:\n${render(surplus)}`);
}

const render = (diagnostics: readonly Diagnostic[]): string => diagnostics.map(renderDiagnostic).join("\n");

function checkAssembly(
  file: string,
  { module, text }: Compilation,
  target: RunnableTarget,
  expected: Expectations,
  problems: string[],
): void {
  // Labels are others for macOS, the code is the same.
  if (target.system !== "linux") return;
  for (const { line, isa, word, pattern, negated } of expected.assembly) {
    if (isa !== target.isa) continue;
    const code = word === undefined ? functionsOfFile(module!, text!, file) : wordCode(module!, text!, word);
    if (code === undefined) problems.push(`line ${line}: there is no code of \`${word}\` in the program`);
    else if (pattern.test(code) === negated) {
      problems.push(`line ${line}: expected ${negated ? "no" : "a"} match of ${pattern} in\n${code}`);
    }
  }
}

function checkEffects({ frontend }: Compilation, { effects }: Expectations, problems: string[]): void {
  const show = (ins: number, outs: number): string => (ins < 0 ? "( ? )" : `( ${ins} -- ${outs} )`);
  for (const { line, word, ins, outs, floats } of effects) {
    const effect = frontend.effectOf(word);
    let found = "not known";
    if (effect?.kind === "inline") found = effect.kind;
    else if (effect !== undefined) {
      found = effect.kind === "static" ? show(effect.ins, effect.outs) : show(-1, -1);
      const fouts = effect.floats.outs;
      if (floats !== undefined) {
        found += `, floats ${fouts === undefined ? show(-1, -1) : show(effect.floats.ins, fouts)}`;
      }
    }
    const wanted =
      show(ins, outs) + (floats === undefined ? "" : `, floats ${show(floats.ins, floats.outs)}`);
    if (found !== wanted) problems.push(`line ${line}: \`${word}\` should be ${wanted} and is ${found}`);
  }
}
