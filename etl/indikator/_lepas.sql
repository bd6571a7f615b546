-- A table of _simpan.sql, once all is computed: the next time the view of _dasar.sql stands there again.
drop table {nama};
