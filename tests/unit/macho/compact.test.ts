/** What makes programs for macOS smaller, with made-up programs: what becomes of them, and which are left alone. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Compacted, compact } from "../../../src/macho/compact.ts";
import { readBinds, readRebases, writeBinds, writeRebases } from "../../../src/macho/fixups.ts";
import {
  BUILD_VERSION,
  DYLD_INFO,
  DYSYMTAB,
  LIBRARY,
  MAIN,
  SECTION_SIZE,
  SEGMENT,
  SEGMENT_SIZE,
  SIGNATURE,
  SYMTAB,
  UUID,
} from "../../../src/macho/format.ts";
import { readImage } from "../../../src/macho/image.ts";
import { BASE, commandOf, makeProgram, PAGE, RECIPE, type Recipe, ROOM } from "./program.ts";

function compacted(recipe: Partial<Recipe> = {}): Compacted {
  const made = compact(makeProgram(recipe), PAGE);
  if (typeof made === "string") throw new Error(made);
  return made;
}

const segmentOf = (bytes: Buffer, name: string) =>
  readImage(bytes).segments.find((segment) => segment.name === name)!;

function exportsOf(bytes: Buffer): { offset: number; size: number } {
  const at = commandOf(bytes, DYLD_INFO);
  return { offset: bytes.readUInt32LE(at + 40), size: bytes.readUInt32LE(at + 44) };
}

/** Memory as the kernel, dyld and the runtime make it of the file; what dyld binds is not filled in. */
function memoryOf(bytes: Buffer): Buffer {
  const { segments, rebases } = readImage(bytes);
  const mapped = segments.filter(({ name }) => name !== "__PAGEZERO");
  const memory = Buffer.alloc(Math.max(...mapped.map(({ address, size }) => address + size)));
  for (const { address, offset, fileSize } of mapped) {
    bytes.copy(memory, address, offset, offset + fileSize);
  }
  for (const { segment, offset } of readRebases(bytes, rebases)) {
    const at = segments[segment]!.address + offset;
    memory.writeBigInt64LE(memory.readBigInt64LE(at) - BASE, at);
  }
  const list = ROOM + memory.readInt32LE(ROOM);
  for (let at = list; memory.readInt32LE(at) !== 0; at += 12) {
    const distance = memory.readInt32LE(at);
    const isAddress = distance % 2 !== 0;
    const value = memory.readBigInt64LE(at + 4) + (isAddress ? BigInt(list) : 0n);
    memory.writeBigInt64LE(value, list + distance - (isAddress ? 1 : 0));
  }
  return memory;
}

describe("a program that is made smaller", () => {
  it("has its code behind the header, and nothing of its data", () => {
    const { bytes, spills } = compacted();
    const code = RECIPE.code.subarray(4);
    expect(bytes.subarray(ROOM + 4, ROOM + RECIPE.code.length).equals(code)).toBe(true);
    expect(segmentOf(bytes, "__DATA")).toMatchObject({ address: PAGE, offset: PAGE, fileSize: 0 });
    expect(segmentOf(bytes, "__LINKEDIT").offset).toBe(PAGE);
    expect(bytes.readUInt32LE(commandOf(bytes, MAIN) + 8)).toBe(ROOM + 4);
    expect(spills).toBe(false);
  });

  it("binds all at the beginning, each where it was", () => {
    const { bytes } = compacted();
    const { binds, lazyBinds } = readImage(bytes);
    expect(readBinds(bytes, binds, false)).toEqual([
      { segment: 2, offset: 0, symbol: "_write" },
      { segment: 2, offset: 8, symbol: "_mmap" },
    ]);
    expect(lazyBinds.size).toBe(0);
  });

  it("has no symbols, and the commands of before", () => {
    const { bytes } = compacted();
    for (const kind of [SYMTAB, DYSYMTAB]) {
      const at = commandOf(bytes, kind);
      expect(bytes.subarray(at + 8, at + bytes.readUInt32LE(at + 4)).every((byte) => byte === 0)).toBe(true);
    }
    const uuid = commandOf(bytes, UUID);
    expect([8, 12, 16, 20].map((at) => bytes.readUInt32LE(uuid + at))).toEqual([1, 2, 3, 4]);
    const version = commandOf(bytes, BUILD_VERSION);
    expect(bytes.readUInt32LE(version + 4)).toBe(24);
    expect(bytes.readUInt32LE(version + 20)).toBe(0);
  });

  it("is signed, page by page", () => {
    const { bytes } = compacted();
    const command = commandOf(bytes, SIGNATURE);
    const start = bytes.readUInt32LE(command + 8);
    expect(start % 16).toBe(0);
    expect(start + bytes.readUInt32LE(command + 12)).toBe(bytes.length);
    const directory = start + bytes.readUInt32BE(start + 16);
    expect(bytes.readUInt32BE(directory + 32)).toBe(start);
    expect(bytes.readUInt32BE(directory + 28)).toBe(Math.ceil(start / PAGE));
    expect(bytes.readBigUInt64BE(directory + 72)).toBe(BigInt(segmentOf(bytes, "__TEXT").fileSize));
    const hashes = directory + bytes.readUInt32BE(directory + 16);
    for (let page = 0; page * PAGE < start; page++) {
      const content = bytes.subarray(page * PAGE, Math.min(start, (page + 1) * PAGE));
      const hash = createHash("sha256").update(content).digest();
      expect(bytes.subarray(hashes + page * 32, hashes + (page + 1) * 32).equals(hash)).toBe(true);
    }
  });

  it("is the same each time", () => {
    expect(compacted().bytes.equals(compacted().bytes)).toBe(true);
  });
});

