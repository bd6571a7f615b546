-- Other ids for the rows of one kind that are listed in _pindah.
update {table} as t
set koperasi_id = p.baru
from (select distinct periode, unggahan_id, lembar, baris, koperasi_id, baru from _pindah where jenis = $kind) as p
where t.periode = p.periode and t.unggahan_id = p.unggahan_id and t.lembar = p.lembar and t.baris = p.baris
    and t.koperasi_id = p.koperasi_id
