// Put into the page shell by middleware.py: Streamlit's own English words in Indonesian, its side menu repaired for screen
// readers, and no single-key shortcuts.
(() => {
  "use strict";
  const SAMA = {
    "Skip to main content": "Langsung ke isi",
    "Main menu": "Menu utama",
    "Expand sidebar": "Buka menu",
    "Collapse sidebar": "Tutup menu",
    "Sidebar": "Menu",
    "App pages": "Halaman",
    "Scroll tabs left": "Geser ke kiri",
    "Scroll tabs right": "Geser ke kanan",
    "Close": "Tutup",
    "Open": "Buka pilihan",
    "Clear value": "Kosongkan",
    "Clear entry": "Kosongkan",
    "Show password": "Tampilkan kata sandi",
    "Hide password": "Sembunyikan kata sandi",
    "Increment": "Tambah",
    "Decrement": "Kurangi",
    "Choose an option": "Pilih salah satu",
    "No results": "Tidak ada yang cocok",
    "Press Enter to apply": "Tekan Enter",
    "Press Enter to submit form": "Tekan Enter untuk mengirim",
    "Press Ctrl+Enter to apply": "Tekan Ctrl+Enter",
    "Press ⌘+Enter to apply": "Tekan ⌘+Enter",
    "Running...": "Sedang dimuat",
    "Stop": "Hentikan",
    "Stopping...": "Dihentikan …",
    "Connecting": "Menyambung …",
    "Connection error": "Sambungan ke server terputus",
    "Download failed": "Unduhan gagal. Coba lagi.",
    "Reconnected to server.": "Tersambung lagi.",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Sambungan ke server terputus. Tunggu sebentar, lalu coba lagi.",
    "Upload": "Pilih berkas",
    "file upload": "Pilih berkas",
    "Add files": "Tambah atau ganti berkas",
    "add icon": "ganti",
    "Drag and drop a file here": "Lepaskan berkas di sini",
    "Drag and drop files here": "Lepaskan berkas di sini",
    "Error:": "Perhatian:",
    "Only one file is allowed.": "Hanya satu berkas sekaligus.",
    "File size is too small.": "Berkas ini kosong.",
    "Unexpected error. Please try again.": "Berkas belum terunggah. Coba lagi.",
    "Network Error": "Sambungan ke server terputus. Coba lagi.",
    "Request failed with status code 403": "Masuk lebih dahulu untuk mengunggah berkas.",
    "Request failed with status code 413": "Berkas ini terlalu besar.",
  };
  const POLA = [
    [/^[\d.]+[KMG]B per file.*$/, "atau seret berkas ke sini"],
    [/^(.*?)(\d+)\.(\d)([KMG]B)$/, "$1$2,$3 $4"],
    [/^File must be (\d+)(?:\.0)?([KMG]B) or smaller\.$/, "Berkas ini terlalu besar: paling besar $1 $2."],
    [/^.* files are not allowed\.$/, "Jenis berkas ini tidak diterima."],
    [/^Remove (.+)$/, "Keluarkan $1"],
    [/^Cancel upload of (.+)$/, "Batalkan unggahan $1"],
    [/^Help for (.+)$/, "Penjelasan: $1"],
    [/^(\d+) options? available\.$/, "$1 pilihan."],
    [/^(.+), selected$/, "$1, terpilih"],
  ];
  // What the project draws itself is Indonesian already and may quote any word of a workbook.
  const SENDIRI = "[data-testid=stHtml], .js-plotly-plot, .diam, script, style, textarea, [data-testid=stIconMaterial]";
  // Sections stand between this list and its items, so that it is no list: its links are enough.
  const DAFTAR_RUSAK = "[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li";
  const SIFAT = ["aria-label", "title", "placeholder"];

  function kata(teks) {
    if (Object.hasOwn(SAMA, teks)) return SAMA[teks];
    const pola = POLA.find(([p]) => p.test(teks));
    return pola && teks.replace(...pola);
  }
  function satuTeks(simpul) {
    const lama = simpul.data.trim();
    const baru = lama && kata(lama);
    if (baru && baru !== lama && !simpul.parentElement?.closest(SENDIRI)) simpul.data = simpul.data.replace(lama, () => baru);
  }
  function satuSifat(unsur, nama) {
    const lama = unsur.getAttribute(nama);
    const baru = lama && kata(lama);
    if (baru && baru !== lama && !unsur.closest(SENDIRI)) unsur.setAttribute(nama, baru);
  }
  function semua(akar) {
    if (akar.nodeType === Node.TEXT_NODE) return satuTeks(akar);
    if (akar.nodeType !== Node.ELEMENT_NODE || akar.closest(SENDIRI)) return;
    for (const nama of SIFAT) {
      satuSifat(akar, nama);
      for (const unsur of akar.querySelectorAll(`[${nama}]`)) satuSifat(unsur, nama);
    }
    for (const unsur of [akar, ...akar.querySelectorAll(DAFTAR_RUSAK)]) if (unsur.matches(DAFTAR_RUSAK)) unsur.setAttribute("role", "none");
    const jalan = document.createTreeWalker(akar, NodeFilter.SHOW_TEXT);
    while (jalan.nextNode()) satuTeks(jalan.currentNode);
  }
  new MutationObserver((perubahan) => {
    for (const p of perubahan) {
      if (p.type === "attributes") satuSifat(p.target, p.attributeName);
      else if (p.type === "characterData") satuTeks(p.target);
      else p.addedNodes.forEach(semua);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SIFAT });

  // A menu that was left open would cover the whole page of a phone at the next visit.
  if (innerWidth < 768) Object.keys(localStorage).filter((k) => k.startsWith("stSidebarCollapsed")).forEach((k) => localStorage.removeItem(k));

  // Streamlit reruns the page at a bare "r" and clears its cache at "c": speech input and a slip of the hand would too.
  window.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || !/^[rca]$/i.test(e.key)) return;
    if (!e.target.closest?.("input, textarea, select, [contenteditable], [role=listbox], [role=combobox], [role=menu]")) e.stopImmediatePropagation();
  }, true);
})();
