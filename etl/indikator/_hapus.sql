-- Before they are computed: the rows of these indicators in these quarters.
delete from indikator
where periode in (select periode from hitung) and indikator in (select indikator from sifat)
