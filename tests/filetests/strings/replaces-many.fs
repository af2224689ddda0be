\ test run
\ More substitutions than there is room for in the data of the program.
\ output: >>>yyyyy 300 xxxxx 300 zz 2 <<<
create text 300 allot
create room 400 allot
: name ( u -- c-addr u2 )  s>d <# #s [char] n hold #> ;
: many ( -- )
  200 0 do
    text 300 i 150 > if [char] y else [char] x then fill
    text 300 i name replaces
  loop ;
: show ( c-addr u -- )
  room 400 substitute 1 <> abort" not substituted"
  2dup 5 min type space nip . ;
many
s" %n199%" show
s" %n0%" show
s" zz" s" n199" replaces
s" %n199%" show
