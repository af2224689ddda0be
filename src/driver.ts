/**
 * The compiler, on one screen: source text → frontend → passes → assembly text. Knows no files, no
 * processes and no command line; what it reads it reads through `readFile`.
 *
 * Text is bytes here and in everything below: each character of a source, of a name and of the assembly
 * stands for one byte (latin1). A Forth string has the bytes that the source has, whatever their encoding.
 */
import { printModule } from "./codegen/ir/print.ts";
import type { Module } from "./codegen/ir/types.ts";
import { insertThreadChecks } from "./codegen/opt/check-threads.ts";
import { PASSES, runPasses } from "./codegen/opt/pipeline.ts";
import type { Target } from "./codegen/target/target.ts";
import { compileSource, type FrontendResult } from "./frontend/frontend.ts";
import { now } from "./support/clock.ts";
import type { Diagnostic } from "./support/diagnostics.ts";

export interface CompileRequest {
  /** As the user gave it; diagnostics and run-time reports show it like that. */
  file: string;
  target: Target;
  /** 0: as written, fast to compile; 2: optimized. */
  level: 0 | 2;
  /** Folders where files to include are looked for last. */
  includePath?: readonly string[];
  /** Evaluate the top level while compiling; otherwise all of it becomes startup code. */
  loadEval: boolean;
  /** Warnings that the language calls doubtful are errors. */
  strict: boolean;
  debugInfo: boolean;
  /** The program can be put anywhere. */
  pie?: boolean;
  /** What the processor has beyond the target's least level. */
  features?: ReadonlySet<string> | undefined;
  /** The program looks itself whether it uses threads, channels and so on as they are meant to be. */
  checkThreads?: boolean;
  disabledPasses: ReadonlySet<string>;
  /** Name of the pass after which the IR is to be kept as text. */
  dump: string | undefined;
  /** Verify the IR after every pass and prove every register allocation: what tests want. */
  selfCheck: boolean;
  /** The first of the two alone; as `selfCheck` if not given. */
  verifyPasses?: boolean;
  timePasses?: boolean;
  /** What is wanted: IR after the passes, or assembly. */
  emit: "ssa" | "asm";
  /** Text of a file, undefined if it cannot be read. */
  readFile(path: string): string | undefined;
}

export interface Compilation {
  diagnostics: Diagnostic[];
  filesRead: string[];
  /** The frontend's findings about the program, for tests and tools. */
  frontend: FrontendResult;
  /** The module after the passes; undefined, as is `text`, if there were errors. */
  module: Module | undefined;
  /** Assembly or IR, as asked. */
  text: string | undefined;
  /** IR after the pass that was to be dumped. */
  dumped: string | undefined;
  /** Milliseconds by phase, in order; passes only if they were to be timed. */
  times: PhaseTime[];
}

/** What can be named to dump and, if it is not mandatory, to leave out. */
export const passNames = (optionalOnly: boolean): string[] =>
  PASSES.filter((pass) => !(optionalOnly && pass.mandatory)).map((pass) => pass.name);

export interface PhaseTime {
  phase: string;
  milliseconds: number;
}

export function compile(request: CompileRequest): Compilation {
  const times: PhaseTime[] = [];
  const timed = <T>(phase: string, run: () => T): T => {
    const start = now();
    const result = run();
    times.push({ phase, milliseconds: now() - start });
    return result;
  };
  const { file, loadEval, strict, readFile, includePath, level, target, debugInfo, pie, selfCheck } = request;

  const frontend = timed("frontend", () => compileSource({ file, loadEval, strict, readFile, includePath }));
  const { module, diagnostics, filesRead } = frontend;
  const compilation: Compilation = {
    diagnostics,
    filesRead,
    frontend,
    module: undefined,
    text: undefined,
    dumped: undefined,
    times,
  };
  if (module === undefined || diagnostics.some((d) => d.severity === "error")) return compilation;

  if (request.checkThreads === true) insertThreadChecks(module);
  const dumped: string[] = [];
  const dump = (pass: string, text: string): void => void (pass === request.dump && dumped.push(text));
  const after = (phase: string, milliseconds: number): void => void times.push({ phase, milliseconds });
  runPasses(module, {
    level,
    disabled: request.disabledPasses,
    verify: request.verifyPasses ?? selfCheck,
    ...(request.timePasses === true && { after }),
    ...(request.dump !== undefined && { dump }),
  });
  if (request.dump !== undefined) compilation.dumped = dumped.join("");
  compilation.module = module;
  compilation.text =
    request.emit === "ssa"
      ? printModule(module)
      : timed("code", () =>
          target.emitModule(module, {
            checkAllocation: selfCheck,
            debugInfo,
            pie,
            features: request.features,
          }),
        );
  return compilation;
}
