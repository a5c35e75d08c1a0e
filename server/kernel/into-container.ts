/** The words that run what follows them in a container: all its namespaces, and its home. */
export function intoContainer(pid: number): string[] {
  const spaces = ["--mount", "--uts", "--ipc", "--net", "--pid"];
  return ["nsenter", "--target", String(pid), ...spaces, "--", "sh", "-ec", 'cd; exec "$@"', "sh"];
}
