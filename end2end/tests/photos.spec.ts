// Pictures go with an order, survive the sign-in and a mistake, and show what they are.
import { crc32, deflateSync } from 'node:zlib';
import { expect, freshPhone, test, waitForCode } from '../fixtures';

/** A PNG of one colour. */
function png(width: number, height: number, [r, g, b]: [number, number, number]): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([r, g, b]))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([mark, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png(640, 480, [40, 120, 90]) });

test('a picture goes with an order, survives the sign-in, and is added to it', async ({ page, browser }, info) => {
  const phone = freshPhone();
  await page.goto('/menu');
  await page.locator('.menu-tile', { hasText: '修水管' }).click();
  await page.getByLabel('小区和楼栋').selectOption({ index: 1 });
  await page.getByLabel('单元和门牌').fill('8单元808');
  await page.getByLabel('说说情况').fill('水管接口在漏');
  await page.getByLabel('怎么称呼').fill('测试赵阿姨');
  await page.getByLabel('联系电话').fill(phone);

  // a file that is no picture is said at the field; the good one is kept and nothing typed is lost
  const text = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') };
  await page.locator('input[type=file]').setInputFiles([picture('a.png'), text]);
  const [answer] = await Promise.all([
    page.waitForResponse((it) => it.request().method() === 'POST'),
    page.getByRole('button', { name: '下单', exact: true }).click(),
  ]);
  expect(answer.status()).toBe(422);
  await expect(page.locator('.field-error')).toContainText('不是照片');
  await expect(page.getByLabel('说说情况')).toHaveValue('水管接口在漏');
  await expect(page.getByLabel('第 1 张')).toBeChecked();

  // a second one; both are still there beside the code
  await page.locator('input[type=file]').setInputFiles([picture('b.png')]);
  await page.getByRole('button', { name: '下单', exact: true }).click();
  await expect(page.getByText('已收到 2 张照片')).toBeVisible();
  await page.getByLabel('短信里的 6 位数字').fill(await waitForCode(phone));
  await page.getByRole('button', { name: '登录并下单' }).click();
  await expect(page).toHaveURL(/\/orders\//);

  const previews = page.locator('.timeline .photo img');
  await expect(previews).toHaveCount(2);
  await expect(previews.first()).toHaveAttribute('alt', /第 1 张照片/);
  await previews.first().scrollIntoViewIfNeeded();
  await expect.poll(() => previews.first().evaluate((it: HTMLImageElement) => it.naturalWidth)).toBe(320);

  // words and pictures later on
  await page.getByText('补充几句').click();
  await page.locator('#add-photos').setInputFiles([picture('c.png')]);
  await page.locator('form', { has: page.locator('#add-photos') }).getByRole('button', { name: '提交' }).click();
  await expect(previews).toHaveCount(3);

  // the whole picture is hers; to somebody else it does not exist
  const href = await page.locator('.timeline .photo').first().getAttribute('href');
  const whole = await page.request.get(href!);
  expect(whole.status()).toBe(200);
  expect(whole.headers()['content-type']).toBe('image/jpeg');
  const stranger = await browser.newContext({ ...info.project.use, locale: 'zh-CN' } as object);
  expect((await stranger.request.get(new URL(href!, page.url()).href)).status()).toBe(404);
  await stranger.close();
});
