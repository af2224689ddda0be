/**
 * How fast and how large code is, next to gcc -O2 and gforth-fast: programs of bench/kernels, the same in
 * Forth and in C. All print a checksum, which has to be the same. What it is told is in `USAGE`.
 *
 * Instructions are counted at small sizes, less those of a run of size 1: what starting takes is not the
 * compiler's.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { KERNELS } from "./kernels/sizes.mjs";
import { interleaved } from "./measure.mjs";

const USAGE = `usage: node bench/kernels.mjs [OPTIONS] [KERNEL...]

  --rounds N        medians of so many runs, taken in turn (5)
  --no-gforth       without gforth-fast, which takes most of the time
  --instructions    counts instructions in place of taking times (valgrind)
  --arm64           counts instructions of programs for ARM64 (qemu-aarch64), compared with a gcc for it
  --help            this text

kernels: ${Object.keys(KERNELS).join(" ")}`;

const folder = fileURLToPath(new URL("kernels", import.meta.url));
const ffc = fileURLToPath(new URL("../dist/ffc.js", import.meta.url));

/** Programs that a measurement needs, by Debian package. */
const PACKAGES = {
  gcc: "gcc libc6-dev",
  readelf: "binutils",
  "gforth-fast": "gforth",
  valgrind: "valgrind",
  "qemu-aarch64": "qemu-user",
  "aarch64-linux-gnu-gcc": "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
};

class Problem extends Error {}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: "string", default: "5" },
        "no-gforth": { type: "boolean", default: false },
        instructions: { type: "boolean", default: false },
        arm64: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new Problem(`${error.message.split(/[.;] /)[0]}\n\n${USAGE}`);
  }
}

/**
 * Whose code is measured: how programs are built, and how their instructions are counted.
 * Products and sums of floats stay apart (`-ffp-contract=off`), so that results are the same everywhere.
 */
const MACHINES = {
  "x86-64": {
    gcc: "gcc",
    target: [],
    needs: ["gcc", "readelf"],
    counter: () => ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"],
    counted: /Collected : (\d+)/,
  },
  arm64: {
    gcc: "aarch64-linux-gnu-gcc",
    target: ["--target", "aarch64-linux"],
    needs: ["gcc", "readelf", "aarch64-linux-gnu-gcc", "qemu-aarch64"],
    counter: (scratch) => {
      const plugin = join(scratch, "instructions.so");
      run("gcc", ["-O2", "-shared", "-fPIC", "-o", plugin, join(folder, "instructions.c")]);
      return ["qemu-aarch64", "-plugin", plugin];
    },
    counted: /instructions: (\d+)/,
  },
};

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Problem(`failed: ${command} ${args.join(" ")}\n${error ?? stderr}`);
  return { stdout, stderr };
}

function need(programs) {
  const missing = programs.filter((name) => spawnSync(name, ["--version"]).error !== undefined);
  if (missing.length === 0) return;
  const packages = missing.map((name) => PACKAGES[name]).join(" ");
  throw new Problem(`${missing.join(", ")} missing: apt-get install ${packages}`);
}

/** Both programs of a kernel, and the bytes of code in their object files. */
function build(name, machine, scratch) {
  const path = (suffix) => join(scratch, `${name}-${suffix}`);
  const source = (extension) => join(folder, `${name}.${extension}`);
  const gcc = ["-O2", "-std=gnu17", "-ffp-contract=off", source("c")];
  run(machine.gcc, [...gcc, "-static", "-o", path("gcc"), "-lm"]);
  run(machine.gcc, [...gcc, "-c", "-o", path("gcc.o")]);
  const own = [ffc, "build", "-q", ...machine.target, source("fs")];
  run(process.execPath, [...own, "-o", path("ffc")]);
  run(process.execPath, [...own, "--emit", "obj", "-o", path("ffc.o")]);
  return {
    ffc: { program: path("ffc"), bytes: codeBytes(path("ffc.o")) },
    gcc: { program: path("gcc"), bytes: codeBytes(path("gcc.o")) },
  };
}

/** The sections of an object file that hold code. */
function codeBytes(object) {
  const { stdout } = run("readelf", ["-SW", object]);
  let bytes = 0;
  for (const [, size] of stdout.matchAll(/ \.text\S* +PROGBITS +\S+ +\S+ +([0-9a-f]+)/g)) {
    bytes += Number.parseInt(size, 16);
  }
  return bytes;
}

function agree(name, results, expected = results[0]) {
  if (results.every((result) => result.trim() === expected.trim())) return;
  throw new Problem(`${name}: checksums differ: ${results.map((r) => r.trim()).join(", ")}`);
}

/** Times of one kernel in milliseconds. */
function times(name, { ffc: own, gcc }, rounds, withGforth) {
  const size = String(KERNELS[name].size);
  const commands = [own.program, gcc.program].map((program) => ({ name: program, argv: [program, size] }));
  const gforth = {
    name: "gforth-fast",
    argv: ["gforth-fast", "-m", "64M", "-d", "8M", "-r", "8M", `${name}.fs`, "-e", "main bye", size],
    options: { cwd: folder },
  };
  agree(
    name,
    commands.map(({ argv }) => run(argv[0], argv.slice(1)).stdout),
  );
  const [ownTime, gccTime] = interleaved(commands, rounds);
  if (!withGforth) return { ffc: ownTime, gcc: gccTime };
  const small = [...gforth.argv.slice(0, -1), String(KERNELS[name].small)];
  const result = execFileSync(small[0], small.slice(1), { cwd: folder, encoding: "utf8", stdio: "pipe" });
  agree(name, [result], KERNELS[name].checksum);
  // It is so much slower that a pair of runs tells enough.
  const [ownNext, gforthTime] = interleaved([commands[0], gforth], 1);
  return { ffc: ownTime, gcc: gccTime, gforth: gforthTime / ownNext };
}

