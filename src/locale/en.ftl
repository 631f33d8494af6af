# What editors and printers are told. Every entry is a whole sentence; `.hint` says what to do.

### Files

file-missing = The file { $path } is not there.
    .hint = Check the name; files belong inside the project's folder.
file-large = The file is larger than { $limit } MB and is not read.
    .hint = A manuscript is plain text; put pictures into the folder images.
file-unreadable = The file cannot be read: { $reason }.
    .hint = Check that it exists and that you may read it.
text-gb18030 = The file is encoded as GB18030 (GBK), not as UTF-8.
    .hint = Save it as UTF-8 in your editor, or run neikan import { $path } to convert it.
text-encoding = The file is not UTF-8 text.
    .hint = Save it as UTF-8 in your editor; a Word file has to be turned into text first.
text-bom = The file begins with an invisible byte order mark (BOM).
    .hint = Save it as UTF-8 without BOM, or run neikan check --fix.
text-crlf = The file uses Windows line ends (CRLF).
    .hint = Set line ends to LF in your editor, or run neikan check --fix.
text-control = The text holds the invisible control character { $code }.
    .hint = Delete it; it was probably pasted from another program.
machine-failed = The machine failed at { $path }: { $reason }.
    .hint = Check the disk's free space and the folder's permissions, then run again.

### YAML

yaml-syntax = This is not correct YAML: { $reason }.
    .hint = Usual causes: no space after a colon, a full-width colon, an unpaired quotation mark, uneven indentation. Quote text that holds “: ”.
yaml-tab = The indentation holds a tab; YAML takes spaces only.
    .hint = Replace the tab by two spaces.
yaml-alias = A YAML alias (*) is not accepted here.
    .hint = Write the content out.
yaml-tag = A YAML tag (!) is not accepted here.
    .hint = Remove the tag and keep the content.
yaml-key = This key is not a text.
    .hint = Write “key: value”.
yaml-duplicate = The key “{ $key }” is given twice.
    .hint = Keep one and delete the other.
yaml-documents = The file holds more than one YAML document.
    .hint = Delete the superfluous “---”.
yaml-depth = The YAML is nested more than { $limit } levels deep.
    .hint = Check indentation and brackets.
yaml-value = This value cannot be understood: { $reason }.
    .hint = Compare it with what neikan schema prints.
key-unknown = The key “{ $key }” is unknown.
    .hint = Check its spelling; neikan schema lists the keys.
key-missing = The required key “{ $key }” is missing.
    .hint = Add it; neikan schema says what it means.
value-choice = “{ $value }” is not one of the values allowed.
    .hint = Allowed are: { $choices }.
type-text = A text is expected here, not { $value }.
    .hint = Put quotation marks around it.
type-number = A number is expected here, not { $value }.
    .hint = Write the digits alone, without quotation marks or unit.
type-list = A list is expected here, not { $value }.
    .hint = Write [one, two], or one “- item” a line.
type-mapping = Pairs of “key: value” are expected here, not { $value }.
    .hint = Begin a new line, indent it by two spaces, and write “key: value”.
type-boolean = true or false is expected here, not { $value }.
    .hint = Write true or false.
form-date = “{ $value }” is not a date.
    .hint = Write a date such as 2026-02-05.
form-id = “{ $value }” cannot be an identifier.
    .hint = Use lower-case letters, digits and hyphens, such as lychee-chain.
form-focus = “{ $value }” is not a focus point.
    .hint = Write “50% 40%”: how far from the left and from the top.
form-email = “{ $value }” is not an e-mail address.
    .hint = Write an address such as name@example.org.
text-empty = This must not be empty.
    .hint = Fill it in, or delete the entry.
list-empty = This list must not be empty.
    .hint = Give at least one entry.
number-small = { $value } is too small; at least { $limit } is expected.
    .hint = Check the number.
number-large = { $value } is too large; at most { $limit } is expected.
    .hint = Check the number.
