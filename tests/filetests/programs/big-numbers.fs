\ test run
\ Factorials in an array of digits.
\ output:
\ | 30414093201713378043612608166064768844377641568960512000000000000
200 constant digits
create number digits allot
variable length
: start ( -- )  number digits erase 1 number c! 1 length ! ;
: times ( n -- )
  0 length @ 0 ?do                       ( n carry )
    over number i + c@ * + 10 /mod swap number i + c!
  loop
  begin dup while 10 /mod swap number length @ + c! 1 length +! repeat 2drop ;
: .number ( -- )  length @ begin dup while 1- dup number + c@ [char] 0 + emit repeat drop ;
: main ( -- )  start 51 1 do i times loop .number cr ;
