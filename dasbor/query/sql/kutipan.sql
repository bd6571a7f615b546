-- Figures whose hash begins with $awal, as their citations write it: of version, names and amounts joined by "|". A whole
-- amount has no fraction, as a script writes it too.
with written as (
    select periode, kode_wilayah, indikator, kelompok_hitung, sumber, pembilang, penyebut, nilai,
        case when pembilang = trunc(pembilang) then pembilang::hugeint::varchar else pembilang::varchar end as part,
        case when penyebut = trunc(penyebut) then penyebut::hugeint::varchar else coalesce(penyebut::varchar, '') end
            as whole
    from indikator
    where pembilang is not null
),
hashed as (
    select *, upper(left(sha256(concat_ws('|', $versi::varchar, indikator, kode_wilayah, periode, kelompok_hitung, part,
        whole)), 16)) as sidik
    from written
)
select * exclude (part, whole)
from hashed
where starts_with(sidik, $awal)
order by sidik, sumber
