-- The rekap rows of one area in a quarter.
select jumlah_aktif, jumlah_tidak_aktif, jumlah_diusulkan, lembar, baris
from rekap_triwulan
where periode = $periode and kode_wilayah = $kode
