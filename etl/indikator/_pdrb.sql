-- The PDRB of the area by year.
create or replace temp table pdrb as
select unnest($tahun::int[]) as tahun, unnest($nilai::double[]) as nilai
