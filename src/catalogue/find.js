// The search of the site, without any request but for the scripts beside it.
//
// Each year has a shard: its words, sorted, and for each word which articles have it. Words are cut by a
// dictionary, so a text that is looked for may lie within one word, or begin in one and end in another.
// Within a word it is found for certain; over the edges of words an article only may have it, and its text
// is loaded and looked at. Either way what is found is what stands there, character by character, in
// whatever form (folded as `hanzi::folding` does it).
const neikan = (function () {
  'use strict'
  const SHARED = '!#$%&\'()*+,-./:;<=>?@[]^'
  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const LONGEST = 24
  const AROUND = 32
  const SHOWN = 20
  const FACET = 12
  const QUOTES = { '"': '"', '\u201c': '\u201d', '\u300c': '\u300d', "'": "'", '\uff02': '\uff02' }
  const RUN = /[\p{Alphabetic}\p{N}]+/gu
  const HIDDEN = /[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/u

  let info = null
  const simple = new Map()
  const shards = []
  const texts = new Map()
  const loading = new Map()
  let asked = []
  let checked = new Map()
  let chosen = { year: new Set(), section: new Set(), unit: new Set() }
  let shown = SHOWN
  let turn = 0

  const at = id => document.getElementById(id)
  const say = (name, n) => info.words[name].replace('{n}', n)
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties)
    element.append(...children.filter(child => child !== null))
    return element
  }

  // Folding: the same form for characters that readers take for the same.

  function form(c) {
    const known = simple.get(c)
    if (known !== undefined) return known
    if (c >= '!' && c <= '~') return c.toLowerCase()
    if (c >= '\u4e00' && c <= '\u9fff') return c
    if (HIDDEN.test(c)) return ''
    if (/\s/u.test(c)) return ' '
    if (/\p{Cc}/u.test(c)) return ''
    return Array.from(c.normalize('NFKC'), own => (simple.get(own) ?? own).toLowerCase()).join('')
  }

  // A text folded, white space of any length as one space, and where each part of it is from.
  function fold(text) {
    let plain = ''
    const from = []
    let place = 0
    for (const c of text) {
      const folded = form(c)
      if (folded !== ' ' || !plain.endsWith(' ')) {
        for (let index = 0; index < folded.length; index++) from.push(place)
        plain += folded
      }
      place += c.length
    }
    from.push(place)
    return { plain, from }
  }

  // The words of a call: those between blanks, and what stands in quotation marks as one.
  function split(text) {
    const words = []
    let word = ''
    let until = null
    for (const c of text) {
      if (until !== null) {
        if (c === until) {
          words.push(word)
          word = ''
          until = null
        } else word += c
      } else if (/\s/u.test(c)) {
        words.push(word)
        word = ''
      } else if (word === '' && QUOTES[c] !== undefined) until = QUOTES[c]
      else word += c
    }
    words.push(word)
    const folded = words.map(own => fold(own).plain.trim()).filter(own => own !== '')
    return [...new Set(folded)]
  }

  // Shards.

  function decode(data) {
    const articles = []
    for (const issue of data.issues) {
      issue.articles.forEach(([id, title, section, by, units, page], index) => {
        articles.push({ issue, index, id, title, section, by, units, page, year: data.year })
      })
    }
    const words = []
    let word = ''
    let start = 1
    let same = SHARED.indexOf(data.words[0])
    const more = rest => {
      word = Array.from(word).slice(0, same).join('') + rest
      words.push(word)
    }
    for (let place = 1; place < data.words.length; place++) {
      const sign = data.words.charCodeAt(place) < 0x5f ? SHARED.indexOf(data.words[place]) : -1
      if (sign < 0) continue
      more(data.words.slice(start, place))
      start = place + 1
      same = sign
    }
    if (data.words !== '') more(data.words.slice(start))
    const value = new Uint8Array(128)
    for (let digit = 0; digit < 64; digit++) value[DIGITS.charCodeAt(digit)] = digit
    let place = 0
    const bit = () => {
      const own = value[data.lists.charCodeAt(Math.floor(place / 6))] >> (5 - place % 6) & 1
      place += 1
      return own
    }
    const lists = words.map(() => {
      let length = 0
      while (bit() === 0) length += 1
      let count = 1
      for (; length > 0; length--) count = count * 2 + bit()
      const low = 31 - Math.clz32(Math.max(1, Math.floor(articles.length / count)))
      const list = new Uint16Array(count)
      let next = 0
      for (let index = 0; index < count; index++) {
        let gap = 0
        while (bit() === 1) gap += 1
        for (let left = low; left > 0; left--) gap = gap * 2 + bit()
        list[index] = next + gap
        next += gap + 1
      }
      return list
    })
    const starts = new Uint32Array(words.length)
    let length = 1
    words.forEach((own, index) => {
      starts[index] = length
      length += own.length + 1
    })
    const numbers = new Map(words.map((own, index) => [own, index]))
    return { year: data.year, articles, lists, starts, numbers, all: `\n${words.join('\n')}\n` }
  }

  // The word that has a character of all words.
  function wordAt(shard, place) {
    let [low, high] = [0, shard.starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (shard.starts[middle] <= place) low = middle
      else high = middle - 1
    }
    return low
  }

  // Adds the articles that have a word with a part; line feeds stand for its edges.
  function having(shard, part, into) {
    for (let place = shard.all.indexOf(part); place >= 0;) {
      const word = wordAt(shard, place + (part.startsWith('\n') ? 1 : 0))
      for (const article of shard.lists[word]) into[article] = 1
      const end = shard.all.indexOf('\n', shard.starts[word])
      place = shard.all.indexOf(part, end)
    }
  }

  // Which articles have a run of letters within a word, and which may have it over the edges of words.
  function run(shard, letters) {
    const count = shard.articles.length
    const inside = new Uint8Array(count)
    having(shard, letters, inside)
    const over = new Uint8Array(count)
    const c = Array.from(letters)
    // ends[i]: those that may have the first i characters up to the end of a word.
    const ends = []
    for (let i = 1; i < c.length; i++) {
      const own = new Uint8Array(count)
      if (i <= LONGEST) having(shard, `${c.slice(0, i).join('')}\n`, own)
      for (let j = Math.max(1, i - LONGEST); j < i; j++) {
        const word = shard.numbers.get(c.slice(j, i).join(''))
        if (word !== undefined) for (const article of shard.lists[word]) own[article] |= ends[j][article]
      }
      ends[i] = own
      if (c.length - i > LONGEST || !own.includes(1)) continue
      const rest = new Uint8Array(count)
      having(shard, `\n${c.slice(i).join('')}`, rest)
      for (let index = 0; index < count; index++) over[index] |= rest[index] & own[index]
    }
    return { inside, over }
  }

  // Which articles of a shard have all words for certain, and which may have them.
  function candidates(shard) {
    const count = shard.articles.length
    const sure = new Uint8Array(count).fill(1)
    const maybe = new Uint8Array(count).fill(1)
    for (const word of asked) {
      const runs = word.match(RUN) ?? []
      const whole = runs.length === 1 && runs[0] === word
      if (!whole) sure.fill(0)
      for (const letters of runs) {
        const { inside, over } = run(shard, letters)
        for (let index = 0; index < count; index++) {
          if (whole) sure[index] &= inside[index]
          maybe[index] &= inside[index] | over[index]
        }
      }
    }
    return { sure, maybe }
  }

  // Texts.

  function load(path) {
    if (!loading.has(path)) {
      loading.set(path, new Promise(done => {
        const script = make('script', { src: path })
        script.onload = script.onerror = () => done()
        document.head.append(script)
      }))
    }
    return loading.get(path)
  }

  // The text of an article, folded; nothing before its issue is loaded.
  function text(article) {
    const own = texts.get(article.issue.id)
    if (own === undefined) return null
    article.text ??= own[article.index] ?? ''
    article.folded ??= [article.title, ...article.text.split('\n')].map(line => fold(line).plain).join('\n')
    return article.text
  }

  function has(article) {
    text(article)
    return asked.every(word => article.folded.includes(word))
  }

  const key = article => `${article.issue.id}/${article.id}`

  // Looks at the texts of articles that only may have the words, the newest first.
  async function check(doubtful) {
    const own = turn
    const issues = [...new Set(doubtful.map(article => article.issue.id))]
    for (let index = 0; index < issues.length; index += 6) {
      const some = issues.slice(index, index + 6)
      await Promise.all(some.map(id => load(`find/${id}.js`)))
      if (own !== turn) return
      for (const article of doubtful) {
        if (some.includes(article.issue.id)) checked.set(key(article), has(article))
      }
      show()
    }
  }

  // What was found.

  function found() {
    const [all, doubtful] = [[], []]
    for (const shard of shards) {
      shard.known ??= candidates(shard)
      shard.articles.forEach((article, index) => {
        if (shard.known.sure[index] || checked.get(key(article)) === true) all.push(article)
        else if (shard.known.maybe[index] && !checked.has(key(article))) doubtful.push(article)
      })
    }
    const titled = article => {
      article.plain ??= fold(article.title).plain
      return asked.every(word => article.plain.includes(word))
    }
    // Titles first; otherwise as they were, the newest first.
    return { all: [...all.filter(titled), ...all.filter(own => !titled(own))], doubtful }
  }

  const values = {
    year: article => [String(article.year)],
    section: article => [article.section],
    unit: article => article.units,
  }

  const passes = (article, but) => Object.keys(values).every(name =>
    name === but || chosen[name].size === 0 ||
    values[name](article).some(value => chosen[name].has(value)))

  function show() {
    const results = at('results')
    at('narrow').hidden = asked.length === 0
    if (asked.length === 0) {
      results.replaceChildren()
      at('facets').replaceChildren()
      at('count').textContent = shards.length < info.years.length ? say('loading', '') : ''
      at('more').hidden = true
      return
    }
    const begun = performance.now()
    const { all, doubtful } = found()
    const passed = all.filter(article => passes(article, ''))
    const left = shards.length < info.years.length
    const count = passed.length === 0 && doubtful.length === 0 && !left
      ? say('nothing', '') : say('results', passed.length)
    const open = left ? say('loading', '') : doubtful.length > 0 ? say('checking', doubtful.length) : ''
    at('count').textContent = open === '' ? count : `${count} ${open}`
    redraw('results', 'a', passed.slice(0, shown).map(entry))
    at('more').hidden = passed.length <= shown
    at('more').textContent = say('more', Math.min(SHOWN, passed.length - shown))
    facets(all)
    results.dataset.took = String(Math.round((performance.now() - begun) * 10) / 10)
    results.dataset.open = String(left || doubtful.length > 0)
    const lacking = new Set(passed.slice(0, shown).filter(own => !texts.has(own.issue.id)).map(own => own.issue.id))
    const own = turn
    if (lacking.size > 0) {
      Promise.all([...lacking].map(id => load(`find/${id}.js`))).then(() => {
        if (own === turn) show()
      })
    }
    if (!left && doubtful.length > 0 && checking !== turn) {
      checking = turn
      check(doubtful)
    }
  }
  let checking = -1

  // The words in a text as ranges of it.
  function places(text) {
    const { plain, from } = fold(text)
    const all = []
    for (const word of asked) {
      for (let place = plain.indexOf(word); place >= 0; place = plain.indexOf(word, place + 1)) {
        const last = from[place + word.length - 1]
        all.push([from[place], last + String.fromCodePoint(text.codePointAt(last)).length])
      }
    }
    all.sort((one, other) => one[0] - other[0])
    const merged = []
    for (const [start, end] of all) {
      const last = merged.at(-1)
      if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end)
      else merged.push([start, end])
    }
    return merged
  }

  const readable = text => text.replaceAll('\ufffc', '').replaceAll('\u2028', '\uff0f')

  // A text with its words marked.
  function marked(text, ranges) {
    const parts = []
    let place = 0
    for (const [start, end] of ranges) {
      parts.push(readable(text.slice(place, start)))
      parts.push(make('mark', {}, readable(text.slice(start, end))))
      place = end
    }
    parts.push(readable(text.slice(place)))
    return parts
  }

  // Stretches of a text around its words.
  function snippet(own) {
    const out = []
    let length = 0
    for (const line of own.split('\n')) {
      const ranges = places(line)
      for (let index = 0; index < ranges.length && length < 3 * AROUND;) {
        const start = Math.max(0, ranges[index][0] - AROUND)
        let next = index + 1
        while (next < ranges.length && ranges[next][0] - ranges[next - 1][1] < 2 * AROUND) next += 1
        const end = Math.min(line.length, ranges[next - 1][1] + AROUND)
        const part = line.slice(start, end)
        const inner = ranges.slice(index, next).map(([a, b]) => [a - start, b - start])
        out.push(start > 0 ? '…' : '', ...marked(part, inner), end < line.length ? '…' : '', ' ')
        length += end - start
        index = next
      }
      if (length >= 3 * AROUND) break
    }
    if (out.length > 0) return out
    const first = own.split('\n').find(line => line.length > AROUND) ?? own
    return [readable(first.slice(0, 3 * AROUND)), '…']
  }

  // Replaces what is in an element; whoever was on one of its fields or links still is.
  function redraw(id, kind, children) {
    const names = own => own.matches('a') ? own.pathname : `${own.name}=${own.value}`
    const active = document.activeElement
    const held = at(id).contains(active) && active.matches(kind) ? names(active) : null
    at(id).replaceChildren(...children)
    if (held !== null) [...at(id).querySelectorAll(kind)].find(own => names(own) === held)?.focus()
  }

  function entry(article) {
    const own = text(article)
    const href = `${article.issue.id}/articles/${article.id}.html`
    const title = marked(article.title, places(article.title))
    const parts = own === null ? [] : snippet(own)
    // The page of the article marks the words as they are spelt there.
    const marks = [...title, ...parts].filter(part => part instanceof Element)
    const spelt = new Set(marks.map(mark => mark.textContent))
    const query = [...spelt].map(word => `q=${encodeURIComponent(word)}`).join('&')
    const link = make('a', { href: query === '' ? href : `${href}?${query}` }, ...title)
    const where = [article.issue.label, info.sections[article.section] ?? article.section, article.by]
    if (article.page !== null) where.push(say('page', article.page))
    const about = make('p', { className: 'where' })
    where.filter(part => part !== '').forEach((part, index) => about.append(index > 0 ? ' · ' : '', make('span', {}, part)))
    return make('li', {}, make('h2', {}, link), about,
      own === null ? null : make('p', { className: 'snippet' }, ...parts))
  }

  function facets(all) {
    const boxes = Object.keys(values).map(name => {
      const counts = new Map()
      for (const article of all) {
        if (!passes(article, name)) continue
        for (const value of values[name](article)) counts.set(value, (counts.get(value) ?? 0) + 1)
      }
      for (const value of chosen[name]) if (!counts.has(value)) counts.set(value, 0)
      const order = name === 'year' ? (one, other) => other[0] - one[0] : (one, other) => other[1] - one[1]
      const listed = [...counts].sort(order)
      if (listed.length === 0) return null
      const line = ([value, count]) => {
        const box = make('input', { type: 'checkbox', checked: chosen[name].has(value), name, value })
        box.onchange = () => {
          if (box.checked) chosen[name].add(value)
          else chosen[name].delete(value)
          shown = SHOWN
          show()
        }
        const label = name === 'section' ? info.sections[value] ?? value : value
        return make('label', {}, box, make('span', {}, label), make('small', {}, String(count)))
      }
      const lines = listed.map(line)
      const rest = lines.slice(FACET)
      const field = make('fieldset', {}, make('legend', {}, say(name, '')), ...lines.slice(0, FACET))
      if (rest.length > 0) {
        const open = opened.has(name) || listed.slice(FACET).some(([value]) => chosen[name].has(value))
        const details = make('details', { open }, make('summary', {}, say('others', rest.length)), ...rest)
        details.ontoggle = () => details.open ? opened.add(name) : opened.delete(name)
        field.append(details)
      }
      return field
    })
    const active = Object.values(chosen).some(own => own.size > 0)
    const clear = active ? make('button', { type: 'button', className: 'clear' }, say('clear', '')) : null
    if (clear !== null) {
      clear.onclick = () => {
        Object.values(chosen).forEach(own => own.clear())
        show()
        at('q').focus()
      }
    }
    redraw('facets', 'input', [clear, ...boxes].filter(own => own !== null))
  }
  const opened = new Set()

  function ask(words) {
    turn += 1
    asked = split(words)
    checked = new Map()
    shown = SHOWN
    for (const shard of shards) delete shard.known
    show()
  }

  // What the scripts of the site call.

  function catalogue(data) {
    info = data
    const pairs = Array.from(data.pairs)
    for (let index = 0; index < pairs.length; index += 2) simple.set(pairs[index], pairs[index + 1])
    const field = at('q')
    let waiting = 0
    // On a phone the results come first.
    at('narrow').open = matchMedia('(min-width: 44rem)').matches
    field.oninput = event => {
      if (event.isComposing) return
      clearTimeout(waiting)
      waiting = setTimeout(() => ask(field.value), 120)
    }
    field.addEventListener('compositionend', () => ask(field.value))
    field.form.onsubmit = event => {
      event.preventDefault()
      ask(field.value)
    }
    at('more').onclick = () => {
      const first = at('results').children.length
      shown += SHOWN
      show()
      at('results').children[first]?.querySelector('a').focus()
    }
    field.value = new URLSearchParams(location.search).get('q') ?? ''
    if (field.value === '') field.focus()
    ask(field.value)
    for (const year of data.years) load(`find/${year}.js`)
  }

  function year(data) {
    shards.push(decode(data))
    shards.sort((one, other) => other.year - one.year)
    show()
  }

  return { catalogue, year, texts: ([id, own]) => texts.set(id, own) }
})()
