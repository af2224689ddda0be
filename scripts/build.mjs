/**
 * `npm run build`: makes `dist/`, which is what gets installed.
 *
 *     dist/ffc.js              what the user calls; loads the bundle (scripts/loader.cjs)
 *     dist/bundle-HASH.js      compiler and command line in one file
 *     dist/bundle-HASH.cache   the same, compiled by V8
 *     dist/runtime/TARGET/     libffc.a, if there is a C compiler
 *     dist/runtime/key         hash of the runtime's sources and of how they are compiled
 *     dist/runtime-source/     for installations without libffc.a: it is compiled at first use
 *
 * The loader is put in place last: whoever runs `ffc` meanwhile gets the old compiler or the new one.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildLibrary } from "./forth-library.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const TARGETS = ["x86_64-linux"];
/** Builds that warm the code cache: between them they should use what common programs use. */
const WARM_UP = ["examples/hello.fs", "examples/multi-agent.fs"];

function hash(...parts) {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part).update("\0");
  return sum.digest("hex").slice(0, 16);
}

function writeWhole(file, content) {
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

async function bundle() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ["src/cli/main.ts"],
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    plugins: [esbuildLibrary],
    // An expression that yields a function: the loader hands in what a module gets from Node.
    banner: { js: "(function(exports,require,module,__filename,__dirname){" },
    footer: { js: "})" },
    write: false,
  });
  const text = result.outputFiles[0].text;
  return { text, name: `bundle-${hash(text)}` };
}

function filesBelow(folder) {
  const names = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return names
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath ?? e.path, e.name))
    .sort();
}

/** Compiles the runtime unless what is there was made from the same sources. */
function runtime() {
  const script = join(root, "scripts/build-runtime.mjs");
  const key = hash(
    ...[...filesBelow("src/runtime-c"), script].flatMap((f) => [f.slice(root.length), readFileSync(f)]),
  );
  const folder = join(dist, "runtime");
  const keyFile = join(folder, "key");
  const isCurrent = existsSync(keyFile) && readFileSync(keyFile, "utf8").trim() === key;
  for (const target of TARGETS) {
    const place = join(folder, target);
    if (isCurrent && existsSync(join(place, "libffc.a"))) continue;
    const unfinished = `${place}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    const made = spawnSync(process.execPath, [script, unfinished], { encoding: "utf8" });
    if (made.status === 0) {
      rmSync(place, { recursive: true, force: true });
      renameSync(unfinished, place);
    } else {
      rmSync(unfinished, { recursive: true, force: true });
      // No compiler is no error here: the archive is then made at first use. Broken sources are.
      if (spawnSync("musl-gcc", ["--version"]).error === undefined) {
        throw new Error(`the runtime does not compile:\n${made.stderr}`);
      }
      console.warn("no C compiler: the runtime will be compiled at the first `ffc build`");
      rmSync(place, { recursive: true, force: true });
    }
  }
  writeWhole(keyFile, `${key}\n`);
  const source = join(dist, "runtime-source");
  rmSync(source, { recursive: true, force: true });
  cpSync(join(root, "src/runtime-c"), join(source, "src/runtime-c"), { recursive: true });
  cpSync(script, join(source, "scripts/build-runtime.mjs"));
  // The rest of `dist` is CommonJS.
  writeFileSync(join(source, "package.json"), '{ "type": "module" }\n');
}

mkdirSync(dist, { recursive: true });
// The fastest way for Node to start a script; package.json of the project says ES modules.
writeWhole(join(dist, "package.json"), '{ "type": "commonjs" }\n');
const { text, name } = await bundle();
runtime();
const bundleFile = join(dist, `${name}.js`);
writeWhole(bundleFile, text);
const cacheFile = join(dist, `${name}.cache`);
execFileSync(
  process.execPath,
  [
    join(root, "scripts/code-cache.cjs"),
    bundleFile,
    `${cacheFile}.${process.pid}`,
    ...WARM_UP.map((f) => join(root, f)),
  ],
  { stdio: "inherit" },
);
renameSync(`${cacheFile}.${process.pid}`, cacheFile);
const loader = readFileSync(join(root, "scripts/loader.cjs"), "utf8").replace("@BUNDLE@", name);
writeFileSync(join(dist, `ffc.js.${process.pid}`), loader);
chmodSync(join(dist, `ffc.js.${process.pid}`), 0o755);
renameSync(join(dist, `ffc.js.${process.pid}`), join(dist, "ffc.js"));
for (const old of readdirSync(dist)) {
  if (old.startsWith("bundle-") && !old.startsWith(`${name}.`)) rmSync(join(dist, old), { force: true });
}
