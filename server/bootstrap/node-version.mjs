// @ts-check
// Kept to syntax an old Node can parse, so that an old Node gets to say what is wrong instead of a SyntaxError.

const oldest = [20, 19];

/** Ends the process with a plain sentence where Vethlab cannot run at all. */
export function requireNodeAndLinux() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `Vethlab needs Node ${oldest.join(".")} or newer; this is Node ${process.versions.node} (${process.execPath}).`,
    );
  }
  if (process.platform !== "linux") {
    fail(
      `Vethlab draws networks in the Linux kernel and this is ${process.platform}: start it in a Linux machine.`,
    );
  }
}

/** @param {string} reason @returns {never} */
function fail(reason) {
  console.error(reason);
  process.exit(1);
}
