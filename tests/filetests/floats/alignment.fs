\ test run
\ Aligning words round `here` and addresses up; what is aligned stays.
\ run: 1 dfaligned 8 dfaligned 9 sfaligned 12 sfaligned 15 faligned == 8 8 12 12 16
\ run: offsets == 8 16 20 24
create unaligned 1 c, dfalign here 1 c, falign here 1 c, sfalign here 1 c, dfalign here
: offset ( addr -- n )  unaligned - ;
offset constant d2  offset constant s1  offset constant f1  offset constant d1
: offsets ( -- n1 n2 n3 n4 )  d1 f1 s1 d2 ;
