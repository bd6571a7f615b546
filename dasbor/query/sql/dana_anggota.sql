-- Cooperatives and groups that a fund of a year trained, and what followed.
select m.*, koperasi_id is null as adalah_kelompok, wilayah.nama as kelurahan
from rules.fund_members($periode, $kode, $kelompok) as m
join wilayah on wilayah.kode = kode_kelurahan
where dana = $dana and tahun = $tahun
order by rules.name_order(m.nama), baris
