/* The code stands behind the #, which no browser sends: neither nginx nor anybody on the way can write it down. */
const code = location.hash.replace(/^#(token=)?/, "");
if (code) {
  history.replaceState(null, "", location.pathname);
  document.getElementById("token").value = code;
  document.getElementById("tautan").submit();
}
