# 给编辑和印刷厂看的话。每条是完整的句子；`.hint` 说怎么办。

### 文件

file-missing = 找不到文件 { $path }。
    .hint = 请核对名称；文件应放在项目文件夹里。
file-large = 文件超过 { $limit } MB，不予读取。
    .hint = 稿件应是纯文字，图片请放进 images 文件夹。
file-unreadable = 文件读不出来：{ $reason }。
    .hint = 请检查文件是否存在、是否有读取权限。
text-gb18030 = 文件是 GB18030（GBK）编码，不是 UTF-8。
    .hint = 请用编辑器“另存为 UTF-8”；也可运行 neikan import { $path } 转换。
text-encoding = 文件不是 UTF-8 文字。
    .hint = 请用编辑器“另存为 UTF-8”；Word 等别的格式，请运行 neikan import { $path }。
settings-encoding = 设置文件不是 UTF-8 文本。
    .hint = 请在编辑器里把 { $path } 另存为 UTF-8，或删掉它，再用 neikan config set 逐项设。
text-control = 文字里有不可见的控制字符 { $code }。
    .hint = 请删去这个字符；它多半是从别的软件粘贴来的。
system-not-found = 没有这个文件或文件夹
system-denied = 没有权限
system-exists = 已经有同名的文件
system-no-folder = 路径中有一段不是文件夹
system-folder = 这是一个文件夹
system-not-empty = 文件夹里还有东西
system-read-only = 磁盘是只读的
system-full = 磁盘满了
system-quota = 超过了磁盘限额
system-large = 文件超过了系统允许的大小
system-busy = 文件正被别的程序使用
system-name = 文件名太长，或含有系统不允许的字符
system-devices = 不在同一块磁盘上
system-time = 等得太久，没有回应
system-refused = 对方拒绝连接
system-unreachable = 网络不通
system-port = 端口已被占用
system-broken = 连接断了
system-memory = 内存不够
machine-failed = 机器未能完成：{ $path }：{ $reason }。
    .hint = 请检查磁盘空间和文件夹权限，再运行一次。
machine-full = 磁盘满了，{ $path } 没有写成：{ $reason }。
    .hint = 请腾出空间，再运行一次。原来的文件都在，没有写了一半的。
machine-denied = 没有权限：{ $path }：{ $reason }。
    .hint = 请检查文件和文件夹的权限、磁盘是不是只读，再运行一次。
machine-folder = { $path } 该是一个文件，却是文件夹。
    .hint = 请把这个文件夹移走或改名，再运行一次。
machine-locks = { $path } 所在的磁盘不支持文件锁，两个人同时写就可能丢东西，所以不写：{ $reason }。
    .hint = 请把项目（或者用 --out 把输出文件夹）放到支持文件锁的磁盘上。只读不写的命令不受影响。
lock-held = 另一个 neikan 正在写 { $folder }{ $command ->
        [unknown] 。
       *[other] ：neikan { $command }，进程 { $process }，已经 { $seconds } 秒。
    }
    .hint = 什么也没有写。请等它做完，再运行一次；它一结束（中断、死机也算），锁就自己解开，不用删 .neikan.lock。
run-finished = 上一次运行中断了，没写完的已经先替它写完。
    .hint = 请看一下那一次要做的是不是都在，再决定要不要重做。
report-lost = 结果没有能全部打印出来：{ $reason }。{ $outcome ->
        [done] 命令本身已经做完，该写的文件都写好了；请腾出空间，或换个地方存结果。
       *[stopped] 命令也没有做成；请腾出空间，再运行一次，看是什么原因。
    }
internal-fault = 处理 { $file } 时程序内部出错，没有再写任何文件。
    .hint = 这是 neikan { $version } 的毛病，不是您的错。请把这个文件和这句话一起报给开发者：{ $reason }。修好之前，请先换掉这个文件，或重新导出一份。

### YAML

yaml-syntax = 从“{ $text }”起，读不下去了。
    .hint = 常见原因：缩进和上一行没有对齐，冒号后面缺空格，引号、括号不成对。
yaml-colon = “{ $text }”后面的冒号是全角的（：），这里要半角。
    .hint = 请改成半角冒号，后面空一格，再写值。
yaml-space = “{ $text }:”的冒号后面缺一个空格。
    .hint = 请在冒号后面空一格，再写值。
yaml-colon-value = “{ $text }”里有半角冒号，要加引号才是文字。
    .hint = 请改成中文冒号（：），或者给整个值加上半角双引号。
yaml-quote = 这里的引号（{ $text }）没有配对。
    .hint = 开头是半角引号，结尾也要半角引号；中文引号（“”）本身就是文字，外面不用再加。
yaml-quote-end = 引号已经完了，后面还有“{ $text }”。
    .hint = 请把整个值放进一对引号里；引号里面要用双引号的，外面用单引号（'）。
yaml-mark = 括号里用了中文的“{ $text }”，这里要半角的。
    .hint = 请改成半角；它若是文字的一部分，给那一段文字加上半角双引号。
yaml-bracket = 这里的括号（{ $text }）没有配对。
    .hint = 请在这一行的末尾补上半角的右括号。
yaml-reserved = 值不能以“{ $text }”开头。
    .hint = 请给整个值加上半角双引号。
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
key-meant = 不认识的键“{ $key }”，是不是“{ $meant }”？
    .hint = 这里可用的键：{ $known }。
key-missing = 缺少必填的键“{ $key }”。
    .hint = 请补上这一项；各项含义见 neikan schema。
value-choice = “{ $value }”不在可选的值之内{ $meant ->
        [none] 。
       *[other] ，是不是“{ $meant }”？
    }
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
date-far = 印刷日期是 { $date }，离今天（{ $today }）{ $side ->
        [past] 已过去
       *[to-come] 还有
    } { $days } 天。
    .hint = 请核对 issue.yml 的 date；年份对，就不必理会这一条。
date-none = 日历上没有“{ $value }”这一天。
    .hint = 请核对月份和日子；二月有 28 天，闰年 29 天。
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
list-length = 这个列表有 { $count } 项，应当是 { $limit } 项。
    .hint = 颜色依次写青、品红、黄、黑四个百分数，如 [0, 90, 80, 0]；别的列表，请对照 neikan schema 打印的说明。
number-small = { $value } 太小，至少应是 { $limit }。
    .hint = 请核对这个数字。
number-large = { $value } 太大，至多应是 { $limit }。
    .hint = 请核对这个数字。
numbering-form = 版式“{ $layout }”没有封面，不能全年连续编页。
    .hint = 去掉 numbering；这一项是给杂志用的。
numbering-first = 全年连续编页，{ $issue }没有写从第几页编起。
    .hint = 在 issue.yml 里写 first_page：上一期最后一页的总页码加一，只数内页。
numbering-even = 内页的第一页是单页，总页码不能是双数 { $first }。
    .hint = 请核对上一期最后一页的总页码；first_page 比它多一。
numbering-gap = { $issue }从总页码第 { $first } 页编起，而{ $before }到第 { $last } 页为止。
    .hint = issue.yml 的 first_page 是上一期最后一页的总页码加一。哪一期已经印了，页码就是印出来的那样。
numbering-far = { $issue }的总页码要从 { $first } 编起，页码却不能大于 { $limit }；first_page 没有写。
    .hint = 请核对上一期最后一页的总页码（它的 issue.yml 的 first_page 和页数）。
numbering-unused = first_page 没有用：各期自己编页。
    .hint = 要全年连续编页，在 publication.yml 里写 numbering: year 或 numbering: both；不要就去掉 first_page。
numbering-layout = 版式从第 { $found } 页编起，应该从第 { $wanted } 页。
    .hint = 版式的 issue.typ 要在第一个内页之前把页码计数设成 first_page.folio，见 neikan manual template-data。
number-order = 合刊的末期号必须大于首期号 { $number }。
    .hint = 例如第9—10期：number 写 9,number_to 写 10。

type-deadline = 这里应是日期或天数，写的却是 { $value }。
    .hint = 请写成 2026-02-05 这样的日期；或印刷日期以前多少天，如 -30；以后多少天，如 10。

### 刊物与期

project-missing = 在 { $folder } 及其上级文件夹里找不到 issues/publication.yml。
    .hint = 请到项目文件夹里运行，或用 --project 指明它；还没有项目的，在空文件夹里运行 neikan init。
issue-missing = 没有 { $id } 这一期。
    .hint = 现有：{ $known }。新建一期：neikan new { $id }。
issue-none = issues 文件夹里还没有任何一期。
    .hint = 新建一期：neikan new 2026-01。
issue-exists = { $id } 这一期已经存在。
    .hint = 请换一个期号；现有文件没有改动。
issue-name = “{ $id }”不能用作期的名称。
    .hint = 请写成“年-期”，期号两位，01 到 53，如 2026-03。
id-twice = 标识“{ $id }”用了两次。
    .hint = 每个栏目的 id 必须各不相同。
color-unknown = 主题里没有叫“{ $color }”的颜色。
    .hint = 可用的颜色有：{ $known }。
color-range = 颜色“{ $color }”的数值越出 0 到 100。
    .hint = CMYK 四个数都是百分数。
spot-many = 主题写了 { $count } 种专色，最多 { $limit } 种。
    .hint = 印刷机一般是四色、五色、六色；请留下最要紧的，其余用四色。
spot-name = 专色的墨名不能用：{ $name }。
    .hint = 写印刷厂认的名称，如 PANTONE 485 C；首尾不留空格，没有控制字符和看不见的字符（零宽空格之类），至多 127 字节，不能是四色的名称、All 或 None。
spot-twice = 有两种专色的墨名是同一个：{ $name }。
    .hint = 一块版只有一个名称；请合成一种，或改墨名。
spot-role = 主题的颜色里没有可以用专色代替的“{ $role }”。
    .hint = roles 写 colors 里的名称（纸色 paper 除外）：{ $known }。
spot-role-twice = 颜色“{ $role }”由两种专色代替。
    .hint = 一种颜色只能用一种专色；请从其中一处的 roles 里删去。
spot-tint = 颜色“{ $role }”的专色网点是 { $tint }%。
    .hint = 网点大于 0，不超过 100。
spot-pictures = 专色“{ $spot }”不是上光，不能写 pictures。
    .hint = pictures 说上光盖在封面的图上；要图片用这种墨，写 plates 和 duotone，否则删去这一行。
spot-idle = 专色“{ $spot }”在哪一页上都没有用到。
    .hint = 没有东西的版不必订；请把用到的颜色写进它的 roles，或从主题里删去。
plates-unknown = plates 里的“{ $plate }”不是印版。
    .hint = 可以写的有：{ $known }；专色先在 spot 里写明，plates 写它的代号。
plates-twice = plates 里“{ $plate }”写了两次。
    .hint = 一块版写一次。
plates-process = plates 里的四色要么只有 K，要么 C、M、Y、K 都有。
    .hint = 双色写 plates: [K, 专色代号]，单色写 plates: [K]；四色的不必写 plates。
plates-spot = 专色“{ $spot }”不在 plates 里，没有版可印。
    .hint = 把它写进 plates，或从 spot 里删去。
duotone-spot = duotone 写的“{ $spot }”不能与黑版合成双色调。
    .hint = duotone 写 plates 里一种墨的代号，不能是上光；而且 plates 里没有 C、M、Y。
flap-wide = 勒口 { $width } 毫米，太宽。
    .hint = 勒口折进去要离书脊 5 毫米，至多 { $limit } 毫米。
form-base = 版式 { $layout } 的 form.yml 写着取自版式 { $base }，却取不到：没有这个版式，或者绕回了自己。
    .hint = base 写 layouts 里的一个版式，或程序自带的 dongguan；各样文件都自己有的，不写 base。
form-layout = form 写的是 { $form }，layout 写的是 { $layout }：一份刊物只有一个版式。
    .hint = 留一项，去掉另一项。
pages-unused = 本期写了哪篇在哪一版（pages），这个版式用不着。
    .hint = 请去掉 pages，或在 publication.yml 里写 form: newspaper。
pages-count = 排了 { $count } 个版，一张纸是 { $multiple } 个版。
    .hint = 请排成 { $next } 个版，或改 publication.yml 的 binding、page_multiple。
page-empty = 第 { $page } 版“{ $name }”没有文章。
    .hint = 请在这一版的 articles 里写上文章，或从 pages 里去掉这一版。
page-article = 这一版的文章“{ $id }”不在本期里。
    .hint = 请把它也写进 issue.yml 的 articles；写错了的，改成文件名，不写 .md。
page-twice = 文章“{ $id }”已经排在第 { $page } 版。
    .hint = 请留下一处；一版排不下的，程序自会转到别的版（转到哪里写在 jumps）。
page-of-none = 文章“{ $id }”没有排在任何一版。
    .hint = 请把它写进某一版的 articles，或从本期去掉。
page-elsewhere = { $key } 里的文章“{ $id }”不在第 { $page } 版。
    .hint = { $key } 只写这一版的文章。
page-jump = 第 { $page } 版的文章“{ $id }”不能转到第 { $to } 版。
    .hint = 请写后面的一版，至多到第 { $count } 版。
page-over = 第 { $page } 版多出 { $lines } 行，约 { $chars } 字，后面的版也排不下。
    .hint = 请删去这么多，或把一篇移到别的版，或把图缩小。
page-short = 第 { $page } 版还空 { $lines } 行，约 { $chars } 字。
    .hint = 请添一篇、一幅图，或在 fillers 里写一则补白（有题，两三句）。
page-jumped = 《{ $title }》第 { $from } 版排不下，转到第 { $to } 版。
    .hint = 要转到别的版，在这一版写 jumps：文章和版次。
theme-missing = 版式 { $layout } 没有叫“{ $theme }”的主题。
    .hint = 这个版式有：{ $known }；用 theme.yml 就不写这一项，写 spring 就是 theme-spring.yml。
words-missing = 版式里没有 words.yml：程序不知道哪些字是版式自己该排的。
    .hint = 请用 neikan layout new 复制一份现成的版式，把其中的 words.yml 拷来，改成模板里实际用的字。
layout-name = “{ $name }”不能用作版式的名称。
    .hint = 名称只用小写字母、数字和连字符，如 dongguan-spring。
export-folder = { $folder } 里已经有文件，没有导出。
    .hint = 请用 --to 指定一个空文件夹，或还没有的文件夹。
layout-exists = layouts 里已有 { $name }。
    .hint = 请换一个名称；现有文件没有改动。
press-exists = layouts/press 里已有 { $name }.yml。
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
arrangement-unknown = arrangement 里写了文章“{ $id }”，它不在本期。
    .hint = 请核对文章的标识，或删去这几行。
arrangement-differs = 文章“{ $id }”的 { $key }，issue.yml 写的是 { $value }，稿头写的是 { $other }，照 issue.yml 排。
    .hint = 请只留一处。
cover-quad = 封面样子 quad 要四幅图，现在有 { $count } 幅。
    .hint = 请在 cover.pictures 里再写三幅，每幅有 picture 和 alt，或换一种 style。
cover-pictures = 封面另写的 { $count } 幅图没有排：只有样子 quad 排四幅。
    .hint = 请写 style: quad，另配三幅，或删去 cover.pictures。
article-empty = 文章没有正文。
    .hint = 请在第二个“---”之后写上正文。

issue-several = 没有写明是哪一期，而没有完成的不止一期：{ $issues }。
    .hint = 请写明是哪一期，如 { $call }；各期到了哪一步，见 neikan status。
issue-only = 没有写明期号：没有完成的只有 { $issue }，就是这一期。
issue-newest = 没有写明期号：这次看的是最新的 { $issue }。
new-unplanned = 没有写明期号，calendar 里也没有还没开始的期。
    .hint = 请写明期号，如 neikan new 2026-03；或先用 neikan plan 排好一年的期。
new-unplanned-date = 印刷日期 { $date } 是按刊期推算的；请把 issue.yml 的 date 改成实际的，或先用 neikan plan 排好一年的期。
new-planned = 印刷日期 { $date } 照出版计划；改期请改 issue.yml 的 date。
new-planned-copy = 印刷日期 { $date } 照出版计划，稿件截止 { $copy }。
reviewer-proof-alone = { $count ->
        [0] 审读名单里没有人做校对。
       *[other] 审读名单里能做校对的只有{ $name }，而一校、二校要由两个人来做。
    }
    .hint = 请在 review.reviewers 里再给一位写上 proof，不然走到二校就走不下去。
reviewer-three = 审读名单里排不出三个人来做三审：初审（{ $first }）、复审（{ $second }）、终审（{ $final }）要由三个不同的人来做。
    .hint = 请在 review.reviewers 里添人，不然没有一篇能审定。
calendar-step = { $step ->
    [copy] 稿件截止
    [first] 初审
    [second] 复审
    [final] 终审
    [proof] 校对
    [press] 付印
    [printing] 印刷日期
   *[samples] 送交样本
    }
calendar-late = { calendar-step }排在印刷日期以后 { $days } 天。
    .hint = 印刷日期以前多少天，要写负数，如 -30；写日期的，请核对月份和日子。
calendar-early = 送交样本排在印刷日期以前 { $days } 天。
    .hint = 样本印出来才能送；印刷日期以后多少天，写正数，如 10。
calendar-samples = 送交样本排在印刷日期以后 { $days } 天，超过了 { $limit } 天。
    .hint = 印出后十日内要送交样本（《内部资料性出版物管理办法》第十八条）。
calendar-order = { $before ->
        [copy] 稿件截止
        [first] 初审
        [second] 复审
        [final] 终审
        [proof] 校对
        [press] 付印
       *[samples] 送交样本
    }排在{ calendar-step }以后，次序反了。
    .hint = 次序是稿件截止、初审、复审、终审、校对、付印、送交样本；请核对这两项。
calendar-one-date = { calendar-step }写的是一个日期，可这里是各期共用的。
    .hint = 请写印刷日期以前多少天，如 -30；只有一期不同的，写在那一期的 deadlines 里。
calendar-issue-twice = 出版计划里 { $issue } 写了两次。
    .hint = 请删去一条；现在以前一条为准。
calendar-date-twice = { $issue } 和 { $other } 的印刷日期都是 { $date }。
    .hint = 多半是抄来忘了改，请核对。
calendar-backwards = { $issue } 的印刷日期比前一期 { $other } 还早。
    .hint = 请核对这两期的 date。
calendar-number = 没有 { $issue } 这一期：{ $frequency }一年至多 { $most } 期。
    .hint = 请核对期号；刊期变了，就改 frequency。
calendar-year = { $issue } 的印刷日期 { $date } 离它那一年太远。
    .hint = 请核对年份。
calendar-day-off = { $issue } 的印刷日期 { $date } 是休息日。
    .hint = 前一个工作日是 { $before }；这一天其实上班的，写进 workdays。
calendar-holiday = 这个假期从 { $from } 放到 { $to }，终了在开始以前。
    .hint = 请核对 from 和 to。
calendar-endless = 从 { $from } 到 { $to } 的假期里连着一个月没有一天上班，落在其中的截止日期没有工作日可挪。
    .hint = 请核对 from 和 to；其间照常上班的日子，写进 workdays。
calendar-both = { $date } 既写在 holidays 里放假，又写在 workdays 里上班。
    .hint = 请删去一处；现在算上班。
calendar-holidays-unknown = { $year } 年的放假安排程序里没有，calendar 里也没有写，只按周末算。
    .hint = 国务院办公厅公布以后，请把放假的日子写进 holidays，把调休上班的日子写进 workdays。
plan-already = calendar 里已经有 { $year } 年的 { $count } 期，从 { $issue } 起。
    .hint = 已有的不会改写，什么也没有写；要重排，请先自己删去这一年的几行。
plan-frequency = 从“{ $frequency }”排不出一年有几期、哪天印。
    .hint = 请在 calendar 的 issues 里逐期写：- {"{"}issue: 2026-01, date: 2026-02-05{"}"}。
plan-daily = 日刊一年的期数太多，排不进 calendar。
    .hint = 期的名称只到第 53 期；请按周办理，或不用出版计划。
plan-months = { $frequency }一年要有 { $count } 个印刷的月份。
    .hint = 请用 --months 或 calendar 的 printing.months 写 { $count } 个，如季刊：3,6,9,12。
plan-days = { $frequency }一个月要有 { $count } 个印刷的日子。
    .hint = 请用 --days 或 calendar 的 printing.days 写 { $count } 个，如半月刊：10,25。
plan-useless = { $frequency }用不上 { $option }。
    .hint = --months 用于一年几期的，--days 用于按月、半月、旬出的，--weekday 用于按星期出的。
plan-nothing = { $year } 年的各期都已经开始，没有要排的。
    .hint = 印刷日期以各期的 issue.yml 为准。
plan-form = calendar 写在括号里，没有地方添行。
    .hint = 请改成一期一行：calendar: 下面写 issues:，再往下每行一期，以“- ”开头。
todo-who = 审读名单里没有{ $name }。
    .hint = 名单里有：{ $known }。

### 稿件

head-guessed = 稿头的这几项是导入时猜的，还没有人核对：{ $keys }。
    .hint = 核对以后，从 guessed 里删去；都核对过了，就把 guessed 整行删去。
notes-open = 稿头里还有 { $count } 条给编辑的批注。
    .hint = 处理完的，从 notes 里删去；批注不会印出来。
head-missing = 文章开头没有稿头。
    .hint = 第一行应是“---”，接着写 title 等各项，再以一行“---”结束。
heading-level = 正文里不用 { $level } 级标题。
    .hint = 小标题用“## ”，再下一级用“### ”；文章标题写在稿头的 title。
link-definition = 这一行是引用式链接的定义，不会印出来：{ $text }
    .hint = 链接请写成 [文字](网址)；是正文的，把方括号改成〔〕或别的写法。
heading-order = “### { $found }”前面没有“## ”小标题。
    .hint = 请改成“## ”，或在前面补一个小标题。读屏软件和 PDF 标准都按级数读，不能跳级。
heading-empty = 这个小标题没有字。
    .hint = 请写上，或删去这一行。
title-blank = 这篇文章没有标题。
    .hint = 请写上；目录、书签和书眉都要用它。
list-item-empty = 列表里有一条是空的。
    .hint = 请写上内容，或删去这一条的符号。
table-rows = 表格只有表头，没有行。
    .hint = 请在表头下面补上各行，或删去这张表。
table-span = 第 { $column } 格是“<<”或“^^”，可左边或上面没有能与它合并的格子。
    .hint = “<<”接左边的格子，“^^”接上面的格子，合起来要成长方形。
table-head = 表头的格子向下合并到了 { $limit } 行以外，或合并到了表的末行。
    .hint = 请把表头的合并缩短，下面至少留一行。
table-cells = 这一行的格子比表头（{ $columns } 列）多，多出来的印不出来。
    .hint = 请在表头补一列；竖线若是文字，写成“\|”。
link-text = 指向 { $url } 的链接没有文字。
    .hint = 请在方括号里写上要读的文字，或删去这个链接。
link-address = 这个链接没有网址，或网址超过 { $limit } 字节。
    .hint = 请在圆括号里写上网址。
character-unprintable = 字符 { $code } 印不出来：它是控制符、自造字符、改变文字方向的符号，或根本不是字符。
    .hint = 多半是粘贴带进来的。请删去，或换成本来要写的字。
