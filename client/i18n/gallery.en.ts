import type { GalleryGroup, GalleryId } from "../../shared/gallery/index.ts";

interface EntryWords {
  readonly title: string;
  readonly text: string;
  readonly look: string;
}

export const galleryEn = {
  gallery: {
    title: "Gallery",
    lead: "Networks to begin with. Each becomes a lab of your own: take it apart.",
    more: "More networks to begin with, in the gallery",
    wrong: "Something is wrong: find it",
    missing: "This machine’s kernel lacks: {{features}}",
    missingPrograms: "This machine lacks programs that it needs: {{command}}",
    look: "What to look at",
    settingUp: "Its programs have not set everything up yet.",
    putAway: "Put away",
    groups: {
      firstSteps: "First steps",
      bridges: "Bridges",
      routing: "Routers",
      nat: "Firewall and NAT",
      containers: "Containers",
      overlays: "Several hosts, one network",
      stores: "Hosts that share a store",
    } satisfies Record<GalleryGroup, string>,
    loopback: {
      title: "lo is born down",
      text: "Two namespaces, each alone. In ns1 even a ping to itself fails; in ns2 it answers.",
      look: "Ping 127.0.0.1 from both. Then click lo in ns1, or type “ip link set dev lo up” in its terminal, and ping again. “readlink /proc/$$/ns/net” tells another number in each: another stack.",
    },
    cable: {
      title: "A cable between two",
      text: "One veth pair, an end in each namespace. The route to the other side comes with the address.",
      look: "Ping ns2 from ns1, then set one end down: both ends lose their carrier. “ip route” shows what the kernel added by itself.",
    },
    "address-lost": {
      title: "An address set before the move",
      text: "Somebody gave veth-ns2 its address in the host and moved it then. The move dropped it.",
      look: "The ping from ns1 gets no answer: nobody is 192.168.1.2. Give veth-ns2 that address, now that it is where it belongs.",
    },
    bridge: {
      title: "A bridge joins three",
      text: "br0 is a switch in the host, each namespace has a cable to it. All are in one subnet.",
      look: "Ping any from any. The bridge learns who is behind which port; “bridge fdb show” in the host tells what it knows. A fourth, typed in the host: “ip netns add net3; ip link add veth3 type veth peer name eth0 netns net3; ip link set veth3 master br0 up; ip -n net3 address add 10.220.1.4/24 dev eth0; ip -n net3 link set eth0 up”.",
    },
    "wrong-subnet": {
      title: "A wrong subnet",
      text: "The same three, but net0 has 10.0.1.1/24 while the others are in 10.220.1.0/24. It cannot reach them.",
      look: "Ping net2 from net0 and read the kernel’s reason. Then change net0’s address to 10.220.1.1/24.",
    },
    gateway: {
      title: "The bridge has an address",
      text: "With an address br0 is also an interface of the host, as docker0 is. Host and namespaces reach each other.",
      look: "Ping 10.220.1.254 from a namespace, and a namespace from the host. The host has a route to their subnet now.",
    },
    "bridge-firewall": {
      title: "A firewall on the bridge",
      text: "All is wired right, and nothing answers. What the bridge carries passes the host’s firewall, which drops what it forwards.",
      look: "Two repairs, either is enough: accept in the forward chain of the host’s firewall, or switch “bridge-nf-call-iptables” off at br0.",
    },
    star: {
      title: "A star of fifty",
      text: "Fifty namespaces on one bridge. Large enough to see what broadcasts cost, small enough for one screen.",
      look: "Open the Commands tab to see what building it took. Ping across it, then set some ports down.",
    },
    router: {
      title: "A router between two networks",
      text: "Client and server are in different subnets. The router has a leg in each and passes packets on.",
      look: "Ping the server from the client: the TTL is one less. Client and server each need a default route, and the router forwarding.",
    },
    "forwarding-off": {
      title: "A router that does not forward",
      text: "The same network, but forwarding is off, as the kernel has it by default. Packets end in the router.",
      look: "The client reaches 10.2.0.1, the router’s far leg, but not the server behind. Switch IPv4 forwarding on in the router.",
    },
    "missing-route": {
      title: "No way back",
      text: "Requests arrive, answers do not: r2 does not know where the client’s network is.",
      look: "Run tcpdump in the server while you ping it from the client. Then give r2 a route to 10.1.0.0/24 by 10.12.0.1.",
    },
    "static-routes": {
      title: "Containers of two hosts, by routes",
      text: "Each host has a subnet of its own for its boxes, and a route to the other’s. Nothing is wrapped, nothing hidden.",
      look: "Ping box2 from box1 and watch the packets on the wire: they carry the boxes’ own addresses. Every new host means a route on all others.",
    },
    ring: {
      title: "A ring of five routers",
      text: "Every router knows the shorter way round to each of the others’ networks. The routes are static.",
      look: "Traceroute from pc1 to 10.3.0.2. Cut the link between r1 and r2: nobody looks for another way.",
    },
    "leaf-spine": {
      title: "Leaf and spine",
      text: "Three leaves, two spines, a cable between each of these and each of those: what data centres are built of.",
      look: "Traceroute between the clients: two hops in the middle, always. Which spine is taken depends on the network it goes to.",
    },
    lines: {
      title: "Good and bad lines",
      text: "Four homes reach one server. One line is slow upwards, one loses packets now and then, one loses all that comes back.",
      look: "Ping the server from each home. Then ping it from dsl with 1400 bytes, ten times a second, and see the time grow. Choose a line and press Q to make it better or worse.",
    },
    "way-out": {
      title: "A way out, by masquerade",
      text: "The gateway lets what comes from inside look as if it were its own. The server outside needs no way back.",
      look: "Ping outside from inside with tcpdump running outside: it sees 198.51.100.1. The rule’s counter rises with each new connection.",
    },
    "no-masquerade": {
      title: "A way out, but no masquerade",
      text: "Packets leave with their private address. Outside nobody knows where to send the answer.",
      look: "tcpdump outside shows requests from 172.17.0.2, and no answer. Add masquerade for what leaves by wan in the gateway’s firewall.",
    },
    "policy-routing": {
      title: "Two providers, by source",
      text: "An office with a line to each of two providers, which let nothing in from foreign addresses. Two rules and two tables send each answer out by the line it belongs to.",
      look: "Ping 203.0.113.2 from the server, and look at the routing rules of the office. Remove rule 200: the answer leaves by the first provider, and is dropped there.",
    },
    "answer-by-the-other-way": {
      title: "The answer comes by the other way",
      text: "The server answers by the second provider. The office checks sources strictly (rp_filter 1) and drops, without a word, what it would not answer by the same line.",
      look: "tcpdump on wan2 of the office shows answers that ping never gets. Set rp_filter to 2 for all in the office’s inspector: the ping answers.",
    },
    "two-providers": {
      title: "Two providers with NAT",
      text: "Four homes, two providers, one exchange. Homes of different providers have the same private addresses.",
      look: "home11 reaches the other provider at 203.0.113.10, but no home behind it: there is nothing to address it by.",
    },
    "container-names": {
      title: "A network with names",
      text: "box1 and box2 are on my-bridge, where containers find each other by name. box3 is on docker0: to them its name is a bad address, and theirs are to it.",
      look: "In a terminal in the container box1 type “ping box2”, then “ping box3”. “docker network inspect my-bridge” in the host lists the members. “docker network connect my-bridge box3” gives box3 a second interface; now all know each other’s names.",
    },
    "container-modes": {
      title: "The four modes of a container",
      text: "box1 is on a bridge and box2 uses box1’s stack, box3 has only lo, box4 uses the host’s stack. Each has files and processes of its own.",
      look: "“ip address” in a terminal in each: box2 has what box1 has, box4 what the host has. “curl 127.0.0.1” in box2 reaches box1’s web server. Stop box1: box2 ends with it.",
    },
    "container-link": {
      title: "A link, one way",
      text: "box2 has a link to box1, and so knows its name. box1 does not know box2’s.",
      look: "In a terminal in the container box2 “ping box1” answers and “cat /etc/hosts” tells why. In box1 “ping box2” does not; “ping 172.17.0.3” does.",
    },
    "container-by-hand": {
      title: "A container to wire by hand",
      text: "box2 was started with --net=none: it has only lo. Do what Docker does: make a pair, put one end on the bridge and one into the container.",
      look: "Type in the host: “ip link add A type veth peer name B; ip link set A master docker0 up; ip link set B netns box2 name eth0; ip -n box2 address add 172.17.42.99/16 dev eth0; ip -n box2 link set eth0 up; ip -n box2 route add default via 172.17.42.1”. box1 answers to box2 now. Then stop box2: eth0 goes with it, and A leaves the bridge.",
    },
    "published-port": {
      title: "A published port",
      text: "Port 8080 of the host leads to box1’s port 80. From outside nobody reaches box1 by its own address.",
      look: "“curl 203.0.113.1:8080” in internet gets box1’s page, “curl 172.17.0.2” there does not. The rule stands in the host’s firewall and counts; stop box1, and it is gone.",
    },
    "bridged-hosts": {
      title: "Containers of two hosts, by bridging",
      text: "Each host’s eth0 is a port of its bridge. So the boxes of both are on one Ethernet, the one that joins the hosts.",
      look: "Ping box2 from box1: the frames cross the wire as they are. “bridge fdb show br br0” in host1 knows box2 behind eth0. The hosts themselves have no address left on eth0.",
    },
    macvlan: {
      title: "macvlan: more addresses on one link",
      text: "Two boxes have addresses of their own on the network of one link, without a bridge.",
      look: "Ping box2 from box1, and lan from both. In lan “ip neigh” shows two MAC addresses behind one cable.",
    },
    "macvlan-private": {
      title: "macvlan, private",
      text: "The same, in private mode: the boxes reach lan, but not each other.",
      look: "Ping box2 from box1 in vain, lan with success. Change the mode to bridge at one of them, then at both.",
    },
    overlay: {
      title: "One Ethernet across two hosts",
      text: "VXLAN carries the frames of br0 in UDP to the other host. To the boxes it is one switch.",
      look: "Ping box2 from box1 with tcpdump on the wire: UDP port 4789, with the frame inside. That is why the MTU is 1450.",
    },
    flannel: {
      title: "Three hosts, as flannel joins them",
      text: "Each host has a subnet for its boxes. Routes lead to the others’, through one VXLAN.",
      look: "“ip route” and “bridge fdb show dev flannel.1” in host1 tell all there is to it: a route per host, an entry per host.",
    },
    "etcd-cluster": {
      title: "etcd, a store of three hosts",
      text: "A member of etcd runs in each host. They choose a leader and keep the same keys; two of three are enough.",
      look: "They need some seconds to find each other. Then type “etcdctl cluster-health” in a host’s terminal, or “etcdctl mk /hello world” in one and “etcdctl get /hello” in another. Stop one member and ask again; stop a second, and nothing can be written.",
    },
    "overlay-etcd": {
      title: "An overlay network from etcd",
      text: "my-overlay stands in the store, with its VXLAN number and who has which address. An agent in each host makes of it a bridge and a tunnel.",
      look: "It takes some seconds until it is set up; the output of each container tells how far it is. In a terminal in the container box1 type “ping box2”. “overlay create second 10.0.1.0/24” in one host’s terminal makes a network that appears in the other. “etcdctl ls --recursive /overlay” shows all there is.",
    },
    "flannel-vxlan": {
      title: "flannel: subnets from etcd, VXLAN",
      text: "An agent in each host takes a subnet of 172.18.0.0/16 from the store for its bridge, and keeps routes to the others through one VXLAN.",
      look: "Watch it being set up: first the store, then the agents, which takes some seconds; what each agent does is in its container’s output. “etcdctl ls /network/subnets” shows who has what. Stop an agent: 15 seconds later its subnet is free, and the others drop their routes to it.",
    },
    "flannel-host-gw": {
      title: "flannel: subnets from etcd, plain routes",
      text: "The same agents with the backend host-gw: the other hosts themselves are the gateways, and nothing is wrapped.",
      look: "“ip route” in host1, when its agent has finished after some seconds: each subnet by the host that has it. “etcdctl get /network/config” tells the agents so. On the wire packets carry the boxes’ own addresses.",
    },
  } satisfies Readonly<Record<GalleryId, EntryWords>> & Readonly<Record<string, unknown>>,
} as const;
