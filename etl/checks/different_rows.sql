-- Rows of a quarter that say something else than before, wherever in the workbook they stand: what each row says is
-- counted up now and down before, and what is left over differs. A row that was changed is left over twice and counts once.
with baris as (
    select isi, 1 as kali
    from (select * exclude (unggahan_id, lembar, baris) from {table} where periode = $periode) as isi
    union all
    select isi, -1
    from (select * exclude (unggahan_id, lembar, baris) from {before} where periode = $periode) as isi
),
selisih as (select sum(kali) as kali from baris group by isi)
select coalesce(greatest(sum(kali) filter (kali > 0), -sum(kali) filter (kali < 0)), 0) from selisih
