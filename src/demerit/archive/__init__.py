"""What a run keeps: the cube of counts, the manifest that binds it, and the checks that it still holds.

* `schema` declares the tables: columns, units, meanings; `laws` the sums that must hold in them.
* `cube` writes them (`write`, `CubeWriter`); `canonical` sorts and digests their values.
* `reader` opens them for SQL that can reach nothing else; `queries` answers it, `exports` copies them out.
* `manifest` is the run's one JSON document; `folder` writes a run beside its place and renames it (`begin`,
  `PartFolder`, `RunFolder`), with `checkpoints`, `locks` and `disk` below it.
* `integrity` says whether all of it still holds (`check`, `require`).

Nothing is imported here, so that a room that needs the schema does not wait for DuckDB.
"""
