-- The cases that are shown.
select * exclude (isi) from tampak order by pembilang desc, rules.name_order(nama), id
