-- The cooperatives of a quarter's register.
select koperasi_id from koperasi_triwulan where periode = $periode
