-- The registered cooperatives of an area and quarter with the most of one measure of laporan.sql.
select nama_koperasi
from koperasi_triwulan
where periode = $periode and rules.is_registered(status)
    and rules.in_area(kode_kelurahan, $kode) and rules.is_counted(kkmp, $kelompok)
order by
    case $ukuran
        when 'anggota' then rules.members(jumlah_anggota, anggota_laki, anggota_perempuan)::decimal(20, 2)
        when 'modal_sendiri' then modal_sendiri::decimal(20, 2)
        when 'modal_luar' then modal_luar::decimal(20, 2)
        when 'aset' then aset::decimal(20, 2)
        when 'volume_usaha' then volume_usaha::decimal(20, 2)
        when 'shu' then shu::decimal(20, 2)
    end desc nulls last,
    nama_koperasi, koperasi_id
limit $batas
