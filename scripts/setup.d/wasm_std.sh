# The wasm32 standard library where no download has it: built once from Debian's rust-web-src into the cache.
# It lies beside the compiler, not in it (`--sysroot`, for the wasm32 target only), so /usr is left alone.
# shellcheck shell=bash

# One library for each compiler: the name carries a checksum of `rustc -vV`.
wasm_sysroot() { printf '%s' "$CACHE/wasm-sysroot-$(/usr/bin/rustc -vV | cksum | cut -d' ' -f1)"; }

wasm_std_ready() { has_wasm_std "$(wasm_sysroot)"; }

use_wasm_std() {
  wasm_std_ready || build_wasm_std || return 1
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-$(llvm_major)
  # Cargo adds these to the flags in .cargo/config.toml.
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--sysroot=$(wasm_sysroot)"
}

build_wasm_std() {
  local sysroot work
  sysroot=$(wasm_sysroot)
  work=$CACHE/build/wasm-std
  say "building the $WASM standard library from Debian's sources (1 to 3 minutes, once)"
  rm -rf "$work" "$sysroot.part"
  mkdir -p "$work/src" "$sysroot.part/lib/rustlib/$WASM/lib"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >"$work/Cargo.toml"
  printf '#![no_std]\n' >"$work/src/lib.rs"
  # embed-bitcode: without it `lto = true` fails later with "failed to get bitcode from object file".
  # RUSTC_BOOTSTRAP belongs to this one command: it changes what the build scripts of the page would detect.
  logged wasm-std env -C "$work" RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS="-C embed-bitcode=yes" \
    CARGO_TARGET_DIR="$work/target" /usr/bin/cargo build --release --target "$WASM" \
    -Zbuild-std=std,panic_abort,proc_macro || return 1
  cp "$work/target/$WASM/release/deps/"*.rlib "$sysroot.part/lib/rustlib/$WASM/lib/"
  rm -f "$sysroot.part/lib/rustlib/$WASM/lib/"libempty-*.rlib
  rm -rf "$sysroot" && mv "$sysroot.part" "$sysroot"
  rm -rf "$work"
}
