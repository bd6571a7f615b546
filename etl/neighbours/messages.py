"""What is said of a package of another area of government: each message once, with weight and advice, as etl/pesan.py.

"salah": it is not taken; "periksa": it is taken, and this is said of it. Of the first kind KEY_QUESTIONS and CONSENTS
can be answered by a person.
"""

from __future__ import annotations

from etl import personal
from etl.pesan import TO_CHECK, WRONG, Finding, MessageText

_AGAIN = "Minta paket itu sekali lagi kepada pengirimnya: alamat dasbornya, lalu /data/paket.zip."
_THEIRS = "Sampaikan ini kepada pengelola dasbor pengirimnya. Yang dipegang sekarang tetap tampil."
_CATALOGUE = (
    # ── the file ──
    MessageText("paket_terlalu_besar", WRONG, "Berkas ini {ukuran}; paket data paling besar {batas}.", _AGAIN),
    MessageText("bukan_paket", WRONG, "Berkas ini bukan paket data dasbor koperasi: {rincian}.", _AGAIN),
    MessageText(
        "buku_kerja",
        WRONG,
        "Berkas ini buku kerja, bukan paket data.",
        "Buku kerja diperiksa di halaman Unggah; yang diterima di sini paket.zip dari dasbor pemda lain.",
    ),
    MessageText("paket_tidak_utuh", WRONG, "Paket ini tidak utuh. {rincian}", _AGAIN),
    MessageText("paket_mencurigakan", WRONG, "Paket ini ditolak demi keamanan: {rincian}.", _THEIRS),
    # ── its tables ──
    MessageText("paket_berisi_salah", WRONG, "{berkas}{tempat}: {rincian}.", _THEIRS),
    MessageText("paket_bernomor_pribadi", WRONG, "{berkas}{tempat} memuat {jenis}.", _THEIRS),
    # ── whose it is ──
    MessageText(
        "paket_sendiri",
        WRONG,
        "Ini paket data pemda ini sendiri ({nama}, kode {kode}).",
        "Yang diterima di sini hanya paket pemda lain.",
    ),
    MessageText(
        "paket_pemda_lain",
        WRONG,
        "Paket ini atas nama {nama} (kode {kode}), padahal pengirimnya pemda dengan kode {seharusnya}.",
        "Periksa [wilayah] kode di pengaturan pengirimnya, dan siapa yang mengirimnya.",
    ),
    MessageText(
        "kunci_belum_dikenal",
        WRONG,
        "Utuh, kunci belum dikenal: paket {nama} ditandatangani kunci {sidik}.",
        "Tanyakan sidik kunci kepada {nama} (kaki dasbornya, atau telepon). Bila sama, {cara}.",
    ),
    MessageText(
        "kunci_bukan_yang_disebut",
        WRONG,
        "Sidik yang Anda sebut, {disebut}, bukan sidik kunci paket {nama} ini ({sidik}).",
        "Periksa salin-tempelnya, lalu tanyakan lagi kepada {nama}. Bila memang lain, paket ini bukan dari sana.",
    ),
    MessageText(
        "kunci_berganti",
        WRONG,
        "Utuh, tetapi kuncinya lain: paket {nama} yang dipegang ditandatangani kunci {lama}, yang ini kunci {sidik}.",
        "Tanyakan kepada {nama} apakah kuncinya memang diganti. Bila sidiknya sama, {cara}.",
    ),
    MessageText(
        "paket_lebih_lama",
        WRONG,
        "Paket ini dibuat {dibuat}, lebih lama daripada yang dipegang ({dipegang}).",
        "Pakai paket terbaru. Bila yang lama memang dikehendaki, {cara}.",
    ),
    MessageText(
        "contoh_di_atas_data",
        WRONG,
        "Paket ini DATA CONTOH (semuanya rekaan), sedangkan yang dipegang dari {nama} data dinas.",
        "Pakai paket data dinas. Bila data contoh memang dikehendaki, {cara}.",
    ),
    # ── what is said of one that is taken ──
    MessageText("sudah_dipegang", TO_CHECK, "Paket ini sudah dipegang; tidak ada yang berubah.", "", False),
    MessageText(
        "paket_contoh",
        TO_CHECK,
        "Isi paket ini DATA CONTOH: semuanya rekaan.",
        "Angkanya ditandai di setiap halaman dan tidak dijumlahkan dengan data dinas.",
        False,
    ),
    MessageText(
        "nama_lain_di_daftar",
        TO_CHECK,
        "Menurut daftar wilayah di sini kode {kode} ialah {di_sini}; paket ini menyebut dirinya {nama}.",
        "Pastikan pengirimnya memang {di_sini}.",
    ),
    MessageText(
        "nama_sama",
        TO_CHECK,
        "{nama} juga nama pemda lain di sini (kode {lain}).",
        "Pastikan pengirimnya yang berkode {kode}. Di halaman keduanya ditulis dengan kodenya.",
    ),
    MessageText(
        "definisi_berbeda",
        TO_CHECK,
        "Tidak dibandingkan, sebab dihitung lain: {indikator}. Yang berbeda: {beda}.",
        "",
        False,
    ),
    MessageText(
        "definisi_tidak_diketahui",
        TO_CHECK,
        "Cara menghitungnya tidak diketahui: {indikator}. Angkanya tidak dibandingkan.",
        "Minta pengirim memperbarui dasbornya (bila sudah: menjalankan rebuild), lalu mengirim paketnya yang baru.",
        False,
    ),
    MessageText(
        "indikator_tidak_dikenal",
        TO_CHECK,
        "Rilis di sini belum mengenal: {indikator}. Angkanya tidak dipakai.",
        "Sesudah rilis yang baru dipasang di sini, angkanya ikut tampil.",
        False,
    ),
)
MESSAGES = {m.kode: m for m in _CATALOGUE}
_KEYS = ("sidik", "lama", "disebut")  # fingerprints, whose digits are nobody's
KEY_QUESTIONS = ("kunci_belum_dikenal", "kunci_berganti")  # answered by naming the fingerprint
CONSENTS = ("paket_lebih_lama", "contoh_di_atas_data")  # taken where a person says so


class NotTaken(Exception):
    """A package that is not taken; the text is a sentence, findings say why, each with what to do."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(" ".join(f.pesan for f in findings))
        self.findings = findings


def make(code: str, **part: object) -> Finding:
    """One finding; numbers of people in its parts are masked. A part that a text names and is not given is a
    KeyError."""
    m = MESSAGES[code]
    said = {name: personal.mask(x) if isinstance(x, str) and name not in _KEYS else x for name, x in part.items()}
    return Finding(code, m.berat, "", "", "", m.pesan.format(**said), m.saran.format(**said), "", m.perlu_tindakan)


def refuse(code: str, **part: object) -> NotTaken:
    return NotTaken([make(code, **part)])
