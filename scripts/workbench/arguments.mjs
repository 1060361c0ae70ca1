// Reads the part of the desktop `code` command line that runTests() uses.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const withValue = new Set(['extensionDevelopmentPath', 'extensionTestsPath', 'user-data-dir', 'extensions-dir', 'folder-uri', 'file-uri', 'install-extension']);
const repeatable = new Set(['extensionDevelopmentPath', 'folder-uri', 'file-uri', 'install-extension']);

/** A path as written, or the path in a file: address, made absolute. */
export function toPath(text) {
  return text.startsWith('file:') ? fileURLToPath(text) : path.resolve(text);
}

/** `--name value`, `--name=value` and `--name` become options; the rest are the paths to open. */
export function parseArguments(argv) {
  const options = { open: [] };
  for (const name of repeatable) options[name] = [];
  const words = [...argv];
  while (words.length > 0) {
    const word = words.shift();
    const match = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word);
    if (match) setOption(options, match[1], match[2] ?? (withValue.has(match[1]) ? words.shift() : true));
    else options.open.push(toPath(word));
  }
  for (const name of ['folder-uri', 'file-uri']) options.open.push(...options[name].map(toPath));
  return options;
}

function setOption(options, name, value) {
  if (repeatable.has(name)) options[name].push(value);
  else options[name] = value;
}
