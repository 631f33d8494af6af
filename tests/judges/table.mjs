// Sits at the editor's table in Chromium, with real clicks, drags and keys, and says as JSON what went
// wrong: errors on the console, barriers that axe finds, steps that came to nothing.
//
//     node table.mjs JUDGES CHROMIUM LINK SCREENSHOTS PROJECT
//
// JUDGES is the folder with node_modules, LINK what `neikan preview` names, PROJECT the folder whose
// files it changes. Writes a screenshot of every stage into SCREENSHOTS.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const [judges, chromium, link, shots, project] = process.argv.slice(2)
const require = createRequire(resolve(judges, 'package.json'))
const { chromium: browsers } = require('playwright-core')
const axe = join(judges, 'node_modules/@daisy/axe-core-for-ace/axe.min.js')

const complaints = []
const barriers = []
const PATIENCE = 90_000

function check(holds, words) {
  if (!holds) complaints.push(words)
}

function listen(page, name) {
  page.on('console', message => { if (message.type() === 'error') complaints.push(`${name}: ${message.text()}`) })
  page.on('pageerror', error => complaints.push(`${name}: ${error}`))
}

async function look(page, name) {
  // What fades has another contrast on the way.
  await page.waitForFunction(() => document.getAnimations().every(own => own.playState !== 'running'))
  await page.screenshot({ path: join(shots, `${name}.png`) })
  // The page allows no scripts of others, but what a debugger evaluates.
  const source = readFileSync(axe, 'utf8')
  const found = await page.evaluate(`(() => { ${source}\n; return window.axe.run(document, { resultTypes: ['violations'] }) })()`)
  for (const one of found.violations) {
    barriers.push(`${name}: ${one.id}: ${one.nodes.slice(0, 3).map(node => `${node.html.slice(0, 90)} ${node.any[0]?.message ?? ''}`).join(' | ')}`)
  }
}

const painted = page => page.waitForSelector('.leaf[data-painted]')
const settled = page => page.waitForFunction(() => document.getElementById('status').dataset.kind === 'no')
// Scrolled to its end: it glides, and slowly where much is done beside it.
async function still(page) {
  const at = () => page.evaluate(() => document.getElementById('sheets').scrollTop)
  let scrolled = await at()
  for (let last = -1; last !== scrolled; scrolled = await at()) {
    last = scrolled
    await page.waitForTimeout(700)
  }
  return scrolled
}
const told = (page, text) => page.waitForFunction(text => document.getElementById('toast').textContent.includes(text), text)

mkdirSync(shots, { recursive: true })
const browser = await browsers.launch({ executablePath: chromium, args: ['--no-sandbox'] })
const desk = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', locale: 'zh-CN' })
desk.setDefaultTimeout(PATIENCE)
const page = await desk.newPage()
listen(page, 'desk')
await page.goto(link)
await painted(page)
await settled(page)
await look(page, 'desk-front')
const state = async () => (await page.request.get(new URL('/state.json', link).href)).json()

// Keys: the next spreads, larger, fit, one page and two.
for (let turn = 0; turn < 6; turn += 1) await page.keyboard.press('j')
await page.waitForTimeout(1200)
await look(page, 'desk-spread')
const zoom = () => page.locator('#zoom').textContent()
const fit = await zoom()
await page.keyboard.press('+')
await page.keyboard.press('+')
check(await zoom() !== fit, 'the key + makes nothing larger')
await page.waitForTimeout(800)
await page.screenshot({ path: join(shots, 'desk-large.png') })
await page.keyboard.press('0')
check(await zoom() === fit, 'the key 0 does not fit the window')
await page.keyboard.press('1')
check(await page.locator('.spread > .leaf:not(:only-child)').count() === 0, 'single pages stand in pairs')
await page.keyboard.press('2')

// What lies over the pages.
await page.click('#marks-button')
for (const name of ['grid', 'columns', 'stops', 'bleed']) await page.check(`#marks input[name=${name}]`)
for (const [kind, name] of [['column', 'columns'], ['trim', 'trim']]) {
  await page.waitForSelector(`rect.${kind}`, { state: 'attached' }).catch(() => complaints.push(`no ${name} are shown`))
}
await look(page, 'desk-marks')
for (const name of ['grid', 'columns', 'stops', 'bleed']) await page.uncheck(`#marks input[name=${name}]`)
await page.keyboard.press('Escape')

