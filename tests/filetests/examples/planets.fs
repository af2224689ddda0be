\ test run
\ output:
\ | by radius, the largest first:
\ | Jupiter      69911     778      95
\ | Saturn       58232    1427     146
\ | Uranus       25362    2871      28
\ | Neptune      24622    4497      16
\ | Earth         6371     150       1
\ | Venus         6052     108       0
\ | Mars          3390     228       2
\ | Mercury       2440      58       0
\ | by name:
\ | Earth         6371     150       1
\ | Jupiter      69911     778      95
\ | Mars          3390     228       2
\ | Mercury       2440      58       0
\ | Neptune      24622    4497      16
\ | Saturn       58232    1427     146
\ | Uranus       25362    2871      28
\ | Venus         6052     108       0
\ | by moons:
\ | Saturn       58232    1427     146
\ | Jupiter      69911     778      95
\ | Uranus       25362    2871      28
\ | Neptune      24622    4497      16
\ | Mars          3390     228       2
\ | Earth         6371     150       1
\ | Mercury       2440      58       0
\ | Venus         6052     108       0
include ../../../examples/planets.fs
