-- What became of every cooperative since an earlier register; the last column: it stands in both.
select koperasi_id, nama_koperasi, nama_lalu, kode_kelurahan, kode_lalu, alur,
    status is not null and status_lalu is not null as tetap_ada
from rules.register_changes($periode, $periode_lalu, $kode, $kelompok)
order by alur, nama_koperasi, koperasi_id
