/** What random programs seldom build: each pattern of selection once, against the interpreter. */
import { expect, test } from "vitest";
import { interpret } from "../../../../src/codegen/ir/interpret.ts";
import { parseModule } from "../../../../src/codegen/ir/parse.ts";
import type { Module } from "../../../../src/codegen/ir/types.ts";
import { verifyModule } from "../../../../src/codegen/ir/verify.ts";
import { ELF } from "../../../../src/codegen/target/elf.ts";
import { emitX86Module } from "../../../../src/codegen/target/x86-64/module.ts";
import { type Call, emit, emitNewest, mergeModules, runNative } from "./native.ts";

const MIN = -(1n << 63n);
const EDGES = [
  0n,
  1n,
  -1n,
  2n,
  7n,
  -7n,
  63n,
  127n,
  128n,
  255n,
  256n,
  1n << 31n,
  -(1n << 31n),
  1n << 32n,
  -(1n << 63n),
  (1n << 63n) - 1n,
];

/** Each is the body of a function of two inputs a (v1) and b (v2), which are tried on all pairs of EDGES. */
const BODIES: Record<string, string> = {};
const body = (name: string, text: string): void => {
  BODIES[name] = text;
};

for (const op of ["eq", "ne", "lt", "le", "ult", "ule"]) {
  body(`${op} as a value`, `v3 = ${op} v1, v2\nret v0, v3`);
  body(
    `${op} with constants`,
    `v3 = const 128\nv4 = ${op} v1, v3\nv5 = ${op} v3, v2\nv6 = and v4, v5\nret v0, v4, v5`,
  );
  body(`${op} with zero`, `v3 = const 0\nv4 = ${op} v1, v3\nv5 = ${op} v3, v2\nret v0, v4, v5`);
  body(`${op} selects`, `v3 = ${op} v1, v2\nv4 = select v3, v1, v2\nv5 = select v3, v2, v1\nret v0, v4, v5`);
  body(
    `not ${op} selects`,
    `v9 = const 0\nv3 = ${op} v1, v2\nv6 = eq v3, v9\nv4 = select v6, v1, v9\nv5 = select v6, v9, v2\nret v0, v4, v5`,
  );
  body(
    `${op} of bytes in memory`,
    `v3 = addr cells\nstore [v3], v1\nv4 = load8 [v3 + 0]\nv5 = const 128\nv6 = ${op} v4, v5\nv7 = load8 [v3 + 1]\nv8 = ${op} v7, v5\nv9 = select v8, v1, v2\nret v0, v6, v9`,
  );
  body(
    `${op} of cells in memory`,
    `v3 = addr cells\nstore [v3], v1\nv4 = load [v3]\nv5 = ${op} v4, v2\nv6 = load [v3]\nv7 = ${op} v2, v6\nv10 = const -1\nv11 = load [v3]\nv12 = ${op} v11, v10\nv13 = add v7, v12\nret v0, v5, v13`,
  );
}
for (const op of ["eq", "ne", "lt", "le", "ult", "ule"]) {
  for (const right of ["v2", "v10", "v11"]) {
    const constants = "v9 = const 1\nv10 = const 0\nv11 = const 127\n";
    const test = `v3 = ${op} v1, ${right}\n`;
    body(`${op} ${right} and 1`, `${constants}${test}v4 = and v3, v9\nret v0, v4, v2`);
    body(`${op} ${right} negated`, `${constants}${test}v4 = neg v3\nret v0, v4, v2`);
    body(`${op} ${right} added`, `${constants}${test}v4 = add v2, v3\nret v0, v4, v1`);
    body(`${op} ${right} subtracted`, `${constants}${test}v4 = sub v2, v3\nret v0, v4, v1`);
    body(`${op} ${right} subtracted from 127`, `${constants}${test}v4 = sub v11, v3\nret v0, v4, v1`);
    body(
      `${op} ${right} in sums`,
      `${constants}${test}v4 = add v1, v2\nv5 = sub v4, v3\nv6 = ${op} v2, v1\nv7 = sub v2, v1\nv8 = add v7, v6\nret v0, v5, v8`,
    );
  }
}
for (const [left, right] of [
  ["or", "or"],
  ["or", "and"],
  ["and", "or"],
  ["and", "and"],
]) {
  const tests = "v3 = lt v1, v2\nv4 = eq v1, v10\nv5 = ult v2, v11\nv6 = ne v2, v1\n";
  const tree = `v10 = const 7\nv11 = const 128\n${tests}v7 = ${left} v3, v4\nv8 = ${right} v5, v6\nv9 = ${right} v7, v8\n`;
  body(`flags by ${left} and ${right}, selecting`, `${tree}v12 = select v9, v1, v2\nret v0, v12, v2`);
  body(
    `flags by ${left} and ${right}, selecting the opposite`,
    `${tree}v13 = const 0\nv14 = eq v9, v13\nv12 = select v14, v1, v2\nret v0, v12, v2`,
  );
  body(`flags by ${left} and ${right} as a value`, `${tree}ret v0, v9, v2`);
  body(`flags by ${left} and ${right} as a bit`, `${tree}v15 = const 1\nv16 = and v9, v15\nret v0, v16, v2`);
  body(`flags by ${left} and ${right}, negated`, `${tree}v15 = neg v9\nret v0, v15, v2`);
}
for (const factor of [
  6, 7, 10, 11, 12, 13, 15, 17, 19, 21, 24, 25, 27, 31, 33, 37, 41, 45, 63, 72, 73, 81, 100, 257, 2147483647,
]) {
  body(
    `times ${factor}`,
    `v3 = const ${factor}\nv4 = mul v1, v3\nv5 = mul v2, v3\nv6 = add v5, v1\nret v0, v4, v6`,
  );
  body(
    `memory times ${factor}`,
    `v3 = const ${factor}\nv9 = addr cells\nstore [v9 + 8], v1\nv4 = load [v9 + 8]\nv5 = mul v4, v3\nret v0, v5, v2`,
  );
}
for (const factor of [3, 5, 9])
  body(
    `times ${factor} and more`,
    `v3 = const ${factor}\nv4 = mul v1, v3\nv5 = const -7\nv6 = add v4, v5\nret v0, v6, v2`,
  );
