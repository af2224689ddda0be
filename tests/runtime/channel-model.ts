/**
 * The protocol of src/runtime-c/channels.c, channel-ends.c, select.c and wait.c as a model, of which every interleaving can be looked
 * at. What happens under a channel's lock is one step; parking, waking and counting who runs are steps of their
 * own, in the order in which the C code has them. A time limit may pass whenever the thread sleeps.
 *
 * Checked in each state: while the ring has something for one who waits, somebody is on the way to look; who has
 * nothing left to count on is the last to run. And where nothing can go on any more: who sleeps has nothing to wake up
 * for; each item that was sent is received once, or is in a ring.
 */

export type Operation =
  | { kind: "send"; value: number; timed?: boolean; now?: boolean; channel?: number }
  | { kind: "recv"; timed?: boolean; now?: boolean; channel?: number }
  | { kind: "close"; channel?: number }
  | { kind: "select"; timed?: boolean; cases: { channel: number; value?: number }[] };

/** A place in a queue: the thread, and its case if that selects. */
interface Place {
  thread: number;
  case: number;
}

type Side = 0 | 1;
const SEND = 0;
const RECEIVE = 1;

interface Channel {
  capacity: number;
  items: number[];
  closed: boolean;
  coming: number;
  queues: [Place[], Place[]];
  /** The thread that looks out on a side, or -1. */
  lookouts: [number, number];
  overtaken: [number, number];
}

type Step = "start" | "look" | "wake" | "hand" | "park" | "less" | "sleep" | "expired" | "woken";

interface Thread {
  at: Step | "ended";
  next: number;
  /** The word it sleeps on: nothing, a wake-up, asleep, asleep with a limit of time. */
  word: 0 | 1 | -1 | -2;
  /** The time limit has passed, but somebody is about to wake it. */
  late: boolean;
  value: number;
  done: boolean;
  selected: number;
  /** Whom it has to wake before it goes on with `after`. */
  woken: number[];
  after: Step;
}

interface State {
  channels: Channel[];
  threads: Thread[];
  running: number;
  sent: number[];
  received: number[];
}

export interface Model {
  capacities: number[];
  programs: Operation[][];
  /** Of how many who were faster the first of those that wait is done a favour. */
  overtakenLimit?: number;
  /** Deliberate mistakes, to see that they are found. */
  mistake?: "no passing on" | "counts too late" | "looks once" | "withdraws without looking";
}

export class Fault extends Error {}

