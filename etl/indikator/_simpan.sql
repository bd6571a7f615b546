-- What all indicators stand on, computed once for all of them: the views of _dasar.sql become tables of their names, so
-- that the statement of every indicator is planned upon a table. _lepas.sql takes them away again.
create temp table simpan_cakupan as from cakupan;
drop view cakupan;
alter table simpan_cakupan rename to cakupan;
create temp table simpan_naungan as from naungan;
drop view naungan;
alter table simpan_naungan rename to naungan;
create temp table simpan_register as from register;
drop view register;
alter table simpan_register rename to register;
create temp table simpan_terdaftar as from terdaftar;
drop view terdaftar;
alter table simpan_terdaftar rename to terdaftar;
create temp table simpan_dilatih as from dilatih;
drop view dilatih;
alter table simpan_dilatih rename to dilatih;
create temp table simpan_didampingi as from didampingi;
drop view didampingi;
alter table simpan_didampingi rename to didampingi;
