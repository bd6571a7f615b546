-- Awards of all quarters, newest first. An award in several workbooks stands once, from the latest.
select tanggal, nama_penghargaan, kategori, penerima, pemberi, koperasi_id, keterangan, periode, lembar, baris, unggahan_id
from penghargaan
qualify row_number() over (partition by tanggal, nama_penghargaan, kategori, penerima order by periode desc) = 1
order by tanggal desc nulls last, nama_penghargaan
