\ Objects as gforth's mini-oof.fs has them: an object begins with the address of its class, and what a method does is
\ found in the class, at an offset that the method knows.

begin-structure (class) ( -- u )
  \ A class begins with the size of its objects and its own; tokens follow, one for each method.
  field: (object-size) ( class -- a-addr )
  field: (class-size) ( class -- a-addr )
end-structure

create object ( -- class )
  \ The class that others descend from: it has neither variables nor methods.
  cell , (class) ,

: class ( class -- class u1 u2 )
  \ Begin a class that descends from another one: variables and methods up to `end-class`. Declares nothing by itself.
  dup (class-size) @ over (object-size) @ ;

: var ( u1 u2 u3 "name" -- u1 u4 )
  \ A variable of u3 bytes in each object of a class; the word adds its offset to the address of an object.
  +field ;

: method ( u1 u2 "name" -- u3 u2 )
  \ A word that does for an object, which is on top of the stack and stays there, what `defines` gave to the class.
  create swap dup , cell+ swap does> ( i*x object -- j*x )  @ over @ + perform ;

: end-class ( class u1 u2 "name" -- )
  \ End a class and name it. What its methods do is what those of the class before do; new ones do nothing.
  create here {: old methods size new :}
  size , methods ,
  methods (class) ?do ['] noop , cell +loop
  old (class) + new (class) + old (class-size) @ (class) - move ;

: (slot) ( class "name" -- a-addr )
  \ Where the class has the token of the named method.
  ' >body @ + ;

: defines ( xt class "name" -- )
  \ The named method does xt ( i*x object -- j*x ) for objects of the class.
  (slot) ! ;

: :: ( class "name" -- )
  \ Compile what the named method does for objects of the class, whichever object it will be: `[ parent :: draw ]`.
  (slot) @ compile, ;

: new ( class -- object )
  \ A new object, in data space; its variables hold whatever is there.
  here swap  dup ,  (object-size) @ cell - allot ;