number-order = The last number of a double issue must be larger than { $number }.
    .hint = For nos. 9–10 write number: 9 and number_to: 10.

### Publication and issues

project-missing = Neither { $folder } nor a folder above it holds issues/publication.yml.
    .hint = Run the command inside the project's folder, or name the folder with --project.
issue-missing = There is no issue { $id }.
    .hint = Known issues: { $known }. Begin a new one with neikan new { $id }.
issue-none = The folder issues holds no issue yet.
    .hint = Begin one with neikan new 2026-01.
issue-exists = The issue { $id } is already there.
    .hint = Choose another name; nothing was changed.
issue-name = “{ $id }” cannot be the name of an issue.
    .hint = Write year and number, such as 2026-03.
id-twice = The identifier “{ $id }” is used twice.
    .hint = Every section needs an id of its own.
color-unknown = The theme has no colour named “{ $color }”.
    .hint = It has: { $known }.
color-range = The colour “{ $color }” has a value outside 0 to 100.
    .hint = All four CMYK values are percentages.
theme-missing = The layout { $layout } has no theme named “{ $theme }”.
    .hint = It has: { $known }. Leave the key out for theme.yml; spring means theme-spring.yml.
layout-name = “{ $name }” cannot be the name of a layout.
    .hint = Use lower-case letters, digits and hyphens, such as dongguan-spring.
layout-exists = The folder layouts already holds { $name }.
    .hint = Choose another name; nothing was changed.
kind-unknown = The layout has no kind of article named “{ $kind }”.
    .hint = It has: { $known }. A new kind is one more .typ file in the layout's folder article.
section-unknown = There is no section “{ $id }”.
    .hint = The sections are: { $known }.
article-missing = The issue lists an article whose file { $path } is not there.
    .hint = Add the file, or take it out of articles in issue.yml.
article-outside = This article is a link that leads out of the issue's folder.
    .hint = Copy the article itself into the folder articles.
article-twice = The article “{ $id }” is listed twice.
    .hint = Keep one place in articles.
article-unlisted = The article “{ $id }” has a file but is not listed.
    .hint = Give it a place in articles, or move the file out of the folder.
article-unknown = A cover line points to the article “{ $id }”, which is not in this issue.
    .hint = Check the article's identifier.
article-empty = The article has no text.
    .hint = Write its text after the second “---”.

### Manuscripts

head-missing = The article has no front matter.
    .hint = Begin with a line “---”, then title and the other keys, then another line “---”.
heading-level = Headings of level { $level } are not used in the text.
    .hint = Use “## ” and “### ”; the article's title belongs into the front matter.
