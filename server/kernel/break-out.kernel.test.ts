import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostState, isAlive, processesBeside } from "../testing/host.ts";
import { labUid, temporaryFolder } from "../testing/labs.ts";
import { execIn } from "./exec.ts";
import { startMachine, type Machine } from "./machine.ts";

/** By number, as Perl calls them: on x64, and on the processors that share the newer list. */
const calls = {
  ptrace: [101, 117],
  reboot: [169, 142],
  addKey: [248, 217],
  requestKey: [249, 218],
  keyctl: [250, 219],
  perfEventOpen: [298, 241],
  openByHandleAt: [304, 265],
  setns: [308, 268],
  finitModule: [313, 273],
  bpf: [321, 280],
  userfaultfd: [323, 282],
} as const;
const call = (name: keyof typeof calls) => calls[name][process.arch === "x64" ? 0 : 1];

/** Makes a system call in the lab and prints its error. */
const perl = (code: string) => `perl -e 'my $r = do { ${code} }; print $r == -1 ? "$!\\n" : "done: $r\\n"'`;

/** What is on the outside, for the lab to reach. */
interface Outside {
  /** A file that every user may write, in a folder that every user may enter. */
  readonly file: string;
  /** A process of the very user that the lab's machine runs as. */
  readonly process: number;
  /** A port of 127.0.0.1, as the server's own is. */
  readonly port: number;
  /** The name of a Unix socket that is in no folder ("abstract"). */
  readonly socket: string;
  /** Another lab's machine; it has a namespace "theirs". */
  readonly other: Machine;
}

type Attempt = readonly [what: string, command: (outside: Outside) => string, denial: RegExp];

const readOnly = /Read-only file system/;
const notPermitted = /Operation not permitted/i;
const permissionDenied = /Permission denied/i;
const noSuchFile = /No such file or directory/;
const noSuchProcess = /No such process/;

const files: readonly Attempt[] = [
  ["read the password file", () => "cat /etc/shadow", noSuchFile],
  ["read the server's data, where it is", ({ file }) => `cat ${file}`, noSuchFile],
  ["write there", ({ file }) => `echo broken >${file}`, noSuchFile],
  ["list homes", () => "ls /home", noSuchFile],
  ["write a program", () => "echo x >/usr/bin/vethlab-was-here", readOnly],
  ["write a shared setting", () => "echo x >>/etc/services", /Read-only|Permission denied/],
  ["make /usr writable", () => "mount -o remount,bind,rw /usr", permissionDenied],
  ["make its file system writable", () => "mount -o remount,rw /usr", permissionDenied],
  ["take /usr away from over what is under it", () => "umount /usr", /not mounted|Invalid argument/i],
  ["look under a mount", () => "mkdir /tmp/u && mount --bind / /tmp/u", /wrong fs type|Invalid argument/],
  ["find the outside through the first process", () => "ls /proc/1/root/home", noSuchFile],
  ["find it through the root of every process", () => "ls -d /proc/[0-9]*/root/home", noSuchFile],
  ["leave by a root of its own", () => "mkdir -p /tmp/c && chroot /tmp/c/../../../.. ls /home", noSuchFile],
  ["leave by pivot_root", () => "pivot_root /tmp /tmp", /pivot_root: .*(Invalid|busy)/],
  [
    "open a file by its number on the disk",
    () =>
      perl(
        `my $h = pack "IiL2", 8, 1, 2, 0; open my $d, "<", "/usr"; syscall(${call("openByHandleAt")}, fileno $d, $h, 0)`,
      ),
    notPermitted,
  ],
  [
    "become root by a program's owner",
    () =>
      "find / -xdev -path /proc -prune -o -perm -4000 -type f -exec {} \\; | grep uid=0; awk '$4 !~ /nosuid/ && $3 == \"/usr\"' /proc/mounts; grep -c NoNewPrivs:.1 /proc/self/status",
    /^1$/,
  ],
];

const processes: readonly Attempt[] = [
  ["see a process outside", ({ process: pid }) => `ls /proc/${pid}/cmdline`, noSuchFile],
  ["signal one of the same user", ({ process: pid }) => `kill -KILL ${pid}`, noSuchProcess],
  ["signal all there are but the lab's", () => "kill -KILL -999999", noSuchProcess],
  ["trace one", ({ process: pid }) => perl(`syscall(${call("ptrace")}, 16, ${pid}, 0, 0)`), noSuchProcess],
  ["enter the first process's namespaces", () => "nsenter -t 1 -U -m ls /home", /Invalid argument/],
  [
    "enter the user namespace outside of the lab's",
    () =>
      perl(
        `open my $u, "<", "/proc/self/ns/user"; my $o = ioctl $u, 0xb702, 0; $o ? syscall(${call("setns")}, $o + 0, 0) : -1`,
      ),
    notPermitted,
  ],
  [
    "see what the server was started with",
    () => "cat /proc/[0-9]*/environ | tr '\\0' '\\n' | grep -i -e vethlab -e token; echo none",
    /^none$/,
  ],
  [
    "use a file the server left open",
    () => "ls -l /proc/self/fd | grep -v -e pipe: -e socket: -e /dev/null -e /proc/ -e total; echo none",
    /^none$/,
  ],
  ["type into the server's terminal", () => "echo id >/dev/tty", /No such device or address/],
];

