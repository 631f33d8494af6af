// What all parts of the page share: what is seen, words, what is asked of the program.

export const seen = {
  state: null, // what the program told last
  spots: null, // where everything stands
  words: {},
  language: localStorage.getItem('language') || (navigator.language.startsWith('en') ? 'en' : 'zh'),
}

const listeners = new Map()

export function on(event, heard) {
  if (!listeners.has(event)) listeners.set(event, [])
  listeners.get(event).push(heard)
}

export function tell(event, value) {
  for (const heard of listeners.get(event) ?? []) heard(value)
}

export const $ = id => document.getElementById(id)

// A message with its values.
export function say(key, values = {}) {
  const text = seen.words[key] ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
}

export async function loadWords() {
  const answer = await fetch(`/words.json?lang=${seen.language}`)
  if (!answer.ok) return
  seen.words = await answer.json()
  document.documentElement.lang = seen.language === 'en' ? 'en' : 'zh-Hans'
  for (const own of document.querySelectorAll('[data-word]')) own.textContent = say(own.dataset.word)
  for (const own of document.querySelectorAll('[data-label]')) {
    own.setAttribute('aria-label', say(own.dataset.label))
    if (own.tagName === 'BUTTON') own.title = say(own.dataset.label)
  }
  for (const own of document.querySelectorAll('[data-hint]')) own.placeholder = say(own.dataset.hint)
  const other = $('language')
  other.textContent = seen.language === 'en' ? '中' : 'EN'
  other.lang = seen.language === 'en' ? 'zh-Hans' : 'en'
}

// An element: its name with classes, attributes, listeners (`onclick`), children.
export function make(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.')
  const own = document.createElement(tag)
  if (classes.length) own.className = classes.join(' ')
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (key.startsWith('on')) own.addEventListener(key.slice(2), value)
    else own.setAttribute(key, value === true ? '' : value)
  }
  own.append(...children.filter(child => child !== null && child !== undefined))
  return own
}

export const isEditor = () => seen.state?.role === 'editor'

let fading
export function toast(text, kind = '') {
  const own = $('toast')
  own.textContent = text
  own.className = kind
  own.dataset.shown = ''
  clearTimeout(fading)
  fading = setTimeout(() => delete own.dataset.shown, kind === 'bad' ? 9000 : 3500)
}

// Asks for something to be done; says what came of it.
export async function ask(action) {
  let told
  try {
    const answer = await fetch(`/do?lang=${seen.language}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(action),
    })
    told = await answer.json()
  } catch {
    toast(say('preview-offline'), 'bad')
    return null
  }
  if (!told.ok) {
    toast(told.reasons.map(({ message, hint }) => [message, hint].filter(Boolean).join(' ')).join('\n'), 'bad')
    return null
  }
  if (told.done) toast(say('preview-done', { file: told.done }))
  if (told.undone) toast(say('preview-undone', { file: told.undone }))
  return told
}

// The address that opens a file in the editor; nothing for readers.
export function editorLink(file, line = 1, column = 1) {
  const { root, link } = seen.state ?? {}
  if (!root || !file) return null
  const path = `${root}/${file}`.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/').replace('%3A', ':')
  return link.replaceAll('{file}', path).replaceAll('{line}', Math.max(line, 1)).replaceAll('{column}', Math.max(column, 1))
}

// The sum of a file as it was shown.
export function sumOf(file) {
  const article = seen.state.articles.find(own => own.file === file)
  return article?.sum ?? seen.state.files?.[file] ?? ''
}

export const articleOf = id => seen.state?.articles.find(own => own.id === id)

// How a page is called.
export function pageName(page) {
  return page.cover ? say(page.cover) : say('preview-page', { folio: page.folio })
}

// Shows a dialog; gives whether it was saved.
export function open(dialog) {
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise(done => dialog.addEventListener('close', () => done(dialog.returnValue === 'save'), { once: true }))
}
