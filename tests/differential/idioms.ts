/**
 * Code as people write it, which optimizations look for: walks over arrays, searches, sums, dense `case`s, ranges that are
 * tested twice, division by a constant, words that call themselves on the way to a sum. Each is a text with
 * holes: `#` a number, `/#` a divisor, `~` a float, and
 *
 *   A B   arrays of eight cells, not always two   V   a variable         P   a pointer into A
 *   F     an array of eight floats                U   ( x -- y )         O   ( x y -- z )
 *   K     a number from 0 to 7                    M   takes a cell into the checksum, R a float
 *   E     a word that takes a cell and leaves no number of cells that could be known
 */
import type { Random } from "./random.ts";

/** [weight, cells taken, cells left, steps, texts] */
type Idiom = readonly [weight: number, ins: number, outs: number, steps: number, texts: readonly string[]];

/** Loops over arrays by index, by address, with steps of all kinds. */
const WALKS: readonly Idiom[] = [
  [
    4,
    0,
    1,
    90,
    [
      "0 8 0 do A i cells + @ O loop",
      "0 8 0 do A i cells + @ U O loop",
      "0 8 0 do A i cells + @ B i cells + @ O O loop",
      "0 8 0 do A i cells + @ B 7 i - cells + @ * + loop",
      "0 8 1 do A i cells + dup @ swap 8 - @ O O 2 +loop",
      "0 0 7 do A i cells + @ O -1 +loop",
      "0 0 7 do A i cells + @ U O -3 +loop",
      "0 A 64 bounds do i @ O 8 +loop",
      "0 A 64 bounds do i @ U O 1 cells +loop",
      "0 A 64 bounds ?do i l@ O 4 +loop",
      "0 A 64 bounds ?do i w@ U O 2 +loop",
      "0 A 32 bounds do i c@ O loop",
      "0 A dup 56 + do i @ O -8 +loop",
      "0 32 0 do A i + c@ U O 3 +loop",
      "0 A 40 over + swap do i c@ i 1+ c@ O O 5 +loop",
      "# 8 0 do i * A i cells + @ O loop",
      "0 4 0 do 4 0 do A i j + cells + @ i j * O O loop loop",
      "0 3 0 do 2 0 do A j 2* i + cells + @ O loop B i cells + @ O loop",
      "0 8 0 do 3 0 do j i O O loop loop",
      "0 6 0 do i U O i 2 and if i O then loop",
    ],
  ],
  [
    3,
    0,
    0,
    90,
    [
      "8 0 do A i cells + dup @ U swap ! loop",
      "8 0 do A i cells + @ U B i cells + ! loop",
      "8 0 do A i cells + @ B 7 i - cells + ! loop",
      "8 0 do i U A i cells + ! loop",
      "7 0 do A i cells + @ A i 1+ cells + ! loop",
      "7 0 do A i 1+ cells + @ A i cells + +! loop",
      "0 6 do A i cells + @ A i 1+ cells + ! -1 +loop",
      "64 0 do i U A i + c! 7 +loop",
      "A 64 bounds do i c@ U i c! 3 +loop",
      "A 64 bounds do i l@ U i l! 4 +loop",
      "A 64 bounds do i w@ U i w! 2 +loop",
      "8 0 do V @ i O V ! loop",
      "8 0 do V @ A i cells + +! loop",
      "8 0 do A i cells + @ V +! loop",
      "5 0 do i V +! V @ M loop",
      "6 0 do V @ U V ! i 3 = if V @ M then loop",
      "8 0 do P @ @ # O A i cells + ! loop",
      "8 0 do P @ @ U P @ ! A K cells + @ M loop",
      "4 0 do 2 0 do A j 2* i + cells + dup @ U swap ! loop loop",
      "3 0 do 3 0 do A i j + cells + @ V @ O V ! loop loop",
    ],
  ],
  [
    3,
    1,
    1,
    90,
    [
      "8 0 do A i cells + @ over * U O loop",
      "8 0 do dup A i cells + @ O V +! loop",
      "7 and 0 swap 0 ?do A i cells + @ O loop",
      "7 and 0 swap 0 +do A i cells + @ O loop",
      "7 and 0 swap 0 u+do i U O loop",
      "7 and 0 0 rot -do A i cells + @ O 1 -loop",
      "7 and 0 0 rot u-do i O 2 -loop",
      "3 and 1+ 0 8 0 do A i cells + @ O over +loop nip",
      "3 and 1+ negate 0 0 7 do i U O over +loop nip",
      "7 and 1+ 0 swap 0 do i i * O loop",
      "7 and 1+ 1 swap 1 ?do i * loop",
      "1 6 0 do over * U loop nip",
      "0 6 0 do over i O O loop nip",
      "0 8 0 do over A i cells + @ < if i O then loop nip",
      "8 0 do A i cells + @ max loop",
      "8 0 do A i cells + @ 2dup > if swap then drop loop",
      "-1 8 0 do over A i cells + @ = if drop i leave then loop nip",
      "-1 8 0 do A i cells + @ 255 and # 255 and = if drop i leave then loop O",
      "A K cells + ! 0 8 0 do A i cells + @ O dup # > if leave then loop",
      "0 A 64 begin dup while over c@ >r 1 /string rot r> O -rot repeat 2drop O",
      "0 swap 65535 and begin dup while dup 1 and rot + swap 1 rshift repeat drop",
      "65535 and 0 begin over while 10 * over 10 mod + swap 10 / swap repeat nip",
      "5 0 do dup /# / i O O loop",
      "5 0 do i 7 > if dup 0 / M then U loop",
      "5 0 do i 9 > if 0 @ M then A i cells + @ O loop",
      "7 and 5 swap begin dup while 1- swap U swap repeat drop",
      "15 and begin dup 3 > while 1- dup 6 = if 2 - then repeat",
      "31 and begin dup 7 > while 3 - dup 1 and until then",
    ],
  ],
  [
    1,
    2,
    1,
    120,
    [
      "255 and 1+ swap 255 and 1+ begin dup while tuck mod repeat drop",
      "15 and 1+ swap 15 and 1+ begin 2dup <> while 2dup > if swap then over - repeat drop",
      "7 and 1 swap 0 ?do over * loop nip",
      "15 and 0 -rot begin dup while dup 1 and if >r tuck + swap r> then swap 2* swap 2/ repeat 2drop",
      "4 0 do over i O O loop nip",
      "8 0 do 2dup O V +! swap U loop O",
    ],
  ],
];

