/**
 * `ffc words`: finds words in the glossary. Builds do without all of this, so it is bundled as a file of its
 * own (scripts/build.mjs); what it needs of the compiler it is given.
 */
import { type AbsentWord, absentWords } from "../frontend/absent-words.ts";
import { suggestion } from "../frontend/dictionary.ts";
import type { LibraryText } from "../frontend/library.ts";
import type { Primitive } from "../frontend/primitive.ts";
import { type GlossaryEntry, glossary, MARKS } from "../glossary/glossary.ts";

export interface WordsRequest {
  patterns: readonly string[];
  /** Only words of this set. */
  set: string | undefined;
  json: boolean;
  /** Columns of the terminal; undefined: lines may have any length. */
  width: number | undefined;
}

export interface WordsAnswer {
  output: string;
  /** What went wrong, and what to do; `usage` if the command was wrong, else nothing was found. */
  problem?: { message: string; hint: string | undefined; usage: boolean };
}

export function words(
  request: WordsRequest,
  primitives: readonly Primitive[],
  library: LibraryText,
): WordsAnswer {
  const entries = glossary(primitives, library);
  const sets = [...new Set(entries.map(({ set }) => set))];
  const set = request.set?.toLowerCase();
  if (set !== undefined && !sets.includes(set)) {
    return failure(`there is no word set \`${request.set}\``, `the word sets are: ${sets.join(", ")}`, true);
  }
  const patterns = request.patterns.map((pattern) => pattern.toLowerCase());
  const candidates = entries.filter((entry) => set === undefined || entry.set === set);
  const absent = absentWords().filter((word) => set === undefined || word.set === set);

  // If every pattern is a name, each word in full and then what else matches; otherwise a search.
  const wordNamed = (name: string): GlossaryEntry | AbsentWord | undefined =>
    candidates.find((entry) => entry.name.toLowerCase() === name) ??
    absent.find((word) => word.name === name);
  const exact = patterns.map(wordNamed).filter((word) => word !== undefined);
  const named = exact.length === patterns.length ? exact : [];
  const found = search(candidates, patterns).filter((entry) => !named.includes(entry));

  if (named.length + found.length === 0) {
    const names = [...candidates, ...absent].map(({ name }) => name);
    const near = patterns.length === 1 ? suggestion(patterns[0]!, names) : undefined;
    const hint =
      near === undefined ? "`ffc words` without a pattern lists all words" : `did you mean \`${near}\`?`;
    return failure(`no word matches ${patterns.map((pattern) => `\`${pattern}\``).join(" ")}`, hint, false);
  }
  if (request.json) return { output: `${JSON.stringify([...named, ...found], undefined, 2)}\n` };
  const parts = named.map((word) => inFull(word, request.width));
  if (found.length > 0) parts.push(table(found, request.width));
  return { output: parts.join("\n") };
}

const failure = (message: string, hint: string, usage: boolean): WordsAnswer => ({
  output: "",
  problem: { message, hint, usage },
});

/** Entries that match every pattern, the best ones first. */
function search(entries: readonly GlossaryEntry[], patterns: readonly string[]): GlossaryEntry[] {
  if (patterns.length === 0) return [...entries];
  return entries
    .map((entry) => ({ entry, rank: Math.max(...patterns.map((pattern) => rank(entry, pattern))) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}

const NO_MATCH = 4;

function rank({ name, set, doc }: GlossaryEntry, pattern: string): number {
  const at = name.toLowerCase().indexOf(pattern);
  if (at >= 0) return name.length === pattern.length ? 0 : at === 0 ? 1 : 2;
  return set.includes(pattern) || doc.toLowerCase().includes(pattern) ? 3 : NO_MATCH;
}

/** A word with all that is known of it. */
function inFull(word: GlossaryEntry | AbsentWord, width = Number.POSITIVE_INFINITY): string {
  const lines =
    "reason" in word
      ? [`Left out: ${word.reason}. Instead, ${word.instead}.`]
      : [word.doc, ...word.marks.map((mark) => `${mark}: ${MARKS[mark]}`)];
  const head = "stack" in word ? `${word.name} ${word.stack}` : word.name;
  const text = lines.flatMap((line) => wrap(line, width - 2)).map((line) => `  ${line}\n`);
  return `${head}  [${word.set}]\n${text.join("")}`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line += line === "" ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** A line for each word; on a terminal what the words do gets what is left of its width. */
function table(entries: readonly GlossaryEntry[], width: number | undefined): string {
  const names = columnWidth(entries, "name", 16);
  const stacks = columnWidth(entries, "stack", 40);
  const sets = columnWidth(entries, "set", 16);
  // A narrow terminal has no room for all: the set goes first, then the effect.
  const room = (width ?? Number.POSITIVE_INFINITY) - 30;
  const withStack = names + stacks <= room;
  const withSet = names + stacks + sets <= room;
  return entries
    .map(({ name, stack, set, doc }) => {
      const columns = [name.padEnd(names)];
      if (withStack) columns.push(stack.padEnd(stacks));
      if (withSet) columns.push(set.padEnd(sets));
      return `${cut([...columns, doc].join("  "), width)}\n`;
    })
    .join("");
}

/** The longest entry; single ones beyond `most` may stick out. */
const columnWidth = (
  entries: readonly GlossaryEntry[],
  key: "name" | "stack" | "set",
  most: number,
): number => Math.max(...entries.map((entry) => entry[key].length).filter((length) => length <= most), 0);

const cut = (line: string, width = Number.POSITIVE_INFINITY): string =>
  line.length <= width ? line : `${line.slice(0, width - 1)}…`;
