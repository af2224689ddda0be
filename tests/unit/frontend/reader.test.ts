/** Splitting source text into names, and recognizing numbers. */
import { describe, expect, it } from "vitest";
import { DataSpace } from "../../../src/frontend/data-space.ts";
import {
  fileSource,
  parseName,
  parseTo,
  recognizeNumber,
  refill,
  smallNumber,
  stringSource,
  textOf,
} from "../../../src/frontend/reader.ts";
import { lineAndColumn, sourceFile } from "../../../src/support/source.ts";

const from = (text: string) => fileSource(sourceFile("t.fs", text));

/** The names on each line. */
function lines(text: string): string[][] {
  const source = from(text);
  const found: string[][] = [];
  do {
    const names: string[] = [];
    for (let name = parseName(source); name !== undefined; name = parseName(source)) names.push(textOf(name));
    found.push(names);
  } while (refill(source));
  return found;
}

describe("names", () => {
  it("lie between blanks of all kinds", () => {
    expect(lines("  a\tb \x0b c\r\nd\n\n e")).toEqual([["a", "b", "c"], ["d"], [], ["e"]]);
    expect(lines("")).toEqual([[]]);
    expect(lines("last\n")).toEqual([["last"], []]);
    expect(lines("\xa0 é")).toEqual([["\xa0", "é"]]);
  });

  it("end where a delimiter search begins", () => {
    const source = from('s"  a b" c');
    parseName(source);
    expect(textOf(parseTo(source, '"').span)).toBe(" a b");
    expect(textOf(parseName(source)!)).toBe("c");
  });

  it("a delimiter is looked for on one line only", () => {
    const source = from('abc\n"');
    expect(parseTo(source, '"').found).toBe(false);
    expect(refill(source)).toBe(true);
    expect(parseTo(source, '"').found).toBe(true);
  });
});

it("evaluated text counts as the line where it is evaluated", () => {
  const source = stringSource("1 foo", "t.fs", 7, new DataSpace().string(new Uint8Array(5)));
  parseName(source);
  const name = parseName(source)!;
  expect(lineAndColumn(name.file, name.start)).toEqual({ line: 7, column: 3 });
  expect(refill(source)).toBe(false);
});

describe("numbers", () => {
  const cell = (value: bigint) => ({ kind: "cell", value });
  const double = (value: bigint) => ({ kind: "double", value });
  const ten = (text: string) => recognizeNumber(text, 10);

  it("in the current base", () => {
    expect(ten("0")).toEqual(cell(0n));
    expect(ten("-17")).toEqual(cell(-17n));
    expect(recognizeNumber("fF", 16)).toEqual(cell(255n));
    expect(recognizeNumber("102", 2)).toBeUndefined();
    expect(recognizeNumber("Zz", 36)).toEqual(cell(1295n));
    expect(ten("ff")).toBeUndefined();
  });

  it("with prefixes", () => {
    expect(ten("$fF")).toEqual(cell(255n));
    expect(ten("-$10")).toEqual(cell(-16n));
    expect(ten("$-10")).toEqual(cell(-16n));
    expect(recognizeNumber("#10", 16)).toEqual(cell(10n));
    expect(recognizeNumber("&10", 16)).toEqual(cell(10n));
    expect(ten("%101")).toEqual(cell(5n));
    expect(ten("0x1f")).toEqual(cell(31n));
    expect(ten("-0x1f")).toEqual(cell(-31n));
    expect(recognizeNumber("0x1", 36)).toEqual(cell(33n * 36n + 1n));
  });

  it("as characters", () => {
    expect(ten("'a'")).toEqual(cell(97n));
    expect(ten("'''")).toEqual(cell(39n));
    expect(ten("'ab'")).toBeUndefined();
    expect(ten("''")).toBeUndefined();
  });

  it("as doubles", () => {
    expect(ten("1.")).toEqual(double(1n));
    expect(ten("-1.")).toEqual(double(-1n));
    expect(ten("$ffffffffffffffffffffffffffffffff.")).toEqual(double(2n ** 128n - 1n));
  });

  it("that are too large", () => {
    expect(ten("18446744073709551615")).toEqual(cell(2n ** 64n - 1n));
    expect(ten("18446744073709551616")).toEqual({ kind: "overflow" });
    expect(ten("-9223372036854775808")).toEqual(cell(-(2n ** 63n)));
    expect(ten("-9223372036854775809")).toEqual({ kind: "overflow" });
    expect(ten("340282366920938463463374607431768211456.")).toEqual({ kind: "overflow" });
  });

  it.each([
    ["1e", 1],
    ["1E", 1],
    ["1.e", 1],
    ["+1e", 1],
    ["-0e", -0],
    ["1.5e3", 1500],
    ["-2E-1", -0.2],
    ["1.e1", 10],
    [".5e", 0.5],
    ["1e+", 1],
    ["1e-", 1],
    ["1e+05", 1e5],
    ["9007199254740993e", 9007199254740992],
    ["1.7976931348623157e308", Number.MAX_VALUE],
    ["4.9406564584124654e-324", 5e-324],
    ["1e400", Number.POSITIVE_INFINITY],
    ["1e-400", 0],
  ])("floats: %s", (text, value) => {
    expect(ten(text)).toEqual({ kind: "float", value });
  });

  it("no floats", () => {
    for (const text of ["1.5", ".e", "e", "e1", "1d", "1e5.0", "1ee", "1e1e", "#1e", "--1e", "1e+-1"]) {
      expect(ten(text)?.kind, text).not.toBe("float");
    }
    expect(recognizeNumber("1e", 16)).toEqual(cell(0x1en));
    expect(recognizeNumber("1e5", 8)).toBeUndefined();
  });

  it("and what is none", () => {
    for (const text of [
      "",
      "-",
      "$",
      "-$",
      ".",
      "+",
      "1+",
      "--1",
      "1-",
      "$g",
      "%2",
      "0x",
      ".5",
      "1.a",
      "'",
      "a.",
    ]) {
      expect(ten(text)).toBeUndefined();
    }
  });

  it("the short way, if they are short, like the long way", () => {
    const short = [
      "0",
      "-0",
      "7",
      "-12",
      "007",
      "123456789",
      "-123456789",
      "ff",
      "Zz",
      "101",
      "10",
      "zzzzzzzzz",
    ];
    const others = ["", "-", "--1", "1.", "1e", "$f", "#1", "'a'", "0x1", "1234567890", "a_", "{", "1-"];
    for (const base of [2, 8, 10, 16, 33, 36]) {
      for (const text of [...short, ...others]) {
        const number = smallNumber(text, base);
        if (number === undefined) continue;
        expect(Object.is(number, -0)).toBe(false);
        expect([text, recognizeNumber(text, base)]).toEqual([text, { kind: "cell", value: BigInt(number) }]);
      }
    }
    expect(short.map((text) => smallNumber(text, 36)).includes(undefined)).toBe(false);
    expect(smallNumber("-12", 10)).toBe(-12);
    for (const text of others.slice(0, 10)) expect(smallNumber(text, 10)).toBeUndefined();
    // Digits of such a base have no names.
    expect(smallNumber("1", 100)).toBeUndefined();
  });
});
