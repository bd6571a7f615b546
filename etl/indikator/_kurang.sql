-- The cases of one indicator inside an area that are in its denominator and not in its numerator. The statement of the
-- indicator stands in the first CTE.
with kasus as (
{kasus}
)
select kelompok_hitung, id from kasus
where pembilang = 0 and penyebut = 1 and rules.in_area(kode_kelurahan, $kode)
