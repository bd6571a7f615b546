-- The rows of a rekap for an area and the areas inside it, without those that somebody else counted.
select kode_wilayah, nama, tingkat, jumlah_aktif, jumlah_tidak_aktif, jumlah_diusulkan, unggahan_id, lembar, baris
from rekap_triwulan join wilayah on kode = kode_wilayah
where periode = $periode and sumber is null and rules.in_area(kode_wilayah, $kode)
order by kode_wilayah
