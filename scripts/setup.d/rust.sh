# Rust: a compiler, cargo, clippy, rustfmt and (for the page) the wasm32 standard library.
# In order: rustup's pinned toolchain, Debian's rustc-web, any other Rust that is new enough. OCTET_RUST=rustup|debian
# asks for one of the first two only.
# shellcheck shell=bash

RUST_PINNED=1.96.0
RUST_OLDEST=1.88.0
WASM=wasm32-unknown-unknown

setup_rust() {
  # A compiler or flags named in the reader's environment would win over the choice made here.
  unset RUSTC RUSTDOC RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET CARGO_BUILD_RUSTFLAGS RUSTUP_TOOLCHAIN
  need_linker
  case ${OCTET_RUST:-any} in
    any) rustup_ready || debian_ready || rustup_install || debian_install || other_rust || no_rust ;;
    rustup) rustup_ready || rustup_install || no_rust ;;
    debian) debian_ready || debian_install || no_rust ;;
    *) give_up "OCTET_RUST is '$OCTET_RUST'; allowed are rustup and debian" ;;
  esac
}

# Build scripts and the `octet` command are linked by the system's cc.
need_linker() {
  have cc && return
  if on_debian; then
    apt_install "the C linker" gcc libc6-dev
  elif [ "$(uname)" = Darwin ]; then
    give_up "there is no C linker (cc). Install Apple's command line tools:" "xcode-select --install"
  fi
  have cc || give_up "there is no C linker (cc). Install gcc or clang with your system's package manager"
}

find_rustup() {
  RUSTUP=$(command -v rustup || true)
  [ -n "$RUSTUP" ] || RUSTUP=${CARGO_HOME:-$HOME/.cargo}/bin/rustup
  [ -x "$RUSTUP" ]
}

# The first call installs nothing: RUSTUP_AUTO_INSTALL=0 keeps rustup from fetching what it is only asked about.
rustup_ready() {
  find_rustup || return 1
  local sysroot
  sysroot=$(RUSTUP_AUTO_INSTALL=0 "$RUSTUP" run "$RUST_PINNED" rustc --print sysroot 2>/dev/null) || return 1
  complete_sysroot "$sysroot" || return 1
  PATH=$sysroot/bin:$PATH
  say "Rust $RUST_PINNED from rustup"
}

complete_sysroot() {
  local tool
  for tool in rustc cargo cargo-clippy cargo-fmt; do [ -x "$1/bin/$tool" ] || return 1; done
  has_wasm_std "$1"
}

has_wasm_std() { compgen -G "$1/lib/rustlib/$WASM/lib/libstd-*.rlib" >/dev/null; }

rustup_install() {
  find_rustup || return 1
  local server=${RUSTUP_DIST_SERVER:-https://static.rust-lang.org}
  if have curl && ! curl -fsS --max-time 8 -o /dev/null "$server/dist/channel-rust-$RUST_PINNED.toml.sha256" 2>/dev/null; then
    say "rustup is here, but $server does not answer; trying without it"
    return 1
  fi
  say "installing Rust $RUST_PINNED with clippy, rustfmt and $WASM through rustup"
  logged rustup limit 900 "$RUSTUP" toolchain install "$RUST_PINNED" --profile minimal -c clippy -c rustfmt -t "$WASM" \
    --no-self-update || return 1
  rustup_ready
}

# Debian's compiler without its neighbours in /usr/bin: they would hide a newer Node there.
debian_ready() {
  on_debian && installed rustc-web && installed cargo-web && installed rust-web-clippy && installed rustfmt-web || return 1
  local version
  version=$(/usr/bin/rustc -V | cut -d' ' -f2)
  at_least "$RUST_OLDEST" "$version" || return 1
  if [ "$NEED_WASM" = yes ]; then
    wasm_linker && { wasm_std_ready || installed rust-web-src; } || return 1
  fi
  local bin=$CACHE/debian-rust/bin tool
  mkdir -p "$bin"
  for tool in rustc rustdoc cargo cargo-clippy clippy-driver cargo-fmt rustfmt; do ln -sf "/usr/bin/$tool" "$bin/$tool"; done
  PATH=$bin:$PATH
  say "Rust $version from Debian's rustc-web"
  [ "$NEED_WASM" = no ] || use_wasm_std
}

debian_install() {
  on_debian || return 1
  # Inside a condition `set -e` sleeps, so every step below says for itself what a failure means.
  # Debian 12 has it in its security archive, for building browsers; its first release was older than we need.
  if ! debian_new_enough; then
    apt_lists stale
    debian_new_enough || return 1
  fi
  [ -e /etc/ssl/certs/ca-certificates.crt ] || apt_install "encrypted downloads" ca-certificates || return 1
  apt_upgrade "Rust" rustc-web cargo-web rust-web-clippy rustfmt-web || return 1
  if [ "$NEED_WASM" = yes ]; then
    apt_install "the wasm32 standard library and linker" rust-web-src "lld-$(llvm_major)" || return 1
  fi
  debian_ready
}

debian_new_enough() {
  local version
  version=$(apt_version rustc-web)
  [ -n "$version" ] && at_least "$RUST_OLDEST" "$version"
}

llvm_major() { /usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p'; }

wasm_linker() { have "wasm-ld-$(llvm_major)"; }

# Homebrew, Nix, another rustup toolchain: good enough when it is new enough and complete.
other_rust() {
  have cargo && have rustc || return 1
  local sysroot version
  version=$(RUSTUP_AUTO_INSTALL=0 rustc -V 2>/dev/null | cut -d' ' -f2) || return 1
  sysroot=$(RUSTUP_AUTO_INSTALL=0 rustc --print sysroot 2>/dev/null) || return 1
  at_least "$RUST_OLDEST" "${version%%-*}" && has_wasm_std "$sysroot" || return 1
  if [ -x "$sysroot/bin/cargo" ]; then PATH=$sysroot/bin:$PATH; fi
  say "warning: using Rust $version; the project is tested with $RUST_PINNED, and other versions have other lints"
}

no_rust() {
  give_up "no Rust ${RUST_OLDEST%.*} or newer with the $WASM target was found or could be installed." \
    "The usual way, on Linux and macOS (https://rustup.rs):" \
    "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal" \
    "then run this command again: the right version is fetched by itself."
}
