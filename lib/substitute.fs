\ `substitute` and the list of what it knows. Names and texts stay for good; a new text takes the room of the old.

variable (substitutions) ( -- addr )  \ internal

: (find-substitution) ( c-addr u -- addr | 0 )  \ internal
  \ The entry with this name: link, capacity, length and address of the text, length and address of the name.
  {: name u :}
  (substitutions) @ begin dup while dup 4 cells + 2@ name u (same-name?) 0= while @ repeat then ;

create (kept) ( -- a-addr )  \ internal
  \ The first names and texts; others are on the heap.
  4096 allot
variable (kept-size) ( -- a-addr )  \ internal

: (reserve) ( u -- a-addr )  \ internal
  \ Room for u bytes that stays.
  aligned (kept-size) @ 2dup + 4096 u> if drop (more-memory) exit then
  dup (kept) + -rot + (kept-size) ! ;

: (keep) ( c-addr1 u -- c-addr2 u )  \ internal
  \ A copy that stays.
  dup (reserve) swap 2dup 2>r move 2r> ;

: (substitution) ( c-addr u -- addr )  \ internal
  \ The entry with this name, or a new one.
  2dup (find-substitution) dup if nip nip exit then drop
  (keep) 6 cells (reserve) >r
  r@ 4 cells + 2!
  (substitutions) @ r@ !  r@ (substitutions) !  r> ;

: replaces ( c-addr1 u1 c-addr2 u2 -- )  \ string ext
  \ Let `substitute` put the first string in place of the second between two %. Throws -59 if there is no memory.
  (substitution) {: text u entry :}
  u entry cell+ @ u> if
    u (reserve) entry 3 cells + !  u entry cell+ !
  then
  text entry 3 cells + @ u move
  u entry 2 cells + ! ;

: (next-piece) ( c-addr1 u1 -- c-addr2 u2 u3 n )  \ internal
  \ What `substitute` makes of the first u3 characters of a string, with n substitutions.
  over c@ [char] % <> if 2dup [char] % scan nip - dup 0 exit then
  2dup 1 /string [char] % scan          ( c-addr1 u1 closing rest )
  dup 0= if 2drop dup 0 exit then
  drop nip over 1+ tuck -               ( c-addr1 name length )
  dup 0= if 2drop 1 2 0 exit then
  tuck (find-substitution) swap 2 + swap ( c-addr1 u3 entry )
  dup if rot drop dup 3 cells + @ swap 2 cells + @ rot 1 else drop dup 0 then ;

: substitute ( c-addr1 u1 c-addr2 u2 -- c-addr2 u3 n )  \ string ext
  \ Copy to c-addr2 with the text for each %name%, and % for %%. n counts the substitutions; it is -78
  \ if u2 is too small, or if the output would overwrite what is to be read.
  0 0 {: from u buffer room used n :}
  begin u while
    from u (next-piece) n + to n        ( piece length consumed )
    u over - to u  from + to from
    dup used + room u>
    over buffer used + swap from u (overlap?) or if 2drop buffer used -78 exit then
    tuck buffer used + swap move  used + to used
  repeat
  buffer used n ;
