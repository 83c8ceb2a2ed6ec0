// The site is the repository's own Markdown: nothing is written for it, and its menu is the last section of the README.
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { groups, isPage, llms, root } from '../pages.mjs';

// A file of the repository that a page links to and that is no page is put beside the pages.
const files = new Set();

const module = path => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));

function withFiles(markdown) {
    markdown.core.ruler.push('files', state => {
        const folder = dirname(state.env.realPath ?? state.env.path);
        const visit = token => {
            const target = token.type === 'link_open' ? token.attrGet('href') : token.type === 'image' ? token.attrGet('src') : null;
            if (target && !/^([a-z]+:|#|\/)/.test(target) && !isPage(target)) {
                const file = resolve(folder, target.split('#')[0]);
                if (existsSync(file) && statSync(file).isFile()) files.add(relative(root, file));
            }
            if (token.type === 'link_open') token.attrSet('href', target.replace(/^(?![a-z]+:)(.*)\bREADME\.md/, '$1index.md'));
            // What the test of the pages does with a block is nothing for its readers.
            if (token.type === 'fence') token.info = token.info.replace(/^output\b/, 'text').split(' ')[0];
            token.children?.forEach(visit);
        };
        state.tokens.forEach(visit);
    });
}

// Links to these are links to files, too.
process.env.VITE_EXTRA_EXTENSIONS = 'cs';

export default defineConfig({
    title: 'Coffer',
    description: "A container's secrets in Git as KMS ciphertext, opened only inside the process that needs them",
    base: process.env.SITE_BASE ?? '/',
    srcDir: '../..',
    outDir: '../../artifacts/site',
    cacheDir: '../../artifacts/site-cache',
    // What is made, and what belongs to a dependency.
    srcExclude: ['artifacts/**', '**/node_modules/**', '**/.terraform/**', 'bench/**', 'tests/**', 'terraform/tests/**', '.github/**'],
    rewrites: page => page.replace(/(^|\/)README\.md$/, '$1index.md'),
    // Whether links lead somewhere is held by a test of the repository; folders and files of the sources are no pages.
    ignoreDeadLinks: [link => !isPage(link) && !link.endsWith('/index')],
    // The pages lie outside this folder, and so do not find its packages by themselves.
    vite: { resolve: { alias: [
        { find: /^vue\/server-renderer$/, replacement: module('vue/server-renderer/index.mjs') },
        { find: /^vue$/, replacement: module('vue/dist/vue.runtime.esm-bundler.js') },
    ] } },
    // Texts have braces, which are no attributes.
    markdown: { config: withFiles, attrs: { disable: true } },
    themeConfig: {
        search: { provider: 'local' },
        outline: [2, 3],
        sidebar: groups().map(group => ({ text: group.text, items: group.items.map(({ text, page }) => ({
            text, link: '/' + page.replace(/README\.md$/, '').replace(/\.md$/, '') })) })),
    },
    buildEnd: ({ outDir, pages }) => {
        for (const file of files) {
            mkdirSync(dirname(join(outDir, file)), { recursive: true });
            copyFileSync(join(root, file), join(outDir, file));
        }
        const sources = pages.map(page => page.replace(/index\.md$/, 'README.md'));
        writeFileSync(join(outDir, 'llms.txt'), llms(sources.map(page => [page, readFileSync(join(root, page), 'utf8')])));
    },
});
