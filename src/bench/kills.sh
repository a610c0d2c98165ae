#!/usr/bin/env bash
# Kills `diptych clone` and `diptych mirror` (the latter while fio writes to its export) with SIGKILL
# at random moments, goes on with --resume, kills again, lets it end and compares both loop devices.
# Tells how many were killed and went on, how much was copied again, and how often both differed.
# Needs root, the built program (mvn -q -DskipTests package) and fio with its nbd engine.
#
#   src/bench/kills.sh [DIR]
#
# DIR is where the images go (default: a new folder under /var/tmp). ROUNDS (20) of each command,
# KILLS (5) in each round, MIB (128), RATE (60M) while copying, and SEED (1) can be set.
set -euo pipefail
# shellcheck source=src/bench/common
. "$(dirname "$0")/common"

rounds=${ROUNDS:-20}
kills=${KILLS:-5}
mib=${MIB:-128}
rate=${RATE:-60M}
RANDOM=${SEED:-1}

images_in "${1:-/var/tmp}"
log=$dir/state/diptych/diptych.log
mkdir -p "$dir/state/diptych"
uri="nbd+unix:///?socket=$dir/live.sock"

for side in source target; do
  head -c "${mib}M" /dev/urandom >"$dir/$side.img"
  loops+=("$(losetup --find --show "$dir/$side.img")")
done
source=${loops[0]}
target=${loops[1]}
size=$((mib << 20))

declare -A killed resumed fresh in_sync again most differences
for command in clone mirror; do
  killed[$command]=0 resumed[$command]=0 fresh[$command]=0 in_sync[$command]=0
  again[$command]=0 most[$command]=0 differences[$command]=0
done

# How many bytes were told to be durable on the target.
durable() {
  if grep -q '"phase":"in-sync"' "$dir/events"; then
    echo "$size"
  else
    local last
    last=$(grep '"phase":"copying"' "$dir/events" | tail -n 1 | grep -o '"bytesDone":[0-9]*')
    echo "${last#*:}"
  fi
}

# begin COMMAND RATE: in the background, going on where there is a journal.
begin() {
  local resume=()
  if compgen -G "$dir/state/diptych/journals/*.journal" >/dev/null; then
    resume=(--resume)
  fi
  local more=(--rate "$2")
  if [[ $1 == mirror ]]; then
    more+=(--export "$uri")
  fi
  : >"$log"
  : >"$dir/events"
  "$diptych" "$1" "$source" "$target" --yes --progress=json "${more[@]}" "${resume[@]}" \
    >/dev/null 2>"$dir/events" &
  job=$!
  pids+=("$job")
}

# await PATTERN: until it was told; at most for a minute.
await() {
  for ((i = 0; i < 1200; i++)); do
    if grep -q "$1" "$dir/events"; then return 0; fi
    if ! kill -0 "$job" 2>/dev/null; then return 1; fi
    sleep 0.05
  done
  return 1
}

load() {
  fio --name=load --thread --ioengine=nbd --uri="$uri" --rw=randwrite --bsrange=4k-64k --iodepth=8 \
    --fsync=64 --refill_buffers --randrepeat=0 --randseed="$RANDOM" --time_based --runtime=60 \
    >/dev/null 2>&1 &
  pids+=("$!")
}

# What the run that went on found in its journal, against what the one before had told as durable.
count() {
  local there
  there=$(sed -n 's/.*goes on: \([0-9]*\) bytes are there.*/\1/p' "$log" | tail -n 1)
  if [[ -n $there ]]; then
    resumed[$command]=$((resumed[$command] + 1))
  elif ! grep -q '"phase":' "$dir/events"; then
    # Killed before it looked for its journal.
    return
  elif [[ $was_killed == yes ]]; then
    fresh[$command]=$((fresh[$command] + 1))
  fi
  local lost=$((told > ${there:-0} ? told - ${there:-0} : 0))
  again[$command]=$((again[$command] + lost))
  most[$command]=$((lost > most[$command] ? lost : most[$command]))
}

for ((round = 0; round < rounds; round++)); do
  for command in clone mirror; do
    told=0 was_killed=no
    for ((kill = 0; kill < kills; kill++)); do
      # A mirror is at first killed while it copies, and later in sync as well.
      begin "$command" "$([[ $command == mirror && $kill != 0 ]] && echo 1G || echo "$rate")"
      if [[ $command == mirror ]] && await '"event":"export"'; then load; fi
      moment=$((RANDOM % 2200))
      sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
      if grep -q '"event":"result"' "$dir/events"; then
        # It was over before: what comes next has nothing to go on from.
        wait "$job" || true
        stop KILL
        count
        told=0 was_killed=no
        break
      fi
      kill -9 "$job"
      wait "$job" 2>/dev/null || true
      stop KILL
      count
      killed[$command]=$((killed[$command] + 1)) was_killed=yes
      last=$(durable)
      told=${last:-$told}
      if ((told == size)); then in_sync[$command]=$((in_sync[$command] + 1)); fi
    done
    stop KILL
    begin "$command" 1G
    code=0
    if [[ $command == mirror ]]; then
      await '"phase":"in-sync"' || true
      kill -TERM "$job" 2>/dev/null || true
    fi
    wait "$job" || code=$?
    stop KILL
    count
    if ((code != 0)); then
      echo "round $round: $command ended with $code: $(tail -n 1 "$dir/events")"
      exit 1
    fi
    if ! cmp -s "$source" "$target"; then
      differences[$command]=$((differences[$command] + 1))
      echo "round $round: both differ after $command"
    fi
    # The next one begins with two that differ.
    head -c "${mib}M" /dev/urandom | dd of="$target" bs=1M oflag=direct iflag=fullblock status=none
  done
done
for command in clone mirror; do
  echo "$command: killed ${killed[$command]} (in sync ${in_sync[$command]})," \
    "went on ${resumed[$command]}, began anew ${fresh[$command]}," \
    "copied again of what was told to be durable $((again[$command] >> 20)) MiB in all," \
    "$((most[$command] >> 20)) MiB at most, differences ${differences[$command]}"
done
