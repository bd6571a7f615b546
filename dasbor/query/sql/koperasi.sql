-- The register of an area in a quarter, of one $status or all (null), the first $batas or all (null).
from rules.reached_register($periode, $jendela, $kode, $kelompok, $status, $batas)
order by nama_koperasi, koperasi_id
