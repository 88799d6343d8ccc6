// A refused form comes back filled in, with a sentence at the field, and a 4xx.
import type { Page } from '@playwright/test';
import { expect, freshPhone, signInAsStaff, signInByPhone, staff, test } from '../fixtures';

// The order form, as somebody finds it.
async function openForm(page: Page) {
  await page.goto('/menu');
  await page.locator('.menu-tile', { hasText: '修水管' }).click();
}

// All of it but the phone number.
async function fillForm(page: Page) {
  await page.getByLabel('小区和楼栋').selectOption({ index: 1 });
  await page.getByLabel('单元和门牌').fill('1单元101');
  await page.getByLabel('说说情况').fill('水表旁边渗水');
  await page.getByLabel('怎么称呼').fill('王先生');
}

test('a wrong phone number is said at the field and nothing typed is lost', async ({ page }) => {
  await openForm(page);
  await fillForm(page);
  await page.getByLabel('联系电话').fill('12345');
  const [answer] = await Promise.all([
    page.waitForResponse((it) => it.request().method() === 'POST'),
    page.getByRole('button', { name: '下单', exact: true }).click(),
  ]);
  expect(answer.status()).toBe(422);
  await expect(page.locator('.field-error')).toContainText('手机号是 11 位数字');
  await expect(page.getByLabel('联系电话')).toBeFocused();
  await expect(page.getByLabel('联系电话')).toBeInViewport();
  await expect(page.getByLabel('说说情况')).toHaveValue('水表旁边渗水');
  await expect(page.getByLabel('单元和门牌')).toHaveValue('1单元101');
});

test('as soon as possible has no time of day', async ({ page }) => {
  await openForm(page);
  await page.getByLabel('什么时候方便').selectOption('soon');
  await expect(page.locator('#choice-part')).toBeHidden();
  await page.getByLabel('什么时候方便').selectOption({ index: 2 });
  await expect(page.locator('#choice-part')).toBeVisible();
});

test('the emergency numbers are large enough to hit', async ({ page }) => {
  await openForm(page);
  const large = async (least: number) => {
    for (const number of ['110', '119', '120']) {
      const box = (await page.locator(`a[href="tel:${number}"]`).boundingBox())!;
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(least);
    }
  };
  await large(44);
  await page.getByRole('button', { name: '长辈版' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'elder');
  await large(60);
});

test('what is missing and what is forbidden look the same', async ({ page }) => {
  const missing = await page.goto('/no-such-page');
  expect(missing!.status()).toBe(404);
  await expect(page.locator('main')).toContainText('没有找到这一页');
});

test('长辈版 and English are switches on the first page, on the same pages', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: '长辈版' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'elder');
  await page.getByRole('button', { name: '标准版' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('.doors')).toContainText('Convenience');
});

test('长辈版 and English in the middle of an order lose nothing', async ({ page }) => {
  await openForm(page);
  await fillForm(page);
  const typed = async () => {
    await expect(page.locator('[name=area_id]')).not.toHaveValue('');
    await expect(page.locator('[name=door]')).toHaveValue('1单元101');
    await expect(page.locator('[name=details]')).toHaveValue('水表旁边渗水');
    await expect(page.locator('[name=contact_name]')).toHaveValue('王先生');
  };
  await page.getByRole('button', { name: '长辈版' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'elder');
  await typed();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'elder');
  await typed();
  // and once more, from a page that came filled in
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await typed();
  await page.getByRole('button', { name: '标准版' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-mode');
  await typed();
});

test('the code that was sent is still asked for in another language', async ({ page }) => {
  const phone = freshPhone();
  await page.goto('/sign-in');
  await page.getByLabel('手机号').fill(phone);
  // Enter presses the form and no switch
  await page.getByLabel('手机号').press('Enter');
  await expect(page.getByLabel('短信里的 6 位数字')).toBeVisible();
  await page.getByLabel('怎么称呼您').fill('孙婆婆');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('[name=code]')).toBeVisible();
  await expect(page.locator('[name=name]')).toHaveValue('孙婆婆');
  await expect(page.locator('[name=phone]').first()).toHaveValue(phone);
});

test('what is missing on the menu reaches whoever keeps it, by how many want it', async ({ page, browser }, info) => {
  const words = `磨剪刀${Math.random().toString(36).slice(2, 8)}`;
  await page.goto('/menu');
  await page.getByLabel('您想要什么服务').fill(words);
  await page.getByRole('button', { name: '告诉社区' }).click();
  // a stranger is asked to sign in, and what was typed stays
  await expect(page.getByLabel('您想要什么服务')).toHaveValue(words);
  await signInByPhone(page, freshPhone(), '孙婆婆');
  await page.goto('/menu');
  await page.getByLabel('您想要什么服务').fill('？！');
  await page.getByRole('button', { name: '告诉社区' }).click();
  await expect(page.getByLabel('您想要什么服务')).toHaveValue('？！');
  await page.getByLabel('您想要什么服务').fill(words);
  await page.getByRole('button', { name: '告诉社区' }).click();
  await expect(page.locator('.notice')).toContainText('记下了');
  await expect(page.locator('.notice')).toBeInViewport();

  const desk = await (await browser.newContext({ ...info.project.use, locale: 'zh-CN' } as object)).newPage();
  await signInAsStaff(desk, staff('coordinator'));
  await desk.goto('/desk/menu');
  const row = desk.locator('li', { hasText: words }).last();
  await expect(row).toContainText('1 人想要');
  await row.getByRole('button', { name: '放上菜单' }).click();
  await expect(desk.getByLabel('服务名称').first()).toHaveValue(words);
  await desk.goto('/desk/menu');
  await row.getByRole('button', { name: '不再显示' }).click();
  await expect(desk.locator('main')).not.toContainText(words);
});

test('anybody can complain and gets a receipt', async ({ page }) => {
  await page.goto('/complaints');
  await page.getByLabel('关于什么').fill('楼道灯');
  await page.getByLabel('请您说说').fill('报了一周没人修');
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.locator('.notice')).toContainText(/T\d{9}/);
});
