#!/usr/bin/env bash
# Measures serving side by side, in alternated rounds: `diptych serve`, `nbdkit file` and `qemu-nbd`
# offer equal images, in the same cache mode, to one connection. Needs the built program
# (mvn -q -DskipTests package), fio with its nbd engine, nbdcopy, nbdkit and qemu-nbd.
#
#   src/bench/nbd.sh [DIR]
#
# DIR is where the images go (default: a new folder under /dev/shm, for memory below). ROUNDS (3),
# MIB (1024), SECONDS_EACH (3), WAYS ("unix tcp"), CACHES ("writeback none"), SERVERS and LOADS can
# be set. nbdkit's file plugin knows no direct I/O and is buffered in both modes; older kernels know
# none on memory either: measure "none" on a disk.
set -euo pipefail
# shellcheck source=src/bench/common
. "$(dirname "$0")/common"

rounds=${ROUNDS:-3}
mib=${MIB:-1024}
each=${SECONDS_EACH:-3}
read -ra ways <<<"${WAYS:-unix tcp}"
read -ra caches <<<"${CACHES:-writeback none}"
read -ra servers <<<"${SERVERS:-diptych nbdkit qemu-nbd}"
read -ra loads <<<"${LOADS:-read-1m write-1m nbdcopy read-4k-1 read-4k-32 write-4k-1 write-4k-32}"

images_in "${1:-/dev/shm}"

declare -A uri
start() { # server way cache
  local aio=()
  if [ "$3" = none ]; then
    aio=(--aio=native)
  fi
  local port
  uri[$1]="nbd+unix:///?socket=$dir/$1.sock"
  if [ "$2" = tcp ]; then
    port=$((20000 + RANDOM % 20000))
    uri[$1]="nbd://127.0.0.1:$port"
  fi
  case $1.$2 in
    diptych.*) "$diptych" serve "$dir/$1.img" --export "${uri[$1]}" --cache="$3" \
      --progress=none >/dev/null & ;;
    nbdkit.unix) nbdkit -f -U "$dir/nbdkit.sock" file "$dir/$1.img" & ;;
    nbdkit.tcp) nbdkit -f -i 127.0.0.1 -p "$port" file "$dir/$1.img" & ;;
    qemu-nbd.unix) qemu-nbd -t -f raw --cache="$3" "${aio[@]}" -k "$dir/qemu-nbd.sock" \
      "$dir/$1.img" & ;;
    qemu-nbd.tcp) qemu-nbd -t -f raw --cache="$3" "${aio[@]}" -b 127.0.0.1 -p "$port" \
      "$dir/$1.img" & ;;
  esac
  pids+=($!)
  until nbdinfo --size "${uri[$1]}" >/dev/null 2>&1; do
    kill -0 "${pids[-1]}"
    sleep 0.1
  done
}

# One figure: MB/s of the large ones, operations a second of the small ones.
load() { # load uri
  case $1 in
    read-1m) run "$2" read 1m 4 7 | awk '{ print $1 / 1000 }' ;;
    write-1m) run "$2" write 1m 4 48 | awk '{ print $1 / 1000 }' ;;
    nbdcopy) copied "$2" ;;
    read-4k-*) run "$2" randread 4k "${1##*-}" 8 ;;
    write-4k-*) run "$2" randwrite 4k "${1##*-}" 49 ;;
  esac
}

run() { # uri rw block-size depth field
  local field=$5
  fio --minimal --name=bench --ioengine=nbd --uri="$1" --rw="$2" --bs="$3" --iodepth="$4" \
    --time_based --runtime="$each" --size="${mib}M" --randrepeat=0 --norandommap |
    awk -F';' -v f="$field" 'NF > 100 { print (f == 7 || f == 48) ? $f * 1.024 : $f }'
}

copied() { # uri
  local begin=$EPOCHREALTIME end
  nbdcopy "$1" null:
  end=$EPOCHREALTIME
  awk -v m="$mib" -v us="$((${end/./} - ${begin/./}))" 'BEGIN { print m * 1048576 / us }'
}

table() { # way cache
  local l s value base
  printf '\n%s, cache %s, %s MiB, median of %s rounds (MB/s, or operations a second):\n' \
    "$1" "$2" "$mib" "$rounds"
  printf '  %-12s' load
  printf '%12s' "${servers[@]}"
  printf '   %s ÷ each of the others\n' "${servers[0]}"
  for l in "${loads[@]}"; do
    printf '  %-12s' "$l"
    base=$(median 1 <"$dir/$1.$2.$l.${servers[0]}")
    for s in "${servers[@]}"; do
      printf '%12.0f' "$(median 1 <"$dir/$1.$2.$l.$s")"
    done
    for s in "${servers[@]:1}"; do
      value=$(median 1 <"$dir/$1.$2.$l.$s")
      awk -v b="$base" -v v="$value" 'BEGIN { printf "%8.2f", b / v }'
    done
    printf '\n'
  done
}

# One for each: they lock each other out.
for s in "${servers[@]}"; do
  dd if=/dev/urandom of="$dir/$s.img" bs=4M count=$((mib / 4)) conv=fsync status=none
done
for cache in "${caches[@]}"; do
  for way in "${ways[@]}"; do
    for s in "${servers[@]}"; do
      start "$s" "$way" "$cache"
      # All are warm: a server runs for days.
      for l in "${loads[@]}"; do
        load "$l" "${uri[$s]}" >/dev/null
      done
    done
    for ((round = 0; round < rounds; round++)); do
      for l in "${loads[@]}"; do
        for ((i = 0; i < ${#servers[@]}; i++)); do
          s=${servers[((i + round) % ${#servers[@]})]}
          load "$l" "${uri[$s]}" >>"$dir/$way.$cache.$l.$s"
        done
      done
    done
    stop
    table "$way" "$cache"
  done
done
