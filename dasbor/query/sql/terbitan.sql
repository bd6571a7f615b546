-- The ledger, newest first.
select nomor, terbitan.waktu, terbitan.oleh, tindakan, terbitan.periode, unggahan_id, keterangan, nama_berkas, sha256
from terbitan left join unggahan using (unggahan_id)
order by nomor desc
