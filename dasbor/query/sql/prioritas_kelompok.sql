-- Groups trained in the window: last training, last visit and officer, and where the training stands in the workbook.
select * exclude (kapan)
from rules.trained_groups([$periode], $jendela, $kode)
order by nama, kelompok_id
