"""The declaration of sheets and columns: headings, meanings, types, units, choices, rules.

Everything that speaks of a column (recognising headings, converting, checking, tables,
template workbook, Kamus Data, exports) derives from here. Standard library only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

# ── how a column is described ────────────────────────────────────────────────────────

DUCKDB_TYPES = {
    "teks": "varchar",
    "kode": "varchar",  # text that looks like a number: keeps its zeros
    "pilihan": "varchar",
    "daftar": "varchar",  # several choices, joined with "; " in the order of the declaration
    "ya_tidak": "boolean",
    "bulat": "bigint",
    "desimal": "double",
    "rupiah": "double",  # always Rp, whatever unit the workbook used
    "tanggal": "date",
    "tahun": "integer",
    "kelurahan": "varchar",  # resolved to kode_kelurahan by match
    "kecamatan": "varchar",
}

# the same for readers, on the page Kamus Data
TYPE_WORDS = {
    "teks": "teks", "kode": "teks (nol di depan dijaga)", "pilihan": "pilihan", "daftar": "satu atau beberapa pilihan",
    "ya_tidak": "ya atau tidak", "bulat": "bilangan bulat", "desimal": "bilangan", "rupiah": "uang (Rp)",
    "tanggal": "tanggal", "tahun": "tahun", "kelurahan": "nama kelurahan", "kecamatan": "nama kecamatan",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    nama     canonical name, in tables and JSON
    judul    heading in the template, on screen and in exports
    arti     meaning in one sentence a clerk understands
    tipe     a key of DUCKDB_TYPES
    sinonim  other headings that mean this column (compared without case, punctuation, units)
    satuan   "orang", "Rp", … or ""
    wajib    the sheet cannot be published without the column, nor a row without its value
    pilihan  allowed value -> spellings seen, for pilihan, daftar and ya_tidak
    minimum, maksimum   plausible bounds, inclusive; outside them the value is a finding
    pribadi  personal data: read to recognise a person or not at all, never stored
    is_contact  personal too, but kept apart from everything published, for staff who call (etl/contacts)
    contoh   an invented example for the template
    needs_letter a name: a value without a letter is none, and refused
    range_end   column that takes the end of a range of dates typed in this one
    takes_last_day    of a range of dates typed here the last day counts, not the first
    stand_in  column of the sheet that makes up for this mandatory one where it is missing altogether
    bare_headings  headings too common to mean this column by their words: the cells below decide (NOMOR beside NO)
    has_year_headings  years may stand as headings of their own, with a mark below: RAT TAHUN BUKU → 2023 | 2024
    record_section   section of the cooperative's record that shows it; "" = none does
    comes_first it stands before the others of its section (a total before its parts)
    has_trend the record draws it over the quarters
    is_in_lists lists of cooperatives show it
    past_choices  those of pilihan that earlier rules knew: read as typed and listed, no longer offered
    """

    nama: str
    judul: str
    arti: str
    tipe: str = "teks"
    sinonim: tuple[str, ...] = ()
    satuan: str = ""
    wajib: bool = False
    pilihan: dict[str, tuple[str, ...]] = field(default_factory=dict)
    minimum: float | None = None
    maksimum: float | None = None
    pribadi: bool = False
    is_contact: bool = False
    contoh: str | float | int = ""
    record_section: str = ""
    needs_letter: bool = False
    range_end: str = ""
    takes_last_day: bool = False
    bare_headings: tuple[str, ...] = ()
    stand_in: str = ""
    has_year_headings: bool = False
    comes_first: bool = False
    has_trend: bool = False
    is_in_lists: bool = False
    past_choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetKind:
    """One kind of sheet.

    jenis   its name in JSON and in unggahan_lembar
    judul   its name on screen and as sheet name in the template
    arti    one row is what
    tabel   table it is loaded into
    telling_columns columns whose headings tell this kind from the others
    proof_columns  columns that only lists of this kind have: beside the name column one of them must be found;
        the telling ones where none are declared
    common_headings  headings of those columns that other lists have too, and which prove nothing: "Status", "Nama"
    name_column    column that says what a row is about; a row without it is looked at closely
    row_word    what one row is, in messages: "peserta", "kunjungan"
    added_columns  columns that the stages add to the table: {column: type}
    date_columns    columns of its first and last day (or of its one day), which decide the quarter it belongs to
    repeat_key  columns that make two rows the same one; "tujuan_id" stands for whom the row reached
    target_column  column that names a cooperative of the register, or a group outside it
    telling_texts  columns of texts that tell the target where no column of its own does
    missing_target_code  code of the finding where that column may be blank and is
    event_columns columns filled in only when it took place: rows without any are listed as `not_yet_reason`, not read

    activity_column  column whose value a title above the table may be: "PELATIHAN KEWIRAUSAHAAN"

    is_register   the list of cooperatives: what other kinds name is looked up in it
    is_supplementary  supplementary: incomplete or without rows it is as if it were not there
    tells_state    tells the state of a quarter: alone it makes the quarter appear
    has_one_row_each     each name stands in one row: a merged name spans further lines of the same
    shares_lines    rows may share values of lines above the table ("Tanggal : 5 Mei 2025")
    has_own_lines  such lines open each of several tables on a sheet
    counted_kind    kind whose rows it counts, by area; its rows or columns may be of several quarters
    foreign_column   where it says anything, the row counts what somebody else counted: shown beside, never counted
    is_numeric   a row of numbers beside one word is ordinary data, no total
    """

    jenis: str
    judul: str
    arti: str
    tabel: str
    kolom: tuple[Column, ...]
    telling_columns: tuple[str, ...]
    name_column: str
    row_word: str
    proof_columns: tuple[str, ...] = ()
    common_headings: tuple[str, ...] = ()
    added_columns: dict[str, str] = field(default_factory=dict)
    date_columns: tuple[str, ...] = ()
    repeat_key: tuple[str, ...] = ()
    target_column: str = ""
    telling_texts: tuple[str, ...] = ()
    missing_target_code: str = ""
    event_columns: tuple[str, ...] = ()
    activity_column: str = ""
    not_yet_reason: str = ""
    is_register: bool = False
    is_supplementary: bool = False
    tells_state: bool = True
    has_one_row_each: bool = False
    shares_lines: bool = False
    has_own_lines: bool = False
    counted_kind: str = ""
    foreign_column: str = ""
    is_numeric: bool = False

    def __contains__(self, name: str) -> bool:
        return any(k.nama == name for k in self.kolom)

    def __getitem__(self, name: str) -> Column:
        return next(k for k in self.kolom if k.nama == name)

    @property
    def mandatory_columns(self) -> tuple[str, ...]:
        return tuple(k.nama for k in self.kolom if k.wajib)

    def list_missing(self, known: Collection[str]) -> list[Column]:
        """Mandatory columns that are neither known nor made up for by another one."""
        return [k for k in self.kolom if k.wajib and k.nama not in known and k.stand_in not in known]

    @property
    def sections(self) -> dict[str, tuple[str, ...]]:
        """{section of the record: its columns in the order they are shown}, as the columns declare it."""
        shown = sorted((k for k in self.kolom if k.record_section), key=lambda k: not k.comes_first)
        order = dict.fromkeys((*RECORD_SECTIONS, *(k.record_section for k in shown)))
        found = {section: tuple(k.nama for k in shown if k.record_section == section) for section in order}
        return {section: names for section, names in found.items() if names}

    @property
    def in_lists(self) -> tuple[str, ...]:
        """Columns that lists of cooperatives show."""
        return tuple(k.nama for k in self.kolom if k.is_in_lists)

    @property
    def stored_columns(self) -> tuple[Column, ...]:
        """The columns that reach the table: no personal data, areas as kode_kelurahan."""
        return tuple(k for k in self.kolom if not k.pribadi and k.tipe not in ("kelurahan", "kecamatan"))

    @property
    def contact_columns(self) -> tuple[str, ...]:
        """The columns that are kept apart from what is published."""
        return tuple(k.nama for k in self.kolom if k.is_contact)


# ── choices ──────────────────────────────────────────────────────────────────────────

ACTIVE, INACTIVE = "aktif", "tidak aktif"
PROPOSED, DISSOLVED, UNKNOWN = "diusulkan dibubarkan", "dibubarkan", "tidak diketahui"

