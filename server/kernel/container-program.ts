import { limitWords, type Share } from "./gate.ts";
import { peoplesPath } from "./lab-programs/index.ts";
import { syscallNumber } from "./syscalls.ts";

/**
 * Files of a container's own, in its folder, which is in the lab's own file system and so within its bounds. Programs are the
 * machine's, as everywhere in the lab. What is taken away here is not taken away in the lab. What it had in them before is there again when it starts anew.
 */
const setup = `
exec 2>&1
mount --make-rprivate /
root=$1/root
mkdir -p "$root"
mount --bind "$root" "$root"
cd "$root"
mkdir -p dev etc home opt old proc root run sys tmp usr var/tmp
for name in dev opt usr; do mount --rbind /$name $name; done
for name in bin lib lib64 sbin; do [ ! -e /$name ] || ln -sfn usr/$name $name; done
ln -sfn /run var/run
for file in /etc/*; do
  if [ -d "$file" ]; then mkdir -p ".$file"; mount --bind "$file" ".$file"; else cp -n "$file" etc; fi
done
printf '%s\\n' "$2" >etc/hostname
printf '127.0.0.1 localhost\\n::1 localhost ip6-localhost\\n' >etc/hosts
printf 'nameserver 127.0.0.11\\noptions ndots:0\\n' >etc/resolv.conf
printf 'hosts: files dns\\n' >etc/nsswitch.conf
mount -t proc proc proc
mount -t sysfs sysfs sys
hostname "$2"
pivot_root . old
cd /
umount -l old
rmdir old
`;

/**
 * Runs in the lab's machine, one for each container, and makes its namespaces, as unshare(1) would: mounts, processes, name,
 * System V objects and, for a stack of its own, a network. Perl, as for the reader: every Debian and Ubuntu has it.
 *
 *   the arguments: numbers of system calls; its share of the machine; where its programs are; `own` or `shared`; the file of
 *   its stack; its folder; its name; what makes its files
 *   standard input: its command, when it is to begin: words in hexadecimal, in one line
 *   standard output: what it prints, on either stream
 *   standard error: `created PID INODE` when it waits for its command, `started` when that runs, `failed` and why, and
 *   `ended CODE`; CODE is empty when a signal ended it
 *
 * The command is no process 1: to that one the kernel gives no signal that it does not ask for (pid_namespaces(7)), and
 * kill(1) would do nothing. A small one waits for it and takes everything along when it has ended.
 *
 * It is the resolver, too, at 127.0.0.11, as Docker has it: it answers with what the server writes into `names`.
 *
 * The name of a stack of its own is a link to the process (ip-netns(8)), so that it does not outlive it.
 */
