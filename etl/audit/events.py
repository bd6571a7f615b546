"""What is written into the audit: each kind of event once, with the words that its page shows."""

from __future__ import annotations

EVENTS = {
    "masuk": "Masuk",
    "keluar": "Keluar",
    "gagal_masuk": "Gagal masuk",
    "gagal_akun_kota": "Gagal masuk dengan akun kota",
    "tertahan": "Percobaan masuk ditahan",
    "sesi_dicabut": "Sesi dicabut",
    "unggah": "Buku kerja diunggah",
    "periksa": "Buku kerja diperiksa",
    "jawab": "Pertanyaan dijawab",
    "koreksi": "Data diperbaiki",
    "setuju": "Terbitan disetujui",
    "terbit": "Diterbitkan",
    "pulihkan": "Versi lama dipulihkan",
    "tarik": "Unggahan atau triwulan ditarik",
    "isi_kamus": "Kamus dinas diisi",
    "cabut_ejaan": "Arti di Kamus dinas dicabut",
    "bangun_ulang": "Dibangun ulang dari arsip",
    "tunjuk": "Penunjuk dipindahkan",
    "samarkan": "Nomor pribadi disamarkan",
    "unduh": "Berkas petugas diunduh",
    "cadangan": "Cadangan dibuat",
    "pulihkan_cadangan": "Cadangan dipulihkan",
    "uji_pulih": "Cadangan diuji dengan memulihkannya",
    "akun_dibuat": "Akun dibuat",
    "sandi_diganti": "Kata sandi diganti",
    "tautan_dibuat": "Tautan kata sandi dibuat",
    "akun_dikunci": "Akun dikunci",
    "akun_dibuka": "Akun dibuka",
    "akun_dihapus": "Akun dihapus",
    "akun_mulai_baru": "Akun dimulai dari awal",
    "peran_diubah": "Peran diubah",
    "ubah_pengaturan": "Pengaturan atau target diubah",
    "ejaan_diubah": "Ejaan diubah",
    "ditolak": "Tindakan ditolak",
    "baris_terpotong": "Baris audit yang terpotong disisihkan",
    "baris_rusak": "Baris audit terakhir rusak",
}
SYSTEM = "sistem"  # who, where no person did it
COMMAND_LINE = "baris perintah"  # the address of who types python -m etl
NOBODY = "(tidak dikenal)"  # who, where a name is no account
