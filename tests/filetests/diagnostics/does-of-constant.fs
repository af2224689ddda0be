\ test compile
variable z 5 constant x does> @ ;  \ error: does-without-create
