\ test run
\ `needs` interprets a file once, as `require` does.
\ output: >>>two 2 <<<
needs parts/two.fs
require parts/two.fs
needs parts/two.fs
two-constant .
