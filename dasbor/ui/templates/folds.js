// Put into the page shell by middleware.py: what a reader has unfolded stays so when the page is drawn anew, with another
// quarter or beside a chart that moves, and keeps the keyboard.
(() => {
  "use strict";
  const LIPATAN = "details.lipatan[data-kunci]";
  const terbuka = new Set();
  let terakhir = "";
  const kunci = (lipatan) => `${location.pathname} ${lipatan.dataset.kunci}`;

  addEventListener("toggle", (e) => {
    if (!e.target.matches?.(LIPATAN) || !e.target.isConnected) return;
    if (e.target.open) terbuka.add(kunci(e.target));
    else terbuka.delete(kunci(e.target));
  }, true);
  addEventListener("focusin", (e) => {
    const lipatan = e.target.matches("summary") && e.target.closest(LIPATAN);
    terakhir = lipatan ? kunci(lipatan) : "";
  });

  function pulihkan(lipatan) {
    if (terbuka.has(kunci(lipatan))) lipatan.open = true;
    if (terakhir === kunci(lipatan) && document.activeElement === document.body) lipatan.querySelector("summary").focus({ preventScroll: true });
  }
  new MutationObserver((perubahan) => {
    for (const p of perubahan) for (const simpul of p.addedNodes) {
      if (simpul.nodeType !== Node.ELEMENT_NODE) continue;
      if (simpul.matches(LIPATAN)) pulihkan(simpul);
      simpul.querySelectorAll(LIPATAN).forEach(pulihkan);
    }
  }).observe(document, { subtree: true, childList: true });
})();
