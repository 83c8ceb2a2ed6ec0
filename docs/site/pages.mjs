// What the site knows of the repository's pages.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

export const isPage = link => /\.md(#|$)/.test(link);

/** Where the site has a page. */
export const html = page => page.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html');

/** The groups of links in the README's last section, `**Name:** [Text](page) · …`: the site's menu. */
export function groups(readme = readFileSync(join(root, 'README.md'), 'utf8')) {
    const more = readme.slice(readme.indexOf('\n## More\n'));
    return more.split(/\n(?=\*\*)/).slice(1).map(group => ({
        text: /^\*\*(.+?):\*\*/.exec(group)[1],
        items: [...group.matchAll(/\[([^\]]+)\]\(([^)#]+\.md)\)/g)].map(([, text, page]) => ({ text, page })),
    }));
}

/** The pages by their title and first sentence, in the form of https://llmstxt.org: for programs that read the manual. */
export function llms(pages) {
    const first = [...pages].sort(([a], [b]) => (a === 'README.md' ? -1 : b === 'README.md' ? 1 : a < b ? -1 : 1));
    const [[, readme], ...others] = first;
    const lines = others.map(([page, text]) => `- [${title(text)}](${html(page)}): ${sentence(text)}`);
    return `# ${title(readme)}\n\n> ${sentence(readme)}\n\n## Pages\n\n${lines.join('\n')}\n`;
}

const title = text => /^# (.+)$/m.exec(text)[1];

// The first sentence of the first paragraph that is text.
function sentence(text) {
    const paragraph = text.split(/\n{2,}/).find(part => /^[A-Z`[*]/.test(part)) ?? '';
    const plain = paragraph.replace(/\s+/g, ' ').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
    return /^.*?[.:](?= |$)/.exec(plain)?.[0] ?? plain;
}
