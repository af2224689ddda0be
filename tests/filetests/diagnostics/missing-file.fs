\ test compile
include parts/no-such-file.fs  \ error: file-not-found
