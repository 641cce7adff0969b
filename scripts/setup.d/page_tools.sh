# Trunk, wasm-bindgen and the tool that cuts the page into programs, built from crates.io into the cache, each under its version.
# They are built for a quick start, not for speed: they run for seconds, and their own release profiles take many minutes to build.
# shellcheck shell=bash

TRUNK=0.21.14
# Of the same family as the wasm_split_helpers that Leptos brings (Cargo.lock).
WASM_SPLIT=0.2.4

setup_page_tools() {
  cargo_tool trunk "$TRUNK" trunk --locked --no-default-features
  # The tool must match the library to the last digit; its own lock file names versions that are gone.
  local bindgen
  bindgen=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' "$ROOT/Cargo.lock")
  [ -n "$bindgen" ] || give_up "Cargo.lock names no wasm-bindgen, so its tool's version is unknown"
  cargo_tool wasm-bindgen-cli "$bindgen" wasm-bindgen --bin wasm-bindgen
  cargo_tool wasm_split_cli_support "$WASM_SPLIT" wasm-split-cli --locked --features build-binary
  # Trunk finds our step first, and that finds the real tool here.
  export OCTET_WASM_BINDGEN=$CACHE/wasm-bindgen-cli-$bindgen/bin/wasm-bindgen
  PATH=$ROOT/scripts/trunk:$PATH
}

# cargo_tool CRATE VERSION PROGRAM [FLAGS...]: installs unless there, and puts it on PATH.
cargo_tool() {
  local crate=$1 version=$2 program=$3 home=$CACHE/$1-$2
  shift 3
  if [ ! -x "$home/bin/$program" ]; then
    say "building $crate $version with cargo (2 to 5 minutes on two cores, once)"
    rm -rf "$home.part"
    logged "$crate" env CARGO_TARGET_DIR="$CACHE/build/$crate" CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
      CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
      cargo install "$crate" --version "$version" --root "$home.part" "$@" ||
      give_up "$crate $version could not be built; is crates.io reachable?"
    rm -rf "$home" && mv "$home.part" "$home"
    rm -rf "$CACHE/build/$crate"
  fi
  PATH=$home/bin:$PATH
}
