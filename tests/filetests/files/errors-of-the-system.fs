\ test run
\ Errors have the numbers of the system: a name that is too long is 36 on Linux and 63 on macOS.
\ output linux: >>>-548 -514 <<<
\ output macos: >>>-575 -514 <<<
: too-long ( -- ior )  pad 300 [char] x fill  pad 300 r/o open-file nip ;
: missing ( -- ior )  s" no such file" r/o open-file nip ;
too-long . missing .