STATUSES = {
    ACTIVE: ("A", "aktip", "koperasi aktif", "active", "akt"),
    INACTIVE: (
        "TA", "T. Aktif", "T Aktif", "Tdk Aktif", "Tdk. Aktif", "Tak Aktif", "Non Aktif",
        "Nonaktif", "Non-aktif", "pasif", "beku", "Tidak Aktip", "koperasi tidak aktif",
        "inaktif", "mati suri",
    ),
    PROPOSED: (
        "diusulkan bubar", "usul bubar", "usulan bubar", "diusulkan pembubaran",
        "usulan pembubaran", "dalam proses pembubaran", "proses bubar", "usul dibubarkan",
        "diusulkan dibubarkan (dub)", "DUB",
    ),
    DISSOLVED: ("bubar", "dibubarkan", "sudah bubar", "sudah dibubarkan", "telah dibubarkan"),
}  # fmt: skip
REGISTERED_STATUSES = (ACTIVE, INACTIVE, UNKNOWN)

YES_NO = {
    "ya": ("y", "ada", "sudah", "v", "√", "✓", "x", "1", "yes", "pakai", "menggunakan"),
    "tidak": ("t", "tdk", "belum", "tidak ada", "tdk ada", "0", "no", "tanpa", "belum ada"),
}
# More signs that people tick a column with; "ü" is the tick of the font Wingdings.
TICK_SIGNS = ("✔", "☑", "☒", "●", "•", "■", "*", "ü")
SEXES = {
    "L": ("laki-laki", "laki laki", "lk", "pria", "laki", "m", "cowok"),
    "P": ("perempuan", "pr", "wanita", "w", "pr.", "f"),
}
COOPERATIVE_TYPES = {
    "Produsen": ("produksi", "koperasi produsen"),
    "Konsumen": ("konsumsi", "koperasi konsumen"),
    "Jasa": ("koperasi jasa",),
    "Pemasaran": ("koperasi pemasaran",),
    "Simpan Pinjam": ("SP", "koperasi simpan pinjam", "simpan-pinjam", "KSP", "USP"),
    "Serba Usaha": ("KSU", "koperasi serba usaha", "serbausaha"),
}
COOPERATIVE_GROUPS = {
    "KSP": ("koperasi simpan pinjam", "koperasi simpan pinjam konvensional"),
    "KSPPS": (
        "koperasi simpan pinjam pembiayaan syariah", "koperasi simpan pinjam dan pembiayaan syariah",
        "koperasi simpan pinjam pola syariah", "koperasi simpan pinjam syariah", "koperasi jasa keuangan syariah",
        "BMT", "KJKS",
    ),
    "KUD": ("koperasi unit desa",),
    "KPRI": (
        "KPN", "KPRI/KPN", "koperasi pegawai republik indonesia", "koperasi pegawai negeri", "koperasi pegawai",
        "koperasi pegawai negeri sipil", "koperasi pegawai RI",
    ),
    "Kopwan": ("koperasi wanita", "kopwan"),
    "Kopkar": ("koperasi karyawan", "KOPKAR"),
    "Koppontren": ("koperasi pondok pesantren", "kopontren"),
    "Kopas": ("koperasi pasar", "koppas"),
    "KSU": ("koperasi serba usaha",),
    "KKMP": (
        "koperasi kelurahan merah putih",
        "kopkel merah putih",
        "merah putih",
        "KDMP/KKMP",
        "KDMP",
        "KDKMP",
        "koperasi desa merah putih",
        "kopdes merah putih",
    ),
    "Kopma": ("koperasi mahasiswa", "koperasi mahasiswa/perguruan tinggi"),
    "Kopsis": ("koperasi siswa", "koperasi sekolah"),
    "Koptan": ("koperasi tani", "koperasi pertanian"),
    "Kop TNI/Polri": ("primkoppol", "primkopad", "primkopal", "koperasi TNI", "koperasi polri"),
    "Pensiunan": ("koperasi pensiunan", "kopensi", "KOPENRI"),
    "Lainnya": ("lain-lain", "lain", "lainnya", "koperasi lainnya", "koperasi lain-lain", "kelompok lainnya"),
}  # fmt: skip
HEALTH_PREDICATES = {
    "Sehat": (),
    "Cukup Sehat": ("cukup",),
    "Dalam Pengawasan": ("DP",),
    "Dalam Pengawasan Khusus": ("DPK",),
}
# Words of earlier rules: other classes with other limits. They stay as typed and are none of those above.
OLD_HEALTH_PREDICATES: dict[str, tuple[str, ...]] = {"Kurang Sehat": (), "Tidak Sehat": (), "Sangat Tidak Sehat": ()}
# Lower bounds, inclusive. Permenkop 9/2020, Juknis Deputi Perkoperasian 15/2021.
HEALTH_LIMITS = (
    (80, "Sehat"),
    (66, "Cukup Sehat"),
    (51, "Dalam Pengawasan"),
    (0, "Dalam Pengawasan Khusus"),
)
DIGITAL_CHANNELS = {
    "Website": ("web", "situs", "situs web"),
    "Media Sosial": ("medsos", "facebook", "FB", "instagram", "IG", "tiktok", "youtube"),
    "WhatsApp": ("WA", "whatsapp bisnis", "WA bisnis", "grup WA"),
    "Marketplace": ("shopee", "tokopedia", "lazada", "bukalapak", "toko online"),
    "Aplikasi": ("aplikasi sendiri", "apps", "sistem informasi", "SIM koperasi"),
    "Wifi RT": ("wifi", "wifi rt/rw"),
}
TRAINING_TYPES = {
    "Perkoperasian": ("koperasi", "perkoperasian dasar", "manajemen koperasi"),
    "Digitalisasi": ("digital", "TI", "IT", "melek IT", "teknologi informasi"),
    "Kewirausahaan": ("wirausaha",),
    "Manajerial": ("manajemen", "manajerial usaha"),
    "Akses Pasar": ("pemasaran", "akses pemasaran", "marketing"),
    "Akuntansi & Keuangan": ("akuntansi", "keuangan", "laporan keuangan"),
    "Lainnya": ("lain-lain", "lain"),
}
MENTORING_TYPES = {
    "Khusus": (
        "pendampingan khusus", "khusus koperasi tidak aktif", "khusus tidak aktif",
        "koperasi tidak aktif",
    ),
    "Pascapelatihan": (
        "pasca pelatihan", "paska pelatihan", "pasca-pelatihan", "pendampingan pascapelatihan",
        "pendampingan pasca pelatihan",
    ),
    "Pemasaran": ("akses pasar", "pemasaran produk", "marketing"),
    "TI": ("IT", "digital", "digitalisasi", "teknologi informasi", "melek IT"),
    "Kelembagaan": ("RAT", "kelembagaan dan RAT", "organisasi"),
    "Usaha": ("pengembangan usaha", "produksi"),
    "Keuangan": ("akuntansi", "pembiayaan", "permodalan"),
    "Lainnya": ("lain-lain", "lain", "umum", "rutin"),
}  # fmt: skip

# Headings under which some write the book year and others the date of the meeting: the cells below decide.
RAT_DAY_HEADINGS = ("RAT Terakhir", "Pelaksanaan RAT Terakhir")
RAT_YEAR_HEADINGS = ("Tahun RAT", "Tahun RAT Terakhir")

# ── columns that several sheets share ────────────────────────────────────────────────

_KELURAHAN_HEADINGS = (
    "Kelurahan / Desa",
    "Desa/Kel",
    "Desa / Kelurahan",
    "Kel.",
    "Kel",
    "Ds./Kel.",
    "Desa",
    "Nama Kelurahan",
    "Kel/Desa",
    "Kelurahan/Desa",
    "Ds/Kel",
)
_KECAMATAN_HEADINGS = ("Kec.", "Kec", "Nama Kecamatan")


_KEPT_APART = "Hanya masuk daftar kontak petugas; tidak pernah ikut diterbitkan."


def _declare_kelurahan(
    meaning: str, mandatory: bool = False, ringkas: bool = False, more: tuple[str, ...] = ()
) -> Column:
    return Column(
        "kelurahan",
        "Kelurahan",
        meaning,
        "kelurahan",
        (*_KELURAHAN_HEADINGS, *more),
        wajib=mandatory,
        contoh="Turi",
        is_in_lists=ringkas,
    )


