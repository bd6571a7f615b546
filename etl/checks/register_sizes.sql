-- How many cooperatives the register of a quarter holds in each kelurahan.
select kode_kelurahan, wilayah.nama, count(*) as jumlah
from koperasi_triwulan
join wilayah on wilayah.kode = kode_kelurahan
where periode = $periode
group by all
order by kode_kelurahan
