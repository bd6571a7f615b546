-- Health examinations of the active cooperatives of an area and quarter, counted by predicate and score.
-- Only those of the last $tahun years count, as in the indicators dinilai_kesehatan and sehat; the rest is null.
with aktif as (
    select predikat_kesehatan, skor_kesehatan,
        coalesce(rules.is_examined(tahun_penilaian, tanggal_akhir, $tahun::int), false) as berlaku
    from koperasi_triwulan
    join periode using (periode)
    where periode = $periode and status = 'aktif'
        and rules.in_area(kode_kelurahan, $kode) and rules.is_counted(kkmp, $kelompok)
)
select case when berlaku then predikat_kesehatan end as predikat,
    case when berlaku then skor_kesehatan end as skor, count(*) as jumlah
from aktif
group by all
order by all
