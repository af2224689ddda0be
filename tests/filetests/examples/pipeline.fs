\ test run
\ output:
\ |    0 to  19 steps:  133
\ |   20 to  39 steps:  314
\ |   40 to  59 steps:  182
\ |   60 to  79 steps:   51
\ |   80 to  99 steps:   71
\ |  100 to 119 steps:  127
\ |  120 to 139 steps:  100
\ |  140 to 159 steps:   19
\ |  160 to 179 steps:    3
\ |  180 to 199 steps:    0
include ../../../examples/pipeline.fs
