-- A file of a release without roles: the account that was made first becomes the admin, the others are staff. SQLite.
begin immediate;
alter table pengguna add column peran text not null default 'petugas';
alter table pengguna add column terkunci integer not null default 0;
alter table pengguna add column masuk_terakhir text;
update pengguna set peran = 'admin' where rowid = (select rowid from pengguna order by dibuat, rowid limit 1);
commit;
