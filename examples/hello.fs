\ The smallest program: what the top level prints, the program prints.
.( Hello, world!) cr
