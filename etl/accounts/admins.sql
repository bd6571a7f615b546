-- Local accounts of a role, whether they are locked, and whether they have a password. SQLite.
select nama, terkunci, sandi <> '' from pengguna
where peran = ? and nama not in (select nama from identitas)
