/**
 * `npm run build`: makes `dist/`, which is what gets installed.
 *
 *     dist/ffc.js                   what the user calls; loads the bundle (scripts/loader.cjs)
 *     dist/bundle-HASH.js           compiler and command line in one file
 *     dist/bundle-HASH-NODE.cache   the same, compiled by V8 of this version of Node
 *     dist/THIRD-PARTY-NOTICES.txt   licences of what is in the bundle
 *     dist/runtime/TARGET/          libffc.a, if there is a C compiler
 *     dist/runtime/key              hash of the runtime's sources and of how they are compiled
 *     dist/runtime-source/          for installations without libffc.a: it is compiled at first use
 *
 * The loader is put in place last: whoever runs `ffc` meanwhile gets the old compiler or the new one.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildLibrary } from "./forth-library.mjs";
import { notices } from "./notices.mjs";
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

async function bundle() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ["src/cli/main.ts"],
    bundle: true,
    // Names stay: they cost nothing once the code is cached, and make the trace of an internal error readable.
    minifySyntax: true,
    minifyWhitespace: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    plugins: [esbuildLibrary],
    // An expression that yields a function: the loader hands in what a module gets from Node.
    banner: { js: "(function(exports,require,module,__filename,__dirname){" },
    footer: { js: "})" },
    write: false,
    metafile: true,
  });
  const text = result.outputFiles[0].text;
  return { text, name: `bundle-${hash(text)}`, notices: notices(root, result.metafile.inputs) };
}

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
const { text, name, notices: licences } = await bundle();
writeWhole(join(dist, "THIRD-PARTY-NOTICES.txt"), licences);
makeRuntimeArchives();
shipRuntimeSources();

const bundleFile = join(dist, `${name}.js`);
const cacheFile = join(dist, `${name}-${process.version}-${process.arch}.cache`);
writeWhole(bundleFile, text);
const programs = WARM_UP.map((file) => join(root, file));
const unfinished = `${cacheFile}.${process.pid}`;
execFileSync(process.execPath, [join(root, "scripts/code-cache.cjs"), bundleFile, unfinished, ...programs], {
  stdio: "inherit",
});
renameSync(unfinished, cacheFile);

const loader = readFileSync(join(root, "scripts/loader.cjs"), "utf8").replace("@BUNDLE@", name);
writeWhole(join(dist, "ffc.js"), loader, 0o755);
for (const old of readdirSync(dist)) {
  if (old.startsWith("bundle-") && !old.startsWith(name)) rmSync(join(dist, old), { force: true });
}
