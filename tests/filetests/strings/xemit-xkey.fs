\ test run
\ stdin: >>>A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80<<<
\ output: >>>A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80 41 E9 20AC 1F600 4 <<<
hex
$41 xemit $e9 xemit $20ac xemit $1f600 xemit space
: await ( -- )  begin xkey? until ;
await xkey . xkey . xkey . xkey . xkey .
