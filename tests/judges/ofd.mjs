// Opens an OFD with ofd.js in Chromium, as a reader that knows no embedded faces shows it, writes screenshots of
// some pages and says as JSON what letters every page has.
//
//     node ofd.mjs JUDGES CHROMIUM OFD SCREENSHOTS PAGE...
//
// JUDGES is the folder with node_modules. Pages are counted from 1.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const [judges, chromium, file, shots, ...wanted] = process.argv.slice(2)
const require = createRequire(resolve(judges, 'package.json'))
const { chromium: browsers } = require('playwright-core')
const reader = readFileSync(require.resolve('ofd.js/lib/ofd.umd.min.js'), 'utf8')

const browser = await browsers.launch({ executablePath: chromium, args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: 900, height: 1300 } })
const complaints = []
page.on('pageerror', error => complaints.push(String(error)))
await page.setContent('<!DOCTYPE html><body style="margin:0"></body>')
await page.addScriptTag({ content: reader })
const bytes = readFileSync(file).toString('base64')
const texts = await page.evaluate(async bytes => {
  const data = Uint8Array.from(atob(bytes), sign => sign.charCodeAt(0)).buffer
  const read = await new Promise((done, failed) => {
    ofd.parseOfdDocument({ ofd: data, success: done, fail: failed })
  })
  const pages = ofd.renderOfd(900, read[0] ?? read)
  pages.forEach((own, index) => {
    own.id = `page-${index + 1}`
    document.body.append(own)
  })
  return pages.map(own => own.textContent)
}, bytes)
for (const number of wanted) {
  await page.locator(`#page-${number}`).screenshot({ path: join(shots, `ofdjs-${number}.png`) })
}
await browser.close()
console.log(JSON.stringify({ complaints, texts }))
