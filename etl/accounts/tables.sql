-- Staff accounts with their roles, sessions, known devices and one-time links. SQLite.
-- sandi: '' = nobody has set one yet; tokens are hashes.
create table if not exists pengguna (
    nama text primary key, sandi text not null, dibuat text not null, peran text not null default 'petugas',
    terkunci integer not null default 0, masuk_terakhir text
);
create table if not exists sesi (token text primary key, nama text not null, sampai text not null);
create table if not exists perangkat (token text primary key, nama text not null, sampai text not null);
create table if not exists undangan (token text primary key, nama text not null, sampai text not null);
-- accounts whose people the city's identity provider vouches for; email: '' = none that the provider has checked
create table if not exists identitas (
    penerbit text not null, subjek text not null, nama text not null unique, email text not null,
    primary key (penerbit, subjek)
);
