-- The ledger, newest first; contoh: the publication was of invented data. Invented uploads are taken out of `unggahan`
-- when real data begin.
select nomor, terbitan.waktu, terbitan.oleh, tindakan, terbitan.periode, unggahan_id, keterangan, nama_berkas, sha256,
    coalesce(
        contoh,
        unggahan_id is not null
        or (tindakan <> 'tarik' and nomor < coalesce((select min(unggahan_id) from unggahan where not contoh), 1e9))
    ) as contoh
from terbitan left join unggahan using (unggahan_id)
order by nomor desc
