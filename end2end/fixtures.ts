// What every spec needs: the demo accounts, the codes that were "sent", and people to act as.
import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export type Account = {
  phone: string; name: string; roles: string[]; area: string;
  password?: string | null; totp_secret?: string | null; note: string;
};

export const accounts: Account[] = JSON.parse(readFileSync(process.env.LINLI_ACCOUNTS!, 'utf8'));
export const staff = (role: string, nth = 0) => accounts.filter((it) => it.roles.includes(role))[nth];

/** The last code that went to a phone. */
export function codeFor(phone: string): string | undefined {
  const lines = readFileSync(process.env.LINLI_SMS_FILE!, { encoding: 'utf8', flag: 'a+' }).trim().split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line)).filter((it) => it.to === phone).at(-1)?.code;
}

export async function waitForCode(phone: string, not?: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const code = codeFor(phone);
    if (code && code !== not) return code;
    await new Promise((go) => setTimeout(go, 100));
  }
  throw new Error(`no code for ${phone.slice(-4)}`);
}

/** RFC 6238, thirty seconds, six digits. */
export function totp(secret: string, at = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/=+$/, '')].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac[mac.length - 1] & 15;
  return ((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}

/** A phone number nobody has used in this run. */
let next = Math.floor(Math.random() * 900_000) + 100_000;
export const freshPhone = () => `13800${(next++).toString().padStart(6, '0')}`;

// Kept in a file: each project of a run has a process of its own.
const stepsFile = `${process.env.LINLI_ACCOUNTS!}.steps`;
const usedSteps = (): Record<string, number> => (existsSync(stepsFile) ? JSON.parse(readFileSync(stepsFile, 'utf8')) : {});

/** Signs staff in. A step of the second factor holds once, so a second sign-in waits for the next. */
export async function signInAsStaff(page: Page, account: Account) {
  const step = () => Math.floor(Date.now() / 30_000);
  let at = Date.now();
  const last = usedSteps()[account.phone] ?? 0;
  if (step() <= last) at = (last + 1) * 30_000;
  // the server takes the step before and after as well
  while (Math.floor(at / 30_000) - step() > 1) await new Promise((go) => setTimeout(go, 500));
  writeFileSync(stepsFile, JSON.stringify({ ...usedSteps(), [account.phone]: Math.floor(at / 30_000) }));
  await page.goto('/sign-in/staff');
  await page.getByLabel('手机号').fill(account.phone);
  await page.getByLabel('密码').fill(account.password!);
  await page.getByLabel('动态码').fill(totp(account.totp_secret!, at));
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

export async function signInByPhone(page: Page, phone: string, name?: string) {
  const before = codeFor(phone);
  await page.goto('/sign-in');
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  let code: string;
  try {
    code = await waitForCode(phone, before);
  } catch {
    // one code a minute for a number: another project of this run may have asked just now
    await new Promise((go) => setTimeout(go, 55_000));
    await page.goto('/sign-in');
    await page.getByLabel('手机号').fill(phone);
    await page.getByRole('button', { name: '获取验证码' }).click();
    code = await waitForCode(phone, before);
  }
  await page.getByLabel('短信里的 6 位数字').fill(code);
  if (name) await page.getByLabel('怎么称呼您').fill(name);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Another person's browser, in the same mode as this project. */
export async function somebodyElse(browser: Browser, like: BrowserContext, options: object): Promise<Page> {
  const context = await browser.newContext(options);
  void like;
  return watched(await context.newPage());
}

export const problems: string[] = [];

/** Notes every console error and failed request of a page: there must be none. */
export function watched(page: Page): Page {
  page.on('console', (message) => {
    // the status of a refused form is part of the story, not a fault
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1') problems.push(`third party: ${url.hostname}`);
  });
  return page;
}

export const test = base.extend({
  page: async ({ page }, use) => {
    problems.length = 0;
    await use(watched(page));
    expect(problems).toEqual([]);
  },
});
export { expect };
