\ test run
include random.f \ error: file-not-found
