\ Lists: a list is 0 or the address of a pair of cells, its first item and the rest.

0 constant nil ( -- list )  \ ffc lists
  \ The empty list.

: car ( list -- x )  \ ffc lists
  \ First item.
  @ ;

: cdr ( list -- list2 )  \ ffc lists
  \ All but the first item.
  cell+ @ ;

: length ( list -- n )  \ ffc lists
  \ Number of items.
  0 swap begin dup while cdr 1 under+ repeat drop ;
