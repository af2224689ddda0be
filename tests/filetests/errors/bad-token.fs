\ test run
\ run: 0 execute throws -9
\ run: 8 token ! token @ execute throws -9
variable token
