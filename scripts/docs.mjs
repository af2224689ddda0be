/** `npm run docs`: writes docs/glossary.md from the sources of the words, and the walk in docs/architecture.md. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildLibrary } from "./forth-library.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const document = `${root}docs/architecture.md`;
// Beside this file: what it reads it finds from here.
const bundle = `${root}scripts/docs-bundle.mjs`;

try {
  await build({
    absWorkingDir: root,
    stdin: {
      contents: `
        import * as library from "virtual:forth-library";
        import { absentWords } from "./src/frontend/absent-words.ts";
        import { PRIMITIVES } from "./src/frontend/words/index.ts";
        import { glossary } from "./src/glossary/glossary.ts";
        import { glossaryMarkdown } from "./src/glossary/markdown.ts";
        export { withWalkthrough } from "./scripts/walkthrough.ts";
        export const text = glossaryMarkdown(glossary(PRIMITIVES, library), absentWords());`,
      resolveDir: root,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: bundle,
    plugins: [esbuildLibrary],
  });
  const { text, withWalkthrough } = await import(bundle);
  writeFileSync(`${root}docs/glossary.md`, text);
  writeFileSync(document, withWalkthrough(readFileSync(document, "utf8")));
} finally {
  rmSync(bundle, { force: true });
}
