\ test run
\ Errors have the numbers of the system: a name that is too long is 36 on Linux and 63 on macOS, and what is a directory
\ and cannot be deleted is 21 here and 1 there.
\ output linux: >>>-548 -533 -514 <<<
\ output macos: >>>-575 -513 -514 <<<
: too-long ( -- ior )  pad 300 [char] x fill  pad 300 r/o open-file nip ;
: directory ( -- ior )  s" /tmp" delete-file ;
: missing ( -- ior )  s" no such file" r/o open-file nip ;
too-long . directory . missing .
