# Trunk and wasm-bindgen, built from crates.io into the cache, each under its version.
# They are built for a quick start, not for speed: Trunk runs for seconds, and its own release profile takes many minutes.
# shellcheck shell=bash

TRUNK=0.21.14

setup_page_tools() {
  cargo_tool trunk "$TRUNK" trunk 0 --locked --no-default-features
  # The tool must match the library to the last digit; its own lock file names versions that are gone.
  local bindgen
  bindgen=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' "$ROOT/Cargo.lock")
  [ -n "$bindgen" ] || give_up "Cargo.lock names no wasm-bindgen, so its tool's version is unknown"
  cargo_tool wasm-bindgen-cli "$bindgen" wasm-bindgen 1
}

# cargo_tool CRATE VERSION PROGRAM OPT_LEVEL [FLAGS...]: installs unless there, and puts it on PATH.
cargo_tool() {
  local crate=$1 version=$2 program=$3 opt=$4 home=$CACHE/$1-$2
  shift 4
  if [ ! -x "$home/bin/$program" ]; then
    say "building $crate $version with cargo (2 to 5 minutes on two cores, once)"
    rm -rf "$home.part"
    logged "$crate" env CARGO_TARGET_DIR="$CACHE/build/$crate" CARGO_PROFILE_RELEASE_OPT_LEVEL="$opt" \
      CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
      cargo install "$crate" --version "$version" --root "$home.part" "$@" ||
      give_up "$crate $version could not be built; is crates.io reachable?"
    rm -rf "$home" && mv "$home.part" "$home"
    rm -rf "$CACHE/build/$crate"
  fi
  PATH=$home/bin:$PATH
}
