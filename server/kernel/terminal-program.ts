/**
 * Runs in the lab's machine, one for each terminal, and carries between a pseudoterminal (pty(7)) and its own standard
 * streams. Perl, as for the reader: every Debian and Ubuntu has it. It takes nothing of what it carries apart.
 *
 *   the arguments: ioctl numbers, rows, columns, what goes into ~/.bashrc where there is none, and the shell's words
 *   standard input: `i`, a length, and that many bytes for the terminal; or `s`, 4, and the new rows and columns
 *   standard output: what the terminal shows
 *   standard error: `ended CODE` when the shell is; CODE is empty when a signal ended it
 *
 * When standard input ends, the terminal hangs up, as when a window is closed; what is still written to it is thrown away
 * from then on, and whoever writes it lives on. Input is taken while nobody takes the output: Ctrl-C has to get through.
 */
export const terminalProgram = String.raw`
use strict;
use warnings;
use Fcntl qw(F_SETFL O_CREAT O_EXCL O_NOCTTY O_NONBLOCK O_RDWR O_WRONLY);
use POSIX qw(WNOHANG);
my ($unlock, $get_number, $set_size, $rows, $columns, $bashrc, @shell) = @ARGV;
# For whoever lists the machine's processes.
$0 = "vethlab-terminal";
if (sysopen my $file, "$ENV{HOME}/.bashrc", O_WRONLY | O_CREAT | O_EXCL) { syswrite $file, $bashrc }
sysopen my $terminal, "/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK or die "/dev/ptmx: $!";
my $number = pack "I", 0;
ioctl $terminal, $unlock, $number or die $!;
ioctl $terminal, $get_number, $number or die $!;
sub resize { ioctl $terminal, $set_size, my $size = pack "S4", @_, 0, 0 }
resize($rows, $columns);
my $shell = fork // die $!;
if ($shell == 0) {
    POSIX::setsid();
    # A session has a share of the processors (sched(7), autogroup): this one's is as small as all that people run.
    if (open my $share, ">", "/proc/self/autogroup") { syswrite $share, getpriority 0, 0 }
    open my $tty, "+<", "/dev/pts/" . unpack "I", $number or die $!;
    POSIX::dup2(fileno $tty, $_) for 0 .. 2;
    $ENV{TERM} = "xterm-256color";
    exec { $shell[0] } @shell or POSIX::_exit(127);
}
$SIG{PIPE} = "IGNORE";
# Interrupts the wait below.
$SIG{CHLD} = sub { };
fcntl STDOUT, F_SETFL, O_NONBLOCK;
my ($frames, $in, $out, $is_heard, $is_running) = ("", "", "", 1, 1);
sub tell_end {
    return if !$is_running || waitpid($shell, $_[0]) != $shell;
    $is_running = 0;
    syswrite STDERR, "ended " . ($? & 127 ? "" : $? >> 8) . "\n";
}
sub hang_up {
    $is_heard = 0;
    my $group = POSIX::tcgetpgrp(fileno $terminal);
    kill "HUP", -$group if $group && $group > 1;
    kill "HUP", $shell if $is_running;
}
sub take_frames {
    while (length $frames >= 5) {
        my ($kind, $length) = unpack "aN", $frames;
        return if length $frames < 5 + $length;
        my $body = substr $frames, 5, $length;
        substr $frames, 0, 5 + $length, "";
        if ($kind eq "i") { $in .= $body }
        else { resize(unpack "n2", $body) }
    }
}
while (1) {
    my ($read, $write) = ("", "");
    vec($read, 0, 1) = 1 if $is_heard && length $in < 65536;
    vec($read, fileno $terminal, 1) = 1 if $out eq "";
    vec($write, fileno $terminal, 1) = 1 if $in ne "";
    vec($write, 1, 1) = 1 if $out ne "";
    # The end of the shell may be missed between here and there; then it is noticed a little later.
    my $ready = select $read, $write, undef, 5;
    tell_end(WNOHANG);
    next if $ready <= 0;
    if (vec $write, fileno $terminal, 1) {
        my $count = syswrite $terminal, $in;
        substr $in, 0, $count, "" if $count;
    }
    if (vec $write, 1, 1) {
        my $count = syswrite STDOUT, $out;
        if ($count) { substr $out, 0, $count, "" }
        elsif (!$!{EAGAIN}) { $out = "" }
    }
    if (vec $read, 0, 1) {
        if (sysread STDIN, $frames, 65536, length $frames) { take_frames() }
        else { hang_up() }
    }
    if (vec $read, fileno $terminal, 1) {
        my $count = 1;
        $count = sysread $terminal, $out, 65536, length $out while $count && length $out < 32768;
        my $is_over = defined $count ? $count == 0 : !$!{EAGAIN};
        $out = "" if !$is_heard;
        # Nobody has it open any more, not even what the shell left behind.
        last if $is_over && $out eq "";
    }
}
tell_end(0);
`;
