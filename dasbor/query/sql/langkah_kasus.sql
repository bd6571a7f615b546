-- The cases of one indicator among those of several, see langkah.sql.
select {nomor} as nomor, periode, kode_kelurahan, kelompok_hitung, id, nama, pembilang, penyebut
from (
{kasus}
)
