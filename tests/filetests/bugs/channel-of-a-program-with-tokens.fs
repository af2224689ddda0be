\ test run
\ output: >>>-1 -1 7 <<<
\ The room of a static channel is set where the program starts, whichever function comes first in the binary.
defer later
2 channel constant jobs
: through ( x -- )  jobs try-send . jobs recv? . . ;
7 through
' noop is later