/** Tests that decide others, and values whose range is known. */
const TESTS: readonly Idiom[] = [
  [
    3,
    1,
    1,
    16,
    [
      "dup 10 < if dup 5 < if U else 1+ then else dup 20 < if 2* then then",
      "dup # < if dup # < if U else negate then else U then",
      "dup # > over # < and if U else 2/ then",
      "dup # < over # > or if U else invert then",
      "dup 0< over 1 and 0<> and if U then",
      "dup # = over # = or over # = or if U then",
      "dup 0= if drop # else dup 0> if U then then",
      "255 and dup 256 < if U else 0 / then",
      "7 and dup 8 u< if A over cells + @ O then",
      "0 max 7 min dup cells A + @ O",
      "dup 0 8 within if cells A + @ else U then",
      "dup 7 u> if drop 7 then cells A + @",
      "15 and dup 3 < if U else dup 12 > if U then 16 /mod O then",
      "1023 and /# /mod O",
      "dup abs dup 0< if drop 1 then O",
      "dup 1 and if 1 else 0 then if U else 1+ then",
      "dup 5 > dup >r if U then r> if negate then",
      "dup # < tuck if U then swap if 1- then",
      "dup 0< 0= 0= if negate then",
      "dup 0< if -1 else 0 then 2 and +",
      "# = if 0 else 1 then",
      "dup 63 > if drop 63 then dup 0< if drop 0 then",
      "dup 100 > if 100 - then dup 100 > if 100 - then",
      "dup 1 and if 3 * 1+ else 2/ then dup 1 and if 3 * 1+ else 2/ then",
      "?dup if U else # then ?dup 0= if # then",
      "dup 32 arshift 0= if U then",
      "255 and dup 128 < if else 256 - then",
      "dup 65535 and dup 32767 > if 65536 - then O",
      "dup 1 rshift 0< if 0 / then",
    ],
  ],
  [
    2,
    2,
    1,
    14,
    [
      "2dup < if 2dup = if 0 / then swap then -",
      "2dup > if drop else nip then",
      "2dup = if drop else O then",
      "2dup < >r 2dup > r> or if O else drop then",
      "over 0< over 0< and if + else O then",
      "over 0< over 0< or if - else O then",
      "2dup and 0= if or else xor then",
      "over if over 0<> if O else drop 0 / then else nip then",
    ],
  ],
];

