// Beside the pages: what was found, the articles, the queries.
import { $, articleOf, ask, editorLink, isEditor, make, on, open, say, seen, sumOf, tell } from '/desk.js'
import { go, only } from '/sheets.js'
import { shift } from '/strip.js'

const tabs = ['findings', 'articles', 'queries', 'altered']
let chosen = null // the finding that was chosen last

export function begin() {
  for (const name of tabs) {
    const tab = $(`tab-${name}`)
    tab.onclick = () => turn(name)
    tab.onkeydown = event => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
      if (!by) return
      const next = tabs[(tabs.indexOf(name) + by + tabs.length) % tabs.length]
      turn(next)
      $(`tab-${next}`).focus()
    }
  }
  on('state', show)
  on('spots', changed)
  on('found', id => {
    turn('findings')
    choose(id, false)
  })
  on('asked', own => {
    turn('queries')
    $('queries').querySelector(`[data-query="${CSS.escape(`${own.article}/${own.index}`)}"]`)?.scrollIntoView({ block: 'nearest' })
  })
}

function turn(name) {
  for (const own of tabs) {
    $(own).hidden = own !== name
    $(`tab-${own}`).setAttribute('aria-selected', own === name)
    $(`tab-${own}`).tabIndex = own === name ? 0 : -1
  }
}

// Renews a list only where it says something else, and keeps what is open, focused and scrolled.
function renew(list, stands, children) {
  const text = JSON.stringify([stands, seen.language, isEditor()])
  if (list.dataset.stands === text) return
  const had = list.dataset.stands !== undefined
  list.dataset.stands = text
  const [top, key] = [list.scrollTop, document.activeElement?.dataset?.key]
  const opened = new Set([...list.querySelectorAll('details[open]')].map(own => own.dataset.key))
  list.replaceChildren(...children())
  for (const own of list.querySelectorAll('details')) own.open = opened.has(own.dataset.key)
  if (had) list.scrollTop = top
  if (key) list.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true })
}

function show({ findings, articles, queries }) {
  $('count-findings').textContent = findings.filter(own => own.severity !== 'note').length || ''
  $('count-articles').textContent = articles.length || ''
  $('count-queries').textContent = queries.length || ''
  renew($('findings'), findings, () => found(findings))
  renew($('articles'), articles, () => articles.map(article))
  renew($('queries'), queries, () => queries.length ? queries.map(asked) : [make('p.soft', {}, say('preview-queries-none'))])
}

// What was changed since the articles were last approved or read, article by article.
function changed({ altered }) {
  $('count-altered').textContent = altered.length || ''
  renew($('altered'), altered, () => {
    if (!altered.length) return [make('p.soft', {}, say('preview-altered-none'))]
    const files = [...new Set(altered.map(own => own.file))]
    return files.map(file => make('section', {},
      make('h2', {}, seen.state.articles.find(own => own.file === file)?.title ?? file),
      make('ol', {}, ...altered.filter(own => own.file === file).map(alteration))))
  })
}

function alteration({ file, line, was, is, boxes }, at) {
  const words = [was && make('del', {}, was), is && make('ins', {}, is)].filter(Boolean)
  const [first] = boxes
  const link = editorLink(file, line)
  const place = `${file.split('/').pop()}:${line}`
  return make('li', {},
    first ? make('button.message', { type: 'button', 'data-key': `altered-${file}-${at}`, onclick: () => go(first.page, first.area) }, ...words) : make('p.message', {}, ...words),
    make('p.foot', {}, link ? make('a', { href: link }, place) : make('span.soft', {}, place)))
}

function found(findings) {
  const groups = ['stop', 'warn', 'note'].map(severity => [severity, findings.filter(own => own.severity === severity)])
  const shown = groups.filter(([, list]) => list.length)
  if (!shown.length) return [make('p.soft', {}, say('preview-findings-none'))]
  return shown.map(([severity, list]) => make(`section.${severity}`, {},
    make('h2', {}, say(`preview-${severity}`), ' ', make('span.count', {}, list.length)),
    make('ol', {}, ...list.map(finding))))
}

function finding(own) {
  const { id, file, line } = own
  const link = editorLink(file, line, own.column)
  const place = file ? `${file.split('/').pop()}${line ? `:${line}` : ''}` : ''
  const head = own.page === null ? make('p.message', {}, own.message)
    : make('button.message', { type: 'button', 'data-key': id, onclick: () => choose(id, true) }, own.message)
  const acts = isEditor() ? [
    own.mendable && make('button.act', { type: 'button', 'data-key': `${id}-mend`, onclick: () => ask({ do: 'mend', id, sum: sumOf(file) }) }, say('preview-mend')),
    own.waivable && own.severity !== 'note' && make('button.act', { type: 'button', 'data-key': `${id}-waive`, onclick: () => waive(own) }, say('preview-waive')),
  ] : []
  const item = make('li', { 'data-finding': id }, head,
    own.hint && make('p.hint', {}, own.hint),
    make('p.foot', {}, link ? make('a', { href: link }, place) : make('span.soft', {}, place), ...acts.filter(Boolean)))
  if (chosen === id) item.dataset.chosen = ''
  return item
}

function choose(id, moves) {
  chosen = id
  for (const own of document.querySelectorAll('[data-finding]')) own.toggleAttribute('data-chosen', own.dataset.finding === id)
  document.querySelector(`[data-finding="${id}"]`)?.scrollIntoView({ block: 'nearest' })
  const own = seen.state.findings.find(own => own.id === id)
  if (moves && own?.page !== null) go(own.page, own.area)
}

