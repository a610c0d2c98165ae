#!/usr/bin/env bash
# Measures cloning side by side, in alternated rounds, every one ending durable:
# Diptych, dd, nbdcopy, qemu-img. Needs the built program (mvn -q -DskipTests package), and root for
# the loop devices.
#
#   src/bench/clone.sh [speed] [DIR]   medians of seconds, and their ratio to dd
#   src/bench/clone.sh memory [DIR]    resident memory on a sparse 8 TiB image
#   src/bench/clone.sh all [DIR]
#
# DIR is where the images go (default: a new folder under /var/tmp). ROUNDS (5), MIB (2048) and WAYS
# ("file loop") can be set.
set -euo pipefail

what=${1:-speed}
root=$(cd "$(dirname "$0")/../.." && pwd)
diptych=${DIPTYCH:-$root/target/dist/bin/diptych}
rounds=${ROUNDS:-5}
mib=${MIB:-2048}
ways=${WAYS:-file loop}
tools=(diptych dd nbdcopy qemu-img)

dir=$(mktemp -d "${2:-/var/tmp}/diptych-bench.XXXXXX")
loops=()
tidy() {
  for loop in "${loops[@]}"; do
    losetup --detach "$loop" || true
  done
  rm -rf "$dir"
}
trap tidy EXIT

attach() {
  losetup --find --show --direct-io=on "$1"
}

clone() { # tool source target
  case $1 in
    diptych) "$diptych" clone "$2" "$3" --yes --progress=none >/dev/null 2>"$dir/err" || {
      cat "$dir/err" >&2
      return 1
    } ;;
    dd) dd if="$2" of="$3" bs=4M iflag=direct oflag=direct conv=fsync,notrunc status=none ;;
    nbdcopy) nbdcopy --flush "$2" "$3" ;;
    qemu-img) qemu-img convert -n -W -m 16 -T none -t none -f raw -O raw "$2" "$3" ;;
  esac
}

median() {
  sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# Every round gives each tool its turn, the first of one round being the last of the next.
measure() { # way source target
  local round tool begin end times i
  for ((round = 0; round < rounds; round++)); do
    for ((i = 0; i < ${#tools[@]}; i++)); do
      tool=${tools[((i + round) % ${#tools[@]})]}
      sync
      echo 3 2>/dev/null >/proc/sys/vm/drop_caches || true
      begin=$EPOCHREALTIME
      clone "$tool" "$2" "$3"
      end=$EPOCHREALTIME
      echo "$(((${end/./} - ${begin/./}) / 1000))" >>"$dir/$1.$tool"
      cmp -- "$2" "$3"
      # The next one must not find its work done.
      dd if=/dev/zero of="$3" bs=1M count=16 conv=notrunc,fsync status=none
    done
  done
}

table() { # way
  local tool base value
  base=$(median <"$dir/$1.dd")
  printf '\n%s, %s MiB of random data, median of %s rounds:\n' "$1" "$mib" "$rounds"
  printf '  %-10s %8s %8s %10s   %s\n' tool seconds MiB/s "dd / tool" "each round"
  for tool in "${tools[@]}"; do
    value=$(median <"$dir/$1.$tool")
    awk -v t="$tool" -v v="$value" -v b="$base" -v m="$mib" \
      -v all="$(awk '{ printf "%.2f ", $1 / 1000 }' "$dir/$1.$tool")" \
      'BEGIN { printf "  %-10s %8.2f %8.0f %10.2f   %s\n", t, v / 1000, m * 1000 / v, b / v, all }'
  done
}

speed() {
  dd if=/dev/urandom of="$dir/source.img" bs=4M count=$((mib / 4)) status=none
  # Written once, so that no tool pays for finding room.
  dd if=/dev/zero of="$dir/target.img" bs=4M count=$((mib / 4)) conv=fsync status=none
  for way in $ways; do
    case $way in
      file) measure file "$dir/source.img" "$dir/target.img" ;;
      loop)
        loops+=("$(attach "$dir/source.img")")
        loops+=("$(attach "$dir/target.img")")
        measure loop "${loops[0]}" "${loops[1]}"
        ;;
    esac
    table "$way"
  done
}

memory() {
  truncate -s 8T "$dir/large.img"
  local gib
  for gib in 0 1000 4000 8000; do
    dd if=/dev/urandom of="$dir/large.img" bs=1M count=4 seek=$((gib * 1024)) conv=notrunc status=none
  done
  printf '\nsparse image of 8 TiB with 16 MiB of data, with --verify:\n'
  /usr/bin/time -v -o "$dir/time" \
    "$diptych" clone "$dir/large.img" "$dir/copy.img" --yes --verify --progress=none
  sed -n 's/^\t\(Maximum resident\|Elapsed\)/  \1/p' "$dir/time"
  du -h --apparent-size "$dir/copy.img" | sed 's/\t.*/ of target,/; s/^/  /'
  du -h "$dir/copy.img" | sed 's/\t.*/ taken up/; s/^/  /'
}

case $what in
  speed) speed ;;
  memory) memory ;;
  all)
    speed
    memory
    ;;
  *)
    echo "clone.sh: speed, memory or all" >&2
    exit 2
    ;;
esac
