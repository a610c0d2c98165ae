#!/usr/bin/env bash
# Measures what clients feel while their disk is mirrored, side by side: `diptych mirror` and
# `qemu-storage-daemon` with blockdev-mirror (background and write-blocking) on the same loop
# devices, direct I/O on both, the same fio load over a unix socket (4 KiB random, 70 % reads,
# 16 requests in flight) before, during and after the copying. Needs root, the built program
# (mvn -q -DskipTests package), fio with its nbd engine, nbdkit, nbdinfo, socat and
# qemu-storage-daemon.
#
#   src/bench/live.sh [DIR]
#
# DIR is where the images go (default: a new folder under /var/tmp). ROUNDS (3), MIB (2048),
# SECONDS_EACH (4), TOOLS ("diptych qemu-write-blocking qemu-background") and TARGETS ("fast slow")
# can be set; the slow target takes 5 ms for each write.
set -euo pipefail
# shellcheck source=src/bench/common
. "$(dirname "$0")/common"

rounds=${ROUNDS:-3}
mib=${MIB:-2048}
each=${SECONDS_EACH:-4}
# How long the copying may take under load before it counts as never in sync.
patience=${PATIENCE:-60}
read -ra tools <<<"${TOOLS:-diptych qemu-write-blocking qemu-background}"
read -ra targets <<<"${TARGETS:-fast slow}"

images_in "${1:-/var/tmp}"

uri="nbd+unix:///disk?socket=$dir/live.sock"

await() { # what, command: until it succeeds
  local i
  for ((i = 0; i < patience * 20; i++)); do
    if "${@:2}" >/dev/null 2>&1; then
      return 0
    fi
    sleep 0.05
  done
  echo "live.sh: $1 did not come" >&2
  return 1
}

# The load, until it is interrupted or `seconds` are over; its figures go to a file.
load() { # seconds file
  exec fio --minimal --name=live --ioengine=nbd --uri="$uri" --rw=randrw --rwmixread=70 --bs=4k \
    --iodepth=16 --time_based --runtime="$1" --size="${mib}M" --randrepeat=0 --norandommap \
    --output="$2"
}

# IOPS, read p50 p99, write p50 p99 (microseconds).
figures() { # file
  awk -F';' 'NF > 100 {
    for (i = 1; i <= NF; i++) sub(/^[0-9.]+%=/, "", $i)
    print $8 + $49, $24, $30, $65, $71
  }' "$1"
}

# A server runs for days: what Java compiles in its first ten seconds is not asked for.
warm() {
  (load 12 "$dir/fio") >/dev/null
}

measure() { # tool target phase: fio for a while
  (load "$each" "$dir/fio") >/dev/null
  figures "$dir/fio" >>"$dir/$1.$2.$3"
}

# Fio from the begin of the copying until it is in sync.
measure_copying() { # tool target start-command... ; is_in_sync is asked
  local begin=$EPOCHREALTIME fio
  (load "$patience" "$dir/fio") >/dev/null &
  fio=$!
  if await "in sync" is_in_sync; then
    local end=$EPOCHREALTIME
    awk -v us="$((${end/./} - ${begin/./}))" 'BEGIN { print us / 1e6 }' >>"$dir/$1.$2.seconds"
  else
    echo "$patience" >>"$dir/$1.$2.seconds"
  fi
  kill -INT "$fio" 2>/dev/null || true
  wait "$fio" || true
  figures "$dir/fio" >>"$dir/$1.$2.during"
}

# ---- Diptych

serve_bare() {
  "$diptych" serve "${loops[0]}" --export "$uri" --cache=none --progress=none >/dev/null &
  pids+=($!)
  await "the export" nbdinfo --size "$uri"
}

diptych_run() { # tool target
  local secondary=${loops[1]}
  if [ "$2" = slow ]; then
    secondary="nbd+unix:///?socket=$dir/slow.sock"
  fi
  serve_bare
  warm
  measure "$1" "$2" before
  stop_last
  : >"$dir/events"
  "$diptych" mirror "${loops[0]}" "$secondary" --yes --export "$uri" --progress=json \
    >/dev/null 2>"$dir/events" &
  pids+=($!)
  is_in_sync() { grep -q '"in-sync"' "$dir/events"; }
  await "the export" grep -q '"export"' "$dir/events"
  measure_copying "$1" "$2"
  measure "$1" "$2" in-sync
  stop_last
}

stop_last() {
  kill "${pids[-1]}"
  wait "${pids[-1]}" || true
  unset 'pids[-1]'
}

