import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// Browser tests talk to a host over HTTP; the shipped window talks to Tauri. A constant known when
// building, so that the other branch is dropped from the bundle.
const http = process.env.VITE_TRANSPORT === "http";

export default defineConfig({
  plugins: [svelte()],
  define: { __HTTP__: JSON.stringify(http) },
  // Relative, so that the page also opens from a folder of the test host.
  base: "./",
  clearScreen: false,
  server: {
    port: 5173,
    strictPort: true,
    proxy: { "/ipc": process.env.IPC_HOST ?? "http://127.0.0.1:4600" },
  },
  build: {
    // WebView2 and WebKitGTK of the oldest systems supported.
    target: ["chrome111", "safari16.4"],
    // Strict CSP: no data: fonts or images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
