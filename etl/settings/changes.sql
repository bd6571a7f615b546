-- Every change of the settings, oldest first.
select nomor, waktu, oleh, kunci, lama, baru, sumber, coalesce(alasan, '') as alasan
from pengaturan_perubahan
order by nomor, kunci
