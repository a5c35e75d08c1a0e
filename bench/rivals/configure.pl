# Reads "NAMESPACE ADDRESS/LENGTH" lines and, in each namespace, gives eth0 that address and sets it up: setns(2), two
# netlink requests in one datagram, no process started. usage: configure.pl REMAINDER MODULUS <members
use strict;
use warnings;

my ($remainder, $modulus) = @ARGV;
my ($setns, $clone_newnet) = (308, 0x40000000);    # x86_64
while (my $line = <STDIN>) {
    next if $. % $modulus != $remainder;
    chomp $line;
    my ($namespace, $address, $length) = split m{[ /]}, $line;
    open my $file, "<", "/run/netns/$namespace" or die "$namespace: $!";
    syscall($setns, fileno $file, $clone_newnet) == 0 or die "setns: $!";
    socket(my $inet,    2,  2, 0) or die "socket: $!";    # AF_INET, SOCK_DGRAM
    socket(my $netlink, 16, 3, 0) or die "socket: $!";    # AF_NETLINK, SOCK_RAW
    my $request = pack "a16 x24", "eth0";
    ioctl $inet, 0x8933, $request or die "eth0: $!";      # SIOCGIFINDEX
    my $index = unpack "x16 i", $request;
    my $ip    = pack "C4", split /\./, $address;
    # RTM_NEWADDR with IFA_LOCAL and IFA_ADDRESS, RTM_NEWLINK with IFF_UP; both ask for an acknowledgement.
    my $message = pack "L S S L L C C C C L S S a4 S S a4", 40, 20, 0x605, 1, 0, 2, $length, 0, 0, $index, 8, 2, $ip, 8, 1, $ip;
    $message .= pack "L S S L L C x S i L L", 32, 16, 5, 2, 0, 0, 0, $index, 1, 1;
    syswrite $netlink, $message or die "netlink: $!";
    for (1, 2) {
        sysread $netlink, my $answer, 4096;
        my $error = unpack "x16 l", $answer;
        die "$namespace: error $error" if $error != 0;
    }
}
