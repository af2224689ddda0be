/** The step after the linker, for Linux: on files that are of the shape it knows, and on others. */
import { describe, expect, it } from "vitest";
import { ELF_START, withoutSections } from "../../src/elf.ts";

/** With segments that have these places in the file, and headers of sections at `sections`. */
function program(segments: readonly (readonly [offset: number, size: number])[], sections: number): Buffer {
  const start = Buffer.alloc(ELF_START);
  start.write("\x7fELF", "latin1");
  start.writeBigUInt64LE(64n, 32);
  start.writeBigUInt64LE(BigInt(sections), 40);
  start.writeUInt16LE(64, 52);
  start.writeUInt16LE(56, 54);
  start.writeUInt16LE(segments.length, 56);
  start.writeUInt16LE(64, 58);
  start.writeUInt16LE(7, 60);
  start.writeUInt16LE(6, 62);
  segments.forEach(([offset, size], k) => {
    start.writeBigUInt64LE(BigInt(offset), 64 + 56 * k + 8);
    start.writeBigUInt64LE(BigInt(size), 64 + 56 * k + 32);
  });
  return start;
}

const SEGMENTS = [
  [0, 5000],
  [5008, 40],
  [0, 0],
] as const;

describe("headers of sections", () => {
  it("are gone, with what lies before them and is no segment's", () => {
    const start = program(SEGMENTS, 5100);
    expect(withoutSections(start)).toBe(5048);
    const expected = program(SEGMENTS, 0);
    expected.fill(0, 58, 64);
    expect(start.equals(expected)).toBe(true);
  });

  it("do not count a segment that has nothing in the file", () => {
    expect(
      withoutSections(
        program(
          [
            [0, 5000],
            [9000, 0],
          ],
          5100,
        ),
      ),
    ).toBe(5000);
  });

  it.each([
    ["that is no ELF", Buffer.alloc(ELF_START)],
    ["that is cut off", program(SEGMENTS, 5100).subarray(0, 63)],
    ["whose headers of segments are cut off", program(SEGMENTS, 5100).subarray(0, 200)],
    ["that has none", program(SEGMENTS, 0)],
    ["where they lie before a segment", program(SEGMENTS, 5040)],
  ])("stay in a file %s", (_, start) => {
    const before = Buffer.from(start);
    expect(withoutSections(start)).toBeUndefined();
    expect(start.equals(before)).toBe(true);
  });
});