code-block = 不支持代码块。
    .hint = 段首不要空四格；图表用“```chart bar”这样的围栏。
block-unsupported = 不支持这种写法（{ $name }）。
    .hint = 可用的写法见 neikan manual manuscript。
inline-unsupported = 不支持这种行内写法（{ $name }）。
    .hint = 可用的写法见 neikan manual manuscript。
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
note-content = 脚注“{ $name }”里有排不进注的内容。
    .hint = 注里可以有段落、列表和引文；小标题、表格、图片和各种框请移到正文里。
table-long = 这张表有 { $rows } 行，最多 { $limit } 行。
    .hint = 请分成几张表，或只登摘要，全表另作附件。
issue-heavy = 这一期要排的东西太多，是一次能排的 { $percent }%。最多的一篇是《{ $title }》：{ $characters } 字、{ $cells } 个表格的格子、{ $pictures } 幅图、{ $notes } 条注、{ $headings } 个小标题、{ $items } 条列表。
    .hint = 请删减，或把一部分放到别的期里。只有文字时一期可以有 60 万字。
issue-text = 各篇稿件加起来超过 { $limit } MB，从这一篇起没有读。
    .hint = 请把一部分稿件移到别的期里。
note-place = 这里不能加脚注：“[^{ $name }]”。
    .hint = 请把它移到正文、表格的格子或图注里；标题、署名、属性、图表、替代文字和稿头里不能有脚注。
note-twice = 脚注“{ $name }”有两条注文。
    .hint = 请给其中一条换个名字。
span-unknown = 不认识的标注：{ $text }。
    .hint = 着重号写成“[字]{"{"}.dots{"}"}”，上标、下标写成“[2]{"{"}.sup{"}"}”“[2]{"{"}.sub{"}"}”，注音写成“[字]{"{"}ruby="zì"{"}"}”。
picture-inline = 图片 { $path } 夹在文字中间。
    .hint = 请让图片独占一段，前后各空一行。
attribute-unknown = 这里不用“{ $name }”这个属性。
    .hint = 可用的属性见 neikan manual manuscript。
div-unknown = 不认识的版块“{ $name }”。
    .hint = 可用：sidebar、infobox、points、pullquote、poem、qa、item、numbers、timeline、steps、compare、pictures、grid、table。
story-pictures = 图片故事要两幅到 { $limit } 幅图，这里有 { $count } 幅。
    .hint = 一幅的单独写；再多的分成几个，或改用 grid。
story-lead = lead 写的不是这里的图：只有 { $count } 幅。
    .hint = lead 是主图的次序，从 1 数起，如“{":::"} pictures {"{"}lead=2{"}"}”。
upright-content = 竖排的文章里不能有这个。
    .hint = writing: vertical 只用于诗和短文：段落、小标题、引文、诗和脚注；有表格、列表、图片、版块的请改为横排，删去这一项。
qa-portraits = 问答前面的人像有 { $count } 幅，最多 { $limit } 幅。
    .hint = 只放主要的几个人，别的图移到问答里或后面。
speakers-qa = 稿头写了 speakers（谈话人的像），文章里却没有问答（::: qa），像没有地方排。
    .hint = 请把谈话写进 ::: qa，或删去 speakers。
entry-bar = 这一行没有竖线，分不出前后。
    .hint = 每行写成“名目 | 说明”，行首不加“-”和序号；接着上一行说的另起一段，前面空一行。
entry-text = 竖线的一边没有字。
    .hint = 竖线前写名目（数、日期、步骤），竖线后写说明。
entry-number = “{ $name }”里没有数字。
    .hint = numbers 每行以数开头，写成“1350吨 | 荔枝收购量”；没有数的内容改用 points 或 compare。
entry-content = 这里只能放段落、列表和引文。
    .hint = 请把小标题、图片、表格移到版块外面。
entries-long = 这个版块有 { $rows } 行，最多 { $limit } 行。
    .hint = 请分成几个版块，或改用表格。
compare-columns = compare 要两方或三方，这里是 { $count } 方。
    .hint = 每方一行：“过去 | …”“现在 | …”；再多请改用表格。
div-attributes = 版块开头写法不对：{ $text }。
    .hint = 应写成“{":::"} sidebar 标题 {"{"}.full{"}"}”，属性值加引号。
div-open = 版块“{ $name }”没有结束。
    .hint = 请在版块末尾加一行“:::”。
div-place = 版块“{ $name }”写在“{ $before }”后面：引文、列表的记号后面不能有版块。
    .hint = 请把它移到引文、列表之外，“:::”从行首写起，前后各空一行。
div-stray = 这里的“:::”没有对应的开头。
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
opener-picture = 题区要用图，文章里却没有独立的、可以裁的 .full 或 .page 图片。
    .hint = 请加一幅，或写 opener: type。
opener-small = 图片 { $path } 宽 { $width } 像素，跨两页要 { $wanted } 像素（250 ppi）。
    .hint = 请换更大的原图，或换一种 opener。
opener-other = 题图太竖，排成通栏看得见的不到六成，题区改成半页图。
    .hint = 要别的样子，请写 opener，或换一幅横的。
spread-small = 图片 { $path } 宽 { $width } 像素，跨两页要 { $wanted } 像素（250 ppi）。
    .hint = 请换更大的原图，或改用 .full。
spread-place = 跨两页的图和补充栏只能写在正文里，这里照 .full 排。
    .hint = 请移到问答、短条、框和列表之外，或改用 .full。
spread-full = 后面没有合适的对页，照 .full 排。
    .hint = 请写得靠前一些，或改用 .full；同一对页上不要另有通栏的图表。
spread-narrow = 这幅图不够宽，跨两页只看得见不到六成，照 .full 排。
    .hint = 请换宽高比 2.4 到 3 的横图，或改用 .full。
whole-spread = 横过两页的图总要裁去一些，不能写 .whole。
    .hint = 请删去 .whole，或改用 .full。
whole-focus = .whole 的图不裁，focus 不起作用。
    .hint = 请删去 focus，或删去 .whole。
names-empty = names 里没有字。
    .hint = 请写成 names="前排左起：张三、李四"，或删去。
rank-lead = 本期已有头条：{ $id }。头条（rank: lead）只能有一篇。
    .hint = 请把其中一篇改成别的等级，或删去 rank。
fit-follows = 接排在上一篇之后：上一篇的末页空了三分之一以上。
    .hint = 要它独占一页，请写 fit: false，或换一个 rank。
fit-heights = 文末成页的图，有 { $count } 处改了高矮，排满各页。
    .hint = 要照原样排，请写 fit: false。
fit-sizes = 有 { $count } 幅图放大或缩小不到一档，末页不再空三分之一以上。
    .hint = 要照原样排，请写 fit: false。
fit-rows = 文末以后成页的图、表、框，有 { $count } 处由栏内改为通栏，图并成排，排满各页。
    .hint = 要照原样排，请写 fit: false。
mention-apart = 第 { $text } 行的文字说到这里的图、表，两处不在同一对页上。
    .hint = 请把图、表移到那一段之前，或改说“见第几页的图”。
fit-quotes = { $more ->
        [0] 不排 { $less } 处抽文，都是正文里有的话，省下一页。
       *[other] 排了 { $more } 处备用的抽文，末页不再空三分之一以上。
    }
    .hint = 要照原样排，请写 fit: false。
pullquote-spare = 备用的抽文（.spare）有空才排，但这里的话不是正文里原有的，或者它夹在别的版块里。
    .hint = 请照正文一字不差地抄，不带脚注，单独成一块；不能照抄的，删去 .spare。
fit-strips = 有 { $count } 处图表框改了高矮，图与图之间不夹两三行字。
    .hint = 要照原样排，请写 fit: false。
fit-loose = 有 { $count } 处抽文、人像排到下一栏之首，后面的文字接上来，栏末不空。
    .hint = 要照原样排，请写 fit: false。
fit-explained = 《{ $title }》先排成 { $pages } 页，末页空 { $left } 行（一页 { $page } 行）。{ $choice ->
        [forbidden] 稿头写了 fit: false，不动。
        [tighter] 收紧字距，省下一页。
        [follows] 接排在上一篇之后。
        [heights] 文末成页的图改高矮，排满各页。
        [sizes] 图放大或缩小不到一档。
        [quotes] 抽文多排或少排一处。
        [in-vain] 试过，没有用，照原样排。
        [nothing] 没有合适的办法，放补白。
       *[full] 不用改。
    }
    .hint = 次序是：收回末页、改图的大小、抽文多一处少一处、接排短稿、补白、启事。不许改的写 fit: false。
fit-tighter = 字距收紧百分之{ $percent }，省下只有几行字的一页。
    .hint = 要照原样排，请写 fit: false。
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
    .hint = 请在“：:: table”和“:::”之间放一个用竖线写的表格。
chart-kind = 没有“{ $kind }”这种图表。
    .hint = 可用：bar、bars、line、pie。
chart-head = 图表里没有“---”这一行，分不出哪里是说明，哪里是数据。
    .hint = 先写 title、alt（可加 unit、source），再写一行“---”，然后是逗号分开的数据。
chart-row = 图表的这一行读不懂：{ $text }。
    .hint = 每行先写名称，再按第一行的列数写数字。
chart-alt = 图表没有替代文字。
    .hint = 请在“alt:”后面写明图里有什么，供看不见图表的读者使用。
chart-title = 图表没有标题。
    .hint = 请写在“title:”后面。
chart-series = 这种图表只画一组数据，这里有好几组。
    .hint = 请改用 bars 或 line，或分成几张图表。
chart-parts = 饼图的各项是一个整体的各部分：不能有负数，也不能都是零。
    .hint = 请改数据，或改用 bar。
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
picture-many = { $path }：这一次已转换超过 { $limit } 百万像素的图片，不再转换。
    .hint = 其余的请用 neikan picture add 分几次收进来。
picture-foreign = { $path } 里面是 { $kind }，不能直接付印。
    .hint = 请运行 neikan picture add { $file }，再把它给出的图片名写进稿件。
picture-unfit = { $path } 里面是 { $kind }，这里读不了。
    .hint = 请用能打开它的软件另存成 JPEG 或 PNG。
picture-form = { $path } 是 { $kind }，但写法读不了：{ $reason }。
    .hint = 请用能打开它的软件另存成 JPEG 或 PNG。
picture-hdr = { $path } 是给高亮屏幕看的 { $kind }（HDR：PQ 或 HLG），纸上没有这样的亮度。
    .hint = 请另存成不带 HDR 的 JPEG，亮部怎样取舍由人定。
picture-sequence = { $path } 是 { $kind } 连拍或动图，没有主图。
    .hint = 请打开它，挑一张另存成 JPEG。
picture-converted = { $path } 是由 { $kind } 转成的 { $format }，{ $size } 像素。
    .hint = 请看一眼转得对不对；原件原样留着。
picture-first = { $path }：文件里有 { $count } 幅图，只取了第一幅。
    .hint = 如果要的是另一幅，请单独存成一个文件再收进来。
picture-flattened = { $path }：原来透明的地方已衬成白底。
    .hint = 带油墨的 JPEG 不能透明；要透出底色，请作者给 RGB 的 PNG。
picture-depth = { $path }：每种颜色由 { $bits } 位变为 8 位。
    .hint = 印刷用 8 位就够；大幅调色请在原件上做。
picture-article-none = 各期和来稿箱里都没有稿件“{ $article }”。
    .hint = 请写它的文件名（不带 .md），或用 --to 说明图片收到哪里。
picture-article-several = { $known } 里都有稿件“{ $article }”。
    .hint = 请用 --to 说明是哪一处。
picture-svg = 矢量图 { $path } 里有脚本、外部链接或嵌入图片。
    .hint = 请只用路径和形状重新导出。
picture-svg-size = 矢量图 { $path } 没有写明尺寸。
    .hint = 请在导出时写上 width、height 或 viewBox。
picture-svg-number = 矢量图 { $path } 第 { $line } 行有数超出范围：{ $name } { $value }。
    .hint = 请把图移到原点附近、缩到几千个单位以内再导出；每个数，以及各层变换合起来的放大倍数，都不能超过 1000000。
picture-alt = 图片 { $path } 没有替代文字。
    .hint = 请在方括号里写明画面里有什么，供看不见图片的读者使用。

### 字体与版式

font-broken = { $path } 不是读得懂的字体，没有用它。
    .hint = 请换一个完好的文件，或从 fonts 里拿走；neikan font list 列出能用的字体。
fonts-none = fonts 文件夹里没有字体。
    .hint = 请用 neikan font add 添上字体。
font-form = { $file } 不是能用的字体文件。
    .hint = 请用 .otf、.ttf、.otc 或 .ttc；网页字体（.woff）要先转换。
font-exists = fonts 里已有与 { $file } 同名而内容不同的字体。
    .hint = 请换个文件名，或先移开原来的；现有文件没有改动。
font-free = 字体自己写明可以嵌入和裁剪。
    .hint = 能不能用在刊物里，还请看字体的许可证。
font-print-only = 字体写明只供预览和打印。
    .hint = 印刷版可以用；电子版能不能嵌入，请看字体的许可证。
font-restricted = 字体写明不许嵌入或裁剪。
    .hint = 没有另外的授权，请不要用在刊物里。
font-unsaid = 字体没有写明授权。
    .hint = 能不能嵌入，请看字体的许可证。
layout-error = 版式出错：{ $reason }。
    .hint = 这是版式文件的问题，请把这一行告诉负责版式的人。
layout-warning = 版式提醒：{ $reason }。
    .hint = 请让负责版式的人看一看这一行。
glyph-notdef = { $file ->
        [interior] 内页第 { $page } 页
        [cover] 封面文件第 { $page } 页
        [screen] 屏幕版第 { $page } 页
        [charts] 电子书的第 { $page } 幅图表
       *[form] 第 { $page } 页
    }里，“{ $character }”（{ $code }）印成了方框：版面在这里用的字体都没有这个字。
    .hint = 请改用别的字，或在 fonts 文件夹里补上有这个字的字体。
pdf-refused = 写不出 PDF：{ $reason }。
    .hint = 这是版式文件的问题，请把这段话告诉负责版式的人。

### 付印

press-icc-missing = 印刷配置所写的 ICC 文件 { $icc } 不存在。
    .hint = 请把这个文件放在 layouts/press 文件夹里，或改正 icc 一行的文件名。
press-icc-outside = 印刷配置所写的 ICC 文件 { $icc } 不在 layouts/press 文件夹里，或文件名含有不允许的字符。
    .hint = ICC 文件要和印刷配置放在一起，文件名只用英文字母、数字、连字符、下划线和点。
press-icc-broken = 这个 ICC 文件已损坏，或不是 ICC 特性文件（{ $reason }）。
    .hint = 请向印刷厂重新索取 ICC 文件，整个复制，不要用文本编辑器打开另存。
press-icc-kind = 这个 ICC 文件不是印刷机的 CMYK 输出特性文件：它的颜色是 { $space ->
        [Rgb] RGB
        [Gray] 灰度
        [Cmyk] CMYK
       *[other] { $space }
    }，属于{ $class ->
        [DisplayDevice] 显示器
        [InputDevice] 扫描仪或相机
        [OutputDevice] 印刷机或打印机
        [DeviceLink] 设备连接
        [ColorSpace] 色彩空间转换
       *[other] { $class } 类
    }。
    .hint = 请向印刷厂索取所用纸张的 CMYK 输出特性文件（类别 prtr）。
press-page-count = 内文共 { $pages } 页，不是 { $multiple } 的倍数，装订时会多出 { $missing } 个空白页。
    .hint = 请增加 { $missing } 页内容（如补白、图片），或删减 { $excess } 页；也可以在 issue.yml 里写 blanks: true，让几页空着。各篇余缺见 flatplan.html。
press-pdf = 排版得到的 PDF 无法处理（{ $reason }）。
    .hint = 这多半是程序的错误，请保留本期文件并报告。
press-content = 第 { $page } 页的绘图指令无法读懂（{ $reason }）。
    .hint = 请换掉这一页上新近加入的 SVG 图或版式部件，找出是哪一个造成的。
press-shading = 第 { $page } 页有一种渐变无法换算成印刷油墨。
    .hint = 请改用直线、圆形或锥形渐变；网格渐变请先转成图片，或把颜色直接写成 CMYK。
press-transparency = 第 { $page } 页有透明的内容，PDF/X-1a 不收。
    .hint = 请去掉这一页上的透明（多半是矢量图里的不透明度），或改用 --pdfx x4。
press-picture = 第 { $page } 页有一幅图片无法换算成印刷油墨（{ $reason }）。
    .hint = 请把这幅图片另存为普通的 8 位 JPEG 或 PNG 再用。
press-ink = 第 { $page } 页，离裁切线左边 { $x } 毫米、上边 { $y } 毫米处，{ $what ->
    [text] 文字
    [stroke] 线条
   *[fill] 色块
} 的油墨总量是 { $ink }%，超过印刷配置的上限 { $limit }%。
    .hint = 在主题里减少这个颜色的青、品、黄。
press-ink-gradient = 第 { $page } 页有一种渐变，油墨总量最多处是 { $ink }%，超过印刷配置的上限 { $limit }%。
    .hint = 在主题里减少渐变两端颜色的青、品、黄。
press-color-left = 第 { $page } 页还留有印刷油墨以外的颜色（{ $space }）。
    .hint = 请检查这一页的 SVG 图和版式部件，颜色只用 CMYK、灰度或普通的 RGB。


### 装订与交付

press-bleed = 出血 { $bleed } 毫米，印刷厂要 { $wanted } 毫米（{ $profile }）。
    .hint = 请把 format 的 bleed 改成 { $wanted }；印刷厂另有说法的，改印刷配置（用 neikan layout press 复制一份）里的 bleed。
press-binding-offer = 印刷配置里没有{ $binding ->
        [saddle] 骑马订
        [side] 平订
       *[perfect] 无线胶装
    }（{ $profile }）。
    .hint = 请换一种装订；印刷厂能做的，在印刷配置的 bindings 里写上。
press-binding-multiple = 内页页数凑成 { $multiple } 的倍数，而印刷厂的{ $binding ->
        [saddle] 骑马订
        [side] 平订
       *[perfect] 无线胶装
    }要 { $wanted } 的倍数（{ $profile }）。
    .hint = 请把 page_multiple 改成 { $wanted } 的倍数。
press-binding-few = 内文 { $pages } 页（厚 { $thickness } 毫米），{ $binding ->
        [saddle] 骑马订
        [side] 平订
       *[perfect] 无线胶装
    }至少 { $limit } 页（{ $profile }）。
    .hint = 请增加页数，或换一种装订；印刷厂能做的，改印刷配置（用 neikan layout press 复制一份）里的 min_pages。
press-binding-many = 内文 { $pages } 页（厚 { $thickness } 毫米），{ $binding ->
        [saddle] 骑马订
        [side] 平订
       *[perfect] 无线胶装
    }至多 { $limit } 页（{ $profile }）。
    .hint = 骑马订请改用无线胶装或减少页数；印刷厂能做的，改印刷配置（用 neikan layout press 复制一份）里的 max_pages。
press-binding-thin = 内文 { $pages } 页只厚 { $thickness } 毫米，{ $binding ->
        [saddle] 骑马订
        [side] 平订
       *[perfect] 无线胶装
    }至少 { $limit } 毫米，书脊太窄胶不牢（{ $profile }）。
    .hint = 请改用骑马订、增加页数或换厚纸；印刷厂能做的，改印刷配置（用 neikan layout press 复制一份）里的 min_thickness。
press-binding-thick = 内文 { $pages } 页厚 { $thickness } 毫米，{ $binding ->
        [saddle] 骑马订
        [side] 平订
       *[perfect] 无线胶装
    }至多 { $limit } 毫米（{ $profile }）。
    .hint = 骑马订请改用无线胶装、减少页数或换薄纸；印刷厂能做的，改印刷配置（用 neikan layout press 复制一份）里的 max_thickness。
ticket-sheet = 没有一种全张纸裁得出 { $width }×{ $height } 毫米的内页或封面，施工单上的用纸空着（{ $profile }）。
    .hint = 请问明印刷厂用哪种全张纸，在印刷配置（用 neikan layout press 复制一份）里写 sheet。

### 印前检查

preflight-on-page = { $number }. { $file } 第 { $page } 页：{ $message }
preflight-in-file = { $number }. { $file }：{ $message }
preflight-of-file = { $file }：{ $message }
preflight-kind = 共 { $count } 处，在第 { $pages } 页；报告里从第 { $first } 条起
preflight-kind-others = 另有 { $count } 条数值不同，--all 逐条列出
preflight-place = { $page ->
        [0] {""}
       *[other] 第 { $page } 页，
    }距成品左边 { $x } mm、上边 { $y } mm，宽 { $width } mm、高 { $height } mm（对象 { $object }）
preflight-object = { $page ->
        [0] {""}
       *[other] 第 { $page } 页，
    }对象 { $object }
preflight-more = 同样的还有 { $count } 处，--format json 里更全
preflight-passes = { $file }：{ $pages } 页，{ $standard ->
        [none] 只按印刷要求
       *[other] 按 { $standard } 和印刷要求
    }检查，可以付印；提醒 { $warns } 条。
preflight-draft = { $file } 是样稿：查过的只是文件，没有要停下来的问题；提醒 { $warns } 条。样稿不可付印，审定以后重新制作。
preflight-fails = { $file }：{ $pages } 页，{ $standard ->
        [none] 只按印刷要求
       *[other] 按 { $standard } 和印刷要求
    }检查，不能付印：错误 { $stops } 条，提醒 { $warns } 条。
preflight-unjudged = { $file }：{ $pages } 页，{ $standard ->
        [none] 只按印刷要求
       *[other] 按 { $standard } 和印刷要求
    }检查，没有查全：查过的地方没有要停下来的问题，但有 { $unjudged } 处不知道墨量；提醒 { $warns } 条。
preflight-waived = 放过：{ $rule }，{ $count } 处{ $pages ->
        [none] {""}
       *[other] ，第 { $pages } 页
    }。理由：{ $reason }
preflight-waiver-idle = 没有用上的豁免：{ $rule }。理由：{ $reason }
preflight-inventory = 油墨：{ $inks }。字体 { $fonts } 种{ $unembedded ->
        [0] {""}
       *[other] ，{ $unembedded } 种没有嵌入
    }。图片 { $pictures } 幅{ $ppi ->
        [none] {""}
       *[other] ，最低 { $ppi } ppi
    }。{ $transparent ->
        [yes] 有透明。
       *[no] 没有透明。
    }制作程序：{ $producer }。
preflight-fix-rule = { $name } 查出的毛病改不了。
    .hint = 能改的是：{ $rules }。
preflight-fixed = 已写成 { $file }：{ $changed ->
        [0] 没有要改的
       *[other] 改了 { $changed } 个对象
    }，别的都没有动。
preflight-fix-left = 没有改好：{ $rule }，{ $count } 处。
preflight-fix-trim = 有 { $count } 页找不到能定成品尺寸的裁切线，也没有给出放得下的尺寸；请用 --trim 给出。
preflight-fix-turned = 有 { $count } 页没有转正：内容读不出来。
preflight-fix-mirrored = 有 { $count } 页的出血是把页边镜像过去补的。补出来的只是近似，靠边的文字也会镜像，请看打样。
preflight-fix-blended = 有 { $count } 个透明组改成按四色混合，不再按屏幕颜色；透明的地方可能略有不同。
preflight-fix-picture = 有 { $count } 幅图片没有动：像素读不出来。
preflight-fix-shading = 有 { $count } 个渐变没有动：它的函数或网格读不出来。
preflight-fix-title = 能改好的
preflight-fix-intro = `--fix OUT.pdf --only 名称` 另存一份，把点到名的改好，几个名称用逗号隔开。名称就是规则的名称，另有几个以 `fix-` 开头。别的对象原样不动；改好的文件再查一遍，没有改好的、没有动的都说出来。油墨按文件自己的输出意图，没有就按印刷特性文件（`--profile`，不写用项目的，再没有用 `coated`）。`--trim 210x285` 给出成品尺寸，毫米。
preflight-fix-head = | 名称 | 做什么 |
preflight-plates = 分色不能写到 { $file }。
    .hint = 请给出一个已有的文件夹。
preflight-file = 找不到文件：{ $file }
    .hint = 请给出一个 PDF 文件的路径。
preflight-profile = 没有印刷特性文件 { $name }。
    .hint = 程序自带 coated 和 uncoated，别的在 layouts/press/ 里；写名称时不带 .yml。
preflight-demands = 没有叫 { $name } 的检查要求。
    .hint = 有名称的是：{ $names }；自己写的，请给出 .yml 或 .json 文件的路径。
preflight-demands-broken = 检查要求第 { $line } 行第 { $column } 列读不懂：{ $reason }。
    .hint = 各项的写法见 neikan manual preflight。
preflight-demands-large = 检查要求超过 { $limit } MB，不予读取。
    .hint = 请核对给的是不是检查要求的文件。
preflight-demands-told = 规则 { $rule } 不能关掉：它说明有没查到的地方。
    .hint = 可以降为 note；个别页面确有理由的，写进 waivers。
preflight-demands-limit = 规则 { $rule } 没有可改的限值。
    .hint = 请删去 limit；有限值的规则见 neikan rule --all。
preflight-set-magazine = 杂志广告，按 GWG 2022 的要求拟定
preflight-set-sheet = 单张纸胶印，按 GWG 2022 的要求拟定
preflight-set-newspaper = 报纸广告，按 GWG 2022 的要求拟定
preflight-set-office = 办公室打印、复印店数码印：颜色由机器换，只查会印坏的
preflight-limit-pt = 限值：{ $value } 点，检查要求里可以改
preflight-limit-mm = 限值：{ $value } 毫米，检查要求里可以改
preflight-limit-mm2 = 限值：{ $value } 平方毫米，检查要求里可以改
preflight-limit-ppi = 限值：{ $value } ppi，检查要求里可以改
preflight-watch = 没有文件夹 { $file }。
    .hint = 请先建好它；里面的 in、out、report 由程序建。
preflight-watching = 正在看 { $folder }：把 PDF 放进 { $folder }/in；按 Ctrl+C 停止。
preflight-watched = { $file } → { $to }
preflight-call = 看不懂“{ $word }”。
    .hint = 用法见 pdfx-preflight --help。
preflight-shop-help =
    pdfx-preflight：检查 PDF 能不能照原样付印，不需要 neikan 的其他部分。

    pdfx-preflight [选项] 文件.pdf……
    pdfx-preflight [选项] --watch 文件夹

    --standard 名称        按什么检查：auto、none、x4、x6、x1a、x3，或某一版，如 x1a-2001
    --demands 名称或文件   检查要求：gwg2022-magazine、gwg2022-sheet、gwg2022-newspaper、office，
                           或自己的 .json 文件
    --show-demands 名称    把一套要求写成 JSON，供修改
    --format human|json    报告的格式
    --all                  逐条列出，不按规则归并
    --annotate 标注.pdf    另存一份，把每处问题圈出来、列出来，墨多的地方着色
    --plates 文件夹        把每页的各块版存成图；--ppi 给分辨率（36 到 300，默认 100）
    --plates-format 格式   这些图的格式：png（不写就是它）或 tiff
    --fix 改好.pdf         另存一份，把 --only 点到名的改好（一次一个文件，名称见 --rules）；
                           --trim 宽x高 给出成品尺寸，毫米
    --watch 文件夹         热文件夹：放进 in 的逐个检查，合格的移到 out，不合格的和报告放在 report
    --rules                列出全部规则
    --lang zh|en           语言
    --version              版本

    退出状态：0 可以付印；1 不能付印，或没有查全；2 命令写错；3 磁盘等出错；4 程序本身出错。
preflight-sheet-title = 印前检查报告
preflight-sheet-fit = 可以付印
preflight-sheet-unjudged = 没有查全
preflight-sheet-unfit = 不能付印
preflight-sheet-draft = 样稿，不可付印
preflight-sheet-facts = 文件
preflight-sheet-found = 查出的问题
preflight-sheet-none = 没有查出问题。
preflight-sheet-severity = 级别
preflight-sheet-what = 问题
preflight-sheet-count = 处数
preflight-sheet-pages = 页
preflight-sheet-stop = 错误
preflight-sheet-warn = 提醒
preflight-sheet-note = 说明
preflight-sheet-more = 另有 { $count } 类，见同名的 JSON 报告。
preflight-sheet-waivers = 放过的和理由
preflight-sheet-signed = 检查人
preflight-sheet-date = 日期
preflight-sheet-sum = SHA-256
preflight-sheet-demands = 检查要求
preflight-sheet-standard = 检查依据
preflight-sheet-claim = 文件的声明
preflight-sheet-version = PDF 版本
preflight-sheet-producer = 制作程序
preflight-sheet-size = 页面和出血
preflight-sheet-inks = 油墨和平均面积
preflight-sheet-fonts = 字体
preflight-sheet-fonts-value = { $count } 种{ $unembedded ->
        [0] ，都已嵌入
       *[other] ，{ $unembedded } 种没有嵌入
    }
preflight-sheet-pictures = 图片
preflight-sheet-pictures-value = { $count } 幅{ $ppi ->
        [0] {""}
       *[other] ，最低 { $ppi } ppi
    }
preflight-sheet-intent = 输出条件
preflight-sheet-holds = 另外还有
preflight-sheet-transparency = 透明
preflight-sheet-layers = 图层
preflight-sheet-attached = 附件
preflight-sheet-annotations = 批注
preflight-sheet-nothing = 无
preflight-sheet-bleed = 出血 { $bleed } mm
preflight-sheet-joint = 、
preflight-sheet-cyan = 青
preflight-sheet-magenta = 品红
preflight-sheet-yellow = 黄
preflight-sheet-black = 黑
preflight-annotate = 标注不能写到 { $file }。
    .hint = 请另起一个文件名，以 .pdf 结尾，不要写回原文件。
preflight-warns = 付印文件有 { $count } 条印前提醒，不妨碍付印。
    .hint = 详见 { $path }；看一个文件的，运行 neikan preflight 加上那个 PDF。
preflight-source-pdfx = PDF/X-1a、PDF/X-3、PDF/X-4 和 PDF/X-6（ISO 15930）；所说的见 ISO 32000-1，{ $value }
preflight-source-x1a = PDF/X-1a（ISO 15930-1、-4）和 PDF/X-3（ISO 15930-3、-6）；所说的见 ISO 32000-1，{ $value }
preflight-source-x4 = PDF/X-4:2010（ISO 15930-7）和 PDF/X-6:2020（ISO 15930-9）；所说的见 ISO 32000-1，{ $value }
preflight-source-any = PDF/X（ISO 15930），也是印刷厂的通行要求；所说的见 ISO 32000-1，{ $value }
preflight-source-house = 印刷厂的通行要求
preflight-title = 印前检查规则
preflight-intro =
    `neikan preflight 文件.pdf` 检查任何一个 PDF 能不能照原样付印；`neikan build` 做出付印文件后自动检查，写成 `press/preflight.json`，有 stop 一级的就不写文件。每条规则是 `crates/pdfx-preflight/src/rules/` 里的一个文件，本页由规则生成，请不要直接修改。

    `--standard` 写明按什么检查：`auto` 按文件自己的声明，`none` 只查会印坏的毛病，`x4`、`x6`、`x1a`、`x3`（后两个不分版次），或者某一版：`x1a-2001`、`x1a-2003`、`x3-2002`、`x3-2003`；不写，照项目的印刷特性文件，不在项目里就是 `auto`。`--profile 名称` 换印刷特性文件（总墨量、最低分辨率），`--binding saddle|perfect` 检查页数合不合装订，`--annotate 标注.pdf` 另存一份，把问题圈出来、列出来，墨多的地方着色（两个图层，看图程序里可以关），`--plates 文件夹` 把各块版存成图，`--plates-format tiff` 存成 TIFF，`--format json` 给程序看。不在项目里运行时，按总墨量 320%、300 ppi 检查。

    问题按规则归并，写明处数和页码，`--all` 逐条列出。`--report 报告.pdf` 另存一页纸的报告，放进活件袋，中文还是英文照 `--lang`。

    `--demands` 换检查要求：四套有名称的（见本页末尾），或者自己写的 `.yml`、`.json` 文件：

    ```yaml
    base: gwg2022-magazine        # 从哪一套改起；不写，从平常的改起
    standard: x4                  # 按什么检查
    total_ink: 300                # 总墨量，%
    inks: [Black, PANTONE 485 C]  # 只许用的油墨，四色写 Cyan、Magenta、Yellow、Black
    finishes: [Layer 7]           # 不是颜色的版，名称里看不出来的
    minimum_ppi: 250              # 图片低于它提醒
    bleed: 3                      # 出血，毫米
    rules:
      print-hairline:
        severity: warn            # stop、warn、note、off
        limit: 0.2                # 单位见各条规则
      print-text-edge:
        severity: "off"
    waivers:
      - rule: print-text-plates
        pages: [1, 4]
        reason: 客户要用三色红，已看过打样
    ```

    waivers 里的不再算错误，连同理由印在报告里；没有 pages 的，全部页面都放过。没有用上的也会说。说明“没有查到、没有照文件查”的规则（如 print-repaired、print-plates-missed）只能降为 note，不能关掉。印刷特性文件里的 `preflight:` 写法相同，`neikan build` 也照它检查。

    `neikan preflight --watch 文件夹` 看着一个热文件夹：放进 `in` 的 PDF 等到不再变化、结尾完整（结尾不完整的等半分钟）才检查，一次一个；检查时又变了的重新检查。合格的移到 `out`，不合格的移到 `report`，每个文件的 JSON 和一页纸报告（`…-preflight.json`、`…-preflight.pdf`）也在 `report`；同名的加 `-2`，什么也不覆盖。一个文件夹同时只有一个程序看着。

    只要印前检查的印刷厂，可以单装 `pdfx-preflight`（`cargo install --path crates/pdfx-preflight`）：不带排版，没有一页纸报告，热文件夹里写 JSON 和文字报告；要求文件用 JSON，`--show-demands 名称` 给出样子。用法见 `pdfx-preflight --help`。

    位置从成品的左上角算起，单位是毫米；对象是 PDF 里的对象编号。有地方没有查到的文件（print-plates-missed、print-picture-unmeasured、print-page-unjudged），不说“可以付印”，只说“没有查全”，除非用豁免放过。

    退出状态：0 可以付印，1 不能付印或没有查全，2 命令写错，3 磁盘等出错，4 程序本身出错。

    墨量怎么算：每个对象按自己的颜色算，图片把每个像素都算到，叠在一起的按分色算：每页按 72 ppi 一块版一块版地画出来，叠印、透明都算在内，再看任何 1 平方厘米（print-ink-area）、15 平方毫米（print-ink-spot）的方块里的平均。上光、模切、白墨的版不算在内。

    损坏的文件能读多少读多少，补过的地方都报出来；加了密、但不用密码就打得开的也照样检查。

    文字的位置按汉字的字身框估算（基线以上 88%、以下 12%），不是字形的轮廓。

    ISO 15930 的原文要购买，本表不引它的条号，只写明是哪一部分，所说的东西见 ISO 32000-1 的哪一条。逐条对照见[《PDF/X 对照表》](pdfx.md)。
preflight-sets-title = 有名称的检查要求
preflight-sets-intro = `--demands 名称` 用其中一套；没有列出的规则，级别和限值与平常一样。“按 GWG 2022 的要求拟定”的几套，数值和级别取自 Ghent Workgroup 的 GWG 2022 规范（电子表格，Variants 一页的 Magazine Ads CMYK、Newspaper Ads CMYK、SheetCMYK CMYK，要求 R0001 至 R0035），凡本程序有对应规则的都列出。规范量的是边长 15 毫米的正方形里的平均墨量，本程序量 1 平方厘米和 15 平方毫米的方块，小得多的地方也报；UserUnit、整页一张图、Courier、层的 Configs 没有对应的规则。没有经过 GWG 认证，印刷厂另有要求的，以自己的文件为准。
preflight-sets-head = | 规则 | 级别 | 限值 |
rules-preflight-standard = PDF/X 标准
rules-preflight-page = 页面
rules-preflight-font = 字体
rules-preflight-color = 颜色和墨量
rules-preflight-black = 黑版
rules-preflight-line = 线条
rules-preflight-picture = 图片
rules-preflight-edge = 裁切和出血
rules-preflight-content = 内容

### 外来的 PDF

pdf-none = 这不是 PDF 文件。
    .hint = 请给出 PDF 文件。
pdf-cut-off = PDF 不完整，缺了末尾。
    .hint = 文件可能没有传完。请重新导出或重新拷贝。
pdf-damaged = PDF 已损坏，读到第 { $offset } 字节就读不下去了。
    .hint = 请从原来的软件重新导出。
pdf-encrypted = PDF 加了密。
    .hint = 付印文件不得加密。请去掉密码和权限限制，重新导出。
pdf-cycle = PDF 的结构绕成了圈，读不到头。
    .hint = 文件已损坏，或是有人故意做成这样。请从原来的软件重新导出。
pdf-large = PDF 太大。文件不得超过 { $limit } MB，对象的数目和解压后的大小也有限度。
    .hint = 请拆成几个文件，或重新导出。
pdf-pages = PDF 里没有能读的页面。
    .hint = 请从原来的软件重新导出。

### 拼大版

impose-sheet = 看不懂纸张“{ $sheet }”。
    .hint = 写 A3、SRA3，或以毫米写宽x高，如 787x1092；四开在后面加 /4，如 787x1092/4。
impose-length = { $option } 的长度不对：最小 0，最大 { $most } 毫米。
    .hint = 以毫米写，如 --gripper 10。
impose-signature = 一帖不能是 { $pages } 页。
    .hint = 折叠的帖写 32、24、16、12、8 或 4；裁切的纸写偶数，是一张纸正反两面的页数。
impose-sheet-missing = 没有说用多大的纸。
    .hint = 加 --sheet，如 --sheet 889x1194/2；或者写在印刷配置的 imposition 里。
impose-option-binding = { $option } 只用于{ $needs ->
        [saddle] 骑马订
        [cut] 裁切的纸
       *[folded] 折叠的帖
    }。
    .hint = { $needs ->
        [saddle] 去掉 { $option }，或写 --binding saddle。
        [cut] 去掉 { $option }，或写 --binding cut。
       *[folded] 去掉 { $option }，或写 --binding saddle、--binding perfect。
    }
impose-insert = { $own } 页的夹页不能夹在第 { $after } 页之后：内文 { $pages } 页。
    .hint = 夹页夹在两帖之间。胶装写 4 的倍数，小于内文的页数，夹页的页数是双数；骑马订写 2 的倍数，不过全书的一半，夹页的页数是 4 的倍数。
impose-insert-form = 看不懂夹页的位置“{ $value }”。
    .hint = 写第几页之后，再写夹页的页数，如 --insert 16:8；不写页数是 4 页。
impose-up = 一张纸上的 { $places } 处放不成 { $up } 联。
    .hint = --signature 写正反两面的总页数，要除得尽 --up 的两倍。
impose-spine = 本刊的页面是左翻的，不能拼成右翻。
    .hint = 去掉 --spine right；别的右翻文件写文件名来拼。
impose-rest = 零头（{ $pages } 页的帖）在这张纸上放不下两份，改照其余的帖印。
    .hint = 纸不换也能印；要省版，请换大一些的纸，或减小 --signature。
impose-folds = 厚 { $thickness } 毫米的纸要折四折，容易起皱、爆口。
    .hint = 四折只宜用 60 克左右的薄纸；请减小 --signature，或者先与装订厂商量。
impose-binding-missing = 没有说怎样装订。
    .hint = 加 --binding saddle（骑马订）、perfect（无线胶装）或 cut（裁单张叠摞）。
impose-file-missing = 文件 { $path } 不存在。
    .hint = 核对文件名和所在的文件夹。
impose-not-built = { $issue } 还没有付印文件。
    .hint = 先运行 neikan build { $issue }；拼样稿先运行 neikan build { $issue } --draft，这里再加 --draft。
impose-onto-itself = 大版不能写在要读的文件上：{ $path }。
    .hint = --out 另写一个文件名。
impose-page = 第 { $page } 页没有可用的尺寸。
    .hint = 每页要有页面框（MediaBox）；成品框（TrimBox）要在其中，边长 10 至 2000 毫米。
impose-content = 第 { $page } 页的内容无法解开。
    .hint = 从原来的程序重新导出 PDF。
impose-no-trim = 有 { $count } 页没有写成品框（TrimBox），以整个页面为成品。
    .hint = 页面如果带出血，请重新导出，写上成品框；否则会裁错。
impose-size = 第 { $page } 页的成品尺寸是 { $width }×{ $height } 毫米，第一页是 { $firstwidth }×{ $firstheight } 毫米。
    .hint = 这一页居中放，不缩放，超出的部分裁掉。各页尺寸应当一样。
impose-sheet-small = { $sheetwidth }×{ $sheetheight } 毫米的纸放不下 { $width }×{ $height } 毫米的页面。
    .hint = 换大一些的纸；也可以减小 --signature 或 --gripper。自翻、滚翻的版，正面只用半张纸。
impose-tight = 纸张偏小，出血和印刷标记不能全部印上。
    .hint = 换大一些的纸，或减小 --signature；只打样可以不管。
impose-marks = 纸边太窄，有的版面没有{ $kind ->
        [crop] 齐全的裁切线和套准标记
        [bars] 色标
        [lay] 侧规标记
       *[slug] 版边说明
    }。
    .hint = 换大一些的纸，或减小 --gripper。
impose-blanks = 内文 { $pages } 页，末尾补 { $blanks } 个空白页。
    .hint = 折叠的纸页数是 4 的倍数。空白页可以用补白填上。
impose-sheet-use = 纸只用了 { $used }%，大半是空白。
    .hint = 请换小一些的纸，或者把几件活拼在一起；纸的大小用 --sheet。
impose-sheet-better = 纸换成 { $width }×{ $height } 毫米，用得上 { $better }%；现在这张用了 { $used }%。
    .hint = 印刷配置的 imposition 里写有这种纸；要换，--sheet 写这种纸。
impose-annotations = 第 { $page } 页有批注、链接或表单，不会印在大版上。
    .hint = 要印的内容请在原来的程序里转成页面内容，再导出。
impose-standard = 原文件自称 { $standard }，大版不再这样标注。
    .hint = 大版只保持 PDF/X-4 和 PDF/X-1a:2003；印刷厂需要别的标准，请重新导出。
impose-paper-unknown = 不知道纸的厚度，没有补偿爬移。
    .hint = 用 --paper-thickness 写一张纸的厚度，如 0.1 毫米；或用 --creep 写最里面一页要移多少。
impose-slug = 版边说明排不出来（{ $reason }）。
    .hint = 核对项目的 fonts 文件夹。
impose-slug-none = 不在项目里，没有字体，版边不印说明文字。
    .hint = 在项目文件夹里运行，或加 --project。
impose-piece-form = 看不懂合版的一件“{ $value }”。
    .hint = 写文件，后面可加几份，至多 { $most } 份，如 --piece 书签.pdf:6。
impose-piece-large = “{ $piece }”的成品 { $width }×{ $height } 毫米，{ $sheetwidth }×{ $sheetheight } 毫米的纸放不下，印刷配置里别的纸也放不下。
    .hint = 用 --sheet 换大一些的纸，减小 --gripper；自翻、滚翻的版，一件只能占半张纸。
impose-pieces-many = { $sheetwidth }×{ $sheetheight } 毫米的纸上，{ $count } 件没能都拼下。
    .hint = { $other ->
        [true] 减少份数，换大一些的纸，或者分几次拼。
       *[false] 印刷配置里 { $better } 毫米的纸放得下：写 --sheet { $better }；或者减少份数。
    }
impose-pieces-count = 一张纸上至多拼 { $most } 件。
    .hint = 减少份数，或者分几次拼。
impose-piece-standard = “{ $piece }”和“{ $first }”不是按同一个标准、同一种印刷条件制作的，大版不标 PDF/X，输出意图照第一件。
    .hint = 各件都按这台印刷机的条件重新导出；颜色不会替你转换。
impose-cover = 封面放不进这张纸，没有拼。
    .hint = 封面另用大一些的纸：neikan impose 封面.pdf --binding cut --signature 2 --sheet 纸张。

impose-slug-issue = { $publication } { $year } 年第 { $number } 期 { $part ->
        [cover] 封面
       *[interior] 内文
    } · 第 { $sheet }/{ $sheets } 张 { $side ->
        [front] 正面
       *[back] 反面
    } · 页 { $pages } · { $date }
impose-slug-pieces = { $pieces } · { $side ->
        [front] 正面
       *[back] 反面
    }
impose-slug-file = { $file } · 第 { $sheet }/{ $sheets } 张 { $side ->
        [front] 正面
       *[back] 反面
    } · 页 { $pages }
summary-imposed = { $path }：{ $pages } 页（另有空白 { $blanks } 页），{ $sheets } 张，每张 { $signatures } 页{ $halved ->
        [0] {""}
       *[other] ，其中 { $halved } 张一版印两面、裁开得两份
    }，纸用了 { $used }%，爬移 { $creep } 毫米，{ $size }

summary-insert =     夹页 { $pages } 页，夹在第 { $after } 页之后：{ $binding ->
        [saddle] 套在第 { $before } 帖里面
       *[other] 配帖时排在第 { $before } 帖之后
    }
summary-pieces = { $path }：{ $width }×{ $height } 毫米的纸一张，{ $sides ->
        [1] 印一面
       *[other] 印两面
    }，裁出 { $leaves } 件，纸用了 { $used }%，{ $size }

help-impose = 把页面拼成印刷用的大版。
help-impose-source = 哪一期，如 2026-01，没有完成的只有一期时可以不写；也可以是任何 PDF 文件。
help-impose-binding = 装订：saddle（骑马订）、perfect（无线胶装）、cut（裁单张叠摞）；一期默认照刊物的装订。
help-impose-spine = 书脊在哪边：left（左翻，默认）、right（右翻，用于直排）。
help-impose-sheet = 纸张：A3、SRA3，或宽x高（毫米），后面可加几开，如 787x1092/4、889x1194/2；默认照印刷配置。
help-impose-signature = 一张纸正反两面共几页：16、8、4，默认放得下的最多页数；32、24、12 要写明。
help-impose-up = 裁切的纸上同样的页放几联；一期的封面几联，如 2。
help-impose-duplex = 反面怎样印：sheetwise（套版，左右翻，默认）、tumble（套版，天地翻）、work-and-turn（自翻，一版印两面）、work-and-tumble（滚翻，一版印两面）。
help-impose-rest = 零头（最后比别的小的帖）反面怎样印，如 work-and-turn；默认与其余的帖一样。
help-impose-gripper = 咬口，毫米，默认 10；数码印刷可以写 5 或 0。
help-impose-gripper-edge = 咬口在哪边：long（长边，默认）、short（短边）；画在上方写 long-top、short-top。
help-impose-side-lay = 侧规标记印在纸的哪边：left 或 right；默认不印。
help-impose-paper-thickness = 一张纸的厚度，毫米；默认照印刷配置的内文用纸。
help-impose-creep = 爬移：最里面一页向书脊移多少，毫米；默认由页数和纸厚算出。
help-impose-mill = 无线胶装铣背的宽度，毫米，默认 3。
help-impose-lip = 飞边：骑马订的帖，一半比另一半宽多少，毫米；默认不留。
help-impose-lip-half = 飞边留在帖的哪一半：back（后一半，默认）或 front（前一半）。
help-impose-insert = 夹页夹在第几页之后、有几页：16（4 页）或 16:8；帖在那里分开。可以写几次。
help-impose-piece = 合版：几件大小不同的活拼在一张纸上，每件写文件，后面可加几份：卡片.pdf:8。文件里每两页是一件的正面和反面，只有一页的反面空白。可以写几次。
help-impose-gutter = 合版时相邻两件成品边之间的距离，毫米；默认够放两边的出血和裁切线。
help-impose-out = 写成这个文件；默认一期写在 out 里它的 press 文件夹，文件写在原文件旁边，名称后加 -sheets。
help-impose-draft = 拼样稿的页面；没有审定的一期只能这样拼。
help-impose-format = 报告的格式：human（给人看）或 json（给程序看）。
help-impose-after = 页面原样搬上大版，不重新制作；输出意图和 PDF/X 标注保持不变。
help-impose-examples = neikan impose 2026-01 --sheet 889x1194/2
    neikan impose 2026-01 --sheet 787x1092/2 --rest work-and-turn --up 2
    neikan impose ~/书.pdf --sheet A3 --binding saddle
    neikan impose --piece 请柬.pdf:2 --piece 书签.pdf:6 --sheet 787x1092/4

### 页数预算

text-lost = 这里有 { $count } 个字没有排到版面上：“{ $text }”。
    .hint = 什么也没有写出。版式在这里排不下或没有排这些字：请改短或移到别处，并告诉负责版式的人。
text-outside = 第 { $page } 页的“{ $text }”排到了版心之外，或被裁掉了。
    .hint = 请把这一处（导语、图注、表格的一行等）改短，或拆成几段。
text-overlap = 第 { $page } 页的“{ $text }”和“{ $other }”叠在一起。
    .hint = 请把其中一处改短，或移到别处，并告诉负责版式的人。
text-added = 第 { $page } 页多出了没有签过的字：“{ $text }”。
    .hint = 什么也没有写出。稿件和数据里没有这些字，版式的 words.yml 也没有列出：请负责版式的人改正模板；确是版式该有的字，就列进 words.yml。
text-added-book = 电子书的 { $file } 里多出了没有签过的字：“{ $text }”。
    .hint = 什么也没有写出。稿件和数据里没有这些字：请告诉负责版式的人。
draft-faults = 稿件和数据里有 { $count } 处错误没有改，样稿照做，每页盖了“有错未改”；这样的一期不能付印。
    .hint = 请照上下文各条改好；运行 neikan check 只查不做。
draft-removed = 成品已经做好，旧样稿一并删去：{ $files }。
    .hint = 要看改动中的样子，再运行 neikan build --draft。
draft-unmarked = 样稿的第 { $page } 页没有“未审”或“样稿”的记号。
    .hint = 什么也没有写出。请负责版式的人把记号排回去；没有签齐的每一页都要有。
text-hidden = 第 { $page } 页的“{ $text }”印出来看不见：{ $why ->
        [small] 字太小，不到 3 磅
        [color] 字的颜色和底色一样
        [struck] 有线从字上穿过
       *[covered] 被色块或图片盖住了
    }。
    .hint = 什么也没有写出。请负责版式的人改正模板；稿件里的字都要看得见。
text-order = 第 { $page } 页的“{ $text }”排得比原稿早，或拆散了：先后与签过的稿子不同。
    .hint = 什么也没有写出。请负责版式的人改正模板，段落和句子按稿件的次序排。
sheet-hides = epub.css 里这一条会把文字藏起来、挪走或调换次序：{ $selector } { "{" } { $text } { "}" }。
    .hint = 请改用不遮盖、不移动文字的写法；电子书里签过的字都要看得见，次序不变。
sheet-adds = epub.css 里这一条会添上没有签过的字或图：{ $selector } { "{" } { $text } { "}" }。
    .hint = 请去掉。content 里只许有符号，不许有字、attr() 和 url()。
chart-crowded = 这张图表的内容太密，排不开：第 { $page } 页的“{ $text }”和“{ $other }”叠在一起。
    .hint = 请减少行数或组数，缩短名称和数字（如改用“万吨”作单位），拆成两张图，或改用表格。
cover-contrast = 封面上的“{ $text }”在画面上看不清：反差只有 { $contrast }，至少要 { $least }。
    .hint = 请换 cover 的 masthead（red、paper、knockout）或 style，挪一挪 focus，或换一幅上部平静的图。
table-set = 这张表{ $how ->
        [turned] 横过来占整页{ $count ->
            [1] {""}
           *[other] ，分成 { $count } 段
        }
        [small] 字号小一级
        [parted] 分成 { $count } 段，每段重排表头
        [columns] 横过来也排不下，各列分成 { $count } 张，每张都有首列
       *[wide] 在一栏里排不舒展，排成版心宽
    }。
    .hint = 要排得小，请减少列数，缩短格子里的字。
cover-lines = 封面要目多出 { $count } 条，没有印。
    .hint = 请删去几条，或换一种 cover.style：type 能印四条，其余三条。
table-wide = 这张表缩小、横排、分成两张也排不下：有一列放不下最长的一段字。
    .hint = 请拆成两张表，或减少列数，或改短格里很长的西文、数字、网址。
pages-over = 《{ $title }》排了 { $pages } 页，预算 { $budget } 页，约多出 { $lines } 行、{ $chars } 字。
    .hint = 请删减约 { $chars } 字，或缩小图片，或把稿头的 pages 改成 { $pages }。
pages-under = 《{ $title }》只排了 { $pages } 页，预算 { $budget } 页，约可再加 { $lines } 行、{ $chars } 字。
    .hint = 请补充文字或图片，或把稿头的 pages 改成 { $pages }。
pages-filled = 本期稿件排满 { $content } 页，装订须是 { $multiple } 的倍数，从第 { $first } 页起用补白添了 { $filled } 页。
    .hint = 不用做什么；要换成稿件，可增补相应页数的内容，或调整 issue.yml 里的补白。

### 导入

import-kind = 不认识这种文件，没有导入。
    .hint = 可以导入 .docx、.doc、.wps、.odt、.rtf、.pdf、.md、.txt、.html、邮件 .eml，以及装着这些文件的 .zip 和文件夹。单张图片用 neikan picture add 收。
import-save-as = 这种文件不能直接导入。
    .hint = 请用 Word 或 WPS 打开，“另存为”.docx 文档，再导入那个文件。
import-pages = 这种排好的页面读不了，没有导入。
    .hint = 请向作者要原来的 Word 文件，存成 .docx；没有的，另存为 .pdf 再导入。
import-pdf = PDF 里只有字和字的位置，段落、标题、栏序都是照版面猜的，加粗、脚注和表格可能不全，倾斜、着重号、下划线、删除线、底色、线条和画的图形没有带，删去的修订也看不出来。
    .hint = 有原来的 Word 文件，请导入那一个。没有的，请逐段对照页面，核对以后从稿头的 guessed 里删去 text。
import-pdf-locked = PDF 加了密（也许不要密码就能看，但不许复制），没有导入。
    .hint = 请作者去掉密码和限制，重新导出；最好请他发原来的 Word 文件。
import-pdf-scan = PDF 里没有文字（{ $pages } 页，{ $pictures } 幅图）：是扫描件，或者字已经转成了图形，没有导入。
    .hint = 请向作者要原来的 Word 文件；只有纸件的，请先做文字识别，校对以后再导入。
import-pdf-garbled = PDF 里的字有 { $count } 个不知道是什么字，取不出可靠的文字，没有导入。
    .hint = 请向作者要原来的 Word 文件。
import-pdf-long = PDF 超过 { $limit } 页，没有导入。
    .hint = 请只导出文章所在的那几页。
import-pdf-crowded = PDF 第 { $page } 页的行数多得不像给人读的，没有导入。
    .hint = 请向作者要原来的 Word 文件。
import-pdf-untold = 有 { $count } 个字不知道是什么字，写成“〓”，在第 { $pages } 页。
    .hint = 请对照页面补上。
import-pdf-unseen = 第 { $pages } 页是扫描的，文字是机器识别的。
    .hint = 机器识别的文字常有错字，请逐字校对。
import-pdf-hidden = 有 { $count } 处看不见的字没有带：“{ $text }”。
    .hint = 页面上看不见的字，一般不是正文；请对照页面看一遍。
import-pdf-askew = 斜着的字没有带：“{ $text }”。
    .hint = 一般是水印；是正文的，请自己补上。
import-pdf-pages = 第 { $pages } 页只有图，没有文字。
    .hint = 扫描的页面取不出文字，请向作者要原来的文件。
import-pdf-apart = 第 { $page } 页是封面一类的页面或目录，上面的字没有带进来：{ $text }。
    .hint = 正文用得着的，请从那里抄进稿件。
import-pdf-margins = 页眉、页码等 { $count } 处没有带：“{ $text }”。
    .hint = 是正文的，请自己补上。
import-pdf-notes = 页脚的 { $count } 处小字像是注，排在文末：“{ $text }”。
    .hint = 请放回原处，或改成脚注。
import-pdf-table = 第 { $paragraph } 段像是表格，照各格的位置排的：“{ $text }”。
    .hint = 请对照页面核对每一格，合并的单元格请自己改。
import-pdf-pictures = 从页面上取下 { $count } 幅图。
    .hint = PDF 里的图一般压缩过、裁切过，不够印刷用；请向作者要原图。
import-pdf-picture-left = 有 { $count } 幅图带不进来（转过、透明、用印刷油墨，或者格式少见），在第 { $pages } 页。
    .hint = 请向作者要原图。
import-pdf-picture-small = 有 { $count } 处小图、底图和每页都有的图没有带。
    .hint = 一般是装饰；是正文要用的，请向作者要原图。
import-pdf-links = 有 { $count } 处链接只留文字，没有带地址。
    .hint = 要用的，请写成 [文字](地址)。
import-pdf-fields = 表单里有 { $count } 处填写的内容没有带：“{ $text }”。
    .hint = 是正文的，请自己补上。
import-pdf-attached = PDF 里附着 { $count } 个文件，没有带。
    .hint = 里面可能有原来的文档；请用 PDF 阅读器取出来，再导入。
import-archive = 这种压缩包打不开，没有导入。
    .hint = 请先解压，再导入解出来的文件夹；或请作者改用 .zip。
import-packed-broken = 压缩包或其中的文件已损坏，或者用了少见的压缩方法。
    .hint = 请解压看一看，再导入解出来的文件夹；打不开就请作者重发。
import-packed-parts = 这是分卷压缩包的一卷，没有导入。
    .hint = 请把各卷放在一起解压，再导入解出来的文件夹。
import-packed-locked = 压缩包里有 { $count } 个文件加了密码，没有导入。
    .hint = 请用密码解压，再导入解出来的文件夹。
import-packed-many = 里面的文件超过 { $limit } 个，没有导入。
    .hint = 请只留下稿件和图片，再导入。
import-packed-deep = 套得太深，超过 { $limit } 层，没有导入。
    .hint = 请解开，把稿件拿出来再导入。
import-packed-swollen = 压缩得不正常，或者解开以后超过 { $limit } MB，没有导入。
    .hint = 请不要打开来历不明的文件；确是来稿，请分几次导入。
import-packed-outside = 压缩包里有一个文件的路径指向外面，没有导入：{ $path }。
    .hint = 正常的压缩包没有这种路径；确是来稿，请作者重新打包。
import-packed-twice = 压缩包里有重名的文件，只取了最后一个。
    .hint = 请解压看一看，是不是两份不同的文件。
import-linked = { $path } 是一个链接，没有读取。
    .hint = 需要的话，请把它指的文件复制过来。
import-droppings = 有 { $count } 个系统或软件留下的文件没有导入，如 __MACOSX、.DS_Store、Thumbs.db、~$ 开头的文件。
    .hint = 不用处理。
import-other = { $path } 不是稿件，也不是图片，没有导入。
    .hint = 请看看里面有没有正文要用的东西。
import-twin = { $path } 和旁边的文稿同名，是排好的页面，没有导入。
    .hint = 文字取自文稿；请对照页面看看有没有出入。
import-nothing = 里面没有可以导入的稿件。
    .hint = 稿件可以是 .docx、.md、.txt、.html 或邮件；图片要和稿件放在一起。
import-all-known = 里面的稿件都已经导入过。
    .hint = 不用处理；原件在哪里，见上面各条。
import-name = “{ $name }”不能用作稿件的名称。
    .hint = 只用小写字母、数字和单个连字符，最多 60 个字符，如 lizhi-shougou。
import-large = 文件超过 { $limit } MB，没有导入。
    .hint = 请把图片另外存放，或把稿件拆成几个文件。
import-unreadable = 文件读不出来：{ $reason }。
    .hint = 请核对文件名称和读取权限。
import-encoding = 认不出文件是什么编码。
    .hint = 请用原来的软件打开，另存为 UTF-8 纯文本。
import-known = 同样的文件已经导入过，原件是 { $original }。
    .hint = 没有重复导入；确要再导一次，请先把那份原件和稿件移走。
import-renamed = 收件箱里已有同名的稿件，这一份改名为 { $id }。
    .hint = 两份都在；请看看是不是同一篇的前后两稿。
import-look-alikes = 有 { $count } 个字符只是样子相同，已换成本字：{ $found }。
    .hint = 部首、兼容汉字和全角字母数字多半来自 PDF 里复制的文字；人名、地名请对照原稿看一遍。
import-empty = 文件里没有正文。
    .hint = 请打开原文件看一看，再请作者重发。
import-word-locked = 这是加了密码的文档，没有导入。
    .hint = 请用 Word 或 WPS 打开，去掉密码，另存一份再导入。
import-locked = 这是加了密码的文档，没有导入。
    .hint = 请作者用 LibreOffice 打开，去掉密码，另存一次再发。
import-doc-old = 这是 { $version } 存的文档，格式太旧，没有导入。
    .hint = 请用 Word、WPS 或 LibreOffice 打开，“另存为”.docx 文档，再导入那个文件。
import-doc-none = 文件里没有 Word 的正文，名称不作数，没有导入。
    .hint = 可能是表格、邮件或 Works 文档；请用原来的软件打开，“另存为”.docx 文档，再导入那个文件。
import-foreign = 不论扩展名是什么，文件里其实是 { $form }，没有导入。
    .hint = 是图片的，用 neikan picture add 收；是表格、幻灯片、电子书的，请作者把文字另存成 .docx 再发。
import-unknown = 这不是文档：里面的内容认不出是什么，没有导入。
    .hint = 可能已损坏、加了密，或没有传完；请作者重发，最好是 .docx 文档。
import-doc-other = 文件的扩展名是 { $name }，内容其实是 { $form }，已按内容来读。
    .hint = 请照例对照原件看一遍。
import-libreoffice = 这份文档是请 LibreOffice 读的。
    .hint = 自动编号、域和修订可能与 Word 里不同，请对照原件看一遍。
import-libreoffice-missing = 本机没有装 LibreOffice，由程序自己读。
    .hint = 要用它，请先安装（Debian：apt install libreoffice-writer-nogui），再加 --with-libreoffice 导入。
import-libreoffice-slow = LibreOffice 过了 { $limit } 秒还没有读完，已经停掉，由程序自己读。
    .hint = 请用 Word 或 WPS 打开，“另存为”.docx 文档。
import-libreoffice-failed = LibreOffice 读不了这份文档，由程序自己读。
    .hint = 请用 Word 或 WPS 打开，“另存为”.docx 文档。
import-word-broken = 文档已损坏，读不了其中的 { $part }。
    .hint = 请用 Word 或 WPS 打开，“另存为”.docx 文档；打不开就请作者重发。
import-word-large = 文档里的 { $part } 大得或压缩得不正常，没有导入。
    .hint = 请不要打开来历不明的文件；确是来稿，请作者另存一次再发。
import-word-entities = 文档里的 { $part } 声明了实体，正常的文档没有这种内容。
    .hint = 请不要打开来历不明的文件；确是来稿，请作者另存一次再发。
import-word-deep = 文档里的 { $part } 套了 { $limit } 层以上。
    .hint = 请不要打开来历不明的文件；确是来稿，请作者另存一次再发。
import-outside = 文档引用了外部内容（{ $kind }）：{ $target }。
    .hint = 没有读取它；稿件里需要的话，请作者放进文档。
import-header = 页眉或页脚里有文字，没有带进来：{ $text }。
    .hint = 版式自有书眉；有用的话请抄进稿件。
import-comments = 有 { $count } 条批注，记在稿头的 notes 里，不会印出来。
    .hint = 请逐条处理，处理完删去。
import-changes-accepted = 文档里有修订：增 { $added } 处，删 { $removed } 处（{ $authors }），已全部接受。
    .hint = 请作者确认定稿；要改前的文字，用 --changes refuse 再导一次。
import-changes-refused = 文档里有修订：增 { $added } 处，删 { $removed } 处（{ $authors }），已全部拒绝。
    .hint = 请作者确认定稿；要改后的文字，用 --changes accept 再导一次。
import-contents = 第 { $paragraph } 段“{ $text }”一带是目录，没有带进来。
    .hint = 不用处理，目录由程序编排。
import-page-break = 第 { $paragraph } 段“{ $text }”处有分页，没有带进来。
    .hint = 分页由版式决定；这里若是另一篇，请拆成两个稿件。
import-embedded = 第 { $paragraph } 段“{ $text }”之后嵌着另一个文档，没有带进来。
    .hint = 请把那个文档另存为 .docx，单独导入。
import-math = 第 { $paragraph } 段“{ $text }”里有公式，已写成一行文字。
    .hint = 请对照原文看是否读得通，或请作者把公式做成图片。
import-hidden = 第 { $paragraph } 段“{ $text }”里有隐藏的文字，没有带进来。
    .hint = 请对照原文，看是否有用。
import-drawn = 网页上画出来的字没有带：“{ $text }”。
    .hint = 这些字在图形里，没有段落和先后；是正文的，请自己补上。
import-fields = 网页表单里的字没有带：“{ $text }”。
    .hint = 是正文的，请自己补上。
import-played = 有 { $count } 个视频、音频或嵌在网页里的窗口，没有带进来。
    .hint = 请对照原网页，看是否要请作者另发图片或文字。
import-page-around = 正文以外的这些文字没有带进来：{ $text }。
    .hint = 不用处理；确是正文的，请抄进稿件。
import-page-author = 网页上写的作者是“{ $name }”，看不出是不是人名，没有放进署名。
    .hint = 请核对后自己写进稿头的 authors。
import-tail = 文末有 { $count } 处是网页的编辑、审核和关注、点赞一类，没有带进来：{ $text }。
    .hint = 不用处理；其中有作者或来源的，请写进稿头。
import-letter = 邮件正文“{ $text }”是附信，没有当作稿件，全文记在各篇稿头的 notes 里。
    .hint = 看过以后请删去；确是稿件，请把正文另存成 .txt 再导入。
import-mail-tail = 邮件的编码后面另有一段字，没有带：“{ $text }”。
    .hint = 一般是邮件列表或杀毒软件加的；是正文的，请自己补上。
import-frame = 网页里嵌着的一页比它自己长，接在后面：“{ $text }”。
    .hint = 请对照原网页，删去不要的。
import-frame-left = 网页里嵌着的一页没有带：“{ $text }”。
    .hint = 一般是广告；是正文的，请自己补上。
import-mail-bytes = 邮件里有 { $count } 处字节认不出是什么字，以“〓”代替。
    .hint = 请对照原邮件补上，或请作者重发。
import-mail-broken = 这不是邮件，或者已损坏，读不出来。
    .hint = 请在邮箱里重新导出 .eml，或把附件和正文另存再导入。
import-mail-parts = 邮件的部分超过 { $limit } 个，没有导入。
    .hint = 请把附件另存，再导入。
import-underline = 第 { $paragraph } 段“{ $text }”里有下划线，只留下了文字。
    .hint = 要强调，请改用加粗或着重号。
import-raised = 第 { $paragraph } 段“{ $text }”里有上标或下标，已排成普通文字。
    .hint = 请对照原文，必要时换一种说法。
import-field = 第 { $paragraph } 段“{ $text }”里的域 { $name } 没有存下结果，没有带进来。
    .hint = 请对照原件补上它显示的文字，或在 Word 里更新域（F9）再导入。
import-field-flat = 第 { $paragraph } 段“{ $text }”里有用域（EQ）拼成的符号，只留下了字符。
    .hint = 请对照原件看它是什么样子。
import-placeholder = 第 { $paragraph } 段“{ $text }”里有没填的内容控件，提示文字没有带进来。
    .hint = 该填的内容请向作者要。
import-symbol = 第 { $paragraph } 段“{ $text }”里有字体“{ $font }”的符号，认不出，以“〓”代替。
    .hint = 请对照原文，换成通用的字符。
import-bytes = 第 { $paragraph } 段“{ $text }”里有 { $count } 处字节认不出是什么字，以“〓”代替。
    .hint = 请对照原文补上，或请作者用 Word 或 WPS “另存为”.docx 再发。
import-link = 第 { $paragraph } 段“{ $text }”里的链接不是网址或邮箱，只留下了文字：{ $target }。
    .hint = 只收 http、https 和 mailto 的链接。
import-note-missing = 第 { $paragraph } 段“{ $text }”引了一条找不到的注。
    .hint = 请对照原文补上。
import-note-block = 第 { $paragraph } 段“{ $text }”的注里有图片或框，已移到这一段之后。
    .hint = 注里只能有文字。
import-endnote = 第 { $paragraph } 段“{ $text }”的尾注改成了脚注。
    .hint = 不用处理；参考文献较多时，可改成文末的列表。
import-object = 第 { $paragraph } 段“{ $text }”里有图表、图示或嵌入的对象，没有带进来。
    .hint = 请作者另存成图片，或用 chart 写成图表。
import-chart = 第 { $paragraph } 段“{ $text }”处的图表照它的数据重画。
    .hint = 请核对标题、单位和替代文字。
import-chart-table = 第 { $paragraph } 段“{ $text }”处的图表不是本刊画得出的种类，数据改成了表格。
    .hint = 请看是留着表格，还是改画成 bar、bars、line 或 pie。
import-picture-retouched = 第 { $paragraph } 段“{ $text }”处的图片照文档里的样子裁切、旋转或调过色。
    .hint = 没有处理过的图在原件里。
import-picture-kept = 第 { $paragraph } 段“{ $text }”处的图片在文档里裁切、旋转或调过色，这里存的是原图。
    .hint = 作者裁掉的部分会印出来；请看一眼，要照文档的样子，去掉 --keep-originals 再导一次。
import-picture-effect = 第 { $paragraph } 段“{ $text }”处的图片在文档里裁成了别的样子或加了效果，没有带进来，印的是原图。
    .hint = 请对照原件，在图片软件里照样处理；裁掉的部分不要印出来。
import-picture-outside = 第 { $paragraph } 段“{ $text }”处的图片不在文件里，只是外部链接，没有下载。
    .hint = 请向作者要原图。
import-picture-web = 第 { $paragraph } 段“{ $text }”处的图片在网上，没有下载：{ $target }。
    .hint = 请向作者要原图；或用浏览器把网页连同图片一起存下来再导入。
import-picture-speck = 第 { $paragraph } 段“{ $text }”处有一个一两个像素的图片，是占位或统计用的，没有带进来。
    .hint = 不用处理。
import-picture-placed = 图片 { $name } 放到了“{ $text }”处：{ $path }。
    .hint = 请核对位置，写好替代文字。
import-picture-order = 图片 { $name } 按先后顺序放到了“{ $text }”处：{ $path }。
    .hint = 文件名里没有图号，这只是猜测；请逐幅核对图和图注。
import-picture-end = 图片 { $name } 在文中找不到位置，放在文末：{ $path }。
    .hint = 请移到该放的地方，写好图注和替代文字。
import-picture-same = 图片 { $name } 和稿件里的一幅完全相同，没有再放。
    .hint = 不用处理。
import-picture-unfit = 图片 { $name } 是 { $kind } 格式，或已损坏，没有带进来。
    .hint = 请另存成 JPEG 或 PNG，放进 issues/inbox/images。
import-picture-unread = 图片 { $name } 读不出来（{ $rule }），没有带进来。
    .hint = 请向作者另要一份。
import-pictures-many = 图片超过 { $limit } 幅，{ $name } 没有带进来。
    .hint = 请挑出要用的图片，再导入。
import-picture-nobody = 看不出图片 { $path } 属于哪一篇，没有导入。
    .hint = 请让图片和稿件单独放在一个文件夹里，或用稿件的名称给图片命名，再导入。
import-picture-lost = 第 { $paragraph } 段“{ $text }”处的图片取不出来。
    .hint = 请向作者要原图。
import-picture-alt = 第 { $paragraph } 段“{ $text }”处的图片没有替代文字：{ $path }。
    .hint = 请在稿件里写明画面里有什么，付印前必须有。
import-picture-heavy = 第 { $paragraph } 段“{ $text }”处的图片超过 { $limit } MB，没有带进来。
    .hint = 请向作者另要一份，整页图 2600 × 3500 像素就够。
import-picture-format = 第 { $paragraph } 段“{ $text }”处的图片是 { $kind } 格式，或已损坏，没有带进来。
    .hint = 请另存成 JPEG 或 PNG，放进 images。
import-text-box = 第 { $paragraph } 段“{ $text }”处的文本框改成了补充栏。
    .hint = 请核对它该放在哪里，要不要改成资料框。
import-table-merged = 第 { $paragraph } 段“{ $text }”的表格，合并的单元格带不进来，内容放在头一格，其余留空。
    .hint = 请对照原文；要合并的格子写成“<<”“^^”。
import-table-nested = 第 { $paragraph } 段“{ $text }”的表格里套着表格，里面的只留下了文字。
    .hint = 请对照原文，拆成两个表格。
import-table-long = 第 { $paragraph } 段“{ $text }”的表格超过 { $limit } 行，没有导入。
    .hint = 内刊排不下这样的表格；请作者摘出要点，或另作附件。
import-table-large = 到第 { $paragraph } 段“{ $text }”，表格已超过 { $limit } 格，没有导入。
    .hint = 内刊排不下这样的表格；请作者摘出要点，或另作附件。
import-table-wide = 第 { $paragraph } 段“{ $text }”的表格超过 { $limit } 列，改成了一行一段的文字。
    .hint = 内刊排不下这样的表格；请作者摘出要点，或另作附件。
import-cell-block = 第 { $paragraph } 段“{ $text }”的表格里有图片或列表，已移到表格之后。
    .hint = 请放到该放的地方。
import-cell-lines = 第 { $paragraph } 段“{ $text }”的表格有一格多行的，已用全角空格接成一行。
    .hint = 请看看要不要加标点，或拆成几行。
import-heading-deep = 第 { $paragraph } 段“{ $text }”是第三级以下的小标题，改成了加粗的一段。
    .hint = 稿件只有两级小标题；请看看层次是否清楚。
import-emphasis = “{ $text }”一段的加粗或斜体与前后文字分不开，只留下了文字。
    .hint = 请对照原文，换个位置再加。
import-byline-own = 署名里的“本刊记者”一类字样没有带进来。
    .hint = 内部资料没有记者，署姓名和单位即可。
import-long = 第 { $paragraph } 段“{ $text }”之后，超过了 { $limit } 段，没有导入。
    .hint = 请把稿件拆成几个文件。

### 审稿

form-issue = “{ $value }”不能用作期的名称。
    .hint = 请写成“年-期”，期号两位，01 到 53，如 2026-03。
form-sha256 = “{ $value }”不是 SHA-256 校验值。
    .hint = 这个文件只由 neikan review 写入，请撤回手工的改动。
reviewer-twice = 审稿人{ $name }写了两次。
    .hint = 请并成一条，把审次写在一起。
reviewer-delegate = { $name }是受委托终审的人，却没有终审的职责。
    .hint = 请在 stages 里加上 final，或删去 delegate。
reviewer-chief = { $name }受委托终审，却没有人能复核签字。
    .hint = 请给主编写上 final，不写 delegate。
ledger-chain = 审读记录第 { $entry } 条之前有删除、调换或改动。
    .hint = { $joined ->
        [yes] 看来是两个人的记录接在了一起，没有冲突标记；两边分得清，请运行：neikan review merge { $path } --into { $issue }。
       *[no] 请从存档或版本库恢复；记录接不上，就不能再签，也不能付印。两个人的记录是手工拼成的，请从版本库取出各自的 review.yml 和 review 文件夹，恢复一份，再合并另一份：neikan review merge 另一份/review.yml --into { $issue }。
    }
ledger-seal = 审读记录第 { $entry } 条签后被改过。
    .hint = 请从存档或版本库恢复这一条；有了新意见，就另签一条。
ledger-origin = 审读记录第 { $entry } 条与来稿箱里签的不符。
    .hint = 请与 issues/inbox/review.yml 核对并恢复。
ledger-copy = 审读记录第 { $entry } 条所审的文本丢失或被改：{ $path }。
    .hint = 请从存档或版本库恢复；文件名就是内容的 SHA-256。
ledger-busy = 审读记录刚才被别人写过。
    .hint = 请再运行一次；这次没有写入。
ledger-short = 审读记录末尾少了条目。
    .hint = 请从存档或版本库恢复；review/head 里记着最后一条的封签。确实恢复不了，由主编说明以后接着签：neikan review resume --by { $chief } --reason 原因 --issue { $issue }。
review-stage = { $stage ->
    [first] 初审
    [second] 复审
    [final] 终审
    [countersign] 主编复核
    [proof-1] 一校
    [proof-2] 二校
    [proof-3] 三校
    [corrections] 核红
    [press] 付印
    [press-after-changes] 改后付印
    [gathered] 移出来稿箱
    [withdrawn] 撤回
    [people] 审读名单
    [redated] 更正日期
    [resumed] 接续记录
    [revoked] 作废密钥
   *[other] 审稿
    }
review-verdict = { $verdict ->
    [return] 退修
    [reject] 退稿
    [done] 已记
   *[pass] 通过
    }
review-article = { $issue } 里没有“{ $article }”这篇稿件。
    .hint = 现有：{ $known }；写 all 就是全部。
review-person = { $name }不是本刊物的审稿人。
    .hint = 审稿人有：{ $known }。增减人员，请改 issues/publication.yml 的 review。
review-duty = { $name }没有{ review-stage }的职责。
    .hint = 可以签的有：{ $known }。职责写在 issues/publication.yml 的 review 里。
review-note = { review-stage }要写意见。
    .hint = 请写明看了什么、有什么问题、为什么：审读用 --note，撤回、改日期、接着签用 --reason。在终端里不写，就会问。
review-order = “{ $article }”还不到{ review-stage }。
    .hint = 次序是初审、复审、终审，然后三次校对；各篇走到哪一步，见 neikan review status。
review-changed = “{ $article }”在上次审读之后改过，不能签{ review-stage }。
    .hint = 改了哪里、怎样继续，见 neikan review status。
review-already = “{ $article }”已经过了{ review-stage }。
    .hint = 内容不改，就不必再签。
review-rejected = “{ $article }”的这一稿已经退稿。
    .hint = 请从本期撤下；作者重写以后，从初审开始。
review-date = “{ $article }”不能签在 { $date }：前一次签字是 { $last }。
    .hint = 请核对 --date；签字的日期要依次往后。
review-person-twice = { $name }已经审过“{ $article }”，不能再签{ review-stage }。
    .hint = 三次审稿和主编复核，要由不同的人来做。
review-proof-person = “{ $article }”的一校是{ $name }，二校不能是同一个人。
    .hint = 一校、二校要由两个人来做。
review-unchanged = “{ $article }”审定以后没有改动，不用核红。
    .hint = 改完红再核红。
review-nothing = 没有稿件在等{ review-stage }。
    .hint = 各篇在等什么，见 neikan review status。
review-one-day = “{ $article }”的三审签在同一天。
    .hint = 审计时会问到；日期签错了，请重签。
review-press-inbox = 来稿箱不能签付印。
    .hint = 请用 --issue 写明是哪一期。
review-unready = “{ $article }”还不能送审：有 { $count } 处错误或没有核对的稿头。
    .hint = 逐条列在下面；改好、核对好以后再签，也可以签退修。
review-guessed = 稿头的这几项是导入时猜的，没有核对，不能送审：{ $keys }。
    .hint = 核对以后，从 guessed 里删去；都核对过了，就把 guessed 整行删去。
corrections-large = “{ $article }”终审以后改了 { $count } 个字，超过核红的限度 { $limit } 个字。
    .hint = 请重新复审、终审；限度是 issues/publication.yml 里的 review.corrections。
corrections-structure = “{ $article }”终审以后换了图片、栏目、种类或连载的篇次。
    .hint = 请重新复审、终审；核红只管文字。
review-renamed = 稿件“{ $article }”原来叫“{ $old }”，内容一字不差，签字照样有效。
    .hint = 记录里以前的各条仍用旧名；名称不是有意改的，请改回来。
review-unapproved = 《{ $title }》（{ $article }）还不能付印。{ $lacks ->
    [first] 三审三校都没有做。
    [second] 缺复审、终审和三次校对。
    [final] 缺终审和三次校对。
    [countersign] 缺主编复核和三次校对。
    [proof-1] 缺三次校对。
    [proof-2] 缺二校、三校。
    [proof-3] 缺三校。
   *[corrections] 审定以后又改过。
    }
    .hint = 怎样继续，见 neikan review status --issue { $issue }；先看样子，用 neikan build { $issue } --draft。
review-press = { $issue } 还没有签付印。
    .hint = 各篇审定、校完以后：neikan review press --by { $chief } --issue { $issue }。先看样子，用 neikan build { $issue } --draft。
review-press-void = { $issue } 签付印以后又改过：{ $changed }。
    .hint = 核对这几处，再重签：neikan review press --by { $chief } --issue { $issue }。签了“改后付印”，只能改核过红的地方。
review-press-form = { $issue } 的付印是旧版程序签的，没有管到版式、字体和印刷配置。
    .hint = 核对版面以后重签一次：neikan review press --by { $chief } --issue { $issue }。
review-press-copy = { $issue } 签付印时的内容丢失或被改：{ $path }。
    .hint = 请从存档或版本库恢复审读记录旁边的 review 文件夹；文件名就是内容的 SHA-256。
review-press-early = { $issue } 不能在 { $date } 签付印：“{ $article }”的{ review-stage }（{ $name }）签在 { $last }，还在后面。
    .hint = 请看电脑的日期对不对。{ $last } 写错了，就撤回：neikan review withdraw { $article } --stage { $stage } --by { $chief } --reason 日期错了 --issue { $issue }，重签以后再签付印。
draft-archive = 样稿不存档。
    .hint = 存档证明印出了什么；样稿只写 press、digital，{ $issue } 审定以后再存档。
ledger-link = { $path } 是一个链接，审读记录和登记簿不能放在别处。
    .hint = 请删去链接，把文件本身放回这个文件夹。
ledger-no-file = { $path } 不是普通文件，登记簿读不了，也写不了。
    .hint = 请把它移开，从版本库恢复登记簿这个文件。
ledger-conflict = 两个人的审读记录在这里没有合好，文件里还有 git 的冲突标记。
    .hint = 请不要手改，运行：neikan review merge { $path } --into { $issue }。两边的签字都会留下；有矛盾会说出来。
ledger-elsewhere = 审读记录第 { $entry } 条签的是 { $meant }，不是 { $issue }。
    .hint = 审读记录不能抄到别的期里用。改过文件夹的名称，请改回 { $meant }；抄来的，请删去这里的 review.yml 和 review/，重新审。
ledger-head-behind = 上一次签字在写完之前断了，review/head 还没有记上最后一条；各条都在。
    .hint = 不用做什么，下一次签字时补上。
ledger-head-mended = 上一次签字在写完之前断了，review/head 已经补上；各条都在。
    .hint = 不用做什么。
ledger-head-missing = review/head 丢了，或者被编辑器改过；登记簿和最后一条对得上，各条都在。
    .hint = 不用做什么，下一次签字时补上。
ledger-head-restored = review/head 丢了，或者被编辑器改过，已经补上；登记簿和最后一条对得上，各条都在。
    .hint = 不用做什么。
ledger-date-ahead = 审读记录第 { $entry } 条的日期是 { $date }，晚于今天（{ $today }）：除了撤回、退修、退稿，后面的人都签不了。
    .hint = 请先看这台电脑的日期对不对。记录里的日期错了，由主编更正：neikan review redate --by { $chief } --reason 原因 --issue { $issue }。日期错了的审读、校对，还要撤回重签，才能付印。
review-date-ahead = “{ $article }”不能签在 { $date }：今天是 { $today }。
    .hint = 请核对 --date；日期没有写错，就看这台电脑的日期对不对。
review-author = “{ $article }”是{ $name }写的，作者不能审自己的稿件。
    .hint = 请由别人来审。确实没有别人，主编可以在 issues/publication.yml 的 review.own_articles 里写上姓名，再签名单：neikan review people --by { $chief } --issue { $issue }。
review-press-withdrawn = { $issue } 签付印以后，有签字撤回了，付印作废。
    .hint = 请补齐审读（见 neikan review status --issue { $issue }），再重签：neikan review press --by { $chief } --issue { $issue }。
review-press-resumed = { $issue } 签付印以后，审读记录丢过一截，由主编说明了才接着签的，付印作废。
    .hint = 丢的可能正是撤回或退修：请核对以后重签：neikan review press --by { $chief } --issue { $issue }。
review-press-returned = { $issue } 签付印以后，有稿件退修或退稿，付印作废。
    .hint = 请补齐审读（见 neikan review status --issue { $issue }），再重签：neikan review press --by { $chief } --issue { $issue }。
review-press-list = { $issue } 签付印以后换了审读名单，付印作废。
    .hint = 请重签：neikan review press --by { $chief } --issue { $issue }。
review-press-person = { $issue } 的付印是名单以外的人签的，不算数。
    .hint = 请由主编重签：neikan review press --by { $chief } --issue { $issue }。
house-unsigned = { $issue } 的审读名单还没有签。
    .hint = 谁审什么、核红的限度、规则的松紧，由主编核对后签一次：neikan review people --by { $name } --issue { $issue }；再签付印。
house-changed = { $issue } 的审读名单签过以后改了，改了什么逐条列在下面；原来的付印作废。
    .hint = 改得对，由主编重签名单：neikan review people --by { $name } --issue { $issue }，再重签付印；改得不对，请改回去。
house-chief = 名单要由上一份名单里的主编来签，{ $name }不是。
    .hint = 可以签的有：{ $known }。
house-already = { $issue } 的审读名单已经签过，没有改动。
    .hint = 不必再签。
house-corrections = 核红的限度从 { $from } 个字改成了 { $to } 个字。
    .hint = 写在 issues/publication.yml 的 review.corrections。
house-keys = 签字要不要密钥，从 { $from } 改成了 { $to }。
    .hint = 写在 issues/publication.yml 的 review.keys。
house-own-articles = 可以审自己稿件的人，从“{ $from }”改成了“{ $to }”。
    .hint = 写在 issues/publication.yml 的 review.own_articles。
house-rule = 规则 { $name } 的轻重从 { $from } 改成了 { $to }。
    .hint = 写在 issues/publication.yml 的 rules；“—”就是没写，照默认。
house-waivers = 全刊放过的提示改过，从 { $from } 条到 { $to } 条。
    .hint = 写在 issues/publication.yml 的 waivers。
house-person-new = 名单里多了{ $name }（{ $to }）。
    .hint = 名单重签以前，新加的人签的不算数。
house-person-gone = 名单里少了{ $name }。
    .hint = 在名单上时签的仍然算数。
house-person-duties = { $name }的职责从 { $from } 改成了 { $to }。
    .hint = 写在 issues/publication.yml 的 review.reviewers。
house-person-keys = { $name }的密钥换过。
    .hint = 请与本人核对，再签名单。
house-file-new = 新加了 { $path }。
    .hint = 检查会照它来，请主编看过再签名单。
house-file-gone = { $path } 没有了。
    .hint = 误删的请恢复；检查会因此少掉一部分。
house-file-changed = { $path } 改过。
    .hint = 检查会照它来，请主编看过再签名单。
void-list = 审读记录第 { $entry } 条是{ $name }签的名单，不算数：名单要由上一份名单里的主编来签。
    .hint = 请由主编重签：neikan review people --by { $chief } --issue { $issue }。
void-person = 审读记录第 { $entry } 条不算数：{ $name }在签过的名单里没有{ review-stage }的职责。
    .hint = 请由名单里的人重签；确实是该由他签的，请主编先签名单：neikan review people --by { $chief } --issue { $issue }。
void-delegate = 审读记录第 { $entry } 条不算数：受不受委托，{ $name }签的与名单上的不一致。
    .hint = 请重签终审；受委托的，主编再复核。
void-author = 审读记录第 { $entry } 条不算数：稿件是{ $name }自己写的。
    .hint = 请由别人重签；主编许可的，在 review.own_articles 里写上姓名，再签名单：neikan review people --by { $chief } --issue { $issue }。
void-corrections = 审读记录第 { $entry } 条核红不算数：改了 { $count } 个字，签过的名单只许 { $limit } 个字。
    .hint = 请重新复审、终审。
void-order = 审读记录第 { $entry } 条（{ $name }签的{ review-stage }）不算数：它前面有一条不算数。
    .hint = 见 neikan review status，从缺的那一步起重签。
void-withdrawal = 审读记录第 { $entry } 条撤回不算数：{ $name }撤的不是自己签的，也不是主编。
    .hint = 要撤别人的签字，请主编来撤：neikan review withdraw 稿件 --by { $chief } --issue { $issue } --reason 原因。
corrections-weight = “{ $article }”终审以后{ $how ->
    [added] 添上了“{ $new }”
    [removed] 删去了“{ $old }”
   *[changed] 把“{ $old }”改成了“{ $new }”
    }，{ $why ->
    [title] 是标题里的字
    [negation] 关系到肯定还是否定
    [number] 关系到数目
    [date] 关系到日期
    [meaning] 可能改变意思
    [place] 可能是地名里的字
    [credit] 关系到作者、来源
    [table] 是表格、图表里的字
   *[name] 关系到名称“{ $word }”
    }，不能只核红。
    .hint = 字再少也要重新复审、终审。
withdraw-others = “{ $article }”没有{ $name }可撤的签字，最近一次是{ $known }签的。
    .hint = 只能撤自己签的；别人的由主编（{ $chief }）来撤。
withdraw-nothing = “{ $article }”没有可以撤回的签字。
    .hint = 现有哪些签字，见 neikan review status；撤付印写 press。
register-gone = 登记簿里没有 { $issue } 的审读记录，记录里却有 { $now } 条：有没有退回到以前，这里看不出来。
    .hint = 旧版程序签的，下一次签字就登记上。原来有登记的，请从版本库恢复 issues/register.txt，再用 neikan review anchor --against 对纸上的锚记。
resume-nothing = 审读记录没有丢，不用说明。
    .hint = 各条都接得上，照常签字就是；有疑问，用 neikan review anchor --against 对纸上的锚记。
review-epoch = 签字的日期是这台电脑的今天（{ $today }）；环境变量 SOURCE_DATE_EPOCH 指的是 { $date }，签字不看它。
    .hint = 补录纸上的签字，用 --date 写明日期。
file-outside = 这个文件，或者它所在的文件夹，是指到项目外面的链接。
    .hint = 请删去链接，把文件本身放进项目：审的、存档的，必须是这里的文件。
redate-nothing = 审读记录里没有晚于今天（{ $date }）的日期，不用更正。
    .hint = 签字的日期只往后走；日期签早了，请撤回重签。
merge-nothing = 那一份里的签字，这里都有。
    .hint = 不用做什么。
merge-itself = 这就是本期自己的审读记录，里面没有冲突。
    .hint = 请写另一个人那一份的 review.yml，旁边要有它的 review 文件夹。
merge-marks = 冲突标记不成对，分不出两边各是什么。
    .hint = 请从版本库取出两个人各自的 review.yml 和 review 文件夹，再合并。
merge-folder = { $path } 旁边没有 review 文件夹，审过的文本都不在。
    .hint = 请把那一份的 review 文件夹也取来，放在 review.yml 旁边，再合并。
merge-withdrawn = “{ $article }”的{ review-stage }，{ $ours }在一边撤回了，在另一边还算数。没有合并。
    .hint = 真要撤回，在另一份里也撤回：neikan review withdraw { $article } --stage { $stage } --by { $ours } --reason 另一份里已经撤回 --issue { $issue }；还要算数，请在撤回的那一份里重签。再合并。
merge-verdicts = “{ $article }”的{ review-stage }，两边的结论不同：一边是{ $ours }，一边是{ $theirs }。没有合并。
    .hint = { $torn ->
        [git] 有冲突的时候撤不了。请先退回合并以前：git merge --abort（变基的用 git rebase --abort，下面的“{ $ours }”换成“{ $theirs }”），在这一份里撤回：neikan review withdraw { $article } --stage { $stage } --by { $ours } --reason 两边都签了 --issue { $issue }；提交（git add issues，git commit -m 撤回）以后再用 git 合并，仍有冲突就运行：neikan review merge { $file } --into { $issue }。
        [hand] 请从版本库恢复自己那一份（review.yml 和 review 文件夹），在里面撤回：neikan review withdraw { $article } --stage { $stage } --by { $ours } --reason 两边都签了 --issue { $issue }；再合并另一份：neikan review merge 另一份/review.yml --into { $issue }。
       *[no] 请其中一位在自己那一份里撤回（neikan review withdraw { $article } --stage { $stage } --by { $theirs } --reason 两边都签了 --issue { $issue }），再合并。
    }
merge-lists = 两边签了不同的审读名单：一边是{ $ours }签的，一边是{ $theirs }签的。没有合并。
    .hint = 请定下用哪一份 publication.yml，在这一份里合并另一份签名单以前的记录，再由主编签名单。
merge-double = “{ $article }”的{ review-stage }，两边各签了一次：一边是{ $ours }，一边是{ $theirs }。没有合并。
    .hint = { $torn ->
        [git] 有冲突的时候撤不了。请先退回合并以前：git merge --abort（变基的用 git rebase --abort，下面的“{ $ours }”换成“{ $theirs }”），在这一份里撤回：neikan review withdraw { $article } --stage { $stage } --by { $ours } --reason 两边都签了 --issue { $issue }；提交（git add issues，git commit -m 撤回）以后再用 git 合并，仍有冲突就运行：neikan review merge { $file } --into { $issue }。
        [hand] 请从版本库恢复自己那一份（review.yml 和 review 文件夹），在里面撤回：neikan review withdraw { $article } --stage { $stage } --by { $ours } --reason 两边都签了 --issue { $issue }；再合并另一份：neikan review merge 另一份/review.yml --into { $issue }。
       *[no] 请其中一位在自己那一份里撤回（neikan review withdraw { $article } --stage { $stage } --by { $theirs } --reason 两边都签了 --issue { $issue }），再合并。
    }
merge-text = { $name }审“{ $article }”时的文本，两边都没有：review/{ $path }。没有合并。
    .hint = 请向{ $name }要来这个文件，放进旁边的 review 文件夹，再合并。
review-press-waiting = { $issue } 签的是改后付印，要改的地方还没有改。
    .hint = 请改好，再核红；每一篇要运行的命令见 neikan review status --issue { $issue }。

review-nobody = “{ $name }”是还没有填写的一项，不是人，不能签字。
    .hint = 请在 issues/publication.yml 的 review.reviewers 里换成真的姓名。
review-press-unseen = { $issue } 现在的内容没有做过样稿，页数合不合装订还不知道。
    .hint = 字签了；页数不合，成品还是做不成。先做样稿看一看更稳妥：neikan build { $issue } --draft。

### 密钥

key-private = 这里要的是公钥，给的却是私钥；私钥不能写进 publication.yml，也不能交给别人。
    .hint = 请用 .pub 文件里的那一行。私钥如果已经存进项目或发了出去，就请另做一把，并作废旧的：neikan review key revoke。
key-kind = 不收这种密钥：{ $kind }。
    .hint = 可以用：{ $allowed }。用 neikan review key new --by 姓名 做一把，或用 ssh-keygen -t ed25519。
key-form = 这不是一把公钥。
    .hint = 公钥是一行：ssh-ed25519 AAAA……，或 sm2 加 Base64；前面可以有 valid-before="20270101"（从那天起不能再用）；可以用的有 { $allowed }。请整行复制，不要折行。
key-private-form = 这个私钥文件读不出来。
    .hint = Ed25519 要 OpenSSH 格式，SM2 要 PKCS#8 格式（openssl pkcs8 -topk8）；可以用的有 { $allowed }。
key-broken = 这把密钥签出来的字，用它自己的公钥核不上，没有写入。
    .hint = 私钥文件可能损坏了；请从备份恢复，或另做一把：neikan review key new。
key-shared = { $name }的密钥 { $key } 也是{ $other }的。
    .hint = 一把密钥只能是一个人的，否则分不清是谁签的；请各做一把。
key-required = { $name }没有密钥，而本刊物签字必须用密钥。
    .hint = 请先做一把：neikan review key new --by { $name }；已有公钥的，用 neikan review key add { $name } 文件。
key-not-found = 没有找到{ $name }的私钥。{ $agent ->
    [asked] 密钥代理里没有，~/.ssh 里也没有。
   *[none] 没有运行密钥代理（SSH_AUTH_SOCK），~/.ssh 里也没有。
    }
    .hint = 请插上存密钥的盘，用 --key 写明文件，或用 ssh-add 交给代理。名下的密钥：{ $known }。丢了的，由本人或主编作废：neikan review key revoke。
key-not-theirs = 这把密钥（{ $key }）不在{ $name }名下。
    .hint = 请用本人的密钥。确是本人新做的，先登记公钥：neikan review key add { $name } 公钥文件。
key-list-unsigned = 这把密钥（{ $key }）登记在{ $name }名下，可是名单签过以后才登记的：名单、作废密钥，认签过的名单里的密钥。
    .hint = { $has ->
        [yes] 请用签过的名单里的密钥（{ $known }）来签，--key 写那一把的文件；在 ~/.ssh 或密钥代理里的，不用写 --key：neikan review people --by { $chief } --issue { $issue }。名单签了，新密钥就能用。
       *[no] 签过的名单里{ $name }没有密钥，名单不用密钥签，不要写 --key：neikan review people --by { $chief } --issue { $issue }。名单签了，新密钥就能用。
    }
key-agent-without = 密钥代理里没有这把密钥（{ $key }）。
    .hint = --key 给的是公钥，私钥要在代理里：先 ssh-add 私钥文件，或者用 --key 写明私钥文件。
key-agent-refused = 密钥代理没有用这把密钥（{ $key }）签字。
    .hint = 可能是在代理的提示里点了拒绝；请再运行一次，或用 --key 写明私钥文件。
key-passphrase = 口令不对，私钥打不开。
    .hint = 请再试一次。口令不在本程序里，忘了就只能另做一把，旧的作废。
key-passphrase-missing = 这个私钥有口令，而现在没有终端可以输入。
    .hint = 请在终端里运行，或把口令放进环境变量 NEIKAN_KEY_PASSPHRASE，或用 ssh-add 交给代理。
key-passphrases-differ = 两次输入的口令不一样，没有做密钥。
    .hint = 请再运行一次。
key-revoked = { $name }的密钥 { $key } 已在 { $date } 作废。
    .hint = 作废写在 { $file } 里。请另做一把：neikan review key new --by { $name }。
key-expired = { $name }的密钥 { $key } 从 { $date } 起不能再用。
    .hint = 请另做一把：neikan review key new --by { $name }；或由主编在 issues/publication.yml 里改它的 valid-before，再签一次名单。
key-not-listed = 没有登记过密钥 { $key }。
    .hint = 已登记的：{ $known }。整个照抄，见 neikan review key list。
key-revoke-by = { $name }不能作废密钥 { $key }。
    .hint = 只有本人或主编（有付印职责的人）可以作废。
key-revoked-already = 密钥 { $key } 已在 { $date } 作废。
    .hint = 不必再作废一次。
key-exists = 这里已经有文件，没有覆盖。
    .hint = 这可能是还在用的密钥。请用 --out 写别的文件名。
key-no-folder = 不知道主文件夹在哪里，没有地方放私钥。
    .hint = 请用 --out 写明文件，不要放在项目里。
key-there = { $name }的名下已经有密钥 { $key }。
    .hint = 不必再登记。名单签过以后登记的，由主编重签名单才算数，用签过的名单里的密钥签：neikan review people --by { $chief }。
key-listing = publication.yml 的写法特别，不能自动登记{ $name }的密钥 { $key }。
    .hint = 请在这一位审稿人下面手工加一行：keys: ["{ $line }"]。
key-busy = publication.yml 刚才被别人改过，没有写入。
    .hint = 请再运行一次。
ledger-unsigned = 审读记录第 { $entry } 条（{ $name }）没有用密钥签字，作废。
    .hint = 要求用密钥以后，或者本人用过密钥以后，签字就必须有。请从版本库恢复到这一条之前，由本人重签。
ledger-signature-stray = 审读记录第 { $entry } 条（{ $name }）有签名，却没有写是哪把密钥。
    .hint = 签名是事后加上去的。请从存档或版本库恢复。
ledger-signature-gone = 审读记录第 { $entry } 条（{ $name }）的签名不见了。
    .hint = 签名被人删去了。请从存档或版本库恢复。
ledger-signature = 审读记录第 { $entry } 条的签名与封签不符：不是{ $name }用密钥 { $key } 签的这一条。
    .hint = 这一条或它的签名被改过。请从存档或版本库恢复。
ledger-signature-again = 审读记录第 { $entry } 条（{ $name }）是把第 { $other } 条的签名又放进来一次。
    .hint = 签过的字不能再用一次。请从存档或版本库恢复。
ledger-signature-form = 审读记录第 { $entry } 条（{ $name }，密钥 { $key }）的签名读不出来。
    .hint = 签名损坏了，或者不是这种密钥的。请从存档或版本库恢复。
ledger-signature-namespace = 审读记录第 { $entry } 条（{ $name }，密钥 { $key }）的签名是为别的用途签的：{ $namespace }。
    .hint = 审读的签名，用途是 neikan-review。请从存档或版本库恢复这一条，或由本人重签。
ledger-key-unknown = 审读记录第 { $entry } 条的密钥 { $key } 不在{ $name }名下。
    .hint = 查 publication.yml 里的密钥有没有被删、被换：签过字的密钥要留着，不用了的作废（neikan review key revoke）。
ledger-key-revoked = 审读记录第 { $entry } 条（{ $name }）用的密钥 { $key } 在 { $date } 已经作废，签字无效。
    .hint = 作废写在 { $file } 里。请从版本库恢复到这一条之前，由本人用新密钥重签。
ledger-key-expired = 审读记录第 { $entry } 条（{ $name }）用的密钥 { $key } 从 { $date } 起已经到期，签字无效。
    .hint = 请从版本库恢复到这一条之前，由本人用新密钥重签。
ledger-revoked-by = 审读记录第 { $entry } 条：{ $name }不是密钥 { $key } 的主人，也不是主编，不能作废它。
    .hint = 请从存档或版本库恢复。
anchor-empty = 审读记录还没有签字，没有可抄的。
    .hint = 签了字再抄。
anchor-none = 没有找到锚记。
    .hint = 锚记是四组、每组四个字符，如 neikan review anchor 所印。
anchor-typo = 锚记“{ $anchor }”抄错了，校验字符不符。
    .hint = 请与纸上核对；没有字母 I、L、O、U。
ledger-rolled-back = 审读记录退回去了：锚记 { $anchor } 是第 { $entries } 条的，现在只有 { $count } 条。
    .hint = 后来签的字没有了。请从存档或版本库恢复，查明是谁换的。
ledger-other = 锚记 { $anchor } 不在这份审读记录里（现有 { $count } 条）。
    .hint = 先看是不是抄的另一期。是这一期的，记录就是退回过，或整条重做过：请从存档或版本库恢复，查明是谁换的。
stamp-entry = 审读记录没有第 { $entry } 条：现有 { $count } 条。
    .hint = 条数见 neikan review log；不写 --entry 就是最后一条。
stamp-form = 时间戳回应读不出来。
    .hint = 要的是时间戳机构回的 .tsr 文件（RFC 3161，DER 编码），不是网页，也不是 Base64。
stamp-refused = 时间戳机构没有给时间戳（状态 { $status }）。
    .hint = 请问时间戳机构原因，再做一次请求：neikan review stamp --request 文件。
stamp-sum = 时间戳用的不是 SHA-256。
    .hint = 请用 neikan review stamp --request 做的请求文件去申请。
stamp-other = 时间戳（{ $time }）不是 { $ledger } 里任何一条的。
    .hint = 请核对是哪一期（--issue）、哪一次请求；条目改过或重签过，时间戳就对不上。
stamp-no-certificate = 时间戳里没有机构的证书，签名核不了。
    .hint = 申请时要求附上证书；neikan review stamp --request 做的请求就是这样要求的。
stamp-purpose = 签时间戳的证书不是用来签时间戳的。
    .hint = 请换正规的时间戳机构。
stamp-expired = 时间戳写的时间不在机构证书的有效期里。
    .hint = 请问时间戳机构。
stamp-algorithm = 时间戳的签名算法（{ $algorithm }）这里核不了，没有收。
    .hint = 可以核的有 RSA 和 ECDSA（P-256、P-384），摘要用 SHA-256 以上。
stamp-signature = 时间戳的签名不对，可能被改过。
    .hint = 请重新向时间戳机构取一次。
stamp-broken = 审读记录第 { $entry } 条的时间戳损坏了：{ $path }。
    .hint = 请从存档恢复这个文件，或再用 neikan review stamp --response 存一次。签字本身不受影响。
stamp-trust = 已核：时间戳的签名与其中的证书（{ $authority }）相符。没有核：这张证书是不是可信的机构发的，有没有吊销。
    .hint = 请与机构公布的证书核对，SHA-256 是 { $certificate }；或用 openssl ts -verify -CAfile。

### 发稿

gather-issue-none = 《{ $title }》（{ $article }）没有移：稿头没写用在哪一期。
    .hint = 请在稿头写 issue: { $issue }。
gather-issue-other = 《{ $title }》（{ $article }）没有移：它要用在 { $meant }。
    .hint = 要提前用，请改稿头的 issue。
gather-unapproved = 《{ $title }》（{ $article }）没有移进 { $issue }：还没有审定。{ $lacks ->
    [first] 等初审。
    [second] 等复审。
    [final] 等终审。
    [countersign] 等主编复核。
   *[corrections] 审定以后又改过。
    }
    .hint = 怎样继续，见 neikan review status --issue inbox。
gather-rejected = 《{ $title }》（{ $article }）没有移进 { $issue }：已经退稿。
    .hint = 请删去，或请作者重写。
gather-section = 《{ $title }》（{ $article }）没有移：{ $issue } 没有“{ $section }”这个栏目。
    .hint = 请改用 publication.yml 里的栏目；改了栏目要重新复审、终审。
gather-unit = 《{ $title }》（{ $article }）没有移进 { $issue }：作者{ $name }没写单位。
    .hint = 请在稿头补上单位，再核红；要运行的命令见 neikan review status --issue inbox。
gather-name = 《{ $title }》（{ $article }）没有移：{ $where } 已有同名的稿件 { $other }。
    .hint = 如果是另一篇，请改文件名，用新名称为 { $issue } 重签。
gather-title = 《{ $title }》（{ $article }）没有移：{ $where } 的 { $other } 标题相同。
    .hint = 重复的请删去；不是重复，就改一个标题，再为 { $issue } 重签。
gather-double = 《{ $title }》（{ $article }）没有移进 { $issue }：有 { $percent }% 的文字与 { $where } 的 { $other } 相同。
    .hint = 重复的请删去；登过的稿件改写，要另成一篇。
gather-picture = 《{ $title }》（{ $article }）没有移：{ $issue } 另有一张图叫 { $path }。
    .hint = 请给来稿箱里的图改名，稿件里也改；改后要重新复审、终审。
gather-listing = “{ $article }”写不进 articles 列表。
    .hint = 请每行写一个“- 名称”，或在一行里写 [甲, 乙]，再运行 neikan gather。

### 调用

call-unknown = 不认识的选项或命令：{ $what }。
    .hint = 用 neikan --help 看有哪些命令和选项。
call-meant = 不认识的选项或命令：{ $what }，是不是 { $meant }？
    .hint = 用 neikan --help 看有哪些命令和选项。
call-folder = { $option } 要写文件名，{ $path } 是文件夹。
    .hint = 请写其中的一个文件，如 { $file }。
call-value = { $option } 不能是“{ $value }”。
    .hint = { $form ->
        [PAGES] 请写页码或起止页码，如 3 或 12-19。
        [MM] 请写毫米数，如 10 或 2.5。
        [COPIES] 请写 1 到 16 的联数。
        [YYYY-MM-DD] 请写日期，如 2026-03-05。
        [YEAR] 请写 1950 到 2199 的年份。
        [MONTHS] 请写 1 到 12 的月份，用逗号隔开。
        [DAYS] 请写 1 到 31 的日子，用逗号隔开。
        [SECONDS] 请写 1 到 900 的秒数。
        [N] 请写整数。
       *[other] 请写成这样：{ $form }。
    }
call-choice = { $option } 不能是“{ $value }”。
    .hint = 可以用：{ $allowed }。
call-choice-meant = { $option } 不能是“{ $value }”，是不是 { $meant }？
    .hint = 可以用：{ $allowed }。
call-missing = 还缺：{ $what }。
    .hint = 用法见该命令的 --help。
call-conflict = { $what } 不能这样用。
    .hint = 用法见该命令的 --help。
signer-none = 没有说明由谁签字。
    .hint = 加上 --by 姓名；或者一次设好：neikan config set name 姓名。
signed-as = 以{ $name }的名义签字（来自 { $from }）。
    .hint = 别人签字请加 --by 姓名。
config-none = 系统没有说明设置放在哪个文件夹。
    .hint = 请设好 HOME 或 XDG_CONFIG_HOME，或者改用选项和变量，如 NEIKAN_NAME。
config-hidden = 环境变量 { $variable } 已设，先于所写的设置：{ $key } 仍按变量。
    .hint = 从环境里去掉它：unset { $variable }。
editor-none = 没有设编辑器。
    .hint = neikan config set editor "code -g {"{file}:{line}"}"；或者设变量 VISUAL 或 EDITOR。
editor-failed = 编辑器 { $command } 没有正常结束：{ $status }。
    .hint = 请核对命令：neikan config。
find-section = 没有“{ $section }”这个栏目。
    .hint = 现有的栏目：{ $known }。
find-nothing = 没有要找的词。
    .hint = 例如 neikan find 荔枝；带空格的词组加引号：neikan find '"cold chain"'。
move-article = 本期没有“{ $article }”这一篇。
    .hint = 本期有：{ $known }。
move-article-meant = 本期没有“{ $article }”这一篇。是不是 { $meant }？
    .hint = 本期有：{ $known }。
move-self = { $article } 不能排在自己旁边。
    .hint = 请写另一篇，或者用 --first、--last。
move-listing = 篇目的写法不便改动，没有移动 { $article }。
    .hint = 请在 issue.yml 里手工调整；每行一篇最好。
move-breaks = 没有移动 { $article }：移过去以后，本期会出现现在没有的错误。
    .hint = 这些错误一并列出。请先改好，或者换一个位置。
move-section = 移动 { $article } 以后，栏目“{ $section }”的文章不在一处了。
    .hint = 要排在一起的，请一并移动；目录上每一处都另起栏目名。
part-pages = { $issue } 没有第 { $pages } 页。
    .hint = 内页是第 1 到第 { $last } 页，以印出的页码为准。

### 报告

finding-hint = 办法：{ $hint }
finding-in-file = { $file }：{ $message }
finding-others = 同样的 { $rule } 还有 { $count } 处；--verbose 逐条显示。
finding-others-at = 同样的 { $rule } 还有 { $count } 处，--verbose 逐条显示：
    {"    "}{ $places }{ $more ->
        [yes] {"\u000A"}    ……
       *[no] {""}
    }
summary-stopped = 有 { $stops } 处错误、{ $warns } 处提醒；没有写出任何文件。
summary-clean = { $issue } 检查通过：{ $articles } 篇文章，{ $chars } 字，{ $warns } 处提醒。
summary-inbox-clean = 来稿箱检查通过：{ $articles } 篇稿件，{ $chars } 字，{ $warns } 处提醒。
summary-import = 导入了 { $done } 篇，有 { $failed } 个文件没有导入，原因见上。
inbox-manuscript = { $name }　{ $title }
inbox-facts = 　　{ $authors }　{ $chars } 字　图 { $pictures } 幅　{ $arrived }　错误 { $stops } 处，提醒 { $warns } 处
inbox-guessed = 　　没有核对：{ $keys }
inbox-arrived = { $date } 收到
inbox-unrecorded = 没有收到日期
inbox-nobody = 没有署名
inbox-untitled = （稿头有误，读不出标题）
summary-inbox = 来稿箱有 { $count } 篇稿件，其中 { $open } 篇有错误或没有核对的稿头。详见 neikan check inbox。
summary-built = { $issue } 已制成：内页 { $pages } 页，{ $articles } 篇文章，{ $chars } 字，用时 { $seconds } 秒。
summary-draft = { $issue } 的样稿已做好，不能付印：内页 { $pages } 页，{ $articles } 篇文章，{ $chars } 字，用时 { $seconds } 秒。
summary-unchanged = 稿件、版式、字体都没有改动：文件是上次做的，已逐个核对，不用重做。
summary-folder = 文件在 { $folder }：
summary-file = { $path }  { $size }
summary-file-pages = { $path }  { $size }，{ $pages } 页
summary-warns = 另有 { $warns } 处提醒。
find-file = { $issue }  { $title }  { $file }
find-hit = {"    "}{ $line }:{ $column }  { $text }
find-more = {"    "}……这里还有 { $count } 处（--all 全部列出）
find-more-files = ……还有 { $count } 篇里有（--all 全部列出；--year、--section、--unit、--author 缩小范围）
find-of-issue = 封面与补白
summary-find = “{ $words }”：{ $searched } 个文件里，{ $files } 个有，共 { $hits } 处。
summary-find-none = { $searched } 个文件里都没有“{ $words }”。
count-articles = 篇目
count-sections = 栏目
count-authors = 作者
count-units = 单位
count-pieces = 篇
count-han = 汉字
count-characters = 字符
count-set = 版面字数
count-pictures = 图
count-pages = 页
summary-count = { $issue }：{ $articles } 篇，汉字 { $han } 个，连标点、字母、数字 { $characters } 个字符；按每行 { $line } 字计，版面字数 { $set }；图 { $pictures } 幅；{ $pages ->
        [none] 页数不明（neikan build --draft 排出来就知道）
       *[other] 内页 { $pages } 页
    }。
summary-moved = { $issue }：{ $article } 从第 { $from } 篇移到第 { $to } 篇，{ $before ->
        [none] 排在最前
       *[other] 在 { $before } 之后
    }{ $after ->
        [none] ，排在最后
       *[other] ，在 { $after } 之前
    }。
summary-move-dry = { $issue }：{ $article } 将从第 { $from } 篇移到第 { $to } 篇，{ $before ->
        [none] 排在最前
       *[other] 在 { $before } 之后
    }{ $after ->
        [none] ，排在最后
       *[other] ，在 { $after } 之前
    }。没有写入任何文件。
summary-move-same = { $issue }：{ $article } 已经在那里（第 { $to } 篇），没有改动。
move-voids = {"    "}失效：{ $article } 的{ review-stage }，{ $name }签
summary-part = { $issue } 局部样稿：{ $pages } 页，文章：{ $articles }；用时 { $seconds } 秒。不属于任何一个版本。
summary-step = {"  "}{ $step }：{ $seconds } 秒
config-key = 设置
config-value = 值
config-origin = 来自
config-unset = （未设）
config-usual = 默认
config-file = 设置文件：{ $path }
config-file-none = 设置文件（还没有）：{ $path }
config-set = { $key } 已设为 { $value }（{ $path }:{ $line }）。
config-taken = 已去掉 { $key } 的设置（{ $path }）。
config-new = # neikan 在这台电脑上的设置：language（zh、en）、name（姓名）、color（auto、always、never）、editor（编辑器）、link（点版面打开稿件的地址）；存档放到别处用的 endpoint、region、keys（文件）；几台机器共用中间结果的 cache_remote、cache_secret（文件）。
summary-new = 已新建 { $issue }。接下来：
    1. 改 { $head }（期号、日期、封面）；
    2. 在 { $articles } 里写文章，并列进 articles；
    3. 先看样子：neikan build { $issue } --draft
    4. 三审三校，看下一步该谁做什么：neikan review status --issue { $issue }
    5. 签了付印，做成品：neikan build { $issue }
summary-init = 已在 { $folder } 开办《{ $name }》，写了 { $count } 个文件。接下来：
    1. 改 issues/publication.yml，换掉写着“待填”的；
    2. 在这个文件夹里新建一期：neikan new { $year }-01
    3. 查稿：neikan check
    4. 做样稿：neikan build --draft
    5. 看说明书：neikan manual begin
init-exists = { $folder } 里已经有一份刊物。
    .hint = 什么也没有写。新建一期用 neikan new；要另办一份，请换一个文件夹。
init-inside = 这个文件夹在另一份刊物 { $outer } 里面。
    .hint = 照样写好了；两份刊物放在并列的文件夹里，更不容易弄错。
init-kept = 这个文件夹不是空的；已有的文件没有动：{ $kept }。
    .hint = 与新写的不合时，请自己改。
init-not-empty = 这个文件夹不是空的。
    .hint = 已有的文件一个也没有动。
init-answer = { $option } 不能是“{ $value }”。
    .hint = 要写一行不空的文字，至多 { $limit } 个字。
init-ask = 不在终端里，没法问；还缺：{ $missing }。
    .hint = 请用这些选项写明，或加上 --yes，没有写的以后再填。
init-begin = 逐项回答，回车就是用方括号里的；以后都能在 issues/publication.yml 里改。
init-question = { $question }[{ $default }]：
init-question-open = { $question }（以后再填就回车）：
init-again = 这里不能写“{ $value }”，可以写：{ $allowed }。
init-name = 刊名
init-masthead = 封面上的刊名
init-sponsor = 编印单位
init-permit = 准印证号
init-province = 核发准印证的省
init-scope = 发送对象，用逗号分开
init-size = 开本：210x285、a4、a3 或 390x545
init-frequency = 刊期
init-printer = 印刷单位
init-sections = 栏目：general（综合）、newsletter（通讯）、literary（文艺）、bulletin（红头简报）、newspaper（报纸）
init-first = 初审的人，用逗号分开
init-second = 复审的人，用逗号分开
init-final = 终审的人，第一位是主编
init-proof = 校对的人，用逗号分开；二校要换人，至少写两位
summary-manual = 写好了 { $count } 个网页，从 { $index } 看起。
manual-list = 说明书各页（看一页：neikan manual 名称）：
manual-title = neikan 说明书
manual-page = { $title } - neikan 说明书
manual-licences = 所带字体与特性文件的许可
manual-link = { $text }（neikan manual { $page }）
manual-address = { $text }（{ $address }）
manual-picture = [图：{ $alt }]
manual-cell = { $head }：{ $cell }
manual-unknown = 说明书里没有“{ $page }”这一页{ $meant ->
        [none] 。
       *[other] ，是不是 { $meant }？
    }
    .hint = 有这些：{ $known }。
font-held = { $face }  { $from ->
        [program] 程序自带
       *[project] 项目的
    }  { $file }  { $roles ->
        [none] 主题没有用到，排在最后
       *[other] 用作 { $roles }
    }
summary-font = 已添上 { $file }：{ $faces }。
summary-press-profile = 已把印刷配置 { $from } 复制为 { $folder }。接下来：
    1. 在 issues/publication.yml 里写 press: { $name }；
    2. 照印刷厂的要求改 { $folder }；各项的含义见 neikan schema press。
summary-export = 已把 { $issue } 写成 Typst 项目 { $folder }，共 { $pages } 页。用 Typst 排：
    {"    "}typst compile --root { $folder } --font-path { $folder }/fonts --ignore-system-fonts { $folder }/layout/issue.typ
summary-layout = 已把版式 { $from } 复制到 { $folder }。接下来：
    1. 在 issues/publication.yml 里写 layout: { $name }；
    2. 改 { $folder }/theme.yml 里的颜色、字体和网格；
    3. 运行 neikan build --draft，看效果。
summary-imported = { $from }（{ $form }）已导入为 { $to }，带图片 { $pictures } 幅；原件留在 { $original }。稿头是猜的，请核对后删去 guessed。
import-next = 核对以后查稿：neikan check inbox
    送审，看下一步该谁做什么：neikan review status --issue inbox
summary-picture-added = { $from }（{ $kind }）已收为 { $to }，{ $size } 像素。写进稿件：
summary-picture-original = 原件留在 { $original }。
summary-fixed = 已改好 { $count } 个文件。
summary-fix-none = 没有可以自动改的地方。
review-entry = { $date }  { review-stage }  { $article }  { $name }：{ review-verdict }
summary-review-entries = { $issue }：共 { $count } 条；最后一条的封签是 { $seal }。
review-title = 《{ $title }》（{ $article }）
review-signature = {"    "}{ review-stage }：{ $name }，{ $date }，{ review-verdict }
review-signature-void = {"    "}{ review-stage }：{ $name }，{ $date }，{ review-verdict }（作废：稿件改过）
review-signature-press-void = {"    "}{ review-stage }：{ $name }，{ $date }，{ review-verdict }（作废，要重签：neikan build 会说为什么）
review-changes = {"    "}审读以后改了 { $places } 处，{ $count } 个字（标点不计）：
review-next = {"    "}{ $next ->
    [first] 下一步：初审，{ $command }
    [second] 下一步：复审，再终审，{ $command }
    [final] 下一步：终审，{ $command }
    [countersign] 下一步：主编复核，{ $command }
    [proof-1] 下一步：一校，{ $command }
    [proof-2] 下一步：二校，{ $command }
    [proof-3] 下一步：三校，{ $command }
    [corrections] 下一步：核红，{ $command }
    [rejected] 已退稿。
   *[none] 可以付印。
    }
review-next-nobody = {"    "}{ $next ->
    [first] 下一步：初审；审读名单里没有人能做，请在 publication.yml 的 review 里添人。
    [second] 下一步：复审；审读名单里没有别人能做，请在 publication.yml 的 review 里添一位没有审过这篇的人。
    [final] 下一步：终审；审读名单里没有别人能做，请在 publication.yml 的 review 里添一位没有审过这篇的人。
    [countersign] 下一步：主编复核；审读名单里没有别人能做，请在 publication.yml 的 review 里添人。
    [proof-2] 下一步：二校；一校、二校要由两个人来做，审读名单里没有别的校对，请在 publication.yml 的 review 里添一位。
   *[other] 下一步：校对；审读名单里没有校对，请在 publication.yml 的 review 里添人。
    }
review-ask-note = 请写{ review-stage }意见（一行，回车结束）：
review-people-next = 审读名单还没有签，或签过又改了：neikan review people --by { $chief } --issue { $issue }。名单签好，才能付印。
review-chief-nobody = 审读名单里还没有填主编：请在 publication.yml 的 review.reviewers 里写上姓名，才能签名单、签付印。
review-press-next = 各篇都已审定、校完。下一步：付印，neikan review press --by { $chief } --issue { $issue }
review-inbox-empty = 来稿箱里没有稿件。收稿：neikan import 文件
review-inbox-ready = 各篇都已审定、校完。下一步：收入一期，neikan gather { $issue }
review-inbox-open = 审定、校完的稿件，可以随时收入一期：neikan gather { $issue }
review-heavy = {"      "}{ $how ->
    [added] 添上“{ $new }”
    [removed] 删去“{ $old }”
   *[changed] “{ $old }”改成“{ $new }”
    }：{ $why ->
    [title] 标题里的字
    [negation] 关系到肯定还是否定
    [number] 关系到数目
    [date] 关系到日期
    [meaning] 可能改变意思
    [place] 可能是地名里的字
    [credit] 关系到作者、来源
    [table] 是表格、图表里的字
   *[name] 关系到名称
    }，要重新复审、终审。
summary-review-ready = { $issue }：{ $articles } 篇都已审定，付印已签。下一步：做成品，neikan build { $issue }
summary-review-inbox = 来稿箱：{ $articles } 篇里有 { $open } 篇没有走完三审三校。
summary-review-unsigned = { $issue }：{ $articles } 篇都已审定，付印还没有签。
summary-review-open = { $issue }：{ $articles } 篇里有 { $open } 篇没有走完三审三校，还不能付印。
key-ask-passphrase = 私钥 { $path } 的口令：
key-ask-new = 给新密钥设一个口令（直接回车就是不设）：
key-ask-again = 再输一次：
key-reason = { $reason ->
    [lost] 遗失
    [compromised] 泄露
   *[left] 离任
    }
key-reason-note = { key-reason }：{ $note }
key-line = { $name }  { $kind }  { $key }  { $comment }
key-line-limited = { $name }  { $kind }  { $key }  { $comment }  用到 { $date } 以前
key-line-revoked = { $name }  { $kind }  { $key }  { $comment }  { $date } 作废
summary-key-new = 已做好{ $name }的密钥 { $key }，公钥登记在 issues/publication.yml。私钥在 { $path }，只有本人能读；请备份，不要交给别人。
summary-key-added = 已把密钥 { $key } 登记在{ $name }名下（issues/publication.yml）。
summary-keys = 共 { $count } 把密钥。{ $required ->
    [yes] 签字必须用密钥。
   *[no] 有密钥的用密钥签，没有的只写姓名。
    }{ $some ->
    [yes] 还没有密钥的：{ $without }。
   *[no] {""}
    }
anchor-line = { $issue }  { $count } 条  { $date }  { $anchor }
anchor-held = { $anchor }：{ $issue } 的审读记录从这里接着来，以后又有 { $since } 条。
summary-stamp-request = { $issue } 第 { $entry } 条的时间戳请求写在 { $path }；请送时间戳机构，回来的文件用 neikan review stamp --response 收下。
stamp-line = {"    "}第 { $entry } 条的时间戳：{ $time }，{ $authority }
summary-gathered = 已从来稿箱移 { $count } 篇到 { $issue }。
summary-gather-dry = 可从来稿箱移 { $count } 篇到 { $issue }；现在没有改动任何文件。
step-check = 读稿、检查
step-layout = 排版
step-editions = 核对版面、做各种版本
step-archive = 打包存档
step-write = 写文件

summary-fixed-stopped = 已改好 { $count } 个文件；还有 { $stops } 处错误、{ $warns } 处提醒要自己改。
status-issue = { $issue }　{ $standing ->
    [editing] 编辑中
    [signed] 已签付印
   *[printed] 已印出
    }　印刷日期 { $date }（{ $side ->
    [today] 就是今天
    [ahead] 还有 { $days } 天
   *[past] 已过 { $days } 天
    }）　{ $theme }
status-done = { $issue }　已完成　印刷日期 { $date }　{ $theme }
status-lapsed = { $issue }　没有签付印　印刷日期 { $date } 早已过去　{ $theme }
status-unreadable = { $issue }　issue.yml 读不懂，见 neikan check { $issue }
status-articles = {"    "}文章 { $count } 篇：{ $stages }
status-articles-unknown = {"    "}文章 { $count } 篇，到了哪一步读不出来，见 neikan review status --issue 期号
status-stage = { $stage ->
    [first] 待初审 { $count }
    [second] 待复审 { $count }
    [final] 待终审 { $count }
    [countersign] 待主编复核 { $count }
    [proof-1] 待一校 { $count }
    [proof-2] 待二校 { $count }
    [proof-3] 待三校 { $count }
    [corrections] 待核红 { $count }
    [rejected] 已退稿 { $count }
   *[ready] 可付印 { $count }
    }
status-comma = 、
status-pages-none = {"    "}页数：还没有做过版面{ $budget ->
    [0] {""}
   *[other] ，预算共 { $budget } 页
    }
status-pages = {"    "}内文 { $pages } 页{ $missing ->
    [0] {""}
   *[other] （缺 { $missing } 页才合装订）
    }，超页 { $over } 篇，缺页 { $under } 篇{ $state ->
    [stale] （上次做的；稿件后来改过）
    [draft] （样稿）
   *[final] （成品）
    }
status-budget = {"      "}《{ $title }》（{ $article }）{ $pages } 页，预算 { $budget } 页
status-findings = {"    "}检查：{ $stops } 处错误，{ $warns } 处提醒
status-next = {"    "}下一个日子：{ calendar-step } { $date }（{ $side ->
    [today] 就是今天
    [ahead] 还有 { $days } 天
   *[past] 已过 { $days } 天
    }）
status-copies = {"    "}赠阅本 { $all } 份：已寄 { $sent }，待寄 { $waiting }，没有着落 { $unsettled }，当面送 { $hand }
status-planned = { $issue }　还没开始　计划 { $date } 印刷
status-planned-next = { $issue }　还没开始　计划 { $date } 印刷；{ calendar-step } { $day }（{ $side ->
    [today] 就是今天
    [ahead] 还有 { $days } 天
   *[past] 已过 { $days } 天
    }）
status-hidden = 更早完成的还有 { $count } 期，--all 列出各期。
status-inbox-empty = 来稿箱　没有稿件
status-inbox = 来稿箱　{ $count } 篇，其中 { $unready } 篇还不能送审：{ $stages }
status-inbox-unready = 来稿箱　{ $count } 篇，都还不能送审，见 neikan inbox
summary-status = { $today }：没有完成的 { $open } 期。各人要做的事见 neikan todo。
todo-person = { $name }
todo-office = 编辑部
todo-due = {"  "}{ $date }（{ $side ->
    [today] 今天到期
    [ahead] 还有 { $days } 天
   *[past] 过期 { $days } 天
    }）　{ $what }
todo-since = {"  "}没有期限，{ $date } 起等着　{ $what }
todo-undated = {"  "}没有期限　{ $what }
todo-others = {"      "}也可以由{ $names }做
todo-sign = { $stage ->
    [first] 初审
    [second] 复审
    [final] 终审
    [countersign] 主编复核
    [proof-1] 一校
    [proof-2] 二校
    [proof-3] 三校
   *[corrections] 核红
    }《{ $title }》（{ $issue }，{ $article }）
todo-of-article = { $kind ->
    [revise] 《{ $title }》（{ $issue }，{ $article }）退修，改好再送审
    [inbox] 《{ $title }》（来稿箱，{ $article }）有 { $count } 处要改、要核对，才能送审
   *[nobody] 《{ $title }》（{ $issue }，{ $article }）审读名单里没有人能签下一步
    }
todo-of-issue = { $kind ->
    [people] { $issue } 签审读名单
    [press] { $issue } 签付印
    [fill-in] { $issue } 审读名单里还没有填主编
    [build] { $issue } 做成品，交印刷厂
    [copies] { $issue } 还有 { $count } 份赠阅本要寄
    [unsettled] { $issue } 有 { $count } 份赠阅本没有着落
    [samples] { $issue } 向核发准印证的部门送交样本
    [faults] { $issue } 有 { $count } 处错误要改
    [unreadable] { $issue } 读不懂，要先改好
    [gather] { $issue } 来稿箱里有 { $count } 篇已审定，可以收进来
   *[begin] { $issue } 该开始了
    }
summary-todo = { $today }：{ $count } 件，过期 { $late } 件。
ics-name = 《{ $name }》出版计划
ics-task = { $name }：{ $what }
ics-office = 编辑部：{ $what }
ics-milestone = { calendar-step }（{ $issue }）
summary-ics = { $count } 个日程写在 { $path }；没有期限的没有写。
plan-issue = { $issue }　总第 { $total } 期　印刷日期 { $date }
plan-issue-plain = { $issue }　印刷日期 { $date }
plan-day = {"    "}{ calendar-step } { $date }
plan-comment = 出版计划，由 neikan plan 排出；可以自己改。各项的含义见 neikan schema publication。
summary-planned = { $year } 年的 { $count } 期已写进 issues/publication.yml 的 calendar。新建一期用 neikan new，期号、日期照计划。
summary-plan-dry = { $year } 年会排 { $count } 期；什么也没有写。

### 规则

rule-unknown = 没有叫“{ $rule }”的规则。
    .hint = 全部规则见 neikan rule --all。
rule-meant = 没有叫“{ $rule }”的规则，是不是“{ $meant }”？
    .hint = 全部规则见 neikan rule --all。
rule-locked = 规则“{ $rule }”出自内部资料管理办法，不能关掉，也不能只作说明。
    .hint = 可以降为 warn；个别地方确有理由的，在该文件的 waivers 里写明。
rule-waived = 规则“{ $rule }”在此豁免：{ $reason }
    .hint = 付印前请负责人看过这条理由；不再需要时，从 waivers 里删去。
waiver-idle = 规则“{ $rule }”的这条豁免没有用上。
    .hint = 若文字已经改好，请删去这条豁免；若没有生效，请核对 text 是否是那一行里的原文。
rule-family = 类别：{ $value }
rule-severity = 级别：{ $value }
rule-source = 依据：{ $value }
rule-fixes = 没有歧义的，`neikan check --fix` 能自动改好。
rule-law = 出自管理办法，不能关掉，只能降为 warn。
rule-pages = 要看排好的页面，所以只在 `neikan build` 时检查。
rule-wrong = 错：
rule-right = 对：
rule-in-file = { $value }：
rule-source-measures = 《内部资料性出版物管理办法》（2015）第 { $value } 条
rule-source-punctuation = GB/T 15834-2011《标点符号用法》{ $value }
rule-source-numerals = GB/T 15835-2011《出版物上数字用法》{ $value }
rule-source-usage = 《现代汉语词典》与新闻出版的通行用法
rule-source-print = 印刷厂的通行要求
rule-source-house = 本工具的编辑规范
rules-title = 检查规则
rules-intro =
    本页由程序生成，请不要手改：规则的文字在 `crates/neikan-desk/src/check/rules/` 和 `crates/hanzi/src/rules/` 各文件里，改好后运行 `NEIKAN_UPDATE=1 cargo test --release --test suite rules::`。

    `stop` 是错误，有一处就不制作；`warn` 是提醒；`note` 是说明。刊物可在 `publication.yml` 里调整，例如 `rules: {"{"} ab-year: off {"}"}`；出自管理办法的规则不能关掉，只能降为 `warn`。个别地方确有理由，在该文件（稿头、`issue.yml`、`publication.yml`）里写豁免，`text` 是那一行里的原文，理由会列入报告：

        waivers:
          - {"{"}rule: self-name, text: 本报记者, reason: 引用旧报原文{"}"}

    词表在 `crates/neikan-desk/src/check/words/`，项目可在 `issues/words/` 里增补；同名文件替换自带的词表。成员单位名单是 `issues/members.yml`。格式见 `neikan schema words` 和 `neikan schema members`。
rules-glyphs = 字形
rules-internal = 内部资料
rules-numerals = 数字
rules-pictures = 图片
rules-punctuation = 标点
rules-structure = 结构
rules-words = 词语

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
flatplan-draft = 样稿
flatplan-unreviewed = 未审
flatplan-over-short = 超 { $pages } 页
flatplan-under-short = 欠 { $pages } 页
flatplan-hint = 点任何一页，就打开电子版 PDF 的那一页。

### 赠阅本

copies-unpublished = { $issue } 还没有可用的电子版，或者 build.json 里没有它。
    .hint = 请先运行 neikan build { $issue }；草稿不能赠阅。
copy-strange = 第 { $number } 册 { $file } 不是用现在的电子版给这位受赠人做的。
    .hint = 文件换过，或者名单、电子版后来改过。请重新做：neikan deliver prepare { $issue } --only { $number }。
copies-stale = { $issue } 的赠阅本是用以前的电子版做的。
    .hint = 请重新做：neikan deliver prepare { $issue }。已经寄出的不受影响。
edition-stale = { $issue } 的成品是改稿以前做的，后来改过：{ $changed }。
    .hint = 请重新运行 neikan build { $issue }，再做这一步。
edition-record = { $issue } 的 build.json 没有了，或者读不出来，不知道这些文件是什么时候、照哪一稿做的。
    .hint = 请重新运行 neikan build { $issue }；不要单独删改 out 里的文件。
edition-draft = { $issue } 只做了样稿。
    .hint = 审定、付印以后运行 neikan build { $issue }；拼样稿用 neikan impose --draft，--sheet 写明纸张。
edition-final = { $issue } 没有样稿，只有成品。
    .hint = 去掉 --draft；要拼样稿，先运行 neikan build { $issue } --draft。
edition-changed = 这个文件和 { $issue } 的 build.json 里的校验值不符。
    .hint = 文件在制成以后改过或换过。请重新运行 neikan build { $issue }；印刷厂退回的文件另存别处，不要放进 out。
ledger-went-back = 审读记录退回到了以前：这个文件记着它有 { $entries } 条，那一条的封签现在记录里没有（现在 { $now } 条）。
    .hint = 请从版本库或存档恢复最新的 issues/{ $issue }/review.yml 和 review 文件夹。确实恢复不了，由主编说明以后接着签：neikan review resume --by { $chief } --reason 原因 --issue { $issue }；付印要重签。
edition-part = 这是 { $issue } 的局部样稿，只供查看，不属于任何一个版本。
    .hint = 付印的页面用 neikan build { $issue } 制作；拼版用 neikan impose { $issue }，用 --sheet 写明纸张。
edition-unknown = 这个文件不在 { $issue } 的制作登记（issues/built.txt）里：不是在这里制成的，或者连同 build.json 一起换过。
    .hint = 请重新运行 neikan build { $issue }，用这里制成的文件；同样的稿件做出来一个字节也不差。
copies-unknown = { $issue } 的赠阅本清单 copies.json 不在制作登记（issues/built.txt）里：不是在这里做的，或者改过。
    .hint = 请重新做：neikan deliver prepare { $issue }。
impose-foreign = 这个文件不是本项目哪一期制成的，没有审读记录可以核对。
    .hint = 请自己核对内容；要拼本刊的成品，写期的名称：neikan impose 2026-01。
cache-unusable = 缓存不能用（{ $folder }：{ $reason }），这次没有用到或没有留下全部中间结果；成品不受影响，只是慢些。
    .hint = 请看这个文件夹能不能写、磁盘满没满；也可以用 --cache 指定别的文件夹，或用 --no-cache 不用缓存。
cache-secret = 要与别的机器共用中间结果，却没有设各台机器共有的密文。
    .hint = 把一长串随机文字写进只有自己能读的文件，各台机器一样，再 neikan config set cache_secret 文件。凡能往那里写的人都像自己一样信得过，就 neikan config set cache_secret none。这意味着什么，见手册：neikan manual cache。
cache-secret-file = { $why ->
        [open] 这个共用缓存的密文文件别人也能读。
        [short] 共用缓存的密文至少要有 16 个字符。
       *[unreadable] 共用缓存的密文文件读不了：{ $reason }
    }
    .hint = { $why ->
        [open] 用 chmod 600 改成只有自己能读。别人可能读过的，请换一份，各台机器都换。
        [short] openssl rand -hex 32 可以做一份好的。
       *[unreadable] neikan config 里的 cache_secret 说明用的是哪个文件。
    }
cache-remote = 共用缓存 { $address } 不能用（{ $reason }），此后没有再用它；成品不受影响，只是慢些。
    .hint = 请看能不能连上、密钥是否有效。不要用它：neikan config unset cache_remote。
cache-remote-damaged = 共用缓存 { $address } 里有 { $count } 个结果不是原来存的样子，已弃用并重新制作；成品不受影响。
    .hint = 或是损坏了，或是不知道密文的人放的。请查一查谁能往那里写。
project-none = { $folder } 和它下面都没有项目。
    .hint = 项目是含有 issues/publication.yml 的文件夹。
summary-all-about = { $project }，{ $issue }：
summary-all = 项目 { $projects } 个，刊期 { $issues } 个，没有做成的 { $failed } 个。
summary-all-none = ▸ { $project }：没有未完成的期。
summary-all-project = ▸ { $project }：{ $issue }
cache-damaged = 缓存里有 { $count } 个文件不是原来存的样子（{ $folder }），已弃用并重新制作；成品不受影响。
    .hint = 多半是上次写到一半断了电或磁盘满了。如果常有，请检查磁盘，也请看是不是有人动过这个文件夹。
source-changed = 制作期间这个文件改过，成品用的是改动以前的。
    .hint = 想用改过的，请核红或重审以后再运行一次 neikan build。
copies-changed = 这个电子版与 { $issue } 的 build.json 里的校验值不符。
    .hint = 文件在制成以后改过或换过；请重新运行 neikan build { $issue }。
copies-edition = 电子版的结构不是本程序制成的样子，放不进赠阅页：{ $reason }。
    .hint = 请重新运行 neikan build；不要用别的软件另存电子版。
copies-pages = 版式给 { $leaves } 位收件人排出了 { $pages } 页赠阅页。
    .hint = 版式的 presentation.typ 须给每一位恰好排一页。
copies-password = 这个密码不能用。
    .hint = 密码须有 { $least } 到 { $most } 个字符，只用英文字母、数字和标点，不含空格，这样任何设备上都打得出来。
copies-password-category = 密码所写的类别“{ $category }”不在发送对象之内。
    .hint = 请改成刊物的发送对象之一：{ $known }。
copies-only = 名单里没有“{ $only }”这个类别或编号。
    .hint = 请对照 issues/recipients.yml；几个之间用逗号分开。
copy-glyph = 第 { $number } 号：字库里没有“{ $char }”（{ $code }），赠阅页排不出来。
    .hint = 请核对这个字；确要用它，请在 fonts 文件夹里加一种有这个字的字体。其余各位的赠阅本不受影响。
list-glyph = 字库里没有“{ $char }”（{ $code }），这一位的赠阅页排不出来。
    .hint = 没有写入。请核对这个字；确要用它，请先在 fonts 文件夹里加一种有这个字的字体。
copy-locked = 第 { $number } 号：赠阅本没能加密：{ $reason }。
    .hint = 请再运行一次；仍不行，请先去掉这一位的密码。
trace-missing = 没有 { $path } 这个文件。
    .hint = 请写出要查的 PDF、EPUB 或 ZIP 文件。
trace-none = 这个文件里没有赠阅编号。
    .hint = 它可能不是本刊的赠阅本，也可能赠阅页和文件信息都被去掉了。
trace-unreadable = 这个文件打不开：{ $reason }。
    .hint = 有密码的，请把密码写在一个文件里，用 --password-file 交给程序。
trace-two = 文件里有两个赠阅编号：{ $one } 和 { $other }。
    .hint = 可能是两份赠阅本拼成的，请人工核对。
summary-copies = { $issue } 的赠阅本有 { $copies } 份：新制 { $written } 份，未变 { $kept } 份，在 { $folder }。
summary-copies-failed = 有 { $count } 位的赠阅本没有制成，原因见上。
summary-passwords = 密码在 { $path }，只有本人能读；请用电话等别的途径告诉收件人，不要随邮件发出。
trace-mark = { $mark }：{ $issue } 期第 { $number } 号赠阅本
trace-by-sum = 依据：与发出的文件一字不差
trace-by-metadata = 依据：文件信息里的编号
trace-by-leaf = 依据：页面上的编号
trace-recipient = 收件人：{ $name }（{ $unit }，{ $category }）
trace-nobody = 收件人：名单里没有这个编号
trace-body-bytes = 正文：与发布的电子版一字不差
trace-body-pages = 正文：文件另存过，各页内容与发布的电子版相同
trace-body-differs = 正文：与发布的电子版不同，文件被改过
trace-body-unknown = 正文：手头没有发布的电子版，无从比较

### 赠阅名单与寄送

recipient-number-twice = 赠阅编号 { $number } 用了两次，第 { $first } 行已经用过。
    .hint = 一个编号只给一位；泄露的册子要靠它查到人。
recipient-address = “{ $value }”不是可用的电子邮件地址。
    .hint = 一格只写一个地址，形如 name@example.org，不加名字、尖括号、引号和空格。
recipient-address-twice = 第 { $number } 号和第 { $first } 号用同一个电子邮件地址。
    .hint = 如果是共用的办公邮箱，不必改；两册会分别寄到。
recipient-control = 这里有换行或看不见的字符（{ $code }）。
    .hint = 请删去重打；它多半是从别的软件粘贴来的。
recipient-blank = 这里只有空格。
    .hint = 请写上内容，或整项删去。
recipient-long = 这里有 { $count } 个字，超过 { $limit } 个。
    .hint = 请写得短些；这一项要印在赠阅页上。
recipients-form = 名单写成了一行，没法逐位增删。
    .hint = 请改成每位一行，以“- ”开头，写法见样例。
list-unreadable = 读不出 { $path }：{ $reason }。
    .hint = 请核对文件名和读取权限。
list-form = { $path } 不是 .xlsx，也不是 .csv。
    .hint = 请在 Excel 或 WPS 里另存为 .xlsx 或 .csv。
list-large = 名单文件超过 { $limit } MB，不予读取。
    .hint = 请只留名单这一张表，删去图片。
list-bomb = 名单解开以后超过 { $limit } MB，不予读取。
    .hint = 这不像正常的表格；请向发来的人要一份新的。
list-size = 名单超过 { $rows } 行或 { $columns } 列。
    .hint = 请删去多余的行、列和空白处的内容。
list-encoding = 认不出名单用的是哪种编码。
    .hint = 请另存为“CSV UTF-8”或 .xlsx。
list-broken = 名单读不懂：{ $reason }。
    .hint = 请用 Excel 或 WPS 打开，另存一份再导入。
list-no-sheet = 工作簿里没有表。
    .hint = 请核对是不是这个文件。
list-headings = 前几行里找不到“姓名”一栏。
    .hint = 表头应有：编号、姓名、称谓、单位、类别、邮箱、格式；姓名和类别必有。
list-heading-twice = 有两栏都叫“{ $heading }”。
    .hint = 请留下一栏，或给另一栏改名。
list-heading-unknown = 不认识“{ $heading }”一栏，没有读。
    .hint = 能读的栏：编号、姓名、称谓、单位、类别、邮箱、格式。
list-cell-missing = 缺 { $key } 一项。
    .hint = 姓名必填；名单里还没有的人，类别也必填。
list-cell-error = 第 { $row } 行第 { $column } 列是公式错误 { $value }。
    .hint = 请在表格里改好公式，或直接写上内容。
list-number = “{ $value }”不能做赠阅编号。
    .hint = 请写 1 到 { $limit } 的整数，或留空，由程序接着往下编。
list-number-taken = 编号 { $number } 在名单里是另一位的。
    .hint = 请把编号留空，或核对姓名；已有的编号不改给别人。
list-number-kept = 这一位在名单里是第 { $number } 号，编号照旧。
    .hint = 寄出去的册子上印着原来的编号，所以不改。
list-format = “{ $value }”不是格式。
    .hint = 请写 pdf 或 epub，或留空。
list-row-twice = 这一位在第 { $first } 行已经写过。
    .hint = 请留下一行。
list-ambiguous = 名单里有几位同名，分不清是哪一位：{ $numbers }。
    .hint = 请写上编号，或写全单位。
list-added = 新增  { $number }  { $name }
list-changed = 更改  { $number }  { $name }（{ $keys }）
summary-list = 名单已更新：新增 { $added } 位，更改 { $changed } 位，未变 { $unchanged } 位。
summary-list-dry = 如果导入：新增 { $added } 位，更改 { $changed } 位，未变 { $unchanged } 位。没有写文件。
mail-settings = 找不到 { $path }，不知道怎么寄。
    .hint = 请照 neikan manual circulation 写好邮件服务器和发件人；各项说明见 neikan schema mail。
mail-host = 没有写邮件服务器（host），不知道从哪里寄。
    .hint = 请在 issues/mail.yml 里写 host；自己动手寄，用 --outbox 文件夹，不必写。
mail-control = 这里有换行或看不见的字符。
    .hint = 请删去重打。
mail-ca = 读不出 CA 证书 { $path }：{ $reason }。
    .hint = 应是 PEM 文件，路径从项目文件夹算起。
mail-password = 有用户名，没有密码。
    .hint = 请设环境变量 { $variable }，或在 mail.yml 里用 password_file 指一个权限为 600 的文件；密码不写在命令行里。
mail-password-file = 读不出密码文件 { $path }：{ $reason }。
    .hint = 请核对路径；路径从项目文件夹算起，也可以写绝对路径。
mail-password-open = 密码文件 { $path } 别人也能读，不予使用。
    .hint = 请先运行 chmod 600 { $path }；如果别人可能看过，请改密码。
mail-password-empty = 密码文件 { $path } 的第一行是空的。
    .hint = 请把密码写在第一行。
mail-template = 邮件模板有错：{ $reason }。
    .hint = 模板的写法见 neikan manual circulation。
mail-unfit = 邮件写不出来：{ $reason }。
    .hint = 请核对发件人、收件人的地址和名称。
mail-away = 联系不上邮件服务器 { $server }：{ $reason }。
    .hint = 请检查网络和 issues/mail.yml，再运行一次；寄到哪里就从哪里接着寄。
mail-insecure = 与邮件服务器 { $server } 的连接不安全，没有寄：{ $reason }。
    .hint = 证书要对得上 host，由可信的机构签发；单位自己的机构，用 ca 指明。请核对 host、port、security。
mail-login = 邮件服务器 { $server } 不让登录：{ $reason }。
    .hint = 请核对 user 和密码；不少邮箱要用专门的“授权码”。
mail-sender = 邮件服务器 { $server } 不收这个发件人的信，寄到这里停下，其余各份没有寄出，也没有记为退回：{ $reason }
    .hint = 请按服务器说的核对发件账号：issues/mail.yml 里的 from、user，授权，每天的限额，有没有被拦。改好再运行一次，从没有寄出的接着寄。
mail-busy = 邮件服务器 { $server } 暂时不收这个发件人的信，试过几次，寄到这里停下，其余各份没有寄出，也没有记为退回：{ $reason }
    .hint = 过一会儿再运行一次，从没有寄出的接着寄。服务器嫌寄得太快，就把 issues/mail.yml 里的 rate 改小。
mail-same = 开头三份，邮件服务器 { $server } 都用同样的话退回，多半与收件人无关，寄到这里停下，一份也没有记为退回：{ $reason }
    .hint = 请按服务器说的核对发件账号和网络；没有问题，就核对这三个地址。再运行一次，先寄没有试过的，再寄这三份。
mail-size = 邮件服务器 { $server } 说第 { $number } 号的信太大（{ $size } MB），寄到这里停下，其余各份没有寄出，也没有记为退回：{ $reason }
    .hint = 请让服务器放宽，或把 issues/mail.yml 里的 size_limit 改得比 { $size } 小：超过的不附赠阅本，只发通知，另行送达。再运行一次，从没有寄出的接着寄。
mail-limit = 邮件服务器 { $server } 只收 { $limit } MB 以内的信，第 { $numbers } 号的太大（最大的 { $size } MB），没有寄。
    .hint = 请让服务器放宽，或把 issues/mail.yml 里的 size_limit 改到 { $limit } 以内：超过的不附赠阅本，只发通知，另行送达。也可以用 --only 先寄放得下的。再运行一次，从没有寄出的接着寄。
copies-missing = 还没有制作赠阅本。
    .hint = 请先运行 neikan deliver prepare { $issue }。
copies-broken = 赠阅本的清单读不懂：{ $reason }。
    .hint = 请重新运行 neikan deliver prepare { $issue }。
copy-missing = 第 { $number } 号还没有制作赠阅本。
    .hint = 名单改过以后，请再运行 neikan deliver prepare { $issue }。
copy-changed = 第 { $number } 号的赠阅本（{ $file }）与清单里的校验值不符。
    .hint = 文件被改过、换过或不见了；请重新运行 neikan deliver prepare { $issue }。
copy-other = 第 { $number } 号的赠阅本与名单对不上：姓名、称谓、单位或格式后来改过。
    .hint = 请再运行 neikan deliver prepare { $issue }；没有改的不会重做。
copy-address = 第 { $number } 号的邮箱在做赠阅本以后改过，现在是 { $address }。
    .hint = 请核对这是收件人本人的邮箱；核对过了，再运行 neikan deliver prepare { $issue }，就不再提醒。
deliver-only = 名单里没有“{ $value }”。
    .hint = --only 后面写赠阅编号或类别；类别有：{ $scope }。
delivery-twice = 第 { $number } 号已经寄出，或正在寄，不再寄一次。
    .hint = 进度见 neikan deliver status。
delivery-moved = 第 { $number } 号这一期已经寄给另一位了。
    .hint = 名单重新编过号。编号印在册子里，请改回原来的编号，新的人用新的编号。
delivery-unknown = 第 { $number } 号待确认，没有再寄。
    .hint = 问清楚收到没有，再运行 neikan deliver confirm { $number } --issue { $issue } --sent 或 --not-sent。
delivery-unsettled = 第 { $number } 号交给了服务器，没有等到答复，待确认：{ $reply }
    .hint = 问清楚收到没有，再运行 neikan deliver confirm { $number } --issue { $issue } --sent 或 --not-sent。程序不会自己再寄。
delivery-refused = 第 { $number } 号被服务器退回：{ $reply }
    .hint = 请核对名单里的地址，改好再运行；地址没错，用 --only { $number } 再寄。
delivery-refused-before = 第 { $number } 号上次被退回，地址没有改，没有再寄。
    .hint = 请核对地址；地址没错，用 --only { $number } 再寄。
delivery-deferred = 第 { $number } 号服务器暂时不收：{ $reply }
    .hint = 过一会儿再运行一次，只寄没有寄出的。
confirm-nothing = { $issue } 的第 { $number } 号没有可确认的：不在名单里，或者已有结果。
    .hint = 各份的状态见 neikan deliver status { $issue }。
forget-nobody = 名单和寄送台账里都没有 { $who }。
    .hint = 请核对编号或地址。
delivery-number = 编号
delivery-name = 姓名
delivery-title = 称谓
delivery-unit = 单位
delivery-category = 类别
delivery-address = 邮箱
delivery-standing = 状态
delivery-day = 日期
delivery-attempts = 次数
delivery-reply = 服务器答复
delivery-file = 赠阅本
delivery-state = { $state ->
    [sent] 已寄
    [waiting] 未寄
    [no-address] 无邮箱
    [deferred] 暂缓
    [unsent] 未寄到
    [refused] 退回
    [unknown] 待确认
   *[other] 正在寄
    }
delivery-attached = { $file }，{ $size }
delivery-announced = { $file }，{ $size }，太大，只发通知
delivery-waiting = 等 { $seconds } 秒再试
summary-send-dry = { $issue }：会寄 { $count } 份，不寄 { $left } 份。没有寄，也没有记。
summary-sent = { $issue }：寄出 { $sent } 份，退回 { $refused } 份，待确认 { $unknown } 份，还要再寄 { $deferred } 份，另有 { $left } 份这次没有寄。
summary-outbox = 已在 { $folder } 写好 { $count } 封邮件，用邮件程序打开就能寄。寄出以后记账：neikan deliver confirm { $numbers } --sent --issue { $issue }
summary-outbox-none = 没有要寄的：{ $folder } 里什么也没有写。
summary-deliveries = { $issue }：已寄 { $sent } 份，待确认 { $unknown } 份，退回 { $refused } 份，未寄 { $left } 份，无邮箱 { $none } 位。
summary-exported = 已写出 { $path }，{ $count } 行。里面有姓名和地址，请妥善保管。
summary-confirmed = 第 { $numbers } 号已记为{ $state ->
    [sent] “已寄”
   *[unsent] “未寄到”，下次会再寄
    }。
summary-forgotten = 已抹去第 { $numbers } 号：名单 { $entries } 处，台账 { $attempts } 条，赠阅本 { $files } 个。台账只留期号、编号、日期和寄没寄到。备份、发件箱和导出的表，请另行清理。
help-deliver = 赠阅：名单、赠阅本、寄送。
help-deliver-after = 先 import 名单，再 prepare 赠阅本，然后 send；进度见 status。见 neikan manual circulation。
help-deliver-examples = neikan deliver send --dry-run
    neikan deliver import 名单.xlsx
help-deliver-prepare = 给名单里每一位做一份赠阅本：电子版加一页赠阅页。
help-deliver-prepare-issue = 哪一期，如 2026-01；没有完成的只有一期时可以不写。
help-deliver-prepare-only = 只做这些编号或类别，用逗号分开；其余的照旧。
help-deliver-prepare-generate-passwords = 没有密码的，各给一个；写进这一期文件夹里的 copies-passwords.csv，只有本人能读。
help-deliver-prepare-out = 成品文件夹，默认是项目里的 out；赠阅本放在其中“期/copies”里。
help-deliver-prepare-format = 报告的形式：human 或 json。
help-deliver-prepare-after = 先运行 build。正文一个字节也不动；赠阅页的样子见版式里的 presentation.typ，寄语和印章在 publication.yml 里写。
    有一位做不成，其余照做，退出码为 1。没有变的不重写。
help-deliver-prepare-examples = neikan deliver prepare 2026-01
    neikan deliver prepare --only 1,3
help-deliver-trace = 查一个文件是发给谁的赠阅本。
help-deliver-trace-file = 要查的 PDF、EPUB 或 ZIP 文件。
help-deliver-trace-password-file = 写着这个文件的密码的文件。
help-deliver-trace-out = 成品文件夹，默认是项目里的 out。
help-deliver-trace-format = 报告的形式：human 或 json。
help-deliver-trace-after = 另存过、文件信息被抹掉，或者赠阅页被抽掉的，只要有一样还在，就查得出。
help-deliver-trace-examples = neikan deliver trace 来路不明.pdf
    neikan deliver trace ~/来路不明.pdf
help-deliver-import = 把 Excel 或 CSV 里的名单并入 issues/recipients.yml。
help-deliver-import-file = .xlsx 或 .csv；UTF-8、GB18030 都行。
help-deliver-import-dry-run = 只说会改什么，不写文件。
help-deliver-import-after = 表头要有“姓名”，新的人要有“类别”；编号可以空着。表里没有的人、空着的格，名单里照旧；已有的编号不变。
help-deliver-import-examples = neikan deliver import 名单.xlsx --dry-run
    neikan deliver import 名单.xlsx
help-deliver-send = 寄出赠阅本。
help-deliver-send-only = 只寄这些编号或类别，用逗号分开。
help-deliver-send-dry-run = 只说会寄给谁，不寄，也不记。
help-deliver-send-outbox = 不寄，把邮件写成 .eml 放进这个文件夹，由人来寄；寄出以后用 confirm 记账。
help-deliver-send-out = 成品文件夹，默认是项目里的 out。
help-deliver-send-after = 有一处错误就一封也不寄。中断了再运行一次，寄过的不会再寄；没有等到答复的记为“待确认”，由人确认。
    服务器和发件人写在 issues/mail.yml；密码用环境变量 NEIKAN_SMTP_PASSWORD，或权限为 600 的文件。
help-deliver-send-examples = neikan deliver send 2026-01 --only 人大代表
    neikan deliver send 2026-01
help-deliver-status = 看每一份寄给了谁、寄到没有。
help-deliver-status-examples = neikan deliver status 2026-01
    neikan deliver status --format json
help-deliver-export = 把寄送情况写成 Excel 表。
help-deliver-export-out = 成品文件夹，默认是项目里的 out；写成其中“期/deliveries.xlsx”，只有本人能读。
help-deliver-export-examples = neikan deliver export 2026-01
    neikan deliver export
help-deliver-confirm = 确认“待确认”的到底寄到没有；由人寄的，也用它记账。
help-deliver-confirm-numbers = 赠阅编号，可以有几个。
help-deliver-confirm-sent = 寄到了，或者已由人寄出。
help-deliver-confirm-not-sent = 没有寄到，下次再寄。
help-deliver-confirm-examples = neikan deliver confirm 12 15 --sent
    neikan deliver confirm 12 --not-sent
help-deliver-forget = 抹去一个人：名单、台账和做好的赠阅本。
help-deliver-forget-who = 赠阅编号或电子邮件地址。
help-deliver-forget-out = 成品文件夹，默认是项目里的 out。
help-deliver-forget-after = 台账里只留期号、编号、日期和寄没寄到。不能撤回。
help-deliver-forget-examples = neikan deliver forget lin@example.org
    neikan deliver forget 12
schema-issue-greeting = 本期赠阅页上的寄语；不写就用刊物的。
schema-publication-greeting = 赠阅页上的寄语；不写就用通常的一句。
schema-publication-seal = 赠阅页上的印章。
schema-recipient-password = 这一位赠阅本的密码；不写就用类别的密码，都没有就不加密。
schema-recipients-passwords = 赠阅本的密码，按类别写。
schema-seal = 一方印章。
schema-seal-alt = 印文，给读屏软件念。
schema-seal-picture = 印章的图片，在 issues 文件夹里。
schema-mail = 怎样寄邮件：issues/mail.yml。密码不写在这里。
schema-mail-backoff = 服务器暂时不收，第一次隔多少秒再试，以后每次加倍；默认 60。
schema-mail-ca = 单位自己的 CA 证书（PEM）；写了就只认它。
schema-mail-from = 发件人的地址。
schema-mail-from-name = 发件人的名称；不写就是“刊名编辑部”。
schema-mail-host = 邮件服务器的名称，证书要与它相符；只用 --outbox 时不必写。
schema-mail-password-file = 密码文件，权限须为 600；环境变量 NEIKAN_SMTP_PASSWORD 优先。
schema-mail-port = 端口；不写，tls 用 465，starttls 用 587。
schema-mail-rate = 每分钟最多寄几封，默认 30。
schema-mail-reply-to = 回信寄到哪里；不写就是发件人。
schema-mail-retries = 服务器暂时不收时再试几次，默认 4。
schema-mail-security = tls（一开始就加密，默认）或 starttls（先打招呼再加密）；不加密的不寄。
schema-mail-size-limit = 附上赠阅本、编码以后，一封信超过多少 MB 就不附，只发通知；默认 20。编码要多占三分之一多，20 MB 的信放得下约 14 MB 的赠阅本。
schema-mail-timeout = 等服务器答复的时间，秒；默认 300。
schema-mail-user = 登录名；不写就不登录。
schema-masthead = 刊头的颜色：red、paper 或 knockout。

### 帮助

help-usage = 用法：
help-commands = 命令
help-arguments = 参数
help-options = 选项
help-about = neikan 把审定的稿件做成一期中文内刊：付印 PDF、电子版和存档。
help-after = 头一回用？在一个空文件夹里运行 neikan init，开办自己的刊物；说明书见 neikan manual。
help-lang = 用哪种语言说话：zh 或 en；默认看系统语言，否则用中文。
help-project = 项目文件夹；默认从当前文件夹往上找。
help-help = 显示帮助。
help-help-examples = neikan help build
    neikan help review sign
help-version = 显示版本。
help-usage-command = <命令>
help-usage-options = [选项]
help-shared = 各命令通用
help-example-heading = 例
help-examples = neikan init ~/内刊
    neikan new 2026-01
    neikan build --draft
help-init = 开办一份刊物：在空文件夹里写好刊物档案、说明和编辑器用的文件。
help-init-dir = 文件夹；不写就是当前文件夹，没有就新建。
help-init-format = 样式：magazine（杂志，默认）、bulletin（红头简报：A4，没有封面，不要准印证号）或 newspaper（内部报纸：A3，没有封面）。
help-init-name = 刊名。
help-init-masthead = 封面上的刊名；不写就同刊名。
help-init-slug = 文件名用的短名，小写字母；不写就取刊名的拼音首字母。
help-init-sponsor = 编印单位。
help-init-permit = 准印证号，照证书原样写。
help-init-province = 核发准印证的省、自治区、直辖市。
help-init-scope = 发送对象，用逗号分开。
help-init-size = 开本：210x285（大16开，默认）或 a4（210x297）；报纸是 a3（297x420，报纸的默认）或 390x545（对开）。
help-init-frequency = 刊期，如月刊、双月刊；默认季刊。
help-init-printer = 印刷单位。
help-init-sections = 栏目：general（综合，默认）、newsletter（通讯）、literary（文艺）、bulletin（红头简报）或 newspaper（报纸）。
help-init-first = 初审的人，用逗号分开。
help-init-second = 复审的人，用逗号分开。
help-init-final = 终审的人，用逗号分开；第一位是主编，签付印。
help-init-proof = 校对的人，用逗号分开；不写就是初审的人。
help-init-yes = 不问：没有写的项先记作“待填”，以后再填。
help-init-after = 在终端里运行会逐项问，回车就是用方括号里的；没有答的记作“待填”，neikan check 会逐条指出。已有的文件一个也不动。
help-init-examples = neikan init ~/内刊
    neikan init --yes --name 青山通讯 --sponsor 青山县农业农村局 --permit 内资001
help-font = 字体：看用了哪些、从哪里来，添一种。
help-font-after = 程序带着一套字体；项目的 fonts 文件夹里有的，先用那里的。
help-font-examples = neikan font list
    neikan font add ~/字体/人名用字.otf
help-font-list = 列出全部字体：文件、从哪里来、版式用作什么。
help-font-list-examples = neikan font list
    neikan font list --format json
help-font-add = 把字体复制进 fonts 文件夹，并说明它的授权写了什么。
help-font-add-files = 字体文件：.otf、.ttf、.otc、.ttc。
help-font-add-after = 主题没有写到的字体排在最后，前面的字体都没有的字就用它。添了字体，成品的校验值会变，付印要重签。
help-font-add-examples = neikan font add ~/字体/人名用字.otf
    neikan font add 甲.ttf 乙.ttf
help-help-command = 哪个命令，如 build 或 review sign。
help-manual = 看说明书，或写成网页。
help-manual-page = 哪一页；不写就列出各页。
help-manual-html = 把整本说明书写成网页，放进这个文件夹。
help-manual-examples = neikan manual manuscript
    neikan manual --html ~/说明书
help-layout-press = 复制现用的印刷配置，开始写自己的。
help-layout-press-name = 新配置的名称：小写字母、数字、连字符。
help-layout-press-after = 复制好以后，把 publication.yml 的 press 改成新名称，再照印刷厂的要求改；各项的含义见 neikan schema press。
help-layout-press-examples = neikan layout press plant
    neikan layout press coated
help-build = 做出一期的各种版本。
help-build-issue = 哪一期，如 2026-01；没有完成的只有一期时可以不写；样稿默认最新一期。
help-build-out = 输出文件夹，默认是项目里的 out；文件写在其中以期命名的文件夹里。
help-build-editions = 只写哪些版本：press（付印）、digital（电子）、archive（存档）、ofd（政务版式），用逗号分开；默认除 ofd 以外全部。
help-build-flatplan = 另写一张落版图：png，写成 flatplan.png。
help-build-draft = 没有审定也做一份样稿：未审的文章每页压“未审”两字，文件名带 -draft，不存档。
help-build-format = 报告的格式：human（给人看）或 json（给程序看）。
help-build-pdfx = 付印文件的标准：x4（PDF/X-4）或 x1a（PDF/X-1a:2003）；默认照印刷特性文件。
help-build-quality = 屏幕版 PDF 里图片的精度：screen（按所排尺寸150 ppi）或 high（保留原图像素）；默认 screen。
help-build-no-cache = 全部从头做，不用以前留下的中间结果，也不留新的；平时不需要。
help-build-cache = 中间结果放在哪个文件夹；默认在自己的缓存文件夹里（$XDG_CACHE_HOME/neikan 或 ~/.cache/neikan），各个刊物共用。
help-build-cache-remote = 在那里与别的机器共用中间结果：s3://桶名/前缀，或文件夹；见手册 neikan manual cache。
help-build-all = 做这些文件夹里和下面各个项目未完成的期，不写文件夹就是本文件夹下面的；每个项目各有报告。
help-build-explain-fit = 说出每一篇的末页空几行、试过什么、用了什么。
help-build-embed-fonts = 把主题的字体嵌入电子书，只留书里用到的字；默认不嵌，用阅读器自己的字体。
help-build-after = 先读完所有稿件并检查；有一处错误就不写任何文件，并把所有错误一次说完。
    做出的文件（以 2026-01 为例）：
      press/…-interior.pdf  内页，含 3 毫米出血，全部 CMYK
      press/…-cover.pdf     封面展开页：封四、书脊、封一；第二页是封二、封三
      press/…-ticket.pdf    施工单；…-ticket.xjdf 是给机器读的
      press/…-proof.pdf     低清校样，画着裁切线
      …-press.zip           以上各件和校验值，交印刷厂
      ….pdf                 电子版，有书签和链接
      ….epub                电子书
      ….ofd                 电子版的 OFD（GB/T 33190），写 --editions ofd 才做
      …-archive.zip         存档：稿件、成品和校验值
      flatplan.html         落版单：各页缩样、栏目、篇名、页数余缺
      build.json            清单：每个文件的大小、页数和 SHA-256
    退出状态：0 完成；1 稿件有错；2 命令写错；3 磁盘等出错；4 程序本身出错。
help-build-examples = neikan build                          没有完成的那一期，全部版本
    neikan build 2026-01 --editions digital,ofd
    neikan build --out ~/样书 --format json
help-check = 检查一期或来稿箱的所有稿件，不做成品。
help-check-issue = 哪一期，或 inbox（来稿箱）；默认最新一期。
help-check-format = 报告的格式：human、json 或 sarif。
help-check-fix = 先改好能安全自动改的地方（规则里注明的），并列出改动。
help-check-after = 退出状态：0 没有错误；1 有错误；2 命令写错；3 磁盘等出错；4 程序本身出错。
help-check-examples = neikan check 2026-01
    neikan check --fix
help-new = 新建一期，带一篇示范文章。
help-new-issue = 期的名称，写成“年-期”，如 2026-03；不写就是出版计划里接下来的一期。计划里有的，印刷日期和总期号照计划。
help-new-examples = neikan new
    neikan new 2026-04 --project ~/内刊
help-gather = 发稿：把审定给某一期的稿件从来稿箱移过去。
help-gather-dry-run = 只说会移哪些，不动文件。
help-gather-after = 稿头用 issue: 2026-02 写明用在哪一期，用 neikan review sign … --issue inbox 签过三审，就可以移；签字和图片一起走。没有移的，逐篇说明原因。中断了就再运行一次。
help-gather-examples = neikan gather 2026-02 --dry-run
    neikan gather 2026-02 --date 2026-03-20
help-import = 把来稿收进 issues/inbox：Word、PDF、纯文本、Markdown、网页、邮件、压缩包、文件夹。
help-import-files = 要导入的文件：.docx、.doc、.wps、.odt、.rtf、.pdf、.txt、.md、.html、.eml、.zip，或一个文件夹；文字的编码会自动辨认。
help-import-changes = Word 里的修订：accept 接受（默认），refuse 拒绝。
help-import-keep-originals = Word 文件里的图片不裁切、不旋转、不调色，存原图，并说明哪几幅在文档里改过。
help-import-with-libreoffice = 旧格式的 Word 文档（.doc、.wps）请本机的 LibreOffice 来读；没有装的，说明一声，照常读。
help-import-name = 稿件的名称，只用小写字母、数字和连字符；默认取自文件名，中文的用标题的拼音。几篇用同一个名称时，后面的加 -2、-3。
help-import-format = 报告的格式：human 或 json。
help-import-after = 标题、署名、栏目是猜的，列在稿头的 guessed 里，请编辑核对后删去。图片存进 issues/inbox/images，原件原样存进 issues/inbox/originals。带不进来的内容逐条说明在第几段。一个文件读不了，不妨碍别的文件；有没导入的，退出状态是 1。
help-import-examples = neikan import ~/来稿/荔枝.docx
    neikan import ~/来稿/荔塘供销社.zip --name lizhi
help-inbox = 列出来稿箱里的稿件：名称、标题、作者、字数、图片、收到日期、待改的错误、没有核对的稿头。
help-inbox-after = 送审以前先用 neikan check inbox 检查；有错误或稿头没有核对的，签不了三审。
help-inbox-examples = neikan inbox
    neikan inbox --format json
help-usage-command-may = [命令]
help-color = 颜色和链接：auto（在终端上，默认）、always 或 never。
help-quiet = 结果之外只说错误，不说警告、提示和进度。
help-verbose = 逐条列出问题，说明每一步的用时。
help-build-only = 只把这几篇（用逗号分开）排成样稿：很快，不属于任何一个版本。
help-build-pages = 只把全刊的这几个内页做成样稿，如 12-19 或 3,7。
help-find = 在各期和待编稿件里找词。
help-find-words = 要找的词，几个词要在同一篇里都有；词组加引号。
help-find-issue = 只在这一期里找；inbox 是待编稿件。
help-find-year = 只在这些年的各期里找，几个年份用逗号隔开。
help-find-section = 只在这个栏目里找，写栏目的名称或标识。
help-find-unit = 只找单位名称里有这些字的文章。
help-find-author = 只找作者、摄影者姓名里有这些字的文章。
help-find-near = 几个词要在同一段里，头一个与末一个之间不超过 N 个字。
help-find-all = 每一处都列出，不只列前四十篇、每篇的前五处（json 是这四十篇里的各处）。
help-find-edit = 用编辑器打开第一处。
help-find-format = 报告的形式：human 或 json。
help-find-after = 查的是印出来的文字：正文、图注、表格、作者、封面要目；标记和文件名不查。繁体与简体、全角与半角、大写与小写视为相同。
help-find-examples = neikan find 荔枝 冷链
    neikan find '"cold chain"' --issue 2026-01
    neikan find 荔枝 冷链 --near 20 --year 2025,2026
help-count = 统计字数、图数和页数，按篇目、栏目、作者、单位。
help-count-issue = 哪一期，或者 inbox；不写就是最新一期。
help-count-format = 报告的形式：human 或 json。
help-count-after = “版面字数”按行计算，与计酬的办法相同：不满一行算一行，诗十行算一千字。几人合写的，每人都按全篇计。页数取自最近一次构建，构建以后改过稿就不知道。
help-count-examples = neikan count 2026-01
    neikan count inbox --format json
help-move = 调整一篇文章在一期里的位置。
help-move-article = 哪一篇。
help-move-behind = 排在这一篇之后。
help-move-after = 只改 issue.yml 里的篇目，注释不动。会让本期出错的不移；哪些签字因此失效，一条条写出来。
help-move-before = 排在这一篇之前。
help-move-first = 排在最前。
help-move-last = 排在最后。
help-move-issue = 哪一期；不写就是最新一期。
help-move-dry-run = 只说明会怎样，不改动。
help-move-format = 报告的形式：human 或 json。
help-move-examples = neikan move poems --after foreword
    neikan move notices --last --issue 2026-02 --dry-run
help-config = 列出个人设置和每一项的来源；修改设置。
help-config-format = 报告的形式：human 或 json。
help-config-after = 先看选项，再看变量（NEIKAN_LANG、NEIKAN_NAME、NEIKAN_COLOR、NEIKAN_EDITOR、NEIKAN_LINK、AWS_ENDPOINT_URL、AWS_REGION、NEIKAN_KEYS、NEIKAN_CACHE_REMOTE、NEIKAN_CACHE_SECRET），再看设置文件，最后是默认值。设置不会改变任何成品。
help-config-examples = neikan config
    neikan config set name 许晓岚
help-config-set = 把一项设置写进设置文件。
help-config-set-key = 哪一项：language、name、color、editor、link、endpoint、region、keys、cache_remote 或 cache_secret。
help-config-set-value = 它的值：language 是 zh 或 en；color 是 auto、always 或 never。
help-config-set-after = name 是本人姓名：签字时不写 --by 就用这个姓名。editor 和 link 里的 {"{file}、{line}、{column}"} 代表位置。endpoint 和 region 是存档要放去的兼容 S3 的存储；keys 是密钥文件，两行，只有自己能读。密钥本身不写在设置里。cache_remote 和 cache_secret 供几台机器共用中间结果：neikan manual cache。
help-config-set-examples = neikan config set language en
    neikan config set editor "code -g {"{file}:{line}"}"
help-config-unset = 从设置文件里去掉一项。
help-config-unset-key = 哪一项：language、name、color、editor、link、endpoint、region、keys、cache_remote 或 cache_secret。
help-config-unset-examples = neikan config unset name
    neikan config unset color
help-config-path = 显示设置文件在哪里。
help-config-path-examples = neikan config path
    neikan config path --lang en
help-config-edit = 用编辑器打开设置文件。
help-config-edit-examples = neikan config edit
    neikan config edit --lang en
help-layout = 管理版式。
help-layout-examples = neikan layout new spring
    neikan layout press plant
help-layout-export = 把一期写成普通的 Typst 项目：版式、数据、图片、字体都在一个文件夹里，可以直接用 typst compile 排，也可以用 Typst 的编辑器打开。
help-layout-export-issue = 哪一期，如 2026-01；不写就是最新的一期。
help-layout-export-to = 写到哪个文件夹，要空的或还没有的。
help-layout-export-after = 排出的页数、每行的字与 neikan build 的相同；匀开行内空隙、转成印刷用的颜色、校对都是 neikan build 的事。在这里改版式只是试，改好了放回 layouts 里。
help-layout-export-examples = neikan layout export --to /tmp/看版
    neikan layout export 2026-01 --to ~/2026-01-typst
help-layout-new = 复制现用的版式，开始做自己的版式。
help-layout-new-name = 新版式的名称，也就是 layouts 里的文件夹名：小写字母、数字、连字符。
help-layout-new-after = 复制好以后，把 publication.yml 的 layout 改成新名称，再改新文件夹里的文件；原来的版式不动。
help-layout-new-examples = neikan layout new spring
    neikan layout new dongguan
help-picture = 收图片。
help-picture-examples = neikan picture add ~/来稿/IMG_1234.HEIC
    neikan picture add logo.svg --to 2026-02
help-picture-add = 把图片收进某一期或来稿箱的 images，不管原来是什么格式。
help-picture-add-files = 图片：JPEG、PNG、SVG 原样收下；HEIC、AVIF、WebP、TIFF、BMP、GIF 转成 JPEG 或 PNG。看文件开头的字节，不看文件名。
help-picture-add-to = 收到哪一期，或 inbox。不写就是稿件或图片所在的地方，再不然是最新一期。
help-picture-add-article = 用这些图片的稿件；图片照它取名：lychee-1.jpg。
help-picture-add-format = 报告的格式：human 或 json。
help-picture-add-after = 不覆盖任何文件。转换过的图片，原件原样留在 images 旁边的 originals，不进任何成品和存档包。运行后给出要写进稿件的一行，请在里面写上画面内容、图注和摄影者。
help-picture-add-examples = neikan picture add ~/来稿/IMG_1234.HEIC --article lychee
    neikan picture add 扫描.tif 标志.svg --to 2026-02
help-review = 审稿：签字，看进度。
help-review-after = 先三审，再三校，然后付印；谁签什么，写在 publication.yml 里。
    签字不写 --issue，就是没有完成的那一期，不止一期时要写明；只看的命令是最新一期。--issue inbox 是来稿箱。
help-review-examples = neikan review status
    neikan review sign lychee-chain --stage first --by 梁以宁 --verdict pass
help-review-sign = 签初审、复审或终审。
help-review-sign-article = 稿件的标识；all 是全部。
help-review-sign-stage = first（初审）、second（复审）或 final（终审）。
help-review-sign-after = 受委托的人终审以后，主编再签一次 --stage final，就是复核。
help-review-sign-examples = neikan review sign lychee-chain --stage first --by 梁以宁 --verdict pass --note 事实已核
    neikan review sign all --stage final --by 陈禾 --verdict pass
help-review-proof = 签校对。
help-review-proof-number = 第几校：1、2 或 3。
help-review-proof-article = 稿件的标识；不写就是等这一校的全部稿件。
help-review-proof-after = 终审以后才校对。用 --verdict return 退回，稿件重新复审。
help-review-proof-examples = neikan review proof 1 --by 许晓岚
    neikan review proof 2 lychee-chain --by 苏青 --verdict return --note 图注有误
help-review-corrections = 核红：审定以后改过的地方，由一位校对核过签字。
help-review-corrections-article = 稿件的标识；all 是等核红的全部稿件。
help-review-corrections-after = 只限标点和少数几个字，限度是 publication.yml 的 review.corrections；改得多，要重新复审、终审。
help-review-corrections-examples = neikan review corrections lychee-chain --by 许晓岚
    neikan review corrections all --by 许晓岚
help-review-press = 签付印。
help-review-press-after-changes = 改后付印：意见里写的地方改好、核过红，就可以印。
help-review-press-examples = neikan review press --by 陈禾
    neikan review press --by 陈禾 --after-changes --note 第3页图注改字
help-review-withdraw = 撤回签字：自己签的，或由主编撤任何一次。
help-review-withdraw-article = 稿件的标识；press 是撤付印。
help-review-withdraw-stage = 撤哪一步：first、second、final、countersign、proof-1、proof-2、proof-3 或 corrections；不写就是最近一次。
help-review-withdraw-after = 撤回以后，稿件回到那次签字以前，后面的签字一起作废；签过付印的，付印也作废，都要重签。
help-review-withdraw-examples = neikan review withdraw lychee-chain --by 陈禾 --reason 数字有误
    neikan review withdraw press --by 陈禾 --reason 换封面
help-review-people = 签审读名单：谁审什么、核红的限度、规则的松紧。
help-review-people-after = 由主编签；名单改过，要由上一份名单里的主编重签。名单签好，才能付印。
help-review-people-examples = neikan review people --by 陈禾
    neikan review people --by 陈禾 --issue 2026-02
help-review-redate = 更正日期：电脑的日期错了，签出了晚于今天的日期，由主编更正。
help-review-redate-examples = neikan review redate --by 陈禾 --reason 值班电脑的日期快了一年
    neikan review redate --by 陈禾 --issue inbox --reason 日期快了一天
help-review-resume = 接续记录：审读记录丢了一截又恢复不了，由主编说明以后接着签。
help-review-resume-after = 只在记录确实少了条目、退回到以前时才签得上；丢了哪几条记在审读记录里。以前签的付印作废，核对以后重签。
help-review-resume-examples = neikan review resume --by 陈禾 --reason 磁盘损坏，最后两条已照纸上的审稿单核对
    neikan review resume --by 陈禾 --issue inbox --reason 已照纸本核对
help-review-merge = 把两个人各自签的审读记录合成一份。
help-review-merge-other = 另一份 review.yml，旁边要有它的 review 文件夹；或者本期自己那份留有 git 冲突标记的 review.yml。
help-review-merge-issue = 合到哪一期（也可以写 --into）；没有完成的只有一期时可以不写。
help-review-merge-after = 不矛盾的签字都留下，按日期排好；有矛盾就逐条说出来，什么也不写。
help-review-merge-examples = neikan review merge ~/取回/review.yml --into 2026-03
    neikan review merge issues/2026-03/review.yml
help-review-status = 看各篇签到哪一步、哪些签字作废、改了什么、下一步做什么。
help-review-status-examples = neikan review status --issue 2026-01
    neikan review status --issue inbox --format json
help-review-form = 印表单：签过的照印，没签的留空手签。
help-review-form-article = 稿件的标识；不写就是全部。
help-review-form-kind = manuscript（审稿单，一篇一页）或 release（发稿单，列出各篇，末尾签付印）。
help-review-form-out = 输出文件夹，默认是项目里的 out；PDF 写在其中的“期/forms”里。
help-review-form-examples = neikan review form lychee-chain --kind manuscript
    neikan review form --kind release --issue 2026-01
help-review-log = 看审读记录。
help-review-log-examples = neikan review log --format json
    neikan review log --issue inbox
help-review-key = 密钥：做、登记、看、作废。
help-review-key-after = 登记了密钥的人，签字要用自己的密钥，别人冒签不了。私钥不在项目里。
help-review-key-examples = neikan review key list
    neikan review key new --by 梁以宁
help-review-key-new = 做一把新密钥，登记公钥。
help-review-key-new-by = 谁的密钥。
help-review-key-new-kind = ed25519（默认，OpenSSH 也能用）或 sm2（国密，配 SM3）。
help-review-key-new-out = 私钥文件；默认在 ~/.ssh 里。不要放进项目。
help-review-key-new-valid-before = 从哪一天起不能再用；不写就一直能用。
help-review-key-new-after = 口令在终端里问，或取自环境变量 NEIKAN_KEY_PASSPHRASE。
help-review-key-new-examples = neikan review key new --by 梁以宁
    neikan review key new --by 陈禾 --kind sm2 --out ~/keys/chen.pem
help-review-key-add = 登记一把已有的公钥。
help-review-key-add-name = 谁的密钥。
help-review-key-add-public = 公钥文件，或那一行本身。
help-review-key-add-rest = 公钥那一行余下的部分。
help-review-key-add-valid-before = 从哪一天起不能再用；不写就一直能用。
help-review-key-add-after = 写进 issues/publication.yml，别处不动；私钥不收。
help-review-key-add-examples = neikan review key add 梁以宁 ~/.ssh/id_ed25519.pub
    neikan review key add 苏青 ssh-ed25519 AAAAC3Nza…
help-review-key-list = 看谁有哪些密钥。
help-review-key-list-allowed-signers = 印成 ssh-keygen -Y verify -f 要的文件。
help-review-key-list-examples = neikan review key list --allowed-signers > allowed_signers
    neikan review key list --format json
help-review-key-revoke = 作废一把密钥。
help-review-key-revoke-fingerprint = 密钥的指纹，见 neikan review key list。
help-review-key-revoke-reason = lost（遗失）、compromised（泄露）或 left（离任）。
help-review-key-revoke-after = 由本人或主编作废，记在审读记录里。以后用它签的都无效，以前签的照旧。
help-review-key-revoke-examples = neikan review key revoke SHA256:… --by 陈禾 --reason lost
    neikan review key revoke SHA256:… --by 梁以宁 --reason left
help-review-anchor = 印出审读记录的锚记，抄在纸上；或拿以前抄的来核对。
help-review-anchor-against = 以前抄的锚记，或一个写着锚记的文件。
help-review-anchor-after = 记录如果被换成旧的，锚记就对不上。
help-review-anchor-examples = neikan review anchor --against 7K3M-9QXA-2F0C-T5BM
    neikan review anchor --issue 2026-01
help-review-stamp = 时间戳：做请求文件，收回应文件（RFC 3161）。
help-review-stamp-request = 把请求写在这个文件里，由能上网的人送时间戳机构。
help-review-stamp-entry = 第几条；默认最后一条。
help-review-stamp-response = 时间戳机构回的文件：核对以后存在 review/ 里。
help-review-stamp-after = 本程序不上网。时间见 neikan review status。
help-review-stamp-examples = neikan review stamp --request 付印.tsq
    neikan review stamp --response 付印.tsr
help-key = 签字用的私钥文件；不写就找密钥代理和 ~/.ssh。公钥文件是指代理里的那一把。
help-by = 签字的人。
help-note = 意见或理由（写 --reason 也一样）；初审、复审、退回、撤回必写。
help-verdict = pass（通过）、return（退修）或 reject（退稿）。
help-date = 签字的日期；默认是北京时间的今天，或 SOURCE_DATE_EPOCH 那一天。
help-all = 同一条规则的发现逐条显示，不折叠。
help-issue = 哪一期；不写，签字、寄送的命令是没有完成的那一期，不止一期时要写明；只看的命令是最新一期。
help-format = 报告的格式：human（给人看）或 json（给程序看）。
help-preflight = 检查一个 PDF 能不能照原样付印：PDF/X 标准和印刷厂的要求。
help-preflight-file = PDF 文件，不必是本工具做的。
help-preflight-standard = 按什么检查：auto（文件自己的声明）、none（只查会印坏的）、x4、x6、x1a、x3，或某一版，如 x1a-2001；默认照印刷特性文件。
help-preflight-profile = 印刷特性文件的名称，如 coated；默认用项目的。
help-preflight-binding = 装订：saddle（骑马订）或 perfect（胶装）；写了才检查页数。
help-preflight-demands = 检查要求：gwg2022-magazine、gwg2022-sheet、gwg2022-newspaper、office，或自己写的 .yml、.json 文件；和 --profile 同时给，以它为先。
help-preflight-sheet = 另存一页纸的 PDF 报告，放进活件袋。
help-preflight-watch = 热文件夹：放进 in 的 PDF 逐个检查，合格的移到 out，不合格的和报告放在 report。
help-preflight-all = 逐条列出；平常按规则归并，写明处数和页码。
help-preflight-annotate = 另存一份 PDF，把每处问题圈出来，编号与报告相同，最后一页列出各处；墨多的地方另有一层着色：到限值的 80% 黄色，超过的红色。
help-preflight-plates = 把每页的各块版存进这个文件夹，一种油墨一幅图。
help-preflight-plates-format = 这些图的格式：png（不写就是它）或 tiff。
help-preflight-ppi = 这些分色的分辨率，每英寸像素，36 到 300；默认 100。
help-preflight-fix = 另存一份，把 --only 点到名的改好，别的原样不动，再查一遍。
help-preflight-only = 改什么，用逗号隔开：规则的名称，或 fix-gray、fix-spot、fix-rotate；全部见 neikan manual preflight。
help-preflight-trim = 给 --fix 用的成品尺寸，毫米，如 210x285，放在页面正中。
help-preflight-format = 报告的格式：human 或 json。
help-preflight-after = 退出状态：0 可以付印；1 不能付印，或没有查全；2 命令写错；3 磁盘等出错；4 程序本身出错。
help-preflight-examples = neikan preflight ~/封面.pdf --binding saddle
    neikan preflight 广告.pdf --demands gwg2022-magazine --report 报告.pdf
    neikan preflight 内页.pdf --profile coated --annotate 标注.pdf
    neikan preflight 内页.pdf --fix 改好.pdf --only print-color-space
help-rule = 说明检查规则：查什么，为什么，依据是哪一条，错例和对例。
help-rule-name = 规则的名称，即检查结果方括号里的名称。
help-rule-all = 列出全部规则。
help-rule-format = 报告的格式：human 或 json。
help-rule-examples = neikan rule self-name
    neikan rule --all --format json
help-completions = 打印一段脚本，装进 shell 以后，按 Tab 就补全命令、选项和值。
help-completions-shell = 哪种 shell：bash、zsh、fish、powershell、elvish。
help-completions-after = 装了 .deb 软件包的，bash、zsh、fish 已经能补全。
help-completions-examples = neikan completions bash > ~/.local/share/bash-completion/completions/neikan
    neikan completions zsh > ~/.zfunc/_neikan
    neikan completions fish > ~/.config/fish/completions/neikan.fish
    neikan completions powershell >> $PROFILE
    neikan completions elvish >> ~/.config/elvish/rc.elv
help-schema = 打印数据文件的 JSON Schema，供编辑器提示和检查。
help-schema-subject = 哪种文件：publication、issue、article、recipients、review、members、words、mail、theme（版式的主题）、press（印刷配置）。
help-schema-examples = neikan schema issue > issue.schema.json
    neikan schema press

help-plan = 排一年的出版计划：按刊期写出各期的期号和印刷日期，避开节假日。
help-plan-year = 哪一年。
help-plan-months = 在哪几个月印，用逗号隔开，如季刊 3,6,9,12；默认是各期所属月份的最后一个月。
help-plan-days = 在几号印，用逗号隔开；默认 15，半月刊 10,25，旬刊 5,15,25。月份没有这一天的，用最后一天。
help-plan-weekday = 周刊、双周刊在星期几印，1 是星期一；默认 5。
help-plan-dry-run = 只列出来，不写。
help-plan-after = 写进 issues/publication.yml 的 calendar，别的行和注释都不动；已经有这一年的，不改写。落在休息日的，改到前一个工作日。国务院公布的放假安排程序带着 2026 年的，别的年份写在 calendar 的 holidays、workdays 里。说明书：neikan manual calendar。
help-plan-examples = neikan plan 2027 --dry-run
    neikan plan 2027 --months 2,4,6,8,10,12 --days 5
help-status = 各期和来稿箱一览：到了哪一步、页数、检查结果、离印刷还有几天、赠阅本。
help-status-all = 已完成的和计划中的各期全部列出。
help-status-after = 不做版面，也不写文件；页数是上次 neikan build 的。
help-status-examples = neikan status
    neikan status --format json
help-todo = 各人接下来要做的事，先到期的在前，每件附上可以照抄的命令。
help-todo-who = 只看这个人能做的。
help-todo-format = 报告的格式：human、json 或 ics（日历文件）。
help-todo-ics = 同时把有期限的事和出版计划写成一个日历文件，可以导入手机和办公软件。
help-todo-after = 期限来自 publication.yml 的 calendar，落在休息日的提前到前一个工作日。说明书：neikan manual calendar。
help-todo-examples = neikan todo --who 梁以宁
    neikan todo --ics 编辑部.ics

### 手册页（软件包里的 man）

help-man-manual = neikan 命令手册
help-man-name = 名称
help-man-synopsis = 概要
help-man-description = 说明
help-man-options = 选项和参数
help-man-commands = 子命令
help-man-notes = 注意
help-man-examples = 示例
help-man-status = 退出状态
help-man-status-0 = 完成，可能有提醒。
help-man-status-1 = 有错误，没有写成品。
help-man-status-2 = 命令写错。
help-man-status-3 = 磁盘、权限等出错，或结果没能写全。
help-man-status-4 = 程序本身出错，什么也没有写。
help-man-see = 另见
help-man-see-manual = 完整的说明书：neikan manual。

### 数据文件各项的说明

schema-article-head = 一篇文章的稿头。
schema-article-head-authors = 作者，可以有几位。
schema-article-head-date = 稿件上写的日期，不印。
schema-article-head-deck = 副题。
schema-article-head-document = 公文的文号、签发人、主送、落款和日期。
schema-article-head-fit = 是否许版式收紧字距（至多百分之二）来凑整版面；不写就是许。
schema-article-head-guessed = 导入时猜的、还没有核对的项；text 指正文本身。
schema-article-head-issue = 来稿箱里的稿件打算用在哪一期，如 2026-02。
schema-article-head-kicker = 引题，印在标题上方。
schema-article-head-kind = 文章的种类，决定版式；不写就用栏目的。
schema-article-head-lead = 导语。
schema-article-head-notes = 给编辑的批注，不印。
schema-article-head-opener = 题区的样子：spread（一幅图跨左右两页）、half（半页图）、band（通栏图）、type（只用文字）。不写时由版式选。
schema-article-head-original = 原件的名称，在 issues/inbox/originals 里，不印。
schema-article-head-pages = 页数预算。
schema-article-head-photographers = 摄影者姓名。
schema-article-head-rank = 在本期里的分量，标题的大小随它：lead（头条，一期一篇）、major（重点）、normal（一般）、minor（短稿）。不写时，封面第一条要目所指的文章是头条，其余要目所指的是重点。
schema-article-head-running = 书眉里用的短标题；不写就用标题。
schema-article-head-section = 所属栏目的 id。
schema-article-head-serial = 连载中的第几篇。
schema-article-head-sources = 资料来源。
schema-article-head-speakers = 访谈的谈话人，各有一幅像，至多四人。
schema-article-head-speech = 讲话的场合、日期和称谓。
schema-article-head-start = 从哪里起排：page（新的一页，默认）、left（新的左页）、after（接在上一篇之后，同一页）。
schema-article-head-title = 标题，末尾不加句号。
schema-author = 一位作者。
schema-author-name = 姓名。
schema-author-unit = 所在单位。
schema-arranged = 编辑对一篇文章的安排，写法同稿头；两处都写时照这里。
schema-arranged-fit = false：不许版式为凑版面改动这一篇。
schema-arranged-opener = 题区的样子，同稿头的 opener。
schema-arranged-rank = 在本期里的分量，同稿头的 rank。
schema-cover = 封面。
schema-cover-alt = 封面图片里有什么，给看不见图片的读者。
schema-cover-credit = 图片作者与许可。
schema-cover-focus = 裁切时保住的位置：从左、从上，如 50% 40%。
schema-cover-line = 一条封面要目。
schema-cover-line-article = 要目指向的文章。
schema-cover-line-deck = 要目下的小字。
schema-cover-line-title = 要目文字。
schema-cover-lines = 封面要目，第一条最大。
schema-cover-masthead = 刊头的颜色：red（刊物的红）、paper（反白）、knockout（红带反白）。不写时是 red。
schema-cover-picture = 封面图片，写成 images/名称.jpg。
schema-cover-picture-alt = 这幅图里有什么，给看不见图片的读者。
schema-cover-picture-credit = 图片作者与许可。
schema-cover-picture-focus = 裁切时保住的位置：从左、从上，如 50% 40%。
schema-cover-picture-picture = 图片，写成 images/名称.jpg。
schema-cover-pictures = 封面样子 quad 另用的三幅图，自右上起顺着转。
schema-cover-style = 封面的样子：art（套色画，白底刊头在上）、photo（照片铺满，刊头和要目压在照片上）、type（大字，图缩小）、quad（四幅图，另三幅写在 pictures 里）。不写时是 art。
schema-entry = 一次签字。
schema-entry-article = 稿件的标识；签整期时没有这一项。
schema-entry-before = 前一条的封签；第一条是一串零。
schema-entry-by = 签字的人。
schema-entry-content = 所审内容的 SHA-256；review/ 里有同名的副本。
schema-entry-date = 日期。
schema-entry-house = 签字时审读名单的 SHA-256；review/ 里有同名的副本。
schema-entry-target = 说的是哪一条：撤回的、日期有误的那一条的封签，或停用的密钥的指纹。
schema-entry-delegate = 是否受主编委托。
schema-entry-key = 签字所用密钥的指纹。
schema-entry-note = 意见。
schema-entry-origin = 在来稿箱的记录里，或合并以前的封签。
schema-entry-seal = 本条其余各项的 SHA-256。
schema-entry-signature = 用密钥在封签上签的名：OpenSSH 的 SSHSIG，或 sm2 加 Base64。
schema-entry-stage = 签的是什么：first、second、final、countersign（主编复核）、proof-1 到 proof-3、corrections（核红）、press、press-after-changes（改后付印）；gathered 是移出来稿箱，withdrawn 是撤回，people 是审读名单，redated 是更正日期，resumed 是接续记录，revoked 是停用密钥。
schema-entry-verdict = 结论：pass、return 或 reject。
schema-filler = 一条补白。
schema-filler-alt = 图的画面里有什么，给看不见图片的读者。
schema-filler-by = 出自谁。
schema-filler-credit = 图的作者与许可。
schema-filler-focus = 裁切时保住的位置，如 50% 40%。
schema-filler-picture = 配补白的图，写成 images/名称.jpg；排在文末的空处，内页凑不足页数时占一整页。
schema-filler-text = 补白文字。
schema-filler-title = 补白标题。
schema-flaps = 勒口的宽。
schema-flaps-back = 后勒口（封四一边），毫米。
schema-flaps-front = 前勒口（封一一边），毫米。
schema-format = 开本，毫米。
schema-format-bleed = 出血，毫米，默认 3。
schema-format-flaps = 勒口：封面在书口折进去的部分，没有就不写。
schema-format-height = 成品高，毫米。
schema-format-width = 成品宽，毫米。
schema-issue = 一期。
schema-issue-articles = 文章次序：文件名，不写 .md。
schema-issue-back = 封四的图片与文字。
schema-issue-pages = 报纸（form: newspaper）的各版，依次；每一版写它的文章。别的样式用不着。
schema-news-page = 报纸的一版。
schema-news-page-name = 版名，如要闻、副刊。
schema-news-page-editors = 本版编辑。
schema-news-page-articles = 这一版的文章，头条在前：文件名，不写 .md。
schema-news-page-upright = 其中标题竖排的。
schema-news-page-boxed = 其中加框的。
schema-news-page-jumps = 排不下的一篇转到第几版：文章和后面的版次。
schema-issue-blanks = 补白不够时，是否许留空白页。
schema-issue-arrangement = 编辑对各篇的安排：文章的标识，其下是 rank、opener、fit。
schema-issue-cover = 封面。
schema-issue-date = 印刷日期，如 2026-02-05。
schema-issue-fillers = 补白，版面有空时用。
schema-issue-inside-back = 封三的图片与文字。
schema-issue-inside-front = 封二的图片与文字。
schema-issue-layout-theme = 本期版式的主题，与平时不同时写：spring 就是版式里的 theme-spring.yml。
schema-issue-number = 期号。
schema-issue-number-to = 合刊的末一期号。
schema-issue-printer = 本期的印刷单位，与平时不同时写。
schema-issue-handoff = 交印刷厂的说明，与 publication.yml 不同的才写。
schema-issue-classification = 密级和保密期限，如秘密★1年；有才写，排在简报首页左上角。
schema-issue-distribution = 本期报、送、发的单位，与平时不同时写。
schema-issue-run = 印数。
schema-issue-theme = 本期主题。
schema-issue-total = 总期号。
schema-issue-first-page = 内页第一页的总页码，publication.yml 写了 numbering: year 或 both 的才用；一年的第一期不写就是 1。
schema-issue-year = 年份。
schema-ledger = 审读记录：只在末尾添加，由 neikan review 写入。
schema-origin = 一条签字在别处的封签：来稿箱的记录里，或合并以前。
schema-origin-before = 那里前一条的封签。
schema-origin-seal = 那里本条的封签。
schema-spot-ink = 一种专色。
schema-spot-ink-cmyk = 没有这种墨的地方（屏幕、打样）代替它的颜色，CMYK 百分数；上光可以不写。
schema-spot-ink-ink = 墨名，照印刷厂的叫法，如 PANTONE 485 C。
schema-spot-ink-kind = 是什么：ink 专色墨，gold 金银墨，varnish 上光（叠印，不是颜色）。
schema-spot-ink-pictures = 上光是否盖在封面的图上；上光不写 roles 就盖在图上。
schema-spot-ink-roles = 代替主题里的哪些颜色，各用百分之几的网；上光则盖在这些颜色的东西上。
schema-theme-file = 主题：颜色、字体和油墨；别的各项由版式的模板使用。
schema-theme-file-colors = 颜色，一个名称一种，CMYK 百分数。
schema-theme-file-duotone = 图片除黑版以外用哪种专色，写代号；不写就只上黑版。plates 里没有 C、M、Y 才能写。
schema-theme-file-faces = 各角色的字体。
schema-theme-file-plates = 印版：K 或 C、M、Y、K，以及专色的代号；不写就是四色加全部专色。
schema-theme-file-rich-black = 大片黑底用的四色，CMYK 百分数。
schema-theme-file-spot = 专色，一个代号一种，至多两种。
schema-plate = 封二、封三或封四的图片。
schema-plate-alt = 画面里有什么，给看不见图片的读者。
schema-plate-credit = 图片作者与许可。
schema-plate-focus = 裁切时保住的位置，如 50% 40%。
schema-plate-picture = 图片，写成 images/名称.jpg。
schema-plate-text = 旁边的文字。
schema-plate-title = 标题。
schema-handoff = 交印刷厂的说明：印后、包装、联系人、交货。
schema-handoff-contact = 委托单位的联系人和电话。
schema-handoff-deliver-by = 交货日期。
schema-handoff-deliver-to = 送货地点。
schema-handoff-finishing = 表面处理及其他印后，如“封面单面覆哑膜”。
schema-handoff-packing = 包装，如“每包 20 册”。
schema-handoff-printer-contact = 承印单位的联系人和电话。
schema-printer = 印刷单位。
schema-printer-address = 地址。
schema-printer-name = 名称。
schema-printer-province = 所在省份。
schema-distribution = 简报版记里报、送、发的单位。
schema-distribution-copy = 送：平级。
schema-distribution-issue = 发：下级。
schema-distribution-report = 报：上级。

schema-publication = 刊物档案：各期共用的内容。
schema-publication-address = 编印单位地址。
schema-publication-binding = 装订：saddle（骑马订）、perfect（无线胶装）或 side（平订）。
schema-publication-email = 投稿邮箱。
schema-publication-english = 英文名。
schema-publication-format = 开本。
schema-publication-frequency = 刊期，如双月刊。
schema-publication-handoff = 交印刷厂的说明，印在施工单上。
schema-publication-language = 正文语言，默认 zh-CN。
schema-publication-distribution = 简报版记里报、送、发的单位；都不写就把发送对象排作“发”。
schema-publication-form = 样式，写它就不写 layout：bulletin 是红头简报，newspaper 是内部报纸，不写是杂志；见 neikan manual forms。
schema-publication-layout = 版式：layouts 下的文件夹。
schema-publication-masthead = 封面上的刊名。
schema-publication-name = 刊名。
schema-publication-notice = 与准印证号一起印在封面上的话。
schema-publication-numbering = 页码从哪里编起：issue 本期（默认）、year 全年连续、both 本期的页码旁边加排总页码。
schema-publication-page-multiple = 内页页数须是它的倍数；不写时骑马订为 4，胶装、平订为 2。
schema-publication-permit = 准印证号，照原样印。
schema-publication-phone = 电话。
schema-publication-pinyin = 刊名拼音。
schema-publication-press = 付印特性：layouts/press 下的文件。
schema-publication-printer = 印刷单位。
schema-publication-review = 谁审稿，怎样审。
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
schema-remark = 一条批注。
schema-remark-at = 针对的词句。
schema-remark-by = 谁写的。
schema-remark-text = 批注的内容。
schema-review = 谁审稿，怎样审。
schema-review-corrections = 核红的限度：几个字，标点不计，默认 20。
schema-review-own-articles = 谁可以审自己写的稿件；主编签名单时一起签。
schema-review-keys = 签字要不要密钥：optional（默认，有密钥的用密钥签）或 required（没有密钥不能签）。
schema-review-reviewers = 谁可以签什么。
schema-reviewer = 一位审稿人。
schema-reviewer-delegate = 是否受主编委托终审；委托的要主编复核。
schema-reviewer-keys = 公钥：OpenSSH 的一行，或 sm2 加 Base64；由 neikan review key 登记。
schema-reviewer-name = 姓名。
schema-reviewer-stages = 可以签什么：first（初审）、second（复审）、final（终审）、proof（校对、核红）、press（付印）。
schema-section = 一个栏目。
schema-section-color = 栏目颜色：主题里的颜色名。
schema-section-english = 英文名。
schema-section-id = 标识，小写字母。
schema-section-kind = 栏目里文章的种类：版式 article 文件夹里的文件名。
schema-section-name = 栏目名。
schema-letterhead = 公文在题目、正文以外的各项，照写的印。
schema-letterhead-date = 成文日期。
schema-letterhead-issuer = 落款：发文的单位。
schema-letterhead-number = 文号，如 荔供〔2026〕3号。
schema-letterhead-signer = 签发人。
schema-letterhead-to = 主送机关，连后面的冒号一起写。
schema-speaker = 访谈里的一位谈话人，像排在第一处问答之前。
schema-speaker-alt = 像里有什么，给看不见图片的读者；不写就用姓名。
schema-speaker-credit = 图片作者与许可。
schema-speaker-focus = 裁切时保住的位置：从左、从上，如 50% 40%。
schema-speaker-name = 姓名，照写的印。
schema-speaker-picture = 像，写成 images/名称.jpg。
schema-speaker-unit = 单位或职务。
schema-speech = 一篇讲话是在哪里、哪一天、对谁讲的，照写的印。
schema-speech-date = 日期。
schema-speech-occasion = 场合，如“在全市工作会议上的讲话”。
schema-speech-to = 称谓，连后面的冒号一起写，如“同志们：”。
schema-serial = 连载中的第几篇。
schema-serial-of = 共几篇。
schema-serial-part = 第几篇，从 1 起。
schema-staff = 一项职务和担任的人。
schema-staff-names = 姓名。
schema-staff-role = 职务。
schema-article-head-waivers = 本稿里放过的地方及理由。
schema-article-head-public = 能不能对外发布（上网）：yes 或 no，不写就是 no；写了 yes，签字就连它一起签。
schema-article-head-subjects = 主题词，写成列表，年底编合订本的主题索引用；不随文印出，不算在签字里。
schema-article-head-writing = 行的方向：vertical 是竖排，用于诗和短文；不写就是横排。
schema-issue-waivers = 本文件里放过的地方及理由。
schema-publication-waivers = 本文件里放过的地方及理由。
schema-publication-rules = 调整检查规则：规则名称对 off、note、warn 或 stop；全部规则见 neikan rule --all。
schema-publication-province = 核发准印证的省、自治区、直辖市；印刷单位须在同一省。
schema-publication-permit-form = 准印证号的样式，写成正则表达式；不合样式就提醒。
schema-publication-sample-copies = 印出后送交核发部门的样本册数。
schema-waiver-pages = 哪些页，从 1 数起；不写就是全部。
schema-demands = 印前检查的要求。
schema-demands-base = 从哪一套有名称的要求改起：gwg2022-magazine、gwg2022-sheet、gwg2022-newspaper、office。
schema-demands-bleed = 出血，毫米。
schema-demands-finishes = 哪些版不是颜色（如上光），名称里看不出来的写在这里。
schema-demands-inks = 可以用的油墨，四色也在内；不写就不查。
schema-demands-minimum-ppi = 图片按印出的大小算的最低分辨率，每英寸像素。
schema-demands-rules = 各条规则的级别和限值。
schema-demands-standard = 按什么检查：auto、none、x4、x6、x1a、x3，或某一版。
schema-demands-total-ink = 总墨量上限，%。
schema-demands-waivers = 放过的规则及理由。
schema-asked = 对一条规则的要求。
schema-asked-limit = 限值，单位见这条规则。
schema-asked-severity = 级别：stop、warn、note、off。
schema-press-profile-preflight = 检查付印文件的要求，与制作的要求不同时才写。
schema-waiver = 一处豁免。
schema-waiver-rule = 规则的名称。
schema-waiver-text = 放过的那一行里的原文；不写就是整个文件。
schema-waiver-reason = 理由，会列入报告。
schema-members = 成员单位名单。
schema-members-members = 成员单位。
schema-member = 一个成员单位。
schema-member-name = 全称。
schema-member-short = 可以用的简称。
schema-members-people = 单看姓名认不准的人：同名的几个人，或一人在几个单位。
schema-person = 单看姓名认不准的一个人。
schema-person-name = 姓名，与署名相同。
schema-person-id = 报告和索引里怎样叫他，如“李明（常平）”；不写就是姓名。
schema-person-units = 他在哪些单位名下写稿。
schema-word-list = 一份词表。
schema-word-list-name = 词表的名称。
schema-word-list-date = 截至哪一天。
schema-word-list-source = 出处。
schema-word-list-variants = 异形词，各有规范词形。
schema-word-list-avoid = 不宜用的词。
schema-word-list-secret = 涉密字样。
schema-word-list-formulas = 固定提法。
schema-word-list-leaders = 领导姓名与职务，按排序写。
schema-avoid = 一个不宜用的词。
schema-avoid-word = 这个词。
schema-avoid-instead = 改用什么。
schema-avoid-except = 在这些更长的词里不算错。
schema-avoid-ask = 同样的字连在一起也可能是对的：只提示，check --fix 不改。
schema-secret = 一种涉密字样。
schema-secret-word = 这个词。
schema-secret-except = 在这些更长的词里无碍。
schema-formula = 一个固定提法：各项齐全，次序不变。
schema-formula-parts = 各项，按次序写。
schema-formula-wrong = 常见的错误写法。
schema-leader = 一位领导。
schema-leader-name = 姓名。
schema-leader-title = 职务，照应有的写法。
schema-leader-from = 任职起始日期。
schema-leader-to = 任职截止日期。

## 电子版

face-rights = 字体 { $family } 的授权不许嵌入或裁剪。
    .hint = 请去掉 --embed-fonts，不做 OFD，或换一种许可嵌入的字体。
face-broken = 字体 { $family } 无法裁剪：{ $reason }。
    .hint = 请去掉 --embed-fonts，不做 OFD，或换掉 fonts 里的这个文件。

schema-publication-calendar = 出版计划：各期什么时候印，各道工序什么时候截止。不印。
schema-calendar = 出版计划。
schema-calendar-deadlines = 各道工序截止的日子，各期共用。
schema-calendar-printing = 哪些日子印刷，给 neikan plan 用。
schema-calendar-issues = 各期，每行一期。
schema-calendar-holidays = 程序不知道的假期。
schema-calendar-workdays = 调休：周末上班的日子。
schema-deadlines = 各道工序截止的日子：日期，或离印刷日期的天数，以前是负数，如 -30。落在休息日的，提前到前一个工作日。
schema-deadlines-copy = 稿件截止。
schema-deadlines-first = 初审。
schema-deadlines-second = 复审。
schema-deadlines-final = 终审。
schema-deadlines-proof = 校对。
schema-deadlines-press = 付印；不写就是印刷日期。
schema-deadlines-samples = 送交样本；不写就是印刷日期以后 10 天。
schema-printing = 哪些日子印刷；不写的由刊期定。
schema-printing-months = 哪几个月。
schema-printing-days = 几号；月份没有这一天的，用最后一天。
schema-printing-weekday = 周刊、双周刊在星期几，1 是星期一。
schema-planned-issue = 计划中的一期。
schema-planned-issue-issue = 哪一期，如 2026-03。
schema-planned-issue-date = 印刷日期；开始以后以 issue.yml 的 date 为准。
schema-planned-issue-total = 总期号。
schema-planned-issue-deadlines = 这一期与各期共用的不同的截止日子。
schema-holiday = 一个假期。
schema-holiday-name = 名称。
schema-holiday-from = 第一天。
schema-holiday-to = 最后一天；不写就只有一天。

### 印刷配置各项的说明

schema-bindings = 能做的装订；做不了的不写。
schema-bindings-perfect = 无线胶装。
schema-bindings-saddle = 骑马订。
schema-bindings-side = 平订：左边订两钉。
schema-imposition = 拼大版：机器、折页和装订的要求。
schema-imposition-covers = 封面几联。
schema-imposition-duplex = 反面怎样印：sheetwise（套版，左右翻）、tumble（套版，天地翻）、work-and-turn（自翻）或 work-and-tumble（滚翻）。
schema-imposition-gripper = 咬口，毫米，默认 10。
schema-imposition-gripper-edge = 咬口在哪边：long（长边，画在下方）、short（短边）、long-top 或 short-top（画在上方）。
schema-imposition-gutter = 合版时相邻两件成品边之间的距离，毫米；不写，够放两边的出血和裁切线。
schema-imposition-lip = 骑马订的飞边，毫米。
schema-imposition-lip-half = 飞边留在帖的后一半（back，默认）或前一半（front）。
schema-imposition-mill = 铣背的宽度，毫米，默认 3。
schema-imposition-rest = 零头（最后比别的小的帖）反面怎样印；不写就与其余的帖一样。
schema-imposition-sheet = 上机的纸，如 889x1194/2（毫米）或 SRA3。
schema-imposition-sheets = 有哪些纸，写法与 sheet 相同：没有写 sheet，就用纸费得最少的一种；写了，另一种更省时提示。
schema-imposition-side-lay = 侧规标记印在纸的左边（left）或右边（right）；不写就不印。
schema-paper = 一种纸。
schema-paper-grammage = 克重，克/平方米。
schema-paper-name = 名称，印在施工单上。
schema-paper-thickness = 一张的厚度，毫米；问纸厂。
schema-papers = 用纸。
schema-papers-body = 内页的纸。
schema-papers-cover = 封面的纸。
schema-press-profile = 印刷配置：一家印刷厂、一种纸的要求。
schema-press-profile-bindings = 能做的装订和各自的限度。
schema-press-profile-bleed = 要的出血，毫米。
schema-press-profile-condition = 输出条件的代号，如 FOGRA39。
schema-press-profile-icc = CMYK 输出特性文件，与本文件放在一起。
schema-press-profile-imposition = 拼大版的要求；命令行写了的，照命令行。
schema-press-profile-info = 输出条件的说明，写进 PDF/X。
schema-press-profile-intent = 印不出的颜色怎样换算：perceptual（整体压缩）或 relative（相对比色）。
schema-press-profile-marks = 单页上的标记：none、crop（角线）或 full（角线、十字线、色标、说明行）。
schema-press-profile-minimum-ppi = 图片排出来的分辨率下限，ppi。
schema-press-profile-name = 名称，印在施工单上。
schema-press-profile-paper = 用纸。
schema-press-profile-pdfx = 要的标准：x4（PDF/X-4）或 x1a（PDF/X-1a:2003）。
schema-press-profile-registry = 代号的登记处。
schema-press-profile-sheet = 全张纸的大小；不写就按开本推算。
schema-press-profile-spoilage = 放数。
schema-press-profile-total-ink = 一处四种油墨之和的上限，%。
schema-reach = 一种装订的限度。
schema-reach-glue = 胶和衬纸加在书脊上的厚度，毫米。
schema-reach-max-pages = 内页至多多少页。
schema-reach-max-thickness = 内文至多多厚，毫米。
schema-reach-min-pages = 内页至少多少页。
schema-reach-min-thickness = 内文至少多厚，毫米。
schema-reach-multiple = 内页页数须是它的倍数。
schema-sheet = 全张纸。
schema-sheet-height = 长边，毫米。
schema-sheet-width = 短边，毫米。
schema-spoilage = 放数，%。
schema-spoilage-body = 内页用纸的放数，%。
schema-spoilage-cover = 封面用纸的放数，%。

# 别处
depot-address = { $why ->
        [scheme] 本程序不认得这样的地址：{ $address }
        [keys] 密钥不写在地址里：{ $address }
        [bucket] 桶不能叫这个名字：{ $address }
        [prefix] 桶里的路径不能这样写：{ $address }
       *[empty] 没有写地址。
    }
    .hint = 请写文件夹的路径，或 s3://桶名/前缀；桶名是 3 到 63 个小写字母、数字、点和连字符。存储的网址和密钥另外设定：neikan manual archive。
depot-endpoint = 这不是存储的网址：{ $endpoint }
    .hint = 网址以 https:// 开头（内网也可以用 http://），后面是主机名，例如 https://s3.example.org。用 neikan config set endpoint 或环境变量 AWS_ENDPOINT_URL 设定；桶写在地址里：s3://桶名。
folder-above = { $folder } 建不了：没有 { $above } 这个文件夹。
    .hint = 请核对路径，并看共享盘是不是没有挂上。确实要放在那里的，先建好 { $above }。
depot-none = 没有这个文件夹：{ $address }。
    .hint = 请核对路径，再看共享文件夹是否挂上。
depot-keys = 没有 { $address } 的密钥。
    .hint = 设变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY；或者把两样各写一行，放进只有自己能读的文件，再 neikan config set keys 文件。单位自己的存储还要 neikan config set endpoint https://…。
depot-keys-file = { $why ->
        [open] 这个密钥文件别人也能读。
        [form] 密钥文件要有两行：密钥的名称、密钥。
       *[unreadable] 密钥文件读不了：{ $reason }
    }
    .hint = { $why ->
        [open] 用 chmod 600 改成只有自己能读。别人可能读过的，请换一副密钥。
       *[other] neikan config 里的 keys 说明用的是哪个文件。
    }
depot-denied = { $address } 不认这副密钥（{ $status }，{ $reason }）。
    .hint = 请核对密钥是否正确、是否过期，在这个桶里能不能列目录、读、写。什么也没有发布。
depot-bucket = 没有这个桶：{ $address }（{ $status }，{ $reason }）。
    .hint = 请核对桶名和存储的网址（neikan config）；桶要先由有权的人建好。
depot-busy = 这时有别人正往 { $address } 写同样的东西（{ $status }，{ $reason }）。
    .hint = 稍等再做一次；已经送到的不会重送。
depot-changed = { $address } 上的东西在这期间变了（{ $status }，{ $reason }）。
    .hint = 再做一次，会重新比较。
depot-refused = { $address } 拒绝了这个请求（{ $status }，{ $reason }）。
    .hint = 请核对存储的网址和区域（neikan config）。不支持 If-None-Match 或 8 MiB 分段的存储不能用。
depot-fault = { $address } 出了故障（{ $status }，{ $reason }），试了几次都是这样。
    .hint = 过后再做一次：已经送到的不会重送；其实已经全部放好的，会说明。
depot-broken = { $address } 连不上，或者中途断了：{ $reason }
    .hint = 请看看存储能不能连上，再做一次：已经送到的不会重送；其实已经全部放好的，会说明。
depot-silent = { $address } 一直没有回应，等够了时间，断开了。
    .hint = 网络慢的，多等一会儿（--timeout 秒数）；不然请看看存储是否正常，再做一次：已经送到的不会重送；其实已经全部放好的，会说明。
depot-odd = { $address } 的答复不像一个存储：{ $reason }
    .hint = 请核对网址是不是兼容 S3 的存储：neikan config。
depot-page = { $address } 回的是网页，不是数据（{ $status }，{ $reason }）。
    .hint = 多半是代理或网络要求登录的页面，或者网址写成了存储的网页。请先登录，或把存储排除在代理之外（NO_PROXY），或改正网址：neikan config。什么也没有发布。
depot-endless = { $address } 的清单没完没了，列到 { $count } 个名字时停下了。
    .hint = 什么也没有抄。是存储或中间的设备出了毛病，请告诉管它的人。
depot-large = { $address } 上的 { $name } 超过 { $limit } KiB，这样的文件不会这么大。
    .hint = 它不是本程序写的；请拿走，或换一个地址。
depot-many = { $address } 上的东西超过 { $limit } 个。
    .hint = 请只写要比较的那一处。
publish-folder = 只发布单个文件的存档包；{ $path } 是文件夹。
    .hint = 请写解开以前的 …-archive.zip。
publish-lock = { $address } 不能锁定；什么也没有发布。
    .hint = 锁定（Object Lock）要在建桶时打开，文件夹没有锁定。不写 --lock-until 就不锁定、照常发布。
publish-lock-past = { $date } 不在今天以后，锁不住什么。
    .hint = 请写存档要保管到哪一天。
publish-other = { $issue } 在 { $address } 发布过，内容不同；那里的一概不动。
    .hint = 那里（{ $record }）：{ $there }。这里：{ $here }。请查明哪一份是印出来的。发布过的不会被替换；另一种内容请放到另一个地址。
publish-record = { $why ->
        [newer] { $address } 上 { $issue } 的记录是新版程序写的：{ $record }
       *[broken] { $address } 上 { $issue } 的记录读不懂：{ $record }
    }
    .hint = { $why ->
        [newer] 请更新本程序。那里的一概没动。
       *[broken] 凭它说不准这一期在那里全不全；那里的一概没动。请从另一处抄一份好的（neikan archive mirror），或者请人把这份记录拿走再发布一次，已经送到的不再送。并查一查谁能往那里写。
    }
publish-damaged = { $address } 上的 { $name } 坏了或不见了：与本期记录里的校验值不符。那里的一概不动。
    .hint = 请在那里把它和本期的记录拿走，再发布一次；或者用 neikan archive mirror 从另一处补。并查一查谁能往那里写。
publish-read-back = { $name } 从 { $address } 读回来，与送去的不一样。没有发布。
    .hint = 再做一次。还是这样，这个存储就靠不住。
mirror-missing = { $to } 缺 { $name }。
    .hint = 不写 --check 就补上。
mirror-differs = { $name } 在 { $from } 和 { $to } 不一样。两边都没有动。
    .hint = 请把两边的都取下来核对（neikan archive verify），看哪一份完好；本期的记录里有校验值。把坏的拿走，再做一次。
mirror-nested = { $from } 和 { $to } 一个在另一个里面。
    .hint = 请写两个互不包含的文件夹。
mirror-held = 记录 { $name } 没有补到 { $to }：本期的文件不全，或与记录、与那里的不一样。
    .hint = 先把文件理清，再做一次。
mirror-more = 只有 { $to } 有 { $name }；没有动它。
    .hint = 前一处也该有的，把两处对调再做一次。
mirror-name = { $from } 上的 { $name } 不是各种系统都收的文件名，没有复制。
    .hint = 存档里没有这样的名字；请查一查是谁放的。
progress-sending = 送出
progress-reading = 读回核对
summary-archive-published = { $publication } { $issue } 已发布到 { $address }（{ $record }）：{ $files } 个文件（{ $size }），读回核对无误。
summary-archive-published-resumed = { $publication } { $issue } 已发布到 { $address }（{ $record }）：{ $files } 个文件（{ $size }），读回核对无误。原已送到 { $kept }，这次送了 { $sent }。
summary-archive-published-already = { $publication } { $issue } 早已发布到 { $address }，内容相同（{ $record }）：{ $files } 个文件（{ $size }），读回核对无误。
summary-archive-locked = 锁定到 { $date }。
summary-archive-mirrored = { $from } → { $to }：共 { $objects } 个，补了 { $missing } 个，相同 { $same } 个，不同 { $differing } 个；只有后一处有的 { $more } 个。
summary-archive-compared = { $from } – { $to }：共 { $objects } 个，相同 { $same } 个，缺 { $missing } 个，不同 { $differing } 个；只有后一处有的 { $more } 个。没有复制。

# 存档
archive-broken = { $kind ->
        [truncated] 存档不完整：读到第 { $byte } 个字节就断了，或者不是存档包。
        [compressed] 里面的 { $name } 是压缩或加密的，不是 neikan 装的包。
        [link] 里面的 { $name } 是链接或文件夹。
        [name] 里面有不能用的文件名：{ $name }。
        [duplicate] 里面有两个文件同名（或只差大小写）：{ $name }。
        [claim] { $name ->
            [none] 压缩包声称的文件个数或目录大小，比整个文件还大。
           *[other] 里面的 { $name } 声称的大小，比整个文件还大。
        }
       *[header] { $name ->
            [none] 压缩包的目录被改过或损坏了：第 { $byte } 个字节。
           *[other] 压缩包的目录被改过或损坏了：{ $name }，第 { $byte } 个字节。
        }
    }
    .hint = { $kind ->
        [truncated] 多半是没有抄完。请从原处重新抄一份。
        [compressed] 存档包里的文件都不压缩。这一个若是别的程序重新压过的，先解开，再核对解开的文件夹：neikan archive verify 文件夹。
        [link] 存档包里只有文件，不要还原它。请从另一处的存档恢复。
        [name] 绝对路径、“..”、反斜杠、Windows 的设备名都不收，以免写到别处去。不要用别的程序解开它，请从另一处的存档恢复。
        [duplicate] 同名的文件会互相盖掉。请从另一处的存档恢复。
        [claim] 这样的包会撑满磁盘，不要用别的程序解开它。请从另一处的存档恢复。
       *[header] 请从另一处的存档恢复；其余的文件多半完好，可以解开后核对文件夹。
    }
archive-no-bag = 这不是 BagIt 存档：没有 bagit.txt，或者它不是 1.0 版、UTF-8。
    .hint = 请给出 neikan 装的存档包（…-archive.zip），或解开后的文件夹。
archive-text = { $name } 不是 UTF-8 文本，或者大得不合理。
    .hint = 文件损坏了，请从另一处的存档恢复。
archive-manifest = 校验清单里这一行不对：{ $line }
    .hint = 每一行应是 SHA-512、两个空格、文件名。清单损坏了，请从另一处的存档恢复。
archive-unlisted = 校验清单里该有而没有，或不该有而有：{ $name }。
    .hint = 清单被改过，请从另一处的存档恢复。
archive-missing = 少了一个文件：{ $name }。
    .hint = 校验清单里有它，存档里没有。请从另一处的存档恢复。
archive-added = 多了一个文件：{ $name }。
    .hint = 校验清单里没有它，是后来放进去的。不要用它；别的文件都对，删去它再核对一次。
archive-changed = 文件被改过或损坏了：{ $name }。
    .hint = 它的 SHA-512 与校验清单不符。请从另一处的存档恢复这一个文件。
archive-stated = 存档自己的说明读不懂：{ $reason }
    .hint = 请用制作它的那个版本的 neikan，或从另一处的存档恢复。
archive-newer = 这个存档是更新的 neikan 制作的（格式 { $form }，本程序认到 { $known }）。
    .hint = 请用新版的 neikan 核对；不用程序也能核对：解开后运行 sha512sum -c manifest-sha512.txt。
archive-ledger = { $issue } 的审读记录不是存档时的那一份：末条的封签对不上。
    .hint = 请从另一处的存档恢复，并查明是谁换的。
archive-gone = 没有这个文件、文件夹或期：{ $path }。
    .hint = 请写存档包的路径、解开后的文件夹，或期号（如 2026-01）。
archive-none = { $issue } 还没有存档：{ $folder } 里没有 …-archive.zip。
    .hint = 先运行 neikan archive create { $issue }，或写出存档包的路径。
archive-unsigned = 这个存档没有签名文件。
    .hint = 签名在存档旁边，文件名后面加 .sig；在别处的用 --signature 指明。要签名：neikan archive sign 存档包 --key 私钥文件。
archive-signature = { $why ->
        [purpose] 签名是为别的用途签的，不是签存档。
        [form] 签名读不懂，或者不是这种密钥的。
        [own] 签名不是签这个存档的。
       *[other] 签名与这个存档不符，或者不是这几把密钥签的：{ $keys }。
    }
    .hint = 请核对签名人、签名文件和存档是不是一起的；存档签名以后改过，签名也就不符了。
archive-signer = 名单里没有 { $name } 的密钥。
    .hint = { $known ->
        [none] 请写公钥文件的路径，或先用 neikan review key add 登记公钥。
       *[other] 有密钥的是：{ $known }；也可以写公钥文件的路径。
    }
archive-key-public = 这是公钥，签名要用私钥。
    .hint = 用 neikan review key new 做的私钥文件，或 ~/.ssh/id_ed25519。
archive-face = 存档没有带字体 { $name }，这里也没有一样的（SHA-256 { $sum }）。
    .hint = 不带字体的存档要用自带同样字体的 neikan 来重做；或者把字体文件找回来，还原存档以后放进 fonts 再 build。
archive-drift = 制作程序与存档时不同了：{ $versions }。{ $files ->
        [none] {""}
       *[other] 做出来不一样的有：{ $files }。
    }
    .hint = 存档里的文件都与校验值相符，没有损坏：同样的来源，不同的程序排出来可以有出入；括号里是程序源代码的校验值。要一个字节不差，请用存档时的那个程序重做。
archive-differs = 照存档里的来源重做，{ $name } 与存档里的不一样。
    .hint = 程序和各部件都与存档时相同，成品和来源却对不上：有一样在装进存档以前就被换过，又重做了校验值。请与另一处的存档、签名和纸上的锚记对照。
restore-occupied = { $folder } 已经有东西了。
    .hint = 还原只写进新的或空的文件夹，免得盖掉别的文件。请换一个。
summary-archive-verified = { $publication } { $issue }：{ $files } 个文件（{ $size }）都与校验值相符，一个不多，一个不少；审读记录前后相接。制作：{ $program }。
summary-archive-signer = 签名：{ $name }，密钥 { $key }。
summary-archive-rebuilt = { $differing ->
        [0] 照存档重做了一遍：{ $same } 个成品一个字节也不差。{ $drift ->
            [0] {""}
           *[other] 程序的版本已经不同，结果相同。
        }
       *[other] 照存档重做了一遍：{ $same } 个成品相同，{ $differing } 个因程序版本不同而有出入。
    }
summary-archive-restored = 已还原到 { $folder }。在那里可以接着 check、build。
summary-archive-signed = 已签名，写在 { $path }（密钥 { $key }）。
help-archive = 一期的存档：制作、核对、还原、签名、发布。
help-archive-examples = neikan archive create 2026-01
    neikan archive verify 2026-01 --rebuild
help-archive-create = 制作一期的存档包。
help-archive-create-issue = 哪一期，如 2026-01；没有完成的只有一期时可以不写。
help-archive-create-no-fonts = 不把字体装进去，只记它们的校验值；默认照 publication.yml 的 archive。
help-archive-create-out = 输出文件夹，默认是项目里的 out；文件写在其中以期命名的文件夹里。
help-archive-create-pdfx = 付印文件的标准：x4 或 x1a；默认照印刷特性文件。
help-archive-create-quality = 屏幕版 PDF 里图片的精度：screen 或 high；默认 screen。
help-archive-create-embed-fonts = 把主题的字体嵌入电子书。
help-archive-create-format = 报告的形式：human 或 json。
help-archive-create-after = neikan build 也会做存档；这里只写存档，不写别的。选项要与做成品时相同，存档里才是同样的成品。说明书：neikan manual archive。
help-archive-create-examples = neikan archive create 2026-01
    neikan archive create 2026-01 --no-fonts
help-archive-verify = 核对存档：每个文件的校验值，多了少了什么，审读记录是否前后相接。
help-archive-verify-archive = 存档包、解开后的文件夹，或期号；不写就是最新一期的。
help-archive-verify-rebuild = 再照存档里的来源重做一遍，与里面的成品逐字节比较。
help-archive-verify-signer = 还要有这个人的签名：名单里的姓名，或公钥文件。
help-archive-verify-signature = 签名文件，默认是存档旁边的 .sig。
help-archive-verify-format = 报告的形式：human 或 json。
help-archive-verify-after = 不在项目里也能用。没有 neikan 时：解开后运行 sha512sum -c manifest-sha512.txt。
help-archive-verify-examples = neikan archive verify 2026-01 --rebuild
    neikan archive verify dggx-2026-01-archive.zip --signer 陈禾
help-archive-restore = 把存档还原成可以接着工作的项目。
help-archive-restore-archive = 存档包，或解开后的文件夹。
help-archive-restore-to = 还原到哪个文件夹；要是新的或空的。
help-archive-restore-format = 报告的形式：human 或 json。
help-archive-restore-after = 先核对，有一处不对就不还原。成品放在其中的 out 里；要再拼版、寄送，先 build 一次。
help-archive-restore-examples = neikan archive restore dggx-2026-01-archive.zip --to 2026-01还原
    neikan archive restore 解开的文件夹 --to ~/旧刊/2026-01
help-archive-sign = 给存档签名。
help-archive-sign-archive = 存档包、解开后的文件夹，或期号；不写就是最新一期的。
help-archive-sign-key = 私钥文件（Ed25519 或 SM2）。
help-archive-sign-format = 报告的形式：human 或 json。
help-archive-sign-after = 先核对，再签。签名写在存档旁边，文件名后面加 .sig；ssh-keygen -Y verify 也能核对（用途 neikan-archive），见 neikan manual archive。
help-archive-sign-examples = neikan archive sign 2026-01 --key ~/.ssh/neikan-陈禾-ed25519
    neikan archive sign dggx-2026-01-archive.zip --key 私钥
help-archive-publish = 把存档放到另一处保管：文件夹，或兼容 S3 的存储。
help-archive-publish-archive = 存档包或期号，默认是最新一期的。
help-archive-publish-to = 放到哪里：文件夹的路径，或 s3://桶名/前缀。
help-archive-publish-lock-until = 让存储锁定到这一天，在此以前谁也不能删、不能换。
help-archive-publish-timeout = 存储没有回应时最多等几秒，1 到 900，默认 60。
help-archive-publish-format = 报告的形式：human 或 json。
help-archive-publish-after = 先核对存档，再整个放好，要么全有，要么全无；放好以后读回核对。从不替换别的：内容相同的不再做什么，内容不同的不收。中断以后再做，接着送。密钥取自变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY，或密钥文件（neikan config set keys 文件）；单位自己的存储，网址取自变量 AWS_ENDPOINT_URL 或 neikan config set endpoint。手册里有详细的：neikan manual archive。
help-archive-publish-examples = neikan archive publish 2026-01 --to /mnt/存档/dggx
    neikan archive publish 2026-01 --to s3://dggx-archive --lock-until 2056-12-31
help-archive-mirror = 让后一处有前一处的一切。
help-archive-mirror-from = 前一处：文件夹，或 s3://桶名/前缀。
help-archive-mirror-to = 后一处。
help-archive-mirror-check = 只说缺什么、哪里不同。
help-archive-mirror-timeout = 存储没有回应时最多等几秒，1 到 900，默认 60。
help-archive-mirror-format = 报告的形式：human 或 json。
help-archive-mirror-after = 两处都有的，逐字节比较。哪一处的都不删、不换；不同的会说明，退出码是 1。
help-archive-mirror-examples = neikan archive mirror s3://dggx-archive /mnt/存档/dggx
    neikan archive mirror /mnt/存档/dggx s3://dggx-archive --check
help-archive-site = 把印过的各期做成过刊库：一个静态网站，放到内网的共享文件夹里。
help-archive-site-to = 写到哪个文件夹；新的、空的，或者里面已经是过刊库。
help-archive-site-out = 成品在哪个文件夹，默认是项目里的 out；封面、图表和 PDF 从那里取。
help-archive-site-archives = 项目里已经没有的往年各期的存档包，或放着存档包的文件夹；都先核对。可以写几次。
help-archive-site-no-pdf = 不把各期 PDF 放进去。
help-archive-site-format = 报告的形式：human 或 json。
help-archive-site-after = 只放已签付印的各期；付印以后改过的文章不放，并提醒。再做一次只写有变化的文件。用浏览器打开其中的 index.html，不需要服务器，也不访问外网。说明书：neikan manual archive。
help-archive-site-examples = neikan archive site --to /srv/过刊库
    neikan archive site --to 过刊库 --no-pdf
    neikan archive site --to 过刊库 --archives /srv/存档
summary-archive-site = { $folder }：{ $issues } 期，{ $articles } 篇，共 { $files } 个文件；这次写了 { $written } 个，删了 { $removed } 个。检索索引 { $index }，是文字的 { $share }%。用浏览器打开 index.html。
summary-archive-site-open = 还没有签付印，没有放进去：{ $issues }。
site-occupied = { $folder } 里有别的东西，不是过刊库。
    .hint = 请另给一个新的或空的文件夹；里面的东西一样也没有动。
site-foreign = 这里有一个不是过刊库写的文件，占了要写的位置。
    .hint = 请把它移到别处，再做一次；过刊库没有改动。
site-link = 这里是链接，会写到过刊库外面去。
    .hint = 请换成真正的文件夹，再做一次；过刊库没有改动。
site-list = 过刊库的文件清单读不懂，分不清哪些文件是它的。
    .hint = 请把整个文件夹移走，重新做一次。
site-nothing = { $open ->
        [none] 没有一期可以放进过刊库。
       *[other] 没有一期可以放进过刊库；没有签付印的：{ $open }。
    }
    .hint = 过刊库只放已签付印的期；签付印见 neikan manual review。
site-archives-none = 这个文件夹里没有存档。
    .hint = 请写存档包（…-archive.zip）、放着存档包的文件夹，或 neikan archive publish 发布到的文件夹。
site-left-out = { $issue } 有 { $count } 处错误，没有放进过刊库，别的期照做。
    .hint = 改好以后再做一次；先用 neikan check { $issue } 看清楚。
site-changed = 这篇在 { $issue } 付印以后改过，没有放进过刊库。
    .hint = 请恢复付印时的稿子（存档里有），或者照规矩重新签付印。
site-archive-left-out = 这个存档包有 { $count } 处错误，没有放进过刊库，别的期照做。
    .hint = 用 neikan archive verify 看清楚，换一份好的。
site-archive-twice = { $issue } 有两个存档包，用的是 { $first }，这一个没有用。
    .hint = --archives 只写其中一个，或把另一个挪开。
site-archive-other = 这是另一种刊物（{ $slug }）的存档包，不是 { $wanted } 的。
    .hint = 一个过刊库只放一种刊物，--archives 里不要写它。
site-output = 这个文件不是做成品时写下的那一个，没有放进过刊库。
    .hint = 请重新 build，或从存档里取回。
site-title = { $title } · { $name }
site-skip = 跳到正文
site-nav = 全站
site-issues = 各期
site-sections = 栏目
site-authors = 作者
site-units = 单位
site-serials = 连载
site-serial = 连载各篇
site-find = 检索
site-find-hint = 几个词之间空一格，都要有；要连在一起的加引号。繁简、全半角、大小写都找得到。
site-script-off = 检索要用浏览器的脚本。没有脚本时，请看栏目、作者、单位的索引。
site-permit = { $permit }　{ $notice }
site-internal = { $sponsor }　过刊库仅供内部查阅，请勿外传
site-years = 年份
site-year = { $year }年
site-jump = 跳到
site-total = 总第{ $total }期
site-count = { $count }篇
site-none = 还没有。
site-contents = 目录
site-pdf = 整期 PDF
site-pdf-page = PDF 第{ $page }页
site-page = 第{ $page }页
site-place = { $issue }（总第{ $total }期）
site-part = 之{ $part }
site-beside = 前后各篇
site-previous = 上一篇
site-next = 下一篇
site-narrow = 缩小范围
site-results = 找到 { $count } 篇。
site-checking = 还在核对 { $count } 篇……
site-loading = 正在读取索引……
site-nothing-found = 没有找到。换一个说法，或少写几个字试试。
site-more = 再看 { $count } 篇
site-clear = 全部清除
site-others = 其余 { $count } 项
help-build-no-fonts = 存档包里不装字体，只记它们的校验值；默认照 publication.yml 的 archive。
schema-publication-archive = 存档包里装什么，给档案部门的著录。
schema-archive = 存档包里装什么，给档案部门的著录。
schema-archive-fonts = 存档包里装不装字体；默认装。不装的只有校验值。
schema-archive-fonds = 全宗号。
schema-archive-responsible = 责任者；不写就是编印单位。
schema-archive-retention = 保管期限，如永久、定期30年。
schema-archive-classification = 密级；本期写了的照本期。

# 报告
scoring-none = publication.yml 里没有计分办法（scoring）。
    .hint = 照 neikan manual report 里的样子写一份；各项的含义见 neikan schema publication。
scoring-shadowed = 这一条永远用不上：它管的稿件，第 { $before } 行那一条都先管了。
    .hint = 各条自上而下，第一条合的算。请把管得窄的写在前面，或删去这一条。
scoring-void = 这一条一篇稿件也管不着：字数的下限不小于上限。
    .hint = over 是“多于”，up_to 是“至多”；请改成 over 小于 up_to。
scoring-twice = “{ $name }”写了两次。
    .hint = 同名的只能有一条，请删去一条或改名。
scoring-unit = “{ $unit }”不在成员单位名单里。
    .hint = 请照 issues/members.yml 里的写法，或把它加进名单。
scoring-section = 没有“{ $section }”这个栏目。
    .hint = 请写栏目的 id：{ $known }。
scoring-tier-all = “{ $name }”没有写单位，管其余的全部单位，后面的档就用不上了。
    .hint = 不写 units 的档只能是最后一个。
scoring-tier-twice = “{ $unit }”在两个档里：{ $one }、{ $other }。
    .hint = 一个单位只有一个任务分，请留一处。
report-period = 起止日期不对：从 { $from } 到 { $to }。
    .hint = --from 不能晚于 --to，如 --from 2026-01-01 --to 2026-03-31。
report-form = 不知道要写成什么：{ $path }。
    .hint = 文件名的结尾要是 .xlsx（表格）、.csv 或 .pdf（通报、发放表）。
report-who = 这里没有“{ $who }”。
    .hint = { $known ->
        [none] 请核对写法。
       *[other] 有：{ $known }。
    }
report-unmatched = 《{ $title }》没有哪一条计分办法管得着，不得分。
    .hint = 在 scoring 的 articles 末尾加一条没有条件的，管其余的稿件。
report-no-unit = 《{ $title }》的作者没有写单位，不算在任何单位名下。
    .hint = 在稿头的 authors 里写上 unit。
report-unit = 《{ $title }》的单位“{ $unit }”不在成员单位名单里，单列一行，不排任务分。
    .hint = 请照 issues/members.yml 里的写法改稿头，或把它加进名单（short 里写简称）。
report-namesake = “{ $name }”在几个单位名下（{ $units }），按一个人算。
    .hint = 如果是同名的几个人，在 issues/members.yml 的 people 里分开写，各给一个 id；如果就是一个人，在那里写上这几个单位，以后不再提。
report-person = 分不清是哪一个“{ $name }”（{ $unit ->
        [none] 没有写单位
       *[other] { $unit }
    }），只按姓名算。
    .hint = issues/members.yml 的 people 里有几个同名的：请在稿头写上其中一人的单位，或在那里给他补上这个单位。
person-twice = people 里{ $of ->
        [label] 有两个人都叫“{ $value }”。
       *[unit] 有两个“{ $name }”都在“{ $value }”。
    }
    .hint = { $of ->
        [label] 请各给一个 id，如“李明（常平）”。
       *[unit] 同名的人只能靠单位分开，一个单位只写在其中一人名下。
    }
placements-columns = 外部采用的表里少了这些列：{ $missing }。
    .hint = 第一行要有：日期、题名、单位、作者、媒体、级别（作者、媒体可以没有）。
placements-date = 日期读不懂：{ $value }。
    .hint = 请写成 2026-01-05 或 2026年1月5日。
placements-level = 计分办法里没有“{ $value }”这一级。
    .hint = { $known ->
        [none] 在 publication.yml 的 scoring 里写 levels。
       *[other] 级别有：{ $known }；或者在 scoring 的 levels 里加上。
    }
placements-empty = 这一行没有题名或单位。
    .hint = 请补上；几个单位合写的，用顿号分开。
fees-none = publication.yml 里没有稿酬办法（fees）。
    .hint = 照 neikan manual report 里的样子写一份；各项的含义见 neikan schema publication。
fees-measure = 这一条要写 per_thousand（千字多少元）或 each（每篇多少元），只写一样。
    .hint = 如 per_thousand: 100。
fees-tax-steps = 代扣的各级次序不对。
    .hint = up_to 要一级比一级大；最后一级不写 up_to，管其余的。
fees-unmatched = 《{ $title }》没有哪一条稿酬办法管得着，不计稿酬。
    .hint = 在 fees 的 articles 末尾加一条没有条件的；不付稿酬的写 each: 0。
report-kind-name = { $kind ->
        [article] 稿件
        [text] 文字
        [pictures] 图片
        [outside] 外部采用
        [unused] 来稿未用
        [counts] 计
        [reviews-one-day] 三审同一天
        [proofs-one-day] 三校同一天
        [missing] 签字不全
       *[repeated] 重复，不计
    }
report-nobody = （未写）
report-ledger = 用稿统计
report-charts = 图表
report-entries = 明细
report-pay = 稿酬
report-items = 稿酬明细
report-rank = 名次
report-name = 名称
report-articles = 篇数
report-characters = 字数
report-pictures = 图片
report-pages = 页数
report-outside = 外部采用
report-unused = 未用
report-points = 得分
report-target = 任务分
report-short = 差
report-veto = 一票否决
report-date = 日期
report-kind = 类别
report-title = 题名
report-used = 用在
report-units = 单位
report-authors = 作者
report-counts = 计否
report-rule = 依据
report-place = 出处
report-amount = 应发（元）
report-tax = 代扣（元）
report-net = 实发（元）
report-section = 栏目
report-count = 字数或幅数
report-thousands = 千字数
report-basic = 基本稿酬（元）
report-copies = 印数稿酬（元）
report-among = 几人分
summary-contributions = { $short ->
        [none] { $period }：{ $issues } 期，合计 { $points } 分。
        [0] { $period }：{ $issues } 期，合计 { $points } 分；任务都完成了。
       *[other] { $period }：{ $issues } 期，合计 { $points } 分；{ $short } 个单位没有完成任务。
    }
summary-fees = { $label }：{ $people } 人，应发 { $amount } 元，代扣 { $tax } 元，实发 { $net } 元。
summary-report-file = 已写入 { $path }
help-report = 报告：用稿统计（考核评比）、稿酬。
help-report-examples = neikan report contributions --from 2026-01-01 --to 2026-03-31
    neikan report fees 2026-01 --out 稿酬.xlsx
help-report-contributions = 统计一段时间里各单位、作者、栏目的用稿和得分，排名次，对任务分。
help-report-contributions-from = 从哪一天印的算起；不写就是那一年的元旦。
help-report-contributions-to = 到哪一天为止；不写就是今天。
help-report-contributions-by = 按什么统计：unit（单位）、author（作者）、section（栏目）或 quarter（季度）；默认 unit。
help-report-contributions-placements = 外部采用的表（.csv 或 .xlsx）；默认 issues/placements.csv。
help-report-contributions-explain = 列出这个单位（或作者）的每一分从哪一条办法、哪一篇来。
help-report-contributions-out = 另写成文件，照结尾：.xlsx、.csv，或 .pdf（红头通报）；可以写几次。
help-report-contributions-format = 报告的形式：human 或 json。
help-report-contributions-after = 办法写在 publication.yml 的 scoring 里，见 neikan manual report。页数取自最近一次构建。
help-report-contributions-examples = neikan report contributions --from 2026-01-01 --to 2026-03-31 --out 通报.pdf
    neikan report contributions --explain 荔塘供销社
help-report-fees = 算一期的稿酬，一人一行。
help-report-fees-issue = 哪一期；不写就是最新一期。
help-report-fees-explain = 列出这个人的每一元从哪一条办法、哪一篇来。
help-report-fees-out = 另写成文件，照结尾：.xlsx、.csv，或 .pdf（签名用的发放表）；可以写几次。
help-report-fees-format = 报告的形式：human 或 json。
help-report-fees-after = 办法写在 publication.yml 的 fees 里，见 neikan manual report。字数默认是版面字数，与 neikan count 相同。
help-report-fees-examples = neikan report fees 2026-01 --out 稿酬.xlsx --out 发放表.pdf
    neikan report fees 2026-01 --explain 陈禾
schema-publication-scoring = 考核评比的计分办法，见 neikan manual report。
schema-publication-fees = 稿酬办法，见 neikan manual report。
schema-scoring = 考核评比的计分办法。
schema-scoring-articles = 稿件的分，自上而下，第一条合的算。
schema-scoring-pictures = 图片的分。
schema-scoring-shared = 几个单位（作者）合写的：full 各计全分（默认），split 平分。
schema-scoring-repeats = 同一篇在几处刊用：highest 只计最高的（默认），sum 都计。
schema-scoring-unused = 来稿未用的每篇几分；默认不计。
schema-scoring-levels = 外部采用的级别和分。
schema-scoring-tiers = 任务分，按档。
schema-scoring-per = 任务分是多长时间的：year（默认）、quarter 或 month；统计的时间短，按月折算。
schema-scoring-unranked = 只统计、不排名次的单位，如编辑部自己。
schema-scoring-vetoes = 一票否决的单位。
schema-article-rule = 一条计分办法：写了的条件都要合，不写的不管。
schema-article-rule-sections = 哪些栏目（id）。
schema-article-rule-kinds = 哪些种类。
schema-article-rule-ranks = 哪些轻重：lead、major、normal、minor。
schema-article-rule-over = 多于多少字（印出来的字，不计空格）。
schema-article-rule-up-to = 至多多少字。
schema-article-rule-points = 每篇几分。
schema-picture-rule = 图片的分。
schema-picture-rule-points = 每幅几分。
schema-picture-rule-at-most = 一篇至多计几幅。
schema-level = 外部采用的一级。
schema-level-name = 名称，与外部采用的表里写的一样，如“省级”。
schema-level-points = 每件几分。
schema-tier = 任务分的一档。
schema-tier-name = 名称。
schema-tier-target = 每个单位的任务分。
schema-tier-units = 哪些单位，写法照成员单位名单；不写就是其余的全部单位，只能是最后一档。
schema-veto = 一票否决。
schema-veto-unit = 单位。
schema-veto-date = 哪一天的事；统计的时间里有这一天的都算。
schema-veto-reason = 事由，写进通报。
schema-fees = 稿酬办法。
schema-fees-articles = 文字的基本稿酬，自上而下，第一条合的算。
schema-fees-count = 怎样数字数：set 版面字数（默认）、printed 印出来的字、han 汉字。
schema-fees-picture = 每幅图片多少元。
schema-fees-minimum = 每篇文字至少多少元。
schema-fees-print-run = 印数稿酬：每千册（不足千册按千册）为基本稿酬的百分之几，如 1。
schema-fees-round-to = 舍入到多少元，如 1；默认到分。
schema-fees-unpaid = 不付稿酬的人，如编辑部自己。
schema-fees-tax = 代扣的税款；不写就不扣。
schema-fee-rule = 一条稿酬办法：写了的条件都要合，不写的不管。
schema-fee-rule-sections = 哪些栏目（id）。
schema-fee-rule-kinds = 哪些种类。
schema-fee-rule-ranks = 哪些轻重：lead、major、normal、minor。
schema-fee-rule-per-thousand = 千字多少元；不足五百字按半千字，过五百字按千字。
schema-fee-rule-each = 每篇多少元，不论长短。
schema-tax = 代扣的税款。
schema-tax-name = 名称，印在发放表上。
schema-tax-steps = 各级的算法，第一级合的算。
schema-tax-step = 一级。
schema-tax-step-up-to = 一人一期至多多少元；最后一级不写。
schema-tax-step-deduct = 减去多少元。
schema-tax-step-deduct-percent = 减去百分之几。
schema-tax-step-share-percent = 余下的按百分之几计，默认 100（稿酬所得是 70）。
schema-tax-step-rate = 税率，百分之几。
schema-tax-step-quick = 速算扣除数，元。
report-making = 编校
report-stages = 各道天数
report-to-first = 来稿到初审
report-to-second = 初审到复审
report-to-final = 复审到终审
report-to-proof = 终审到校完
report-median = 中位数
report-by-issue = 各期
report-by-section = 各栏目
report-by-unit = 各单位
report-issue = 期
report-errors = 改正的差错
report-rate = 差错率（万字）
report-submitted = 来稿
report-first = 初审
report-second = 复审
report-final = 终审
report-proof = 校完
report-days = 天数
report-flags = 审计会问
report-flagged = 审计会问
summary-report-issue = { $label }：{ $articles } 篇，{ $characters } 字；校对改正的差错每万字 { $rate } 处{ $kept ->
        [kept] ，在万分之{ $allowed }以内
       *[exceeded] ，超过万分之{ $allowed }
    }；{ $flagged } 篇的签字审计会问。
summary-report-year = { $year } 年：{ $issues } 期，{ $articles } 篇，{ $characters } 字。
help-report-issue = 一期是怎样编出来的：字数、图片、校对改正的差错、来稿到校完的天数、审计会问的签字。
help-report-issue-issue = 哪一期；不写就是最新一期。
help-report-issue-out = 另写成文件，照结尾：.xlsx（带图表）或 .csv；可以写几次。
help-report-issue-format = 报告的形式：human 或 json。
help-report-issue-after = 差错是审定以后到最后一次校对之间改正的：改了字的算一处，只改标点的算十分之一，照《图书质量管理规定》折算每万字。来稿的日期取自来稿登记。
help-report-issue-examples = neikan report issue 2026-01
    neikan report issue --out 编校.xlsx
help-report-year = 一年的情况，供编委会用：各期、各栏目、各单位，表格带图表。
help-report-year-year = 哪一年；不写就是今年。
help-report-year-out = 另写成文件，照结尾：.xlsx（带图表）或 .csv（各期）；可以写几次。
help-report-year-format = 报告的形式：human 或 json。
help-report-year-examples = neikan report year 2026 --out 2026.xlsx
    neikan report year

### 编辑台（neikan preview）
preview-title = 《{ $name }》{ $issue }
preview-skip = 跳到版面
preview-unprinted = 这里是编辑台，版面没有审定，不从这里打印。请用 neikan build 出样。
preview-setting = 正在排版……
preview-looking = 已排好，正在查稿……
preview-current = 已是最新
preview-offline = 连不上程序，正在重连……
preview-ended = 这一期已经不在了，编辑台已收。
preview-fault = 现在排不出版面：{ $count } 处问题
preview-fault-note = 版面仍是上一次排好的。改好存盘，这里会自己更新。
preview-plan = 落版单
preview-plan-note = 拖动篇名可以调整次序；也可以选中后按 Alt+↑、Alt+↓。
preview-pages = 内页 { $pages } 页，是 { $multiple } 的倍数
preview-pages-missing = 内页 { $pages } 页，凑足 { $multiple } 的倍数还差 { $missing } 页
preview-spreads = 版面
preview-panel = 稿件与问题
preview-tools = 工具
preview-findings = 问题
preview-findings-none = 没有查出问题。
preview-articles = 文章
preview-queries = 疑问
preview-queries-none = 没有疑问。点一下版面上的段落，就可以在那里提。
preview-altered = 改动
preview-altered-none = 各篇上次签字以后没有改动。
preview-stop = 必须改
preview-warn = 请看一看
preview-note = 备考
preview-page = 第 { $folio } 页
preview-page-of = { $folio }：{ $titles }
preview-missing = 缺一页
preview-zoom-in = 放大
preview-zoom-out = 缩小
preview-zoom-fit = 适合窗口
preview-double = 对页
preview-search = 在版面上找
preview-search-count = { $at } / { $count }
preview-search-none = 没有找到
preview-next = 下一处
preview-previous = 上一处
preview-marks = 版面上显示
preview-mark-bleed = 出血和裁切线
preview-mark-grid = 行格
preview-mark-columns = 栏
preview-mark-stops = 空洞和松散的行
preview-mark-findings = 问题
preview-mark-queries = 疑问
preview-mark-altered = 上次签字以后的改动
preview-alone = 只看这一篇
preview-alone-end = 全部版面
preview-book = 电子书
preview-book-pages = 电子书的各页
preview-book-page = 电子书：{ $title }
preview-book-narrow = 手机宽度
preview-book-note = 尚未像构建时那样校对
preview-keys-book = 看电子书、回到版面
preview-inks = 色版
preview-ink-none = 不看
preview-ink-total = 总墨量
preview-ink-cyan = 青版
preview-ink-magenta = 品红版
preview-ink-yellow = 黄版
preview-ink-black = 黑版
preview-ink-of = { $page }的{ $ink }
preview-ink-most = { $page }：墨量最多 { $most }%，上限 { $limit }%
preview-ink-missed = { $page }：墨量最多 { $most }%，上限 { $limit }%；页上有画不出的东西
preview-language = 切换语言（English）
preview-scheme = 深色或浅色
preview-help = 快捷键
preview-close = 关闭
preview-keys-move = 下一对页、上一对页
preview-keys-ends = 第一页、最后一页
preview-keys-zoom = 放大、缩小、适合窗口
preview-keys-view = 单页、对页
preview-keys-search = 查找
preview-keys-finding = 下一个问题、上一个问题
preview-keys-undo = 撤销上一次改动
preview-keys-refresh = 全部重读一遍
preview-keys-open = 打开这一页的稿件
preview-keys-query = 就这一页提疑问
preview-keys-help = 显示这张表
preview-open = 打开 { $file }:{ $line }
preview-mend = 改正
preview-waive = 放行……
preview-waive-title = 放行
preview-waive-why = 为什么可以放行（写进稿件，审读的人看得到）
preview-waive-whole = 这个文件里这一条规则查出的都放行
preview-waive-line = 只放行这一处
preview-save = 写入
preview-cancel = 取消
preview-undo = 撤销
preview-undone = { $file } 已恢复原样
preview-done = 已写入 { $file }
preview-voided = 已写入 { $file }。这些签字因此失效：{ $names }
preview-query = 提疑问……
preview-query-title = 提疑问
preview-query-at = 在“{ $words }”处
preview-query-text = 疑问（写进稿件的 notes，不印）
preview-query-by = 提问人
preview-query-settle = 已解决
preview-query-click = 请先点一下版面上的段落。
preview-focus = { $path } 的焦点
preview-focus-move = 移动焦点……
preview-focus-note = 裁切时总是保住这一点。拖动圆圈，或用滑块。
preview-opener = 题区
preview-opener-auto = 由版式定
preview-opener-spread = 跨页大图
preview-opener-half = 半页图
preview-opener-band = 横图
preview-opener-type = 只用字
preview-chars = { $count } 字
preview-length = { $pages } 页
preview-budget = { $pages } 页（计划 { $budget } 页）
preview-over = 超 { $lines } 行，约 { $chars } 字
preview-under = 欠 { $lines } 行，约 { $chars } 字
preview-left = 末页余 { $lines } 行
preview-approved = 已审定
preview-returned = 已退改，还没有改
preview-next-step = 下一步：{ $stage }（{ $who }）
preview-next-nobody = 下一步：{ $stage }（没有人可以签）
preview-signatures = { $count } 个签字
preview-signed = { $date } { $stage }：{ $who }
preview-signed-void = { $date } { $stage }：{ $who }（改动后失效）
preview-earlier = 把《{ $title }》提前一位
preview-later = 把《{ $title }》推后一位
preview-link-used = 这个链接已经用过了。请看终端，那里有一个新的链接。
preview-link-wrong = 请用终端里显示的链接打开。
preview-changed = 文件在显示之后又有改动，没有写入。
    .hint = 等版面更新后再试一次；在编辑器里没有存的改动请先存盘。
preview-nothing = 没有可以改的，什么也没有写入。
    .hint = 这一处自动改会带来别的问题，请在稿件里改。
preview-form = 这个文件的写法不能自动改动，什么也没有写入。
    .hint = 请在编辑器里改：列表要一条一行，不写在方括号里。
preview-empty = 没有写内容。
    .hint = 写上再按“写入”。
preview-refused = 不能这样做。
    .hint = 重新载入这一页再试。
preview-reader-only = 这个链接只能看和提疑问。
    .hint = 要改动请在编辑自己的电脑上。
preview-no-pages = 还没有排出版面。
    .hint = 等版面出来再试。
preview-undo-none = 没有可以撤销的。
    .hint = 只能撤销在这里做的改动。
preview-gone-finding = 这个问题已经不在了。
    .hint = 等版面更新后再看。
preview-gone-article = 本期没有这篇文章。
    .hint = 等版面更新后再看。
preview-gone-picture = 本期没有用这张图。
    .hint = 等版面更新后再看。
preview-not-waivable = 这个问题不能放行。
    .hint = 只有规则查出的可以放行，规则见 neikan rule。
preview-page-none = 没有第 { $page } 页。
    .hint = 等版面更新后再看。
preview-no-network = 找不到这台电脑在网络里的地址。
    .hint = 连上网络再试，或者写明地址：--bind=192.168.1.20。
preview-port = { $address } 不能用：{ $reason }。
    .hint = 换一个端口，或者不写端口，由程序挑一个空的。
preview-gone = { $issue } 这一期的文件夹不在了。
    .hint = 编辑台已经收了；文件夹放回来以后再运行 neikan preview。
summary-preview = { $issue } 的编辑台已摆好，请在浏览器里打开：
    { $link }
    这个链接只能用一次；按 Ctrl+C 收摊。
summary-preview-again = 链接已被用过。新的链接：{ $link }
summary-preview-readers = 主编在别的设备上看（只能看和提疑问），请扫码或打开：
    { $link }
    同一网络里的人拿到这个链接都能看，内容不加密。
summary-preview-browser = 打不开浏览器，请自己打开上面的链接：{ $reason }
help-preview = 编辑台：边改稿边看版面，在浏览器里打开。
help-preview-issue = 哪一期；不写就是最新一期。
help-preview-open = 直接打开浏览器。
help-preview-port = 本机端口；不写就挑一个空的。
help-preview-bind = 让同一网络里别的设备也能看和提疑问，终端里显示二维码；可以写明地址（--bind=192.168.1.20 或 --bind=192.168.1.20:8080）。
help-preview-link = 点段落时打开编辑器的地址，{"{file}、{line}、{column}"} 代表位置；默认用 VS Code。
help-preview-cache = 中间结果放在哪个文件夹；默认在自己的缓存文件夹里。
help-preview-after = 页面只在本机，链接只能用一次。存盘后版面自己更新；稿件有错时保留上一次的版面。版面和付印的一样，但不带样稿标记，不从这里打印。
help-preview-examples = neikan preview --open
    neikan preview 2026-01 --bind

## 对外发布

web-none = { $issue } 没有可以对外发布的文章。
    .hint = 内部刊物的文章默认不公开。确实可以公开的，在稿头写 public: yes，再请各道签字。
web-private = 《{ $title }》不能对外发布：稿头没有写 public: yes。
    .hint = 确实可以公开的，写上 public: yes，再走一遍三审三校，让签字的人知道这一篇要公开。
web-unsigned = 《{ $title }》（{ $article }）还不能对外发布。{ $lacks ->
    [first] 照现在的样子，三审三校都没有做。
    [second] 缺复审、终审和三次校对。
    [final] 缺终审和三次校对。
    [countersign] 缺主编复核和三次校对。
    [proof-1] 缺三次校对。
    [proof-2] 缺二校、三校。
    [proof-3] 缺三校。
   *[corrections] 审定以后又改过，或审定以后才写上 public: yes。
    }
    .hint = 签字要连同 public: yes 一起签；怎样继续，见 neikan review status --issue { $issue }。
web-drawing = { $path } 是带字的绘图，字要靠浏览器排，仍是 SVG，公众号不收。
    .hint = 发公众号时，请换成 PNG 图片。
summary-web = { $issue }：{ $articles } 篇，已写好供上网用，在 { $folder }
summary-web-article = { $path }  {"《"}{ $title }》，{ $files } 个文件
help-publish = 把一期里可以公开的文章拿去对外发布。
help-publish-examples = neikan publish web 2026-01 --to ~/上网
    neikan publish web lychee-chain --to ~/荔枝
help-publish-web = 写出上网用的文章：干净的 HTML、公众号用的 HTML、图片、JSON 数据。
help-publish-web-what = 一期（2026-01：这一期里可以公开的各篇）、最新一期的一篇，或连期带篇：2026-01/lychee-chain。
help-publish-web-to = 写到哪个文件夹，要空的或还没有的；每篇一个文件夹。
help-publish-web-format = 报告的格式：human（给人看）或 json（给程序看）。
help-publish-web-after = 只有稿头写了 public: yes、并且照现在的样子走完三审三校的文章才行：public 连同全文一起签字。article.html 给网站后台用；wechat.html 给公众号编辑器用，样式写在各个标签里，图片也在文件里，不向外取任何东西；article.json 是标题、作者、摘要、图片、正文，供后台导入。见 neikan manual publish。
help-publish-web-examples = neikan publish web 2026-01 --to ~/上网
    neikan publish web 2026-01/lychee-chain --to ~/荔枝

## 合订本

volume-none = 没有 { $year } 年的各期。
    .hint = 请写有刊物的年份；neikan status 列出各期。
volume-unbuilt = { $issue } 还没有照现在的稿件做出成品。
    .hint = 请先运行 neikan build { $issue }：合订本用印过、发过的成品来做。
volume-gap = { $issue }从第 { $first } 页编起，而{ $before }到第 { $last } 页为止。
    .hint = 全年连续编页，请核对 issue.yml 的 first_page；已经印了的，页码就是印出来的那样。
summary-volume = { $year } 年：{ $issues } 期，{ $articles } 篇；索引有作者 { $authors } 人、主题 { $subjects } 个；书脊 { $spine } 毫米。
help-volume = 做一年的合订本：总目录和索引、封面、全年的电子书。
help-volume-year = 哪一年。
help-volume-out = 输出文件夹，默认是项目里的 out；文件写在其中的 volume-年份。
help-volume-spine = 书脊的厚度，毫米，照装订厂量的写；不写就照各期和总目录的页数、印刷配置里的纸厚算。
help-volume-format = 报告的格式：human（给人看）或 json（给程序看）。
help-volume-after = 全年各期都要照现在的稿件做出成品。做出的文件（以 2026 为例）：
      press/…-2026-contents.pdf  总目录：分类目录、作者索引、主题索引
      press/…-2026-cover.pdf     封面展开页：封四、书脊、封一
      …-2026.epub                全年各期合成一本电子书，有总目录和索引
    索引按汉语拼音排列；主题取自稿头的 subjects 和作者、短讯的单位。各期页码前后相接的，只写页码，否则写期和页。见 neikan manual volume。
help-volume-examples = neikan volume 2026
    neikan volume 2026 --spine 24.5 --out ~/合订本
