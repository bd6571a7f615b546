-- The cases that are shown.
select * exclude (isi) from tampak order by pembilang desc, nama, id
