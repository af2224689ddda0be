\ test run
s" x" r/o open-file throw include-file \ error: undefined-word
