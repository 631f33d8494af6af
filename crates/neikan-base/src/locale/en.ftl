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
    .hint = Save it as UTF-8 in your editor; for a Word file or another format run neikan import { $path }.
settings-encoding = The settings are not UTF-8 text.
    .hint = Save { $path } as UTF-8 in your editor, or delete it and set the values again with neikan config set.
text-control = The text holds the invisible control character { $code }.
    .hint = Delete it; it was probably pasted from another program.
system-not-found = no such file or folder
system-denied = permission denied
system-exists = a file of this name exists already
system-no-folder = a part of the path is no folder
system-folder = this is a folder
system-not-empty = the folder is not empty
system-read-only = the disk is read-only
system-full = the disk is full
system-quota = the quota of the disk is exceeded
system-large = the file is larger than the system allows
system-busy = the file is used by another program
system-name = the name is too long or has a character that the system does not allow
system-devices = not on the same disk
system-time = no answer in time
system-refused = the connection was refused
system-unreachable = the network cannot be reached
system-port = the port is in use
system-broken = the connection broke
system-memory = not enough memory
machine-failed = The machine failed at { $path }: { $reason }.
    .hint = Check the disk's free space and the folder's permissions, then run again.
machine-full = The disk is full; { $path } could not be written: { $reason }.
    .hint = Free some space, then run again. The files of before are all there, and none is half written.
machine-denied = It is not allowed: { $path }: { $reason }.
    .hint = Check the permissions of file and folder, and whether the disk is read-only, then run again.
machine-folder = { $path } ought to be a file, and is a folder.
    .hint = Move the folder away or rename it, then run again.
machine-locks = The disk that { $path } is on has no file locks; two who write at once could lose something, so nothing is written: { $reason }.
    .hint = Put the project, or the output folder with --out, on a disk with file locks. Commands that only read are not affected.
lock-held = Another neikan is writing into { $folder }{ $command ->
        [unknown] .
       *[other] : neikan { $command }, process { $process }, for { $seconds } seconds.
    }
    .hint = Nothing was written. Wait until it is done, then run again. When it ends, even by a crash, the lock is free by itself; there is no need to delete .neikan.lock.
run-finished = An earlier run was cut short; what it had left to write has been written first.
    .hint = Look whether all that it was to do is there before you do it again.
report-lost = The report could not be written whole: { $reason }. { $outcome ->
        [done] The command itself is done, and its files are written; free some space, or send the report elsewhere.
       *[stopped] The command did not do its work either; free some space and run again to see why.
    }
internal-fault = Internal fault while handling { $file }: nothing more was written.
    .hint = This is a fault of neikan { $version }, not of your work. Please report it with this file and these words: { $reason }. Until it is mended, leave the file out or export it anew.

### YAML

yaml-syntax = It cannot be read from “{ $text }” on.
    .hint = Usually a line is not indented like the one above, a space after a colon is missing, or quotation marks or brackets do not match.
yaml-colon = The colon behind “{ $text }” is a full-width one (：); a plain one belongs here.
    .hint = Write a plain colon and a space, then the value.
yaml-space = A space is missing behind the colon of “{ $text }:”.
    .hint = Write a space after the colon, then the value.
yaml-colon-value = “{ $text }” has a colon with a space, which only is text in quotation marks.
    .hint = Write a Chinese colon (：), or put the whole value into plain double quotation marks.
yaml-quote = The quotation mark ({ $text }) that begins here is not closed.
    .hint = Close it with the same plain mark; Chinese marks (“”) are text themselves and need no others around them.
