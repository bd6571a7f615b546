// Put into the page shell by middleware.py: an address that names a part of a page (…#isi) leads there also when that
// part is drawn after the page has come. The first touch of the reader ends it.
(() => {
  "use strict";
  const BATAS = 20000;  // ms
  const nama = location.hash.slice(1);
  if (!nama) return;
  const BACA = ["wheel", "touchstart", "pointerdown", "keydown"];
  let tenang = 0;

  function tuju() {
    const tempat = document.getElementById(nama);
    if (!tempat?.matches(".tempat")) return;
    tempat.scrollIntoView();
    clearTimeout(tenang);
    if (document.querySelector('.stApp[data-test-script-state="notRunning"]')) tenang = setTimeout(selesai, 1000);
  }
  const pengamat = new MutationObserver(tuju);
  function selesai() {
    pengamat.disconnect();
    for (const jenis of BACA) removeEventListener(jenis, selesai, true);
  }
  for (const jenis of BACA) addEventListener(jenis, selesai, true);
  pengamat.observe(document, { subtree: true, childList: true });
  setTimeout(selesai, BATAS);
})();
