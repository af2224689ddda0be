/**
 * Makes a failing program smaller while it fails in the same way (delta debugging: Zeller and Hildebrandt,
 * "Simplifying and Isolating Failure-Inducing Input"). It works on the tree of the generator: items with all
 * that depends on them are taken out, runs of nodes are replaced by `drop`s or numbers, branches by an arm.
 * Each of these keeps the stack right, so what is left means as much as the whole did.
 */
import type { Item, Node, Part, Program } from "./program.ts";

/** Tries smaller programs until none fails or `tries` are used up. */
export async function shrink(
  program: Program,
  fails: (smaller: Program) => Promise<boolean>,
  tries: number,
): Promise<Program> {
  let best = program;
  let left = tries;
  const accept = async (candidate: Program | undefined): Promise<boolean> => {
    if (candidate === undefined || left <= 0) return false;
    left--;
    if (!(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  for (let size = -1; size !== sizeOf(best) && left > 0; ) {
    size = sizeOf(best);
    for (let chunk = best.items.length >> 1; chunk >= 1; chunk >>= 1) {
      for (let at = best.items.length - chunk; at >= 0; at -= chunk)
        await accept(withoutItems(best, at, chunk));
    }
    for (let k = 0; k < best.items.length; k++) await shrinkItem(k);
  }
  return best;

  /** Goes through the sequences of an item, outer ones first; a success leaves fewer of them to look at. */
  async function shrinkItem(index: number): Promise<void> {
    for (let nth = 0; nth < sequences(best.items[index]!.parts).length; nth++) {
      const length = (): number => sequences(best.items[index]!.parts)[nth]?.length ?? 0;
      for (let chunk = length(); chunk >= 1; chunk >>= 1) {
        for (let at = length() - chunk; at >= 0; at -= chunk) {
          if (at + chunk <= length()) await accept(replaced(best, index, nth, at, chunk, trivial));
        }
      }
      for (let at = 0; at < length(); at++) {
        for (const arm of sequences(best.items[index]!.parts)[nth]?.[at]?.arms ?? []) {
          const toArm = ([branch]: readonly Node[]): Node[] => [
            text("drop", -1),
            ...(branch!.parts[arm] as Node[]),
          ];
          const condition = ([branch]: readonly Node[]): Node[] => [
            ...(branch!.parts[0] as Node[]),
            ...toArm([branch!]),
          ];
          if (await accept(replaced(best, index, nth, at, 1, condition))) break;
        }
      }
    }
  }
}

function sizeOf(program: Program): number {
  const parts = (list: readonly Part[]): number =>
    list.reduce(
      (sum, p) => sum + (typeof p === "string" ? p.length : p.reduce((s, n) => s + parts(n.parts), 0)),
      0,
    );
  return program.items.reduce((sum, item) => sum + parts(item.parts), 0);
}

const text = (code: string, delta: number): Node => ({ parts: [code], delta, uses: [], arms: [] });

/** Takes or leaves as many cells as the nodes do. */
function trivial(nodes: readonly Node[]): Node[] {
  const delta = nodes.reduce((sum, n) => sum + n.delta, 0);
  if (delta === 0) return [];
  return delta < 0 ? [text("drop ".repeat(-delta).trim(), delta)] : [text("1 ".repeat(delta).trim(), delta)];
}

/** Without items and all that uses what they define; undefined if nothing would be left. */
function withoutItems(program: Program, at: number, count: number): Program | undefined {
  const gone = new Set<string>();
  const items: Item[] = [];
  program.items.forEach((item, k) => {
    const orphan = item.uses.some((name) => gone.has(name));
    if ((k >= at && k < at + count) || orphan) {
      if (item.defines !== undefined) gone.add(item.defines);
      return;
    }
    items.push(gone.size === 0 ? item : { ...item, parts: withoutUses(item.parts, gone) });
  });
  return items.length === 0 ? undefined : { ...program, items };
}

function withoutUses(parts: readonly Part[], gone: ReadonlySet<string>): Part[] {
  return parts.map((part) =>
    typeof part === "string"
      ? part
      : part.flatMap((node) =>
          node.uses.some((name) => gone.has(name))
            ? trivial([node])
            : [{ ...node, parts: withoutUses(node.parts, gone) }],
        ),
  );
}

/** All sequences of a tree, an outer one before those within. */
function sequences(parts: readonly Part[]): Node[][] {
  return parts.flatMap((part) =>
    typeof part === "string" ? [] : [part, ...part.flatMap((node) => sequences(node.parts))],
  );
}

/** With nodes `at` to `at + count` of the `nth` sequence of an item replaced; undefined if that changes nothing. */
function replaced(
  program: Program,
  index: number,
  nth: number,
  at: number,
  count: number,
  by: (nodes: readonly Node[]) => Node[],
): Program | undefined {
  let seen = -1;
  let changed = false;
  const walk = (parts: readonly Part[]): Part[] =>
    parts.map((part) => {
      if (typeof part === "string") return part;
      if (++seen === nth) {
        const old = part.slice(at, at + count);
        const fresh = by(old);
        changed = size(fresh) < size(old);
        return [...part.slice(0, at), ...fresh, ...part.slice(at + count)];
      }
      return part.map((node) => ({ ...node, parts: walk(node.parts) }));
    });
  const item = program.items[index]!;
  const items = program.items.slice();
  items[index] = { ...item, parts: walk(item.parts) };
  return changed ? { ...program, items } : undefined;
}

const size = (nodes: readonly Node[]): number =>
  nodes.reduce(
    (sum, n) => sum + 1 + n.parts.reduce((s, p) => s + (typeof p === "string" ? p.length : 1 + size(p)), 0),
    0,
  );
