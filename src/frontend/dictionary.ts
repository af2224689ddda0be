/**
 * The dictionary: wordlists, each from names to words, and guesses what a misspelt name meant. The latest
 * definition of a name in a wordlist wins; earlier ones stay reachable from code compiled before, and
 * come back when a marker forgets the later one.
 */
import type { Journal } from "./data-space.ts";
import type { Word } from "./word.ts";

interface Entry {
  word: Word;
  /** What the name meant in this wordlist before. */
  before: Word | undefined;
}

export class Wordlist {
  private readonly latest = new Map<string, Word>();
  /** Every definition, in order. */
  private readonly entries: Entry[] = [];

  /** Undefined if no such name was defined. */
  find(name: string): Word | undefined {
    return this.get(name.toLowerCase());
  }

  /** As `find`, of a name in lower case: whoever looks in several wordlists folds it once. */
  get(key: string): Word | undefined {
    return this.latest.get(key);
  }

  define(word: Word, journal?: Journal): void {
    const key = word.name.toLowerCase();
    this.entries.push({ word, before: this.latest.get(key) });
    this.latest.set(key, word);
    journal?.push(() => this.forgetLast());
  }

  /** Forgets all but the first `count` definitions. */
  forget(count: number, journal?: Journal): void {
    const forgotten = this.entries.slice(count).map(({ word }) => word);
    while (this.entries.length > count) this.forgetLast();
    journal?.push(() => {
      for (const word of forgotten) this.define(word);
    });
  }

  private forgetLast(): void {
    const { word, before } = this.entries.pop()!;
    const key = word.name.toLowerCase();
    if (before === undefined) this.latest.delete(key);
    else this.latest.set(key, before);
  }

  /** How many definitions there are. */
  get size(): number {
    return this.entries.length;
  }

  /** Words that can be found, in lower case. */
  names(): Iterable<string> {
    return this.latest.keys();
  }

  /** Every definition, those of the same name too, the latest first. */
  words(): Word[] {
    return this.entries.map(({ word }) => word).reverse();
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