// The plates: all inks on one another, then one ink, then none.
await page.click('#marks-button')
await page.selectOption('#inks', 'total')
await page.waitForSelector('.leaf[data-inked$=" total"] img.plate').catch(() => complaints.push('no plates are shown'))
await page.waitForFunction(() => /%/.test(document.getElementById('ink').textContent)).catch(() => complaints.push('nobody says how much ink there is'))
await look(page, 'desk-ink')
await page.selectOption('#inks', 'Black')
await page.waitForSelector('.leaf[data-inked$=" Black"] img.plate').catch(() => complaints.push('the black plate is not shown'))
await page.screenshot({ path: join(shots, 'desk-black.png') })
await page.selectOption('#inks', '')
check(await page.locator('img.plate').count() === 0, 'plates stay that nobody wants to see')
await page.keyboard.press('Escape')

// The e-book, at the article that is read: its page, and another, in a frame in which nothing runs.
await page.keyboard.press('b')
const bound = await page.waitForSelector('#book iframe:not([data-waits])').catch(() => null)
check(bound, 'the e-book is not shown')
if (bound) {
  const text = async () => (await page.frames().find(own => own.url().includes('/book/')).locator('body').innerText()).trim()
  check((await text()).length > 50, 'a page of the e-book has no text')
  await look(page, 'desk-book')
  const count = await page.locator('#book-pages option').count()
  check(count > 10, `the e-book has ${count} pages`)
  await page.selectOption('#book-pages', 'nav.xhtml')
  await page.waitForFunction(() => document.querySelector('#book iframe:not([data-waits])')?.src.endsWith('nav.xhtml')).catch(() => complaints.push('another page of the e-book is not shown'))
}
await page.keyboard.press('b')
await page.waitForSelector('#book', { state: 'hidden' }).catch(() => complaints.push('the e-book stays'))
check(await page.locator('#sheets').isVisible(), 'the pages do not come back')

// A paragraph is clicked: its manuscript, and a query to it.
const spots = await (await page.request.get(new URL('/spots.json', link).href)).json()
const before = await state()
const first = before.articles.find(own => own.page !== null && own.pages > 1)
const written = readFileSync(join(project, first.file), 'utf8').split('\n')
// A paragraph of the body, which begins its line.
const spot = spots.texts.find(own => own.file === first.file && own.text.length > 40 && written[own.line - 1].startsWith(own.text.slice(0, 2)))
await page.click(`#plan [data-article="${first.id}"]`)
const leaf = page.locator(`.leaf[data-index="${spot.page}"]`)
await leaf.scrollIntoViewIfNeeded()
await still(page)
await page.waitForSelector(`.leaf[data-index="${spot.page}"][data-painted]`)
const box = await leaf.boundingBox()
const [left, top, right, bottom] = spot.area
const scale = box.width / before.plan.pages[spot.page].size[0]
await page.mouse.click(box.x + (left + right) / 2 * scale, box.y + Math.min((top + bottom) / 2, top + 8) * scale)
await page.waitForSelector('#spot a').catch(() => complaints.push('a click on a paragraph offers nothing'))
const href = await page.locator('#spot a').getAttribute('href').catch(() => '')
check(href?.startsWith('vscode://file/') && href.includes(`${first.id}.md:`), `the link of a paragraph is ${href}`)
await look(page, 'desk-picked')
await page.locator('#spot button').first().click()
await page.fill('#query-text', '这里的数字核过没有？')
await page.fill('#query-by', '许晓岚')
await look(page, 'desk-query')
await page.click('#query button.main')
await told(page, `${first.id}.md`)
await page.waitForSelector('#queries .card')
check(readFileSync(join(project, first.file), 'utf8').includes('text: 这里的数字核过没有？'), 'the query is not in the manuscript')
await settled(page)
await look(page, 'desk-queries')
await page.locator('#queries .card .act').first().click()
await page.waitForFunction(() => !document.querySelector('#queries .card'))

// The second article is dragged in front of the first, and the change is taken back.
await settled(page)
const order = join(project, 'issues', before.issue, 'issue.yml')
const text = readFileSync(order, 'utf8')
const chip = id => page.locator(`#plan [data-article="${id}"]`)
const [one, two] = before.articles
await chip(one.id).scrollIntoViewIfNeeded()
await chip(two.id).dragTo(chip(one.id), { targetPosition: { x: 20, y: 3 } })
await page.waitForFunction(id => document.querySelector('#plan [data-article]').dataset.article === id, two.id)
check(readFileSync(order, 'utf8') !== text, 'dragging an article changes nothing')
await page.waitForFunction(() => !document.getElementById('undo').disabled)
await page.click('#undo')
await page.waitForFunction(id => document.querySelector('#plan [data-article]').dataset.article === id, one.id)
check(readFileSync(order, 'utf8') === text, 'what is taken back is not as it was')

