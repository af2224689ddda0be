\ test run
\ run: 1e 1.05e 0.1e f~ 1e 1.2e 0.1e f~ 1e 1.1e 0.1e f~abs == -1 0 0
\ run: 1e 1e 0e f~ 1e 1.0000000000000002e 0e f~ 0e -0e 0e f~ 0e -0e -0e f~ == -1 0 0 0
\ run: 100e 109e -0.1e f~ 100e 130e -0.1e f~ 0e 0e -0.1e f~ == -1 0 0
\ run: -100e 100e 0.9e f~rel -100e 100e 1.1e f~rel == 0 -1
\ run: 0e 0e f/ fdup 1e f~ 0e 0e f/ 0e 0.1e f~ == 0 0
