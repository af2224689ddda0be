/**
 * Compiles the C runtime: node scripts/build-runtime.mjs OUTDIR [CC] -> OUTDIR/libffc.a.
 *
 * What it is made of and the flags are data, in src/runtime-c/sources.json. Objects are named after
 * their sources and the archive has no times or owners in it (`ar D`), so the same sources and compiler
 * give the same bytes. On Linux the runtime uses no C library, so any gcc will do; CC is musl-gcc for the
 * variant whose threads are the C library's.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const runtimeDir = fileURLToPath(new URL("../src/runtime-c/", import.meta.url));

export async function readSources() {
  return JSON.parse(await readFile(join(runtimeDir, "sources.json"), "utf8"));
}

/** Runs `work` for each item, a few at a time. */
async function inParallel(items, work) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/**
 * @param {string} outDir where libffc.a goes; made if need be
 * @param {{ cc?: string, flags?: string[], platform?: string, architecture?: string }} options
 *   flags: more of them, after those of sources.json
 * @returns {Promise<string>} the archive's path
 */
export async function buildRuntime(outDir, options = {}) {
  const { flags = [], platform = "linux", architecture = "x86-64" } = options;
  const { cc = platform === "linux" ? "gcc" : "musl-gcc" } = options;
  const data = await readSources();
  const sources = [...data.sources, ...data.platforms[platform], ...data.architectures[architecture]];
  const objectDir = await mkdtemp(join(tmpdir(), "ffc-runtime-"));
  try {
    const object = (source) => join(objectDir, `${basename(source, extname(source))}.o`);
    await inParallel(sources, (source) =>
      run(cc, [...data.flags, ...flags, "-c", source, "-o", object(source)], { cwd: runtimeDir }),
    );
    await mkdir(outDir, { recursive: true });
    const fresh = join(objectDir, "libffc.a");
    await run("ar", ["rcsD", fresh, ...sources.map(object)]);
    const archive = join(outDir, "libffc.a");
    // Into place in one step: another build may be linking with the old one.
    const beside = `${archive}.${process.pid}`;
    await run("cp", [fresh, beside]);
    await rename(beside, archive);
    return archive;
  } finally {
    await rm(objectDir, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [outDir, cc] = process.argv.slice(2);
  if (outDir === undefined) {
    console.error("usage: node scripts/build-runtime.mjs OUTDIR [CC]");
    process.exit(2);
  }
  await buildRuntime(outDir, cc === undefined ? {} : { cc });
}
