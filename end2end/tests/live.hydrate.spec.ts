// With the script: the desk sees a new order without reloading.
import type { Browser, Page } from '@playwright/test';
import { expect, freshPhone, signInAsStaff, staff, test, waitForCode, watched } from '../fixtures';

/** A new resident orders a plumber; the page of her order. */
async function orders(browser: Browser, options: object, name: string): Promise<Page> {
  const resident = watched(await (await browser.newContext({ ...options, locale: 'zh-CN' })).newPage());
  const phone = freshPhone();
  await resident.goto('/menu');
  await resident.locator('.menu-tile', { hasText: '修水管' }).click();
  await resident.getByLabel('小区和楼栋').selectOption({ index: 1 });
  await resident.getByLabel('单元和门牌').fill('8单元808');
  await resident.getByLabel('怎么称呼').fill(name);
  await resident.getByLabel('联系电话').fill(phone);
  await resident.getByRole('button', { name: '下单', exact: true }).click();
  await resident.getByLabel('短信里的 6 位数字').fill(await waitForCode(phone));
  await resident.getByRole('button', { name: '登录并下单' }).click();
  await expect(resident).toHaveURL(/\/orders\//);
  return resident;
}

test('a new order appears at the desk by itself', async ({ page, browser }, info) => {
  await signInAsStaff(page, staff('dispatcher', 1) ?? staff('dispatcher'));
  await expect(page.locator('.desk-list')).toBeVisible();
  const resident = await orders(browser, info.project.use, '自己出现');
  const no = (await resident.locator('.page-head').innerText()).match(/\d{6,}-\d+/)![0];
  await expect(page.locator('.inbox-row', { hasText: no })).toBeVisible();
});

test('what is being written at the desk is not drawn over by news', async ({ page, browser }, info) => {
  const resident = await orders(browser, info.project.use, '写着写着');
  await signInAsStaff(page, staff('dispatcher', 1) ?? staff('dispatcher'));
  // what is typed before the script is awake is not known to it yet
  const awake = page.waitForRequest(/\/live$/);
  await page.goto(new URL(resident.url()).pathname.replace('/orders/', '/desk/orders/'));
  await awake;
  const note = page.getByLabel('给接单人看的说明').first();
  await note.pressSequentially('带上生料带');
  await resident.getByText('补充几句').click();
  await resident.getByLabel('想补充什么').fill('阀门在厨房');
  await resident.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('这一页有新动态')).toBeVisible();
  await expect(note).toHaveValue('带上生料带');
});
