-- One indicator of the kelurahan inside an area; all of them where none is named (null).
select kode_wilayah, w.nama, kec.nama as kecamatan, pembilang, penyebut, nilai, periode, indikator, sumber
from indikator
join wilayah as w on w.kode = kode_wilayah
join wilayah as kec on kec.kode = w.induk
where periode = $periode and ($indikator is null or indikator = $indikator) and kelompok_hitung = $kelompok
    and rules.is_smallest(w.tingkat, w.induk) and rules.in_area(kode_wilayah, $kode)
order by indikator, kode_wilayah
