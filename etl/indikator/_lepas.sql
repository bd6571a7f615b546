-- The tables of _simpan.sql, once all is computed: the next time the views of _dasar.sql stand there again.
drop table didampingi;
drop table dilatih;
drop table terdaftar;
drop table register;
drop table naungan;
drop table cakupan;
