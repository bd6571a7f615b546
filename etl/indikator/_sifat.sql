-- What each indicator is: counted from which source, a count or a share, and what an area without a row has.
create or replace temp table sifat as select unnest($sifat, recursive := true)
