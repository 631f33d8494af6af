// The flatplan: small views of all spreads, sections, budgets; articles are dragged to another place.
import { $, articleOf, ask, isEditor, make, on, pageName, say, seen, sumOf, toast } from '/desk.js'
import { go } from '/sheets.js'

let dragged = null

export function begin() {
  on('state', show)
  on('scroll', page => {
    for (const own of document.querySelectorAll('#plan .thumb')) {
      own.toggleAttribute('data-now', Number(own.dataset.index) === seen.state?.plan.pages.indexOf(page))
    }
  })
}

function show({ plan, articles }) {
  if (!plan) return
  const { inside, multiple, missing } = plan
  $('sum').textContent = say(missing ? 'preview-pages-missing' : 'preview-pages', { pages: inside, multiple, missing })
  $('sum').dataset.kind = missing ? 'bad' : ''
  const stands = JSON.stringify([plan.spreads, plan.pages, articles.map(({ id, title, miss, page }) => [id, title, miss, page]), seen.language, isEditor()])
  const list = $('plan')
  if (list.dataset.stands === stands) return
  list.dataset.stands = stands
  const active = document.activeElement?.dataset?.article
  list.replaceChildren(...plan.spreads.map(spread))
  if (active) list.querySelector(`[data-article="${CSS.escape(active)}"]`)?.focus()
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
    type: 'button', 'data-article': id, draggable: isEditor() ? 'true' : 'false',
    onclick: () => go(article.page),
    onkeydown: event => {
      if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return
      event.preventDefault()
      shift(id, event.key === 'ArrowUp' ? -1 : 1)
    },
    ondragstart: event => { dragged = id; event.dataTransfer.setData('text/plain', id); event.dataTransfer.effectAllowed = 'move' },
    ondragend: () => { dragged = null; clear() },
  }, title, sign))
  own.style.setProperty('--c', article.color ?? 'transparent')
  own.addEventListener('dragover', event => {
    if (!dragged || dragged === id) return
    event.preventDefault()
    clear()
    own.dataset.drop = behind(event, own) ? 'behind' : 'before'
  })
  own.addEventListener('drop', event => {
    event.preventDefault()
    const to = behind(event, own) ? next(id) : id
    if (dragged && dragged !== to) move(dragged, to)
    clear()
  })
  return own
}

const behind = (event, own) => {
  const { top, height } = own.getBoundingClientRect()
  return event.clientY > top + height / 2
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
  if (by < 0 && at > 0) return move(id, articles[at - 1].id)
  if (by > 0 && at < articles.length - 1) return move(id, articles[at + 2]?.id ?? null)
}

async function move(article, before) {
  const told = await ask({ do: 'move', article, before, sum: sumOf(`issues/${seen.state.issue}/issue.yml`) })
  if (told?.voided?.length) {
    const names = told.voided.map(own => `${articleOf(own.article)?.title ?? ''} ${say(`stage-${own.stage}`)}（${own.by}）`)
    toast(names.join('\n'), 'bad')
  }
}
