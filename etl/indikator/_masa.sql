-- When areas that have dates are in force; null = always, to this day.
create or replace temp table masa as
select unnest($kode::varchar[]) as kode, unnest($dari::date[]) as dari, unnest($sampai::date[]) as sampai
