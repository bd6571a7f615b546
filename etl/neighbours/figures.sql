-- What is wrong with the rows of indikator.csv (table mentah, all of it text): of each kind of fault the first row and
-- how many there are. $dikenal: the indicators that this release knows; of the others only what every row must be.
with dikenal as (
    select unnest($dikenal, recursive := true)
),
angka_teks as (
    select baris, unnest(['pembilang', 'penyebut', 'nilai']) as kolom, unnest([pembilang, penyebut, nilai]) as teks
    from mentah
),
terbaca as (
    select mentah.baris, mentah.indikator, cacah, bebas, rupiah,
        try_cast(nullif(pembilang, '') as double) as pembilang,
        try_cast(nullif(penyebut, '') as double) as penyebut,
        try_cast(nullif(nilai, '') as double) as nilai
    from mentah
    join dikenal using (indikator)
),
salah as (
    select baris, 'triwulannya tidak dapat dibaca, atau belum mulai' as rincian
    from mentah
    where not coalesce(regexp_full_match(periode, '20\d\d-T[1-4]') and periode <= $terakhir, false)
    union all
    select baris, 'kode wilayahnya tidak ada di wilayah.csv'
    from mentah anti join wilayah_masuk on kode = kode_wilayah
    union all
    select baris, 'nama indikatornya tidak dapat dibaca'
    from mentah where not regexp_full_match(indikator, '[a-z][a-z0-9_]{0,59}')
    union all
    select baris, 'kelompok_hitung atau sumbernya tidak dikenal'
    from mentah where kelompok_hitung not in ('semua', 'tanpa_kkmp') or sumber not in ('register', 'rekap')
    union all
    select baris, 'kolom contoh berbeda dari definisi.json'
    from mentah where contoh is distinct from $contoh
    union all
    select baris, kolom || ' bukan angka'
    from angka_teks
    where teks <> '' and not (
        regexp_full_match(teks, '-?[0-9]{1,24}(\.[0-9]{1,24})?(e[+-]?[0-9]{1,3})?')
        and coalesce(abs(try_cast(teks as double)) < 1e18, false)
    )
    union all
    select baris, 'angkanya negatif'
    from terbaca where least(penyebut, case when not rupiah then pembilang end) < 0 and not bebas
    union all
    select baris, 'jumlahnya bukan bilangan bulat'
    from terbaca where cacah and not rupiah and pembilang <> floor(pembilang)
    union all
    select baris, 'pembilangnya melebihi penyebut'
    from terbaca where not cacah and not bebas and pembilang > penyebut
    union all
    select baris, 'indikator ini hanya jumlah, tanpa penyebut'
    from terbaca where cacah and penyebut is not null
    union all
    select baris, 'nilainya bukan pembilang dibagi penyebut'
    from terbaca
    where nilai is distinct from null and not coalesce(
        case
            when cacah then abs(nilai - pembilang) <= 1e-9 * abs(pembilang)
            when penyebut <> 0 then abs(nilai - pembilang / penyebut) <= 1e-9 * greatest(abs(nilai), 1e-9)
        end, false
    )
    union all
    select max(baris), 'angka yang sama tercantum dua kali'
    from mentah
    group by periode, kode_wilayah, indikator, kelompok_hitung
    having count(*) > 1
)
select rincian, min(baris) as baris, count(*) as banyak
from salah
group by rincian
order by baris, rincian
