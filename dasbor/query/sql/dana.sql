-- Funds up to the chosen quarter: trainings, people, cooperatives and groups that each trained, and how many of them
-- were visited later, have a cooperative of their own or are active now, each beside how many that is known of.
with orang as (
    select dana, tahun, mode(sumber_dana) as sumber_dana, count(distinct kegiatan_id) as kegiatan,
        count(distinct peserta_id) as orang
    from rules.fund_participants($periode, $kode, $kelompok)
    group by dana, tahun
),
anggota as (
    select dana, tahun, count(koperasi_id) as koperasi, count(kelompok_id) as kelompok,
        count(*) filter (pernah_didampingi) as didampingi, count(pernah_didampingi) as didampingi_dari,
        count(*) filter (punya_koperasi) as berkoperasi, count(punya_koperasi) as berkoperasi_dari,
        count(*) filter (berdiri_sesudah) as berdiri, count(berdiri_sesudah) as berdiri_dari,
        count(*) filter (koperasi_id is not null and aktif_kini) as aktif,
        count(*) filter (koperasi_id is not null and aktif_kini is not null) as aktif_dari,
        count(*) filter (koperasi_id is null and aktif_kini) as terkait_aktif,
        count(*) filter (koperasi_id is null and aktif_kini is not null) as terkait_aktif_dari
    from rules.fund_members($periode, $kode, $kelompok)
    group by dana, tahun
)
select orang.*, coalesce(koperasi, 0) as koperasi, coalesce(kelompok, 0) as kelompok,
    didampingi, didampingi_dari, berkoperasi, berkoperasi_dari, berdiri, berdiri_dari, aktif, aktif_dari,
    terkait_aktif, terkait_aktif_dari
from orang left join anggota using (dana, tahun)
order by tahun desc, orang desc, dana
