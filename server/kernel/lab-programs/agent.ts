/**
 * What the programs that keep hosts in step have in common: a store that all of them reach, and how a host is brought to what
 * stands there. Perl that the program itself goes on from. They speak to etcd as etcdctl does, in its version 2 (HTTP), without
 * starting a program for each word: every lease renewed wakes every host.
 */
export const agent = String.raw`#!/usr/bin/perl
use strict;
use warnings;
use IO::Socket::INET;
use IO::Select;
$| = 1;
$SIG{PIPE} = "IGNORE";
# What is stored with a lease goes when nobody has renewed it for so many seconds.
my ($lease, $renewal) = (15, 4);
my ($store, $patience) = ("127.0.0.1:2379", 3);
my ($renewed, $started) = (0, time);

# What etcd answers; nothing where a key is not as it would have to be, or the store not there.
sub ask {
    my ($method, $key, $seconds, %words) = @_;
    my $words = join "&", map { my $word = $words{$_}; $word =~ s/([^\w.~-])/sprintf "%%%02X", ord $1/ge; "$_=$word" } sort keys %words;
    my $socket = IO::Socket::INET->new(PeerAddr => $store, Timeout => $patience) // return;
    print {$socket} "$method /v2/keys$key?$words HTTP/1.0\r\n\r\n";
    my ($ready, $answer) = (IO::Select->new($socket), "");
    while ($ready->can_read($seconds)) {
        sysread($socket, $answer, 65536, length $answer) and next;
        my ($head, $body) = split /\r\n\r\n/, $answer, 2;
        return $head =~ /^\S+ 2/ ? $body : undef;
    }
    return;
}
# Keys and their values, of a folder or of a key itself.
sub entries {
    my $answer = ask("GET", shift, $patience, recursive => "true") // return;
    my %found = $answer =~ /"key":"([^"]+)","value":"((?:[^"\\]|\\.)*)"/g;
    s/\\(.)/$1/g for values %found;
    return \%found;
}
sub value_of { my ($key) = @_; my $found = entries($key) // return; return $$found{$key} }
# Only where there is none.
sub make { my ($key, $value, @more) = @_; return defined ask("PUT", $key, $patience, value => $value, prevExist => "false", @more) }
sub put { my ($key, $value) = @_; return defined ask("PUT", $key, $patience, value => $value, ttl => $lease) }
# Only while it has this value; nobody who watches is told.
sub renew { my ($key, $value) = @_; return defined ask("PUT", $key, $patience, prevValue => $value, refresh => "true", ttl => $lease) }
# The first of these keys that is free, or whose value has the same in this field already. Two that ask at once do not get the same.
sub take {
    my ($value, $by, @keys) = @_;
    for my $key (@keys) {
        return $key if make($key, $value, ttl => $lease);
        my $held = value_of($key) // return;
        next if (field($by, $held) // "") ne field($by, $value);
        return put($key, $value) ? $key : undef;
    }
    print "nothing is free\n";
    return;
}
# Until something changes there, or a lease is to be renewed.
sub wait_for_news { defined ask("GET", shift, $renewal, recursive => "true", wait => "true") or select undef, undef, undef, 0.5 }
# A word or a number of a JSON object; its name stands only once in it.
sub field { my ($name, $json) = @_; return $json =~ /"$name"\s*:\s*"?([^",}\s]+)/ ? $1 : undef }
sub is_due { return time - $renewed >= $renewal }
# Whoever had a lease before a restart has the time of one to come back.
sub is_known_to_be_gone { return time - $started >= $lease }

sub number { my ($address) = @_; return unpack "N", pack "C4", split /[.\/]/, $address }
sub dotted { return join ".", unpack "C4", pack "N", shift }
sub output_of { open my $output, "-|", @_ or return ""; return join "", <$output> }
sub addresses { return output_of("ip", "-4", "-o", "address", "show", "dev", shift) =~ /inet (\S+)/g }
sub is_there { return -e "/sys/class/net/$_[0]" }
# Says what it does; each change is a command that can be typed.
sub run { print "+ @_\n"; return system(@_) == 0 }
sub set_up { my ($name) = @_; output_of("ip", "link", "show", "dev", $name, "up") or run(qw(ip link set dev), $name, "up") }
# This address and no other.
sub give {
    my ($name, $address) = @_;
    my @others = grep { $_ ne $address } my @here = addresses($name);
    run(qw(ip address delete), $_, "dev", $name) for @others;
    run(qw(ip address add), $address, "dev", $name) if @others == @here;
    set_up($name);
}
# Makes what is here what is wanted: words of a command in each, without its verb.
sub bring {
    my ($wanted, $here, $command, $add) = @_;
    my %wanted = map { $_ => 1 } @$wanted;
    my %here = map { $_ => 1 } @$here;
    run(@$command, $add, split / /) for grep { !$here{$_} } @$wanted;
    is_known_to_be_gone() or return;
    run(@$command, "delete", split / /) for grep { !$wanted{$_} } @$here;
}
# A tunnel sends what it knows no better way for to all of these.
sub send_to {
    my ($tunnel, @hosts) = @_;
    my $all = "00:00:00:00:00:00";
    my @here = output_of("bridge", "fdb", "show", "dev", $tunnel) =~ /^$all dst (\S+)/gm;
    bring([map { "$all dev $tunnel dst $_" } @hosts], [map { "$all dev $tunnel dst $_" } @here], ["bridge", "fdb"], "append");
}
`;
