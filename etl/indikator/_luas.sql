-- The cases of an indicator that looks into the registers of all quarters: under these names it finds those, and counts
-- in all of them.
with hitung as (from hitung_luas),
register as (
{register}
),
terdaftar as (
{terdaftar}
)
from (
{kasus}
)
