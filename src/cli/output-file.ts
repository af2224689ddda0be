/**
 * Where the result of a build goes. It is made under a temporary name beside its place and renamed when it
 * is complete, so that nobody ever sees, or is left with, half a file.
 */
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { EXIT, Failure, fileProblem } from "../failure.ts";

export interface OutputFile {
  /** As the user named it. */
  name: string;
  /** To be written by whoever makes the output. */
  temporary: string;
  /** Puts the finished file in its place. */
  commit(): void;
  /** Removes what was begun; does nothing after `commit`. */
  discard(): void;
}

/** Fails before any work is done if the output cannot be written where it is to be; creates nothing yet. */
export function planOutput(name: string, source: string): OutputFile {
  const cannot = (reason: string, hint?: string) =>
    new Failure(EXIT.program, `cannot write \`${name}\`: ${reason}`, hint);
  const existing = statOrUndefined(name, statSync);
  if (existing?.isDirectory()) throw cannot("it is a directory", "name the output with -o");
  const input = statOrUndefined(source, statSync);
  if (
    existing !== undefined &&
    input !== undefined &&
    existing.ino === input.ino &&
    existing.dev === input.dev
  ) {
    throw cannot("it is the source itself", "name the output with -o");
  }
  if (existing !== undefined && !existing.isFile()) throw cannot("it is not a regular file");
  // Through a symbolic link to what it points to, as other compilers do.
  const isLink = existing !== undefined && lstatSync(name).isSymbolicLink();
  const place = isLink ? realpathSync(name) : name;
  const temporary = join(dirname(place), `.${basename(place)}.${process.pid}.tmp`);
  try {
    // Joining a slash makes the system tell a file from a folder before it looks at permissions.
    accessSync(`${dirname(place)}/`, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw cannot(fileProblem(error));
  }
  let committed = false;
  return {
    name,
    temporary,
    commit() {
      try {
        renameSync(temporary, place);
        committed = true;
      } catch (error) {
        throw cannot(fileProblem(error));
      }
    },
    discard() {
      if (!committed) removeIfThere(temporary);
    },
  };
}

function removeIfThere(path: string): void {
  if (existsSync(path)) unlinkSync(path);
}

function statOrUndefined(path: string, stat: (path: string) => Stats): Stats | undefined {
  try {
    return stat(path);
  } catch {
    return undefined;
  }
}
