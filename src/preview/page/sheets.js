// The spreads: pages as they will be printed, sharp at any size, with what lies over them.
import { $, articleOf, editorLink, isEditor, make, on, open, ask, pageName, say, seen, sumOf, tell, toast } from '/desk.js'
import { query } from '/panel.js'

const SVG = 'http://www.w3.org/2000/svg'
const room = $('sheets')
let scale = 1 // CSS px for one pt
let fitted = true // whether the size follows the window
let double = matchMedia('(min-width: 760px)').matches
let leaves = new Map() // page index → its element
let near = new Set() // the elements that are in view or nearly
let alone = null // the article whose pages alone are shown
let picked = null // the text or picture that was clicked
let hits = { list: [], at: -1 }

const marked = name => document.querySelector(`#marks input[name=${name}]`).checked

// Only what is in view, or nearly, is drawn; the rest keeps its small view.
const watcher = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) near.add(target)
    else near.delete(target)
    draw(target)
  }
}, { root: room, rootMargin: '120% 0px' })

export function begin() {
  on('pages', pages)
  on('state', () => { for (const leaf of near) overlay(leaf) })
  on('spots', () => { search(false); for (const leaf of near) overlay(leaf) })
  on('escape', () => pick(null))
  new ResizeObserver(() => { if (fitted) fit() }).observe(room)
  room.addEventListener('click', click)
  room.addEventListener('dblclick', event => { if (picked?.file) follow(picked); event.preventDefault() })
  room.addEventListener('scroll', () => { pick(null); tell('scroll', Number(middle()?.dataset.index)) }, { passive: true })
  room.addEventListener('wheel', event => {
    if (!event.ctrlKey) return
    event.preventDefault()
    zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1, event)
  }, { passive: false })
  for (const own of document.querySelectorAll('#marks input')) {
    own.checked = JSON.parse(localStorage.getItem(`mark-${own.name}`) ?? String(own.checked))
    own.onchange = () => {
      localStorage.setItem(`mark-${own.name}`, own.checked)
      room.classList.toggle('bleeds', marked('bleed'))
      if (fitted) fit()
      for (const leaf of leaves.values()) overlay(leaf)
    }
  }
  room.classList.toggle('bleeds', marked('bleed'))
  inks([])
  on('words', () => inks([]))
  $('alone').onclick = () => only(null)
  $('inks').onchange = () => {
    ink = $('inks').value
    for (const leaf of leaves.values()) film(leaf)
    most()
  }
  on('scroll', most)
  $('pairs').setAttribute('aria-pressed', double)
  $('search').onsubmit = event => { event.preventDefault(); turnTo(hits.at + 1) }
  $('hit-before').onclick = () => turnTo(hits.at - 1)
  $('words').oninput = () => search(true)
}

// Shows other pages: what stays the same stays as it is, and the place that was read too.
function pages({ plan }) {
  if (!plan) return
  const anchor = anchored()
  if (alone && !articleOf(alone)) alone = null
  $('alone').hidden = !alone
  const shape = JSON.stringify([alone, double, plan.spreads, plan.pages.map(page => page.size)])
  if (room.dataset.shape !== shape) build(plan, shape)
  for (const [index, leaf] of leaves) {
    const page = plan.pages[index]
    leaf.page = page
    leaf.querySelector('img').alt = alt(page)
    leaf.setAttribute('aria-label', pageName(page))
    if (leaf.dataset.key !== page.key) {
      leaf.dataset.key = page.key
      if (!leaf.dataset.drawn) leaf.style.backgroundImage = ''
      draw(leaf)
    }
  }
  if (fitted) fit()
  restore(anchor)
}

function alt(page) {
  const titles = page.articles.map(id => articleOf(id)?.title).filter(Boolean).join('、')
  const name = pageName(page)
  return titles ? say('preview-page-of', { folio: name, titles }) : name
}

function build(plan, shape) {
  room.dataset.shape = shape
  watcher.disconnect()
  near = new Set()
  const old = leaves
  leaves = new Map()
  const of = slots => slots.some(slot => plan.pages[slot]?.articles.includes(alone))
  const spreads = alone ? plan.spreads.filter(of) : plan.spreads
  const groups = double ? spreads : spreads.flat().filter(slot => slot !== null && (!alone || of([slot]))).map(slot => [slot])
  room.replaceChildren(...groups.map(slots => {
    const spread = make('div.spread')
    for (const slot of slots) {
      if (slot === null) spread.append(make('div.leaf.nothing'))
      else if (slot === 'missing') spread.append(make('div.leaf.missing', {}, make('span', {}, say('preview-missing'))))
      else {
        const leaf = old.get(slot) ?? make('div.leaf', { role: 'group', tabindex: 0 }, make('img', { draggable: 'false' }))
        leaf.dataset.index = slot
        leaves.set(slot, leaf)
        spread.append(leaf)
      }
    }
    return spread
  }))
  measure(plan)
  for (const leaf of leaves.values()) watcher.observe(leaf)
}

