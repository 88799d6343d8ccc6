// No text in a view outside the locale files, both languages have the same keys, and every server
// function is named once (a release build drops what nobody names).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

let bad = 0;
const complain = (line) => { console.error(`✗ ${line}`); bad = 1; };
const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]);

for (const file of walk('app/src/pages').filter((name) => name.endsWith('.rs'))) {
  readFileSync(file, 'utf8').split('\n').forEach((line, index) => {
    const code = line.replace(/\/\/.*$/, '');
    if (/[\u4e00-\u9fff]/.test(code)) complain(`${file}:${index + 1} text in a view: ${code.trim()}`);
    if (/>\s*"[A-Za-z]{2,}/.test(code)) complain(`${file}:${index + 1} text in a view: ${code.trim()}`);
  });
}
const keys = (language, name) =>
  Object.keys(JSON.parse(readFileSync(join('app/locales', language, name), 'utf8'))).sort().join('\n');
for (const name of readdirSync('app/locales/zh-CN')) {
  if (keys('zh-CN', name) !== keys('en', name)) complain(`app/locales: ${name} differs between the languages`);
}
const named = readFileSync('app/src/api/mod.rs', 'utf8');
for (const file of walk('app/src/api')) {
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/#\[server\([^]*?\)\]\s*pub async fn (\w+)/g)) {
    const type = name.split('_').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
    if (!named.includes(`register_explicit::<${type}>`)) complain(`${file}: ${name} is not registered in app/src/api/mod.rs`);
  }
}
process.exit(bad);
