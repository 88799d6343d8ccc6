// Who answers for grids and buildings, what they see, and the figures of the levels above.
import { expect, freshPhone, signInAsStaff, signInByPhone, staff, test, watched } from '../fixtures';

test('the desk puts somebody in charge of a building, who sees what is open there', async ({ browser, page, baseURL, javaScriptEnabled }) => {
  const phone = freshPhone();
  const steward = watched(await (await browser.newContext({ baseURL, locale: 'zh-CN', javaScriptEnabled })).newPage());
  await signInByPhone(steward, phone, '何晓峰');
  await signInAsStaff(page, staff('community_admin'));
  await page.goto('/account');
  await page.getByRole('link', { name: '网格和楼栋' }).click();
  await page.getByRole('link', { name: /第1居民小组/ }).first().click();
  const building = page.locator('details', { hasText: '楼栋长' }).first();
  const place = (await building.locator('summary').textContent())!.split('楼栋长')[0].trim();
  await building.locator('summary').click();
  await building.getByLabel('楼栋长的手机号').fill(freshPhone());
  await building.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('没有找到用这个手机号登记的人')).toBeVisible();
  const again = page.locator('details[open]');
  await again.getByLabel('楼栋长的手机号').fill(phone);
  await again.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('安排好了。')).toBeVisible();
  await expect(page.locator('details', { hasText: place }).first()).toContainText('何晓峰');

  await steward.goto('/account');
  await steward.getByRole('link', { name: '我的楼栋' }).click();
  await expect(steward.getByRole('heading', { name: '我的楼栋' })).toBeVisible();
  await expect(steward.getByRole('main')).toContainText(place);
});

test('a coordinator opens the figures down to the case', async ({ page }) => {
  await signInAsStaff(page, staff('coordinator'));
  await page.goto('/account');
  await page.getByRole('link', { name: '数字' }).click();
  await page.getByRole('link', { name: '全部' }).click();
  await expect(page.getByRole('row', { name: /合计/ })).toContainText(/\d{3}/);
  await page.getByRole('link', { name: '红苕地社区' }).click();
  await expect(page.getByRole('heading', { name: /红苕地社区/ })).toBeVisible();
  const cases = page.locator('section', { hasText: '还在办的' });
  await cases.getByRole('link').first().click();
  await expect(page).toHaveURL(/desk\/orders\//);
  await expect(page.getByText('网格员')).toBeVisible();
});
