# One LinuxBridge, COUNT hosts on it. Prints the seconds that building and stopping took, without Python's own start.
import sys
import time

from mininet.net import Mininet
from mininet.nodelib import LinuxBridge
from mininet.topo import SingleSwitchTopo

count = int(sys.argv[1])
begin = time.time()
net = Mininet(topo=SingleSwitchTopo(count), switch=LinuxBridge, controller=None)
net.start()
built = time.time()
answer = net.hosts[0].cmd("ping -q -c 1 -W 2 " + net.hosts[-1].IP())
checked = time.time()
net.stop()
end = time.time()
print("took", built - begin, end - checked, "reached" if "1 received" in answer else "not reached")
