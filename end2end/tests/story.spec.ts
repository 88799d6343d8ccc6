// The main job, end to end, as each role: a resident orders, the desk dispatches, a volunteer
// accepts and serves with the two door keys, the points arrive.
import { expect, freshPhone, signInAsStaff, signInByPhone, staff, test, waitForCode, watched } from '../fixtures';

test('a resident orders, the desk dispatches, a volunteer serves, the points arrive', async ({ page, browser }, info) => {
  const use = info.project.use;
  const other = async () => watched(await (await browser.newContext({ ...use, locale: 'zh-CN' } as object)).newPage());

  // 1 · A new resident: the menu behind three doors, no account yet.
  const phone = freshPhone();
  await page.goto('/');
  for (const door of ['政务服务', '便民服务', '群众诉求']) await expect(page.locator('.door-card', { hasText: door })).toBeVisible();
  await page.locator('.door-card', { hasText: '便民服务' }).click();
  await page.locator('.menu-tile', { hasText: '修水管' }).click();
  await expect(page.locator('.order-promise')).toBeVisible();
  await page.getByLabel('小区和楼栋').selectOption({ index: 1 });
  await page.getByLabel('单元和门牌').fill('9单元909');
  await page.getByLabel('说说情况').fill('厨房水龙头一直滴水');
  await page.getByLabel('怎么称呼').fill('测试李阿姨');
  await page.getByLabel('联系电话').fill(phone);
  await page.getByRole('button', { name: '下单', exact: true }).click();
  // what she typed survives the sign-in
  await expect(page.getByLabel('说说情况')).toHaveValue('厨房水龙头一直滴水');
  await page.getByLabel('短信里的 6 位数字').fill(await waitForCode(phone));
  await page.getByRole('button', { name: '登录并下单' }).click();
  await expect(page).toHaveURL(/\/orders\//);
  await expect(page.locator('.court')).toBeVisible();
  const order = new URL(page.url()).pathname;
  const no = (await page.locator('.page-head').innerText()).match(/\d{6,}-\d+/)![0];

  // 2 · The dispatcher sees it with its clock, takes it on, and puts it into the pool.
  const desk = await other();
  await signInAsStaff(desk, staff('dispatcher'));
  await desk.locator('.inbox-row', { hasText: no }).first().click();
  await expect(desk.locator('.desk-detail')).toContainText('厨房水龙头一直滴水');
  if (await desk.getByRole('button', { name: '收下' }).isVisible()) await desk.getByRole('button', { name: '收下' }).click();
  await desk.getByRole('button', { name: '放进抢单池' }).click();
  await expect(desk.locator('.desk-detail')).toContainText('已派单');

  // 3 · A volunteer of the demo community sees it without name, door or phone, and takes it.
  const helper = await other();
  const plumber = staff('volunteer');
  await signInByPhone(helper, plumber.phone);
  await helper.goto(order.replace('/orders/', '/offers/'));
  await expect(helper.locator('main')).not.toContainText('9单元909');
  await expect(helper.locator('main')).not.toContainText(phone);
  await helper.getByRole('button', { name: '我来' }).click();
  await expect(helper).toHaveURL(/\/orders\//);
  await expect(helper.locator('main')).toContainText('9单元909');

  // 4 · The first key at the door; nobody reads out the second, so he says why and she confirms.
  await page.reload();
  const arrive = (await page.locator('.key-digits').innerText()).replace(/\D/g, '').slice(0, 4);
  await helper.getByLabel('敲门码').first().fill(arrive);
  await helper.getByRole('button', { name: '我到了' }).click();
  await expect(helper.locator('main')).toContainText('服务中');
  await helper.getByRole('textbox', { name: '说明' }).fill('李阿姨在忙，没来得及念');
  await helper.getByRole('button', { name: '办完了' }).click();
  await expect(helper.locator('main')).toContainText('待确认');
  await page.goto(order);
  await page.getByRole('textbox', { name: '想说的话' }).fill('师傅很耐心');
  await page.getByRole('button', { name: '办好了' }).click();
  await expect(page.locator('main')).toContainText('已办结');

  // 5 · Both ledgers, line by line, each with its order.
  await helper.goto('/wallet');
  await expect(helper.locator('main')).toContainText(no);

  // 6 · Everybody sees the same timeline.
  await page.goto(order);
  await expect(page.locator('.timeline')).toContainText('确认办好');
  await desk.goto(order.replace('/orders/', '/desk/orders/'));
  await expect(desk.locator('.timeline').last()).toContainText('确认办好');

  // 7 · What the community itself does: the dispatcher takes it on, says what was done, she confirms.
  await page.goto('/');
  await page.locator('.door-card', { hasText: '群众诉求' }).click();
  await page.locator('.menu-tile', { hasText: '物业问题' }).click();
  await page.getByLabel('说说情况').fill('楼道灯报修三次没人来');
  await page.getByRole('button', { name: '下单', exact: true }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}/);
  const appeal = new URL(page.url()).pathname;
  // nobody has taken it yet: she chooses another time herself
  await page.locator('summary', { hasText: '改时间' }).click();
  await page.getByLabel('什么时候方便').selectOption({ index: 3 });
  await page.getByRole('radio', { name: '下午' }).check();
  await page.getByRole('button', { name: '改成这个时间' }).click();
  await expect(page.locator('.timeline')).toContainText('时间改成');
  await expect(page.locator('.facts')).toContainText('13:30–17:30');
  await desk.goto(appeal.replace('/orders/', '/desk/orders/'));
  await expect(desk.getByRole('button', { name: '收下' })).toBeVisible();
  await expect(desk.getByLabel('给接单人看的说明')).toHaveCount(0);
  await desk.getByRole('button', { name: '收下' }).click();
  await expect(desk.getByRole('button', { name: '放进抢单池' })).toHaveCount(0);
  await desk.getByRole('button', { name: '我来办' }).click();
  await expect(desk.locator('.desk-detail')).toContainText('我们正在办');
  await page.reload();
  await expect(page.locator('.court')).toContainText('社区的人来办');
  await desk.getByLabel('办得怎么样').fill('物业今天下午来换灯');
  await desk.getByRole('button', { name: '办好了', exact: true }).click();
  await expect(desk.locator('.desk-detail')).toContainText('待确认');
  await page.reload();
  await expect(page.locator('.timeline')).toContainText('物业今天下午来换灯');
  await expect(page.locator('.timeline-note').filter({ hasText: /^\s*$/ })).toHaveCount(0);
  await page.getByRole('button', { name: '办好了' }).click();
  await expect(page.locator('main')).toContainText('已办结');
});
