-- The corrections of the workbooks that a quarter's rows came from: sheet, cell, new value.
select lembar, sel, isi_baru
from perbaikan
where unggahan_id in (select unggahan_id from periode_jenis where periode = $periode)
