/** Where the server is asked (../hatch.ts). Out of a container's sight. */
export const hatchPath = "/run/vethlab";

/**
 * `docker`, as far as the tutorials use it: it carries its words to the server (server/docker/) and does what the answer says.
 * Where somebody has an engine to speak to, the machine's own client is meant.
 *
 *   request: the terminal, whether it is one (1 or 0), and the words, each ended by NUL but for the last
 *   answer: a letter, a length (4 bytes) and that many bytes, again and again. o and e are to be printed; x is how to end; r are
 *   words to run, with standard input where there is an i; then the words of f are asked
 */
export const docker = String.raw`#!/usr/bin/perl
use strict;
use warnings;
my $path = "${hatchPath}";
if ($ENV{DOCKER_HOST} || $ENV{DOCKER_CONTEXT} || -S "/var/run/docker.sock" || ($ARGV[0] // "") =~ /^(-H|--host|-c|--context)/) {
    my ($own) = $0 =~ m{(.*)/};
    $ENV{PATH} =~ s{^\Q$own\E:}{};
    exec { "docker" } "docker", @ARGV or die "docker: this machine has no client of the Docker engine: $!\n";
}
-d "/run/netns" or die "docker: a container cannot tell the lab what to do; type it in a terminal of the host or of a namespace\n";
sub ask {
    my $socket;
    # The program at the other end may be just starting.
    for (1 .. 100) {
        socket $socket, 1, 1, 0 or die "docker: $!\n";
        last if connect $socket, pack "S a108", 1, $path;
        close $socket;
        select undef, undef, undef, 0.05;
    }
    defined fileno $socket or die "docker: the lab does not answer at $path; restart the lab\n";
    my $request = pack "N/a*", join "\0", $ENV{LAB_TERMINAL} // "", (-t STDIN ? 1 : 0), @_;
    while (length $request) {
        my $sent = syswrite $socket, $request or die "docker: this is too long\n";
        substr $request, 0, $sent, "";
    }
    my $answer = "";
    1 while sysread $socket, $answer, 65536, length $answer;
    my ($code, %do) = 1;
    for ([unpack "(a N/a*)*", $answer]) {
        while (my ($kind, $text) = splice @$_, 0, 2) {
            if ($kind eq "o") { print STDOUT $text }
            elsif ($kind eq "e") { print STDERR $text }
            elsif ($kind eq "x") { $code = $text }
            else { $do{$kind} = [split /\0/, $text, -1] }
        }
    }
    return ($code, %do);
}
$| = 1;
my ($code, %do) = ask(@ARGV);
exit $code if !$do{r};
my @words = @{$do{r}};
sub run {
    open STDIN, "<", "/dev/null" if !$do{i};
    exec { $words[0] } @words or die "docker: $words[0]: $!\n";
}
run() if !$do{f};
my $child = fork // die "docker: $!\n";
run() if !$child;
# What is typed is for the program in front.
$SIG{$_} = "IGNORE" for qw(INT QUIT HUP TERM);
waitpid $child, 0;
$code = $? & 127 ? 128 + ($? & 127) : $? >> 8;
open STDOUT, ">", "/dev/null";
ask(@{$do{f}});
exit $code;
`;
