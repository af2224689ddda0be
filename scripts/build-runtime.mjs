/**
 * Compiles the C runtime: node scripts/build-runtime.mjs OUTDIR [TARGET] -> OUTDIR/libffc.a; for Linux another one for
 * programs that can be put anywhere, OUTDIR/libffc-pie.a; and for macOS what it may use of the system, OUTDIR/libSystem.tbd.
 *
 * What it is made of and the flags are data, in src/runtime-c/sources.json. Objects are named after
 * their sources and the archive has no times or owners in it (`ar D`), so the same sources and compiler
 * give the same bytes. On Linux the runtime uses no C library, so any gcc will do; it is musl-gcc for the
 * variant whose threads are the C library's. For another architecture the tools have its name in front of theirs.
 * For macOS clang compiles, which has every target in it, and declarations of the system are the runtime's own.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const runtimeDir = fileURLToPath(new URL("../src/runtime-c/", import.meta.url));
const isMac = process.platform === "darwin";

/** That of this machine. */
const DEFAULT_TARGET = `${process.arch === "arm64" ? "aarch64" : "x86_64"}-${isMac ? "macos" : "linux"}`;

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

/** What compiles for the target, and the call that makes an archive of what comes after it. */
function toolsFor(name, { system, tools, triple }, isVariant) {
  if (system === "macos") {
    const archive = isMac ? ["libtool", "-static", "-D", "-o"] : ["llvm-ar", "rcsD"];
    return { compile: ["clang", `--target=${triple}`], archive };
  }
  const prefix = name === DEFAULT_TARGET ? "" : tools;
  return { compile: [isVariant ? "musl-gcc" : `${prefix}gcc`], archive: [`${prefix}ar`, "rcsD"] };
}

/** The flags, as the compiler takes them: gcc knows -Oz from version 12 on. */
async function known([cc, ...args], flags) {
  const test = run(cc, [...args, "-Oz", "-x", "c", "-fsyntax-only", "/dev/null"]);
  const knowsOz = await test.then(
    () => true,
    (error) => error.code === "ENOENT",
  );
  return knowsOz ? flags : flags.map((flag) => (flag === "-Oz" ? "-Os" : flag));
}

/** As sha256sum prints it. */
async function sumLine(file) {
  const sum = createHash("sha256").update(await readFile(file));
  return `${sum.digest("hex")}  ${basename(file)}\n`;
}

/** Into place in one step: another build may be linking with the old one. */
async function put(file, place) {
  const beside = `${place}.${process.pid}`;
  await copyFile(file, beside);
  await rename(beside, place);
}

/**
 * @param {string} outDir where libffc.a goes; made if need be
 * @param {{ flags?: string[], platform?: string, target?: string, pie?: boolean }} options
 *   flags: more of them, after those of sources.json; platform: a variant of the target's system; pie: with the archive
 *   for programs that can be put anywhere, where there is one
 * @returns {Promise<string>} the archive's path
 */
export async function buildRuntime(outDir, options = {}) {
  const { flags = [], platform, target = DEFAULT_TARGET, pie = true } = options;
  const data = await readSources();
  const record = data.targets[target];
  const system = data.systems[record.system];
  const architecture = data.architectures[record.architecture];
  const variant = data.variants[platform];
  const ofSystem = system.sources.map((source) => variant?.instead[source] ?? source);
  const sources = [...data.sources, ...ofSystem, ...architecture.sources];
  const { compile, archive } = toolsFor(target, record, variant !== undefined);
  const own = [
    ...data.flags,
    ...system.flags,
    ...architecture.flags,
    ...(record.flags ?? []),
    ...(variant?.flags ?? []),
  ];
  const allFlags = [...(await known(compile, own)), ...flags];
  const { quick } = system;
  const extra = (source) => (quick?.sources.includes(source) ? quick.flags : []);
  const kinds = [{ name: "libffc.a", sources, flags: allFlags }];
  if (pie && system.pie !== undefined) {
    const { archive: name, sources: more, flags } = system.pie;
    kinds.unshift({ name, sources: [...sources, ...more], flags: [...allFlags, ...flags] });
  }
  const objectDir = await mkdtemp(join(tmpdir(), "ffc-runtime-"));
  try {
    const [cc, ...ccFlags] = compile;
    const [ar, ...arFlags] = archive;
    const made = [];
    for (const { name, sources, flags } of kinds) {
      const folder = join(objectDir, `${name}.d`);
      const object = (source) => join(folder, `${basename(source, extname(source))}.o`);
      await mkdir(folder);
      await inParallel(sources, (source) =>
        run(cc, [...ccFlags, ...flags, ...extra(source), "-c", source, "-o", object(source)], {
          cwd: runtimeDir,
        }),
      );
      made.unshift(join(objectDir, name));
      await run(ar, [...arFlags, made[0], ...sources.map(object)]);
    }
    await mkdir(outDir, { recursive: true });
    if (record.system === "macos") made.push(join(runtimeDir, "platform/libSystem.tbd"));
    const sums = join(objectDir, "sums");
    await writeFile(sums, (await Promise.all(made.map(sumLine))).join(""));
    // The archive last: where it is the others are.
    for (const file of [sums, ...made.reverse()]) await put(file, join(outDir, basename(file)));
    return join(outDir, "libffc.a");
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
