\ test run
\ output: >>>ok\n<<<
#! /usr/bin/env ffc
.( ok) cr
