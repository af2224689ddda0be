\ test run
\ An immediate word's output belongs to the load.
\ output: >>>compiling running\n<<<
: note ( -- )  ." compiling " ; immediate
: f ( -- )  note ." running" cr ;
f
