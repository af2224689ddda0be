\ Records, tables and words as data.
\
\ Each planet is a record that a defining word lays down in data space and links into a list. What a list
\ is sorted by, and what is done to each of its records, are words handed over as execution tokens. All of
\ this needs nothing from the outside: the compiler does it, and the program only prints.

begin-structure /planet
  field: .next                  \ the planet defined before, or 0
  field: .radius                \ km
  field: .orbit                 \ million km from the sun
  field: .moons
  field: .name                  \ counted string behind the record
end-structure

variable planets                \ the latest planet
0 planets !

: here>name ( -- )  parse-name dup c, here over allot swap move ;

\ Defines a planet: its word gives the address of the record.
: planet ( radius orbit moons "name" -- )
  >in @ create >in !
  here >r  /planet allot
  r@ .moons !  r@ .orbit !  r@ .radius !
  here r@ .name !  here>name align
  planets @ r@ .next !  r> planets ! ;

 2440   58  0 planet Mercury
 6052  108  0 planet Venus
 6371  150  1 planet Earth
 3390  228  2 planet Mars
69911  778 95 planet Jupiter
58232 1427 146 planet Saturn
25362 2871 28 planet Uranus
24622 4497 16 planet Neptune

\ Executes xt ( planet -- ) for each planet.
: each-planet ( xt -- )
  planets @ begin dup while 2dup .next @ 2>r swap execute 2r> repeat 2drop ;

\ Sorting by insertion into a new list.
defer before? ( planet1 planet2 -- flag )

variable sorted

\ The cell that will point to a planet: the first one whose planet does not belong in front of it.
: place ( planet -- planet link )
  sorted begin 2dup @ dup if before? 0= else 2drop false then while @ .next repeat ;

: insert ( planet -- )  place 2dup @ swap .next ! ! ;

: sort-planets ( xt -- )
  is before?  0 sorted !
  ['] insert each-planet
  sorted @ planets ! ;

: .planet ( planet -- )
  dup .name @ count tuck type 10 swap - spaces
  dup .radius @ 8 .r  dup .orbit @ 8 .r  .moons @ 8 .r cr ;

: .planets ( xt c-addr u -- )
  ." by " type ." :" cr
  sort-planets  ['] .planet each-planet ;

: by-radius ( planet1 planet2 -- flag )  .radius @ swap .radius @ < ;
: by-name ( planet1 planet2 -- flag )  .name @ count rot .name @ count 2swap compare 0< ;

' by-radius s" radius, the largest first" .planets
' by-name s" name" .planets
:noname ( planet1 planet2 -- flag )  .moons @ swap .moons @ < ; s" moons" .planets