// Words are looked for.
await page.fill('#words', first.title.slice(0, 2))
await page.waitForFunction(() => /\d/.test(document.getElementById('hits').textContent)).catch(() => complaints.push('nothing is found'))
await page.keyboard.press('Enter')
await page.waitForTimeout(700)
await page.screenshot({ path: join(shots, 'desk-search.png') })
await page.fill('#words', '')

// A word is saved: its page changes in place, and the place that is read stays.
await settled(page)
await page.click(`#plan [data-article="${first.id}"]`)
const scrolled = await still(page)
const key = await leaf.getAttribute('data-key')
const file = join(project, first.file)
const good = readFileSync(file, 'utf8')
const lines = good.split('\n')
lines[spot.line - 1] = `改了。${lines[spot.line - 1]}`
writeFileSync(file, lines.join('\n'))
await page.waitForFunction(([index, key]) => {
  const leaf = document.querySelector(`.leaf[data-index="${index}"]`)
  return leaf.dataset.key !== key && leaf.dataset.painted === leaf.dataset.key
}, [spot.page, key]).catch(() => complaints.push('a change that is saved is not painted'))
const stayed = await still(page)
check(Math.abs(stayed - scrolled) < 3, `the place that is read does not stay: ${scrolled}, ${stayed}`)
// It is marked as changed since it was signed, on the page and beside it.
await settled(page)
await page.waitForSelector('#altered li', { state: 'attached' }).catch(() => complaints.push('a change since the signature is not told'))
await leaf.locator('rect.altered').first().waitFor({ state: 'attached' }).catch(() => complaints.push('a change since the signature is not marked'))
await page.click('#tab-altered')
check((await page.locator('#altered ins').allTextContents()).some(own => own.includes('改了')), 'the words that are new are not told')
await look(page, 'desk-altered')
await page.locator('#altered button.message').first().click()
await page.click('#tab-findings')
// A fault in the front matter is shown, and the pages stay.
writeFileSync(file, good.replace('---\n', '---\nnonsense: 1\n'))
await page.waitForSelector('#fault:not([hidden])').catch(() => complaints.push('a fault is not shown'))
await look(page, 'desk-fault')
check(await leaf.locator('img[src]').count() === 1, 'the last good page does not stay')
writeFileSync(file, good)
await page.waitForSelector('#fault', { state: 'hidden' })

// Articles; one alone; another language; by night.
await page.click('#tab-articles')
await look(page, 'desk-articles')
const leaves = await page.locator('.leaf[data-index]').count()
await page.locator(`#articles [data-key="${first.id}-alone"]`).click()
await page.waitForFunction(all => document.querySelectorAll('.leaf[data-index]').length < all, leaves)
const stand = await page.locator('.leaf[data-index]').count()
check(stand >= first.pages && stand <= first.pages + 2, `an article of ${first.pages} pages alone has ${stand}`)
await look(page, 'desk-alone')
await page.click('#alone')
check(await page.locator('.leaf[data-index]').count() === leaves, 'not all pages come back')
await page.click('#language')
await page.waitForFunction(() => document.documentElement.lang === 'en' && document.querySelector('#articles .card'))
await page.click('#tab-findings')
await page.click('#scheme')
await settled(page)
await look(page, 'desk-english-night')
await page.keyboard.press('?')
await look(page, 'desk-help')
await page.keyboard.press('Escape')

// A telephone has one room at a time.
const [cookie] = await desk.cookies()
const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme: 'dark', locale: 'zh-CN', isMobile: true, hasTouch: true })
phone.setDefaultTimeout(PATIENCE)
await phone.addCookies([cookie])
const small = await phone.newPage()
listen(small, 'phone')
await small.goto(new URL('/', link).href)
await painted(small)
await settled(small)
await look(small, 'phone-pages')
await small.tap('.rooms [data-room=strip]')
await small.waitForTimeout(900)
await look(small, 'phone-plan')
await small.tap('.rooms [data-room=panel]')
await look(small, 'phone-panel')
await small.tap('.rooms [data-room=sheets]')
const wide = await small.evaluate(() => document.documentElement.scrollWidth > innerWidth)
check(!wide, 'a telephone has to scroll sideways')

await browser.close()
console.log(JSON.stringify({ complaints, barriers }))
