/** What is particular about the assembly for Mach-O. */
import { describe, expect, it } from "vitest";
import { MACHO } from "../../../../src/codegen/target/macho.ts";
import { findTarget } from "../../../../src/codegen/target/targets.ts";
import { compile } from "../../../../src/driver.ts";

const SOURCE = `
variable counter
create zeros 1000 allot
create table 1 , 2 , ' dup ,
: text ( -- a u ) s" some text" ;
: half ( F: r -- r2 ) 0.1e0 f* fnegate ;
: sum ( n -- n2 ) 0 swap 0 ?do i cells table + @ + loop counter +! counter @ ;
: deferred ( xt -- ) catch throw ;
: before ( n -- x ) cells table 16 - + @ ;
: big ( -- n ) 1234567890123456789 ;
: main ( -- ) text type 1e0 half f. 3 sum . 2 before . big . ['] cr deferred zeros . ;
main
`;

function assembly(target: string, level: 0 | 2): string {
  const { text, diagnostics } = compile({
    file: "t.fs",
    target: findTarget(target)!,
    level,
    loadEval: false,
    strict: false,
    debugInfo: false,
    disabledPasses: new Set(),
    dump: undefined,
    selfCheck: true,
    emit: "asm",
    includePath: [],
    readFile: (path) => (path === "t.fs" ? SOURCE : undefined),
  });
  expect(diagnostics).toEqual([]);
  return text!;
}

describe.each(["x86_64-macos", "aarch64-macos"])("assembly for %s", (target) => {
  describe.each([0, 2] as const)("at -O%i", (level) => {
    const text = assembly(target, level);
    const lines = text.split("\n");

    it("has no directive of ELF", () => {
      expect(
        lines.filter((line) => /@nobits|@progbits|:lo12:|\.(type|size|hidden|weak|local)\b/.test(line)),
      ).toEqual([]);
    });

    it("names all that is not local with an underscore", () => {
      const labels = lines
        .map((line) => /^(\w[\w.]*):/.exec(line)?.[1])
        .filter((label) => label !== undefined);
      expect(labels.filter((label) => !/^(_|L)/.test(label))).toEqual([]);
      expect(labels).toContain("_ffc_lines");
    });

    it("exports nothing", () => {
      const names = (directive: string) =>
        lines.filter((line) => line.startsWith(`.${directive} `)).map((line) => line.split(" ")[1]);
      expect(names("globl")).toEqual(names("private_extern"));
      expect(names("globl")).toContain("_ffc_program");
    });

    it("keeps the distances that the line table tells", () => {
      expect(text).not.toContain(".subsections_via_symbols");
    });

    it("fills with zeros what has nothing else", () => {
      expect(text).toMatch(/^\.zerofill __DATA,__bss,_d_zeros,10\d\d,\d$/m);
    });
  });
});

it("has no addresses among immediates on x86-64: the program may be anywhere", () => {
  expect(assembly("x86_64-macos", 2)).not.toMatch(/\$_|_\w+\(%r(?!ip\))/);
});

it("leaves x18 alone and has addresses in two parts on ARM64", () => {
  const text = assembly("aarch64-macos", 2);
  expect(text).not.toMatch(/\b[xw]18\b/);
  expect(text).toMatch(/adrp (x\d+),(_d_\w+)@PAGE\n/);
});

it("knows what addresses a relocation has room for", () => {
  expect([-1, 0, 0x7fffff, 0x800000].map(MACHO.reaches)).toEqual([false, true, true, false]);
});