def _declare_kecamatan() -> Column:
    return Column(
        "kecamatan",
        "Kecamatan",
        "Kecamatan; dipakai untuk memeriksa kelurahannya.",
        "kecamatan",
        _KECAMATAN_HEADINGS,
        contoh="Sukorejo",
    )


def _declare_remark(part: str = "") -> Column:
    return Column(
        "keterangan",
        "Keterangan",
        "Catatan bebas.",
        "teks",
        ("KET", "Ket.", "Catatan", "Keterangan Lain"),
        record_section=part,
    )


def _declare_people(
    name: str,
    title: str,
    meaning: str,
    *synonyms: str,
    is_sample: int = 0,
    part: str = "",
    terdepan: bool = False,
    ringkas: bool = False,
) -> Column:
    return Column(
        name,
        title,
        meaning,
        "bulat",
        synonyms,
        "orang",
        minimum=0,
        maksimum=500_000,
        contoh=is_sample,
        record_section=part,
        comes_first=terdepan,
        is_in_lists=ringkas,
    )


def _declare_rupiah(
    name: str,
    title: str,
    meaning: str,
    *synonyms: str,
    minimum: float | None = 0,
    is_sample: int = 0,
    part: str = "",
    tren: bool = False,
) -> Column:
    return Column(
        name,
        title,
        meaning,
        "rupiah",
        synonyms,
        "Rp",
        minimum=minimum,
        maksimum=5e12,
        contoh=is_sample,
        record_section=part,
        has_trend=tren,
    )


def _declare_contact(name: str, title: str, meaning: str, *synonyms: str) -> Column:
    return Column(name, title, f"{meaning} {_KEPT_APART}", "teks", synonyms, pribadi=True, is_contact=True)


# ── sections of the record of a cooperative ──────────────────────────────────────────

IDENTITAS, ANGGOTA, RAT_KESEHATAN, DIGITAL = "Identitas", "Anggota dan karyawan", "RAT dan kesehatan", "Digital"
KEUANGAN = "Keuangan"  # shown as a table over the quarters
RECORD_SECTIONS = (
    IDENTITAS,
    ANGGOTA,
    RAT_KESEHATAN,
    DIGITAL,
    KEUANGAN,
)  # in this order; a section not named here comes after

# ── the sheets ───────────────────────────────────────────────────────────────────────

