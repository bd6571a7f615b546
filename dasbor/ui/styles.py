"""One style sheet for what the pages draw as HTML, built from tema.py: cards, chart blocks, tables, print."""

from dasbor.chart.theme import (
    ACCENT,
    GROUND,
    LINE,
    NARROW_ONLY,
    RADIUS,
    SIZES,
    SPACES,
    STATUS_SIGNS,
    TEXT,
    TEXT_MUTED,
    WHITE,
    WIDE_ONLY,
)

_J1, _J2, _J3, _J4, _J5 = SPACES

CSS = f"""<style>
.kepala {{ display:flex; flex-wrap:wrap; align-items:baseline; gap:0 {_J3}px; }}
.kepala h1 {{ font-size:{SIZES["judul"]}px; line-height:1.2; font-weight:700; margin:0; padding:0; color:{TEXT}; letter-spacing:-.01em; }}
.kepala p {{ font-size:{SIZES["tubuh"]}px; color:{TEXT_MUTED}; margin:0; }}

.kartu-deret {{ display:grid; grid-template-columns:repeat(auto-fit,minmax(200px,1fr)); gap:{_J2}px; }}
.kartu {{ border:1px solid {LINE}; border-radius:{RADIUS}px; padding:10px {_J3}px; background:{WHITE}; display:flex; flex-direction:column; min-width:0; }}
.kartu-judul {{ font-size:{SIZES["tabel"]}px; font-weight:600; color:{TEXT_MUTED}; margin:0; padding:0; line-height:1.3; }}
.kartu-judul a {{ color:inherit; text-decoration:none; }} .kartu-judul a:hover {{ text-decoration:underline; }}
.kartu p {{ margin:0; }}
.kartu-angka {{ font-size:{SIZES["angka"]}px; line-height:1.1; font-weight:600; color:{TEXT}; white-space:nowrap; letter-spacing:-.02em; }}
.kartu-angka span {{ font-size:{SIZES["tubuh"]}px; font-weight:400; color:{TEXT_MUTED}; letter-spacing:0; }}
.kartu-kosong {{ font-size:{SIZES["grafik"]}px; line-height:44px; font-weight:400; color:{TEXT_MUTED}; letter-spacing:0; }}
.kartu-ubah {{ font-size:{SIZES["tabel"]}px; line-height:1.35; color:{TEXT}; }}
.redup {{ color:{TEXT_MUTED}; }}
.kartu-batang {{ position:relative; height:6px; background:{LINE}; border-radius:3px; margin:6px 0 {_J1}px; }}
.kartu-batang b {{ display:block; height:6px; border-radius:3px; }}
.kartu-batang i {{ position:absolute; top:-3px; width:2px; height:12px; background:{TEXT}; }}
.kartu-kaki {{ display:flex; justify-content:space-between; align-items:center; gap:{_J2}px; margin-top:auto; min-height:24px; font-size:{SIZES["catatan"]}px; color:{TEXT_MUTED}; }}
.kartu-garis {{ display:block; }}
.kartu-asal {{ display:block; min-height:24px; line-height:24px; }}
.kartu-asal, .asal a, table.angka a {{ color:{ACCENT}; }}
.kartu-uang {{ font-size:{SIZES["grafik"]}px; font-weight:600; line-height:1.3; color:{TEXT}; }}
ol.jejak {{ list-style:none; display:flex; gap:2px; margin:0; padding:0; font-size:{SIZES["catatan"]}px; line-height:1.35; color:{TEXT_MUTED}; }}
ol.jejak li {{ flex:1 1 0; min-width:112px; margin:0; padding:0; }} ol.jejak i {{ display:block; height:20px; box-sizing:border-box; }}
ol.jejak b {{ display:block; margin-top:{_J1}px; color:{TEXT}; }} ol.jejak span {{ display:block; }}
ul.pilih-wilayah {{ list-style:none; display:grid; grid-template-columns:repeat(auto-fill,minmax(220px,1fr)); gap:0 {_J4}px; margin:{_J1}px 0 {_J3}px; padding:0; font-size:{SIZES["tubuh"]}px; }}
ul.pilih-wilayah li {{ display:flex; justify-content:space-between; align-items:baseline; gap:{_J2}px; margin:0; padding:6px 0; border-bottom:1px solid {LINE}; }}
ul.pilih-wilayah a {{ color:{ACCENT}; }} ul.pilih-wilayah span {{ color:{TEXT_MUTED}; font-size:{SIZES["tabel"]}px; }}
details.lipat {{ border-bottom:1px solid {LINE}; }} details.lipat summary {{ min-height:24px; padding:{_J2}px 0; font-weight:600; cursor:pointer; }}
details.lipat summary span {{ margin-left:{_J2}px; font-weight:400; color:{TEXT_MUTED}; font-size:{SIZES["tabel"]}px; }}
.hanya-cetak {{ display:none; }}
.st-key-semua_baris .gulir {{ max-height:none; }} .st-key-semua_baris table.angka th, .st-key-semua_baris table.angka td {{ padding-top:2px; padding-bottom:2px; }}

.blok h2 {{ font-size:{SIZES["grafik"]}px; font-weight:600; line-height:1.25; margin:0; padding:0; color:{TEXT}; }}
.blok p, .asal {{ font-size:{SIZES["catatan"]}px; line-height:1.4; color:{TEXT_MUTED}; margin:2px 0 0; }}
.asal {{ overflow-wrap:anywhere; }}
ul.isi-kalimat {{ font-size:{SIZES["tabel"]}px; line-height:1.45; color:{TEXT}; margin:0; padding-left:1.1em; }}
ul.isi-kalimat li {{ margin:0 0 {_J1}px; padding:0; }}
ul.hubungi {{ list-style:none; margin:0; padding:0; font-size:{SIZES["tabel"]}px; line-height:1.4; }}
ul.hubungi li {{ margin:0; padding:5px 0; border-top:1px solid {LINE}; }} ul.hubungi li:first-child {{ border-top:0; padding-top:0; }}
.hubungi b {{ display:block; font-weight:600; }} .hubungi span {{ color:{TEXT_MUTED}; }}
.hubungi a {{ color:{ACCENT}; }}
p.tautan {{ font-size:{SIZES["tabel"]}px; margin:0; }} p.tautan a {{ color:{ACCENT}; }}
p.catatan {{ font-size:{SIZES["tabel"]}px; margin:0; padding:{_J2}px {_J3}px; background:{GROUND}; border-left:4px solid {STATUS_SIGNS["tidak aktif"].colour}; }}
.kosong {{ border:1px dashed {STATUS_SIGNS["tidak diketahui"].colour}; border-radius:{RADIUS}px; background:{GROUND}; padding:{_J4}px; color:{TEXT}; font-size:{SIZES["tubuh"]}px; }}
.kosong p {{ margin:0; }} .kosong p + p {{ color:{TEXT_MUTED}; font-size:{SIZES["tabel"]}px; margin-top:{_J1}px; }}
dl.definisi {{ padding:0; font-size:{SIZES["tabel"]}px; line-height:1.5; margin:0; }}
dl.definisi dt {{ font-weight:600; margin-top:{_J2}px; }} dl.definisi dd {{ margin:0; padding:0; color:{TEXT_MUTED}; }}

.gulir {{ overflow:auto; max-height:480px; }}
.gulir:focus-visible, .kartu a:focus-visible, table.angka a:focus-visible, .hubungi a:focus-visible {{ outline:3px solid {ACCENT}; outline-offset:2px; }}
table.angka {{ border-collapse:collapse; width:100%; font-size:{SIZES["tabel"]}px; line-height:1.35; color:{TEXT}; font-variant-numeric:tabular-nums; }}
table.angka th, table.angka td {{ text-align:left; vertical-align:top; padding:5px {_J3}px 5px 0; border:0; border-bottom:1px solid {LINE}; font-weight:400; }}
table.angka thead th {{ position:sticky; top:0; background:{WHITE}; font-weight:600; border-bottom:2px solid {TEXT_MUTED}; }}
table.angka td {{ min-width:6em; }} table.angka th[scope="row"] {{ min-width:9em; }}
table.angka .kanan {{ min-width:0; text-align:right; white-space:nowrap; }}
table.angka small {{ display:block; font-size:{SIZES["catatan"]}px; color:{TEXT_MUTED}; }}
table.angka caption.tampak {{ caption-side:top; text-align:left; font-weight:600; padding:0 0 {_J1}px; color:{TEXT}; }}
.hanya-baca {{ position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%); white-space:nowrap; }}

{NARROW_ONLY} {{ display:none; }}
@media (max-width:640px) {{
  {NARROW_ONLY} {{ display:inline; }} {WIDE_ONLY} {{ display:none; }}
  /* measured by Plotly once: without its room it would stay lost when the phone is turned */
  .bartext {WIDE_ONLY} {{ display:inline; visibility:hidden; }}
  ol.jejak {{ flex-direction:column; gap:{_J1}px; }} ol.jejak li {{ display:grid; grid-template-columns:40px 1fr; column-gap:{_J2}px; }}
  ol.jejak i {{ grid-row:1 / 3; height:auto; }} ol.jejak b {{ margin:0; }}
  .kartu-deret {{ grid-template-columns:1fr 1fr; }}
  .kartu {{ padding:{_J2}px; }} .kartu-angka {{ font-size:32px; }} .kartu-angka span {{ font-size:{SIZES["catatan"]}px; }}
  .kartu-garis {{ display:none; }}
  .kartu:last-child:nth-child(odd) {{ grid-column:1 / -1; }}
}}
@media (max-width:340px) {{ .kartu-deret {{ grid-template-columns:1fr; }} }}
@media print {{
  @page {{ size:A4; margin:9mm; }}
  .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"] {{ position:static; display:block; height:auto; overflow:visible; }}
  .stMainBlockContainer {{ padding:0; max-width:none; }}
  [data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stExpander"], [data-testid="stDownloadButton"],
  [data-testid="stSelectbox"], [data-testid="stTextInput"], [data-testid="stButton"], .hanya-layar, .kartu-asal, p.tautan {{ display:none; }}
  .gulir {{ max-height:none; overflow:visible; }}
  .kartu, .blok, table.angka tr {{ break-inside:avoid; }}
  table.angka thead th {{ position:static; }}
  a, table.angka a, .asal a, .hubungi a, .kaki a {{ color:inherit !important; text-decoration:none !important; }}
  .hanya-cetak {{ display:block; font-size:{SIZES["catatan"]}px; }} .garis-cetak {{ width:140px; height:28px; vertical-align:middle; }}
  /* One sheet of A4: everything smaller, the long list of cooperatives in two columns, the chart as a line of numbers. */
  .stApp:has(.satu-a4) .stMainBlockContainer {{ zoom:.57; }}
  .st-key-hanya_layar {{ display:none; }}
  .stApp:has(.satu-a4) [data-testid="stVerticalBlock"] {{ gap:4px; }}
  .stApp:has(.satu-a4) table.angka th, .stApp:has(.satu-a4) table.angka td {{ padding:1px 8px 1px 0; line-height:1.2; min-width:0; }}
  .stApp:has(.satu-a4) table.angka td, .st-key-dua_kolom_cetak th {{ white-space:nowrap; }}
  .st-key-dua_kolom_cetak .gulir {{ column-count:2; column-gap:24px; }}
  .stApp:has(.satu-a4) .hubungi b, .stApp:has(.satu-a4) .hubungi span {{ display:inline; margin-right:4px; }}
  .stApp:has(.satu-a4) ul.hubungi {{ column-count:3; column-gap:24px; }} .stApp:has(.satu-a4) ul.hubungi li {{ break-inside:avoid; padding:1px 0; }}
  .st-key-sepuluh_cetak tbody tr:nth-child(n+11), .stApp:has(.satu-a4) ul.hubungi li:nth-child(n+10) {{ display:none; }}
}}
</style>"""
