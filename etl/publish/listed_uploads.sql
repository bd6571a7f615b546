-- Every upload of the ledger with the kinds of sheet that it published, as a list.
select unggahan_id, periode, contoh, nama_berkas, oleh,
    list(distinct jenis order by jenis) filter (jenis is not null) as jenis
from unggahan
left join unggahan_lembar using (unggahan_id)
group by all
order by unggahan_id