// The next finding with a place on a page, or the one before.
export function step(by) {
  const list = seen.state?.findings.filter(own => own.page !== null && own.severity !== 'note') ?? []
  if (!list.length) return
  const at = list.findIndex(own => own.id === chosen)
  turn('findings')
  choose(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length].id, true)
}

async function waive(own) {
  $('waive-what').textContent = own.message
  $('waive-why').value = ''
  if (!await open($('waive'))) return
  const whole = document.querySelector('#waive input[name=reach]:checked').value === 'whole'
  ask({ do: 'waive', id: own.id, reason: $('waive-why').value, whole, sum: sumOf(own.file) })
}

function article(own) {
  const { id, miss } = own
  const link = editorLink(own.file)
  const { articles } = seen.state
  const at = articles.findIndex(other => other.id === id)
  const length = own.budget ? say('preview-budget', { pages: own.pages, budget: own.budget }) : say('preview-length', { pages: own.pages ?? '–' })
  const who = own.who.join('、')
  const stage = own.next && say(`stage-${own.next}`)
  const next = own.approved && !own.next ? say('preview-approved') : own.returned ? say('preview-returned')
    : own.next ? say(who ? 'preview-next-step' : 'preview-next-nobody', { stage, who }) : ''
  const alone = make('button.act', { type: 'button', 'data-key': `${id}-alone`, disabled: own.page === null, onclick: () => only(id) }, say('preview-alone'))
  const item = make('article.card', {},
    make('h2', {}, make('button', { type: 'button', 'data-key': `${id}-go`, onclick: () => own.page !== null && go(own.page) }, own.title)),
    make('p.soft', {}, [own.section, own.authors.join('、'), own.first === null ? '' : own.first === own.last ? `${own.first}` : `${own.first}–${own.last}`].filter(Boolean).join(' · ')),
    make('p.numbers', {}, make('span', {}, length),
      miss ? make(miss.pages > 0 ? 'b.over' : 'b.under', {}, say(miss.pages > 0 ? 'preview-over' : 'preview-under', miss)) : make('span.soft', {}, say('preview-left', { lines: own.left ?? '–' })),
      make('span', {}, say('preview-chars', { count: own.chars }))),
    next && make('p.next', { 'data-approved': own.approved && !own.next }, next),
    own.signatures.length ? make('details', { 'data-key': `${id}-signed` }, make('summary', {}, say('preview-signatures', { count: own.signatures.length })),
      make('ol.signed', {}, ...own.signatures.map(signed))) : null,
    isEditor() ? make('p.foot', {},
      link && make('a', { href: link }, say('preview-open', { file: own.file.split('/').pop(), line: 1 })),
      alone,
      make('button.act', { type: 'button', 'data-key': `${id}-query`, onclick: () => query(id) }, say('preview-query')),
      make('label.act', {}, make('span', {}, say('preview-opener')), opener(own)),
      make('button.act', { type: 'button', 'data-key': `${id}-earlier`, disabled: at === 0, 'aria-label': say('preview-earlier', { title: own.title }), title: say('preview-earlier', { title: own.title }), onclick: () => shift(id, -1) }, '↑'),
      make('button.act', { type: 'button', 'data-key': `${id}-later`, disabled: at === articles.length - 1, 'aria-label': say('preview-later', { title: own.title }), title: say('preview-later', { title: own.title }), onclick: () => shift(id, 1) }, '↓'))
      : make('p.foot', {}, alone, make('button.act', { type: 'button', 'data-key': `${id}-query`, onclick: () => query(id) }, say('preview-query'))))
  item.style.setProperty('--c', own.color ?? 'transparent')
  return item
}

function signed(own) {
  const values = { stage: say(`stage-${own.stage}`), who: own.by, date: own.date }
  return make('li', {}, say(own.void ? 'preview-signed-void' : 'preview-signed', values))
}

function opener(own) {
  const forms = ['auto', 'spread', 'half', 'band', 'type']
  const select = make('select', { 'data-key': `${own.id}-opener`, onchange: event => {
    const form = event.target.value
    ask({ do: 'opener', article: own.id, opener: form === 'auto' ? null : form, sum: own.sum })
  } }, ...forms.map(form => make('option', { value: form, selected: form === (own.opener ?? 'auto') }, say(`preview-opener-${form}`))))
  return select
}

function asked(own) {
  const link = editorLink(own.file, own.line)
  const title = articleOf(own.article)?.title ?? own.article
  return make('article.card', { 'data-query': `${own.article}/${own.index}` },
    make('h2', {}, make('button', { type: 'button', 'data-key': `query-${own.article}-${own.index}`, onclick: () => own.page !== null && go(own.page, own.area) }, own.text)),
    make('p.soft', {}, [own.by, title, own.at && `“${own.at}”`].filter(Boolean).join(' · ')),
    make('p.foot', {}, link && make('a', { href: link }, `${own.file.split('/').pop()}:${own.line}`),
      isEditor() && make('button.act', { type: 'button', onclick: () => ask({ do: 'settle', article: own.article, index: own.index, sum: sumOf(own.file) }) }, say('preview-query-settle'))))
}

// Asks for a query to a place, and puts it there.
export async function query(article, at = null) {
  $('query-at').textContent = at ? say('preview-query-at', { words: at }) : articleOf(article)?.title ?? ''
  $('query-text').value = ''
  $('query-by').value = localStorage.getItem('by') ?? seen.state.me ?? ''
  if (!await open($('query'))) return
  const [text, by] = [$('query-text').value, $('query-by').value.trim()]
  if (by) localStorage.setItem('by', by)
  const told = await ask({ do: 'query', article, at, text, by: by || null, sum: sumOf(articleOf(article)?.file) })
  if (told) {
    turn('queries')
    tell('room', 'panel')
  }
}
