// Takes the pictures of the README, and those a person looks at before handing a page to anybody.
import { expect, signInAsStaff, signInByPhone, staff, test } from '../fixtures';

const folder = process.env.LINLI_PICTURES ?? 'results';
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
type Look = { size: keyof typeof sizes; elder?: boolean; dark?: boolean };
const looks: Look[] = [{ size: 'phone' }, { size: 'desktop' }, { size: 'phone', elder: true }, { size: 'phone', dark: true }];

async function take(page: import('@playwright/test').Page, name: string, path: string, only = looks) {
  for (const look of only) {
    await page.context().addCookies([
      { name: 'mode', value: look.elder ? 'elder' : 'standard', url: process.env.LINLI_URL! },
      { name: 'theme', value: look.dark ? 'dark' : 'light', url: process.env.LINLI_URL! },
    ]);
    await page.setViewportSize(sizes[look.size]);
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    const suffix = [look.size, look.elder ? 'elder' : '', look.dark ? 'dark' : ''].filter(Boolean).join('-');
    await page.screenshot({ path: `${folder}/${name}-${suffix}.png` });
  }
}

test('public pages', async ({ page }) => {
  await take(page, 'home', '/');
  await take(page, 'menu', '/menu');
  await page.goto('/menu');
  const item = await page.locator('.menu-tile a, a.menu-tile').first().getAttribute('href');
  await take(page, 'order-form', item!);
  await take(page, 'sign-in', '/sign-in');
  await take(page, 'how', '/how');
});

test('a resident', async ({ page }) => {
  await signInByPhone(page, staff('resident').phone);
  await take(page, 'my-home', '/');
  await take(page, 'my-orders', '/orders');
  const order = await page.locator('.order-row a, a.order-row').first().getAttribute('href');
  if (order) await take(page, 'order', order);
  await take(page, 'account', '/account');
});

test('a volunteer', async ({ page }) => {
  await signInByPhone(page, staff('volunteer').phone);
  await take(page, 'offers', '/offers');
  await take(page, 'times', '/times');
  await take(page, 'wallet', '/wallet');
});

test('the desk', async ({ page }) => {
  await signInAsStaff(page, staff('dispatcher'));
  await take(page, 'desk', '/desk');
  const order = await page.locator('.inbox-row').first().getAttribute('href');
  if (order) await take(page, 'desk-order', order);
  await take(page, 'desk-phone', '/desk/new');
  await take(page, 'desk-people', '/desk/people');
  await expect(page.locator('main')).toBeVisible();
});

test('who keeps the menu', async ({ page }) => {
  await signInAsStaff(page, staff('community_admin'));
  await take(page, 'admin-people', '/desk/people');
  await take(page, 'admin-menu', '/desk/menu');
  await take(page, 'admin-menu-new', '/desk/menu/new');
  await take(page, 'admin-import', '/desk/import');
  // the demo's items are the street's
  await page.context().clearCookies();
  await signInAsStaff(page, staff('coordinator'));
  await page.goto('/desk/menu');
  const item = await page.locator('main a[href*="/desk/menu/"]:not([href$="new"])').first().getAttribute('href');
  await take(page, 'street-menu-item', item!);
});
