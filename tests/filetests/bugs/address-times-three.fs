\ test run
\ output: >>>0 0 0 0 0 <<<
\ An address is made where it is used, also where a product of it takes two instructions.
variable x
: tripled ( -- n )  x 3 * ;
: by-five ( -- n )  x 5 * ;
: by-forty-five ( -- n )  x 45 * ;
: of-context ( -- n )  base 9 * ;
variable sink
: keep ( n -- n )  sink ! sink @ ;
: main
  tripled x keep 3 keep * - .
  by-five x keep 5 keep * - .
  by-forty-five x keep 45 keep * - .
  of-context base keep 9 keep * - .
  x 3 * x 24 + 3 * swap - 72 - . ;
main
