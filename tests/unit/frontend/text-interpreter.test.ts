/** The text interpreter: what is evaluated while compiling, what is left to the program, what is reported. */
import { describe, expect, it } from "vitest";
import { load, output, reported } from "./loaded-text.ts";

describe("interpreting", () => {
  it("prints in order", () => {
    expect(output(".( a) 1 . : f 2 . ; f .( b)")).toBe("a1 2 b");
  });

  it("knows what was defined, whatever its case", () => {
    expect(output(": Foo 5 ; FOO foo + .")).toBe("10 ");
  });

  it("compiles between brackets what was computed there", () => {
    expect(output(": f [ 2 3 * ] literal ; f .")).toBe("6 ");
  });
});

describe("included files", () => {
  it("are interpreted at their place", () => {
    expect(output("1 . include a.fs 3 .", { "a.fs": "2 ." })).toBe("1 2 3 ");
  });

  it("are required once, and listed once", () => {
    const { output: printed, text } = load("require a.fs include a.fs require a.fs", { "a.fs": "2 ." });
    expect(printed).toBe("2 2 ");
    expect(text.filesRead).toEqual(["main.fs", "a.fs"]);
  });

  it("may not include each other for ever", () => {
    expect(reported("include a.fs", { "a.fs": "\ninclude main.fs" })).toEqual(["a.fs:2: include-recursion"]);
  });

  it("have to be there", () => {
    expect(reported("\n include gone.fs")).toEqual(["main.fs:2: file-not-found"]);
  });

  it("end their definitions", () => {
    expect(reported("include a.fs", { "a.fs": "\n: f 1" })).toEqual(["a.fs:2: unterminated-definition"]);
  });

  it("have errors of their own", () => {
    expect(reported("include a.fs", { "a.fs": "1\n foo" })).toEqual(["a.fs:2: undefined-word"]);
  });

  it("may begin as a script does", () => {
    expect(output("#! /usr/bin/env ffc\n1 .")).toBe("1 ");
  });
});

describe("errors", () => {
  it("in definitions are reported together", () => {
    expect(reported(": f foo ;\n: g\n bar ;\n: h dup ;")).toEqual([
      "main.fs:1: undefined-word",
      "main.fs:3: undefined-word",
    ]);
  });

  it("at the top level end the compilation", () => {
    expect(reported("foo\nbar")).toEqual(["main.fs:1: undefined-word"]);
  });

  it("are counted up to twenty", () => {
    const all = reported(`: f ${"foo ".repeat(30)} ;`);
    expect(all.length).toBe(21);
    expect(all[20]).toBe("too-many-errors");
  });

  it("that follow from others are not reported", () => {
    expect(reported(": f [ foo ] literal ;")).toEqual(["main.fs:1: undefined-word"]);
    expect(reported(': f s" no end ;')).toEqual(["main.fs:1: unterminated-string"]);
    expect(reported(": f foo ;\nf\nbar")).toEqual(["main.fs:1: undefined-word"]);
  });

  it("in evaluated text are where it is evaluated", () => {
    expect(reported('\n\ns" 1 foo" evaluate')).toEqual(["main.fs:3: undefined-word"]);
  });

  it("say why a word was left out, and what to use", () => {
    const { text } = load("FORGET x");
    expect(text.diagnostics[0]).toMatchObject({
      code: "undefined-word",
      message: "`FORGET` is not defined",
      hint: "`forget` (tools ext) is left out: obsolescent in Forth-2012; use `marker`",
    });
  });

  it("tell how floats are written", () => {
    expect(load("1.5 2drop").text.diagnostics[0]?.hint).toBe("a float has an exponent, as in `1.5e`");
  });

  it("do not speak of that where the program defines it, further below", () => {
    expect(load("forget\n: forget ;").text.diagnostics[0]?.hint).toContain("only below, in line 2");
  });

  it("let the program define it", () => {
    expect(output(": see 5 . ; see")).toBe("5 ");
  });

  it("hint at a missing semicolon", () => {
    const { text, reported: all } = load(": f 1\n: g 2 ; g");
    expect(all).toEqual(["main.fs:2: nested-definition"]);
    expect(text.diagnostics[0]?.hint).toContain("`;` missing");
  });

  it("name the throw's origin", () => {
    const { text, reported: all } = load(": f\n -7 throw ;\nf");
    expect(all).toEqual(["main.fs:3: throw"]);
    expect(text.diagnostics[0]?.hint).toContain("main.fs:2");
  });
});

describe("the outside world", () => {
  it("defers the phrase that needs it, and undoes what the phrase did", () => {
    const { deferred, output: printed, reported: all } = load("1 . : f 2 . utime ; f 2drop");
    expect(deferred).toBe(true);
    expect(printed.startsWith("1 ")).toBe(true);
    expect(all).toEqual([]);
  });

  it("is not there in a definition", () => {
    expect(reported(": now utime 2drop ; immediate\n: f now ;")).toEqual([
      "main.fs:2: needs-running-program",
    ]);
  });

  it("does not defer what only mentions it", () => {
    expect(load(": now utime ; : f now 2drop ; ' f drop").deferred).toBe(false);
  });

  it("what was computed from known values stays known", () => {
    expect(
      reported("utime 2drop 3 cells 1+ constant n create t n allot n 25 = [if] [else] foo [then]"),
    ).toEqual([]);
  });

  it("what was not cannot decide what is compiled", () => {
    expect(reported("argc @ 1 > [if] 1 [then]")).toEqual(["main.fs:1: unknown-at-compile-time"]);
  });

  it("ends with bye", () => {
    expect(reported("bye foo")).toEqual([]);
    expect(reported("utime 2drop bye foo")).toEqual([]);
  });
});

describe("long work", () => {
  const limits = { phrase: 1000, program: 3000, definition: 5000, stack: 100, floats: 100 };

  it("is left to the program", () => {
    expect(load(": f 10000 0 do loop ; f", {}, limits).deferred).toBe(true);
    expect(load(": f 100 0 do loop ; f", {}, limits).deferred).toBe(false);
  });

  it("may not be short but often", () => {
    expect(load(`: f 100 0 do loop ; ${"f ".repeat(40)}`, {}, limits).deferred).toBe(true);
  });

  it("has a limit in definitions too", () => {
    expect(load(": f begin again ; immediate\n: g f ;", {}, limits).reported).toEqual([
      "main.fs:1: evaluation-limit",
    ]);
  });

  it("as deep recursion", () => {
    const deep = ": f dup if 1- recurse 1+ then ; 200 f drop";
    expect(load(deep, {}, limits)).toMatchObject({ deferred: true, reported: [] });
  });
});
