-- The tables of a version that no kind of sheet declares, and that figures are counted from or stand in.
create table wilayah(kode varchar primary key, nama varchar not null, tingkat varchar not null, induk varchar);
-- Areas that were divided, joined or renamed: when a name was in force (null = always, to this day), and the codes that
-- the area was made of, joined by ";". An area without a row is as it always was.
create table wilayah_masa(kode varchar not null, nama varchar not null, dari date, sampai date, asal varchar);
create table periode(periode varchar primary key, tahun integer not null, triwulan integer not null,
    tanggal_akhir date not null);
create table periode_jenis(periode varchar not null, jenis varchar not null, unggahan_id integer not null);
create table indikator(periode varchar not null, kode_wilayah varchar not null, indikator varchar not null,
    kelompok_hitung varchar not null, sumber varchar not null, pembilang double, penyebut double, nilai double);
