\ test run
\ A word that parses what follows it in the source.
\ output: >>>[hello world] [] \n<<<
: shown ( "text" -- )  [char] " parse [char] [ emit type [char] ] emit space ;
shown hello world"
shown "
cr
