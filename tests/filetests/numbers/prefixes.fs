\ test run
\ output: >>>255 -255 10 5 -5 255 255 65 128 \n<<<
$ff . -$FF . #10 . %101 . -%101 . 0xff . 0XFF . 'A' . 0x80 . cr
