\ test run
\ Words that are not colon definitions can be immediate too.
\ run: f == 7
\ run: g == 8
7 constant seven immediate
: f ( -- n )  seven [ drop ] 7 ;
create eight 8 , immediate
: g ( -- n )  eight [ @ ] literal ;
