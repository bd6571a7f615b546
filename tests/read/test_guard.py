"""What the guard says of each strange file before any library opens it. One line, one file."""

import pytest

from etl.pesan import Unreadable
from etl.read import guard
from tests.corpus import strange as s

DOCX = s.pack({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"})
PPTX = s.pack({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"})
HTML = b"\xef\xbb\xbf\r\n<html><body><table><tr><td>Nama Koperasi</td></tr></table></body></html>"
XML2003 = b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>'
KUNCI = b"\x05Budi " + bytes(159)
XLSX, TITIK = s.xlsx(), "../../etc/pwd.x"

# file name, its bytes, code of the message, what the message must say
REFUSED = [
    ("kosong.xlsx", b"", "berkas_kosong", "0 bita"),
    ("besar.xlsx", bytes(3 << 20), "berkas_terlalu_besar", "3 MB; batasnya 2 MB"),
    ("nol.xlsx", bytes(5000), "bukan_lembar_kerja", "isinya hanya nol"),
    ("laporan.xlsx", b"%PDF-1.7\n", "bukan_lembar_kerja", "dokumen PDF"),
    ("foto.xlsx", b"\x89PNG\r\n\x1a\n", "bukan_lembar_kerja", "gambar PNG"),
    ("foto2.xlsx", b"\xff\xd8\xff\xe0", "bukan_lembar_kerja", "gambar JPEG"),
    ("stiker.xlsx", b"RIFF\0\0\0\0WEBP", "bukan_lembar_kerja", "gambar WebP"),
    ("surat.xlsx", DOCX, "bukan_lembar_kerja", "dokumen Word"),
    ("paparan.xlsx", PPTX, "bukan_lembar_kerja", "presentasi PowerPoint"),
    ("surat.ods", s.ods(mime="text"), "bukan_lembar_kerja", "dokumen Writer"),
    ("arsip.xlsx", s.pack({"catatan.txt": "a"}), "bukan_lembar_kerja", "arsip ZIP"),
    ("paket.zip", s.pack({"datapackage.json": "{}"}), "paket_data", "paket data sebuah dasbor"),
    ("arsip_kosong.xlsx", s.pack({}), "bukan_lembar_kerja", "arsip ZIP kosong"),
    ("arsip.rar.xlsx", b"Rar!\x1a\7", "bukan_lembar_kerja", "arsip RAR"),
    ("surat_lama.xls", s.ole("WordDocument"), "bukan_lembar_kerja", "dokumen Word"),
    ("paparan_lama.xls", s.ole("PowerPoint Document"), "bukan_lembar_kerja", "presentasi PowerPoint"),
    ("surel.xls", s.ole("__properties_version1.0"), "bukan_lembar_kerja", "surel Outlook"),
    ("lingkaran.xls", s.ole_loop(), "bukan_lembar_kerja", "Microsoft jenis lain"),
    ("web.xlsx", HTML, "bukan_lembar_kerja", "halaman web (HTML)"),
    ("web16.ods", HTML[3:].decode().encode("utf-16"), "bukan_lembar_kerja", "halaman web (HTML)"),
    ("tanpa_tabel.xls", b"<html><body>halo</body></html>", "bukan_lembar_kerja", "halaman web (HTML)"),
    ("entitas.xls", b"<!DOCTYPE html [<!ENTITY a 'b'>]><table>", "berkas_mencurigakan", "ENTITY"),
    ("web.mht.xls", b"MIME-Version: 1.0\nX: y\n", "bukan_lembar_kerja", "halaman web (MHTML)"),
    ("xml2003.xls", XML2003, "bukan_lembar_kerja", "XML Excel 2003"),
    ("lain.xls", b"<?xml version='1.0'?><data/>", "bukan_lembar_kerja", "berkas XML"),
    ("daftar.xlsx", b"Nama;Status\nKopwan Melati;Aktif\n", "bukan_lembar_kerja", "teks CSV"),
    ("catatan.xlsx", b"Koperasi di Blitar\n", "bukan_lembar_kerja", "teks biasa"),
    ("data.xlsx", b'{"nama": 1}', "bukan_lembar_kerja", "teks JSON"),
    ("excel4.xls", b"\x09\x04\x06\x00\0\0\x10\0", "bukan_lembar_kerja", "Excel 4"),
    ("entah.xlsx", b"\1\2\3\4\5", "bukan_lembar_kerja", "tidak dikenal"),
    ("~$register.xlsx", KUNCI, "berkas_kunci", "berkas kunci"),
    (r"C:\Data\~$register.xlsx", KUNCI, "berkas_kunci", "berkas kunci"),
    (".~lock.register.ods#", b",budi,pc;", "berkas_kunci", "berkas kunci"),
    ("terpotong.xlsx", XLSX[: len(XLSX) // 2], "berkas_rusak", "terpotong"),
    ("terpotong_sedikit.xlsx", XLSX[:-10], "berkas_rusak", "terpotong"),
    ("tanpa_awal.xlsx", b"PK\x03\x04" + XLSX[300:], "berkas_rusak", ""),
    ("terpotong.xls", s.ole("Workbook")[:700], "berkas_rusak", "terpotong"),
    ("sidik.xlsx", s.wrong_crc(), "berkas_rusak", "xl/worksheets/sheet1.xml"),
    ("bzip2.xlsx", s.pack(s.parts({}), 12), "berkas_rusak", "tidak utuh"),
    ("sandi.xlsx", s.ole("EncryptionInfo", "EncryptedPackage"), "bersandi", "kata sandi"),
    ("sandi.xls", s.ole("EncryptedPackage"), "bersandi", "kata sandi"),
    ("sandi97.xls", s.xls_with_password(), "bersandi", "kata sandi"),
    ("sandi.ods", s.ods(password=True), "bersandi", "kata sandi"),
    ("sandi_zip.xlsx", s.locked_member(), "bersandi", "kata sandi"),
    ("bom.xlsx", s.bomb(), "berkas_mencurigakan", "bom zip"),
    ("bom_bohong.xlsx", s.lying_bomb(), "berkas_mencurigakan", "bom zip"),
    ("bom_bersusun.xlsx", s.nested_bomb(), "bukan_lembar_kerja", "arsip ZIP"),
    ("bertumpuk.xlsx", s.overlapping(), "berkas_mencurigakan", "bertumpukan"),
    ("sepuluh_ribu.xlsx", s.many_members(10_001), "berkas_mencurigakan", "terlalu banyak bagian"),
    ("lima_ribu.xlsx", s.many_members(5_001), "berkas_mencurigakan", "terlalu banyak bagian"),
    ("kembar.xlsx", s.twice("xl/workbook.xml"), "berkas_mencurigakan", "bernama sama"),
    ("kembar_besar_kecil.xlsx", s.twice("XL/Workbook.xml"), "berkas_mencurigakan", "bernama sama"),
    ("naik.xlsx", s.twice("../../etc/pwd.x"), "berkas_mencurigakan", "ke luar berkas"),
    ("naik_windows.xlsx", s.twice(r"..\..\pwd.dll"), "berkas_mencurigakan", "ke luar berkas"),
    ("mutlak.xlsx", s.twice("/etc/passwd.xml"), "berkas_mencurigakan", "ke luar berkas"),
    ("diska.xlsx", s.twice(r"C:\a\passwd.xml"), "berkas_mencurigakan", "ke luar berkas"),
    ("tawa.xlsx", s.with_doctype(s.LAUGHS), "berkas_mencurigakan", "DOCTYPE"),
    ("xxe.xlsx", s.with_doctype(s.XXE), "berkas_mencurigakan", "DOCTYPE"),
    ("xxe_rels.xlsx", s.with_doctype(s.XXE, "xl/_rels/workbook.xml.rels"), "berkas_mencurigakan", "DOCTYPE"),
    ("xxe_nama_lain.xlsx", s.with_doctype(s.XXE, "xl/lembar.bin"), "berkas_mencurigakan", "DOCTYPE"),
    ("xxe_utf16.xlsx", s.with_doctype(s.XXE, password="utf-16"), "berkas_mencurigakan", "DOCTYPE"),
    ("xxe_utf16be.xlsx", s.with_doctype(s.XXE, "docProps/a.xml", "utf-16-be"), "berkas_mencurigakan", "DOCTYPE"),
    ("tawa_jauh.xlsx", s.late_doctype(), "berkas_mencurigakan", "DOCTYPE"),
]


@pytest.mark.parametrize(("nama", "data", "kode", "word"), REFUSED, ids=[r[0] for r in REFUSED])
def test_a_file_that_is_no_safe_workbook_is_refused_and_named(nama, data, kode, word):
    with pytest.raises(Unreadable) as e:
        guard.inspect(data, nama, 2 << 20)
    assert e.value.finding.kode == kode
    assert word in e.value.finding.pesan


# file name (often wrong), its bytes, format, findings
ACCEPTED = [
    ("register.xlsx", XLSX, "xlsx", []),
    ("register.xls", XLSX, "xlsx", []),
    ("~$register.xlsx", XLSX, "xlsx", []),
    ("register.txt", s.ole("Workbook"), "xls", []),
    ("register.xlsx", s.ole("Book"), "xls", []),
    ("register.xls", s.ole("WORKBOOK"), "xls", []),
    ("makro.xls", s.ole("Workbook", "_VBA_PROJECT_CUR"), "xls", ["makro_diabaikan"]),
    ("register.xlsx", s.ods(), "ods", []),
    ("register.xlsb", s.pack({"xl/workbook.bin": b"\x83\x01\0"}), "xlsb", []),
    ("makro.xlsx", s.xlsx(extra={"xl/vbaProject.bin": b"\xd0\xcf"}), "xlsm", ["makro_diabaikan"]),
    ("makro4.xlsx", s.xlsx(extra={"xl/macrosheets/sheet1.xml": "<a/>"}), "xlsm", ["makro_diabaikan"]),
    ("tautan.xlsx", s.xlsx(extra={"xl/externalLinks/externalLink1.xml": "<a/>"}), "xlsx", ["tautan_luar"]),
    ("zip_di_dalam.xlsx", s.xlsx(extra={"xl/media/a.bin": s.nested_bomb()}), "xlsx", []),
    ("gambar_svg.xlsx", s.with_doctype(s.XXE, "xl/media/image1.svg"), "xlsx", []),
    ("kueri_daya.xlsx", s.with_doctype("", "customXml/item1.xml", "utf-16"), "xlsx", []),
    ("utf16.xlsx", s.with_doctype("", password="utf-16"), "xlsx", []),
    ("pratinjau.xlsx", s.broken_member("docProps/thumbnail.wmf"), "xlsx", []),
    ("garis_miring.xlsx", s.pack({k.replace("/", "\\"): v for k, v in s.parts({}).items()}), "xlsx", []),
]


@pytest.mark.parametrize(("nama", "data", "shape", "kode"), ACCEPTED, ids=[f"{r[0]}-{r[2]}" for r in ACCEPTED])
def test_a_workbook_is_recognised_by_its_content(nama, data, shape, kode):
    result, findings = guard.inspect(data, nama)
    assert (result, [t.kode for t in findings]) == (shape, kode)


def test_the_size_limit_comes_from_the_settings():
    with pytest.raises(Unreadable) as e:
        guard.inspect(b"PK\x03\x04" + bytes(20 << 20), "besar.xlsx")
    assert e.value.finding.pesan == "Berkas ini 20,1 MB; batasnya 20 MB."


def test_a_large_honest_workbook_is_no_bomb():
    row = "".join(f'<row r="{i}"><c r="A{i}"><v>{i * 7919 % 100003}</v></c></row>' for i in range(1, 200_001))
    assert guard.inspect(s.xlsx(row), "besar.xlsx") == ("xlsx", [])
