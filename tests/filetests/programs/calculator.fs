\ test run
\ Recursive descent over a string, with deferred words for the recursion.
\ output:
\ | 7 9 3 -44 
2variable input
: peek ( -- char )  input 2@ if c@ else drop 0 then ;
: advance ( -- )  input 2@ 1- swap 1+ swap input 2! ;
: skip-blanks ( -- )  begin peek bl = while advance repeat ;
: digit ( -- n flag )  peek [char] 0 - dup 0 10 within ;
: number ( -- n )  0 begin digit while swap 10 * + advance repeat drop skip-blanks ;
defer expression
: factor ( -- n )
  skip-blanks peek case
    [char] ( of advance expression advance skip-blanks endof
    [char] - of advance recurse negate endof
    number swap
  endcase ;
: term ( -- n )
  factor begin
    peek [char] * = if advance factor * true else
    peek [char] / = if advance factor / true else false then then
  while repeat ;
: sum ( -- n )
  term begin
    peek [char] + = if advance term + true else
    peek [char] - = if advance term - true else false then then
  while repeat ;
' sum is expression
: calculate ( c-addr u -- n )  input 2! expression ;
: main ( -- )
  s" 1 + 2 * 3" calculate . s" (1 + 2) * 3" calculate . s" -(4 - 10) / 2" calculate .
  s" 2 * (3 + 4) * (5 - 1) - 100" calculate . cr ;
