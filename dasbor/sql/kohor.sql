-- Cooperatives tidak aktif in a quarter (the cohort), visited or trained in that quarter or not, and how many of them
-- are aktif 1 to 4 quarters later. Rows without periode pool all cohorts whose later register is published.
-- kena = null: the sheet of visits (trainings) of that quarter was never published, so nobody knows.
-- Who left the register is counted as not aktif; every cooperative counts in its area of then.
with saat as (
    select periode, tahun * 4 + triwulan - 1 as indeks from periode where periode <= $sampai
),
register as (
    select periode, indeks from saat join periode_jenis using (periode) where jenis = 'koperasi'
),
kena as (
    select periode, koperasi_id, 'pendampingan' as jenis from pendampingan_kunjungan where $jenis = 'pendampingan'
    union
    select periode, koperasi_id, 'pelatihan' from pelatihan_peserta where $jenis = 'pelatihan'
),
kohor as (
    select dahulu.periode, register.indeks, dahulu.koperasi_id,
        case when sumber.periode is not null then kena.koperasi_id is not null end as kena
    from koperasi_triwulan as dahulu
    join register using (periode)
    left join periode_jenis as sumber on sumber.periode = dahulu.periode and sumber.jenis = $jenis
    left join kena on kena.periode = dahulu.periode and kena.koperasi_id = dahulu.koperasi_id
    where status = 'tidak aktif' and (kode_kelurahan between $kode and $kode || '/') and (not kkmp or $kelompok = 'semua')
),
kemudian as (
    select kohor.*, sesudah, nanti.periode is not null as terbit, kini.koperasi_id is not null as ada, kini.status
    from kohor
    cross join (select unnest([1, 2, 3, 4]) as sesudah)
    left join register as nanti on nanti.indeks = kohor.indeks + sesudah
    left join koperasi_triwulan as kini on kini.periode = nanti.periode and kini.koperasi_id = kohor.koperasi_id
)
select periode, kena, sesudah,
    count(*) as anggota_kohor,
    count(*) filter (terbit and status = 'aktif') as pembilang,
    count(*) filter (terbit) as penyebut,
    count(*) filter (terbit and not ada) as keluar,
    count(*) filter (terbit and status = 'tidak diketahui') as tidak_diketahui,
    count(distinct koperasi_id) filter (terbit) as koperasi
from kemudian
group by grouping sets ((periode, kena, sesudah), (kena, sesudah))
order by periode desc nulls first, kena desc, sesudah