COOPERATIVES_SHEET = SheetKind(
    "koperasi", "Koperasi", "Satu baris = satu koperasi, keadaan pada akhir triwulan.",
    "koperasi_triwulan",
    (
        Column("nik_koperasi", "NIK", "Nomor Induk Koperasi dari kementerian, ditulis sebagai teks.",
              "kode", ("Nomor Induk Koperasi (NIK)", "Nomor Induk Koperasi", "No. Induk Koperasi",
                       "No NIK", "No. NIK", "NIK Koperasi", "Nomor NIK", "Nomor Induk"), contoh="3572010010001",
              record_section=IDENTITAS),
        Column("nama_koperasi", "Nama Koperasi", "Nama lengkap koperasi.", "teks",
              ("Koperasi", "Nama Kop.", "Nama Kop", "Nama Lembaga Koperasi", "Nama Koperasi/Lembaga"),
              wajib=True, contoh="KSU Contoh Sejahtera", needs_letter=True, is_in_lists=True),
        Column("nomor_badan_hukum", "Nomor Badan Hukum", "Nomor badan hukum pendirian, ditulis apa adanya.",
              "kode", ("Badan Hukum Nomor", "Nomor Badan Hukum Pendirian", "No Badan Hukum",
                       "No. Badan Hukum", "nbh", "No. BH", "No BH", "Badan Hukum", "Nomor BH",
                       "Badan Hukum No", "Badan Hukum No.", "BH Nomor", "Badan Hukum Pendirian",
                       "Nomor BH Pendirian", "Badan Hukum Pendirian Nomor", "Nomor Akta Pendirian"),
              contoh="518/441/KUMKM/2014", bare_headings=("Nomor",), record_section=IDENTITAS),
        Column("tanggal_badan_hukum", "Tanggal Badan Hukum", "Tanggal badan hukum pendirian.", "tanggal",
              ("Badan Hukum Tanggal", "Tgl. Badan Hukum", "Tgl Badan Hukum", "tanggal_berdiri",
               "Tanggal Berdiri", "Badan Hukum Tgl", "Badan Hukum Tgl.", "Tanggal BH", "Tgl BH",
               "Tanggal Badan Hukum Pendirian", "Tgl BH Pendirian", "Badan Hukum Pendirian Tanggal",
               "Tanggal Pendirian"),
              contoh="2014-03-17", bare_headings=("Tanggal",), record_section=IDENTITAS),
        Column("alamat", "Alamat", "Alamat kantor koperasi.", "teks",
              ("Alamat Koperasi", "Alamat Kantor", "Alamat Lengkap"), contoh="Jl. Contoh No. 1",
              record_section=IDENTITAS),
        _declare_kelurahan("Kelurahan tempat koperasi berkedudukan.", mandatory=True, ringkas=True),
        _declare_kecamatan(),
        Column("bentuk", "Bentuk Koperasi", "Primer atau sekunder, dengan tingkatnya.", "pilihan",
              ("Bentuk",), pilihan={
                  "Primer": ("Primer Kabupaten/Kota", "Primer Kab/Kota", "Primer Kota",
                             "Primer Kabupaten", "Primer Provinsi", "Primer Nasional", "Koperasi Primer"),
                  "Sekunder": ("Sekunder Kabupaten/Kota", "Sekunder Kab/Kota", "Sekunder Kota",
                               "Sekunder Provinsi", "Sekunder Nasional", "Koperasi Sekunder")},
              contoh="Primer", record_section=IDENTITAS),
        Column("jenis", "Jenis Koperasi", "Jenis menurut kegiatan usahanya.", "pilihan",
              ("Jenis", "Jenis Kop."), pilihan=COOPERATIVE_TYPES, contoh="Simpan Pinjam", record_section=IDENTITAS),
        Column("kelompok", "Kelompok Koperasi", "Kelompok menurut anggotanya; KKMP = Merah Putih.",
              "pilihan", ("Kelompok", "Kel. Koperasi", "Kelompok Kop."), pilihan=COOPERATIVE_GROUPS,
              contoh="KSU", record_section=IDENTITAS, is_in_lists=True),
        Column("pola", "Pola Pengelolaan", "Konvensional atau syariah.", "pilihan",
              ("Pola", "Pola Usaha"), pilihan={"Konvensional": ("konven",), "Syariah": ("syari'ah", "syari’ah")},
              contoh="Konvensional", record_section=IDENTITAS),
        Column("sektor_usaha", "Sektor Usaha", "Bidang usaha utama.", "teks",
              ("Kegiatan Usaha", "Bidang Usaha", "Usaha", "Jenis Usaha"), contoh="Perdagangan",
              record_section=IDENTITAS),
        Column("status", "Status", "Aktif, Tidak Aktif, Diusulkan Dibubarkan atau Dibubarkan.", "pilihan",
              ("Status Koperasi", "Keaktifan", "Kondisi", "Aktif/Tidak Aktif", "Status Keaktifan",
               "Kondisi Koperasi", "A/TA", "Aktif / Tidak",
               "Status Keaktifan Koperasi", "Keaktifan Koperasi", "Status Koperasi Aktif/Tidak Aktif"),
              pilihan=STATUSES, wajib=True, contoh="Aktif",
              bare_headings=("Aktif", "Status Aktif", "Status Aktif Koperasi", "Masih Aktif", "Koperasi Aktif",
              "Koperasi Masih Aktif", "Aktif?",
                             "Apakah Koperasi Masih Aktif?", "Apakah Koperasi Aktif?", "Apakah Masih Aktif?"),
              record_section=IDENTITAS, is_in_lists=True),
        Column("tahun_buku_rat", "RAT Tahun Buku", "Tahun buku terakhir yang sudah di-RAT-kan.", "tahun",
              ("Tahun Buku RAT", "RAT Tahun Buku Terakhir", "RAT Terakhir Tahun Buku",
               "RAT TB", "RAT Tahun", "Tahun Buku RAT Terakhir", *RAT_YEAR_HEADINGS), minimum=1950, maksimum=2100,
               contoh=2024, record_section=RAT_KESEHATAN,
              has_year_headings=True, is_in_lists=True),
        Column("tanggal_rat", "Tanggal RAT Terakhir", "Tanggal Rapat Anggota Tahunan yang terakhir.",
              "tanggal", ("Tanggal RAT", "Tgl RAT", "Tgl. RAT", "Tgl RAT Terakhir", "RAT Tanggal",
                          "Tanggal Pelaksanaan RAT", "Tanggal Pelaksanaan RAT Terakhir", *RAT_DAY_HEADINGS),
                          contoh="2025-03-12", record_section=RAT_KESEHATAN),
        _declare_people("anggota_laki", "Anggota Laki-laki", "Jumlah anggota laki-laki.", "Anggota L", "Anggota Pria",
               "Jumlah Anggota Pria", "Anggota Lk", "Jumlah Anggota L", "Jumlah Anggota Laki-laki",
               "Anggota Laki", "Total Anggota Pria", "Total Anggota Laki-laki", is_sample=40, part=ANGGOTA),
        _declare_people("anggota_perempuan", "Anggota Perempuan", "Jumlah anggota perempuan.", "Anggota P",
               "Anggota Wanita", "Jumlah Anggota Wanita", "Anggota Pr", "Jumlah Anggota P",
               "Jumlah Anggota Perempuan", "Total Anggota Wanita", "Total Anggota Perempuan", is_sample=60,
               part=ANGGOTA),
        _declare_people("jumlah_anggota", "Jumlah Anggota", "Jumlah seluruh anggota.", "Total Anggota", "JML ANGGOTA",
               "Jml. Anggota", "Anggota JML", "Anggota Jumlah", "Anggota Total", "Anggota",
               "Jumlah Anggota Total", "Jumlah Anggota Jml", is_sample=100, part=ANGGOTA, terdepan=True, ringkas=True),
        _declare_people("anggota_umkm", "Anggota UMKM", "Anggota yang pelaku usaha mikro, kecil atau menengah.",
               "Pelaku UMKM", "Anggota Pelaku UMKM", "Jumlah Anggota UMKM", is_sample=25, part=ANGGOTA),
        _declare_people("manajer", "Manajer", "Jumlah manajer.", "Manager", "Jumlah Manajer", "Jml Manajer",
               "Total Manajer", "Jumlah Manager", "Total Manager", is_sample=1, part=ANGGOTA),
        _declare_people("karyawan", "Karyawan", "Jumlah karyawan.", "Tenaga Kerja", "Jumlah Karyawan", "Jml Karyawan",
               "Pegawai", "Total Karyawan", "Jumlah Tenaga Kerja", "Total Tenaga Kerja", is_sample=3, part=ANGGOTA),
        _declare_rupiah("modal_sendiri", "Modal Sendiri", "Simpanan, cadangan, hibah.", "Modal Sdr", "Modal Sendiri Rp",
                "Permodalan Modal Sendiri", "Modal Modal Sendiri", "Total Modal Sendiri", "Jumlah Modal Sendiri",
                minimum=None, is_sample=150_000_000, part=KEUANGAN),
        _declare_rupiah("modal_luar", "Modal Luar", "Pinjaman dan modal penyertaan dari luar.", "Modal Pinjaman",
                "Modal Hutang", "Permodalan Modal Luar", "Modal Modal Luar", "Total Modal Luar", "Jumlah Modal Luar",
                is_sample=50_000_000, part=KEUANGAN),
        _declare_rupiah("aset", "Aset", "Jumlah seluruh kekayaan.", "Asset", "Total Aset", "Jumlah Aset", "Assets",
                "Total Asset", is_sample=200_000_000, part=KEUANGAN, tren=True),
        _declare_rupiah("volume_usaha", "Volume Usaha", "Nilai penjualan dan jasa dalam tahun buku.", "Omset", "Omzet",
                "Volume Usaha/Omset", "Volume Usaha / Omzet", "Vol. Usaha", "Vol Usaha", "Total Volume Usaha",
                "Jumlah Volume Usaha", is_sample=300_000_000,
                part=KEUANGAN, tren=True),
        _declare_rupiah("shu", "SHU", "Sisa Hasil Usaha; rugi ditulis negatif.", "Sisa Hasil Usaha",
                "Sisa Hasil Usaha (SHU)", "SHU Tahun Berjalan", "Total SHU", "Jumlah SHU", minimum=None,
                is_sample=12_500_000, part=KEUANGAN,
                tren=True),
        Column("status_nik", "Status NIK", "Keadaan sertifikat NIK.", "pilihan",
              ("Sertifikat NIK", "Status Sertifikat", "Status Sertifikat NIK"),
              pilihan={"Bersertifikat": ("sudah bersertifikat", "sudah", "aktif", "ber-NIK", "berlaku", "ada",
                                         "sertifikat aktif", "sertifikat berlaku", "sudah bersertifikat NIK"),
                       "Kedaluwarsa": ("kadaluarsa", "kadaluwarsa", "habis masa berlaku", "expired", "tidak berlaku",
                                       "sertifikat expired", "sertifikat kedaluwarsa", "sertifikat kadaluarsa",
                                       "sertifikat habis masa berlaku", "bersertifikat expired"),
                       "Belum": ("belum bersertifikat", "belum ada", "tidak ada", "tidak", "belum sertifikat",
                                 "tidak bersertifikat", "belum bersertifikat NIK")},
              contoh="Bersertifikat", record_section=IDENTITAS),
        Column("tanggal_sertifikat", "Tanggal Berlaku Sertifikat", "Sertifikat NIK berlaku sampai tanggal ini.",
              "tanggal", ("Tgl Berlaku Sertifikat", "Berlaku Sertifikat", "Masa Berlaku Sertifikat",
                          "Berlaku Sampai", "Tanggal Sertifikat", "Tanggal Berlaku Sertifikat NIK"),
                          contoh="2026-12-31", record_section=IDENTITAS),
        Column("grade", "Grade", "Grade pelaporan RAT (bukan kesehatan).", "pilihan", ("Status Grade", "Grade NIK"),
              pilihan={"A": (), "B": (), "C1": ("C 1",), "C2": ("C 2",), "D": ()}, contoh="A",
              record_section=IDENTITAS),
        Column("skor_kesehatan", "Skor Kesehatan", "Skor pemeriksaan kesehatan, 0–100.", "desimal",
              ("Hasil", "Skor", "Nilai Kesehatan", "Skor Penilaian", "Hasil Penilaian", "Nilai"),
              minimum=0, maksimum=100, contoh=81.5, record_section=RAT_KESEHATAN),
        Column("predikat_kesehatan", "Predikat Kesehatan",
              "Sehat, Cukup Sehat, Dalam Pengawasan, Dalam Pengawasan Khusus.",
              "pilihan", ("Predikat", "Tingkat Kesehatan", "Kesehatan", "Predikat Kesehatan Koperasi"),
              pilihan=HEALTH_PREDICATES | OLD_HEALTH_PREDICATES, past_choices=tuple(OLD_HEALTH_PREDICATES),
              contoh="Sehat", record_section=RAT_KESEHATAN),
        Column("tahun_penilaian", "Tahun Penilaian", "Tahun pemeriksaan kesehatan.", "tahun",
              ("Tahun Penilaian Kesehatan", "Tahun Pemeriksaan", "Thn Penilaian"),
              minimum=1990, maksimum=2100, contoh=2024, record_section=RAT_KESEHATAN),
        Column("kanal_digital", "Media Pemasaran", "Saluran digital yang dipakai, boleh lebih dari satu.", "daftar",
              ("Kanal Digital", "Media Pemasaran Digital", "Website", "Akses Pasar Online", "Media Sosial",
               "Media Promosi"), pilihan=DIGITAL_CHANNELS, contoh="Media Sosial; Marketplace", record_section=DIGITAL),
        Column("pakai_internet", "Pakai Internet", "Ya bila koperasi memakai internet (mis. Wifi RT).", "ya_tidak",
              ("Internet", "Wifi", "Melek IT", "Menggunakan Internet", "Akses Internet", "Wifi RT",
               "Memakai Internet", "Menggunakan Wifi"),
              pilihan=YES_NO, contoh="Ya", record_section=DIGITAL),
        Column("nib", "NIB", "Nomor Induk Berusaha koperasi, ditulis sebagai teks.", "kode",
              ("Nomor Induk Berusaha", "Nomor Induk Berusaha (NIB)", "No. NIB", "No NIB", "Nomor NIB", "NIB Koperasi"),
              contoh="9120001234567", record_section=IDENTITAS),
        Column("npwp", "NPWP", "Nomor Pokok Wajib Pajak koperasi, ditulis sebagai teks.", "kode",
              ("Nomor Pokok Wajib Pajak", "Nomor Pokok Wajib Pajak (NPWP)", "No. NPWP", "No NPWP", "Nomor NPWP",
               "NPWP Koperasi"), contoh="01.234.567.8-653.000", record_section=IDENTITAS),
        Column("punya_usp", "Punya USP", "Ya bila koperasi punya unit simpan pinjam (USP).", "ya_tidak",
              ("USP", "Unit Simpan Pinjam", "Unit Simpan Pinjam (USP)", "Memiliki USP", "Ada USP", "Mempunyai USP",
               "Punya Unit Simpan Pinjam", "Memiliki Unit Simpan Pinjam"),
              pilihan=YES_NO, contoh="Tidak", record_section=RAT_KESEHATAN),
        _declare_people("pengurus", "Jumlah Pengurus", "Jumlah pengurus.", "Jml Pengurus", "Total Pengurus",
               "Banyaknya Pengurus", is_sample=5, part=ANGGOTA),
        _declare_people("pengurus_bersertifikat", "Pengurus Bersertifikat",
               "Jumlah pengurus yang bersertifikat kompetensi.", "Jumlah Pengurus Bersertifikat",
               "Pengurus Bersertifikat Kompetensi", "Pengurus yang Bersertifikat", is_sample=2, part=ANGGOTA),
        _declare_people("pengawas", "Jumlah Pengawas", "Jumlah pengawas.", "Jml Pengawas", "Total Pengawas",
               "Banyaknya Pengawas", is_sample=3, part=ANGGOTA),
        _declare_people("pengawas_bersertifikat", "Pengawas Bersertifikat",
               "Jumlah pengawas yang bersertifikat kompetensi.", "Jumlah Pengawas Bersertifikat",
               "Pengawas Bersertifikat Kompetensi", "Pengawas yang Bersertifikat", is_sample=1, part=ANGGOTA),
        _declare_rupiah("simpanan_pokok", "Simpanan Pokok", "Jumlah simpanan pokok anggota.", "Jumlah Simpanan Pokok",
                "Total Simpanan Pokok", "Simp. Pokok", is_sample=10_000_000, part=KEUANGAN),
        _declare_rupiah("simpanan_wajib", "Simpanan Wajib", "Jumlah simpanan wajib anggota.", "Jumlah Simpanan Wajib",
                "Total Simpanan Wajib", "Simp. Wajib", is_sample=60_000_000, part=KEUANGAN),
        Column("gerai", "Gerai", "Gerai koperasi: ada, banyaknya, atau jenisnya.", "teks",
              ("Jumlah Gerai", "Gerai Koperasi", "Punya Gerai", "Jenis Gerai"), contoh="Sembako",
              record_section=IDENTITAS),
        Column("gudang", "Gudang", "Gudang koperasi: ada, banyaknya, atau jenisnya.", "teks",
              ("Jumlah Gudang", "Gudang Koperasi", "Punya Gudang"), contoh="Ada", record_section=IDENTITAS),
        _declare_contact("nama_ketua", "Nama Ketua", "Nama ketua koperasi.", "Ketua", "Ketua Koperasi",
               "Nama Ketua Koperasi", "Ketua Pengurus", "Nama Ketua Pengurus", "Pengurus Ketua", "Ketua Nama",
               "Pengurus Nama Ketua", "Kontak Person", "Contact Person", "Narahubung", "Nama Kontak"),
        _declare_contact("telepon", "Nomor Telepon", "Nomor telepon koperasi atau ketuanya.", "Telepon", "Telp", "Tlp",
               "No. Telp", "No Telp", "No. Tlp", "No. Telepon", "Telepon Koperasi", "Nomor Telepon Koperasi",
               "No. Telp Koperasi", "No. Telepon Koperasi", "Telepon Kantor", "No. Telp Kantor", "Telp/HP",
               "No. Telp/HP", "Telepon/HP", "No. Telepon/HP", "Nomor Telepon/HP", "Kontak", "No. Kontak",
               "Nomor Kontak", "Kontak Koperasi", "CP", "No. CP", "Ketua Telepon", "Ketua No. Telp",
               "No. Telp Ketua", "No. Telepon Ketua"),
        _declare_contact("ponsel", "Nomor HP", "Nomor HP atau WhatsApp koperasi atau ketuanya.", "HP", "No. HP",
               "No HP", "Handphone", "No. Handphone", "Ponsel", "No. Ponsel", "No. WA", "Nomor WA",
               "No. WhatsApp", "HP/WA", "No. HP/WA", "Nomor HP/WA", "HP Ketua", "No. HP Ketua", "Nomor HP Ketua",
               "Ketua HP", "Ketua No. HP", "HP Koperasi", "No. HP Koperasi", "No. WA Ketua", "HP Pengurus",
               "No. HP Pengurus"),
        _declare_remark(part=IDENTITAS),
    ),
    telling_columns=("nik_koperasi", "nomor_badan_hukum", "status", "tahun_buku_rat", "tanggal_rat", "jumlah_anggota",
          "modal_sendiri", "shu", "bentuk"),
    proof_columns=("nik_koperasi", "nomor_badan_hukum", "tanggal_badan_hukum", "bentuk", "jenis", "kelompok", "pola",
          "status", "tahun_buku_rat", "tanggal_rat", "jumlah_anggota", "anggota_laki", "anggota_perempuan",
          "anggota_umkm", "modal_sendiri", "modal_luar", "aset", "volume_usaha", "shu", "status_nik", "grade",
          "predikat_kesehatan", "skor_kesehatan", "kanal_digital", "pakai_internet"),
    name_column="nama_koperasi", row_word="koperasi", is_register=True, has_one_row_each=True,
    added_columns={
        "koperasi_id": "varchar not null", "kode_kelurahan": "varchar not null", "status_hitung": "varchar",
        "kkmp": "boolean not null",
    },
)  # fmt: skip

