/**
 * The part of docs/architecture.md that follows one word through the compiler: its IR as it is built, what each
 * pass changes, and the code of every instruction set. `npm run docs` writes it; a test compares.
 *
 * The word is WORD of the document's listing in Forth.
 */
import { readFileSync } from "node:fs";
import { diffLines } from "diff";
import { printModule } from "../src/codegen/ir/print.ts";
import { runPasses } from "../src/codegen/opt/pipeline.ts";
import { aarch64Linux, x86_64Linux } from "../src/codegen/target/targets.ts";
import { compileSource } from "../src/frontend/frontend.ts";

const WORD = "score";
const BEGIN = "<!-- made by `npm run docs` -->\n";
const END = "<!-- end -->";

/** The document with the part between its marks made anew. */
export function withWalkthrough(document: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error("the marks of the walkthrough are missing");
  return document.slice(0, begin + BEGIN.length) + walkthrough(listing(document)) + document.slice(end);
}

function listing(document: string): string {
  const found = /```forth\n([\s\S]*?)```/.exec(document)?.[1];
  if (found === undefined) throw new Error("no listing in Forth");
  return found;
}

function walkthrough(source: string): string {
  const { module } = compileSource({
    file: `${WORD}.fs`,
    loadEval: true,
    strict: false,
    readFile: () => source,
  });
  if (module === undefined) throw new Error("the listing does not compile");

  /** Positions are left out: they say little here, and change with every line of the listing. */
  const textOf = (text: string): string | undefined =>
    new RegExp(`^func [^\\n]*"${WORD}"[^\\n]*{\\n[\\s\\S]*?^}\\n`, "m")
      .exec(text)?.[0]
      .replace(/ @\d+$/gm, "");
  let current = textOf(printModule(module)) ?? "";
  if (current === "") throw new Error(`the listing has no code for ${WORD}`);
  const parts = [`What build-ssa makes of \`${WORD}\`:\n\n`, fenced("ssa", current), "\n"];

  const untouched: string[] = [];
  const show = (pass: string, text: string): void => {
    const next = textOf(text);
    if (next === undefined) return;
    if (next === current) untouched.push(pass);
    else parts.push(`\`${pass}\`: ${summaryOf(pass)}\n\n`, fenced("diff", difference(current, next)), "\n");
    current = next;
  };
  runPasses(module, { level: 2, disabled: new Set(), verify: true, dump: show });
  const idle = [...new Set(untouched)].map((name) => `\`${name}\``).join(", ");
  parts.push(`Left as it was by ${idle}.\n\n`);

  for (const target of [x86_64Linux, aarch64Linux]) {
    const assembly = target.emitModule(module, { checkAllocation: true, debugInfo: false });
    const code = new RegExp(`^f_${WORD}:\\n(?:(?:\\t|\\.L).+\\n)*`, "m").exec(assembly)?.[0];
    if (code === undefined) throw new Error(`no code for ${target.name}`);
    parts.push(`Code for ${target.name}:\n\n`, fenced("asm", code), "\n");
  }
  return parts.join("");
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\`\`\`\n`;

/** Lines that went and lines that came, under the labels of their blocks. */
function difference(before: string, after: string): string {
  let text = "";
  let label = "";
  for (const { value, added, removed } of diffLines(before, after)) {
    const sign = added ? "+" : removed ? "-" : "";
    for (const line of value.trimEnd().split("\n")) {
      const isLabel = /^b\d+:/.test(line);
      if (sign !== "") {
        if (!isLabel) text += label;
        text += `${sign}${line}\n`;
      }
      if (isLabel) label = sign === "" ? ` ${line}\n` : "";
      else if (sign !== "") label = "";
    }
  }
  return text;
}

/** The first sentence of the comment that the file of a pass opens with, without what is in brackets. */
function summaryOf(pass: string): string {
  const text = readFileSync(new URL(`../src/codegen/opt/${pass}.ts`, import.meta.url), "utf8");
  const comment = /^\/\*\*\n([\s\S]*?)\*\//.exec(text)?.[1] ?? "";
  const words = comment.replace(/^ \* ?/gm, "").replace(/\s+/g, " ");
  return /^.*?(?=[.:]? \(|\. |:? *$)/.exec(words)![0] + ".";
}
