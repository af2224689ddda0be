\ test run
\ output: >>>two 2 nested leaf two \n<<<
require parts/two.fs
require parts/two.fs
require ./parts/two.fs
require parts/../parts/two.fs
two-constant .
require parts/nested.fs
cr
