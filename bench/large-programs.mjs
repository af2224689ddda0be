/**
 * How the time of a build grows with the program: 1,000, 10,000 and 100,000 lines, generated, all of them
 * reached from the top level. Milliseconds a line beyond Node's own start, and times `node -e 0`.
 *
 *     node bench/large-programs.mjs [ROUNDS]             measures
 *     node bench/large-programs.mjs --warm               the compiler alone, once V8 has optimized it: how the time
 *                                                        grows with the program, not with the age of the process
 *     node bench/large-programs.mjs --generate LINES     prints such a program
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { esbuildLibrary } from "../scripts/forth-library.mjs";
import { LIST_OF, plainLoops } from "../scripts/plain-loops.mjs";
import { interleaved } from "./measure.mjs";

const SIZES = [1_000, 10_000, 100_000];

/** Numbers that look random and are the same each time (Marsaglia's xorshift). */
function randomNumbers(seed) {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/**
 * Templates of what people write: each gives the lines of a few definitions. `$n` is the number of the
 * definition, `$c` a small number, `$f` a word ( n -- n ) defined before, `$g` one ( a b -- n ).
 * All define `f$n ( n -- n )` or `g$n ( a b -- n )`.
 */
const TEMPLATES = [
  {
    makes: "f",
    text: `
: f$n ( n -- n2 )
  dup 3 * swap $c + xor
  dup 1 and if $c - else 2/ then ;
`,
  },
  {
    makes: "g",
    text: `
: g$n ( a b -- n )
  2dup > if swap then
  over - abs
  dup $c > if drop $f else + then
  $c mod ;
`,
  },
  {
    makes: "f",
    text: `
variable count$n
: f$n ( n -- n2 )
  1 count$n +!
  0 swap $c and 1+ 0 do
    i + dup $c > if i - then
  loop
  count$n @ + ;
`,
  },
  {
    makes: "g",
    text: `
: g$n {: a b | sum -- n :}
  a b + to sum
  begin sum $c > while
    sum 2/ to sum
    a 1+ to a
  repeat
  sum a xor b $g ;
`,
  },
  {
    makes: "f",
    text: `
create table$n 1 , $c , 3 , 5 , 8 , 13 , 21 , 34 ,
: entry$n ( n -- addr )  7 and cells table$n + ;
: f$n ( n -- n2 )
  dup entry$n @ swap
  $f entry$n
  dup @ 1+ over ! @
  + ;
`,
  },
  {
    makes: "f",
    text: `
\\ Says what it was given if that is a rare value.
: f$n ( n -- n2 )
  dup $c 7919 * = if
    ." word $n was given " dup . cr
  then
  case
    0 of 1 endof
    1 of $c endof
    $c of 2 endof
    dup $f swap
  endcase ;
`,
  },
  {
    makes: "g",
    text: `
$c constant limit$n
: g$n ( a b -- n )
  limit$n min swap limit$n max
  s" name of $n" nip +
  $g
  dup 0< if negate then ;
`,
  },
  {
    makes: "f",
    text: `
: f$n ( n -- n2 )
  >r 0 r@ $g
  r> $c /mod + swap
  begin
    1 rshift dup
  while
    swap $c xor swap
  repeat
  drop ;
`,
  },
  {
    makes: "f",
    text: `
0 value state$n
: step$n ( n -- )  state$n + $c and to state$n ;
: f$n ( n -- n2 )
  5 0 do
    dup i + $f step$n
    state$n $c > if leave then
  loop
  drop state$n ;
`,
  },
];

/** A program of just so many lines. */
export function generate(lines) {
  const random = randomNumbers(20121101);
  const out = [
    `\\ Generated: ${lines} lines.`,
    ": f0 ( n -- n2 )  1+ ;",
    ": g0 ( a b -- n )  + 65535 and ;",
    "variable total",
  ];
  const words = { f: ["f0"], g: ["g0"] };
  /** Calls go to recent words: programs are made of neighbourhoods. */
  const earlier = (kind) => {
    const known = words[kind];
    return known[known.length - 1 - random(Math.min(known.length, 40))];
  };
  const uses = [];
  let depth = 0;
  for (let n = 1; ; n++) {
    const { makes, text } = TEMPLATES[random(TEMPLATES.length)];
    const definition = text
      .trim()
      .replaceAll("$n", String(n))
      .replace(/\$c/g, () => String(3 + random(250)))
      // Not too deep: a chain of calls would run for ever.
      .replace(/\$f/g, () => (depth++ % 3 === 0 ? "f0" : earlier("f")))
      .replace(/\$g/g, () => (depth++ % 3 === 0 ? "g0" : earlier("g")))
      .split("\n");
    const use = makes === "f" ? `${n} f${n} total +!` : `${n} ${random(99)} g${n} total +!`;
    // Besides it a blank line, one that uses it, and two around those.
    if (out.length + definition.length + 1 + uses.length + 1 + 2 > lines) break;
    out.push(...definition, "");
    uses.push(use);
    words[makes].push(`${makes}${n}`);
  }
  while (out.length + uses.length + 2 < lines) out.push("\\ filled up");
  // What depends on the arguments is left to the running program, and so is all that follows.
  out.push("argc @ total !", ...uses, "total @ . cr");
  return `${out.join("\n")}\n`;
}

function measure(rounds) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const ffc = join(root, "dist/ffc.js");
  const node = process.execPath;
  const folder = mkdtempSync(join(tmpdir(), "ffc-bench-"));
  try {
    const commands = [{ name: "node -e 0", argv: [node, "-e", "0"] }];
    for (const size of SIZES) {
      const source = join(folder, `p${size}.fs`);
      writeFileSync(source, generate(size));
      commands.push({
        name: `${size} lines`,
        size,
        output: join(folder, `p${size}`),
        argv: [ffc, "build", "-q", source, "-o", join(folder, `p${size}`)],
      });
    }
    const medians = interleaved(commands, rounds);
    const [nodeAlone] = medians;
    console.log(`node -e 0     ${nodeAlone.toFixed(1).padStart(8)} ms`);
    commands.forEach(({ name, size, output }, i) => {
      if (size === undefined) return;
      const perLine = ((medians[i] - nodeAlone) / size) * 1000;
      console.log(
        `${name.padEnd(13)} ${medians[i].toFixed(1).padStart(8)} ms` +
          `${(medians[i] / nodeAlone).toFixed(1).padStart(8)}x` +
          `${perLine.toFixed(1).padStart(8)} µs a line  ${statSync(output).size} bytes`,
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From source to assembly in one process, again and again: until V8 has optimized all, and then measured. */
async function measureWarm() {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "ffc-bench-"));
  try {
    const outfile = join(folder, "compiler.cjs");
    const contents = `export { compile } from "./src/driver.ts";
      export { x86_64Linux } from "./src/codegen/target/targets.ts";`;
    await build({
      absWorkingDir: root,
      stdin: { resolveDir: root, loader: "ts", contents },
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      plugins: [esbuildLibrary, plainLoops],
      banner: { js: LIST_OF },
      outfile,
    });
    const { compile, x86_64Linux } = (await import(pathToFileURL(outfile).href)).default;
    const once = (text) => {
      const start = process.hrtime.bigint();
      compile({
        file: "program.fs",
        target: x86_64Linux,
        level: 2,
        loadEval: true,
        strict: false,
        debugInfo: false,
        disabledPasses: new Set(),
        selfCheck: false,
        emit: "asm",
        readFile: () => text,
      });
      return Number(process.hrtime.bigint() - start) / 1e6;
    };
    const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
    const programs = SIZES.map(generate);
    console.log(`1000 lines in a new process: ${once(programs[0]).toFixed(1)} ms`);
    for (let k = 0; k < 30; k++) once(programs[0]);
    for (let k = 0; k < 3; k++) once(programs[1]);
    programs.forEach((text, i) => {
      const milliseconds = median(Array.from({ length: i === 2 ? 3 : 9 }, () => once(text)));
      const perLine = (milliseconds / SIZES[i]) * 1000;
      console.log(
        `${`${SIZES[i]} lines`.padEnd(13)} ${milliseconds.toFixed(1).padStart(8)} ms` +
          `${perLine.toFixed(1).padStart(8)} µs a line`,
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[2] === "--warm") await measureWarm();
else if (process.argv[2] === "--generate") process.stdout.write(generate(Number(process.argv[3])));
else measure(Number(process.argv[2] ?? 5));
