// Measures a drawn page for test_accessibility.py: what scrolls sideways, is too small to touch, is cut off or lies over something else.
() => {
  const utama = document.querySelector("[data-testid=stMain]") ?? document.documentElement;
  const gambar = [...document.querySelectorAll(".js-plotly-plot, .diam")];
  const nama = (e) => `${e.tagName} ${String(e.tagName === "LI" ? e.textContent : e.value ?? e.textContent ?? "").trim().slice(0, 40) || e.getAttribute("aria-label")}`;
  const kotak = (e) => e.getBoundingClientRect();
  const terlihat = (e) => {
    const gaya = getComputedStyle(e), r = kotak(e);
    const tersembunyi = gaya.visibility === "hidden" || gaya.opacity === "0" || e.closest("[inert], [aria-hidden=true], .hanya-baca");
    return r.width > 1 && r.height > 1 && !tersembunyi && e.checkVisibility();  // not inside of what is folded
  };
  // What a scroller or a clipped box lets through of an element.
  const tampak = (e) => {
    let { left, right, top, bottom } = kotak(e);
    for (let a = e.parentElement; a && a !== utama; a = a.parentElement) {
      if (getComputedStyle(a).overflow === "visible") continue;
      const r = kotak(a);
      left = Math.max(left, r.left); right = Math.min(right, r.right);
      top = Math.max(top, r.top); bottom = Math.min(bottom, r.bottom);
    }
    return { left, right, top, bottom };
  };
  const bertindih = (unsur, kotak_, jarak) => {
    const hasil = [], k = unsur.map(kotak_);
    for (let i = 0; i < k.length; i++) for (let j = i + 1; j < k.length; j++) {
      if (unsur[i].contains(unsur[j]) || unsur[j].contains(unsur[i])) continue;
      const x = Math.min(k[i].right, k[j].right) - Math.max(k[i].left, k[j].left);
      const y = Math.min(k[i].bottom, k[j].bottom) - Math.max(k[i].top, k[j].top);
      if (x > jarak && y > jarak) hasil.push(`${nama(unsur[i])} / ${nama(unsur[j])}`);
    }
    return hasil;
  };

  const sasaran = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=tab], label:has(input)")]
    .filter((e) => terlihat(e) && e.type !== "hidden" && !e.closest("label:has(input) span"));  // the box of a radio: its label is touched
  const terpotong = [...document.querySelectorAll("body *")]
    .filter((e) => e.scrollWidth > e.clientWidth + 1 && (e.textContent.trim() || e.value) && !e.closest("svg"))
    .filter((e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX) || e.tagName === "INPUT")
    .filter(terlihat);

  // Texts of a chart, line by line as they are drawn.
  const baris = (plot) => [...plot.querySelectorAll("text")].filter((t) => !t.closest(".hoverlayer"))
    .flatMap((t) => { const b = [...t.querySelectorAll("tspan.line, .diam text > tspan")]; return b.length ? b : [t]; })
    .filter((t) => t.textContent.trim() && kotak(t).width > 0 && getComputedStyle(t.closest("text")).opacity !== "0")
    .filter((t) => ![...t.querySelectorAll("tspan"), t].some((s) => getComputedStyle(s).visibility === "hidden"));
  // What of a line can be read: blanks that push it aside lie over nothing.
  const terbaca = (t) => {
    const isi_ = [], jalan = document.createTreeWalker(t, NodeFilter.SHOW_TEXT);
    while (jalan.nextNode()) {
      const n = jalan.currentNode, r = document.createRange();
      if (n.data.trim()) { r.selectNodeContents(n); isi_.push(r.getBoundingClientRect()); }
    }
    const ada = isi_.filter((r) => r.width > 0);
    const batas = (sisi, pilih) => pilih(...ada.map((r) => r[sisi]));
    if (!ada.length) return kotak(t);
    return { left: batas("left", Math.min), right: batas("right", Math.max), top: batas("top", Math.min), bottom: batas("bottom", Math.max) };
  };
  const ukuran = (t) => { const m = t.closest("text").getScreenCTM(); return parseFloat(getComputedStyle(t).fontSize) * Math.hypot(m.a, m.b); };
  const di_luar = (plot) => baris(plot).filter((t) => {
    const r = kotak(t), p = kotak(plot);
    return r.left < p.left - 2 || r.right > p.right + 2 || r.top < p.top - 2 || r.bottom > p.bottom + 2;
  });

  const isi = [...utama.querySelectorAll("h1, h2, h3, p, button, input, summary, table, li, dt, dd")].filter(terlihat);
  const tertulis = (t) => [...t.childNodes].map((n) => (n.nodeType === Node.TEXT_NODE ? n.data
    : getComputedStyle(n).display === "none" ? "" : tertulis(n))).join("").trim();
  return {
    menyamping: document.documentElement.scrollWidth - innerWidth + utama.scrollWidth - utama.clientWidth,
    sempit: sasaran.filter((e) => kotak(e).height < 24 || kotak(e).width < 24).map(nama),
    terpotong: [...terpotong.map(nama), ...gambar.flatMap(di_luar).map(nama)],
    bertindih: [...bertindih(isi, tampak, 3), ...gambar.flatMap((g) => bertindih(baris(g), terbaca, 3))],
    tulisan: gambar.map((g) => baris(g).map(tertulis)),
    huruf_kecil: gambar.flatMap(baris).filter((t) => ukuran(t) < 9.5).map((t) => `${nama(t)} ${ukuran(t).toFixed(1)}`),
  };
}
