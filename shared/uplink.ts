/** What slirp4netns(1) has at the other side of an uplink, and what it expects here. */
export const uplinkAddress = "10.0.2.100/24";
export const uplinkGateway = "10.0.2.2";
