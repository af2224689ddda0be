/**
 * `ffc run`: builds a program to a temporary file and executes it as if it had been called itself, with our
 * standard input and outputs, and ends as it ended. One for another architecture runs in an emulator.
 */
import { basename, extname, join } from "node:path";
import { EXIT, Failure, fileProblem } from "../failure.ts";
import { emulatorOf, installHint, isNative } from "../tool-calls.ts";
import { Interrupted } from "../toolchain.ts";
import { type BuildOptions, build } from "./build.ts";

/** Signals that somebody may send to us and mean the program. */
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGWINCH"] as const;

export async function run(
  file: string,
  args: string[],
  options: BuildOptions,
  installation: string,
): Promise<number> {
  const emulator = isNative(options.target) ? undefined : emulatorOf(options.target);
  if (emulator === undefined && !isNative(options.target)) {
    const hint = `build it with \`ffc build --target ${options.target}\` and take it there`;
    throw new Failure(EXIT.usage, `programs for ${options.target} cannot be run here`, hint);
  }
  const { default: tmp } = await import("tmp");
  const { execa } = await import("execa");
  let folder: { name: string; removeCallback(): void };
  try {
    folder = tmp.dirSync({ prefix: "ffc-run", unsafeCleanup: true });
  } catch (error) {
    throw new Failure(EXIT.program, `cannot make a temporary folder: ${fileProblem(error)}`);
  }
  // The terminal sends its signals to the program too: it decides what they mean, we wait for it.
  const child: { send: ((signal: NodeJS.Signals) => void) | undefined } = { send: undefined };
  const forward = (signal: NodeJS.Signals): void => child.send?.(signal);
  try {
    const program = join(folder.name, basename(file, extname(file)) || "program");
    const status = await build(file, { ...options, output: program, verbosity: "quiet" }, installation);
    if (status !== EXIT.ok) return status;
    for (const signal of FORWARDED) process.on(signal, forward);
    const [command, ...operands] = emulator === undefined ? [program, ...args] : [emulator, program, ...args];
    const running = execa(command, operands, { stdio: "inherit", reject: false });
    // From the keyboard the whole process group gets SIGINT and SIGQUIT: not a second time from here.
    child.send = (signal) => {
      if (!((signal === "SIGINT" || signal === "SIGQUIT") && process.stdin.isTTY)) running.kill(signal);
    };
    const result = await running;
    if (emulator !== undefined && result.failed && (result as { code?: string }).code === "ENOENT") {
      throw new Failure(EXIT.usage, `\`${emulator}\` was not found`, installHint(emulator));
    }
    if (result.signal !== undefined) throw new Interrupted(result.signal);
    if (result.exitCode === undefined) throw new Error(`the program could not be started: ${result.message}`);
    return result.exitCode;
  } finally {
    for (const signal of FORWARDED) process.removeListener(signal, forward);
    folder.removeCallback();
  }
}
