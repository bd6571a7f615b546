-- How many rows of a kind of sheet hold a value, by quarter and column, in an area; and whether the workbook had the column.
with isi as (
    select * from query_table($tabel) where rules.in_area(kode_kelurahan, $kode)
),
terisi as (
    unpivot (select periode, count(columns(* exclude (periode))) from isi group by periode)
    on columns(* exclude (periode)) into name kolom value terisi
),
baris as (
    select periode, count(*) as baris from isi group by periode
),
di_berkas as (
    select distinct unggahan_id, kolom
    from unggahan_kolom
    join unggahan_lembar using (unggahan_id, lembar)
    where jenis = $jenis
)
select p.periode, terisi.kolom, terisi.terisi, baris.baris, di_berkas.kolom is not null as ada_kolom
from periode_jenis as p
join baris using (periode)
join terisi using (periode)
left join di_berkas on di_berkas.unggahan_id = p.unggahan_id and di_berkas.kolom = terisi.kolom
where p.jenis = $jenis
order by p.periode, terisi.kolom
