import { execa } from "execa";

/** All that programs inside a lab get to know of the environment: the server's own may hold secrets. */
const environment = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LANG: "C.UTF-8",
} as const;

/**
 * Starts a program of this machine that goes into a lab (bwrap, nsenter, setpriv). Its working directory is one that
 * every user can enter: the child of a root server becomes somebody else.
 */
export const startProgram = execa({ env: environment, extendEnv: false, cwd: "/", reject: false });