function measure(plan) {
  const [width, height] = plan.pages[0]?.size ?? [595, 842]
  room.style.setProperty('--w', width)
  room.style.setProperty('--h', height)
  for (const [index, leaf] of leaves) {
    const { bleed, size } = plan.pages[index]
    leaf.style.setProperty('--w', size[0])
    leaf.style.setProperty('--h', size[1])
    for (const [at, side] of ['l', 't', 'r', 'b'].entries()) leaf.style.setProperty(`--${side}`, bleed[at])
  }
}

// Puts the page in place once it is decoded, so that nothing flickers. Where somebody waits for it, because
// it takes the place of another, it comes as pixels of this screen, which are painted sooner than a drawing.
async function draw(leaf) {
  const { key } = leaf.dataset
  film(leaf)
  if (!near.has(leaf)) {
    // Far away: the drawing goes, the small view stays.
    if (leaf.dataset.drawn && !leaf.contains(document.activeElement)) {
      leaf.querySelector('img').removeAttribute('src')
      delete leaf.dataset.drawn
      delete leaf.dataset.pixels
    }
    return
  }
  if (!leaf.dataset.drawn) leaf.style.backgroundImage = `url(/thumb/${key}.jpg)`
  overlay(leaf)
  if (leaf.dataset.drawn === key) return
  const width = leaf.dataset.drawn ? Math.round(leaf.querySelector('img').getBoundingClientRect().width * devicePixelRatio) : 0
  const pixels = width >= 16 && width <= 3000
  if (!await put(leaf, key, pixels ? `/page/${key}-${width}.png` : `/page/${key}.svg`)) return
  leaf.toggleAttribute('data-pixels', pixels)
  leaf.dataset.drawn = key
  leaf.style.backgroundImage = 'none'
  requestAnimationFrame(() => requestAnimationFrame(() => { leaf.dataset.painted = key }))
  if (pixels) later()
}

// Puts a picture of a page in place; tells whether it is wanted still.
async function put(leaf, key, src) {
  const next = make('img', { draggable: 'false', alt: leaf.querySelector('img').alt, src })
  try { await next.decode() } catch { return false }
  if (leaf.dataset.key !== key || !near.has(leaf)) return false
  // What is decoded takes the place itself: the same address again would be read again.
  leaf.querySelector('img').replaceWith(next)
  return true
}

// Draws what is there as pixels: once nothing happens any more, at once for another size.
let waiting
function later() {
  clearTimeout(waiting)
  waiting = setTimeout(() => seen.state.busy === 'no' ? sharpen() : later(), 2000)
}

async function sharpen() {
  for (const leaf of near) {
    const { key } = leaf.dataset
    if (leaf.hasAttribute('data-pixels') && await put(leaf, key, `/page/${key}.svg`)) leaf.removeAttribute('data-pixels')
  }
}

// What the inks print, one by one or all of them on one another: asked of the program page by page.
let ink = ''
const plates = new Map() // the name of a page → what its plates are
const process = ['Cyan', 'Magenta', 'Yellow', 'Black']

function inks(names) {
  const list = $('inks')
  const own = ['', 'total', ...process, ...names.filter(name => !process.includes(name))]
  const kept = new Set([...own, ...[...list.options].map(option => option.value)])
  const word = name => name === '' ? say('preview-ink-none') : name === 'total' || process.includes(name) ? say(`preview-ink-${name.toLowerCase()}`) : name
  list.replaceChildren(...[...kept].map(name => make('option', { value: name, selected: name === ink }, word(name))))
}

async function platesOf(key) {
  if (!plates.has(key)) {
    plates.set(key, fetch(`/plates/${key}.json?lang=${seen.language}`).then(async answer => {
      const told = await answer.json()
      if (!answer.ok) toast(told.reasons.map(({ message }) => message).join('\n'), 'bad')
      return answer.ok ? told : null
    }).catch(() => null))
    if (plates.size > 200) plates.delete(plates.keys().next().value)
  }
  return plates.get(key)
}

