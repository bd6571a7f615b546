-- What the indicators share. hitung = the quarters to compute; aturan = the settings, one row.
-- Every row stands once for "semua" and, unless it belongs to a KKMP, once more for "tanpa_kkmp".
-- {simpan}: what many indicators stand on is a table where all of them are computed, and a view where one is looked at.

-- Where a row stands in its workbook.
create or replace temp macro letak(unggahan_id, lembar, baris) as
    {{'unggahan_id': unggahan_id, 'lembar': lembar, 'baris': baris}};

create or replace temp view indeks_periode as
select periode, rules.quarter_index(periode) as indeks, tanggal_akhir from periode;

create or replace temp {simpan} cakupan as
select unnest(['semua', 'tanpa_kkmp']) as kelompok_hitung;

-- Which areas contain a kelurahan: itself, its kecamatan, the city.
create or replace temp {simpan} naungan as
with recursive naik as (
    select kode as kode_kelurahan, kode from wilayah
    union all
    select naik.kode_kelurahan, wilayah.induk from naik join wilayah using (kode) where wilayah.induk is not null
)
from naik;

-- The register of each quarter to compute.
create or replace temp {simpan} register as
{register};

-- Registered: neither proposed for dissolution nor dissolved.
create or replace temp {simpan} terdaftar as
{terdaftar};

-- Cooperatives with a participant, and cooperatives visited, in the window that ends with the quarter;
-- letak_bukti is the latest row that says so.
create or replace temp {simpan} dilatih as
select hitung.periode, koperasi_id,
    arg_max(letak(unggahan_id, lembar, baris), (tanggal_mulai, saat.indeks, baris)) as letak_bukti
from hitung, aturan, pelatihan_peserta as peserta
join indeks_periode as saat on saat.periode = peserta.periode
where koperasi_id is not null and rules.in_window(saat.periode, hitung.periode, jendela_triwulan)
group by hitung.periode, koperasi_id;

create or replace temp {simpan} didampingi as
select hitung.periode, koperasi_id,
    arg_max(letak(unggahan_id, lembar, baris), (tanggal, saat.indeks, baris)) as letak_bukti
from hitung, aturan, pendampingan_kunjungan as kunjungan
join indeks_periode as saat on saat.periode = kunjungan.periode
where koperasi_id is not null and rules.in_window(saat.periode, hitung.periode, jendela_triwulan)
group by hitung.periode, koperasi_id;
