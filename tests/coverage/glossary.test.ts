/** docs/glossary.md is what the sources of the words say. */
import { readFileSync } from "node:fs";
import * as library from "virtual:forth-library";
import { expect, it } from "vitest";
import { absentWords } from "../../src/frontend/absent-words.ts";
import { PRIMITIVES } from "../../src/frontend/words/index.ts";
import { glossary } from "../../src/glossary/glossary.ts";
import { glossaryMarkdown } from "../../src/glossary/markdown.ts";

it("docs/glossary.md is up to date; `npm run docs` makes it", () => {
  const document = readFileSync(new URL("../../docs/glossary.md", import.meta.url), "utf8");
  expect(document).toBe(glossaryMarkdown(glossary(PRIMITIVES, library), absentWords()));
});