const program = String.raw`
use strict;
use warnings;
my ($setns, $unshare, $prctl, $prlimit, $nice, $oom, $limits, $path, @place) = @ARGV;
my ($kind, $stack, $folder, $name, $setup) = @place;
$0 = "vethlab-container";
my ($new_mounts, $new_net, $others) = (0x20000, 0x40000000, 0x4000000 | 0x8000000 | 0x20000000);
sub tell_server { syswrite STDERR, join(" ", @_) . "\n" }
# Making it must not wait for what people run; the command is that.
sub take_share {
    POSIX::setsid();
    for (split / /, $limits) {
        my ($resource, $limit) = split /=/;
        my $both = pack "Q2", $limit, $limit;
        syscall($prlimit, 0, $resource + 0, $both, 0) == 0 or POSIX::_exit(126);
    }
    setpriority 0, 0, $nice;
    for ([autogroup => $nice], [oom_score_adj => $oom]) {
        open my $file, ">", "/proc/self/$$_[0]" or next;
        syswrite $file, $$_[1];
    }
}
# Domain names (RFC 1035), as far as a container's resolver needs them: what is in a file of the form of /etc/hosts, by UDP.
sub resolver_socket {
    return if $kind ne "own";
    socket my $socket, 2, 2, 17 or return;
    bind $socket, pack "S n C4 x8", 2, 53, 127, 0, 0, 11 or return;
    return $socket;
}
sub to_bytes {
    my ($address) = @_;
    return pack "C4", split /\./, $address if $address !~ /:/;
    my ($head, $tail) = split /::/, $address, 2;
    my @head = split /:/, $head;
    my @tail = split /:/, $tail // "";
    return pack "n8", map { hex } @head, (0) x (8 - @head - @tail), @tail;
}
sub found {
    my ($names, $name, $type) = @_;
    my ($is_known, @found) = 0;
    seek $names, 0, 0;
    for (<$names>) {
        my ($address, @called) = split;
        my $bytes = to_bytes($address);
        if ($type == 12) {
            my $reverse = length $bytes == 4
                ? join(".", reverse(unpack "C4", $bytes), "in-addr.arpa")
                : join(".", reverse(split //, unpack "H*", $bytes), "ip6.arpa");
            next if $reverse ne $name;
            push @found, join "", (map { pack "C/a*", $_ } split /\./, $called[0]), "\0";
        } else {
            next if !grep { lc eq $name } @called;
            push @found, $bytes if length $bytes == ($type == 1 ? 4 : $type == 28 ? 16 : 0);
        }
        $is_known = 1;
    }
    return ($is_known, @found);
}
sub answer {
    my ($socket, $names) = @_;
    my $from = recv $socket, my $question, 512, 0x40;
    return if !$from || length $question < 17;
    my ($id, $flags, $count) = unpack "n3", $question;
    my ($at, @labels) = 12;
    while ($at < length $question and my $length = unpack "C", substr $question, $at, 1) {
        return if $length > 63;
        push @labels, substr $question, $at + 1, $length;
        $at += 1 + $length;
    }
    return if $flags & 0x8000 || $count != 1 || $at + 5 > length $question;
    my ($type) = unpack "n", substr $question, $at + 1, 2;
    my ($is_known, @found) = found($names, lc join(".", @labels), $type);
    my $head = pack "n6", $id, 0x8480 | $flags & 0x100 | ($is_known ? 0 : 3), 1, scalar @found, 0, 0;
    my $records = join "", map { pack "n3 N n/a*", 0xc00c, $type, 1, 0, $_ } @found;
    send $socket, $head . substr($question, 12, $at - 7) . $records, 0, $from;
}
sub fail { my $why = join " ", split " ", shift; tell_server("failed", $why); exit 1 }
if ($kind eq "shared") {
    open my $file, "<", $stack or fail("$stack: $!");
    syscall($setns, fileno $file, $new_net) == 0 or fail("setns: $!");
} else {
    -l $stack || -e $stack and fail("$stack: File exists");
}
syscall($unshare, $kind eq "own" ? $others | $new_net : $others) == 0 or fail("unshare: $!");
pipe my $told, my $telling or fail("pipe: $!");
pipe my $heard, my $hearing or fail("pipe: $!");
my $init = fork // fail("no room for another process: $!");
if ($init == 0) {
    # SIGKILL when the one that waits for it is gone.
    syscall($prctl, 1, 9, 0, 0, 0);
    # Only from here on: the other one keeps the lab in sight, to make the name and take it away.
    syscall($unshare, $new_mounts) == 0 or exit 1;
    $0 = "container-init";
    pipe my $numbered, my $numbering;
    pipe my $begun, my $beginning;
    pipe my $heeded, my $heeding;
    # Written anew by the server; it is out of sight from within.
    mkdir $_ for "/run/containers", $folder;
    open my $names, "+>", "$folder/names" or do { syswrite $telling, "failed names: $!\n"; exit 1 };
    my $command = fork // exit 1;
    if ($command == 0) {
        # By its number in the lab, as long as the lab's /proc is in sight.
        syswrite $numbering, readlink("/proc/self") . "\n";
        my $line = <STDIN> // exit 1;
        chomp $line;
        my @words = map { pack "H*", substr $_, 1 } split / /, $line;
        open STDIN, "<", "/dev/null";
        open STDERR, ">&", \*STDOUT;
        # lo is up: names are answered from now on, and its first question will be.
        syswrite $beginning, "\n";
        <$heeded>;
        chdir "/root";
        @ENV{"HOSTNAME", "PATH"} = ($name, $path);
        take_share();
        exec { $words[0] } @words or syswrite $hearing, "$words[0]: $!";
        POSIX::_exit(127);
    }
    close $hearing;
    open STDIN, "<", "/dev/null";
    my $pid = <$numbered>;
    open my $output, "-|", "sh", "-ec", $setup, "sh", $folder, $name;
    my $words = join "", <$output>;
    close $output or do { syswrite $telling, "failed " . join(" ", split " ", $words) . "\n"; exit 1 };
    syswrite $telling, "ready $pid";
    close $beginning;
    close $heeded;
    $SIG{PIPE} = "IGNORE";
    # Interrupts the wait below.
    $SIG{CHLD} = sub { };
    my ($is_heeded, $socket) = 0;
    while (1) {
        while ((my $ended = waitpid -1, POSIX::WNOHANG()) > 0) {
            next if $ended != $command;
            syswrite $telling, "ended " . ($? & 127 ? "" : $? >> 8) . "\n";
            exit;
        }
        # Again and again: somebody may have set lo down.
        $socket //= resolver_socket() if $is_heeded;
        my $read = "";
        vec($read, fileno $socket, 1) = 1 if $socket;
        vec($read, fileno $begun, 1) = 1 if !$is_heeded;
        # An end may be missed between there and here; then it is noticed a little later.
        next if select($read, undef, undef, 1) <= 0;
        if ($socket && vec $read, fileno $socket, 1) { answer($socket, $names) }
        if (!$is_heeded && vec $read, fileno $begun, 1) {
            $is_heeded = 1;
            $socket = resolver_socket();
            syswrite $heeding, "\n";
        }
    }
}
close $telling;
close $hearing;
my ($outcome, $pid) = split " ", <$told> // "failed";
if ($outcome ne "ready") { fail($pid // "ended while it was made") }
my $file = "/proc/$pid/ns/net";
$kind eq "shared" or symlink $file, $stack or fail("$stack: $!");
tell_server("created", $pid, (stat "/proc/self/ns/net")[1]);
my $why = <$heard>;
tell_server(defined $why ? ("failed", $why) : "started");
my $end = <$told> // "ended \n";
waitpid $init, 0;
# Before its name goes: how it ended says whose doing it was.
syswrite STDERR, $end;
unlink grep { -l && readlink eq $file } glob "/run/netns/*";
`;

/** The words that run it, from within the machine. @param share  the command's */
export function containerProgram({ isOwn, stack, folder, name }: ContainerPlace, share: Share): string[] {
  const numbers = (["setns", "unshare", "prctl", "prlimit64"] as const).map(syscallNumber);
  const shareWords = [String(share.nice), String(share.oomScore), limitWords(share)];
  return [
    "perl",
    "-MPOSIX=_exit,setsid",
    "-e",
    program,
    ...numbers,
    ...shareWords,
    peoplesPath,
    isOwn ? "own" : "shared",
    stack,
    folder,
    name,
    setup,
  ];
}

export interface ContainerPlace {
  /** Does it bring its stack along? */
  readonly isOwn: boolean;
  /** The file of its stack: to be made, or to be entered. */
  readonly stack: string;
  readonly folder: string;
  readonly name: string;
}
