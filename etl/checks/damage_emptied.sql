-- Columns that lost their values: at least $paling_sedikit, and more than a share $bagian of those that were filled.
select kolom, 0 as pangkat, lembar, baris, tertulis, tertulis_lalu,
    count(*) over (partition by kolom) as jumlah, terisi as dari
from sel
join (select kolom, terisi from ringkas) using (kolom)
where kolom not in ({columns}) and beda and kini is null
qualify jumlah >= $paling_sedikit and jumlah > terisi * $bagian
order by kolom, urut
