-- Events of an area from quarter $awal (null = the first) to the chosen one, newest first; one in several workbooks
-- stands once, from the latest. Those without a kelurahan are the city's only.
select acara.* exclude (kode_kelurahan), kode_kelurahan, wilayah.nama as kelurahan
from acara
left join wilayah on wilayah.kode = kode_kelurahan
where periode between coalesce($awal, '') and $periode
qualify row_number() over (partition by tanggal, nama_acara, tempat order by periode desc, unggahan_id desc, baris) = 1
    and (
        rules.in_area(kode_kelurahan, $kode)
        or (kode_kelurahan is null and $kode = (select kode from wilayah where induk is null))
    )
order by tanggal desc nulls last, nama_acara, baris
