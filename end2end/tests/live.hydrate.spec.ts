// With the script: the desk sees a new order without reloading.
import type { Browser, Cookie, Page } from '@playwright/test';
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

/** The desk, signed in once for all tests of this file: each second factor would take half a minute. */
let session: Cookie[] = [];
async function openDesk(page: Page): Promise<void> {
  if (session.length === 0) {
    await signInAsStaff(page, staff('dispatcher', 1) ?? staff('dispatcher'));
    session = await page.context().cookies();
  } else {
    await page.context().addCookies(session);
    await page.goto('/desk');
  }
  await expect(page.locator('.desk-list')).toBeVisible();
}

test('a new order appears at the desk by itself', async ({ page, browser }, info) => {
  await openDesk(page);
  const resident = await orders(browser, info.project.use, '自己出现');
  const no = (await resident.locator('.page-head').innerText()).match(/\d{6,}-\d+/)![0];
  await expect(page.locator('.inbox-row', { hasText: no })).toBeVisible();
});

test('an order placed at another server of the same database appears as well', async ({ page, browser }, info) => {
  const second = process.env.LINLI_SECOND_URL;
  test.skip(!second, 'one server only: embedded SQLite');
  await openDesk(page);
  const resident = await orders(browser, { ...info.project.use, baseURL: second }, '隔壁服务器');
  expect(new URL(resident.url()).origin).toBe(second);
  const no = (await resident.locator('.page-head').innerText()).match(/\d{6,}-\d+/)![0];
  await expect(page.locator('.inbox-row', { hasText: no })).toBeVisible();
});

/** The resident adds a few words to her order: news for whoever has it open. */
async function adds(resident: Page, words: string): Promise<void> {
  await resident.getByText('补充几句').click();
  await resident.getByLabel('想补充什么').fill(words);
  await resident.getByRole('button', { name: '提交' }).click();
  await expect(resident.getByText(words)).toBeVisible();
}

const atDesk = (resident: Page) => new URL(resident.url()).pathname.replace('/orders/', '/desk/orders/');

test('what is being written at the desk is not drawn over by news', async ({ page, browser }, info) => {
  const resident = await orders(browser, info.project.use, '写着写着');
  await openDesk(page);
  await page.goto(atDesk(resident));
  const note = page.getByLabel('给接单人看的说明').first();
  await note.pressSequentially('带上生料带');
  await adds(resident, '阀门在厨房');
  await expect(page.getByText('刚有新动静')).toBeInViewport();
  await expect(note).toHaveValue('带上生料带');
});

test('what was written before the script was awake is not drawn over either', async ({ page, browser }, info) => {
  const resident = await orders(browser, info.project.use, '手快的人');
  await openDesk(page);
  let wake = () => {};
  const slow = new Promise<void>((done) => { wake = done; });
  await page.route('**/*.wasm', async (route) => { await slow; await route.continue(); });
  await page.goto(atDesk(resident), { waitUntil: 'commit' });
  const note = page.getByLabel('给接单人看的说明').first();
  await note.pressSequentially('先看水表');
  // and is doing something else when the news arrives
  await note.blur();
  const awake = page.waitForRequest(/\/live$/);
  wake();
  await awake;
  await adds(resident, '阀门在阳台');
  await expect(page.getByText('刚有新动静')).toBeInViewport();
  await expect(note).toHaveValue('先看水表');
});

test('nor what is written while the news is being read', async ({ page, browser }, info) => {
  const resident = await orders(browser, info.project.use, '边读边写');
  await openDesk(page);
  await page.goto(atDesk(resident));
  const reading = page.waitForRequest(/\/api\/fn\/desk\/order/);
  let arrive = () => {};
  const slow = new Promise<void>((done) => { arrive = done; });
  await page.route('**/api/fn/desk/order*', async (route) => { await slow; await route.continue(); });
  await adds(resident, '阀门在门外');
  await reading;
  const note = page.getByLabel('给接单人看的说明').first();
  await note.pressSequentially('敲门轻一点');
  arrive();
  await expect(page.getByText('刚有新动静')).toBeInViewport();
  await expect(note).toHaveValue('敲门轻一点');
  // once nothing is written any more, the next news is drawn
  await note.fill('');
  await note.blur();
  await adds(resident, '门铃坏了');
  await expect(page.locator('#story').getByText('门铃坏了')).toBeVisible();
  await expect(page.getByText('刚有新动静')).toBeHidden();
});

test('news is said where somebody writes, and can be read without losing a word', async ({ page, browser }, info) => {
  const resident = await orders(browser, info.project.use, '说一声');
  await openDesk(page);
  await page.goto(atDesk(resident));
  // a sheet far down, opened and written in
  await page.getByText('问居民一句', { exact: true }).click();
  const question = page.locator('#ask_back-words');
  await question.fill('几楼？');
  await adds(resident, '阀门在厨房');
  const word = page.locator('.toast', { hasText: '刚有新动静' });
  await expect(word).toContainText('居民 · 补充');
  await expect(word).toBeInViewport();
  // the story tells it already
  await word.getByRole('link', { name: '看一看' }).click();
  await expect(page.locator('#story').getByText('阀门在厨房')).toBeInViewport();
  await expect(question).toHaveValue('几楼？');
  await word.getByRole('button', { name: '关上' }).click();
  await expect(word).toBeHidden();
  // the next news is said again
  await adds(resident, '钥匙在门卫');
  await expect(word).toBeInViewport();
  await expect(page.locator('#story')).toContainText('钥匙在门卫');
  await expect(question).toHaveValue('几楼？');
});

test('the resident hears of news as well while she writes', async ({ page, browser }, info) => {
  const resident = await orders(browser, info.project.use, '她也知道');
  await openDesk(page);
  await page.goto(atDesk(resident));
  const awake = resident.waitForRequest(/\/live$/);
  await resident.reload();
  await awake;
  await resident.getByText('补充几句').click();
  await resident.getByLabel('想补充什么').fill('还没写完');
  await page.getByRole('button', { name: '放进抢单池' }).click();
  await expect(page.locator('.desk-detail')).toContainText('已派单');
  const word = resident.locator('.toast', { hasText: '刚有新动静' });
  await expect(word).toBeInViewport();
  await expect(resident.locator('#story')).toContainText('派单了');
  await expect(resident.getByLabel('想补充什么')).toHaveValue('还没写完');
});

test('what was just done is said once', async ({ browser }, info) => {
  const resident = await orders(browser, info.project.use, '只说一次');
  await expect(resident.locator('.notice', { hasText: '下单成功' })).toBeVisible();
  await expect(resident).not.toHaveURL(/done=/);
  await expect(resident.locator('.notice', { hasText: '下单成功' })).toBeVisible();
  await resident.reload();
  await expect(resident.locator('#story')).toBeVisible();
  await expect(resident.locator('.notice', { hasText: '下单成功' })).toBeHidden();
});

test('a language can be changed while a sheet of the desk is written', async ({ page, browser }, info) => {
  const resident = await orders(browser, info.project.use, '换个语言');
  await openDesk(page);
  const awake = page.waitForRequest(/\/live$/);
  await page.goto(atDesk(resident));
  await awake;
  await page.getByText('问居民一句', { exact: true }).click();
  const question = page.locator('#ask_back-words');
  await question.fill('几楼？');
  await page.getByRole('button', { name: '长辈版' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'elder');
  await expect(question).toHaveValue('几楼？');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(question).toBeVisible();
  await expect(question).toHaveValue('几楼？');
});
