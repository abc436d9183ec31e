#!/bin/bash
# check.sh SHELL SPOOR: completes command lines in the shell, with the script that spoor prints for it.
set -eu
shell=$1 spoor=$2
command -v "$shell" >/dev/null || { echo "skipped: $shell is not installed"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/scripts"
ln -s "$spoor" "$folder/bin/spoor"
export PATH=$folder/bin:$PATH HOME=$folder
spoor completion "$shell" >"$folder/scripts/_spoor"

# The candidates for the end of a command line, one a line.
complete_bash() {
  bash --norc -c '
    source "$1"
    compopt() { :; } # nothing is being completed that options could be set of
    # As readline splits it: a = is a word of its own.
    read -ra COMP_WORDS <<<"${2//=/ = }"
    [[ $2 == *[\ =] ]] && COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _spoor
    printf "%s\n" "${COMPREPLY[@]}"' bash "$folder/scripts/_spoor" "$1"
}
complete_fish() {
  fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$folder/scripts/_spoor" "$1" | cut -f 1
}
# In a shell on a terminal of its own, where compadd says what it is given that fits.
complete_zsh() {
  cat >"$folder/ask.zsh" <<'END'
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "source $1/rc.zsh"
zpty -r shell seen '*rc-is-read*'
zpty -n -w shell "$2"$'\t'
zpty -r shell seen '*completion-ends*'
print -r -- $seen
zpty -d shell
END
  cat >"$folder/rc.zsh" <<END
PS1= PS2=
fpath=($folder/scripts \$fpath)
autoload -Uz compinit
compinit -D -u
compadd() {
  local -a fitting
  builtin compadd -A fitting "\$@"
  print -rl -- candidate:\$^fitting
  builtin compadd "\$@"
}
ended() { print completion-ends }
comppostfuncs=(ended)
print rc-is"-"read
END
  # What does not fit on a line the terminal would break, had it a width.
  COLUMNS=1000 zsh -f "$folder/ask.zsh" "$folder" "$1" | tr -d '\r' | sed -n 's/.*candidate://p'
}

failed=0
# expect LINE CANDIDATE...
expect() {
  local line=$1 found candidate
  shift
  found=$("complete_$shell" "$line")
  for candidate in "$@"; do
    grep -qxF -e "$candidate" <<<"$found" && continue
    printf '%s: "%s" does not give "%s", but:\n%s\n' "$shell" "$line" "$candidate" "$found"
    failed=1
  done
}

expect "spoor tr" trace
expect "spoor completion " bash fish zsh
case $shell in
  bash) # completes what stands behind a =
    expect "spoor trace -e trace=op" open openat
    expect "spoor trace --trace=read,op" read,open
    expect "spoor trace --color=a" always auto
    ;;
  fish)
    expect "spoor trace -e trace=op" trace=open trace=openat
    expect "spoor trace --trace=read,op" --trace=read,open
    expect "spoor trace --color=a" --color=always --color=auto
    ;;
  zsh)
    expect "spoor trace -e trace=op" trace=open trace=openat
    expect "spoor trace --trace=read,op" read,open
    expect "spoor trace --color=a" always auto
    ;;
esac
expect "spoor trace --js" --json
expect "spoor trace -e tra" trace=
exit $failed
