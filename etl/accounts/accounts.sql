-- All accounts by name, for whom a one-time link is waiting at a time, and the e-mail of those whom a provider
-- vouches for (null = a local account). SQLite.
select
    nama, peran, terkunci, sandi <> '', nama in (select nama from undangan where sampai between ? and ?), masuk_terakhir,
    identitas.email
from pengguna left join identitas using (nama)
order by nama