describe("what the data begins with", () => {
  const data = Buffer.alloc(64);
  data.writeBigInt64LE(-5n, 8);
  data.writeUInt8(7, 63);
  const addresses = new Map([[24, 10]]);

  const expectContents = (bytes: Buffer): void => {
    const { address } = segmentOf(bytes, "__DATA");
    const memory = memoryOf(bytes).subarray(address + 16, address + 16 + 64);
    expect(memory.readBigInt64LE(8)).toBe(-5n);
    expect(memory.readBigInt64LE(24)).toBe(BigInt(ROOM + 10));
    expect(memory.readUInt8(63)).toBe(7);
    expect(memory.subarray(32, 63).every((byte) => byte === 0)).toBe(true);
  };

  it("is a list in the rest of the code's page", () => {
    const { bytes } = compacted({ data, addresses });
    expect(segmentOf(bytes, "__DATA").fileSize).toBe(0);
    expect(bytes.readInt32LE(ROOM)).toBe(24);
    expect(readImage(bytes).rebases.size).toBe(0);
    expectContents(bytes);
  });

  it("is a list in __LINKEDIT if the page is full, behind an empty tree of exports", () => {
    const code = Buffer.concat([Buffer.alloc(4), Buffer.alloc(PAGE - ROOM - 20, "code")]);
    const { bytes } = compacted({ code, data, addresses });
    const { segments, rebases, binds } = readImage(bytes);
    expect(segments.map(({ fileSize }) => fileSize).slice(0, 3)).toEqual([0, PAGE, 0]);
    expect(rebases.size).toBe(0);
    expect(binds.offset).toBe(PAGE);
    expect(exportsOf(bytes)).toEqual({ offset: PAGE + binds.size, size: 8 + 40 });
    expect(bytes.readUInt16LE(PAGE + binds.size)).toBe(0);
    expectContents(bytes);
  });

  it("stays in the file if the list would be larger", () => {
    const large = Buffer.concat([data, Buffer.alloc(PAGE - 100, 1)]);
    const { bytes } = compacted({ data: large, addresses, zeros: 3 * PAGE });
    expect(segmentOf(bytes, "__DATA")).toMatchObject({ offset: PAGE, fileSize: PAGE });
    expect(readRebases(bytes, readImage(bytes).rebases)).toEqual([{ segment: 2, offset: 40 }]);
    expectContents(bytes);
  });

  it("stays in the file if an address lies across words", () => {
    const { bytes } = compacted({ data, addresses: new Map([[29, 10]]) });
    const { address, fileSize } = segmentOf(bytes, "__DATA");
    expect(fileSize).toBe(PAGE);
    expect(memoryOf(bytes).readBigInt64LE(address + 16 + 29)).toBe(BigInt(ROOM + 10));
  });

  it("is not in the file from the last page on that has something", () => {
    const large = Buffer.alloc(3 * PAGE);
    large.fill(1, 0, 2 * PAGE);
    const { bytes } = compacted({ data: large });
    expect(segmentOf(bytes, "__DATA")).toMatchObject({ size: 4 * PAGE, fileSize: 3 * PAGE });
  });
});

