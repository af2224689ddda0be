/**
 * What random programs are made of: numbers, and pieces of code with the cells they take and leave. In a text
 * `#` stands for a number, `/#` for a divisor, `~` for a float.
 */
import type { Weighted } from "./random.ts";

export const MIN = "-9223372036854775808";
export const MAX = "9223372036854775807";

/** Numbers at which arithmetic, encodings of immediates and comparisons change their ways. */
export const NUMBERS: readonly Weighted<readonly string[]>[] = [
  [6, ["0", "1", "-1", "2", "-2", "3", "5", "7", "8", "10", "16", "63", "64", "100"]],
  [2, ["127", "128", "-128", "-129", "255", "256", "4095", "4096", "-4096", "65535", "65536"]],
  [2, ["2147483647", "2147483648", "-2147483648", "-2147483649", "4294967295", "4294967296", "4294967297"]],
  [1, ["9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740993"]],
  [
    2,
    [MIN, MAX, "-9223372036854775807", "9223372036854775806", "4611686018427387904", "-4611686018427387904"],
  ],
  [1, ["1000003", "-1000003", "6148914691236517205", "-6148914691236517206", "72340172838076673"]],
];

/** Divisors that never throw; those of powers of two and their neighbours have code of their own. */
export const DIVISORS = [
  "1",
  "2",
  "-2",
  "3",
  "-3",
  "7",
  "-7",
  "8",
  "-8",
  "10",
  "16",
  "1000",
  "-1000",
  "641",
  "65537",
];
export const WIDE_DIVISORS = ["4294967296", "-4294967296", "4294967297", "4611686018427387904", MIN, MAX];

/** [weight, cells taken, cells left, texts]; `#` stands for a number, `/#` for a divisor. */
export type Shape = readonly [weight: number, ins: number, outs: number, texts: readonly string[]];

export const SHAPES: readonly Shape[] = [
  [14, 2, 1, ["+", "-", "*", "and", "or", "xor", "+", "-"]],
  [6, 2, 1, ["=", "<>", "<", ">", "<=", ">=", "u<", "u>", "u<=", "u>="]],
  [5, 2, 1, ["min", "max", "umin", "umax", "lshift", "rshift", "arshift"]],
  [6, 1, 1, ["1+", "1-", "2*", "2/", "negate", "abs", "invert", "cell+", "aligned", "cells"]],
  [3, 1, 1, ["0=", "0<>", "0<", "0>", "0<=", "0>=", "0= 0=", "0< negate"]],
  [
    12,
    1,
    1,
    ["# +", "# -", "# *", "# and", "# or", "# xor", "# swap -", "# lshift", "# rshift", "# arshift"],
  ],
  [5, 1, 1, ["# =", "# <", "# >", "# u<", "# >=", "# u<=", "# swap <", "# swap u>", "# <>"]],
  [3, 1, 1, ["# min", "# max", "# umin", "# umax", "# # within", "# swap # within", "# # rot within"]],
  [3, 1, 1, ["3 lshift", "60 rshift", "63 arshift", "1 lshift 1 rshift", "32 lshift 32 arshift", "255 and"]],
  [3, 1, 1, ["dup *", "dup +", "dup xor", "dup -", "dup 0< xor", "dup negate and", "dup 1- and", "2* 2/"]],
  [3, 1, 1, ["/# /", "/# mod", "/# /mod +", "/# /mod swap -", "/# / /# *", "7 and 1+ # swap mod"]],
  [3, 2, 1, ["15 and 1+ /", "15 and 1+ mod", "255 and 1 or /", "1+ + 2 /"]],
  [2, 2, 2, ["15 and 1+ /mod", "63 and 2 + u/mod", "m*", "um*", "over +", "2dup < if swap then", "bounds"]],
  [2, 2, 2, ["dnegate", "dabs", "2dup + -rot -", "2dup xor >r and r>", "over swap -"]],
  [
    2,
    3,
    1,
    [
      "within",
      "15 and 1+ >r 65535 and swap 2147483647 and r> */",
      "rot + xor",
      "if + else - then",
      "if drop else nip then",
      "0< if swap then -",
    ],
  ],
  [
    2,
    3,
    2,
    [
      "under+",
      "15 and 1+ >r 65535 and s>d r> sm/rem +",
      ">r 2dup < r> and if swap then",
      "rot min",
      "-rot + swap",
    ],
  ],
  [
    1,
    3,
    2,
    [
      "15 and 7 + >r 2drop # r@ 2 - r> um/mod",
      "31 and 3 + >r s>d r> sm/rem rot drop",
      "1 or >r s>d r> 7 and 2 + fm/mod nip swap",
    ],
  ],
  [1, 4, 2, ["d+", "dnegate d+", "2swap d+", "2over d+ 2drop", "d+ dabs", "d-", "dmax", "dmin", "2swap d-"]],
  [1, 4, 1, ["d<", "d=", "du<", "2over d= >r 2drop r>"]],
  [1, 3, 2, ["m+", ">r d2/ r> m+"]],
  [
    1,
    2,
    2,
    [
      "d2*",
      "d2/",
      "1. d+",
      "-1. d-",
      "12345678901234567890. d+",
      "d2* d2/",
      "2dup d+",
      "65535 and s>d 7 m*/",
    ],
  ],
  [1, 2, 1, ["d0=", "d0<", "d>s", "2dup d0< if dnegate then d>s", "2dup 0. d< -rot d0= or"]],
  [1, 1, 2, ["s>d", "dup # +", "dup 2/ swap", "# swap", "# over xor", "dup # m* +", "# um*", "/# /mod"]],
  [5, 1, 2, ["dup", "# over xor", "dup 0<", "dup 1 and", "dup # u<", "dup abs"]],
  [4, 2, 3, ["over", "tuck", "2dup +", "2dup -", "2dup <", "2dup xor", "2dup *", "over # +", "2dup u<"]],
  [2, 2, 4, ["2dup", "2dup swap", "over #"]],
  [4, 2, 2, ["swap"]],
  [4, 3, 3, ["rot", "-rot", "rot rot", "swap rot", ">r swap r>"]],
  [1, 4, 4, ["2swap", "2>r swap 2r>", "2>r 2r@ drop + 2r>", "3 roll", "2swap swap"]],
  [2, 3, 4, ["third", "2 pick", "third over -"]],
  [2, 4, 5, ["fourth", "3 pick"]],
  [1, 4, 6, ["2over"]],
  [1, 6, 7, ["5 pick", "4 pick", "5 pick 1+"]],
  [1, 8, 9, ["7 pick", "6 pick 2/"]],
  [1, 8, 8, ["7 roll", "6 roll", "5 roll", "7 roll 7 roll", ">r >r 5 roll r> r>"]],
  [1, 9, 9, ["7 and pick"]],
  [1, 5, 4, ["3 and roll"]],
  [3, 2, 1, ["nip", "drop"]],
  [1, 1, 0, ["drop"]],
  [1, 2, 0, ["2drop"]],
  [6, 0, 1, ["#"]],
  [1, 0, 2, ["# #"]],
  [1, 0, 1, ["depth", "[ # # + ] literal", "true", "false", "bl"]],
  [1, 1, 1, ["?dup if # + else # then", "?dup 0= if # then", "dup if negate then", "dup 0< if negate then"]],
  [
    1,
    2,
    1,
    ["?dup if + then", "2dup < if nip else drop then", "2dup u> if swap then nip", "if # else # then xor"],
  ],
];

