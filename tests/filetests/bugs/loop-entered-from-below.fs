\ test run
\ output: >>>1 1 0 130 <<<
\ Once states are threaded, a cycle has several entries, and a loop in it is entered from further down, too: what its
\ rounds share is not made in front of it (it was, for ARM64).
variable sum  variable total
: mix ( x -- )  total @ 31 * + total ! ;
: states ( x -- y y ) ( F: r r r r r -- r )
  0 6 0 do
    case
      0 of dup if sum +! 1 then i 1 and if 1 else 0 then endof
      1 of drop 63 i 1 and if 0 else 1 then endof
      0 swap
    endcase
  loop drop drop 1 1 f0< if -129 mix then f0< if -2147483649 mix then f0< if -1 mix then f0< if 5 mix then ;
: twice ( x x -- y y )  1 -1e 1e -1e 1e 1e states fdrop 2drop ;
: main ( -- )  0 8 ['] twice catch drop 2drop  0 -1e 1e 1e 1e 2e states fdrop . . total @ 0<> 1+ . sum ? ;
main