const kernel: readonly Attempt[] = [
  ["say what is done with a crash", () => "echo '|/tmp/x' >/proc/sys/kernel/core_pattern", permissionDenied],
  ["say what the kernel does when it fails", () => "echo 1 >/proc/sys/kernel/panic", permissionDenied],
  ["change a setting of memory", () => "sysctl -w vm.swappiness=1", permissionDenied],
  ["change a setting of files", () => "sysctl -w fs.file-max=1000", permissionDenied],
  ["press the magic key", () => "echo h >/proc/sysrq-trigger", /Permission denied|No such file/],
  ["read the kernel's memory", () => "head -c 1 /proc/kcore", /Permission denied|No such file/],
  ["read all of the memory", () => "head -c 1 /dev/mem", noSuchFile],
  ["make the device of it", () => "mknod /tmp/mem c 1 1", notPermitted],
  ["make a disk's", () => "mknod /tmp/sda b 8 0", notPermitted],
  [
    "mount a disk",
    () => "mount -t ext4 /dev/vda /tmp",
    /does not exist|must be superuser|permission denied|not a block/i,
  ],
  ["mount all devices", () => "mount -t devtmpfs x /tmp", permissionDenied],
  ["mount the machine's groups of processes", () => "mount -t cgroup2 x /tmp", permissionDenied],
  ["make a cgroup namespace, where it could", () => "unshare -C true", /No space left on device/],
  ["make a user namespace, to try from there", () => "unshare -U true", /No space left on device/],
  [
    "allow itself more of these",
    () => "echo 9 >/proc/sys/user/max_user_namespaces; unshare -U true",
    /No space left on device/,
  ],
  [
    "write to the kernel's objects",
    () => "echo 1 >/sys/kernel/mm/ksm/run || echo 0 >/sys/kernel/profiling || echo x >/sys/module/x",
    permissionDenied,
  ],
  [
    "load a module",
    () =>
      perl(`open my $f, "<", "/usr/bin/perl"; my $n = ""; syscall(${call("finitModule")}, fileno $f, $n, 0)`),
    /not permitted|not implemented/,
  ],
  [
    "use swap",
    () => "head -c 1000000 /dev/zero >/tmp/s; mkswap /tmp/s >/dev/null; swapon /tmp/s",
    notPermitted,
  ],
  ["change the machine's name but in the lab", () => "hostname broken && hostname", /^broken$/],
  ["set the clock", () => "date -s 2001-01-01 2>&1", notPermitted],
  [
    "restart the machine",
    () => perl(`syscall(${call("reboot")}, 0xfee1dead, 672274793, 0x1234567, 0)`),
    notPermitted,
  ],
  ["read the kernel's log", () => "cat /dev/kmsg", noSuchFile],
  [
    "keep a key with the server's",
    () => perl(`my ($t, $n, $v) = ("user", "x", "y"); syscall(${call("addKey")}, $t, $n, $v, 1, -3)`),
    notPermitted,
  ],
  [
    "look for one of the server's",
    () => perl(`my ($t, $n) = ("user", "x"); syscall(${call("requestKey")}, $t, $n, 0, 0)`),
    notPermitted,
  ],
  ["read its keyring", () => perl(`syscall(${call("keyctl")}, 11, -3, 0, 0)`), notPermitted],
  [
    "load a program into the kernel",
    () => perl(`my $a = pack "x128"; syscall(${call("bpf")}, 5, $a, 128)`),
    notPermitted,
  ],
  [
    "watch the kernel's work",
    () => perl(`my $a = pack "LLQ x112", 1, 128, 0; syscall(${call("perfEventOpen")}, $a, -1, 0, -1, 0)`),
    /Permission denied|not permitted|No such file/,
  ],
  ["hold the kernel at a page", () => perl(`syscall(${call("userfaultfd")}, 0)`), notPermitted],
];