describe("constants", () => {
  const code = Buffer.concat([Buffer.alloc(4), Buffer.alloc(PAGE - ROOM - 4, "code")]);
  const constants = Buffer.concat([Buffer.alloc(512), Buffer.from("constants")]);

  it("are reported if the code would take a page less without them", () => {
    const withConstants = makeProgram({ code: Buffer.concat([code, constants]) });
    withConstants.write("__const", commandOf(withConstants, SEGMENT, "__TEXT") + SEGMENT_SIZE);
    expect(compact(withConstants, PAGE)).toMatchObject({ spills: true });
    expect(compacted({ code: Buffer.concat([code, constants]) }).spills).toBe(false);
  });

  it("of a segment of their own are what __LINKEDIT has behind an empty tree of exports", () => {
    const before = makeProgram({ code, constants });
    const { bytes, spills } = compacted({ code, constants });
    expect(spills).toBe(false);
    const linkedit = segmentOf(bytes, "__LINKEDIT");
    expect(linkedit.offset).toBe(PAGE);
    expect(linkedit.address).toBe(segmentOf(before, "__CONST").address - PAGE);
    expect(bytes.toString("latin1", PAGE + 512, PAGE + 521)).toBe("constants");
    const { binds } = readImage(bytes);
    expect(binds.offset).toBe(PAGE);
    expect(exportsOf(bytes)).toEqual({ offset: PAGE + binds.size, size: 528 - binds.size });
    expect(bytes.readUInt16LE(PAGE + binds.size)).toBe(0);
  });

  it("go before a list of what the data begins with", () => {
    const data = Buffer.from("12345678");
    const { bytes } = compacted({ code, constants, data });
    expect(memoryOf(bytes).toString("latin1", PAGE + 16, PAGE + 24)).toBe("12345678");
    expect(segmentOf(bytes, "__DATA").fileSize).toBe(0);
  });
});

describe("fixups", () => {
  it("are read as they were written", () => {
    const places = [8, 16, 24, 40, 4096, 4104, 70000];
    const rebases = places.map((offset) => ({ segment: 2, offset }));
    const many = Array.from({ length: 40 }, (_, index) => ({ segment: 2, offset: 80000 + index * 8 }));
    const written = writeRebases([...rebases, ...many]);
    expect(written.length % 8).toBe(0);
    expect(readRebases(written, { offset: 0, size: written.length })).toEqual([...rebases, ...many]);
    const binds = places.map((offset) => ({ segment: 2, offset, symbol: `_s${offset}` }));
    const table = writeBinds(binds);
    expect(readBinds(table, { offset: 0, size: table.length }, false)).toEqual(binds);
  });

  it("that are none take nothing", () => {
    expect(writeRebases([]).length).toBe(0);
    expect(writeBinds([]).length).toBe(0);
  });

  it("of all kinds that linkers write are known", () => {
    const rebases = [0x11, 0x22, 8, 0x30, 8, 0x41, 0x52, 0x60, 3, 0x70, 8, 0x80, 2, 8, 0x30, 16, 0x51, 0];
    const read = readRebases(Buffer.from(rebases), { offset: 0, size: rebases.length });
    expect(read.map(({ offset }) => offset)).toEqual([24, 32, 40, 48, 56, 64, 80, 96, 128]);
    const binds = [0x11, 0x51, 0x40, 0x61, 0, 0x72, 0, 0xa0, 8, 0x40, 0x62, 0, 0xb1, 0x80, 8, 0x90, 0];
    const bound = readBinds(Buffer.from(binds), { offset: 0, size: binds.length }, false);
    expect(bound.map(({ offset, symbol }) => [offset, symbol])).toEqual([
      [0, "a"],
      [16, "b"],
      [40, "b"],
    ]);
  });
});