/** Visits every state; returns how many there are. Throws a Fault with the way to what is wrong. */
export function check(model: Model): number {
  const limit = model.overtakenLimit ?? 2;
  const first: State = {
    channels: model.capacities.map((capacity) => ({
      capacity,
      items: [],
      closed: false,
      coming: 0,
      queues: [[], []],
      lookouts: [-1, -1],
      overtaken: [0, 0],
    })),
    threads: model.programs.map(() => ({
      at: "start",
      next: 0,
      word: 0,
      late: false,
      value: 0,
      done: false,
      selected: -1,
      woken: [],
      after: "start",
    })),
    running: model.programs.length,
    sent: [],
    received: [],
  };

  const operation = (s: State, t: number): Operation => model.programs[t]![s.threads[t]!.next]!;
  const channelOf = (op: Operation): number => (op.kind === "select" ? 0 : (op.channel ?? 0));
  const can = (c: Channel, side: Side): boolean =>
    side === SEND ? c.items.length < c.capacity : c.items.length > 0;

  const sentBy = (s: State, place: Place): number => {
    const op = operation(s, place.thread);
    if (op.kind === "select") return op.cases[place.case]!.value!;
    return op.kind === "send" ? op.value : 0;
  };

  /** Takes off the first who is to be had. */
  const claim = (s: State, queue: Place[], woken: number[]): Place | undefined => {
    for (let place = queue.shift(); place !== undefined; place = queue.shift()) {
      const thread = s.threads[place.thread]!;
      if (place.case >= 0 && thread.selected >= 0) continue;
      if (place.case >= 0) thread.selected = place.case;
      woken.push(place.thread);
      return place;
    }
    return undefined;
  };

  const complete = (s: State, place: Place, side: Side, item: number): void => {
    s.threads[place.thread]!.done = true;
    if (side === RECEIVE) s.threads[place.thread]!.value = item;
  };

  const isDue = (c: Channel, side: Side): boolean =>
    c.queues[side].length > 0 && (c.coming === 0 || ++c.overtaken[side] >= limit);

  const serve = (s: State, c: Channel, side: Side, woken: number[]): boolean => {
    if (!can(c, side) || !isDue(c, side)) return false;
    const isOurs = c.coming !== 0 || c.queues[side][0]!.case >= 0;
    const place = claim(s, c.queues[side], woken);
    c.overtaken[side] = 0;
    if (!isOurs) {
      c.coming++;
      return false;
    }
    if (place === undefined) return false;
    if (side === SEND) c.items.push(sentBy(s, place));
    complete(s, place, side, side === RECEIVE ? c.items.shift()! : 0);
    return true;
  };

  const release = (s: State, c: Channel, woken: number[]): void => {
    while (serve(s, c, SEND, woken) || serve(s, c, RECEIVE, woken));
  };

  /** The operation itself; what was received, if it could be done. */
  const attempt = (s: State, c: Channel, side: Side, value: number, woken: number[]): number | undefined => {
    if (c.capacity === 0) {
      const partner = claim(s, c.queues[side === SEND ? RECEIVE : SEND], woken);
      if (partner === undefined) return undefined;
      const item = side === SEND ? value : sentBy(s, partner);
      complete(s, partner, side === SEND ? RECEIVE : SEND, item);
      return item;
    }
    if (!can(c, side)) return undefined;
    if (side === RECEIVE) return c.items.shift();
    c.items.push(value);
    return value;
  };

  /** Goes on with the next operation, once all have been woken. */
  const end = (s: State, t: number, woken: number[]): void => {
    const thread = s.threads[t]!;
    Object.assign(thread, { woken, after: "start", done: false, selected: -1, late: false, value: 0 });
    thread.next++;
    thread.at = "wake";
  };

  const sleepNext = (s: State, t: number, woken: number[]): void => {
    const thread = s.threads[t]!;
    thread.woken = woken;
    thread.after = "park";
    thread.at = "wake";
  };

  const note = (s: State, side: Side, value: number): void => {
    (side === SEND ? s.sent : s.received).push(value);
  };

  /** Under the lock: true if the operation is over. */
  const isOver = (s: State, t: number, c: Channel, side: Side, value: number): boolean => {
    const woken: number[] = [];
    if (side === SEND && c.closed) {
      release(s, c, woken);
      end(s, t, woken);
      return true;
    }
    const item = attempt(s, c, side, value, woken);
    if (item === undefined && !c.closed) return false;
    if (item !== undefined) note(s, side, item);
    release(s, c, woken);
    end(s, t, woken);
    return true;
  };

  const select = (s: State, t: number, from: number): void => {
    const op = operation(s, t) as Operation & { kind: "select" };
    for (let k = 0; k < op.cases.length; k++) {
      const one = op.cases[(from + k) % op.cases.length]!;
      const c = s.channels[one.channel]!;
      const side: Side = one.value === undefined ? RECEIVE : SEND;
      if (isOver(s, t, c, side, one.value ?? 0)) return;
    }
    op.cases.forEach((one, k) => {
      s.channels[one.channel]!.queues[one.value === undefined ? RECEIVE : SEND].push({ thread: t, case: k });
    });
    s.threads[t]!.selected = -1;
    s.threads[t]!.done = false;
    s.threads[t]!.at = "park";
  };

  const dequeue = (s: State, t: number): boolean => {
    let found = false;
    for (const c of s.channels) {
      for (const queue of c.queues) {
        for (let i = queue.length - 1; i >= 0; i--) {
          if (queue[i]!.thread !== t) continue;
          queue.splice(i, 1);
          found = true;
        }
      }
    }
    return found;
  };

  const wait = (s: State, t: number, c: Channel, side: Side, atFront: boolean): void => {
    const place = { thread: t, case: -1 };
    if (atFront) c.queues[side].unshift(place);
    else c.queues[side].push(place);
    const woken: number[] = [];
    if (model.mistake !== "no passing on") release(s, c, woken);
    sleepNext(s, t, woken);
  };

  const notRunning = (s: State): void => {
    s.running--;
    if (s.running > 0) return;
    const wrong = s.threads.findIndex((one) => one.at !== "ended" && one.word !== -1);
    if (wrong >= 0) throw new Fault(`a deadlock is seen while thread ${wrong} goes on`);
  };

  /** What thread t may do next, each as a change of the state. */
  const steps = (s: State, t: number): ((s: State) => void)[] => {
    const thread = s.threads[t]!;
    if (thread.at === "ended") return [];
    if (thread.at === "start" && thread.next === model.programs[t]!.length) {
      return [
        (n) => {
          n.threads[t]!.at = "ended";
          notRunning(n);
        },
      ];
    }
    if (thread.at === "wake") return [(n) => wakeStep(n, t)];
    if (thread.at === "hand") return [(n) => handStep(n, t)];
    const op = operation(s, t);
    const timed = op.kind !== "close" && op.timed === true && !thread.late;
    const side: Side = op.kind === "send" ? SEND : RECEIVE;
    const at = channelOf(op);
    switch (thread.at) {
      case "start":
        if (op.kind === "select")
          return op.cases.map((_, from) => (n: State) => {
            select(n, t, from);
          });
        // Whether the lookout there is had better be relieved depends on which processor it is on: so both.
        return [false, true].map((relieves) => (n: State) => {
          const c = n.channels[at]!;
          const me = n.threads[t]!;
          if (op.kind === "close") {
            const woken: number[] = [];
            c.closed = true;
            for (const queue of c.queues) {
              let place = claim(n, queue, woken);
              for (; place !== undefined; place = claim(n, queue, woken)) if (place.case < 0) c.coming++;
            }
            release(n, c, woken);
            end(n, t, woken);
            return;
          }
          if (isOver(n, t, c, side, sentBy(n, { thread: t, case: -1 }))) return;
          if (op.now === true) return end(n, t, []);
          if (c.capacity > 0 && (c.lookouts[side] < 0 || relieves)) {
            c.coming++;
            c.lookouts[side] = t;
            me.at = "look";
            return;
          }
          wait(n, t, c, side, false);
        });
      case "look":
        return [
          (n) => {
            const c = n.channels[at]!;
            c.coming--;
            if (c.lookouts[side] === t) c.lookouts[side] = -1;
            if (!isOver(n, t, c, side, sentBy(n, { thread: t, case: -1 }))) wait(n, t, c, side, false);
          },
        ];
      case "park":
        return [
          (n) => {
            const me = n.threads[t]!;
            if (me.word === 1) {
              me.word = 0;
              me.at = "woken";
            } else {
              me.word = timed ? -2 : -1;
              me.at = timed ? "sleep" : "less";
            }
          },
        ];
      case "less":
        return [
          (n) => {
            n.threads[t]!.at = "sleep";
            notRunning(n);
          },
        ];
      case "sleep": {
        const possible: ((s: State) => void)[] = [];
        if (thread.word === 1)
          possible.push((n) => {
            n.threads[t]!.word = 0;
            n.threads[t]!.at = "woken";
          });
        if (thread.word === -2)
          possible.push((n) => {
            n.threads[t]!.word = 0;
            n.threads[t]!.at = "expired";
          });
        return possible;
      }
      case "expired":
        return [
          (n) => {
            const me = n.threads[t]!;
            const wasQueued = dequeue(n, t);
            if (op.kind === "select" ? me.selected < 0 : wasQueued) return end(n, t, []);
            if (model.mistake === "withdraws without looking") return end(n, t, []);
            me.late = true;
            me.at = "park";
          },
        ];
      case "woken":
        return [
          (n) => {
            const me = n.threads[t]!;
            me.late = false;
            if (op.kind === "select") {
              dequeue(n, t);
              if (!me.done) {
                me.at = "start";
                return;
              }
              const one = op.cases[me.selected]!;
              note(n, one.value === undefined ? RECEIVE : SEND, one.value ?? me.value);
              return end(n, t, []);
            }
            if (me.done) {
              note(n, side, side === SEND ? (op as { value: number }).value : me.value);
              return end(n, t, []);
            }
            const c = n.channels[at]!;
            c.coming--;
            if (!isOver(n, t, c, side, sentBy(n, { thread: t, case: -1 }))) wait(n, t, c, side, true);
          },
        ];
      default:
        return [];
    }
  };

  /** ffc_unpark: who sleeps without limit counts as running first. */
  const wakeStep = (s: State, t: number): void => {
    const me = s.threads[t]!;
    const other = s.threads[me.woken[0]!];
    if (other === undefined) {
      me.at = me.after;
      return;
    }
    if (other.word === -1) {
      if (model.mistake === "counts too late") other.word = 1;
      else s.running++;
      me.at = "hand";
      return;
    }
    if (model.mistake === "looks once" && other.word === -2) {
      me.at = "hand";
      return;
    }
    other.word = 1;
    me.woken.shift();
  };

  const handStep = (s: State, t: number): void => {
    const me = s.threads[t]!;
    if (model.mistake === "counts too late") s.running++;
    s.threads[me.woken.shift()!]!.word = 1;
    me.at = "wake";
  };

  const checkState = (s: State): void => {
    for (const c of s.channels) {
      for (const side of [SEND, RECEIVE] as const) {
        const waiting = c.queues[side].filter((p) => p.case < 0 || s.threads[p.thread]!.selected < 0);
        if (waiting.length > 0 && can(c, side) && c.coming === 0)
          throw new Fault(`nobody is on the way to look for thread ${waiting[0]!.thread}`);
        if (waiting.length > 0 && c.closed) throw new Fault("somebody waits on a closed channel");
      }
    }
  };

  const checkEnd = (s: State): void => {
    s.threads.forEach((thread, t) => {
      if (thread.at === "ended") return;
      if (thread.word !== -1) throw new Fault(`thread ${t} is stuck`);
      const op = operation(s, t);
      if (op.kind === "close") throw new Fault("a close waits");
      const wants =
        op.kind === "select"
          ? op.cases.map((one) => [one.channel, one.value === undefined ? RECEIVE : SEND] as [number, Side])
          : [[channelOf(op), op.kind === "send" ? SEND : RECEIVE] as [number, Side]];
      for (const [at, side] of wants) {
        const c = s.channels[at]!;
        if (can(c, side) || c.closed) throw new Fault(`thread ${t} sleeps though it could go on`);
        const others = c.queues[side === SEND ? RECEIVE : SEND].filter((p) => p.thread !== t);
        if (c.capacity === 0 && others.length > 0) throw new Fault(`thread ${t} does not meet its partner`);
      }
    });
    const found = [...s.received, ...s.channels.flatMap((c) => c.items)].sort();
    if (found.join() !== [...s.sent].sort().join())
      throw new Fault(`sent ${s.sent}, but received or left ${found}`);
    const miscounted = s.channels.findIndex((c) => c.coming !== 0);
    if (miscounted >= 0) throw new Fault(`channel ${miscounted} believes that somebody is on the way`);
    const asleep = s.threads.filter((one) => one.at !== "ended").length;
    if (s.running !== 0) throw new Fault(`${s.running} are said to run, ${asleep} sleep`);
  };

  /** What was sent and received is compared as sets. */
  const key = (s: State): string => {
    s.sent.sort();
    s.received.sort();
    return JSON.stringify(s);
  };

  const seen = new Set<string>();
  const open = [key(first)];
  seen.add(open[0]!);
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    const state = JSON.parse(text) as State;
    try {
      checkState(state);
      let isEnd = true;
      for (let t = 0; t < state.threads.length; t++) {
        for (const step of steps(state, t)) {
          isEnd = false;
          const next = JSON.parse(text) as State;
          step(next);
          const nextKey = key(next);
          if (seen.has(nextKey)) continue;
          seen.add(nextKey);
          open.push(nextKey);
        }
      }
      if (isEnd) checkEnd(state);
    } catch (error) {
      if (error instanceof Fault) throw new Fault(`${error.message}\n${text}`);
      throw error;
    }
  }
  return seen.size;
}
