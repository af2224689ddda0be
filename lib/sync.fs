\ What is made of mutexes and wait-groups.

: with-lock ( i*x xt m -- j*x )  \ ffc tasks
  \ Execute xt while holding the mutex; a throw lets go of it and goes on. Throws -308 if this thread holds it.
  dup lock >r catch r> unlock throw ;

: wg-done ( wg -- )  \ ffc tasks
  \ One thing less is to be done. Throws -310 if there was none.
  -1 swap wg-add ;

: (once) ( o -- a-addr )  \ internal
  \ Whether it has been done; what lies before is a mutex.
  4 cells + ;
: (first-time) ( xt o -- )  \ internal
  dup (once) @ if 2drop exit then
  >r execute true r> (once) atomic! ;
: do-once ( xt o -- )  \ ffc tasks
  \ Execute xt ( -- ) unless that has been done, and wait while another thread does. After a throw, which goes on, it has not been done. Throws -308 if xt gets here again.
  dup (once) atomic@ if 2drop exit then
  ['] (first-time) over with-lock ;
