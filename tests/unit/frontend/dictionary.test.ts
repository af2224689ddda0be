/** Finding words by name, and guessing what a misspelt name meant. */
import { describe, expect, it } from "vitest";
import { suggestion, Wordlist } from "../../../src/frontend/dictionary.ts";
import { newWord } from "../../../src/frontend/word.ts";

const word = (name: string) => newWord(0, name, "colon", undefined);

describe("a dictionary", () => {
  it("ignores case and knows the latest definition", () => {
    const dictionary = new Wordlist();
    const first = word("Name");
    const second = word("NAME");
    dictionary.define(first);
    expect(dictionary.find("nAmE")).toBe(first);
    dictionary.define(second);
    expect(dictionary.find("name")).toBe(second);
    expect(dictionary.find("other")).toBeUndefined();
  });

  it("forgets what a journal undoes", () => {
    const dictionary = new Wordlist();
    const first = word("a");
    dictionary.define(first);
    const journal: (() => void)[] = [];
    dictionary.define(word("a"), journal);
    dictionary.define(word("b"), journal);
    for (const undo of journal.reverse()) undo();
    expect(dictionary.find("a")).toBe(first);
    expect(dictionary.find("b")).toBeUndefined();
  });
});

describe("suggestions", () => {
  const names = ["dup", "drop", "swap", "over", "i", "constant", "emit"];
  const guess = (name: string) => suggestion(name, names);

  it("come for names nearly right", () => {
    expect(guess("dpu")).toBe("dup");
    expect(guess("SWPA")).toBe("swap");
    expect(guess("constnat")).toBe("constant");
    expect(guess("contsan")).toBe("constant");
    expect(guess("emitt")).toBe("emit");
  });

  it("and for no others", () => {
    expect(guess("g")).toBeUndefined();
    expect(guess("quux")).toBeUndefined();
    expect(guess("xyzzy-constant")).toBeUndefined();
  });
});
