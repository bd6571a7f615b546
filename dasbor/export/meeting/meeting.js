// Mode rapat: one slide at a time, by key, finger or by itself; another publication replaces what is shown.
"use strict";
(() => {
  const LOOK_EVERY = 4000, SHOW_CONTROLS = 2500, SWIPE = 50; // ms, ms, px
  const root = document.documentElement, news = document.querySelector(".kabar");
  const controls = document.querySelector(".kendali"), rotate = controls.querySelector("[data-tekan=putar]");
  const typed = Number(new URLSearchParams(location.search).get("putar"));
  const seconds = typed > 0 ? Math.min(Math.max(typed, 3), 600) : 15;
  let shown = 0, turning = 0, hiding = 0, touched = null, mark = "";

  const slides = () => [...document.querySelectorAll(".salindia")];

  function show(number) {
    const all = slides();
    shown = Math.min(Math.max(number, 0), all.length - 1);
    all.forEach((s, i) => s.classList.toggle("kini", i === shown));
    history.replaceState(null, "", `#${all[shown].id}`);
    window.scrollTo(0, 0);
  }

  function turn(on) {
    clearInterval(turning);
    turning = on ? setInterval(() => show((shown + 1) % slides().length), seconds * 1000) : 0;
    rotate.textContent = on ? "Berhenti memutar" : "Putar sendiri";
  }

  function step(by) {
    show(shown + by);
    if (turning) turn(true); // a slide that somebody chose stays its whole time
  }

  function fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (root.requestFullscreen) root.requestFullscreen();
  }

  const press = { mundur: () => step(-1), maju: () => step(1), putar: () => turn(!turning), penuh: fill };
  const keys = {
    ArrowRight: () => step(1), ArrowDown: () => step(1), PageDown: () => step(1), " ": () => step(1),
    ArrowLeft: () => step(-1), ArrowUp: () => step(-1), PageUp: () => step(-1),
    Home: () => step(-shown), End: () => step(slides().length), f: fill, p: press.putar,
  };

  document.addEventListener("keydown", (e) => {
    const isButton = e.target.closest("button, a") && (e.key === " " || e.key === "Enter");
    if (!keys[e.key] || isButton || e.ctrlKey || e.altKey || e.metaKey) return;
    e.preventDefault();
    keys[e.key]();
  });
  controls.addEventListener("click", (e) => {
    const name = e.target.closest("[data-tekan]")?.dataset.tekan;
    if (name) press[name]();
  });
  document.addEventListener("touchstart", (e) => { touched = e.changedTouches[0]; }, { passive: true });
  document.addEventListener("touchend", (e) => {
    const end = e.changedTouches[0];
    if (!touched) return;
    const x = end.clientX - touched.clientX, y = end.clientY - touched.clientY;
    if (Math.abs(x) > SWIPE && Math.abs(x) > Math.abs(y)) step(x < 0 ? 1 : -1);
    touched = null;
  }, { passive: true });
  document.addEventListener("pointermove", () => {
    root.classList.add("gerak");
    clearTimeout(hiding);
    hiding = setTimeout(() => root.classList.remove("gerak"), SHOW_CONTROLS);
  });

  function say(text) {
    news.textContent = text;
    news.hidden = !text;
  }

  async function ask(address) {
    const answer = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(8000) });
    if (answer.status === 403 || answer.redirected) { location.reload(); throw new Error("login"); }
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  }

  async function replace() {
    const text = await (await ask(location.pathname + location.search)).text();
    const next = new DOMParser().parseFromString(text, "text/html");
    const id = slides()[shown].id;
    document.querySelector("main").replaceWith(next.querySelector("main"));
    document.title = next.title;
    document.body.dataset.versi = next.body.dataset.versi;
    show(Math.max(slides().findIndex((s) => s.id === id), 0));
  }

  async function look() {
    try {
      const told = await (await ask(document.body.dataset.kabar)).json();
      const isOther = mark ? told.tanda !== mark : String(told.versi) !== document.body.dataset.versi;
      if (isOther) await replace();
      mark = told.tanda;
      say("");
    } catch {
      if (news.hidden) {
        const now = new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
        say(`Tidak tersambung sejak ${now}: yang tampil keadaan terakhir, mungkin sudah ada yang lebih baru.`);
      }
    }
    setTimeout(look, LOOK_EVERY);
  }

  root.classList.add("jalan");
  controls.hidden = false;
  show(Math.max(slides().findIndex((s) => `#${s.id}` === location.hash), 0));
  if (typed > 0) turn(true);
  look();
})();
