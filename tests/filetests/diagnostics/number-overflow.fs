\ test compile
: f ( -- n )  18446744073709551616 ;  \ error: number-overflow
: g ( -- n )  -9223372036854775809 ;  \ error: number-overflow
: h ( -- d )  340282366920938463463374607431768211456. ;  \ error: number-overflow
: fine ( -- n )  18446744073709551615 ;
