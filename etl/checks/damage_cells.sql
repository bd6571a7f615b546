-- Each cell of a register beside what the same cooperative said in an earlier one, as the temporary table sel: one row
-- per column and row of the workbook, in its order. ada: the cooperative stands in both; beda: it says something else.
create or replace temp table sel as
with terurut as (
    select koperasi_id, lembar, baris, row_number() over (order by lembar, baris) as urut, {columns}
    from {now}
    where periode = $periode
),
teks as (
    select koperasi_id, lembar, baris, urut, columns(* exclude (koperasi_id, lembar, baris, urut))::varchar
    from terurut
),
teks_lalu as (
    select koperasi_id, columns(* exclude (koperasi_id))::varchar
    from (select koperasi_id, {columns} from {before} where periode = $periode_lalu)
),
baru as (from teks unpivot include nulls (isi for kolom in ({columns}))),
lama as (from teks_lalu unpivot include nulls (isi for kolom in ({columns}))),
sandingan as (
    select kolom, urut, lembar, baris, koperasi_id, baru.isi as tertulis, lama.isi as tertulis_lalu,
        lama.koperasi_id is not null as ada,
        rules.comparable(kolom, baru.isi) as kini, rules.comparable(kolom, lama.isi) as lalu
    from baru
    left join lama using (koperasi_id, kolom)
)
select *, ada and kini is distinct from lalu as beda from sandingan
