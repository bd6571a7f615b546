"""Ringkasan as somebody would write it in an afternoon: one Streamlit page with Plotly, the same content, no more care.

The bench holds ours against it: `streamlit run bench/plain_page.py` with BERKAS = a version's .duckdb file.
"""

import os

import duckdb
import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(page_title="Koperasi", layout="wide")
CITY, TITLES = "35.72", {"koperasi_aktif": "Koperasi aktif", "tidak_aktif": "Tidak aktif"}
TITLES |= {"jangkauan_pelatihan": "Koperasi dilatih", "cakupan_pendampingan": "Koperasi didampingi"}
TITLES |= {"pendampingan_khusus": "Pendampingan khusus"}


@st.cache_data
def ask(sql: str) -> pd.DataFrame:
    with duckdb.connect(os.environ["BERKAS"], read_only=True) as con:
        return con.execute(sql).df()


def show_files(table: pd.DataFrame, name: str) -> None:
    with st.expander("Lihat angka"):
        st.dataframe(table)
        st.download_button("Unduh CSV", table.to_csv(index=False), f"{name}.csv", key=name)


quarters = ask("select periode from periode order by 1 desc")["periode"].tolist()
quarter = st.selectbox("Triwulan", quarters)
figures = ask("select * from indikator join wilayah on kode = kode_wilayah where kelompok_hitung = 'semua'")
now, city = figures[figures["periode"] == quarter], figures[figures["kode_wilayah"] == CITY]
register = ask("select periode, koperasi_id, nama_koperasi, status_hitung from koperasi_triwulan")

st.title("Ringkasan")
for place, (name, title) in zip(st.columns(len(TITLES)), TITLES.items(), strict=True):
    one = now[(now["kode_wilayah"] == CITY) & (now["indikator"] == name)]
    value = f"{one['pembilang'].iloc[0]:.0f} dari {one['penyebut'].iloc[0]:.0f}" if len(one) else "–"
    place.metric(title, value, f"{one['nilai'].iloc[0]:.1%}" if len(one) else None)

areas = now[(now["indikator"] == "koperasi_aktif") & (now["tingkat"] == "kelurahan")].sort_values("nilai")
before = quarters[min(quarters.index(quarter) + 1, len(quarters) - 1)]
left, middle, right = st.columns(3)
with left:
    st.subheader("Koperasi aktif per kelurahan")
    st.plotly_chart(px.treemap(areas, path=["nama"], values="penyebut", color="nilai"), key="peta")
    show_files(areas, "peta")
with middle:
    pair = register[register["periode"].isin([quarter, before])].pivot(
        index="koperasi_id", columns="periode", values="status_hitung"
    )
    moves = pair.fillna("belum ada").value_counts().rename("jumlah").reset_index()
    moves["perubahan"] = moves.iloc[:, 0] + " → " + moves.iloc[:, -2]
    st.subheader("Perubahan")
    st.plotly_chart(px.bar(moves, x="jumlah", y="perubahan", orientation="h"), key="perubahan")
    show_files(moves, "perubahan")
with right:
    st.subheader("Perlu dihubungi")
    idle = register[(register["periode"] == quarter) & (register["status_hitung"] == "tidak aktif")]
    st.markdown("\n".join(f"- {name}" for name in idle["nama_koperasi"].head(6)))
st.subheader("Dari waktu ke waktu")
one, other = st.columns(2)
with one:
    st.plotly_chart(px.bar(areas, x="nilai", y="nama", orientation="h", height=600), key="kelurahan")
    show_files(areas, "kelurahan")
with other:
    trend = city[city["indikator"] == "koperasi_aktif"].sort_values("periode")
    st.plotly_chart(px.line(trend, x="periode", y="nilai", markers=True), key="tren")
    show_files(trend, "tren")
    statuses = register.groupby(["periode", "status_hitung"]).size().rename("jumlah").reset_index()
    st.plotly_chart(px.bar(statuses, x="periode", y="jumlah", color="status_hitung"), key="status")
    show_files(statuses, "status")
with st.expander("Definisi"):
    st.dataframe(ask("select judul, definisi from indikator_definisi"))
