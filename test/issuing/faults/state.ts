/** What lies in a folder after something went wrong, and whether any of it should not be so. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** All regular files below a folder. */
export function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** What is wrong in a folder: keys that others may read, halves of files, certificates without their key. */
export function wrongs(folder: string): readonly string[] {
  const final = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.pem'));
  return [...filesBelow(folder).flatMap(open), ...final.flatMap(({ name }) => half(path.join(folder, name)))];
}

/** A file that holds a part of a private key, or is about to, belongs to the user alone. */
function open(file: string): readonly string[] {
  const isKey = /key/i.test(path.basename(file)) || readFileSync(file).includes('PRIVATE KEY');
  return isKey && (lstatSync(file).mode & 0o077) !== 0 ? [`others may read ${file}`] : [];
}

function half(file: string): readonly string[] {
  try {
    const text = readFileSync(file, 'utf8');
    if (file.endsWith('-key.pem')) createPrivateKey(text);
    else if (!/\n-----END CERTIFICATE-----\n$/.test(text) || new X509Certificate(text).subject === '') return [`${file} is not whole`];
    return [];
  } catch (error) {
    return [`${file} is not whole: ${error}`];
  }
}

/** Whether the certificate of a base name is there and goes with the key of that name. */
export function isPair(base: string): boolean {
  try {
    return new X509Certificate(readFileSync(`${base}.pem`)).checkPrivateKey(createPrivateKey(readFileSync(`${base}-key.pem`)));
  } catch {
    return false;
  }
}

/** Rows of a table as lines, columns filled up. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  return rows.map((row) => `  ${row.map((cell, column) => String(cell).padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()).join('\n');
}
