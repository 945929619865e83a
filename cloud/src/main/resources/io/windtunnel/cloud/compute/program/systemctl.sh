#!/bin/sh
# Stands for systemd in a sandbox: starts what a unit file names, as root, without dependencies, sockets or limits.
# Honours ExecStartPre, ExecStart, WorkingDirectory, Environment, EnvironmentFile, Type=oneshot and forking, Restart.
folders="/etc/systemd/system /usr/local/lib/systemd/system /usr/lib/systemd/system /lib/systemd/system"
state=/run/windtunnel/services
enabled=/var/lib/windtunnel/enabled
mkdir -p "$state" "$enabled"

if [ "${0##*/}" = service ]; then
  set -- "${2:-status}" "${1:-}"
fi
now=no
action=
units=
for word in "$@"; do
  case $word in
    --now) now=yes ;;
    -*) ;;
    *) if [ -z "$action" ]; then action=$word; else units="$units ${word%.service}"; fi ;;
  esac
done

unit_file() {
  for folder in $folders; do
    if [ -f "$folder/$1.service" ]; then
      echo "$folder/$1.service"
      return
    fi
  done
}

value() { # value FILE KEY: every value of a key, one a line
  sed -n "s/^[[:space:]]*$2[[:space:]]*=[[:space:]]*//p" "$1"
}

running() { [ -r "$state/$1.pid" ] && kill -s 0 "$(cat "$state/$1.pid")" 2>/dev/null; }

alive() { # alive UNIT: its process, or for one that went to the background the last thing known of it
  running "$1" || [ -e "$state/$1.active" ]
}

start() {
  if running "$1"; then return 0; fi
  file=$(unit_file "$1")
  if [ -z "$file" ]; then
    echo "windtunnel: there is no unit $1.service on this computer, nor did the user data bring one" >&2
    return 5
  fi
  command=$(value "$file" ExecStart | tail -n 1 | sed 's/^[-@:+!]*//')
  type=$(value "$file" Type | tail -n 1)
  restart=$(value "$file" Restart | tail -n 1)
  pause=$(value "$file" RestartSec | tail -n 1 | sed 's/[^0-9.].*//')
  directory=$(value "$file" WorkingDirectory | tail -n 1)
  script=$state/$1.sh
  {
    echo "cd '${directory:-/}' || exit 200"
    value "$file" EnvironmentFile | sed 's/^-//' | while read -r from; do
      echo "if [ -r '$from' ]; then set -a; . '$from'; set +a; fi"
    done
    value "$file" Environment | while read -r pairs; do
      case $pairs in
        '"'*) echo "export $(echo "$pairs" | sed "s/^\"\([^=]*\)=\(.*\)\"\$/\1='\2'/")" ;;
        *) echo "export $pairs" ;;
      esac
    done
    value "$file" ExecStartPre | sed 's/^[-@:+!]*//' | while read -r before; do echo "$before || exit 201"; done
    case $type:$restart in
      oneshot:* | forking:*) echo "exec $command" ;;
      *:always) echo "while :; do $command; sleep ${pause:-0.1}; done" ;;
      *:on-failure) echo "while :; do $command && exit; sleep ${pause:-0.1}; done" ;;
      *) echo "exec $command" ;;
    esac
  } >"$script"
  case $type in
    oneshot | forking)
      if ! sh "$script" </dev/null; then
        echo "windtunnel: $1.service failed" >&2
        return 1
      fi
      : >"$state/$1.active"
      ;;
    *)
      setsid sh "$script" </dev/null &
      echo $! >"$state/$1.pid"
      ;;
  esac
  echo "windtunnel: started $1.service ($command)"
}

stop() {
  if running "$1"; then
    kill -s TERM -- "-$(cat "$state/$1.pid")" 2>/dev/null
  fi
  if [ -e "$state/$1.active" ]; then
    last=$(value "$(unit_file "$1")" ExecStop | tail -n 1)
    [ -z "$last" ] || sh -c "$last"
  fi
  rm -f "$state/$1.pid" "$state/$1.active"
}

status=0
case $action in
  daemon-reload | daemon-reexec | reset-failed | set-default | mask | unmask | preset) exit 0 ;;
esac
for unit in $units; do
  case $action in
    start) start "$unit" || status=$? ;;
    restart | try-restart | reload-or-restart)
      stop "$unit"
      start "$unit" || status=$?
      ;;
    stop) stop "$unit" ;;
    enable)
      : >"$enabled/$unit"
      if [ "$now" = yes ]; then start "$unit" || status=$?; fi
      ;;
    disable)
      rm -f "$enabled/$unit"
      if [ "$now" = yes ]; then stop "$unit"; fi
      ;;
    is-active) if alive "$unit"; then echo active; else echo inactive; status=3; fi ;;
    is-enabled) if [ -e "$enabled/$unit" ]; then echo enabled; else echo disabled; status=1; fi ;;
    status) if alive "$unit"; then echo "$unit.service: running"; else echo "$unit.service: not running"; status=3; fi ;;
    reload | kill) if running "$unit"; then kill -s HUP -- "-$(cat "$state/$unit.pid")"; fi ;;
    *)
      echo "windtunnel: 'systemctl $action' is not honoured in a sandbox" >&2
      status=1
      ;;
  esac
done
exit $status
