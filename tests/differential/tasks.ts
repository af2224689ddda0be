/**
 * Threads and channels in random programs, such that the output does not depend on who is faster: whoever spawned a
 * thread works on its own stack alone until it has joined it, and a channel is left as it was found. What the thread
 * wrote has to be seen afterwards, in spite of what was read before.
 */
import { type Context, hasNoFloats, MAX_DEPTH, type WordInfo } from "./code.ts";
import { MemoryGenerator } from "./memory.ts";
import { type Item, leaf, type Node, node, type Part } from "./program.ts";
import { SHAPES } from "./shapes.ts";

/** Words to spawn: they take `ins` cells and do not throw. */
interface Task {
  name: string;
  ins: number;
  /** Cells that it leaves, for `join-result`. */
  outs: number;
  /** Where it receives one cell more from, and where it sends its result to. */
  channels: readonly [request: string, answer: string] | undefined;
  cost: number;
}

/** A thread costs about as much as so many steps. */
const SPAWN_COST = 150;

export abstract class TaskGenerator extends MemoryGenerator {
  private readonly tasks: Task[] = [];
  private readonly channels: string[] = [];

  protected get hasTasks(): boolean {
    return this.tasks.length + this.channels.length > 0;
  }

  /** A channel for a few cells. */
  protected channelItem(name: string): Item {
    this.channels.push(name);
    return { defines: name, parts: [`2 channel constant ${name}`], uses: [] };
  }

  /** A task that calls a word and keeps what it leaves in memory. */
  protected callingTask(name: string, word: WordInfo): Item {
    const mix = `mix-${this.seed}`;
    this.tasks.push({ name, ins: word.ins, outs: 0, channels: undefined, cost: word.cost + SPAWN_COST });
    const text = `: ${name} ( ${"x ".repeat(word.ins)}-- ) ${word.name}${` ${mix}`.repeat(word.outs)} ;`;
    return { defines: name, parts: [text], uses: [word.name, mix] };
  }

  /** A task that leaves what a word leaves. */
  protected resultTask(name: string, word: WordInfo): Item {
    const { ins, outs } = word;
    this.tasks.push({ name, ins, outs, channels: undefined, cost: word.cost + SPAWN_COST });
    return {
      defines: name,
      parts: [`: ${name} ( ${"x ".repeat(ins)}-- ${"x ".repeat(outs)}) ${word.name} ;`],
      uses: [word.name],
    };
  }

  /** A task that answers a request with what a word makes of it. */
  protected answeringTask(name: string, request: string, answer: string, word: WordInfo): Item {
    this.tasks.push({ name, ins: 0, outs: 0, channels: [request, answer], cost: word.cost + 2 * SPAWN_COST });
    const text = `: ${name} ( -- ) ${request} recv ${word.name} ${answer} send ;`;
    return { defines: name, parts: [text], uses: [request, answer, word.name] };
  }

  /** Words that a task may call. */
  protected get callableByTasks(): readonly WordInfo[] {
    return this.words.filter((word) => !word.throws && hasNoFloats(word) && word.ins <= 6);
  }

  protected task(context: Context, depth: number): Node | undefined {
    const { random } = this;
    if (this.tasks.length === 0 || random.chance(0.3)) return this.throughChannel(context, depth);
    const task = random.pick(this.tasks);
    if (depth + Math.max(task.ins, task.outs) + 1 > MAX_DEPTH || !this.affordable(context, task.cost))
      return undefined;
    this.spend(context, task.cost);
    const numbers = Array.from({ length: task.ins }, () => `${this.number()} `).join("");
    const uses = [task.name];
    if (task.channels === undefined) {
      const meanwhile = this.meanwhile(context, depth);
      if (meanwhile.depth + task.outs > MAX_DEPTH) return undefined;
      const join = task.outs > 0 ? "join-result drop" : "join";
      const parts: Part[] = [`${numbers}['] ${task.name} spawn >r `, meanwhile.nodes, ` r> ${join}`];
      return { ...node(parts, meanwhile.depth + task.outs - depth), uses };
    }
    if (depth < 1) return undefined;
    const [request, answer] = task.channels;
    const meanwhile = this.meanwhile(context, depth - 1);
    if (meanwhile.depth + 2 > MAX_DEPTH) return undefined;
    return {
      ...node(
        [`${request} send ['] ${task.name} spawn >r `, meanwhile.nodes, ` ${answer} recv r> join`],
        meanwhile.depth + 1 - depth,
      ),
      uses: [...uses, request, answer],
    };
  }

  /** What does not touch memory. */
  private meanwhile(context: Context, depth: number): { nodes: Node[]; depth: number } {
    const nodes: Node[] = [];
    let level = depth;
    for (let k = this.random.below(4); k > 0; k--) {
      const shape = this.shape(SHAPES, context, level);
      if (shape === undefined) continue;
      nodes.push(shape);
      level += shape.delta;
    }
    return { nodes, depth: level };
  }

  /** Cells that go through a channel come out in the order in which they went in. */
  private throughChannel(context: Context, depth: number): Node | undefined {
    const { random } = this;
    if (this.channels.length === 0 || depth < 1) return undefined;
    const c = random.pick(this.channels);
    this.spend(context, 40);
    const one = [`${c} send ${c} recv`, `${c} try-send drop ${c} recv? drop`, `${c} send ${c} try-recv +`];
    const two = [
      `${c} send ${c} send ${c} recv ${c} recv`,
      `${c} send ${c} send 1 ${c} try-send ${c} recv + ${c} recv`,
    ];
    return leaf(random.pick(depth >= 2 ? [...one, ...two] : one), 0, [c]);
  }
}
