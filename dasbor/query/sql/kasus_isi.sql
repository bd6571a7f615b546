-- The cases with the text of the register's column that tells them apart; null where no row says it. Of several
-- registers that hold the row of a case the first counts.
create or replace temp table dibaca as
select kasus.*, case when k.koperasi_id is not null then coalesce(nullif(k.{kolom}, ''), $kosong) end as isi
from kasus
left join koperasi_triwulan as k on k.koperasi_id = id and k.unggahan_id = kasus.unggahan_id
    and k.lembar = kasus.lembar and k.baris = kasus.baris
    and k.periode between $awal and $akhir and list_contains($kuartal, k.periode)
qualify row_number() over (partition by id order by k.periode) = 1