TRAININGS_SHEET = SheetKind(
    "pelatihan", "Pelatihan", "Satu baris = satu peserta pada satu kegiatan.", "pelatihan_peserta",
    (
        Column("nama_kegiatan", "Nama Kegiatan", "Nama pelatihan.", "teks",
              ("Kegiatan", "Judul Pelatihan", "Nama Pelatihan", "Pelatihan", "Judul Kegiatan", "Judul Aktivitas",
              "Judul Aktifitas", "Nama Aktivitas",
               "Nama Aktifitas"), wajib=True,
              contoh="Pelatihan Perkoperasian"),
        Column("jenis_pelatihan", "Jenis Pelatihan", "Pokok pelatihan.", "pilihan", ("Jenis", "Jenis Kegiatan"),
              pilihan=TRAINING_TYPES, contoh="Perkoperasian"),
        Column("sumber_dana", "Sumber Dana", "DAK Nonfisik PK2UKM, APBD, …", "teks", ("Sumber Anggaran", "Dana"),
              contoh="DAK Nonfisik PK2UKM"),
        Column("tanggal_mulai", "Tanggal Mulai", "Hari pertama; boleh rentang “05-07 Maret 2024”.", "tanggal",
              ("Tanggal", "Tanggal Pelaksanaan", "Tgl", "Tgl Pelaksanaan", "Waktu Pelaksanaan", "Hari/Tanggal",
               "Hari / Tanggal", "Waktu", "Tgl Mulai", "Tanggal Kegiatan", "Tanggal Aktivitas", "Tanggal Aktifitas",
               "Tanggal Pelatihan", "Hari, Tanggal"), wajib=True, contoh="2025-05-05",
              range_end="tanggal_selesai"),
        Column("tanggal_selesai", "Tanggal Selesai", "Hari terakhir; kosong bila sehari.", "tanggal",
              ("Tgl Selesai", "Sampai Tanggal", "s.d. Tanggal"), contoh="2025-05-07", takes_last_day=True),
        Column("tempat", "Tempat", "Tempat pelatihan.", "teks", ("Lokasi", "Tempat Pelaksanaan", "Tempat Kegiatan",
              "Lokasi Kegiatan", "Lokasi Aktivitas", "Lokasi Aktifitas", "Lokasi Pelatihan", "Tempat Pelatihan"),
              contoh="Aula Dinas"),
        Column("narasumber", "Narasumber", "Pengajar.", "teks", ("Pemateri", "Instruktur", "Nara Sumber"),
              pribadi=True),
        Column("nama_peserta", "Nama Peserta", "Hanya untuk mengenali orang yang sama; tidak disimpan.", "teks",
              ("Nama", "Nama Lengkap", "Peserta", "Nama Peserta Pelatihan"), wajib=True, pribadi=True,
              contoh="Peserta Contoh"),
        Column("nik_peserta", "NIK Peserta", "Nomor KTP; hanya untuk mengenali orang yang sama, tidak disimpan.",
              "kode", ("NIK", "No. KTP", "No KTP", "Nomor KTP", "NIK KTP", "No. NIK", "NIK/No. KTP",
                       "Nomor Induk Kependudukan"),
              pribadi=True),
        Column("jenis_kelamin", "Jenis Kelamin (L/P)", "L = laki-laki, P = perempuan.", "pilihan",
              ("L/P", "Jenis Kelamin", "JK", "Kelamin", "P/L", "Gender", "Sex", "Jns Kelamin", "J. Kelamin",
              "Jenis Kelamin Peserta"),
              pilihan=SEXES, contoh="P"),
        Column("asal", "Asal Koperasi/Kelompok", "Koperasi atau kelompok yang mengirim peserta.", "teks",
              ("Asal", "Asal Koperasi", "Koperasi", "Nama Koperasi", "Utusan", "Lembaga", "Asal Lembaga",
               "Instansi", "Kelompok", "Asal Kelompok", "Nama Koperasi/Kelompok", "Asal Bank Sampah", "Bank Sampah",
               "Unsur", "Nama Lembaga", "Nama Kelompok", "Koperasi/Kelompok", "Asal Koperasi / Kelompok"),
              contoh="Bank Sampah Contoh"),
        Column("nik_koperasi", "NIK Koperasi", "Nomor Induk Koperasi asal peserta.", "kode",
              ("Nomor Induk Koperasi", "No. Induk Koperasi"), contoh="3572010010001"),
        Column("jabatan", "Jabatan", "Jabatan di koperasi atau kelompok.", "teks",
              ("Kedudukan", "Jabatan Peserta di Koperasi", "Jabatan di Koperasi", "Jabatan Peserta"), contoh="Ketua"),
        _declare_kelurahan("Kelurahan koperasi atau kelompok asal; boleh kosong bila koperasinya ada di register.",
                           more=("Kelurahan Koperasi", "Kelurahan/Desa Koperasi", "Desa/Kelurahan Koperasi",
                                 "Kelurahan Asal")),
        _declare_kecamatan(),
        Column("telepon", "Telepon", "Tidak disimpan.", "teks",
              ("No. HP", "No HP", "HP", "No. Telp", "No. Telepon", "Telp", "WA", "No. WA", "Nomor HP"), pribadi=True),
        Column("tanggal_lahir", "Tanggal Lahir", "Tidak disimpan.", "teks",
              ("Tgl Lahir", "TTL", "Tempat/Tgl Lahir", "Tempat, Tanggal Lahir", "Tempat Tanggal Lahir", "Usia", "Umur"),
              pribadi=True),
        Column("alamat_peserta", "Alamat Peserta", "Tidak disimpan.", "teks", ("Alamat", "Alamat Rumah"), pribadi=True),
        Column("tanda_tangan", "Tanda Tangan", "Tidak dibaca.", "teks", ("TTD", "Tandatangan", "Paraf"), pribadi=True),
        _declare_remark(),
    ),
    telling_columns=("nama_peserta", "jenis_kelamin", "asal", "jabatan"),
    proof_columns=("nama_kegiatan", "jenis_pelatihan", "sumber_dana", "tanggal_mulai", "tempat", "narasumber", "asal",
          "nik_koperasi"),
    # Lists of residents, employees and businesses have these too.
    common_headings=("Nama", "Nama Lengkap", "Tanggal", "Tgl", "Hari/Tanggal", "Waktu", "Jenis", "Kegiatan", "Kelompok",
          "Dana", "Sumber Dana", "Unsur", "Jenis Kegiatan", "Lokasi", "Tempat", "Lembaga", "Nama Lembaga", "Instansi",
          "Instruktur"),
    name_column="nama_peserta", row_word="peserta", shares_lines=True, has_own_lines=True,
    added_columns={
        "kegiatan_id": "varchar not null", "peserta_id": "varchar not null", "koperasi_id": "varchar",
        "kelompok_id": "varchar", "kode_kelurahan": "varchar not null",
    },
    date_columns=("tanggal_mulai", "tanggal_selesai"), repeat_key=("kegiatan_id", "peserta_id"),
    target_column="asal", missing_target_code="peserta_tanpa_asal", activity_column="nama_kegiatan",
)  # fmt: skip

