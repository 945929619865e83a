#!/bin/sh
# Boots a machine in a sandbox as cloud-init would: the early scripts and those of every boot, then, once per instance, the
# files, packages and scripts of its user data.
cd /
instance=/var/lib/cloud/instances/$(cat /var/lib/windtunnel/instance)
ln -sfn "$instance" /var/lib/cloud/instance
mkdir -p "$instance/sem" /var/log

all() { # all FOLDER WHAT: runs the scripts of a folder in order
  for script in "$1"/*; do
    [ -x "$script" ] && [ -f "$script" ] || continue
    INSTANCE_ID=${instance##*/} "$script" </dev/null
    status=$?
    [ "$status" -eq 0 ] || echo "windtunnel: $2 ${script##*/} ended with status $status"
  done
}

all "$instance/boothooks" "the early script"
first=no
if [ ! -e "$instance/sem/user_data" ]; then
  first=yes
  [ ! -x "$instance/place-files" ] || "$instance/place-files" || echo "windtunnel: not every file of write_files was written"
  if [ -r "$instance/packages" ]; then
    for package in $(cat "$instance/packages"); do dnf install -y "$package" || :; done
  fi
else
  echo "windtunnel: user data ran at this instance's first boot and does not run again"
  for unit in /var/lib/windtunnel/enabled/*; do
    [ ! -e "$unit" ] || systemctl start "${unit##*/}"
  done
fi
all /var/lib/cloud/scripts/per-boot "the script of every boot"
all "$instance/per-boot" "the script of every boot"
if [ "$first" = yes ]; then
  date -u >"$instance/sem/user_data"
  all /var/lib/cloud/scripts/per-instance "the script"
  all "$instance/scripts" "the user data script"
fi
date -u >"$instance/boot-finished"
echo "windtunnel: boot finished"
