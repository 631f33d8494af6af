# 给编辑和印刷厂看的话。每条是完整的句子；`.hint` 说怎么办。

### 文件

file-missing = 找不到文件 { $path }。
    .hint = 请核对名称；文件应放在项目文件夹里。
file-large = 文件超过 { $limit } MB，不予读取。
    .hint = 稿件应是纯文字，图片请放进 images 文件夹。
file-unreadable = 文件读不出来：{ $reason }。
    .hint = 请检查文件是否存在、是否有读取权限。
text-gb18030 = 文件是 GB18030(GBK）编码，不是 UTF-8。
    .hint = 请用编辑器“另存为 UTF-8”；也可运行 neikan import { $path } 转换。
text-encoding = 文件不是 UTF-8 文字。
    .hint = 请用编辑器“另存为 UTF-8”；Word 文件请先转成文字稿。
text-bom = 文件开头有看不见的字节序标记（BOM）。
    .hint = 请另存为“UTF-8 无 BOM”，或运行 neikan check --fix。
text-crlf = 文件用的是 Windows 换行（CRLF）。
    .hint = 请在编辑器里改成 LF 换行，或运行 neikan check --fix。
text-control = 文字里有不可见的控制字符 { $code }。
    .hint = 请删去这个字符；它多半是从别的软件粘贴来的。
machine-failed = 机器未能完成：{ $path }：{ $reason }。
    .hint = 请检查磁盘空间和文件夹权限，再运行一次。

### YAML

yaml-syntax = 这里不是正确的 YAML：{ $reason }。
    .hint = 常见原因：冒号后缺空格、用了全角冒号、引号不成对、缩进不齐。含“: ”的文字要加引号。
yaml-tab = 缩进里有制表符，YAML 只认空格。
    .hint = 请把制表符换成两个空格。
yaml-alias = 这里用了 YAML 别名（*），不予接受。
    .hint = 请把内容原样写出来。
yaml-tag = 这里用了 YAML 标签（！），不予接受。
    .hint = 请去掉标签，只写内容。
yaml-key = 这里的键不是文字。
    .hint = 请写成“键: 值”的形式。
yaml-duplicate = 键“{ $key }”写了两次。
    .hint = 请留下一个，删去另一个。
yaml-documents = 文件里不止一份 YAML 文档。
    .hint = 请删去多余的“---”。
yaml-depth = YAML 嵌套超过 { $limit } 层。
    .hint = 请检查缩进和括号。
yaml-value = 这里的内容读不懂：{ $reason }。
    .hint = 请对照 neikan schema 打印的说明修改。
key-unknown = 不认识的键“{ $key }”。
    .hint = 请核对拼写；可用的键见 neikan schema。
key-missing = 缺少必填的键“{ $key }”。
    .hint = 请补上这一项；各项含义见 neikan schema。
value-choice = “{ $value }”不在可选的值之内。
    .hint = 可选的值有：{ $choices }。
type-text = 这里应是文字，写的却是 { $value }。
    .hint = 请给内容加上引号。
type-number = 这里应是数字，写的却是 { $value }。
    .hint = 请只写数字，不加引号和单位。
type-list = 这里应是列表，写的却是 { $value }。
    .hint = 请写成 [甲, 乙]，或每行一个“- 甲”。
type-mapping = 这里应是一组“键: 值”，写的却是 { $value }。
    .hint = 请在下一行缩进两格，逐项写“键: 值”。
type-boolean = 这里应是 true 或 false，写的却是 { $value }。
    .hint = 请写 true 或 false。
form-date = “{ $value }”不是日期。
    .hint = 请写成 2026-02-05 这样的日期。
form-id = “{ $value }”不能用作标识。
    .hint = 标识只用小写字母、数字和连字符，如 lychee-chain。
form-focus = “{ $value }”不是焦点位置。
    .hint = 请写成“50% 40%”：从左、从上各占多少。
form-email = “{ $value }”不是电子邮件地址。
    .hint = 请写成 name@example.org 这样的地址。
text-empty = 这里不能为空。
    .hint = 请填写内容；没有内容就把这一项删去。
list-empty = 这个列表不能为空。
    .hint = 请至少写一项。
number-small = { $value } 太小，至少应是 { $limit }。
    .hint = 请核对这个数字。
number-large = { $value } 太大，至多应是 { $limit }。
    .hint = 请核对这个数字。
number-order = 合刊的末期号必须大于首期号 { $number }。
    .hint = 例如第9—10期：number 写 9,number_to 写 10。

### 刊物与期

project-missing = 在 { $folder } 及其上级文件夹里找不到 issues/publication.yml。
    .hint = 请到项目文件夹里运行，或用 --project 指明它。
issue-missing = 没有 { $id } 这一期。
    .hint = 现有：{ $known }。新建一期：neikan new { $id }。
issue-none = issues 文件夹里还没有任何一期。
    .hint = 请运行 neikan new 2026-01 新建一期。
issue-exists = { $id } 这一期已经存在。
    .hint = 请换一个期号；现有文件没有改动。
issue-name = “{ $id }”不能用作期的名称。
    .hint = 请写成“年-期”，如 2026-03。
id-twice = 标识“{ $id }”用了两次。
    .hint = 每个栏目的 id 必须各不相同。
color-unknown = 主题里没有叫“{ $color }”的颜色。
    .hint = 可用的颜色有：{ $known }。
color-range = 颜色“{ $color }”的数值越出 0 到 100。
    .hint = CMYK 四个数都是百分数。
theme-missing = 版式 { $layout } 没有叫“{ $theme }”的主题。
    .hint = 这个版式有：{ $known }；用 theme.yml 就不写这一项，写 spring 就是 theme-spring.yml。
layout-name = “{ $name }”不能用作版式的名称。
    .hint = 名称只用小写字母、数字和连字符，如 dongguan-spring。
layout-exists = layouts 里已有 { $name }。
    .hint = 请换一个名称；现有文件没有改动。
kind-unknown = 版式里没有“{ $kind }”这种文章。
    .hint = 可用的有：{ $known }；新增一种，请在版式的 article 文件夹里加一个 .typ 文件。
section-unknown = 没有“{ $id }”这个栏目。
    .hint = 可用的栏目有：{ $known }。
article-missing = 目录里列了文章，却找不到文件 { $path }。
    .hint = 请放入该文件，或把它从 issue.yml 的 articles 里删去。
article-outside = 这个文章文件是指向本期文件夹之外的链接。
    .hint = 请把文章本身复制进 articles 文件夹。
article-twice = 文章“{ $id }”列了两次。
    .hint = 请在 articles 里留下一处。
article-unlisted = 文章“{ $id }”有文件，却没有列入目录。
    .hint = 请在 articles 里写上它的位置；不用就移出 articles 文件夹。
article-unknown = 封面要目指向的文章“{ $id }”不在本期。
    .hint = 请核对文章的标识。
article-empty = 文章没有正文。
    .hint = 请在第二个“---”之后写上正文。

### 稿件

head-missing = 文章开头没有稿头。
    .hint = 第一行应是“---”，接着写 title 等各项，再以一行“---”结束。
heading-level = 正文里不用 { $level } 级标题。
    .hint = 小标题用“## ”，再下一级用“### ”；文章标题写在稿头的 title。
code-block = 不支持代码块。
    .hint = 段首不要空四格；图表用“```chart bar”这样的围栏。
block-unsupported = 不支持这种写法（{ $name }）。
    .hint = 可用的写法见 docs/manuscript.md。
inline-unsupported = 不支持这种行内写法（{ $name }）。
    .hint = 可用的写法见 docs/manuscript.md。
html-literal = HTML 标记不起作用，会照原样印出：{ $text }。
    .hint = 若不想印出，请删去；若确要印出，可写成“\<”。
nesting-deep = 嵌套超过 { $limit } 层。
    .hint = 请把引文、列表拆开。
paragraph-long = 一段有 { $length } 字，超过 { $limit } 字。
    .hint = 请分段：段与段之间空一行。
note-missing = 正文引了脚注“{ $name }”，却没有注文。
    .hint = 请在文末加一行“[^{ $name }]: 注文”。
note-unused = 脚注“{ $name }”没有被正文引用。
    .hint = 请在正文里加上“[^{ $name }]”，或删去这条注文。
note-twice = 脚注“{ $name }”有两条注文。
    .hint = 请给其中一条换个名字。
span-unknown = 不认识的标注：{ $text }。
    .hint = 着重号写成“[字]{"{"}.dots{"}"}”，注音写成“[字]{"{"}ruby="zì"{"}"}”。
picture-inline = 图片 { $path } 夹在文字中间。
    .hint = 请让图片独占一段，前后各空一行。
attribute-unknown = 这里不用“{ $name }”这个属性。
    .hint = 可用的属性见 docs/manuscript.md。
div-unknown = 不认识的版块“{ $name }”。
    .hint = 可用：sidebar、infobox、points、pullquote、poem、qa、item、grid、table。
div-attributes = 版块开头写法不对：{ $text }。
    .hint = 应写成“{":::"} sidebar 标题 {"{"}.full{"}"}”，属性值加引号。
div-open = 版块“{ $name }”没有结束。
    .hint = 请在版块末尾加一行“：:：”。
div-stray = 这里的“：:：”没有对应的开头。
    .hint = 请删去它，或补上版块的开头；属性只能写在开头那一行。
div-nested = 版块“{ $name }”里又套了版块。
    .hint = 请把里面的版块移到外面。
div-empty = 版块“{ $name }”里没有内容。
    .hint = 请写上内容，或删去这个版块。
div-title = 这个版块不用标题，“{ $title }”无处可印。
    .hint = 请删去标题，或把它写进正文。
jump-after = “下转”没有说接到哪一篇之后。
    .hint = 请写成 ::: jump {"{"}after="文章名"{"}"}，文章名是 issue.yml 里排在后面的一篇。
jump-content = “下转”里不放文字。
    .hint = 请把文字移到 ::: 之后，它会排在“上接”之下。
jump-place = “下转”的位置不对：一篇只能转一次，不能放在框里，后面须有正文。
    .hint = 请只留一处，放在两段之间。
jump-target = “下转”要接到 { $id } 之后，但它不在本期，或排在本篇之前。
    .hint = 请改成 issue.yml 里排在本篇之后的一篇。
start-first = 第一篇文章不能接排，前面没有文章。
    .hint = 请删去 start: after，或调整 issue.yml 里的次序。
div-paragraphs = 这个版块里只能有段落。
    .hint = 请去掉列表、图片等其他内容。
qa-speaker = 问答版块开头没有说明是谁在说。
    .hint = 段首请写“问：”“答：”或人名加冒号。
grid-columns = 图组的列数不对。
    .hint = columns 请写 1 到 4。
grid-content = 图组里只能有图片。
    .hint = 请把文字移到图组之外，或写进图注。
table-content = table 版块里应当只有一个表格。
    .hint = 请在“：:: table”和“：:：”之间放一个用竖线写的表格。
chart-kind = 没有“{ $kind }”这种图表。
    .hint = 可用：bar、bars、line、pie。
chart-head = 图表的开头读不懂：{ $reason }。
    .hint = 先写 title、alt（可加 unit、source），再写一行“---”，然后是逗号分开的数据。
chart-row = 图表的这一行读不懂：{ $text }。
    .hint = 每行先写名称，再按第一行的列数写数字。
chart-size = 图表没有数据，或数据太多。
    .hint = 至多 { $rows } 行、{ $series } 组。

### 图片

picture-missing = 找不到图片 { $path }。
    .hint = 请放进本期的 images 文件夹，并核对名称和大小写。
picture-outside = 图片路径 { $path } 越出了本期的文件夹。
    .hint = 请把图片复制到 images 文件夹，写成 images/名称.jpg。
picture-name = 图片名称 { $path } 里有空格、汉字或其他特殊字符。
    .hint = 请改用小写字母、数字和连字符，如 images/lychee-1.jpg。
picture-heavy = 图片 { $path } 超过 { $limit } MB。
    .hint = 请另存为较小的 JPEG。
picture-unreadable = 图片 { $path } 读不出来：{ $reason }。
    .hint = 请检查文件权限。
picture-format = { $path } 不是可用的图片。
    .hint = 请用 JPEG、PNG 或 SVG。
picture-broken = 图片 { $path } 已损坏。
    .hint = 请重新导出或向作者再要一份。
picture-large = 图片 { $path } 有 { $width }×{ $height } 像素，超过 { $limit } 百万像素。
    .hint = 请缩小；整版出血图有 2600×3500 像素就够了。
picture-svg = 矢量图 { $path } 里有脚本、外部链接或嵌入图片。
    .hint = 请只用路径和形状重新导出。
picture-svg-size = 矢量图 { $path } 没有写明尺寸。
    .hint = 请在导出时写上 width、height 或 viewBox。
picture-alt = 图片 { $path } 没有替代文字。
    .hint = 请在方括号里写明画面里有什么，供看不见图片的读者使用。

### 字体与版式

fonts-none = fonts 文件夹里没有字体。
    .hint = 请把字体文件放进 fonts 文件夹。
face-family = 主题的“{ $role }”要用字体 { $family }，fonts 文件夹里却没有。
    .hint = 请放入该字体，或修改 theme.yml 的 faces。
glyph-missing = 字符“{ $character }”（{ $code }）在现有字体里都没有。
    .hint = 请改用别的字，或在 fonts 文件夹里补上有这个字的字体。
layout-error = 版式出错：{ $reason }。
    .hint = 这是版式文件的问题，请把这一行告诉负责版式的人。
layout-warning = 版式提醒：{ $reason }。
    .hint = 请让负责版式的人看一看这一行。
pdf-refused = 写不出 PDF：{ $reason }。
    .hint = 这是版式文件的问题，请把这段话告诉负责版式的人。

### 付印

press-icc-missing = 印刷配置所写的 ICC 文件 { $icc } 不存在。
    .hint = 请把这个文件放在 layouts/press 文件夹里，或改正 icc 一行的文件名。
press-icc-outside = 印刷配置所写的 ICC 文件 { $icc } 不在 layouts/press 文件夹里，或文件名含有不允许的字符。
    .hint = ICC 文件要和印刷配置放在一起，文件名只用英文字母、数字、连字符、下划线和点。
press-icc-broken = 这个 ICC 文件已损坏，或不是 ICC 特性文件（{ $reason }）。
    .hint = 请向印刷厂重新索取 ICC 文件，整个复制，不要用文本编辑器打开另存。
press-icc-kind = 这个 ICC 文件不是印刷机的 CMYK 输出特性文件：它的色彩空间是 { $space }，类别是 { $class }。
    .hint = 请向印刷厂索取所用纸张的 CMYK 输出特性文件（类别 prtr)。
press-page-count = 内文共 { $pages } 页，不是 { $multiple } 的倍数，装订时会多出 { $missing } 个空白页。
    .hint = 请增加 { $missing } 页内容（如补白、图片），或删减 { $excess } 页；各篇余缺见 flatplan.html。
press-pdf = 排版得到的 PDF 无法处理（{ $reason }）。
    .hint = 这多半是程序的错误，请保留本期文件并报告。
press-content = 第 { $page } 页的绘图指令无法读懂（{ $reason }）。
    .hint = 请换掉这一页上新近加入的 SVG 图或版式部件，找出是哪一个造成的。
press-shading = 第 { $page } 页有一种渐变无法换算成印刷油墨。
    .hint = 请改用直线渐变或圆形渐变；不要用锥形渐变，SVG 图中不要用重复或镜像的渐变；也可以把颜色直接写成 CMYK。
press-picture = 第 { $page } 页有一幅图片无法换算成印刷油墨（{ $reason }）。
    .hint = 请把这幅图片另存为普通的 8 位 JPEG 或 PNG 再用。
press-color-left = 第 { $page } 页还留有印刷油墨以外的颜色（{ $space }）。
    .hint = 请检查这一页的 SVG 图和版式部件，颜色只用 CMYK、灰度或普通的 RGB。

### 页数预算

pages-over = 《{ $title }》排了 { $pages } 页，预算 { $budget } 页，约多出 { $lines } 行、{ $chars } 字。
    .hint = 请删减约 { $chars } 字，或缩小图片，或把稿头的 pages 改成 { $pages }。
pages-under = 《{ $title }》只排了 { $pages } 页，预算 { $budget } 页，约可再加 { $lines } 行、{ $chars } 字。
    .hint = 请补充文字或图片，或把稿头的 pages 改成 { $pages }。
pages-filled = 本期稿件排满 { $content } 页，装订须是 { $multiple } 的倍数，从第 { $first } 页起用补白添了 { $filled } 页。
    .hint = 不用做什么；要换成稿件，可增补相应页数的内容，或调整 issue.yml 里的补白。

### 导入

import-kind = 这种文件还不能导入：{ $path }。
    .hint = 现在可以导入 .md 和 .txt；Word 文件请先另存为纯文本。
import-large = 文件超过 { $limit } MB：{ $path }。
    .hint = 稿件应是纯文字，请拆成几个文件。
import-unreadable = 文件 { $path } 读不出来：{ $reason }。
    .hint = 请核对文件名称和读取权限。
import-encoding = 认不出 { $path } 是什么编码。
    .hint = 请用原来的软件打开，另存为 UTF-8 纯文本。
import-taken = { $path } 要存成 { $target }，但那里已有稿件。
    .hint = 请先给其中一个文件改名；现有稿件没有改动。

### 调用

call-unknown = 不认识的选项或命令：{ $what }。
    .hint = 用 neikan --help 看有哪些命令和选项。
call-value = { $option } 不能是“{ $value }”。
    .hint = 可用的值见该命令的 --help。
call-missing = 还缺：{ $what }。
    .hint = 用法见该命令的 --help。
call-conflict = { $what } 不能这样用。
    .hint = 用法见该命令的 --help。

### 报告

finding-hint = 办法：{ $hint }
finding-in-file = { $file }：{ $message }
summary-stopped = 有 { $stops } 处错误、{ $warns } 处提醒；没有写出任何文件。
summary-clean = { $issue } 检查通过：{ $articles } 篇文章，{ $chars } 字，{ $warns } 处提醒。
summary-built = { $issue } 已制成：内页 { $pages } 页，{ $articles } 篇文章，{ $chars } 字，用时 { $seconds } 秒。
summary-folder = 文件在 { $folder }：
summary-file = { $path }  { $size }
summary-file-pages = { $path }  { $size }，{ $pages } 页
summary-warns = 另有 { $warns } 处提醒。
summary-new = 已新建 { $issue }。接下来：
    1. 改 { $head }（期号、日期、封面）；
    2. 在 { $articles } 里写文章，并列进 articles；
    3. 运行 neikan build { $issue }。
summary-layout = 已把版式 { $from } 复制到 { $folder }。接下来：
    1. 在 issues/publication.yml 里写 layout: { $name }；
    2. 改 { $folder }/theme.yml 里的颜色、字体和网格；
    3. 运行 neikan build，看效果。
summary-imported = { $from }（{ $encoding }）已导入为 { $to }；稿头是猜的，请核对。
summary-fixed = 已改好 { $count } 个文件。
summary-fix-none = 没有可以自动改的地方。
step-check = 读稿、检查
step-press = 排印刷版
step-digital = 排电子版
step-archive = 打包存档
step-write = 写文件

### 落版单

flatplan-title = { $name } { $issue } 落版单
flatplan-count = 内页 { $pages } 页，{ $articles } 篇文章，{ $chars } 字。
flatplan-binds = 页数是 { $multiple } 的倍数，正好装订。
flatplan-unbound = 页数不是 { $multiple } 的倍数：差 { $missing } 页，或多 { $excess } 页。
flatplan-front = 封一
flatplan-inside-front = 封二
flatplan-inside-back = 封三
flatplan-back = 封四
flatplan-contents = 目录
flatplan-blank = 空白
flatplan-missing = 差一页
flatplan-other = 其他
flatplan-spreads = 各页
flatplan-section-pages = { $pages } 页
flatplan-articles = 各篇用页
flatplan-head-pages = 页
flatplan-head-title = 篇名
flatplan-head-section = 栏目
flatplan-head-kind = 种类
flatplan-head-used = 用页
flatplan-head-budget = 预算
flatplan-head-balance = 余缺
flatplan-head-left = 末页余行
flatplan-over = 多 { $lines } 行、{ $chars } 字
flatplan-under = 缺 { $lines } 行、{ $chars } 字
flatplan-over-short = 超 { $pages } 页
flatplan-under-short = 欠 { $pages } 页
flatplan-hint = 点任何一页，就打开电子版 PDF 的那一页。

### 帮助

help-usage = 用法：
help-commands = 命令
help-arguments = 参数
help-options = 选项
help-about = neikan 把审定的稿件做成一期中文内刊：付印 PDF、电子版和存档。
help-after = 头一回用？在项目文件夹里运行 neikan build，就能做出样例那一期。
help-lang = 用哪种语言说话：zh 或 en；默认看系统语言，否则用中文。
help-project = 项目文件夹；默认从当前文件夹往上找。
help-help = 显示这份帮助。
help-version = 显示版本。
help-build = 做出一期的各种版本。
help-build-issue = 哪一期，如 2026-01；默认最新一期。
help-build-out = 输出文件夹，默认是项目里的 out；文件写在其中以期命名的文件夹里。
help-build-editions = 只写哪些版本：press（付印）、digital（电子）、archive（存档），用逗号分开；默认全部。
help-build-flatplan = 另写一张落版图：png，写成 flatplan.png。
help-build-format = 报告的格式：human（给人看）或 json（给程序看）。
help-build-after = 先读完所有稿件并检查；有一处错误就不写任何文件，并把所有错误一次说完。
    做出的文件（以 2026-01 为例）：
      press/…-interior.pdf  内页，含 3 毫米出血，全部 CMYK
      press/…-cover.pdf     封面展开页：封四、书脊、封一；第二页是封二、封三
      ….pdf                 电子版，有书签和链接
      ….epub                电子书
      …-archive.zip         存档：稿件、成品和校验值
      flatplan.html         落版单：各页缩样、栏目、篇名、页数余缺
      build.json            清单：每个文件的大小、页数和 SHA-256
    例：
      neikan build                          最新一期，全部版本
      neikan build 2026-01 --editions digital
      neikan build --out ~/样书 --format json
    退出状态：0 完成；1 稿件有错；2 命令写错；3 磁盘等出错。
help-check = 检查一期的所有稿件，不做成品。
help-check-issue = 哪一期；默认最新一期。
help-check-format = 报告的格式：human 或 json。
help-check-fix = 先改好能安全自动改的地方：去掉 BOM，把换行改成 LF。
help-check-after = 退出状态：0 没有错误；1 有错误；2 命令写错；3 磁盘等出错。
help-new = 新建一期，带一篇示范文章。
help-new-issue = 期的名称，写成“年-期”，如 2026-03。
help-new-after = 例：neikan new 2026-03
help-import = 把别处来的文字稿收进 issues/inbox，转成 UTF-8。
help-import-files = 要导入的文件：.md 或 .txt，编码可以是 UTF-8、GB18030、UTF-16。
help-import-after = 标题取第一行，栏目取第一个，都要请编辑核对；原文件不动。
    例：neikan import ~/来稿/荔枝.txt
help-layout = 管理版式。
help-layout-after = 例：neikan layout new spring
help-layout-new = 复制现用的版式，开始做自己的版式。
help-layout-new-name = 新版式的名称，也就是 layouts 里的文件夹名：小写字母、数字、连字符。
help-layout-new-after = 复制好以后，把 publication.yml 的 layout 改成新名称，再改新文件夹里的文件；原来的版式不动。
    例：neikan layout new spring
help-schema = 打印数据文件的 JSON Schema，供编辑器提示和检查。
help-schema-subject = 哪种文件：publication、issue、article、recipients。
help-schema-after = 例：neikan schema issue > issue.schema.json

### 数据文件各项的说明

schema-article-head = 一篇文章的稿头。
schema-article-head-authors = 作者，可以有几位。
schema-article-head-deck = 副题。
schema-article-head-kicker = 引题，印在标题上方。
schema-article-head-kind = 文章的种类，决定版式；不写就用栏目的。
schema-article-head-lead = 导语。
schema-article-head-pages = 页数预算。
schema-article-head-photographers = 摄影者姓名。
schema-article-head-running = 书眉里用的短标题；不写就用标题。
schema-article-head-section = 所属栏目的 id。
schema-article-head-serial = 连载中的第几篇。
schema-article-head-sources = 资料来源。
schema-article-head-start = 从哪里起排：page（新的一页，默认）、left（新的左页）、after（接在上一篇之后，同一页）。
schema-article-head-title = 标题，末尾不加句号。
schema-author = 一位作者。
schema-author-name = 姓名。
schema-author-unit = 所在单位。
schema-cover = 封面。
schema-cover-alt = 封面图片里有什么，给看不见图片的读者。
schema-cover-credit = 图片作者与许可。
schema-cover-focus = 裁切时保住的位置：从左、从上，如 50% 40%。
schema-cover-line = 一条封面要目。
schema-cover-line-article = 要目指向的文章。
schema-cover-line-deck = 要目下的小字。
schema-cover-line-title = 要目文字。
schema-cover-lines = 封面要目，第一条最大。
schema-cover-picture = 封面图片，写成 images/名称.jpg。
schema-filler = 一条补白。
schema-filler-alt = 图的画面里有什么，给看不见图片的读者。
schema-filler-by = 出自谁。
schema-filler-credit = 图的作者与许可。
schema-filler-focus = 裁切时保住的位置，如 50% 40%。
schema-filler-picture = 配补白的图，写成 images/名称.jpg；排在文末的空处，内页凑不足页数时占一整页。
schema-filler-text = 补白文字。
schema-filler-title = 补白标题。
schema-format = 开本，毫米。
schema-format-bleed = 出血，毫米，默认 3。
schema-format-height = 成品高，毫米。
schema-format-width = 成品宽，毫米。
schema-issue = 一期。
schema-issue-articles = 文章次序：文件名，不写 .md。
schema-issue-back = 封四的图片与文字。
schema-issue-blanks = 补白不够时，是否许留空白页。
schema-issue-cover = 封面。
schema-issue-date = 印刷日期，如 2026-02-05。
schema-issue-fillers = 补白，版面有空时用。
schema-issue-inside-back = 封三的图片与文字。
schema-issue-inside-front = 封二的图片与文字。
schema-issue-layout-theme = 本期版式的主题，与平时不同时写：spring 就是版式里的 theme-spring.yml。
schema-issue-number = 期号。
schema-issue-number-to = 合刊的末一期号。
schema-issue-printer = 本期的印刷单位，与平时不同时写。
schema-issue-run = 印数。
schema-issue-theme = 本期主题。
schema-issue-total = 总期号。
schema-issue-year = 年份。
schema-plate = 封二、封三或封四的图片。
schema-plate-alt = 画面里有什么，给看不见图片的读者。
schema-plate-credit = 图片作者与许可。
schema-plate-focus = 裁切时保住的位置，如 50% 40%。
schema-plate-picture = 图片，写成 images/名称.jpg。
schema-plate-text = 旁边的文字。
schema-plate-title = 标题。
schema-printer = 印刷单位。
schema-printer-address = 地址。
schema-printer-name = 名称。
schema-printer-province = 所在省份。
schema-publication = 刊物档案：各期共用的内容。
schema-publication-address = 编印单位地址。
schema-publication-binding = 装订：saddle（骑马钉）或 perfect（无线胶装）。
schema-publication-email = 投稿邮箱。
schema-publication-english = 英文名。
schema-publication-format = 开本。
schema-publication-frequency = 刊期，如双月刊。
schema-publication-language = 正文语言，默认 zh-CN。
schema-publication-layout = 版式：layouts 下的文件夹。
schema-publication-masthead = 封面上的刊名。
schema-publication-name = 刊名。
schema-publication-notice = 与准印证号一起印在封面上的话。
schema-publication-page-multiple = 内页页数须是它的倍数；不写时骑马钉为 4，胶装为 2。
schema-publication-permit = 准印证号，照原样印。
schema-publication-phone = 电话。
schema-publication-pinyin = 刊名拼音。
schema-publication-press = 付印特性：layouts/press 下的文件。
schema-publication-printer = 印刷单位。
schema-publication-scope = 发送对象。
schema-publication-sections = 栏目，按通常的次序。
schema-publication-slug = 文件名用的短名，小写字母。
schema-publication-sponsor = 编印单位。
schema-publication-staff = 编辑人员。
schema-publication-theme = 版式的主题：spring 就是版式里的 theme-spring.yml；不写就用 theme.yml。
schema-recipient = 一位赠阅对象。
schema-recipient-category = 类别，须在发送对象之内。
schema-recipient-email = 电子邮件地址。
schema-recipient-format = 想要 pdf 还是 epub。
schema-recipient-name = 姓名。
schema-recipient-number = 赠阅编号，不得重复。
schema-recipient-title = 称谓。
schema-recipient-unit = 单位。
schema-recipients = 赠阅名单。
schema-recipients-recipients = 赠阅对象。
schema-section = 一个栏目。
schema-section-color = 栏目颜色：主题里的颜色名。
schema-section-english = 英文名。
schema-section-id = 标识，小写字母。
schema-section-kind = 栏目里文章的种类：版式 article 文件夹里的文件名。
schema-section-name = 栏目名。
schema-serial = 连载中的第几篇。
schema-serial-of = 共几篇。
schema-serial-part = 第几篇，从 1 起。
schema-staff = 一项职务和担任的人。
schema-staff-names = 姓名。
schema-staff-role = 职务。
