// Examines a signed file in the browser, without network: the same questions as dasbor/export/proof/examine.py.
"use strict";
(() => {
  const HTML = /<!--tanda ed25519 ([0-9a-f]{64}) ([0-9a-f]{128})-->\n$/, PLAIN = /tanda ed25519 ([0-9a-f]{64}) ([0-9a-f]{128})\n$/;
  const DATA = /<script type="application\/json" id="bukti">([\s\S]*?)<\/script>/;
  const HEAD = /<title>Bukti \w{1,8}-\d{1,9}-[0-9A-F]{4,16}: /, ZIP_END = 22 + 65535;
  const CUT = "Berkas ini terpotong atau rusak, misalnya karena unduhannya terputus. Unduh lagi dari dasbor, lalu periksa lagi.";
  const FORMS = [1, 2], TAIL = 260, MOST = 64e6, NOT_TRUTH = "Ini membuktikan keutuhan, bukan kebenaran isi buku kerja.";
  const known = JSON.parse(document.getElementById("kunci").textContent);
  const field = document.getElementById("berkas"), print = document.getElementById("sidik");
  let last = null;

  const toBytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const toHex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");
  const hash = (bytes) => crypto.subtle.digest("SHA-256", bytes);
  const group = (text) => text.match(/.{1,4}/g).join(" ");

  async function isAble() {
    try {
      await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
      return true;
    } catch {
      return false;
    }
  }

  // {content, public, holds} of a file that ends with a signature, else null
  async function readSignature(bytes) {
    const end = new TextDecoder("latin1").decode(bytes.subarray(Math.max(0, bytes.length - TAIL)));
    const found = HTML.exec(end) ?? PLAIN.exec(end);
    if (!found) return null;
    const content = bytes.subarray(0, bytes.length - found[0].length), key = toBytes(found[1]);
    try {
      const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
      return { content, key, holds: await crypto.subtle.verify("Ed25519", imported, toBytes(found[2]), content) };
    } catch {
      return { content, key, holds: false };
    }
  }

  // an archive or a proof that lacks its end, or nothing at all
  function isCut(bytes) {
    const text = new TextDecoder("latin1").decode(bytes);
    if (text.startsWith("PK\x03\x04")) return !text.slice(-ZIP_END).includes("PK\x05\x06");
    return !text || (HEAD.test(text) && !text.includes("</html>"));
  }

  // what is said of the signature of another file, which cannot be examined without that
  function sayMark(name) {
    const own = /^(.+)\.tanda\b/i.exec(name)?.[1];
    const where = own ? `Yang ditandainya: ${own}. Simpan tanda ini di sampingnya` : "Simpan di sampingnya";
    return `Berkas ini tanda, bukan berkas yang ditandainya. ${where} sebagai ${own ?? "NAMA"}.tanda, lalu periksa dengan python -m dasbor verify ${own ?? "NAMA"}.`;
  }

  // what is never handed out unsigned, or ends with a piece of a signature
  function isOfSignedKind(bytes) {
    const text = new TextDecoder("latin1").decode(bytes);
    return DATA.test(text) || text.slice(-TAIL).includes("tanda ed25519") || (text.startsWith("PK") && text.includes("datapackage.json"));
  }

  // a sum without the error of each step (Neumaier)
  function add(numbers) {
    let sum = 0, rest = 0;
    for (const x of numbers) {
      const next = sum + x;
      rest += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
      sum = next;
    }
    return sum + rest;
  }

  const isClose = (a, b, least = 0) => Math.abs(a - b) <= Math.max(1e-9 * Math.max(Math.abs(a), Math.abs(b)), least);
  const write = (x) => (x === null ? "" : Number.isInteger(x) ? BigInt(x).toString() : String(x));

  // whether the citation, of any length, is that of the figure: dasbor/query/reports/citations.py
  async function isCited(d) {
    const named = [d.versi, d.indikator.indikator, d.wilayah.kode, d.periode, d.kelompok_hitung];
    const text = [...named, write(d.angka.pembilang), write(d.angka.penyebut)].join("|");
    const initials = d.kota.split(/\s+/).map((word) => word[0]).join("").toUpperCase();
    const [, before, piece] = /^(.+)-([0-9A-F]{4,16})$/.exec(d.kutipan) ?? ["", "", "?"];
    return before === `${initials}-${d.versi}` && toHex(await hash(new TextEncoder().encode(text))).toUpperCase().startsWith(piece);
  }

  // [faults, what was found]
  async function recount(d) {
    if (!FORMS.includes(d.bentuk)) return [["bentuk bukti ini tidak dikenal halaman ini."], []];
    const faults = (await isCited(d)) ? [] : ["kutipannya bukan dari isinya."], n = d.angka;
    for (const name of ["pembilang", "penyebut"]) {
      if (!d.dari_baris[name] || n[name] === null) continue;
      const total = add(d.baris.map((row) => row[name] ?? 0));
      if (!isClose(total, n[name], 1e-6)) faults.push(`${name} ${write(n[name])}, jumlah barisnya ${write(total)}.`);
    }
    if (n.penyebut && !isClose(n.nilai, n.pembilang / n.penyebut)) faults.push("nilainya bukan pembilang dibagi penyebut.");
    const how = d.baris_ditahan
      ? "tanpa barisnya, yang ditahan menurut pengaturan: tidak dihitung ulang"
      : d.dari_baris.pembilang ? `dihitung ulang dari ${d.baris.length} baris` : "dari rekap";
    const whole = n.penyebut === null ? "" : ` dari ${write(n.penyebut)}`;
    const sample = d.contoh ? ["DATA CONTOH: semua angka dan nama di berkas ini rekaan."] : [];
    const about = `${d.indikator.judul}, ${d.wilayah.nama}, ${d.periode}: ${write(n.pembilang)}${whole}, ${how}.`;
    return [faults, [...sample, `Bukti ${d.kutipan}: ${about}`]];
  }

  async function lookInside(content) {
    try {
      const data = DATA.exec(new TextDecoder("utf-8", { fatal: true }).decode(content));
      return data ? await recount(JSON.parse(data[1])) : [[], ["Di dalamnya tidak ada angka yang dapat dihitung ulang."]];
    } catch {
      return content[0] === 0x50 && content[1] === 0x4b
        ? [[], ["Paket data; isinya diperiksa dengan python -m dasbor verify."]]
        : [["isinya bukan bukti yang dapat dibaca."], []];
    }
  }

  async function examine(bytes, wanted, name) {
    if (!(await isAble())) {
      return ["Belum diperiksa", ["Peramban ini belum dapat memeriksa tanda Ed25519. Pakai peramban yang lebih baru, atau python -m dasbor verify BERKAS."]];
    }
    const asked = wanted.toLowerCase().replace(/[\s:-]/g, "");
    if (asked && !/^[0-9a-f]{32}$/.test(asked)) {
      return ["Belum diperiksa", ["Yang Anda ketik bukan sidik kunci: sidik terdiri dari 32 angka 0–9 dan huruf a–f."]];
    }
    const signed = await readSignature(bytes);
    if (/\.tanda$/i.test(name) || signed?.content.length === 0) return ["Belum diperiksa", [sayMark(name)]];
    if (!signed) {
      if (isCut(bytes)) return ["TIDAK UTUH", [CUT]];
      return isOfSignedKind(bytes)
        ? ["TIDAK UTUH", ["Tandanya hilang atau terpotong."]]
        : ["Tidak bertanda", ["Berkas ini tidak membawa tanda tangan, jadi utuh atau berubahnya tidak dapat diketahui. Berkas dari /data bertanda lewat berkas .tanda: periksa dengan python -m dasbor verify BERKAS."]];
    }
    if (!signed.holds) return ["TIDAK UTUH", ["Isi berkas ini sudah berubah sejak ditandatangani."]];
    const own = toHex(await hash(signed.key)).slice(0, 32);
    if (asked && asked !== own) return ["BUKAN DARI KUNCI ITU", [`Ditandatangani kunci ${group(own)}.`]];
    const whose = asked
      ? `Ditandatangani kunci ${group(own)}, seperti yang Anda sebut.`
      : known.sidik.includes(own)
        ? `Kunci dikenal: kunci pemasangan ${known.kota} (${group(own)}).`
        : `Kunci tidak dikenal: ${group(own)}. Utuh, tetapi dari siapa hanya diketahui bila sidiknya Anda kenal.`;
    const [faults, found] = await lookInside(signed.content);
    if (faults.length) return ["TIDAK COCOK", [whose, ...faults, NOT_TRUTH]];
    return ["Utuh: tidak satu byte pun berubah", [whose, ...found, NOT_TRUTH]];
  }

  function show(verdict, sentences, name) {
    document.getElementById("putusan").textContent = verdict;
    const items = [`Berkas: ${name}`, ...sentences].map((text) => Object.assign(document.createElement("li"), { textContent: text }));
    document.getElementById("kalimat").replaceChildren(...items);
    document.getElementById("hasil").hidden = false;
  }

  async function check(file) {
    if (!file) return;
    last = file;
    if (file.size > MOST) return show("Belum diperiksa", ["Berkas ini terlalu besar untuk sebuah bukti."], file.name);
    try {
      show(...(await examine(new Uint8Array(await file.arrayBuffer()), print.value, file.name)), file.name);
    } catch {
      show("Belum diperiksa", ["Berkas ini tidak dapat dibaca."], file.name);
    }
  }

  field.addEventListener("change", () => check(field.files[0]));
  print.addEventListener("change", () => check(last));
  document.addEventListener("dragover", (e) => e.preventDefault());
  document.addEventListener("drop", (e) => { e.preventDefault(); check(e.dataTransfer.files[0]); });
})();
