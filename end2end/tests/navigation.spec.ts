// Nobody is shown a way that ends in front of a wall.
import { expect, signInAsStaff, signInByPhone, staff, test } from '../fixtures';
import type { Page } from '@playwright/test';

/** Opens everything the navigation offers; its paths. Strangers may be asked to sign in. */
async function walked(page: Page, stranger = false): Promise<string[]> {
  const links = await page.locator('.app-nav a').evaluateAll((all) => all.map((a) => a.getAttribute('href')!));
  for (const link of links) {
    const status = (await page.goto(link))!.status();
    if (stranger && status === 401) await expect(page.locator('main').getByRole('link', { name: '登录' })).toBeVisible();
    else expect(status, link).toBe(200);
  }
  return links;
}

test('a stranger and a volunteer can open all that they are shown', async ({ page }, info) => {
  await page.goto('/');
  expect(await walked(page, true)).toContain('/menu');
  // a number gets one code a minute: each project has a volunteer of its own
  const nth = ['desktop-no-js', 'phone', 'phone-no-js', 'desktop'].indexOf(info.project.name);
  await signInByPhone(page, staff('volunteer', nth).phone);
  expect(await walked(page)).toContain('/offers');
});

test('who keeps menu and people lands at that work, and has no inbox', async ({ page }) => {
  await signInAsStaff(page, staff('community_admin'));
  await expect(page).toHaveURL(/\/desk\/people/);
  const links = await walked(page);
  expect(links).toEqual(expect.arrayContaining(['/desk/people', '/desk/menu']));
  expect(links).not.toContain('/desk');
});

test('a coordinator has all of it, an auditor none', async ({ page }) => {
  await signInAsStaff(page, staff('coordinator'));
  await expect(page).toHaveURL(/\/desk/);
  expect(await walked(page)).toEqual(expect.arrayContaining(['/desk', '/desk/people', '/desk/menu']));
  await page.context().clearCookies();
  await signInAsStaff(page, staff('auditor'));
  expect((await walked(page)).filter((link) => link.startsWith('/desk'))).toEqual([]);
});
