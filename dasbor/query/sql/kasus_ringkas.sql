-- The cases of an indicator as they were just made: who, where, and whether they count.
select id, kasus.nama, wilayah.nama as kelurahan, pembilang, penyebut
from kasus
left join wilayah on wilayah.kode = kode_kelurahan
