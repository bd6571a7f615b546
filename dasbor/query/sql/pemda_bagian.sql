-- One indicator of all areas inside one area of government, in a quarter.
select wilayah.kode, wilayah.nama, wilayah.tingkat, wilayah.induk, sumber, pembilang, penyebut, nilai
from wilayah
left join angka on angka.kode_pemda = $kode and angka.kode_wilayah = wilayah.kode and indikator = $indikator
    and periode = $periode and kelompok_hitung = $kelompok
where wilayah.kode_pemda = $kode and wilayah.kode <> $kode
order by wilayah.kode