/** Arithmetic that has code of its own. */
const CONSTANTS: readonly Idiom[] = [
  [
    4,
    1,
    1,
    10,
    [
      "D /",
      "D mod",
      "D /mod O",
      "D u/mod O",
      "s>d D sm/rem O",
      "s>d D fm/mod O",
      "0 D um/mod O",
      "dup D / D * -",
      "D mod 0=",
      "65535 and D /",
      "65535 and D mod",
      "255 and D /mod O",
      "65535 and negate D /mod O",
      "1 rshift D u/mod O",
      "65535 and 3 D */",
      "1000000 mod D /",
      "D * D /",
      "D *",
      "D * # +",
      "D * dup D * +",
      "1 K lshift and 0<>",
      "1 K lshift xor",
      "1 K lshift invert and",
      "K lshift K rshift",
      "K rshift 255 and",
      "dup K lshift swap 64 K - rshift or",
      "dup 8 rshift 255 and swap 255 and 8 lshift or",
    ],
  ],
];

/** Memory by pointers, doubles, parts of cells, strings. */
const MEMORY: readonly Idiom[] = [
  [
    3,
    0,
    1,
    14,
    [
      "A K cells + @ P @ @ O A K cells + @ O",
      "# P @ ! A @ A 8 + @ O",
      "P @ @ # P @ ! P @ @ O",
      "A K cells + P ! P @ @",
      "V @ # A K cells + ! V @ O",
      "A K cells + 2@ O",
      "A K + c@ # A K + c! A K cells + @ O",
      "# A K 4 * + l! A K cells + @",
      "A K 2* + w@ A K 4 * + l@ O",
      's" abcdefgh" drop K + c@',
      's" abcdefgh" over c@ >r + 1- c@ r> O',
      's" hello" s" help" compare',
      's" hello" s" hello" compare',
      'A 8 s" hello" compare',
      's" hello world" s" o w" search rot drop O',
      's" abc   " -trailing nip',
      's" 0123456789" 3 /string nip',
      "A 16 A 8 + 16 compare",
      "A 24 K 7 and fill A @",
    ],
  ],
  [
    2,
    1,
    1,
    14,
    [
      "dup P @ ! A K cells + @ O",
      "A K cells + ! P @ @",
      "P @ +! A @",
      "dup A K + c! A K + c@ O",
      "A K cells + l! A K cells + @",
      "7 and cells A + dup P ! @",
      '7 and s" stuvwxyz" drop + c@',
      "A K cells + 2dup ! @ O",
      "dup dup A K cells + 2! A K cells + 2@ O O",
      'dup A ! s" four" A 4 + swap move A @ O',
    ],
  ],
];

/** Calls of words without a static effect. */
const DYNAMIC: readonly Idiom[] = [
  [
    2,
    1,
    1,
    60,
    [
      "depth >r E depth r> - 0 ?do O loop",
      "depth >r E begin depth r@ > while O repeat rdrop",
      "dup depth >r E depth r> - 0 ?do O loop O",
      "depth >r E E depth r> - 0 ?do drop loop",
      "dup V ! depth >r E depth r> - 0 ?do nip loop V @ O",
    ],
  ],
];

/** What such words do: they take a cell and leave at least one. */
const UNEVEN_BODIES = [
  "dup 1 and if dup U then",
  "dup 0< if # # then",
  "?dup 0= if # then dup 3 and 0 ?do i loop",
  "3 and 0 swap begin dup while tuck 1- repeat",
  "dup 3 and dup 1 = if drop else 2 = if # exit then then U",
  "dup 7 and case 1 of # # endof 2 of # endof dup U swap endcase",
  "dup # < if dup # > if U else dup U then then",
];

export const unevenBody = (around: Surroundings): string =>
  fill(around.random.pick(UNEVEN_BODIES), around, new Set())!;

