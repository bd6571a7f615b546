-- What is held of other areas of government. The names of tables and columns are relied on by the pages.
-- sidik_kunci: fingerprint of the key that signed; alamat: where its own pages are, '' = nobody said.
create table pemda(
    kode varchar primary key,
    nama varchar not null,
    tingkat varchar not null,
    alamat varchar not null,
    versi integer not null,
    dibuat timestamp,
    contoh boolean not null,
    sidik_kunci varchar not null,
    kunci_dikenal boolean not null,
    sha256 varchar not null
);

create table wilayah(
    kode_pemda varchar not null,
    kode varchar not null,
    nama varchar not null,
    tingkat varchar not null,
    induk varchar
);

-- Values as in indikator.csv; null = unknown.
create table angka(
    kode_pemda varchar not null,
    periode varchar not null,
    kode_wilayah varchar not null,
    indikator varchar not null,
    kelompok_hitung varchar not null,
    sumber varchar not null,
    pembilang double,
    penyebut double,
    nilai double
);

-- sidik: what makes a figure comparable, see etl/settings/comparable.py; '' = nobody knows, then isi is null.
create table definisi(
    kode_pemda varchar not null,
    indikator varchar not null,
    sidik varchar not null,
    isi json
);

-- What is held by the ledger and cannot be shown: its file is lost or damaged, or this release refuses it.
create table rusak(
    kode varchar not null,
    nama varchar not null,
    sha256 varchar not null,
    sebab varchar not null
);
