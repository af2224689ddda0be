\ test compile
\ A name in a wordlist that is not searched; the message says which one.
vocabulary foo
also foo definitions
: bar 1 ;
previous definitions
bar  \ error: undefined-word
