#!/bin/sh
# Signs the files named, in place, with the certificate that DEAN06_SIGN_PFX names (a .pfx file). Its password stands in
# the file that DEAN06_SIGN_PASSWORD_FILE names; DEAN06_SIGN_TIMESTAMP is the address of a time stamp server, without
# which signatures end with the certificate.
set -eu
for file; do
  osslsigncode sign -pkcs12 "$DEAN06_SIGN_PFX" \
    ${DEAN06_SIGN_PASSWORD_FILE:+-readpass "$DEAN06_SIGN_PASSWORD_FILE"} \
    ${DEAN06_SIGN_TIMESTAMP:+-ts "$DEAN06_SIGN_TIMESTAMP"} \
    -h sha256 -n "Sổ Đề án 06" -in "$file" -out "$file.signed"
  mv "$file.signed" "$file"
done
