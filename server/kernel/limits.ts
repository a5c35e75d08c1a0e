const mebibyte = 1024 * 1024;

/** What a lab may take of the machine it runs on, all of it in one place; docs/decisions/0011-walls.md says why. */
export const limits = {
  /** Of a lab, whoever started them. What the server itself starts there still finds room when people have used theirs. */
  processes: { people: 1024, all: 1536 },
  /** Open in one process. */
  files: 1024,
  /** What one process may ask for (RLIMIT_DATA): the kernel refuses more. */
  processMemory: 1024 * mebibyte,
  /** Of all processes and files of a lab together; above it the largest is ended (server/memory-watch.ts). */
  memory: 2048 * mebibyte,
  /** Files of a lab are in memory: all but those of /dev, where shared memory is. */
  disk: { bytes: 512 * mebibyte, files: 100_000 },
  sharedMemory: { bytes: 128 * mebibyte, files: 10_000 },
  /** Namespaces are the kernel's own memory, which no other bound counts. */
  networkNamespaces: 2000,
} as const;
