/**
 * The frontend: from the text of a program to a module of IR. Loads the program (evaluating what can be
 * evaluated), checks declared effects, and builds code for what the startup code reaches.
 */
import * as library from "virtual:forth-library";
import type { Module } from "../codegen/ir/types.ts";
import type { Diagnostic } from "../support/diagnostics.ts";
import { inferEffect } from "./effects.ts";
import type { WordEffect } from "./flow.ts";
import { buildModule } from "./image.ts";
import { TextInterpreter } from "./text-interpreter.ts";
import { PRIMITIVES } from "./words/index.ts";

export interface FrontendOptions {
  /** The program's path as given. */
  file: string;
  /** Text of a file, one character per byte; undefined if it cannot be read. */
  readFile(path: string): string | undefined;
  /** Folders where files to include are looked for last. */
  includePath?: readonly string[] | undefined;
  /** Evaluate the top level while compiling as far as possible. */
  loadEval: boolean;
  /** Warnings about declared effects are errors. */
  strict: boolean;
}

export interface FrontendResult {
  /** Undefined if there were errors. */
  module: Module | undefined;
  diagnostics: Diagnostic[];
  filesRead: string[];
  /** The inferred effect of the program's latest word of this name; undefined if there is none. */
  effectOf(name: string): WordEffect | undefined;
}

/** Warnings that `--strict` makes errors. */
const STRICT: ReadonlySet<string> = new Set(["effect-mismatch", "repeat-without-while"]);

export function compileSource(options: FrontendOptions): FrontendResult {
  const text = new TextInterpreter({
    host: { read: (name, from) => findSource(name, from, options) },
    loadEval: options.loadEval,
    primitives: PRIMITIVES,
    library,
  });
  const startup = text.load(options.file);
  const diagnostics = text.diagnostics;
  const words = text.userWords();
  const built = startup === undefined ? undefined : buildModule(startup, text.space, words, text.top.effects);
  diagnostics.push(...(built?.diagnostics ?? []));
  if (options.strict) {
    for (const d of diagnostics) if (STRICT.has(d.code)) d.severity = "error";
  }
  const failed = diagnostics.some((d) => d.severity === "error");
  return {
    module: failed ? undefined : built?.module,
    diagnostics,
    filesRead: text.filesRead,
    effectOf: (name) => {
      const word = words.findLast((w) => w.name.toLowerCase() === name.toLowerCase());
      return word && inferEffect(word, text.top.effects);
    },
  };
}

/**
 * A name is looked up in the folder of the file that includes it, where the compiler was started, and in the
 * folders of the include path. One that says where it is, from the root or with `./` or `../` in front, is not
 * looked for on the path.
 */
function findSource(
  name: string,
  from: string | undefined,
  { readFile, includePath = [] }: FrontendOptions,
): { name: string; text: string } | undefined {
  const slash = from === undefined ? -1 : from.lastIndexOf("/");
  const places = [name];
  if (slash >= 0 && !name.startsWith("/")) places.unshift(normalize(from!.slice(0, slash + 1) + name));
  if (from !== undefined && !/^\.{0,2}\//.test(name)) {
    for (const folder of includePath) places.push(normalize(`${folder}/${name}`));
  }
  for (const path of places) {
    const text = readFile(path);
    if (text !== undefined) return { name: path, text };
  }
  return undefined;
}

/** Takes `./` and `dir/../` out, so that a file has one name. */
function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "." || (part === "" && parts.length > 0)) continue;
    const last = parts[parts.length - 1];
    if (part === ".." && last !== undefined && last !== ".." && last !== "") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
