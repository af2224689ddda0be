\ test include
41 answer!
