#!/bin/sh
# Stands for a machine's package manager: a sandbox has no repositories, but it has this computer's programs. Succeeds for
# what is there, and names what is not.
manager=${0##*/}
action=
packages=
for word in "$@"; do
  case $word in
    -*) ;;
    *) if [ -z "$action" ]; then action=$word; else packages="$packages $word"; fi ;;
  esac
done
case $manager:$action in
  amazon-linux-extras:install | *:install | *:reinstall | *:localinstall | *:add | *:in) ;;
  *)
    echo "windtunnel: '$manager $action' has nothing to do in a sandbox"
    exit 0
    ;;
esac

commands() { # the programs any of which is what a package is wanted for
  case $1 in
    httpd | apache2) echo httpd apache2 ;;
    nodejs* | node) echo node nodejs ;;
    java* | openjdk* | default-jre* | default-jdk*) echo java ;;
    python3-pip | python-pip) echo pip3 pip ;;
    python3* | python) echo python3 ;;
    php*) echo php ;;
    redis* | valkey*) echo redis-server valkey-server ;;
    mariadb*-server | mysql*-server) echo mariadbd mysqld ;;
    mariadb* | mysql*) echo mariadb mysql ;;
    postgresql*) echo psql postgres ;;
    awscli* | aws-cli*) echo aws ;;
    docker*) echo docker ;;
    golang*) echo go ;;
    *) echo "${1%%=*}" ;;
  esac
}

missing=
for package in $packages; do
  found=
  for command in $(commands "$package"); do
    if command -v "$command" >/dev/null 2>&1; then found=$command; fi
  done
  if [ -z "$found" ] && command -v dpkg >/dev/null 2>&1 && dpkg -s "$package" >/dev/null 2>&1; then found=$package; fi
  if [ -z "$found" ] && command -v rpm >/dev/null 2>&1 && rpm -q "$package" >/dev/null 2>&1; then found=$package; fi
  if [ -n "$found" ]; then
    echo "windtunnel: $package: this computer has it ($found)"
  else
    missing="$missing $package"
  fi
done
if [ -n "$missing" ]; then
  echo "windtunnel: not on this computer, and a sandbox has no package repositories:$missing" >&2
  echo "windtunnel: install what you need on the computer itself; sandboxes see its /usr, /opt and /etc" >&2
  exit 1
fi
