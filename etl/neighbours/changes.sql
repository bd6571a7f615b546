-- How many figures of the package stand otherwise in the one that is held, in quarters that both have.
with sama as (
    select periode from angka_masuk intersect select periode from dipegang
)
select count(*)
from (select * from angka_masuk semi join sama using (periode)) as baru
full join (select * from dipegang semi join sama using (periode)) as lama
    using (periode, kode_wilayah, indikator, kelompok_hitung)
where baru.nilai is distinct from lama.nilai
    or baru.pembilang is distinct from lama.pembilang
    or baru.penyebut is distinct from lama.penyebut
