#!/usr/bin/env bash
# Silos on this machine, as one cluster whose store is a file.
set -euo pipefail
shopt -s nullglob

usage() {
    cat <<'TEXT'
Usage: cluster/local-cluster.sh start [N] [-- OPTIONS]   start N silos (3), and wait until all are in the cluster
       cluster/local-cluster.sh status                   show them
       cluster/local-cluster.sh stop                     stop them

OPTIONS go to every 'aread silo'. Without --lanes the silos share the processors. Which cluster it is say the variables
AREAD_Cluster__Directory and AREAD_Cluster__ClusterId; without them it is the one that commands find by default.

LOCAL_CLUSTER_DIRECTORY   process numbers and logs (artifacts/local-cluster in the repository)
LOCAL_CLUSTER_TIMEOUT     seconds until all silos must be ready (60)

The program is the 'aread' on the PATH, else that of the repository, which is built if need be.
TEXT
}

fail() {
    echo "error: $1" >&2
    exit 1
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state=${LOCAL_CLUSTER_DIRECTORY:-$root/artifacts/local-cluster}
timeout=${LOCAL_CLUSTER_TIMEOUT:-60}
# A silo stops waiting for what it computes after 20.
stop_timeout=30
export AREAD_Cluster__Provider=Localhost

find_program() {
    if command -v aread > /dev/null; then
        program=(aread)
        return
    fi
    local built=$root/cluster/Aread.Host/bin/Release/net10.0/aread.dll
    command -v dotnet > /dev/null || fail "there is neither 'aread' nor 'dotnet' on the PATH."
    [ -f "$built" ] || dotnet build "$root/cluster/Aread.Host" -c Release -v quiet >&2
    program=(dotnet "$built")
}

# Of each silo there is NAME.pid; NAME.json, what it printed when it was ready; and NAME.log. Text of a key in that JSON:
field() {
    sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p" "${1%.pid}.json" 2> /dev/null
}

# A process number can be another process's by now.
is_running() {
    local command
    command=$(ps -p "$1" -o args= 2> /dev/null) && [[ $command == *"silo --json"* ]]
}

# Name and status of each silo that the cluster lists.
listed() {
    "${program[@]}" cluster show --json | sed -n 's/^ *"name": "\(.*\)",$/\1/p; s/^ *"status": "\(.*\)",$/\1/p' | paste -d ' ' - -
}

status_of() {
    local silo=$1 list=$2 name status
    name=$(field "$silo" name)
    status=$(awk -v name="$name" 'name != "" && $1 == name { print $2 }' <<< "$list")
    if is_running "$(< "$silo")"; then echo "${status:-starting}"; else echo gone; fi
}

start() {
    local count=3 silo list ready number
    if [ $# -gt 0 ] && [ "$1" != -- ]; then
        count=$1
        shift
    fi
    [[ $count =~ ^[1-9][0-9]?$ ]] || fail "the number of silos must be from 1 to 99, not '$count'."
    if [ $# -gt 0 ]; then
        [ "$1" = -- ] || fail "options of the silos come after --."
        shift
    fi
    local options=("$@")
    case " $* " in
        *Cluster:*) fail "options of Cluster come from the environment here, such as AREAD_Cluster__Directory=DIR." ;;
        *" --lanes"* | *Compute:Lanes*) ;;
        *) options+=(--lanes "$(lanes "$count")") ;;
    esac
    for silo in "$state"/silo-*.pid; do
        if is_running "$(< "$silo")"; then fail "silos of $state run already. Stop them first: $0 stop"; fi
    done

    find_program
    mkdir -p "$state"
    rm -f "$state"/silo-*
    trap 'stop > /dev/null; exit 130' INT TERM
    for ((number = 1; number <= count; number++)); do
        silo=$state/silo-$number
        nohup "${program[@]}" silo --json "${options[@]}" < /dev/null > "$silo.json" 2> "$silo.log" &
        echo $! > "$silo.pid"
    done

    local end=$((SECONDS + timeout))
    while :; do
        list=$(listed)
        ready=0
        for silo in "$state"/silo-*.pid; do
            case $(status_of "$silo" "$list") in
                active) ready=$((ready + 1)) ;;
                gone)
                    cat "${silo%.pid}.log" >&2
                    stop > /dev/null || true
                    fail "$(basename "$silo" .pid) did not start; the others were stopped."
                    ;;
            esac
        done
        [ "$ready" -lt "$count" ] || break
        if [ "$SECONDS" -ge "$end" ]; then
            stop > /dev/null || true
            fail "$ready of $count silos were ready after $timeout seconds; they were stopped. Their logs are in $state."
        fi
        sleep 0.2
    done
    trap - INT TERM
    table "$list"
}

# Processors for each silo, at least one.
lanes() {
    local processors
    processors=$(getconf _NPROCESSORS_ONLN)
    echo $((processors > $1 ? processors / $1 : 1))
}

status() {
    local silos=("$state"/silo-*.pid)
    [ ${#silos[@]} -gt 0 ] || fail "no silos were started in $state."
    find_program
    table "$(listed)"
}

table() {
    local silo
    printf '%-9s %8s  %-22s %-9s %s\n' silo process address status log
    for silo in "$state"/silo-*.pid; do
        printf '%-9s %8s  %-22s %-9s %s\n' \
            "$(basename "$silo" .pid)" "$(< "$silo")" "$(field "$silo" address)" "$(status_of "$silo" "$1")" "${silo%.pid}.log"
    done
}

stop() {
    local silo end=$((SECONDS + stop_timeout)) running killed=0
    for silo in "$state"/silo-*.pid; do
        if is_running "$(< "$silo")"; then kill -TERM "$(< "$silo")" 2> /dev/null || true; fi
    done
    for silo in "$state"/silo-*.pid; do
        running=$(< "$silo")
        while is_running "$running" && [ "$SECONDS" -lt "$end" ]; do sleep 0.2; done
        if is_running "$running"; then
            kill -KILL "$running" 2> /dev/null || true
            echo "$(basename "$silo" .pid) did not end in $stop_timeout seconds and was killed." >&2
            killed=1
        fi
        rm -f "$silo" "${silo%.pid}.json"
    done
    [ "$killed" -eq 0 ] || return 1
    echo "No silo of $state runs."
}

case ${1:-} in
    start | status | stop) "$@" ;;
    -h | --help | help) usage ;;
    *)
        usage >&2
        exit 2
        ;;
esac
