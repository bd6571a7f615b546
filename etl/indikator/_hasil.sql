-- The sums of all indicators by kelurahan.
create or replace temp table hasil_indikator as
{semua}
