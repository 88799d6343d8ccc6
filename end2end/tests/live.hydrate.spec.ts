// With the script: the desk sees a new order without reloading.
import { expect, freshPhone, signInAsStaff, staff, test, waitForCode, watched } from '../fixtures';

test('a new order appears at the desk by itself', async ({ page, browser }, info) => {
  await signInAsStaff(page, staff('dispatcher', 1) ?? staff('dispatcher'));
  await expect(page.locator('.desk-list')).toBeVisible();
  const resident = watched(await (await browser.newContext({ ...info.project.use, locale: 'zh-CN' } as object)).newPage());
  const phone = freshPhone();
  await resident.goto('/menu');
  await resident.locator('.menu-tile', { hasText: '修水管' }).click();
  await resident.getByLabel('小区和楼栋').selectOption({ index: 1 });
  await resident.getByLabel('单元和门牌').fill('8单元808');
  await resident.getByLabel('怎么称呼').fill('自己出现');
  await resident.getByLabel('联系电话').fill(phone);
  await resident.getByRole('button', { name: '下单', exact: true }).click();
  await resident.getByLabel('短信里的 6 位数字').fill(await waitForCode(phone));
  await resident.getByRole('button', { name: '登录并下单' }).click();
  await expect(resident).toHaveURL(/\/orders\//);
  const no = (await resident.locator('.page-head').innerText()).match(/\d{6,}-\d+/)![0];
  await expect(page.locator('.inbox-row', { hasText: no })).toBeVisible();
});
