-- Whose one-time link this is; nobody's where it has run out or the account is locked. SQLite.
select nama
from undangan join pengguna using (nama)
where token = ? and sampai between ? and ? and not terkunci
