-- The deadlines of the annual meetings, by the year of the meeting and the form of the cooperative.
create or replace temp table batas_rat as
select unnest($tahun::int[]) as tahun, unnest($bentuk::varchar[]) as bentuk, unnest($hari::date[]) as batas