describe("a program of another shape is left alone", () => {
  /** Each with what is changed in a program that would be made smaller. */
  const CASES: readonly (readonly [string, (bytes: Buffer) => void, RegExp])[] = [
    ["no Mach-O file", (b) => b.writeUInt32LE(0x464c457f, 0), /no Mach-O file/],
    ["a library", (b) => b.writeUInt32LE(6, 12), /no program/],
    ["commands behind the end", (b) => b.writeUInt32LE(1 << 20, 20), /longer than the file/],
    ["fewer commands", (b) => b.writeUInt32LE(40, 16), /fewer load commands/],
    ["a command of no size", (b) => b.writeUInt32LE(0, 36), /longer than all of them/],
    ["an unknown command", (b) => b.writeUInt32LE(0x2a, commandOf(b, UUID)), /load command 2a/],
    ["a command twice", (b) => b.writeUInt32LE(SYMTAB, commandOf(b, UUID)), /two load commands 2/],
    ["a missing command", (b) => b.writeUInt32LE(12, 16), /no load command 1d/],
    ["no __TEXT", (b) => b.write("X", commandOf(b, SEGMENT, "__TEXT") + 8), /no segment __TEXT/],
    ["another segment", (b) => b.write("__DATB", commandOf(b, SEGMENT, "__DATA") + 8), /the segments/],
    [
      "a section elsewhere",
      (b) => b.writeUInt32LE(0, commandOf(b, SEGMENT, "__TEXT") + SEGMENT_SIZE + 48),
      /not where its address says/,
    ],
    [
      "a section that is too long",
      (b) => b.writeUInt32LE(PAGE * 4, commandOf(b, SEGMENT, "__TEXT") + SEGMENT_SIZE + 40),
      /leaves its segment/,
    ],
    ["no room for the header", (b) => b.writeUInt8(1, PAGE + ROOM - 1), /no room for the header/],
    ["no code at the beginning", (b) => b.writeUInt32LE(PAGE, commandOf(b, MAIN) + 8), /begin in its code/],
    ["weak binds", (b) => b.writeUInt32LE(8, commandOf(b, DYLD_INFO) + 28), /weak binds/],
    [
      "fixups behind the end",
      (b) => b.writeUInt32LE(1 << 20, commandOf(b, DYLD_INFO) + 20),
      /fixups lie behind/,
    ],
    ["another library", (b) => b.writeUInt8(0x12, tableOf(b, 16)), /another library than the first/],
    ["weak imports", (b) => b.writeUInt8(0x41, tableOf(b, 16) + 1), /weak imports/],
    ["binds of another kind", (b) => b.writeUInt8(0x53, tableOf(b, 16) + 9), /no pointers/],
    ["binds elsewhere", (b) => b.writeUInt8(0x71, tableOf(b, 16) + 10), /outside of __DATA/],
    ["binds in each other", (b) => b.writeUInt8(4, tableOf(b, 16) + 11), /overlap/],
    ["binds of an unknown kind", (b) => b.writeUInt8(0xd0, tableOf(b, 16) + 12), /operation d0/],
    ["rebases elsewhere", (b) => b.writeUInt8(0x21, tableOf(b, 8) + 1), /rebases outside/],
    ["rebases of an unknown kind", (b) => b.writeUInt8(0x90, tableOf(b, 8) + 3), /operation 90/],
    ["rebases of another kind", (b) => b.writeUInt8(0x12, tableOf(b, 8)), /no pointers/],
    ["rebases without an end", (b) => b.writeUInt8(0x30, tableOf(b, 8) + 4), /in the middle of one/],
    ["symbols behind the end", (b) => b.writeUInt32LE(1 << 20, commandOf(b, SYMTAB) + 12), /symbols lie/],
    ["a longer path of its library", (b) => growLibrary(b), /another library than libSystem/],
  ];

  const tableOf = (bytes: Buffer, at: number): number => bytes.readUInt32LE(commandOf(bytes, DYLD_INFO) + at);
  const growLibrary = (bytes: Buffer): void => {
    const library = commandOf(bytes, LIBRARY);
    bytes.copy(bytes, library + 64, library + 56, library + 72);
    bytes.writeUInt32LE(64, library + 4);
    bytes.writeUInt32LE(bytes.readUInt32LE(20) + 8, 20);
  };

  it.each(CASES)("%s", (_, change, reason) => {
    const bytes = makeProgram();
    change(bytes);
    expect(compact(bytes, PAGE)).toMatch(reason);
  });

  it("constants without room before them", () => {
    expect(compact(makeProgram({ constants: Buffer.from("constants!") }), PAGE)).toMatch(/no room in front/);
  });

  it("pages of another size", () => {
    expect(compact(makeProgram(), 0x4000)).toMatch(/no page to cut off/);
  });

  it("a file that is cut off anywhere", () => {
    const whole = makeProgram();
    for (let length = 0; length < whole.length; length += length < 2 * SECTION_SIZE * 12 ? 7 : 97) {
      expect(typeof compact(whole.subarray(0, length), PAGE)).toBe("string");
    }
  });
});
