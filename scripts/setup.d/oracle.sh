# A Python with NumPy and ml_dtypes, the peer that our conversions are held against, in a folder of its own.
# It is the one tool that may be missing: what needs it then says so and goes by the digests and vectors that are kept.
# shellcheck shell=bash

ORACLE_PACKAGES="numpy==2.4.6 ml_dtypes==0.6.0"
ORACLE_PYTHON_OLDEST=3.11.0

# Sets OCTET_PYTHON to that Python, or leaves it unset and says why.
setup_oracle() {
  local home=$CACHE/oracle python
  unset OCTET_PYTHON
  if ! oracle_is_ready "$home"; then
    if ! python=$(python_for_oracle); then
      say "there is no Python ${ORACLE_PYTHON_OLDEST%.0} with venv: comparisons with ml_dtypes go by what is kept"
      return 0
    fi
    say "installing NumPy and ml_dtypes for Python (20 MB, once)"
    rm -rf "$home"
    # shellcheck disable=SC2086
    if ! logged oracle-venv "$python" -m venv "$home" ||
      ! logged oracle-pip "$home/bin/python3" -m pip install --disable-pip-version-check --only-binary :all: $ORACLE_PACKAGES; then
      rm -rf "$home"
      say "they could not be installed: comparisons with ml_dtypes go by what is kept"
      return 0
    fi
    printf '%s\n' "$ORACLE_PACKAGES" >"$home/octet-packages"
  fi
  export OCTET_PYTHON=$home/bin/python3
}

oracle_is_ready() {
  [ "$(cat "$1/octet-packages" 2>/dev/null)" = "$ORACLE_PACKAGES" ] && "$1/bin/python3" -c 'import numpy, ml_dtypes' >/dev/null 2>&1
}

# The first Python that is new enough and can make an environment; Debian keeps that part in a package of its own.
python_for_oracle() {
  local python
  for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if python_fits "$python"; then
      echo "$python"
      return 0
    fi
  done
  if on_debian; then
    apt_install "the comparison with ml_dtypes" python3 python3-venv >&2 || return 1
    python_fits /usr/bin/python3 && echo /usr/bin/python3 && return 0
  fi
  return 1
}

python_fits() {
  local version
  version=$("$1" -c 'import ensurepip, platform, venv; print(platform.python_version())' 2>/dev/null) || return 1
  at_least "$ORACLE_PYTHON_OLDEST" "${version%%[a-z+]*}"
}
