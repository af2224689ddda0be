/** Loads programs in the text interpreter alone, for tests of what it finds out while compiling. */
import * as library from "virtual:forth-library";
import type { Limits } from "../../../src/frontend/evaluator.ts";
import { TextInterpreter } from "../../../src/frontend/text-interpreter.ts";
import { PRIMITIVES } from "../../../src/frontend/words/index.ts";
import { lineAndColumn } from "../../../src/support/source.ts";

export interface Loaded {
  text: TextInterpreter;
  /** Printed while compiling, before anything was left to the program. */
  output: string;
  /** `file:line: code` of what was reported. */
  reported: string[];
  /** Whether part of the top level was left to the running program. */
  deferred: boolean;
}

/** Loads `source` as `main.fs`; `files` can be included. */
export function load(source: string, files: Record<string, string> = {}, limits?: Limits): Loaded {
  const all: Record<string, string> = { ...files, "main.fs": source };
  const text = new TextInterpreter({
    host: {
      read: (name) => {
        const found = all[name];
        return found === undefined ? undefined : { name, text: found };
      },
    },
    loadEval: true,
    primitives: PRIMITIVES,
    library,
    ...(limits !== undefined && { limits }),
  });
  const printed: string[] = [];
  const { startup } = text;
  const print = startup.print.bind(startup);
  startup.print = (piece) => {
    printed.push(piece);
    print(piece);
  };
  text.load("main.fs");
  const deferred = text.vm.mode === "deferred";
  const reported = text.diagnostics.map(({ span, code }) => {
    if (span === undefined) return code;
    return `${span.file.name}:${lineAndColumn(span.file, span.start).line}: ${code}`;
  });
  return { text, output: printed.join(""), reported, deferred };
}

export const output = (source: string, files?: Record<string, string>): string => load(source, files).output;
export const reported = (source: string, files?: Record<string, string>): string[] =>
  load(source, files).reported;
