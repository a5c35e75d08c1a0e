import { limits } from "./limits.ts";
import { syscallNumber } from "./syscalls.ts";

/**
 * Everything that goes into a lab goes through here first, still outside, where nobody in the lab can meddle: it bounds
 * itself and becomes the next program. What it sets is inherited, and a lab's root has no power to take it back.
 *
 * It closes the files that whoever started the server left open for it, which would be a way out.
 *
 * Keyrings are in no namespace: a program in a lab would have those of whoever started the server. seccomp(2) refuses
 * their calls, and all calls of another processor's numbering, which would be a way around.
 */
const bounds = String.raw`
use strict;
my ($last, $nice, $oom, $limits, $prctl, $prlimit, $keyctl, $arch, @command) = @ARGV;
sub set {
    my ($name, $value) = @_;
    open my $file, ">", "/proc/self/$name" or return;
    syswrite $file, $value;
}
opendir my $folder, "/proc/self/fd" or die "/proc/self/fd: $!\n";
my @files = grep { /^\d+$/ && $_ > $last } readdir $folder;
closedir $folder;
for (@files) {
    open my $file, "<&=", $_ or next;
    close $file;
}
for (split / /, $limits) {
    my ($resource, $limit) = split /=/;
    my $both = pack "Q2", $limit, $limit;
    syscall($prlimit, 0, $resource + 0, $both, 0) == 0 or die "prlimit: $!\n";
}
set("oom_score_adj", $oom);
if ($nice) {
    setpriority 0, 0, $nice;
    # It is the session's share (sched(7)): of one that is not its own, the server's share, too.
    open my $stat, "<", "/proc/self/stat" or die "/proc/self/stat: $!\n";
    my ($session) = <$stat> =~ /.*\) \S+ \S+ \S+ (\d+)/;
    set("autogroup", $nice) if $session == $$;
}
my $filter = join "", map { pack "S C C L", @$_ }
    [0x20, 0, 0, 4], [0x15, 0, 5, $arch],
    [0x20, 0, 0, 0], [0x35, 3, 0, 1 << 30],
    [0x35, 0, 3, $keyctl - 2], [0x25, 2, 0, $keyctl],
    [0x06, 0, 0, 0x50000 | 1], [0x06, 0, 0, 0x50000 | 38], [0x06, 0, 0, 0x7fff0000];
my $program = pack "S x![P] P", length($filter) / 8, $filter;
syscall($prctl, 38, 1, 0, 0, 0) == 0 && syscall($prctl, 22, 2, $program) == 0 or die "seccomp: $!\n";
`;

/**
 * Enters a machine's namespaces as nsenter(1) would, but for the order: the numbers of its processes are the outer user
 * namespace's, and everything else is the inner one's. It is in sight of the lab only as its child, from when nothing of
 * the outside is left in it.
 */
const entry = String.raw`
my ($setns, $unshare, $mounts, $target);
($setns, $unshare, $mounts, $target, @command) = @command;
my @spaces = map { open my $file, "<", "/proc/$target/ns/$_" or die "$_: $!\n"; $file } qw(user pid mnt net uts ipc);
my $outer = ioctl $spaces[0], 0xb702, 0 or die "user: $!\n";
for ($outer, map { fileno $_ } @spaces[1, 0, 2 .. 5]) {
    syscall($setns, $_ + 0, 0) == 0 or die "setns: $!\n";
}
syscall($unshare, 0x20000) == 0 or die "unshare: $!\n" if $mounts;
chdir "/root" or chdir "/";
my $child = fork;
defined $child or die "this lab has no room for another process: $!\n";
if ($child) {
    waitpid $child, 0;
    kill $? & 127, $$ if $? & 127;
    exit $? >> 8;
}
`;

const onwards = String.raw`exec { $command[0] } @command or die "$command[0]: $!\n";`;

/** asm-generic/resource.h */
const resource = { data: 2, core: 4, processes: 6, files: 7 } as const;

/** How much of the processors, and how soon it is ended when the machine's memory is used up. */
export interface Share {
  readonly nice: number;
  readonly oomScore: number;
  readonly limits: Readonly<Record<number, number>>;
  /** What it mounts over /usr is over nobody else's; names of namespaces still come and go in all (/run/netns). */
  readonly hasOwnMounts: boolean;
}

/** 1 is 0 for core_pattern's programs, too, which run outside and as root (fs/coredump.c). */
const noCore = { [resource.core]: 1 };

/** What the server starts in a lab for itself. */
export const serversShare: Share = {
  nice: 0,
  oomScore: 500,
  limits: { ...noCore, [resource.processes]: limits.processes.all },
  hasOwnMounts: false,
};

/** What people start there gives way to it, and to everything else on the machine. */
export const peoplesShare: Share = {
  nice: 19,
  oomScore: 1000,
  limits: {
    ...noCore,
    [resource.processes]: limits.processes.people,
    [resource.files]: limits.files,
    [resource.data]: limits.processMemory,
  },
  hasOwnMounts: true,
};

/** The command line that takes its share and becomes the command that follows it; that finds descriptor 3, too. */
export function gate(share: Share): string[] {
  return ["perl", "-e", bounds + onwards, ...boundWords(share, 3)];
}

/** The command line that takes its share and runs the command that follows it in the machine with this first process. */
export function gateInto(pid: number, share: Share): string[] {
  const numbers = (["setns", "unshare"] as const).map(syscallNumber);
  const words = [...boundWords(share, 2), ...numbers, share.hasOwnMounts ? "1" : "0", String(pid)];
  return ["perl", "-e", bounds + entry + onwards, ...words];
}

/** As a program in Perl takes them apart. */
export function limitWords({ limits: bounded }: Share): string {
  return Object.entries(bounded)
    .map(([number, limit]) => `${number}=${limit}`)
    .join(" ");
}

function boundWords(share: Share, lastFile: number): string[] {
  const { nice, oomScore } = share;
  const numbers = (["prctl", "prlimit64", "keyctl", "auditArch"] as const).map(syscallNumber);
  return [lastFile, nice, oomScore].map(String).concat(limitWords(share), ...numbers);
}
