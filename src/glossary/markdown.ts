/** docs/glossary.md: the words by word set, the words that are left out, and an index. */
import type { AbsentWord } from "../frontend/absent-words.ts";
import { byName, type GlossaryEntry, MARKS } from "./glossary.ts";

const INTRODUCTION = `# Glossary

<!-- Made by \`npm run docs\` from src/frontend/words, lib and src/frontend/absent-words.ts. Do not edit. -->

The words that ffc brings along, by word set and name; \`ffc words NAME\` shows one of them. The stack comments use the
standard's data types: \`n\` a signed, \`u\` an unsigned cell, \`x\` any cell, \`d\` and \`ud\` two cells, \`c-addr\` the address of
characters, \`xt\` an execution token, \`"name"\` text that is parsed, \`R:\` the return stack, \`F:\` the stack of floats. Negative
numbers that a word throws are the standard's throw codes.

${Object.entries(MARKS)
  .map(([mark, meaning]) => `- _${mark}_: ${meaning}`)
  .join("\n")}
`;

const ABSENT = `## Left out

Words of Forth-2012, and words of gforth in daily use, that ffc does not have.
`;

export function glossaryMarkdown(entries: readonly GlossaryEntry[], absent: readonly AbsentWord[]): string {
  const sections: string[] = [INTRODUCTION];
  for (const [set, words] of groupBy(entries, ({ set }) => set)) sections.push(section(set, words));
  sections.push(ABSENT, absentTable(absent), "## Index\n", index(entries));
  return sections.join("\n");
}

function section(set: string, entries: readonly GlossaryEntry[]): string {
  const rows = entries.map(({ name, stack, doc, marks }) => {
    const notes = marks.length === 0 ? "" : ` _${marks.join(", ")}_`;
    return `| ${code(name)} | ${code(stack)} | ${cell(doc)}${notes} |\n`;
  });
  return `## ${set}\n\n| word | stack effect | |\n| --- | --- | --- |\n${rows.join("")}`;
}

/** Words that are left out for the same reason share a line. */
function absentTable(words: readonly AbsentWord[]): string {
  const groups = groupBy(words, ({ set, reason, instead }) => JSON.stringify([set, reason, instead]));
  const rows = [...groups.values()].map((group) => {
    const { set, reason, instead } = group[0]!;
    return `| ${group.map(({ name }) => code(name)).join(" ")} | ${set} | ${cell(reason)} | ${cell(instead)} |\n`;
  });
  return `| words | set | why | instead |\n| --- | --- | --- | --- |\n${rows.join("")}`;
}

/** Each word with a link to its set, a paragraph for each first character; signs share one. */
function index(entries: readonly GlossaryEntry[]): string {
  const initial = ({ name }: GlossaryEntry): string => /^[a-z]/i.exec(name)?.[0].toUpperCase() ?? "";
  const groups = groupBy(entries.toSorted(byName), initial);
  const paragraphs = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const links = group.map(({ name, set }) => `[${code(name)}](#${set.replaceAll(" ", "-")})`);
      return `${links.join(" ")}\n`;
    });
  return paragraphs.join("\n");
}

/** A bar would end the cell of a table, even in code. */
const cell = (text: string): string => text.replaceAll("|", "\\|");
/** Code in Markdown: a backquote inside takes two of them outside. */
const code = (text: string): string => (text.includes("`") ? `\`\` ${cell(text)} \`\`` : `\`${cell(text)}\``);

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
