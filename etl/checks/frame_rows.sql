-- Where the rows of a frame wait to be asked about.
create or replace temp table baris(
    nomor bigint, tahun_buku_rat bigint, tanggal_rat date, tanggal_badan_hukum date, kkmp boolean
)
