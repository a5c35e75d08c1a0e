import { expect, test } from "vitest";
import { parseProcesses } from "./processes.ts";

test("TERM-5 what is listed is what terminals carry and leave behind, not what carries them", () => {
  const text = `    1       0       0 4026532183 bwrap --unshare-all
      8       0       0 4026532183 vethlab-terminal
      9       8       9 4026532183 bash
     25       1       9 4026532183 sleep  1000
     26       9       9          - vethlab-terminal
     30       0       0 4026532200 vethlab-container
     31      30       0 4026532200 container-init
     32      31      32 4026532200 python3 -m http.server
     33      32      32 4026532200 sleep 5
     40       0       0 4026532183 ps -e
`;
  expect(parseProcesses(text)).toEqual([
    { pid: 25, inode: 4026532183, command: "sleep  1000" },
    { pid: 26, inode: null, command: "vethlab-terminal" },
  ]);
});
