-- Findings in the rows of the register that speak of one cooperative, newest first.
select k.periode, temuan.berat, temuan.lembar || '!' || temuan.sel as sel, isi, pesan, saran
from temuan
join koperasi_triwulan as k on k.unggahan_id = temuan.unggahan_id and k.lembar = temuan.lembar
    and try_cast(regexp_extract(temuan.sel, '^[A-Z]*([0-9]+)$', 1) as integer) = k.baris
where koperasi_id = $id
order by k.periode desc, temuan.sel
