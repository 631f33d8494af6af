// The e-book, as readers will have it: a page at a time in a frame in which nothing runs.
import { $, make, on, say, seen, toast } from '/desk.js'
import * as sheets from '/sheets.js'

let shown = false
let book = null // what the program told last: its version and its pages
let path = null // the page that is shown
let top = 0 // where the pages were left

export function begin() {
  on('pages', () => { if (shown) load() })
  on('words', list)
  on('go', () => { if (shown) turn(false) })
  $('book-button').onclick = () => turn(!shown)
  $('book-pages').onchange = () => show($('book-pages').value, false)
  $('book-narrow').onclick = () => narrow($('book-narrow').getAttribute('aria-pressed') !== 'true')
  narrow(true)
}

function narrow(is) {
  $('book-narrow').setAttribute('aria-pressed', is)
  $('book').classList.toggle('narrow', is)
}

function turn(to) {
  // It opens at the article that is read; the pages are where they were when they come back.
  const article = to && sheets.current()?.articles[0]
  if (to) top = $('sheets').scrollTop
  shown = to
  $('book-button').setAttribute('aria-pressed', shown)
  $('book').hidden = !shown
  $('sheets').hidden = shown
  if (!shown) {
    $('sheets').scrollTop = top
    return
  }
  path = article ? `articles/${article}.xhtml` : path
  load()
}

async function load() {
  $('book').setAttribute('aria-busy', true)
  const answer = await fetch(`/book.json?lang=${seen.language}`).catch(() => null)
  $('book').removeAttribute('aria-busy')
  const told = await answer?.json()
  if (!answer?.ok) {
    if (told?.reasons) toast(told.reasons.map(({ message }) => message).join('\n'), 'bad')
    return
  }
  book = told
  list()
  show(book.pages.some(([own]) => own === path) ? path : book.pages[0]?.[0], true)
}

function list() {
  if (!book) return
  $('book-pages').replaceChildren(...book.pages.map(([own, title]) => make('option', { value: own, selected: own === path }, title || own)))
}

// Shows a page; where it is the one that is read, at the same place. It comes when it is there.
function show(next, stays) {
  if (!next) return
  const old = $('book-room').querySelector('iframe:not([data-waits])')
  const from = stays && path === next ? old?.contentWindow.scrollY ?? 0 : 0
  path = next
  $('book-pages').value = next
  for (const own of $('book-room').querySelectorAll('[data-waits]')) own.remove()
  const title = book.pages.find(([own]) => own === next)?.[1] || next
  const frame = make('iframe', { title: say('preview-book-page', { title }), 'data-waits': '', 'data-version': book.version, src: `/book/${next.split('/').map(encodeURIComponent).join('/')}` })
  frame.onload = () => {
    if (!frame.isConnected) return
    frame.contentWindow.scrollTo(0, from)
    delete frame.dataset.waits
    for (const own of $('book-room').querySelectorAll('iframe')) if (own !== frame) own.remove()
    follow(frame)
  }
  $('book-room').append(frame)
}

// A link in the book may have led to another of its pages.
function follow(frame) {
  const at = decodeURIComponent(frame.contentWindow.location.pathname.replace('/book/', ''))
  if (!book.pages.some(([own]) => own === at)) return
  path = at
  $('book-pages').value = at
}