/** Instructions of one kernel at its small size. */
function instructions(name, programs, machine, counter) {
  const { small, checksum } = KERNELS[name];
  const count = (program, size) => {
    const { stdout, stderr } = run(counter[0], [...counter.slice(1), program, String(size)]);
    const found = machine.counted.exec(stderr);
    if (!found) throw new Problem(`${counter[0]} counted nothing:\n${stderr}`);
    return { stdout, n: Number(found[1]) };
  };
  const [own, gcc] = [programs.ffc, programs.gcc].map(({ program }) => {
    const full = count(program, small);
    agree(name, [full.stdout], checksum);
    return full.n - count(program, 1).n;
  });
  return { ffc: own, gcc };
}

const geometricMean = (numbers) =>
  Math.exp(numbers.reduce((sum, n) => sum + Math.log(n), 0) / numbers.length);

/** Columns: title, width, value of a row as text. */
const ratio = (n) => (n === undefined ? "" : n.toFixed(2));
const columnsFor = (counting) => [
  ["", -12, (row) => row.name],
  counting ? ["instructions", 14, (row) => String(row.ffc)] : ["ms", 9, (row) => row.ffc.toFixed(1)],
  ["/ gcc -O2", 11, (row) => ratio(row.ffc / row.gcc)],
  ...(counting ? [] : [["gforth-fast /", 15, (row) => ratio(row.gforth)]]),
  ["code bytes", 12, (row) => String(row.bytes.ffc)],
  ["/ gcc -O2", 11, (row) => ratio(row.bytes.ffc / row.bytes.gcc)],
];

const pad = (text, width) => (width < 0 ? text.padEnd(-width) : text.padStart(width));

function summary(rows, counting) {
  const mean = (figure) => geometricMean(rows.map(figure)).toFixed(2);
  const worst = (figure) => rows.reduce((a, b) => (figure(b) > figure(a) ? b : a));
  const what = counting ? "instructions" : "time";
  const toGcc = (row) => row.ffc / row.gcc;
  const slowest = worst(toGcc);
  console.log(`\n${rows.length} kernels; geometric means:`);
  console.log(`  ${what} / gcc -O2: ${mean(toGcc)}; worst ${slowest.name}, ${ratio(toGcc(slowest))}`);
  if (rows[0].gforth !== undefined) {
    const least = worst((row) => -row.gforth);
    console.log(
      `  gforth-fast / time: ${mean((row) => row.gforth)}; least ${least.name}, ${ratio(least.gforth)}`,
    );
  }
  console.log(`  code / gcc -O2: ${mean((row) => row.bytes.ffc / row.bytes.gcc)}`);
}

function main() {
  const { values: options, positionals } = readArguments();
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const names = positionals.length > 0 ? positionals : Object.keys(KERNELS);
  const unknown = names.filter((name) => KERNELS[name] === undefined);
  if (unknown.length > 0) {
    throw new Problem(`no such kernel: ${unknown.join(", ")}; there are ${Object.keys(KERNELS).join(", ")}`);
  }
  const rounds = Number(options.rounds);
  if (!(Number.isInteger(rounds) && rounds >= 1)) {
    throw new Problem(`--rounds needs a whole number from 1, not "${options.rounds}"`);
  }
  if (!existsSync(ffc)) throw new Problem("dist/ffc.js missing: npm run build");
  const machine = MACHINES[options.arm64 ? "arm64" : "x86-64"];
  const counting = options.instructions || options.arm64;
  const withGforth = !counting && !options["no-gforth"];
  need(machine.needs);
  if (counting && !options.arm64) need(["valgrind"]);
  if (withGforth) need(["gforth-fast"]);

  const scratch = mkdtempSync(join(tmpdir(), "ffc-bench-"));
  try {
    measure(names, machine, { counting, rounds, withGforth }, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function measure(names, machine, { counting, rounds, withGforth }, scratch) {
  const counter = counting ? machine.counter(scratch) : undefined;
  const columns = columnsFor(counting);
  const line = (cells) => console.log(columns.map(([, width], i) => pad(cells[i], width)).join(""));
  line(columns.map(([title]) => title));
  const rows = [];
  for (const name of names) {
    const programs = build(name, machine, scratch);
    const measured = counting
      ? instructions(name, programs, machine, counter)
      : times(name, programs, rounds, withGforth);
    const row = { name, ...measured, bytes: { ffc: programs.ffc.bytes, gcc: programs.gcc.bytes } };
    rows.push(row);
    line(columns.map(([, , text]) => text(row)));
  }
  summary(rows, counting);
}

try {
  main();
} catch (problem) {
  if (!(problem instanceof Problem)) throw problem;
  console.error(problem.message);
  process.exitCode = 1;
}
