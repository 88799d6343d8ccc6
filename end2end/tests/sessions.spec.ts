// Signing in with a card from the desk, and seeing and ending one's sessions.
import { expect, freshPhone, signInAsStaff, signInByPhone, staff, test, watched } from '../fixtures';
import type { Browser, Page } from '@playwright/test';

const ipad = 'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Safari/605.1.15';

const someone = async (browser: Browser, options: object): Promise<Page> =>
  watched(await (await browser.newContext(options)).newPage());

/** The ten digits that the desk copies onto a card. */
async function issued(desk: Page, phone: string): Promise<string> {
  await desk.goto('/desk/people');
  await desk.getByLabel('按姓名或手机号找').fill(phone);
  await desk.getByRole('button', { name: '查找' }).click();
  // one question before it: who holds the card is that person
  await desk.locator('summary', { hasText: '发登录卡' }).click();
  await desk.getByLabel('已当面核对').check();
  await desk.getByRole('button', { name: '发卡', exact: true }).click();
  const words = await desk.getByText('登录卡号').textContent();
  // in groups, to be copied by hand
  return /\d{3} \d{3} \d{4}/.exec(words!)![0].replaceAll(' ', '');
}

async function enter(page: Page, card: string) {
  await page.goto('/sign-in');
  await page.getByText('收不到短信').click();
  await page.getByLabel('社区给的登录卡号').fill(card);
  await page.getByRole('button', { name: '用卡登录' }).click();
}

test('a card signs in once, and a lost device is signed out from another', async ({ browser, page, baseURL, javaScriptEnabled }) => {
  const [locale, her] = ['zh-CN', staff('resident')];
  const desk = await someone(browser, { baseURL, locale, javaScriptEnabled });
  await signInAsStaff(desk, staff('community_admin'));
  const first = await issued(desk, her.phone);
  await enter(page, first);
  await expect(page).not.toHaveURL(/sign-in/);
  const tablet = await someone(browser, { baseURL, locale, javaScriptEnabled, userAgent: ipad });
  await enter(tablet, first);
  await expect(tablet.getByText('这张卡')).toBeVisible();
  await enter(tablet, await issued(desk, her.phone));
  await expect(tablet).not.toHaveURL(/sign-in/);

  await page.goto('/account');
  await page.getByRole('link', { name: '登录的设备' }).click();
  await expect(page.getByText('正在用的这一台')).toHaveCount(1);
  const lost = page.getByRole('listitem').filter({ hasText: '平板' }).first();
  await lost.getByRole('button', { name: '退出' }).click();
  await expect(page.getByText('已退出。')).toBeVisible();
  await expect(page.getByText('正在用的这一台')).toHaveCount(1);
  await tablet.goto('/account/sessions');
  await expect(tablet.getByText('正在用的这一台')).toHaveCount(0);
});

test('who reports in goes on without signing in again, with another cookie', async ({ page, context }) => {
  await signInByPhone(page, freshPhone(), '何大姐');
  const cookie = async () => (await context.cookies()).find((it) => it.name === 'linli')!.value;
  await page.goto('/account');
  await page.getByLabel('小区和楼栋').selectOption({ index: 1 });
  await page.getByLabel('单元和门牌').fill('1单元101');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存')).toBeVisible();
  const before = await cookie();
  await page.goto('/times');
  await page.getByRole('button', { name: '报到', exact: true }).click();
  await expect(page.getByText('已保存')).toBeVisible();
  await page.goto('/offers');
  await page.goto('/account');
  expect(await cookie()).not.toBe(before);
  await expect(page.getByText('何大姐')).toBeVisible();
});
