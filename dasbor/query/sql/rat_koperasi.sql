-- The register of an area and quarter, or its KKMP alone, with what each owes and its status under $n book years.
from rules.register_with_meetings($periode, $jendela, $kode, $kelompok, $n_resmi, $n, $bulan)
where not $hanya_kkmp::bool or kkmp
order by rules.name_order(nama_koperasi), koperasi_id
limit $batas
