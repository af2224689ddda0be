module coordinator

go 1.19
