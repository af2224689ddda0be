/**
 * The dictionary: names to words. User definitions shadow what the compiler brings along, and the latest
 * definition of a name wins; earlier ones stay reachable from code compiled before.
 */
import type { Journal } from "./data-space.ts";
import type { Word } from "./word.ts";

export class Dictionary {
  private readonly words = new Map<string, Word>();

  /** Undefined if no such name was defined. */
  find(name: string): Word | undefined {
    return this.words.get(name.toLowerCase());
  }

  define(word: Word, journal?: Journal): void {
    const key = word.name.toLowerCase();
    const before = this.words.get(key);
    this.words.set(key, word);
    journal?.push(() => {
      if (before === undefined) this.words.delete(key);
      else this.words.set(key, before);
    });
  }

  names(): Iterable<string> {
    return this.words.keys();
  }
}

const MAX_MISTYPED = 64;

/**
 * The known name nearest to a misspelt one, if it is near enough to be worth suggesting: at most a third of
 * its characters wrong (Damerau-Levenshtein distance, adjacent transpositions count once).
 */
export function suggestion(name: string, names: Iterable<string>): string | undefined {
  // Nobody mistypes a name of this length, and to compare two of them takes its square.
  if (name.length > MAX_MISTYPED) return undefined;
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.floor((wanted.length + 1) / 3) + 1;
  for (const candidate of names) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const d = distance(wanted, candidate);
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d = Math.min(d, before[j - 2]! + 1);
      row.push(d);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
