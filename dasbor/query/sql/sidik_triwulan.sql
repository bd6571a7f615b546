-- One word for all figures of a quarter: it changes with any of them.
select md5(string_agg(
        concat_ws('|', kode_wilayah, indikator, kelompok_hitung, sumber, coalesce(pembilang::varchar, '-'),
            coalesce(penyebut::varchar, '-'), coalesce(nilai::varchar, '-')),
        chr(10) order by kode_wilayah, indikator, kelompok_hitung, sumber
    )) as sidik
from indikator
where periode = $periode
