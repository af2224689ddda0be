\ test run
\ stderr: >>>uncaught-ior.fs:7: main: no such file or directory\n<<<
\ exit: 1
\ An ior is a throw code.
: name ( -- c-addr u )  s" /there/is/no/such/file" ;
: main ( -- )
  name r/o open-file throw drop ;
