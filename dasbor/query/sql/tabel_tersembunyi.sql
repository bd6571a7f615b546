-- A table of the version as somebody sees it who may not see the names of cooperatives: hides the table of that name.
create or replace temp view {tabel} as
select t.rowid as rowid, t.* replace ({kolom}) from {versi}.{tabel} as t {sambungan}
