-- The quarters to compute, by their running numbers, and what will be known of each kelurahan.
create or replace temp table hitung as
select *, rules.quarter_index(periode) as indeks
from periode
where rules.quarter_index(periode) between $awal and $akhir
