-- Cooperatives per kelurahan of an area and status.
from rules.status_by_kelurahan($periode, $kode, $kelompok)
order by kode_wilayah, status
