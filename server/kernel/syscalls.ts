import { arch } from "node:process";

/** What Perl knows only by number (asm/unistd.h; the newer processors share one list). */
const numbers: Readonly<Record<string, { readonly setns: number; readonly recvmsg: number }>> = {
  x64: { setns: 308, recvmsg: 47 },
  ia32: { setns: 346, recvmsg: 372 },
  arm: { setns: 375, recvmsg: 297 },
  arm64: { setns: 268, recvmsg: 212 },
  loong64: { setns: 268, recvmsg: 212 },
  riscv64: { setns: 268, recvmsg: 212 },
  ppc64: { setns: 350, recvmsg: 342 },
};

/** @throws on a processor whose numbers nobody has looked up yet */
export function syscallNumber(name: "setns" | "recvmsg"): string {
  const known = numbers[arch];
  if (known === undefined) throw new Error(`the system calls of this processor (${arch}) are not known`);
  return String(known[name]);
}
