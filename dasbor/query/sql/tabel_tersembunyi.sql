-- A table of the version as somebody sees it who may not see the names of cooperatives, or who reads it with a later
-- release, which knows more columns: hides the table of that name.
create or replace temp view {tabel} as
select t.rowid as rowid, t.* {kolom} {tambahan} from {versi}.{tabel} as t {sambungan}
