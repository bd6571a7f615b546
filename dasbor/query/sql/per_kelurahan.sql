-- One indicator of the kelurahan inside an area.
select kode_wilayah, w.nama, kec.nama as kecamatan, pembilang, penyebut, nilai, periode, indikator, sumber
from indikator
join wilayah as w on w.kode = kode_wilayah
join wilayah as kec on kec.kode = w.induk
where periode = $periode and indikator = $indikator and kelompok_hitung = $kelompok
    and rules.is_smallest(w.tingkat, w.induk) and rules.in_area(kode_wilayah, $kode)
order by kode_wilayah
