-- urutan: 76
-- judul: Pertumbuhan volume usaha
-- definisi: Perubahan volume usaha sejak setahun lalu (empat triwulan) dari koperasi terdaftar yang melaporkannya
--     sekarang dan waktu itu; di bawah nol bila turun.
-- pembilang: perubahan volume usaha
-- penyebut: volume usaha koperasi itu setahun lalu
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: dilaporkan Renstra satu kota 2026–2030; hanya koperasi yang melapor pada kedua triwulan menurut kesepakatan
--     dasbor ini
-- butuh: koperasi 0-0, koperasi 4-4
-- tanpa_baris: 0
-- kolom: koperasi volume_usaha
-- bukti: koperasi volume_usaha
-- sebutan: pertumbuhan volume usaha
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: ya
-- halaman: kesehatan
-- bagian: -
-- tampil: -
-- pilihan: -
-- rencana: 6
-- rentang: bebas
with dahulu as (
    select hitung.periode, koperasi_id, volume_usaha, letak(unggahan_id, lembar, baris) as letak_bukti
    from hitung
    join indeks_periode as saat on saat.indeks = hitung.indeks - 4
    join koperasi_triwulan as lalu on lalu.periode = saat.periode
)
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    terdaftar.volume_usaha::decimal(20, 2) - dahulu.volume_usaha::decimal(20, 2) as pembilang,
    dahulu.volume_usaha::decimal(20, 2) as penyebut,
    letak_bukti
from terdaftar
join dahulu using (periode, koperasi_id)
where terdaftar.volume_usaha is not null and dahulu.volume_usaha is not null