const networks: readonly Attempt[] = [
  [
    "see the machine's interfaces",
    () => "ip -o link | grep -v ': lo:'; ls /sys/class/net; grep -v -e lo: -e '|' /proc/net/dev; true",
    /^lo$/,
  ],
  [
    "see them behind another /sys",
    () => "umount -l /sys; ls /sys/class/net; umount -l /sys",
    /^umount: \/sys: not mounted\.$/,
  ],
  [
    "reach the server's port",
    ({ port }) => `bash -c 'exec 3<>/dev/tcp/127.0.0.1/${port}' 2>&1`,
    /Connection refused/,
  ],
  [
    "reach a Unix socket that has no file",
    ({ socket }) => perl(`socket(my $s, 1, 1, 0); connect($s, pack("Sxa*", 1, "${socket}")) ? 0 : -1`),
    /Connection refused/,
  ],
  ["send a raw packet outside", () => "ping -c 1 -W 1 192.0.2.1 2>&1", /Network is unreachable/],
  [
    "give a process outside an interface",
    ({ process: pid }) => `ip link add d0 type veth peer d1; ip link set d0 netns ${pid}`,
    noSuchProcess,
  ],
  ["give another lab one", ({ other }) => `ip link set d0 netns ${other.pid}`, noSuchProcess],
  [
    "enter another lab's network by its file",
    ({ other }) => `nsenter --net=/proc/${other.pid}/ns/net true`,
    noSuchFile,
  ],
  ["enter another lab's namespace by its name", () => "ip -n theirs link", noSuchFile],
  [
    "find one by any number that netlink knows",
    () => `perl -e '
      socket my $s, 16, 3, 0;
      for my $id (0 .. 99) {
        syswrite $s, pack "LSSLL CxSiLL SSi", 40, 18, 1, 1, 0, 0, 0, 1, 0, 0, 8, 46, $id;
        sysread $s, my $answer, 65536;
        my ($type, $error) = unpack "x4 S x10 i", $answer;
        print "answered: $id\n" unless $type == 2 && $error < 0;
      }
      print "none\n"'`,
    /^none$/,
  ],
];

describe("a shell in a lab", () => {
  let machine: Machine;
  let outside: Outside;
  let before: unknown;
  const stop: (() => unknown)[] = [];
  const reached: string[] = [];

  const shell = async (command: string) => {
    const { exitCode, stdout, stderr } = await execIn(machine, "host", ["bash", "-c", command], 20_000);
    return { exitCode, said: `${stdout}${stderr}`.trim() };
  };

  beforeAll(async () => {
    before = await outsideState();
    const uid = labUid();
    machine = await startMachine(uid);
    const other = await startMachine(labUid());
    await other.hostBatch.run([["netns", "add", "theirs"]]);
    const folder = temporaryFolder();
    const file = join(folder, "file");
    writeFileSync(file, "whole", { mode: 0o666 });
    const sleeper = spawn("sleep", ["1000"], {
      stdio: "ignore",
      cwd: "/",
      ...(uid !== null && { uid, gid: uid }),
    });
    const socket = `vethlab-${process.pid}`;
    const servers = ["127.0.0.1:0", `\0${socket}`].map((address) =>
      createServer((connection) => {
        reached.push(address);
        connection.destroy();
      }),
    );
    const [tcp, unix] = servers;
    await new Promise<void>((resolve) => tcp?.listen(0, "127.0.0.1", resolve));
    await new Promise<void>((resolve) => unix?.listen(`\0${socket}`, resolve));
    const address = tcp?.address();
    if (typeof address !== "object" || address === null) throw new Error("no port");
    outside = { file, process: sleeper.pid ?? 0, port: address.port, socket, other };
    stop.push(
      () => machine.stop(),
      () => other.stop(),
      () => sleeper.kill(),
      ...servers.map((server) => () => server.close()),
    );
  });

  afterAll(async () => {
    for (const end of stop) await end();
  });

  test.each([...files, ...processes, ...kernel, ...networks])(
    "HOST-4 cannot %s",
    async (_what, command, denial) => {
      expect((await shell(command(outside))).said).toMatch(denial);
    },
  );

  test("HOST-4 belongs to an ordinary user outside, whatever it is in the lab", async () => {
    const uids = /^Uid:\s*(\d+)\s+(\d+)/m.exec(readFileSync(`/proc/${machine.pid}/status`, "utf8"));
    expect(uids?.slice(1).map(Number)).not.toContain(0);
    expect((await shell("id -u")).said).toBe("0");
  });

  test("HOST-4 has left everything outside as it was", async () => {
    expect(readFileSync(outside.file, "utf8")).toBe("whole");
    expect(isAlive(outside.process)).toBe(true);
    expect(reached).toEqual([]);
    expect(isAlive(outside.other.pid)).toBe(true);
    expect(await outside.other.names()).toEqual(["theirs"]);
    expect(isAlive(machine.pid)).toBe(true);
    // Whoever takes one over in the lab would have the session's terminal behind /dev/tty.
    expect(processesBeside(machine.pid).map(sessionOf)).not.toContain(sessionOf(process.pid));
    expect(await outsideState()).toEqual(before);
  });
});

/** Field 6 of /proc/PID/stat; the second one may hold anything. */
function sessionOf(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[3];
}

/** What an attempt would have changed. */
async function outsideState() {
  const read = (path: string) => readFileSync(path, "utf8");
  const settings = [
    "kernel/core_pattern",
    "kernel/panic",
    "kernel/hostname",
    "vm/swappiness",
    "fs/file-max",
    "user/max_user_namespaces",
  ];
  return {
    host: await hostState(),
    settings: settings.map((name) => read(`/proc/sys/${name}`)),
    swaps: read("/proc/swaps"),
    year: new Date().getFullYear(),
  };
}