/** Floats in arrays and sums. */
const FLOATING: readonly Idiom[] = [
  [
    2,
    0,
    0,
    120,
    [
      "0e 8 0 do F i floats + f@ f+ loop R",
      "~ 8 0 do F i floats + f@ fmax loop R",
      "1e 5 0 do fdup ~ f* f+ loop R",
      "8 0 do F i floats + dup f@ ~ f* f! loop",
      "0e 8 0 do F i floats + f@ F 7 i - floats + f@ f* f+ loop R",
      "F 64 bounds do i f@ ~ f+ i f! 8 +loop",
      "F K floats + f@ fdup f0< if fnegate then R",
      "~ F K floats + f! F K floats + f@ R",
      "0e 8 0 do F i floats + f@ fover f> if fdrop F i floats + f@ then loop R",
      "~ ~ fover fover f< if fswap then R R",
    ],
  ],
  [1, 1, 0, 60, ["s>f 4 0 do ~ f+ i s>f f* loop R", "255 and s>f F K floats + f@ f* R"]],
];

const ALL: readonly Idiom[] = [...WALKS, ...TESTS, ...CONSTANTS, ...MEMORY, ...DYNAMIC, ...FLOATING];

const UNARY = ["1+", "1-", "2*", "2/", "negate", "invert", "abs", "# +", "# xor", "# and", "/# /", "/# mod"];
const UNARY_LONGER = ["3 * 1+", "dup *", "255 and", "7 and", "# max", "# min", "dup 0< if negate then", "0="];
const BINARY = [
  "+",
  "-",
  "xor",
  "and",
  "or",
  "max",
  "min",
  "swap -",
  "31 * +",
  "+ 255 and",
  "2dup < if swap then -",
];

/** What lies around, by name. */
export interface Surroundings {
  random: Random;
  seed: number;
  arrays: readonly string[];
  variables: readonly string[];
  /** A variable that holds the address of a cell of the array. */
  pointers: readonly { name: string; array: string }[];
  floatArrays: readonly string[];
  /** Words ( x -- ... ) without a static effect. */
  uneven: readonly string[];
}

export interface Piece {
  text: string;
  ins: number;
  outs: number;
  steps: number;
  uses: string[];
}

/** A divisor, of any size and kind. */
export function anyDivisor(random: Random): string {
  const bits = random.between(1, 62);
  const size = 2n ** BigInt(bits) + BigInt(random.below(3) - 1);
  const n = random.chance(0.4)
    ? BigInt(random.between(2, 130))
    : random.chance(0.5)
      ? size
      : size + (BigInt(random.below(2 ** 30)) << BigInt(Math.max(bits - 30, 0)));
  const divisor = n < 2n ? 3n : BigInt.asIntN(63, n) < 2n ? 12345678901n : n;
  return random.chance(0.25) ? String(-divisor) : String(divisor);
}

/** A piece that fits the depth; undefined if something it needs is not there. */
export function idiom(around: Surroundings, depth: number, room: number): Piece | undefined {
  const { random } = around;
  const fitting = ALL.filter(([, ins, outs]) => ins <= depth && outs - ins <= room);
  if (fitting.length === 0) return undefined;
  const [, ins, outs, steps, texts] = random.weighted(fitting.map((row) => [row[0], row] as const));
  const uses = new Set<string>();
  const text = fill(random.pick(texts), around, uses);
  return text === undefined ? undefined : { text, ins, outs, steps, uses: [...uses] };
}

/** Puts something into each hole but those for numbers and floats. */
export function fill(template: string, around: Surroundings, uses: Set<string>): string | undefined {
  const { random, seed } = around;
  const pointer = around.pointers.length > 0 ? random.pick(around.pointers) : undefined;
  const pick = (list: readonly string[]): string | undefined => {
    if (list.length === 0) return undefined;
    const name = random.pick(list);
    uses.add(name);
    return name;
  };
  const needsPointer = /(^| )P( |$)/.test(template);
  if (needsPointer && pointer === undefined) return undefined;
  let array: string | undefined;
  let missing = false;
  const named = (name: string | undefined): string => {
    if (name === undefined) missing = true;
    return name ?? "";
  };
  const hole = (token: string): string => {
    switch (token) {
      case "A":
        if (needsPointer) array = pointer!.array;
        array ??= pick(around.arrays);
        if (array !== undefined) uses.add(array);
        return named(array);
      case "B":
        return named(pick(around.arrays));
      case "V":
        return named(pick(around.variables));
      case "P":
        uses.add(pointer!.name);
        return pointer!.name;
      case "F":
        return named(around.floatArrays[0] ?? undefined);
      case "E":
        return named(pick(around.uneven));
      case "U":
        return random.pick(random.chance(0.7) ? UNARY : UNARY_LONGER);
      case "O":
        return random.pick(BINARY);
      case "D":
        return anyDivisor(random);
      case "K":
        return String(random.below(8));
      case "M":
        uses.add(`mix-${seed}`);
        return `mix-${seed}`;
      case "R":
        uses.add(`fmix-${seed}`);
        return `fmix-${seed}`;
      default:
        return token;
    }
  };
  if (/(^| )F( |$)/.test(template)) {
    const floats = pick(around.floatArrays);
    if (floats === undefined) return undefined;
    return fill(template.replace(/(^| )F(?= |$)/g, `$1${floats}`), around, uses);
  }
  const text = template.split(" ").map(hole).join(" ");
  return missing ? undefined : text;
}

