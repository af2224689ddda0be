/**
 * Malformed programs and all that the compiler says about each, word for word: `programs.txt`. It is a list of
 * sections that begin with `== NAME`:
 *
 *     == then without if
 *     : x then ;
 *     -- says
 *     program.fs:1:5: error: ...
 *
 * First comes the text of `program.fs`. `-- file NAME` begins another file beside it, `-- flags --strict` a line of
 * flags, `-- says` the diagnostics, and where the program can be built, `-- ends STATUS` what it writes to standard
 * error. In sources `«NUL»`, `«CR»`, `«TAB»`, `«xHH»` are characters and `«N TEXT»` is TEXT N times.
 *
 * `FFC_BLESS=1 npx vitest run malformed` writes down what is said now: for reading, and then for committing.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { makeRuntimeArchives } from "../../scripts/runtime-archive.mjs";
import { x86_64Linux } from "../../src/codegen/target/targets.ts";
import { compile } from "../../src/driver.ts";
import { renderDiagnostic } from "../../src/support/diagnostics.ts";
import { assembleCall, linkCalls } from "../../src/tool-calls.ts";
import { findRuntime } from "../../src/toolchain.ts";

const TABLE = fileURLToPath(new URL("programs.txt", import.meta.url));
const MAIN = "program.fs";

interface Program {
  name: string;
  strict: boolean;
  /** Source as it stands in the table, by file name. */
  files: Map<string, string[]>;
  says: string[];
  ends: { status: number; stderr: string[] } | undefined;
}

const [head, ...sections] = readFileSync(TABLE, "utf8").split(/^== /m);
const programs = sections.map(parseSection);

function parseSection(section: string): Program {
  const [name, ...lines] = section.trimEnd().split("\n");
  const program: Program = { name: name!, strict: false, files: new Map(), says: [], ends: undefined };
  let part: string[] = [];
  program.files.set(MAIN, part);
  for (const line of lines) {
    const [, directive, rest] = /^-- (\w+) ?(.*)$/.exec(line) ?? [];
    if (directive === undefined) part.push(line);
    else if (directive === "flags") program.strict = rest === "--strict";
    else if (directive === "file") {
      part = [];
      program.files.set(rest!, part);
    } else if (directive === "says") part = program.says;
    else if (directive === "ends") {
      part = [];
      program.ends = { status: Number(rest), stderr: part };
    } else throw new Error(`${program.name}: unknown directive ${line}`);
  }
  return program;
}

function printSection({ name, strict, files, says, ends }: Program): string {
  const lines = [`== ${name}`];
  if (strict) lines.push("-- flags --strict");
  for (const [file, text] of files) {
    if (file !== MAIN) lines.push(`-- file ${file}`);
    lines.push(...text);
  }
  lines.push("-- says", ...says);
  if (ends !== undefined) lines.push(`-- ends ${ends.status}`, ...ends.stderr);
  return lines.map((line) => `${line}\n`).join("");
}

const NAMED: Readonly<Record<string, string>> = { NUL: "\0", CR: "\r", TAB: "\t" };

/** The bytes of a source, one character each. */
function sourceText(lines: readonly string[]): string {
  const text = Buffer.from(lines.map((line) => `${line}\n`).join(""), "utf8").toString("latin1");
  return text.replace(/\xc2\xab([^\xc2]*)\xc2\xbb/g, (_, what: string) => {
    const [, count, repeated] = /^(\d+) (.*)$/s.exec(what) ?? [];
    if (count !== undefined) return repeated!.repeat(Number(count));
    return NAMED[what] ?? String.fromCharCode(Number.parseInt(what.slice(1), 16));
  });
}

/** What a diagnostic shows, as lines of the table: bytes that are no text are escaped, long lines are cut. */
function shown(text: string): string[] {
  const readable = Buffer.from(text, "latin1").toString("utf8");
  const escaped = readable.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are made visible
    /[\x00-\x08\x0b-\x1f\x7f\ufffd]/g,
    (c) => `«x${c.charCodeAt(0).toString(16)}»`,
  );
  return escaped.split("\n");
}

makeRuntimeArchives();
const runtime = await findRuntime(fileURLToPath(new URL("../../dist", import.meta.url)), "x86_64-linux");
const scratch = mkdtempSync(join(tmpdir(), "ffc-malformed-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function outcome(program: Program, number: number): Promise<Pick<Program, "says" | "ends">> {
  const compilation = compile({
    file: MAIN,
    target: x86_64Linux,
    level: 2,
    loadEval: true,
    strict: program.strict,
    debugInfo: false,
    disabledPasses: new Set(),
    dump: undefined,
    selfCheck: true,
    emit: "asm",
    readFile: (path) => {
      const lines = program.files.get(path);
      return lines && sourceText(lines);
    },
  });
  const says = compilation.diagnostics.flatMap((d) => shown(renderDiagnostic(d)));
  if (compilation.text === undefined) return { says, ends: undefined };
  const path = join(scratch, String(number));
  const input = Buffer.from(compilation.text, "latin1");
  const object = `${path}.o`;
  const target = "x86_64-linux";
  const link = linkCalls({ object, output: path, runtime, debugInfo: false, target });
  for (const { tool, args } of [assembleCall(object, target), ...link]) {
    await execa(tool, args, { input });
  }
  const { exitCode, stderr } = await execa(path, [], { reject: false, stdin: "ignore", encoding: "latin1" });
  return { says, ends: { status: exitCode ?? -1, stderr: stderr === "" ? [] : shown(stderr) } };
}

describe("malformed programs", () => {
  if (process.env["FFC_BLESS"] !== undefined) {
    it("are written down", async () => {
      for (const [k, program] of programs.entries()) {
        // A crash stays in sight; no one will commit it.
        const crash = (e: unknown) => ({ says: [`CRASH: ${String(e)}`], ends: undefined });
        Object.assign(program, await outcome(program, k).catch(crash));
      }
      writeFileSync(TABLE, [head!.trimEnd() + "\n", ...programs.map(printSection)].join("\n"));
    });
    return;
  }
  it.each(programs.map((program, k) => ({ name: program.name, program, k })))(
    "$name",
    async ({ program, k }) => {
      const { says, ends } = program;
      expect(await outcome(program, k)).toEqual({ says, ends });
    },
  );
});
