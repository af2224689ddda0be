\ The sun and four planets for n steps: floats in structures.
include common.fs

begin-structure planet
  ffield: x   ffield: y   ffield: z
  ffield: vx  ffield: vy  ffield: vz
  ffield: mass
end-structure

3.141592653589793e fconstant half-turn
4e half-turn f* half-turn f* fconstant solar-mass
365.24e fconstant days

: speed, ( F: r -- )  days f* f, ;
: mass, ( F: r -- )  solar-mass f* f, ;

create start
  0e f, 0e f, 0e f,  0e speed, 0e speed, 0e speed,  1e mass,
  4.84143144246472090e f,  -1.16032004402742839e f,  -0.103622044471123109e f,
  0.00166007664274403694e speed,  0.00769901118419740425e speed,  -0.0000690460016972063023e speed,
  0.000954791938424326609e mass,
  8.34336671824457987e f,  4.12479856412430479e f,  -0.403523417114321381e f,
  -0.00276742510726411494e speed,  0.00499852801234917238e speed,  0.0000230417297573763929e speed,
  0.000285885980666130812e mass,
  12.8943695621391310e f,  -15.1111514016986312e f,  -0.223307578892655734e f,
  0.00296460137564761618e speed,  0.00237847173959480950e speed,  -0.0000296589568540237556e speed,
  0.0000436624404335156298e mass,
  15.3796971148509165e f,  -25.9193146099879641e f,  0.179258772950371181e f,
  0.00268067772490389322e speed,  0.00162824170038242295e speed,  -0.0000951592254519715870e speed,
  0.0000515138902046611451e mass,
here start - constant total
create bodies total allot
bodies total + constant end

: f+! ( addr -- ) ( F: r -- )  dup f@ f+ f! ;
: f-! ( addr -- ) ( F: r -- )  dup f@ fswap f- f! ;

: attract ( body1 body2 -- ) ( F: dt -- )
  { a b F: dt }
  a x f@ b x f@ f-  a y f@ b y f@ f-  a z f@ b z f@ f-  { F: dx F: dy F: dz }
  dx fdup f*  dy fdup f* f+  dz fdup f* f+  fdup fsqrt f*  dt fswap f/  { F: pull }
  b mass f@ pull f*
  dx fover f* a vx f-!  dy fover f* a vy f-!  dz f* a vz f-!
  a mass f@ pull f*
  dx fover f* b vx f+!  dy fover f* b vy f+!  dz f* b vz f+! ;

: move-planet ( planet -- ) ( F: dt -- )
  fdup dup vx f@ f*  dup x f+!  fdup dup vy f@ f*  dup y f+!  dup vz f@ f*  z f+! ;

: advance ( F: dt -- ) { F: dt }
  end bodies ?do
    end i planet + ?do  j i dt attract  planet +loop
  planet +loop
  end bodies ?do  i dt move-planet  planet +loop ;

: momentum-to-sun ( -- )
  end bodies ?do
    i vx f@ i mass f@ f* solar-mass f/ bodies vx f-!
    i vy f@ i mass f@ f* solar-mass f/ bodies vy f-!
    i vz f@ i mass f@ f* solar-mass f/ bodies vz f-!
  planet +loop ;

: energy ( F: -- e )
  0e
  end bodies ?do
    i vx f@ fdup f*  i vy f@ fdup f* f+  i vz f@ fdup f* f+  i mass f@ f* 0.5e f* f+
    end i planet + ?do
      j x f@ i x f@ f- fdup f*  j y f@ i y f@ f- fdup f* f+  j z f@ i z f@ f- fdup f* f+
      fsqrt  j mass f@ i mass f@ f*  fswap f/ f-
    planet +loop
  planet +loop ;

: kernel ( n -- checksum )
  start bodies total move  momentum-to-sun
  0 ?do  0.01e advance  loop  energy 1e15 f* f>s ;

: main ( -- )  size kernel . cr ;
