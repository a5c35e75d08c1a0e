import { createServer } from "node:http";

/** Placeholder: says where it listens and that it is there. */
export async function main(argv: string[]): Promise<void> {
  if (argv.includes("--help")) {
    process.stdout.write("Usage: npm start\n");
    return;
  }
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify({ ok: true }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
}
