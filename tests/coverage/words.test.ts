/** No word of Forth-2012 is forgotten, and no word that the compiler has is untested. */
import * as library from "virtual:forth-library";
import { describe, expect, it } from "vitest";
import { absentWords } from "../../src/frontend/absent-words.ts";
import { PRIMITIVES } from "../../src/frontend/words/index.ts";
import { glossary } from "../../src/glossary/glossary.ts";
import { namesInTests, standardSets } from "./words.ts";

const entries = glossary(PRIMITIVES, library);
const present = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
const absent = new Map(absentWords().map((word) => [word.name, word]));

const standard = standardSets();

describe("words", () => {
  it.each([...standard])("of %s are there or left out with a reason", (_, names) => {
    expect(names.filter((name) => !present.has(name) && !absent.has(name)).join(" ")).toBe("");
  });

  it("are in the word set where the standard has them", () => {
    const setsOf = new Map<string, string[]>();
    for (const [set, names] of standard) {
      for (const name of names) setsOf.set(name, [...(setsOf.get(name) ?? []), set]);
    }
    const wrong = (name: string, set: string): boolean => {
      const sets = setsOf.get(name);
      return sets === undefined ? standard.has(set) : !sets.includes(set);
    };
    const found = [...entries, ...absentWords()].filter(({ name, set }) => wrong(name.toLowerCase(), set));
    expect(found.map(({ name, set }) => `${name}: ${set},`).join(" ")).toBe("");
  });

  it("are not left out and there", () => {
    expect([...absent.keys()].filter((name) => present.has(name)).join(" ")).toBe("");
  });

  it("are named in a test that runs", () => {
    const tested = namesInTests();
    expect([...present.keys()].filter((name) => !tested.has(name)).join(" ")).toBe("");
  });

  it("have a stack effect, a word set and a line that says what they do", () => {
    const bare = entries.filter(({ stack, set, doc }) => stack === "" || set === "" || doc === "");
    expect(bare.map(({ name, origin }) => `${origin}: ${name},`).join(" ")).toBe("");
  });

  it("are written down once", () => {
    const names = entries.map(({ name }) => name.toLowerCase());
    expect(names.filter((name, at) => names.indexOf(name) !== at).join(" ")).toBe("");
  });
});
