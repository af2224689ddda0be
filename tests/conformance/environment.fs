\ ENVIRONMENT?, arguments, the environment, other programs, random numbers.
include tester.fs

: same? ( c-addr1 u1 c-addr2 u2 -- flag )
  rot over <> if drop 2drop false exit then
  0 ?do over i + c@ over i + c@ <> if 2drop false unloop exit then loop 2drop true ;

T{ s" /COUNTED-STRING" environment? -> 255 true }T
T{ s" /HOLD" environment? -> 264 true }T
T{ s" /PAD" environment? -> 1024 true }T
T{ s" ADDRESS-UNIT-BITS" environment? -> 8 true }T
T{ s" FLOORED" environment? -> true true }T
T{ s" MAX-CHAR" environment? -> 255 true }T
T{ s" MAX-D" environment? -> -1 -1 1 rshift true }T
T{ s" MAX-N" environment? -> -1 1 rshift true }T
T{ s" MAX-U" environment? -> -1 true }T
T{ s" MAX-UD" environment? -> -1 -1 true }T
T{ s" RETURN-STACK-CELLS" environment? nip s" STACK-CELLS" environment? nip s" FLOATING-STACK" environment? nip -> true true true }T
T{ s" #LOCALS" environment? -> 256 true }T
T{ s" core" environment? s" File-Ext" environment? -> true true true true }T
T{ s" search-order" environment? s" WORDLISTS" environment? nip -> true true true }T
T{ s" X:structures" environment? s" X:required" environment? -> true true }T
T{ s" MAX-FLOAT" environment? fdup fdup f0> f2* fdup f2/ f= -> true true true }T
T{ s" max-float" environment? fdup f2/ f2* f= -> true true }T
T{ s" what" environment? s" " environment? s" cor" environment? -> false false false }T
: ask ( -- x flag )  s" max-char" environment? ;
T{ ask -> 255 true }T

T{ argc @ -> 1 }T
T{ argv @ @ c@ 0 arg drop c@ = -> true }T
T{ 1 arg -1 arg next-arg shift-arg -> 0 0 0 0 0 0 }T
T{ s" PATH" getenv nip 0> s" NO SUCH NAME" getenv s" " getenv -> true 0 0 0 0 }T
T{ getpid 0> -> true }T

T{ s" exit 3" system $? -> 768 }T
T{ s" true" system $? -> 0 }T
T{ s" kill -9 $$" system $? -> 9 }T
T{ sh exit 2
 $? -> 512 }T
T{ s" echo hello; exit 1" sh-get s\" hello\n" same? $? -> true 256 }T
T{ s" seq 1 20000" sh-get nip $? -> 108894 0 }T

variable fid
create buf 100 allot
T{ s" echo a line; exit 5" r/o open-pipe swap fid ! -> 0 }T
T{ buf 100 fid @ read-line buf 100 fid @ read-line -> 6 true 0 0 false 0 }T
T{ fid @ close-pipe fid @ close-pipe nip -> 1280 0 -521 }T
T{ s" read x; test $x = yes" w/o open-pipe swap fid ! -> 0 }T
T{ s" yes" fid @ write-line fid @ close-pipe -> 0 0 0 }T
T{ s" exit 0" w/o open-pipe swap fid ! 50 ms -> 0 }T
T{ s" nobody reads this" fid @ write-line fid @ flush-file fid @ close-pipe -> 0 -544 0 -544 }T
T{ s" true" r/w open-pipe nip -> -534 }T
T{ s\" tr\zue" r/o open-pipe nip -> -534 }T

\ A process between two pipes.
variable to-it   variable from-it   variable our-end   variable its-end   variable pid
T{ create-pipe rot its-end ! swap to-it ! -> 0 }T
T{ create-pipe rot from-it ! swap our-end ! -> 0 }T
T{ s" tr a-z A-Z; exit 7" its-end @ our-end @ start-process swap pid ! -> 0 }T
T{ its-end @ close-file our-end @ close-file -> 0 0 }T
T{ s" through a pipe" to-it @ write-line to-it @ close-file -> 0 0 }T
T{ buf 100 from-it @ read-line -> 14 true 0 }T
T{ buf 14 s" THROUGH A PIPE" same? from-it @ close-file -> true 0 }T
T{ pid @ wait-process pid @ wait-process nip -> 7 0 -522 }T
T{ s" exec sleep 100" stdin stdout start-process swap pid ! -> 0 }T
T{ 15 pid @ signal-process pid @ wait-process -> 0 143 0 }T
T{ s" true" -1 1 start-process nip s" true" 0 -1 start-process nip -> -521 -521 }T
T{ -1 wait-process nip 0 9 swap signal-process -> -522 -515 }T

include random.fs  require random.fs  s" random.fs" required
T{ 1 seed ! rnd rnd -> 272958470 74506326071782431 }T
T{ 1 seed ! 6 random 6 random 6 random 6 random -> 0 0 1 4 }T
: in-range ( n -- flag )  true swap 1000 0 do dup random over u< rot and swap loop drop ;
T{ 1 in-range 7 in-range 1 62 lshift in-range -> true true true }T
T{ unused 1000 u> -> true }T

T{ s" xchar-encoding" environment? -rot s" UTF-8" compare -> true 0 }T
T{ s" max-xchar" environment? -> $10ffff true }T
T{ s" xchar-maxmem" environment? -> 4 true }T
T{ s" x:xchar" environment? -> true }T