async function film(leaf) {
  const old = leaf.querySelector('img.plate')
  const { key } = leaf.dataset
  const wanted = ink && near.has(leaf) ? `${key} ${ink}` : ''
  if ((leaf.dataset.plate ?? '') === wanted) return
  leaf.dataset.plate = wanted
  if (!wanted) return old?.remove()
  const told = await platesOf(key)
  if (leaf.dataset.plate !== wanted) return
  const at = ink === 'total' ? 'total' : told?.inks.indexOf(ink)
  if (!told || at === -1) return old?.remove()
  inks(told.inks)
  const name = $('inks').selectedOptions[0].textContent
  const next = make('img.plate', { draggable: 'false', alt: say('preview-ink-of', { ink: name, page: pageName(leaf.page) }), src: `/plates/${key}/${at}.png` })
  try { await next.decode() } catch { return }
  if (leaf.dataset.plate !== wanted) return
  leaf.querySelector('img.plate')?.remove()
  leaf.querySelector('img').after(next)
  leaf.dataset.inked = wanted
  most()
}

// How much ink lies on the page that is read.
async function most() {
  const leaf = ink && middle()
  const told = leaf && await plates.get(leaf.dataset.key)
  $('ink').textContent = told ? say(told.missed ? 'preview-ink-missed' : 'preview-ink-most', { page: pageName(leaf.page), most: told.most, limit: told.limit }) : ''
}

// What lies over a page: lines of the grid, what was found, what was picked.
function overlay(leaf) {
  leaf.querySelector('svg')?.remove()
  const { page } = leaf
  if (!page || !near.has(leaf)) return
  const index = Number(leaf.dataset.index)
  const [width, height] = page.size
  const own = document.createElementNS(SVG, 'svg')
  own.setAttribute('viewBox', `0 0 ${width} ${height}`)
  own.setAttribute('aria-hidden', 'true')
  const box = ([left, top, right, bottom], kind, pad = 0) => {
    const rect = document.createElementNS(SVG, 'rect')
    for (const [key, value] of Object.entries({
      x: left - pad, y: top - pad, width: Math.max(right - left + 2 * pad, 0.1), height: Math.max(bottom - top + 2 * pad, 0.1),
    })) rect.setAttribute(key, value)
    rect.setAttribute('class', kind)
    own.append(rect)
    return rect
  }
  const spots = seen.spots
  const inside = page.folio !== null
  if (spots && inside && marked('grid')) {
    for (const [top, bottom] of spots.lines) {
      for (const [left, right] of spots.columns) box([left, top, right, bottom], 'line')
    }
  }
  if (spots && inside && marked('columns')) {
    for (const [left, right] of spots.columns) box([left, spots.edges[1], right, spots.edges[3]], 'column')
  }
  if (marked('bleed')) box([0, 0, width, height], 'trim')
  if (spots && marked('stops')) {
    for (const stop of spots.stops.filter(stop => stop.page === index)) box(stop.area, stop.kind)
  }
  if (spots && marked('altered')) {
    for (const { is, boxes } of spots.altered) {
      for (const { page, area } of boxes) if (page === index) box(area, is ? 'altered' : 'altered gone')
    }
  }
  const state = seen.state
  if (marked('findings')) {
    for (const finding of state?.findings ?? []) {
      if (finding.page === index && finding.area && finding.severity !== 'note') box(finding.area, `found ${finding.severity}`, 2)
    }
  }
  if (marked('queries')) {
    for (const own of state?.queries ?? []) if (own.page === index && own.area) box(own.area, 'query', 2)
  }
  for (const [at, hit] of hits.list.entries()) if (hit.page === index) box(hit.area, at === hits.at ? 'hit now' : 'hit', 1)
  if (picked?.page === index) box(picked.area, 'picked', 2)
  if (flash?.page === index && flash.area) box(flash.area, 'flash', 4)
  leaf.append(own)
}

let flash = null

