// The desk is a part of its own: fetched by who opens it, and never missed by who cannot fetch it.
import { expect, signInAsStaff, staff, test } from '../fixtures';

const part = /\/pkg\/split_/;

test('a phone that does not open the desk does not fetch it', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto('/');
  await page.locator('a[href="/menu"]').first().click();
  await page.waitForURL('/menu');
  await page.waitForLoadState('networkidle');
  expect(fetched.some((path) => path.endsWith('.wasm'))).toBe(true);
  expect(fetched.filter((path) => part.test(path))).toEqual([]);
});

test('the desk works where its part does not come', async ({ browser }, info) => {
  const context = await browser.newContext({ ...info.project.use, locale: 'zh-CN' });
  const page = await context.newPage();
  let refused = 0;
  await page.route(part, (route) => { refused += 1; return route.abort(); });
  await signInAsStaff(page, staff('dispatcher', 1) ?? staff('dispatcher'));

  await page.goto('/desk');
  await expect.poll(() => refused).toBeGreaterThan(0);
  const row = page.locator('.inbox-row').first();
  await expect(row).toBeVisible();
  // a link of a page that did not wake leads on
  await page.locator('.desk-list a[href*="show=done"]').first().click();
  await expect(page).toHaveURL(/show=done/);
  await page.locator('.inbox-row').first().click();
  await expect(page).toHaveURL(/\/desk\/orders\//);
  await expect(page.locator('.desk-detail .court')).toBeVisible();

  // from a page that is awake, the desk is fetched whole
  await page.goto('/how');
  await page.waitForLoadState('networkidle');
  await page.locator('nav a[href="/desk"]:visible').first().click();
  await expect(page).toHaveURL(/\/desk/);
  await expect(page.locator('.inbox-row').first()).toBeVisible();
  await context.close();
});
