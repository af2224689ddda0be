/**
 * `npm run differential`: random programs, compared in all modes (tests/differential/campaign.ts says what can be
 * chosen), bundled as the compiler itself is and shared by two processes: thousands of them in minutes.
 */
import { fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { esbuildLibrary } from "./forth-library.mjs";
import { LIST_OF, plainLoops } from "./plain-loops.mjs";

const PROCESSES = Number(process.env.FFC_DIFFERENTIAL_PROCESSES ?? 2);
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "ffc-campaign-"));
const outfile = join(folder, "campaign.cjs");

/** For esbuild: modules of the tests look for files beside them. */
const ownPlaces = {
  name: "own-places",
  setup({ onLoad }) {
    onLoad({ filter: /\/(tests|scripts)\/[^.]*\.(ts|mjs)$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll(
        "import.meta.url",
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: "ts",
    }));
  },
};

try {
  await build({
    absWorkingDir: root,
    stdin: {
      resolveDir: root,
      loader: "ts",
      contents: `import { run } from "./tests/differential/campaign.ts";
        const [part, parts] = process.argv.slice(2);
        run(Number(part), Number(parts)).then((failed) => process.exit(failed > 0 ? 1 : 0));`,
    },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    plugins: [esbuildLibrary, plainLoops, ownPlaces],
    banner: { js: LIST_OF },
    outfile,
  });
  const part = (k) =>
    new Promise((done) => {
      fork(outfile, [String(k), String(PROCESSES)]).on("exit", done);
    });
  const statuses = await Promise.all(Array.from({ length: PROCESSES }, (_, k) => part(k)));
  process.exitCode = statuses.every((status) => status === 0) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