/** Division that throws if it likes. */
export const THROWING: readonly Shape[] = [
  [3, 2, 1, ["/", "mod", "/", "mod"]],
  [2, 2, 2, ["/mod", "u/mod"]],
  [2, 3, 2, ["um/mod", "fm/mod", "sm/rem", "*/mod", "15 and 1+ */mod"]],
  [1, 3, 1, ["*/", "15 and 1+ */"]],
  [
    1,
    1,
    1,
    ["-1 /", "-1 mod", "# swap /", "# swap mod", "3 and # swap /", "dup 1 and /", "dup /", "0 /", "0 mod"],
  ],
  [1, 2, 0, ["0 / 2drop", "mod drop"]],
  [1, 1, 0, ["dup 3 and 0= and throw", "1 = throw", "0< throw", "dup 77 = and throw"]],
  [1, 2, 1, ["2dup > if 77 throw then -", "= if -5000 throw then 1"]],
];

/** Flags from what lies on the stack. */
export const CONDITIONS: readonly Shape[] = [
  [1, 0, 1, ["#", "true", "false", "0", "depth"]],
  [3, 1, 2, ["dup", "dup 0<", "dup 0=", "dup 0>", "dup 0<>", "dup 1 and", "dup 7 and 3 ="]],
  [4, 1, 2, ["dup # <", "dup # >", "dup # =", "dup # u<", "dup # <>", "dup # <=", "dup # and", "dup # u>="]],
  [
    3,
    2,
    3,
    ["2dup <", "2dup =", "2dup u<", "2dup >=", "2dup <>", "over", "over 0<", "2dup and", "2dup xor 0<"],
  ],
  [1, 2, 3, ["2dup < over 0> and", "2dup = over 0= or", "2dup < invert", "2dup u> 0="]],
  [2, 2, 1, ["<", "=", "u<", ">", "<>", "and", "-", "xor 1 and", "u>=", "or 0="]],
  [1, 1, 1, ["1 and", "0<", "0=", "4 and 0<>", "# <", "# u>"]],
];

/** Floats where results begin to be rounded, to overflow, and to be no numbers. */
export const FLOATS: readonly Weighted<readonly string[]>[] = [
  [6, ["0e", "1e", "-1e", "0.5e", "2e", "-2.5e", "3.75e", "10e", "0.1e", "-0.3e", "1.5e", "100e"]],
  [2, ["-0e", "1e308", "-1e308", "1e-308", "4.9e-324", "1e16", "4503599627370497.5e", "9007199254740993e"]],
  [1, ["9223372036854775808e", "-9223372036854775808e", "2147483648e", "0.49999999999999994e", "1e400"]],
];

