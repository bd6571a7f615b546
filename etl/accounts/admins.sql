-- Local accounts of a role that are not locked, and whether they have a password. SQLite.
select nama, sandi <> '' from pengguna
where peran = ? and not terkunci and nama not in (select nama from identitas)
