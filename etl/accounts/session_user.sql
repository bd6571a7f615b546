-- Whose session this is, with the role of this moment; nobody's where it has run out or the account is locked. SQLite.
select nama, peran
from sesi join pengguna using (nama)
where token = ? and sampai between ? and ? and not terkunci