/** [weight, floats needed, cells taken, cells left, texts]; `~` stands for a float. The number of floats stays. */
export type FloatShape = readonly [
  weight: number,
  floats: number,
  ins: number,
  outs: number,
  texts: readonly string[],
];

export const FLOAT_SHAPES: readonly FloatShape[] = [
  [8, 1, 0, 0, ["~ f+", "~ f-", "~ f*", "~ f/", "~ fmax", "~ fmin", "~ fswap f-", "~ fswap f/"]],
  [6, 1, 0, 0, ["fnegate", "fabs", "fsqrt", "floor", "fround", "fdup f*", "fdup f+", "fabs fsqrt"]],
  [6, 2, 0, 0, ["fswap", "fover f+", "ftuck f-", "fover fover f* f+", "fover fover f/ fswap fdrop"]],
  [4, 3, 0, 0, ["frot", "frot frot", "frot f+ fdup", "fover f* frot fover f- fswap frot"]],
  [3, 2, 0, 0, ["fover fover f< if fswap then", "fover fover f= if f+ ~ then", "fdup f0< if fnegate then"]],
  [4, 1, 0, 1, ["fdup f0<", "fdup f0=", "fdup ~ f<", "fdup f>s", "fdup fabs 1e9 fmin f>s", "~ fover f<"]],
  [3, 2, 0, 1, ["fover fover f<", "fover fover f=", "fover fover f<= 0=", "fover fover f> negate"]],
  [3, 1, 1, 0, ["s>f f+", "dup s>f f* drop", "7 and s>f f-", "if ~ f+ then", "0< if fnegate else ~ f* then"]],
  [2, 1, 1, 1, ["dup s>f fmax", "s>f fover f+ f>s", "s>f fdup f+ f>s", "dup 0> if s>f f+ 1 then"]],
  [2, 1, 2, 1, ["2dup < if drop s>f f- 0 else xor then", "s>f s>f f/ fdup f>s f+"]],
  [1, 1, 0, 0, ["fdup ~ f* ~ f+ fover f* fswap fdrop", "3 0 do ~ f* i s>f f+ loop", "5 0 do fdup f+ loop"]],
  [1, 1, 0, 1, ["fdepth 0> 1 and", "fdepth 0="]],
];

/** What comes out of a float as it is taken away: never from a NaN, of which gforth prints other bits. */
export const FLOAT_ENDS = ["fmix", "fmix", "fmix", "fdrop", "f0< if # mix then", "f>s mix"];

/** Code whose depth is not the same on all ways, and comes out even in the end. */
export const UNEVEN: readonly (readonly [ins: number, text: string, delta: number])[] = [
  [0, "5 0 do i # xor loop + + - +", 1],
  [0, "-2 2 do i -1 +loop + xor - +", 1],
  [1, "3 and 1+ dup >r 0 do i # + loop r> 1- 0 ?do + loop", 0],
  [1, "depth >r # # depth r> - 0 do + loop", 0],
  [1, "7 and dup >r begin dup while dup 1- repeat r> 0 ?do + loop", 0],
  [1, "dup 1 and dup if # swap then if + then", 0],
  // The return stack likewise.
  [
    1,
    "7 and dup begin dup while dup # xor >r 1- repeat drop 0 swap begin dup while r> rot + swap 1- repeat drop",
    0,
  ],
  [1, "dup 1 and dup if # >r then if r> xor then", 0],
  [2, "over 1 and dup if >r else drop then over 1 and if r> + then", 0],
  // Several ways out of a loop.
  [1, "0 begin 1+ dup 7 < while over # xor over > while repeat # xor then +", 0],
];

/** Words of the system that have the same effect. */
export const TOKENS: readonly (readonly [names: readonly string[], ins: number, outs: number])[] = [
  [["+", "-", "xor", "max"], 2, 1],
  [["swap", "um*", "m*", "dnegate"], 2, 2],
  [["1+", "2/", "invert", "abs"], 1, 1],
  [["rot", "-rot", "rot", "-rot"], 3, 3],
  [["<", "u<", "=", "and"], 2, 1],
];

/** A number takes many steps to print. */
export const PRINT_COST = 300;
export const PRINTS = [
  "dup .",
  "dup u.",
  "dup 22 .r",
  "dup 4095 and 6 u.r",
  `." ab" space`,
  `[char] x emit`,
  `s" cde" type`,
  "dup hex. cr",
  "dup 0 <# # # #> type",
  "dup abs 0 <# #s #> nip .",
  "dup 127 and 32 max 126 min emit",
  "dup 3 and spaces",
];

/** How results of a sequence are brought together. */
export const REDUCERS = [
  "+",
  "xor",
  "-",
  "31 * +",
  "1 lshift xor",
  "swap -",
  "over xor +",
  "min",
  "or",
  "nip",
];
