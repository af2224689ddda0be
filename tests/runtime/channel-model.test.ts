/** Every interleaving of some threads that use channels: see channel-model.ts. */
import { describe, expect, it } from "vitest";
import { check, type Model, type Operation } from "./channel-model.ts";

const send = (...values: number[]): Operation[] => values.map((value) => ({ kind: "send", value }));
const recv = (n: number): Operation[] => Array.from({ length: n }, () => ({ kind: "recv" }) as const);
const timed = (...ops: Operation[]): Operation[] => ops.map((op) => ({ ...op, timed: true }) as Operation);
const now = (...ops: Operation[]): Operation[] => ops.map((op) => ({ ...op, now: true }) as Operation);
const close: Operation = { kind: "close" };

const MODELS: Record<string, Model> = {
  "a full ring, two senders, one receive": { capacities: [1], programs: [send(1, 2), send(3), recv(1)] },
  "an empty ring, two receivers, one send": { capacities: [1], programs: [recv(1), recv(1), send(1)] },
  "two senders, two receivers": { capacities: [1], programs: [send(1), send(2), recv(1), recv(1)] },
  "a sender and a receiver that go on": { capacities: [1], programs: [send(1, 2, 3, 4), recv(4)] },
  "three senders, one receiver": { capacities: [1], programs: [send(1), send(2), send(3), recv(2)] },
  "room for two": { capacities: [2], programs: [send(1, 2), send(3, 4), recv(3)] },
  "time limits on both sides": {
    capacities: [1],
    programs: [timed(...send(1, 2)), timed(...send(3)), timed(...recv(2))],
  },
  "a time limit beside a wait": { capacities: [1], programs: [send(1, 2), timed(...recv(1)), recv(1)] },
  "closing while both wait": { capacities: [1], programs: [send(1, 2), recv(1), recv(2), [close]] },
  "closing, time limits": {
    capacities: [1],
    programs: [timed(...send(1, 2)), timed(...recv(1)), [close], now(...recv(1))],
  },
  "never waiting": { capacities: [1], programs: [now(...send(1, 2)), now(...recv(2)), recv(1), send(3)] },
  "a rendezvous": { capacities: [0], programs: [send(1, 2), recv(1), recv(1)] },
  "a rendezvous with time limits": {
    capacities: [0],
    programs: [timed(...send(1, 2)), timed(...recv(1)), recv(1)],
  },
  "closing a rendezvous": { capacities: [0], programs: [send(1), recv(1), timed(...recv(1)), [close]] },
  "selecting from two": {
    capacities: [1, 0],
    programs: [
      [{ kind: "select", cases: [{ channel: 0 }, { channel: 1 }] }],
      send(1),
      [{ kind: "send", value: 2, channel: 1, timed: true }],
    ],
  },
  "selecting beside a receiver": {
    capacities: [1, 1],
    programs: [
      [{ kind: "select", timed: true, cases: [{ channel: 0 }, { channel: 1, value: 5 }] }],
      recv(1),
      send(1),
      [{ kind: "recv", channel: 1, timed: true }],
    ],
  },
  "two that select meet": {
    capacities: [0, 0],
    programs: [
      [{ kind: "select", cases: [{ channel: 0 }, { channel: 1, value: 7 }] }],
      [{ kind: "select", cases: [{ channel: 1 }, { channel: 0, value: 8 }] }],
    ],
  },
  "selecting from what is closed": {
    capacities: [1, 1],
    programs: [[{ kind: "select", cases: [{ channel: 0 }, { channel: 1 }] }], [...send(1), close], recv(1)],
  },
};

describe("in every interleaving no wake-up is lost and no item comes twice", () => {
  it.each(Object.keys(MODELS))("%s", (name) => {
    expect(check(MODELS[name]!)).toBeGreaterThan(20);
  });
});

describe("a mistake is found", () => {
  const both = MODELS["a full ring, two senders, one receive"]!;
  it("nobody passes a wake-up on", () => {
    const models = Object.values(MODELS).map((model) => ({ ...model, mistake: "no passing on" as const }));
    expect(() => models.forEach(check)).toThrow();
  });
  it("who is woken counts as running too late", () => {
    expect(() => check({ ...both, mistake: "counts too late" })).toThrow();
  });
  it("who is to be woken sleeps with a limit of time, gives up, and sleeps without one meanwhile", () => {
    const model = MODELS["time limits on both sides"]!;
    expect(() => check({ ...model, mistake: "looks once" })).toThrow("while thread");
  });
  it("who is late withdraws, though somebody is about to wake it", () => {
    const model = MODELS["time limits on both sides"]!;
    expect(() => check({ ...model, mistake: "withdraws without looking" })).toThrow();
  });
});
