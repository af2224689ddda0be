/**
 * `npm run build`: makes `dist/`, which is what gets installed. With `--package`, for `npm pack`, it fails if the runtime
 * of a target cannot be made here.
 *
 *     dist/ffc.js                   what the user calls; loads the bundle (scripts/loader.cjs)
 *     dist/bundle-HASH.js           compiler and command line in one file
 *     dist/PART-HASH.js             what few commands need: most builds do not even read it
 *     dist/bundle-HASH-NODE.cache   the same, compiled by V8 of this version of Node
 *     dist/THIRD-PARTY-NOTICES.txt   licences of what is in the bundle
 *     dist/runtime/TARGET/          libffc.a, for Linux libffc-pie.a, if there is a C compiler
 *     dist/runtime/key              hash of the runtime's sources and of how they are compiled
 *     dist/runtime-source/          for installations without libffc.a: it is compiled at first use
 *
 * The loader is put in place last: whoever runs `ffc` meanwhile gets the old compiler or the new one.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildLibrary } from "./forth-library.mjs";
import { notices } from "./notices.mjs";
import { LIST_OF, plainLoops } from "./plain-loops.mjs";
import {
  hash,
  makeRuntimeArchives,
  RUNTIME_SCRIPT,
  RUNTIME_SOURCES,
  writeWhole,
} from "./runtime-archive.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
/** Builds that warm the code cache: between them they should use what common programs use. */
const WARM_UP = ["examples/hello.fs", "examples/multi-agent.fs"];

/** One file of JavaScript from an entry point, with a name by its content; what plugins call external stays out. */
async function bundle(kind, entryPoint, options = {}) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entryPoint],
    bundle: true,
    // Names stay: they cost nothing once the code is cached, and make the trace of an internal error readable.
    minifySyntax: true,
    minifyWhitespace: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // `import()` becomes `require`: the loader runs the bundle as a script, which cannot import.
    supported: { "dynamic-import": false },
    write: false,
    metafile: true,
    ...options,
  });
  const text = result.outputFiles[0].text;
  return { text, name: `${kind}-${hash(text)}`, inputs: result.metafile.inputs };
}

/** What is imported when it is needed, each in a file of its own: as it is imported, and its entry point. Later ones may need earlier ones. */
const LAZY = {
  execa: "execa",
  tmp: "tmp",
  "./targets.ts": "src/cli/targets.ts",
  "./words.ts": "src/cli/words.ts",
  "./macho/compact.ts": "src/macho/compact.ts",
};

/** For esbuild: imports of a lazy part are of the file that was made of it. */
const lazyParts = (made) => ({
  name: "lazy-parts",
  setup({ onResolve }) {
    onResolve({ filter: /^[.\w/]+$/ }, ({ path, kind }) =>
      kind === "dynamic-import" && made.has(path)
        ? { path: `./${made.get(path).name}.js`, external: true }
        : undefined,
    );
  },
});

/** For an installation without a C compiler at hand when it was built. */
function shipRuntimeSources() {
  const place = join(dist, "runtime-source");
  rmSync(place, { recursive: true, force: true });
  cpSync(join(root, RUNTIME_SOURCES), join(place, RUNTIME_SOURCES), { recursive: true });
  cpSync(join(root, RUNTIME_SCRIPT), join(place, RUNTIME_SCRIPT));
  // The rest of `dist` is CommonJS.
  writeFileSync(join(place, "package.json"), '{ "type": "module" }\n');
}

mkdirSync(dist, { recursive: true });
// The fastest way for Node to start a script; package.json of the project says ES modules.
writeWhole(join(dist, "package.json"), '{ "type": "commonjs" }\n');
const lazy = new Map();
for (const [path, entryPoint] of Object.entries(LAZY)) {
  lazy.set(path, await bundle(basename(entryPoint, ".ts"), entryPoint, { plugins: [lazyParts(lazy)] }));
}
const { text, name, inputs } = await bundle("bundle", "src/cli/main.ts", {
  plugins: [esbuildLibrary, lazyParts(lazy), plainLoops],
  // An expression that yields a function: the loader hands in what a module gets from Node.
  banner: { js: `(function(exports,require,module,__filename,__dirname){${LIST_OF}` },
  footer: { js: "})" },
});
const allInputs = Object.assign({}, inputs, ...[...lazy.values()].map((one) => one.inputs));
writeWhole(join(dist, "THIRD-PARTY-NOTICES.txt"), notices(root, allInputs));
makeRuntimeArchives({ needsAll: process.argv.includes("--package") });
shipRuntimeSources();

const bundleFile = join(dist, `${name}.js`);
const cacheFile = join(dist, `${name}-${process.version}-${process.arch}.cache`);
for (const one of lazy.values()) writeWhole(join(dist, `${one.name}.js`), one.text);
writeWhole(bundleFile, text);
const programs = WARM_UP.map((file) => join(root, file));
const unfinished = `${cacheFile}.${process.pid}`;
execFileSync(process.execPath, [join(root, "scripts/code-cache.cjs"), bundleFile, unfinished, ...programs], {
  stdio: "inherit",
});
renameSync(unfinished, cacheFile);

const loader = readFileSync(join(root, "scripts/loader.cjs"), "utf8").replace("@BUNDLE@", name);
writeWhole(join(dist, "ffc.js"), loader, 0o755);
const current = [name, ...[...lazy.values()].map((one) => one.name)];
const parts = Object.values(LAZY).map((entryPoint) => basename(entryPoint, ".ts"));
const made = new RegExp(`^(bundle|${parts.join("|")})-`);
for (const old of readdirSync(dist)) {
  if (made.test(old) && !current.some((one) => old.startsWith(one))) rmSync(join(dist, old), { force: true });
}
