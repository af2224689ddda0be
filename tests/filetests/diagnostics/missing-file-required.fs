\ test compile
s" parts/no-such-file.fs" required  \ error: file-not-found