VISITS_SHEET = SheetKind(
    "pendampingan", "Pendampingan", "Satu baris = satu kunjungan.", "pendampingan_kunjungan",
    (
        Column("tanggal", "Tanggal", "Tanggal kunjungan.", "tanggal",
              ("Tgl", "Tgl.", "Tanggal Kunjungan", "Tanggal Pendampingan", "Hari/Tanggal", "Hari / Tanggal",
               "Tgl Kunjungan", "Tanggal Pelaksanaan", "Waktu"), wajib=True, contoh="2025-05-20"),
        Column("sasaran", "Sasaran", "Koperasi atau kelompok yang dikunjungi.", "teks",
              ("Koperasi", "Nama Koperasi", "Nama Koperasi/Kelompok", "Koperasi/Kelompok", "Kelompok", "Nama Sasaran",
               "Koperasi Sasaran", "Nama Lembaga", "Koperasi yang Didampingi", "Nama Kelompok", "Lembaga"), wajib=True,
              contoh="KSU Contoh Sejahtera", needs_letter=True),
        Column("nik_koperasi", "NIK", "Nomor Induk Koperasi sasaran.", "kode",
              ("NIK Koperasi", "Nomor Induk Koperasi", "No. Induk Koperasi"), contoh="3572010010001"),
        _declare_kelurahan("Kelurahan sasaran; boleh kosong bila koperasinya ada di register."),
        _declare_kecamatan(),
        Column("petugas", "Petugas", "Petugas dinas yang mendampingi.", "teks",
              ("Pendamping", "Nama Petugas", "Petugas Pendamping", "PPKL", "Nama PPKL", "Nama Pendamping",
               "Pelaksana", "Nama Penyuluh", "Penyuluh"),
              contoh="Petugas 1"),
        Column("jenis_pendampingan", "Jenis Pendampingan", "Khusus, Pascapelatihan, Pemasaran, TI, Kelembagaan, …",
              "pilihan", ("Jenis", "Jenis Kegiatan", "Bentuk Pendampingan"), pilihan=MENTORING_TYPES, contoh="Khusus"),
        Column("materi", "Materi", "Pokok pendampingan.", "teks",
              ("Materi Pendampingan", "Uraian", "Uraian Kegiatan", "Rincian Kegiatan", "Kegiatan yang Dilaksanakan",
               "Uraian Kegiatan Pendampingan"),
              contoh="Persiapan RAT"),
        Column("kendala", "Kendala", "Hambatan yang ditemui.", "teks", ("Permasalahan", "Masalah", "Hambatan")),
        Column("tindak_lanjut", "Tindak Lanjut", "Langkah berikutnya.", "teks",
              ("Rencana Tindak Lanjut", "RTL", "Solusi")),
        Column("hasil", "Hasil", "Hasil kunjungan.", "teks", ("Hasil Pendampingan", "Hasil Kunjungan", "Output")),
        _declare_remark(),
    ),
    telling_columns=("petugas", "jenis_pendampingan", "materi", "kendala", "tindak_lanjut", "sasaran"),
    proof_columns=("petugas", "jenis_pendampingan", "materi", "kendala", "tindak_lanjut", "hasil", "tanggal"),
    common_headings=("Jenis", "Uraian", "Jenis Kegiatan", "Output", "Tanggal", "Tgl", "Waktu", "Hari/Tanggal"),
    name_column="sasaran", row_word="kunjungan", shares_lines=True,
    added_columns={"koperasi_id": "varchar", "kelompok_id": "varchar", "kode_kelurahan": "varchar not null"},
    date_columns=("tanggal",), repeat_key=("tanggal", "tujuan_id", "jenis_pendampingan", "petugas"),
    target_column="sasaran", telling_texts=("materi",),
    # The target, its kind of mentoring and the remark may be filled in before anybody goes there.
    event_columns=("tanggal", "petugas", "materi", "kendala", "tindak_lanjut", "hasil"),
    not_yet_reason="belum dikunjungi: tanggal, petugas dan hasilnya kosong",
)  # fmt: skip

