/**
 * Whatever the source is, the compiler answers with a program or with diagnostics that can be shown:
 * no exception, no diagnostic that points outside of its file, and an end in reasonable time. Tried with the
 * examples cut off anywhere and changed at random, with garbage, and with sources of extreme shapes.
 *
 *   FFC_ROBUSTNESS_MUTATIONS=20000   changed programs (default 2000)
 *   FFC_ROBUSTNESS_SEED=7            seed of the first (default 1)
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { x86_64Linux } from "../../src/codegen/target/targets.ts";
import { type Compilation, compile } from "../../src/driver.ts";
import { PRIMITIVES } from "../../src/frontend/words/index.ts";
import { type Diagnostic, renderDiagnostic } from "../../src/support/diagnostics.ts";
import { Random } from "./random.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const setting = (name: string, otherwise: number): number =>
  Number(process.env[`FFC_ROBUSTNESS_${name}`] ?? otherwise);

const MUTATIONS = setting("MUTATIONS", 2000);
const SEED = setting("SEED", 1);
const TIMEOUT = { timeout: 600_000 };
/** What has not ended by then hangs: a word that runs while compiling may take seconds, not more. */
const TIME_LIMIT_MS = 30_000;

type Files = Readonly<Record<string, string>>;

/** The two largest examples that need no other file. */
const examples = readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".fs"))
  .map((name) => ({ name, text: readFileSync(join(root, "examples", name), "latin1") }))
  .filter(({ text }) => !/^\s*(include|require)\s|\b(included|required)\b/im.test(text))
  .sort((a, b) => b.text.length - a.text.length)
  .slice(0, 2);

// ---- compiling, with everything checked ----

function compileFiles(files: Files, level: 0 | 2, loadEval: boolean): Compilation {
  return compile({
    file: "main.fs",
    target: x86_64Linux,
    level,
    loadEval,
    strict: false,
    debugInfo: false,
    disabledPasses: new Set(),
    dump: undefined,
    selfCheck: true,
    emit: "asm",
    readFile: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
  });
}

const shared = globalThis as { ffcRobustnessTask?: () => void };

/** Runs a task that is interrupted if it does not end. */
function withinLimit(task: () => void): void {
  shared.ffcRobustnessTask = task;
  new Script("ffcRobustnessTask()").runInThisContext({ timeout: TIME_LIMIT_MS });
}

/** Compiles, and throws an Error with the source if the answer is not one that a user could be given. */
function survives(files: Files, level: 0 | 2 = 0, loadEval = true): Compilation {
  let compilation: Compilation | undefined;
  try {
    withinLimit(() => {
      compilation = compileFiles(files, level, loadEval);
    });
    checkAnswer(compilation!, files);
  } catch (error) {
    const text = JSON.stringify(files["main.fs"]);
    const shown = text.length > 4000 ? `${text.slice(0, 2000)} ... ${text.slice(-1000)}` : text;
    const trace =
      error instanceof Error
        ? (error.stack ?? error.message).split("\n").slice(0, 8).join("\n")
        : String(error);
    throw new Error(`level ${level}, ${loadEval ? "evaluated" : "native"}: ${trace}\nsource: ${shown}`);
  }
  return compilation!;
}

function checkAnswer({ diagnostics, text }: Compilation, files: Files): void {
  const hasErrors = diagnostics.some((d) => d.severity === "error");
  if (hasErrors === (text !== undefined))
    throw new Error(hasErrors ? "a program in spite of errors" : "neither program nor error");
  for (const d of diagnostics) checkDiagnostic(d, files);
}

function checkDiagnostic(d: Diagnostic, files: Files): void {
  const shown = renderDiagnostic(d);
  if (!/^[a-z]+(-[a-z]+)*$/.test(d.code)) throw new Error(`strange code: ${shown}`);
  if (d.span === undefined) return;
  const { file, start, end } = d.span;
  if (!(start >= 0 && start <= end && end <= file.text.length)) {
    throw new Error(`from ${start} to ${end} in ${file.text.length} bytes: ${shown}`);
  }
  // Evaluated strings have the name of their file, but their own text.
  if (!Object.hasOwn(files, file.name)) throw new Error(`in a file that the user does not know: ${shown}`);
}

/** All that go wrong are found before the test fails; a few of them are shown. */
class Findings {
  private readonly found = new Map<string, string>();
  private count = 0;

