-- urutan: 81
-- judul: Pengurus dan pengawas bersertifikat
-- definisi: Bagian pengurus dan pengawas koperasi terdaftar yang bersertifikat kompetensi, di antara koperasi yang
--     melaporkan jumlahnya.
-- pembilang: pengurus dan pengawas bersertifikat
-- penyebut: pengurus dan pengawas koperasi yang melaporkan keduanya
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: dilaporkan Renstra satu kota 2026–2030
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi pengurus_bersertifikat, pengurus, pengawas_bersertifikat, pengawas
-- bukti: -
-- sebutan: pengurus dan pengawas bersertifikat
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: ya
-- halaman: kesehatan
-- bagian: -
-- tampil: wilayah, tren
-- pilihan: -
-- rencana: 5
with orang as (
    select *,
        rules.known_pair(pengurus_bersertifikat, pengurus) as dari_pengurus,
        rules.known_pair(pengawas_bersertifikat, pengawas) as dari_pengawas
    from terdaftar
)
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    coalesce(dari_pengurus.bagian, 0) + coalesce(dari_pengawas.bagian, 0) as pembilang,
    coalesce(dari_pengurus.semua, 0) + coalesce(dari_pengawas.semua, 0) as penyebut
from orang
where dari_pengurus is not null or dari_pengawas is not null
