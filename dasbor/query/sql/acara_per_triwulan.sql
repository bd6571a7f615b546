-- The events of an area by the quarter of their last day; those without a kelurahan are the city's only.
select periode, nama_acara
from acara
where rules.in_area(kode_kelurahan, $kode)
    or (kode_kelurahan is null and $kode = (select kode from wilayah where induk is null))
group by periode, nama_acara
order by periode, min(tanggal), nama_acara
