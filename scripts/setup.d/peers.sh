# A Python with PyTorch beside NumPy and ml_dtypes, Squiggle, and TensorFlow.js, for `make bench` alone: the peers that our speed is held against.
# PyTorch is large. OCTET_TORCH=no leaves it out; then, as where it cannot be had, ml_dtypes is measured without it.
# shellcheck shell=bash

TORCH=2.15.0
TORCH_FOR_CPU=https://download.pytorch.org/whl/cpu
SQUIGGLE=0.10.0

# Sets OCTET_PEERS to a Python with what could be had, or leaves it unset and says why.
setup_peers() {
  local home=$CACHE/peers python
  unset OCTET_PEERS
  setup_oracle
  if [ -n "${OCTET_PYTHON:-}" ]; then export OCTET_PEERS=$OCTET_PYTHON; fi
  if [ "${OCTET_TORCH:-yes}" = no ] || ! python=$(python_for_oracle); then
    say "PyTorch is left out"
    return 0
  fi
  if [ "$(cat "$home/octet-packages" 2>/dev/null)" != "$ORACLE_PACKAGES torch==$TORCH" ]; then
    rm -rf "$home"
    if ! logged peers-venv "$python" -m venv "$home" || ! fetch_torch "$home/bin/python3"; then
      rm -rf "$home"
      say "PyTorch could not be installed: it is left out"
      return 0
    fi
    printf '%s\n' "$ORACLE_PACKAGES torch==$TORCH" >"$home/octet-packages"
  fi
  export OCTET_PEERS=$home/bin/python3
}

# The small one from PyTorch's own index if that can be reached, else the one of PyPI, on Linux with all of CUDA.
fetch_torch() {
  local pip="$1 -m pip --disable-pip-version-check --retries 1 install --only-binary :all:"
  say "installing PyTorch $TORCH for the comparison (200 MB, once)"
  # shellcheck disable=SC2086
  if ! logged peers-pip $pip --index-url "$TORCH_FOR_CPU" "torch==$TORCH"; then
    say "from PyPI, where it brings CUDA (3 GB, 5.4 GB on disk; OCTET_TORCH=no does without)"
    logged peers-pip $pip "torch==$TORCH" || return 1
  fi
  # shellcheck disable=SC2086
  logged peers-pip $pip $ORACLE_PACKAGES
}

# Sets OCTET_SQUIGGLE to the module that Squiggle is imported from, or leaves it unset and says why.
setup_squiggle() {
  local home=$CACHE/squiggle-$SQUIGGLE
  unset OCTET_SQUIGGLE
  if [ ! -d "$home/node_modules" ]; then
    say "installing Squiggle $SQUIGGLE for the comparison (40 MB, once)"
    rm -rf "$home.part"
    mkdir -p "$home.part"
    printf '{ "private": true }\n' >"$home.part/package.json"
    if ! logged squiggle npm install --prefix "$home.part" --ignore-scripts --no-audit --no-fund "@quri/squiggle-lang@$SQUIGGLE"; then
      rm -rf "$home.part"
      say "it could not be installed: it is left out"
      return 0
    fi
    rm -rf "$home" && mv "$home.part" "$home"
  fi
  export OCTET_SQUIGGLE=$home/node_modules/@quri/squiggle-lang/dist/index.js OCTET_SQUIGGLE_VERSION=$SQUIGGLE
}

# Sets OCTET_TFJS to a folder of packages in which TensorFlow.js is found, or leaves it unset and says why. One folder for each state of
# its package-lock.json.
setup_tfjs() {
  local from=$ROOT/benches/shared home
  home=$CACHE/tfjs-$(cat "$from/package.json" "$from/package-lock.json" | cksum | cut -d' ' -f1)
  unset OCTET_TFJS OCTET_TFJS_VERSION
  if [ ! -d "$home/node_modules" ]; then
    say "installing TensorFlow.js for the comparison (75 MB, once)"
    rm -rf "$home.part"
    mkdir -p "$home.part"
    cp "$from/package.json" "$from/package-lock.json" "$home.part/"
    if ! logged tfjs npm ci --prefix "$home.part" --ignore-scripts --no-audit --no-fund; then
      rm -rf "$home.part"
      say "it could not be installed: it is left out"
      return 0
    fi
    rm -rf "$home" && mv "$home.part" "$home"
  fi
  OCTET_TFJS_VERSION=$(sed -n 's/.*"@tensorflow\/tfjs-backend-wasm": "\(.*\)".*/\1/p' "$from/package.json")
  export OCTET_TFJS=$home/node_modules OCTET_TFJS_VERSION
}
