\ test compile
1 [if] 2 drop
[else]  \ error: unterminated-conditional
3 drop
