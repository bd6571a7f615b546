-- Other quarters for which the same workbook is the source of something published.
select distinct unggahan.periode
from periode_jenis
join unggahan using (unggahan_id)
where sha256 = $sha256 and unggahan.periode <> $periode
