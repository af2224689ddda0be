/**
 * What a filetest expects of a target, read from its comments. A directive stands at the beginning of a line, `\ name:`
 * with a lower-case name, so that an ordinary comment that ends its first word with a colon has to begin
 * with a capital; a name that is not known is an error. tests/filetests/README.md tells how to write one.
 */
import { TARGETS } from "../../src/codegen/target/targets.ts";
import { systemOf } from "../../src/tool-calls.ts";

export type TestKind = "run" | "compile" | "include";

export interface Expectations {
  kind: TestKind;
  /** Of the command line: `--strict`, `--pie`, `--check-threads`, `--disable-pass=NAME`; modes: `--load-eval`, `--no-load-eval`, `-O0`, `-O2`. */
  flags: string[];
  args: string[];
  stdin: string;
  output: string | undefined;
  /** Parts of what is written to standard error. */
  stderr: string[];
  /** The status, or the name of the signal that ended it. */
  exit: number | string | undefined;
  throws: number | undefined;
  runs: RunExpectation[];
  effects: EffectExpectation[];
  assembly: AssemblyExpectation[];
  maxSize: number | undefined;
  diagnostics: DiagnosticExpectation[];
}

/** `code` leaves `stack` (bottom first, as `.` prints it), or throws. */
export interface RunExpectation {
  line: number;
  code: string;
  stack: string[];
  throws: number | undefined;
}

export interface EffectExpectation {
  line: number;
  word: string;
  /** Cells; -1 for `?`, an effect that is not static. */
  ins: number;
  outs: number;
  /** Floats likewise, if the directive speaks of them. */
  floats: { ins: number; outs: number } | undefined;
}

export interface AssemblyExpectation {
  line: number;
  /** Instruction set. */
  isa: "x86-64" | "arm64";
  /** Only in the code of this word. */
  word: string | undefined;
  pattern: RegExp;
  negated: boolean;
}

export interface DiagnosticExpectation {
  line: number;
  severity: "error" | "warning";
  code: string;
}

class ExpectationError extends Error {}

type Directive = (expectations: Expectations, text: string, line: number, word: string | undefined) => void;

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  output: (e, text) => {
    e.output = (e.output ?? "") + quoted(text);
  },
  stdin: (e, text) => {
    e.stdin += quoted(text);
  },
  stderr: (e, text) => void e.stderr.push(quoted(text)),
  exit: (e, text) => {
    e.exit = /^SIG[A-Z]+$/.test(text.trim()) ? text.trim() : integer(text);
  },
  throws: (e, text) => {
    e.throws = integer(text);
  },
  args: (e, text) => void e.args.push(...words(text)),
  flags: (e, text) => void e.flags.push(...words(text)),
  size: (e, text) => {
    e.maxSize = integer(/^<= (\d+)$/.exec(text)?.[1] ?? fail("`size: <= BYTES`"));
  },
  run: (e, text, line) => {
    const match =
      /^(.*?) (?:==(.*)|throws (-?\d+))$/.exec(text) ?? fail("`run: CODE == STACK` or `run: CODE throws N`");
    const [, code, stack, throws] = match;
    e.runs.push({
      line,
      code: code!,
      stack: words(stack ?? ""),
      throws: throws === undefined ? undefined : Number(throws),
    });
  },
  effect: (e, text, line) => {
    const match =
      /^(\S+) \( (.*?)\s*-- (.*?)\s*\)(?: \( F: (.*?)\s*-- (.*?)\s*\))?$/.exec(text) ??
      fail("`effect: WORD ( ins -- outs )`, and `( F: ins -- outs )` after it for floats");
    const count = (items: string): number => (items === "?" ? -1 : words(items).length);
    const floats = match[4] === undefined ? undefined : { ins: count(match[4]), outs: count(match[5]!) };
    e.effects.push({ line, word: match[1]!, ins: count(match[2]!), outs: count(match[3]!), floats });
  },
  "x86-64": assembly("x86-64"),
  arm64: assembly("arm64"),
};

function assembly(isa: AssemblyExpectation["isa"]): Directive {
  return (e, text, line, word) => {
    const [, not, pattern] =
      /^(not )?"(.*)"$/.exec(text) ?? fail(`\`${isa} WORD: not "REGEX"\`, WORD and not as needed`);
    e.assembly.push({ line, isa, word, pattern: new RegExp(pattern!, "m"), negated: not !== undefined });
  };
}

const KIND = /^\\ test (\S+)$/;
const DIRECTIVE = /^\\ ([a-z][a-z0-9-]*)(?: (\S+))?:(?: (.*))?$/;
const BLOCK_LINE = /^\\ \|(?: (.*))?$/;
const DIAGNOSTIC = /(?:^|\s)\\ (error|warning): (.*)$/;
/** Directives that may go on in lines of `\ | text`. */
const BLOCKS: ReadonlySet<string> = new Set(["output", "stdin", "stderr"]);

