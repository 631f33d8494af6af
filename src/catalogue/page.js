// Marks on the page of an article what was looked for: the words after ?q= in its address.
(function () {
  'use strict'
  const asked = new URLSearchParams(location.search).getAll('q').map(word => word.toLowerCase())
  const words = asked.filter(word => word !== '')
  const article = document.querySelector('.leaf')
  if (words.length === 0 || article === null) return
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT)
  const nodes = []
  while (walker.nextNode()) nodes.push(walker.currentNode)
  for (const node of nodes) {
    const text = node.data.toLowerCase()
    if (text.length !== node.data.length) continue
    const places = []
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        places.push([at, at + word.length])
      }
    }
    places.sort((one, other) => other[0] - one[0])
    let last = text.length
    for (const [from, to] of places) {
      if (to > last) continue
      const part = node.splitText(from)
      part.splitText(to - from)
      const mark = document.createElement('mark')
      part.replaceWith(mark)
      mark.append(part)
      last = from
    }
  }
  document.querySelector('mark')?.scrollIntoView({ block: 'center' })
})()
