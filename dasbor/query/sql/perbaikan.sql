-- Cells that staff mended beside a workbook, in the order of sheets and cells.
select unggahan_id, lembar, sel, isi_lama, isi_baru, alasan, oleh, waktu
from perbaikan
order by unggahan_id, lembar, sel
