-- Rows of one kind of sheet that speak of cooperatives: where each stands, and its keys where it is a register's.
select {names}, periode, unggahan_id, lembar, baris, koperasi_id, {keys}
from {table}
where list_contains($ids, koperasi_id)
