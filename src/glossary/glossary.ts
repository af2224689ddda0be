/**
 * The glossary: every word that the compiler brings along, from the one place where each is written down:
 * a row of the primitives' table, or the head of a definition in the Forth library,
 *
 *     : name ( effect )  \ word set
 *       \ What it does, in one to three lines. What it throws.
 */
import type { LibraryText } from "../frontend/library.ts";
import type { Primitive } from "../frontend/primitive.ts";

/** What a reader has to know beyond the effect. */
export const MARKS = {
  immediate: "executed where it stands in a definition",
  "compile-only": "may stand only in a definition",
  "load time": "works only while the program is compiled; code that runs later cannot use it",
  "run time": "works only while the program runs; the top level is left to the program from where it is used",
} as const;

export type Mark = keyof typeof MARKS;

export interface GlossaryEntry {
  name: string;
  /** Stack comment as written, with the other stacks if it speaks of them. */
  stack: string;
  set: string;
  doc: string;
  marks: Mark[];
  /** "primitive", or the file of the library. */
  origin: string;
}

/** Words that only the library itself uses. */
const INTERNAL = "internal";

/** All words for users, by word set and name. */
export function glossary(primitives: readonly Primitive[], library: LibraryText): GlossaryEntry[] {
  const entries = primitives.map(ofPrimitive);
  const definitions = ofLibrary(library);
  inherit(entries, definitions);
  entries.push(...definitions.map(({ entry }) => entry));
  return entries.filter((entry) => entry.set !== INTERNAL).sort(bySetAndName);
}

function ofPrimitive(prim: Primitive): GlossaryEntry {
  const marks: Mark[] = [];
  if (prim.immediate) marks.push("immediate");
  if (prim.compileOnly) marks.push("compile-only");
  // What an immediate word does it does while compiling in any case.
  if (prim.build === undefined && !prim.immediate) marks.push("load time");
  if (prim.world) marks.push("run time");
  return { name: prim.name, stack: prim.stack, set: prim.set, doc: prim.doc, marks, origin: "primitive" };
}

// ---- the library ----

interface Definition {
  entry: GlossaryEntry;
  /** What follows its head and documentation. */
  body: string;
}

/** A definition's first line: what ends with the name, the effect, the word set. */
const HEAD = /^(\S.*?) (\( .*\)) +\\ (.+)$/;
const COMMENT = /^\s+\\ (.*)$/;

/** The names are those in the library's index; one without a proper head has an entry without a word set. */
function ofLibrary({ files, index }: LibraryText): Definition[] {
  const found = new Map<string, Definition>();
  for (const [file, text] of Object.entries(files)) {
    const lines = text.split("\n");
    let last: Definition | undefined;
    for (let at = 0; at < lines.length; at++) {
      const [, start = "", stack = "", set = ""] = HEAD.exec(lines[at]!) ?? [];
      const name = start.slice(start.lastIndexOf(" ") + 1);
      if (index[name.toLowerCase()]?.[0] !== file) {
        if (last !== undefined) last.body += `${lines[at]}\n`;
        continue;
      }
      const doc: string[] = [];
      for (; COMMENT.test(lines[at + 1] ?? ""); at++) doc.push(COMMENT.exec(lines[at + 1]!)![1]!);
      const entry: GlossaryEntry = { name, stack, set, doc: doc.join(" "), marks: [], origin: origin(file) };
      last = { entry, body: "" };
      found.set(name.toLowerCase(), last);
    }
  }
  for (const [name, [file]] of Object.entries(index)) {
    if (found.has(name)) continue;
    const entry: GlossaryEntry = { name, stack: "", set: "", doc: "", marks: [], origin: origin(file) };
    found.set(name, { entry, body: "" });
  }
  return [...found.values()];
}

const origin = (file: string): string => `lib/${file}.fs`;

/** Text in a body that is not code of it, and names that are compiled elsewhere: `postpone x` does not do x. */
const NOT_CODE =
  /(?:^|\s)(?:\\ .*|\( [^)]*\)|(?:\S*") [^"]*"|(?:\[char\]|char|postpone|\[compile\]) \S+)(?=\s|$)/gim;

/** Where it begins to depend on data what is done. */
const BRANCH = /\s(?:\S*if|\?do|case)\s/;

/** A library word is for load time if it uses a word that is, for run time if it does so in any case. */
function inherit(primitives: readonly GlossaryEntry[], definitions: readonly Definition[]): void {
  const marksOf = new Map(primitives.map(({ name, marks }) => [name, marks]));
  for (const { entry } of definitions) marksOf.set(entry.name.toLowerCase(), entry.marks);
  const uses = definitions.map(({ entry, body }) => {
    const code = body.replace(NOT_CODE, " ").toLowerCase();
    if (/; (?:\S+ )*immediate\b/.test(code)) entry.marks.push("immediate");
    if (/; (?:\S+ )*compile-only\b/.test(code)) entry.marks.push("compile-only");
    const names = (text: string): string[] => text.split(/\s+/);
    return { marks: entry.marks, "load time": names(code), "run time": names(code.split(BRANCH)[0]!) };
  });
  for (let changed = true; changed; ) {
    changed = false;
    for (const { marks, ...names } of uses) {
      for (const mark of ["load time", "run time"] as const) {
        if (marks.includes(mark) || marks.includes("immediate")) continue;
        if (!names[mark].some((name) => marksOf.get(name)?.includes(mark))) continue;
        marks.push(mark);
        changed = true;
      }
    }
  }
}

// ---- order ----

const ORDER = ["core", "core ext"];

/** CORE first, sets of this compiler last, the others by name. */
function rank(set: string): string {
  const at = ORDER.indexOf(set);
  if (at >= 0) return `0${at}`;
  if (set.startsWith("ffc")) return `3${set}`;
  return set === "gforth" ? "2" : `1${set}`;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Signs come before letters, as in the standard's lists. */
export const byName = (a: GlossaryEntry, b: GlossaryEntry): number => compareText(a.name, b.name);

const bySetAndName = (a: GlossaryEntry, b: GlossaryEntry): number =>
  compareText(rank(a.set), rank(b.set)) || byName(a, b);