for (const [width, bits] of [
  ["8", 56],
  ["16", 48],
  ["32", 32],
]) {
  body(
    `sign of ${width} bits`,
    `v3 = const ${bits}\nv4 = shl v1, v3\nv5 = sar v4, v3\nv9 = addr cells\nstore [v9 + 8], v2\nv6 = load${width} [v9 + 8]\nv7 = shl v6, v3\nv8 = sar v7, v3\nret v0, v5, v8`,
  );
  body(
    `sign of ${width} bits of a cell in memory`,
    `v3 = const ${bits}\nv9 = addr cells\nstore [v9 + 8], v2\nv6 = load [v9 + 8]\nv7 = shl v6, v3\nv8 = sar v7, v3\nret v0, v1, v8`,
  );
  for (const op of ["add", "sub", "and", "or", "xor"]) {
    body(
      `${op} in ${width} bits of memory`,
      `v9 = addr cells\nstore [v9 + 8], v1\nv3 = load${width} [v9 + 8]\nv4 = ${op} v3, v2\nstore${width} [v9 + 8], v4\nv5 = load${width} [v9 + 9]\nv6 = const 200\nv7 = ${op} v5, v6\nstore${width} [v9 + 9], v7\nv8 = load [v9 + 8]\nret v0, v8, v2`,
    );
  }
  for (const op of ["eq", "ne", "lt", "le", "ult", "ule"]) {
    body(
      `${op} of ${width} bits in memory with each other`,
      `v9 = addr cells\nstore [v9 + 8], v1\nstore [v9 + 16], v2\nv3 = load${width} [v9 + 8]\nv4 = load${width} [v9 + 16]\nv5 = ${op} v3, v4\nv6 = const 100\nv7 = and v1, v6\nv8 = load${width} [v9 + 16]\nv10 = ${op} v8, v7\nret v0, v5, v10`,
    );
    body(
      `${op} of ${width} bits in memory with constants`,
      `v9 = addr cells\nstore [v9 + 8], v1\nstore [v9 + 16], v2\nv3 = load${width} [v9 + 8]\nv4 = const 255\nv5 = ${op} v3, v4\nv6 = const 65535\nv7 = load${width} [v9 + 16]\nv8 = ${op} v7, v6\nret v0, v5, v8`,
    );
  }
}
const bit = "v9 = const 1\nv3 = shl v9, v2\n";
body(
  "and not",
  "v3 = not v2\nv4 = and v1, v3\nv5 = select v4, v1, v2\nv6 = not v1\nv7 = and v6, v2\nret v0, v5, v7",
);
body(
  "without the lowest bit",
  "v3 = const -1\nv4 = add v1, v3\nv5 = and v1, v4\nv6 = const 0\nv7 = eq v5, v6\nret v0, v5, v7",
);
body(
  "shifts of one by the other",
  "v3 = shl v1, v2\nv4 = shr v2, v1\nv5 = sar v1, v2\nv6 = xor v3, v4\nret v0, v5, v6",
);
body(
  "rotations of what is used again",
  "v3 = const 13\nv4 = rotl v1, v3\nv5 = add v4, v1\nv6 = rotl32 v2, v3\nv7 = sub v6, v2\nret v0, v5, v7",
);
body("a bit set", `${bit}v4 = or v1, v3\nret v0, v4, v2`);
body("a bit turned", `${bit}v4 = xor v3, v1\nret v0, v4, v2`);
body("a bit cleared", `${bit}v4 = not v3\nv5 = and v4, v1\nret v0, v5, v2`);
body("a bit tested", `${bit}v4 = and v1, v3\nv5 = select v4, v1, v2\nret v0, v5, v2`);
body("no bit", `${bit}v4 = and v3, v1\nv8 = const 0\nv6 = eq v4, v8\nret v0, v6, v2`);
for (const shift of ["shr", "sar"]) {
  body(
    `a bit tested after ${shift}`,
    `v9 = const 1\nv3 = ${shift} v1, v2\nv4 = and v3, v9\nv5 = select v4, v1, v2\nret v0, v5, v2`,
  );
  body(
    `bit 40 tested after ${shift}`,
    `v9 = const 1\nv10 = const 40\nv3 = ${shift} v1, v10\nv4 = and v3, v9\nv5 = select v4, v1, v2\nret v0, v5, v2`,
  );
}
// Doubles: (a, b) and (b, a), low cell first, and ones with constants.
body("double sum", "v3 = add v1, v2\nv4 = add v2, v1\nv5 = ult v3, v1\nv6 = sub v4, v5\nret v0, v3, v6");
body("double sum, by the other term", "v3 = add v1, v2\nv4 = ult v3, v2\nv6 = sub v1, v4\nret v0, v3, v6");
body(
  "double sum with a constant",
  "v9 = const 5\nv3 = add v1, v9\nv5 = ult v3, v9\nv6 = sub v2, v5\nret v0, v3, v6",
);
body(
  "double sum with itself",
  "v3 = add v1, v1\nv4 = add v2, v2\nv5 = ult v3, v1\nv6 = sub v4, v5\nret v0, v3, v6",
);
body(
  "double sum whose low half is used in between",
  "v3 = add v1, v2\nv7 = xor v3, v2\nv4 = add v7, v1\nv5 = ult v3, v1\nv6 = sub v4, v5\nret v0, v3, v6",
);
body(
  "double sums of three",
  "v3 = add v1, v2\nv4 = ult v3, v1\nv5 = sub v2, v4\nv6 = add v3, v2\nv7 = ult v6, v3\nv8 = add v5, v1\nv9 = sub v8, v7\nret v0, v6, v9",
);
body(
  "double difference",
  "v3 = ult v1, v2\nv4 = sub v1, v2\nv5 = add v3, v2\nv6 = sub v5, v1\nret v0, v4, v6",
);
body(
  "double difference, other order",
  "v4 = sub v1, v2\nv3 = ult v1, v2\nv5 = sub v2, v1\nv6 = add v5, v3\nret v0, v4, v6",
);
body(
  "double difference, low half later",
  "v3 = ult v1, v2\nv5 = sub v2, v1\nv6 = add v5, v3\nv4 = sub v1, v2\nret v0, v4, v6",
);
for (const less of ["lt", "ult"]) {
  const compare = (ah: string, bh: string, al: string, bl: string): string =>
    `v3 = ${less} ${ah}, ${bh}\nv4 = eq ${bh}, ${ah}\nv5 = ult ${al}, ${bl}\nv6 = and v5, v4\nv7 = or v6, v3\n`;
  for (const [name, text] of [
    ["crossed", compare("v1", "v2", "v2", "v1")],
    ["equal high cells", `v9 = const 0\nv10 = or v1, v9\n${compare("v10", "v1", "v2", "v10")}`],
    ["a constant", `v9 = const 127\nv10 = const 1\n${compare("v1", "v9", "v2", "v10")}`],
  ] as const) {
    body(`double ${less}: ${name}, as a value`, `${text}ret v0, v7, v2`);
    body(`double ${less}: ${name}, as a bit`, `${text}v20 = const 1\nv8 = and v7, v20\nret v0, v8, v2`);
    body(`double ${less}: ${name}, negated`, `${text}v8 = neg v7\nret v0, v8, v2`);
    body(`double ${less}: ${name}, selects`, `${text}v8 = select v7, v1, v2\nret v0, v8, v2`);
  }
}
body(
  "bits tested",
  `v3 = and v1, v2\nv4 = select v3, v1, v2\nv5 = const 64\nv6 = and v1, v5\nv7 = const 0\nv8 = eq v6, v7\nret v0, v4, v8`,
);
body(
  "wide bits tested",
  `v3 = const -4294967296\nv5 = and v1, v3\nv6 = select v5, v1, v2\nv7 = const 2147483648\nv8 = and v2, v7\nv9 = select v8, v2, v1\nret v0, v6, v9`,
);
for (const scale of [0, 1, 2, 3, 4]) {
  body(
    `address with index * 2^${scale}`,
    `v3 = const ${scale}\nv4 = const 1\nv5 = and v1, v4\nv6 = shl v5, v3\nv7 = addr cells\nstore [v7 + 8], v3\nstore [v7 + 16], v3\nv8 = add v7, v6\nstore [v8 + 8], v2\nv9 = load [v8 + 8]\nv10 = load [v7 + 8]\nret v0, v9, v10`,
  );
  body(
    `sum with b * 2^${scale}`,
    `v3 = const ${scale}\nv4 = shl v2, v3\nv5 = add v1, v4\nv6 = const 100\nv7 = add v5, v6\nv8 = add v4, v6\nret v0, v7, v8`,
  );
}
for (const constant of [
  0n,
  1n,
  -1n,
  127n,
  128n,
  -128n,
  255n,
  65535n,
  0xffffffffn,
  0x7fffffffn,
  -0x80000000n,
  0x123456789an,
  3n,
  5n,
  9n,
  10n,
  -(1n << 63n),
]) {
  for (const op of ["add", "sub", "and", "or", "xor", "mul"]) {
    body(`${op} ${constant}`, `v3 = const ${constant}\nv4 = ${op} v1, v3\nv5 = ${op} v3, v2\nret v0, v4, v5`);
  }
}
for (const op of ["shl", "shr", "sar"]) {
  for (const count of [0, 1, 7, 63])
    body(`${op} ${count}`, `v3 = const ${count}\nv4 = ${op} v1, v3\nv5 = ${op} v3, v2\nret v0, v4, v5`);
  body(`${op} by itself`, `v4 = ${op} v1, v1\nv5 = ${op} v2, v1\nret v0, v4, v5`);
}
for (const op of ["rotl", "rotl32"]) {
  for (const count of [0, 1, 7, 31, 32, 63])
    body(`${op} ${count}`, `v3 = const ${count}\nv4 = ${op} v1, v3\nv5 = ${op} v3, v2\nret v0, v4, v5`);
  body(`${op} by itself`, `v4 = ${op} v1, v1\nv5 = ${op} v2, v1\nret v0, v4, v5`);
}
body("product, both cells", "v3 = umulh v1, v2\nv4 = mul v1, v2\nret v0, v4, v3");
body("signed product, both cells", "v4 = mul v1, v2\nv3 = mulh v1, v2\nret v0, v4, v3");
body("square", "v4 = mul v1, v1\nv3 = mulh v1, v1\nv5 = umulh v2, v2\nret v0, v4, v5");
for (const [div, rem] of [
  ["fldiv", "flmod"],
  ["sdiv", "srem"],
  ["udiv", "urem"],
]) {
  // v3: b made odd and positive or negative, never 0 or -1.
  const odd =
    "v6 = const 1\nv7 = or v2, v6\nv8 = const 2\nv9 = shr v7, v8\nv10 = add v9, v8\nv11 = const 0\nv12 = lt v1, v11\nv13 = neg v10\nv3 = select v12, v10, v13";
  body(`${div} and ${rem}`, `${odd}\nv4 = ${div} v1, v3\nv5 = ${rem} v1, v3\nret v0, v4, v5`);
  body(`${rem} before ${div}`, `${odd}\nv5 = ${rem} v2, v3\nv4 = ${div} v2, v3\nret v0, v4, v5`);
  body(
    `${div} twice, ${rem} twice`,
    `${odd}\nv5 = ${rem} v2, v3\nv4 = ${div} v2, v3\nv20 = ${rem} v2, v3\nv21 = ${div} v2, v3\nv22 = add v5, v20\nv23 = sub v4, v21\nret v0, v22, v23`,
  );
  for (const divisor of [1n, 2n, 8n, 1n << 40n, 10n, -3n, 7n]) {
    body(
      `${div}, ${rem} by ${divisor}`,
      `v3 = const ${divisor}\nv4 = ${div} v1, v3\nv5 = ${rem} v2, v3\nv6 = ${rem} v1, v3\nv7 = add v5, v6\nret v0, v4, v7`,
    );
  }
}
body(
  "double by single",
  "v3 = const 1\nv4 = or v2, v3\nv5 = const 1\nv6 = shr v4, v5\nv7 = const 4\nv8 = add v6, v7\nv9 = const 3\nv10 = udiv2 v1, v9, v8\nv11 = urem2 v1, v9, v8\nret v0, v10, v11",
);
body(
  "update of a cell",
  "v3 = addr cells\nstore [v3], v1\nv4 = load [v3]\nv5 = add v4, v2\nstore [v3], v5\nv6 = load [v3]\nv7 = const 5\nv8 = xor v6, v7\nstore [v3], v8\nv9 = load [v3]\nv10 = sub v9, v1\nstore [v3], v10\nv11 = load [v3]\nret v0, v11, v5",
);
body(
  "no update across a store",
  "v3 = addr cells\nstore [v3], v1\nv4 = load [v3]\nstore [v3], v2\nv5 = add v4, v2\nstore [v3], v5\nv11 = load [v3]\nret v0, v11, v4",
);
body(
  "narrow stores",
  "v3 = addr cells\nstore [v3], v1\nv4 = const 255\nv5 = and v2, v4\nstore8 [v3 + 2], v5\nstore16 [v3 + 4], v2\nv6 = const 70000\nstore16 [v3 + 6], v6\nv7 = const -1\nstore32 [v3 + 8], v7\nstore32 [v3 + 12], v2\nv8 = load [v3]\nv9 = load [v3 + 8]\nret v0, v8, v9",
);
body(
  "low bits of a cell",
  "v3 = addr cells\nstore [v3], v1\nstore [v3 + 8], v2\nv4 = load [v3]\nv5 = const 65535\nv6 = and v4, v5\nv7 = load [v3 + 8]\nv8 = const 4294967295\nv9 = and v7, v8\nv10 = load [v3 + 8]\nv11 = const 255\nv12 = and v10, v11\nv13 = add v9, v12\nret v0, v6, v13",
);
body(
  "atomics",
  "v3 = addr cells\natomic_store v3, v1\nv4 = atomic_add v3, v2\nv5 = atomic_load v3\nv6 = atomic_cas v3, v5, v1\nv7 = atomic_cas v3, v2, v2\nv8 = atomic_load v3\nv9 = xor v4, v6\nv10 = add v7, v8\nret v0, v9, v10",
);
body(
  "user area",
  "v3 = user 520\nstore [v3], v1\nv4 = user 528\nstore [v4 + 8], v2\nv5 = load [v3]\nv6 = user 16\nv7 = load [v6]\nv8 = load [v3 + 16]\nv9 = add v7, v8\nret v0, v5, v9",
);
body(
  "memory below the stack pointer, touched",
  "v3 = const 16\nv4 = sub v0, v3\nstore [v4], v1\nstore [v4 + 8], v2\ntouch [v4 + 8]\nv5 = load [v0 - 8]\nv6 = load [v4]\nret v0, v5, v6",
);
body(
  "constants out",
  "v3 = const 0\nv4 = const 81985529216486895\nv5 = and v1, v4\nv6 = select v5, v3, v4\nret v0, v6, v4",
);
body("exchange", "ret v0, v2, v1");
body("inputs twice", "ret v0, v2, v2");
body(
  "floats in memory",
  "v3 = addr cells\nstore [v3], v1\nstore [v3 + 8], v2\nv4 = fload [v3]\nv5 = fload [v3 + 8]\nfstore [v3], v5\nfstore [v3 + 8], v4\nv6 = fconst 4611686018427387904\nv9 = fconst 0\nfstore [v3 + 16], v6\nfstore [v3 + 24], v9\nccall ffc_emit(v1)\nfstore [v3 + 24], v4\nv7 = load [v3]\nv8 = load [v3 + 24]\nret v0, v7, v8",
);
body("negation", "v3 = neg v1\nv4 = not v2\nret v0, v3, v4");
body(
  "traps",
  "v3 = const 7\nv4 = eq v1, v3\ntrapif v4, -10\nv5 = ult v1, v2\nv6 = const 0\nv7 = eq v5, v6\ntrapif v7, -300\nret v0, v1, v2",
);

