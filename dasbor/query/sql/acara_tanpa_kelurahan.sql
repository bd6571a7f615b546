-- How many events from quarter $awal (null = the first) to the chosen one a list of a part of the city leaves out:
-- they say no kelurahan.
select count(*) as banyak
from acara
where periode between coalesce($awal, '') and $periode and kode_kelurahan is null
    and $kode <> (select kode from wilayah where induk is null)
