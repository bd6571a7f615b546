-- Before they are computed: the rows of these indicators in these quarters.
delete from indikator
where (periode, indikator) in (
    select (periode, indikator) from hitung_luas join sifat on hitung_luas.baru or sifat.luas
)
