-- Cooperatives tidak aktif in a quarter (the cohort), visited or trained in that quarter or not, and how many of them
-- are aktif 1 to 4 quarters later: one row per cohort, group and later quarter, over all published registers.
-- kena = null: the sheet of visits (trainings) of that quarter was never published, so nobody knows.
-- penyebut = 0: the later register is not published. koperasi_baru: those that no earlier cohort of the same group
-- counted, so that their sum over cohorts is the number of different cooperatives.
-- Who left the register is counted as not aktif; every cooperative counts in its area of then.
with register as (
    select periode, tahun * 4 + triwulan - 1 as indeks
    from periode
    join periode_jenis using (periode)
    where jenis = 'koperasi'
),
dahulu as (
    select periode, indeks, koperasi_id
    from koperasi_triwulan
    join register using (periode)
    where status = 'tidak aktif' and (kode_kelurahan between $kode and $kode || '/') and (not kkmp or $kelompok = 'semua')
),
kena as (
    select periode, koperasi_id from pendampingan_kunjungan
    where $jenis = 'pendampingan' and koperasi_id in (select koperasi_id from dahulu)
    union
    select periode, koperasi_id from pelatihan_peserta
    where $jenis = 'pelatihan' and koperasi_id in (select koperasi_id from dahulu)
),
kohor as (
    select dahulu.*, case when sumber.periode is not null then kena.koperasi_id is not null end as kena
    from dahulu
    left join periode_jenis as sumber on sumber.periode = dahulu.periode and sumber.jenis = $jenis
    left join kena on kena.periode = dahulu.periode and kena.koperasi_id = dahulu.koperasi_id
),
riwayat as (
    select indeks, koperasi_id, status
    from koperasi_triwulan
    join register using (periode)
    where koperasi_id in (select koperasi_id from dahulu)
),
langkah as (select unnest([1, 2, 3, 4]) as sesudah),
hitung as (
    select kohor.indeks, kena, sesudah, count(*) as anggota_kohor,
        count(*) filter (status = 'aktif') as pembilang,
        count(nanti.indeks) as penyebut,
        count(nanti.indeks) filter (status is null) as keluar,
        count(*) filter (status = 'tidak diketahui') as tidak_diketahui
    from kohor
    cross join langkah
    left join register as nanti on nanti.indeks = kohor.indeks + sesudah
    left join riwayat on riwayat.indeks = nanti.indeks and riwayat.koperasi_id = kohor.koperasi_id
    group by all
),
pertama as (
    select koperasi_id, kena, sesudah, min(kohor.indeks) as indeks
    from kohor
    cross join langkah
    join register as nanti on nanti.indeks = kohor.indeks + sesudah
    group by all
),
baru as (select indeks, kena, sesudah, count(*) as koperasi_baru from pertama group by all)
select register.periode, hitung.kena, hitung.sesudah, hitung.indeks + hitung.sesudah as indeks_sesudah, anggota_kohor, pembilang, penyebut,
    keluar, tidak_diketahui, coalesce(koperasi_baru, 0) as koperasi_baru
from hitung
join register on register.indeks = hitung.indeks
left join baru on baru.indeks = hitung.indeks and baru.kena is not distinct from hitung.kena and baru.sesudah = hitung.sesudah
order by register.periode desc, hitung.kena desc, hitung.sesudah
