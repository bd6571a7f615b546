-- The register of an area in a quarter, of one $status or all (null), the first $batas or all (null): those that need
-- somebody first, then by name without its legal form in front ($bentuk, a pattern), else all KKMP would lead.
select {kolom}
from rules.reached_register($periode, $jendela, $kode, $kelompok, $status)
order by list_position(['tidak aktif', 'tidak diketahui', 'diusulkan dibubarkan', 'aktif'], status) nulls last,
    lower(coalesce(nullif(trim(regexp_replace(rules.name_order(nama_koperasi), $bentuk, '')), ''), nama_koperasi)),
    rules.name_order(nama_koperasi), koperasi_id
limit $batas
