\ test run
\ An address in the user area can be data.
\ output: >>>10 16 <<<
create where  base ,
: main ( -- )  where @ @ .  16 where @ !  base @ decimal . ;
