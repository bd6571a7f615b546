-- The register rows of two cooperatives in one quarter, the first one first.
from koperasi_triwulan
where periode = $periode and koperasi_id in ($satu, $dua)
order by koperasi_id <> $satu
