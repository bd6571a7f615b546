/* Copies the text; without the right to write into the clipboard (a page without TLS) the old way. */
document.getElementById("salin").addEventListener("click", async () => {
  const teks = document.getElementById("teks");
  let berhasil = true;
  try { await navigator.clipboard.writeText(teks.value); }
  catch { teks.select(); berhasil = document.execCommand("copy"); }
  document.getElementById("hasil").textContent = berhasil ? "Tersalin." : "Belum tersalin: tekan Ctrl+C.";
});
