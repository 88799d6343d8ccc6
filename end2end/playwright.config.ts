import { defineConfig, devices } from '@playwright/test';

const chromium = {
  executablePath: process.env.LINLI_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
};
const phone = { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } };
const desktop = { viewport: { width: 1280, height: 800 } };

// Every spec runs hydrated and with JavaScript off, on a phone and on a desktop.
// `*.hydrate.spec.ts` needs the script; `pictures` only takes the pictures of the README.
export default defineConfig({
  testDir: 'tests',
  outputDir: 'results',
  timeout: 240_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 1,
  retries: 0,
  reporter: [['list']],
  use: {
    baseURL: process.env.LINLI_URL ?? 'http://127.0.0.1:3000',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    launchOptions: chromium,
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'phone', use: phone, testIgnore: /pictures/ },
    { name: 'phone-no-js', use: { ...phone, javaScriptEnabled: false }, testIgnore: /pictures|hydrate/ },
    { name: 'desktop', use: desktop, testIgnore: /pictures/ },
    { name: 'desktop-no-js', use: { ...desktop, javaScriptEnabled: false }, testIgnore: /pictures|hydrate/ },
    { name: 'pictures', use: phone, testMatch: /pictures/ },
  ].filter((project) => (project.name === 'pictures') === Boolean(process.env.LINLI_PICTURES)),
});
