-- Indicators that another rule counts otherwise: for the city in the newest quarter, and how many quarters and areas.
with berubah as (
    select indikator, periode, kode_wilayah,
        lama.pembilang as pembilang_lama, lama.penyebut as penyebut_lama, lama.nilai as nilai_lama,
        baru.pembilang, baru.penyebut, baru.nilai,
        (round(lama.pembilang, 2), round(lama.penyebut, 2), round(lama.nilai, 9))
            is distinct from (round(baru.pembilang, 2), round(baru.penyebut, 2), round(baru.nilai, 9)) as lain
    from (from lama.indikator where kelompok_hitung = 'semua') as lama
    full join (from indikator where kelompok_hitung = 'semua') as baru using (indikator, periode, kode_wilayah)
)
select indikator,
    any_value(pembilang_lama) filter (kota) as pembilang_lama,
    any_value(penyebut_lama) filter (kota) as penyebut_lama,
    any_value(nilai_lama) filter (kota) as nilai_lama,
    any_value(pembilang) filter (kota) as pembilang,
    any_value(penyebut) filter (kota) as penyebut,
    any_value(nilai) filter (kota) as nilai,
    count(distinct periode) filter (lain) as triwulan,
    count(distinct kode_wilayah) filter (lain) as wilayah
from (select *, periode = $periode and kode_wilayah = $kota as kota from berubah)
group by indikator
having bool_or(lain)