# ---- QEMU

qmp() { # JSON of commands, one per line
  { echo '{"execute":"qmp_capabilities"}'; cat; sleep 0.05; } |
    socat -t 1 - "UNIX-CONNECT:$dir/qmp.sock"
}

qemu_run() { # tool target
  local mode=${1#qemu-}
  local secondary="driver=host_device,node-name=s,filename=${loops[1]},cache.direct=on,aio=native"
  if [ "$2" = slow ]; then
    secondary="driver=nbd,node-name=s,server.type=unix,server.path=$dir/slow.sock"
  fi
  qemu-storage-daemon \
    --blockdev "driver=host_device,node-name=p,filename=${loops[0]},cache.direct=on,aio=native" \
    --blockdev "$secondary" \
    --nbd-server "addr.type=unix,addr.path=$dir/live.sock" \
    --export type=nbd,id=e,node-name=p,name=disk,writable=on \
    --chardev "socket,path=$dir/qmp.sock,server=on,wait=off,id=m" --monitor chardev=m &
  pids+=($!)
  await "the export" nbdinfo --size "$uri"
  warm
  measure "$1" "$2" before
  is_in_sync() { echo '{"execute":"query-block-jobs"}' | qmp | grep -q '"ready": true'; }
  echo '{"execute":"blockdev-mirror","arguments":{"job-id":"j","device":"p","target":"s",
    "sync":"full","copy-mode":"'"$mode"'"}}' | tr -d '\n' | qmp >/dev/null
  measure_copying "$1" "$2"
  measure "$1" "$2" in-sync
  echo '{"execute":"block-job-cancel","arguments":{"device":"j"}}' | qmp >/dev/null
  await "the end" no_job
  stop_last
}

no_job() {
  echo '{"execute":"query-block-jobs"}' | qmp | grep -q '"return": \[\]'
}

# ---- all

run() { # tool target
  echo 3 2>/dev/null >/proc/sys/vm/drop_caches || true
  if [ "$2" = slow ]; then
    nbdkit -f -U "$dir/slow.sock" --filter=delay file "$dir/target.img" delay-write=5ms &
    pids+=($!)
    await "the slow target" nbdinfo --size "nbd+unix:///?socket=$dir/slow.sock"
  fi
  case $1 in
    diptych) diptych_run "$1" "$2" ;;
    qemu-*) qemu_run "$1" "$2" ;;
  esac
  stop
  rm -f "$dir"/*.sock
  sync
  if ! cmp -- "$dir/source.img" "$dir/target.img"; then
    echo "live.sh: $1 lost something" >&2
  fi
  dd if=/dev/zero of="$dir/target.img" bs=1M count=16 conv=notrunc,fsync status=none
}

table() { # target
  local tool phase f
  printf '\n%s target, %s MiB, medians of %s rounds; ÷ is against the same tool before:\n' \
    "$1" "$mib" "$rounds"
  printf '  %-20s %-8s %8s %6s' tool phase IOPS ÷
  printf ' %12s %5s' 'read p50 µs' ÷ 'read p99' ÷ 'write p50' ÷ 'write p99' ÷
  printf ' %10s\n' 'in sync, s'
  for tool in "${tools[@]}"; do
    for phase in before during in-sync; do
      printf '  %-20s %-8s' "$tool" "$phase"
      for f in 1 2 3 4 5; do
        awk -v v="$(median $f <"$dir/$tool.$1.$phase")" -v b="$(median $f <"$dir/$tool.$1.before")" \
          -v f=$f 'BEGIN { printf f == 1 ? " %8.0f %6.2f" : " %12.0f %5.2f", v, b ? v / b : 0 }'
      done
      if [ "$phase" = during ]; then
        printf ' %10.1f' "$(median 1 <"$dir/$tool.$1.seconds")"
      fi
      printf '\n'
    done
  done
}

dd if=/dev/urandom of="$dir/source.img" bs=4M count=$((mib / 4)) conv=fsync status=none
dd if=/dev/zero of="$dir/target.img" bs=4M count=$((mib / 4)) conv=fsync status=none
loops+=("$(attach "$dir/source.img")")
loops+=("$(attach "$dir/target.img")")
for target in "${targets[@]}"; do
  for ((round = 0; round < rounds; round++)); do
    for ((i = 0; i < ${#tools[@]}; i++)); do
      run "${tools[((i + round) % ${#tools[@]})]}" "$target"
    done
  done
  table "$target"
done
