import { syscallNumber } from "../syscalls.ts";

/**
 * etcd asks for the room of its log beforehand, 128 MB for each member (fallocate(2)); a lab's files are in memory, and bounded.
 * seccomp(2) answers that this file system cannot do that, which etcd is prepared for.
 */
export const etcd = String.raw`#!/usr/bin/perl
my $filter = join "", map { pack "S C C L", @$_ }
    [0x20, 0, 0, 0], [0x15, 0, 1, ${syscallNumber("fallocate")}], [0x06, 0, 0, 0x50000 | 95], [0x06, 0, 0, 0x7fff0000];
my $program = pack "S x![P] P", length($filter) / 8, $filter;
syscall(${syscallNumber("prctl")}, 22, 2, $program) == 0 or die "seccomp: $!\n";
my ($own) = $0 =~ m{(.*)/};
$ENV{PATH} =~ s{^\Q$own\E:}{};
exec { "etcd" } "etcd", @ARGV or die "etcd: $!\n";
`;

/**
 * The tutorials' words are those of etcd's version 2: its own, and those that both versions have, are that one's here, as they
 * were then. Whoever sets ETCDCTL_API decides for themselves.
 */
export const etcdctl = String.raw`#!/usr/bin/perl
my ($own) = $0 =~ m{(.*)/};
$ENV{PATH} =~ s{^\Q$own\E:}{};
my %is_newer = map { $_ => 1 } qw(alarm check compaction defrag del elect endpoint lease lock make-mirror move-leader put snapshot txn version);
$ENV{ETCDCTL_API} //= (grep { $is_newer{$_} } @ARGV) ? 3 : 2;
exec { "etcdctl" } "etcdctl", @ARGV or die "etcdctl: $!\n";
`;
