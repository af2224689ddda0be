\ test run
\ output: >>>\e[0;31m|\e[0;41m|\e[0;1m|\e[0;31;44;1m|\e[0;47m|\e[0;31;4;5m|\e[0;7m|\e[0m||0 <<<
\ output: >>>1 4 1 5 3 7 6 0 2 \n<<<
\ What gforth's ansi.fs sends.
include ansi.fs
: show ( attr -- )  attr! ." |" ;
red >fg show
red >bg show
bold show
red >fg blue >bg or bold or show
<a black >fg white >bg a> show
<a red >fg underline blink a> show
<a invers a> show
0 show
<a a> show
attr @ .
red >fg fg> . blue >bg bg> .
red . brown . yellow . white . cyan . black . green . cr
