-- What all indicators stand on, computed once for all of them: the views of _dasar.sql become tables.
create or replace temp table simpan_cakupan as from cakupan;
create or replace temp view cakupan as from simpan_cakupan;
create or replace temp table simpan_naungan as from naungan;
create or replace temp view naungan as from simpan_naungan;
create or replace temp table simpan_register as from register;
create or replace temp view register as from simpan_register;
create or replace temp table simpan_dilatih as from dilatih;
create or replace temp view dilatih as from simpan_dilatih;
create or replace temp table simpan_didampingi as from didampingi;
create or replace temp view didampingi as from simpan_didampingi;
