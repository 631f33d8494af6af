// Opens the site of the back catalogue from the disk in Chromium, as a desk and a phone would show it,
// clicks through it, looks for words, and says as JSON what went wrong and what was found.
//
//     node site.mjs JUDGES CHROMIUM SITE SCREENSHOTS QUERIES.json ISSUE
//
// JUDGES is the folder with node_modules, QUERIES a list of what is looked for, ISSUE the issue that is
// opened. Writes screenshots into SCREENSHOTS.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [judges, chromium, site, shots, queries, issue] = process.argv.slice(2)
const require = createRequire(resolve(judges, 'package.json'))
const { chromium: browsers } = require('playwright-core')
const axe = readFileSync(require.resolve('@daisy/axe-core-for-ace/axe.min.js'), 'utf8')
const root = pathToFileURL(resolve(site)).href

const screens = [
  { name: 'desk-light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'desk-dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  { name: 'phone-light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
]

// Opens a page of the site in a browser of its own kind, with all that goes wrong noted.
async function open(browser, screen, path, complaints) {
  const context = await browser.newContext({ ...screen, deviceScaleFactor: 1, bypassCSP: false })
  const page = await context.newPage()
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(`${path}: ${message.text()}`)
  })
  page.on('pageerror', error => complaints.push(`${path}: ${error}`))
  page.on('requestfailed', request => complaints.push(`${path}: not loaded: ${request.url()}`))
  page.on('request', request => {
    if (!request.url().startsWith(root)) complaints.push(`${path}: outside: ${request.url()}`)
  })
  await page.goto(`${root}/${path}`)
  return page
}

// What is wrong with a page as it is shown.
async function look(page, name, path, complaints) {
  const over = await page.evaluate(() => {
    const wide = document.documentElement.clientWidth
    const scrolls = element => element.closest('.scroll, .skip') !== null
    return [...document.body.querySelectorAll('*')]
      .filter(element => !scrolls(element) && element.getBoundingClientRect().right > wide + 1)
      .slice(0, 3).map(element => `${element.tagName}.${element.className}`)
  })
  for (const element of over) complaints.push(`${path} (${name}): wider than the screen: ${element}`)
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager'
    await Promise.all([...document.images].map(image => image.decode().catch(() => {})))
  })
  const broken = await page.evaluate(() => [...document.images]
    .filter(image => image.naturalWidth === 0 && image.closest('details') === null).map(image => image.src))
  for (const source of broken) complaints.push(`${path} (${name}): a picture is not shown: ${source}`)
  await page.screenshot({ path: join(shots, `${path.replaceAll('/', '-')}-${name}.png`) })
  // Policies of the page do not hold for its judge.
  const client = await page.context().newCDPSession(page)
  await client.send('Page.setBypassCSP', { enabled: true })
  const { result } = await client.send('Runtime.evaluate', {
    expression: `${axe}; axe.run(document, { preload: false }).then(report => JSON.stringify(report.violations.map(own => own.id + ': ' + own.nodes.slice(0, 2).map(node => node.target.join(' ') + ' ' + node.failureSummary).join('; '))))`,
    awaitPromise: true, returnByValue: true,
  })
  for (const violation of JSON.parse(result.value)) complaints.push(`${path} (${name}): axe ${violation}`)
}

// Asks for words; gives what is listed, all of it.
async function find(page, query) {
  await page.fill('#q', query)
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.getElementById('results').dataset.open === 'false', null, { timeout: 60000 })
  const took = await page.evaluate(() => Number(document.getElementById('results').dataset.took))
  for (let times = 0; times < 10 && await page.isVisible('#more'); times++) await page.click('#more')
  const found = await page.$$eval('#results h2 a', links => links.map(link => new URL(link.href).pathname.split('/').slice(-3).join('/')))
  return { query, took, found, count: await page.textContent('#count') }
}

mkdirSync(shots, { recursive: true })
const browser = await browsers.launch({ executablePath: chromium, args: ['--no-sandbox'] })
const complaints = []
const report = { complaints }
const article = `${issue}/articles/piece-2.html`
for (const screen of screens) {
  for (const path of ['index.html', 'sections.html', 'authors.html', 'units.html', 'serials.html', `${issue}/index.html`, article]) {
    const page = await open(browser, screen, path, complaints)
    await look(page, screen.name, path, complaints)
    await page.context().close()
  }
}

// From the first page to an issue, to an article, to the next one and back to the issue.
{
  const page = await open(browser, screens[0], 'index.html', complaints)
  await page.click(`a[href="${issue}/index.html"]`)
  await page.click('.contents a.title')
  const first = page.url()
  await page.click('.beside .next')
  const second = page.url()
  await page.click('.after .place a')
  report.way = [first, second, page.url()].map(url => url.slice(root.length + 1))
  await page.context().close()
}

// The search.
{
  const page = await open(browser, screens[0], 'find.html', complaints)
  report.found = []
  for (const query of JSON.parse(readFileSync(queries, 'utf8'))) report.found.push(await find(page, query))
  const [{ query }] = report.found
  const all = await find(page, query)
  await look(page, screens[0].name, 'find.html', complaints)
  report.marks = await page.$$eval('#results mark', marks => marks.map(mark => mark.textContent))
  // One year of it, then one section too.
  const year = page.locator('#facets input[name="year"]').first()
  report.year = { value: await year.getAttribute('value') }
  await year.check()
  report.year.count = Number(await page.locator('#facets input[name="year"]:checked ~ small').textContent())
  report.year.found = await page.$$eval('#results h2 a', links => links.map(link => new URL(link.href).pathname.split('/').slice(-3).join('/')))
  const section = page.locator('#facets input[name="section"]').first()
  await section.check()
  report.both = await page.locator('#results li').count()
  report.sections = await page.$$eval('#results .where', lines => lines.map(line => line.textContent.split(' · ')[1]))
  report.section = await page.locator('#facets input[name="section"]:checked ~ span').textContent()
  await page.click('#facets .clear')
  report.cleared = (await find(page, query)).found.length === all.found.length
  // To the first article, where the words are marked.
  await page.click('#results h2 a')
  await page.waitForSelector('.leaf mark')
  report.marked = await page.textContent('.leaf mark')
  await page.screenshot({ path: join(shots, 'marked.png') })
  await page.emulateMedia({ media: 'print' })
  report.printed = await page.isVisible('.top nav')
  await page.context().close()
}

// The field in the head of every page leads to the search.
{
  const page = await open(browser, screens[2], 'index.html', complaints)
  await page.fill('.top input[type="search"]', report.found[0].query)
  await page.click('.top button')
  await page.waitForSelector('#results li')
  report.from_head = await page.locator('#results li').count()
  await look(page, screens[2].name, 'find.html', complaints)
  await page.context().close()
}
await browser.close()
console.log(JSON.stringify(report))
