import { agent } from "./agent.ts";

/**
 * What flanneld does on a host, and Docker with what flanneld tells it: takes a subnet for the host's bridge, one that no other
 * host has, and keeps a way to each of the others'. It looks before it does: started again, and where all is as it is to be,
 * it changes nothing.
 */
export const flannelAgent = String.raw`${agent}
my ($interface, $bridge, $given) = @ARGV;
defined $bridge or die <<'END';
Usage: flannel-agent INTERFACE BRIDGE [CONFIG]
  INTERFACE  by which the hosts reach each other
  BRIDGE     where this host's containers are: it gets the first address of the host's subnet
  CONFIG     for /network/config where nothing is there:
             {"Network":"172.18.0.0/16","Backend":{"Type":"vxlan"}}, with SubnetLen, SubnetMin and SubnetMax as you like;
             the other type is host-gw
END
my ($folder, $tunnel) = ("/network/subnets", "flannel.1");

print "waiting for /network/config\n";
my $config;
until (defined($config = value_of("/network/config"))) {
    defined $given && make("/network/config", $given) or sleep 1;
}
print "$config\n";
my $network = field("Network", $config) // die "no Network in it\n";
my $length = field("SubnetLen", $config) // 24;
my $backend = field("Type", $config) // "vxlan";
my $size = 1 << 32 - $length;
my ($first, $bits) = (number($network), $network =~ m{/(\d+)});
my $min = number(field("SubnetMin", $config) // dotted($first + $size));
my $max = number(field("SubnetMax", $config) // dotted($first + (1 << 32 - $bits) - $size));
my ($public) = map { s{/.*}{}r } addresses($interface);
my $value = qq({"PublicIP":"$public","BackendType":"$backend"});
my ($subnet, $key);

sub key_of { return "$folder/" . dotted(shift) . "-$length" }
# In this order: the one that the bridge has, the one with the host's own number, all others.
sub candidates {
    my $own = $first + (number($public) & 255) * $size;
    my @all = map { $min + $_ * $size } 0 .. ($max - $min) / $size;
    return grep { $_ >= $min && $_ <= $max } (map { number($_) & -$size } addresses($bridge)), $own, @all;
}
sub hold {
    return 1 if defined $key && renew($key, $value);
    $key = take($value, "PublicIP", map { key_of($_) } candidates()) // return;
    $key =~ m{([\d.]+)-} and $subnet = number($1);
    print "this host's subnet is ", dotted($subnet), "/$length\n";
    return 1;
}

sub set_up_host {
    give($bridge, dotted($subnet + 1) . "/$length");
    if ($backend eq "vxlan") {
        is_there($tunnel) or run(qw(ip link add), $tunnel, qw(type vxlan id 1 dev), $interface, "local", $public, qw(dstport 8472));
        give($tunnel, dotted($subnet) . "/$bits");
    } elsif (is_there($tunnel)) {
        run(qw(ip link delete), $tunnel);
    }
}
sub follow_others {
    my $leases = entries($folder) // return;
    my %others;
    for my $other (grep { $_ ne $key } keys %$leases) {
        $others{"$1/$2"} = field("PublicIP", $$leases{$other}) if $other =~ m{([\d.]+)-(\d+)$};
    }
    my @subnets = sort keys %others;
    my @ways = map { $backend eq "vxlan" ? "$_ via " . s{/.*}{}r . " dev $tunnel" : "$_ via $others{$_} dev $interface" } @subnets;
    my @here = grep { / via / } map { s/ +$//r } split /\n/, output_of("ip", "-4", "route", "show", "root", $network);
    bring(\@ways, \@here, ["ip", "route"], "replace");
    send_to($tunnel, map { $others{$_} } @subnets) if $backend eq "vxlan";
}

while (1) {
    if (is_due()) {
        hold() or do { sleep 1; next };
        $renewed = time;
    }
    set_up_host();
    follow_others();
    wait_for_news($folder);
}
`;
