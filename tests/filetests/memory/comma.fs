\ test run
\ output: >>>65 66 67 16 24 -1 \n<<<
create chars char A c, char B c, char C c,
chars c@ . chars char+ c@ . chars 2 + c@ .
align here chars - 8 + .
create mixed 1 c, align 2 , 
here mixed - 8 + .
here chars u> .
cr
