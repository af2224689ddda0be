import { describe, expect, it } from "vitest";
import { parseExpectations } from "../../harness/expectations.ts";
import { lineDiff } from "../../harness/report.ts";

const parseFor = (target: string, ...lines: string[]) => parseExpectations("t.fs", lines.join("\n"), target);
const parse = (...lines: string[]) => parseFor("x86_64-linux", ...lines);

describe("expectations of a filetest", () => {
  it("reads text with escapes and in blocks", () => {
    expect(parse("\\ test run", "\\ output: >>>a\\n\\x41\\\\<<<").output).toBe("a\nA\\");
    expect(parse("\\ test run", "\\ output:", "\\ | one ", "\\ |", "\\ | back\\slash").output).toBe(
      "one \n\nback\\slash\n",
    );
  });

  it("reads calls and what they leave", () => {
    const { runs } = parse(
      "\\ test run",
      "\\ run: 3 4 hyp2 == 25",
      "\\ run: 1 0 / throws -10",
      "\\ run: 5 drop ==",
    );
    expect(runs).toEqual([
      { line: 2, code: "3 4 hyp2", stack: ["25"], throws: undefined },
      { line: 3, code: "1 0 /", stack: [], throws: -10 },
      { line: 4, code: "5 drop", stack: [], throws: undefined },
    ]);
  });

  it("reads diagnostics where they arise", () => {
    const { diagnostics } = parse(
      "\\ test compile",
      ": x dpu ; \\ error: undefined-word, other",
      "\\ warning: w",
    );
    expect(diagnostics).toEqual([
      { line: 2, severity: "error", code: "undefined-word" },
      { line: 2, severity: "error", code: "other" },
      { line: 3, severity: "warning", code: "w" },
    ]);
  });

  it("reads assembly patterns, of all code or of one word", () => {
    const { assembly } = parse("\\ test compile", '\\ x86-64: "imulq"', '\\ x86-64 fib: not "r12"');
    expect(assembly.map(({ word, negated }) => [word, negated])).toEqual([
      [undefined, false],
      ["fib", true],
    ]);
  });

  it("counts cells of effects", () => {
    const { effects } = parse(
      "\\ test run",
      "\\ effect: a ( n n -- )",
      "\\ effect: b ( -- n )",
      "\\ effect: c ( ? -- ? )",
    );
    expect(effects.map(({ word, ins, outs }) => [word, ins, outs])).toEqual([
      ["a", 2, 0],
      ["b", 0, 1],
      ["c", -1, -1],
    ]);
  });

  it("keeps what is meant for other targets apart", () => {
    const lines = [
      "\\ test run",
      "\\ output: >>>all <<<",
      "\\ output linux: >>>Linux <<<",
      "\\ output macos:",
      "\\ | Mac",
      "\\ size: <= 8000",
      "\\ size aarch64-macos: <= 40000",
    ];
    const found = ["x86_64-linux", "x86_64-macos", "aarch64-macos"].map((target) => {
      const { output, maxSize } = parseFor(target, ...lines);
      return { output, maxSize };
    });
    expect(found).toEqual([
      { output: "all Linux ", maxSize: 8000 },
      { output: "all Mac\n", maxSize: undefined },
      { output: "all Mac\n", maxSize: 40000 },
    ]);
  });

  it("takes comments for comments", () => {
    expect(parse("\\ test run", "\\ Note: prose.", "\\ two words: prose", "\\ exit: 1").exit).toBe(1);
  });

  it.each([
    [["\\ run: 1 == 1"], "1: the first line must be"],
    [["\\ test run", ": x ;"], "1: the file expects nothing"],
    [["\\ test run", "\\ outptu: >>>a<<<"], "2: unknown directive `outptu`"],
    [["\\ test run", "\\ output: abc"], "2: expected `>>>text<<<`"],
    [["\\ test run", "\\ exit: one"], "2: expected a number"],
    [["\\ test run", "\\ run: 1 2"], "2: expected `run: CODE == STACK`"],
    [["\\ test run", "\\ | stray"], "2: a line of text belongs under"],
    [["\\ test run", "\\ output windows: >>>a<<<"], "2: `output` is followed by a colon"],
    [["\\ test run", "\\ output macos: abc"], "2: expected `>>>text<<<`"],
    [["\\ test run", "\\ output x: >>>a<<<"], "2: `output` is followed by a colon"],
  ])("refuses %j", (lines, message) => {
    expect(() => parse(...lines)).toThrow(`t.fs:${message}`);
  });
});

describe("the difference of two texts", () => {
  it("shows lines once that are common, and what cannot be seen", () => {
    expect(lineDiff("a\nb \nc\n", "a\nx\nc")).toBe("  a\n- b·\n- c\n+ x\n+ c (no end of line)");
  });
});
