/**
 * The Forth library as a JavaScript module, `virtual:forth-library`: the compiler carries its library as
 * text, so that an installed `ffc` reads no files of its own. The bundler and the test runner both get it
 * from here.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const LIBRARY_MODULE = "virtual:forth-library";
const libraryFolder = fileURLToPath(new URL("../lib", import.meta.url));

/** A line that begins a definition: `: name`, `variable name`, `0 constant name`, ... */
const DEFINES =
  /^(?!\\)(?:: |(?:\S+ )*(?:[2f]?constant|[2f]?variable|[2f]?value|create|defer|buffer:|field:|\+field|begin-structure) )(\S+)/gim;

/** Adds to the index (see src/frontend/library.ts) what the pieces of a file define. */
function indexFile(index, file, text) {
  for (let start = 0, end; start < text.length; start = end + 2) {
    const blank = text.indexOf("\n\n", start);
    end = blank < 0 ? text.length : blank;
    for (const [, name] of text.slice(start, end).matchAll(DEFINES)) {
      const key = name.toLowerCase();
      if (index.has(key))
        throw new Error(`lib/${file}.fs: \`${name}\` is defined in lib/${index.get(key)[0]}.fs, too`);
      index.set(key, [file, start, end]);
    }
  }
}

/** What programs include by name is no part of the library before they do. */
const isIncluded = (file) => file.startsWith("include/");

/** Source of the module. Sorted: the bundle must not depend on the order in which a file system lists. */
export function libraryModule() {
  const files = {};
  const index = new Map();
  const names = readdirSync(libraryFolder, { recursive: true, encoding: "utf8" });
  for (const name of names.filter((n) => n.endsWith(".fs")).sort()) {
    const file = name.slice(0, -".fs".length);
    files[file] = readFileSync(join(libraryFolder, name), "utf8");
    if (!isIncluded(file)) indexFile(index, file, files[file]);
  }
  const record = JSON.stringify(Object.fromEntries(index));
  // Parsed from a string: as a literal each entry would be an object in the code cache, and made of that one.
  return `export const files = ${JSON.stringify(files)};\nexport const index = JSON.parse(${JSON.stringify(record)});`;
}

/** For esbuild. */
export const esbuildLibrary = {
  name: "forth-library",
  setup(build) {
    build.onResolve({ filter: /^virtual:forth-library$/ }, () => ({
      path: LIBRARY_MODULE,
      namespace: "forth",
    }));
    build.onLoad({ filter: /.*/, namespace: "forth" }, () => ({ contents: libraryModule(), loader: "js" }));
  },
};

/** For vite, and so for vitest. */
export const viteLibrary = {
  name: "forth-library",
  resolveId(id) {
    return id === LIBRARY_MODULE ? `\0${LIBRARY_MODULE}` : undefined;
  },
  load(id) {
    return id === `\0${LIBRARY_MODULE}` ? libraryModule() : undefined;
  },
};
