/**
 * The runtime archive in `dist/runtime/TARGET/libffc.a`: compiled when it is missing or was made from other
 * sources than those there are now. For the build and for the tests.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
export const RUNTIME_SCRIPT = "scripts/build-runtime.mjs";
export const RUNTIME_SOURCES = "src/runtime-c";
const SOURCES = JSON.parse(readFileSync(join(root, RUNTIME_SOURCES, "sources.json"), "utf8"));

export function hash(...parts) {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part).update("\0");
  return sum.digest("hex").slice(0, 16);
}

export function writeWhole(file, content, mode = 0o644) {
  writeFileSync(`${file}.${process.pid}`, content, { mode });
  renameSync(`${file}.${process.pid}`, file);
}

/** Whatever the archive depends on that is in the project: sources, and the script with the flags. */
function runtimeKey() {
  const entries = readdirSync(join(root, RUNTIME_SOURCES), { recursive: true, withFileTypes: true });
  const sources = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath ?? e.path, e.name));
  const files = [...sources.sort(), join(root, RUNTIME_SCRIPT)];
  return hash(...files.flatMap((f) => [f.slice(root.length), readFileSync(f)]));
}

/** Throws if the sources do not compile; if there is no C compiler, says so and goes on unless all of them are needed. */
export function makeRuntimeArchives({ needsAll = false } = {}) {
  const key = runtimeKey();
  const folder = join(root, "dist/runtime");
  const keyFile = join(folder, "key");
  const isCurrent = existsSync(keyFile) && readFileSync(keyFile, "utf8").trim() === key;
  for (const target of Object.keys(SOURCES.targets)) {
    const place = join(folder, target);
    if (isCurrent && existsSync(join(place, "libffc.a"))) continue;
    const unfinished = `${place}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    const made = spawnSync(process.execPath, [join(root, RUNTIME_SCRIPT), unfinished, target], {
      encoding: "utf8",
    });
    if (made.status === 0) {
      // Moved as files: somebody may be linking with the old ones.
      mkdirSync(place, { recursive: true });
      for (const file of readdirSync(unfinished)) renameSync(join(unfinished, file), join(place, file));
    } else {
      rmSync(place, { recursive: true, force: true });
    }
    rmSync(unfinished, { recursive: true, force: true });
    if (made.status === 0) continue;
    const missing = /spawn (\S+) ENOENT/.exec(made.stderr)?.[1];
    if (missing === undefined) throw new Error(`the runtime does not compile:\n${made.stderr}`);
    if (needsAll) throw new Error(`no ${missing}, and the package needs the runtime for ${target}`);
    console.warn(
      `no ${missing}: the runtime for ${target} will be compiled at the first \`ffc build\` for it`,
    );
  }
  writeWhole(keyFile, `${key}\n`);
}
