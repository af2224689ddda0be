\ test run
\ run: 81985529216486895 room 3 + ! room 3 + @ == 81985529216486895
\ run: 81985529216486895 room 3 + ! room 3 + c@ room 10 + c@ == 239 1
create room 32 allot
