import { arch } from "node:process";

/** What Perl knows only by number, and what seccomp(2) calls the processor (AUDIT_ARCH_* of linux/audit.h). */
interface Numbers {
  readonly setns: number;
  readonly unshare: number;
  readonly recvmsg: number;
  readonly prctl: number;
  readonly prlimit64: number;
  /** The last of the three of keyrings; add_key and request_key come right before it. */
  readonly keyctl: number;
  readonly setgroups: number;
  readonly fallocate: number;
  readonly auditArch: number;
}

/** asm/unistd.h; the newer processors share one list. */
const newer = {
  setns: 268,
  unshare: 97,
  recvmsg: 212,
  prctl: 167,
  prlimit64: 261,
  keyctl: 219,
  setgroups: 159,
  fallocate: 47,
};

const numbers: Readonly<Record<string, Numbers>> = {
  x64: {
    setns: 308,
    unshare: 272,
    recvmsg: 47,
    prctl: 157,
    prlimit64: 302,
    keyctl: 250,
    setgroups: 116,
    fallocate: 285,
    auditArch: 0xc000003e,
  },
  ia32: {
    setns: 346,
    unshare: 310,
    recvmsg: 372,
    prctl: 172,
    prlimit64: 340,
    keyctl: 288,
    setgroups: 206,
    fallocate: 324,
    auditArch: 0x40000003,
  },
  arm: {
    setns: 375,
    unshare: 337,
    recvmsg: 297,
    prctl: 172,
    prlimit64: 369,
    keyctl: 311,
    setgroups: 206,
    fallocate: 352,
    auditArch: 0x40000028,
  },
  arm64: { ...newer, auditArch: 0xc00000b7 },
  loong64: { ...newer, auditArch: 0xc0000102 },
  riscv64: { ...newer, auditArch: 0xc00000f3 },
  ppc64: {
    setns: 350,
    unshare: 282,
    recvmsg: 342,
    prctl: 171,
    prlimit64: 325,
    keyctl: 271,
    setgroups: 81,
    fallocate: 309,
    auditArch: 0xc0000015,
  },
};

/** @throws on a processor whose numbers nobody has looked up yet */
export function syscallNumber(name: keyof Numbers): string {
  const known = numbers[arch];
  if (known === undefined) throw new Error(`the system calls of this processor (${arch}) are not known`);
  return String(known[name]);
}
