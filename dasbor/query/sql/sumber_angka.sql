-- What a published value was counted from.
select sumber from indikator
where indikator = $indikator and periode = $periode and kode_wilayah = $kode and kelompok_hitung = $kelompok