/** Without addresses as immediates, and with directives for a debugger: the other ways to write a module. */
const independent = (module: Module): string =>
  emitX86Module(module, { checkAllocation: true, debugInfo: true }, { syntax: ELF, absolute: false });

test("operations, for all pairs of edge cases", () => {
  const names = Object.keys(BODIES);
  const text = (i: number): string =>
    `func reg f${i} (2 -- 2) "f" {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\n${BODIES[names[i]!]}\n}\n`;
  const source = names.map((_, i) => text(i).replace(/ret v0, (v\d+)$/m, "ret v0, $1, $1"));
  const whole = `entry main\nfunc reg main (0 -- 0) "main" {\nb0:\nv0 = sp\nret v0\n}\n${source.join("").replace(/^(v\d+ = load8? .*)$/gm, "$1 @1")}data cells align 8 size 64 {\n}\nposition 1 "a.fs" 7 "f"\n`;
  const module = parseModule(whole);
  expect(verifyModule(module)).toEqual([]);
  const calls: Call[] = [];
  const wanted: unknown[] = [];
  for (let i = 0; i < names.length; i++) {
    const alone = parseModule(
      `entry main\nfunc reg main (0 -- 0) "main" {\nb0:\nv0 = sp\nret v0\n}\n${source[i]}data cells align 8 size 64 {\n}\n`,
    );
    for (const a of EDGES) {
      for (const b of EDGES) {
        const run = interpret(alone, { func: `f${i}`, inputs: [a, b] });
        calls.push({ func: `f${i}`, inputs: [a, b] });
        wanted.push({
          name: names[i],
          a,
          b,
          end: run.end,
          code: run.code,
          results: run.end === "return" ? run.results : [],
        });
      }
    }
  }
  for (const emitted of [emit, independent, emitNewest]) {
    const got = runNative(module, calls, emitted).map(({ end, code, results }, i) => ({
      name: (wanted[i] as { name: string }).name,
      a: calls[i]!.inputs[0],
      b: calls[i]!.inputs[1],
      end,
      code,
      results,
    }));
    const differences = got.filter((outcome, i) => !sameOutcome(outcome, wanted[i])).slice(0, 5);
    const expected = differences.map((outcome) => wanted[got.indexOf(outcome)]);
    expect(differences).toEqual(expected);
    expect(got.length).toBe(names.length * EDGES.length * EDGES.length);
  }
}, 240_000);

