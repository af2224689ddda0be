\ test run
\ output: >>>0 0 0 stopped -1 -1 0 -1 -1 0 -1 <<<
\ A token cancels those made of it, not those it is made of; a select sees it.
: worker ( token jobs -- )
  2>r begin select{ 2r@ drop cancel-channel recv-case  r@ recv-case }select while 2drop repeat
  2drop 2rdrop ." stopped " ;
variable top  variable middle  variable leaf
: .tokens ( -- )  top @ cancelled? . middle @ cancelled? . leaf @ cancelled? . ;
: main ( -- )
  0 cancel-token top !  top @ cancel-token middle !  middle @ cancel-token leaf !
  .tokens
  leaf @ 4 channel 2dup ['] worker spawn >r  1 over send 2 swap send drop
  middle @ cancel middle @ cancel r> join
  leaf @ cancelled? . middle @ cancelled? . top @ cancelled? .
  middle @ cancel-token dup cancelled? .  free-token
  leaf @ cancelled? .
  middle @ free-token  top @ cancelled? .  top @ cancel leaf @ free-token top @ cancelled? .  top @ free-token ;
main
