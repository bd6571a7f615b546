-- Rows of a quarter that say something else than before, wherever in the workbook they stand.
with sekarang as (
    select * exclude (unggahan_id, lembar, baris) from {table} where periode = $periode
),
sebelumnya as (
    select * exclude (unggahan_id, lembar, baris) from {before} where periode = $periode
)
select (select count(*) from (from sekarang except all from sebelumnya))
    + (select count(*) from (from sebelumnya except all from sekarang))
