-- Every key under which a cooperative was ever published, with the last quarter of that key.
select {columns}, max(periode) as periode
from koperasi_triwulan
group by all
order by periode, koperasi_id
