/** Data space: bytes, cells that hold addresses, undoing, and what startup code may have changed. */
import { beforeEach, describe, expect, it } from "vitest";
import { Address, NoAnswer, Unknown } from "../../../src/frontend/cell.ts";
import { BadAddress, DataSpace, type Journal, type Unit } from "../../../src/frontend/data-space.ts";

let space: DataSpace;
let unit: Unit;
const at = (offset: number, u: Unit = unit): Address => new Address(u, offset);
const bytes = (...list: number[]): Uint8Array => Uint8Array.from(list);

beforeEach(() => {
  space = new DataSpace();
  unit = space.newUnit("unit", "data", 64);
});

describe("memory", () => {
  it("is zero at first and holds cells of all sizes", () => {
    expect(space.readCell(at(8))).toBe(0);
    for (const value of [
      1,
      -1,
      2 ** 40,
      -(2 ** 52),
      2n ** 63n - 1n,
      -(2n ** 63n),
      2 ** 53 - 1,
      -(2n ** 53n),
    ]) {
      space.writeCell(at(3), value);
      expect(space.readCell(at(3))).toBe(value);
    }
  });

  it("is little endian", () => {
    space.writeCell(at(0), 0x11223344);
    expect(space.readSmall(at(0), 1)).toBe(0x44);
    expect(space.readSmall(at(1), 2)).toBe(0x2233);
    space.writeSmall(at(4), -1, 2);
    expect(space.readSmall(at(4), 4)).toBe(0xffff);
    expect(space.readCell(at(0))).toBe(0xffff11223344);
  });

  it("holds addresses as they are", () => {
    const other = space.newUnit("other", "data", 8);
    space.writeCell(at(8), at(4, other));
    expect(space.readCell(at(8))).toEqual(at(4, other));
    expect(() => space.readSmall(at(8), 1)).toThrow(NoAnswer);
    expect(() => space.readCell(at(4))).toThrow(NoAnswer);
    expect(() => space.writeSmall(at(15), 1, 1)).toThrow(NoAnswer);
    space.writeCell(at(8), 5);
    expect(space.readCell(at(8))).toBe(5);
    expect(unit.symbolic.size).toBe(0);
  });

  it("is copied with its addresses, also onto itself", () => {
    space.writeCell(at(0), at(32));
    space.writeCell(at(8), 7);
    space.move(at(0), at(8), 16);
    expect(space.readCell(at(8))).toEqual(at(32));
    expect(space.readCell(at(16))).toBe(7);
    space.move(at(8), at(0), 16);
    expect(space.readCell(at(0))).toEqual(at(32));
    expect(space.readCell(at(8))).toBe(7);
    expect(() => space.move(at(0), at(40), 4)).toThrow(NoAnswer);
  });

  it("is filled over addresses", () => {
    space.writeCell(at(8), at(0));
    space.fill(at(0), 24, 255);
    expect(space.readCell(at(8))).toBe(-1);
    expect(unit.symbolic.size).toBe(0);
  });
});

describe("bounds", () => {
  it("numbers are no addresses", () => {
    expect(() => space.readCell(0)).toThrow(BadAddress);
    expect(() => space.writeCell(1000, 1)).toThrow(BadAddress);
  });

  it("beyond an object nothing is known", () => {
    expect(() => space.readCell(at(60))).toThrow(NoAnswer);
    expect(() => space.readCell(at(-8))).toThrow(NoAnswer);
    expect(() => space.readCell(new Unknown(1))).toThrow(NoAnswer);
  });

  it("after `here` there is scratch room", () => {
    const here = space.here();
    space.writeCell(here, 5);
    expect(space.readCell(here)).toBe(5);
  });

  it("string literals are not written, nor unknown values anywhere", () => {
    const text = space.string(bytes(65, 66));
    expect(space.readSmall(text, 2)).toBe(0x4241);
    expect(() => space.writeSmall(text, 67, 1)).toThrow(NoAnswer);
    expect(() => space.writeCell(at(0), new Unknown(1))).toThrow(NoAnswer);
  });

  it("no more can be given back than was allotted", () => {
    space.allot(16);
    space.allot(-16);
    expect(() => space.allot(-1)).toThrow(BadAddress);
  });
});

describe("undoing", () => {
  it("brings back bytes, addresses and sizes", () => {
    space.writeCell(at(0), 1);
    space.writeCell(at(8), at(16));
    const journal: Journal = [];
    space.journal = journal;
    space.writeCell(at(0), at(0));
    space.writeCell(at(8), 9);
    space.writeSmall(at(20), 255, 1);
    space.writeBytes(at(30), bytes(1, 2, 3));
    space.fill(at(40), 8, 1);
    space.allot(100);
    const { current } = space;
    space.startUnit("new");
    for (const undo of journal.reverse()) undo();
    expect(space.readCell(at(0))).toBe(1);
    expect(space.readCell(at(8))).toEqual(at(16));
    expect(space.readBytes(at(16), 48)).toEqual(new Uint8Array(48));
    expect(space.current).toBe(current);
    expect(space.current.size).toBe(0);
  });
});

describe("after startup code ran", () => {
  it("what it may have read is not written, what it may have written is not read", () => {
    unit.exposed = true;
    expect(space.readCell(at(0))).toBe(0);
    expect(() => space.writeCell(at(0), 1)).toThrow(NoAnswer);
    unit.unknownEnd = unit.size;
    expect(() => space.readCell(at(0))).toThrow(NoAnswer);
  });

  it("part of a unit may be unknown", () => {
    unit.knownSize = 16;
    expect(space.readCell(at(8))).toBe(0);
    expect(() => space.readCell(at(9))).toThrow(NoAnswer);
  });
});

it("counts bytes that are not zero", () => {
  const before = space.nonZero;
  space.writeBytes(at(0), bytes(1, 0, 2));
  expect(space.nonZero).toBe(before + 2);
  space.writeBytes(at(0), bytes(0, 0, 0));
  expect(space.nonZero).toBe(before);
  space.writeCell(at(8), 1);
  space.writeCell(at(8), 0);
  expect(space.nonZero).toBe(before);
});
