import { defineConfig } from "@playwright/test";

const CHROMIUM = [
  // CI runs as root, where Chromium's own sandbox does not start; it only ever opens our pages.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-sync",
  "--no-first-run",
];

/** The pages in a browser of known size, place and time zone. */
const BROWSER = {
  locale: "vi-VN",
  timezoneId: "Asia/Ho_Chi_Minh",
  viewport: { width: 1366, height: 768 },
  // Motion says nothing the tests wait for.
  contextOptions: { reducedMotion: "reduce" },
  screenshot: "only-on-failure",
  launchOptions: { executablePath: "/usr/bin/chromium", args: CHROMIUM },
} as const;

export default defineConfig({
  outputDir: "test-results",
  reporter: [["list"]],
  forbidOnly: true,
  // A test that passes only at the second attempt has found something.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: [
    {
      name: "browser",
      testDir: "browser",
      use: BROWSER,
    },
    {
      // Says how long things take; a busy machine makes no test fail.
      name: "measure",
      testDir: "measure",
      testIgnore: "window.spec.ts",
      use: BROWSER,
    },
    {
      // The same of the real window, and of an empty one beside it.
      name: "measure-window",
      testDir: "measure",
      testMatch: "window.spec.ts",
      workers: 1,
    },
    {
      // Takes the pictures of the guide anew; no test of anything.
      name: "pictures",
      testDir: "pictures",
      use: BROWSER,
    },
    {
      name: "window",
      testDir: "window",
      // Compiling is done; what takes long is WebKit's first start on a cold machine.
      timeout: 120_000,
      // A second program at the same time would hand over to the first: there is one for each person logged on.
      workers: 1,
    },
  ],
});
