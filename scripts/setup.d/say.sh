# Plain words on stderr, so that a command's own output stays clean; and the small tools every step needs.
# shellcheck shell=bash

say() { printf '%s\n' "setup: $*" >&2; }

# Stops with a reason and, where there is one, the command that helps.
give_up() {
  printf '\n%s\n' "setup: cannot go on: $1" >&2
  shift
  local line
  for line in "$@"; do printf '%s\n' "       $line" >&2; done
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# limit SECONDS COMMAND...: macOS has no `timeout`; perl is there instead.
limit() {
  local seconds=$1
  shift
  if have timeout; then
    timeout "$seconds" "$@"
  elif have perl; then
    perl -e 'alarm shift; exec @ARGV or exit 127' "$seconds" "$@"
  else
    "$@"
  fi
}

# logged NAME COMMAND...: output goes to $CACHE/log/NAME.log; on failure its end is shown.
logged() {
  local log=$CACHE/log/$1.log start=$SECONDS
  shift
  mkdir -p "$CACHE/log"
  if "$@" >"$log" 2>&1 </dev/null; then
    say "  done in $((SECONDS - start)) s"
    return 0
  fi
  say "  failed after $((SECONDS - start)) s; the last lines of $log:"
  tail -n 15 "$log" | sed 's/^/       | /' >&2
  return 1
}

# at_least WANTED FOUND, both like 20.11.1
at_least() {
  [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$1" ]
}

# Checks a file against an npm "sha512-..." integrity value; needs openssl, sha512sum or shasum.
sha512_is() {
  local file=$1 wanted=${2#sha512-} found
  wanted=$(printf '%s' "$wanted" | base64 -d 2>/dev/null | od -An -v -tx1 | tr -d ' \n')
  if have sha512sum; then found=$(sha512sum <"$file"); else found=$(shasum -a 512 <"$file"); fi
  [ "${found%% *}" = "$wanted" ]
}
