// Opens an EPUB in a reader (epub.js) in Chromium, as a phone, a tablet and by night would show it,
// and says as JSON what went wrong on each page of each: nothing shown, a picture that did not
// load, text wider than the screen, an error on the console.
//
//     node reader.mjs JUDGES CHROMIUM BOOK.epub SCREENSHOTS [SCREEN]
//
// JUDGES is the folder with node_modules, SCREEN the beginning of a name in `screens`. Writes a screenshot of every page into SCREENSHOTS.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const [judges, chromium, book, shots, only = ''] = process.argv.slice(2)
const require = createRequire(resolve(judges, 'package.json'))
const { chromium: browsers } = require('playwright-core')

const screens = [
  { name: 'phone-light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'tablet-light', viewport: { width: 834, height: 1112 }, colorScheme: 'light' },
  { name: 'tablet-dark', viewport: { width: 834, height: 1112 }, colorScheme: 'dark' },
]

const frame = `<!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<style>html, body, #book { margin: 0; height: 100% }</style><div id="book"></div>`

// Runs in the browser: shows a page and looks at it.
async function look(href) {
  await window.rendition.display(href)
  const [contents] = window.rendition.getContents()
  const page = contents.document
  const images = [...page.images]
  await Promise.all(images.map(image => image.decode().catch(() => {})))
  await page.fonts.ready
  const wide = page.documentElement.clientWidth
  const scrolls = element => element.closest('.scroll') !== null
  const over = [...page.body.querySelectorAll('*')].filter(element =>
    !scrolls(element) && element.getBoundingClientRect().right > wide + 1)
  return {
    characters: page.body.innerText.trim().length,
    height: page.documentElement.scrollHeight,
    images: images.length,
    broken: images.filter(image => image.naturalWidth === 0 || image.offsetHeight < 8)
      .filter(image => image.closest('details') === null).map(image => image.src),
    over: over.slice(0, 3).map(element => `${element.tagName}.${element.className}`),
    faces: [...page.fonts].filter(face => face.status === 'loaded').map(face => face.family),
    ground: page.defaultView.getComputedStyle(page.body).backgroundColor,
  }
}

async function read(browser, screen) {
  const context = await browser.newContext({ ...screen, deviceScaleFactor: 1 })
  const page = await context.newPage()
  const complaints = []
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('requestfailed', request => complaints.push(`not loaded: ${request.url().slice(0, 90)}`))
  await page.setContent(frame)
  await page.addScriptTag({ path: require.resolve('jszip/dist/jszip.min.js') })
  await page.addScriptTag({ path: require.resolve('epubjs/dist/epub.min.js') })
  const hrefs = await page.evaluate(async bytes => {
    const data = Uint8Array.from(atob(bytes), c => c.charCodeAt(0)).buffer
    window.book = ePub(data)
    window.rendition = window.book.renderTo('book', {
      width: '100%', height: '100%', flow: 'scrolled-doc',
    })
    await window.book.ready
    return window.book.spine.spineItems.map(item => item.href)
  }, readFileSync(book).toString('base64'))
  const pages = []
  for (const [index, href] of hrefs.entries()) {
    pages.push({ href, ...await page.evaluate(look, href) })
    const name = `${screen.name}-${String(index).padStart(2, '0')}.png`
    await page.screenshot({ path: join(shots, name) })
  }
  await context.close()
  return { screen: screen.name, complaints, pages }
}

mkdirSync(shots, { recursive: true })
const browser = await browsers.launch({ executablePath: chromium, args: ['--no-sandbox'] })
const report = []
for (const screen of screens.filter(({ name }) => name.startsWith(only))) report.push(await read(browser, screen))
await browser.close()
console.log(JSON.stringify(report))
