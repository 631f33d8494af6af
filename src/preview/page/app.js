// The page: listens to what the program tells, and hands it to strip, sheets and panel.
import { $, articleOf, ask, editorLink, isEditor, loadWords, make, on, pageName, say, seen, tell, toast } from '/desk.js'
import * as book from '/book.js'
import * as panel from '/panel.js'
import * as sheets from '/sheets.js'
import * as strip from '/strip.js'

let source = null
let offline = null

function listen() {
  source?.close()
  source = new EventSource(`/events?lang=${seen.language}`)
  source.onmessage = message => {
    clearTimeout(offline)
    offline = null
    take(JSON.parse(message.data))
  }
  source.onerror = () => {
    // A browser that comes back connects again by itself.
    offline ??= setTimeout(() => status(say('preview-offline'), 'bad'), 1500)
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000)
  }
}

// Takes what is new.
function take(news) {
  const before = seen.state
  const state = seen.state = { ...before, ...news }
  document.documentElement.dataset.role = state.role
  if (state.name) {
    const title = say('preview-title', { name: state.name, issue: state.issue })
    $('title').textContent = title
    document.title = title
  }
  const busy = { setting: 'preview-setting', looking: 'preview-looking', no: 'preview-current' }[state.busy]
  status(state.ended ? say('preview-ended') : say(busy), state.ended ? 'bad' : state.busy)
  fault(state.fault)
  $('undo').disabled = !state.undo
  if (before?.pagesVersion !== state.pagesVersion) tell('pages', state)
  if (news.plan || news.articles || news.findings) tell('state', state)
  if (state.fresh && seen.spots?.version !== state.pagesVersion) spots(state.pagesVersion)
  if (state.ended) source.close()
}

async function spots(version) {
  seen.spots = { ...(seen.spots ?? { texts: [], figures: [], stops: [], altered: [], columns: [], lines: [] }), version }
  const answer = await fetch('/spots.json')
  if (!answer.ok || seen.spots.version !== version) return
  seen.spots = { ...await answer.json(), version }
  tell('spots', seen.spots)
}

function status(text, kind) {
  $('status').textContent = text
  $('status').dataset.kind = kind
}

function fault(faults) {
  const own = $('fault')
  const shown = faults?.length > 0
  if (own.hidden !== !shown) own.hidden = !shown
  if (!shown) return
  $('fault-title').textContent = say('preview-fault', { count: faults.length })
  $('faults').replaceChildren(...faults.slice(0, 12).map(one => {
    const link = editorLink(one.file, one.line, one.column)
    const place = one.file ? `${one.file}${one.line ? `:${one.line}` : ''}` : ''
    return make('li', {}, make('b', {}, one.message), ' ', one.hint ?? '', ' ',
      link ? make('a', { href: link }, place) : make('span.soft', {}, place))
  }))
}

// On a telephone one room is seen at a time.
function enter(room) {
  document.body.dataset.room = room
  for (const own of document.querySelectorAll('[data-room]')) {
    if (own.tagName === 'BUTTON') own.setAttribute('aria-current', own.dataset.room === room)
  }
}

function scheme(next) {
  if (next) localStorage.setItem('scheme', next)
  const own = localStorage.getItem('scheme')
  if (own) document.documentElement.dataset.scheme = own
}

const dark = () => getComputedStyle(document.documentElement).colorScheme === 'dark'
  || (!document.documentElement.dataset.scheme && matchMedia('(prefers-color-scheme: dark)').matches)

const keys = {
  j: () => sheets.turn(1), k: () => sheets.turn(-1),
  PageDown: () => sheets.turn(1), PageUp: () => sheets.turn(-1),
  Home: () => sheets.ends(false), End: () => sheets.ends(true),
  '+': () => sheets.zoom(1.2), '=': () => sheets.zoom(1.2), '-': () => sheets.zoom(1 / 1.2), 0: () => sheets.fit(),
  1: () => sheets.pairs(false), 2: () => sheets.pairs(true),
  '/': () => $('words').focus(),
  n: () => panel.step(1), p: () => panel.step(-1),
  z: () => { if (isEditor() && seen.state.undo) ask({ do: 'undo' }) },
  r: () => { if (isEditor()) ask({ do: 'refresh' }) },
  o: () => {
    const article = articleOf(sheets.current()?.articles[0])
    const link = article && editorLink(article.file)
    if (link) location.href = link
  },
  q: () => {
    const article = sheets.current()?.articles[0]
    if (article) panel.query(article)
    else toast(say('preview-query-click'))
  },
  b: () => $('book-button').click(),
  '?': () => $('help').showModal(),
  Escape: () => tell('escape'),
}

document.addEventListener('keydown', event => {
  const typing = event.target.closest('input:not([type=checkbox]), textarea, select, dialog[open]')
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (typing && event.key !== 'Escape') return
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
  if (!act) return
  if (!typing) event.preventDefault()
  act()
})

$('zoom-in').onclick = () => sheets.zoom(1.2)
$('zoom-out').onclick = () => sheets.zoom(1 / 1.2)
$('zoom-fit').onclick = () => sheets.fit()
$('pairs').onclick = () => sheets.pairs($('pairs').getAttribute('aria-pressed') !== 'true')
$('undo').onclick = () => ask({ do: 'undo' })
$('help-button').onclick = () => $('help').showModal()
$('scheme').onclick = () => scheme(dark() ? 'light' : 'dark')
$('language').onclick = async () => {
  seen.language = seen.language === 'en' ? 'zh' : 'en'
  localStorage.setItem('language', seen.language)
  await loadWords()
  tell('words')
  seen.state = null
  listen()
}
for (const own of document.querySelectorAll('.rooms button')) own.onclick = () => enter(own.dataset.room)
on('go', () => enter('sheets'))
on('room', enter)

const menu = $('marks-button')
menu.onclick = () => {
  const open = menu.getAttribute('aria-expanded') !== 'true'
  menu.setAttribute('aria-expanded', open)
  $('marks').hidden = !open
}
on('escape', () => {
  menu.setAttribute('aria-expanded', false)
  $('marks').hidden = true
})

scheme()
enter('sheets')
await loadWords()
strip.begin()
sheets.begin()
panel.begin()
book.begin()
listen()
