-- The cases summed, by whether they count and what tells them apart.
select coalesce(pembilang > 0, false) as dihitung, isi, count(*) as banyak,
    sum(pembilang::decimal(38, 2))::double as pembilang, sum(penyebut::decimal(38, 2))::double as penyebut
from dibaca
group by all
order by dihitung desc, min(nama), isi
