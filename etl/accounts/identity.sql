-- The account of somebody whom a provider has proved: name, locked, role. SQLite.
select nama, terkunci, peran
from identitas join pengguna using (nama)
where penerbit = ? and subjek = ?
