-- The rekap rows of one area in a quarter: the dinas's own (sumber null) first, then those that others counted.
select sumber, jumlah_aktif, jumlah_tidak_aktif, jumlah_diusulkan, unggahan_id, lembar, baris
from rekap_triwulan
where periode = $periode and kode_wilayah = $kode
order by sumber nulls first
