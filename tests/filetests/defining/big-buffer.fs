\ test run
\ Zeroes take no room in the program.
\ run: big 10000000 + c@ == 0
\ run: 5 big 15999992 + ! big 15999992 + @ == 5
\ size: <= 16384
\ size x86_64-macos: <= 9000
\ size aarch64-macos: <= 17200
16000000 buffer: big