  try(task: () => void): void {
    try {
      task();
    } catch (error) {
      this.count++;
      const message = (error as Error).message;
      // The same place in the compiler is the same finding.
      const key = /\n\s+at ([^\n]*)/.exec(message)?.[1] ?? message.slice(0, 80);
      if (!this.found.has(key)) this.found.set(key, message);
    }
  }

  report(): void {
    if (this.count === 0) return;
    throw new Error(
      `${this.count} sources, ${this.found.size} faults:\n\n${[...this.found.values()].slice(0, 8).join("\n\n")}`,
    );
  }
}

// ---- changing programs ----

const NAMES = PRIMITIVES.map((prim) => prim.name);
const ODD = [
  "\0",
  "\x01",
  "\x1b",
  "\x7f",
  "\x80",
  "\xff",
  "\r",
  "\t",
  "\v",
  "\f",
  '"',
  "\\",
  "(",
  ")",
  "'",
  "$",
  "%",
  "-",
  "#",
];
const NUMBERS = [
  "0",
  "-1",
  "1",
  "64",
  "-9223372036854775808",
  "18446744073709551615",
  "99999999999999999999",
  "1e3",
  "$ff",
  "%2",
  "'a'",
  "3.",
];

/** One change of a text, each at a random place. */
const CHANGES: readonly ((text: string, random: Random) => string)[] = [
  // a byte
  (text, random) => splice(text, random.below(text.length), 1, String.fromCharCode(random.below(256))),
  (text, random) => splice(text, random.below(text.length + 1), 0, random.pick(ODD)),
  // tokens
  (text, random) =>
    changeTokens(text, (tokens) => void tokens.splice(random.below(tokens.length), random.between(1, 3))),
  (text, random) =>
    changeTokens(text, (tokens) => {
      const at = random.below(tokens.length);
      tokens.splice(at, 0, ...tokens.slice(at, at + random.between(1, 5)));
    }),
  (text, random) =>
    changeTokens(text, (tokens) => {
      const [a, b] = [random.below(tokens.length), random.below(tokens.length)];
      [tokens[a], tokens[b]] = [tokens[b]!, tokens[a]!];
    }),
  (text, random) =>
    changeTokens(text, (tokens) => void tokens.splice(random.below(tokens.length), 0, random.pick(NAMES))),
  (text, random) =>
    changeTokens(text, (tokens) => void tokens.splice(random.below(tokens.length), 1, random.pick(NAMES))),
  (text, random) =>
    changeTokens(text, (tokens) => void tokens.splice(random.below(tokens.length), 1, random.pick(NUMBERS))),
  // lines
  (text, random) => {
    const lines = text.split("\n");
    const [a, b] = [random.below(lines.length), random.below(lines.length)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return lines.join("\n");
  },
  (text, random) => {
    const lines = text.split("\n");
    lines.splice(random.below(lines.length), random.between(1, 4));
    return lines.join("\n");
  },
];

const splice = (text: string, at: number, count: number, by: string): string =>
  text.slice(0, at) + by + text.slice(at + count);

/** Blanks stay as they are: a comment stays on its line. */
function changeTokens(text: string, change: (tokens: string[]) => void): string {
  const tokens = text.match(/\S+\s*/g) ?? [""];
  change(tokens);
  return tokens.map((t) => (/\s$/.test(t) ? t : `${t} `)).join("");
}

function mutated(seed: number): string {
  const random = new Random(seed);
  let { text } = random.pick(examples);
  for (let k = random.between(1, 4); k > 0 && text.length > 0; k--) text = random.pick(CHANGES)(text, random);
  return text;
}

/** Bytes, or words and numbers without sense. */
function garbage(seed: number): string {
  const random = new Random(seed);
  const bytes = random.chance(0.3);
  const length = random.below(bytes ? 400 : 80);
  const item = (): string => {
    if (bytes) return String.fromCharCode(random.below(256));
    const word = random.weighted([
      [8, random.pick(NAMES)],
      [2, random.pick(NUMBERS)],
      [2, random.pick([":", ";", "x", "y", "if", "then", "begin", "until", "do", "loop", "\n"])],
      [1, random.pick(ODD)],
    ]);
    return `${word}${random.chance(0.1) ? "\n" : " "}`;
  };
  return Array.from({ length }, item).join("");
}

// ---- extreme shapes ----

const many = (count: number, line: (k: number) => string): string =>
  Array.from({ length: count }, (_, k) => line(k)).join("");

const SHAPES: Readonly<Record<string, () => string | Files>> = {
  "10,000 nested ifs": () => `: f ${"dup if ".repeat(1e4)}${"then ".repeat(1e4)} ; 1 f .`,
  "100,000 open ifs": () => `: f ${"if ".repeat(1e5)}`,
  "100,000 thens": () => `: f ${"then ".repeat(1e5)} ;`,
  "1,000 nested loops": () => `: f ${"2 0 do ".repeat(1000)}${"loop ".repeat(1000)} ;`,
  "1,000 nested begins": () => `: f ${"begin ".repeat(1000)}${"1 until ".repeat(1000)} ; f`,
  "1,000 nested cases": () => `: f ${"dup case 1 of ".repeat(1000)}${"endof endcase ".repeat(1000)} ; 2 f .`,
  "5,000 ofs": () => `: f case ${many(5000, (k) => `${k} of ${k + 1} endof `)} endcase ; 17 f .`,
  "a line of 1 MB": () => "1 drop ".repeat(150_000),
  "a definition of 1 MB": () => `: f ${"1 drop ".repeat(150_000)} ; f`,
  "a name of 10,000 characters": () =>
    `: ${"n".repeat(10_000)} 1 ; ${"n".repeat(10_000)} . ${"m".repeat(10_000)}`,
  "a number of 100,000 digits": () => "9".repeat(100_000),
  "a hexadecimal number of 100,000 digits": () => `$${"f".repeat(100_000)} .`,
  "a string of 1 MB": () => `: f s" ${"x".repeat(1e6)}" type ; f`,
  "10,000 numbers on the stack": () => "1 ".repeat(10_000),
  "20,000 numbers in a definition": () => `: f ${"1 ".repeat(20_000)} ; f`,
  "10,000 inputs": () => `: f ${"+ ".repeat(10_000)} ;  1 2 f`,
  "10,000 dups": () => `: f ${"dup ".repeat(10_000)} ; 1 f`,
  "2,000 locals": () => `: f {: ${many(2000, (k) => `a${k} `)} :} ${many(2000, (k) => `a${k} + `)} ;`,
  "5,000 words, each calling the one before": () =>
    `: w0 1 ;\n${many(5000, (k) => `: w${k + 1} w${k} 1+ ;\n`)} w5000 .`,
  "2,000 words, each calling the one before twice": () =>
    `: w0 ;\n${many(2000, (k) => `: w${k + 1} w${k} w${k} ;\n`)} : main w2000 ;`,
  "5,000 deferred words in a ring": () =>
    `${many(5000, (k) => `defer d${k}\n`)}${many(5000, (k) => `' d${(k + 1) % 5000} is d${k}\n`)} d0`,
  "recursion without end": () => ": f recurse 1+ ; f",
  "recursion that pushes": () => ": f 1 recurse ; f",
  "a loop without end": () => ": f begin again ; f",
  "a loop without end while compiling": () => ": f begin again ; immediate : g f ;",
  "a loop that pushes while compiling": () => ": f begin 1 again ; immediate : g f ;",
  "all of memory": () => "1099511627776 allot here 1099511627776 - 1099511627776 erase",
  "a large fill": () => "100000000 buffer: b  b 100000000 1 fill",
  "negative allot": () => "-1000000 allot  here c@ . variable v -8 allot here @ . -9223372036854775808 allot",
  "evaluate of itself": () => ': e s" e" evaluate ; e',
  "evaluate of itself while compiling": () => ': e s" e" evaluate ; immediate : f e ;',
  "a file that includes itself": () => "include main.fs",
  "files that include each other": () => ({ "main.fs": "include a.fs", "a.fs": "include main.fs" }),
  "a chain of 100 files": () => ({
    "main.fs": "include f0.fs",
    ...Object.fromEntries(Array.from({ length: 100 }, (_, k) => [`f${k}.fs`, `include f${k + 1}.fs`])),
    "f100.fs": "1 .",
  }),
  "an open definition in an included file": () => ({ "main.fs": "include a.fs 1 . ;", "a.fs": ": f 1 if" }),
  "a definition around an included file": () => ({
    "main.fs": ": f [ include a.fs ] ; f",
    "a.fs": ": g 1 ; : h",
  }),
  "NUL bytes": () => "\0 : \0\0 1 \0 ; \0\0 .",
  "only blanks": () => " \t\r\n\f\v ".repeat(100),
  nothing: () => "",
  "no end of line": () => "1 .",
  "only carriage returns": () => ": f 1 . ;\rf\r\\ comment\r2 .",
};

const UNTERMINATED = [
  ":",
  ": x",
  ": x (",
  ": x ( a -- b",
  ": x {:",
  ": x {: a b |",
  ": x if",
  ": x begin while",
  ": x case 1 of",
  ": x 3 0 do",
  ': x s"',
  ': x s" abc',
  ': x s\\" abc\\',
  ': x abort"',
  ': ."',
  ".(",
  "(",
  "\\",
  "[if]",
  "0 [if]",
  "0 [if] [if] [then]",
  "1 [if] 2 [else]",
  "[else]",
  "char",
  ": x [char]",
  ": x [']",
  "'",
  ": x postpone",
  ": x to",
  "1 to",
  "' x is",
  "create",
  "variable",
  "5 constant",
  "5 value",
  "defer",
  "8 buffer:",
  "include",
  "include nothing.fs",
  "require",
  ': x s" 1 +" evaluate',
  ": x does>",
  "create y does>",
  ": x create does>",
  ":noname",
  ":noname if",
  ": x [",
  "] 1 +",
  ": x ] ;",
  ": x : y ;",
  ": x exit",
  ": x recurse",
  "recurse",
  ";",
  "; ;",
  "immediate",
  "[compile]",
  ": x literal ;",
  "literal",
  "parse",
  "34 parse abc",
  "32 word",
  "find",
  "' dup >body",
  "0 >body",
  "1 2 compile,",
  "' if execute",
  ": x [ ' if compile, ] ;",
  ": x ['] if execute ;  x",
  ": x postpone if ;  x",
  "bye :",
  "quit",
  "abort",
  "-1 throw",
  "r> r> r>",
  ": x r> r> r> ; x",
  ": x >r ; 1 x",
  ": x unloop ; x",
  ": x i j k ; x",
  "0 sp! drop",
  "sp@ @ .",
  "sp@ sp!",
  "depth pick",
  "-1 pick",
  "-1 roll",
  "1000 roll",
  "1 0 execute",
  "1 execute",
  "0 catch",
  "' throw catch",
  "state @ . 1 state !",
  "1 base ! 1 .",
  "0 base ! 1 .",
  "1000 base ! zz .",
  "base 0 erase -1 base ! 7 .",
  "here execute",
  "here @ execute",
  "here here move",
  "-1 spaces",
  "-1 channel",
  "0 channel",
  "1 spawn",
];

describe("robustness", () => {
  it("has examples to change", () => {
    expect(examples.length).toBe(2);
  });

  it.each(examples.map(({ name }) => name))("%s cut off anywhere", TIMEOUT, (name) => {
    const { text } = examples.find((e) => e.name === name)!;
    const findings = new Findings();
    for (let at = 0; at <= text.length; at++) {
      findings.try(() => survives({ "main.fs": text.slice(0, at) }, at % 8 === 0 ? 2 : 0, at % 3 !== 0));
    }
    findings.report();
  });

  it(`${MUTATIONS} changed programs`, TIMEOUT, () => {
    const findings = new Findings();
    for (let seed = SEED; seed < SEED + MUTATIONS; seed++) {
      findings.try(() => survives({ "main.fs": mutated(seed) }, seed % 4 === 0 ? 2 : 0, seed % 3 !== 0));
    }
    findings.report();
  });

  it(`${MUTATIONS >> 1} sources of garbage`, TIMEOUT, () => {
    const findings = new Findings();
    for (let seed = SEED; seed < SEED + (MUTATIONS >> 1); seed++) {
      findings.try(() => survives({ "main.fs": garbage(seed) }, seed % 2 === 0 ? 2 : 0, seed % 3 !== 0));
    }
    findings.report();
  });

  it("what is not finished, or makes no sense", TIMEOUT, () => {
    const findings = new Findings();
    for (const text of UNTERMINATED) {
      for (const source of [text, `${text}\n`, `1 2 3 utime ${text}`]) {
        findings.try(() => survives({ "main.fs": source }, 2));
        findings.try(() => survives({ "main.fs": source }, 0, false));
      }
    }
    findings.report();
  });

  it.each(Object.keys(SHAPES))("%s", TIMEOUT, (name) => {
    const source = SHAPES[name]!();
    const files = typeof source === "string" ? { "main.fs": source } : source;
    survives(files, 2);
    survives(files, 0, false);
  });

  it("ends of lines do not matter", TIMEOUT, () => {
    for (const { text } of examples) {
      const dos = survives({ "main.fs": text.replaceAll("\n", "\r\n") }, 2);
      expect(dos.text).toBe(survives({ "main.fs": text }, 2).text);
    }
  });
});
