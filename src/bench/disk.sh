#!/usr/bin/env bash
# Measures what the disk itself gives, without any program between, to tell what can be reached on
# it: needs fio, and root for the loop devices.
#
#   src/bench/disk.sh clients [DIR]   the load of live.sh (4 KiB random, 70 % reads, 16 in flight)
#                                     alone, and beside a bare copy at several rates, of
#                                     short requests, which are least in their way
#   src/bench/disk.sh copy [DIR]      the seconds that it takes to read as much as clone.sh copies
#                                     and at the same time to write as much, durably
#   src/bench/disk.sh all [DIR]
#
# DIR is where the images go (default: a new folder under /var/tmp). ROUNDS (3), MIB (2048),
# SECONDS_EACH (3) and RATES ("50 100 200 300 600", MB a second, read and written each) can be set.
set -euo pipefail
# shellcheck source=src/bench/common
. "$(dirname "$0")/common"

what=${1:-all}
rounds=${ROUNDS:-3}
mib=${MIB:-2048}
each=${SECONDS_EACH:-3}
read -ra rates <<<"${RATES:-50 100 200 300 600}"

images_in "${2:-/var/tmp}"

direct=(--minimal --ioengine=io_uring --direct=1)

# IOPS, read p50 and p99, write p50 (microseconds).
load() { # seconds
  fio "${direct[@]}" --name=clients --filename="${loops[0]}" --rw=randrw --rwmixread=70 --bs=4k \
    --iodepth=16 --time_based --runtime="$1" --randrepeat=0 --norandommap |
    awk -F';' 'NF > 100 {
      for (i = 1; i <= NF; i++) sub(/^[0-9.]+%=/, "", $i)
      print $8 + $49, $24, $30, $65
    }'
}

# Reads the one and writes the other, for a time or to the end of both.
bare_copy() { # source target more...
  fio "${direct[@]}" --bs=4M --iodepth=4 --end_fsync=1 "${@:3}" \
    --name=read --filename="$1" --rw=read --name=write --filename="$2" --rw=write >/dev/null
}

clients() {
  local round rate alone
  load "$each" >/dev/null
  for ((round = 0; round < rounds; round++)); do
    load "$each" >>"$dir/alone"
    for rate in "${rates[@]}"; do
      bare_copy "${loops[0]}" "${loops[1]}" --bs=64k --rate="${rate}m" --time_based \
        --runtime=$((each + 2)) &
      sleep 1
      load "$each" >>"$dir/$rate"
      wait
    done
  done
  alone=$(median 1 <"$dir/alone")
  printf '\nclients of the bare disk, medians of %s rounds; ÷ is against alone:\n' "$rounds"
  printf '  %-22s %8s %5s %9s %9s %9s   %s\n' 'beside a copy of' IOPS ÷ 'read p50' p99 'write p50' \
    "$mib MiB take"
  for rate in alone "${rates[@]}"; do
    awk -v n="$rate" -v a="$alone" -v m="$mib" \
      -v i="$(median 1 <"$dir/$rate")" -v r="$(median 2 <"$dir/$rate")" \
      -v p="$(median 3 <"$dir/$rate")" -v w="$(median 4 <"$dir/$rate")" '
      BEGIN {
        isRate = n != "alone"
        printf "  %-22s %8d %5.2f %9d %9d %9d   %s\n", isRate ? n " MB/s" : "nothing", i, i / a, r, p, w,
          isRate ? sprintf("%.1f s", m * 1.048576 / n) : "-"
      }'
  done
}

copies() {
  local round way begin
  for ((round = 0; round < rounds; round++)); do
    for way in file loop; do
      sync
      begin=$EPOCHREALTIME
      case $way in
        file) bare_copy "$dir/a" "$dir/b" ;;
        loop) bare_copy "${loops[0]}" "${loops[1]}" ;;
      esac
      awk -v us="$((${EPOCHREALTIME/./} - ${begin/./}))" 'BEGIN { print us / 1e6 }' >>"$dir/$way"
    done
  done
  printf '\n%s MiB read and as much written at the same time, medians of %s rounds:\n' "$mib" "$rounds"
  for way in file loop; do
    printf '  %-5s %6.2f s   %s\n' "$way" "$(median 1 <"$dir/$way")" "$(tr '\n' ' ' <"$dir/$way")"
  done
}

for image in a b; do
  dd if=/dev/urandom of="$dir/$image" bs=4M count=$((mib / 4)) conv=fsync status=none
  loops+=("$(attach "$dir/$image")")
done
case $what in
  clients) clients ;;
  copy) copies ;;
  all)
    clients
    copies
    ;;
  *)
    echo "disk.sh: clients, copy or all" >&2
    exit 2
    ;;
esac