/** Directives that may be meant for one target, or for those of one system: `\ size macos: <= 20000`. */
const QUALIFIED: ReadonlySet<string> = new Set(["output", "stderr", "exit", "throws", "run", "size"]);
const QUALIFIERS: ReadonlySet<string> = new Set(TARGETS.flatMap(({ name }) => [name, systemOf(name)]));

/** `target` by its name. */
export function parseExpectations(file: string, text: string, target: string): Expectations {
  const lines = text.split("\n");
  const at = (line: number, message: string): never => {
    throw new ExpectationError(`${file}:${line}: ${message}`);
  };
  const kind = KIND.exec(lines[0] ?? "")?.[1];
  if (kind !== "run" && kind !== "compile" && kind !== "include") {
    return at(1, "the first line must be `\\ test run`, `\\ test compile` or `\\ test include`");
  }
  const e = noExpectations(kind);
  /** Takes what is expected of other targets. */
  const nobody = noExpectations(kind);
  let count = 0;
  for (let i = 1; i < lines.length; i++) {
    const line = i + 1;
    const text = lines[i]!.replace(/\r$/, "");
    try {
      const diagnostic = DIAGNOSTIC.exec(text);
      if (diagnostic !== null) {
        const severity = diagnostic[1] as DiagnosticExpectation["severity"];
        for (const code of diagnostic[2]!.trim().split(/, */)) e.diagnostics.push({ line, severity, code });
        count++;
        continue;
      }
      const match = DIRECTIVE.exec(text);
      if (match === null) {
        if (BLOCK_LINE.test(text))
          throw new Malformed(`a line of text belongs under one of ${[...BLOCKS].join(", ")}`);
        continue;
      }
      const [, name, word, rest] = match;
      const directive = DIRECTIVES[name!];
      const qualified = word !== undefined && QUALIFIED.has(name!) && QUALIFIERS.has(word);
      if (word !== undefined && !qualified && name !== "x86-64" && name !== "arm64") {
        // Two words before the colon are prose, unless the first one is a directive written wrongly.
        if (directive !== undefined) throw new Malformed(`\`${name}\` is followed by a colon`);
        continue;
      }
      if (directive === undefined) {
        return at(
          line,
          `unknown directive \`${name}\` (a comment that is none begins with a capital letter)`,
        );
      }
      let value = (rest ?? "").trim();
      if (value === "" && BLOCKS.has(name!)) {
        const block: string[] = [];
        for (
          let m = BLOCK_LINE.exec(lines[i + 1] ?? "");
          m !== null;
          m = BLOCK_LINE.exec(lines[i + 1] ?? "")
        ) {
          block.push(`${m[1] ?? ""}\n`);
          i++;
        }
        value = `>>>${block.join("").replace(/\\/g, "\\\\").replace(/\n/g, "\\n")}<<<`;
      }
      // Sizes are those on Linux unless said: on macOS pages round them up.
      const meant = word ?? (name === "size" ? "linux" : target);
      const applies = qualified || name === "size" ? meant === target || meant === systemOf(target) : true;
      directive(applies ? e : nobody, value, line, word);
      if (name !== "flags" && name !== "args" && name !== "stdin") count++;
    } catch (error) {
      if (error instanceof Malformed) return at(line, error.message);
      throw error;
    }
  }
  if (count === 0 && kind !== "include") return at(1, "the file expects nothing");
  return e;
}

const noExpectations = (kind: TestKind): Expectations => ({
  kind,
  flags: [],
  args: [],
  stdin: "",
  output: undefined,
  stderr: [],
  exit: undefined,
  throws: undefined,
  runs: [],
  effects: [],
  assembly: [],
  maxSize: undefined,
  diagnostics: [],
});

class Malformed extends Error {}
function fail(expected: string): never {
  throw new Malformed(`expected ${expected}`);
}

function integer(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : fail("a number");
}

/** Words between blanks; a word in double quotes may contain them. */
function words(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", e: "\x1b", "\\": "\\" };

/** `>>>text<<<`, with the escapes \n \t \r \e \xHH and \\ in the text. */
function quoted(text: string): string {
  const inner = /^>>>(.*)<<<$/.exec(text)?.[1] ?? fail("`>>>text<<<`, or lines of `\\ | text` below");
  return inner.replace(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (_, hex: string | undefined, char: string) =>
    hex !== undefined
      ? String.fromCharCode(Number.parseInt(hex, 16))
      : (ESCAPES[char] ?? fail("an escape that exists")),
  );
}
