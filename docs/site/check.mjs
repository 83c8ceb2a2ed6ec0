// Reads the site that was built: pages, menu, search, llms.txt, and what the pages link to.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { groups, html, root } from './pages.mjs';

const site = join(root, 'artifacts/site');
const base = process.env.SITE_BASE ?? '/';
let passed = 0, failed = 0;

function check(what, ok, why = '') {
    ok ? passed++ : failed++;
    console.log(`${ok ? 'ok' : 'not ok'} ${passed + failed} - ${what}${ok ? '' : `: ${why}`}`);
}

// As a link of the site has it: a folder's page is the folder.
const address = page => base + html(page).replace(/(^|\/)index\.html$/, '$1');
const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: root, encoding: 'utf8' })
    .trim().split('\n').filter(page => !/^(tests|bench|\.github|terraform\/tests)\//.test(page));
check('there are pages', pages.length >= 60, `${pages.length}`);
const absent = pages.filter(page => !existsSync(join(site, html(page))));
check('every page is in the site', absent.length === 0, absent.join(' '));

const llms = readFileSync(join(site, 'llms.txt'), 'utf8');
const unnamed = pages.filter(page => page !== 'README.md' && !llms.includes(`(${html(page)})`));
check('llms.txt names every page', unnamed.length === 0, unnamed.join(' '));
check('llms.txt has a sentence for each', !/: \n|: $/.test(llms), llms);

const menu = groups().flatMap(group => group.items.map(item => item.page));
const strange = menu.filter(page => !pages.includes(page));
check('the menu has the pages of the README', menu.length >= 30 && strange.length === 0, strange.join(' '));
const index = readFileSync(join(site, 'index.html'), 'utf8');
const unlisted = menu.filter(page => !index.includes(`href="${address(page)}"`));
check('the menu is on the first page', unlisted.length === 0, unlisted.join(' '));

// The search is a file of the site: it needs no server, and no other host.
const chunks = join(site, 'assets/chunks');
const search = readdirSync(chunks).filter(file => file.startsWith('@localSearchIndexroot'));
const words = search.map(file => readFileSync(join(chunks, file), 'utf8')).join('');
const lost = pages.filter(page => !words.includes(`${address(page)}#`));
check('the search knows every page', search.length === 1 && lost.length === 0, lost.join(' '));
const outside = [...index.matchAll(/<(?:script|link|img)[^>]*(?:src|href)="(https?:[^"]*)"/g)].map(match => match[1]);
check('nothing is fetched from elsewhere', outside.length === 0, outside.join(' '));

// Links and images within the site lead to files of it.
const broken = [];
let links = 0;
for (const page of pages) {
    const text = readFileSync(join(site, html(page)), 'utf8');
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
    for (const [, target] of main.matchAll(/<(?:a|img)[^>]*(?:href|src)="([^"#]+)[^"]*"/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        links++;
        const file = target.startsWith(base) ? target.slice(base.length) : normalize(join(dirname(html(page)), target));
        const there = ['', 'index.html', '.html', '/index.html'].map(end => decodeURI(file) + end)
            .some(path => !path.endsWith('/') && existsSync(join(site, path)));
        if (!there) broken.push(`${page}: ${target}`);
    }
}
check(`${links} links within the site lead somewhere`, links > 150 && broken.length === 0, broken.join('\n    '));

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
