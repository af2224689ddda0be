/**
 * What is known of words: which the standard lists, which the compiler has, which it leaves out on purpose,
 * and which are named in tests that run.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const tests = fileURLToPath(new URL("..", import.meta.url));

/** Word set → its words, from `forth-2012.txt`. */
export function standardSets(): Map<string, string[]> {
  const sets = new Map<string, string[]>();
  const text = readFileSync(join(tests, "coverage/forth-2012.txt"), "latin1");
  // The first paragraph says what the file is.
  for (const paragraph of text.trimEnd().split("\n\n").slice(1)) {
    const [set, ...lines] = paragraph.split("\n");
    sets.set(set!, lines.join(" ").trim().split(/\s+/));
  }
  return sets;
}

/** What is between blanks in the code of all Forth tests that run, in lower case. */
export function namesInTests(): Set<string> {
  const names = new Set<string>();
  for (const folder of ["filetests", "conformance"]) {
    for (const file of readdirSync(join(tests, folder), { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".fs")) continue;
      const text = readFileSync(join(tests, folder, file), "latin1");
      if (folder === "filetests" && !text.startsWith("\\ test run")) continue;
      for (const line of text.split("\n")) for (const name of codeOf(line).split(/\s+/)) names.add(name);
    }
  }
  return names;
}

/** A line without comments and printed text; the code of a `run:` directive is code. */
function codeOf(line: string): string {
  return line
    .toLowerCase()
    .replace(/^\\ run: (.*?) (==|throws) .*$/, "$1")
    .replace(/(^|\s)\\(\s.*)?$/, " \\ ")
    .replace(/(^|\s)\( [^)]*\)/g, " ( ")
    .replace(/(^|\s)(\.|abort)" [^"]*"/g, '$1$2" ');
}
