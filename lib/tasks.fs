\ What is made of the words for threads and channels.

: chan-each ( i*x xt chan -- j*x )  \ ffc tasks
  \ Execute xt ( i*x x -- j*x ) for each cell from a channel, until it is closed and empty.
  2>r begin r@ recv? while 2r@ drop execute repeat drop 2rdrop ;
