/**
 * How long a build takes and how large its result is: the coordinator with ten agents, against the
 * floor (Node alone; a command line that only assembles and links the same code) and against Go, whose
 * cache has everything but the one file, which was edited.
 *
 *     node bench/compile-time.mjs [ROUNDS]
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { hasCommand, interleaved, report } from "./measure.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const rounds = Number(process.argv[2] ?? 21);
const folder = mkdtempSync(join(tmpdir(), "ffc-bench-"));
const ffc = join(root, "dist/ffc.js");
const program = join(root, "examples/multi-agent.fs");
const node = process.execPath;

/** Commander, `as`, `ld`: what any compiler that is written like this one cannot do without. */
async function floorScript() {
  const assembly = join(folder, "program.s");
  execFileSync(node, [ffc, "build", program, "--emit", "asm", "-o", assembly]);
  const verbose = ["build", program, "-v", "-o", join(folder, "x")];
  const { stderr } = await import("execa").then(({ execa }) => execa(node, [ffc, ...verbose]));
  // The linker's call as `-v` shows it, with our object and output.
  const link = stderr
    .split("\n")
    .find((line) => line.startsWith("ld "))
    .split(" ")
    .slice(1);
  const object = join(folder, "program.o");
  link[link.indexOf("-o") + 1] = join(folder, "floor");
  const args = link.map((arg) => (arg.endsWith("/program.o") ? object : arg));
  const source = join(folder, "floor.ts");
  writeFileSync(
    source,
    `import { spawnSync } from "node:child_process";
     import { Command } from "commander";
     const run = (tool: string, args: string[]) => {
       if (spawnSync(tool, args, { stdio: ["ignore", "ignore", "inherit"] }).status !== 0) process.exit(1);
     };
     new Command("floor").argument("<file>").option("-o <path>").action((file) => {
       run("as", ["-o", ${JSON.stringify(object)}, file]);
       run("ld", ${JSON.stringify(args)});
       process.exit(0);
     }).parse();`,
  );
  const outfile = join(folder, "floor.cjs");
  await build({
    absWorkingDir: root,
    nodePaths: [join(root, "node_modules")],
    entryPoints: [source],
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    outfile,
  });
  return [node, outfile, assembly];
}

const go = hasCommand("go");
const outputs = { ffc: join(folder, "ffc"), go: join(folder, "go") };
const commands = [
  { name: "node -e 0", argv: [node, "-e", "0"] },
  { name: "commander, as and ld alone", argv: await floorScript() },
  {
    name: "ffc build -O0",
    output: `${outputs.ffc}0`,
    argv: [ffc, "build", "-q", "-O0", program, "-o", `${outputs.ffc}0`],
  },
  {
    name: "ffc build",
    output: outputs.ffc,
    argv: [ffc, "build", "-q", program, "-o", outputs.ffc],
  },
];
if (go) {
  const module_ = join(folder, "coordinator");
  cpSync(join(root, "bench/go"), module_, { recursive: true });
  const source = readFileSync(join(module_, "coordinator.go"), "utf8");
  for (const [name, flags] of [
    ["go build, warm", []],
    ["go build -ldflags '-s -w', warm", ["-ldflags", "-s -w"]],
  ]) {
    const output = `${outputs.go}${commands.length}`;
    commands.push({
      name,
      output,
      argv: ["go", "build", ...flags, "-o", output, "."],
      options: { cwd: module_ },
      // Go does nothing at all if the output is up to date.
      prepare(round) {
        rmSync(output, { force: true });
        writeFileSync(join(module_, "coordinator.go"), `${source}// ${process.pid} ${round} ${name}\n`);
      },
    });
  }
}
try {
  const medians = interleaved(commands, rounds);
  report(
    commands,
    medians,
    commands.map(({ output }) => (output === undefined ? "" : `${statSync(output).size} bytes`)),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
