/** `npm run docs`: writes docs/glossary.md from the sources of the words. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildLibrary } from "./forth-library.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const { outputFiles } = await build({
  absWorkingDir: root,
  stdin: {
    contents: `
      import * as library from "virtual:forth-library";
      import { absentWords } from "./src/frontend/absent-words.ts";
      import { PRIMITIVES } from "./src/frontend/words/index.ts";
      import { glossary } from "./src/glossary/glossary.ts";
      import { glossaryMarkdown } from "./src/glossary/markdown.ts";
      export const text = glossaryMarkdown(glossary(PRIMITIVES, library), absentWords());`,
    resolveDir: root,
  },
  bundle: true,
  platform: "node",
  format: "esm",
  write: false,
  plugins: [esbuildLibrary],
});
const { text } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);
writeFileSync(`${root}docs/glossary.md`, text);
