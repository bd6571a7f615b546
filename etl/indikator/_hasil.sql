-- The sums of all indicators by kelurahan.
create or replace temp table hasil_indikator as
select indikator, periode, kode_kelurahan, kelompok_hitung, sum(pembilang) as pembilang, sum(penyebut) as penyebut
from (
{semua}
)
group by all