// Shows a place on a page.
export function go(page, area = null) {
  if (alone && !leaves.has(page)) only(null)
  const leaf = leaves.get(page)
  if (!leaf) return
  tell('go')
  const own = leaf.getBoundingClientRect()
  const view = room.getBoundingClientRect()
  const top = area ? area[1] * scale : 0
  const seenWhole = own.top + top > view.top + 40 && own.top + (area ? area[3] * scale : own.height) < view.bottom - 20
  if (!seenWhole) {
    const margin = area ? Math.min(view.height / 3, 200) : 16
    room.scrollTo({ top: room.scrollTop + own.top - view.top + top - margin, behavior: calm() ? 'instant' : 'smooth' })
  }
  if (own.left < view.left || own.right > view.right) room.scrollLeft += own.left - view.left - 16
  const before = flash
  flash = { page, area }
  for (const index of [before?.page, page]) if (leaves.has(index)) overlay(leaves.get(index))
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

// The page in the middle of the window.
export function current() {
  const leaf = middle()
  return leaf?.page ?? null
}

function middle() {
  const view = room.getBoundingClientRect()
  const at = view.top + view.height / 2
  let best = null
  for (const leaf of leaves.values()) {
    const own = leaf.getBoundingClientRect()
    const away = Math.max(own.top - at, at - own.bottom, 0)
    if (!best || away < best.away) best = { leaf, away }
  }
  return best?.leaf
}

const spreads = () => [...room.querySelectorAll('.spread')]

export function turn(by) {
  const all = spreads()
  const top = room.getBoundingClientRect().top
  // The spread whose head is next to the upper edge.
  const at = all.findIndex(own => own.getBoundingClientRect().bottom > top + 60)
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)]
  if (next) room.scrollTo({ top: room.scrollTop + next.getBoundingClientRect().top - top - 16, behavior: 'instant' })
}

export function ends(last) {
  room.scrollTo({ top: last ? room.scrollHeight : 0, behavior: 'instant' })
}

// What is read now, to be found again: a page, and how far into it.
function anchored() {
  const leaf = middle()
  if (!leaf) return null
  const own = leaf.getBoundingClientRect()
  return { index: Number(leaf.dataset.index), into: (room.getBoundingClientRect().top - own.top) / own.height }
}

function restore(anchor) {
  const leaf = anchor && leaves.get(anchor.index)
  if (!leaf) return
  const own = leaf.getBoundingClientRect()
  const by = own.top - room.getBoundingClientRect().top + anchor.into * own.height
  if (Math.abs(by) > 1) room.scrollTop += by
}

function resize(next, event) {
  const view = room.getBoundingClientRect()
  const x = (event?.clientX ?? view.left + view.width / 2) - view.left
  const y = (event?.clientY ?? view.top + view.height / 2) - view.top
  const by = next / scale
  const [left, top] = [room.scrollLeft + x, room.scrollTop + y]
  scale = next
  room.style.setProperty('--scale', scale)
  $('zoom').textContent = `${Math.round(scale * 75)}%`
  room.scrollLeft = left * by - x
  room.scrollTop = top * by - y
  sharpen()
  pick(null)
}

export function zoom(by, event) {
  fitted = false
  resize(Math.min(Math.max(scale * by, 0.15), 12), event)
}

export function fit() {
  fitted = true
  const style = getComputedStyle(room)
  const [width, height] = [Number(style.getPropertyValue('--w')) || 595, Number(style.getPropertyValue('--h')) || 842]
  const air = marked('bleed') ? 48 : 0
  const across = (room.clientWidth - 48) / ((double ? 2 * width : width) + air)
  const down = (room.clientHeight - 44) / (height + air)
  // On a narrow window the width counts.
  const next = room.clientWidth < 700 ? across : Math.min(across, down)
  if (next > 0 && Math.abs(next - scale) > 0.0005) {
    const anchor = anchored()
    resize(next)
    restore(anchor)
  }
}

// Shows the pages of one article alone; all pages without one.
export function only(article) {
  alone = article
  if (!seen.state?.plan) return
  pages(seen.state)
  const own = articleOf(article)
  if (own && own.page !== null) go(own.page)
}

export function pairs(next) {
  double = next
  $('pairs').setAttribute('aria-pressed', double)
  if (!seen.state?.plan) return
  const anchor = anchored()
  pages(seen.state)
  fit()
  restore(anchor)
}

// Where on a page a click was: pt from its upper left corner.
function place(event, leaf) {
  const own = leaf.getBoundingClientRect()
  return [(event.clientX - own.left) / scale, (event.clientY - own.top) / scale]
}

const size = ([left, top, right, bottom]) => (right - left) * (bottom - top)
const holds = ([left, top, right, bottom], [x, y], by) => x > left - by && x < right + by && y > top - by && y < bottom + by

