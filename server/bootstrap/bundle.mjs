// @ts-check
// node bundle.mjs FOLDER: writes FOLDER/client and FOLDER/server. A process of its own, so that the server's process
// does not carry the bundlers' memory.

import { join } from "node:path";
import { build as bundle } from "esbuild";
import { build as buildPage } from "vite";
import { root } from "./paths.mjs";

/** @param {string} folder @returns {import("esbuild").BuildOptions} */
export function serverBundle(folder) {
  return {
    absWorkingDir: root,
    entryPoints: { main: "server/main.ts", cli: "server/cli/main.ts" },
    outdir: join(folder, "server"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: "linked",
    keepNames: true,
    logLevel: "warning",
    // Finds its binary relative to its own folder in node_modules.
    external: ["libsql"],
    // CommonJS dependencies call require() for Node's own modules, and an ES module has none.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  };
}

/** @param {string} folder @returns {import("vite").InlineConfig} */
export function page(folder) {
  return {
    configFile: join(root, "client/vite.config.ts"),
    logLevel: "warn",
    build: { outDir: join(folder, "client"), emptyOutDir: true },
  };
}

const [folder] = process.argv.slice(2);
if (folder && process.argv[1] === import.meta.filename) {
  try {
    await Promise.all([bundle({ ...serverBundle(folder), logLevel: "silent" }), buildPage(page(folder))]);
  } catch (error) {
    // Both bundlers' messages name the file and the line; their own stacks help nobody.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
