\ test run
\ Division by constants, which no instruction divides for, against division by the same number in a variable.
\ output: >>>checked <<<
\ x86-64 thirds: not "div"

variable divisor

: check ( n1 n2 -- )  <> if ." wrong " then ;
: check2 ( a b a b -- )  rot check check ;
: same-signed ( n rem quot -- )  rot divisor @ /mod check2 ;
: same-unsigned ( u rem quot -- )  rot divisor @ u/mod check2 ;
: same-symmetric ( n rem quot -- )  rot s>d divisor @ sm/rem check2 ;

: thirds ( n1 -- n2 n3 )  3 /mod ;

: by3 ( n -- )
  dup dup 3 /mod same-signed  dup dup 3 u/mod same-unsigned
  dup dup s>d 3 sm/rem same-symmetric
  1023 and dup 3 /mod same-signed ;
: by5 ( n -- )
  dup dup 5 /mod same-signed  dup dup 5 u/mod same-unsigned
  dup dup s>d 5 sm/rem same-symmetric
  1023 and dup 5 /mod same-signed ;
: by6 ( n -- )
  dup dup 6 /mod same-signed  dup dup 6 u/mod same-unsigned
  dup dup s>d 6 sm/rem same-symmetric
  1023 and dup 6 /mod same-signed ;
: by7 ( n -- )
  dup dup 7 /mod same-signed  dup dup 7 u/mod same-unsigned
  dup dup s>d 7 sm/rem same-symmetric
  1023 and dup 7 /mod same-signed ;
: by10 ( n -- )
  dup dup 10 /mod same-signed  dup dup 10 u/mod same-unsigned
  dup dup s>d 10 sm/rem same-symmetric
  1023 and dup 10 /mod same-signed ;
: by11 ( n -- )
  dup dup 11 /mod same-signed  dup dup 11 u/mod same-unsigned
  dup dup s>d 11 sm/rem same-symmetric
  1023 and dup 11 /mod same-signed ;
: by14 ( n -- )
  dup dup 14 /mod same-signed  dup dup 14 u/mod same-unsigned
  dup dup s>d 14 sm/rem same-symmetric
  1023 and dup 14 /mod same-signed ;
: by60 ( n -- )
  dup dup 60 /mod same-signed  dup dup 60 u/mod same-unsigned
  dup dup s>d 60 sm/rem same-symmetric
  1023 and dup 60 /mod same-signed ;
: by100 ( n -- )
  dup dup 100 /mod same-signed  dup dup 100 u/mod same-unsigned
  dup dup s>d 100 sm/rem same-symmetric
  1023 and dup 100 /mod same-signed ;
: by641 ( n -- )
  dup dup 641 /mod same-signed  dup dup 641 u/mod same-unsigned
  dup dup s>d 641 sm/rem same-symmetric
  1023 and dup 641 /mod same-signed ;
: by1000 ( n -- )
  dup dup 1000 /mod same-signed  dup dup 1000 u/mod same-unsigned
  dup dup s>d 1000 sm/rem same-symmetric
  1023 and dup 1000 /mod same-signed ;
: by10000 ( n -- )
  dup dup 10000 /mod same-signed  dup dup 10000 u/mod same-unsigned
  dup dup s>d 10000 sm/rem same-symmetric
  1023 and dup 10000 /mod same-signed ;
: by65537 ( n -- )
  dup dup 65537 /mod same-signed  dup dup 65537 u/mod same-unsigned
  dup dup s>d 65537 sm/rem same-symmetric
  1023 and dup 65537 /mod same-signed ;
: by1000000007 ( n -- )
  dup dup 1000000007 /mod same-signed  dup dup 1000000007 u/mod same-unsigned
  dup dup s>d 1000000007 sm/rem same-symmetric
  1023 and dup 1000000007 /mod same-signed ;
: by4294967295 ( n -- )
  dup dup 4294967295 /mod same-signed  dup dup 4294967295 u/mod same-unsigned
  dup dup s>d 4294967295 sm/rem same-symmetric
  1023 and dup 4294967295 /mod same-signed ;
: by-2 ( n -- )
  dup dup -2 /mod same-signed  dup dup -2 u/mod same-unsigned
  dup dup s>d -2 sm/rem same-symmetric
  1023 and dup -2 /mod same-signed ;
: by-3 ( n -- )
  dup dup -3 /mod same-signed  dup dup -3 u/mod same-unsigned
  dup dup s>d -3 sm/rem same-symmetric
  1023 and dup -3 /mod same-signed ;
: by-7 ( n -- )
  dup dup -7 /mod same-signed  dup dup -7 u/mod same-unsigned
  dup dup s>d -7 sm/rem same-symmetric
  1023 and dup -7 /mod same-signed ;
: by-8 ( n -- )
  dup dup -8 /mod same-signed  dup dup -8 u/mod same-unsigned
  dup dup s>d -8 sm/rem same-symmetric
  1023 and dup -8 /mod same-signed ;
: by-10 ( n -- )
  dup dup -10 /mod same-signed  dup dup -10 u/mod same-unsigned
  dup dup s>d -10 sm/rem same-symmetric
  1023 and dup -10 /mod same-signed ;
: by-1000 ( n -- )
  dup dup -1000 /mod same-signed  dup dup -1000 u/mod same-unsigned
  dup dup s>d -1000 sm/rem same-symmetric
  1023 and dup -1000 /mod same-signed ;
: by9223372036854775807 ( n -- )
  dup dup 9223372036854775807 /mod same-signed  dup dup 9223372036854775807 u/mod same-unsigned
  dup dup s>d 9223372036854775807 sm/rem same-symmetric
  1023 and dup 9223372036854775807 /mod same-signed ;
: by-9223372036854775808 ( n -- )
  dup dup -9223372036854775808 /mod same-signed  dup dup -9223372036854775808 u/mod same-unsigned
  dup dup s>d -9223372036854775808 sm/rem same-symmetric
  1023 and dup -9223372036854775808 /mod same-signed ;

variable tester
: try ( n -- )  tester @ execute ;
: each ( xt n -- )
  divisor ! tester !
  64 0 do
    3 -2 do 1 j lshift i + dup try negate try loop
    123456789 i lshift dup try invert try
    divisor @ 1 i rshift * dup 1- try dup try 1+ try
  loop ;

: main ( -- )
  ['] thirds tester !  10 tester @ execute 3 check 1 check
  ['] by3 3 each
  ['] by5 5 each
  ['] by6 6 each
  ['] by7 7 each
  ['] by10 10 each
  ['] by11 11 each
  ['] by14 14 each
  ['] by60 60 each
  ['] by100 100 each
  ['] by641 641 each
  ['] by1000 1000 each
  ['] by10000 10000 each
  ['] by65537 65537 each
  ['] by1000000007 1000000007 each
  ['] by4294967295 4294967295 each
  ['] by-2 -2 each
  ['] by-3 -3 each
  ['] by-7 -7 each
  ['] by-8 -8 each
  ['] by-10 -10 each
  ['] by-1000 -1000 each
  ['] by9223372036854775807 9223372036854775807 each
  ['] by-9223372036854775808 -9223372036854775808 each
  ." checked " ;
main
