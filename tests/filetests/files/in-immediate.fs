\ test run
: peek ( -- )  s" /dev/null" r/o open-file throw drop ; immediate
: uses-it ( -- )  peek ; \ error: needs-running-program
