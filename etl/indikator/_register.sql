-- The register of each quarter to compute.
select hitung.periode, hitung.indeks, hitung.tanggal_akhir, kelompok_hitung,
    koperasi_triwulan.* exclude (periode)
from koperasi_triwulan
join hitung using (periode)
join cakupan on rules.is_counted(kkmp, kelompok_hitung)
