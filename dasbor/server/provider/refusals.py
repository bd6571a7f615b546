"""Why somebody does not get in with an account of the city: each cause once, with its sentence and status."""

from __future__ import annotations

LOCAL = "Yang punya akun dasbor tetap dapat masuk dengan nama dan kata sandi."
_OPERATOR = f"Mohon hubungi pengelola sistem: sebabnya tercatat di log peladen. {LOCAL}"

SENTENCES: dict[str, tuple[str, int]] = {
    "batal": ("Masuk dengan akun kota dibatalkan atau ditolak di sana. Silakan coba sekali lagi.", 403),
    "kedaluwarsa": (
        "Percobaan masuk ini sudah kedaluwarsa atau tidak dimulai dari peramban ini. Silakan mulai lagi.",
        400,
    ),
    "sibuk": ("Sedang banyak yang masuk bersamaan. Tunggu beberapa detik, lalu coba lagi.", 503),
    "tidak_menjawab": (f"Layanan akun kota sedang tidak dapat dihubungi. Coba lagi beberapa menit lagi. {LOCAL}", 503),
    "klien_ditolak": (f"Layanan akun kota tidak mengenali dasbor ini. {_OPERATOR}", 502),
    "jawaban_aneh": (f"Jawaban layanan akun kota tidak dapat dibaca. {_OPERATOR}", 502),
    "bukti_tidak_sah": (f"Bukti masuk dari layanan akun kota tidak sah, jadi tidak dipercaya. {_OPERATOR}", 403),
    "setelan": (f"Setelan masuk dengan akun kota belum benar. {_OPERATOR}", 500),
    "tanpa_email": (
        "Layanan akun kota tidak menyertakan alamat email Anda, padahal peran di dasbor ini diberikan menurut email. "
        "Mintalah pengelola akun kota melengkapinya.",
        403,
    ),
    "email_belum_diperiksa": (
        "Alamat email akun kota Anda belum diverifikasi, jadi belum dapat dipakai untuk menentukan peran. "
        "Verifikasilah email itu di layanan akun kota, lalu masuk lagi.",
        403,
    ),
    "tanpa_peran": (
        "Akun kota Anda dikenali, tetapi belum diberi peran di dasbor ini. Mintalah kepada admin dasbor.",
        403,
    ),
    "dikunci": ("Akun Anda di dasbor ini dikunci. Hubungi admin dasbor untuk membukanya.", 403),
}


class Refused(Exception):
    """Somebody does not get in. cause: a key of SENTENCES; detail: for the server's log, without secrets."""

    def __init__(self, cause: str, detail: str = "") -> None:
        super().__init__(cause, detail)
        self.cause = cause
        self.detail = detail
