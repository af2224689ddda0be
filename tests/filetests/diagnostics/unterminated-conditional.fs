\ test compile
1 [if]
2 drop
0 [if]  \ error: unterminated-conditional
3 drop
