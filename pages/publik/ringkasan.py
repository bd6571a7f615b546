"""Ringkasan: how are we doing, where not, what changed, whom to call. One screen, then the trend and the ranking."""

import streamlit as st

from dasbor.blocks import indicator_charts, overview, provenance, rate_map, to_call
from dasbor.ui import reader, screen

p = screen.start_page("Ringkasan", "Apakah koperasi kita aktif, terlatih dan terdampingi?")

indikator = indicator_charts.list_on_first_page()
active, *other = overview.make_cards(p, *indikator)
screen.show_cards([active, *overview.make_status_cards(p, "tidak aktif"), *other])

left, middle, right = st.columns([1.05, 1, 0.9], gap="medium")
with left, st.container(gap="xsmall"):
    screen.show_note(rate_map.say_map_note())
    di_peta = screen.choose_option(
        "Indikator di peta", {i: provenance.find_title(p, i) for i in indikator}, "peta", tanpa_label=True
    )
    screen.show_chart(
        rate_map.make_map(p, di_peta),
        provenance.say_indicator_sources(p, di_peta),
        f"peta_{di_peta}",
        saat_klik=rate_map.open_clicked,
        key=p.kode_wilayah,
    )
with middle:
    screen.show_chart(overview.make_bridge(p), provenance.say_sources(p), "perubahan_koperasi_aktif")
    screen.show_bullets(overview.say_changes(p))
with right:
    screen.show_subheading("Perlu dihubungi", to_call.say_subtitle(p))
    screen.show_to_call(to_call.list_short(p), to_call.say_if_empty(p))
    screen.show_link("Daftar lengkap di Pendampingan", reader.make_link("pendampingan"))

source = provenance.say_indicator_sources(p, "koperasi_aktif")
screen.show_chart(overview.make_rate_trend(p, "koperasi_aktif"), provenance.say_trend_sources(p), "tren_koperasi_aktif")
screen.show_chart(overview.make_status_trend(p), provenance.say_trend_sources(p), "tren_status")
if not rate_map.has_many_areas(p):
    screen.show_chart(overview.make_rates_chart(p, "koperasi_aktif"), source, "koperasi_aktif_kelurahan")
else:
    screen.show_list(
        overview.read_all_areas(p, "koperasi_aktif"),
        "Koperasi aktif per kelurahan",
        source,
        "koperasi_aktif_semua_kelurahan",
        overview.AREA_COLUMNS,
        subtitle="Menurut kecamatan. Pilih kecamatan untuk grafik per kelurahan.",
        indikator="koperasi_aktif",
    )
screen.show_definitions(provenance.say_definitions(p, *indikator))
