# The first process of a sandbox, in namespaces of its own: builds the room's files, goes into them, and keeps the room
# open for as long as its standard input stays open; that ends with the JVM, however the JVM ends.
#
# ROOM     the room's directory: its disk is below it
# DISK     `kept` or `memory`: whether what is written outlives the room
# SYSTEM   the top-level directories of this computer that the room shows, to be written without touching them
# HIDDEN   directories below those that the room must not show, one a line
# SHOWN    further directories of this computer that the room shows read-only, one a line
# OPTIONS  further options of the overlay mounts
# NAME     the hostname
# OWNED    `yes` where the room's root may write wherever root may; `no` in a user namespace
# FILES    how many files to put in, from ROOM/files
set -eu
umask 022
exec 3<&0 </dev/null

cd "$ROOM"
mkdir -p files memory
if [ "$DISK" = memory ]; then
  mount -t tmpfs -o mode=755 memory memory
  cd memory
fi
if [ "$OWNED" = no ] && [ ! -d upper ]; then
  # Without root's privileges the system's directories belong to nobody here: one may only write where the upper layer has
  # a directory of one's own.
  for directory in etc var opt srv usr/local; do
    mkdir -p "upper/$directory"
    (cd "/$directory" && find . -xdev -maxdepth 4 -type d -readable -executable 2>/dev/null) | tr '\n' '\0' |
      (cd "upper/$directory" && xargs -0 mkdir -p)
  done
  for directory in bin sbin lib share; do mkdir -p "upper/usr/$directory"; done
fi
mkdir -p disk upper scratch temporary
chmod 1777 temporary
mount --bind disk disk
mount --make-rprivate disk

# `volatile` (Linux 5.10) spares the computer a sync of its disk at every end of a room; what is in the page cache
# survives the room and the JVM all the same. The kernel marks such a layer and wants the mark removed.
find scratch -maxdepth 3 -name incompat -exec rm -rf {} +
overlay() {
  mount -t overlay -o "volatile,$1" room "$2" 2>/dev/null || mount -t overlay -o "$1" room "$2"
}

for directory in $SYSTEM; do
  if [ -L "/$directory" ]; then
    [ -L "disk/$directory" ] || cp -P "/$directory" "disk/$directory"
  elif [ -d "/$directory" ]; then
    mkdir -p "disk/$directory" "upper/$directory" "scratch/$directory"
    overlay "${OPTIONS}lowerdir=/$directory,upperdir=upper/$directory,workdir=scratch/$directory" "disk/$directory"
  fi
done
mkdir -p disk/proc disk/sys disk/dev disk/run disk/tmp disk/home disk/root disk/mnt disk/media disk/var/tmp disk/.before
chmod 700 disk/root
mount --bind temporary disk/var/tmp

echo "$SHOWN" | while IFS= read -r path; do
  [ -n "$path" ] && [ -d "$path" ] || continue
  mkdir -p "disk$path"
  mount --bind "$path" "disk$path"
  mount -o remount,bind,ro "disk$path" 2>/dev/null || :
done
echo "$HIDDEN" | while IFS= read -r path; do
  [ -n "$path" ] && [ -d "disk$path" ] || continue
  mount -t tmpfs -o size=16k,mode=755 hidden "disk$path"
done

mount -t tmpfs -o mode=755 run disk/run
mkdir -p disk/run/lock
mount -t tmpfs -o mode=1777 tmp disk/tmp
mount -t tmpfs -o mode=755,size=64k dev disk/dev
for device in null zero full random urandom tty; do
  : >"disk/dev/$device"
  mount --bind "/dev/$device" "disk/dev/$device"
done
mkdir -p disk/dev/pts disk/dev/shm
mount -t tmpfs -o mode=1777 shm disk/dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 pts disk/dev/pts 2>/dev/null && ln -s pts/ptmx disk/dev/ptmx || :
ln -s /proc/self/fd disk/dev/fd
ln -s /proc/self/fd/0 disk/dev/stdin
ln -s /proc/self/fd/1 disk/dev/stdout
ln -s /proc/self/fd/2 disk/dev/stderr
ln -s /proc/1/fd/1 disk/dev/console
mount -t proc proc disk/proc
mount -t sysfs -o ro sysfs disk/sys 2>/dev/null || :
hostname "$NAME" 2>/dev/null || echo "$NAME" >/proc/sys/kernel/hostname 2>/dev/null || :

mkdir -p disk/.files
mount --bind "$ROOM/files" disk/.files
cd disk
pivot_root . .before
cd /
umount -l /.before
rmdir /.before

number=0
while [ "$number" -lt "$FILES" ]; do
  path=$(cat "/.files/$number.path")
  mkdir -p "${path%/*}/"
  rm -f "$path"
  cat "/.files/$number" >"$path"
  chmod "$(cat "/.files/$number.mode")" "$path"
  number=$((number + 1))
done
umount /.files
rmdir /.files

# `wait` also gathers the orphans of the room, as a first process must.
unset ROOM DISK OWNED SYSTEM HIDDEN SHOWN OPTIONS FILES NAME
cat <&3 >/dev/null &
exec 3<&-
echo ready
wait $!
