// Put into the page shell by middleware.py: a page that gets no connection to the server says so instead of staying grey.
(() => {
  "use strict";
  const BATAS = 5000;  // ms
  const KALIMAT = "Halaman ini belum tersambung ke server. Periksa jaringan, lalu muat ulang. " +
    "Bila tetap begini, mohon hubungi pengelola sistem.";
  const PILIHAN = "{{ choice_names|join(' ') }}".split(" ");  // what of an address chooses
  const terisi = () => document.querySelector("#root h1, #root [data-testid=stAlert]") !== null;

  function katakan() {
    if (terisi()) return;
    const pesan = document.createElement("p");
    pesan.id = "tunggu";
    pesan.setAttribute("role", "status");
    pesan.style.cssText = "position:fixed;z-index:1000000;top:30%;left:0;right:0;margin:0 auto;max-width:32rem;" +
      "padding:16px 24px;background:#fff;color:#111827;border:1px solid #d5dae1;border-radius:8px;" +
      "font:16px/1.5 'Source Sans',sans-serif";
    pesan.textContent = KALIMAT + " ";
    // needs neither this connection nor scripts
    const lembar = document.createElement("a");
    const pilihan = [...new URLSearchParams(location.search)].filter(([nama]) => PILIHAN.includes(nama));
    lembar.href = "{{ '/lembar'|in_base }}?" + new URLSearchParams(pilihan);
    lembar.textContent = "Buka lembar ringkas";
    pesan.append(lembar);
    document.body.append(pesan);
    // A slow connection may still come.
    const jaga = setInterval(() => { if (terisi()) { pesan.remove(); clearInterval(jaga); } }, 300);
  }
  setTimeout(katakan, BATAS);

  // After the server was started anew the files behind the page's buttons are gone: then, and only then, load it anew.
  // A short break of the network keeps the session and whatever was typed.
  const SIFAT = "data-test-connection-state";
  let pernah = false, putus = false;
  async function tersambungLagi() {
    const kulit = await (await fetch(location.pathname, { cache: "no-store" })).text();
    const mulai = new DOMParser().parseFromString(kulit, "text/html").documentElement.dataset.mulai;
    if (mulai && mulai !== document.documentElement.dataset.mulai) location.reload();
  }
  new MutationObserver(() => {
    const kini = document.querySelector(`[${SIFAT}]`)?.getAttribute(SIFAT);
    if (kini !== "CONNECTED") putus = pernah;
    else if (putus) { putus = false; tersambungLagi(); }
    else pernah = true;
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: [SIFAT] });
})();
