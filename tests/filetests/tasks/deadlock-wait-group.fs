\ test run
\ exit: 2
\ stderr: >>>deadlock\n<<<
\ stderr: >>>main: wg-wait for wait-group <<<
wait-group constant wg
: main ( -- )  1 wg wg-add wg wg-wait ;
