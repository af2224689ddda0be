/** Arithmetic on cells, against 64-bit arithmetic on bigints; and what has no answer. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as cell from "../../../src/frontend/cell.ts";
import { DataSpace } from "../../../src/frontend/data-space.ts";

const { Address, fromBig, NoAnswer, toBig, Unknown } = cell;

/** Cells of all sizes, the edges of the two forms among them. */
const EDGES = [
  0n,
  1n,
  -1n,
  2n ** 31n,
  -(2n ** 31n),
  2n ** 32n,
  2n ** 53n - 1n,
  2n ** 53n,
  -(2n ** 53n),
  2n ** 63n - 1n,
  -(2n ** 63n),
];
const cells = fc.oneof(
  fc.constantFrom(...EDGES),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.integer().map(BigInt),
);
const signed = (b: bigint): bigint => BigInt.asIntN(64, b);
const unsigned = (b: bigint): bigint => BigInt.asUintN(64, b);

const BINARY: [string, (a: cell.Cell, b: cell.Cell) => cell.Cell, (a: bigint, b: bigint) => bigint][] = [
  ["add", cell.add, (a, b) => a + b],
  ["sub", cell.sub, (a, b) => a - b],
  ["mul", cell.mul, (a, b) => a * b],
  ["and", cell.and, (a, b) => a & b],
  ["or", cell.or, (a, b) => a | b],
  ["xor", cell.xor, (a, b) => a ^ b],
  ["lshift", cell.lshift, (a, b) => a << (unsigned(b) & 63n)],
  ["rshift", cell.rshift, (a, b) => unsigned(a) >> (unsigned(b) & 63n)],
  ["arshift", cell.arshift, (a, b) => a >> (unsigned(b) & 63n)],
  ["less", (a, b) => cell.flag(cell.less(a, b)), (a, b) => (a < b ? -1n : 0n)],
  ["uless", (a, b) => cell.flag(cell.uless(a, b)), (a, b) => (unsigned(a) < unsigned(b) ? -1n : 0n)],
  ["equal", (a, b) => cell.flag(cell.equal(a, b)), (a, b) => (a === b ? -1n : 0n)],
];

describe("numbers", () => {
  it("have one form each", () => {
    fc.assert(
      fc.property(cells, (b) => {
        const c = fromBig(b);
        expect(toBig(c)).toBe(b);
        expect(typeof c).toBe(b > -(2n ** 53n) && b < 2n ** 53n ? "number" : "bigint");
      }),
    );
  });

  for (const [name, run, reference] of BINARY) {
    it(`${name} as on 64 bits`, () => {
      fc.assert(
        fc.property(cells, cells, (a, b) => {
          const result = run(fromBig(a), fromBig(b));
          expect(toBig(result)).toBe(signed(reference(a, b)));
          expect(result).toBe(fromBig(toBig(result)));
          expect(Object.is(result, -0)).toBe(false);
        }),
      );
    });
  }

  it("negate and invert", () => {
    fc.assert(
      fc.property(cells, (a) => {
        expect(toBig(cell.negate(fromBig(a)))).toBe(signed(-a));
        expect(toBig(cell.invert(fromBig(a)))).toBe(~a);
        expect(Object.is(cell.negate(fromBig(a)), -0)).toBe(false);
      }),
    );
  });

  it("divide with the quotient rounded down", () => {
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        fc.pre(b !== 0n && !cell.divisionOverflows(fromBig(a), fromBig(b)));
        const [q, r] = cell.floored(fromBig(a), fromBig(b));
        expect(toBig(q) * b + toBig(r)).toBe(a);
        expect(toBig(r) === 0n || toBig(r) < 0n === b < 0n).toBe(true);
        expect((toBig(r) < 0n ? -toBig(r) : toBig(r)) < (b < 0n ? -b : b)).toBe(true);
      }),
    );
  });
});

describe("loops", () => {
  it("+loop ends when the boundary between limit - 1 and limit is crossed", () => {
    const turns = (limit: bigint, start: bigint, step: bigint): number => {
      let index: cell.Cell = fromBig(start);
      for (let n = 1; ; n++) {
        const [next, done] = cell.stepIndex(index, fromBig(limit), fromBig(step));
        if (done || n === 1000) return n;
        index = next;
      }
    };
    expect(turns(10n, 0n, 3n)).toBe(4);
    expect(turns(0n, 10n, -3n)).toBe(4);
    expect(turns(1n, 1n, -1n)).toBe(1);
    expect(turns(0n, 1n, -1n)).toBe(2);
    expect(turns(0n, 0n, 2n ** 63n - 1n)).toBe(3);
    expect(turns(0n, -(2n ** 63n), 2n ** 56n)).toBe(128);
    expect(turns(5n, 5n, 0n)).toBe(1000);
  });
});

describe("addresses", () => {
  const space = new DataSpace();
  const a = space.newUnit("a", "data", 16);
  const b = space.newUnit("b", "data", 16);
  const at = (unit: typeof a, offset: number): cell.Address => new Address(unit, offset);

  it("differ by numbers within an object", () => {
    expect(cell.sub(at(a, 12), at(a, 4))).toBe(8);
    expect(cell.add(4, at(a, 4))).toEqual(at(a, 8));
    expect(cell.less(at(a, 0), at(a, 8))).toBe(true);
    expect(cell.and(at(a, 13), 7)).toBe(5);
    expect(cell.and(at(a, 13), -8)).toEqual(at(a, 8));
  });

  it("of two objects are not equal", () => {
    expect(cell.equal(at(a, 0), at(b, 0))).toBe(false);
    expect(cell.equal(at(a, 0), 0)).toBe(false);
    expect(cell.truthy(at(a, 0))).toBe(true);
  });

  it("have no answer where it depends on where things lie", () => {
    for (const ask of [
      () => cell.sub(at(a, 0), at(b, 0)),
      () => cell.less(at(a, 0), at(b, 0)),
      () => cell.equal(at(a, 16), at(b, 0)),
      () => cell.equal(at(a, 0), 1_000_000),
      () => cell.mul(at(a, 0), 2),
      () => cell.rshift(at(a, 0), 3),
      () => cell.and(at(a, 0), 255),
      () => cell.truthy(at(a, 16)),
    ]) {
      expect(ask).toThrow(NoAnswer);
    }
  });
});

it("nothing is known of unknown cells", () => {
  const unknown = new Unknown(0);
  for (const [, run] of BINARY) expect(() => run(unknown, 3)).toThrow(NoAnswer);
  expect(() => cell.truthy(unknown)).toThrow(NoAnswer);
});
