#!/bin/sh
# guard.sh PIDFILE COMMAND...
# Runs COMMAND until it ends, or until standard input does. Standard input is a pipe from the service, so it ends however the
# service goes, kill -9 included: COMMAND then gets TERM, and KILL if it is still there 4 seconds later:
# the service promises to be gone within 5, and Neo4j recovers from its transaction log.
pidfile=$1
shift
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
echo "$child" >"$pidfile"
{ cat <&3 >/dev/null; kill -TERM "$child"; sleep 4; kill -KILL "$child"; } 2>/dev/null &
exec 3<&-
wait "$child"
status=$?
rm -f "$pidfile"
# The guard leads a process group of its own: what is left in it is the line that waits for standard input.
trap '' TERM
kill -TERM 0
exit "$status"
