# As configure.pl, but starts `ip -batch` in each namespace: setns(2) without the mounts that `ip -n` makes.
use strict;
use warnings;

my ($remainder, $modulus) = @ARGV;
my ($setns, $clone_newnet) = (308, 0x40000000);    # x86_64
while (my $line = <STDIN>) {
    next if $. % $modulus != $remainder;
    chomp $line;
    my ($namespace, $address) = split / /, $line;
    open my $file, "<", "/run/netns/$namespace" or die "$namespace: $!";
    pipe my $read, my $write or die "pipe: $!";
    my $child = fork;
    if ($child == 0) {
        syscall($setns, fileno $file, $clone_newnet) == 0 or die "setns: $!";
        close $write;
        open STDIN, "<&", $read;
        exec "ip", "-batch", "-";
    }
    close $read;
    print $write "address add $address dev eth0\nlink set dev eth0 up\n";
    close $write;
    waitpid $child, 0;
    die "$namespace: ip failed" if $? != 0;
}
