\ test run
\ output: >>>xxxx####........ [        ]\n<<<
create room 16 allot
room 16 char . fill
room 4 char x fill
room 4 + 4 char # fill
room 8 + 0 char ! fill
room 16 type
room 8 blank  bl emit char [ emit  room 8 type  char ] emit cr
