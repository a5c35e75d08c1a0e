import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: folder("."),
  base: "/",
  cacheDir: folder("../.cache/vite"),
  plugins: [react()],
  build: {
    outDir: folder("../dist/client"),
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    // The page's Content-Security-Policy allows nothing inline, neither scripts nor data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
});
