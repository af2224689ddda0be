\ Keyboard events: characters are themselves, other keys are numbers above, with a bit for each shift key.

$80000000 constant k-left ( -- u )  \ facility ext
  \ The key with the arrow to the left.

$80000001 constant k-right ( -- u )  \ facility ext
  \ The key with the arrow to the right.

$80000002 constant k-up ( -- u )  \ facility ext
  \ The key with the arrow up.

$80000003 constant k-down ( -- u )  \ facility ext
  \ The key with the arrow down.

$80000004 constant k-home ( -- u )  \ facility ext
  \ The key Home or Pos1.

$80000005 constant k-end ( -- u )  \ facility ext
  \ The key End.

$80000006 constant k-prior ( -- u )  \ facility ext
  \ The key Page Up or Prior.

$80000007 constant k-next ( -- u )  \ facility ext
  \ The key Page Down or Next.

$80000008 constant k-insert ( -- u )  \ facility ext
  \ The key Insert.

$80000009 constant k-delete ( -- u )  \ facility ext
  \ The key Delete.

$8000000a constant k-f1 ( -- u )  \ facility ext
  \ The function key F1.

$8000000b constant k-f2 ( -- u )  \ facility ext
  \ The function key F2.

$8000000c constant k-f3 ( -- u )  \ facility ext
  \ The function key F3.

$8000000d constant k-f4 ( -- u )  \ facility ext
  \ The function key F4.

$8000000e constant k-f5 ( -- u )  \ facility ext
  \ The function key F5.

$8000000f constant k-f6 ( -- u )  \ facility ext
  \ The function key F6.

$80000010 constant k-f7 ( -- u )  \ facility ext
  \ The function key F7.

$80000011 constant k-f8 ( -- u )  \ facility ext
  \ The function key F8.

$80000012 constant k-f9 ( -- u )  \ facility ext
  \ The function key F9.

$80000013 constant k-f10 ( -- u )  \ facility ext
  \ The function key F10.

$80000014 constant k-f11 ( -- u )  \ facility ext
  \ The function key F11.

$80000015 constant k-f12 ( -- u )  \ facility ext
  \ The function key F12.

$40000000 constant k-shift-mask ( -- u )  \ facility ext
  \ The bit for Shift in what `ekey>fkey` gives.

$20000000 constant k-ctrl-mask ( -- u )  \ facility ext
  \ The bit for Control in what `ekey>fkey` gives.

$10000000 constant k-alt-mask ( -- u )  \ facility ext
  \ The bit for Alt in what `ekey>fkey` gives.

: (modifiers) ( n -- u )  \ internal
  \ What a terminal sends for shift keys, 1 more than the sum of 1 shift, 2 alt, 4 control.
  1- 0 max
  dup 1 and 0<> k-shift-mask and
  over 2 and 0<> k-alt-mask and or
  swap 4 and 0<> k-ctrl-mask and or ;
: (letter-key) ( char -- u | 0 )  \ internal
  case
    [char] A of k-up endof  [char] B of k-down endof  [char] C of k-right endof  [char] D of k-left endof
    [char] H of k-home endof  [char] F of k-end endof  [char] Z of 9 k-shift-mask or endof
    [char] P of k-f1 endof  [char] Q of k-f2 endof  [char] R of k-f3 endof  [char] S of k-f4 endof
    0 swap
  endcase ;
: (number-key) ( n -- u | 0 )  \ internal
  case
    1 of k-home endof  2 of k-insert endof  3 of k-delete endof  4 of k-end endof
    5 of k-prior endof  6 of k-next endof  7 of k-home endof  8 of k-end endof
    dup 11 16 within if dup 11 - k-f1 + swap else
    dup 17 22 within if dup 17 - k-f6 + swap else
    dup 23 25 within if dup 23 - k-f11 + swap else
    0 swap then then then
  endcase ;
: (known-key) ( u | 0 -- u )  \ internal
  \ A key that a terminal has and we have no name for is a key all the same.
  dup 0= if drop $800000ff then ;
: (control-sequence) ( -- u )  \ internal
  \ After ESC [ come a number and modifiers, with a semicolon between, and a character that ends them.
  0 0 key                               ( n1 n2 char )
  begin dup [char] 0 [char] < within while
    dup [char] ; = if drop nip 0 else [char] 0 - swap 10 * + then key
  repeat
  >r over 0= if swap then r>            ( n modifiers char )
  swap (modifiers) >r
  dup [char] ~ = if drop (number-key) else nip (letter-key) then
  (known-key) r> or ;
: (escape) ( -- u )  \ internal
  \ After ESC: alone, if nothing follows soon.
  30 (key-ready) 0= if 27 exit then
  key dup [char] [ = if drop (control-sequence) exit then
  dup [char] O = if drop key (letter-key) (known-key) exit then
  k-alt-mask or ;
: ekey ( -- u )  \ facility ext
  \ Wait for a keyboard event: a character, or one of the keys `k-...` with masks.
  key dup 27 = if drop (escape) then ;

: ekey? ( -- flag )  \ facility ext
  \ True if `ekey` would not have to wait.
  key? ;

: ekey>char ( u -- u false | char true )  \ facility ext
  \ Whether a keyboard event is a character.
  dup 256 u< ;

: ekey>fkey ( u1 -- u2 flag )  \ facility ext
  \ Whether a keyboard event is a key that is no character.
  dup 255 u> ;
