\ test run
\ output:
\ | 200 specs by 10 agents, 8418 steps; the longest sequence starts at 171 and has 124 steps
include ../../../examples/multi-agent.fs
