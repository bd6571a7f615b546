-- Columns whose values are those of last quarter, but of other rows: sorted alone, shifted, or otherwise moved.
-- One row per column: cara ('geser' | 'urut' | 'pindah'), for a shift jarak (rows downwards) and the row it begins in.
-- A value changes within its cooperative; here it goes to another one, and leaves the one that had it.
with calon as (
    select *, ragam >= $banyak_nilai as beragam
    from ringkas
    where beda >= $paling_sedikit and (ragam >= $banyak_nilai or kolom in ({columns}))
),
isi as materialized (
    select kolom, urut, ada, beda, kini, lalu,
        coalesce(try_cast(kini as double), epoch(try_cast(kini as date))) as angka,
        coalesce(try_cast(lalu as double), epoch(try_cast(lalu as date))) as angka_lalu
    from sel
    semi join calon using (kolom)
),
-- values that one cooperative alone had, and which now are another's
milik as (
    select kolom, lalu as kini from isi where ada and lalu is not null group by all having count(*) = 1 and bool_or(beda)
),
berpindah as (
    select kolom, count(*) as pindah
    from isi
    join milik using (kolom, kini)
    where beda and isi.lalu is not null
    group by kolom
),
-- does the column stand in order from the first row to the last
urutan as (
    select kolom, coalesce(angka > lag(angka) over baris, kini > lag(kini) over baris) as naik,
        coalesce(angka < lag(angka) over baris, kini < lag(kini) over baris) as turun
    from isi
    where kini is not null
    window baris as (partition by kolom order by urut)
),
berurut as (
    select kolom
    from urutan
    group by kolom
    having count(*) >= $banyak_nilai and least(count(*) filter (naik), count(*) filter (turun)) <= count(*) * 0.02
),
-- whether who had much still has much, in columns that are suspect
peringkat as (
    select kolom, rank() over (partition by kolom order by angka) as kini,
        rank() over (partition by kolom order by angka_lalu) as lalu
    from isi
    where beda and angka is not null and angka_lalu is not null
        and kolom in (select kolom from berpindah where pindah >= $deret union all from berurut)
),
sejalan as (select kolom, corr(kini, lalu) as sejalan from peringkat group by kolom),
-- of columns with few values or in order: how much would differ if the values were dealt out anew, and how much of what
-- changed is the same values
dibagi as (
    select * from isi
    where ada and kolom in (select kolom from calon where not beragam union all from berurut)
),
sebaran as (select kolom, kini, count(*) as kali, count(*) filter (beda) as kali_beda from dibagi group by all),
sebaran_lalu as (
    select kolom, lalu as kini, count(*) as kali, count(*) filter (beda) as kali_beda from dibagi group by all
),
campuran as (
    select s.kolom, sum(s.kali * l.kali) as sebetulan, sum(least(s.kali_beda, l.kali_beda)) as sama
    from sebaran as s
    join sebaran_lalu as l on s.kolom = l.kolom and s.kini is not distinct from l.kini
    group by s.kolom
),
-- the neighbouring row of last quarter, where only it fits or only the own one
jauh as (select unnest([1, -1, 2, -2]) as jarak),
mungkin_geser as (
    select isi.kolom, jarak
    from isi
    cross join jauh
    join isi as sebelah on sebelah.kolom = isi.kolom and sebelah.urut = isi.urut - jarak
    where isi.beda and sebelah.ada and isi.kini is not distinct from sebelah.lalu
    group by all
    having count(*) >= $paling_sedikit
),
cocok as (
    select isi.kolom, jarak, isi.urut,
        coalesce(sebelah.ada, false) and isi.kini is not distinct from sebelah.lalu as dengan_sebelah,
        isi.ada and not isi.beda as dengan_sendiri
    from mungkin_geser
    join isi using (kolom)
    left join isi as sebelah on sebelah.kolom = isi.kolom and sebelah.urut = isi.urut - jarak
),
-- the run with most rows of the first sort, of which each one of the second takes away as much as its share allows
jumlah as (
    select kolom, jarak, urut,
        sum(
            case
                when dengan_sebelah and not dengan_sendiri then 1
                when dengan_sendiri and not dengan_sebelah then -$lawan
                else 0
            end
        ) over (partition by kolom, jarak order by urut) as jumlah
    from cocok
),
deret as (
    select kolom, jarak, urut,
        jumlah - least(0, min(jumlah) over (partition by kolom, jarak order by urut)) as panjang
    from jumlah
),
puncak as (
    select kolom, arg_max(jarak, (panjang, jarak)) as jarak, arg_max(urut, (panjang, jarak)) as akhir,
        max(panjang) as panjang
    from deret
    group by kolom
),
mulai as (
    select puncak.kolom, any_value(puncak.jarak) as jarak, any_value(puncak.panjang) as panjang,
        coalesce(max(urut) filter (deret.panjang = 0 and urut < akhir), 0) + 1 as mulai
    from puncak
    join deret using (kolom, jarak)
    group by puncak.kolom
),
ukuran as (
    select calon.kolom, calon.beda, bersama, beragam, coalesce(pindah, 0) as pindah, coalesce(sejalan, 0) as sejalan,
        1 - beda * bersama / nullif(bersama * bersama - coalesce(sebetulan, 0), 0) as tetap,
        coalesce(sama, 0) / beda as sama, berurut.kolom is not null as berurut, jarak,
        coalesce(panjang, 0) as panjang, mulai
    from calon
    left join berpindah using (kolom)
    left join sejalan using (kolom)
    left join campuran using (kolom)
    left join berurut using (kolom)
    left join mulai using (kolom)
),
keputusan as (
    select *,
        panjang >= $paling_sedikit and (beragam or panjang >= $deret or panjang >= beda * 0.5) as geser,
        case
            when beragam then pindah >= $deret and pindah >= beda * 0.15 and sejalan < 0.5
            else beda >= $deret and (tetap <= 0.5 and sama >= 0.75 or tetap <= 0.2 and sama >= 0.5)
        end as teracak
    from ukuran
)
select kolom, beda as jumlah, bersama as dari,
    case
        when berurut and tetap <= 0.5 then 'urut'
        when geser and (panjang >= beda * 0.3 or not teracak) then 'geser'
        else 'pindah'
    end as cara,
    jarak, mulai
from keputusan
where geser or teracak or (berurut and sejalan < 0.8 and tetap <= 0.5 and (beragam or sama >= 0.4))
order by kolom
