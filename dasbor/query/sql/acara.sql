-- Events of an area from quarter $awal (null = the first) to the chosen one, newest first; those without a kelurahan
-- are the city's only.
select acara.*, wilayah.nama as kelurahan
from acara
left join wilayah on wilayah.kode = kode_kelurahan
where periode between coalesce($awal, '') and $periode
    and (
        rules.in_area(kode_kelurahan, $kode)
        or (kode_kelurahan is null and $kode = (select kode from wilayah where induk is null))
    )
order by tanggal desc nulls last, nama_acara, baris
