/** AF_INET and AF_INET6 (linux/socket.h). */
export const family = { ipv4: 2, ipv6: 10 } as const;
export type Family = keyof typeof family;
