#!/bin/sh
# Cadangan katalog bersama: basis data dahulu, lalu folder bersama, ke folder $1. Yang lengkap bernama `kini`, yang sebelumnya
# `lalu`; yang terputus tetap bernama `baru` dan dimulai lagi. Memulihkan: docs/beberapa-peladen.md
set -eu
umask 077
cd "$1"
rm -rf baru
mkdir baru
pg_dump --no-password --no-owner --format=custom --file=baru/katalog.dump "${KOPERASI_STORE#ducklake:}"
# Berkas yang diganti sesudah basis data disalin masih ada 15 menit lagi; salinan yang lebih lama tidak dapat dipercaya.
case "$KOPERASI_STORE_DATA" in
  s3://*) echo "Bucket dicadangkan oleh layanannya sendiri (versi objek); di sini hanya basis data." ;;
  *) timeout 14m cp -a "$KOPERASI_STORE_DATA" baru/bersama ;;
esac
sync
rm -rf lalu
if [ -e kini ]; then mv kini lalu; fi
mv baru kini
