\ test run
\ The high half of a sum of doubles to which the low half is added: both are not one instruction pair.
\ output: >>>12 7 8 3 -2 2 14 -12 <<<
: sum ( a b c d -- low high )  d+ over + ;
: difference ( a b c d -- low high )  dnegate d+ over + ;
: minus-low ( a b c d -- low high )  d- over - ;
argc drop
5 4 2 1 sum . .
5 4 -2 0 sum . .
5 4 3 8 difference . .
5 4 17 1 minus-low . .
