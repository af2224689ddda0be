\ test run
\ `variable` allots after it has parsed its name, which is not parsed once more where `>in` is known.
\ output: >>>5 0 <<<
>in drop
5 variable v v !
v @ . depth .