GROUPS_SHEET = SheetKind(
    "kelompok", "Kelompok", "Satu baris = satu kelompok di luar register koperasi, mis. bank sampah.",
    "kelompok_triwulan",
    (
        Column("nama_kelompok", "Nama Kelompok", "Nama kelompok.", "teks",
              ("Kelompok", "Nama Bank Sampah", "Bank Sampah", "Nama Kelompok/Bank Sampah"), wajib=True,
              contoh="Bank Sampah Contoh", needs_letter=True),
        Column("jenis_kelompok", "Jenis Kelompok", "Bank sampah, UMKM, …", "teks", ("Jenis",), contoh="Bank Sampah"),
        _declare_kelurahan("Kelurahan kelompok.", mandatory=True),
        _declare_kecamatan(),
        _declare_people("jumlah_anggota", "Jumlah Anggota", "Jumlah anggota.", "Anggota", "Jml Anggota",
               "Jumlah Nasabah", "Nasabah",
               is_sample=20),
        Column("koperasi_terkait", "Koperasi Terkait", "Koperasi yang didirikan atau dimasuki kelompok ini.", "teks",
              ("Bergabung ke Koperasi", "Menjadi Koperasi", "Koperasi"), contoh=""),
        _declare_remark(),
    ),
    telling_columns=("nama_kelompok", "jenis_kelompok"),
    proof_columns=("nama_kelompok", "jenis_kelompok", "jumlah_anggota", "koperasi_terkait"),
    common_headings=("Kelompok", "Jenis"),
    name_column="nama_kelompok", row_word="kelompok", has_one_row_each=True,
    added_columns={"kelompok_id": "varchar not null", "kode_kelurahan": "varchar not null"},
)  # fmt: skip

RECAP_SHEET = SheetKind(
    "rekap", "Rekap", "Satu baris = jumlah koperasi satu wilayah, untuk triwulan tanpa register.", "rekap_triwulan",
    (
        Column("kelurahan", "Kelurahan", "Kelurahan; boleh juga “Kecamatan Sukorejo” atau “Kota Blitar”.", "kelurahan",
              (*_KELURAHAN_HEADINGS, "Wilayah", "Nama Wilayah", "Kelurahan/Kota", "Kecamatan/Kelurahan",
               "Kabupaten/Kota",
               "Kota/Kabupaten", "Kab/Kota"), contoh="Turi"),
        _declare_kecamatan(),
        Column("jumlah_aktif", "Jumlah Koperasi Aktif", "Banyaknya koperasi aktif.", "bulat",
              ("Aktif", "Koperasi Aktif", "Jumlah Aktif", "Jumlah Koperasi Aktif", "Koperasi Aktif Unit",
               "Jumlah Koperasi Aktif Unit", "Total Koperasi Aktif"), "koperasi", wajib=True, minimum=0, contoh=12),
        Column("jumlah_tidak_aktif", "Jumlah Koperasi Tidak Aktif", "Banyaknya koperasi tidak aktif.", "bulat",
              ("Tidak Aktif", "Koperasi Tidak Aktif", "Jumlah Tidak Aktif", "Pasif", "Tdk Aktif", "Koperasi Pasif",
               "Total Koperasi Tidak Aktif"),
              "koperasi", wajib=True, minimum=0, contoh=3, stand_in="jumlah_koperasi"),
        Column("jumlah_diusulkan", "Jumlah Diusulkan Dibubarkan", "Banyaknya yang diusulkan dibubarkan.", "bulat",
              ("Diusulkan Dibubarkan", "Usul Bubar", "Usulan Bubar"), "koperasi", minimum=0, contoh=0),
        Column("jumlah_koperasi", "Jumlah Koperasi", "Banyaknya koperasi seluruhnya.", "bulat",
              ("Jumlah", "Total", "Total Koperasi", "Koperasi Jumlah", "Jml Koperasi", "Jumlah Koperasi Total",
               "Jumlah Total Koperasi", "Total Jumlah Koperasi", "Koperasi Terdaftar", "Jumlah Koperasi Terdaftar",
               "Terdaftar"), "koperasi", minimum=0,
              contoh=15),
        _declare_people("karyawan", "Karyawan", "Jumlah karyawan.", "Jumlah Karyawan", "Total Karyawan", is_sample=20),
        _declare_people("manajer", "Manajer", "Jumlah manajer.", "Manager", "Jumlah Manajer", "Jumlah Manager",
               "Total Manajer", "Total Manager", is_sample=2),
        Column("sumber", "Sumber", "Siapa yang menghitung bila bukan dinas: ODS, dinas provinsi, …. Barisnya tidak "
              "dihitung, hanya ditampilkan di samping register.", "teks",
              ("Sumber Data", "Sumber Angka", "Sumber Rekap", "Menurut"), contoh=""),
    ),
    telling_columns=("jumlah_aktif", "jumlah_tidak_aktif"),
    proof_columns=("jumlah_aktif", "jumlah_tidak_aktif"),
    name_column="kelurahan", row_word="wilayah", added_columns={"kode_wilayah": "varchar not null"},
    is_supplementary=True, counted_kind="koperasi", foreign_column="sumber", is_numeric=True,
)  # fmt: skip

# status -> the column of a rekap that counts it
REKAP_STATUS = {ACTIVE: "jumlah_aktif", INACTIVE: "jumlah_tidak_aktif", PROPOSED: "jumlah_diusulkan"}

# Columns of a rekap of several quarters: they say which rows are of which, and are no value of their own.
RECAP_QUARTER_HEADINGS = {
    "triwulan": ("Triwulan", "TW", "Triwulan ke", "Kuartal", "Periode", "Triwulan/Tahun", "Tahun/Triwulan", "Keadaan",
                 "Keadaan per", "Posisi", "Posisi per", "Per", "Per Tanggal", "Tanggal", "Bulan", "Periode Update",
                 "Periode Data", "Periode Pemutakhiran", "Triwulan Update", "Tanggal Update", "Update"),
    "tahun": ("Tahun", "Thn", "Tahun Data"),
}  # fmt: skip

TARGET_QUARTERS: dict[str, tuple[str, ...]] = {
    roman: (str(n), f"T{n}", f"TW {n}", f"TW{n}", f"TW {roman}", f"Triwulan {n}", f"Triwulan {roman}")
    for n, roman in enumerate(("I", "II", "III", "IV"), 1)
}

TARGETS_SHEET = SheetKind(
    "target", "Target", "Satu baris = target satu indikator pada satu tahun atau satu triwulan.", "target",
    (
        Column("indikator", "Indikator", "Kode atau nama indikator menurut Kamus Data.", "teks",
              ("Kode Indikator", "Nama Indikator"), wajib=True,
              contoh="koperasi_aktif"),
        Column("tahun", "Tahun", "Tahun target.", "tahun", (), wajib=True, minimum=2000, maksimum=2100, contoh=2025),
        Column("triwulan", "Triwulan", "Triwulan target, I sampai IV; kosong berarti target setahun.", "pilihan",
              ("TW", "Triwulan ke", "Kuartal"), pilihan=TARGET_QUARTERS),
        Column("nilai_target", "Target", "Target; persen ditulis 90%, 90 atau 0,9, dan 1 berarti 100%.", "desimal",
              ("Nilai Target", "Target (%)"),
              wajib=True, contoh=0.9),
        Column("sumber_dana", "Sumber Dana", "Hanya untuk target satu sumber dana, mis. DAK Nonfisik PK2UKM: orang "
              "atau kelompok yang dilatih dengannya.", "teks", ("Sumber Anggaran", "Dana"), contoh=""),
        _declare_remark(),
    ),
    telling_columns=("indikator", "nilai_target"), proof_columns=("nilai_target",),
    name_column="indikator", row_word="target", is_supplementary=True, tells_state=False, is_numeric=True,
)  # fmt: skip

