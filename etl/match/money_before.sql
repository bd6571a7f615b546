-- Money of the last register before a quarter.
select koperasi_id, {columns}
from koperasi_triwulan
where periode = (select max(periode) from periode_jenis where jenis = 'koperasi' and periode < $periode)
