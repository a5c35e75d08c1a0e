import { agent } from "./agent.ts";

/**
 * A network of containers on several hosts, as Docker's driver `overlay` has it: its name, its VXLAN number and who has which
 * address stand in a store that all hosts reach. An agent on each host makes a bridge and a tunnel for each network there is;
 * a box takes an address for itself, and tells the host which of its ports is to be plugged in.
 */
export const overlay = String.raw`${agent}
my ($verb, @words) = @ARGV;
my ($networks, $numbers, $hosts, $members) = map { "/overlay/$_" } qw(networks numbers hosts members);
my %verbs = (create => \&create, agent => \&agent, join => \&join_network);
@words && $verbs{$verb} or die <<'END';
Usage: overlay create NETWORK [SUBNET]             a new network, on all hosts; without SUBNET 10.0.0.0/24
       overlay agent INTERFACE [NETWORK [SUBNET]]  on each host: the networks there are, and this one
       overlay join NETWORK [INTERFACE]            in a box: an address for its interface, eth0, and the others' names
END
$verbs{$verb}(@words);

sub create {
    my ($name, $subnet) = @_;
    defined value_of("$networks/$name") and die "there is a network $name already\n";
    my $number = 256;
    while (!make("$numbers/$number", $name)) {
        defined value_of("$numbers/$number") or die "the store does not answer\n";
        $number++;
    }
    $subnet //= "10.0.0.0/24";
    return if make("$networks/$name", qq({"Subnet":"$subnet","VNI":$number}));
    # Another host was first.
    ask("DELETE", "$numbers/$number", $patience);
}

sub agent {
    my ($interface, $name, $subnet) = @_;
    my ($public) = map { s{/.*}{}r } addresses($interface);
    while (1) {
        if (is_due()) {
            renew("$hosts/$public", $public) || put("$hosts/$public", $public) or do { sleep 1; next };
            $renewed = time;
        }
        my $all = entries("/overlay") // do { sleep 1; next };
        defined $name && !defined $$all{"$networks/$name"} and eval { create($name, $subnet); 1 } and next;
        my @others = grep { $_ ne $public } in_folder($all, $hosts);
        my @here = in_folder($all, $networks);
        set_up_network($all, $_, $interface, $public, @others) for @here;
        remove_all_but(@here) if is_known_to_be_gone();
        wait_for_news("/overlay");
    }
}
sub in_folder { my ($all, $folder) = @_; return map { m{^\Q$folder\E/(.*)} } sort keys %$all }
sub set_up_network {
    my ($all, $name, $interface, $public, @others) = @_;
    my $number = field("VNI", $$all{"$networks/$name"}) // return;
    my $tunnel = "vxlan$number";
    is_there($name) or run(qw(ip link add), $name, qw(type bridge));
    set_up($name);
    is_there($tunnel) or run(qw(ip link add), $tunnel, qw(type vxlan id), $number, "dev", $interface, "local", $public, qw(dstport 4789));
    plug($tunnel, $name);
    send_to($tunnel, @others);
    my %own = map { $_ => 1 } output_of(qw(ip -4 -o address)) =~ m{inet ([^/]+)}g;
    for my $told (map { $$all{"$members/$name/$_"} } in_folder($all, "$members/$name")) {
        next if !$own{field("Host", $told)};
        my ($port) = output_of(qw(ip -o link)) =~ /^\Q@{[field("Port", $told)]}\E: ([^:@]+)/m;
        plug($port, $name) if defined $port;
    }
}
sub plug {
    my ($port, $bridge) = @_;
    -e "/sys/class/net/$bridge/brif/$port" or run(qw(ip link set dev), $port, "master", $bridge);
    set_up($port);
}
# Of the networks that agents have made, which a tunnel on a bridge tells.
sub remove_all_but {
    my %kept = map { $_ => 1 } @_;
    for my $tunnel (map { s{.*/}{}r } glob "/sys/class/net/vxlan*") {
        my $bridge = (readlink "/sys/class/net/$tunnel/master" // next) =~ s{.*/}{}r;
        run(qw(ip link delete), $_) for $kept{$bridge} ? () : ($tunnel, $bridge);
    }
}

sub join_network {
    my ($name, $interface) = @_;
    $interface //= "eth0";
    my ($gateway) = output_of(qw(ip -4 route show default)) =~ /via (\S+)/ or die "there is no way to a host: no default route\n";
    $store = "$gateway:2379";
    chomp(my $own = output_of("hostname"));
    chomp(my $port = output_of("cat", "/sys/class/net/$interface/iflink"));
    my $value = qq({"Name":"$own","Host":"$gateway","Port":$port});
    print "waiting for the network $name\n";
    my ($network, $key);
    sleep 1 until defined($network = value_of("$networks/$name"));
    my ($first, $bits) = field("Subnet", $network) =~ m{(\S+)/(\d+)};
    while (1) {
        if (is_due()) {
            my @all = map { dotted(number($first) + $_) } 2 .. (1 << 32 - $bits) - 2;
            my @candidates = map { "$members/$name/$_" } (map { s{/.*}{}r } addresses($interface)), @all;
            defined $key && renew($key, $value) or $key = take($value, "Name", @candidates) // do { sleep 1; next };
            $renewed = time;
        }
        give($interface, ($key =~ s{.*/}{}r) . "/$bits");
        tell_names($name);
        wait_for_news("$members/$name");
    }
}
# In /etc/hosts, behind what others have written there.
sub tell_names {
    my ($network) = @_;
    my $all = entries("$members/$network") // return;
    my @told = map { "$_ " . field("Name", $$all{"$members/$network/$_"}) . " # $network\n" } in_folder($all, "$members/$network");
    open my $file, "+<", "/etc/hosts" or return;
    my $before = join "", <$file>;
    my $after = join "", grep({ !/# \Q$network\E$/ } $before =~ /.*\n/g), @told;
    return if $after eq $before;
    seek $file, 0, 0;
    print {$file} $after;
    truncate $file, length $after;
}
`;