/** Bodies of words that call themselves: cells taken besides the counter, left, and steps of a call. */
type Recursion = readonly [ins: number, outs: number, mask: number, steps: number, text: string];

const RECURSIONS: readonly Recursion[] = [
  [0, 1, 31, 400, "dup 2 < if drop 1 else dup 1- recurse * then"],
  [0, 1, 31, 400, "dup 1 < if drop # else dup 1- recurse + then"],
  [0, 1, 31, 400, "dup 1 < if drop # else dup U swap 1- recurse O then"],
  [0, 1, 31, 400, "dup 1 < if drop # else 1- recurse # * # + then"],
  [0, 1, 31, 400, "dup 1 < if drop # else 1- recurse U then"],
  [0, 1, 31, 400, "dup 1 < if else dup 1- recurse xor then"],
  [0, 1, 31, 400, "dup 1 < if drop # exit then dup 3 and 0= if 1- recurse 2 * else 1- recurse 1+ then"],
  [0, 1, 9, 1600, "dup 2 < if else dup 1- recurse swap 2 - recurse + then"],
  [0, 1, 9, 1600, "dup 2 < if drop # else dup 1- recurse swap 2 - recurse O then"],
  [0, 1, 5, 1200, "dup 1 < if drop 1 else 0 swap 0 ?do i recurse O loop then"],
  [1, 1, 31, 400, "dup 1 < if drop else tuck + swap 1- recurse then"],
  [1, 1, 31, 400, "dup 1 < if drop else swap U swap 1- recurse then"],
  [1, 1, 31, 500, "dup 1 < if drop else 2dup 1- recurse nip O then"],
  [2, 1, 31, 500, "dup 1 < if drop O else 1- -rot swap over + rot recurse then"],
  [1, 2, 15, 300, "dup 1 < if drop dup U else 1- recurse over O then"],
];

/** Two words that call each other, the first deferred until it is there. */
const MUTUAL: readonly string[] = [
  "dup 1 < if drop # else 1- OTHER U then",
  "dup 1 < if drop # else dup 1 and if 1- OTHER else 1- OTHER 1+ then then",
  "dup 1 < if drop -1 else 1- OTHER then",
  "dup 1 < if drop # else dup 1- OTHER O then",
];

export interface RecursiveWord {
  ins: number;
  outs: number;
  mask: number;
  steps: number;
  text: string;
}

export function recursion(around: Surroundings, uses: Set<string>): RecursiveWord {
  const [ins, outs, mask, steps, template] = around.random.pick(RECURSIONS);
  return { ins, outs, mask, steps, text: fill(template, around, uses)! };
}

export const mutualBody = (around: Surroundings, other: string): string =>
  fill(around.random.pick(MUTUAL), around, new Set())!.replaceAll("OTHER", other);

/** What the letters above stand for. */
export type Filler = "A" | "B" | "V" | "P" | "F" | "E" | "U" | "O" | "D" | "K" | "M" | "R";

/** All pieces with the effects that they are to have. */
export const PIECES = [
  ...ALL.flatMap((row) =>
    row[4].map((text) => ({ text, ins: row[1], outs: row[2], isStatic: !DYNAMIC.includes(row) })),
  ),
  ...RECURSIONS.map(([ins, outs, , , text]) => ({ text, ins: ins + 1, outs, isStatic: true })),
  ...MUTUAL.map((text) => ({ text, ins: 1, outs: 1, isStatic: true })),
  ...UNEVEN_BODIES.map((text) => ({ text, ins: 1, outs: 1, isStatic: false })),
];
