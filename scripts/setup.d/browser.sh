# A Chromium for the end-to-end tests: the reader's own, or Debian's. Playwright never downloads one.
# shellcheck shell=bash

setup_browser() {
  if [ -n "${OCTET_CHROMIUM:-}" ]; then
    [ -x "$OCTET_CHROMIUM" ] || give_up "OCTET_CHROMIUM is '$OCTET_CHROMIUM', which is not a program"
  elif ! find_browser; then
    if on_debian; then apt_install "the browser tests" chromium || true; fi
    find_browser || give_up "no Chromium or Chrome was found for the end-to-end tests." \
      "Install one (macOS: brew install --cask google-chrome; Fedora: dnf install chromium)," \
      "or name one: OCTET_CHROMIUM=/path/to/chrome make test"
  fi
  export OCTET_CHROMIUM
  say "browser: $("$OCTET_CHROMIUM" --version 2>/dev/null | head -n 1)"
}

# A program that cannot even tell its version (Ubuntu's stub for a snap, say) is no browser.
find_browser() {
  local name path
  for name in chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
    path=$(command -v "$name" || true)
    if [ -n "$path" ] && limit 20 "$path" --version >/dev/null 2>&1; then
      OCTET_CHROMIUM=$path
      return 0
    fi
  done
  return 1
}
