#!/bin/bash
# The first process of the virtual machine: runs /command, and says on the second serial line how that ended and what it
# left in /report. The machine ends with it.

export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root

# A lab's root is moved (pivot_root), which the kernel refuses as long as the one around is what it started from.
if [ "$1" != again ]; then
  mount --bind / /newroot
  cd /newroot
  mount --move . /
  exec chroot . /init again
fi

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mkdir /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
for folder in /dev/shm /run /tmp; do mount -t tmpfs tmpfs "$folder"; done
ln -s /proc/self/fd /dev/fd
ip link set dev lo up

mapfile -d '' -t command </command
cd /vethlab
# A pipe, so that nobody inside draws as on a terminal.
env "${command[@]}" 2>&1 </dev/null | cat
status=${PIPESTATUS[0]}
{ echo "$status"; cat /report; } >/dev/ttyS1
# Waits until all has been sent.
stty -F /dev/ttyS0 -echo
stty -F /dev/ttyS1 -echo
echo b >/proc/sysrq-trigger
sleep infinity