yaml-quote-end = Behind the closing quotation mark stands “{ $text }”.
    .hint = Put the whole value into one pair of marks; for double marks inside, use single ones (') outside.
yaml-mark = A Chinese “{ $text }” stands between the brackets; a plain one belongs here.
    .hint = Write the plain mark; if it is part of a text, put that text into plain double quotation marks.
yaml-bracket = The bracket ({ $text }) that opens here is not closed.
    .hint = Write the plain closing bracket at the end of the line.
yaml-reserved = A value cannot begin with “{ $text }”.
    .hint = Put the whole value into plain double quotation marks.
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
key-meant = The key “{ $key }” is unknown. Is “{ $meant }” meant?
    .hint = The keys known here: { $known }.
key-missing = The required key “{ $key }” is missing.
    .hint = Add it; neikan schema says what it means.
value-choice = “{ $value }” is not one of the values allowed{ $meant ->
        [none] .
       *[other] . Is “{ $meant }” meant?
    }
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
date-far = The date of printing is { $date }, { $days } days { $side ->
        [past] before
       *[to-come] after
    } today ({ $today }).
    .hint = Check date in issue.yml; if the year is right, never mind.
date-none = There is no day “{ $value }” in the calendar.
    .hint = Check month and day; February has 28 days, in leap years 29.
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
list-length = { $count ->
    [one] This list has { $count } entry; { $limit } are expected.
   *[other] This list has { $count } entries; { $limit } are expected.
}
    .hint = A colour is cyan, magenta, yellow and black in per cent, such as [0, 90, 80, 0]; for other lists compare what neikan schema prints.
number-small = { $value } is too small; at least { $limit } is expected.
    .hint = Check the number.
number-large = { $value } is too large; at most { $limit } is expected.
    .hint = Check the number.
numbering-form = The layout “{ $layout }” has no covers, and its pages are not numbered through the year.
    .hint = Leave numbering out; it is for magazines.
numbering-first = Pages are numbered through the year, but { $issue } does not say with which number its own begin.
    .hint = Write first_page into issue.yml: one more than the last page of the issue before it, inside pages alone counted.
numbering-even = The first inside page is a right one and cannot have the even number { $first }.
    .hint = Look up the last page of the issue before it; first_page is one more than that.
numbering-gap = { $issue } begins with page { $first } of the year, but { $before } ends with page { $last }.
    .hint = first_page in issue.yml is one more than the last page of the issue before it. If either has been printed, the numbers are on paper already.
numbering-far = The pages of { $issue } would begin with { $first }, but no number may be larger than { $limit }; first_page was left out.
    .hint = Look up the last page of the issue before it (first_page in its issue.yml, and its length).
numbering-unused = first_page has no effect: pages are numbered issue by issue.
    .hint = Write numbering: year or numbering: both into publication.yml, or leave first_page out.
numbering-layout = The layout numbers pages from { $found }, not from { $wanted }.
    .hint = Its issue.typ has to set the counter of pages to first_page.folio before the first inside page; see neikan manual template-data.
number-order = The last number of a double issue must be larger than { $number }.
    .hint = For nos. 9–10 write number: 9 and number_to: 10.

type-deadline = A date or a number of days is expected here, not { $value }.
    .hint = Write a date such as 2026-02-05, or the days before printing, such as -30, or after it, such as 10.

### Publication and issues

project-missing = Neither { $folder } nor a folder above it holds issues/publication.yml.
    .hint = Run the command inside the project's folder, or name the folder with --project; to begin a project, run neikan init in an empty folder.
issue-missing = There is no issue { $id }.
    .hint = Known issues: { $known }. Begin a new one with neikan new { $id }.
issue-none = The folder issues holds no issue yet.
    .hint = Begin one with neikan new 2026-01.
issue-exists = The issue { $id } is already there.
    .hint = Choose another name; nothing was changed.
issue-name = “{ $id }” cannot be the name of an issue.
    .hint = Write the year and a number of two digits, 01 to 53, such as 2026-03.
id-twice = The identifier “{ $id }” is used twice.
    .hint = Every section needs an id of its own.
color-unknown = The theme has no colour named “{ $color }”.
    .hint = It has: { $known }.
color-range = The colour “{ $color }” has a value outside 0 to 100.
    .hint = All four CMYK values are percentages.
spot-many = The theme has { $count } spot inks; { $limit } are the most.
    .hint = Presses have four, five or six units; keep the inks that matter most and print the rest in four.
spot-name = This cannot be the name of an ink: { $name }.
    .hint = Write what the print shop calls it, such as PANTONE 485 C: no spaces at its ends, no control characters, none that cannot be seen (such as a zero-width space), at most 127 bytes, and not the name of an ink of the press, All or None.
spot-twice = Two spot inks have the same name: { $name }.
    .hint = A plate has one name; make one ink of them or change a name.
spot-role = The theme has no colour “{ $role }” that a spot ink could replace.
    .hint = roles names colours of colors, other than paper: { $known }.
spot-role-twice = The colour “{ $role }” is replaced by two spot inks.
    .hint = A colour is printed in one; take it out of the roles of the other.
spot-tint = The colour “{ $role }” is a tint of { $tint } % of its spot ink.
    .hint = A tint is more than 0 and at most 100.
spot-pictures = The spot ink “{ $spot }” is no varnish and cannot have pictures.
    .hint = pictures puts a varnish on the pictures of the cover; for pictures in this ink use plates and duotone, else delete the line.
spot-idle = Nothing on any page is printed in the spot ink “{ $spot }”.
    .hint = An empty plate need not be ordered; name the colours that it replaces in its roles, or take it out of the theme.
plates-unknown = “{ $plate }” in plates is no plate.
    .hint = There are: { $known }. A spot ink is first defined in spot; plates has its key.
plates-twice = “{ $plate }” is twice in plates.
    .hint = Each plate is named once.
plates-process = Of the inks of the press, plates has either K alone or all of C, M, Y, K.
    .hint = Two colours are plates: [K, key of a spot ink], one is plates: [K]; an issue in four needs no plates.
plates-spot = The spot ink “{ $spot }” is not in plates, so nothing prints it.
    .hint = Add it to plates, or take it out of spot.
duotone-spot = “{ $spot }” cannot make duotones with black.
    .hint = duotone is the key of an ink, not of a varnish, that is in plates; and plates has no C, M, Y.
flap-wide = A flap of { $width } mm is too wide.
    .hint = Folded in, a flap stays 5 mm away from the spine: { $limit } mm at most.
form-base = The form.yml of the layout { $layout } takes files from the layout { $base }, which is not there, or leads back to itself.
    .hint = base names a layout under layouts or dongguan, which the program carries; leave it out if the layout has every file itself.
form-layout = form says { $form } and layout says { $layout }: a publication has one layout.
    .hint = Keep one of them.
pages-unused = This issue says which articles are on which page, and the layout does not go by it.
    .hint = Leave pages out, or set form: newspaper in publication.yml.
pages-count = { $count } pages are planned, and the sheets have { $multiple } each.
    .hint = Plan { $next } pages, or change binding or page_multiple in publication.yml.
page-empty = Page { $page } “{ $name }” has no article.
    .hint = Name one under articles, or take the page out of pages.
page-article = The article “{ $id }” of this page is not in the issue.
    .hint = Name it in articles of issue.yml too, or correct the name: that of the file without .md.
page-twice = The article “{ $id }” is on page { $page } already.
    .hint = Keep one of the two places; an article that does not fit goes on elsewhere by itself (jumps says where).
page-of-none = The article “{ $id }” is on no page.
    .hint = Name it under articles of one of the pages, or take it out of the issue.
page-elsewhere = The article “{ $id }” under { $key } is not on page { $page }.
    .hint = { $key } names articles of this page.
page-jump = The article “{ $id }” of page { $page } cannot go on on page { $to }.
    .hint = Name a later page, up to { $count }.
page-over = Page { $page } has { $lines } lines too many, some { $chars } characters, and no later page has room for them.
    .hint = Cut that much, move an article to another page, or make a picture smaller.
page-short = Page { $page } is short of { $lines } lines, some { $chars } characters.
    .hint = Add an article, a picture or an entry of fillers: a text of a few sentences with a title.
page-jumped = “{ $title }” does not fit page { $from } and goes on on page { $to }.
    .hint = jumps of the page names another page: jumps with the article and a number.
theme-missing = The layout { $layout } has no theme named “{ $theme }”.
    .hint = It has: { $known }. Leave the key out for theme.yml; spring means theme-spring.yml.
words-missing = The layout has no words.yml: nothing says which words it may add by itself.
    .hint = Copy a layout with neikan layout new, take its words.yml and write into it the words that the templates use.
layout-name = “{ $name }” cannot be the name of a layout.
    .hint = Use lower-case letters, digits and hyphens, such as dongguan-spring.
export-folder = There are files in { $folder }; nothing was exported.
    .hint = Name an empty folder with --to, or one that does not exist yet.
layout-exists = The folder layouts already holds { $name }.
    .hint = Choose another name; nothing was changed.
press-exists = The folder layouts/press already holds { $name }.yml.
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
arrangement-unknown = Under “arrangement” stands the article “{ $id }”, which is not in this issue.
    .hint = Check the article's identifier, or delete these lines.
arrangement-differs = For the article “{ $id }”, issue.yml says { $key }: { $value }, its front matter { $key }: { $other }. What issue.yml says counts.
    .hint = Keep one of the two.
cover-quad = A cover of the style quad shows four pictures; this one has { $count }.
    .hint = Write three more under cover.pictures, each with picture and alt, or choose another style.
cover-pictures = { $count ->
    [one] One more picture of the cover is
   *[other] { $count } more pictures of the cover are
    } not shown: only the style quad shows more than one.
    .hint = Write style: quad with three of them, or delete cover.pictures.
article-empty = The article has no text.
    .hint = Write its text after the second “---”.

issue-several = The call names no issue, and more than one is open: { $issues }.
    .hint = Name the one you mean, as in { $call }; neikan status says how far each has come.
issue-only = No issue was named; { $issue } is the only one that is open and is taken.
issue-newest = No issue was named; the newest, { $issue }, is taken.
new-unplanned = The call names no issue, and the calendar has none that is not begun.
    .hint = Name it, as in neikan new 2026-03, or plan a year first with neikan plan.
new-unplanned-date = The date of printing, { $date }, is what the frequency suggests; put down the real one as date in issue.yml, or plan the year with neikan plan.
new-planned = The date of printing, { $date }, is that of the plan; to move it, change date in issue.yml.
new-planned-copy = The date of printing, { $date }, is that of the plan; copy is due on { $copy }.
reviewer-proof-alone = { $count ->
        [0] Nobody on the list of reviewers reads proofs.
       *[other] Only { $name } reads proofs, and the first and the second proof take two people.
    }
    .hint = Give the stage proof to one more person under review.reviewers; otherwise no article gets past its second proof.
reviewer-three = The list has no three people for the three reviews: the first ({ $first }), the second ({ $second }) and the final ({ $final }) review are signed by three different people.
    .hint = Add somebody under review.reviewers; otherwise no article can be approved.
calendar-step = { $step ->
    [copy] copy
    [first] first review
    [second] second review
    [final] final review
    [proof] proofs
    [press] press
    [printing] printing
   *[samples] samples
    }
calendar-late = The deadline for { calendar-step } is { $days ->
        [one] 1 day
       *[other] { $days } days
    } after printing.
    .hint = Days before printing are negative, such as -30; check month and day of a date.
calendar-early = Samples are due { $days ->
        [one] 1 day
       *[other] { $days } days
    } before printing.
    .hint = There are none before; days after printing are positive, such as 10.
calendar-samples = Samples are due { $days } days after printing, more than { $limit }.
    .hint = They must be sent within ten days (article 18 of the measures on internal publications).
calendar-order = The deadline for { $before ->
        [copy] copy
        [first] first review
        [second] second review
        [final] final review
        [proof] proofs
        [press] press
       *[samples] samples
    } comes after that for { calendar-step }.
    .hint = The order is copy, first, second and final review, proofs, press, samples; check these two.
calendar-one-date = The deadline for { calendar-step } is a date, but holds for all issues here.
    .hint = Write the days before printing, such as -30; what differs for one issue stands in its deadlines.
calendar-issue-twice = The plan has { $issue } twice.
    .hint = Take one entry out; until then the first one counts.
calendar-date-twice = { $issue } and { $other } are both printed on { $date }.
    .hint = Most likely one was copied and not changed; check it.
calendar-backwards = { $issue } is printed before { $other }, which comes in front of it.
    .hint = Check date of both.
calendar-number = There is no { $issue }: with { $frequency } a year has at most { $most } numbers.
    .hint = Check the number, or frequency if it changed.
calendar-year = { $issue } is printed on { $date }, far from its year.
    .hint = Check the year.
calendar-day-off = { $issue } is printed on { $date }, a day off.
    .hint = The working day before is { $before }; if that day is worked, enter it under workdays.
calendar-holiday = This holiday lasts from { $from } to { $to }, which is before.
    .hint = Check from and to.
calendar-endless = The days off from { $from } to { $to } leave no working day for a month: deadlines among them cannot be moved to one.
    .hint = Check from and to; a day that is worked all the same goes under workdays.
calendar-both = { $date } is a day off under holidays and worked under workdays.
    .hint = Take it out of one of them; until then it counts as worked.
calendar-holidays-unknown = The holidays of { $year } are neither known nor in the calendar; only weekends are off.
    .hint = When they are announced, enter the days off under holidays and the weekend days that are worked under workdays.
plan-already = The calendar already has { $count ->
        [one] 1 issue
       *[other] { $count } issues
    } of { $year }, from { $issue } on.
    .hint = Nothing was written: what is there is never overwritten. To plan the year anew, take its lines out first.
plan-frequency = “{ $frequency }” does not say how many issues a year has, nor when they are printed.
    .hint = Enter them one by one under issues in the calendar: - {"{"}issue: 2026-01, date: 2026-02-05{"}"}.
plan-daily = A daily has too many issues for the calendar.
    .hint = Names of issues go up to 53; publish by the week, or do without a plan.
plan-months = With { $frequency } a year has { $count } months of printing.
    .hint = Write { $count } with --months or printing.months in the calendar, for a quarterly 3,6,9,12.
plan-days = With { $frequency } a month has { $count } days of printing.
    .hint = Write { $count } with --days or printing.days in the calendar, for a fortnightly 10,25.
plan-useless = { $option } means nothing for { $frequency }.
    .hint = Months go with periodicals of so many issues a year, days of the month with those of months and half months, a day of the week with weeklies and fortnightlies of weeks.
plan-nothing = All issues of { $year } have been begun; there is nothing to plan.
    .hint = Their issue.yml says when they are printed.
plan-form = The calendar is written within brackets, where no lines can be added.
    .hint = Write one issue a line: issues: below calendar:, and below that lines that begin with “- ”.
todo-who = { $name } is not on the list of reviewers.
    .hint = On the list: { $known }.

### Manuscripts

head-guessed = These parts of the front matter were guessed on import, and nobody has confirmed them: { $keys }.
    .hint = Delete from “guessed” what has been checked; when all has been, delete the whole line.
notes-open = The front matter still has { $count ->
        [one] 1 note
       *[other] { $count } notes
    } for the editor.
    .hint = Delete from “notes” what is settled; notes do not print.
head-missing = The article has no front matter.
    .hint = Begin with a line “---”, then title and the other keys, then another line “---”.
heading-level = Headings of level { $level } are not used in the text.
    .hint = Use “## ” and “### ”; the article's title belongs into the front matter.
link-definition = This line is the definition of a reference, which is not printed: { $text }
    .hint = Write links as [words](address); if it is a text, write the brackets in another way.
heading-order = “### { $found }” has no “## ” above it.
    .hint = Make it “## ”, or put a heading above it. No level may be skipped: screen readers and the PDF standard count them.
heading-empty = The heading has no words.
    .hint = Write some, or delete the line.
title-blank = The article has no title.
    .hint = Write one; it stands in contents, bookmarks and running heads too.
list-item-empty = A point of the list is empty.
    .hint = Write something, or delete the mark.
table-rows = The table has a head and no rows.
    .hint = Put rows below the head, or delete the table.
table-span = Cell { $column } is “<<” or “^^”, but there is no cell to its left or above it that it can be merged with.
    .hint = “<<” goes on the cell to the left, “^^” the one above; together they are a rectangle.
table-head = Merged cells of the head reach beyond { $limit } rows, or to the last row of the table.
    .hint = Shorten them; at least one row stands below the head.
table-cells = This row has more cells than the table has columns ({ $columns }), so the last ones would not print.
    .hint = Add a column to the head, or write a bar that is text as “\|”.
link-text = The link to { $url } has no words.
    .hint = Write within the square brackets what is to be read, or delete the link.
link-address = The link leads nowhere: its address is empty, or longer than { $limit } bytes.
    .hint = Write the address within the round brackets.
character-unprintable = The character { $code } cannot be printed: it is a control character, one of private use, one that turns the text around, or none at all.
    .hint = It was probably pasted in. Delete it, or write the character that was meant.
code-block = Code blocks are not supported.
    .hint = Do not indent paragraphs by four spaces; charts begin with a fence such as “```chart bar”.
block-unsupported = This construct ({ $name }) is not supported.
    .hint = neikan manual manuscript lists what can be written.
inline-unsupported = This construct ({ $name }) is not supported within a line.
    .hint = neikan manual manuscript lists what can be written.
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
note-content = The note “{ $name }” holds something that cannot be set in a note.
    .hint = A note may hold paragraphs, lists and quotations; move headings, tables, pictures and boxes into the text.
table-long = This table has { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    }; { $limit } are the most.
    .hint = Divide it into several tables, or print a summary and give the whole table as an annex.
issue-heavy = This issue holds too much to be set: { $percent } % of what can be. Most is in “{ $title }”: { $characters } characters, { $cells } cells of tables, { $pictures } pictures, { $notes } notes, { $headings } headings, { $items } items of lists.
    .hint = Leave something out or move it into another issue. An issue of text alone may have 600,000 characters.
issue-text = The articles have more than { $limit } MB together; from this one on they were not read.
    .hint = Move some of them into another issue.
note-place = A note cannot be called here: “[^{ $name }]”.
    .hint = Call it in the text, a cell or a caption; titles, credits, attributes, charts, descriptions and the front matter take no notes.
note-twice = The note “{ $name }” is given twice.
    .hint = Give one of them another name.
span-unknown = This mark-up is unknown: { $text }.
    .hint = Emphasis dots are “[字]{"{"}.dots{"}"}”, raised and lowered text “[2]{"{"}.sup{"}"}” and “[2]{"{"}.sub{"}"}”, a reading is “[字]{"{"}ruby="zì"{"}"}”.
picture-inline = The picture { $path } stands in the middle of a text.
    .hint = Give it a paragraph of its own, with an empty line before and after.
attribute-unknown = The attribute “{ $name }” has no use here.
    .hint = neikan manual manuscript lists the attributes.
div-unknown = The block “{ $name }” is unknown.
    .hint = Known are: sidebar, infobox, points, pullquote, poem, qa, item, numbers, timeline, steps, compare, pictures, grid, table.
story-pictures = A picture story has two to { $limit } pictures; here { $count ->
        [one] is 1
       *[other] are { $count }
    }.
    .hint = Set a single one by itself; divide more into several stories, or use grid.
story-lead = lead names no picture here; there { $count ->
        [one] is 1
       *[other] are { $count }
    }.
    .hint = lead is the number of the picture that dominates, from 1: “{":::"} pictures {"{"}lead=2{"}"}”.
upright-content = This cannot stand in an upright article.
    .hint = writing: vertical is for poems and short prose: paragraphs, headings, quotations, poems and notes; delete it where there are tables, lists, pictures or boxes.
qa-portraits = There are { $count } portraits before the first turn; { $limit } are the most.
    .hint = Keep those of the main speakers, and move the others to a turn or below.
speakers-qa = The front matter names speakers with portraits, and the article has no ::: qa where they could stand.
    .hint = Write the interview within ::: qa, or delete speakers.
entry-bar = This line has no bar that parts a name from its text.
    .hint = Write each row as “name | text”, without “-” or a number before it; what goes on a row is a paragraph of its own, after an empty line.
entry-text = There is nothing on one side of the bar.
    .hint = The name (a figure, a date, a step) stands before the bar, the text after it.
entry-number = There is no figure in “{ $name }”.
    .hint = Each row of numbers begins with one: “1350吨 | 荔枝收购量”; use points or compare for anything else.
entry-content = Only paragraphs, lists and quotations can stand here.
    .hint = Move headings, pictures and tables out of the block.
entries-long = This block has { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    }; { $limit } are the most.
    .hint = Divide it into several blocks, or make it a table.
compare-columns = Two or three sides can be compared; here { $count ->
        [one] is 1
       *[other] are { $count }
    }.
    .hint = Give each side a line: “过去 | …”, “现在 | …”; make more than three a table.
div-attributes = A block cannot begin like this: { $text }.
    .hint = Write “{":::"} sidebar Title {"{"}.full{"}"}”, with values in quotation marks.
div-open = The block “{ $name }” does not end.
    .hint = Add a line “:::” after it.
div-place = The block “{ $name }” stands behind “{ $before }”: none can begin behind the mark of a quotation or a list.
    .hint = Move it out of the quotation or list, with “:::” at the beginning of its line and an empty line before and after.
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
opener-picture = The opening wants a picture, and the article has none that stands alone, is .full or .page and may be cropped.
    .hint = Add one, or write opener: type.
opener-small = The picture { $path } is { $width } px wide; over two pages it wants { $wanted } px (250 ppi).
    .hint = Ask for a larger original, or choose another opener.
opener-other = Across the page less than six tenths of this upright picture could be seen; the opening has it on half a page.
    .hint = For another form, write opener, or choose a broader picture.
spread-small = The picture { $path } is { $width } px wide; over two pages it wants { $wanted } px (250 ppi).
    .hint = Ask for a larger original, or write .full.
spread-place = Over two pages, pictures and sidebars can stand in the text itself only; here it is set as with .full.
    .hint = Move it out of the dialogue, brief, box or list, or write .full.
spread-full = No two facing pages after it have room; it is set as with .full.
    .hint = Put it earlier, or write .full; other wide pictures and tables should not be on the same pages.
spread-narrow = Of this picture less than six tenths could be seen over two pages: it is not broad enough, and set as with .full.
    .hint = Choose a picture 2.4 to 3 times as wide as high, or write .full.
whole-spread = A picture over two pages is always cropped; it cannot be .whole.
    .hint = Delete .whole, or write .full.
whole-focus = A picture that is .whole is not cropped; its focus has no effect.
    .hint = Delete focus, or .whole.
names-empty = There is nothing in names.
    .hint = Write names="前排左起：张三、李四", or delete it.
rank-lead = The issue has a lead already: { $id }. There can be only one.
    .hint = Give one of the two another rank, or none.
fit-follows = Set below the end of the article before it, which left more than a third of its page empty.
    .hint = To keep it on a page of its own, write fit: false or start: page with another rank.
fit-heights = { $count ->
    [one] A picture after the end of the text has another height than usual, so that its page is full.
   *[other] { $count } pictures after the end of the text have other heights than usual, so that their pages are full.
    }
    .hint = To have them as they were, write fit: false.
fit-sizes = { $count ->
    [one] A picture is larger or smaller than usual, by less than a size, so that the last page is not left empty by more than a third.
   *[other] { $count } pictures are larger or smaller than usual, by less than a size, so that the last page is not left empty by more than a third.
    }
    .hint = To have them as they were, write fit: false.
fit-rows = { $count ->
    [one] A picture, table or box after the end of the text is
   *[other] { $count } pictures, tables or boxes after the end of the text are
    } set over all columns, pictures in rows, so that the pages there are full.
    .hint = To keep them in their columns, write fit: false.
mention-apart = The text in line { $text } sends its readers to this picture, chart or table, which stands on other pages.
    .hint = Move it before that paragraph, or name it otherwise.
fit-quotes = { $more ->
    [0] { $less ->
        [one] A pull quote that only repeats the text is
       *[other] { $less } pull quotes that only repeat the text are
        } left out, which saves a page.
   *[other] { $more ->
        [one] A pull quote to spare is
       *[other] { $more } pull quotes to spare are
        } set, so that the last page is not left empty by more than a third.
    }
    .hint = To have them as they were, write fit: false.
pullquote-spare = A pull quote to spare (.spare) is set where there is room only, but the text does not have these words, or it stands in another block.
    .hint = Write it letter for letter as in the text, without notes, as a block of its own; else take .spare away.
fit-strips = { $count ->
    [one] A picture, chart or box has
   *[other] { $count } pictures, charts or boxes have
    } another height than usual, so that no line or two of text stand between them.
    .hint = To have them as they were, write fit: false.
fit-loose = { $count ->
    [one] A pull quote or portrait stands
   *[other] { $count } pull quotes or portraits stand
    } at the head of the next column, and the text after it goes up, so that no column ends empty.
    .hint = To keep it in its place, write fit: false.
fit-explained = “{ $title }” was { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    } first, with { $left } of { $page } lines of the last one empty: { $choice ->
        [forbidden] left alone, it says fit: false.
        [tighter] set closer, which saves a page.
        [follows] it runs on below the article before it.
        [heights] pictures after its text were made taller or shorter.
        [sizes] pictures were made larger or smaller, by less than a size.
        [quotes] a pull quote more or less was set.
        [in-vain] what was tried did not help, and was taken back.
        [nothing] nothing suits; a filler goes there.
       *[full] nothing to do.
    }
    .hint = The order is: pulling the last page back, sizes of pictures, a pull quote more or less, a minor article that runs on, a filler, the house's notice. fit: false forbids it.
fit-tighter = Its characters stand { $percent } % closer, which saves a page with a few lines on it.
    .hint = To have it as it was, write fit: false.
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
chart-head = The chart has no line “---” between what it is about and its figures.
    .hint = Give title and alt (and unit, source if you like), then a line “---”, then figures with commas between them.
chart-row = This row of the chart cannot be understood: { $text }.
    .hint = Give a label, then as many numbers as the first row has columns.
chart-alt = The chart has no alternative text.
    .hint = Say after “alt:” what can be seen, for readers who cannot see it.
chart-title = The chart has no title.
    .hint = Write it after “title:”.
chart-series = This kind of chart shows one column of figures, and here are several.
    .hint = Use “bars” or “line”, or make a chart of each.
chart-parts = The values of a pie are parts of a whole: none of them is below zero, and they are not all zero.
    .hint = Correct the figures, or use “bar”.
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
picture-many = { $path }: more than { $limit } million pixels were converted in this run already.
    .hint = Take the rest in with neikan picture add, some at a time.
picture-foreign = { $path } holds { $kind }, which is not printed as it is.
    .hint = Run neikan picture add { $file } and write the name that it prints.
picture-unfit = { $path } holds { $kind }, which cannot be read here.
    .hint = Open it in a program that knows it and save it as JPEG or PNG.
picture-form = { $path } is { $kind } in a form that cannot be read: { $reason }.
    .hint = Open it in a program that knows it and save it as JPEG or PNG.
picture-hdr = { $path } is { $kind } for screens brighter than paper (HDR: PQ or HLG).
    .hint = Save it as a JPEG without HDR, so that a person decides what becomes of the bright parts.
picture-sequence = { $path } is { $kind } with a sequence of pictures and no main one.
    .hint = Open it, choose one picture and save that as JPEG.
picture-converted = { $path } was made of { $kind }: { $format }, { $size } px.
    .hint = Look at it once; what came is kept unchanged.
picture-first = { $path }: the file held { $count } pictures; the first was taken.
    .hint = If another is meant, save that one by itself and take it in.
picture-flattened = { $path }: what was transparent lies on white now.
    .hint = Inks in a JPEG cannot be transparent; if the background is to show, ask for RGB as PNG.
picture-depth = { $path }: { $bits } bits for each colour became 8.
    .hint = 8 bits are what is printed; make strong corrections in the original.
picture-article-none = No issue and not the inbox has an article “{ $article }”.
    .hint = Write the name of its file without .md, or say with --to where the picture is to go.
picture-article-several = The article “{ $article }” is in { $known }.
    .hint = Say with --to which one is meant.
picture-svg = The drawing { $path } holds a script, a link or an embedded picture.
    .hint = Export it with paths and shapes only.
picture-svg-size = The drawing { $path } does not say how large it is.
    .hint = Export it with width and height, or with a viewBox.
picture-svg-number = The drawing { $path } has a number out of range in line { $line }: { $name } { $value }.
    .hint = Export it again so that it lies near the origin and is no larger than some thousand units; a number, or all transformations together, may be at most 1000000.
picture-alt = The picture { $path } has no alternative text.
    .hint = Say in the square brackets what can be seen, for readers who cannot see it.

### Faces and layout

font-broken = { $path } is no face that can be read; it is not used.
    .hint = Put a sound file in its place, or take it out of fonts; neikan font list shows the faces that can be used.
fonts-none = The folder fonts holds no face.
    .hint = Add faces with neikan font add.
font-form = { $file } is no font file that can be used.
    .hint = Use .otf, .ttf, .otc or .ttc; fonts for the web (.woff) have to be converted first.
font-exists = The folder fonts already holds another font with the name of { $file }.
    .hint = Rename the file, or move the other one away; nothing was changed.
font-free = The font itself says that it may be embedded and cut down.
    .hint = Whether it may be used in a periodical is for its licence to say.
font-print-only = The font says that it is for preview and print only.
    .hint = It may be printed; its licence says whether digital editions may hold it.
font-restricted = The font says that it must not be embedded or cut down.
    .hint = Do not use it in the periodical unless you have leave to.
font-unsaid = The font does not say what its licence allows.
    .hint = Its licence says whether it may be embedded.
layout-error = The layout failed: { $reason }.
    .hint = This is a fault of the layout; show this line to whoever keeps it.
layout-warning = The layout says: { $reason }.
    .hint = Show this line to whoever keeps the layout.
glyph-notdef = { $file ->
        [interior] On page { $page } of the inside pages
        [cover] On page { $page } of the cover sheet
        [screen] On page { $page } of the screen edition
        [charts] In chart { $page } of the e-book
       *[form] On page { $page }
    } a box stands in place of “{ $character }” ({ $code }): no face that the layout sets there has the character.
    .hint = Use another character, or add a face that has it to the folder fonts.
pdf-refused = The PDF cannot be written: { $reason }.
    .hint = This is a fault of the layout; show this line to whoever keeps it.

### Press

press-icc-missing = The ICC file { $icc } that the press profile names is not there.
    .hint = Put the file into the folder layouts/press, or correct its name in the line “icc”.
press-icc-outside = The ICC file { $icc } that the press profile names is outside layouts/press, or its name has characters that are not allowed.
    .hint = Keep the ICC file beside the press profile; use ASCII letters, digits, hyphens, underscores and dots in its name.
press-icc-broken = This ICC file is damaged or is no ICC profile ({ $reason }).
    .hint = Ask the print shop for the ICC file again and copy it whole; do not save it from a text editor.
press-icc-kind = This ICC file is not the CMYK output profile of a press: its colours are { $space ->
        [Rgb] RGB
        [Gray] grey
        [Cmyk] CMYK
       *[other] { $space }
    }, and it is that of { $class ->
        [DisplayDevice] a display
        [InputDevice] a scanner or camera
        [OutputDevice] a press or printer
        [DeviceLink] a link between devices
        [ColorSpace] a conversion of colour spaces
       *[other] the class { $class }
    }.
    .hint = Ask the print shop for the CMYK output profile (class prtr) of the paper in use.
press-page-count = The inside has { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    }, which is no multiple of { $multiple }; binding would add { $missing ->
        [one] 1 blank one
       *[other] { $missing } blank ones
    }.
    .hint = Add { $missing } pages, with fillers or pictures for example, or cut { $excess }; blanks: true in issue.yml lets pages stay blank; flatplan.html shows where there is room.
press-pdf = The PDF that the layout gave cannot be processed ({ $reason }).
    .hint = This is most likely a fault of the program; keep the files of the issue and report it.
press-content = The drawing operators on page { $page } cannot be read ({ $reason }).
    .hint = Take out the SVG art or layout parts that were last added to this page, one by one, to find which of them it is.
press-shading = Page { $page } has a gradient that cannot be turned into inks.
    .hint = Use a linear, radial or conic gradient; turn a gradient mesh into a picture first, or write its colours in CMYK.
press-transparency = Page { $page } has something transparent, which PDF/X-1a does not know.
    .hint = Take the transparency off this page (opacity in vector art, most likely), or use --pdfx x4.
press-picture = Page { $page } has a picture that cannot be turned into inks ({ $reason }).
    .hint = Save the picture as a plain 8-bit JPEG or PNG and use that.
press-ink = On page { $page }, { $x } mm from the left and { $y } mm from the top of the trim, { $what ->
    [text] text
    [stroke] a line
   *[fill] an area
} has { $ink }% of ink in all, more than the { $limit }% of the press profile.
    .hint = Take cyan, magenta and yellow from that colour in the theme.
press-ink-gradient = A gradient on page { $page } has { $ink }% of ink in all where it is darkest, more than the { $limit }% of the press profile.
    .hint = Take cyan, magenta and yellow from the colours of the gradient in the theme.
press-color-left = Page { $page } still has a colour that is not an ink of the press ({ $space }).
    .hint = Look at the SVG art and the layout parts on this page; use only CMYK, greys or plain RGB for their colours.


### Binding and hand-over

press-bleed = The bleed is { $bleed } mm, and the print shop asks for { $wanted } mm ({ $profile }).
    .hint = Set “bleed” in “format” to { $wanted }, or, if the print shop says otherwise, change it in the press profile (neikan layout press copies it).
press-binding-offer = The press profile does not offer { $binding ->
        [saddle] saddle stitching
        [side] side stitching
       *[perfect] perfect binding
    } ({ $profile }).
    .hint = Choose another binding, or add it to “bindings” in the press profile if the print shop can do it.
press-binding-multiple = The inside pages are made up to a multiple of { $multiple }, and the print shop’s { $binding ->
        [saddle] saddle stitching
        [side] side stitching
       *[perfect] perfect binding
    } wants a multiple of { $wanted } ({ $profile }).
    .hint = Set “page_multiple” to a multiple of { $wanted }.
press-binding-few = The inside has { $pages } pages ({ $thickness } mm); { $binding ->
        [saddle] saddle stitching
        [side] side stitching
       *[perfect] perfect binding
    } wants at least { $limit } ({ $profile }).
    .hint = Add pages, or bind it otherwise; if the print shop can do it, change “min_pages” in the press profile (neikan layout press copies it).
press-binding-many = The inside has { $pages } pages ({ $thickness } mm); { $binding ->
        [saddle] saddle stitching
        [side] side stitching
       *[perfect] perfect binding
    } takes at most { $limit } ({ $profile }).
    .hint = Glue it or cut pages; if the print shop can do it, change “max_pages” in the press profile (neikan layout press copies it).
press-binding-thin = The { $pages } inside pages are only { $thickness } mm thick; { $binding ->
        [saddle] saddle stitching
        [side] side stitching
       *[perfect] perfect binding
    } wants at least { $limit } mm, or the glue does not hold ({ $profile }).
    .hint = Stitch it, add pages or take thicker paper; if the print shop can do it, change “min_thickness” in the press profile (neikan layout press copies it).
press-binding-thick = The { $pages } inside pages are { $thickness } mm thick; { $binding ->
        [saddle] saddle stitching
        [side] side stitching
       *[perfect] perfect binding
    } takes at most { $limit } mm ({ $profile }).
    .hint = Glue it, cut pages or take thinner paper; if the print shop can do it, change “max_thickness” in the press profile (neikan layout press copies it).
ticket-sheet = No full sheet of paper is large enough for inside pages or a cover of { $width } × { $height } mm; the ticket names no paper ({ $profile }).
    .hint = Ask the print shop which full sheet it uses, and write it as “sheet” in the press profile (neikan layout press copies it).

### Preflight

preflight-on-page = { $number }. { $file }, page { $page }: { $message }
preflight-in-file = { $number }. { $file }: { $message }
preflight-of-file = { $file }: { $message }
preflight-kind = { $count } in all, on { $pages }; from number { $first } of the report on
preflight-kind-others = { $count } more with other numbers; --all lists each
preflight-place = { $page ->
        [0] {""}
       *[other] Page { $page },{" "}
    }{ $x } mm from the left and { $y } mm from the top of the trimmed page, { $width } × { $height } mm (object { $object })
preflight-object = { $page ->
        [0] {""}
       *[other] Page { $page },{" "}
    }object { $object }
preflight-more = { $count } more like this; --format json has more of them
preflight-passes = { $file }: { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    }, held against { $standard ->
        [none] nothing but
       *[other] { $standard } and
    } what print shops ask for: fit for the press; { $warns ->
        [one] 1 warning
       *[other] { $warns } warnings
    }.
preflight-draft = { $file } is a draft: only the file was checked, and nothing in it stops the press; { $warns ->
        [one] 1 warning
       *[other] { $warns } warnings
    }. A draft is not to be printed; make it again when the issue is approved.
preflight-fails = { $file }: { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    }, held against { $standard ->
        [none] nothing but
       *[other] { $standard } and
    } what print shops ask for: not fit for the press; { $stops ->
        [one] 1 error
       *[other] { $stops } errors
    }, { $warns ->
        [one] 1 warning
       *[other] { $warns } warnings
    }.
preflight-unjudged = { $file }: { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    }, held against { $standard ->
        [none] nothing but
       *[other] { $standard } and
    } what print shops ask for: not wholly judged. Nothing that was looked at stops the press, but the ink of { $unjudged ->
        [one] one thing
       *[other] { $unjudged } things
    } is not known; { $warns ->
        [one] 1 warning
       *[other] { $warns } warnings
    }.
preflight-waived = Let pass: { $rule }, { $count ->
        [one] one place
       *[other] { $count } places
    }{ $pages ->
        [none] {""}
       *[other] {" "}on page { $pages }
    }. Reason: { $reason }
preflight-waiver-idle = A waiver that was not needed: { $rule }. Reason: { $reason }
preflight-inventory = Inks: { $inks }. Fonts: { $fonts }{ $unembedded ->
        [0] {""}
       *[other] , { $unembedded } of them not in the file
    }. Pictures: { $pictures }{ $ppi ->
        [none] {""}
       *[other] , { $ppi } ppi at least
    }. { $transparent ->
        [yes] Something is transparent.
       *[no] Nothing is transparent.
    } Made by { $producer }.
preflight-fix-rule = Faults of { $name } cannot be mended.
    .hint = These can: { $rules }.
preflight-fixed = { $file } is written: { $changed ->
        [0] nothing had to be changed
        [one] 1 object was changed
       *[other] { $changed } objects were changed
    }, all others are as they were.
preflight-fix-left = Not mended: { $rule }, { $count ->
        [one] one place
       *[other] { $count } places
    }.
preflight-fix-trim = { $count ->
        [one] One page has
       *[other] { $count } pages have
    } no crop marks that give a trim size, and none that fits was given: give one with --trim.
preflight-fix-turned = { $count ->
        [one] One page stays
       *[other] { $count } pages stay
    } turned, because the content cannot be read.
preflight-fix-mirrored = On { $count ->
        [one] one page
       *[other] { $count } pages
    } bleed was made by mirroring the edge. It is only like the picture, and letters near the edge are mirrored too: look at a proof.
preflight-fix-blended = { $count ->
        [one] One group is
       *[other] { $count } groups are
    } blended in the four inks now instead of a colour space of screens; where it is transparent, it may look a little different.
preflight-fix-picture = { $count ->
        [one] One picture stays as it is: its pixels
       *[other] { $count } pictures stay as they are: their pixels
    } cannot be read.
preflight-fix-shading = { $count ->
        [one] One gradient stays as it is: its function or mesh
       *[other] { $count } gradients stay as they are: their functions or meshes
    } cannot be read.
preflight-fix-title = What can be mended
preflight-fix-intro = `--fix OUT.pdf --only NAMES` writes a copy in which what is named is mended; names have commas between them. They are those of rules, and some of their own that begin with `fix-`. Everything else in the file stays as it was, object by object; the copy is judged again, and what is still found, or was left, is said. The inks are those of the file's own output intent, or of the press profile (`--profile`, else that of the project, else `coated`). `--trim 210x285` says the trim size in mm.
preflight-fix-head = | Name | What it does |
preflight-plates = The plates cannot be written to { $file }.
    .hint = Name a folder that is there.
preflight-file = There is no file { $file }.
    .hint = Name a PDF file.
preflight-profile = There is no press profile { $name }.
    .hint = coated and uncoated come with the program, others are in layouts/press/; name one without .yml.
preflight-demands = There are no demands called { $name }.
    .hint = Those with a name are { $names }; for your own give the path of a .yml or .json file.
preflight-demands-broken = The demands cannot be read at line { $line }, column { $column }: { $reason }.
    .hint = neikan manual preflight says how they are written.
preflight-demands-large = The file of demands is larger than { $limit } MB and is not read.
    .hint = See whether it is the file of demands.
preflight-demands-told = The rule { $rule } cannot be off: it says that something was not judged.
    .hint = It can be lowered to note; for single pages with a reason there are waivers.
preflight-demands-limit = The rule { $rule } has no limit that can be moved.
    .hint = Take limit out; neikan rule --all says which rules have one.
preflight-set-magazine = Advertisements in magazines, after GWG 2022
preflight-set-sheet = Sheet-fed offset, after GWG 2022
preflight-set-newspaper = Advertisements in newspapers, after GWG 2022
preflight-set-office = Office printers and digital print at a copy shop: the machine converts colours, so only what harms print is looked at
preflight-limit-pt = Limit: { $value } pt, which demands may move
preflight-limit-mm = Limit: { $value } mm, which demands may move
preflight-limit-mm2 = Limit: { $value } mm², which demands may move
preflight-limit-ppi = Limit: { $value } ppi, which demands may move
preflight-watch = There is no folder { $file }.
    .hint = Make it first; in, out and report in it are made by the program.
preflight-watching = Watching { $folder }: put PDFs into { $folder }/in; Ctrl+C ends it.
preflight-watched = { $file } → { $to }
preflight-call = “{ $word }” is not understood.
    .hint = pdfx-preflight --help says how it is called.
preflight-shop-help =
    pdfx-preflight: whether PDFs can go on press as they are, without the rest of neikan.

    pdfx-preflight [OPTIONS] FILE.pdf…
    pdfx-preflight [OPTIONS] --watch DIR

    --standard NAME        what files are judged by: auto, none, x4, x6, x1a, x3, or an edition
                           such as x1a-2001
    --demands NAME|FILE    what is asked of files: gwg2022-magazine, gwg2022-sheet,
                           gwg2022-newspaper, office, or a .json file of your own
    --show-demands NAME    writes a set of demands as JSON, to be changed
    --format human|json    the form of the report
    --all                  lists each fault instead of folding them by rule
    --annotate OUT.pdf     writes a copy with every place ringed and listed, and much ink coloured
    --plates DIR           writes the plates of every page, at --ppi (36 to 300; 100)
    --plates-format FORM   as what: png (without it) or tiff
    --fix OUT.pdf          writes a copy in which what --only NAMES names is mended (one file; see
                           --rules); --trim WxH gives the trim size in mm
    --watch DIR            a hot folder: what is put into in is judged, one file at a time; what is
                           fit goes to out, what is not, and the reports, to report
    --rules                lists all rules
    --lang zh|en           the language
    --version              the version

    Exit status: 0 fit; 1 not fit, or not wholly judged; 2 wrong call; 3 the machine failed; 4 a fault of the program.
preflight-sheet-title = Preflight report
preflight-sheet-fit = Fit for the press
preflight-sheet-unfit = Not fit
preflight-sheet-unjudged = Not wholly judged
preflight-sheet-draft = A draft: do not print
preflight-sheet-facts = The file
preflight-sheet-found = What was found
preflight-sheet-none = Nothing was found.
preflight-sheet-severity = Weight
preflight-sheet-what = Finding
preflight-sheet-count = Places
preflight-sheet-pages = Pages
preflight-sheet-stop = Error
preflight-sheet-warn = Warning
preflight-sheet-note = Note
preflight-sheet-more = { $count ->
        [one] One more kind is
       *[other] { $count } more kinds are
    } in the JSON report of the same name.
preflight-sheet-waivers = Let pass, and why
preflight-sheet-signed = Checked by
preflight-sheet-date = Date
preflight-sheet-sum = SHA-256
preflight-sheet-demands = Demands
preflight-sheet-standard = Held against
preflight-sheet-claim = Claims
preflight-sheet-version = PDF version
preflight-sheet-producer = Producer
preflight-sheet-size = Pages and bleed
preflight-sheet-inks = Inks, average area
preflight-sheet-fonts = Fonts
preflight-sheet-fonts-value = { $count }{ $unembedded ->
        [0] , all embedded
       *[other] , { $unembedded } not embedded
    }
preflight-sheet-pictures = Pictures
preflight-sheet-pictures-value = { $count }{ $ppi ->
        [0] {""}
       *[other] , the least at { $ppi } ppi
    }
preflight-sheet-intent = Output condition
preflight-sheet-holds = It also has
preflight-sheet-transparency = transparency
preflight-sheet-layers = layers
preflight-sheet-attached = attachments
preflight-sheet-annotations = annotations
preflight-sheet-nothing = none
preflight-sheet-bleed = bleed { $bleed } mm
preflight-sheet-joint = { ", " }
preflight-sheet-cyan = cyan
preflight-sheet-magenta = magenta
preflight-sheet-yellow = yellow
preflight-sheet-black = black
preflight-annotate = The annotated copy cannot be written to { $file }.
    .hint = Name another file that ends in .pdf, not the one that is looked at.
preflight-warns = The preflight of the press files has { $count ->
        [one] 1 warning
       *[other] { $count } warnings
    }, which do not keep them from the press.
    .hint = See { $path }; for one file run neikan preflight with that PDF.
preflight-source-pdfx = PDF/X-1a, PDF/X-3, PDF/X-4 and PDF/X-6 (ISO 15930); for what is meant see ISO 32000-1, { $value }
preflight-source-x1a = PDF/X-1a (ISO 15930-1 and -4) and PDF/X-3 (ISO 15930-3 and -6); for what is meant see ISO 32000-1, { $value }
preflight-source-x4 = PDF/X-4:2010 (ISO 15930-7) and PDF/X-6:2020 (ISO 15930-9); for what is meant see ISO 32000-1, { $value }
preflight-source-any = PDF/X (ISO 15930), and what print shops ask for; for what is meant see ISO 32000-1, { $value }
preflight-source-house = What print shops ask for
preflight-title = Preflight rules
preflight-intro =
    `neikan preflight FILE.pdf` says whether any PDF can go on press as it is; `neikan build` holds its press files against the same rules, writes `press/preflight.json`, and writes nothing where a finding weighs `stop`. Each rule is a file in `crates/pdfx-preflight/src/rules/`; this page is made from them and is not to be edited.

    `--standard` names what the file is judged by: `auto`, the part of PDF/X that it claims; `none`, what harms print alone; `x4`, `x6`, `x1a` and `x3` of either edition, or one edition, as `x1a-2001`, `x1a-2003`, `x3-2002`, `x3-2003`. Without it the press profile of the project says so, and outside a project it is `auto`. `--profile NAME` names the press profile (total ink, least resolution), `--binding saddle|perfect` holds the number of pages against the binding, `--annotate OUT.pdf` writes a copy in which the places are ringed and listed and much ink is coloured (two layers, which a viewer can switch off), `--plates DIR` writes the plates as pictures, `--plates-format tiff` as TIFF, `--format json` is for programs. Outside a project 320 % of ink and 300 ppi are asked for.

    What is found is folded by rule, with its number and its pages; `--all` lists each fault. `--report OUT.pdf` writes a report of one page for the job folder, in Chinese or English as `--lang` says.

    `--demands` puts other demands in place: one of four sets with a name (at the end of this page), or a `.yml` or `.json` file of your own:

    ```yaml
    base: gwg2022-magazine        # the set to start from; without it from what is usual
    standard: x4                  # what files are judged by
    total_ink: 300                # total ink, %
    inks: [Black, PANTONE 485 C]  # the only inks; the four are Cyan, Magenta, Yellow, Black
    finishes: [Layer 7]           # plates that are no colours, where the name does not say it
    minimum_ppi: 250              # pictures below it are a warning
    bleed: 3                      # mm
    rules:
      print-hairline:
        severity: warn            # stop, warn, note, off
        limit: 0.2                # in the unit that the rule names
      print-text-edge:
        severity: "off"
    waivers:
      - rule: print-text-plates
        pages: [1, 4]
        reason: The client wants a red of three inks and has seen the proof
    ```

    What a waiver covers no longer counts, and stands in the report with its reason; one without pages covers all of them. A waiver that was not needed is told. Rules that say that something was not judged, or not as it is in the file (print-repaired, print-plates-missed and the like) can be lowered to note but not be off. `preflight:` in a press profile is written in the same way, and `neikan build` judges by it too.

    `neikan preflight --watch DIR` watches a hot folder: a PDF that is put into `in` is judged when it no longer changes and ends as a PDF does (one that does not is waited for half a minute), one file at a time; if it changes meanwhile it is judged again. What is fit goes to `out`, what is not to `report`, where the reports on each are (`…-preflight.json` and the page, `…-preflight.pdf`). Of files of one name the next is called `-2`; nothing is overwritten. Only one program watches a folder.

    A print shop that wants the preflight alone can install `pdfx-preflight` (`cargo install --path crates/pdfx-preflight`): without typesetting, so without the page; a hot folder gets JSON and plain text. Files of demands are JSON there, and `--show-demands NAME` shows what they look like. See `pdfx-preflight --help`.

    Places are in millimetres from the upper left corner of the trimmed page; an object is its number in the PDF. A file of which something was not judged (print-plates-missed, print-picture-unmeasured, print-page-unjudged) is never called fit: it is “not wholly judged”, unless a waiver lets that pass.

    Exit status: 0 fit for the press, 1 not fit or not wholly judged, 2 wrong call, 3 the machine failed, 4 a fault of neikan itself.

    How ink is counted: each object by its own colour, each picture by every pixel, and what lies on one another by the plates: every page is painted ink by ink at 72 ppi, with overprint and transparency, and the mean of every square of 1 cm² (print-ink-area) and of 15 mm² (print-ink-spot) counts. Ink under varnish, dies and white ink is not counted with them.

    Damaged files are read as far as they can be, and what was repaired is a finding; a file that is encrypted but opens without a password is judged too.

    Where letters are is reckoned by the box of a Chinese letter (88 % above the baseline, 12 % below), not by their outlines.

    The text of ISO 15930 is not public, so its clauses are not cited by number; a rule names the part and the clause of ISO 32000-1 that defines what is meant. The whole list: [PDF/X ledger](pdfx.md).
preflight-sets-title = Demands with names
preflight-sets-intro = `--demands NAME` takes one of these sets; rules that are not listed weigh what they usually do. Those “after GWG 2022” take their values and weights from the specification GWG 2022 of the Ghent Workgroup (its spreadsheet, variants Magazine Ads CMYK, Newspaper Ads CMYK and SheetCMYK CMYK, requirements R0001 to R0035), as far as there are rules for them here. It takes the mean ink in squares of 15 mm; here that in squares of 1 cm² and of 15 mm² counts, so smaller places are told, too. There are no rules for UserUnit, pages that are one picture, Courier, and Configs of layers. The Workgroup has not certified them; where a print shop asks for something else, its own file comes first.
preflight-sets-head = | Rule | Weight | Limit |
rules-preflight-standard = PDF/X
rules-preflight-page = Pages
rules-preflight-font = Fonts
rules-preflight-color = Colour and ink
rules-preflight-black = Black
rules-preflight-line = Lines
rules-preflight-picture = Pictures
rules-preflight-edge = Trim and bleed
rules-preflight-content = Content

### PDFs from outside

pdf-none = This is no PDF.
    .hint = Name a PDF file.
pdf-cut-off = The PDF is cut off: its end is missing.
    .hint = It may not have been copied whole. Export or copy it again.
pdf-damaged = The PDF is damaged: it cannot be read beyond byte { $offset }.
    .hint = Export it again from the program that made it.
pdf-encrypted = The PDF is encrypted.
    .hint = A file for the press must not be encrypted. Take the password and restrictions off and export it again.
pdf-cycle = The PDF leads back to itself and cannot be read to its end.
    .hint = The file is damaged, or made to do harm. Export it again from the program that made it.
pdf-large = The PDF is too large. { $limit } MB is the limit; the number of objects and what they unpack to have limits too.
    .hint = Split it into several files, or export it again.
pdf-pages = The PDF has no page that can be read.
    .hint = Export it again from the program that made it.

### Imposition

impose-sheet = The sheet “{ $sheet }” is not understood.
    .hint = Write A3, SRA3 or the edges in mm such as 787x1092, with a fraction after it: 787x1092/4.
impose-length = The length of { $option } is wrong: it is from 0 to { $most } mm.
    .hint = Write it in mm, such as --gripper 10.
impose-signature = A signature cannot have { $pages } pages.
    .hint = Folded ones have 32, 24, 16, 12, 8 or 4; for sheets that are cut, write the even number of pages on both sides.
impose-sheet-missing = It is not said how large the sheet is.
    .hint = Add --sheet, such as --sheet 889x1194/2, or write it under imposition in the press profile.
impose-option-binding = { $option } is only for { $needs ->
        [saddle] saddle stitching
        [cut] sheets that are cut
       *[folded] folded sheets
    }.
    .hint = { $needs ->
        [saddle] Leave { $option } out, or write --binding saddle.
        [cut] Leave { $option } out, or write --binding cut.
       *[folded] Leave { $option } out, or write --binding saddle or --binding perfect.
    }
impose-insert = An insert of { $own } pages cannot be bound in after page { $after } of { $pages }.
    .hint = It lies between two signatures. Glued: after a multiple of 4 before the last page, with an even number of pages; saddle-stitched: after a multiple of 2 in the first half, with a multiple of 4 pages.
impose-insert-form = “{ $value }” does not say where an insert lies.
    .hint = Write the page after which it lies and how many pages it has, such as --insert 16:8; without the number it has 4.
impose-up = The { $places } places on a sheet cannot hold { $up } copies of each page.
    .hint = --signature is the number of pages on both sides and has to be a multiple of twice --up.
impose-spine = The pages of this periodical are bound at the left; they cannot be imposed for the right.
    .hint = Leave --spine right out; a file bound at the right is imposed by its name.
impose-rest = The last signature of { $pages } pages does not fit twice on this sheet and is printed as the others.
    .hint = It can be printed so; to save a plate, take a larger sheet or a smaller --signature.
impose-folds = Paper of { $thickness } mm is folded four times: it may crease or burst.
    .hint = Four folds suit paper of some 60 g/m². Take a smaller --signature, or ask the binder first.
impose-binding-missing = It is not said how the sheets are bound.
    .hint = Add --binding saddle, perfect or cut.
impose-file-missing = There is no file { $path }.
    .hint = Check its name and folder.
impose-not-built = { $issue } has no press files yet.
    .hint = Run neikan build { $issue } first; for the pages of a draft, neikan build { $issue } --draft, then --draft here.
impose-onto-itself = The sheets cannot be written over the file that is read: { $path }.
    .hint = Name another file with --out.
impose-page = Page { $page } has no size that can be used.
    .hint = Every page needs a MediaBox, and its TrimBox has to lie within it, with edges of 10 to 2000 mm.
impose-content = The content of page { $page } cannot be unpacked.
    .hint = Export the PDF again from the program that made it.
impose-no-trim = Pages without a TrimBox: { $count }. Their whole page is taken as the trimmed one.
    .hint = If the pages have bleed, export them again with a TrimBox; otherwise they will be cut wrongly.
impose-size = Page { $page } is { $width }×{ $height } mm when trimmed, the first page is { $firstwidth }×{ $firstheight } mm.
    .hint = It is centred, not scaled, and cut off where it is too large. All pages should have one size.
impose-sheet-small = A sheet of { $sheetwidth }×{ $sheetheight } mm does not hold pages of { $width }×{ $height } mm.
    .hint = Take a larger sheet, or a smaller --signature or --gripper. Where one plate prints both sides, each has half a sheet only.
impose-tight = The sheet is small: bleed and marks are not all printed.
    .hint = Take a larger sheet or a smaller --signature; for a proof it does not matter.
impose-marks = The margin of the sheet is too narrow: some sides have no { $kind ->
        [crop] full set of crop and registration marks
        [bars] colour bars
        [lay] mark for the side lay
       *[slug] slug line
    }.
    .hint = Take a larger sheet, or a smaller --gripper.
impose-blanks = The { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    } are followed by { $blanks ->
        [one] 1 blank one
       *[other] { $blanks } blank ones
    }.
    .hint = Folded sheets have a multiple of 4 pages. Fillers can take the place of blank pages.
impose-sheet-use = Only { $used } % of the sheets is used; half of them or more is blank.
    .hint = Use a smaller sheet (--sheet), or put other jobs beside it.
impose-sheet-better = A sheet of { $width }×{ $height } mm would be used to { $better } %; of this one, { $used } % is used.
    .hint = The press profile lists it under imposition; to take it, name it with --sheet.
impose-annotations = Page { $page } has comments, links or form fields, which are not printed on the sheets.
    .hint = Make what has to be printed part of the page in the program it comes from, and export it again.
impose-standard = The file calls itself { $standard }; the sheets no longer do.
    .hint = Only PDF/X-4 and PDF/X-1a:2003 are kept. If the print shop wants another standard, export again.
impose-paper-unknown = The thickness of the paper is not known, so creep is not compensated.
    .hint = Give the thickness of a sheet with --paper-thickness, such as 0.1, or with --creep how far the innermost page moves.
impose-slug = The slug line cannot be set ({ $reason }).
    .hint = Look at the folder fonts of the project.
impose-slug-none = Outside a project there are no faces: the sheets have no slug line.
    .hint = Run it in the folder of a project, or add --project.
impose-piece-form = This is no piece for a sheet: “{ $value }”.
    .hint = Write a file, and after it how often, at most { $most } times: --piece bookmark.pdf:6.
impose-piece-large = “{ $piece }” is { $width }×{ $height } mm when trimmed, which fits neither the sheet of { $sheetwidth }×{ $sheetheight } mm nor another one in the press profile.
    .hint = Take a larger sheet with --sheet, or a smaller --gripper; where one plate prints both sides, a piece has half of the sheet.
impose-pieces-many = No way was found to put all { $count } leaves on a sheet of { $sheetwidth }×{ $sheetheight } mm.
    .hint = { $other ->
        [true] Take fewer of each or a larger sheet, or impose them in several calls.
       *[false] The sheet of { $better } mm in the press profile holds them: --sheet { $better }; or take fewer of each.
    }
impose-pieces-count = A sheet holds at most { $most } leaves.
    .hint = Take fewer of each, or impose them in several calls.
impose-piece-standard = “{ $piece }” and “{ $first }” are not made for the same standard and printing condition, so the sheet is not labelled PDF/X and has the output intent of the first.
    .hint = Export all pieces again for this press; no colours are converted here.
impose-cover = The cover does not fit on this sheet and was left out.
    .hint = Give it a larger one: neikan impose cover.pdf --binding cut --signature 2 --sheet SHEET.

impose-slug-issue = { $publication } { $year }, no. { $number }, { $part ->
        [cover] cover
       *[interior] interior
    } · sheet { $sheet }/{ $sheets } { $side ->
        [front] front
       *[back] back
    } · pages { $pages } · { $date }
impose-slug-pieces = { $pieces } · { $side ->
        [front] front
       *[back] back
    }
impose-slug-file = { $file } · sheet { $sheet }/{ $sheets } { $side ->
        [front] front
       *[back] back
    } · pages { $pages }
summary-imposed = { $path }: pages: { $pages }, blank ones after them: { $blanks }; sheets: { $sheets }, with { $signatures } pages{ $halved ->
        [0] {""}
       *[other] , { $halved } of them from one plate and cut into two copies
    }; paper used: { $used } %; creep: { $creep } mm; { $size }

summary-insert =     insert of { $pages } pages after page { $after }: { $binding ->
        [saddle] goes inside signature { $before }
       *[other] gathered after signature { $before }
    }
summary-pieces = { $path }: one sheet of { $width }×{ $height } mm, printed on { $sides ->
        [1] one side
       *[other] both sides
    }; leaves cut out of it: { $leaves }; paper used: { $used } %; { $size }

help-impose = Puts pages on the sheets of a press.
help-impose-source = Which issue, such as 2026-01, otherwise the only one that is open; or any PDF file.
help-impose-binding = Binding: saddle, perfect or cut (cut and stack); an issue has that of its publication otherwise.
help-impose-spine = Where the spine is: left (the default) or right, for vertical lines.
help-impose-sheet = The sheet: A3, SRA3 or its edges in mm, with a fraction after it: 787x1092/4, 889x1194/2; otherwise that of the press profile.
help-impose-signature = Pages on both sides of a sheet: 16, 8 or 4, otherwise as many as fit; 32, 24 and 12 only if asked for.
help-impose-up = Copies of each page on a sheet that is cut; of an issue, how many covers, such as 2.
help-impose-duplex = How the back is printed: sheetwise (turned over sideways, the default), tumble (head over foot), work-and-turn or work-and-tumble (both sides from one plate).
help-impose-rest = How the backs of the last, smaller signatures are printed, such as work-and-turn; otherwise as the others.
help-impose-gripper = What the grippers hold, mm, otherwise 10; digital presses may need 5 or 0.
help-impose-gripper-edge = The edge they hold: long (the default) or short; long-top and short-top have it drawn above.
help-impose-side-lay = At which edge the side lay marks the sheet: left or right; otherwise there is no mark.
help-impose-paper-thickness = Thickness of a sheet, mm; otherwise that of the body paper in the press profile.
help-impose-creep = How far the innermost page moves to its spine, mm; otherwise it follows from pages and paper.
help-impose-mill = What is milled off at a glued spine, mm, otherwise 3.
help-impose-lip = By how much one half of a saddle-stitched signature is wider, mm; otherwise neither is.
help-impose-lip-half = Which half has the lip: back (the default) or front.
help-impose-insert = After which page an insert is bound in, and how many pages it has: 16 (4 pages) or 16:8; signatures are divided there. May be repeated.
help-impose-piece = Puts several pieces of different sizes on one sheet: a file, and after it how often, such as card.pdf:8. In a file, every two pages are front and back of a leaf; of an odd number, the last has no back. May be repeated.
help-impose-gutter = The distance between the trims of neighbouring pieces, mm; otherwise there is room for bleeds and crop marks.
help-impose-out = Write this file; otherwise sheets of an issue go to its folder press in out, those of a file beside it, with -sheets after its name.
help-impose-draft = take the pages of a draft; an issue that is not approved is imposed only so.
help-impose-format = The form of the report: human or json.
help-impose-after = Pages are carried over as they are, never made anew; output intent and PDF/X label stay.
help-impose-examples = neikan impose 2026-01 --sheet 889x1194/2
    neikan impose 2026-01 --sheet 787x1092/2 --rest work-and-turn --up 2
    neikan impose ~/book.pdf --sheet A3 --binding saddle
    neikan impose --piece card.pdf:2 --piece bookmark.pdf:6 --sheet 787x1092/4

### Page budget

text-lost = This text lacks characters on the finished pages ({ $count }): “{ $text }”.
    .hint = Nothing was written. The layout has no place for them here: shorten the text or put it elsewhere, and tell whoever keeps the layout.
text-outside = “{ $text }” stands outside the type area of page { $page } or is cut off there.
    .hint = Shorten what stands there (a lead, a caption, a row of a table) or break it into parts.
text-overlap = On page { $page } “{ $text }” and “{ $other }” stand on each other.
    .hint = Shorten one of them or set it elsewhere, and tell whoever keeps the layout.
text-added = Page { $page } has words that nobody has signed: “{ $text }”.
    .hint = Nothing was written. They are in no manuscript, in no data file and not in the layout's words.yml: mend the template, or list them in words.yml if the layout ought to have them.
text-added-book = In the e-book, { $file } has words that nobody has signed: “{ $text }”.
    .hint = Nothing was written. They are in no manuscript and in no data file: tell whoever keeps the layout.
draft-faults = { $count ->
        [one] One fault was
       *[other] { $count } faults were
    } left in manuscripts and data; the draft is made all the same, every page of it says 有错未改, and the issue cannot go on press.
    .hint = Mend what the findings say; neikan check only checks.
draft-removed = The finished edition is made; the old draft beside it was removed: { $files }.
    .hint = To see what you change next, run neikan build --draft again.
draft-unmarked = Page { $page } of the draft bears no mark that says it is one.
    .hint = Nothing was written. Put the mark back into the layout: every page has one until all is signed.
text-hidden = On page { $page } “{ $text }” cannot be seen: { $why ->
        [small] the type is smaller than 3 pt
        [color] it has the colour of its ground
        [struck] a line goes through it
       *[covered] a box or a picture covers it
    }.
    .hint = Nothing was written. Mend the template: every word of a manuscript has to be seen.
text-order = On page { $page } “{ $text }” stands before what it was written after, or its parts are out of order.
    .hint = Nothing was written. Mend the template: paragraphs and sentences keep the order in which they were signed.
sheet-hides = This line of epub.css hides texts, moves them away or changes their order: { $selector } { "{" } { $text } { "}" }.
    .hint = Write it so that nothing is covered or moved: every word that was signed has to be seen in the e-book, in its order.
sheet-adds = This line of epub.css adds words or pictures that nobody has signed: { $selector } { "{" } { $text } { "}" }.
    .hint = Take it out. content may hold signs, but no letters, no attr() and no url().
chart-crowded = This chart has too much to show for its width: on page { $page } “{ $text }” and “{ $other }” stand on each other.
    .hint = Leave out rows or series, shorten names and figures, make two charts of it, or use a table.
cover-contrast = “{ $text }” on the cover does not stand out from the picture: its contrast is { $contrast }, it needs { $least }.
    .hint = Choose another masthead (red, paper, knockout) or style for the cover, move the focus, or take a picture that is calm at the head.
table-set = This table { $how ->
        [turned] is turned and takes { $count ->
            [one] a page
           *[other] { $count } pages
        } of its own
        [small] is set in smaller type
        [parted] is set in { $count } parts, each with its head
        [columns] fits no page as it is: its columns are divided between { $count } tables, each with the first column
       *[wide] is set over all columns, since one is too narrow
    }.
    .hint = To have it small, use fewer columns and shorter cells.
cover-lines = { $count ->
        [one] One cover line has no room and is
       *[other] { $count } cover lines have no room and are
    } not printed.
    .hint = Delete some, or choose another cover.style: type prints four, the others three.
table-wide = This table fits no page, even in small type, turned, or divided in two: some column does not hold its longest word.
    .hint = Split the table into two, leave out columns, or shorten long words, numbers and addresses in its cells.
pages-over = “{ $title }” takes { $pages } of { $budget ->
        [one] 1 page
       *[other] { $budget } pages
    }, about { $lines ->
        [one] 1 line
       *[other] { $lines } lines
    } or { $chars ->
        [one] 1 character
       *[other] { $chars } characters
    } too many.
    .hint = Cut about { $chars } characters, make pictures smaller, or set pages to { $pages } in the front matter.
pages-under = “{ $title }” takes only { $pages } of { $budget ->
        [one] 1 page
       *[other] { $budget } pages
    } and has room for about { $lines ->
        [one] 1 line
       *[other] { $lines } lines
    } or { $chars ->
        [one] 1 character
       *[other] { $chars } characters
    }.
    .hint = Add text or pictures, or set pages to { $pages } in the front matter.
pages-filled = The articles fill { $content } pages; binding needs a multiple of { $multiple }, so fillers make { $filled } more from page { $first }.
    .hint = Nothing has to be done; to have articles there instead, add as many pages, or change the fillers in issue.yml.

### Import

import-kind = Files of this kind are not known; nothing was imported.
    .hint = .docx, .doc, .wps, .odt, .rtf, .pdf, .md, .txt, .html and mails (.eml) can be imported, and .zip files and folders that hold such files; a picture alone with neikan picture add.
import-save-as = Files of this kind cannot be imported as they are.
    .hint = Open it in Word or WPS, save it as a .docx document, and import that.
import-pages = Finished pages of this kind cannot be read; nothing was imported.
    .hint = Ask the author for the Word file, saved as .docx; without it, save the pages as .pdf and import that.
import-pdf = A PDF holds letters and their places only: paragraphs, headings and the order of columns are guessed from the pages, bold print, notes and tables may be incomplete; italics, emphasis dots, underlines, strokes through words, tints, rules and drawings were not taken, and tracked deletions cannot be told.
    .hint = If there is a Word file, import that instead. Otherwise compare every paragraph with the pages, then delete text from guessed in the front matter.
import-pdf-locked = The PDF is encrypted (perhaps it opens without a password but forbids copying); nothing was imported.
    .hint = Have the author take password and restrictions off and export it again, or better send the Word file.
import-pdf-scan = The PDF has no text ({ $pages } pages, { $pictures } pictures): it was scanned, or its letters were turned into outlines. Nothing was imported.
    .hint = Ask the author for the Word file; where there is only paper, have the text recognised and proofread first.
import-pdf-garbled = { $count } letters of the PDF do not tell what they are, so there is no reliable text; nothing was imported.
    .hint = Ask the author for the Word file.
import-pdf-long = The PDF has more than { $limit } pages; nothing was imported.
    .hint = Export the pages of the article only.
import-pdf-crowded = Page { $page } of the PDF has more lines than a page that people read; nothing was imported.
    .hint = Ask the author for the Word file.
import-pdf-untold = { $count } letters do not tell what they are and became 〓, on page { $pages }.
    .hint = Fill them in from the pages.
import-pdf-unseen = Page { $pages } was scanned, and its text was recognised by a machine.
    .hint = Such text has misread characters; proofread every one.
import-pdf-hidden = { $count } pieces of text that cannot be seen were left out: “{ $text }”.
    .hint = What cannot be seen on a page is seldom part of the text; compare it with the pages.
import-pdf-askew = Text at an angle was left out: “{ $text }”.
    .hint = It is usually a watermark; if it is part of the text, add it.
import-pdf-pages = Page { $pages } has pictures only, no text.
    .hint = Scanned pages give no text; ask the author for the original.
import-pdf-apart = Page { $page } is a cover or has the contents; its words were left out: { $text }.
    .hint = Copy what the text needs from there.
import-pdf-margins = { $count } running heads, folios and the like were left out: “{ $text }”.
    .hint = If one is part of the text, add it.
import-pdf-notes = { $count } pieces of small print at the foot of pages look like notes and were put at the end: “{ $text }”.
    .hint = Put them back in their place, or make footnotes of them.
import-pdf-table = Paragraph { $paragraph } looks like a table and was set by the places of its cells: “{ $text }”.
    .hint = Compare every cell with the page; merge cells by hand.
import-pdf-pictures = { $count } pictures were taken from the pages.
    .hint = Pictures in a PDF are usually reduced and cropped, too small to print; ask the author for the originals.
import-pdf-picture-left = { $count } pictures were left out (turned, transparent, in inks, or of a rare form), on page { $pages }.
    .hint = Ask the author for the originals.
import-pdf-picture-small = { $count } small pictures, backgrounds and pictures that return on every page were left out.
    .hint = They are usually decoration; ask the author for those that the text needs.
import-pdf-links = Of { $count } links only the words were taken, not the addresses.
    .hint = Write those that are needed as [words](address).
import-pdf-fields = { $count } filled-in fields of a form were left out: “{ $text }”.
    .hint = If they are part of the text, add them.
import-pdf-attached = { $count } files are attached to the PDF; they were not taken.
    .hint = The original document may be among them: save it with a PDF reader and import that.
import-archive = Archives of this kind cannot be opened; nothing was imported.
    .hint = Unpack it and import the folder, or ask the author for a .zip file.
import-packed-broken = The .zip file, or a file in it, is damaged or packed in an unusual way.
    .hint = Unpack it and import the folder; if that fails, ask the author to send it again.
import-packed-parts = This is one part of an archive in several; it was not imported.
    .hint = Unpack all parts together and import the folder.
import-packed-locked = { $count } files in the .zip file have a password; they were not imported.
    .hint = Unpack it with the password and import the folder.
import-packed-many = There are more than { $limit } files in it; it was not imported.
    .hint = Keep manuscripts and pictures alone, then import it again.
import-packed-deep = It is nested more than { $limit } levels deep and was not imported.
    .hint = Unpack it and import the manuscripts themselves.
import-packed-swollen = It is packed in a way that is not honest, or unpacks to more than { $limit } MB; it was not imported.
    .hint = Do not open files of unknown origin; if it is a contribution, import it in parts.
import-packed-outside = A file in the .zip file has a path that leads out of it and was not imported: { $path }.
    .hint = No honest .zip file has such paths; if it is a contribution, ask the author to pack it again.
import-packed-twice = The .zip file holds several files of one name; only the last was taken.
    .hint = Unpack it and see whether they are different files.
import-linked = { $path } is a link and was not read.
    .hint = If it is needed, copy the file it leads to.
import-droppings = { $count } files that systems and programs leave behind were not imported, such as __MACOSX, .DS_Store, Thumbs.db, ~$ files.
    .hint = Nothing has to be done.
import-other = { $path } is neither a manuscript nor a picture and was not imported.
    .hint = See whether it holds something that the text needs.
import-twin = { $path } has the name of the manuscript beside it and holds finished pages; it was not imported.
    .hint = The text is that of the manuscript; see whether the pages differ.
import-nothing = There is no manuscript in it that can be imported.
    .hint = Manuscripts are .docx, .md, .txt, .html or mails; pictures have to come with one.
import-all-known = All manuscripts in it were imported before.
    .hint = Nothing has to be done; where the originals are is said above.
import-name = “{ $name }” cannot be the name of a manuscript.
    .hint = Use lower-case letters, digits and single hyphens, at most 60 characters, such as lychee-season.
import-large = The file is larger than { $limit } MB; it was not imported.
    .hint = Keep its pictures apart, or divide it into several files.
import-unreadable = The file cannot be read: { $reason }.
    .hint = Check its name and that you may read it.
import-encoding = The encoding of the file cannot be told.
    .hint = Open it in the program it comes from and save it as plain UTF-8 text.
import-known = The same file was imported before; its original is { $original }.
    .hint = It was not imported again. To do so, first move that original and its manuscript away.
import-renamed = The inbox has a manuscript of this name; this one is called { $id }.
    .hint = Both are kept; see whether they are two versions of one article.
import-look-alikes = { $count ->
        [one] 1 character
       *[other] { $count } characters
    } only looked like others and became those: { $found }.
    .hint = Radicals, compatibility characters and full-width letters come from texts taken out of PDFs; hold the names in it against the original.
import-empty = There is no text in the file.
    .hint = Look at the original, and ask the author to send it again.
import-word-locked = This document has a password; nothing was imported.
    .hint = Open it in Word or WPS, take the password off, and save it anew.
import-locked = The document has a password; nothing was imported.
    .hint = Ask the author to open it in LibreOffice, take the password off, and save it again.
import-doc-old = This document was saved by { $version }, which is too old; nothing was imported.
    .hint = Open it in Word, WPS or LibreOffice, save it as a .docx document, and import that.
import-doc-none = There is no text of Word in this file, whatever its name says; nothing was imported.
    .hint = It may be a table, a message or a document of Works; open it in the program it comes from, save it as .docx, and import that.
import-foreign = Whatever its name says, this file is { $form }; nothing was imported.
    .hint = A picture is taken in by “neikan picture add”; of a table, slides or a book, ask the author for the text as a .docx document.
import-unknown = This is no document: nothing in it is of a kind known here; it was not imported.
    .hint = It may be damaged, encrypted, or cut short on its way; ask the author to send it again, best as a .docx document.
import-doc-other = The name of the file says { $name }, but it is { $form }; it was read as that.
    .hint = Compare with the original, as always.
import-libreoffice = LibreOffice read this document.
    .hint = Automatic numbers, fields and tracked changes may differ from Word; compare it with the original.
import-libreoffice-missing = LibreOffice is not installed here; the document was read without it.
    .hint = To use it, install it (Debian: apt install libreoffice-writer-nogui) and import again with --with-libreoffice.
import-libreoffice-slow = LibreOffice had not finished after { $limit } seconds and was ended; the document was read without it.
    .hint = Open it in Word or WPS and save it as .docx.
import-libreoffice-failed = LibreOffice cannot read this document; it was read without it.
    .hint = Open it in Word or WPS and save it as .docx.
import-word-broken = The document is damaged: its { $part } cannot be read.
    .hint = Open it in Word or WPS and save it as a .docx document; or ask the author to send it again.
import-word-large = The { $part } of the document is too large, or packed in a way that is not honest.
    .hint = Do not open files from strangers; if it is a contribution, ask the author to save it anew.
import-word-entities = The { $part } of the document declares entities, which no proper document does.
    .hint = Do not open files from strangers; if it is a contribution, ask the author to save it anew.
import-word-deep = The { $part } of the document nests deeper than { $limit } levels.
    .hint = Do not open files from strangers; if it is a contribution, ask the author to save it anew.
import-outside = The document refers to something outside ({ $kind }): { $target }.
    .hint = It was not read; if the article needs it, ask the author to put it into the document.
import-header = The text of a header or footer was left out: { $text }.
    .hint = The layout has running heads of its own; copy it into the manuscript if it matters.
import-comments = { $count ->
        [one] 1 comment
       *[other] { $count } comments
    } stand as notes in the front matter; they do not print.
    .hint = Deal with each and delete it.
import-changes-accepted = The document has tracked changes: { $added } added, { $removed } deleted ({ $authors }); all were accepted.
    .hint = Ask the author whether this is final; --changes refuse gives the text before them.
import-changes-refused = The document has tracked changes: { $added } added, { $removed } deleted ({ $authors }); all were refused.
    .hint = Ask the author whether this is final; --changes accept gives the text with them.
import-contents = Paragraph { $paragraph }, “{ $text }”: a table of contents was left out.
    .hint = Nothing is to be done; the program makes the contents.
import-page-break = Paragraph { $paragraph }, “{ $text }”: a page break was left out.
    .hint = The layout breaks pages; if another article begins here, divide the manuscript.
import-embedded = Another document embedded after paragraph { $paragraph }, “{ $text }”, was left out.
    .hint = Save it as a .docx of its own and import that.
import-math = Paragraph { $paragraph }, “{ $text }”: a formula became a line of text.
    .hint = Compare it with the original, or ask for a picture of it.
import-hidden = Paragraph { $paragraph }, “{ $text }”: hidden text was left out.
    .hint = See in the original whether it matters.
import-drawn = Words drawn on the page were left out: “{ $text }”.
    .hint = They are part of a drawing, without paragraphs or order; if they belong to the text, add them.
import-fields = Words in the fields of a form were left out: “{ $text }”.
    .hint = If they belong to the text, add them.
import-played = { $count } videos, sounds or embedded frames were not carried over.
    .hint = Look at the page, and ask the author for pictures or words if they matter.
import-page-around = These words stand around the text and were not carried over: { $text }.
    .hint = Nothing has to be done; copy into the manuscript what belongs to it.
import-page-author = The page names “{ $name }” as its author, which may be no person; it is not in the byline.
    .hint = Check it and write it into authors in the front matter.
import-tail = { $count } lines at the end of the page name its editors or ask to follow and like; they were not carried over: { $text }.
    .hint = Nothing has to be done; write authors and sources among them into the front matter.
import-letter = The body of the mail, “{ $text }”, is a letter and was not taken as a manuscript; it is in the notes of each front matter.
    .hint = Delete it when read; if it is a manuscript, save it as .txt and import that.
import-mail-tail = Words that stand behind a coded part of the mail were left out: “{ $text }”.
    .hint = Lists and virus scanners add them; if they belong to the text, add them.
import-frame = A page that is shown in a frame of the page is longer than the page and follows it: “{ $text }”.
    .hint = Compare it with the page, and delete what is not wanted.
import-frame-left = A page that is shown in a frame of the page was left out: “{ $text }”.
    .hint = It is usually an advertisement; if it belongs to the text, add it.
import-mail-bytes = In the mail { $count } places hold bytes that are no characters; “〓” stands for them.
    .hint = Compare with the mail, or ask the author to send it again.
import-mail-broken = This is no mail, or it is damaged: it cannot be read.
    .hint = Export it again as .eml, or save its text and attachments and import those.
import-mail-parts = The mail has more than { $limit } parts; it was not imported.
    .hint = Save its attachments and import those.
import-underline = Paragraph { $paragraph }, “{ $text }”: the underline was dropped, the words are kept.
    .hint = To stress words, set them bold or with emphasis dots.
import-raised = Paragraph { $paragraph }, “{ $text }”: raised or lowered characters became ordinary ones.
    .hint = Compare with the original, and put it otherwise if need be.
import-field = Paragraph { $paragraph }, “{ $text }”: the field { $name } has no stored result and was left out.
    .hint = Add what it shows, or update the fields in Word (F9) and import again.
import-field-flat = Paragraph { $paragraph }, “{ $text }”: of a sign put together by a field (EQ) only the characters are left.
    .hint = Compare it with the original.
import-placeholder = Paragraph { $paragraph }, “{ $text }”: the prompt of an empty content control was left out.
    .hint = Ask the author for what belongs there.
import-symbol = Paragraph { $paragraph }, “{ $text }”: a sign of the font “{ $font }” is not known; “〓” stands for it.
    .hint = Compare with the original and use an ordinary character.
import-bytes = Paragraph { $paragraph }, “{ $text }”: { $count } places hold bytes that are no characters; “〓” stands for them.
    .hint = Compare with the original, or ask the author to save it as .docx in Word or WPS.
import-link = Paragraph { $paragraph }, “{ $text }”: a link is neither web nor mail; its words are kept: { $target }.
    .hint = Links begin with http, https or mailto.
import-note-missing = Paragraph { $paragraph }, “{ $text }”: a note that it refers to is not there.
    .hint = Compare with the original and supply it.
import-note-block = Paragraph { $paragraph }, “{ $text }”: a picture or box in its note was moved behind the paragraph.
    .hint = A note can only have text.
import-endnote = Paragraph { $paragraph }, “{ $text }”: its endnote became a footnote.
    .hint = Nothing is to be done; many references may be better as a list at the end.
import-object = Paragraph { $paragraph }, “{ $text }”: a chart, diagram or embedded object was left out.
    .hint = Ask for a picture of it, or write it as a chart.
import-chart = Paragraph { $paragraph }, “{ $text }”: a chart is drawn anew from its figures.
    .hint = Check its title, unit and alternative text.
import-chart-table = Paragraph { $paragraph }, “{ $text }”: a chart of a kind that is not drawn here became a table of its figures.
    .hint = Keep the table, or draw them as bar, bars, line or pie.
import-picture-retouched = Paragraph { $paragraph }, “{ $text }”: a picture was cropped, turned or toned as in the document.
    .hint = The picture as it was is in the original.
import-picture-kept = Paragraph { $paragraph }, “{ $text }”: the document crops, turns or tones a picture; it was kept as it was.
    .hint = What its author cut off will print; see whether that is wanted, or import again without --keep-originals.
import-picture-effect = Paragraph { $paragraph }, “{ $text }”: the shape or the effects that a picture has in the document were not carried over; all of it prints.
    .hint = Compare it with the original and do the same in a picture editor; what was cut off should not print.
import-picture-outside = Paragraph { $paragraph }, “{ $text }”: a picture is only linked; nothing was fetched.
    .hint = Ask the author for the picture.
import-picture-web = The picture at paragraph { $paragraph }, “{ $text }”, is on the web and was not fetched: { $target }.
    .hint = Ask the author for the original, or save the page with its pictures and import that.
import-picture-speck = At paragraph { $paragraph }, “{ $text }”, a picture of one or two pixels, which holds a place or counts readers, was left out.
    .hint = Nothing has to be done.
import-picture-placed = The picture { $name } was put at “{ $text }”: { $path }.
    .hint = Check its place and write what can be seen in it.
import-picture-order = The picture { $name } was put at “{ $text }” by the order of the text: { $path }.
    .hint = Its name has no number, so this is a guess; hold every picture against its caption.
import-picture-end = The picture { $name } has no place in the text and stands at its end: { $path }.
    .hint = Move it where it belongs, and write its caption and what can be seen in it.
import-picture-same = The picture { $name } is one that the manuscript has already; it was not taken again.
    .hint = Nothing has to be done.
import-picture-unfit = The picture { $name } is of the kind { $kind }, or damaged, and was left out.
    .hint = Save it as JPEG or PNG and put it into issues/inbox/images.
import-picture-unread = The picture { $name } cannot be read ({ $rule }) and was left out.
    .hint = Ask the author for another copy.
import-pictures-many = There are more than { $limit } pictures; { $name } was left out.
    .hint = Choose those that are needed and import again.
import-picture-nobody = Nothing tells which manuscript the picture { $path } belongs to; it was not imported.
    .hint = Put it into a folder with its manuscript alone, or name it like the manuscript, and import again.
import-picture-lost = Paragraph { $paragraph }, “{ $text }”: a picture cannot be taken out.
    .hint = Ask the author for the picture.
import-picture-alt = Paragraph { $paragraph }, “{ $text }”: a picture has no text that describes it: { $path }.
    .hint = Write in the manuscript what can be seen in it; it cannot be printed without.
import-picture-heavy = Paragraph { $paragraph }, “{ $text }”: a picture larger than { $limit } MB was left out.
    .hint = Ask for another; 2600 × 3500 pixels are enough for a whole page.
import-picture-format = Paragraph { $paragraph }, “{ $text }”: a picture in the format { $kind }, or a broken one, was left out.
    .hint = Save it as JPEG or PNG and put it into images.
import-text-box = Paragraph { $paragraph }, “{ $text }”: a text box became a sidebar.
    .hint = See where it belongs, and whether it should be an infobox.
import-table-merged = Paragraph { $paragraph }, “{ $text }”: merged cells have their text in the first, the others are empty.
    .hint = Compare it with the original; “<<” and “^^” merge cells.
import-table-nested = Paragraph { $paragraph }, “{ $text }”: of a table within a table only the text is left.
    .hint = Compare with the original and make two tables.
import-table-long = Paragraph { $paragraph }, “{ $text }”: the table has more than { $limit } rows; nothing was imported.
    .hint = No periodical has room for it; ask for its main points, or make it an attachment.
import-table-large = Up to paragraph { $paragraph }, “{ $text }”, tables have more than { $limit } cells; nothing was imported.
    .hint = No periodical has room for them; ask for the main points, or make them an attachment.
import-table-wide = Paragraph { $paragraph }, “{ $text }”: the table has more than { $limit } columns; each row became a paragraph.
    .hint = No periodical has room for it; ask for its main points, or make it an attachment.
import-cell-block = Paragraph { $paragraph }, “{ $text }”: a picture or list in a table was moved behind it.
    .hint = Put it where it belongs.
import-cell-lines = Paragraph { $paragraph }, “{ $text }”: cells of several lines were joined with a wide space.
    .hint = See whether they need punctuation or rows of their own.
import-heading-deep = Paragraph { $paragraph }, “{ $text }”: a heading below the second level became a bold paragraph.
    .hint = Manuscripts have two levels of headings; see whether the order is clear.
import-emphasis = “{ $text }”: emphasis that cannot be told from the words beside it was dropped.
    .hint = Compare with the original and set it elsewhere.
import-byline-own = “Our reporter” and the like was left out of the byline.
    .hint = An internal publication has no reporters; name and unit are enough.
import-long = After paragraph { $paragraph }, “{ $text }”, there are more than { $limit } paragraphs; nothing was imported.
    .hint = Divide it into several files.

### Review

form-issue = “{ $value }” cannot be the name of an issue.
    .hint = Write the year and a number of two digits, 01 to 53, such as 2026-03.
form-sha256 = “{ $value }” is not a SHA-256.
    .hint = Only neikan review writes this file; take back what was changed by hand.
reviewer-twice = The reviewer { $name } is named twice.
    .hint = Keep one entry with all stages.
reviewer-delegate = { $name } is a delegate but signs no final review.
    .hint = Add final to the stages, or take delegate away.
reviewer-chief = Nobody may countersign what the delegate { $name } signs.
    .hint = Give the editor in chief the stage final, without delegate.
ledger-chain = Before entry { $entry } of the ledger something was taken out, moved or changed.
    .hint = { $joined ->
        [yes] It looks like two people’s ledgers put together, without the marks of a conflict; the two sides can be told apart: neikan review merge { $path } --into { $issue }.
       *[no] Restore it from the archive or from version control; nothing can be signed or printed with a broken ledger. If two people’s ledgers were put together by hand, take each one’s review.yml and folder review from version control, restore one and merge the other: neikan review merge OTHER/review.yml --into { $issue }.
    }
ledger-seal = Entry { $entry } of the ledger was changed after it was signed.
    .hint = Restore the entry from the archive or from version control; a new opinion is a new signature.
ledger-origin = Entry { $entry } of the ledger does not say what was signed in the inbox.
    .hint = Compare it with issues/inbox/review.yml and restore it.
ledger-copy = The text that was read for entry { $entry } is missing or was changed: { $path }.
    .hint = Restore the file from the archive or from version control; its name is the SHA-256 of what it holds.
ledger-busy = Somebody else wrote into the ledger just now.
    .hint = Run the command again; nothing was written.
ledger-short = Entries are missing at the end of the ledger.
    .hint = Restore the ledger from the archive or from version control; review/head holds the seal of its last entry. If that cannot be done, the editor in chief says so and the ledger goes on: neikan review resume --by { $chief } --reason WHY --issue { $issue }.
review-stage = { $stage ->
    [first] first review
    [second] second review
    [final] final review
    [countersign] editor in chief's countersignature
    [proof-1] first proof
    [proof-2] second proof
    [proof-3] third proof
    [corrections] check of corrections
    [press] signature for the press
    [press-after-changes] signature for the press after changes
    [gathered] move out of the inbox
    [withdrawn] withdrawal
    [people] list of those who sign
    [redated] correction of dates
    [resumed] ledger resumed
    [revoked] revocation of a key
   *[other] review
    }
review-verdict = { $verdict ->
    [return] sent back
    [reject] rejected
    [done] noted
   *[pass] passed
    }
review-article = There is no article “{ $article }” in { $issue }.
    .hint = The articles are: { $known }; all means every one.
review-person = { $name } is no reviewer of this periodical.
    .hint = Reviewers are: { $known }. Name others under review in issues/publication.yml.
review-duty = { $name } may not sign the { review-stage }.
    .hint = These may: { $known }. Stages are given to people under review in issues/publication.yml.
review-note = The { review-stage } needs a note.
    .hint = Say what was read and found, and why: reviews with --note, withdraw, redate and resume with --reason. At a terminal you are asked for it.
review-order = “{ $article }” is not ready for the { review-stage }.
    .hint = Sign in this order: first, second and final review, then the three proofs. neikan review status says where each article stands.
review-changed = “{ $article }” was changed since it was last read, so the { review-stage } cannot be signed.
    .hint = neikan review status shows what changed and how to go on.
review-already = “{ $article }” has passed this stage already: { review-stage }.
    .hint = Nothing has to be signed again unless the text changes.
review-rejected = “{ $article }” was rejected as it stands.
    .hint = Take it out of the issue, or let the author rewrite it and begin with the first review.
review-date = “{ $article }” cannot be signed on { $date }: the signature before is of { $last }.
    .hint = Check --date; signatures follow each other in time.
review-person-twice = { $name } has reviewed “{ $article }” before and cannot sign the { review-stage } too.
    .hint = The three reviews, and the countersignature, are by different people.
review-proof-person = { $name } read the first proof of “{ $article }” and cannot read the second too.
    .hint = The first two proofs are read by different people.
review-unchanged = “{ $article }” was not changed since it was approved: there is nothing to check.
    .hint = Corrections are checked after they were made.
review-nothing = No article awaits this: { review-stage }.
    .hint = neikan review status says what each article awaits.
review-one-day = All three reviews of “{ $article }” were signed on one day.
    .hint = Auditors will ask; correct the date with a new signature if it is wrong.
review-press-inbox = The inbox cannot be signed for the press.
    .hint = Name an issue with --issue.
review-unready = “{ $article }” cannot be reviewed yet: { $count } errors or unconfirmed parts of its front matter.
    .hint = They are listed below; put them right and confirm them before signing, or return the article.
review-guessed = These parts of the front matter were guessed on import and not confirmed, so the article cannot be reviewed: { $keys }.
    .hint = Delete from “guessed” what has been checked; when all has been, delete the whole line.
corrections-large = { $count ->
        [one] 1 character
       *[other] { $count } characters
    } of “{ $article }” changed since the final review, more than the { $limit } that a check of corrections covers.
    .hint = Sign the second and the final review again. The limit is review.corrections in issues/publication.yml.
corrections-structure = A picture, the section, the kind or the serial of “{ $article }” changed since the final review.
    .hint = Sign the second and the final review again; a check of corrections covers text alone.
review-renamed = “{ $article }” is word for word what was signed as “{ $old }”: the signatures hold.
    .hint = The ledger keeps the former name in its entries; if the file was not meant to be renamed, name it as before.
review-unapproved = “{ $title }” ({ $article }) cannot be printed yet. { $lacks ->
    [first] It lacks all three reviews and the proofs.
    [second] It lacks the second and the final review and the proofs.
    [final] It lacks the final review and the proofs.
    [countersign] It lacks the editor in chief's countersignature and the proofs.
    [proof-1] It lacks all three proofs.
    [proof-2] It lacks the second and the third proof.
    [proof-3] It lacks the third proof.
   *[corrections] It was changed after its approval.
    }
    .hint = neikan review status --issue { $issue } says how to go on; neikan build { $issue } --draft makes a draft.
review-press = { $issue } is not signed for the press.
    .hint = When all articles are approved and proofs are read: neikan review press --by { $chief } --issue { $issue }. neikan build { $issue } --draft makes a draft.
review-press-void = { $issue } was changed after it was signed for the press: { $changed }.
    .hint = Look at these, then sign it again: neikan review press --by { $chief } --issue { $issue }. Only checked corrections may follow a signature “after changes”.
review-press-form = { $issue } was signed for the press with an older version of the program, which did not bind the layout, the faces and the press profile.
    .hint = Look at the pages, then sign it again: neikan review press --by { $chief } --issue { $issue }.
review-press-copy = What { $issue } was signed for the press as is missing or was changed: { $path }.
    .hint = Restore the folder review beside the ledger from the archive or from version control; a file is named by the SHA-256 of what it holds.
review-press-early = { $issue } cannot be signed for the press on { $date }: the { review-stage } of “{ $article }” by { $name } is of { $last }, which is later.
    .hint = See whether the date of this computer is right. If { $last } is wrong, withdraw it: neikan review withdraw { $article } --stage { $stage } --by { $chief } --reason date --issue { $issue }; have it signed again, and then for the press.
draft-archive = A draft has no archive.
    .hint = The archive proves what was printed; write press and digital only, or build { $issue } when it is approved.
ledger-link = { $path } is a link; ledgers and registers are not kept elsewhere.
    .hint = Remove the link and put the file itself back into this folder.
ledger-no-file = { $path } is no plain file: the register can be neither read nor written.
    .hint = Move it away and restore the file of the register from version control.
ledger-conflict = Two people's ledgers were not merged here: git's marks of a conflict are still in the file.
    .hint = Do not edit it; run neikan review merge { $path } --into { $issue }. It keeps what both signed and names what contradicts.
ledger-elsewhere = Entry { $entry } of the ledger was signed for { $meant }, not for { $issue }.
    .hint = A ledger cannot be used for another issue. If the folder was renamed, name it { $meant } again; if the ledger was copied, delete review.yml and review/ here and review anew.
ledger-head-behind = The last signing was cut off before it was done: review/head does not name the last entry yet. No entry is missing.
    .hint = Nothing has to be done; the next signing mends it.
ledger-head-mended = The last signing was cut off before its end; review/head has been written now. All entries are there.
    .hint = Nothing has to be done.
ledger-head-missing = review/head is gone or was changed by an editor; the register agrees with the last entry, and all entries are there.
    .hint = Nothing has to be done: the next signature writes it.
ledger-head-restored = review/head was gone or changed by an editor and has been written now; the register agrees with the last entry, and all entries are there.
    .hint = Nothing has to be done.
ledger-date-ahead = Entry { $entry } of the ledger is dated { $date }, which is after today ({ $today }): nobody can sign but to withdraw, return or reject.
    .hint = See first whether the date of this computer is right. If the ledger's is wrong, the editor in chief sets it right: neikan review redate --by { $chief } --reason WHY --issue { $issue }. Reviews and proofs with a wrong date are withdrawn and signed again before the press.
review-date-ahead = “{ $article }” cannot be signed on { $date }: today is { $today }.
    .hint = Look at --date; if that is right, see whether the date of this computer is.
review-author = { $name } wrote “{ $article }”; nobody reviews an article of their own.
    .hint = Let somebody else review it. If there is nobody, the editor in chief can name the author under review.own_articles in issues/publication.yml and sign the list: neikan review people --by { $chief } --issue { $issue }.
review-press-withdrawn = A signature was withdrawn after { $issue } was signed for the press, which is void since.
    .hint = Complete the reviews (neikan review status --issue { $issue }), then sign again: neikan review press --by { $chief } --issue { $issue }.
review-press-resumed = After { $issue } was signed for the press a part of the ledger was lost and the editor in chief had it go on; the signature is void since.
    .hint = What is lost may be a withdrawal or a return: look at the issue, then sign again: neikan review press --by { $chief } --issue { $issue }.
review-press-returned = An article was sent back or rejected after { $issue } was signed for the press, which is void since.
    .hint = Complete the reviews (neikan review status --issue { $issue }), then sign again: neikan review press --by { $chief } --issue { $issue }.
review-press-list = The list of those who sign was changed after { $issue } was signed for the press, which is void since.
    .hint = Sign again: neikan review press --by { $chief } --issue { $issue }.
review-press-person = { $issue } was signed for the press by somebody who is not in the signed list; it does not count.
    .hint = Let the editor in chief sign: neikan review press --by { $chief } --issue { $issue }.
house-unsigned = The list of those who sign for { $issue } is not signed yet.
    .hint = The editor in chief looks through it (who signs what, the limit of corrections, the rules) and signs it once: neikan review people --by { $name } --issue { $issue }. Then sign for the press.
house-changed = The list of those who sign for { $issue } was changed after it was signed; what changed is named below. The signature for the press is void.
    .hint = If the changes are right, the editor in chief signs the list again: neikan review people --by { $name } --issue { $issue }, and then for the press. If not, take them back.
house-chief = The list is signed by an editor in chief of the list before, which { $name } is not.
    .hint = These can sign it: { $known }.
house-already = The list of those who sign for { $issue } is signed already and was not changed.
    .hint = Nothing has to be signed.
house-corrections = The limit of corrections was changed from { $from } to { $to } characters.
    .hint = It is review.corrections in issues/publication.yml.
house-keys = The use of keys was changed from { $from } to { $to }.
    .hint = It is review.keys in issues/publication.yml.
house-own-articles = Who may review articles of their own was changed from “{ $from }” to “{ $to }”.
    .hint = It is review.own_articles in issues/publication.yml.
house-rule = The weight of the rule { $name } was changed from { $from } to { $to }.
    .hint = It is under rules in issues/publication.yml; “—” stands for the default.
house-waivers = What is let pass in every issue was changed, from { $from } to { $to } entries.
    .hint = It is under waivers in issues/publication.yml.
house-person-new = { $name } ({ $to }) was added to the list.
    .hint = What they sign counts once the list is signed again.
house-person-gone = { $name } was taken off the list.
    .hint = What they signed while they were on it still counts.
house-person-duties = The duties of { $name } were changed from { $from } to { $to }.
    .hint = They are under review.reviewers in issues/publication.yml.
house-person-keys = The keys of { $name } were changed.
    .hint = Ask { $name } whether that is right before the list is signed.
house-file-new = { $path } was added.
    .hint = Issues are checked by it; look through it before the list is signed.
house-file-gone = { $path } is gone.
    .hint = Restore it if that was a mistake; issues are checked by it.
house-file-changed = { $path } was changed.
    .hint = Issues are checked by it; look through it before the list is signed.
void-list = Entry { $entry } of the ledger, a list signed by { $name }, does not count: a list is signed by an editor in chief of the list before.
    .hint = Let the editor in chief sign it: neikan review people --by { $chief } --issue { $issue }.
void-person = Entry { $entry } of the ledger does not count: by the signed list { $name } may not sign the { review-stage }.
    .hint = Let somebody on the list sign. If { $name } ought to be on it, the editor in chief signs the list first: neikan review people --by { $chief } --issue { $issue }.
void-delegate = Entry { $entry } of the ledger does not count: it and the list do not agree on whether { $name } signs for the editor in chief.
    .hint = Sign the final review again; a delegate's is countersigned.
void-author = Entry { $entry } of the ledger does not count: { $name } wrote the article.
    .hint = Let somebody else sign; or, if the editor in chief allows it, name the author under review.own_articles and sign the list: neikan review people --by { $chief } --issue { $issue }.
void-corrections = Entry { $entry } of the ledger, a check of corrections, does not count: { $count } characters changed, and the signed list allows { $limit }.
    .hint = Sign the second and the final review again.
void-order = Entry { $entry } of the ledger (the { review-stage } by { $name }) does not count, since one that it stands on does not.
    .hint = neikan review status says from where to sign again.
void-withdrawal = Entry { $entry } of the ledger, a withdrawal, does not count: { $name } neither signed what it takes back nor is editor in chief.
    .hint = The editor in chief can take back anybody's signature: neikan review withdraw ARTICLE --by { $chief } --issue { $issue } --reason WHY.
corrections-weight = In “{ $article }” { $how ->
    [added] “{ $new }” was added
    [removed] “{ $old }” was removed
   *[changed] “{ $old }” was made “{ $new }”
    } after the final review, and { $why ->
    [title] it is part of a title
    [negation] it negates
    [number] it concerns a number
    [date] it concerns a date
    [meaning] it may turn the meaning
    [place] it may be part of the name of a place
    [credit] it concerns who made something or where it is from
    [table] it stands in a table or a chart
   *[name] it concerns the name “{ $word }”
    }: a check of corrections does not cover it.
    .hint = However short it is, sign the second and the final review again.
withdraw-others = { $name } has no signature on “{ $article }” to take back; the latest is by { $known }.
    .hint = One takes back one's own; the editor in chief ({ $chief }) can take back anybody's.
withdraw-nothing = There is no signature on “{ $article }” to take back.
    .hint = neikan review status shows what is signed; for the issue's signature for the press write press.
register-gone = The register knows nothing of the ledger of { $issue }, which has { $now } entries: whether it went back cannot be told here.
    .hint = What an older version signed is noted with the next signature. If there was a register, restore issues/register.txt from version control and hold the ledger against the anchor on paper with neikan review anchor --against.
resume-nothing = Nothing of the ledger is lost: there is nothing to give up.
    .hint = Its entries are whole, so sign as usual; in doubt hold it against the anchor on paper with neikan review anchor --against.
review-epoch = The signature has the date of this computer's clock ({ $today }); the environment variable SOURCE_DATE_EPOCH says { $date } and does not count for signatures.
    .hint = For a signature that was given on paper write --date.
file-outside = This file, or a folder that it is in, is a link to something outside the project.
    .hint = Remove the link and put the file itself into the project: what is reviewed and archived must lie here.
redate-nothing = No entry of the ledger is dated after today ({ $date }): there is nothing to set right.
    .hint = A signature that was dated too early is withdrawn and signed again.
merge-nothing = All that is signed in that copy is here already.
    .hint = Nothing has to be done.
merge-itself = This is the issue's own ledger, and there is no conflict in it.
    .hint = Name the review.yml of the other copy, with its folder review beside it.
merge-marks = The marks of the conflict do not match, so that the two sides cannot be told apart.
    .hint = Take both people's review.yml and folder review from version control and merge those.
merge-folder = There is no folder review beside { $path }: the texts that were read are missing.
    .hint = Get the folder review of that copy too, put it beside its review.yml, and merge again.
merge-withdrawn = The { review-stage } of “{ $article }” by { $ours } is withdrawn in one copy and still counts in the other. Nothing was merged.
    .hint = If it is to be withdrawn, withdraw it in the other copy too: neikan review withdraw { $article } --stage { $stage } --by { $ours } --reason withdrawn --issue { $issue }. If it is to count, sign it again in the copy in which it was withdrawn. Then merge again.
merge-verdicts = The two copies disagree on the { review-stage } of “{ $article }”: { $ours } here, { $theirs } there. Nothing was merged.
    .hint = { $torn ->
        [git] Nothing can be withdrawn in a conflict. First go back to before the merge: git merge --abort (of a rebase: git rebase --abort, and { $theirs } in place of { $ours } below), and withdraw in this copy: neikan review withdraw { $article } --stage { $stage } --by { $ours } --reason twice --issue { $issue }; commit that (git add issues, git commit -m withdrawn), merge with git again and, if there is a conflict still, run: neikan review merge { $file } --into { $issue }.
        [hand] Restore your own copy (review.yml and the folder review) from version control and withdraw in it: neikan review withdraw { $article } --stage { $stage } --by { $ours } --reason twice --issue { $issue }; then merge the other: neikan review merge OTHER/review.yml --into { $issue }.
       *[no] Let one of them withdraw the signature in their own copy (neikan review withdraw { $article } --stage { $stage } --by { $theirs } --reason twice --issue { $issue }), then merge again.
    }
merge-lists = The two copies sign different lists: { $ours } one here, { $theirs } another there. Nothing was merged.
    .hint = Decide which publication.yml holds, merge the other ledger as it was before its list was signed, and let the editor in chief sign the list.
merge-double = Both copies sign the { review-stage } of “{ $article }”: { $ours } here, { $theirs } there. Nothing was merged.
    .hint = { $torn ->
        [git] Nothing can be withdrawn in a conflict. First go back to before the merge: git merge --abort (of a rebase: git rebase --abort, and { $theirs } in place of { $ours } below), and withdraw in this copy: neikan review withdraw { $article } --stage { $stage } --by { $ours } --reason twice --issue { $issue }; commit that (git add issues, git commit -m withdrawn), merge with git again and, if there is a conflict still, run: neikan review merge { $file } --into { $issue }.
        [hand] Restore your own copy (review.yml and the folder review) from version control and withdraw in it: neikan review withdraw { $article } --stage { $stage } --by { $ours } --reason twice --issue { $issue }; then merge the other: neikan review merge OTHER/review.yml --into { $issue }.
       *[no] Let one of them withdraw the signature in their own copy (neikan review withdraw { $article } --stage { $stage } --by { $theirs } --reason twice --issue { $issue }), then merge again.
    }
merge-text = Neither copy has the text of “{ $article }” that { $name } read: review/{ $path }. Nothing was merged.
    .hint = Get that file from { $name }, put it into the folder review beside the ledger, and merge again.
review-press-waiting = { $issue } was signed for the press after changes, and no change has been made yet.
    .hint = Make the changes and have them checked; neikan review status --issue { $issue } prints the call for each article.

review-nobody = “{ $name }” is an entry that has not been filled in, not a person; it cannot sign.
    .hint = Replace it by a real name under review.reviewers in issues/publication.yml.
review-press-unseen = Nobody has made a draft of { $issue } as it is now, so whether its pages can be bound is not known.
    .hint = It is signed, but neikan build will refuse pages that do not fit. Better look first: neikan build { $issue } --draft.

### Keys

key-private = A private key was given where a public one belongs. A private key is neither written into publication.yml nor handed to anybody.
    .hint = Use the line in the .pub file. If the private key was stored in the project or sent to anybody, make another and revoke this one: neikan review key revoke.
key-kind = Keys of this kind are not taken: { $kind }.
    .hint = These are taken: { $allowed }. Make one with neikan review key new --by NAME, or with ssh-keygen -t ed25519.
key-form = This is no public key.
    .hint = A public key is one line: ssh-ed25519 AAAA…, or sm2 and Base64; taken are { $allowed }. Copy the whole line without breaking it.
key-private-form = This file of a private key cannot be read.
    .hint = Ed25519 keys are in the form of OpenSSH, SM2 keys in PKCS#8 (openssl pkcs8 -topk8); taken are { $allowed }.
key-broken = What this key signs does not hold against its own public half. Nothing was written.
    .hint = The file of the private key may be damaged. Restore it from a backup, or make another: neikan review key new.
key-shared = The key { $key } of { $name } is also one of { $other }.
    .hint = A key belongs to one person, or nobody can tell who signed. Make one for each of them.
key-required = { $name } has no key, and this periodical takes no signature without one.
    .hint = Make one first: neikan review key new --by { $name }. Whoever has one: neikan review key add { $name } FILE.
key-not-found = The private key of { $name } was not found. { $agent ->
    [asked] Neither the agent nor ~/.ssh has it.
   *[none] No agent runs (SSH_AUTH_SOCK), and ~/.ssh does not have it.
    }
    .hint = Name its file with --key, or hand it to the agent with ssh-add. Their keys are: { $known }. A lost key is revoked by its owner or the editor in chief: neikan review key revoke.
key-not-theirs = This key ({ $key }) is none of { $name }’s.
    .hint = Sign with a key of your own. If it is a new one, enter its public half first: neikan review key add { $name } FILE.pub.
key-list-unsigned = This key ({ $key }) of { $name } was entered after the list was signed: a list, and that a key is revoked, are signed with the keys of the signed list.
    .hint = { $has ->
        [yes] Sign with a key of the signed list ({ $known }): --key names its file, and one in ~/.ssh or with the agent needs no --key: neikan review people --by { $chief } --issue { $issue }. Once the list is signed, the new key counts.
       *[no] The signed list has no key for { $name }, so the list is signed without one; leave --key out: neikan review people --by { $chief } --issue { $issue }. Once the list is signed, the new key counts.
    }
key-agent-without = The agent does not hold this key ({ $key }).
    .hint = --key names a public key, so the private one has to be with the agent: ssh-add its file, or name that file with --key.
key-agent-refused = The agent did not sign with this key ({ $key }).
    .hint = Somebody may have said no when the agent asked. Run the command again, or name the file of the private key with --key.
key-passphrase = The passphrase is wrong: the private key does not open.
    .hint = Try again. The passphrase is kept nowhere; if it is forgotten, make another key and revoke this one.
key-passphrase-missing = This private key has a passphrase, and there is no terminal to ask for it.
    .hint = Run the command in a terminal, put the passphrase into the variable NEIKAN_KEY_PASSPHRASE, or hand the key to the agent with ssh-add.
key-passphrases-differ = The two passphrases differ; no key was made.
    .hint = Run the command again.
key-revoked = The key { $key } of { $name } was revoked on { $date }.
    .hint = { $file } says so. Make another: neikan review key new --by { $name }.
key-expired = The key { $key } of { $name } signs nothing from { $date } on.
    .hint = Make another: neikan review key new --by { $name }. Or the editor in chief changes its valid-before in issues/publication.yml and signs the list again.
key-not-listed = There is no key { $key }.
    .hint = The keys are: { $known }. Copy one whole from neikan review key list.
key-revoke-by = { $name } may not revoke the key { $key }.
    .hint = Only its owner and the editor in chief (who signs for the press) may.
key-revoked-already = The key { $key } was revoked on { $date } already.
    .hint = Nothing is left to be done.
key-exists = There is a file here already; it was not written over.
    .hint = It may be a key that is in use. Name another file with --out.
key-no-folder = The home folder is not known, so there is no place for the private key.
    .hint = Name a file with --out, outside the project.
key-there = { $name } has the key { $key } already.
    .hint = It need not be entered again. If it was entered after the list was signed, it counts once the editor in chief signs the list again, with a key of the signed list: neikan review people --by { $chief }.
key-listing = The form of publication.yml does not allow the key { $key } to be put in for { $name }.
    .hint = Put a line under this reviewer by hand: keys: ["{ $line }"].
key-busy = Somebody else changed publication.yml just now; nothing was written to it.
    .hint = Run the command again.
ledger-unsigned = Entry { $entry } of the ledger ({ $name }) is not signed with a key and is void.
    .hint = Once keys are required, or once somebody has signed with a key, every signature of theirs has one. Restore the ledger from version control to before this entry and have it signed again.
ledger-signature-stray = Entry { $entry } of the ledger ({ $name }) has a signature but names no key.
    .hint = The signature was added later. Restore the ledger from the archive or from version control.
ledger-signature-gone = The signature of entry { $entry } of the ledger ({ $name }) is gone.
    .hint = Somebody took it out. Restore the ledger from the archive or from version control.
ledger-signature = The signature of entry { $entry } of the ledger does not hold: { $name } did not sign this with the key { $key }.
    .hint = The entry or its signature was changed. Restore the ledger from the archive or from version control.
ledger-signature-again = Entry { $entry } of the ledger ({ $name }) is the signature of entry { $other } put in once more.
    .hint = A signature counts once. Restore the ledger from the archive or from version control.
ledger-signature-form = The signature of entry { $entry } of the ledger ({ $name }, key { $key }) cannot be read.
    .hint = It is damaged, or of another kind than the key. Restore the ledger from the archive or from version control.
ledger-signature-namespace = The signature of entry { $entry } of the ledger ({ $name }, key { $key }) was made for another purpose: { $namespace }.
    .hint = Signatures of reviews are made for neikan-review. Restore the entry from the archive or from version control, or have it signed again.
ledger-key-unknown = The key { $key } of entry { $entry } of the ledger is none of { $name }’s.
    .hint = See whether a key was taken out of publication.yml or replaced there: one that has signed stays, and is revoked when it is no longer used (neikan review key revoke).
ledger-key-revoked = Entry { $entry } of the ledger ({ $name }) was signed with the key { $key } after it was revoked on { $date }, and is void.
    .hint = { $file } says so. Restore the ledger from version control to before this entry and have it signed again with another key.
ledger-key-expired = Entry { $entry } of the ledger ({ $name }) was signed with the key { $key }, which expired on { $date }, and is void.
    .hint = Restore the ledger to before this entry from your version control; its owner signs again with a new key.
ledger-revoked-by = Entry { $entry } of the ledger: { $name } neither owns the key { $key } nor signs for the press, and cannot revoke it.
    .hint = Restore the ledger from the archive or from version control.
anchor-empty = The ledger has no entries yet, so there is nothing to write down.
    .hint = Sign first.
anchor-none = There is no anchor in it.
    .hint = An anchor is four groups of four characters, as neikan review anchor prints it.
anchor-typo = The anchor “{ $anchor }” was copied wrongly: its last character does not fit the others.
    .hint = Compare it with the paper; it has no letters I, L, O and U.
ledger-rolled-back = The ledger was put back: the anchor { $anchor } is of entry { $entries }, and now there are { $count }.
    .hint = Later signatures are missing. Restore the ledger from the archive or from version control and find out who replaced it.
ledger-other = The anchor { $anchor } is not in this ledger, which has { $count ->
        [one] 1 entry
       *[other] { $count } entries
    }.
    .hint = See first whether it is of another issue. If it is of this one, the ledger was put back or made anew: restore it from the archive or from version control and find out who replaced it.
stamp-entry = The ledger has no entry { $entry }: it has { $count }.
    .hint = neikan review log shows them; without --entry the last one is meant.
stamp-form = The answer of the time-stamping authority cannot be read.
    .hint = Give the .tsr file that the authority sent (RFC 3161, in DER), not a web page and not Base64.
stamp-refused = The time-stamping authority refused (status { $status }).
    .hint = Ask the authority why, and make the request again: neikan review stamp --request FILE.
stamp-sum = The time stamp is not over a SHA-256.
    .hint = Send the request that neikan review stamp --request makes.
stamp-other = The time stamp ({ $time }) is of no entry in { $ledger }.
    .hint = See which issue (--issue) and which request it is for; it does not fit an entry that was changed or signed again.
stamp-no-certificate = The time stamp does not hold the authority’s certificate, so its signature cannot be checked.
    .hint = Ask for the certificate to be put in; the request of neikan review stamp --request does.
stamp-purpose = The certificate that signed the time stamp is not one for time stamps.
    .hint = Turn to a proper time-stamping authority.
stamp-expired = The time of the stamp lies outside the validity of the authority’s certificate.
    .hint = Ask the authority.
stamp-algorithm = The time stamp is signed in a way that cannot be checked here ({ $algorithm }); it was not kept.
    .hint = RSA and ECDSA (P-256, P-384) can be checked, with SHA-256 or more.
stamp-signature = The signature of the time stamp does not hold; it may have been changed.
    .hint = Get it from the authority again.
stamp-broken = The time stamp of entry { $entry } of the ledger is damaged: { $path }.
    .hint = Restore the file from the archive or keep the answer again with neikan review stamp --response. The signature itself is not touched.
stamp-trust = Checked: the signature of the time stamp is that of the certificate in it ({ $authority }). Not checked: whether that certificate comes from an authority to be trusted, and whether it was withdrawn.
    .hint = Compare it with the certificate that the authority publishes, SHA-256 { $certificate }, or use openssl ts -verify -CAfile.

### Gathering

gather-issue-none = “{ $title }” ({ $article }) stays: it does not say which issue it is meant for.
    .hint = Write issue: { $issue } into its front matter.
gather-issue-other = “{ $title }” ({ $article }) stays: it is meant for { $meant }.
    .hint = Change issue in its front matter if it is to come earlier.
gather-unapproved = “{ $title }” ({ $article }) stays: it has not passed its reviews for { $issue }. { $lacks ->
    [first] It awaits the first review.
    [second] It awaits the second review.
    [final] It awaits the final review.
    [countersign] It awaits the editor in chief's countersignature.
   *[corrections] It was changed after its approval.
    }
    .hint = neikan review status --issue inbox says how to go on.
gather-rejected = “{ $title }” ({ $article }) stays: it was rejected for { $issue }.
    .hint = Delete it, or let the author rewrite it.
gather-section = “{ $title }” ({ $article }) stays: { $issue } has no section “{ $section }”.
    .hint = Give it one of the sections in publication.yml; then it has to be reviewed again.
gather-unit = “{ $title }” ({ $article }) stays out of { $issue }: the unit of { $name } is missing.
    .hint = Add the unit to the author in the front matter and have it checked; neikan review status --issue inbox prints the call.
gather-name = “{ $title }” ({ $article }) stays: { $where } has another article of this name, { $other }.
    .hint = If it is another text, rename the file and have it signed for { $issue } under the new name.
gather-title = “{ $title }” ({ $article }) stays: { $other } in { $where } has the same title.
    .hint = Delete the duplicate, or change one title and have it signed for { $issue }.
gather-double = “{ $title }” ({ $article }) stays out of { $issue }: { $percent } % of it is also in { $other } of { $where }.
    .hint = Delete the duplicate; a revision of a printed article needs a text of its own.
gather-picture = “{ $title }” ({ $article }) stays: { $issue } has another picture named { $path }.
    .hint = Rename the picture in the inbox and in the text; then it has to be reviewed again.
gather-listing = “{ $article }” cannot be put into the list articles.
    .hint = Write one “- name” a line, or [one, two] on one line, and run neikan gather again.

### Calls

call-unknown = This option or command is unknown: { $what }.
    .hint = neikan --help lists commands and options.
call-meant = This option or command is unknown: { $what }. Is { $meant } meant?
    .hint = neikan --help lists commands and options.
call-folder = { $option } takes the name of a file; { $path } is a folder.
    .hint = Name a file in it, such as { $file }.
call-value = { $option } cannot be “{ $value }”.
    .hint = { $form ->
        [PAGES] It takes pages or runs of pages, such as 3 or 12-19.
        [MM] It takes millimetres, such as 10 or 2.5.
        [COPIES] It takes a number from 1 to 16.
        [YYYY-MM-DD] It takes a date, such as 2026-03-05.
        [YEAR] It takes a year from 1950 to 2199.
        [MONTHS] It takes months from 1 to 12, with commas between them.
        [DAYS] It takes days of the month from 1 to 31, with commas between them.
        [SECONDS] It takes seconds, from 1 to 900.
        [N] It takes a whole number.
       *[other] It takes { $form }.
    }
call-choice = { $option } cannot be “{ $value }”.
    .hint = It can be: { $allowed }.
call-choice-meant = { $option } cannot be “{ $value }”. Is { $meant } meant?
    .hint = It can be: { $allowed }.
call-missing = This is missing: { $what }.
    .hint = The command's --help shows how it is called.
call-conflict = { $what } cannot be used like this.
    .hint = The command's --help shows how it is called.
signer-none = Who signs is not said.
    .hint = Add --by NAME, or say it once for all: neikan config set name NAME.
signed-as = Signed as { $name }, by { $from }.
    .hint = Somebody else signs with --by NAME.
config-none = The system names no folder for settings.
    .hint = Set HOME or XDG_CONFIG_HOME, or use options and variables such as NEIKAN_NAME.
config-hidden = The variable { $variable } is set and comes before what was written: { $key } stays as it says.
    .hint = Take it out of the environment: unset { $variable }.
editor-none = No editor is set.
    .hint = neikan config set editor "code -g {"{file}:{line}"}"; or set the variable VISUAL or EDITOR.
editor-failed = The editor { $command } ended with a fault: { $status }.
    .hint = Check the command: neikan config.
find-section = There is no section “{ $section }”.
    .hint = The sections are: { $known }.
find-nothing = There is no word to look for.
    .hint = neikan find 荔枝; a phrase with spaces in quotation marks: neikan find '"cold chain"'.
move-article = There is no article “{ $article }” in this issue.
    .hint = It has: { $known }.
move-article-meant = There is no article “{ $article }” in this issue. Is { $meant } meant?
    .hint = It has: { $known }.
move-self = The article { $article } cannot stand beside itself.
    .hint = Name another article, or use --first or --last.
move-listing = The list of articles is written in a way that cannot be changed safely; { $article } was not moved.
    .hint = Change the order in issue.yml by hand; an entry on each line is best.
move-breaks = { $article } was not moved: in its new place the issue would have faults that it does not have now.
    .hint = They are listed too. Put those right first, or choose another place.
move-section = Since { $article } was moved, the articles of the section “{ $section }” stand apart.
    .hint = Move the others along if they belong together; the contents name the section once for each group.
part-pages = The issue { $issue } has no pages { $pages }.
    .hint = Its inside pages are 1 to { $last }, by the numbers printed on them.

### Reports

finding-hint = What to do: { $hint }
finding-in-file = { $file }: { $message }
finding-others = { $rule }: { $count ->
        [one] one more of this kind
       *[other] { $count } more of this kind
    }; --verbose shows each.
finding-others-at = { $rule }: { $count ->
        [one] one more of this kind
       *[other] { $count } more of this kind
    }; --verbose shows each:
    {"    "}{ $places }{ $more ->
        [yes] {"\u000A"}    …
       *[no] {""}
    }
summary-stopped = { $stops ->
        [one] 1 error
       *[other] { $stops } errors
    }, { $warns ->
        [one] 1 warning
       *[other] { $warns } warnings
    }; no file was written.
summary-clean = { $issue } passes: { $articles ->
        [one] 1 article
       *[other] { $articles } articles
    }, { $chars ->
        [one] 1 character
       *[other] { $chars } characters
    }, { $warns ->
        [one] 1 warning
       *[other] { $warns } warnings
    }.
summary-built = { $issue } is made: { $pages ->
        [one] 1 inside page
       *[other] { $pages } inside pages
    }, { $articles ->
        [one] 1 article
       *[other] { $articles } articles
    }, { $chars ->
        [one] 1 character
       *[other] { $chars } characters
    }, in { $seconds } s.
summary-draft = A draft of { $issue } is made, not to be printed: { $pages ->
        [one] 1 inside page
       *[other] { $pages } inside pages
    }, { $articles ->
        [one] 1 article
       *[other] { $articles } articles
    }, { $chars ->
        [one] 1 character
       *[other] { $chars } characters
    }, in { $seconds } s.
summary-inbox-clean = The inbox passes: { $articles ->
        [one] 1 manuscript
       *[other] { $articles } manuscripts
    }, { $chars ->
        [one] 1 character
       *[other] { $chars } characters
    }, { $warns ->
        [one] 1 warning
       *[other] { $warns } warnings
    }.
summary-import = { $done } manuscripts were imported, { $failed } files were not, for the reasons above.
inbox-manuscript = { $name }  { $title }
inbox-facts = {"    "}{ $authors }  { $chars } characters  { $pictures } pictures  { $arrived }  { $stops } errors, { $warns } warnings
inbox-guessed = {"    "}not confirmed: { $keys }
inbox-arrived = came on { $date }
inbox-unrecorded = day of arrival unknown
inbox-nobody = no byline
inbox-untitled = (its front matter cannot be read)
summary-inbox = The inbox holds { $count } manuscripts; { $open } of them have errors or an unconfirmed front matter. See neikan check inbox.
summary-unchanged = Manuscripts, layout and faces are unchanged: the files are those made before; each was verified, and nothing had to be made again.
summary-folder = The files are in { $folder }:
summary-file = { $path }  { $size }
summary-file-pages = { $path }  { $size }, { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    }
summary-warns = There { $warns ->
        [one] is 1 warning
       *[other] are { $warns } warnings
    }.
find-file = { $issue }  { $title }  { $file }
find-hit = {"    "}{ $line }:{ $column }  { $text }
find-more = {"    "}… and { $count ->
        [one] 1 more place
       *[other] { $count } more places
    } here (--all shows them)
find-more-files = … and files: { $count } (--all shows them; --year, --section, --unit, --author narrow it down)
find-of-issue = Cover and fillers
summary-find = “{ $words }”: { $hits ->
        [one] 1 place
       *[other] { $hits } places
    } in { $files ->
        [one] 1 of
       *[other] { $files } of
    } { $searched ->
        [one] 1 file
       *[other] { $searched } files
    }.
summary-find-none = “{ $words }” was not found in { $searched ->
        [one] 1 file
       *[other] { $searched } files
    }.
count-articles = Article
count-sections = Section
count-authors = Author
count-units = Unit
count-pieces = pieces
count-han = Han
count-characters = printed
count-set = set
count-pictures = pictures
count-pages = pages
summary-count = { $issue }: { $articles ->
        [one] 1 article
       *[other] { $articles } articles
    }, { $han } Han characters, { $characters } characters printed, { $set } by lines of { $line }, { $pictures ->
        [one] 1 picture
       *[other] { $pictures } pictures
    }, { $pages ->
        [none] pages unknown (neikan build --draft sets them)
        [one] 1 inside page
       *[other] { $pages } inside pages
    }.
summary-moved = { $issue }: { $article } moved from place { $from } to place { $to }, { $before ->
        [none] first
       *[other] after { $before }
    }{ $after ->
        [none] , last
       *[other] , before { $after }
    }.
summary-move-dry = { $issue }: { $article } would move from place { $from } to place { $to }, { $before ->
        [none] first
       *[other] after { $before }
    }{ $after ->
        [none] , last
       *[other] , before { $after }
    }. Nothing was written.
summary-move-same = { $issue }: { $article } is there already (place { $to }); nothing was changed.
move-voids = {"    "}Void: { review-stage } of { $article } by { $name }
summary-part = Draft of a part of { $issue }: { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    }, articles { $articles }; { $seconds } s. It belongs to no edition.
summary-step = {"  "}{ $step }: { $seconds } s
config-key = Setting
config-value = Value
config-origin = From
config-unset = (not set)
config-usual = default
config-file = Settings file: { $path }
config-file-none = Settings file, which does not exist yet: { $path }
config-set = { $key } is { $value } now ({ $path }:{ $line }).
config-taken = { $key } is no longer set ({ $path }).
config-new = # Settings of neikan for this computer: language (zh, en), name, color (auto, always, never), editor, link (the address that opens a manuscript from its page); for archives elsewhere: endpoint, region, keys (a file); for builds on several machines: cache_remote, cache_secret (a file).
summary-new = { $issue } has begun. Next:
    1. edit { $head } (number, date, cover);
    2. write articles in { $articles } and list them under articles;
    3. see it: neikan build { $issue } --draft
    4. have it reviewed, and see who has to do what next: neikan review status --issue { $issue }
    5. when it is signed for the press, make it: neikan build { $issue }
summary-init = { $name } has begun in { $folder }, with { $count } files. Next:
    1. edit issues/publication.yml and replace what is marked 待填;
    2. in that folder, create an issue: neikan new { $year }-01
    3. check it: neikan check
    4. make a draft: neikan build --draft
    5. read the manual: neikan manual begin
init-exists = There is a periodical in { $folder } already.
    .hint = Nothing was written. neikan new creates an issue; for another periodical choose another folder.
init-inside = This folder is inside another periodical, { $outer }.
    .hint = It was written all the same; side by side, two periodicals are harder to mix up.
init-kept = This folder is not empty; these files stay as they were: { $kept }.
    .hint = Edit them where they do not fit what was written.
init-not-empty = This folder is not empty.
    .hint = No file that was there has been changed.
init-answer = { $option } cannot be “{ $value }”.
    .hint = Write a line of text that is not empty, of at most { $limit } characters.
init-ask = This is no terminal, so nobody can be asked; missing: { $missing }.
    .hint = Give these options, or add --yes to fill in later what is not given.
init-begin = Answer one by one; Return takes what is in brackets. All of it can be changed later in issues/publication.yml.
init-question = { $question } [{ $default }]:
init-question-open = { $question } (Return: fill in later):
init-again = “{ $value }” cannot be written here, but: { $allowed }.
init-name = Name of the periodical
init-masthead = The name as the cover shows it
init-sponsor = 编印单位
init-permit = 准印证号
init-province = Province that issued the permit
init-scope = 发送对象, with commas between
init-size = Trim size: 210x285, a4, a3 or 390x545
init-frequency = 刊期
init-printer = 印刷单位
init-sections = Sections: general, newsletter, literary, bulletin, newspaper
init-first = Who signs first reviews, with commas between
init-second = Who signs second reviews, with commas between
init-final = Who signs final reviews; the first is editor in chief
init-proof = Who signs proofs, with commas between; the second needs another person, so name two
summary-manual = { $count } pages were written; begin at { $index }.
manual-list = Pages of the manual (to read one: neikan manual PAGE):
manual-title = The manual of neikan
manual-page = { $title } - neikan manual
manual-licences = Licences of the faces and profiles that come with neikan
manual-link = { $text } (neikan manual { $page })
manual-address = { $text } ({ $address })
manual-picture = [picture: { $alt }]
manual-cell = { $head }: { $cell }
manual-unknown = The manual has no page “{ $page }”{ $meant ->
        [none] .
       *[other] ; is { $meant } meant?
    }
    .hint = It has: { $known }.
font-held = { $face }  { $from ->
        [program] program
       *[project] project
    }  { $file }  { $roles ->
        [none] not in the theme, comes last
       *[other] as { $roles }
    }
summary-font = { $file } was added: { $faces }.
summary-press-profile = The press profile { $from } was copied to { $folder }. Next:
    1. write press: { $name } in issues/publication.yml;
    2. write down in { $folder } what the print shop asks for; neikan schema press explains every entry.
summary-export = { $issue } was written as a Typst project of { $pages } pages: { $folder }. To set it with Typst:
    {"    "}typst compile --root { $folder } --font-path { $folder }/fonts --ignore-system-fonts { $folder }/layout/issue.typ
summary-layout = The layout { $from } was copied to { $folder }. Next:
    1. write layout: { $name } in issues/publication.yml;
    2. change colours, faces and grid in { $folder }/theme.yml;
    3. run neikan build --draft and look at it.
summary-imported = { $from } ({ $form }) became { $to } with { $pictures ->
        [one] 1 picture
       *[other] { $pictures } pictures
    }; the original is kept as { $original }. Its front matter is guessed: check it and delete “guessed”.
import-next = When you have checked it, look for faults: neikan check inbox
    Have it reviewed, and see who has to do what next: neikan review status --issue inbox
summary-picture-added = { $from } ({ $kind }) is in { $to }, { $size } px. Write into the manuscript:
summary-picture-original = What came is kept as { $original }.
summary-fixed = { $count ->
        [one] 1 file was
       *[other] { $count } files were
    } put right.
summary-fix-none = There was nothing to put right by machine.
review-entry = { $date }  { review-stage }  { $article }  { $name }: { review-verdict }
summary-review-entries = { $issue }: { $count ->
        [one] 1 entry
       *[other] { $count } entries
    }; the last one is sealed { $seal }.
review-title = “{ $title }” ({ $article })
review-signature = {"    "}{ review-stage }: { $name }, { $date }, { review-verdict }
review-signature-void = {"    "}{ review-stage }: { $name }, { $date }, { review-verdict } (void: the text was changed)
review-signature-press-void = {"    "}{ review-stage }: { $name }, { $date }, { review-verdict } (void, to be signed again; neikan build says why)
review-changes = {"    "}Changed since it was read, in { $places ->
        [one] 1 place
       *[other] { $places } places
    }; { $count ->
        [one] 1 character
       *[other] { $count } characters
    }, punctuation not counted:
review-next = {"    "}{ $next ->
    [first] Next: first review: { $command }
    [second] Next: second review, then final review: { $command }
    [final] Next: final review: { $command }
    [countersign] Next: countersignature: { $command }
    [proof-1] Next: first proof: { $command }
    [proof-2] Next: second proof: { $command }
    [proof-3] Next: third proof: { $command }
    [corrections] Next: check of corrections: { $command }
    [rejected] Rejected.
   *[none] Ready for the press.
    }
review-next-nobody = {"    "}{ $next ->
    [first] Next: first review. Nobody on the list can sign it; add somebody under review in publication.yml.
    [second] Next: second review. Nobody else on the list can sign it; add somebody who has not reviewed this article under review in publication.yml.
    [final] Next: final review. Nobody else on the list can sign it; add somebody who has not reviewed this article under review in publication.yml.
    [countersign] Next: countersignature. Nobody else on the list can sign it; add somebody under review in publication.yml.
    [proof-2] Next: second proof. It takes another proofreader than the first, and the list has none; add one under review in publication.yml.
   *[other] Next: proof. The list has no proofreader; add one under review in publication.yml.
    }
review-ask-note = Your note on the { review-stage } (one line, Enter ends it):
review-people-next = The list of those who sign is not signed, or was changed since: neikan review people --by { $chief } --issue { $issue }. Nothing is signed for the press before.
review-chief-nobody = The list has no editor in chief yet: enter a name under review.reviewers in publication.yml; the list and the press are signed by it.
review-press-next = All articles are approved and their proofs are read. Next: neikan review press --by { $chief } --issue { $issue }
review-inbox-empty = The inbox holds no articles. To take some in: neikan import FILE
review-inbox-ready = All articles are approved and their proofs read. Next: neikan gather { $issue }
review-inbox-open = What is approved can be moved into an issue at any time: neikan gather { $issue }
review-heavy = {"      "}{ $how ->
    [added] “{ $new }” was added
    [removed] “{ $old }” was removed
   *[changed] “{ $old }” was made “{ $new }”
    }: { $why ->
    [title] part of a title
    [negation] a negation
    [number] a number
    [date] a date
    [meaning] perhaps the meaning
    [place] perhaps the name of a place
    [credit] who made something or where it is from
    [table] in a table or a chart
   *[name] a name
    }; the second and the final review are needed.
summary-review-ready = { $issue }: all { $articles } articles are approved and the issue is signed for the press. Next: make it, neikan build { $issue }
summary-review-inbox = Inbox: { $open } of { $articles } articles are not through reviews and proofs.
summary-review-unsigned = { $issue }: all { $articles } articles are approved; it is not signed for the press yet.
summary-review-open = { $issue }: { $open } of { $articles } articles await something; the issue cannot be printed yet.
key-ask-passphrase = Passphrase of { $path }:{" "}
key-ask-new = Passphrase of the new key (empty for none):{" "}
key-ask-again = Once more:{" "}
key-reason = { $reason ->
    [lost] lost
    [compromised] compromised
   *[left] left
    }
key-reason-note = { key-reason }: { $note }
key-line = { $name }  { $kind }  { $key }  { $comment }
key-line-limited = { $name }  { $kind }  { $key }  { $comment }  valid before { $date }
key-line-revoked = { $name }  { $kind }  { $key }  { $comment }  revoked on { $date }
summary-key-new = Made the key { $key } of { $name }; its public half is in issues/publication.yml. The private one is in { $path }, for its owner alone: keep a copy, and hand it to nobody.
summary-key-added = Entered the key { $key } for { $name } in issues/publication.yml.
summary-keys = { $count ->
        [one] 1 key
       *[other] { $count } keys
    }. { $required ->
    [yes] Every signature needs one.
   *[no] Who has one signs with it, others by their name alone.
    }{ $some ->
    [yes] {" "}Without a key: { $without }.
   *[no] {""}
    }
anchor-line = { $issue }  { $count ->
        [one] 1 entry
       *[other] { $count } entries
    }  { $date }  { $anchor }
anchor-held = { $anchor }: the ledger of { $issue } goes on from there, { $since } entries since.
summary-stamp-request = Wrote the request for a time stamp of entry { $entry } of { $issue } to { $path }; send it to an authority and keep what comes back with neikan review stamp --response.
stamp-line = {"    "}Time stamp of entry { $entry }: { $time }, { $authority }
summary-gathered = { $count ->
        [one] 1 article
       *[other] { $count } articles
    } moved from the inbox into { $issue }.
summary-gather-dry = { $count ->
        [one] 1 article
       *[other] { $count } articles
    } would move from the inbox into { $issue }; nothing was changed.
step-check = reading and checking
step-layout = laying out the pages
step-editions = checking pages, making editions
step-archive = archive
step-write = writing files

summary-fixed-stopped = { $count ->
        [one] 1 file was
       *[other] { $count } files were
    } put right; { $stops ->
        [one] 1 error
       *[other] { $stops } errors
    } and { $warns ->
        [one] 1 warning
       *[other] { $warns } warnings
    } are left for you.
status-issue = { $issue }  { $standing ->
    [editing] in the making
    [signed] signed for the press
   *[printed] printed
    }  printing { $date } ({ $side ->
    [today] today
    [ahead] in { $days ->
        [one] 1 day
       *[other] { $days } days
    }
   *[past] { $days ->
        [one] 1 day
       *[other] { $days } days
    } ago
    })  { $theme }
status-done = { $issue }  done  printed { $date }  { $theme }
status-lapsed = { $issue }  never signed for the press; printing { $date } has long passed  { $theme }
status-unreadable = { $issue }  its issue.yml cannot be read; see neikan check { $issue }
status-articles = {"    "}{ $count ->
    [one] 1 article
   *[other] { $count } articles
    }: { $stages }
status-articles-unknown = {"    "}{ $count ->
    [one] 1 article
   *[other] { $count } articles
    }; where they stand cannot be read: see neikan review status --issue ISSUE
status-stage = { $stage ->
    [first] { $count } for first review
    [second] { $count } for second review
    [final] { $count } for final review
    [countersign] { $count } for countersignature
    [proof-1] { $count } for first proof
    [proof-2] { $count } for second proof
    [proof-3] { $count } for third proof
    [corrections] { $count } for check of corrections
    [rejected] { $count } rejected
   *[ready] { $count } ready for the press
    }
status-comma = {", "}
status-pages-none = {"    "}pages: not built yet{ $budget ->
    [0] {""}
   *[other] , { $budget } by the budgets of the articles
    }
status-pages = {"    "}{ $pages ->
    [one] 1 page
   *[other] { $pages } pages
    } inside{ $missing ->
    [0] {""}
   *[other] , { $missing } short of a multiple that can be bound
    }; { $over } over budget, { $under } short{ $state ->
    [stale] {" "}(as last built; changed since)
    [draft] {" "}(draft)
   *[final] {" "}(final)
    }
status-budget = {"      "}“{ $title }” ({ $article }): { $pages ->
    [one] 1 page
   *[other] { $pages } pages
    }, budget { $budget }
status-findings = {"    "}check: { $stops ->
    [one] 1 error
   *[other] { $stops } errors
    }, { $warns ->
    [one] 1 warning
   *[other] { $warns } warnings
    }
status-next = {"    "}next: { calendar-step } on { $date } ({ $side ->
    [today] today
    [ahead] in { $days ->
        [one] 1 day
       *[other] { $days } days
    }
   *[past] { $days ->
        [one] 1 day
       *[other] { $days } days
    } ago
    })
status-copies = {"    "}{ $all ->
    [one] 1 copy
   *[other] { $all } copies
    }: { $sent } sent, { $waiting } to be sent, { $unsettled } unsettled, { $hand } to be handed over
status-planned = { $issue }  not begun  to be printed on { $date }
status-planned-next = { $issue }  not begun  to be printed on { $date }; { calendar-step } on { $day } ({ $side ->
    [today] today
    [ahead] in { $days ->
        [one] 1 day
       *[other] { $days } days
    }
   *[past] { $days ->
        [one] 1 day
       *[other] { $days } days
    } ago
    })
status-hidden = { $count ->
    [one] 1 earlier issue is
   *[other] { $count } earlier issues are
    } done; --all lists each.
status-inbox-empty = inbox  empty
status-inbox = inbox  { $count ->
    [one] 1 manuscript
   *[other] { $count } manuscripts
    }, { $unready } not ready for review: { $stages }
status-inbox-unready = inbox  { $count ->
    [one] 1 manuscript
   *[other] { $count } manuscripts
    }, none ready for review; see neikan inbox
summary-status = { $today }: { $open ->
    [one] 1 issue is
   *[other] { $open } issues are
    } open. neikan todo says what everybody has to do.
todo-person = { $name }
todo-office = Editors
todo-due = {"  "}{ $date } ({ $side ->
    [today] due today
    [ahead] in { $days ->
        [one] 1 day
       *[other] { $days } days
    }
   *[past] { $days ->
        [one] 1 day
       *[other] { $days } days
    } late
    })  { $what }
todo-since = {"  "}no deadline, waiting since { $date }  { $what }
todo-undated = {"  "}no deadline  { $what }
todo-others = {"      "}or { $names }
todo-sign = { $stage ->
    [first] first review of
    [second] second review of
    [final] final review of
    [countersign] countersignature under
    [proof-1] first proof of
    [proof-2] second proof of
    [proof-3] third proof of
   *[corrections] check of corrections of
    } “{ $title }” ({ $issue }, { $article })
todo-of-article = { $kind ->
    [revise] “{ $title }” ({ $issue }, { $article }) was sent back; revise it, then have it reviewed
    [inbox] “{ $title }” (inbox, { $article }) has { $count ->
        [one] 1 thing
       *[other] { $count } things
    } to put right or confirm before it is reviewed
   *[nobody] “{ $title }” ({ $issue }, { $article }): nobody on the list can sign what comes next
    }
todo-of-issue = { $kind ->
    [people] { $issue }: sign the list of those who sign
    [press] { $issue }: sign for the press
    [fill-in] { $issue }: the list has no editor in chief yet
    [build] { $issue }: make it and hand it to the print shop
    [copies] { $issue }: { $count ->
        [one] 1 copy is
       *[other] { $count } copies are
    } to be sent
    [unsettled] { $issue }: { $count ->
        [one] 1 copy is
       *[other] { $count } copies are
    } unsettled
    [samples] { $issue }: send samples to the authority that issued the permit
    [faults] { $issue }: { $count ->
        [one] 1 error
       *[other] { $count } errors
    } to put right
    [unreadable] { $issue }: cannot be read, put it right first
    [gather] { $issue }: { $count ->
        [one] 1 approved manuscript
       *[other] { $count } approved manuscripts
    } in the inbox
   *[begin] { $issue }: time to begin
    }
summary-todo = { $today }: { $count ->
    [one] 1 task
   *[other] { $count } tasks
    }, { $late } late.
ics-name = { $name }: plan
ics-task = { $name }: { $what }
ics-office = Editors: { $what }
ics-milestone = { calendar-step } ({ $issue })
summary-ics = { $count ->
    [one] 1 event is
   *[other] { $count } events are
    } in { $path }; what has no deadline is left out.
plan-issue = { $issue }  No. { $total } of all  printing { $date }
plan-issue-plain = { $issue }  printing { $date }
plan-day = {"    "}{ calendar-step } { $date }
plan-comment = The plan, made by neikan plan; change it as you like. neikan schema publication says what each entry means.
summary-planned = { $count ->
    [one] 1 issue
   *[other] { $count } issues
    } of { $year } entered under calendar in issues/publication.yml. neikan new takes number and date from there.
summary-plan-dry = { $count ->
    [one] 1 issue
   *[other] { $count } issues
    } of { $year } would be entered; nothing was written.

### Rules

rule-unknown = There is no rule “{ $rule }”.
    .hint = neikan rule --all lists them.
rule-meant = There is no rule “{ $rule }”; is “{ $meant }” meant?
    .hint = neikan rule --all lists them.
rule-locked = The rule “{ $rule }” comes from the measures on internal publications; it cannot be off or a mere note.
    .hint = It may be lowered to warn; where there is a reason in one place, state it under waivers of that file.
rule-waived = The rule “{ $rule }” is waived here: { $reason }
    .hint = Have the reason looked at before printing; take it out of waivers when it is no longer needed.
waiver-idle = This waiver of the rule “{ $rule }” waives nothing.
    .hint = Delete it if the text was mended; otherwise check that its text stands in the line that is meant.
rule-family = Family: { $value }
rule-severity = Severity: { $value }
rule-source = Source: { $value }
rule-fixes = `neikan check --fix` puts it right where nothing else can be meant.
rule-law = Comes from the measures: it can be lowered to warn but not switched off.
rule-pages = Looks at finished pages, so only `neikan build` applies it.
rule-wrong = Wrong:
rule-right = Right:
rule-in-file = { $value }:
rule-source-measures = Measures on Internal Publications (2015), article { $value }
rule-source-punctuation = GB/T 15834-2011, Use of punctuation, { $value }
rule-source-numerals = GB/T 15835-2011, Numerals in publications, { $value }
rule-source-usage = Xiandai Hanyu Cidian and the usage of editors
rule-source-print = The practice of print shops
rule-source-house = The house style of this tool
rules-title = Rules
rules-intro =
    This page is generated; do not edit it: the words of a rule are in its file under `crates/neikan-desk/src/check/rules/` or `crates/hanzi/src/rules/`. Renew it with `NEIKAN_UPDATE=1 cargo test --release --test suite rules::`.

    `stop` is a fault that prevents the making of anything; `warn` ought to be looked at; `note` is worth knowing. `publication.yml` may set a rule otherwise, such as `rules: {"{"} ab-year: off {"}"}`; a rule that comes from the measures can be lowered to `warn` but not switched off. Where there is a reason in one place, a waiver in that file (front matter, `issue.yml`, `publication.yml`) lets it pass; `text` is some words of the line, and the reason is listed in the report:

        waivers:
          - {"{"}rule: self-name, text: 本报记者, reason: quotes an old newspaper{"}"}

    The word lists are in `crates/neikan-desk/src/check/words/`; a project adds its own in `issues/words/`, and a file of the same name replaces a built-in one. The member units are in `issues/members.yml`. `neikan schema words` and `neikan schema members` describe both.
rules-glyphs = Glyphs
rules-internal = Internal publications
rules-numerals = Numerals
rules-pictures = Pictures
rules-punctuation = Punctuation
rules-structure = Structure
rules-words = Words

### Flatplan

flatplan-title = { $name } { $issue }: flatplan
flatplan-count = { $pages ->
        [one] 1 inside page
       *[other] { $pages } inside pages
    }, { $articles ->
        [one] 1 article
       *[other] { $articles } articles
    }, { $chars ->
        [one] 1 character
       *[other] { $chars } characters
    }.
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
flatplan-draft = draft
flatplan-unreviewed = not reviewed
flatplan-over-short = { $pages } over
flatplan-under-short = { $pages } under
flatplan-hint = Click a page to open it in the screen PDF.

### Copies

copies-unpublished = There is no digital edition of { $issue }, or build.json does not name it.
    .hint = Run neikan build { $issue } first; drafts cannot be given away.
copy-strange = Copy { $number }, { $file }, is not what is made of the published edition for its recipient.
    .hint = The file was replaced, or the list or the edition was changed since. Make it again: neikan deliver prepare { $issue } --only { $number }.
copies-stale = The complimentary copies of { $issue } were made of an earlier edition.
    .hint = Make them again: neikan deliver prepare { $issue }. Those that were sent stay as they are.
edition-stale = What lies there of { $issue } was built before this was changed: { $changed }.
    .hint = Run neikan build { $issue } again, then repeat this.
edition-record = build.json of { $issue } is gone or cannot be read, so nobody knows of which state these files were made.
    .hint = Run neikan build { $issue } again; do not delete or change single files in out.
edition-draft = Of { $issue } there is only a draft.
    .hint = When it is approved and signed for the press, run neikan build { $issue }; neikan impose --draft, with --sheet for the paper, takes the pages of a draft.
edition-final = Of { $issue } there is no draft, only the finished edition.
    .hint = Leave --draft out; for a draft, run neikan build { $issue } --draft first.
edition-changed = This file does not have the sum that build.json of { $issue } says.
    .hint = It was changed after it was made. Run neikan build { $issue } again; keep what a print shop sends back elsewhere, not in out.
ledger-went-back = The review ledger has gone back: this file knows it with { $entries } entries, and the last of them is not in it now ({ $now } entries).
    .hint = Restore the newest issues/{ $issue }/review.yml and its folder review from version control or the archive. If that cannot be done, the editor in chief says so and the ledger goes on: neikan review resume --by { $chief } --reason WHY --issue { $issue }; the press is signed again.
edition-part = This is a draft of a part of { $issue }, to be looked at; it belongs to no edition.
    .hint = neikan build { $issue } makes the pages for the press; neikan impose { $issue }, with --sheet for the paper, imposes them.
edition-unknown = This file is not in the register of what was built of { $issue } (issues/built.txt): it was built elsewhere, or was replaced together with build.json.
    .hint = Run neikan build { $issue } and use what it makes here: the same manuscripts give the same bytes.
copies-unknown = The list of the copies of { $issue }, copies.json, is not in the register of what was built (issues/built.txt): it was made elsewhere or changed.
    .hint = Make them again: neikan deliver prepare { $issue }.
impose-foreign = This file was built of no issue of this project: there is no ledger to hold it against.
    .hint = Look at its content yourself; for an edition of the periodical name the issue: neikan impose 2026-01.
cache-unusable = The cache cannot be used ({ $folder }: { $reason }), so some results of steps were not found there or not kept; what was made is the same, only slower.
    .hint = See whether the folder can be written and the disk is full; --cache names another folder, --no-cache goes without.
cache-secret = Results of steps are to be shared with other machines, but no secret is set that these machines have in common.
    .hint = Write a long random text into a file that only you can read, the same on each machine, and name it: neikan config set cache_secret FILE. Where you trust everybody who can write there as yourself: neikan config set cache_secret none. The manual says what that means: neikan manual cache.
cache-secret-file = { $why ->
        [open] Others can read this file of the secret of the cache.
        [short] The secret of the cache must have 16 characters at least.
       *[unreadable] The file with the secret of the cache cannot be read: { $reason }
    }
    .hint = { $why ->
        [open] chmod 600 makes it yours alone. If others may have read it, make a new one, on all machines.
        [short] openssl rand -hex 32 makes a good one.
       *[unreadable] neikan config shows which file is named under cache_secret.
    }
cache-remote = The shared cache { $address } cannot be used ({ $reason }); from there on the build went without it. What was made is the same, only slower.
    .hint = See whether it can be reached and the keys hold. To build without it: neikan config unset cache_remote.
cache-remote-damaged = { $count } results in the shared cache { $address } are not what was put there; they were discarded and made again, and what was made is the same.
    .hint = They were damaged, or somebody who does not know the secret put them there. Ask who can write there.
project-none = There is no project in { $folder } or below.
    .hint = A project is a folder with issues/publication.yml in it.
summary-all-about = { $project }, { $issue }:
summary-all = Projects: { $projects }; issues: { $issues }; not built: { $failed }.
summary-all-none = ▸ { $project }: no issue is open.
summary-all-project = ▸ { $project }: { $issue }
cache-damaged = { $count } files in the cache are not what was put there ({ $folder }); they were discarded and made again, and what was made is the same.
    .hint = Mostly the power failed or the disk was full while they were written. If it happens often, check the disk, and whether somebody changed the folder.
source-changed = This file was changed while the issue was made; what was made is of the state before.
    .hint = To have the change, check the corrections or review again, then run neikan build once more.
copies-changed = This edition does not have the sum that build.json of { $issue } says.
    .hint = The file was changed after it was made; run neikan build { $issue } again.
copies-edition = The edition is not put together as this program does it; the leaf finds no place in it: { $reason }.
    .hint = Run neikan build again; do not save editions with other programs.
copies-pages = The layout made { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    } for { $leaves ->
        [one] 1 recipient
       *[other] { $leaves } recipients
    }.
    .hint = presentation.typ in the layout has to make exactly one page for each.
copies-password = This cannot be a password.
    .hint = A password has { $least } to { $most } characters: letters, digits and marks of ASCII without spaces, so that it can be typed anywhere.
copies-password-category = There is a password for “{ $category }”, which is not among those the publication is sent to.
    .hint = Write one of these instead: { $known }
copies-only = Nobody in the list has the category or number “{ $only }”.
    .hint = See issues/recipients.yml; several are separated by commas.
copy-glyph = Number { $number }: no face has “{ $char }” ({ $code }), so the leaf cannot be set.
    .hint = Check the character; if it is right, add a face that has it to the folder fonts. The other copies are not affected.
list-glyph = No face has “{ $char }” ({ $code }), so the leaf of this recipient cannot be set.
    .hint = Nothing was written. Check the character; if it is right, first add a face that has it to the folder fonts.
copy-locked = Number { $number }: the copy could not be encrypted: { $reason }.
    .hint = Run it again; if that does not help, take the password away.
trace-missing = There is no file { $path }.
    .hint = Name the PDF, EPUB or ZIP file to look into.
trace-none = There is no copy number in this file.
    .hint = It may be no copy of this publication, or both its leaf and its metadata were taken out.
trace-unreadable = This file cannot be opened: { $reason }.
    .hint = If it has a password, write that into a file and hand it over with --password-file.
trace-two = There are two copy numbers in the file: { $one } and { $other }.
    .hint = It may be made of two copies; look at it yourself.
summary-copies = There { $copies ->
        [one] is 1 copy
       *[other] are { $copies } copies
    } of { $issue }: { $written } new, { $kept } as they were, in { $folder }.
summary-copies-failed = { $count ->
        [one] 1 copy
       *[other] { $count } copies
    } could not be made; the reasons are above.
summary-passwords = The passwords are in { $path }, which only you can read; tell them by telephone or another way, not in the mail.
trace-mark = { $mark }: copy { $number } of { $issue }
trace-by-sum = By: the file is byte for byte the one that was prepared
trace-by-metadata = By: the number in the metadata
trace-by-leaf = By: the number on a page
trace-recipient = Recipient: { $name } ({ $unit }, { $category })
trace-nobody = Recipient: the list has no such number
trace-body-bytes = Body: byte for byte the published edition
trace-body-pages = Body: the file was saved anew; what is on its pages is the published edition
trace-body-differs = Body: not the published edition; the file was changed
trace-body-unknown = Body: the published edition is not at hand to compare

### Recipients and delivery

recipient-number-twice = Copy number { $number } is used twice; line { $first } has it already.
    .hint = Give each number to one recipient: a leaked copy is traced by it.
recipient-address = “{ $value }” is no e-mail address that can be used.
    .hint = Write one address alone, such as name@example.org, without name, angle brackets, quotation marks or spaces.
recipient-address-twice = Numbers { $number } and { $first } have the same e-mail address.
    .hint = If they share an office mailbox, leave it; both copies will be sent.
recipient-control = There is a line break or an invisible character ({ $code }) here.
    .hint = Delete it and type the text anew; it was probably pasted from elsewhere.
recipient-blank = There is nothing but space here.
    .hint = Write something, or take the entry out.
recipient-long = There are { $count ->
        [one] 1 character
       *[other] { $count } characters
    } here, more than { $limit }.
    .hint = Make it shorter; it is printed on the leaf.
recipients-form = The list is written on one line, so that nobody can be added or taken out.
    .hint = Write each recipient on a line of their own that begins with “- ”, as in the sample.
list-unreadable = { $path } cannot be read: { $reason }.
    .hint = Check the name and the permissions.
list-form = { $path } is neither .xlsx nor .csv.
    .hint = Save it as .xlsx or .csv in your spreadsheet program.
list-large = The spreadsheet is larger than { $limit } MB and is not read.
    .hint = Keep only the sheet with the list, without pictures.
list-bomb = The spreadsheet unpacks to more than { $limit } MB and is not read.
    .hint = This is no honest spreadsheet; ask the sender for a new one.
list-size = The list has more than { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    } or { $columns } columns.
    .hint = Delete rows and columns that are not needed, and what stands in empty places.
list-encoding = The encoding of the list is not known.
    .hint = Save it as “CSV UTF-8” or as .xlsx.
list-broken = The list cannot be understood: { $reason }.
    .hint = Open it in your spreadsheet program and save it anew.
list-no-sheet = The workbook has no sheet.
    .hint = Check whether this is the right file.
list-headings = The first rows have no column “name”.
    .hint = Columns: number, name, title, unit, category, email, format; name and category have to be there.
list-heading-twice = Two columns are called “{ $heading }”.
    .hint = Keep one of them, or rename the other.
list-heading-unknown = The column “{ $heading }” is not known and was not read.
    .hint = Columns that are read: number, name, title, unit, category, email, format.
list-cell-missing = There is no { $key }.
    .hint = A name has to be there, and a category for those who are not in the list yet.
list-cell-error = Row { $row }, column { $column } holds the formula error { $value }.
    .hint = Correct the formula, or write the text itself.
list-number = “{ $value }” cannot be a copy number.
    .hint = Write a whole number from 1 to { $limit }, or nothing: then the next one is given.
list-number-taken = Number { $number } is somebody else's in the list.
    .hint = Leave the number out, or check the name; a number is never given to another person.
list-number-kept = This person has number { $number } in the list and keeps it.
    .hint = Copies that were sent bear the old number.
list-format = “{ $value }” is no format.
    .hint = Write pdf or epub, or nothing.
list-row-twice = Row { $first } is about the same person.
    .hint = Keep one of the rows.
list-ambiguous = Several in the list have this name: { $numbers }.
    .hint = Write the number, or the full unit.
list-added = added    { $number }  { $name }
list-changed = changed  { $number }  { $name } ({ $keys })
summary-list = The list is renewed: { $added } added, { $changed } changed, { $unchanged } as they were.
summary-list-dry = It would be: { $added } added, { $changed } changed, { $unchanged } as they were. No file was written.
mail-settings = { $path } is missing, so there is no way to send mail.
    .hint = Write down server and sender as neikan manual circulation shows; neikan schema mail explains each entry.
mail-host = There is no mail server (host) to send from.
    .hint = Write host in issues/mail.yml; to send by hand, --outbox DIR needs none.
mail-control = There is a line break or an invisible character here.
    .hint = Delete it and type the text anew.
mail-ca = The certificate { $path } of the authority cannot be read: { $reason }.
    .hint = It has to be a PEM file; the path begins at the project's folder.
mail-password = There is a user but no password.
    .hint = Set the environment variable { $variable }, or name a file of mode 600 as password_file in mail.yml; a password never stands on the command line.
mail-password-file = The password file { $path } cannot be read: { $reason }.
    .hint = Check the path; it begins at the project's folder, or is absolute.
mail-password-open = Others can read the password file { $path }, so it is not used.
    .hint = Run chmod 600 { $path } first; if others may have read it, change the password.
mail-password-empty = The first line of the password file { $path } is empty.
    .hint = Write the password on the first line.
mail-template = A mail template is wrong: { $reason }.
    .hint = neikan manual circulation tells how templates are written.
mail-unfit = A mail cannot be written: { $reason }.
    .hint = Check the addresses and names of sender and recipient.
mail-away = The mail server { $server } cannot be reached: { $reason }.
    .hint = Check the network and issues/mail.yml, then run this again: it goes on where it stopped.
mail-insecure = The line to the mail server { $server } is not secure; nothing was sent: { $reason }.
    .hint = The certificate has to fit host and come from an authority that is trusted; name your own with ca. Check host, port and security.
mail-login = The mail server { $server } does not accept the login: { $reason }.
    .hint = Check user and password; many mailboxes want a password made for programs.
mail-sender = The mail server { $server } takes no mail from this sender. The work stopped here; what has not gone out is still to be sent: { $reason }
    .hint = Check the account as the server says: from and user in issues/mail.yml, its permission, its daily limit, whether it is blocked. Then run this again; it goes on with what was not sent.
mail-busy = The mail server { $server } takes no mail from this sender for now, after several tries. The work stopped here; what has not gone out is still to be sent: { $reason }
    .hint = Run this again later; it goes on with what was not sent. If the mails come too fast for the server, lower rate in issues/mail.yml.
mail-same = The mail server { $server } refused the first three copies in the same words, so it hardly means the recipients. The work stopped here and none counts as refused: { $reason }
    .hint = Check account and network as the server says; if they are right, check these three addresses. Run this again: copies that were not tried go first, then these three.
mail-size = The mail server { $server } says that the mail for copy { $number } is too large ({ $size } MB). The work stopped here; what has not gone out is still to be sent: { $reason }
    .hint = Have the server take more, or set size_limit in issues/mail.yml below { $size }: a larger mail goes without its copy and only announces it. Then run this again; it goes on with what was not sent.
mail-limit = The mail server { $server } takes mails up to { $limit } MB. Those for copies { $numbers } are too large (the largest { $size } MB) and were not sent.
    .hint = Have the server take more, or set size_limit in issues/mail.yml within { $limit }: a larger mail goes without its copy and only announces it. Those that fit can go first with --only. Then run this again; it goes on with what was not sent.
copies-missing = There are no copies yet.
    .hint = Run neikan deliver prepare { $issue } first.
copies-broken = The list of the copies cannot be understood: { $reason }.
    .hint = Run neikan deliver prepare { $issue } again.
copy-missing = There is no copy for number { $number } yet.
    .hint = Run neikan deliver prepare { $issue } again after changes to the list.
copy-changed = Copy { $number } ({ $file }) does not have the sum in the list.
    .hint = The file was changed, exchanged or deleted; run neikan deliver prepare { $issue } again.
copy-other = Copy { $number } does not fit the list: name, title, unit or format were changed since.
    .hint = Run neikan deliver prepare { $issue } again; what has not changed is kept.
copy-address = The address of copy { $number } was changed after the copy was made; it is { $address } now.
    .hint = Make sure that it is the recipient’s own; then run neikan deliver prepare { $issue } again, and this is no longer said.
deliver-only = Nobody in the list is “{ $value }”.
    .hint = After --only stands a copy number or a category: { $scope }.
delivery-twice = Copy { $number } was sent or is being sent; it is not sent again.
    .hint = See neikan deliver status.
delivery-moved = Copy { $number } of this issue went to somebody else.
    .hint = The list was numbered anew. The number stands in the copy: give everyone their old number back, and new people new ones.
delivery-unknown = Copy { $number } awaits confirmation and was not sent again.
    .hint = Find out whether it arrived, then run neikan deliver confirm { $number } --issue { $issue } --sent or --not-sent.
delivery-unsettled = Copy { $number } was handed to the server but no answer came; it awaits confirmation: { $reply }
    .hint = Find out whether it arrived, then run neikan deliver confirm { $number } --issue { $issue } --sent or --not-sent. It is not sent again by itself.
delivery-refused = The server refused copy { $number }: { $reply }
    .hint = Check the address in the list and run this again; if it is right, send with --only { $number }.
delivery-refused-before = Copy { $number } was refused last time and the address is the same; it was not sent.
    .hint = Check the address; if it is right, send with --only { $number }.
delivery-deferred = The server does not take copy { $number } now: { $reply }
    .hint = Run this again later; only what was not sent is sent.
confirm-nothing = There is nothing to confirm about copy { $number } of { $issue }: it is not in the list, or the matter is settled.
    .hint = neikan deliver status { $issue } shows every copy.
forget-nobody = Neither the list nor the ledger knows { $who }.
    .hint = Check the number or the address.
delivery-number = Number
delivery-name = Name
delivery-title = Title
delivery-unit = Unit
delivery-category = Category
delivery-address = E-mail
delivery-standing = State
delivery-day = Date
delivery-attempts = Tries
delivery-reply = Answer of the server
delivery-file = Copy
delivery-state = { $state ->
    [sent] sent
    [waiting] not sent
    [no-address] no address
    [deferred] deferred
    [unsent] did not arrive
    [refused] refused
    [unknown] to be confirmed
   *[other] being sent
    }
delivery-attached = { $file }, { $size }
delivery-announced = { $file }, { $size }, too large: only announced
delivery-waiting = next try in { $seconds } s
summary-send-dry = { $issue }: { $count ->
        [one] 1 copy
       *[other] { $count } copies
    } would be sent, { $left } would not. Nothing was sent or written down.
summary-sent = { $issue }: { $sent } sent, { $refused } refused, { $unknown } await confirmation, { $deferred } to be sent again, { $left } more not sent this time.
summary-outbox = { $count ->
        [one] 1 mail is
       *[other] { $count } mails are
    } in { $folder }; open them in a mail program to send them. Then record them: neikan deliver confirm { $numbers } --sent --issue { $issue }
summary-outbox-none = There is nothing to send: nothing was written into { $folder }.
summary-deliveries = { $issue }: { $sent } sent, { $unknown } await confirmation, { $refused } refused, { $left } not sent, { $none } without address.
summary-exported = { $path } is written, { $count ->
        [one] 1 row
       *[other] { $count } rows
    }. It holds names and addresses: keep it safe.
summary-confirmed = Copy { $numbers } is written down as { $state ->
    [sent] sent
   *[unsent] not arrived; it will be sent again
    }.
summary-forgotten = Erased number { $numbers }: { $entries ->
        [one] 1 entry
       *[other] { $entries } entries
    } of the list, { $attempts ->
        [one] 1 record
       *[other] { $attempts } records
    } of the ledger, { $files ->
        [one] 1 copy
       *[other] { $files } copies
    }. The ledger keeps issue, number, date and whether it arrived. Clear backups, outboxes and exported tables yourself.
help-deliver = Complimentary copies: recipients, copies, delivery.
help-deliver-after = First import the list, then prepare the copies, then send; status tells where things stand. See neikan manual circulation.
help-deliver-examples = neikan deliver send --dry-run
    neikan deliver import list.xlsx
help-deliver-prepare = Makes the copy of everyone in the list: the digital edition with a presentation leaf.
help-deliver-prepare-issue = Which issue, such as 2026-01; otherwise the only one that is open.
help-deliver-prepare-only = Make only these numbers or categories, separated by commas; the others stay as they are.
help-deliver-prepare-generate-passwords = Give everyone without a password one; they are written into copies-passwords.csv in the folder of the issue, which only you can read.
help-deliver-prepare-out = The output folder; the project's out by default. The copies go into ISSUE/copies in it.
help-deliver-prepare-format = The form of the report: human or json.
help-deliver-prepare-after = Run build first. No byte of the body is changed; presentation.typ in the layout says how the leaf looks, publication.yml has greeting and seal.
    A record that fails does not stop the others; the exit status is then 1. What has not changed is not written again.
help-deliver-prepare-examples = neikan deliver prepare 2026-01
    neikan deliver prepare --only 1,3
help-deliver-trace = Says to whom a file was given.
help-deliver-trace-file = The PDF, EPUB or ZIP file.
help-deliver-trace-password-file = A file with the password of the file.
help-deliver-trace-out = The output folder; the project's out by default.
help-deliver-trace-format = The form of the report: human or json.
help-deliver-trace-after = A file that was saved anew, or lost its metadata, or lost its leaf, is still known by what is left.
help-deliver-trace-examples = neikan deliver trace ~/found.pdf
    neikan deliver trace ~/found.epub --format json
help-deliver-import = Merges a spreadsheet into issues/recipients.yml.
help-deliver-import-file = .xlsx or .csv, in UTF-8 or GB18030.
help-deliver-import-dry-run = Only say what would change.
help-deliver-import-after = There has to be a column “name”, and a category for new people; numbers may be left out. Whoever is not in the sheet, and what a cell does not say, stays as it is; numbers that were given stay.
help-deliver-import-examples = neikan deliver import list.xlsx --dry-run
    neikan deliver import list.xlsx
help-deliver-send = Mails the copies.
help-deliver-send-only = Send only these numbers or categories, separated by commas.
help-deliver-send-dry-run = Only say who would be sent what; nothing is written down.
help-deliver-send-outbox = Write the mails as .eml into this folder instead, to be sent by hand and recorded with confirm.
help-deliver-send-out = The output folder; the project's out by default.
help-deliver-send-after = Nothing is sent while anything is wrong. After an interruption run it again: what was sent is not sent twice; what got no answer awaits confirmation by a person.
    Server and sender stand in issues/mail.yml; the password in the environment variable NEIKAN_SMTP_PASSWORD or in a file of mode 600.
help-deliver-send-examples = neikan deliver send 2026-01 --only 人大代表
    neikan deliver send 2026-01
help-deliver-status = Shows who was sent what, and whether it arrived.
help-deliver-status-examples = neikan deliver status 2026-01
    neikan deliver status --format json
help-deliver-export = Writes the state of every copy as a workbook.
help-deliver-export-out = The output folder; the project's out by default. The file is ISSUE/deliveries.xlsx in it, for its owner alone.
help-deliver-export-examples = neikan deliver export 2026-01
    neikan deliver export
help-deliver-confirm = Settles whether copies that await confirmation arrived, and records those sent by hand.
help-deliver-confirm-numbers = Copy numbers.
help-deliver-confirm-sent = They arrived, or were sent by hand.
help-deliver-confirm-not-sent = They did not; they will be sent again.
help-deliver-confirm-examples = neikan deliver confirm 12 15 --sent
    neikan deliver confirm 12 --not-sent
help-deliver-forget = Erases a person: from the list, the ledger and the copies made.
help-deliver-forget-who = Copy number or e-mail address.
help-deliver-forget-out = The output folder; the project's out by default.
help-deliver-forget-after = The ledger keeps only issue, number, date and whether it arrived. This cannot be undone.
help-deliver-forget-examples = neikan deliver forget lin@example.org
    neikan deliver forget 12
schema-issue-greeting = The greeting on the presentation leaf of this issue, where it is not the publication's.
schema-publication-greeting = The greeting on the presentation leaf; otherwise the usual one.
schema-publication-seal = The seal on the presentation leaf.
schema-recipient-password = Password of this copy; otherwise that of the category; without one the copy opens freely.
schema-recipients-passwords = Passwords of the copies, by category.
schema-seal = A seal.
schema-seal-alt = What the seal says, for screen readers.
schema-seal-picture = Picture of the seal, in the folder issues.
schema-mail = How mails are sent: issues/mail.yml. Passwords do not stand here.
schema-mail-backoff = How long to wait before the first new try, s; each later wait is twice as long. 60 by default.
schema-mail-ca = The certificate of your own authority (PEM); then no other counts.
schema-mail-from = The sender's address.
schema-mail-from-name = The sender's name, where it is not “periodical + 编辑部”.
schema-mail-host = The server's name, which its certificate has to bear; mails written with --outbox need none.
schema-mail-password-file = A file of mode 600 with the password; the environment variable NEIKAN_SMTP_PASSWORD comes first.
schema-mail-port = The port; 465 for tls and 587 for starttls by default.
schema-mail-rate = Mails a minute, 30 by default.
schema-mail-reply-to = Where answers go, if not to the sender.
schema-mail-retries = How often a copy is tried again that the server deferred, 4 by default.
schema-mail-security = tls (encrypted from the beginning, the default) or starttls (after a greeting); nothing is sent in the open.
schema-mail-size-limit = The largest mail with its copy, as it is encoded, MB; a larger one goes without and only announces it. 20 by default. Encoding adds more than a third: 20 MB hold a copy of some 14 MB.
schema-mail-timeout = How long to wait for the server's answer, s; 300 by default.
schema-mail-user = The name to log in with; without it nobody logs in.
schema-masthead = The colour of the masthead: red, paper or knockout.

### Help

help-usage = Usage:
help-commands = Commands
help-arguments = Arguments
help-options = Options
help-about = neikan turns approved articles into an issue of a Chinese periodical: press PDFs, digital editions, archive.
help-after = New here? Run neikan init in an empty folder to begin a periodical. The manual: neikan manual.
help-lang = The language to speak: zh or en; otherwise that of the system, else Chinese.
help-project = The project's folder; otherwise looked for from here upwards.
help-help = Shows help.
help-help-examples = neikan help build
    neikan help review sign
help-version = Shows the version.
help-usage-command = <COMMAND>
help-usage-options = [OPTIONS]
help-shared = Options of every command
help-example-heading = Examples
help-examples = neikan init ~/periodical
    neikan new 2026-01
    neikan build --draft
help-init = Begins a periodical: writes its profile, a README and files for editors into an empty folder.
help-init-dir = The folder, which is made if missing; otherwise this one.
help-init-format = The form: magazine (default), bulletin (红头简报: A4, no covers, no permit number) or newspaper (内部报纸: A3, no covers).
help-init-name = Name of the periodical.
help-init-masthead = The name as the cover shows it; otherwise the name.
help-init-slug = Short name for file names, in lower-case letters; otherwise the first letters of the name in pinyin.
help-init-sponsor = 编印单位: who edits and prints it.
help-init-permit = 准印证号, exactly as on the permit.
help-init-province = The province that issued the permit.
help-init-scope = 发送对象: who gets it, with commas between.
help-init-size = Trim size: 210x285 (the default) or a4 (210x297); of a newspaper a3 (297x420, its default) or 390x545 (对开).
help-init-frequency = 刊期, such as 月刊 or 双月刊; otherwise 季刊.
help-init-printer = 印刷单位: the print shop.
help-init-sections = Sections: general (the default), newsletter, literary, bulletin or newspaper.
help-init-first = Who signs first reviews, with commas between.
help-init-second = Who signs second reviews, with commas between.
help-init-final = Who signs final reviews, with commas between; the first is editor in chief and signs for the press.
help-init-proof = Who signs proofs, with commas between; otherwise those of the first review.
help-init-yes = Ask nothing: what is not given is left to be filled in.
help-init-after = On a terminal it asks for each entry; Return takes what is in brackets. What is not answered is marked 待填, and neikan check names each such place. No file that exists is changed.
help-init-examples = neikan init ~/periodical
    neikan init --yes --name 青山通讯 --sponsor 青山县农业农村局 --permit 内资001
help-font = Faces: which there are and where they come from; adds one.
help-font-after = The program carries a set of faces; those in the project's folder fonts come first.
help-font-examples = neikan font list
    neikan font add ~/fonts/names.otf
help-font-list = Lists all faces: file, where it comes from, which roles it plays.
help-font-list-examples = neikan font list
    neikan font list --format json
help-font-add = Copies a font into the folder fonts and says what its licence bits allow.
help-font-add-files = Font files: .otf, .ttf, .otc, .ttc.
help-font-add-after = Faces that the theme does not name come last: they set the characters that all others lack. A new face changes the sums of what is built, so the press has to be signed again.
help-font-add-examples = neikan font add ~/fonts/names.otf
    neikan font add one.ttf two.ttf
help-help-command = Which command, such as build or review sign.
help-manual = Shows the manual, or writes it as a website.
help-manual-page = Which page; without it the pages are listed.
help-manual-html = Writes the whole manual as a website into this folder.
help-manual-examples = neikan manual manuscript
    neikan manual --html ~/manual
help-layout-press = Copies the press profile in use, as the beginning of one of your own.
help-layout-press-name = Name of the new profile: lower-case letters, digits, hyphens.
help-layout-press-after = Then set press in publication.yml to the new name and write down what the print shop asks for; neikan schema press explains every entry.
help-layout-press-examples = neikan layout press plant
    neikan layout press coated
help-build = Makes the editions of an issue.
help-build-issue = Which issue, such as 2026-01; otherwise the only one that is open, for a draft the newest.
help-build-out = The output folder, otherwise out in the project; files go into a folder in it that is named after the issue.
help-build-editions = Write only these: press, digital, archive, ofd, with commas between them; otherwise all but ofd.
help-build-flatplan = Also write the flatplan as a picture: png makes flatplan.png.
help-build-draft = Make a draft of an issue that is not approved: articles that were not reviewed carry 未审 on every page, files are named -draft, nothing is archived.
help-build-format = The form of the report: human or json.
help-build-pdfx = Standard of the press files: x4 (PDF/X-4) or x1a (PDF/X-1a:2003); the press profile says which without it.
help-build-quality = How much of the pictures the screen PDF keeps: screen (150 ppi at their size on the page) or high (all their pixels); otherwise screen.
help-build-no-cache = Make everything anew, without what earlier builds have left, and leave nothing; usually not needed.
help-build-cache = The folder for results of steps; otherwise your own cache ($XDG_CACHE_HOME/neikan or ~/.cache/neikan), which all periodicals share.
help-build-cache-remote = Share results of steps with other machines there: s3://BUCKET/PREFIX or a folder; see the manual, neikan manual cache.
help-build-all = Build the open issues of all projects in these folders and below, otherwise below this one; each has its own report.
help-build-explain-fit = Tell for each article how empty its last page is, what was tried, and what was done.
help-build-embed-fonts = Put the theme's faces into the EPUB, cut down to the characters it has; otherwise readers use their own.
help-build-after = Every manuscript is read and checked first; if anything is wrong, all faults are reported at once and no file is written.
    What is made (for 2026-01):
      press/…-interior.pdf  inside pages with 3 mm bleed, all CMYK
      press/…-cover.pdf     cover sheet: back, spine, front; its reverse on page 2
      press/…-ticket.pdf    job ticket; …-ticket.xjdf is the same for machines
      press/…-proof.pdf     low-resolution proof with trim lines
      …-press.zip           all of these with their sums, for the print shop
      ….pdf                 screen edition with bookmarks and links
      ….epub                e-book
      ….ofd                 OFD (GB/T 33190) of the screen edition, with --editions ofd
      …-archive.zip         sources, outputs and their sums
      flatplan.html         flatplan: every page small, with section, title and page budget
      build.json            list: size, pages and SHA-256 of every file
    Exit status: 0 done; 1 faults in manuscripts; 2 wrong call; 3 the machine failed; 4 a fault of neikan itself.
help-build-examples = neikan build                          the open issue, all editions
    neikan build 2026-01 --editions digital,ofd
    neikan build --out ~/proofs --format json
help-check = Checks all manuscripts of an issue or of the inbox without making anything.
help-check-issue = Which issue, or inbox; otherwise the newest issue.
help-check-format = The form of the report: human, json or sarif.
help-check-fix = First puts right what is safe to put right, and shows it: what rules can mend.
help-check-after = Exit status: 0 no faults; 1 faults; 2 wrong call; 3 the machine failed; 4 a fault of neikan itself.
help-check-examples = neikan check 2026-01
    neikan check --fix
help-new = Begins a new issue with an example article.
help-new-issue = Name of the issue: year and number, such as 2026-03; otherwise the next one of the plan. An issue that is planned takes its dates and total number from there.
help-new-examples = neikan new
    neikan new 2026-04 --project ~/periodical
help-gather = Moves what is approved for an issue from the inbox into it.
help-gather-dry-run = Only says what would move.
help-gather-after = An article says with issue: 2026-02 in its front matter which issue it is meant for, and is signed with neikan review sign … --issue inbox. Its signatures and pictures move with it. What stays behind is named with the reason. After an interruption run it again.
help-gather-examples = neikan gather 2026-02 --dry-run
    neikan gather 2026-02 --date 2026-03-20
help-import = Takes contributions into issues/inbox: Word, PDF, plain text, Markdown, web pages, mails, .zip files, folders.
help-import-files = Files to import: .docx, .doc, .wps, .odt, .rtf, .pdf, .txt, .md, .html, .eml, .zip, or a folder; the encoding of texts is detected.
help-import-changes = Tracked changes of Word: accept (the default) or refuse.
help-import-keep-originals = Keep pictures of Word files as they were, not cropped, turned or toned, and say which of them the document changes.
help-import-with-libreoffice = Have the LibreOffice of this machine read old Word documents (.doc, .wps); where there is none, that is said and they are read as usual.
help-import-name = The manuscript's name: lower-case letters, digits and hyphens. Otherwise the file's own, or the title in pinyin where that is Chinese. Where several would have the same name, the later ones get -2, -3.
help-import-format = Form of the report: human or json.
help-import-after = Title, byline and section are guessed and listed under “guessed” in the front matter: check them and delete it. Pictures go to issues/inbox/images, the original goes unchanged to issues/inbox/originals. What cannot be carried over is named with its paragraph. A file that cannot be read keeps no other out; the exit status is 1 if any was not imported.
help-import-examples = neikan import ~/mail/lychee.docx
    neikan import ~/mail/litang.zip --name lychee
help-inbox = Lists the manuscripts in the inbox: name, title, authors, length, pictures, day of arrival, open errors, unconfirmed front matter.
help-inbox-after = Check them with neikan check inbox before they are reviewed: no review is signed while there are errors or the front matter is unconfirmed.
help-inbox-examples = neikan inbox
    neikan inbox --format json
help-usage-command-may = [COMMAND]
help-color = Colours and links: auto (on a terminal, the default), always or never.
help-quiet = Beside results say only errors: no warnings, notes or progress.
help-verbose = Show each finding and how long each step took.
help-build-only = Make a draft of these articles alone, with commas between them: quick, and no edition.
help-build-pages = Make a draft of these inside pages of the whole, such as 12-19 or 3,7.
help-find = Looks for words in the manuscripts of all issues and of the inbox.
help-find-words = Words, all of which a manuscript must have; a phrase in quotation marks.
help-find-issue = Only in this issue, or in inbox.
help-find-year = Only in issues of these years, with commas between them.
help-find-section = Only in this section, by its name or its identifier.
help-find-unit = Only in articles of which a unit has these characters in its name.
help-find-author = Only in articles of which an author or photographer has these characters in their name.
help-find-near = All words in one passage, at most N characters between the first and the last.
help-find-all = Show all places, not only the first five in each of the first forty manuscripts (as json: all of those in them).
help-find-edit = Open the first place in your editor.
help-find-format = The form of the report: human or json.
help-find-after = What prints is looked through: texts, captions, tables, authors, cover lines; markup and file names are not. Traditional and simplified forms, full and half width, capitals and small letters are the same.
help-find-examples = neikan find 荔枝 冷链
    neikan find '"cold chain"' --issue 2026-01
    neikan find 荔枝 冷链 --near 20 --year 2025,2026
help-count = Counts characters, pictures and pages by article, section, author and unit.
help-count-issue = Which issue, or inbox; otherwise the newest issue.
help-count-format = The form of the report: human or json.
help-count-after = “set” counts by the lines of the page, as fees are reckoned: each line full, ten lines of verse a thousand. An article by several counts in full for each. Pages are those of the last build, if nothing was changed since.
help-count-examples = neikan count 2026-01
    neikan count inbox --format json
help-move = Gives an article another place in its issue.
help-move-article = The article.
help-move-behind = Behind this article.
help-move-after = Only the list of articles in issue.yml changes; comments stay. What would break the issue is refused, and the signatures that are void then are named.
help-move-before = In front of this article.
help-move-first = To the beginning of the issue.
help-move-last = To the end of the issue.
help-move-issue = Which issue; otherwise the newest.
help-move-dry-run = Only say what would happen.
help-move-format = The form of the report: human or json.
help-move-examples = neikan move poems --after foreword
    neikan move notices --last --issue 2026-02 --dry-run
help-config = Shows your settings and where each comes from; changes them.
help-config-format = The form of the report: human or json.
help-config-after = An option comes first, then a variable (NEIKAN_LANG, NEIKAN_NAME, NEIKAN_COLOR, NEIKAN_EDITOR, NEIKAN_LINK, AWS_ENDPOINT_URL, AWS_REGION, NEIKAN_KEYS, NEIKAN_CACHE_REMOTE, NEIKAN_CACHE_SECRET), then the settings file, then the default. No setting changes what is built.
help-config-examples = neikan config
    neikan config set name 许晓岚
help-config-set = Writes a setting into the settings file.
help-config-set-key = Which: language, name, color, editor, link, endpoint, region, keys, cache_remote or cache_secret.
help-config-set-value = Its value: language is zh or en; color is auto, always or never.
help-config-set-after = name is who you are: signatures are then in this name unless --by names another. In editor and link, {"{file}, {line} and {column}"} stand for the place. endpoint and region say which S3-compatible store archives go to; keys names a file with its keys, two lines that only you can read. Keys themselves are no setting. cache_remote and cache_secret are for builds on several machines: neikan manual cache.
help-config-set-examples = neikan config set language en
    neikan config set editor "code -g {"{file}:{line}"}"
help-config-unset = Takes a setting out of the settings file.
help-config-unset-key = Which: language, name, color, editor, link, endpoint, region, keys, cache_remote or cache_secret.
help-config-unset-examples = neikan config unset name
    neikan config unset color
help-config-path = Prints where the settings file is.
help-config-path-examples = neikan config path
    neikan config path --lang en
help-config-edit = Opens the settings file in your editor.
help-config-edit-examples = neikan config edit
    neikan config edit --lang en
help-layout = Manages layouts.
help-layout-examples = neikan layout new spring
    neikan layout press plant
help-layout-export = Writes an issue as a plain Typst project: layout, data, pictures and faces in one folder, which typst compile and editor tools of Typst open.
help-layout-export-issue = Which issue, such as 2026-01; otherwise the newest.
help-layout-export-to = The folder to write to: empty, or not there yet.
help-layout-export-after = It has the pages and lines that neikan build sets; sharing out the space in lines, the inks of the press and proofreading are done by neikan build alone. What you change there is a trial: take it back to layouts when it is right.
help-layout-export-examples = neikan layout export --to /tmp/look
    neikan layout export 2026-01 --to ~/2026-01-typst
help-layout-new = Copies the layout in use, as the beginning of one of your own.
help-layout-new-name = Name of the new layout, which is its folder in layouts: lower-case letters, digits, hyphens.
help-layout-new-after = Then set layout in publication.yml to the new name and change the files of the copy; the old layout stays as it is.
help-layout-new-examples = neikan layout new spring
    neikan layout new dongguan
help-picture = Takes pictures in.
help-picture-examples = neikan picture add ~/mail/IMG_1234.HEIC
    neikan picture add logo.svg --to 2026-02
help-picture-add = Takes pictures into the folder images of an issue or of the inbox, whatever they are.
help-picture-add-files = Pictures: JPEG, PNG and SVG are taken as they are; HEIC, AVIF, WebP, TIFF, BMP and GIF become JPEG or PNG. Their first bytes count, not their names.
help-picture-add-to = The issue, or inbox. Default: where the article or the picture is already, else the newest issue.
help-picture-add-article = The article that shows them, after which they are named: lychee-1.jpg.
help-picture-add-format = Form of the report: human or json.
help-picture-add-after = Nothing is overwritten. A picture that was converted is kept as it came in the folder originals beside images, which goes into no edition and no archive. The line to write into the manuscript is printed; write into it what can be seen, a caption and who took it.
help-picture-add-examples = neikan picture add ~/mail/IMG_1234.HEIC --article lychee
    neikan picture add scan.tif logo.svg --to 2026-02
help-review = Reviews: signs, and says where an issue stands.
help-review-after = Three reviews, then three proofs, then the signature for the press; each by whom publication.yml names.
    Without --issue, who signs means the only issue that is open and names one where there are more; to look, the newest will do. --issue inbox is the inbox.
help-review-examples = neikan review status
    neikan review sign lychee-chain --stage first --by 梁以宁 --verdict pass
help-review-sign = Signs the first, second or final review of an article.
help-review-sign-article = The article, or all.
help-review-sign-stage = first, second or final.
help-review-sign-after = A final review by a delegate needs the editor in chief's countersignature: sign --stage final again.
help-review-sign-examples = neikan review sign lychee-chain --stage first --by 梁以宁 --verdict pass --note 事实已核
    neikan review sign all --stage final --by 陈禾 --verdict pass
help-review-proof = Signs a proof.
help-review-proof-number = Which proof: 1, 2 or 3.
help-review-proof-article = The article; otherwise all that await this proof.
help-review-proof-after = A proof is read after the final review. With --verdict return the article goes back to the second review.
help-review-proof-examples = neikan review proof 1 --by 许晓岚
    neikan review proof 2 lychee-chain --by 苏青 --verdict return --note 图注有误
help-review-corrections = Checks corrections that were made after the approval.
help-review-corrections-article = The article, or all that await it.
help-review-corrections-after = Only for punctuation and a few characters: review.corrections in publication.yml. More goes back to the second and the final review.
help-review-corrections-examples = neikan review corrections lychee-chain --by 许晓岚
    neikan review corrections all --by 许晓岚
help-review-press = Signs the issue for the press.
help-review-press-after-changes = The issue is printed when the changes named in the note are made and checked.
help-review-press-examples = neikan review press --by 陈禾
    neikan review press --by 陈禾 --after-changes --note 第3页图注改字
help-review-withdraw = Takes a signature back: one's own; the editor in chief any.
help-review-withdraw-article = The article, or press for the signature for the press.
help-review-withdraw-stage = Which signature: first, second, final, countersign, proof-1, proof-2, proof-3 or corrections; otherwise the latest.
help-review-withdraw-after = The article then stands where it stood before, what was signed on top of it is void, and so is the signature for the press.
help-review-withdraw-examples = neikan review withdraw lychee-chain --by 陈禾 --reason 数字有误
    neikan review withdraw press --by 陈禾 --reason 换封面
help-review-people = Signs the list of those who sign: who signs what, the limit of corrections, the rules.
help-review-people-after = The editor in chief signs it; when it was changed, one of the list before. Nothing is signed for the press before.
help-review-people-examples = neikan review people --by 陈禾
    neikan review people --by 陈禾 --issue 2026-02
help-review-redate = Sets dates right: the editor in chief's entry after a wrong clock has dated entries after today.
help-review-redate-examples = neikan review redate --by 陈禾 --reason 值班电脑的日期快了一年
    neikan review redate --by 陈禾 --issue inbox --reason 日期快了一天
help-review-resume = Goes on with a ledger of which a part is lost for good, on the word of the editor in chief.
help-review-resume-after = It can be signed only where entries are missing or the ledger went back; which ones is written into the ledger. The signature for the press before it is void.
help-review-resume-examples = neikan review resume --by 陈禾 --reason 磁盘损坏，最后两条已照纸上的审稿单核对
    neikan review resume --by 陈禾 --issue inbox --reason 已照纸本核对
help-review-merge = Makes one ledger of the copies that two people signed.
help-review-merge-other = The other review.yml, with its folder review beside it; or the issue's own, with git's marks of a conflict in it.
help-review-merge-issue = The issue to merge it into (--into means the same); otherwise the only one that is open.
help-review-merge-after = What does not contradict is kept, by date; what does is named, and nothing is written.
help-review-merge-examples = neikan review merge ~/fetched/review.yml --into 2026-03
    neikan review merge issues/2026-03/review.yml
help-review-status = Says what every article has, what is void and why, and what comes next.
help-review-status-examples = neikan review status --issue 2026-01
    neikan review status --issue inbox --format json
help-review-form = Prints a form: what was signed, with room for what was not.
help-review-form-article = The article; otherwise all.
help-review-form-kind = manuscript (审稿单, a page for each article) or release (发稿单, a list with the signature for the press).
help-review-form-out = The output folder, otherwise out in the project; the PDF goes into ISSUE/forms in it.
help-review-form-examples = neikan review form lychee-chain --kind manuscript
    neikan review form --kind release --issue 2026-01
help-review-log = Shows the ledger.
help-review-log-examples = neikan review log --format json
    neikan review log --issue inbox
help-review-key = Keys: makes, enters, lists and revokes them.
help-review-key-after = Whoever has a key signs with it, so that nobody else can. Private keys are not in the project.
help-review-key-examples = neikan review key list
    neikan review key new --by 梁以宁
help-review-key-new = Makes a key and enters its public half.
help-review-key-new-by = Whose key it is.
help-review-key-new-kind = ed25519 (otherwise; OpenSSH knows it too) or sm2 (with SM3).
help-review-key-new-out = The file of the private key; otherwise one in ~/.ssh. Keep it out of the project.
help-review-key-new-valid-before = The first day on which it signs nothing more; otherwise it stays valid.
help-review-key-new-after = The passphrase is asked for on the terminal, or taken from the variable NEIKAN_KEY_PASSPHRASE.
help-review-key-new-examples = neikan review key new --by 梁以宁
    neikan review key new --by 陈禾 --kind sm2 --out ~/keys/chen.pem
help-review-key-add = Enters a public key that is there already.
help-review-key-add-name = Whose key it is.
help-review-key-add-public = The file of the public key, or its line.
help-review-key-add-rest = The rest of the line.
help-review-key-add-valid-before = The first day on which it signs nothing more; otherwise it stays valid.
help-review-key-add-after = It goes into issues/publication.yml and changes nothing else there; a private key is refused.
help-review-key-add-examples = neikan review key add 梁以宁 ~/.ssh/id_ed25519.pub
    neikan review key add 苏青 ssh-ed25519 AAAAC3Nza…
help-review-key-list = Lists whose keys are which.
help-review-key-list-allowed-signers = Prints the file that ssh-keygen -Y verify -f reads.
help-review-key-list-examples = neikan review key list --allowed-signers > allowed_signers
    neikan review key list --format json
help-review-key-revoke = Revokes a key.
help-review-key-revoke-fingerprint = The fingerprint of the key: neikan review key list.
help-review-key-revoke-reason = lost, compromised or left.
help-review-key-revoke-after = Its owner or the editor in chief does, in the ledger. What it signs later is void, what it signed before stays.
help-review-key-revoke-examples = neikan review key revoke SHA256:… --by 陈禾 --reason lost
    neikan review key revoke SHA256:… --by 梁以宁 --reason left
help-review-anchor = Prints a short sum of the ledger for paper, or holds an earlier one against it.
help-review-anchor-against = A sum that was written down, or a file with some.
help-review-anchor-after = A ledger that was put back to an older one does not hold its sum.
help-review-anchor-examples = neikan review anchor --against 7K3M-9QXA-2F0C-T5BM
    neikan review anchor --issue 2026-01
help-review-stamp = Time stamps: makes the request and keeps the answer (RFC 3161).
help-review-stamp-request = Writes the request to this file, for whoever can reach an authority.
help-review-stamp-entry = The number of the entry; otherwise the last one.
help-review-stamp-response = What the authority answered: it is checked and kept in review/.
help-review-stamp-after = The program uses no network. neikan review status shows the times.
help-review-stamp-examples = neikan review stamp --request press.tsq
    neikan review stamp --response press.tsr
help-key = The file of the private key; otherwise the agent and ~/.ssh are asked. A public key means the one that the agent holds.
help-by = Who signs.
help-note = What they have to say, or why (--reason means the same); first and second reviews, refusals and withdrawals need it.
help-verdict = pass, return or reject.
help-date = The day; otherwise today in Beijing, or that of SOURCE_DATE_EPOCH.
help-all = Show each of the findings of a rule, not folded.
help-issue = Which issue; otherwise, to sign or send, the only one that is open, and to look, the newest.
help-format = The form of the report: human or json.
help-preflight = Says whether a PDF can go on press as it is: PDF/X and what print shops ask for.
help-preflight-file = A PDF file, of any origin.
help-preflight-standard = What it is judged by: auto (its own claim), none (what harms print alone), x4, x6, x1a, x3, or an edition such as x1a-2001; the press profile says which without it.
help-preflight-profile = The press profile, e.g. coated; otherwise that of the project.
help-preflight-binding = The binding: saddle or perfect; without it the number of pages is not looked at.
help-preflight-demands = What is asked of files: gwg2022-magazine, gwg2022-sheet, gwg2022-newspaper, office, or a .yml or .json file of your own; it comes before --profile.
help-preflight-sheet = Writes a report of one page as a PDF, for the job folder.
help-preflight-watch = A hot folder: PDFs put into in are judged one by one; what is fit goes to out, what is not, and the reports, to report.
help-preflight-all = Lists each fault; otherwise they are folded by rule, with their number and pages.
help-preflight-annotate = Writes a copy of the PDF with every place ringed and numbered as in the report, the places listed at the end, and a layer that colours where much ink lies: yellow from 80 % of the limit on, red beyond it.
help-preflight-plates = Writes the plates of every page into this folder, a picture for each ink.
help-preflight-plates-format = As what these pictures are written: png (without it) or tiff.
help-preflight-ppi = The resolution of these plates, pixels per inch, 36 to 300; 100 without it.
help-preflight-fix = Writes a copy in which what --only names is mended and all else stays as it was; the copy is judged again.
help-preflight-only = What is mended, with commas between: names of rules, fix-gray, fix-spot, fix-rotate; the manual lists them (neikan manual preflight).
help-preflight-trim = The trim size in mm for --fix, e.g. 210x285, in the middle of the page.
help-preflight-format = The form of the report: human or json.
help-preflight-after = Exit status: 0 fit for the press; 1 not fit, or not wholly judged; 2 wrong call; 3 the machine failed; 4 a fault of neikan itself.
help-preflight-examples = neikan preflight ~/cover.pdf --binding saddle
    neikan preflight ad.pdf --demands gwg2022-magazine --report report.pdf
    neikan preflight in.pdf --profile coated --annotate marked.pdf
    neikan preflight in.pdf --fix out.pdf --only print-color-space
help-rule = Explains a rule: what it finds, why, where it comes from, with examples.
help-rule-name = The rule, as findings name it in brackets.
help-rule-all = All rules.
help-rule-format = The form of the report: human or json.
help-rule-examples = neikan rule self-name
    neikan rule --all --format json
help-completions = Prints a script with which a shell completes commands, options and values at Tab.
help-completions-shell = Which shell: bash, zsh, fish, powershell, elvish.
help-completions-after = With the .deb package installed, bash, zsh and fish complete already.
help-completions-examples = neikan completions bash > ~/.local/share/bash-completion/completions/neikan
    neikan completions zsh > ~/.zfunc/_neikan
    neikan completions fish > ~/.config/fish/completions/neikan.fish
    neikan completions powershell >> $PROFILE
    neikan completions elvish >> ~/.config/elvish/rc.elv
help-schema = Prints the JSON Schema of a data file, for editors that complete and check.
help-schema-subject = Which file: publication, issue, article, recipients, review, members, words, mail, theme (of a layout), press (a press profile).
help-schema-examples = neikan schema issue > issue.schema.json
    neikan schema press

help-plan = Plans a year: enters its issues by the frequency, with dates of printing that are no days off.
help-plan-year = The year.
help-plan-months = The months of printing, with commas between them, for a quarterly 3,6,9,12; otherwise the last month of the time that an issue covers.
help-plan-days = The days of the month, with commas between them; otherwise 15, for a fortnightly 10,25. A shorter month has its last day.
help-plan-weekday = The day of the week of a weekly, 1 for Monday; otherwise 5.
help-plan-dry-run = Only lists them.
help-plan-after = They go into the calendar of issues/publication.yml; no other line and no comment is touched, and a year that is there is not overwritten. A day off gives way to the working day before it. The program knows the holidays announced for 2026; those of other years stand under holidays and workdays in the calendar. See neikan manual calendar.
help-plan-examples = neikan plan 2027 --dry-run
    neikan plan 2027 --months 2,4,6,8,10,12 --days 5
help-status = All issues and the inbox at a glance: stage, pages, check, days to printing, copies.
help-status-all = Lists all issues that are done and all that are planned.
help-status-after = Nothing is laid out and nothing is written; the pages are those of the last neikan build.
help-status-examples = neikan status
    neikan status --format json
help-todo = What everybody has to do next, the most urgent first, each with a call to paste.
help-todo-who = Only what this person can do.
help-todo-format = The form of the report: human, json or ics (a calendar file).
help-todo-ics = Also writes what has a deadline, and the plan, into a calendar file for phones and offices.
help-todo-after = Deadlines come from the calendar in publication.yml; one on a day off comes a working day earlier. See neikan manual calendar.
help-todo-examples = neikan todo --who 梁以宁
    neikan todo --ics office.ics

### Man pages (in the packages)

help-man-manual = Commands of neikan
help-man-name = NAME
help-man-synopsis = SYNOPSIS
help-man-description = DESCRIPTION
help-man-options = OPTIONS AND ARGUMENTS
help-man-commands = COMMANDS
help-man-notes = NOTES
help-man-examples = EXAMPLES
help-man-status = EXIT STATUS
help-man-status-0 = Done, perhaps with warnings.
help-man-status-1 = Faults stop the work; no file of an issue was written.
help-man-status-2 = The call is wrong.
help-man-status-3 = The machine failed: disk, permissions; also where the report itself was lost.
help-man-status-4 = A fault of neikan itself; nothing was written.
help-man-see = SEE ALSO
help-man-see-manual = The whole manual: neikan manual.

### What the data files' entries mean

schema-article-head = The front matter of an article.
schema-article-head-authors = Who wrote it; there may be several.
schema-article-head-date = The date that the manuscript bears; does not print.
schema-article-head-deck = A smaller line under the title.
schema-article-head-document = What an official document bears: its number, who signed it, to whom it goes, who issued it and when.
schema-article-head-fit = Whether the layout may close small gaps on its pages (tracking of −1 % or −2 %); true by default.
schema-article-head-guessed = What was guessed on import and has not been confirmed; text means the text itself.
schema-article-head-issue = The issue a manuscript in the inbox is meant for, such as 2026-02.
schema-article-head-kicker = A short line above the title.
schema-article-head-kind = The kind of article, which decides its layout; otherwise the section's.
schema-article-head-lead = The lead.
schema-article-head-notes = Notes for the editor; they do not print.
schema-article-head-opener = The form of its opening: spread (a picture over two facing pages), half (a picture on half the page), band (a picture over the head of the page), type (words alone). Without it the layout chooses.
schema-article-head-original = The name of the original in issues/inbox/originals; does not print.
schema-article-head-pages = Page budget.
schema-article-head-photographers = Names of the photographers.
schema-article-head-rank = How much it weighs in its issue, which sets the size of its title: lead (one an issue), major, normal, minor. Without it the article of the first cover line leads, those of the others are major.
schema-article-head-running = A short title for the running head; otherwise the title.
schema-article-head-section = The id of the section it stands in.
schema-article-head-serial = Its place in a serial.
schema-article-head-sources = Where its facts come from.
schema-article-head-speakers = Who speaks in an interview, each with a portrait; four at most.
schema-article-head-speech = On what occasion and day a speech was given, and whom it addresses.
schema-article-head-start = Where it starts: page (a new page, the default), left (a new left-hand page), after (on the page where the article before it ends).
schema-article-head-title = The title, without a full stop.
schema-author = An author.
schema-author-name = Name.
schema-author-unit = The author's unit.
schema-arranged = What the editor decides about an article, written as in front matter; where both say something, this counts.
schema-arranged-fit = false: the layout may not change this article to fill its pages.
schema-arranged-opener = The form of the opening, as opener in front matter.
schema-arranged-rank = The weight in this issue, as rank in front matter.
schema-cover = The front cover.
schema-cover-alt = What can be seen in the picture, for readers who cannot see it.
schema-cover-credit = Who made the picture, and its licence.
schema-cover-focus = The point any crop keeps, from the left and from the top, such as 50% 40%.
schema-cover-line = A line on the cover.
schema-cover-line-article = The article it announces.
schema-cover-line-deck = A smaller line under it.
schema-cover-line-title = The line.
schema-cover-lines = Cover lines, the first the largest.
schema-cover-masthead = The colour of the masthead: red (the periodical's red), paper (white), knockout (white on a red band). Without it, red.
schema-cover-picture = The picture, written as images/name.jpg.
schema-cover-picture-alt = What can be seen in this picture, for readers who cannot see it.
schema-cover-picture-credit = Who made the picture, and its licence.
schema-cover-picture-focus = The point any crop keeps, from the left and from the top, such as 50% 40%.
schema-cover-picture-picture = The picture, written as images/name.jpg.
schema-cover-pictures = Three more pictures for the style quad, clockwise from the upper right.
schema-cover-style = The form of the cover: art (masthead on white above a drawing), photo (a photograph to all edges, the words on it), type (large type, the picture small), quad (four pictures, three of them in pictures). Without it, art.
schema-entry = A signature.
schema-entry-article = The article; missing when the whole issue was signed.
schema-entry-before = The seal of the entry before; zeros for the first.
schema-entry-by = Who signed.
schema-entry-content = SHA-256 of the canonical content that was read; review/ holds a copy under this name.
schema-entry-date = The day.
schema-entry-house = SHA-256 of the list of those who sign, as it was on signing; review/ holds a copy under this name.
schema-entry-target = What it is about: the seal of the entry that is withdrawn or has a wrong date, or the fingerprint of the key that is revoked.
schema-entry-delegate = Whether it was signed in the editor in chief's stead.
schema-entry-key = The fingerprint of the key with which it is signed.
schema-entry-note = What they had to say.
schema-entry-origin = Where it stood in the ledger of the inbox, or before two ledgers were merged.
schema-entry-seal = SHA-256 of all other values of the entry.
schema-entry-signature = The signature under the seal: SSHSIG of OpenSSH, or sm2 and Base64.
schema-entry-stage = What was signed: first, second, final, countersign, proof-1 to proof-3, corrections, press, press-after-changes; gathered when the article left the inbox, withdrawn, people (the list of those who sign), redated, resumed, revoked (a key).
schema-entry-verdict = pass, return or reject.
schema-filler = Something small that fills the foot of a page.
schema-filler-alt = What can be seen in the picture, for readers who cannot see it.
schema-filler-by = Whose words they are.
schema-filler-credit = Who made the picture, and its licence.
schema-filler-focus = The point any crop keeps, such as 50% 40%.
schema-filler-picture = A picture beside the text, written as images/name.jpg; it stands in the space after an article, or fills a page where pages are missing.
schema-filler-text = The text.
schema-filler-title = A heading.
schema-flaps = The widths of flaps.
schema-flaps-back = At the back cover, mm.
schema-flaps-front = At the front cover, mm.
schema-format = Trim size and bleed, mm.
schema-format-bleed = Bleed on every side, mm; 3 unless given.
schema-format-flaps = Flaps: parts of the cover that are folded in at the fore edges; left out if there are none.
schema-format-height = Trim height, mm.
schema-format-width = Trim width, mm.
schema-issue = One issue.
schema-issue-articles = The articles in printing order: file names without .md.
schema-issue-back = Picture and text of the back cover.
schema-issue-pages = The pages of a newspaper (form: newspaper), in order, each with its articles; other forms do not go by it.
schema-news-page = A page of a newspaper.
schema-news-page-name = Its name, such as 要闻 or 副刊.
schema-news-page-editors = Who edits it.
schema-news-page-articles = Its articles, the main one first: file names without .md.
schema-news-page-upright = Those of them whose heads stand upright.
schema-news-page-boxed = Those of them that stand in a box.
schema-news-page-jumps = Where an article that does not fit goes on: the article and the number of a later page.
schema-issue-blanks = Whether pages may stay blank where fillers do not suffice.
schema-issue-arrangement = What the editor decides about articles: the identifier of each, with rank, opener, fit.
schema-issue-cover = The front cover.
schema-issue-date = Date of printing, such as 2026-02-05.
schema-issue-fillers = Fillers, used where a page has room.
schema-issue-inside-back = Picture and text of the inside back cover.
schema-issue-inside-front = Picture and text of the inside front cover.
schema-issue-layout-theme = The layout's theme for this issue, where it differs: spring is theme-spring.yml in the layout.
schema-issue-number = Number within the year.
schema-issue-number-to = The last number of a double issue.
schema-issue-printer = The printer of this issue, where it differs.
schema-issue-handoff = What the print shop is told; only what differs from publication.yml.
schema-issue-classification = 密级 and its term, such as 秘密★1年, where a bulletin has them; it stands in the upper left corner of the first page.
schema-issue-distribution = 报, 送, 发 of this issue, where it differs.
schema-issue-run = Print run.
schema-issue-theme = Theme of the issue.
schema-issue-total = Number counted from the first issue.
schema-issue-first-page = The number of its first inside page in the year, where publication.yml says numbering: year or both; the first issue of a year has 1 without it.
schema-issue-year = Year.
schema-ledger = The review ledger: append only, written by neikan review.
schema-origin = The seals an entry had elsewhere: in the ledger of the inbox, or before two ledgers were merged.
schema-origin-before = The seal of the entry before it there.
schema-origin-seal = Its seal there.
schema-spot-ink = A spot ink.
schema-spot-ink-cmyk = The colour in its place where it is not there (screens, proofs), percent of CMYK; a varnish needs none.
schema-spot-ink-ink = Its name, as the print shop knows it, such as PANTONE 485 C.
schema-spot-ink-kind = What it is: ink, gold (a metallic ink), varnish (which overprints and is no colour).
schema-spot-ink-pictures = Whether a varnish lies on the pictures of the cover; without roles it does.
schema-spot-ink-roles = The colours of the theme that it replaces, each with its tint in percent; of a varnish what it lies on.
schema-theme-file = A theme: colours, faces and inks; all else is used by the templates of the layout.
schema-theme-file-colors = The colours, each under a name, percent of CMYK.
schema-theme-file-duotone = The key of the spot ink that pictures have beside black; without it they are in black alone. Only where plates has no C, M, Y.
schema-theme-file-faces = The faces of each role.
schema-theme-file-plates = The plates: K, or C, M, Y, K, and keys of spot inks; without it the four and all spot inks.
schema-theme-file-rich-black = The inks of large black areas, percent of CMYK.
schema-theme-file-spot = The spot inks, each under a key, two at most.
schema-plate = A picture on an inner or back cover page.
schema-plate-alt = What can be seen in it, for readers who cannot see it.
schema-plate-credit = Who made it, and its licence.
schema-plate-focus = The point any crop keeps, such as 50% 40%.
schema-plate-picture = The picture, written as images/name.jpg.
schema-plate-text = Text beside it.
schema-plate-title = A title.
schema-handoff = What the print shop is told: finishing, packing, contacts, delivery.
schema-handoff-contact = Who answers the print shop’s questions, and their telephone.
schema-handoff-deliver-by = Day of delivery.
schema-handoff-deliver-to = Place of delivery.
schema-handoff-finishing = What is done beside the binding, such as matt lamination of the cover.
schema-handoff-packing = Packing, such as 20 copies a parcel.
schema-handoff-printer-contact = Whom to ask at the print shop, and their telephone.
schema-printer = The printer.
schema-printer-address = Address.
schema-printer-name = Name.
schema-printer-province = Province.
schema-distribution = 报, 送, 发 at the foot of a bulletin.
schema-distribution-copy = 送: offices beside.
schema-distribution-issue = 发: offices below.
schema-distribution-report = 报: offices above.

schema-publication = The periodical: what stays the same from issue to issue.
schema-publication-address = Postal address.
schema-publication-binding = Binding: saddle (stapled), perfect (glued) or side (stapled through the left margin).
schema-publication-email = E-mail address for contributions.
schema-publication-english = Name in English.
schema-publication-format = Trim size and bleed.
schema-publication-frequency = How often it appears.
schema-publication-handoff = What the print shop is told; it stands on the job ticket.
schema-publication-language = Language of the text (BCP 47); zh-CN unless given.
schema-publication-distribution = 报, 送, 发: whom a bulletin is sent to, at its foot; without any the scope stands there as 发.
schema-publication-form = The form, in place of layout: bulletin is 红头简报, newspaper 内部报纸; without it, a magazine. See neikan manual forms.
schema-publication-layout = The layout: a folder under layouts.
schema-publication-masthead = The name as the cover shows it.
schema-publication-name = Name.
schema-publication-notice = The notice printed on the cover beside the permit number.
schema-publication-numbering = From where pages are numbered: issue (the usual), year, or both (the number in the issue with that of the year beside it).
schema-publication-page-multiple = The number of inside pages is a multiple of this; 4 when stapled and 2 when glued or stapled through the side, unless set.
schema-publication-permit = Permit number, reproduced exactly.
schema-publication-phone = Telephone.
schema-publication-pinyin = Name in Latin letters.
schema-publication-press = The press profile: a file under layouts/press.
schema-publication-printer = The printer.
schema-publication-review = Who reviews, and how.
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
schema-remark = A note for the editor.
schema-remark-at = The words it is about.
schema-remark-by = Who made it.
schema-remark-text = What it says.
schema-review = Who reviews, and how.
schema-review-corrections = How many characters a check of corrections may cover, punctuation not counted; 20 unless given.
schema-review-own-articles = Who may review articles of their own; signed with the list.
schema-review-keys = Whether signatures need a key: optional (otherwise; who has one signs with it) or required.
schema-review-reviewers = Who may sign what.
schema-reviewer = Somebody who signs.
schema-reviewer-delegate = Whether they sign final reviews for the editor in chief, who then countersigns.
schema-reviewer-keys = Public keys: lines of OpenSSH, or sm2 and Base64; neikan review key enters them.
schema-reviewer-name = Name.
schema-reviewer-stages = What they may sign: first, second, final, proof (proofs and corrections), press.
schema-section = A section.
schema-section-color = Its colour: a name in the theme.
schema-section-english = Name in English.
schema-section-id = Identifier, in lower-case letters.
schema-section-kind = The kind of its articles: a file in the layout's folder article.
schema-section-name = Name.
schema-letterhead = What an official document bears besides its title and its text, each as it prints.
schema-letterhead-date = The day of the document.
schema-letterhead-issuer = Who issued it; stands at its end.
schema-letterhead-number = Its number, such as 荔供〔2026〕3号.
schema-letterhead-signer = Who signed it.
schema-letterhead-to = To whom it goes, with the colon at the end.
schema-speaker = Somebody who speaks in an interview, with a portrait before the first ::: qa.
schema-speaker-alt = What can be seen in the portrait, for readers who cannot see it; without it, the name.
schema-speaker-credit = Who made the picture, and its licence.
schema-speaker-focus = The point any crop keeps, from the left and from the top, such as 50% 40%.
schema-speaker-name = The name, as it prints.
schema-speaker-picture = The portrait, written as images/name.jpg.
schema-speaker-unit = Unit or office.
schema-speech = Where, when and to whom a speech was given, each as it prints.
schema-speech-date = The day.
schema-speech-occasion = The occasion.
schema-speech-to = How it addresses its listeners, with the colon at the end.
schema-serial = A part of a serial.
schema-serial-of = Of how many.
schema-serial-part = Which part, from 1.
schema-staff = A role and the people who fill it.
schema-staff-names = The people.
schema-staff-role = The role.
schema-article-head-waivers = What is let pass in this article, and why.
schema-article-head-public = Whether it may be shown outside, such as on the web: yes or no, otherwise no; yes is part of what reviewers sign.
schema-article-head-subjects = What it is about, as words for the subject index of the bound volume; not printed with it, not signed.
schema-article-head-writing = How its lines run: vertical (from the top down, for poems and short prose); otherwise from left to right.
schema-issue-waivers = What is let pass in this file, and why.
schema-publication-waivers = What is let pass in this file, and why.
schema-publication-rules = How much the findings of a rule weigh: off, note, warn or stop by name; neikan rule --all lists the rules.
schema-publication-province = The province that issued the permit; the printer must be in the same one.
schema-publication-permit-form = The form of the permit number, a regular expression; a number of another form is warned about.
schema-publication-sample-copies = Copies to send to the authority after printing.
schema-waiver-pages = The pages, from 1; without them all.
schema-demands = What the preflight asks of files.
schema-demands-base = The set with a name that these start from: gwg2022-magazine, gwg2022-sheet, gwg2022-newspaper, office.
schema-demands-bleed = The bleed, mm.
schema-demands-finishes = The names of plates that are no colours, such as a varnish, where the name does not say it.
schema-demands-inks = The inks that may be used, those of the press among them; without it all may.
schema-demands-minimum-ppi = The lowest resolution of a picture at the size it is printed, pixels per inch.
schema-demands-rules = How much rules weigh, and their limits.
schema-demands-standard = What files are judged by: auto, none, x4, x6, x1a, x3, or one edition.
schema-demands-total-ink = The most ink on one spot, %.
schema-demands-waivers = Rules whose findings are let pass, and why.
schema-asked = What is asked of a rule.
schema-asked-limit = Its limit, in the unit that the rule names.
schema-asked-severity = How much its findings weigh: stop, warn, note, off.
schema-press-profile-preflight = What press files are checked against, where that is not what they are made by.
schema-waiver = Something that is let pass.
schema-waiver-rule = The rule.
schema-waiver-text = Some words of the line that is let pass; without them, the whole file.
schema-waiver-reason = Why; listed in the report.
schema-members = The member units.
schema-members-members = The units.
schema-member = A member unit.
schema-member-name = Its full name.
schema-member-short = Shorter names that may be used.
schema-members-people = People whom a name alone does not tell: several of one name, or one who writes for several units.
schema-person = A person whom the name alone does not tell.
schema-person-name = The name, as bylines have it.
schema-person-id = What reports and indexes call them, such as 李明（常平）; otherwise the name.
schema-person-units = The units under which they write.
schema-word-list = A list of words.
schema-word-list-name = What it is called.
schema-word-list-date = As of when.
schema-word-list-source = Where it comes from.
schema-word-list-variants = Variant spellings, each with the standard one.
schema-word-list-avoid = Words to be avoided.
schema-word-list-secret = Words of confidential papers.
schema-word-list-formulas = Fixed formulas.
schema-word-list-leaders = Leaders and their offices, in order of precedence.
schema-avoid = A word to be avoided.
schema-avoid-word = The word.
schema-avoid-instead = What is written instead.
schema-avoid-except = Longer words in which it is right.
schema-avoid-ask = Whether the same characters can be right elsewhere: found, but not changed by check --fix.
schema-secret = A word of confidential papers.
schema-secret-word = The word.
schema-secret-except = Longer words in which it is harmless.
schema-formula = A fixed formula: all its parts in their order.
schema-formula-parts = Its parts, in order.
schema-formula-wrong = Forms that are wrong.
schema-leader = A leader.
schema-leader-name = Name.
schema-leader-title = Office, as it is to be written.
schema-leader-from = In office from.
schema-leader-to = In office until.

## The digital editions

face-rights = The face { $family } may not be embedded or cut down.
    .hint = Build without --embed-fonts and without the OFD, or use a face whose rights allow it.
face-broken = The face { $family } cannot be cut down: { $reason }.
    .hint = Build without --embed-fonts and without the OFD, or replace the file in fonts.

schema-publication-calendar = The plan: when issues are printed and when each step is due. It does not print.
schema-calendar = The plan.
schema-calendar-deadlines = When each step is due, for all issues.
schema-calendar-printing = On which days issues are printed, for neikan plan.
schema-calendar-issues = The issues, one a line.
schema-calendar-holidays = Days off that the program does not know.
schema-calendar-workdays = Days at a weekend that are worked.
schema-deadlines = When each step is due: a date, or days from printing, negative before it, such as -30. One on a day off comes a working day earlier.
schema-deadlines-copy = Copy.
schema-deadlines-first = First review.
schema-deadlines-second = Second review.
schema-deadlines-final = Final review.
schema-deadlines-proof = Proofs.
schema-deadlines-press = Press; otherwise the date of printing.
schema-deadlines-samples = Samples for the authority; otherwise 10 days after printing.
schema-printing = On which days issues are printed; the rest follows from the frequency.
schema-printing-months = The months.
schema-printing-days = The days of the month; a shorter one has its last day.
schema-printing-weekday = The day of the week of a weekly, 1 for Monday.
schema-planned-issue = An issue that is planned.
schema-planned-issue-issue = Which, such as 2026-03.
schema-planned-issue-date = Date of printing; once it has begun, date in issue.yml counts.
schema-planned-issue-total = Total number.
schema-planned-issue-deadlines = What is due on other days than usual.
schema-holiday = Days off.
schema-holiday-name = What they are called.
schema-holiday-from = The first day.
schema-holiday-to = The last day; without it there is one.

### What the entries of a press profile mean

schema-bindings = The bindings that are offered; leave out what is not.
schema-bindings-perfect = Perfect binding.
schema-bindings-saddle = Saddle stitching.
schema-bindings-side = Side stitching: two staples through the left margin.
schema-imposition = Imposition: what the press, the folder and the binding line need.
schema-imposition-covers = How many covers stand on a sheet.
schema-imposition-duplex = How the back is printed: sheetwise, tumble, work-and-turn or work-and-tumble.
schema-imposition-gripper = What the grippers hold, mm, otherwise 10.
schema-imposition-gripper-edge = The edge that they hold: long or short, drawn below, or long-top or short-top, drawn above.
schema-imposition-gutter = The distance between the trims of neighbouring pieces of different sizes on one sheet, mm; otherwise there is room for bleeds and crop marks.
schema-imposition-lip = The lip of saddle-stitched signatures, mm.
schema-imposition-lip-half = The half of a signature that has the lip: back, the default, or front.
schema-imposition-mill = What is milled off at a glued spine, mm, otherwise 3.
schema-imposition-rest = How the backs of the last, smaller signatures are printed; otherwise as the others.
schema-imposition-sheet = The sheet on the press, such as 889x1194/2 (mm) or SRA3.
schema-imposition-sheets = The sheets that there are, written as sheet: the one that is used best is taken where there is no sheet, and proposed otherwise.
schema-imposition-side-lay = The edge at which the side lay marks the sheet: left or right; otherwise none.
schema-paper = A paper.
schema-paper-grammage = Weight, g/m².
schema-paper-name = What it is called on the job ticket.
schema-paper-thickness = Thickness of a sheet, mm; ask the mill.
schema-papers = The papers.
schema-papers-body = The paper of the inside pages.
schema-papers-cover = The paper of the cover.
schema-press-profile = A press profile: what a print shop asks for on a paper.
schema-press-profile-bindings = The bindings that are offered, and what each can take.
schema-press-profile-bleed = The bleed that is asked for, mm.
schema-press-profile-condition = Identifier of the output condition, such as FOGRA39.
schema-press-profile-icc = The CMYK output profile, a file beside this one.
schema-press-profile-imposition = How sheets are imposed, where the command does not say otherwise.
schema-press-profile-info = The output condition in words, for PDF/X.
schema-press-profile-intent = How colours that cannot be printed are converted: perceptual or relative.
schema-press-profile-marks = Marks around single pages: none, crop, or full (with registration marks, colour bar and slug).
schema-press-profile-minimum-ppi = The least resolution of a picture as it is placed, ppi.
schema-press-profile-name = What it is called on the job ticket.
schema-press-profile-paper = The papers.
schema-press-profile-pdfx = The standard that is asked for: x4 (PDF/X-4) or x1a (PDF/X-1a:2003).
schema-press-profile-registry = The registry of the identifier.
schema-press-profile-sheet = The full sheet; otherwise it follows from the trim size.
schema-press-profile-spoilage = Spoilage.
schema-press-profile-total-ink = The most ink on one spot, all four together, %.
schema-reach = What a binding can take.
schema-reach-glue = What glue and lining add to the spine, mm.
schema-reach-max-pages = The most inside pages.
schema-reach-max-thickness = The greatest thickness of the inside pages, mm.
schema-reach-min-pages = The fewest inside pages.
schema-reach-min-thickness = The least thickness of the inside pages, mm.
schema-reach-multiple = The number of inside pages has to be a multiple of this.
schema-sheet = A full sheet of paper.
schema-sheet-height = The long side, mm.
schema-sheet-width = The short side, mm.
schema-spoilage = Spoilage, %.
schema-spoilage-body = Spoilage of the inside pages’ paper, %.
schema-spoilage-cover = Spoilage of the cover’s paper, %.

# Places elsewhere
depot-address = { $why ->
        [scheme] This program knows no places of this kind: { $address }
        [keys] Keys do not belong into the address of a place: { $address }
        [bucket] This is no name that a bucket can have: { $address }
        [prefix] No path within a bucket is written like this: { $address }
       *[empty] This is no address of a place.
    }
    .hint = Give the path of a folder, or a bucket as s3://BUCKET/PREFIX: 3 to 63 small letters, digits, dots and hyphens, then a path if need be. The address of the store and the keys are set elsewhere: neikan manual archive.
depot-endpoint = This is no address of a store: { $endpoint }
    .hint = It begins with https:// (or http://, within the house) and names a computer, such as https://s3.example.org. Set it with neikan config set endpoint or in AWS_ENDPOINT_URL; the bucket is part of the place, as s3://BUCKET.
folder-above = { $folder } cannot be made: there is no folder { $above }.
    .hint = Check the path, and whether the share is mounted. If it is meant to be there, make { $above } first.
depot-none = There is no such folder: { $address }.
    .hint = Check the path, and whether the share is mounted.
depot-keys = There are no keys for { $address }.
    .hint = Set the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write both into a file of two lines that only you can read and name it: neikan config set keys FILE. For a store of the house also neikan config set endpoint https://….
depot-keys-file = { $why ->
        [open] Others can read this file of keys.
        [form] This file of keys must have two lines: the name of the key, and the key.
       *[unreadable] This file of keys cannot be read: { $reason }
    }
    .hint = { $why ->
        [open] chmod 600 makes it yours alone. If others may have read it, have new keys made.
       *[other] neikan config shows which file is named under keys.
    }
depot-denied = { $address } does not let these keys in ({ $status }, { $reason }).
    .hint = See whether the keys are right and still hold, and whether they may list, read and write in this bucket. Nothing was published.
depot-bucket = There is no such bucket: { $address } ({ $status }, { $reason }).
    .hint = Check the name, and the address of the store (neikan config); somebody who may has to make the bucket first.
depot-busy = Somebody else is writing the same to { $address } at this moment ({ $status }, { $reason }).
    .hint = Wait a little and do the same again; what has arrived is not sent again.
depot-changed = What is at { $address } changed meanwhile ({ $status }, { $reason }).
    .hint = Do the same again: it is compared anew.
depot-refused = { $address } refuses this request ({ $status }, { $reason }).
    .hint = Check the address of the store and its region (neikan config). A store that refuses If-None-Match or parts of 8 MiB cannot be used.
depot-fault = { $address } has failed ({ $status }, { $reason }), several times over.
    .hint = Do the same again later: what has arrived is not sent again, and if all of it has arrived, that is said.
depot-broken = The connection to { $address } was not made or broke off: { $reason }
    .hint = See whether the store can be reached, and do the same again: what has arrived is not sent again, and if all of it has arrived, that is said.
depot-silent = { $address } says nothing any more; the connection was given up.
    .hint = Where the network is slow, wait longer (--timeout SECONDS); otherwise see whether the store works, and do the same again: what has arrived is not sent again, and if all of it has arrived, that is said.
depot-odd = { $address } answers what no store should: { $reason }
    .hint = See whether the address is that of an S3-compatible store: neikan config.
depot-page = { $address } answers with a web page in place of data ({ $status }, { $reason }).
    .hint = Mostly this is the page of a proxy or of a network that wants you to log in, or the address is that of the store's web pages. Log in, have the store excepted from the proxy (NO_PROXY), or mend the address: neikan config. Nothing was published.
depot-endless = The list of { $address } has no end; it was broken off after { $count } names.
    .hint = Nothing was copied. The store, or something on the way to it, does not work as it should; tell those who look after it.
depot-large = { $name } at { $address } is larger than { $limit } KiB, which no such file is.
    .hint = It was not written by this program; take it away, or use another address.
depot-many = There are more than { $limit } objects at { $address }.
    .hint = Give the address of what is to be compared alone.
publish-folder = Only an archive as one file is published; { $path } is a folder.
    .hint = Name the …-archive.zip that it was unpacked from.
publish-lock = { $address } cannot lock objects; nothing was published.
    .hint = Locks must be switched on when a bucket is made (Object Lock); folders have none. Without --lock-until it is published without a lock.
publish-lock-past = { $date } is not after today, so it would lock nothing.
    .hint = Give the day until which the archive must be kept.
publish-other = { $issue } was published at { $address } with other content; it is left as it is.
    .hint = There ({ $record }): { $there }. Here: { $here }. Find out which of them is what was printed. What was published is never replaced; another content goes to another address.
publish-record = { $why ->
        [newer] The record of { $issue } at { $address } was written by a newer version of this program: { $record }
       *[broken] The record of { $issue } at { $address } cannot be read: { $record }
    }
    .hint = { $why ->
        [newer] Update this program. Nothing was changed there.
       *[broken] Whether the issue is whole there, nobody can tell by it; nothing was changed. Take a sound one from another place (neikan archive mirror), or have the record taken away and publish again: what has arrived is not sent again. Ask who can write there.
    }
publish-damaged = { $name } at { $address } is damaged or gone: it no longer has the sum in the record of the issue. It is left as it is.
    .hint = Have it taken away there, with the record of the issue, and publish again; or take it from another place with neikan archive mirror. Ask who can write there.
publish-read-back = { $name } was read back from { $address }, and it is not what was sent. It was not published.
    .hint = Do the same again. If it stays so, the store cannot be relied on.
mirror-missing = { $to } lacks { $name }.
    .hint = Without --check it is copied.
mirror-differs = { $name } is not the same at { $from } and { $to }. Both were left as they are.
    .hint = Restore both (neikan archive verify) and see which is sound; the record of the issue has the sums. Take away the one that is not, then mirror again.
mirror-nested = { $from } and { $to } lie in each other.
    .hint = Name two folders of which neither is in the other.
mirror-held = The record { $name } was not copied to { $to }: files of the issue are missing, are not those of the record, or differ there.
    .hint = Settle the files first; then mirror again.
mirror-more = Only { $to } has { $name }; it was left there.
    .hint = If the first place ought to have it too, mirror the other way round.
mirror-name = { $name } at { $from } is no name that every system takes; it was not copied.
    .hint = No archive has such a name; see who put it there.
progress-sending = sending
progress-reading = reading back
summary-archive-published = { $publication } { $issue } is published at { $address } ({ $record }): { $files ->
        [one] one file
       *[other] { $files } files
    } ({ $size }), read back and the same.
summary-archive-published-resumed = { $publication } { $issue } is published at { $address } ({ $record }): { $files ->
        [one] one file
       *[other] { $files } files
    } ({ $size }), read back and the same. { $kept } were there already, { $sent } were sent.
summary-archive-published-already = { $publication } { $issue } was published at { $address } before, with the same content ({ $record }): { $files ->
        [one] one file
       *[other] { $files } files
    } ({ $size }), read back and the same.
summary-archive-locked = Locked until { $date }.
summary-archive-mirrored = { $from } → { $to }: { $objects } objects, { $missing } copied, { $same } the same, { $differing } different; { $more } are only in the second.
summary-archive-compared = { $from } – { $to }: { $objects } objects, { $same } the same, { $missing } missing, { $differing } different; { $more } are only in the second. Nothing was copied.

# Archives
archive-broken = { $kind ->
        [truncated] The archive is not whole: it breaks off at byte { $byte }, or is no archive.
        [compressed] { $name } in it is compressed or encrypted; neikan has not packed this.
        [link] { $name } in it is a link or a folder.
        [name] A name in it cannot be used: { $name }.
        [duplicate] Two files in it have the same name (or differ in case alone): { $name }.
        [claim] { $name ->
            [none] The zip claims to have more files, or a larger directory, than it can.
           *[other] { $name } in it claims to be larger than the whole file.
        }
       *[header] { $name ->
            [none] The directory of the zip was changed or damaged: byte { $byte }.
           *[other] The directory of the zip was changed or damaged: { $name }, byte { $byte }.
        }
    }
    .hint = { $kind ->
        [truncated] It was probably not copied to its end. Copy it again from where it came.
        [compressed] Files in an archive are not compressed. If another program has packed it anew, unpack it and verify the folder: neikan archive verify DIR.
        [link] An archive has files alone; do not restore this one. Take the archive that lies elsewhere.
        [name] Absolute paths, “..”, backslashes and devices of Windows are refused, since they would write elsewhere. Do not unpack it with another program; take the archive that lies elsewhere.
        [duplicate] Files of one name would overwrite each other. Take the archive that lies elsewhere.
        [claim] Such a file fills the disk; do not unpack it with another program. Take the archive that lies elsewhere.
       *[header] Take the archive that lies elsewhere; most other files are probably sound: unpack it and verify the folder.
    }
archive-no-bag = This is no BagIt archive: bagit.txt is missing, or is not of version 1.0 and UTF-8.
    .hint = Name an archive that neikan has packed (…-archive.zip), or the folder it was unpacked into.
archive-text = { $name } is not UTF-8 text, or unreasonably large.
    .hint = The file is damaged; take the archive that lies elsewhere.
archive-manifest = This line of the manifest is wrong: { $line }
    .hint = Each line is a SHA-512, two blanks and a name. The manifest is damaged; take the archive that lies elsewhere.
archive-unlisted = Not in the manifest but should be, or the reverse: { $name }.
    .hint = The manifest was changed; take the archive that lies elsewhere.
archive-missing = A file is missing: { $name }.
    .hint = The manifest lists it, the archive lacks it. Take it from the archive that lies elsewhere.
archive-added = There is a file too many: { $name }.
    .hint = The manifest does not list it: it was put there later. Do not use it; if all others are right, delete it and verify again.
archive-changed = A file was changed or damaged: { $name }.
    .hint = Its SHA-512 is not the one in the manifest. Take this file from the archive that lies elsewhere.
archive-stated = What the archive says of itself cannot be read: { $reason }
    .hint = Use the version of neikan that made it, or take the archive that lies elsewhere.
archive-newer = A later neikan has made this archive (form { $form }; this one knows { $known }).
    .hint = Verify it with that neikan; without any: unpack it and run sha512sum -c manifest-sha512.txt.
archive-ledger = The review ledger of { $issue } is not the one that was archived: its last seal is another.
    .hint = Take the archive that lies elsewhere, and find out who replaced it.
archive-gone = There is no such file, folder or issue: { $path }.
    .hint = Give the path of an archive, the folder of an unpacked one, or an issue (such as 2026-01).
archive-none = { $issue } has no archive yet: there is no …-archive.zip in { $folder }.
    .hint = Run neikan archive create { $issue } first, or give the path of an archive.
archive-unsigned = This archive has no signature.
    .hint = It is beside the archive, with .sig after its name; name it with --signature if it is elsewhere. To sign: neikan archive sign ARCHIVE --key FILE.
archive-signature = { $why ->
        [purpose] The signature was made for another purpose than archives.
        [form] The signature cannot be read, or is not of this kind of key.
        [own] The signature is not of this archive.
       *[other] The signature is not of this archive, or was not made with any of these keys: { $keys }.
    }
    .hint = See whether signer, signature and archive belong together; an archive that was changed after it was signed no longer agrees.
archive-signer = The list has no key of { $name }.
    .hint = { $known ->
        [none] Give the path of a public key, or enter one with neikan review key add.
       *[other] These have keys: { $known }. The path of a public key will do, too.
    }
archive-key-public = This is a public key; signing takes the private one.
    .hint = The file that neikan review key new has made, or ~/.ssh/id_ed25519.
archive-face = The archive does not hold the face { $name }, and there is none like it here (SHA-256 { $sum }).
    .hint = An archive without faces can be made again by a neikan that carries the same; or find the file, restore the archive, put it into fonts and build.
archive-drift = The program is not what it was when this was archived: { $versions }. { $files ->
        [none] {""}
       *[other] These come out otherwise: { $files }.
    }
    .hint = All files agree with their sums, nothing is damaged: of the same sources another program may make other pages; in brackets is the sum of its source. For the very same bytes use the program that made the archive.
archive-differs = Made again from the sources in the archive, { $name } is not what is in it.
    .hint = The program and its parts are the same, yet sources and outputs do not agree: one of them was replaced before it was packed, and the sums made anew. Hold it against the archive that lies elsewhere, its signature, and the anchor on paper.
restore-occupied = There is something in { $folder } already.
    .hint = Archives are restored into a new or empty folder, so that nothing is overwritten. Choose another.
summary-archive-verified = { $publication } { $issue }: { $files } files ({ $size }) agree with their sums, none too many, none missing; the review ledger is unbroken. Made by { $program }.
summary-archive-signer = Signed by { $name }, key { $key }.
summary-archive-rebuilt = { $differing ->
        [0] Made again from the archive: { $same } outputs, the same to the byte.{ $drift ->
            [0] {""}
           *[other] {" "}The program is another version; what it makes is the same.
        }
       *[other] Made again from the archive: { $same } outputs are the same, { $differing } differ because the program is another version.
    }
summary-archive-restored = Restored in { $folder }. You can check and build there.
summary-archive-signed = Signed; the signature is { $path } (key { $key }).
help-archive = The archive of an issue: making, verifying, restoring, signing, publishing it.
help-archive-examples = neikan archive create 2026-01
    neikan archive verify 2026-01 --rebuild
help-archive-create = Makes the archive of an issue.
help-archive-create-issue = Which issue, such as 2026-01; not needed if only one is open.
help-archive-create-no-fonts = Leave the faces out and keep their sums; otherwise as publication.yml says under archive.
help-archive-create-out = The output folder, otherwise out in the project; files go into a folder in it that is named after the issue.
help-archive-create-pdfx = Standard of the press files: x4 or x1a; the press profile says which without it.
help-archive-create-quality = How much of the pictures the screen PDF keeps: screen or high; otherwise screen.
help-archive-create-embed-fonts = Put the theme's faces into the EPUB.
help-archive-create-format = The form of the report: human or json.
help-archive-create-after = neikan build makes the archive too; this writes nothing else. The options must be those of the build, for the same outputs to be in it. The manual has more: neikan manual archive.
help-archive-create-examples = neikan archive create 2026-01
    neikan archive create 2026-01 --no-fonts
help-archive-verify = Verifies an archive: every sum, what is missing or added, whether the review ledger is unbroken.
help-archive-verify-archive = An archive, the folder of an unpacked one, or an issue; otherwise that of the newest issue.
help-archive-verify-rebuild = Also make the issue again from the archive alone and compare the outputs byte by byte.
help-archive-verify-signer = Whose signature it must have: a name on the list, or a file with a public key.
help-archive-verify-signature = The signature, otherwise the .sig beside the archive.
help-archive-verify-format = The form of the report: human or json.
help-archive-verify-after = It needs no project. Without neikan: unpack it and run sha512sum -c manifest-sha512.txt.
help-archive-verify-examples = neikan archive verify 2026-01 --rebuild
    neikan archive verify dggx-2026-01-archive.zip --signer 陈禾
help-archive-restore = Makes a project of an archive, to go on working with.
help-archive-restore-archive = An archive, or the folder of an unpacked one.
help-archive-restore-to = The folder to restore it into: a new or an empty one.
help-archive-restore-format = The form of the report: human or json.
help-archive-restore-after = It is verified first, and not restored if anything is wrong. Outputs go into out in it; build once before you impose or send.
help-archive-restore-examples = neikan archive restore dggx-2026-01-archive.zip --to restored
    neikan archive restore UNPACKED --to ~/back/2026-01
help-archive-sign = Signs an archive.
help-archive-sign-archive = An archive, the folder of an unpacked one, or an issue; otherwise that of the newest issue.
help-archive-sign-key = The file of a private key (Ed25519 or SM2).
help-archive-sign-format = The form of the report: human or json.
help-archive-sign-after = It is verified first. The signature is written beside it, with .sig after its name; ssh-keygen -Y verify checks it too (purpose neikan-archive): neikan manual archive.
help-archive-sign-examples = neikan archive sign 2026-01 --key ~/.ssh/neikan-陈禾-ed25519
    neikan archive sign dggx-2026-01-archive.zip --key KEY
help-archive-publish = Puts an archive into another place for safe keeping: a folder or an S3-compatible store.
help-archive-publish-archive = An archive or an issue; otherwise that of the newest issue.
help-archive-publish-to = Where: the path of a folder, or s3://BUCKET/PREFIX.
help-archive-publish-lock-until = Have the store keep anyone from removing or replacing it before this day.
help-archive-publish-timeout = How long to wait for a store that says nothing, from 1 to 900; otherwise 60.
help-archive-publish-format = The form of the report: human or json.
help-archive-publish-after = The archive is verified first. It is published whole or not at all, is read back, and never replaces another: the same content again does nothing, other content is refused. What was broken off goes on where it was. Keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or from a file (neikan config set keys FILE), the address of a store of the house from AWS_ENDPOINT_URL or neikan config set endpoint. The manual has more: neikan manual archive.
help-archive-publish-examples = neikan archive publish 2026-01 --to /mnt/archive/dggx
    neikan archive publish 2026-01 --to s3://dggx-archive --lock-until 2056-12-31
help-archive-mirror = Makes a second place have all that the first has.
help-archive-mirror-from = The first place: a folder, or s3://BUCKET/PREFIX.
help-archive-mirror-to = The second place.
help-archive-mirror-check = Only say what is missing or differs.
help-archive-mirror-timeout = How long to wait for a store that says nothing, from 1 to 900; otherwise 60.
help-archive-mirror-format = The form of the report: human or json.
help-archive-mirror-after = What is there in both is compared byte by byte. Nothing is removed or replaced in either; what differs is told, with exit status 1.
help-archive-mirror-examples = neikan archive mirror s3://dggx-archive /mnt/archive/dggx
    neikan archive mirror /mnt/archive/dggx s3://dggx-archive --check
help-archive-site = Makes a site of all issues that were printed, for a shared folder of the house.
help-archive-site-to = The folder of the site: a new one, an empty one, or one that has it already.
help-archive-site-out = Where built issues are, otherwise out in the project; covers, charts and PDFs come from there.
help-archive-site-archives = Archives of earlier issues that are not in the project, and folders with some; each is verified first. May be given several times.
help-archive-site-no-pdf = Leave the PDFs of the issues out.
help-archive-site-format = The form of the report: human or json.
help-archive-site-after = It has the issues that are signed for the press; articles that were changed since are left out and told. Made again, only what has changed is written. Open index.html in a browser: it needs no server and asks for nothing outside. The manual has more: neikan manual archive.
help-archive-site-examples = neikan archive site --to /srv/back-issues
    neikan archive site --to back-issues --no-pdf
    neikan archive site --to back-issues --archives /srv/archives
summary-archive-site = { $folder }: issues: { $issues }, articles: { $articles }, files: { $files }; written: { $written }, removed: { $removed }. The index for the search has { $index }, { $share } % of the texts. Open index.html in a browser.
summary-archive-site-open = Not signed for the press, and left out: { $issues }.
site-occupied = There are other things in { $folder }; it is no site.
    .hint = Name a new or an empty folder. Nothing in this one was touched.
site-foreign = A file that is not the site's is in the place of one of its own.
    .hint = Move it elsewhere and make the site again. Nothing in the site was changed.
site-link = This is a link, which would lead out of the site.
    .hint = Put a real folder in its place and make the site again. Nothing in the site was changed.
site-list = The list of the site's files cannot be read; which of them are its own is not known.
    .hint = Move the folder away and make the site anew.
site-nothing = { $open ->
        [none] No issue can go into the site.
       *[other] No issue can go into the site; not signed for the press: { $open }.
    }
    .hint = It has only issues that are signed for the press: neikan manual review.
site-archives-none = There is no archive in this folder.
    .hint = Name an archive (…-archive.zip), a folder with some, or one into which neikan archive publish has put them.
site-left-out = { $issue } has { $count ->
        [one] a fault
       *[other] { $count } faults
    } and was left out of the site; the other issues are in it.
    .hint = Make the site again when it is mended; neikan check { $issue } shows it in full.
site-changed = This article was changed after { $issue } was signed for the press, and was left out of the site.
    .hint = Restore what was printed (the archive has it), or sign for the press again.
site-archive-left-out = This archive has { $count ->
        [one] a fault
       *[other] { $count } faults
    } and was left out of the site; the other issues are in it.
    .hint = Look at it with neikan archive verify; take another copy of it.
site-archive-twice = There is another archive of { $issue }: { $first } is in the site, this one is not.
    .hint = Name only one of them under --archives, or move the other away.
site-archive-other = This is an archive of another periodical ({ $slug }), not of { $wanted }.
    .hint = A site has the issues of one periodical; leave it out of --archives.
site-output = This file is not the one that was built, and was left out of the site.
    .hint = Build again, or take it from the archive.
site-title = { $title } · { $name }
site-skip = Skip to the text
site-nav = Site
site-issues = Issues
site-sections = Sections
site-authors = Authors
site-units = Units
site-serials = Serials
site-serial = All parts
site-find = Search
site-find-hint = Words with blanks between them must all be there; put what belongs together in quotation marks. Traditional and simplified forms, widths and cases are the same.
site-script-off = The search needs scripts. Without them there are the indexes by section, author and unit.
site-permit = { $permit }, { $notice }
site-internal = { $sponsor }. Back issues are for internal use; do not pass them on.
site-years = Years
site-year = { $year }
site-jump = Go to
site-total = No. { $total }
site-count = articles: { $count }
site-none = None yet.
site-contents = Contents
site-pdf = PDF of the issue
site-pdf-page = page { $page } of the PDF
site-page = page { $page }
site-place = { $issue } (no. { $total })
site-part = Part { $part }
site-beside = Neighbouring articles
site-previous = Before
site-next = Next
site-narrow = Narrow down
site-results = Articles found: { $count }.
site-checking = Still to be looked at: { $count } …
site-loading = Reading the index …
site-nothing-found = Nothing was found. Try other or fewer words.
site-more = Show { $count } more
site-clear = Clear all
site-others = { $count } more
help-build-no-fonts = Leave the faces out of the archive and keep their sums; otherwise as publication.yml says under archive.
schema-publication-archive = What archives have besides the issue, and what an archive office wants to know.
schema-archive = What archives have besides the issue, and what an archive office wants to know.
schema-archive-fonts = Whether archives hold the faces; they do by default. One without has their sums.
schema-archive-fonds = Number of the fonds (全宗号).
schema-archive-responsible = Who is responsible (责任者); otherwise the sponsor.
schema-archive-retention = How long it is kept (保管期限): 永久, 定期30年.
schema-archive-classification = Classification (密级), where the issue does not state one.

# Reports
scoring-none = publication.yml has no rules for points (scoring).
    .hint = Write some as neikan manual report shows them; neikan schema publication explains every key.
scoring-shadowed = This rule never applies: all that it is about, the one in line { $before } is about before it.
    .hint = The first rule that fits counts. Put the narrower one first, or delete this one.
scoring-void = This rule is about no article at all: its lower limit is not below its upper one.
    .hint = over means more than, up_to at most; over must be the smaller number.
scoring-twice = “{ $name }” is there twice.
    .hint = There can be one of a name: delete one, or call it otherwise.
scoring-unit = “{ $unit }” is no member unit.
    .hint = Write it as issues/members.yml does, or add it there.
scoring-section = There is no section “{ $section }”.
    .hint = Name sections by their ids: { $known }.
scoring-tier-all = “{ $name }” names no units, so it is about all the others, and what comes after it never applies.
    .hint = Only the last tier may be without units.
scoring-tier-twice = “{ $unit }” is in two tiers: { $one }, { $other }.
    .hint = A unit has one target; leave it in one of them.
report-period = The period is wrong: from { $from } to { $to }.
    .hint = --from must not be after --to, as in --from 2026-01-01 --to 2026-03-31.
report-form = It is not clear what to write: { $path }.
    .hint = The name must end in .xlsx, .csv or .pdf.
report-who = There is no “{ $who }” here.
    .hint = { $known ->
        [none] See how it is spelt.
       *[other] There are: { $known }.
    }
report-unmatched = No rule is about “{ $title }”; it has no points.
    .hint = Add a rule without conditions at the end of articles under scoring, for all the others.
report-no-unit = The authors of “{ $title }” have no unit; it counts for none.
    .hint = Write the unit under authors in the front matter.
report-unit = The unit “{ $unit }” of “{ $title }” is no member: it has a line of its own and no target.
    .hint = Write it as issues/members.yml does, or add it there (short names under short).
report-namesake = “{ $name }” writes for several units ({ $units }) and is counted as one person.
    .hint = If these are different people, tell them apart under people in issues/members.yml, each with an id; if it is one person, list them there with all these units.
report-person = Which “{ $name }” is this ({ $unit ->
        [none] no unit
       *[other] { $unit }
    })? Counted under the name alone.
    .hint = issues/members.yml has several of that name under people: write the unit of one of them in the front matter, or add this unit there.
person-twice = { $of ->
        [label] Two people under people are both called “{ $value }”.
       *[unit] Two people under people are both called “{ $name }” and write for “{ $value }”.
    }
    .hint = { $of ->
        [label] Give each an id of its own, such as 李明（常平）.
       *[unit] Only units tell people of one name apart: a unit belongs to one of them.
    }
placements-columns = The list of works used outside lacks columns: { $missing }.
    .hint = Its first row has 日期, 题名, 单位, 作者, 媒体, 级别 (作者 and 媒体 may be missing).
placements-date = This is no date: { $value }.
    .hint = Write 2026-01-05 or 2026年1月5日.
placements-level = The rules have no level “{ $value }”.
    .hint = { $known ->
        [none] Write levels under scoring in publication.yml.
       *[other] Levels are: { $known }; or add it under scoring.
    }
placements-empty = This row has no title or no unit.
    .hint = Fill it in; several units have 、 between them.
fees-none = publication.yml has no rules for fees (fees).
    .hint = Write some as neikan manual report shows them; neikan schema publication explains every key.
fees-measure = This rule wants either per_thousand (yuan for 1,000 characters) or each (yuan for an article).
    .hint = For example per_thousand: 100.
fees-tax-steps = The steps of the tax are out of order.
    .hint = Each up_to must be larger than the one before; the last step has none and is for all the rest.
fees-unmatched = No rule is about “{ $title }”; nothing is paid for it.
    .hint = Add a rule without conditions at the end of articles under fees; each: 0 pays nothing.
report-kind-name = { $kind ->
        [article] article
        [text] text
        [pictures] pictures
        [outside] used outside
        [unused] not used
        [counts] yes
        [reviews-one-day] reviews on one day
        [proofs-one-day] proofs on one day
        [missing] signatures missing
       *[repeated] no, repeated
    }
report-nobody = (not stated)
report-ledger = Contributions
report-charts = Charts
report-entries = Details
report-pay = Fees
report-items = Details of fees
report-rank = Rank
report-name = Name
report-articles = Articles
report-characters = Characters
report-pictures = Pictures
report-pages = Pages
report-outside = Outside
report-unused = Not used
report-points = Points
report-target = Target
report-short = Short by
report-veto = Veto
report-date = Date
report-kind = Kind
report-title = Title
report-used = Used in
report-units = Unit
report-authors = Author
report-counts = Counts
report-rule = Rule
report-place = Source
report-amount = Fee (yuan)
report-tax = Withheld (yuan)
report-net = Paid (yuan)
report-section = Section
report-count = Characters or pictures
report-thousands = Thousands
report-basic = Basic fee (yuan)
report-copies = By copies (yuan)
report-among = Shared by
summary-contributions = { $short ->
        [none] { $period }: { $issues } issues, { $points } points.
        [0] { $period }: { $issues } issues, { $points } points; all targets are met.
        [one] { $period }: { $issues } issues, { $points } points; one unit is short of its target.
       *[other] { $period }: { $issues } issues, { $points } points; { $short } units are short of their targets.
    }
summary-fees = { $label }: { $people } people, { $amount } yuan, { $tax } withheld, { $net } paid out.
summary-report-file = Written: { $path }
help-report = Reports: contributions with their points, fees.
help-report-examples = neikan report contributions --from 2026-01-01 --to 2026-03-31
    neikan report fees 2026-01 --out fees.xlsx
help-report-contributions = Counts what units, authors or sections contributed in a period, and their points, ranks and targets.
help-report-contributions-from = From the issues printed on this day; otherwise from the first day of the year.
help-report-contributions-to = To this day; otherwise today.
help-report-contributions-by = What is counted: unit, author, section or quarter; otherwise unit.
help-report-contributions-placements = The list of works used outside (.csv or .xlsx); otherwise issues/placements.csv.
help-report-contributions-explain = List every point of this unit or author with the rule and the article it comes from.
help-report-contributions-out = Also write a file, by its ending: .xlsx, .csv, or .pdf (a notice in the form of a bulletin); may be given several times.
help-report-contributions-format = The form of the report: human or json.
help-report-contributions-after = The rules are in publication.yml under scoring: neikan manual report. Pages come from the latest build.
help-report-contributions-examples = neikan report contributions --from 2026-01-01 --to 2026-03-31 --out notice.pdf
    neikan report contributions --explain 荔塘供销社
help-report-fees = Reckons the fees of an issue, person by person.
help-report-fees-issue = Which issue; otherwise the newest.
help-report-fees-explain = List every yuan of this person with the rule and the article it comes from.
help-report-fees-out = Also write a file, by its ending: .xlsx, .csv, or .pdf (a list to sign on); may be given several times.
help-report-fees-format = The form of the report: human or json.
help-report-fees-after = The rules are in publication.yml under fees: neikan manual report. Characters are those by lines, as neikan count has them, if the rules say no other.
help-report-fees-examples = neikan report fees 2026-01 --out fees.xlsx --out sheet.pdf
    neikan report fees 2026-01 --explain 陈禾
schema-publication-scoring = What contributions count for (考核评比): neikan manual report.
schema-publication-fees = What is paid for contributions (稿酬): neikan manual report.
schema-scoring = What contributions count for.
schema-scoring-articles = Points of articles: the first rule that fits counts.
schema-scoring-pictures = Points of pictures.
schema-scoring-shared = Works by several units or authors: full gives each all the points (the default), split an equal share.
schema-scoring-repeats = Works used in several places: highest counts the most of them (the default), sum all.
schema-scoring-unused = Points of a manuscript that was sent in and not used; none by default.
schema-scoring-levels = Levels of places outside, and their points.
schema-scoring-tiers = Targets, by tier.
schema-scoring-per = For how long targets are: year (the default), quarter or month; shorter periods have their share by months.
schema-scoring-unranked = Units that are counted but not ranked, such as the editors’ own.
schema-scoring-vetoes = Units that are ranked last for a reason (一票否决).
schema-article-rule = A rule for points: all conditions it states must hold.
schema-article-rule-sections = Sections, by id.
schema-article-rule-kinds = Kinds.
schema-article-rule-ranks = Importance: lead, major, normal, minor.
schema-article-rule-over = More characters than this (those that print, blanks apart).
schema-article-rule-up-to = At most so many characters.
schema-article-rule-points = Points of an article.
schema-picture-rule = Points of pictures.
schema-picture-rule-points = Points of a picture.
schema-picture-rule-at-most = How many of an article count at most.
schema-level = A level of places outside.
schema-level-name = Its name, as the list of works used outside has it: 省级.
schema-level-points = Points of a work.
schema-tier = A tier of targets.
schema-tier-name = Its name.
schema-tier-target = The target of each unit.
schema-tier-units = Its units, as the list of members writes them; without them all the others, in the last tier alone.
schema-veto = A unit that is ranked last for a reason.
schema-veto-unit = The unit.
schema-veto-date = The day it is about; it counts in every period with this day.
schema-veto-reason = The reason, which the notice states.
schema-fees = What is paid for contributions.
schema-fees-articles = Basic fees of texts: the first rule that fits counts.
schema-fees-count = Which characters are counted: set by the lines of the page (the default), printed, han.
schema-fees-picture = Yuan for a picture.
schema-fees-minimum = The least for a text, yuan.
schema-fees-print-run = Fee by copies: percent of the basic fee for every 1,000 copies, begun ones counted: 1.
schema-fees-round-to = To what amounts are rounded, yuan: 1; otherwise to the fen.
schema-fees-unpaid = Who is not paid, such as the editors themselves.
schema-fees-tax = The tax that is withheld; none without it.
schema-fee-rule = A rule for fees: all conditions it states must hold.
schema-fee-rule-sections = Sections, by id.
schema-fee-rule-kinds = Kinds.
schema-fee-rule-ranks = Importance: lead, major, normal, minor.
schema-fee-rule-per-thousand = Yuan for 1,000 characters; up to 500 are paid as half a thousand, more as a whole one.
schema-fee-rule-each = Yuan for an article of any length.
schema-tax = A tax that is withheld.
schema-tax-name = Its name, on the list to sign.
schema-tax-steps = How it is reckoned: the first step that fits counts.
schema-tax-step = A step.
schema-tax-step-up-to = For at most so many yuan a person and issue; the last step has none.
schema-tax-step-deduct = Yuan taken off.
schema-tax-step-deduct-percent = Percent taken off.
schema-tax-step-share-percent = Percent of the rest that is taxed; 100 by default (70 for income from writing).
schema-tax-step-rate = The rate, percent.
schema-tax-step-quick = Yuan taken off the tax (速算扣除数).
report-making = Making
report-stages = Days by stage
report-to-first = Submission to first
report-to-second = First to second
report-to-final = Second to final
report-to-proof = Final to proofread
report-median = Median
report-by-issue = Issues
report-by-section = Sections
report-by-unit = Units
report-issue = Issue
report-errors = Errors corrected
report-rate = In 10,000
report-submitted = Submitted
report-first = First
report-second = Second
report-final = Final
report-proof = Proofread
report-days = Days
report-flags = To explain
report-flagged = To explain
summary-report-issue = { $label }: { $articles } articles, { $characters } characters; proofs corrected { $rate } errors in 10,000 characters, { $kept ->
        [kept] within the { $allowed } allowed
       *[exceeded] more than the { $allowed } allowed
    }; the signatures of { $flagged } articles want explaining.
summary-report-year = { $year }: { $issues } issues, { $articles } articles, { $characters } characters.
help-report-issue = How an issue was made: characters, pictures, errors that proofs corrected, days, signatures to explain.
help-report-issue-issue = Which issue; otherwise the newest.
help-report-issue-out = Also write a file, by its ending: .xlsx (with charts) or .csv; may be given several times.
help-report-issue-format = The form of the report: human or json.
help-report-issue-after = Errors are what was corrected between approval and the last proof: a place where characters changed is one, where only marks changed a tenth of one. Days of submission come from the record of arrivals.
help-report-issue-examples = neikan report issue 2026-01
    neikan report issue --out making.xlsx
help-report-year = The year for the editors’ meeting: by issue, section and unit, with charts.
help-report-year-year = Which year; otherwise this one.
help-report-year-out = Also write a file, by its ending: .xlsx (with charts) or .csv (the issues); may be given several times.
help-report-year-format = The form of the report: human or json.
help-report-year-examples = neikan report year 2026 --out 2026.xlsx
    neikan report year

### The editor's table (neikan preview)
preview-title = { $name } { $issue }
preview-skip = Skip to the pages
preview-unprinted = This is the editor's table: nothing here is approved, and nothing is printed from it. Make a draft with neikan build.
preview-setting = Setting pages …
preview-looking = Set; looking through …
preview-current = Up to date
preview-offline = The program does not answer; trying again …
preview-ended = This issue is gone, and the table is cleared.
preview-fault = No pages can be set now: { $count } faults
preview-fault-note = The pages are as they were set last. Mend and save, and they follow by themselves.
preview-plan = Flatplan
preview-plan-note = Drag titles to another place, or press Alt+↑ and Alt+↓ on one.
preview-pages = { $pages } inside pages, a multiple of { $multiple }
preview-pages-missing = { $pages } inside pages, { $missing } short of a multiple of { $multiple }
preview-spreads = Pages
preview-panel = Articles and findings
preview-tools = Tools
preview-findings = Findings
preview-findings-none = Nothing was found.
preview-articles = Articles
preview-queries = Queries
preview-queries-none = No queries. Click on a paragraph to put one to it.
preview-altered = Changes
preview-altered-none = Nothing has changed since the articles were last approved or read.
preview-stop = Must be mended
preview-warn = Have a look
preview-note = For the record
preview-page = Page { $folio }
preview-page-of = { $folio }: { $titles }
preview-missing = A page is missing
preview-zoom-in = Larger
preview-zoom-out = Smaller
preview-zoom-fit = Fit the window
preview-double = Facing pages
preview-search = Find on the pages
preview-search-count = { $at } / { $count }
preview-search-none = Not found
preview-next = Next
preview-previous = Previous
preview-marks = Shown on the pages
preview-mark-bleed = Bleed and trim
preview-mark-grid = Lines of the grid
preview-mark-columns = Columns
preview-mark-stops = Holes and loose lines
preview-mark-findings = Findings
preview-mark-queries = Queries
preview-mark-altered = Changes since the last signature
preview-alone = Its pages alone
preview-alone-end = All pages
preview-book = The e-book
preview-book-pages = Pages of the e-book
preview-book-page = E-book: { $title }
preview-book-narrow = As wide as a telephone
preview-book-note = Not proofread yet, as the build does
preview-keys-book = The e-book, and back
preview-inks = Plates
preview-ink-none = None
preview-ink-total = All inks
preview-ink-cyan = Cyan
preview-ink-magenta = Magenta
preview-ink-yellow = Yellow
preview-ink-black = Black
preview-ink-of = { $ink } on { $page }
preview-ink-most = { $page }: at most { $most } % of ink, { $limit } % allowed
preview-ink-missed = { $page }: at most { $most } % of ink, { $limit } % allowed; something of the page could not be painted
preview-language = Switch the language (中文)
preview-scheme = Dark or light
preview-help = Keys
preview-close = Close
preview-keys-move = next spread, previous spread
preview-keys-ends = first page, last page
preview-keys-zoom = larger, smaller, fit the window
preview-keys-view = single pages, facing pages
preview-keys-search = find
preview-keys-finding = next finding, previous finding
preview-keys-undo = take back the last change
preview-keys-refresh = read everything again
preview-keys-open = open the manuscript of this page
preview-keys-query = put a query to this page
preview-keys-help = show this list
preview-open = Open { $file }:{ $line }
preview-mend = Mend
preview-waive = Waive …
preview-waive-title = Waive
preview-waive-why = Why it may pass (written into the manuscript, where reviewers see it)
preview-waive-whole = Whatever this rule finds in this file passes
preview-waive-line = Only this place passes
preview-save = Write
preview-cancel = Cancel
preview-undo = Undo
preview-undone = { $file } is as it was
preview-done = Written to { $file }
preview-voided = Written to { $file }. These signatures are void now: { $names }
preview-query = Query …
preview-query-title = Put a query
preview-query-at = At “{ $words }”
preview-query-text = The query (goes into notes of the manuscript, is not printed)
preview-query-by = Who asks
preview-query-settle = Settled
preview-query-click = Click on a paragraph first.
preview-focus = Focus of { $path }
preview-focus-move = Move the focus …
preview-focus-note = Every crop keeps this point. Drag the circle, or use the sliders.
preview-opener = Opening
preview-opener-auto = the layout chooses
preview-opener-spread = picture over a spread
preview-opener-half = picture on half a page
preview-opener-band = picture across the head
preview-opener-type = words alone
preview-chars = { $count } characters
preview-length = { $pages } pages
preview-budget = { $pages } pages ({ $budget } planned)
preview-over = { $lines } lines over, about { $chars } characters
preview-under = { $lines } lines short, about { $chars } characters
preview-left = { $lines } lines free at the end
preview-approved = Approved
preview-returned = Sent back, not changed yet
preview-next-step = Next: { $stage } ({ $who })
preview-next-nobody = Next: { $stage } (nobody may sign it)
preview-signatures = { $count } signatures
preview-signed = { $date } { $stage }: { $who }
preview-signed-void = { $date } { $stage }: { $who } (void since a change)
preview-earlier = Move “{ $title }” one place up
preview-later = Move “{ $title }” one place down
preview-link-used = This link was used before. There is a new one in the terminal.
preview-link-wrong = Open the link that the terminal shows.
preview-changed = The file has changed since it was shown; nothing was written.
    .hint = Try again once the pages are up to date; save what is open in your editor first.
preview-nothing = There was nothing to change; nothing was written.
    .hint = Changing it without asking would break something else: change the manuscript.
preview-form = The file is written in a way that cannot be changed from here; nothing was written.
    .hint = Change it in your editor: lists have an entry on each line, not within brackets.
preview-empty = Nothing was entered.
    .hint = Enter something, then press “Write”.
preview-refused = That cannot be done.
    .hint = Load the page again and try once more.
preview-reader-only = This link is for looking and for queries.
    .hint = Changes are made on the editor's own computer.
preview-no-pages = There are no pages yet.
    .hint = Try again once they are there.
preview-undo-none = There is nothing to take back.
    .hint = Only changes that were made here can be taken back.
preview-gone-finding = This finding is gone.
    .hint = Look again once the pages are up to date.
preview-gone-article = This issue has no such article.
    .hint = Look again once the pages are up to date.
preview-gone-picture = This issue does not use this picture.
    .hint = Look again once the pages are up to date.
preview-not-waivable = This finding cannot be waived.
    .hint = Only what rules find can be; neikan rule lists them.
preview-page-none = There is no page { $page }.
    .hint = Look again once the pages are up to date.
preview-no-network = The address of this computer in its network is not known.
    .hint = Connect to the network, or name the address: --bind=192.168.1.20.
preview-port = { $address } cannot be used: { $reason }.
    .hint = Name another port, or none, and a free one is taken.
preview-gone = The folder of the issue { $issue } is gone.
    .hint = The table is cleared; run neikan preview once the folder is back.
summary-preview = The table for { $issue } is laid. Open in a browser:
    { $link }
    This link works once; Ctrl+C ends.
summary-preview-again = The link was used before. Here is a new one: { $link }
summary-preview-readers = For an editor in chief on another device (to look and to put queries), scan or open:
    { $link }
    Whoever is on the same network and has this link can look; nothing is encrypted.
summary-preview-browser = No browser could be opened; open the link above yourself: { $reason }
help-preview = The editor's table: see the pages in a browser while you write.
help-preview-issue = Which issue; otherwise the newest.
help-preview-open = Open the browser at once.
help-preview-port = The port on this computer; otherwise a free one.
help-preview-bind = Let other devices on the network look and put queries, with a QR code in the terminal; an address may be named (--bind=192.168.1.20 or --bind=192.168.1.20:8080).
help-preview-link = The address that opens an editor where a paragraph is clicked; {"{file}, {line} and {column}"} stand for the place; otherwise that of VS Code.
help-preview-cache = The folder for results of steps; otherwise your own cache.
help-preview-after = The page is on this computer alone, and its link works once. The pages follow what you save; while a manuscript is broken the last good ones stay. They are those of the press, bear no mark of a draft, and cannot be printed from here.
help-preview-examples = neikan preview --open
    neikan preview 2026-01 --bind

## Publishing outside

web-none = No article of { $issue } may be published outside.
    .hint = An internal periodical is not public by itself. Write public: yes in the front matter of the articles that may be, and have them signed.
web-private = { $title } may not be published outside: it does not say public: yes.
    .hint = If it may, write public: yes in its front matter and have it reviewed and proofread again, so that those who sign know that it will be public.
web-unsigned = “{ $title }” ({ $article }) cannot be published outside yet. { $lacks ->
    [first] As it stands, it lacks all three reviews and the proofs.
    [second] It lacks the second and the final review and the proofs.
    [final] It lacks the final review and the proofs.
    [countersign] It lacks the editor in chief's countersignature and the proofs.
    [proof-1] It lacks all three proofs.
    [proof-2] It lacks the second and the third proof.
    [proof-3] It lacks the third proof.
   *[corrections] It was changed after its approval, or public: yes was added after it.
    }
    .hint = It has to be signed with public: yes; neikan review status --issue { $issue } says how to go on.
web-drawing = { $path } is a drawing with words, which only a browser can set; it stays SVG, which WeChat does not take.
    .hint = For WeChat, use a picture of it as PNG in its place.
summary-web = { $issue }: { $articles ->
        [one] 1 article
       *[other] { $articles } articles
    } for web sites in { $folder }
summary-web-article = { $path }  { $title }, { $files } files
help-publish = Publishes outside what of an issue may be published.
help-publish-examples = neikan publish web 2026-01 --to ~/web
    neikan publish web lychee-chain --to ~/lychee
help-publish-web = Writes articles for web sites: clean HTML, HTML for WeChat, pictures, data as JSON.
help-publish-web-what = An issue (2026-01: all its public articles), an article of the newest issue, or both: 2026-01/lychee-chain.
help-publish-web-to = The folder to write to: empty, or not there yet. Each article gets a folder of its own.
help-publish-web-format = The form of the report: human or json.
help-publish-web-after = Only articles that say public: yes in their front matter and have passed all reviews and proofs as they stand: public is part of what is signed. article.html is for the content management of a site, wechat.html for the editor of a WeChat account (looks in each element, pictures in the file, nothing is fetched), article.json has title, authors, summary, pictures and text for forms. See neikan manual publish.
help-publish-web-examples = neikan publish web 2026-01 --to ~/web
    neikan publish web 2026-01/lychee-chain --to ~/lychee

## The bound volume

volume-none = There is no issue of { $year }.
    .hint = Name a year of which there are issues; neikan status lists them.
volume-unbuilt = { $issue } was not built as it stands.
    .hint = Run neikan build { $issue }: a volume is made from what was printed and published.
volume-gap = { $issue } begins with page { $first }, but { $before } ends with page { $last }.
    .hint = Pages are numbered through the year; look at first_page in issue.yml. The numbers are on paper already if it has been printed.
summary-volume = { $year }: { $issues ->
        [one] 1 issue
       *[other] { $issues } issues
    }, { $articles } articles; { $authors } authors and { $subjects } subjects in the indexes; spine { $spine } mm.
help-volume = Makes the bound volume of a year: contents with indexes, cover, and one EPUB of all issues.
help-volume-year = The year.
help-volume-out = The output folder, otherwise out in the project; files go into volume-YEAR in it.
help-volume-spine = The thickness of the spine in mm, as the bindery measures it; otherwise as thick as issues and contents are on the paper of the press profile.
help-volume-format = The form of the report: human or json.
help-volume-after = All issues of the year have to be built as they stand. Made are (for 2026):
      press/…-2026-contents.pdf  contents by section, author index, subject index
      press/…-2026-cover.pdf     cover sheet: back, spine, front
      …-2026.epub                all issues as one e-book, with contents and indexes
    Authors and subjects are in the order of pinyin; subjects come from subjects: in front matter and from the units of authors. Where the pages of the issues go on from one another, the page alone is given, otherwise issue and page. See neikan manual volume.
help-volume-examples = neikan volume 2026
    neikan volume 2026 --spine 24.5 --out ~/bound
