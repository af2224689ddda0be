\ test run
\ flags: --check-threads
\ output: >>>-310 -9 -9 <<<
\ stderr: >>>below: wg-add of -3 to wait-group <<<
\ stderr: >>>, which counts 2\n<<<
\ stderr: >>>late: wg-wait for wait-group 0x<<<
\ stderr: >>>late: freed it\n<<<
\ stderr: >>>wrong: release of 0x4d2, which is no semaphore\n<<<
wait-group constant wg
: below ( -- )  2 wg wg-add  -3 wg wg-add ;
: late ( -- )  wait-group 1 over wg-add dup free throw wg-wait ;
: wrong ( -- )  1234 release ;
: main ( -- )  ['] below catch .  ['] late catch .  ['] wrong catch . ;
main
