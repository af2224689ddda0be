/**
 * The kernels: each is NAME.fs and NAME.c, the same program in Forth and in C. Both take a size and print
 * a checksum that depends on all they did. `size` takes a few tenths of a second, `small` a few million
 * instructions; `checksum` is what `small` prints.
 */
export const KERNELS = {
  ackermann: { size: 11, small: 7, checksum: "1021" },
  bubble: { size: 10_000, small: 600, checksum: "7966468371" },
  collatz: { size: 1_000_000, small: 10_000, checksum: "261" },
  crc: { size: 1500, small: 6, checksum: "1365075992" },
  distance: { size: 12_000, small: 600, checksum: "326" },
  fib: { size: 39, small: 24, checksum: "75025" },
  fmatrix: { size: 500, small: 60, checksum: "6689727808442214734" },
  heapsort: { size: 1_000_000, small: 20_000, checksum: "8717102339636" },
  interpreter: { size: 2_000_000, small: 20_000, checksum: "41212344" },
  life: { size: 3000, small: 12, checksum: "-7039652102656712160" },
  lists: { size: 300, small: 4, checksum: "6820020963414615091" },
  lorenz: { size: 50_000_000, small: 50_000, checksum: "1256801034" },
  mandelbrot: { size: 2000, small: 100, checksum: "1754" },
  matrix: { size: 500, small: 60, checksum: "-1650795437976290155" },
  nested: { size: 600, small: 80, checksum: "800072704" },
  pancakes: { size: 10, small: 8, checksum: "18026022" },
  paths: { size: 500, small: 60, checksum: "1527348528948351647" },
  planets: { size: 3_000_000, small: 3000, checksum: "-169042558072916" },
  queens: { size: 14, small: 9, checksum: "352" },
  scanner: { size: 1500, small: 8, checksum: "25471088398288" },
  sha256: { size: 500_000, small: 500, checksum: "303300523512940" },
  sieve: { size: 1000, small: 5, checksum: "47960" },
  spectral: { size: 2000, small: 100, checksum: "1274219991234930" },
  strhash: { size: 50_000, small: 100, checksum: "9185165656327289910" },
  tak: { size: 30, small: 18, checksum: "7" },
  trees: { size: 1000, small: 40, checksum: "262610" },
  wordcount: { size: 200, small: 3, checksum: "56151593" },
};
