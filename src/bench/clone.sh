#!/usr/bin/env bash
# Measures cloning side by side, in alternated rounds, every one ending durable: Diptych, dd,
# nbdcopy (as it comes, and with requests of 4 MiB), qemu-img, ddrescue. Needs the built program
# (mvn -q -DskipTests package), and root for the loop devices.
#
#   src/bench/clone.sh [speed] [DIR]   medians of seconds and processor time, the most memory held,
#                                      and what the target takes up afterwards
#   src/bench/clone.sh memory [DIR]    resident memory on a sparse 8 TiB image
#   src/bench/clone.sh all [DIR]
#
# DIR is where the images go (default: a new folder under /var/tmp). ROUNDS (5), MIB (2048; a sparse
# image has twice as many, a quarter of them data), WAYS ("file loop"), SHAPES ("dense sparse") and
# TOOLS can be set. A dense target was written once before, so that no tool pays for finding room; a
# sparse one is nothing but a hole, as one that is made for the purpose.
set -euo pipefail
# shellcheck source=src/bench/common
. "$(dirname "$0")/common"

what=${1:-speed}
rounds=${ROUNDS:-5}
mib=${MIB:-2048}
ways=${WAYS:-file loop}
shapes=${SHAPES:-dense sparse}
read -ra tools <<<"${TOOLS:-diptych dd nbdcopy nbdcopy-4m qemu-img ddrescue}"

images_in "${2:-/var/tmp}"

clone() { # tool source target
  case $1 in
    diptych) "$diptych" clone "$2" "$3" --yes --progress=none >/dev/null ;;
    dd) dd if="$2" of="$3" bs=4M iflag=direct oflag=direct conv=fsync,notrunc status=none ;;
    nbdcopy) nbdcopy --flush "$2" "$3" ;;
    nbdcopy-4m) nbdcopy --flush --request-size=4194304 --queue-size=67108864 "$2" "$3" ;;
    qemu-img) qemu-img convert -n -W -m 16 -T none -t none -f raw -O raw "$2" "$3" ;;
    ddrescue) ddrescue --quiet --force -d -D "$2" "$3" && sync "$3" ;;
  esac
}
export -f clone
export diptych

# What is on the target must not be what is to come there.
prepare() { # shape target
  case $1 in
    dense) dd if=/dev/zero of="$2" bs=1M count=16 conv=notrunc,fsync status=none ;;
    sparse)
      if [ -b "$2" ]; then
        blkdiscard --force "$2" 2>/dev/null
      else
        fallocate --punch-hole --offset 0 --length "$(stat -c %s "$2")" "$2"
      fi
      ;;
  esac
}

# Every round gives each tool its turn, the first of one round being the last of the next.
measure() { # shape way source target image-of-target
  local round tool i
  for ((round = 0; round < rounds; round++)); do
    for ((i = 0; i < ${#tools[@]}; i++)); do
      tool=${tools[((i + round) % ${#tools[@]})]}
      prepare "$1" "$4"
      sync
      echo 3 2>/dev/null >/proc/sys/vm/drop_caches || true
      /usr/bin/time -f '%e %U %S %M' -o "$dir/time" \
        bash -c 'clone "$@"' _ "$tool" "$3" "$4" 2>"$dir/err" || {
        cat "$dir/err" >&2
        return 1
      }
      echo "$(tail -n 1 "$dir/time") $(du -m "$5" | cut -f 1)" >>"$dir/$1.$2.$tool"
      cmp -- "$3" "$4"
    done
  done
}

table() { # shape way
  local tool base value
  base=$(for tool in "${tools[@]}"; do median 1 <"$dir/$1.$2.$tool"; done |
    sort -n | head -n 1)
  printf '\n%s to %s, %s, medians of %s rounds; ÷ is against the fastest:\n' "$2" "$2" "$1" "$rounds"
  printf '  %-10s %8s %6s %8s %8s %8s   %s\n' tool seconds ÷ "CPU s" MiB "takes up" "each round"
  for tool in "${tools[@]}"; do
    value=$(median 1 <"$dir/$1.$2.$tool")
    awk -v t="$tool" -v v="$value" -v b="$base" \
      -v c="$(awk '{ print $2 + $3 }' "$dir/$1.$2.$tool" | median 1)" \
      -v all="$(awk '{ printf "%.2f ", $1 }' "$dir/$1.$2.$tool")" '
      { if ($4 > most) most = $4; up = $5 }
      END {
        printf "  %-10s %8.2f %6.2f %8.2f %8.0f %8d   %s\n", t, v, v / b, c, most / 1024, up, all
      }' "$dir/$1.$2.$tool"
  done
}

images() { # shape
  rm -f "$dir/source.img" "$dir/target.img"
  local at
  case $1 in
    dense)
      dd if=/dev/urandom of="$dir/source.img" bs=4M count=$((mib / 4)) status=none
      dd if=/dev/zero of="$dir/target.img" bs=4M count=$((mib / 4)) conv=fsync status=none
      ;;
    sparse)
      truncate -s $((2 * mib))M "$dir/source.img" "$dir/target.img"
      # Of each 64 MiB the first 16.
      for ((at = 0; at < 2 * mib; at += 64)); do
        dd if=/dev/urandom of="$dir/source.img" bs=4M count=4 seek=$((at / 4)) conv=notrunc \
          status=none
      done
      ;;
  esac
  sync
}

speed() {
  local shape way
  for shape in $shapes; do
    images "$shape"
    for way in $ways; do
      case $way in
        file) measure "$shape" file "$dir/source.img" "$dir/target.img" "$dir/target.img" ;;
        loop)
          loops=("$(attach "$dir/source.img")")
          loops+=("$(attach "$dir/target.img")")
          measure "$shape" loop "${loops[@]}" "$dir/target.img"
          losetup --detach "${loops[0]}"
          losetup --detach "${loops[1]}"
          loops=()
          ;;
      esac
      table "$shape" "$way"
    done
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
