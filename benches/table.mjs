// How long it takes from saving a word until its page is painted in Chromium, at the editor's table.
//
//     node benches/table.mjs target/judges /usr/bin/chromium target/release/neikan PROJECT [EDITS]
//
// PROJECT is a copy of a project: its longest manuscript is changed. Prints medians and 95th percentiles
// in ms, of all and of what the program itself needed until it told of the page, the memory of the
// program before, after every hundred edits and after all, and the CPU that it took for each.
import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'

const [judges, chromium, program, project, count = '100'] = process.argv.slice(2)
const require = createRequire(resolve(judges, 'package.json'))
const { chromium: browsers } = require('playwright-core')

const child = spawn(resolve(program), ['preview'], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] })
const link = await new Promise(found => {
  let text = ''
  child.stdout.on('data', bytes => {
    text += bytes
    const own = text.match(/http:\/\/127\S+/)
    if (own) found(own[0])
  })
})
const memory = () => {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const value = name => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1])
  return { now: Math.round(value('VmRSS') / 1024), most: Math.round(value('VmHWM') / 1024) }
}

// Seconds of CPU that the program has taken (proc(5): fields 14 and 15, in hundredths).
const spent = () => {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

const browser = await browsers.launch({ executablePath: chromium, args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
await page.goto(link)
await page.waitForSelector('.leaf[data-painted]', { timeout: 300_000 })
const settled = () => page.waitForFunction(() => document.getElementById('status').dataset.kind === 'no', null, { timeout: 300_000 })
await settled()
const state = await (await page.request.get(new URL('/state.json', link).href)).json()
const spots = await (await page.request.get(new URL('/spots.json', link).href)).json()

// A paragraph in the middle of the longest article.
const files = state.articles.map(own => join(project, own.file))
const file = files.sort((a, b) => statSync(b).size - statSync(a).size)[0]
const own = spots.texts.filter(spot => file.endsWith(spot.file) && spot.text.length > 60)
const spot = own[Math.floor(own.length / 2)]
const good = readFileSync(file, 'utf8')
const lines = good.split('\n')
const text = lines[spot.line - 1]
await page.evaluate(index => document.querySelector(`.leaf[data-index="${index}"]`).scrollIntoView({ block: 'center' }), spot.page)
await page.waitForTimeout(1500)

const [begun, before] = [memory(), spent()]
const [painted, told, grown] = [[], [], []]
for (let edit = 0; edit < Number(count); edit += 1) {
  await settled()
  await page.waitForTimeout(150)
  const waiting = page.evaluate(index => new Promise(done => {
    const leaf = document.querySelector(`.leaf[data-index="${index}"]`)
    let told = null
    new MutationObserver((changes, observer) => {
      for (const { attributeName } of changes) {
        if (attributeName === 'data-key') told = performance.timeOrigin + performance.now()
        if (attributeName === 'data-painted' && told) {
          observer.disconnect()
          done([told, performance.timeOrigin + performance.now()])
        }
      }
    }).observe(leaf, { attributes: true })
  }), spot.page)
  // The text stays as long as it is, as when a word is put right.
  lines[spot.line - 1] = `${String.fromCodePoint(0x4e00 + edit % 2000)}${text.slice(1)}`
  const since = performance.timeOrigin + performance.now()
  writeFileSync(file, lines.join('\n'))
  const [heard, seen] = await waiting
  told.push(heard - since)
  painted.push(seen - since)
  if (edit % 100 === 99) grown.push(memory().now)
}
await settled()
const [ended, cpu] = [memory(), spent() - before]
writeFileSync(file, good)
await browser.close()
child.kill()

const at = (list, share) => Math.round([...list].sort((a, b) => a - b)[Math.min(Math.floor(list.length * share), list.length - 1)])
console.log(`${state.plan.pages.length} pages, ${count} edits of ${readdirSync(join(project, 'issues', state.issue, 'articles')).length} articles`)
console.log(`saved to painted: median ${at(painted, 0.5)} ms, 95th percentile ${at(painted, 0.95)} ms`)
console.log(`saved to told:    median ${at(told, 0.5)} ms, 95th percentile ${at(told, 0.95)} ms`)
console.log(`memory: ${[begun.now, ...grown, ended.now].join(', ')} MB, ${ended.most} MB at most`)
console.log(`CPU of the program: ${Math.round(cpu / painted.length * 1000)} ms for each edit, with all that follows the page`)
