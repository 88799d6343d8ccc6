// How heavy the browser's half is, crate by crate and module by module of ours: what the last release build made,
// before it is optimised and split (so the shares are to be read, not the sums), and what is sent of it.
//
//   node scripts/sizes.mjs [LINES]
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const target = process.env.CARGO_TARGET_DIR ?? 'target';
const wasm = join(target, 'front/wasm32-unknown-unknown/wasm-release/frontend.wasm');
if (!existsSync(wasm)) {
  console.error('✗ nothing to weigh yet: run `make build` first');
  process.exit(1);
}
const lines = Number(process.argv[2] ?? 24);
const bytes = readFileSync(wasm);

function number(at) {
  let value = 0, shift = 0, byte;
  do { byte = bytes[at++]; value += (byte & 127) * 2 ** shift; shift += 7; } while (byte & 128);
  return [value, at];
}
const text = (at) => { const [length, from] = number(at); return [bytes.toString('utf8', from, from + length), from + length]; };
// bounds of a table or memory: a flag, a minimum, and a maximum when the flag says so
const bounds = (at) => { const [, from] = number(at + 1); return bytes[at] & 1 ? number(from)[1] : from; };

const sizes = [], names = new Map();
let imported = 0;
for (let at = 8; at < bytes.length;) {
  const section = bytes[at];
  const [length, from] = number(at + 1);
  const end = from + length;
  if (section === 2) {
    let [count, i] = number(from);
    for (; count > 0; count--) {
      i = text(text(i)[1])[1];
      const kind = bytes[i++];
      if (kind === 0) { imported++; i = number(i)[1]; }
      else if (kind === 1) i = bounds(i + 1);
      else if (kind === 2) i = bounds(i);
      else i += 2;
    }
  } else if (section === 10) {
    let [count, i] = number(from);
    for (; count > 0; count--) { const [size, next] = number(i); sizes.push(size); i = next + size; }
  } else if (section === 0) {
    let [name, i] = text(from);
    while (name === 'name' && i < end) {
      const kind = bytes[i];
      const [size, begin] = number(i + 1);
      if (kind === 1) {
        let [count, j] = number(begin);
        for (; count > 0; count--) { const [index, after] = number(j); const [word, next] = text(after); names.set(index, word); j = next; }
      }
      i = begin + size;
    }
  }
  at = end;
}

// `_ZN3app5pages5order…`: the segments of a path; a type in the place of the crate names it
function path(name) {
  const parts = [];
  let rest = name.startsWith('_ZN') ? name.slice(3) : '';
  for (let found; (found = rest.match(/^\d+/));) {
    const length = Number(found[0]);
    parts.push(rest.slice(found[0].length, found[0].length + length));
    rest = rest.slice(found[0].length + length);
  }
  return parts;
}
const plain = (segment) =>
  segment.replace(/\$LT\$/g, '<').replace(/\$GT\$/g, '>').replace(/\$RF\$/g, '&').replace(/\$u20\$/g, ' ').replace(/\$[A-Za-z0-9]+\$/g, '(');
function crate(name) {
  if (name.startsWith('__wbindgen')) return 'descriptions for wasm-bindgen (taken out)';
  // the standard library's newer names: `…Cs1CYXbLPYCFn_4core…`
  const newer = name.startsWith('_R') && name.match(/Cs[0-9A-Za-z]+_(\d+)(\w+)/);
  if (newer) return newer[2].slice(0, Number(newer[1]));
  const [first] = path(name);
  const word = first === undefined ? 'unnamed' : (plain(first).match(/^[_<&( ]*(?:dyn |mut )*([A-Za-z0-9_]+)/)?.[1] ?? first);
  // `<T as Trait>`: code of a trait for whatever type it is
  return /^[A-Z]\w?$/.test(word) ? 'for any type' : word;
}
const add = (map, key, size) => map.set(key, (map.get(key) ?? 0) + size);
const crates = new Map(), modules = new Map();
let total = 0;
sizes.forEach((size, nth) => {
  const name = names.get(imported + nth) ?? '';
  total += size;
  add(crates, crate(name), size);
  const [first, ...rest] = path(name);
  if (first === 'app' && rest.length > 1) add(modules, plain(rest.slice(0, 2).join('::')), size);
});

const shown = (title, map) => {
  console.log(`\n${title}`);
  for (const [key, size] of [...map].sort((a, b) => b[1] - a[1]).slice(0, lines))
    console.log(`${(size / 1000).toFixed(1).padStart(8)} kB ${((100 * size) / total).toFixed(1).padStart(5)} %  ${key.slice(0, 70)}`);
};
console.log(`${sizes.length} functions, ${(total / 1000).toFixed(0)} kB of code before optimising`);
shown('By crate', crates);
shown('By module of app', modules);

const sent = join(target, 'site/pkg');
if (existsSync(sent)) {
  console.log('\nSent, brotli');
  for (const file of readdirSync(sent).filter((name) => name.endsWith('.br')).sort())
    console.log(`${(statSync(join(sent, file)).size / 1000).toFixed(1).padStart(8)} kB  ${file.replace(/\.br$/, '')}`);
}
