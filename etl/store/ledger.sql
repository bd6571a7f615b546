-- The tables of a version that say where it comes from: definitions, uploads, answers, findings, settings, decisions.
create table indikator_definisi(indikator varchar primary key, judul varchar not null, definisi varchar not null,
    pembilang varchar not null, penyebut varchar, satuan varchar not null, arah varchar not null,
    sumber varchar not null, dasar varchar not null);
create table unggahan(unggahan_id integer primary key, periode varchar not null, nama_berkas varchar not null,
    sha256 varchar not null, waktu timestamp not null, oleh varchar not null, contoh boolean not null, alasan varchar);
create table unggahan_lembar(unggahan_id integer not null, lembar varchar not null, jenis varchar not null,
    baris_judul integer not null, baris_data integer not null);
create table unggahan_kolom(unggahan_id integer not null, lembar varchar not null, kolom varchar not null,
    huruf varchar not null, baris_judul integer);
create table terbitan(nomor integer primary key, waktu timestamp not null, oleh varchar not null,
    tindakan varchar not null, periode varchar, unggahan_id integer, keterangan varchar);
create table jawaban(kunci varchar not null, jenis varchar not null, isi varchar not null, konteks varchar not null,
    nilai varchar not null, oleh varchar not null, waktu timestamp not null, unggahan_id integer not null,
    dicabut_waktu timestamp, dicabut_oleh varchar);
-- Cells that staff mended beside the workbook; kolom '' = above the data, koperasi_id: whose row it is.
create table perbaikan(unggahan_id integer not null, lembar varchar not null, sel varchar not null,
    isi_lama varchar not null, isi_baru varchar not null, alasan varchar not null, oleh varchar not null,
    waktu timestamp not null, jenis varchar not null, kolom varchar not null, koperasi_id varchar,
    nama_baris varchar not null);
create table temuan(unggahan_id integer not null, kode varchar not null, berat varchar not null, lembar varchar,
    sel varchar, isi varchar, pesan varchar not null, saran varchar);
-- The settings in force; nilai_berkas: the file's start value when it was published; null = no such target.
create table pengaturan(kunci varchar primary key, nilai double, nilai_berkas double, keterangan varchar,
    sumber varchar not null);
create table pengaturan_perubahan(nomor integer not null, waktu timestamp not null, oleh varchar not null,
    kunci varchar not null, lama double, baru double, sumber varchar not null, alasan varchar);
-- Cooperatives that staff joined (koperasi_lain ended in koperasi_id) or separated (koperasi_lain was taken out of it);
-- dibuat: the decision made the id koperasi_lain.
create table putusan_koperasi(nomor integer primary key, jenis varchar not null, koperasi_id varchar not null,
    koperasi_lain varchar not null, dibuat boolean not null, oleh varchar not null, waktu timestamp not null,
    alasan varchar not null);
-- Which rows such a decision moved, and the keys that rows of registers had then.
create table putusan_koperasi_baris(nomor integer not null, jenis varchar not null, periode varchar not null,
    unggahan_id integer not null, lembar varchar not null, baris integer not null, koperasi_id varchar not null,
    koperasi_lama varchar not null, nik_koperasi varchar, nomor_badan_hukum varchar, nama_koperasi varchar,
    kode_kelurahan varchar);