const show = (value: unknown): string =>
  JSON.stringify(value, (_, v) => (typeof v === "bigint" ? String(v) : v));
const sameOutcome = (a: unknown, b: unknown): boolean => show(a) === show(b);

/** Programs of several blocks and functions: name, text, function, inputs. */
const PROGRAMS: [string, string, string, bigint[][]][] = [
  [
    "return stack without static depth",
    `func reg f (2 -- 2) "f" dynamic-return-stack {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  v9 = const 0
  jump b1
b1: from b0, b2
  v3 = phi v1, v5
  v4 = const 1
  v6 = le v3, v9
  br v6, b3, b2
b2: from b1
  rpush v3
  v5 = sub v3, v4
  jump b1
b3: from b1
  rpush v2
  v10 = rpeek 0
  v11 = rpop
  ccall ffc_emit(v10)
  jump b4
b4: from b3, b5
  v12 = phi v9, v15
  v13 = phi v3, v16
  v14 = lt v13, v1
  br v14, b5, b6
b5: from b4
  v17 = rpop
  v15 = add v12, v17
  v16 = add v13, v4
  jump b4
b6: from b4
  ret v0, v12, v11
}`,
    "f",
    [
      [5n, 65n],
      [0n, 66n],
      [1n, 67n],
    ],
  ],
  [
    "tail calls in a loop, through tokens too",
    `func stack f (2 -- 1) "f" {
b0:
  v0 = sp
  v1 = load [v0]
  v2 = const 0
  v3 = eq v1, v2
  br v3, b1, b2
b1: from b0
  v4 = const 8
  v5 = add v0, v4
  ret v5
b2: from b0
  v6 = const 1
  v7 = sub v1, v6
  store [v0], v7
  v8 = load [v0 + 8]
  v9 = add v8, v1
  store [v0 + 8], v9
  v10 = addr token_f
  v11 = and v1, v6
  br v11, b3, b4
b3: from b2
  tailicall v0, v10
b4: from b2
  tailcall f(v0)
}
token token_f func f spawn 2`,
    "f",
    [
      [0n, 10n],
      [100n, 1000n],
    ],
  ],
  [
    "a tail call with its inputs permuted",
    `func reg f (4 -- 2) "f" {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  v3 = param 2
  v4 = param 3
  v5 = const 0
  v6 = eq v4, v5
  br v6, b1, b2
b1: from b0
  v10 = sub v1, v2
  v11 = mul v3, v2
  ret v0, v10, v11
b2: from b0
  v7 = const 1
  v8 = sub v4, v7
  tailcall f(v0, v3, v1, v2, v8)
}`,
    "f",
    [
      [1n, 20n, 300n, 0n],
      [1n, 20n, 300n, 1n],
      [1n, 20n, 300n, 5n],
    ],
  ],
  [
    "phis that exchange their values",
    `func reg f (3 -- 2) "f" {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  v3 = param 2
  v9 = fconst 4607182418800017408
  v19 = fconst 4611686018427387904
  jump b1
b1: from b0, b1
  v4 = phi v1, v5
  v5 = phi v2, v4
  v6 = phi v3, v8
  v10 = phi f64 v9, v11
  v11 = phi f64 v19, v10
  v7 = const 1
  v8 = sub v6, v7
  v12 = const 0
  v13 = lt v12, v8
  br v13, b1, b2
b2: from b1
  v14 = addr cells
  fstore [v14], v10
  v15 = load [v14]
  v16 = xor v4, v15
  ret v0, v16, v5
}
data cells align 8 size 64 {
}`,
    "f",
    [
      [3n, 4n, 1n],
      [3n, 4n, 2n],
      [3n, 4n, 7n],
    ],
  ],
  [
    "a reg function that calls stack functions and catches",
    `func stack g (1 -- 2) "g" {
b0:
  v0 = sp
  v1 = load [v0]
  v2 = const 13
  v3 = eq v1, v2
  trapif v3, -24
  v4 = add v1, v2
  store [v0], v4
  store [v0 - 8], v1
  v5 = const 8
  v6 = sub v0, v5
  ret v6
}
func reg f (2 -- 2) "f" {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  v3 = const 8
  v4 = sub v0, v3
  store [v4], v1
  v5 = addr token_g
  v6, v7 = catch v4, v5
  br v7, b1, b2
b1: from b0
  v8 = add v7, v2
  ret v0, v8, v1
b2: from b0
  v9 = load [v6]
  v10 = load [v6 + 8]
  v11 = sub v0, v3
  store [v11], v10
  v12 = call g(v11)
  v13 = load [v12 + 8]
  v14 = add v9, v2
  ret v0, v13, v14
}
token token_g func g spawn 1`,
    "f",
    [
      [13n, 5n],
      [12n, 5n],
      [1n << 40n, 5n],
    ],
  ],
  [
    "floats live across a call",
    `func reg f (2 -- 2) "f" {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  v3 = addr cells
  store [v3], v1
  v4 = fload [v3]
  v5 = fconst 4611686018427387904
  br v2, b1, b2
b1: from b0
  ccall ffc_emit(v1)
  jump b3
b2: from b0
  jump b3
b3: from b1, b2
  v6 = phi f64 v4, v5
  fstore [v3], v6
  fstore [v3 + 8], v4
  v7 = load [v3]
  v8 = load [v3 + 8]
  ret v0, v7, v8
}
data cells align 8 size 64 {
}`,
    "f",
    [
      [65n, 1n],
      [66n, 0n],
    ],
  ],
];

