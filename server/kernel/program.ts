import { execa } from "execa";

/** All that programs inside a lab get to know of the environment: the server's own may hold secrets. */
export const environment = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LANG: "C.UTF-8",
} as const;

/**
 * Starts a program of this machine that goes into a lab (setpriv, perl). Its working directory is one that
 * every user can enter: the child of a root server becomes somebody else. It has a session of its own: who takes it over
 * in the lab must not find the terminal that the server was started from behind /dev/tty.
 */
export const startProgram = execa({
  env: environment,
  extendEnv: false,
  cwd: "/",
  reject: false,
  detached: true,
});
