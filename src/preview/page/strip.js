// The flatplan: small views of all spreads, sections, budgets; articles are dragged to another place.
import { $, articleOf, ask, isEditor, make, on, pageName, say, seen, sumOf, toast } from '/desk.js'
import { go } from '/sheets.js'

let dragged = null
let held = false // whether an article is held: what lies under the pointer stays until it is let go
let now = null // the page that is read

export function begin() {
  on('state', show)
  on('scroll', follow)
}

// Marks the page that is read, and keeps it in view.
function follow(index) {
  if (index === now) return
  now = index
  for (const own of document.querySelectorAll('#plan button.thumb')) {
    const is = Number(own.dataset.index) === index
    own.toggleAttribute('data-now', is)
    if (is) own.setAttribute('aria-current', 'page')
    else own.removeAttribute('aria-current')
    if (is && !$('strip').contains(document.activeElement)) own.scrollIntoView({ block: 'nearest' })
  }
}

function show({ plan, articles, busy }) {
  if (!plan || held) return
  const { inside, multiple, missing } = plan
  $('sum').textContent = say(missing ? 'preview-pages-missing' : 'preview-pages', { pages: inside, multiple, missing })
  $('sum').dataset.kind = missing ? 'bad' : ''
  const views = plan.pages.map(({ key, ...rest }) => rest)
  const stands = JSON.stringify([plan.spreads, views, articles.map(({ id, title, miss, page }) => [id, title, miss, page]), seen.language, isEditor()])
  const list = $('plan')
  if (list.dataset.stands === stands) return busy === 'setting' ? undefined : freshen(plan)
  list.dataset.stands = stands
  const active = document.activeElement?.dataset?.article
  list.replaceChildren(...plan.spreads.map(spread))
  const read = now
  now = null
  if (read !== null) follow(read)
  if (active) list.querySelector(`[data-article="${CSS.escape(active)}"]`)?.focus()
}

// Renews the small views that are others now: after the pages themselves, which are waited for.
let waiting
function freshen({ pages }) {
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    for (const own of document.querySelectorAll('#plan button.thumb')) {
      const [image, source] = [own.querySelector('img'), `/thumb/${pages[own.dataset.index]?.key}.jpg`]
      if (image.getAttribute('src') !== source) image.src = source
    }
  }, 400)
}

function spread(slots) {
  const { plan, articles } = seen.state
  const indices = slots.filter(Number.isInteger)
  const begins = articles.filter(own => indices.includes(own.page))
  return make('li', {},
    make('div.pair', {}, ...slots.map(slot => slot === null ? make('i.thumb.nothing') : slot === 'missing'
      ? make('i.thumb.missing', { title: say('preview-missing') }) : thumb(slot, plan.pages[slot]))),
    begins.length ? make('ul.chips', {}, ...begins.map(chip)) : null)
}

function thumb(index, page) {
  const name = pageName(page)
  const own = make('button.thumb', { type: 'button', 'aria-label': name, 'data-index': index, onclick: () => go(index) },
    make('img', { src: `/thumb/${page.key}.jpg`, alt: '', loading: 'lazy', draggable: 'false' }),
    make('span', {}, page.cover ? name : String(page.folio)))
  if (page.color) own.style.setProperty('--c', page.color)
  return own
}

function chip(article) {
  const { miss, title, id } = article
  const sign = miss ? make(miss.pages > 0 ? 'b.over' : 'b.under', { title: say(miss.pages > 0 ? 'preview-over' : 'preview-under', miss) }, `${miss.pages > 0 ? '+' : '−'}${Math.abs(miss.pages)}`) : null
  const own = make('li.chip', {}, make('button', {
    type: 'button', 'data-article': id,
    onclick: () => { if (!dragged) go(article.page) },
    onkeydown: event => {
      if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return
      event.preventDefault()
      shift(id, event.key === 'ArrowUp' ? -1 : 1)
    },
    onpointerdown: event => { if (isEditor() && event.button === 0 && event.pointerType !== 'touch') drag(id, event) },
  }, title, sign))
  own.style.setProperty('--c', article.color ?? 'transparent')
  return own
}

// Follows the pointer until it is let go; over a title a line shows where the article goes.
function drag(id, { clientX, clientY }) {
  let to = null
  held = true
  const move = event => {
    if (!dragged && Math.hypot(event.clientX - clientX, event.clientY - clientY) < 5) return
    dragged = id
    document.body.dataset.drags = ''
    const box = $('strip').getBoundingClientRect()
    if (event.clientY > box.bottom - 40) $('strip').scrollBy(0, 14)
    if (event.clientY < box.top + 40) $('strip').scrollBy(0, -14)
    clear()
    const own = document.elementFromPoint(event.clientX, event.clientY)?.closest('.chip')
    const other = own?.querySelector('button').dataset.article
    to = null
    if (!own || other === id) return
    const { top, height } = own.getBoundingClientRect()
    const behind = event.clientY > top + height / 2
    own.dataset.drop = behind ? 'behind' : 'before'
    to = { before: behind ? next(other) : other }
  }
  const end = event => {
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', end)
    removeEventListener('pointercancel', end)
    removeEventListener('keydown', leave)
    clear()
    delete document.body.dataset.drags
    held = false
    if (event.type === 'pointerup' && to && to.before !== id) place(id, to.before)
    // The click that ends it opens nothing, and comes before what is new.
    setTimeout(() => {
      dragged = null
      show(seen.state)
    })
  }
  const leave = event => { if (event.key === 'Escape') end(event) }
  addEventListener('pointermove', move)
  addEventListener('pointerup', end)
  addEventListener('pointercancel', end)
  addEventListener('keydown', leave)
}

function clear() {
  for (const own of document.querySelectorAll('[data-drop]')) delete own.dataset.drop
}

// The article behind another; nothing behind the last.
const next = id => {
  const { articles } = seen.state
  return articles[articles.findIndex(own => own.id === id) + 1]?.id ?? null
}

// Moves an article by one place.
export function shift(id, by) {
  const { articles } = seen.state
  const at = articles.findIndex(own => own.id === id)
  if (by < 0 && at > 0) return place(id, articles[at - 1].id)
  if (by > 0 && at < articles.length - 1) return place(id, articles[at + 2]?.id ?? null)
}

async function place(article, before) {
  const told = await ask({ do: 'move', article, before, sum: sumOf(`issues/${seen.state.issue}/issue.yml`) })
  if (told?.voided?.length) {
    const names = told.voided.map(own => `${articleOf(own.article)?.title ?? seen.state.issue} · ${say(`stage-${own.stage}`)} · ${own.by}`)
    toast(say('preview-voided', { file: told.done, names: `\n${names.join('\n')}` }), 'bad')
  }
}