# Headings under which some write how many took part and others who: the cells below decide.
_EVENT_COOPERATIVES = ("Koperasi Peserta", "Peserta Koperasi", "Koperasi")
_EVENT_BUSINESSES = ("UMKM Peserta", "Peserta UMKM", "UMKM")

AWARDS_SHEET = SheetKind(
    "penghargaan", "Penghargaan", "Satu baris = satu penghargaan.", "penghargaan",
    (
        Column("tanggal", "Tanggal", "Tanggal penghargaan.", "tanggal", ("Tgl", "Tahun"), wajib=True,
              contoh="2022-07-14"),
        Column("nama_penghargaan", "Penghargaan", "Nama penghargaan.", "teks",
              ("Nama Penghargaan", "Jenis Penghargaan"),
              wajib=True, contoh="Penggerak Koperasi Terbaik"),
        Column("kategori", "Kategori", "Pembina, Penggerak, Pelopor, Benteng, …", "teks", (), contoh="Penggerak"),
        Column("penerima", "Penerima", "Koperasi, kota atau lembaga penerima.", "teks",
              ("Nama Penerima", "Diberikan Kepada"),
              contoh="Kota Blitar"),
        Column("pemberi", "Pemberi", "Lembaga pemberi.", "teks", ("Diberikan Oleh",), contoh="Dekopin"),
        _declare_remark(),
    ),
    telling_columns=("nama_penghargaan", "pemberi"),
    proof_columns=("nama_penghargaan", "kategori", "penerima", "pemberi"),
    name_column="nama_penghargaan", row_word="penghargaan", added_columns={"koperasi_id": "varchar"},
    repeat_key=("tanggal", "nama_penghargaan", "kategori", "penerima", "pemberi"), is_supplementary=True,
    tells_state=False,
)  # fmt: skip

EVENTS_SHEET = SheetKind(
    "acara", "Acara", "Satu baris = satu acara, mis. pameran atau Hari Koperasi.", "acara",
    (
        Column("nama_acara", "Nama Acara", "Nama acara.", "teks",
              ("Acara", "Nama Event", "Event", "Acara/Event", "Nama Kegiatan", "Kegiatan", "Nama Kegiatan/Acara",
               "Nama Acara/Kegiatan"), wajib=True, contoh="Hari Koperasi", needs_letter=True),
        Column("tanggal", "Tanggal", "Hari acara; boleh rentang “12-14 Juli 2025”.", "tanggal",
              ("Tgl", "Tanggal Mulai", "Tgl Mulai", "Tanggal Acara", "Tanggal Kegiatan", "Tanggal Pelaksanaan",
               "Hari/Tanggal", "Hari, Tanggal", "Waktu Pelaksanaan"), wajib=True, contoh="2025-07-12",
              range_end="tanggal_selesai"),
        Column("tanggal_selesai", "Tanggal Selesai", "Hari terakhir; kosong bila sehari.", "tanggal",
              ("Tgl Selesai", "Sampai Tanggal", "s.d. Tanggal"), contoh="2025-07-14", takes_last_day=True),
        Column("tempat", "Tempat", "Tempat acara.", "teks",
              ("Lokasi", "Tempat Pelaksanaan", "Tempat Acara", "Lokasi Acara", "Tempat Kegiatan", "Lokasi Kegiatan"),
              contoh="Alun-alun Kota"),
        _declare_kelurahan("Kelurahan tempat acara; boleh kosong."),
        _declare_kecamatan(),
        Column("penyelenggara", "Penyelenggara", "Lembaga penyelenggara.", "teks",
              ("Pelaksana", "Panitia", "Diselenggarakan Oleh", "Penyelenggara Acara"), contoh="Dinas Koperasi"),
        Column("jumlah_koperasi_peserta", "Jumlah Koperasi Peserta", "Banyaknya koperasi yang ikut.", "bulat",
              ("Jumlah Peserta Koperasi", "Jumlah Koperasi", "Jumlah Koperasi yang Ikut", "Stan Koperasi",
               "Jumlah Stan Koperasi"), "koperasi", minimum=0, maksimum=10_000, contoh=12,
              bare_headings=_EVENT_COOPERATIVES),
        Column("nama_koperasi_peserta", "Nama Koperasi Peserta",
              "Nama koperasi yang ikut, dipisah titik koma; yang disimpan hanya yang ada di register.", "teks",
              ("Daftar Koperasi Peserta", "Nama Koperasi yang Ikut", "Koperasi yang Ikut"),
              contoh="KSU Contoh Sejahtera; KSP Contoh", bare_headings=_EVENT_COOPERATIVES),
        Column("jumlah_umkm_peserta", "Jumlah UMKM Peserta", "Banyaknya UMKM yang ikut.", "bulat",
              ("Jumlah Peserta UMKM", "Jumlah UMKM", "Jumlah UMKM yang Ikut", "Stan UMKM", "Jumlah Stan UMKM"), "UMKM",
              minimum=0, maksimum=100_000, contoh=40, bare_headings=_EVENT_BUSINESSES),
        Column("nama_umkm_peserta", "Nama UMKM Peserta", "Tidak disimpan: dapat memuat nama orang.", "teks",
              ("Daftar UMKM Peserta", "Nama UMKM", "UMKM yang Ikut", "Nama Pelaku UMKM", "Nama Pelaku Usaha"),
              pribadi=True, bare_headings=_EVENT_BUSINESSES),
        Column("penanggung_jawab", "Penanggung Jawab", "Tidak disimpan.", "teks",
              ("PIC", "PJ", "Ketua Panitia", "Narahubung", "Kontak", "Contact Person", "CP"), pribadi=True),
        _declare_remark(),
    ),
    telling_columns=("nama_acara", "jumlah_koperasi_peserta", "jumlah_umkm_peserta", "nama_koperasi_peserta",
          "nama_umkm_peserta"),
    proof_columns=("nama_acara", "jumlah_koperasi_peserta", "nama_koperasi_peserta", "jumlah_umkm_peserta",
          "nama_umkm_peserta", "penyelenggara"),
    # Trainings, visits and agendas of a day have these too.
    common_headings=("Acara", "Event", "Nama Kegiatan", "Kegiatan", "Jumlah Koperasi", "Jumlah UMKM", "Pelaksana",
          "Panitia"),
    name_column="nama_acara", row_word="acara",
    added_columns={"kode_kelurahan": "varchar", "nama_disebut": "bigint", "nama_lain": "bigint"},
    date_columns=("tanggal", "tanggal_selesai"), repeat_key=("tanggal", "nama_acara", "tempat"),
    is_supplementary=True, tells_state=False,
)  # fmt: skip

SHEET_KINDS: dict[str, SheetKind] = {
    sheet.jenis: sheet
    for sheet in (
        COOPERATIVES_SHEET,
        TRAININGS_SHEET,
        VISITS_SHEET,
        GROUPS_SHEET,
        RECAP_SHEET,
        TARGETS_SHEET,
        AWARDS_SHEET,
        EVENTS_SHEET,
    )
}
# The kind that holds the cooperatives; only comparing versions and the register's own checks speak of it by name.
REGISTER = next(kind for kind, sheet in SHEET_KINDS.items() if sheet.is_register)
MAIN_KINDS = tuple(kind for kind, sheet in SHEET_KINDS.items() if not sheet.is_supplementary)
# Kinds of which a quarter may have nothing; an empty sheet does not say so, a row NIHIL or a member of staff does.
NIL_KINDS = tuple(kind for kind in MAIN_KINDS if not SHEET_KINDS[kind].is_register)
# A supplementary sheet without rows says nothing: it is as if it were not there.
SUPPLEMENTARY_KINDS = tuple(kind for kind, sheet in SHEET_KINDS.items() if sheet.is_supplementary)
PUBLISHED_KINDS = (*MAIN_KINDS, *SUPPLEMENTARY_KINDS)
