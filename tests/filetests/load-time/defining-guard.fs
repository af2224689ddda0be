\ test run
\ args: one
\ stderr: >>>too many<<<
\ exit: 1
\ output: >>>before <<<
: arguments ( "name" -- )  create argc @ dup 1 > abort" too many" ,  does> ( -- ) @ . ;
.( before )
arguments many  many
