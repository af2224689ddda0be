\ test run
1 2 end-structure \ error: unbalanced-structure
