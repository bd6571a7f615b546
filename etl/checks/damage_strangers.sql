-- Rows that were recognised by one key and of which most of the rest belongs to another cooperative: their key moved.
with baris as (
    select urut, any_value(lembar) as lembar, any_value(baris) as baris,
        count(*) filter (beda) as beda, count(*) as dari,
        bool_or(beda) filter (kolom = 'nama_koperasi') as nama_lain,
        any_value(tertulis) filter (kolom = 'nama_koperasi') as tertulis,
        any_value(tertulis_lalu) filter (kolom = 'nama_koperasi') as tertulis_lalu,
        coalesce(bool_or(kini = lalu) filter (kolom = 'nik_koperasi'), false) as dengan_nik
    from sel
    where ada and kini is not null and lalu is not null
    group by urut
)
select lembar, baris, tertulis, tertulis_lalu, dengan_nik
from baris
where nama_lain and beda > dari * 0.5
order by urut
