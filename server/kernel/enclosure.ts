import { programFolders, programsFolder, programWords } from "./lab-programs/index.ts";
import { limits } from "./limits.ts";

/** Files of /etc that tools inside need; none holds anything of this machine's people. */
const sharedEtc = [
  "alternatives",
  "ethertypes",
  "iproute2",
  "ld.so.cache",
  "ld.so.conf",
  "ld.so.conf.d",
  "protocols",
  "services",
];

/** Where the machine's own sysfs is in sight until the lab has another: the kernel allows no mount of a second one without. */
const outerSys = "/mnt";

/**
 * Runs bwrap ("$@") and kills all that came of it when standard input ends, which it does when the server dies, however
 * it dies. bwrap's own --die-with-parent comes too late for a parent that dies while bwrap is still making namespaces:
 * its child then waits for it for ever.
 */
const guard = `
exec 4<&0
(read -r _ <&4; kill -KILL -$$) >/dev/null 2>&1 3>&- &
exec "$@" </dev/null 4<&-
`;

/**
 * Runs in the outer user namespace, which nobody of the lab ever enters: what is set here, the lab's root cannot change.
 * Mounts that come from here are locked in the lab's own mount namespace: none can be made writable or taken away. Its
 * arguments are programs, each a file and what is in it.
 */
const outer = `
set -e
cd /proc/sys/user
echo 1 >max_user_namespaces
echo 0 >max_cgroup_namespaces
echo ${limits.networkNamespaces} >max_net_namespaces
mount -t sysfs sysfs /sys
umount -l ${outerSys}
mount -o ${tmpfs(limits.disk)} tmpfs /
mount -o ${tmpfs(limits.sharedMemory)} tmpfs /dev
printf '127.0.0.1 localhost\\n::1 localhost ip6-localhost\\n127.0.1.1 lab\\n' >/etc/hosts
printf 'hosts: files\\n' >/etc/nsswitch.conf
printf 'root:x:0:0:root:/root:/bin/bash\\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\\n' >/etc/passwd
printf 'root:x:0:\\nnogroup:x:65534:\\n' >/etc/group
while [ $# -gt 0 ]; do
  printf %s "$2" >"$1"
  chmod 755 "$1"
  shift 2
done
mount --bind -o ro ${programsFolder} ${programsFolder}
cd /
exec unshare --user --map-root-user --mount --net --uts --ipc sh -c "$0"
`;

/**
 * Runs as the lab's first process. /run/netns is made shared before anything else so that names added from any later
 * mount namespace are seen in all. It is number 1, and what loses its parent becomes its child: it ignores SIGCHLD, so that
 * the kernel takes them away when they end (wait(2)). dash's trap cannot ignore that one.
 */
const inner = `
set -e
mount -t sysfs sysfs /sys
mount --bind --make-shared /run/netns /run/netns
ip link set dev lo up
cd /root
echo ready
exec perl -e '$SIG{CHLD} = "IGNORE"; exec "sleep", "infinity"' </dev/null 3>&-
`;

/** The command line that makes a lab's namespaces and stays until they are gone; tells of itself on descriptor 3. */
export function enclosure(): string[] {
  return ["sh", "-c", guard, "sh", ...bubblewrap(), "sh", "-c", outer, inner, ...programWords()];
}

function bubblewrap(): string[] {
  const usr = ["bin", "sbin", "lib", "lib64"].flatMap((name) => [
    "--ro-bind-try",
    `/usr/${name}`,
    `/${name}`,
  ]);
  const etc = sharedEtc.flatMap((name) => ["--ro-bind-try", `/etc/${name}`, `/etc/${name}`]);
  return [
    // The user namespace by name: where it is forbidden to root (of a container, say), bwrap would go on without.
    ["bwrap", "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-ipc"],
    ["--as-pid-1", "--die-with-parent", "--hostname", "lab", "--uid", "0", "--gid", "0", "--cap-add", "ALL"],
    // Mounts, not links: they cannot be deleted.
    ["--ro-bind", "/usr", "/usr", ...usr],
    ["--proc", "/proc", "--dev", "/dev", "--dir", "/sys", "--ro-bind", "/sys", outerSys],
    ["--dir", "/tmp", "--dir", "/run/netns", "--dir", "/var/tmp", "--dir", "/root", "--dir", "/etc", ...etc],
    ...Object.values(programFolders).map((folder) => ["--dir", folder]),
    ["--symlink", "/run", "/var/run", "--info-fd", "3"],
  ].flat();
}

function tmpfs({ bytes, files }: { readonly bytes: number; readonly files: number }): string {
  return `remount,nosuid,nodev,size=${bytes},nr_inodes=${files}`;
}
