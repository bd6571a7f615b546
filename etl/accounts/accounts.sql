-- All accounts by name, and for whom a one-time link is waiting at a time. SQLite.
select nama, peran, terkunci, sandi <> '', nama in (select nama from undangan where sampai >= ?), masuk_terakhir
from pengguna
order by nama
