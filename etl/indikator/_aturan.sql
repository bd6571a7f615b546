-- The settings, in one row.
create or replace temp table aturan as select unnest($aturan, recursive := true)
