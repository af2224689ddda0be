\ test run
\ run: 0 0 s" 123" >number nip == 123 0 0
\ run: 0 0 s" 12x3" >number nip == 12 0 2
\ run: 0 0 s" x" >number nip == 0 0 1
\ run: 0 0 s" " >number nip == 0 0 0
\ run: 5 0 s" 1" >number nip == 51 0 0
\ run: 0 0 s" 18446744073709551616" >number nip == 0 1 0
\ run: 0 0 s" 340282366920938463463374607431768211455" >number nip == -1 -1 0
\ run: hex 0 0 s" fF" >number decimal nip == 255 0 0
\ run: 2 base ! 0 0 s" 1012" >number decimal nip == 5 0 1
\ run: 0 0 s" -5" >number nip == 0 0 2
\ run: 36 base ! 0 0 s" Zz" >number decimal nip == 1295 0 0
: nothing ( -- ) ;