PROGRAMS.push([
  "a branch on the comparison of doubles",
  `func reg f (4 -- 1) "f" {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  v3 = param 2
  v4 = param 3
  v5 = lt v2, v4
  v6 = eq v2, v4
  v7 = ult v1, v3
  v8 = and v6, v7
  v9 = or v5, v8
  br v9, b1, b2
b1: from b0
  ret v0, v1
b2: from b0
  ret v0, v4
}`,
  "f",
  [
    [1n, 2n, 3n, 4n],
    [1n, -2n, 3n, -2n],
    [-1n, -2n, 3n, -2n],
    [3n, -2n, 3n, -2n],
    [5n, 4n, 3n, -4n],
    [5n, MIN, 3n, -MIN - 1n],
  ],
]);

test.each(PROGRAMS)("%s", (_, text, func, inputs) => {
  const main = `entry main\nfunc reg main (0 -- 0) "main" {\nb0:\nv0 = sp\nret v0\n}\n`;
  const module = parseModule(main + text);
  expect(verifyModule(module)).toEqual([]);
  for (const values of inputs) {
    const run = interpret(parseModule(main + text), { func, inputs: values });
    const [outcome] = runNative(parseModule(main + text), [{ func, inputs: values }]);
    expect({
      end: outcome!.end,
      code: outcome!.code,
      results: outcome!.results,
      output: outcome!.output,
    }).toEqual({
      end: run.end,
      code: run.code,
      results: run.results,
      output: run.output,
    });
  }
});

/** Values of main's data after `reg` words ran through their tokens. */
test("a reg word entered through its token", () => {
  const text = `entry main
func reg twice (2 -- 2) "twice" {
b0:
  v0 = sp
  v1 = param 0
  v2 = param 1
  v3 = add v1, v1
  v4 = sub v2, v1
  ret v0, v3, v4
}
func stack run (2 -- 2) "run" {
b0:
  v0 = sp
  v1 = addr t
  v2 = icall v0, v1
  v3 = icall v2, v1
  ret v3
}
func reg main (0 -- 0) "main" {
b0:
  v0 = sp
  ret v0
}
token t func twice spawn 2`;
  const [outcome] = runNative(mergeModules([parseModule(text)]), [{ func: "m0_run", inputs: [5n, 100n] }]);
  expect(outcome!.results).toEqual([20n, 85n]);
});
