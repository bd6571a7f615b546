-- Wrong passwords of the last hour. SQLite.
create table if not exists kegagalan (nama text not null, alamat text not null, waktu text not null);
create index if not exists kegagalan_alamat on kegagalan (alamat);