function click(event) {
  const leaf = event.target.closest('.leaf')
  if (!leaf?.page) return pick(null)
  const at = place(event, leaf)
  const index = Number(leaf.dataset.index)
  const under = (list, by) => list.filter(own => own.page === index && own.area && holds(own.area, at, by)).sort((a, b) => size(a.area) - size(b.area))[0]
  const found = marked('findings') && under(seen.state.findings.filter(own => own.severity !== 'note'), 3)
  if (found) tell('found', found.id)
  const asked = marked('queries') && under(seen.state.queries, 3)
  if (asked && !found) tell('asked', asked)
  const { texts = [], figures = [] } = seen.spots ?? {}
  const text = under(texts, 3)
  const figure = under(figures, 0)
  pick(text ?? figure ?? null, event)
}

function articleAt(own) {
  return seen.state.articles.find(article => article.file === own.file)?.id
}

// Picks a text or a picture: what can be done with it stands beside it.
function pick(own, event) {
  const before = picked
  picked = own
  for (const page of new Set([before?.page, own?.page])) if (leaves.has(page)) overlay(leaves.get(page))
  const box = $('spot')
  box.hidden = !own
  if (!own) return
  const link = editorLink(own.file, own.line ?? 1)
  const article = articleAt(own)
  const name = say('preview-open', { file: own.file?.split('/').pop(), line: own.line })
  box.replaceChildren(...[
    link && make('a', { href: link }, name),
    !link && own.file && make('span.soft', {}, name),
    article && make('button', { type: 'button', onclick: () => { pick(null); query(article, own.text?.slice(0, 24)) } }, say('preview-query')),
    own.path && own.focus && isEditor() && make('button', { type: 'button', onclick: () => { pick(null); focus(own) } }, say('preview-focus-move')),
  ].filter(Boolean))
  box.setAttribute('aria-label', own.text?.slice(0, 24) ?? own.path ?? '')
  const { width, height } = box.getBoundingClientRect()
  box.style.left = `${Math.min(Math.max(event.clientX - 20, 8), innerWidth - width - 8)}px`
  box.style.top = `${event.clientY + height + 26 < innerHeight ? event.clientY + 16 : event.clientY - height - 12}px`
}

function follow(own) {
  const link = editorLink(own.file, own.line ?? 1)
  if (link) location.href = link
}

// Moves the point that the crops of a picture keep.
async function focus(own) {
  const [x, y, point] = [$('focus-x'), $('focus-y'), $('focus-point')]
  const show = () => { point.style.left = `${x.value}%`; point.style.top = `${y.value}%` }
  ;[x.value, y.value] = own.focus.map(part => Math.round(part * 100))
  x.oninput = y.oninput = show
  show()
  $('focus-title').textContent = say('preview-focus', { path: own.path })
  $('focus-picture').src = `/picture?path=${encodeURIComponent(own.path)}`
  const view = $('focus-view')
  const move = event => {
    const box = view.getBoundingClientRect()
    const part = (at, from, length) => Math.round(Math.min(Math.max((at - from) / length, 0), 1) * 100)
    x.value = part(event.clientX, box.left, box.width)
    y.value = part(event.clientY, box.top, box.height)
    show()
  }
  view.onpointerdown = event => { view.setPointerCapture(event.pointerId); move(event) }
  view.onpointermove = event => { if (view.hasPointerCapture(event.pointerId)) move(event) }
  if (await open($('focus'))) {
    await ask({ do: 'focus', path: own.path, x: Number(x.value), y: Number(y.value), sum: sumOf(own.file) })
  }
}

// Looks for words in all texts.
function search(moves) {
  const words = $('words').value.replace(/\s/g, '').toLowerCase()
  const pages = new Set(hits.list.map(hit => hit.page))
  const texts = seen.spots?.texts ?? []
  const list = words ? texts.filter(own => own.text.toLowerCase().includes(words)) : []
  hits = { list, at: moves ? -1 : Math.min(hits.at, list.length - 1) }
  for (const hit of list) pages.add(hit.page)
  for (const page of pages) if (leaves.has(page)) overlay(leaves.get(page))
  if (moves && list.length) turnTo(0)
  told()
}

function told() {
  const { list, at } = hits
  const none = $('words').value.trim() ? say('preview-search-none') : ''
  $('hits').textContent = list.length ? say('preview-search-count', { at: at + 1, count: list.length }) : none
}

function turnTo(at) {
  if (!hits.list.length) return
  hits.at = (at + hits.list.length) % hits.list.length
  const hit = hits.list[hits.at]
  go(hit.page, hit.area)
  told()
}
