# Debian packages: what is missing is named, then installed with apt-get, through sudo when not root.
# shellcheck shell=bash

# For the reader who has to ask somebody else to install them; Debian 12's compiler goes with lld-22.
ALL_DEBIAN_PACKAGES="ca-certificates curl gcc libc6-dev rustc-web cargo-web rust-web-clippy rustfmt-web rust-web-src lld-22 chromium"

on_debian() { [ -e /etc/debian_version ] && have apt-get; }

# apt_run WORDS...: apt-get as root. On a terminal sudo may ask for a password, elsewhere it must not.
apt_run() {
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    if [ -t 0 ]; then sudo=(sudo); else sudo=(sudo -n); fi
  fi
  ${sudo[@]+"${sudo[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2 "$@"
}

apt_update() {
  say "fetching Debian's package lists (apt-get update)"
  logged apt-update apt_run update || true
}

# Package lists may be absent (a container image) or stale; one update, at most, per run.
APT_FRESH=
apt_lists() {
  [ -z "$APT_FRESH" ] || return 0
  if [ "${1:-}" = stale ] || ! compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; then
    APT_FRESH=yes
    apt_update
  fi
}

# The version that apt would install, without Debian's epoch and suffix; nothing when there is none.
apt_version() {
  apt_lists
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: \([0-9]*:\)\{0,1\}\([0-9.]*\).*/\2/p'
}

installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

# apt_install WHY PACKAGE...: installs those that are missing.
apt_install() {
  local why=$1 missing=() package
  shift
  for package in "$@"; do installed "$package" || missing+=("$package"); done
  [ "${#missing[@]}" -eq 0 ] || apt_upgrade "$why" "${missing[@]}"
}

# apt_upgrade WHY PACKAGE...: installs those that are missing and brings the others up to date.
apt_upgrade() {
  local why=$1 name=apt-$2
  shift
  if [ "$(id -u)" -ne 0 ] && ! have sudo; then
    give_up "$why needs Debian packages ($*), and there is neither root nor sudo here." \
      "Once, as root, everything that this project takes from Debian:" \
      "apt-get update && apt-get install --no-install-recommends $ALL_DEBIAN_PACKAGES"
  fi
  say "installing Debian packages for $why: $*"
  apt_lists
  logged "$name" apt_run install --no-install-recommends "$@" && return
  apt_lists stale
  logged "$name" apt_run install --no-install-recommends "$@"
}
