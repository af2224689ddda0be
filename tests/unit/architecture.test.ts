/** docs/architecture.md follows one word to its code: what it shows is what the compiler does. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withWalkthrough } from "../../scripts/walkthrough.ts";

test("the walk through the compiler is up to date; `npm run docs` makes it", () => {
  const document = readFileSync(new URL("../../docs/architecture.md", import.meta.url), "utf8");
  expect(document).toBe(withWalkthrough(document));
});
