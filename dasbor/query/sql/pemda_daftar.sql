-- The areas of government of which something is held, with the newest quarter whose cooperatives are counted.
select pemda.*, terbaru.periode as terbaru
from pemda
left join (
    select kode_pemda, max(periode) as periode
    from angka_pemda
    where indikator = 'koperasi_terdaftar' and pembilang is not null
    group by all
) as terbaru on terbaru.kode_pemda = pemda.kode
order by pemda.kode
