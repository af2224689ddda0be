\ test run
\ output: >>>10 <<<
\ stderr: >>>the number base is not the one<<<
\ exit: 1
\ A word that changes the base or does not, as only the running program knows: numbers after it were read in the base before.
: unless-alone ( -- )  argc @ 1 <> if hex then ;
unless-alone  10 .
: perhaps ( -- )  argc @ if hex then ;
perhaps  10 .
