#!/usr/bin/env bash
# Makes icon.png and icon.ico from icon.svg; run by hand when the drawing changes, the results are committed.
# Needs rsvg-convert (librsvg2-bin) and convert (imagemagick).
set -euo pipefail
cd "$(dirname "$0")"
sizes=$(mktemp -d)
trap 'rm -rf "$sizes"' EXIT
for size in 16 20 24 32 40 48 64 128 256; do
  rsvg-convert -w "$size" -h "$size" icon.svg -o "$sizes/$(printf %03d "$size").png"
done
convert "$sizes"/*.png icon.ico
rsvg-convert -w 256 -h 256 icon.svg -o icon.png
