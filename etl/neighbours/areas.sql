-- What is wrong with the rows of wilayah.csv (table wilayah_mentah), likewise.
with salah as (
    select baris, 'kodenya bukan kode wilayah' as rincian
    from wilayah_mentah where not regexp_full_match(kode, '\d\d\.\d\d(\.\d{2,4}){0,2}')
    union all
    select baris, 'kodenya di luar kode pemda ini'
    from wilayah_mentah where kode <> $kode and not starts_with(kode, $kode || '.')
    union all
    select baris, 'tingkatnya tidak dikenal'
    from wilayah_mentah where tingkat not in ('kota', 'kabupaten', 'kecamatan', 'kelurahan', 'desa')
    union all
    select baris, 'induknya tidak ada di wilayah.csv'
    from wilayah_mentah anti join (select kode from wilayah_mentah) as atas on atas.kode = induk
    where kode <> $kode
    union all
    select baris, 'induknya bukan wilayah di atasnya'
    from wilayah_mentah where kode <> $kode and not starts_with(kode, induk || '.')
    union all
    select max(baris), 'kode yang sama tercantum dua kali'
    from wilayah_mentah group by kode having count(*) > 1
)
select rincian, min(baris) as baris, count(*) as banyak
from salah
group by rincian
order by baris, rincian
