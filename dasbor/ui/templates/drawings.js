// Put into the page shell by middleware.py: drawings, which travel as text, take their place before anything is painted;
// and the buttons of charts, which hand on to the page's switches and keep the keyboard.
(() => {
  "use strict";
  const TEKS = ".gambar-teks", TOMBOL = "button[data-saklar]";
  let terakhir = "";

  function gambar(teks) {
    const isi = document.createElement("template");
    isi.innerHTML = teks.textContent;
    teks.replaceWith(isi.content);
  }
  function lihat(simpul) {
    if (simpul.nodeType !== Node.ELEMENT_NODE) return;
    if (simpul.matches(TEKS)) return gambar(simpul);
    simpul.querySelectorAll(TEKS).forEach(gambar);
    if (terakhir && document.activeElement === document.body) {
      const tombol = [...simpul.querySelectorAll(TOMBOL)].find((t) => t.dataset.nama === terakhir);
      tombol?.focus({ preventScroll: true });
    }
  }
  new MutationObserver((perubahan) => {
    for (const p of perubahan) p.addedNodes.forEach(lihat);
  }).observe(document, { subtree: true, childList: true });

  addEventListener("focusin", (e) => { terakhir = e.target.closest(TOMBOL)?.dataset.nama ?? ""; });
  addEventListener("click", (e) => {
    const tombol = e.target.closest?.(TOMBOL);
    if (!tombol) return;
    document.querySelectorAll("[class*=st-key-telusuri_] button")[Number(tombol.dataset.saklar)]?.click();
  });
})();
