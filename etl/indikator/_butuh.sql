-- What each indicator needs: a kind of sheet, published between `dari` and `sampai` quarters back.
create or replace temp table butuh as select unnest($butuh, recursive := true)
