\ test run
\ A dot behind the first digit makes a double, wherever it stands.
\ output: >>>15 1234 -15 255 123 <<<
: dd ( d -- )  drop . ;
1.5 dd  \ warning: dot-in-number
12.34 dd  \ warning: dot-in-number
-1.5 dd  \ warning: dot-in-number
$f.f dd
1.2.3. dd
