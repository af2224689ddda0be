/**
 * Compiles the C runtime: node scripts/build-runtime.mjs OUTDIR [TARGET] -> OUTDIR/libffc.a.
 *
 * What it is made of and the flags are data, in src/runtime-c/sources.json. Objects are named after
 * their sources and the archive has no times or owners in it (`ar D`), so the same sources and compiler
 * give the same bytes. On Linux the runtime uses no C library, so any gcc will do; it is musl-gcc for the
 * variant whose threads are the C library's. For another architecture the tools have its name in front of theirs.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const runtimeDir = fileURLToPath(new URL("../src/runtime-c/", import.meta.url));

/** That of this machine. */
export const DEFAULT_TARGET = process.arch === "arm64" ? "aarch64-linux" : "x86_64-linux";

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
 * @param {{ flags?: string[], platform?: string, target?: string }} options
 *   flags: more of them, after those of sources.json
 * @returns {Promise<string>} the archive's path
 */
export async function buildRuntime(outDir, options = {}) {
  const { flags = [], platform = "linux", target = DEFAULT_TARGET } = options;
  const data = await readSources();
  const architecture = data.architectures[data.targets[target]];
  const prefix = target === DEFAULT_TARGET ? "" : architecture.tools;
  const cc = platform === "linux" ? `${prefix}gcc` : "musl-gcc";
  const sources = [...data.sources, ...data.platforms[platform], ...architecture.sources];
  const allFlags = [...data.flags, ...architecture.flags, ...flags];
  const objectDir = await mkdtemp(join(tmpdir(), "ffc-runtime-"));
  try {
    const object = (source) => join(objectDir, `${basename(source, extname(source))}.o`);
    await inParallel(sources, (source) =>
      run(cc, [...allFlags, "-c", source, "-o", object(source)], { cwd: runtimeDir }),
    );
    await mkdir(outDir, { recursive: true });
    const fresh = join(objectDir, "libffc.a");
    await run(`${prefix}ar`, ["rcsD", fresh, ...sources.map(object)]);
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
  const [outDir, target] = process.argv.slice(2);
  if (outDir === undefined) {
    console.error("usage: node scripts/build-runtime.mjs OUTDIR [TARGET]");
    process.exit(2);
  }
  await buildRuntime(outDir, { target });
}
