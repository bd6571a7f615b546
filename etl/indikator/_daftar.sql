-- The cases of one indicator inside an area. The statement of the indicator stands in the first CTE.
create or replace temp table kasus as
with kasus as (
{kasus}
),
kasus_dengan_bukti as (
    -- An indicator whose own row is the proof has no letak_bukti.
    from kasus
    union all by name
    select null::struct(unggahan_id integer, lembar varchar, baris integer) as letak_bukti where false
)
select id, nama, kode_kelurahan, pembilang::double as pembilang, penyebut::double as penyebut,
    letak.unggahan_id as unggahan_id, letak.lembar as lembar, letak.baris as baris,
    letak_bukti.unggahan_id as bukti_unggahan_id, letak_bukti.lembar as bukti_lembar, letak_bukti.baris as bukti_baris
from kasus_dengan_bukti
where kelompok_hitung = $kelompok and rules.in_area(kode_kelurahan, $kode)
