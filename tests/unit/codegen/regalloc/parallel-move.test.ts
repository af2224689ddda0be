/** Parallel moves in sequence do what they would do at once: random permutations, chains and fans. */
import { expect, test } from "vitest";
import { type Move, sequentialize } from "../../../../src/codegen/regalloc/parallel-move.ts";
import { type Loc, type MachineInst, slotLoc } from "../../../../src/codegen/target/machine.ts";
import { Random } from "../random-ir.ts";

const PLACES: Loc[] = [0, 1, 2, 3, 4, 5, slotLoc(0), slotLoc(1), slotLoc(2)];

/** A register that no move concerns. */
const SPARE = 9;

function run(moves: readonly Move[], spare?: () => number): MachineInst[] {
  const out: MachineInst[] = [];
  sequentialize(moves, out, spare);
  return out;
}

/** The contents of all places afterwards, each having held its own number. */
function simulate(code: readonly MachineInst[]): Map<Loc, Loc> {
  const places = new Map([...PLACES, SPARE].map((place) => [place, place]));
  for (const inst of code) {
    const [a, b] = inst.operands.map((operand) => operand.loc) as [Loc, Loc];
    const [inA, inB] = [places.get(a)!, places.get(b)!];
    places.set(a, inB);
    if (inst.op === "swap") places.set(b, inA);
  }
  return places;
}

test("random parallel moves", () => {
  const random = new Random(1);
  for (let round = 0; round < 2000; round++) {
    const targets = PLACES.filter(() => random.chance(60));
    const moves = targets.map((to, i) => ({ vreg: i, to, from: random.pick(PLACES) }));
    for (const spare of [undefined, () => SPARE]) {
      const after = simulate(run(moves, spare));
      for (const { from, to } of moves) expect(after.get(to), JSON.stringify(moves)).toBe(from);
      // Nothing but the targets changes.
      for (const place of PLACES) if (!targets.includes(place)) expect(after.get(place)).toBe(place);
    }
  }
});

test("a move onto itself is none", () => {
  expect(run([{ vreg: 0, from: 3, to: 3 }])).toEqual([]);
});

test("a chain takes one move each, a cycle one exchange less than its length", () => {
  const chain = run([
    { vreg: 0, from: 0, to: 1 },
    { vreg: 1, from: 1, to: 2 },
    { vreg: 2, from: 2, to: 3 },
  ]);
  expect(chain.map((inst) => inst.op)).toEqual(["move", "move", "move"]);
  const cycle = run([
    { vreg: 0, from: 0, to: 1 },
    { vreg: 1, from: 1, to: 2 },
    { vreg: 2, from: 2, to: 0 },
  ]);
  expect(cycle.map((inst) => inst.op)).toEqual(["swap", "swap"]);
  const opened = run(
    [
      { vreg: 0, from: 0, to: 1 },
      { vreg: 1, from: 1, to: 2 },
      { vreg: 2, from: 2, to: 0 },
    ],
    () => SPARE,
  );
  expect(opened.map((inst) => inst.op)).toEqual(["move", "move", "move", "move"]);
});
