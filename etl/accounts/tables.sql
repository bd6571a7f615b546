-- Staff accounts, their sessions and known devices, the audit. SQLite.
create table if not exists pengguna (nama text primary key, sandi text not null, dibuat text not null);
create table if not exists sesi (token text primary key, nama text not null, sampai text not null);
create table if not exists perangkat (token text primary key, nama text not null, sampai text not null);
create table if not exists audit (waktu text not null, nama text not null, kejadian text not null);
