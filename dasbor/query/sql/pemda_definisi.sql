-- How each area of government counts an indicator.
select kode_pemda as kode, sidik, isi::varchar as isi from definisi where indikator = $indikator order by kode