code-block = Code blocks are not supported.
    .hint = Do not indent paragraphs by four spaces; charts begin with a fence such as “```chart bar”.
block-unsupported = This construct ({ $name }) is not supported.
    .hint = docs/manuscript.md lists what can be written.
inline-unsupported = This construct ({ $name }) is not supported within a line.
    .hint = docs/manuscript.md lists what can be written.
html-literal = HTML has no effect here and prints as it stands: { $text }.
    .hint = Delete it, or write “\<” if it is meant to print.
nesting-deep = The nesting is deeper than { $limit } levels.
    .hint = Take quotations and lists apart.
paragraph-long = A paragraph of { $length } characters is longer than { $limit }.
    .hint = Divide it; an empty line stands between paragraphs.
note-missing = The text refers to the note “{ $name }”, which is not there.
    .hint = Add a line “[^{ $name }]: text of the note” at the end.
note-unused = Nothing refers to the note “{ $name }”.
    .hint = Refer to it with “[^{ $name }]”, or delete it.
note-twice = The note “{ $name }” is given twice.
    .hint = Give one of them another name.
span-unknown = This mark-up is unknown: { $text }.
    .hint = Emphasis dots are “[字]{"{"}.dots{"}"}”, a reading is “[字]{"{"}ruby="zì"{"}"}”.
picture-inline = The picture { $path } stands in the middle of a text.
    .hint = Give it a paragraph of its own, with an empty line before and after.
attribute-unknown = The attribute “{ $name }” has no use here.
    .hint = docs/manuscript.md lists the attributes.
div-unknown = The block “{ $name }” is unknown.
    .hint = Known are: sidebar, infobox, points, pullquote, poem, qa, item, grid, table.
div-attributes = A block cannot begin like this: { $text }.
    .hint = Write “{":::"} sidebar Title {"{"}.full{"}"}”, with values in quotation marks.
div-open = The block “{ $name }” does not end.
    .hint = Add a line “:::” after it.
div-stray = This “:::” belongs to no block.
    .hint = Delete it, or add the beginning of the block; attributes stand on its first line only.
div-nested = A block stands inside the block “{ $name }”.
    .hint = Move the inner block out.
div-empty = The block “{ $name }” is empty.
    .hint = Write something into it, or delete it.
div-title = This block takes no title, so “{ $title }” would not print.
    .hint = Delete the title, or write it into the text.
jump-after = This jump does not say after which article the text goes on.
    .hint = Write ::: jump {"{"}after="name"{"}"}, with the name of an article that comes later in issue.yml.
jump-content = A jump holds no text.
    .hint = Move the text below the closing colons; it is printed where the article goes on.
jump-place = This jump is out of place: an article jumps once, not within a box, and has text after it.
    .hint = Keep one of them, between two paragraphs.
jump-target = This jump leads to { $id }, which is not in the issue or comes before this article.
    .hint = Name an article that comes later in issue.yml.
start-first = The first article cannot start after another: there is none.
    .hint = Remove start: after, or change the order in issue.yml.
div-paragraphs = This block holds paragraphs only.
    .hint = Take lists, pictures and the like out of it.
qa-speaker = The dialogue does not say who speaks first.
    .hint = Begin the paragraph with 问, 答 or a name, and a colon.
grid-columns = This number of columns is not possible.
    .hint = Give columns a value from 1 to 4.
grid-content = A group of pictures holds pictures only.
    .hint = Move the text out, or into a caption.
table-content = The block table holds one table and nothing else.
    .hint = Put one table, written with vertical bars, between “::: table” and “:::”.
chart-kind = There is no chart of the kind “{ $kind }”.
    .hint = The kinds are: bar, bars, line, pie.
chart-head = The beginning of the chart cannot be understood: { $reason }.
    .hint = Give title and alt (and unit, source if you like), then a line “---”, then figures with commas between them.
chart-row = This row of the chart cannot be understood: { $text }.
    .hint = Give a label, then as many numbers as the first row has columns.
chart-size = The chart has no figures, or too many.
    .hint = At most { $rows } rows and { $series } series.

### Pictures

picture-missing = The picture { $path } is not there.
    .hint = Put it into the issue's folder images; check its name, capital letters too.
picture-outside = The path { $path } leads out of the issue's folder.
    .hint = Copy the picture into the folder images and write images/name.jpg.
picture-name = The name { $path } holds a space, a Han character or another special character.
    .hint = Use lower-case letters, digits and hyphens, such as images/lychee-1.jpg.
picture-heavy = The picture { $path } is larger than { $limit } MB.
    .hint = Save it as a smaller JPEG.
picture-unreadable = The picture { $path } cannot be read: { $reason }.
    .hint = Check that you may read the file.
picture-format = { $path } is not a picture that can be used.
    .hint = Use JPEG, PNG or SVG.
picture-broken = The picture { $path } is damaged.
    .hint = Export it again, or ask the author for another copy.
picture-large = The picture { $path } has { $width }×{ $height } pixels, more than { $limit } million.
    .hint = Make it smaller; 2600×3500 pixels are enough for a full page with bleed.
picture-svg = The drawing { $path } holds a script, a link or an embedded picture.
    .hint = Export it with paths and shapes only.
picture-svg-size = The drawing { $path } does not say how large it is.
    .hint = Export it with width and height, or with a viewBox.
picture-alt = The picture { $path } has no alternative text.
    .hint = Say in the square brackets what can be seen, for readers who cannot see it.

### Faces and layout

fonts-none = The folder fonts holds no face.
    .hint = Put the font files into the folder fonts.
face-family = The theme sets “{ $role }” in { $family }, which the folder fonts does not hold.
    .hint = Add the face, or change faces in theme.yml.
glyph-missing = No face has a glyph for “{ $character }” ({ $code }).
    .hint = Use another character, or add a face that has it to the folder fonts.
layout-error = The layout failed: { $reason }.
    .hint = This is a fault of the layout; show this line to whoever keeps it.
layout-warning = The layout says: { $reason }.
    .hint = Show this line to whoever keeps the layout.
pdf-refused = The PDF cannot be written: { $reason }.
    .hint = This is a fault of the layout; show this line to whoever keeps it.

### Press

press-icc-missing = The ICC file { $icc } that the press profile names is not there.
    .hint = Put the file into the folder layouts/press, or correct its name in the line “icc”.
press-icc-outside = The ICC file { $icc } that the press profile names is outside layouts/press, or its name has characters that are not allowed.
    .hint = Keep the ICC file beside the press profile; use ASCII letters, digits, hyphens, underscores and dots in its name.
press-icc-broken = This ICC file is damaged or is no ICC profile ({ $reason }).
    .hint = Ask the print shop for the ICC file again and copy it whole; do not save it from a text editor.
press-icc-kind = This ICC file is not the CMYK output profile of a press: its colour space is { $space }, its class { $class }.
    .hint = Ask the print shop for the CMYK output profile (class prtr) of the paper in use.
press-page-count = The inside has { $pages } pages, which is no multiple of { $multiple }; binding would add { $missing } blank ones.
    .hint = Add { $missing } pages, with fillers or pictures for example, or cut { $excess }; flatplan.html shows where there is room.
press-pdf = The PDF that the layout gave cannot be processed ({ $reason }).
    .hint = This is most likely a fault of the program; keep the files of the issue and report it.
press-content = The drawing operators on page { $page } cannot be read ({ $reason }).
    .hint = Take out the SVG art or layout parts that were last added to this page, one by one, to find which of them it is.
press-shading = Page { $page } has a gradient that cannot be turned into inks.
    .hint = Use a linear or a radial gradient: no conic ones, and in SVG art none that repeat or reflect. Or write its colours in CMYK.
press-picture = Page { $page } has a picture that cannot be turned into inks ({ $reason }).
    .hint = Save the picture as a plain 8-bit JPEG or PNG and use that.
press-color-left = Page { $page } still has a colour that is not an ink of the press ({ $space }).
    .hint = Look at the SVG art and the layout parts on this page; use only CMYK, greys or plain RGB for their colours.

### Page budget

pages-over = “{ $title }” takes { $pages } of { $budget } pages, about { $lines } lines or { $chars } characters too many.
    .hint = Cut about { $chars } characters, make pictures smaller, or set pages to { $pages } in the front matter.
pages-under = “{ $title }” takes only { $pages } of { $budget } pages and has room for about { $lines } lines or { $chars } characters.
    .hint = Add text or pictures, or set pages to { $pages } in the front matter.
pages-filled = The articles fill { $content } pages; binding needs a multiple of { $multiple }, so fillers make { $filled } more from page { $first }.
    .hint = Nothing has to be done; to have articles there instead, add as many pages, or change the fillers in issue.yml.

### Import

import-kind = Files of this kind cannot be imported yet: { $path }.
    .hint = .md and .txt can be imported; save a Word file as plain text first.
import-large = The file is larger than { $limit } MB: { $path }.
    .hint = A manuscript is plain text; divide it into several files.
import-unreadable = The file { $path } cannot be read: { $reason }.
    .hint = Check its name and that you may read it.
import-encoding = The encoding of { $path } cannot be told.
    .hint = Open it in the program it comes from and save it as plain UTF-8 text.
import-taken = { $path } would become { $target }, but a manuscript is there already.
    .hint = Rename one of the two files; nothing was changed.

### Calls

call-unknown = This option or command is unknown: { $what }.
    .hint = neikan --help lists commands and options.
call-value = { $option } cannot be “{ $value }”.
    .hint = The command's --help lists the values.
call-missing = This is missing: { $what }.
    .hint = The command's --help shows how it is called.
call-conflict = { $what } cannot be used like this.
    .hint = The command's --help shows how it is called.

### Reports

finding-hint = What to do: { $hint }
finding-in-file = { $file }: { $message }
summary-stopped = { $stops } errors, { $warns } warnings; no file was written.
summary-clean = { $issue } passes: { $articles } articles, { $chars } characters, { $warns } warnings.
summary-built = { $issue } is made: { $pages } inside pages, { $articles } articles, { $chars } characters, in { $seconds } s.
summary-folder = The files are in { $folder }:
summary-file = { $path }  { $size }
summary-file-pages = { $path }  { $size }, { $pages } pages
summary-warns = There are { $warns } warnings.
summary-new = { $issue } has begun. Next:
    1. edit { $head } (number, date, cover);
    2. write articles in { $articles } and list them under articles;
    3. run neikan build { $issue }.
summary-layout = The layout { $from } was copied to { $folder }. Next:
    1. write layout: { $name } in issues/publication.yml;
    2. change colours, faces and grid in { $folder }/theme.yml;
    3. run neikan build and look at it.
summary-imported = { $from } ({ $encoding }) became { $to }; its front matter is guessed, please check it.
summary-fixed = { $count } files were put right.
summary-fix-none = There was nothing to put right by machine.
step-check = reading and checking
step-press = press edition
step-digital = digital editions
step-archive = archive
step-write = writing files

### Flatplan

flatplan-title = { $name } { $issue }: flatplan
flatplan-count = { $pages } inside pages, { $articles } articles, { $chars } characters.
flatplan-binds = The pages are a multiple of { $multiple } and can be bound.
flatplan-unbound = The pages are no multiple of { $multiple }: { $missing } too few, or { $excess } too many.
flatplan-front = Front
flatplan-inside-front = Inside front
flatplan-inside-back = Inside back
flatplan-back = Back
flatplan-contents = Contents
flatplan-blank = Blank
flatplan-missing = Missing
flatplan-other = Other
flatplan-spreads = Pages
flatplan-section-pages = { $pages } pp.
flatplan-articles = Articles
flatplan-head-pages = Pages
flatplan-head-title = Title
flatplan-head-section = Section
flatplan-head-kind = Kind
flatplan-head-used = Used
flatplan-head-budget = Budget
flatplan-head-balance = Over or under
flatplan-head-left = Lines free at the end
flatplan-over = { $lines } lines, { $chars } characters over
flatplan-under = { $lines } lines, { $chars } characters under
flatplan-over-short = { $pages } over
flatplan-under-short = { $pages } under
flatplan-hint = Click a page to open it in the screen PDF.

### Help

help-usage = Usage:
help-commands = Commands
help-arguments = Arguments
help-options = Options
help-about = neikan turns approved articles into an issue of a Chinese periodical: press PDFs, digital editions, archive.
help-after = New here? Run neikan build inside the project to make the sample issue.
help-lang = The language to speak: zh or en; otherwise that of the system, else Chinese.
help-project = The project's folder; otherwise looked for from here upwards.
help-help = Shows this help.
help-version = Shows the version.
help-build = Makes the editions of an issue.
help-build-issue = Which issue, such as 2026-01; otherwise the newest.
help-build-out = The output folder, otherwise out in the project; files go into a folder in it that is named after the issue.
help-build-editions = Write only these: press, digital, archive, with commas between them; otherwise all.
help-build-flatplan = Also write the flatplan as a picture: png makes flatplan.png.
help-build-format = The form of the report: human or json.
help-build-after = Every manuscript is read and checked first; if anything is wrong, all faults are reported at once and no file is written.
    What is made (for 2026-01):
      press/…-interior.pdf  inside pages with 3 mm bleed, all CMYK
      press/…-cover.pdf     cover sheet: back, spine, front; its reverse on page 2
      ….pdf                 screen edition with bookmarks and links
      ….epub                e-book
      …-archive.zip         sources, outputs and their sums
      flatplan.html         flatplan: every page small, with section, title and page budget
      build.json            list: size, pages and SHA-256 of every file
    Examples:
      neikan build                          newest issue, all editions
      neikan build 2026-01 --editions digital
      neikan build --out ~/proofs --format json
    Exit status: 0 done; 1 faults in manuscripts; 2 wrong call; 3 the machine failed.
help-check = Checks all manuscripts of an issue without making anything.
help-check-issue = Which issue; otherwise the newest.
help-check-format = The form of the report: human or json.
help-check-fix = First puts right what is safe to put right: removes BOMs, sets line ends to LF.
help-check-after = Exit status: 0 no faults; 1 faults; 2 wrong call; 3 the machine failed.
help-new = Begins a new issue with an example article.
help-new-issue = Name of the issue: year and number, such as 2026-03.
help-new-after = Example: neikan new 2026-03
help-import = Takes texts from elsewhere into issues/inbox, as UTF-8.
help-import-files = Files to import: .md or .txt, in UTF-8, GB18030 or UTF-16.
help-import-after = The title is taken from the first line and the section is the first one: check both. The file itself is not touched.
    Example: neikan import ~/mail/lychee.txt
help-layout = Manages layouts.
help-layout-after = Example: neikan layout new spring
help-layout-new = Copies the layout in use, as the beginning of one of your own.
help-layout-new-name = Name of the new layout, which is its folder in layouts: lower-case letters, digits, hyphens.
help-layout-new-after = Then set layout in publication.yml to the new name and change the files of the copy; the old layout stays as it is.
    Example: neikan layout new spring
help-schema = Prints the JSON Schema of a data file, for editors that complete and check.
help-schema-subject = Which file: publication, issue, article, recipients.
help-schema-after = Example: neikan schema issue > issue.schema.json

### What the data files' entries mean

schema-article-head = The front matter of an article.
schema-article-head-authors = Who wrote it; there may be several.
schema-article-head-deck = A smaller line under the title.
schema-article-head-kicker = A short line above the title.
schema-article-head-kind = The kind of article, which decides its layout; otherwise the section's.
schema-article-head-lead = The lead.
schema-article-head-pages = Page budget.
schema-article-head-photographers = Names of the photographers.
schema-article-head-running = A short title for the running head; otherwise the title.
schema-article-head-section = The id of the section it stands in.
schema-article-head-serial = Its place in a serial.
schema-article-head-sources = Where its facts come from.
schema-article-head-start = Where it starts: page (a new page, the default), left (a new left-hand page), after (on the page where the article before it ends).
schema-article-head-title = The title, without a full stop.
schema-author = An author.
schema-author-name = Name.
schema-author-unit = The author's unit.
schema-cover = The front cover.
schema-cover-alt = What can be seen in the picture, for readers who cannot see it.
schema-cover-credit = Who made the picture, and its licence.
schema-cover-focus = The point any crop keeps, from the left and from the top, such as 50% 40%.
schema-cover-line = A line on the cover.
schema-cover-line-article = The article it announces.
schema-cover-line-deck = A smaller line under it.
schema-cover-line-title = The line.
schema-cover-lines = Cover lines, the first the largest.
schema-cover-picture = The picture, written as images/name.jpg.
schema-filler = Something small that fills the foot of a page.
schema-filler-alt = What can be seen in the picture, for readers who cannot see it.
schema-filler-by = Whose words they are.
schema-filler-credit = Who made the picture, and its licence.
schema-filler-focus = The point any crop keeps, such as 50% 40%.
schema-filler-picture = A picture beside the text, written as images/name.jpg; it stands in the space after an article, or fills a page where pages are missing.
schema-filler-text = The text.
schema-filler-title = A heading.
schema-format = Trim size and bleed, mm.
schema-format-bleed = Bleed on every side, mm; 3 unless given.
schema-format-height = Trim height, mm.
schema-format-width = Trim width, mm.
schema-issue = One issue.
schema-issue-articles = The articles in printing order: file names without .md.
schema-issue-back = Picture and text of the back cover.
schema-issue-blanks = Whether pages may stay blank where fillers do not suffice.
schema-issue-cover = The front cover.
schema-issue-date = Date of printing, such as 2026-02-05.
schema-issue-fillers = Fillers, used where a page has room.
schema-issue-inside-back = Picture and text of the inside back cover.
schema-issue-inside-front = Picture and text of the inside front cover.
schema-issue-layout-theme = The layout's theme for this issue, where it differs: spring is theme-spring.yml in the layout.
schema-issue-number = Number within the year.
schema-issue-number-to = The last number of a double issue.
schema-issue-printer = The printer of this issue, where it differs.
schema-issue-run = Print run.
schema-issue-theme = Theme of the issue.
schema-issue-total = Number counted from the first issue.
schema-issue-year = Year.
schema-plate = A picture on an inner or back cover page.
schema-plate-alt = What can be seen in it, for readers who cannot see it.
schema-plate-credit = Who made it, and its licence.
schema-plate-focus = The point any crop keeps, such as 50% 40%.
schema-plate-picture = The picture, written as images/name.jpg.
schema-plate-text = Text beside it.
schema-plate-title = A title.
schema-printer = The printer.
schema-printer-address = Address.
schema-printer-name = Name.
schema-printer-province = Province.
schema-publication = The periodical: what stays the same from issue to issue.
schema-publication-address = Postal address.
schema-publication-binding = Binding: saddle (stapled) or perfect (glued).
schema-publication-email = E-mail address for contributions.
schema-publication-english = Name in English.
schema-publication-format = Trim size and bleed.
schema-publication-frequency = How often it appears.
schema-publication-language = Language of the text (BCP 47); zh-CN unless given.
schema-publication-layout = The layout: a folder under layouts.
schema-publication-masthead = The name as the cover shows it.
schema-publication-name = Name.
schema-publication-notice = The notice printed on the cover beside the permit number.
schema-publication-page-multiple = The number of inside pages is a multiple of this; 4 when stapled and 2 when glued, unless set.
schema-publication-permit = Permit number, reproduced exactly.
schema-publication-phone = Telephone.
schema-publication-pinyin = Name in Latin letters.
schema-publication-press = The press profile: a file under layouts/press.
schema-publication-printer = The printer.
schema-publication-scope = Who the periodical is sent to.
schema-publication-sections = The sections, in their usual order.
schema-publication-slug = Short name for file names, in lower-case letters.
schema-publication-sponsor = Who compiles and prints it.
schema-publication-staff = Who makes it.
schema-publication-theme = The layout's theme: spring is theme-spring.yml in the layout; otherwise theme.yml.
schema-recipient = A recipient of a complimentary copy.
schema-recipient-category = Category, one of those the periodical is sent to.
schema-recipient-email = E-mail address.
schema-recipient-format = The edition preferred: pdf or epub.
schema-recipient-name = Name.
schema-recipient-number = Copy number, unique.
schema-recipient-title = Honorific title.
schema-recipient-unit = Unit.
schema-recipients = Who is given a complimentary copy.
schema-recipients-recipients = The recipients.
schema-section = A section.
schema-section-color = Its colour: a name in the theme.
schema-section-english = Name in English.
schema-section-id = Identifier, in lower-case letters.
schema-section-kind = The kind of its articles: a file in the layout's folder article.
schema-section-name = Name.
schema-serial = A part of a serial.
schema-serial-of = Of how many.
schema-serial-part = Which part, from 1.
schema-staff = A role and the people who fill it.
schema-staff-names = The people.
schema-staff-role = The role.
