-- People of an area trained up to the chosen quarter whose list says no fund.
select count(distinct peserta_id) as orang
from pelatihan_peserta
where periode <= $periode and rules.in_area(kode_kelurahan, $kode) and rules.fund_key(sumber_dana) is null
