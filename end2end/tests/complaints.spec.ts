// A complaint: from the receipt of a stranger to the answer of the desk, and back.
import { expect, signInAsStaff, staff, test, watched } from '../fixtures';

test('a stranger complains, the desk answers, and the receipt leads to the answer', async ({ page, browser, baseURL, javaScriptEnabled }) => {
  const [words, answer] = ['报了一周没人修', '周三换了新灯'].map((it) => it + Math.random().toString(36).slice(2, 8));
  await page.goto('/complaints');
  await page.getByLabel('关于什么').fill('楼道灯');
  await page.getByLabel('请您说说').fill(words);
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.locator('.notice')).toContainText(/T\d{9}/);
  await expect(page.getByRole('main')).toContainText('最迟答复');
  const receipt = (await page.locator('.notice').textContent())!.match(/T\d{9}/)![0];

  const desk = watched(await (await browser.newContext({ baseURL, locale: 'zh-CN', javaScriptEnabled })).newPage());
  await signInAsStaff(desk, staff('coordinator'));
  await desk.goto('/account');
  await desk.getByRole('link', { name: '居民的投诉与建议' }).click();
  const card = desk.locator('article', { hasText: words });
  await expect(card).toContainText(receipt);
  await card.getByLabel('怎么答复').fill(answer);
  await card.getByRole('button', { name: '发出答复' }).click();
  await expect(desk.getByText('答复发出去了。')).toBeVisible();
  await expect(card).toContainText(answer);
  await expect(card.getByRole('button')).toHaveCount(0);

  await page.goto('/complaints');
  await page.locator('summary', { hasText: '有回执号' }).click();
  await page.getByLabel('回执号').fill('T12');
  await page.getByRole('button', { name: '看答复' }).click();
  await expect(page.locator('.notice')).toContainText('没有找到这个回执号');
  await expect(page.getByLabel('回执号')).toHaveValue('T12');
  // as somebody types it from paper
  await page.getByLabel('回执号').fill(`t ${receipt.slice(1, 4)} ${receipt.slice(4)}`);
  await page.getByRole('button', { name: '看答复' }).click();
  await expect(page.locator('.notice')).toContainText(receipt);
  await expect(page.getByRole('main')).toContainText(answer);
});

test('a desk below the top has no complaints', async ({ page }) => {
  await signInAsStaff(page, staff('community_admin'));
  await page.goto('/account');
  await expect(page.getByRole('link', { name: '居民的投诉与建议' })).toHaveCount(0);
  expect((await page.goto('/desk/complaints'))!.status()).toBe(404);
});
